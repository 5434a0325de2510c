//! The pen: fills, patterns, lines and words as SVG, in colours that a style sheet of the page
//! around may replace by class.

use std::fmt::{Display, Write};

use super::{
    Coat, Picture,
    labels::{GROUND_SPACING, Label},
    palette::{Hue, Palette, Tones},
    text::Escaped,
};

/// How many pieces have a pattern of their own; the others share the last.
pub const MOST_PIECES: usize = 7;

/// The dashes of the border that cuts.
pub(super) const DASHES: &str = " stroke-dasharray=\"9 4\"";

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

/// A document being drawn.
#[derive(Debug)]
pub(super) struct Pen<'a> {
    svg: String,
    pub(super) palette: &'static Palette,
    pub(super) tones: &'static Tones,
    prefix: &'a str,
    coat: Coat,
}

impl Fill {
    pub(super) fn of(place: usize, unheld: bool) -> Self {
        match place {
            _ if unheld => Self::Unheld,
            0 => Self::Main,
            _ => Self::Pattern(place.min(MOST_PIECES) - 1),
        }
    }

    /// The flat colour, without hatches.
    pub(super) fn colour(self, palette: &'static Palette, tones: &Tones) -> &'static str {
        match self {
            Self::Main => tones.main,
            Self::Pattern(_) => tones.tint,
            Self::Unheld => palette.paper,
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

impl<'a> Pen<'a> {
    pub(super) fn new(palette: &'static Palette, hue: Hue, prefix: &'a str, coat: Coat) -> Self {
        let svg = String::with_capacity(64 << 10);
        Self { svg, palette, tones: palette.tones(hue), prefix, coat }
    }

    pub(super) fn finish(self) -> String {
        self.svg
    }

    /// Writes a part of the document as it is.
    pub(super) fn write(&mut self, part: impl Display) {
        // Writing to a String does not fail.
        let _ = write!(self.svg, "{part}");
    }

    /// The patterns that a map needs, and its window.
    pub(super) fn definitions(&mut self, picture: &Picture<'_>, [width, height]: [f64; 2]) {
        let prefix = Escaped(self.prefix);
        self.write(format_args!(
            "<defs><clipPath id=\"{prefix}frame\"><rect width=\"{width}\" height=\"{height}\"/>\
             </clipPath>"
        ));
        let mut needed: Vec<usize> = Vec::new();
        for (place, piece) in picture.pieces.iter().enumerate() {
            if let Fill::Pattern(number) = Fill::of(place, piece.unheld)
                && !needed.contains(&number)
            {
                needed.push(number);
                self.pattern(number);
            }
        }
        self.write("</defs>");
    }

    pub(super) fn pattern(&mut self, number: usize) {
        let Some((lines, size)) = PATTERNS.get(number) else { return };
        let width = if number == 1 { "1.9\" stroke-linecap=\"round" } else { "0.9" };
        let (prefix, tones) = (Escaped(self.prefix), self.tones);
        self.write(format_args!(
            "<pattern id=\"{prefix}p{number}\" width=\"{size}\" height=\"{size}\" \
             patternUnits=\"userSpaceOnUse\">"
        ));
        if self.coat == Coat::Whole {
            self.write(format_args!(
                "<rect class=\"m-tint\" width=\"{size}\" height=\"{size}\" fill=\"{}\"/>",
                tones.tint
            ));
        }
        self.write(format_args!(
            "<path class=\"m-hatch\" d=\"{lines}\" fill=\"none\" stroke=\"{}\" \
             stroke-opacity=\"0.75\" stroke-width=\"{width}\"/></pattern>",
            tones.strong,
        ));
    }

    /// A piece of ground.
    pub(super) fn fill(&mut self, fill: Fill, path: &str) {
        let flat = fill.colour(self.palette, self.tones);
        match fill {
            Fill::Main => self.flat("m-main", flat, path),
            Fill::Unheld => self.flat("m-unheld", flat, path),
            Fill::Pattern(number) => {
                let prefix = Escaped(self.prefix);
                self.area("m-part", format_args!("url(#{prefix}p{number})"), path);
            }
        }
    }

    /// A pattern shown where no ground lies under it.
    pub(super) fn mark(&mut self, fill: Fill, path: &str) {
        let flat = fill.colour(self.palette, self.tones);
        if self.coat == Coat::Over {
            self.area("m-tint", flat, path);
        }
        self.fill(fill, path);
    }

    /// Ground in one opaque colour: another engine may have laid it already.
    pub(super) fn flat(&mut self, class: &str, colour: &str, path: &str) {
        if self.coat == Coat::Whole {
            self.area(class, colour, path);
        }
    }

    /// An opaque rectangle over whatever is there.
    pub(super) fn sheet(&mut self, class: &str, colour: &str, [x, y, width, height]: [f64; 4]) {
        self.write(format_args!(
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" \
             height=\"{height}\" fill=\"{colour}\"/>"
        ));
    }

    fn area(&mut self, class: &str, fill: impl Display, path: &str) {
        if !path.is_empty() {
            self.write(format_args!(
                "<path class=\"{class}\" fill=\"{fill}\" fill-rule=\"evenodd\" d=\"{path}\"/>"
            ));
        }
    }

    /// A drawn path; `more` are attributes.
    pub(super) fn line(&mut self, class: &str, colour: &str, width: f64, more: &str, path: &str) {
        if !path.is_empty() {
            self.write(format_args!(
                "<path class=\"{class}\" fill=\"none\" stroke=\"{colour}\" \
                 stroke-width=\"{width}\" stroke-linejoin=\"round\"{more} d=\"{path}\"/>"
            ));
        }
    }

    /// A line of the key.
    pub(super) fn words(&mut self, text: &str, [x, y]: [f64; 2], size: f64, weight: u16) {
        let (ink, text) = (self.palette.ink, Escaped(text));
        let weight =
            if weight == 400 { String::new() } else { format!(" font-weight=\"{weight}\"") };
        self.write(format_args!(
            "<text class=\"m-ink\" x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size}\"{weight} \
             fill=\"{ink}\">{text}</text>"
        ));
    }

    /// The name of a wide territory, in capitals set wide.
    pub(super) fn ground_name(&mut self, label: &Label) {
        let Palette { cut, land, .. } = self.palette;
        self.write(format_args!(
            "<text class=\"m-ground m-name\" x=\"{:.1}\" y=\"{:.1}\" font-size=\"{}\" \
             font-weight=\"700\" letter-spacing=\"{GROUND_SPACING}em\" text-anchor=\"middle\" \
             fill=\"{cut}\" stroke=\"{land}\" stroke-width=\"3\" paint-order=\"stroke\">{}</text>",
            label.at[0],
            label.at[1],
            label.size,
            Escaped(&label.text)
        ));
    }
}

/// A pattern as a small image that repeats, without ground, and the side of its square in units;
/// `None` where there is no such pattern.
#[must_use]
pub fn pattern(number: usize, hue: Hue, look: super::Look) -> Option<(String, u32)> {
    let (_, side) = PATTERNS.get(number)?;
    let mut pen = Pen::new(look.palette(), hue, "", Coat::Over);
    pen.write(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" width=\"{side}\" \
         height=\"{side}\"><defs>"
    ));
    pen.pattern(number);
    pen.write("</defs>");
    pen.fill(Fill::Pattern(number), &format!("M0 0h{side}v{side}h-{side}z"));
    pen.write("</svg>");
    Some((pen.finish(), *side))
}

/// The pattern of a piece as a small image of its own, for a key outside the map.
#[must_use]
pub fn swatch(place: usize, unheld: bool, hue: Hue, prefix: &str) -> String {
    let palette = super::Look::Light.palette();
    let mut pen = Pen::new(palette, hue, prefix, Coat::Whole);
    pen.write(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"swatch map {}\" viewBox=\"0 0 26 15\" \
         width=\"26\" height=\"15\" aria-hidden=\"true\"><defs>",
        hue.class()
    ));
    let fill = Fill::of(place, unheld);
    if let Fill::Pattern(number) = fill {
        pen.pattern(number);
    }
    pen.write("</defs>");
    pen.fill(fill, "M1 1h24v13h-24z");
    pen.line("m-outline", pen.tones.strong, 1.0, "", "M1 1h24v13h-24z");
    pen.write("</svg>");
    pen.finish()
}
