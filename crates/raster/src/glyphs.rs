//! Glyphs of web maps: each letter as a field of distances to its outline, 256 letters a file, in
//! the form that MapLibre reads (`glyphs.proto` of mapbox/node-fontnik).

use prost::Message;
use resvg::tiny_skia::{FillRule, Mask, Path, PathBuilder, Transform};
use sdf_glyph_renderer::{BitmapGlyph, SdfGlyphError, clamp_to_u8};
use skrifa::{
    FontRef, GlyphId, MetadataProvider,
    instance::{LocationRef, Size},
    outline::{DrawSettings, OutlinePen},
    raw::ReadError,
};

use crate::font::Weight;

/// The size at which letters are drawn; maps scale them from it.
const SIZE: f32 = 24.0;
/// Room around a letter, in pixels.
const BUFFER: usize = 3;
/// How far the field reaches, in pixels, and how much of it lies inside.
const RADIUS: usize = 8;
const CUTOFF: f64 = 0.25;
/// Letters in a file.
const RANGE: u32 = 256;

/// Why there are no glyphs.
#[derive(Debug, thiserror::Error)]
pub enum GlyphError {
    /// The font that the program carries cannot be read.
    #[error("the font cannot be read: {0}")]
    Font(#[from] ReadError),
    /// A letter cannot be drawn.
    #[error("a letter cannot be drawn: {0}")]
    Field(#[from] SdfGlyphError),
}

#[derive(Clone, PartialEq, Message)]
struct Glyphs {
    #[prost(message, repeated, tag = "1")]
    stacks: Vec<Stack>,
}

#[derive(Clone, PartialEq, Message)]
struct Stack {
    #[prost(string, required, tag = "1")]
    name: String,
    #[prost(string, required, tag = "2")]
    range: String,
    #[prost(message, repeated, tag = "3")]
    glyphs: Vec<Glyph>,
}

#[derive(Clone, PartialEq, Message)]
struct Glyph {
    #[prost(uint32, required, tag = "1")]
    id: u32,
    #[prost(bytes = "vec", optional, tag = "2")]
    bitmap: Option<Vec<u8>>,
    #[prost(uint32, required, tag = "3")]
    width: u32,
    #[prost(uint32, required, tag = "4")]
    height: u32,
    #[prost(sint32, required, tag = "5")]
    left: i32,
    #[prost(sint32, required, tag = "6")]
    top: i32,
    #[prost(uint32, required, tag = "7")]
    advance: u32,
}

/// The glyphs of the 256 letters from `first`, which is a multiple of 256. Letters that the font
/// does not have are left out.
///
/// # Errors
/// Where the font is not what it should be.
pub fn glyphs(weight: Weight, first: u32) -> Result<Vec<u8>, GlyphError> {
    let font = FontRef::new(weight.file())?;
    let ascent = font.metrics(Size::new(SIZE), LocationRef::default()).ascent.round() as i32;
    let letters = font.charmap();
    let mut glyphs = Vec::new();
    for id in first..first.saturating_add(RANGE) {
        if let Some(place) = char::from_u32(id).and_then(|letter| letters.map(letter)) {
            glyphs.push(glyph(&font, id, place, ascent)?);
        }
    }
    let range = format!("{first}-{}", first.saturating_add(RANGE - 1));
    let stack = Stack { name: weight.name().to_owned(), range, glyphs };
    Ok(Glyphs { stacks: vec![stack] }.encode_to_vec())
}

fn glyph(font: &FontRef<'_>, id: u32, place: GlyphId, ascent: i32) -> Result<Glyph, GlyphError> {
    let metrics = font.glyph_metrics(Size::new(SIZE), LocationRef::default());
    let advance = metrics.advance_width(place).unwrap_or(0.0).round() as u32;
    let empty = Glyph { id, advance, bitmap: None, width: 0, height: 0, left: 0, top: 0 };
    let Some(path) = outline(font, place) else { return Ok(empty) };
    let bounds = path.bounds();
    let [left, top] = [bounds.left().floor(), bounds.top().floor()];
    let [right, bottom] = [bounds.right().ceil(), bounds.bottom().ceil()];
    let [width, height] = [(right - left) as u32, (bottom - top) as u32];
    let Some(mut mask) = Mask::new(width, height) else { return Ok(empty) };
    mask.fill_path(&path, FillRule::Winding, true, Transform::from_translate(-left, -top));
    let drawn = BitmapGlyph::from_unbuffered(mask.data(), width as usize, height as usize, BUFFER)?;
    let bitmap = clamp_to_u8(&drawn.render_sdf(RADIUS), CUTOFF)?;
    // Heights are told from the top of the line, down being below 0.
    let top = -(top as i32) - ascent;
    Ok(Glyph { bitmap: Some(bitmap), width, height, left: left as i32, top, ..empty })
}

/// The outline of a letter, y pointing down; `None` where it has none, as a space.
fn outline(font: &FontRef<'_>, place: GlyphId) -> Option<Path> {
    let glyph = font.outline_glyphs().get(place)?;
    let mut pen = Pen(PathBuilder::new());
    let settings = DrawSettings::unhinted(Size::new(SIZE), LocationRef::default());
    glyph.draw(settings, &mut pen).ok()?;
    pen.0.finish()
}

struct Pen(PathBuilder);

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(x, -y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(x, -y);
    }

    fn quad_to(&mut self, over_x: f32, over_y: f32, x: f32, y: f32) {
        self.0.quad_to(over_x, -over_y, x, -y);
    }

    fn curve_to(&mut self, from_x: f32, from_y: f32, to_x: f32, to_y: f32, x: f32, y: f32) {
        self.0.cubic_to(from_x, -from_y, to_x, -to_y, x, -y);
    }

    fn close(&mut self) {
        self.0.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(first: u32) -> Stack {
        let file = glyphs(Weight::Regular, first).unwrap();
        Glyphs::decode(&*file).unwrap().stacks.remove(0)
    }

    #[test]
    fn the_letters_of_french_have_fields() {
        let mut stacks = [read(0), read(256), read(8192)].into_iter().flat_map(|one| one.glyphs);
        let all: Vec<Glyph> = stacks.by_ref().collect();
        for letter in "ABCéèêëàâîïôùûüçŒœÉÀ’-0123456789«»…–".chars() {
            let glyph = all.iter().find(|glyph| glyph.id == u32::from(letter));
            let glyph = glyph.unwrap_or_else(|| panic!("{letter}"));
            let side = BUFFER as u32 * 2;
            let bytes = ((glyph.width + side) * (glyph.height + side)) as usize;
            assert_eq!(glyph.bitmap.as_ref().map(Vec::len), Some(bytes), "{letter}");
            assert!((3..=40).contains(&glyph.advance), "{letter}: {}", glyph.advance);
            // Some of it lies inside the letter, and its edges outside.
            let field = glyph.bitmap.clone().unwrap();
            assert!(field.iter().any(|&value| value > 191), "{letter}");
            assert!(field[0] < 191, "{letter}");
        }
    }

    #[test]
    fn a_space_is_only_wide() {
        let space = read(0).glyphs.into_iter().find(|glyph| glyph.id == 32).unwrap();
        assert!(space.advance > 3 && space.bitmap.is_none());
    }

    #[test]
    fn capitals_stand_on_the_line() {
        let stack = read(0);
        let named = |letter: char| stack.glyphs.iter().find(|one| one.id == u32::from(letter));
        let (capital, low) = (named('H').unwrap(), named('p').unwrap());
        // The bottom of a capital is the line; a tail goes below it.
        let bottom = |glyph: &Glyph| glyph.top - glyph.height as i32;
        assert!(bottom(low) < bottom(capital));
        assert_eq!(stack.range, "0-255");
    }

    #[test]
    fn letters_that_are_not_there_make_an_empty_file() {
        assert!(read(0x4e00).glyphs.is_empty());
    }
}
