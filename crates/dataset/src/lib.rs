//! What is loaded: the records that sources give, the store keeps and the atlas answers from.

mod base;
mod layer;
mod own;
mod records;

pub use base::{Base, Commune, Event, Face, Place, Population, Succession};
pub use layer::{Ground, Layer, LayerKey, Source, Territory};
pub use own::{NameError, Nature, NatureError, OwnCommunes, OwnName, OwnTerritory};
pub use records::{Collection, Records, TOWN_HALLS, UnknownCollection};

/// Everything that is loaded: one base and any number of layers over it.
#[derive(Clone, Debug, Default)]
pub struct Dataset {
    /// Faces, communes and administrative territories; `None` before the first import.
    pub base: Option<Base>,
    /// Lived, decided and geographic layers, each replaced as a whole by its next import.
    pub layers: Vec<Layer>,
}
