//! The paper sheet: all that a meeting about a territory needs, on two A4 pages at most.

mod address;
mod contents;
mod map;
mod page;
mod tables;
mod words;

pub(crate) use address::{Place, Reach, origin};
pub(crate) use contents::{Contents, Question};
pub(crate) use map::{Drawing, hue, parting, picture};
pub(crate) use page::{problem, sheet};
pub(crate) use words::{credits, nameless, percent, say};

use std::{fmt::Write, sync::LazyLock};

use crate::assets::path_of;

/// The style of the sheet, with the typeface of the page where the program carries it.
pub(crate) static STYLE: LazyLock<String> = LazyLock::new(|| {
    let mut style = String::new();
    for part in ["latin-wght", "latin-ext-wght"] {
        let Some(path) = path_of(&format!("assets/atkinson-hyperlegible-next-{part}")) else {
            continue;
        };
        let range = if part == "latin-ext-wght" {
            "U+0100-02BA,U+1E00-1EFF"
        } else {
            "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,\
             U+2122,U+2190-2193,U+2212,U+2215"
        };
        // Writing to a String does not fail.
        let _ = writeln!(
            style,
            "@font-face{{font-family:Atkinson;font-weight:200 800;src:url(\"/{path}\") \
             format(\"woff2\");unicode-range:{range}}}"
        );
    }
    style.push_str(include_str!("sheet.css"));
    style
});

/// The one script: it shows the button that prints, which without it would do nothing.
pub(crate) const SCRIPT: &str = include_str!("sheet.js");
