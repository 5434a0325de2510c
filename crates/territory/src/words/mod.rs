//! Words as people type them: folded, compared with typos forgiven, and short lists found by them.

pub mod edits;
pub mod fold;
mod phrasebook;
mod slug;

pub use phrasebook::Phrasebook;
pub use slug::slug;

/// Whether a folded word only links others, so that people leave it out or mistake it.
#[must_use]
pub fn is_link(word: &str) -> bool {
    matches!(
        word,
        "a" | "au"
            | "aux"
            | "d"
            | "de"
            | "des"
            | "du"
            | "en"
            | "et"
            | "l"
            | "la"
            | "le"
            | "les"
            | "s"
            | "sous"
            | "sur"
    )
}
