//! A territory's map as one vector image: its outline, its pieces, what cuts it, what lies around.
//!
//! The image is as wide as paper or screen wants it, reads without colour (each piece has its own
//! pattern, the cut is dashed), and its names never touch. Nothing is read, written or kept.

mod frame;
mod key;
mod labels;
mod palette;
mod path;
mod pen;
#[cfg(test)]
mod tests;
mod text;

use geo_types::{MultiLineString, MultiPolygon};

pub use frame::Frame;
pub use key::{Key, Plan};
pub use palette::{Hue, Look, Palette, Tones};
pub use pen::{MOST_PIECES, pattern, swatch};

use labels::{Anchor, Label, Placer};
use pen::{DASHES, Fill, Pen};
use text::Escaped;

/// What a map shows, in degrees.
#[derive(Clone, Debug)]
pub struct Picture<'a> {
    /// What the image is, for those who do not see it.
    pub title: &'a str,
    /// How it is coloured.
    pub look: Look,
    /// The hue of the subject's family.
    pub hue: Hue,
    /// The land in the frame; all else is sea, or another country.
    pub land: MultiPolygon<f64>,
    /// The outline of the subject.
    pub outline: MultiPolygon<f64>,
    /// Its pieces, the main one first.
    pub pieces: Vec<Area<'a>>,
    /// The borders between them.
    pub cuts: MultiLineString<f64>,
    /// Small borders in and around the subject.
    pub seams: MultiLineString<f64>,
    /// The borders of the kind that cuts, around the subject.
    pub borders: MultiLineString<f64>,
    /// Names of ground, with places where each may stand, the best first.
    pub grounds: Vec<Ground<'a>>,
    /// Towns, the ones that matter most first.
    pub towns: Vec<Town<'a>>,
    /// What the dashed line is.
    pub cut: Option<&'a str>,
    /// The key of the map; none where the page around it has one.
    pub key: Option<Key<'a>>,
    /// What stands before the names of patterns, where several images share a page.
    pub prefix: &'a str,
}

impl Default for Picture<'_> {
    fn default() -> Self {
        let nothing = || MultiLineString(Vec::new());
        Self {
            title: "",
            look: Look::default(),
            hue: Hue::default(),
            land: MultiPolygon(Vec::new()),
            outline: MultiPolygon(Vec::new()),
            pieces: Vec::new(),
            cuts: nothing(),
            seams: nothing(),
            borders: nothing(),
            grounds: Vec::new(),
            towns: Vec::new(),
            cut: None,
            key: None,
            prefix: "",
        }
    }
}

/// A piece of the subject.
#[derive(Clone, Debug)]
pub struct Area<'a> {
    /// What the key says of it.
    pub label: String,
    /// Whether no territory holds it.
    pub unheld: bool,
    /// Its ground.
    pub ground: std::borrow::Cow<'a, MultiPolygon<f64>>,
}

/// The name of a wide territory.
#[derive(Clone, Debug)]
pub struct Ground<'a> {
    /// Its name.
    pub name: &'a str,
    /// Longitudes and latitudes of its middle.
    pub places: Vec<[f64; 2]>,
}

/// A town.
#[derive(Clone, Copy, Debug)]
pub struct Town<'a> {
    /// Its name.
    pub name: &'a str,
    /// Longitude and latitude.
    pub place: [f64; 2],
    /// Where it stands.
    pub rank: Rank,
}

/// How a town stands to the subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rank {
    /// Its chief town.
    Chief,
    /// In it.
    Inside,
    /// Outside.
    Around,
}

/// How much of a map is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coat {
    /// All of it.
    Whole,
    /// What lies over its opaque ground: hatches, lines, words.
    Over,
}

/// Opaque ground in one colour.
#[derive(Clone, Copy, Debug)]
pub struct Flat<'p> {
    /// Its colour, as CSS writes it: `#rrggbb`.
    pub colour: &'static str,
    /// Where it lies, in degrees.
    pub ground: &'p MultiPolygon<f64>,
}

/// The opaque ground of a map over its sea, from the bottom up: what an engine that only knows
/// plain colours can lay.
pub fn flats<'p>(picture: &'p Picture<'_>) -> impl Iterator<Item = Flat<'p>> {
    let palette = picture.look.palette();
    let tones = palette.tones(picture.hue);
    let land = Flat { colour: palette.land, ground: &picture.land };
    let pieces = picture.pieces.iter().enumerate().map(move |(place, piece)| Flat {
        colour: Fill::of(place, piece.unheld).colour(palette, tones),
        ground: &piece.ground,
    });
    std::iter::once(land).chain(pieces)
}

