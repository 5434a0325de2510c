//! Territories, their ground, and the layers in which they are imported.

use geometry::{FaceId, Shape};
use serde::{Deserialize, Serialize};
use territory::{Code, Kind, Span, TerritoryId, Vintage};

/// What names a layer in the store; importing the same key again replaces the layer.
pub type LayerKey = Code;

/// Where records come from; its attribution travels with every answer they give.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Source {
    /// A short key, such as `insee-table-appartenance`.
    pub key: Code,
    /// A name for people.
    pub name: String,
    /// Licence, by its usual name.
    pub licence: String,
    /// The credit to show.
    pub attribution: String,
    /// Where it was published, if known.
    pub url: Option<String>,
    /// The vintage it describes.
    pub vintage: Option<Vintage>,
    /// Whether its territories are an estimate of this program rather than a publication.
    pub estimated: bool,
}

/// The ground of a territory, in the form its source gives.
#[derive(Clone, Debug)]
pub enum Ground {
    /// Faces of the base, ascending and unique.
    Faces(Vec<FaceId>),
    /// Whole communes, by the codes of a vintage.
    Communes {
        /// The vintage of the codes.
        vintage: Vintage,
        /// The codes, ascending and unique.
        codes: Vec<Code>,
    },
    /// A polygon that may cut communes.
    Shape(Shape),
    /// Known by name only.
    Missing,
}

/// A territory as loaded.
#[derive(Clone, Debug)]
pub struct Territory {
    /// Kind and code.
    pub id: TerritoryId,
    /// Name as people write it.
    pub name: String,
    /// The vintages for which this record holds; `None`: all of them.
    pub span: Option<Span>,
    /// Nature inside the kind, where there is one (`CC`, `CA`, `CU`, `METRO`, `MET69` for an EPCI).
    pub nature: Option<String>,
    /// The code of the chief town's commune, where there is one.
    pub seat: Option<Code>,
    /// The ground.
    pub ground: Ground,
}

/// One import over the base: territories of one or several kinds from one source.
#[derive(Clone, Debug)]
pub struct Layer {
    /// The key under which it is kept.
    pub key: LayerKey,
    /// Where it comes from.
    pub source: Source,
    /// Its territories.
    pub territories: Vec<Territory>,
}

impl Layer {
    /// The kinds of the layer's territories, in the order of lists, each once.
    #[must_use]
    pub fn kinds(&self) -> Vec<Kind> {
        let mut kinds: Vec<Kind> = self.territories.iter().map(|t| t.id.kind.clone()).collect();
        kinds.sort_by_cached_key(|kind| (kind.rank(), kind.clone()));
        kinds.dedup();
        kinds
    }
}
