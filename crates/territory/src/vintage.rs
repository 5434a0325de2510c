//! Vintages (millésimes): the year whose 1 January a geography describes.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::code::shortened;

/// The year whose 1 January a list of territories describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = u16, example = 2026))]
pub struct Vintage(u16);

/// The vintages, both ends included, over which a territory keeps its name and its ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Span {
    /// First vintage.
    pub first: Vintage,
    /// Last vintage.
    pub last: Vintage,
}

/// Why a text or number is not a vintage.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a vintage: a year from 1790 to 2199 is expected, such as 2026")]
pub struct VintageError(String);

impl Vintage {
    /// The year.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.0
    }
}

impl Span {
    /// A span of one or more vintages; the order of the ends does not matter.
    #[must_use]
    pub fn new(one: Vintage, other: Vintage) -> Self {
        Self { first: one.min(other), last: one.max(other) }
    }

    /// Whether the vintage lies in the span.
    #[must_use]
    pub fn contains(self, vintage: Vintage) -> bool {
        (self.first..=self.last).contains(&vintage)
    }
}

impl TryFrom<u16> for Vintage {
    type Error = VintageError;
    fn try_from(year: u16) -> Result<Self, VintageError> {
        // The départements date from 1790; past 2199 it is a typing error.
        if (1790..2200).contains(&year) {
            Ok(Self(year))
        } else {
            Err(VintageError(year.to_string()))
        }
    }
}

impl From<Vintage> for u16 {
    fn from(vintage: Vintage) -> Self {
        vintage.0
    }
}

impl FromStr for Vintage {
    type Err = VintageError;
    fn from_str(text: &str) -> Result<Self, VintageError> {
        text.parse::<u16>()
            .ok()
            .and_then(|year| Self::try_from(year).ok())
            .ok_or_else(|| VintageError(shortened(text)))
    }
}

impl fmt::Display for Vintage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expect: Option<u16>) {
        assert_eq!(input.parse::<Vintage>().ok().map(Vintage::year), expect, "{input:?}");
    }

    #[test]
    fn only_plausible_years_are_vintages() {
        check("2026", Some(2026));
        check("1790", Some(1790));
        check("1789", None);
        check("2200", None);
        check("26", None);
        check("-2026", None);
        check("NaN", None);
    }

    #[test]
    fn a_span_holds_its_ends() {
        let [a, b, c] = [2024, 2025, 2026].map(|year| Vintage::try_from(year).unwrap());
        let span = Span::new(b, a);
        assert!(span.contains(a) && span.contains(b) && !span.contains(c));
    }
}
