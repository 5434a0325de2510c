//! An answer as a dated, sourced paragraph: for a minute, a file or a wiki.

use atlas::{Brief, SourceAnswer};
use serde::Serialize;
use territory::{Bilingual, Date, Language, Vintage};

use crate::words::{both, say};

/// A paragraph to copy, in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Logbook {
    /// Plain text, without any markup.
    pub text: Bilingual,
    /// The same as Markdown.
    pub markdown: Bilingual,
}

/// What a paragraph is made of.
pub(crate) struct Entry<'a> {
    /// What was asked, such as “what cuts it”.
    pub(crate) title: Bilingual,
    pub(crate) subject: &'a Brief<'a>,
    pub(crate) vintage: Vintage,
    pub(crate) date: Date,
    /// Sentences, each a point of the list in Markdown.
    pub(crate) sentences: Vec<Bilingual>,
    pub(crate) sources: &'a [SourceAnswer<'a>],
}

impl Entry<'_> {
    pub(crate) fn write(&self) -> Logbook {
        Logbook {
            text: both(|language| self.text(language)),
            markdown: both(|language| self.markdown(language)),
        }
    }

    /// The name of the subject with its identifier, where it has one.
    fn name(&self, language: Language) -> String {
        let unnamed = say(language, "périmètre sans nom", "unnamed area");
        let name = if self.subject.name.is_empty() { unnamed } else { self.subject.name };
        self.subject.id.map_or_else(|| name.to_owned(), |id| format!("{name} ({id})"))
    }

    fn sources(&self, language: Language) -> String {
        let names: Vec<&str> = self.sources.iter().map(|source| source.0.name.as_str()).collect();
        let head = say(language, "Sources : ", "Sources: ");
        let law = say(language, "articles cités", "the articles cited");
        format!("{head}{}{}{law}.", names.join(" ; "), if names.is_empty() { "" } else { " ; " })
    }

    fn head(&self, language: Language) -> String {
        let vintage = say(language, "millésime", "vintage");
        format!("{}, {vintage} {}", self.name(language), self.vintage)
    }

    fn text(&self, language: Language) -> String {
        let title = self.title.get(language);
        let colon = say(language, " : ", ": ");
        let said: Vec<&str> = self.sentences.iter().map(|one| one.get(language)).collect();
        let (date, head) = (self.date, self.head(language));
        format!(
            "{date} — {title}{colon}{head}. {} {} (Échelle)",
            said.join(" "),
            self.sources(language)
        )
    }

    fn markdown(&self, language: Language) -> String {
        let title = escaped(self.title.get(language));
        let mut text =
            format!("**{} — {title}** — {}\n\n", self.date, escaped(&self.head(language)));
        for sentence in &self.sentences {
            text.push_str("- ");
            text.push_str(&escaped(sentence.get(language)));
            text.push('\n');
        }
        text.push_str("\n_");
        text.push_str(&escaped(&self.sources(language)));
        text.push_str("_ (Échelle)\n");
        text
    }
}

/// Names come from outside: none of their letters becomes markup.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        if matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|') {
            out.push('\\');
        }
        // A line of its own would end the point of the list.
        out.push(if letter.is_control() { ' ' } else { letter });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_from_outside_stay_names() {
        assert_eq!(escaped("a_b*c [x](y) <i>"), "a\\_b\\*c \\[x\\](y) \\<i\\>");
        assert_eq!(escaped("one\ntwo"), "one two");
    }
}
