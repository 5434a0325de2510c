//! Colours and patterns: those of the page, as defaults that its style sheet may replace by class.

use std::fmt::Write;

use super::{
    Frame, Picture,
    labels::{GROUND_SPACING, Label},
    text::Escaped,
};

pub(super) const PAPER: &str = "#fffdf8";
pub(super) const SEA: &str = "#e9e4d6";
pub(super) const LAND: &str = "#fbf8f0";
pub(super) const SEAM: &str = "#d9d1bf";
pub(super) const INK: &str = "#1f2933";
pub(super) const QUIET: &str = "#6d685d";
pub(super) const CUT: &str = "#234873";

/// How many pieces have a pattern of their own; the others share the last.
pub const MOST_PIECES: usize = 7;

/// The hue of a family of territories.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hue {
    /// Blue.
    Administrative,
    /// Brick.
    Lived,
    /// Green.
    #[default]
    Decided,
    /// Violet.
    Geographic,
}

impl Hue {
    /// The class by which a style sheet knows it.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Administrative => "hue-administrative",
            Self::Lived => "hue-lived",
            Self::Decided => "hue-decided",
            Self::Geographic => "hue-geographic",
        }
    }

    /// For lines.
    #[must_use]
    pub const fn strong(self) -> &'static str {
        match self {
            Self::Administrative => "#3f4f63",
            Self::Lived => "#8c2f1a",
            Self::Decided => "#2c6440",
            Self::Geographic => "#674a8a",
        }
    }

    /// For fills: the main piece, the others, what nobody holds.
    const fn tints(self) -> [&'static str; 3] {
        match self {
            Self::Administrative => ["#c3d0df", "#e6ecf3", "#fffdf8"],
            Self::Lived => ["#e0b29d", "#f5e6dc", "#fffdf8"],
            Self::Decided => ["#abcab0", "#e6f0e6", "#fffdf8"],
            Self::Geographic => ["#c2b3d6", "#ede7f4", "#fffdf8"],
        }
    }
}

/// How a piece is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fill {
    /// The main piece: a plain tint.
    Main,
    /// One of the others, by the number of its pattern.
    Pattern(usize),
    /// Ground that no territory holds.
    Unheld,
}

impl Fill {
    pub(super) fn of(place: usize, unheld: bool) -> Self {
        match place {
            _ if unheld => Self::Unheld,
            0 => Self::Main,
            _ => Self::Pattern(place.min(MOST_PIECES) - 1),
        }
    }
}

/// The lines of each pattern in a tile, and the size of the tile.
const PATTERNS: [(&str, u32); MOST_PIECES - 1] = [
    ("M-1 1l2-2M0 7L7 0M6 8l2-2", 7),
    ("M2 2h.01M6 6h.01", 8),
    ("M-1 6l2 2M0 0l7 7M6-1l2 2", 7),
    ("M0 3h6", 6),
    ("M3 0v6", 6),
    ("M0 4h8M4 0v8", 8),
];

/// The patterns that a map needs, and its window.
pub(super) fn definitions(svg: &mut String, picture: &Picture<'_>, frame: &Frame) {
    let [width, height] = frame.size();
    let prefix = Escaped(picture.prefix);
    // Writing to a String does not fail.
    let _ = write!(
        svg,
        "<defs><clipPath id=\"{prefix}frame\"><rect width=\"{width}\" height=\"{height}\"/>\
         </clipPath>"
    );
    let mut needed: Vec<usize> = Vec::new();
    for (place, piece) in picture.pieces.iter().enumerate() {
        if let Fill::Pattern(number) = Fill::of(place, piece.unheld)
            && !needed.contains(&number)
        {
            needed.push(number);
            pattern(svg, number, picture.prefix, picture.hue);
        }
    }
    svg.push_str("</defs>");
}