/// The map as a standalone SVG document.
#[must_use]
pub fn draw(picture: &Picture<'_>, frame: &Frame, coat: Coat) -> String {
    let map = frame.size();
    let [width, height] = picture.key.as_ref().map_or(map, |key| key.plan.size());
    let palette = picture.look.palette();
    let mut pen = Pen::new(palette, picture.hue, picture.prefix, coat);
    pen.write(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"map {}\" viewBox=\"0 0 {width} \
         {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" \
         font-family=\"Atkinson, 'Atkinson Hyperlegible Next', 'Segoe UI', sans-serif\">\
         <title>{}</title>",
        picture.hue.class(),
        Escaped(picture.title),
    ));
    pen.definitions(picture, map);
    if coat == Coat::Whole {
        pen.sheet("m-sea", palette.sea, [0.0, 0.0, width, height]);
    }
    pen.write(format_args!("<g clip-path=\"url(#{}frame)\">", Escaped(picture.prefix)));
    write_ground(&mut pen, picture, frame);
    pen.write("</g>");
    // A stamp has no room for a bar.
    let scale = Some(frame.scale_bar()).filter(|_| map[0] >= 160.0);
    let mut placer = Placer::new(map);
    if let Some(scale) = &scale {
        placer.reserve(scale.rectangle());
    }
    write_names(&mut pen, picture, frame, &mut placer);
    if let Some(scale) = scale {
        scale.write(&mut pen);
    }
    if let Some(key) = &picture.key {
        key::write(&mut pen, picture, key);
    }
    pen.write("</svg>");
    pen.finish()
}

/// Everything but words, from the ground up.
fn write_ground(pen: &mut Pen<'_>, picture: &Picture<'_>, frame: &Frame) {
    let Palette { land, seam, cut, paper, .. } = pen.palette;
    pen.flat("m-land", land, &path::polygons(frame, &picture.land));
    for (place, piece) in picture.pieces.iter().enumerate() {
        pen.fill(Fill::of(place, piece.unheld), &path::polygons(frame, &piece.ground));
    }
    pen.line("m-seam", seam, 0.6, "", &path::lines(frame, &picture.seams));
    let dashes = " stroke-dasharray=\"5 2.5\"";
    pen.line("m-border", cut, 1.0, dashes, &path::lines(frame, &picture.borders));
    let outline = path::polygons(frame, &picture.outline);
    pen.line("m-halo", paper, 4.6, "", &outline);
    pen.line("m-outline", pen.tones.strong, 2.2, "", &outline);
    let cuts = path::lines(frame, &picture.cuts);
    pen.line("m-halo", paper, 5.4, "", &cuts);
    pen.line("m-cut", cut, 2.8, DASHES, &cuts);
}

/// Names, each where it touches no other: towns by their rank, then grounds.
fn write_names(pen: &mut Pen<'_>, picture: &Picture<'_>, frame: &Frame, placer: &mut Placer) {
    for town in &picture.towns {
        let dot = frame.place(town.place);
        if !frame.holds(dot, 4.0) {
            continue;
        }
        let (size, bold) = match town.rank {
            Rank::Chief => (16.0, true),
            Rank::Inside => (12.0, false),
            Rank::Around => (11.0, false),
        };
        let radius = if town.rank == Rank::Chief { 3.6 } else { 2.4 };
        let Some(label) = placer.town(town.name, dot, size, radius, bold) else { continue };
        write_town(pen, town, &label, radius);
    }
    // Many names are set smaller.
    let size = if picture.grounds.len() > 8 { 10.5 } else { 13.0 };
    for ground in &picture.grounds {
        let places = ground.places.iter().map(|&place| frame.place(place));
        if let Some(label) = placer.ground(ground.name, places, size) {
            pen.ground_name(&label);
        }
    }
}

fn write_town(pen: &mut Pen<'_>, town: &Town<'_>, label: &Label, radius: f64) {
    let Palette { ink, quiet, paper, .. } = pen.palette;
    let (class, colour, weight) = match town.rank {
        Rank::Chief => ("m-chief", ink, " font-weight=\"700\""),
        Rank::Inside => ("m-town", ink, ""),
        Rank::Around => ("m-around", quiet, ""),
    };
    let anchor = match label.anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    };
    let ([dot_x, dot_y], [x, y], size) = (label.dot, label.at, label.size);
    pen.write(format_args!(
        "<circle class=\"{class}\" cx=\"{dot_x:.1}\" cy=\"{dot_y:.1}\" r=\"{radius}\" \
         fill=\"{colour}\"/><text class=\"{class} m-name\" x=\"{x:.1}\" y=\"{y:.1}\" \
         font-size=\"{size}\"{weight}{anchor} fill=\"{colour}\" stroke=\"{paper}\" \
         stroke-width=\"3.6\" stroke-linejoin=\"round\" paint-order=\"stroke\">{}</text>",
        Escaped(&label.text),
    ));
}
