//! A territory's map as one vector image: its outline, its pieces, what cuts it, what lies around.
//!
//! The image is as wide as paper or screen wants it, reads without colour (each piece has its own
//! pattern, the cut is dashed), and its names never touch. Nothing is read, written or kept.

mod frame;
mod labels;
mod path;
mod style;
#[cfg(test)]
mod tests;
mod text;

use std::fmt::Write;

use geo_types::{MultiLineString, MultiPolygon};

pub use frame::Frame;
pub use style::{Hue, MOST_PIECES, swatch};

use labels::{Anchor, Label, Placer};
use text::Escaped;

/// What a map shows, in degrees.
#[derive(Clone, Debug)]
pub struct Picture<'a> {
    /// What the image is, for those who do not see it.
    pub title: &'a str,
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
    /// The key under the map; none where the page around it has one.
    pub key: Option<Key<'a>>,
    /// What stands before the names of patterns, where several images share a page.
    pub prefix: &'a str,
}

impl Default for Picture<'_> {
    fn default() -> Self {
        let nothing = || MultiLineString(Vec::new());
        Self {
            title: "",
            hue: Hue::default(),
            land: MultiPolygon(Vec::new()),
            outline: MultiPolygon(Vec::new()),
            pieces: Vec::new(),
            cuts: nothing(),
            seams: nothing(),
            borders: nothing(),
            grounds: Vec::new(),
            towns: Vec::new(),
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

/// The words under a map.
#[derive(Clone, Debug)]
pub struct Key<'a> {
    /// What the dashed line is.
    pub cut: Option<&'a str>,
    /// Who is to be credited.
    pub credit: &'a str,
}

/// The map as a standalone SVG document.
#[must_use]
pub fn draw(picture: &Picture<'_>, frame: &Frame) -> String {
    let key = picture.key.as_ref().map_or(0.0, |key| key_height(picture, key));
    let [width, height] = frame.size();
    let mut svg = String::with_capacity(64 << 10);
    // Writing to a String does not fail.
    let _ = write!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"map {}\" viewBox=\"0 0 {width} {}\" \
         width=\"{width}\" height=\"{}\" role=\"img\" font-family=\"Atkinson, 'Atkinson \
         Hyperlegible Next', 'Segoe UI', sans-serif\"><title>{}</title>",
        picture.hue.class(),
        height + key,
        height + key,
        Escaped(picture.title),
    );
    style::definitions(&mut svg, picture, frame);
    let _ = write!(
        svg,
        "<rect class=\"m-sea\" width=\"{width}\" height=\"{}\" fill=\"{}\"/>",
        height + key,
        style::SEA
    );
    let _ = write!(svg, "<g clip-path=\"url(#{}frame)\">", Escaped(picture.prefix));
    write_ground(&mut svg, picture, frame);
    svg.push_str("</g>");
    let scale = frame.scale_bar();
    let mut placer = Placer::new([width, height]);
    placer.reserve(scale.rectangle());
    write_names(&mut svg, picture, frame, &mut placer);
    scale.write(&mut svg);
    if let Some(key) = &picture.key {
        write_key(&mut svg, picture, key, frame);
    }
    svg.push_str("</svg>");
    svg
}

/// Everything but words, from the ground up.
fn write_ground(svg: &mut String, picture: &Picture<'_>, frame: &Frame) {
    let prefix = picture.prefix;
    style::land(svg, &path::polygons(frame, &picture.land));
    for (place, piece) in picture.pieces.iter().enumerate() {
        let outline = path::polygons(frame, &piece.ground);
        style::fill(svg, style::Fill::of(place, piece.unheld), prefix, picture.hue, &outline);
    }
    let seams = path::lines(frame, &picture.seams);
    style::line(svg, "m-seam", style::SEAM, "0.6", "", &seams);
    let borders = path::lines(frame, &picture.borders);
    style::line(svg, "m-border", style::CUT, "1", " stroke-dasharray=\"5 2.5\"", &borders);
    let outline = path::polygons(frame, &picture.outline);
    style::line(svg, "m-halo", style::PAPER, "4.6", "", &outline);
    style::line(svg, "m-outline", picture.hue.strong(), "2.2", "", &outline);
    let cuts = path::lines(frame, &picture.cuts);
    style::line(svg, "m-halo", style::PAPER, "5.4", "", &cuts);
    let dashes = " stroke-dasharray=\"9 4\"";
    style::line(svg, "m-cut", style::CUT, "2.8", dashes, &cuts);
}

