//! Codes made from names, where a file gives none.

use unicode_normalization::UnicodeNormalization;

use crate::Code;

/// The name in small letters without accent, other characters as single hyphens, at most 40.
#[must_use]
pub fn slug(name: &str) -> Option<Code> {
    let mut text = String::new();
    let folded = name.to_lowercase().replace('œ', "oe").replace('æ', "ae").replace('ß', "ss");
    for character in folded.nfd() {
        if character.is_ascii_alphanumeric() {
            text.push(character);
        } else if !is_mark(character) && !text.ends_with('-') && !text.is_empty() {
            text.push('-');
        }
    }
    text.truncate(Code::MAX_LENGTH);
    text.trim_end_matches('-').parse().ok()
}

/// An accent that was parted from its letter.
fn is_mark(character: char) -> bool {
    unicode_normalization::char::is_combining_mark(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expect: Option<&str>) {
        assert_eq!(slug(name).as_ref().map(Code::as_str), expect);
    }

    #[test]
    fn names_become_codes() {
        check("Pays Cœur d’Hérault", Some("pays-coeur-d-herault"));
        check("  Forêt -- D'Orient !", Some("foret-d-orient"));
        check("<b>Val</b>", Some("b-val-b"));
        check("日本", None);
        check("", None);
        check(&"a".repeat(60), Some(&"a".repeat(40)));
    }
}
