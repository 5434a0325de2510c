//! Codes: the short names official lists give to territories (34111, 243400470, FR8000016).

use std::{borrow::Borrow, fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// The code of a territory inside its kind: 1 to 40 of `A-Z a-z 0-9 . _ -`.
///
/// Leading zeros count: the département of Ain is `01`. Cloning is cheap.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, example = "34111"))]
pub struct Code(SmolStr);

/// A French postal code: five digits. One may serve several communes, and a commune have several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, example = "34190"))]
pub struct PostalCode(u32);

/// Why a text is not a code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Empty, too long, or with a character codes do not use.
    #[error("“{0}” is not a code: 1 to 40 letters without accent, digits, “.”, “_” or “-”")]
    Form(String),
    /// Not five digits.
    #[error("“{0}” is not a postal code: five digits are expected")]
    Postal(String),
}

impl Code {
    /// The longest code accepted, in bytes.
    pub const MAX_LENGTH: usize = 40;

    /// A code that the program itself names.
    ///
    /// # Panics
    ///
    /// Where the text is no code: in a constant it does not compile.
    #[must_use]
    pub const fn literal(text: &'static str) -> Self {
        assert!(is_code(text.as_bytes()), "not a code");
        Self(SmolStr::new_static(text))
    }

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Code {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        if is_code(text.as_bytes()) {
            Ok(Self(text.into()))
        } else {
            Err(CodeError::Form(shortened(text)))
        }
    }
}

const fn is_code(text: &[u8]) -> bool {
    let mut rest = text;
    while let [first, others @ ..] = rest {
        if !(first.is_ascii_alphanumeric() || matches!(first, b'.' | b'_' | b'-')) {
            return false;
        }
        rest = others;
    }
    !text.is_empty() && text.len() <= Code::MAX_LENGTH
}

impl FromStr for PostalCode {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        match text.parse() {
            Ok(number) if text.len() == 5 && text.bytes().all(|b| b.is_ascii_digit()) => {
                Ok(Self(number))
            }
            _ => Err(CodeError::Postal(shortened(text))),
        }
    }
}

/// The beginning of a text from outside, short enough for an error message.
pub(crate) fn shortened(text: &str) -> String {
    const KEPT: usize = 60;
    if text.chars().count() <= KEPT {
        return text.to_owned();
    }
    text.chars().take(KEPT).chain(['…']).collect()
}

impl TryFrom<String> for Code {
    type Error = CodeError;
    fn try_from(text: String) -> Result<Self, CodeError> {
        text.parse()
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.0.into()
    }
}

impl Borrow<str> for Code {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for PostalCode {
    type Error = CodeError;
    fn try_from(text: String) -> Result<Self, CodeError> {
        text.parse()
    }
}

impl From<PostalCode> for String {
    fn from(code: PostalCode) -> Self {
        code.to_string()
    }
}

impl fmt::Display for PostalCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:05}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, accepted: bool) {
        assert_eq!(input.parse::<Code>().is_ok(), accepted, "{input:?}");
    }

    #[test]
    fn codes_of_the_field_are_accepted() {
        for code in ["01", "2A004", "243400470", "FR8000016", "49060.49046", "ti-0101"] {
            check(code, true);
        }
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "a b", "é", "34111'--", "a/b", "a:b", &"9".repeat(41)] {
            check(text, false);
        }
    }

    #[test]
    fn postal_codes_keep_their_leading_zero() {
        assert_eq!("01400".parse::<PostalCode>().unwrap().to_string(), "01400");
        for text in ["1400", "+1400", "014000", "0140a"] {
            assert!(text.parse::<PostalCode>().is_err(), "{text:?}");
        }
    }
}
