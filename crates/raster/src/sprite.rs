//! The sprite of web maps: small images of patterns side by side in one file, and where each stands.

use std::collections::BTreeMap;

use maps::picture::{Hue, Look, MOST_PIECES, pattern};
use resvg::tiny_skia::{Pixmap, PixmapPaint, Transform};
use serde::Serialize;

use crate::{encode::EncodeError, engine::EngineError, skia::Skia};

/// The image of a sprite and its index.
#[derive(Clone, Debug)]
pub struct Sprite {
    /// PNG with transparency.
    pub image: Vec<u8>,
    /// What stands where, by name: `lived-1` is the first pattern in the hue of lived territories.
    pub index: BTreeMap<String, Cell>,
}

/// Where an image stands, in pixels of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Cell {
    x: u32,
    y: u32,
    width: u32,
    height: u32,
    #[serde(rename = "pixelRatio")]
    pixel_ratio: u32,
}

const HUES: [(Hue, &str); 4] = [
    (Hue::Administrative, "administrative"),
    (Hue::Lived, "lived"),
    (Hue::Decided, "decided"),
    (Hue::Geographic, "geographic"),
];
/// The widest pattern, with room beside it.
const STEP: u32 = 10;

/// The patterns of a look, at one pixel a unit or more.
///
/// # Errors
/// Where the sprite cannot be drawn or written, which would be a mistake of the program.
pub fn sprite(skia: &Skia, look: Look, ratio: u32) -> Result<Sprite, SpriteError> {
    let patterns = MOST_PIECES as u32 - 1;
    let (width, height) = (patterns * STEP * ratio, HUES.len() as u32 * STEP * ratio);
    let too_large =
        EngineError::Size { width: width.into(), height: height.into(), scale: ratio as f32 };
    let mut all = Pixmap::new(width, height).ok_or(too_large)?;
    let mut index = BTreeMap::new();
    for (row, (hue, family)) in (0..).zip(HUES) {
        for column in 0..patterns {
            let Some((svg, size)) = pattern(column as usize, hue, look) else { continue };
            let side = size * ratio;
            let Some(mut tile) = Pixmap::new(side, side) else { continue };
            skia.lay(&mut tile, &svg, ratio as f32)?;
            let (x, y) = (column * STEP * ratio, row * STEP * ratio);
            let paint = PixmapPaint::default();
            all.draw_pixmap(x as i32, y as i32, tile.as_ref(), &paint, Transform::identity(), None);
            let cell = Cell { x, y, width: side, height: side, pixel_ratio: ratio };
            index.insert(format!("{family}-{}", column + 1), cell);
        }
    }
    Ok(Sprite { image: transparent(&all)?, index })
}

/// Why there is no sprite.
#[derive(Debug, thiserror::Error)]
pub enum SpriteError {
    /// It cannot be drawn.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// It cannot be written.
    #[error(transparent)]
    Encode(#[from] EncodeError),
}

fn transparent(pixmap: &Pixmap) -> Result<Vec<u8>, EncodeError> {
    let straight = pixmap.pixels().iter().flat_map(|pixel| {
        let colour = pixel.demultiply();
        [colour.red(), colour.green(), colour.blue(), colour.alpha()]
    });
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, pixmap.width(), pixmap.height());
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().map_err(EncodeError::from)?;
    writer.write_image_data(&straight.collect::<Vec<_>>())?;
    writer.finish()?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_stands_in_the_image_and_leaves_its_ground_clear() {
        for ratio in [1, 2] {
            let made = sprite(&Skia::default(), Look::Light, ratio).unwrap();
            assert_eq!(made.index.len(), HUES.len() * (MOST_PIECES - 1));
            let mut reader =
                png::Decoder::new(std::io::Cursor::new(made.image)).read_info().unwrap();
            let (width, height) = (reader.info().width, reader.info().height);
            let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
            reader.next_frame(&mut pixels).unwrap();
            for (name, cell) in &made.index {
                assert!(cell.x + cell.width <= width && cell.y + cell.height <= height, "{name}");
                let alpha = |x: u32, y: u32| pixels[((y * width + x) * 4 + 3) as usize];
                let inside = (0..cell.width).flat_map(|x| (0..cell.height).map(move |y| (x, y)));
                let drawn =
                    inside.filter(|&(x, y)| alpha(cell.x + x, cell.y + y) > 40).count() as u32;
                assert!(
                    drawn > 0 && drawn < cell.width * cell.height,
                    "{name} at {ratio}: {drawn}"
                );
            }
        }
    }
}
