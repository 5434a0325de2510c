//! Maps of a territory as pixels: two engines behind one trait, and the files that carry pixels.
//!
//! The scene is [`maps::picture::Picture`], which is also drawn as SVG: an image shows what the
//! vector file shows. What styles of web maps need besides tiles is made here too: glyphs and
//! sprites. [`Skia`] needs nothing but the processor and is always there;
//! `MapLibre` (feature `maplibre`) lays the opaque ground through Vulkan.

mod encode;
mod engine;
mod font;
mod glyphs;
#[cfg(feature = "maplibre")]
mod maplibre;
mod skia;
mod sprite;
#[cfg(feature = "maplibre")]
mod tile;

pub use encode::{EncodeError, Format, encode};
pub use engine::{Engine, EngineError, Pixels};
pub use font::{FONT_LICENCE, Weight};
pub use glyphs::{GlyphError, glyphs};
pub use skia::Skia;
pub use sprite::{Cell, Sprite, SpriteError, sprite};

#[cfg(feature = "maplibre")]
pub use maplibre::MapLibre;
