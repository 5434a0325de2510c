//! The colours of a map in each of its looks; the page and the paper sheet use the same.

/// How a map is coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Look {
    /// Ink on warm paper.
    #[default]
    Light,
    /// For dark pages.
    Dark,
    /// Greys on white, for printers.
    Print,
    /// Hues that colour-blind people tell apart, after Okabe and Ito (2008).
    ColourBlind,
}

/// The family of a territory, as its colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
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

/// The colours of a look, as CSS writes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// What stands around the map, halos, and ground that nobody holds.
    pub paper: &'static str,
    /// Water, and countries not mapped.
    pub sea: &'static str,
    /// Ground.
    pub land: &'static str,
    /// Small borders.
    pub seam: &'static str,
    /// Words, and the scale bar.
    pub ink: &'static str,
    /// Words that matter less.
    pub quiet: &'static str,
    /// The borders that cut, and the names of those they part.
    pub cut: &'static str,
    hues: [Tones; 4],
}

/// The colours of a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tones {
    /// For lines and hatches.
    pub strong: &'static str,
    /// For the main piece.
    pub main: &'static str,
    /// For the other pieces, under their hatches.
    pub tint: &'static str,
}

impl Look {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Light, Self::Dark, Self::Print, Self::ColourBlind];

    /// Its name in addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Print => "print",
            Self::ColourBlind => "colour-blind",
        }
    }

    /// The look with a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|look| look.name() == name)
    }

    /// Its colours.
    #[must_use]
    pub const fn palette(self) -> &'static Palette {
        match self {
            Self::Light => &LIGHT,
            Self::Dark => &DARK,
            Self::Print => &PRINT,
            Self::ColourBlind => &COLOUR_BLIND,
        }
    }
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
}

impl Palette {
    /// The colours of a family.
    #[must_use]
    pub const fn tones(&self, hue: Hue) -> &Tones {
        &self.hues[hue as usize]
    }
}

const fn tones(strong: &'static str, main: &'static str, tint: &'static str) -> Tones {
    Tones { strong, main, tint }
}

static LIGHT: Palette = Palette {
    paper: "#fffdf8",
    sea: "#e9e4d6",
    land: "#fbf8f0",
    seam: "#d9d1bf",
    ink: "#1f2933",
    quiet: "#6d685d",
    cut: "#234873",
    hues: [
        tones("#3f4f63", "#c3d0df", "#e6ecf3"),
        tones("#8c2f1a", "#e0b29d", "#f5e6dc"),
        tones("#2c6440", "#abcab0", "#e6f0e6"),
        tones("#674a8a", "#c2b3d6", "#ede7f4"),
    ],
};

static DARK: Palette = Palette {
    paper: "#1c1a17",
    sea: "#14120f",
    land: "#211e1a",
    seam: "#3a352d",
    ink: "#f0ebe0",
    quiet: "#b3ab9c",
    cut: "#9dbde6",
    hues: [
        tones("#b9c7d8", "#45566b", "#2a333e"),
        tones("#f0a78f", "#834836", "#46291f"),
        tones("#93cfa3", "#396848", "#233d2c"),
        tones("#c9b3ea", "#614d82", "#382e4b"),
    ],
};

static PRINT: Palette = Palette {
    paper: "#ffffff",
    sea: "#ebebeb",
    land: "#ffffff",
    seam: "#c4c4c4",
    ink: "#000000",
    quiet: "#4d4d4d",
    cut: "#000000",
    hues: [tones("#333333", "#d2d2d2", "#f4f4f4"); 4],
};

static COLOUR_BLIND: Palette = Palette {
    paper: "#ffffff",
    sea: "#e8edf0",
    land: "#fbfbf8",
    seam: "#cfcfca",
    ink: "#111111",
    quiet: "#55585c",
    cut: "#000000",
    hues: [
        tones("#005a8c", "#8ec4e4", "#e2f0f8"),
        tones("#a04600", "#f4b27c", "#fdeedf"),
        tones("#00654a", "#7fc9b2", "#dff3ec"),
        tones("#7d3c62", "#dfa8c6", "#f8eaf2"),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance by WCAG 2.
    fn luminance(colour: &str) -> f64 {
        let channel = |place: usize| {
            let value = u8::from_str_radix(&colour[place..place + 2], 16).unwrap();
            let value = f64::from(value) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    fn check(look: Look, one: &str, other: &str, least: f64) {
        let found = contrast(one, other);
        assert!(found >= least, "{look:?}: {one} on {other} is {found:.2}, not {least}");
    }

    #[test]
    fn words_and_lines_are_seen_in_every_look() {
        for look in Look::ALL {
            let palette = look.palette();
            for ground in [palette.paper, palette.sea, palette.land] {
                check(look, palette.ink, ground, 7.0);
                check(look, palette.quiet, ground, 4.2);
                check(look, palette.cut, ground, 4.5);
            }
            for hue in [Hue::Administrative, Hue::Lived, Hue::Decided, Hue::Geographic] {
                let tones = palette.tones(hue);
                check(look, tones.strong, palette.land, 4.5);
                check(look, tones.strong, tones.tint, 4.5);
                check(look, palette.ink, tones.main, 4.5);
            }
        }
    }

    #[test]
    fn a_look_is_found_by_its_name() {
        for look in Look::ALL {
            assert_eq!(Look::named(look.name()), Some(look));
        }
        assert_eq!(Look::named("Light"), None);
    }
}
