//! Folding: any spelling of a name becomes the same words of small letters and digits.

use unicode_normalization::UnicodeNormalization;

/// The longest text looked at, in characters; what follows is ignored. The longest official name
/// has about 120.
pub const LONGEST_TEXT: usize = 200;

/// One folded word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Letters `a-z` and digits, at least one.
    pub text: String,
    /// Whether an apostrophe follows: people also write such a word glued to the next one
    /// ("villeneuve dascq").
    pub elided: bool,
}

/// The words of a text: accents, case, ligatures and every kind of separator are gone.
///
/// Letters of other alphabets separate words, as punctuation does. "s/" reads as "sur".
#[must_use]
pub fn fold(text: &str) -> Vec<Word> {
    let cut = text.char_indices().nth(LONGEST_TEXT).map_or(text.len(), |(end, _)| end);
    fold_all(text.get(..cut).unwrap_or_default())
}

/// The words of a text of any length: a description, not something typed.
#[must_use]
pub fn fold_all(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut current = String::new();
    for character in text.chars().flat_map(char::to_lowercase).nfkd() {
        match character {
            'a'..='z' | '0'..='9' => current.push(character),
            'œ' => current.push_str("oe"),
            'æ' => current.push_str("ae"),
            'ß' => current.push_str("ss"),
            'ø' => current.push('o'),
            'ł' => current.push('l'),
            'đ' => current.push('d'),
            _ if unicode_normalization::char::is_combining_mark(character) => {}
            separator => end_word(&mut words, &mut current, separator),
        }
    }
    end_word(&mut words, &mut current, ' ');
    words
}

fn end_word(words: &mut Vec<Word>, current: &mut String, separator: char) {
    if current.is_empty() {
        return;
    }
    let mut text = std::mem::take(current);
    if separator == '/' && text == "s" {
        "sur".clone_into(&mut text);
    }
    let elided = matches!(separator, '\'' | '’' | '‘' | 'ʼ' | '′' | '´' | '`');
    words.push(Word { text, elided });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        let words: Vec<String> = fold(text).into_iter().map(|word| word.text).collect();
        assert_eq!(words.join(" "), expect, "{text:?}");
    }

    #[test]
    fn accents_case_and_ligatures_fold() {
        check("L’Haÿ-les-Roses", "l hay les roses");
        check("SAINT-ÉTIENNE", "saint etienne");
        check("Œuilly Æbc Straße", "oeuilly aebc strasse");
        check("e\u{301}tampes", "etampes");
        check("1ᵉʳ", "1er");
    }

    #[test]
    fn separators_of_any_kind_part_words() {
        check("  Paris\u{a0}—11e,\t(ville) ", "paris 11e ville");
        check("Chalon s/ Saône", "chalon sur saone");
        check("Chalon s/Saône", "chalon sur saone");
        check("CA de Dembeni / Mamoudzou", "ca de dembeni mamoudzou");
        check("a\u{0}b\u{7}c", "a b c");
    }

    #[test]
    fn nothing_readable_is_no_word() {
        check("", "");
        check("🗺️ Париж مدينة --- ''", "");
    }

    #[test]
    fn apostrophes_mark_the_elided_word() {
        let elided: Vec<bool> = fold("Côte d'Azur").iter().map(|word| word.elided).collect();
        assert_eq!(elided, [false, true, false]);
    }

    #[test]
    fn long_texts_are_cut() {
        let words = fold(&"é".repeat(10_000));
        assert_eq!(words.first().map(|word| word.text.len()), Some(LONGEST_TEXT));
    }
}
