//! How two territories stand to each other, and how sure a figure is.

use serde::{Deserialize, Serialize};

/// The one relation between a subject territory and another.
///
/// A shared border alone is `Touches`, never an overlap. Sets of faces are compared exactly;
/// where a polygon cuts communes, ground below the tolerance stated by the atlas counts as none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Relation {
    /// Both are the same ground.
    Equal,
    /// The subject lies in the other.
    Within,
    /// The subject holds the other.
    Contains,
    /// They share ground, and each has ground of its own.
    Overlaps,
    /// They share a border and no ground.
    Touches,
    /// They share nothing.
    Disjoint,
}

/// Whether a figure is counted or estimated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Accuracy {
    /// Sums of published figures.
    Exact,
    /// Shared out in proportion to area, because a border cuts a commune.
    Estimated,
}

impl Accuracy {
    /// Whether the figure is a sum of published ones.
    #[must_use]
    pub const fn is_exact(self) -> bool {
        matches!(self, Self::Exact)
    }

    /// The accuracy of a figure made of both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        if self.is_exact() { other } else { Self::Estimated }
    }
}
