//! Maps of a territory as pixels: two engines behind one trait, and the files that carry pixels.
//!
//! The scene is [`maps::picture::Picture`], which is also drawn as SVG: an image shows what the
//! vector file shows. [`Skia`] needs nothing but the processor and is always there;
//! `MapLibre` (feature `maplibre`) lays the opaque ground through Vulkan.

mod encode;
mod engine;
#[cfg(feature = "maplibre")]
mod maplibre;
mod skia;
#[cfg(feature = "maplibre")]
mod tile;

pub use encode::{EncodeError, Format, encode};
pub use engine::{Engine, EngineError, Pixels};
pub use skia::Skia;

#[cfg(feature = "maplibre")]
pub use maplibre::MapLibre;