fn pattern(svg: &mut String, number: usize, prefix: &str, hue: Hue) {
    let Some((lines, size)) = PATTERNS.get(number) else { return };
    let pen = if number == 1 { "1.9\" stroke-linecap=\"round" } else { "0.9" };
    let [_, tint, _] = hue.tints();
    let _ = write!(
        svg,
        "<pattern id=\"{}p{number}\" width=\"{size}\" height=\"{size}\" \
         patternUnits=\"userSpaceOnUse\"><rect class=\"m-tint\" width=\"{size}\" height=\"{size}\" \
         fill=\"{tint}\"/><path class=\"m-hatch\" d=\"{lines}\" fill=\"none\" stroke=\"{}\" \
         stroke-opacity=\"0.75\" stroke-width=\"{pen}\"/></pattern>",
        Escaped(prefix),
        hue.strong(),
    );
}

/// A filled path.
pub(super) fn fill(svg: &mut String, fill: Fill, prefix: &str, hue: Hue, path: &str) {
    if path.is_empty() {
        return;
    }
    let [main, _, unheld] = hue.tints();
    let (class, colour) = match fill {
        Fill::Main => ("m-main", main.to_owned()),
        Fill::Pattern(number) => ("m-part", format!("url(#{}p{number})", Escaped(prefix))),
        Fill::Unheld => ("m-unheld", unheld.to_owned()),
    };
    let _ = write!(
        svg,
        "<path class=\"{class}\" fill=\"{colour}\" fill-rule=\"evenodd\" d=\"{path}\"/>"
    );
}

/// The land under all else.
pub(super) fn land(svg: &mut String, path: &str) {
    if !path.is_empty() {
        let _ = write!(
            svg,
            "<path class=\"m-land\" fill=\"{LAND}\" fill-rule=\"evenodd\" d=\"{path}\"/>"
        );
    }
}

/// A drawn path; `more` are attributes.
pub(super) fn line(
    svg: &mut String,
    class: &str,
    colour: &str,
    width: &str,
    more: &str,
    path: &str,
) {
    if !path.is_empty() {
        let _ = write!(
            svg,
            "<path class=\"{class}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\" \
             stroke-linejoin=\"round\"{more} d=\"{path}\"/>"
        );
    }
}

/// A line of the key.
pub(super) fn words(svg: &mut String, text: &str, [x, y]: [f64; 2], size: f64) {
    let _ = write!(
        svg,
        "<text class=\"m-ink\" x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size}\" fill=\"{INK}\">{}</text>",
        Escaped(text)
    );
}

/// The name of a wide territory, in capitals set wide.
pub(super) fn ground_name(svg: &mut String, label: &Label) {
    let _ = write!(
        svg,
        "<text class=\"m-ground m-name\" x=\"{:.1}\" y=\"{:.1}\" font-size=\"{}\" \
         font-weight=\"700\" letter-spacing=\"{GROUND_SPACING}em\" text-anchor=\"middle\" \
         fill=\"{CUT}\" stroke=\"{LAND}\" stroke-width=\"3\" paint-order=\"stroke\">{}</text>",
        label.at[0],
        label.at[1],
        label.size,
        Escaped(&label.text)
    );
}

/// The pattern of a piece as a small image of its own, for a key outside the map.
#[must_use]
pub fn swatch(place: usize, unheld: bool, hue: Hue, prefix: &str) -> String {
    let fill_of = Fill::of(place, unheld);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"swatch map {}\" viewBox=\"0 0 26 15\" \
         width=\"26\" height=\"15\" aria-hidden=\"true\"><defs>",
        hue.class()
    );
    if let Fill::Pattern(number) = fill_of {
        pattern(&mut svg, number, prefix, hue);
    }
    svg.push_str("</defs>");
    fill(&mut svg, fill_of, prefix, hue, "M1 1h24v13h-24z");
    line(&mut svg, "m-outline", hue.strong(), "1", "", "M1 1h24v13h-24z");
    svg.push_str("</svg>");
    svg
}
