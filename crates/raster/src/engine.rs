//! What an engine is: a scene in, pixels out.

use std::fmt::Debug;

use maps::picture::{Frame, Picture};

/// Draws scenes. One engine serves every thread.
pub trait Engine: Debug + Send + Sync {
    /// Its name, as settings write it.
    fn name(&self) -> &'static str;

    /// Draws a picture at so many pixels a unit.
    ///
    /// # Errors
    /// Where the image is too large to be held, or the engine fails.
    fn paint(
        &self,
        picture: &Picture<'_>,
        frame: &Frame,
        scale: f32,
    ) -> Result<Pixels, EngineError>;
}

/// An opaque image.
#[derive(Clone, PartialEq, Eq)]
pub struct Pixels {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// Red, green and blue of each pixel, row by row from the top.
    pub rgb: Vec<u8>,
}

impl Debug for Pixels {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} × {} pixels", self.width, self.height)
    }
}

/// Why there is no image.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// No pixels, or more than can be held.
    #[error("an image of {width} by {height} units at {scale} pixels a unit cannot be held")]
    Size {
        /// In units.
        width: f64,
        /// In units.
        height: f64,
        /// Pixels a unit.
        scale: f32,
    },
    /// The drawing was not understood by the one who paints it.
    #[error("the drawing cannot be read: {0}")]
    Drawing(String),
    /// The engine cannot start on this machine.
    #[error("the engine {engine} cannot start: {cause}")]
    Start {
        /// Its name.
        engine: &'static str,
        /// In the words of what it stands on.
        cause: String,
    },
    /// The engine failed at this picture.
    #[error("the engine {engine} failed: {cause}")]
    Failed {
        /// Its name.
        engine: &'static str,
        /// In the words of what it stands on.
        cause: String,
    },
}

/// Width and height in pixels of an image in units.
pub(crate) fn size_in_pixels(
    [width, height]: [f64; 2],
    scale: f32,
) -> Result<[u32; 2], EngineError> {
    // Beyond this an image is larger than any paper at 300 dpi.
    const MOST: f64 = 16_384.0;
    let pixels = [width, height].map(|side| (side * f64::from(scale)).round());
    let fits = pixels.iter().all(|side| (1.0..=MOST).contains(side));
    fits.then(|| pixels.map(|side| side as u32)).ok_or(EngineError::Size { width, height, scale })
}
