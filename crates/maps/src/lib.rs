//! Maps: vector tiles for the web, and one territory as a vector image.
//!
//! A [`Canvas`] lays the arcs of the mesh out on the web map once for all layers. A [`TileLayer`]
//! holds the territories of one kind as rings of arcs, so neighbours are drawn from the same
//! points at every zoom. Nothing is read, written or kept beyond that: whoever asks keeps tiles.

mod address;
mod arrange;
mod clip;
mod coarse;
mod draw;
mod encode;
mod groups;
mod labels;
mod layer;
mod lines;
mod outlines;
pub mod picture;
mod plane;
mod pole;
mod shapes;
mod tile_json;

pub use address::{AddressError, TileAddress};
pub use layer::{Feature, FeatureGround, TileLayer};
pub use lines::Canvas;
pub use tile_json::{BETWEEN_CREDITS, Fields, TileJson, VectorLayer};
