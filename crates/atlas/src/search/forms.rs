//! What names of French places share: abbreviations, articles, link words, legal forms.

pub(super) use territory::words::is_link;

use super::fold::Word;

/// How a whole word is written out: "st" is "saint", "lez" is "les" as "lès", "11e" is "11".
pub(super) fn written_out(word: &str) -> Option<&str> {
    match word {
        "st" => Some("saint"),
        "ste" => Some("sainte"),
        "sts" => Some("saints"),
        "stes" => Some("saintes"),
        "lez" => Some("les"),
        _ => ordinal(word),
    }
}

/// The number of an ordinal, also while its ending is being typed ("11", "11e", "11em", "11eme").
fn ordinal(word: &str) -> Option<&str> {
    let digits = word.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
    let ending = word.get(digits.len()..).unwrap_or_default();
    let known = matches!(ending, "e" | "er" | "em" | "eme" | "ere" | "re" | "nd" | "nde");
    (known && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
        .then_some(digits)
}

/// Legal forms that stand before a name, as lists abbreviate them and as people write them.
const LEGAL_FORMS: &[(&str, &[&str])] = &[
    ("cc", &["communaute", "de", "communes"]),
    ("ca", &["communaute", "d", "agglomeration"]),
    ("cu", &["communaute", "urbaine"]),
    ("pnr", &["parc", "naturel", "regional"]),
    ("petr", &["pole", "d", "equilibre", "territorial", "et", "rural"]),
    ("scot", &["schema", "de", "coherence", "territoriale"]),
    ("", &["metropole"]),
    ("", &["eurometropole"]),
    ("", &["canton"]),
    ("", &["syndicat", "mixte"]),
];

/// The part of a name that people say alone, if shorter than the name: "Le Mans" without its
/// article, "CC du Pays Viganais" without its legal form and the words that link it.
pub(super) fn said_alone(words: &[Word]) -> Option<&[Word]> {
    let without_form = match legal_form(words) {
        Some((_, length)) => {
            let rest = words.get(length..)?;
            let links = rest.iter().take_while(|word| is_link(&word.text)).count();
            rest.get(links..)?
        }
        None if is_article(words.first()?) => words.get(1..)?,
        None => return None,
    };
    (!without_form.is_empty()).then_some(without_form)
}

/// The other writing of the legal form before a name: the long words for "CC", "pnr" for "Parc
/// naturel régional"; nothing where there is none.
pub(super) fn other_writing(words: &[Word]) -> Vec<&'static str> {
    match legal_form(words) {
        Some(((short, long), 1)) if !short.is_empty() => {
            long.iter().copied().filter(|word| !is_link(word)).collect()
        }
        Some(((short, _), _)) if !short.is_empty() => vec![short],
        _ => Vec::new(),
    }
}

type LegalForm = (&'static str, &'static [&'static str]);

/// The legal form before a name and how many words it takes.
fn legal_form(words: &[Word]) -> Option<(LegalForm, usize)> {
    let first = words.first()?;
    LEGAL_FORMS.iter().find_map(|&(short, long)| {
        let abbreviated = first.text == short;
        let in_full = words.len() > long.len()
            && long.iter().zip(words).all(|(expected, word)| *expected == word.text);
        let length = if abbreviated { 1 } else { long.len() };
        (abbreviated || in_full).then_some(((short, long), length))
    })
}

fn is_article(word: &Word) -> bool {
    matches!(word.text.as_str(), "l" | "la" | "le" | "les")
}

#[cfg(test)]
mod tests {
    use super::super::fold::fold;
    use super::*;

    fn check_alone(name: &str, expect: &str) {
        let words = fold(name);
        let alone: Vec<&str> =
            said_alone(&words).unwrap_or_default().iter().map(|word| word.text.as_str()).collect();
        assert_eq!(alone.join(" "), expect, "{name:?}");
    }

    #[test]
    fn articles_and_legal_forms_are_left_out() {
        check_alone("Le Mans", "mans");
        check_alone("L'Haÿ-les-Roses", "hay les roses");
        check_alone("CC du Pays Viganais", "pays viganais");
        check_alone("CC de la Haute Somme", "haute somme");
        check_alone("Métropole de Lyon", "lyon");
        check_alone("Parc naturel régional des Grands Causses", "grands causses");
    }

    #[test]
    fn other_names_are_said_whole() {
        for name in ["Montpellier", "Bordeaux Métropole", "La", "CC", "Parc naturel régional", ""]
        {
            check_alone(name, "");
        }
    }

    #[test]
    fn abbreviations_and_ordinals_are_written_out() {
        for (word, expect) in [("st", "saint"), ("lez", "les"), ("11e", "11"), ("1er", "1")] {
            assert_eq!(written_out(word), Some(expect));
        }
        for word in ["2a", "34", "e", "saint", "11x", ""] {
            assert_eq!(written_out(word), None, "{word:?}");
        }
    }

    #[test]
    fn legal_forms_have_two_writings() {
        assert_eq!(other_writing(&fold("CC du Cap")), ["communaute", "communes"]);
        assert_eq!(other_writing(&fold("Parc naturel régional du Luberon")), ["pnr"]);
        assert!(other_writing(&fold("Métropole de Lyon")).is_empty());
        assert!(other_writing(&fold("Ganges")).is_empty());
    }
}