/// Names, each where it touches no other: towns by their rank, then grounds.
fn write_names(svg: &mut String, picture: &Picture<'_>, frame: &Frame, placer: &mut Placer) {
    let mut names = String::new();
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
        write_town(&mut names, town, &label, radius);
    }
    // Many names are set smaller.
    let size = if picture.grounds.len() > 8 { 10.5 } else { 13.0 };
    for ground in &picture.grounds {
        let places = ground.places.iter().map(|&place| frame.place(place));
        if let Some(label) = placer.ground(ground.name, places, size) {
            style::ground_name(&mut names, &label);
        }
    }
    svg.push_str(&names);
}

fn write_town(svg: &mut String, town: &Town<'_>, label: &Label, radius: f64) {
    let (class, colour, weight) = match town.rank {
        Rank::Chief => ("m-chief", style::INK, " font-weight=\"700\""),
        Rank::Inside => ("m-town", style::INK, ""),
        Rank::Around => ("m-around", style::QUIET, ""),
    };
    let anchor = match label.anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    };
    let _ = write!(
        svg,
        "<circle class=\"{class}\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"{radius}\" fill=\"{colour}\"/>\
         <text class=\"{class} m-name\" x=\"{:.1}\" y=\"{:.1}\" font-size=\"{}\"{weight}{anchor} \
         fill=\"{colour}\" stroke=\"{}\" stroke-width=\"3.6\" stroke-linejoin=\"round\" \
         paint-order=\"stroke\">{}</text>",
        label.dot[0],
        label.dot[1],
        label.at[0],
        label.at[1],
        label.size,
        style::PAPER,
        Escaped(&label.text),
    );
}

const LINE: f64 = 20.0;
const MARGIN: f64 = 12.0;

/// The words of the key, piece by piece: those that have a pattern of their own, then the rest.
fn key_pieces<'p>(picture: &'p Picture<'_>) -> impl Iterator<Item = (usize, &'p Area<'p>)> {
    picture.pieces.iter().enumerate().take(MOST_PIECES)
}

fn key_height(picture: &Picture<'_>, key: &Key<'_>) -> f64 {
    let lines = key_pieces(picture).count() + usize::from(key.cut.is_some()) + 1;
    lines as f64 * LINE + 2.0 * MARGIN
}

fn write_key(svg: &mut String, picture: &Picture<'_>, key: &Key<'_>, frame: &Frame) {
    let [width, height] = frame.size();
    let _ = write!(
        svg,
        "<rect class=\"m-paper\" y=\"{height}\" width=\"{width}\" height=\"{}\" fill=\"{}\"/>",
        key_height(picture, key),
        style::PAPER
    );
    let mut y = height + MARGIN + 14.0;
    let room = width - MARGIN - 46.0;
    for (place, piece) in key_pieces(picture) {
        let fill = style::Fill::of(place, piece.unheld);
        let swatch = format!("M{MARGIN} {:.1}h24v14h-24z", y - 11.0);
        style::fill(svg, fill, picture.prefix, picture.hue, &swatch);
        style::words(svg, &text::fitting(&piece.label, 13.0, room), [46.0, y], 13.0);
        y += LINE;
    }
    if let Some(cut) = key.cut {
        let line = format!("M{MARGIN} {:.1}h24", y - 4.0);
        style::line(svg, "m-cut", style::CUT, "2.8", " stroke-dasharray=\"9 4\"", &line);
        style::words(svg, &text::fitting(cut, 13.0, room), [46.0, y], 13.0);
        y += LINE;
    }
    let credit = text::fitting(key.credit, 10.0, width - 2.0 * MARGIN);
    style::words(svg, &credit, [MARGIN, y], 10.0);
}
