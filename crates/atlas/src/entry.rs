//! A territory as the atlas keeps it.

use std::sync::Arc;

use geometry::{Bounds, FaceId, Shape, ShapeLocator};
use territory::{Code, Family, Kind, Span, TerritoryId, Vintage};

/// A territory record of the atlas, by its place. Places follow the order of kinds, then codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TerritoryIndex(pub u32);

/// A territory over a span of vintages.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Kind and code.
    pub id: TerritoryId,
    /// The identifier as text, kept because every answer writes it.
    pub id_text: Box<str>,
    /// Name.
    pub name: Box<str>,
    /// Family of its kind.
    pub family: Family,
    /// Vintages for which the record holds; `None`: all.
    pub span: Option<Span>,
    /// Nature inside the kind (`CC`, `CA`… for an EPCI).
    pub nature: Option<Box<str>>,
    /// Chief town, or the commune a piece belongs to.
    pub seat: Option<Code>,
    /// Where it lies, to tell homonyms apart: its département(s), or its région.
    pub context: Option<Arc<str>>,
    /// Whether it is an estimate of this program.
    pub estimated: bool,
    /// The source of its layer, by its place after those of the base; `None`: the base.
    pub source: Option<u16>,
    /// Land area in m²; 0 where there is no ground.
    pub area: f64,
    /// Box around the ground.
    pub bounds: Option<Bounds>,
    /// Place of its kind in [`crate::Atlas::kinds`].
    pub kind_place: u8,
    /// Its faces in the atlas's list of grounds.
    pub(crate) ground: std::ops::Range<u32>,
    /// What is known besides where it cuts communes.
    pub(crate) cut: Option<Box<Cut>>,
}

/// The ground of a territory that is a polygon.
#[derive(Clone, Debug)]
pub struct Cut {
    /// The covered fraction of each face of the ground, in the same order.
    pub fractions: Vec<f64>,
    /// The polygon.
    pub shape: Shape,
    /// Finds points in it.
    pub locator: ShapeLocator,
}

impl Entry {
    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> &Kind {
        &self.id.kind
    }

    /// Whether the record holds at a vintage.
    #[must_use]
    pub fn holds_at(&self, vintage: Vintage) -> bool {
        self.span.is_none_or(|span| span.contains(vintage))
    }

    /// Whether it has any ground.
    #[must_use]
    pub fn has_ground(&self) -> bool {
        !self.ground.is_empty()
    }

    /// Its polygon, where it is one.
    #[must_use]
    pub fn shape(&self) -> Option<&Shape> {
        self.cut.as_ref().map(|cut| &cut.shape)
    }
}

/// A face and how much of it, from above 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// The face.
    pub face: FaceId,
    /// The fraction of its area.
    pub fraction: f64,
}
