//! Numbers, days and small words of the sheet, in both languages.

use territory::{Date, Language};

/// The text of a language.
pub(crate) const fn say<'a>(language: Language, french: &'a str, english: &'a str) -> &'a str {
    match language {
        Language::French => french,
        Language::English => english,
    }
}

/// Who is to be credited, each once: one producer gives several layers and says the same of each.
pub(crate) fn credits(language: Language, attributions: &[&str]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in attributions {
        if !names.contains(name) {
            names.push(name);
        }
    }
    format!("{}{}", say(language, "Sources : ", "Sources: "), names.join(" · "))
}

/// What ground without a name is called.
pub(crate) fn nameless(communes: u32, language: Language) -> String {
    let s = if communes > 1 { "s" } else { "" };
    match language {
        Language::French => format!("Un périmètre de {communes} commune{s}"),
        Language::English => format!("An area of {communes} commune{s}"),
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

/// A share as a percentage: with a decimal below a tenth and above nine, never a false 0 or 100.
pub(crate) fn percent(share: f64, language: Language) -> String {
    let percent = share * 100.0;
    let text = if percent <= 0.0 || percent >= 100.0 || (10.0..=90.0).contains(&percent) {
        format!("{:.0}", percent.clamp(0.0, 100.0))
    } else if percent < 0.1 {
        "< 0.1".to_owned()
    } else if percent > 99.9 {
        "> 99.9".to_owned()
    } else {
        format!("{percent:.1}")
    };
    match language {
        Language::French => format!("{}\u{202f}%", text.replace('.', ",")),
        Language::English => format!("{text}%"),
    }
}

/// `24 novembre 2026`, `24 November 2026`.
pub(crate) fn day(date: Date, language: Language) -> String {
    const FRENCH: [&str; 12] = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ];
    const ENGLISH: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let months = if language == Language::French { FRENCH } else { ENGLISH };
    let month = months.get(usize::from(date.month()).saturating_sub(1)).copied().unwrap_or("");
    let first = date.day() == 1 && language == Language::French;
    format!("{}{} {month} {}", date.day(), if first { "er" } else { "" }, date.year())
}

/// A text of at most so many letters, cut at a word with an ellipsis where it is longer.
pub(crate) fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    let whole_words = kept.rsplit_once(' ').map(|(words, _)| words);
    let kept = whole_words.filter(|words| words.chars().count() * 2 > most).unwrap_or(&kept);
    format!("{}…", kept.trim_end_matches([' ', ',', ';', ':', '(']))
}

/// What is left of a list that was cut.
pub(crate) fn others(count: usize, language: Language) -> Option<String> {
    match (count, language) {
        (0, _) => None,
        (1, Language::French) => Some("et 1 autre, voir le lien".to_owned()),
        (_, Language::French) => {
            Some(format!("et {} autres, voir le lien", grouped(count as u64, language)))
        }
        (_, Language::English) => {
            Some(format!("and {} more, see the link", grouped(count as u64, language)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(share: f64, french: &str, english: &str) {
        assert_eq!(percent(share, Language::French), french);
        assert_eq!(percent(share, Language::English), english);
    }

    #[test]
    fn shares_are_never_falsely_nothing_or_all() {
        check(0.0, "0\u{202f}%", "0%");
        check(0.0004, "< 0,1\u{202f}%", "< 0.1%");
        check(0.018, "1,8\u{202f}%", "1.8%");
        check(0.652, "65\u{202f}%", "65%");
        check(0.9997, "> 99,9\u{202f}%", "> 99.9%");
        check(1.0, "100\u{202f}%", "100%");
    }

    #[test]
    fn days_and_cut_texts() {
        let date: Option<Date> = "2026-05-01".parse().ok();
        let days = [Language::French, Language::English].map(|l| date.map(|date| day(date, l)));
        assert_eq!(days, ["1er mai 2026", "1 May 2026"].map(|day| Some(day.to_owned())));
        assert_eq!(cut("Saint-Bauzille", 20), "Saint-Bauzille");
        assert_eq!(cut("Communauté de communes des Cévennes", 25), "Communauté de communes…");
        assert_eq!(cut("éééééééééé", 5), "éééé…");
    }
}
