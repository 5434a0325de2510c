//! The engine that is always there: the SVG drawing, painted by resvg on tiny-skia.

use std::sync::Arc;

use maps::picture::{Coat, Frame, Picture, draw};
use resvg::{
    tiny_skia::{Color, Pixmap, Transform},
    usvg::{Options, Tree, fontdb::Database},
};

use crate::{
    engine::{Engine, EngineError, Pixels, size_in_pixels},
    font::{FAMILY, Weight},
};

/// Paints on the processor, with the typeface of the page and no other.
#[derive(Clone, Debug)]
pub struct Skia {
    fonts: Arc<Database>,
}

impl Default for Skia {
    fn default() -> Self {
        let mut fonts = Database::new();
        for weight in Weight::ALL {
            fonts.load_font_data(weight.file().to_vec());
        }
        fonts.set_sans_serif_family(FAMILY);
        Self { fonts: Arc::new(fonts) }
    }
}

impl Engine for Skia {
    fn name(&self) -> &'static str {
        "tiny-skia"
    }

    fn paint(
        &self,
        picture: &Picture<'_>,
        frame: &Frame,
        scale: f32,
    ) -> Result<Pixels, EngineError> {
        let mut pixmap = blank(picture, frame, scale)?;
        self.lay(&mut pixmap, &draw(picture, frame, Coat::Whole), scale)?;
        Ok(opaque(&pixmap))
    }
}

impl Skia {
    /// Lays a drawing over an image.
    pub(crate) fn lay(
        &self,
        pixmap: &mut Pixmap,
        svg: &str,
        scale: f32,
    ) -> Result<(), EngineError> {
        let options = Options {
            font_family: FAMILY.to_owned(),
            fontdb: Arc::clone(&self.fonts),
            ..Options::default()
        };
        let tree = Tree::from_str(svg, &options)
            .map_err(|error| EngineError::Drawing(error.to_string()))?;
        resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
        Ok(())
    }
}

/// An image of nothing but sea.
pub(crate) fn blank(
    picture: &Picture<'_>,
    frame: &Frame,
    scale: f32,
) -> Result<Pixmap, EngineError> {
    let size = picture.key.as_ref().map_or(frame.size(), |key| key.plan.size());
    let [width, height] = size_in_pixels(size, scale)?;
    let too_large = EngineError::Size { width: size[0], height: size[1], scale };
    let mut pixmap = Pixmap::new(width, height).ok_or(too_large)?;
    pixmap.fill(colour(picture.look.palette().sea));
    Ok(pixmap)
}

/// The pixels of an image that hides what is behind it.
pub(crate) fn opaque(pixmap: &Pixmap) -> Pixels {
    let rgb = pixmap.data().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]);
    Pixels { width: pixmap.width(), height: pixmap.height(), rgb: rgb.collect() }
}

/// The colour that `#rrggbb` writes; black where it writes none.
pub(crate) fn colour(css: &str) -> Color {
    let number = u32::from_str_radix(css.trim_start_matches('#'), 16).unwrap_or(0);
    let [_, red, green, blue] = number.to_be_bytes();
    Color::from_rgba8(red, green, blue, 255)
}
