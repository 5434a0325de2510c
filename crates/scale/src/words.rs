//! Numbers and small words in sentences of both languages.

use atlas::{Atlas, Subject, subject_words};
use territory::{Bilingual, Kind, Language};

/// Both languages of the program.
pub(crate) const BOTH: [Language; 2] = [Language::French, Language::English];

/// A text written in each language.
pub(crate) fn both(say: impl Fn(Language) -> String) -> Bilingual {
    let [fr, en] = BOTH.map(say);
    Bilingual::new(fr, en)
}

/// The text of a language.
pub(crate) const fn say<'a>(language: Language, french: &'a str, english: &'a str) -> &'a str {
    match language {
        Language::French => french,
        Language::English => english,
    }
}

/// `19 408` with a narrow no-break space in French, `19,408` in English.
pub(crate) fn grouped(number: u64, language: Language) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(if language == Language::French { '\u{202f}' } else { ',' });
        }
        text.push(digit);
    }
    text
}

/// A share as a percentage: whole above a tenth, with a decimal below, never a false 0 or 100.
pub(crate) fn percent(share: f64, language: Language) -> String {
    let percent = share * 100.0;
    let text = if (10.0..=99.0).contains(&percent) || percent <= 0.0 || percent >= 100.0 {
        format!("{percent:.0}")
    } else if percent < 0.1 {
        say(language, "moins de 0.1", "less than 0.1").to_owned()
    } else if percent > 99.9 {
        say(language, "plus de 99.9", "more than 99.9").to_owned()
    } else {
        format!("{percent:.1}")
    };
    match language {
        Language::French => format!("{}\u{202f}%", text.replace('.', ",")),
        Language::English => format!("{text}%"),
    }
}

/// A share, where the whole is not nothing.
pub(crate) fn share(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| ((part / whole).min(1.0) * 1e6).round() / 1e6)
}

/// `1 commune`, `26 communes`.
pub(crate) fn communes(count: u64, language: Language) -> String {
    format!("{} commune{}", grouped(count, language), plural(count, language))
}

/// `1 habitant`, `2 076 habitants`; `1 person`, `2,076 people`.
pub(crate) fn people(count: u64, language: Language) -> String {
    let number = grouped(count, language);
    match (language, count) {
        (Language::French, _) => format!("{number} habitant{}", plural(count, language)),
        (Language::English, 1) => format!("{number} person"),
        (Language::English, _) => format!("{number} people"),
    }
}

/// The ending of a noun: French says it from two on, English for everything but one.
pub(crate) const fn plural(count: u64, language: Language) -> &'static str {
    match (language, count) {
        (Language::French, 0 | 1) | (Language::English, 1) => "",
        _ => "s",
    }
}

/// “Ce bassin”, “This park”.
pub(crate) fn this(atlas: &Atlas, subject: &Subject<'_>, language: Language) -> String {
    subject_words(language, subject.territory.map(|index| atlas.entry(index).kind()))
}

/// The same inside a sentence.
pub(crate) fn this_inside(atlas: &Atlas, subject: &Subject<'_>, language: Language) -> String {
    let text = this(atlas, subject, language);
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// “de département”, “d’intercommunalité”.
pub(crate) fn of_kind(kind: &Kind) -> String {
    let label = kind.label(Language::French, false);
    let vowel = label.starts_with(['a', 'e', 'i', 'o', 'u', 'é', 'î', 'œ']);
    if vowel { format!("d’{label}") } else { format!("de {label}") }
}

/// “un seul département”, “une seule région”, “a single région”.
pub(crate) fn single(kind: &Kind, language: Language) -> String {
    let label = kind.label(language, false);
    match language {
        Language::French if is_feminine(kind) => format!("une seule {label}"),
        Language::French => format!("un seul {label}"),
        Language::English => format!("a single {label}"),
    }
}

/// “aucun département”, “aucune région”, “no région”.
pub(crate) fn none_of(kind: &Kind, language: Language) -> String {
    let label = kind.label(language, false);
    match language {
        Language::French if is_feminine(kind) => format!("aucune {label}"),
        Language::French => format!("aucun {label}"),
        Language::English => format!("no {label}"),
    }
}

pub(crate) fn is_feminine(kind: &Kind) -> bool {
    let label = kind.label(Language::French, false);
    ["commune", "intercommunalité", "région", "collectivité", "zone", "aire"]
        .iter()
        .any(|noun| label.starts_with(noun))
}

/// The first few of a list, and how many more there are.
pub(crate) fn first_few(mut names: Vec<String>, most: usize, language: Language) -> String {
    let rest = names.len().saturating_sub(most);
    // One more name is no longer than “1 other”.
    if rest > 1 {
        names.truncate(most);
        names.push(match language {
            Language::French => format!("{} autres", grouped(rest as u64, language)),
            Language::English => format!("{} others", grouped(rest as u64, language)),
        });
    }
    atlas::join(language, &names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_never_rounded_to_nothing_or_all() {
        let check = |share, fr: &str, en: &str| {
            assert_eq!(percent(share, Language::French).replace('\u{202f}', " "), fr);
            assert_eq!(percent(share, Language::English), en);
        };
        check(0.107, "11 %", "11%");
        check(0.019, "1,9 %", "1.9%");
        check(0.000_2, "moins de 0,1 %", "less than 0.1%");
        check(0.999_9, "plus de 99,9 %", "more than 99.9%");
        check(0.994, "99,4 %", "99.4%");
        check(1.0, "100 %", "100%");
        check(0.0, "0 %", "0%");
    }

    #[test]
    fn numbers_and_nouns_agree() {
        assert_eq!(communes(1, Language::French), "1 commune");
        assert_eq!(people(0, Language::French), "0 habitant");
        assert_eq!(people(0, Language::English), "0 people");
        assert_eq!(people(1_234_567, Language::English), "1,234,567 people");
        assert_eq!(of_kind(&Kind::EPCI), "d’intercommunalité");
        assert_eq!(of_kind(&Kind::REGION), "de région");
        assert_eq!(single(&Kind::EPCI, Language::French), "une seule intercommunalité");
        assert_eq!(none_of(&Kind::DEPARTEMENT, Language::French), "aucun département");
    }

    #[test]
    fn long_lists_are_cut() {
        let names = |count: usize| (0..count).map(|n| n.to_string()).collect();
        assert_eq!(first_few(names(3), 3, Language::French), "0, 1 et 2");
        assert_eq!(first_few(names(4), 3, Language::English), "0, 1, 2 and 3");
        assert_eq!(first_few(names(9), 3, Language::French), "0, 1, 2 et 6 autres");
    }
}
