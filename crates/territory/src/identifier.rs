//! Identifiers of territories, `kind:code`, the same in addresses, files and answers.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{Code, CodeError, Kind, KindError, code::shortened};

/// What names a territory whatever the vintage: `commune:34111`, `epci:243400470`, `pnr:FR8000016`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TerritoryId {
    /// The kind of territory.
    pub kind: Kind,
    /// Its code inside the kind.
    pub code: Code,
}

/// Why a text does not identify a territory.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdentifierError {
    /// No colon between kind and code.
    #[error("“{0}” is not an identifier: expected kind:code, such as commune:34111")]
    Form(String),
    /// The part before the colon.
    #[error(transparent)]
    Kind(#[from] KindError),
    /// The part after the colon.
    #[error(transparent)]
    Code(#[from] CodeError),
}

impl TerritoryId {
    /// The identifier of `code` among territories of `kind`.
    #[must_use]
    pub fn new(kind: Kind, code: Code) -> Self {
        Self { kind, code }
    }
}

impl FromStr for TerritoryId {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<Self, IdentifierError> {
        let (kind, code) =
            text.split_once(':').ok_or_else(|| IdentifierError::Form(shortened(text)))?;
        Ok(Self { kind: kind.parse()?, code: code.parse()? })
    }
}

impl TryFrom<String> for TerritoryId {
    type Error = IdentifierError;
    fn try_from(text: String) -> Result<Self, IdentifierError> {
        text.parse()
    }
}

impl From<TerritoryId> for String {
    fn from(id: TerritoryId) -> Self {
        id.to_string()
    }
}

impl fmt::Display for TerritoryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind, self.code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, accepted: bool) {
        let parsed = input.parse::<TerritoryId>();
        assert_eq!(parsed.is_ok(), accepted, "{input:?}");
        if let Ok(id) = parsed {
            assert_eq!(id.to_string(), input);
        }
    }

    #[test]
    fn identifiers_round_trip_or_are_refused() {
        check("commune:34111", true);
        check("bassin-de-vie:34111", true);
        check("pnr:FR8000016", true);
        check("34111", false);
        check("commune:", false);
        check("Commune:34111", false);
        check("commune:34111:1", false);
    }
}
