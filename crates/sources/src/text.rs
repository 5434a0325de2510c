//! Words for people, in French and in English.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use territory::Language;

/// A sentence in both languages of the program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// In French.
    pub fr: Cow<'static, str>,
    /// In English.
    pub en: Cow<'static, str>,
}

/// A fixed phrase in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Phrase {
    /// In French.
    pub fr: &'static str,
    /// In English.
    pub en: &'static str,
}

/// A count before the words that agree with it: for one, for more. Nothing is said in words.
pub(crate) fn counted(count: usize, none: &str, [one, many]: [&str; 2]) -> String {
    match count {
        0 => none.to_owned(),
        1 => format!("1 {one}"),
        _ => format!("{count} {many}"),
    }
}

impl Phrase {
    /// A phrase from its two forms.
    #[must_use]
    pub const fn new(fr: &'static str, en: &'static str) -> Self {
        Self { fr, en }
    }

    /// The phrase in a language.
    #[must_use]
    pub const fn get(self, language: Language) -> &'static str {
        match language {
            Language::French => self.fr,
            Language::English => self.en,
        }
    }
}

impl Text {
    /// A text from its two forms.
    pub fn new(fr: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        Self { fr: fr.into(), en: en.into() }
    }

    /// The text in a language.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::French => &self.fr,
            Language::English => &self.en,
        }
    }
}

impl From<Phrase> for Text {
    fn from(phrase: Phrase) -> Self {
        Self::new(phrase.fr, phrase.en)
    }
}

impl From<String> for Text {
    /// A message of a library, which speaks one language only.
    fn from(message: String) -> Self {
        Self { fr: message.clone().into(), en: message.into() }
    }
}

/// A value from outside as it may be shown in a message: short, on one line, without control
/// characters that would move a terminal's cursor.
pub(crate) fn shown(value: &str) -> String {
    cut(value, 60)
}

/// The message of another reader, which may quote values from outside.
pub(crate) fn shown_long(message: &str) -> String {
    cut(message, 200)
}

fn cut(value: &str, kept: usize) -> String {
    let mut text: String =
        value.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).take(kept).collect();
    if value.chars().nth(kept).is_some() {
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_shown_short_and_without_control_characters() {
        assert_eq!(shown("Ganges"), "Ganges");
        assert_eq!(shown("a\u{1b}[2Jb\n"), "a\u{fffd}[2Jb\u{fffd}");
        assert_eq!(shown(&"é".repeat(100)).chars().count(), 61);
    }
}
