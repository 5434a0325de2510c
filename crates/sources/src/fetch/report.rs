//! What was fetched from where, and what is missing.

use std::{
    fmt::{self, Write as _},
    path::PathBuf,
};

use serde::Serialize;
use territory::{Code, Kind, Language};

use crate::{catalogue::KnownSource, text::Text};

/// The report of a fetch, source by source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FetchReport {
    /// In the order of the catalogue.
    pub sources: Vec<Fetched>,
}

/// A source and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fetched {
    /// Its key.
    pub key: Code,
    /// Its name.
    pub name: String,
    /// What it gives, and so what is missing without it.
    pub gives: Text,
    /// The kinds it carries.
    pub kinds: Vec<Kind>,
    /// Where it is, or why it is not.
    #[serde(flatten)]
    pub outcome: Outcome,
    /// How to add it by hand.
    pub advice: Text,
}

/// What became of a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum Outcome {
    /// The file is in the folder, checked.
    Ready {
        /// The file.
        path: PathBuf,
        /// Where it came from.
        whence: Whence,
    },
    /// It could not be had; what was tried, in order.
    Missing {
        /// Why each attempt failed.
        reasons: Vec<Text>,
    },
}

/// Where a file came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Whence {
    /// The mirror folder.
    Mirror,
    /// It was there already.
    Present,
    /// The Python package client.
    Pip,
    /// The JavaScript package client.
    Npm,
    /// The official site.
    Site,
}

impl Whence {
    /// Where, in words.
    #[must_use]
    pub const fn text(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Mirror, Language::French) => "du miroir",
            (Self::Mirror, Language::English) => "from the mirror",
            (Self::Present, Language::French) => "déjà là",
            (Self::Present, Language::English) => "already there",
            (Self::Pip, Language::French) => "par pip",
            (Self::Pip, Language::English) => "by pip",
            (Self::Npm, Language::French) => "par npm",
            (Self::Npm, Language::English) => "by npm",
            (Self::Site, Language::French) => "du site officiel",
            (Self::Site, Language::English) => "from the official site",
        }
    }
}

impl Fetched {
    pub(super) fn new(source: &KnownSource, outcome: Outcome) -> Self {
        Self {
            key: source.key.clone(),
            name: source.name.clone(),
            gives: source.gives.clone(),
            kinds: source.kinds.clone(),
            outcome,
            advice: source.advice.clone(),
        }
    }
}

impl FetchReport {
    /// The sources that could not be had.
    pub fn missing(&self) -> impl Iterator<Item = &Fetched> {
        self.sources.iter().filter(|source| matches!(source.outcome, Outcome::Missing { .. }))
    }

    /// The file of a source, where it is ready.
    #[must_use]
    pub fn path(&self, key: &str) -> Option<&PathBuf> {
        let source = self.sources.iter().find(|source| source.key.as_str() == key)?;
        match &source.outcome {
            Outcome::Ready { path, .. } => Some(path),
            Outcome::Missing { .. } => None,
        }
    }

    /// The report for people.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let mut text = String::new();
        // Writing to a String cannot fail.
        let _ = self.write(&mut text, language);
        text
    }

    fn write(&self, out: &mut String, language: Language) -> fmt::Result {
        let say = |fr: &'static str, en: &'static str| match language {
            Language::French => fr,
            Language::English => en,
        };
        for source in &self.sources {
            match &source.outcome {
                Outcome::Ready { whence, .. } => {
                    writeln!(out, "✓ {} ({})", source.name, whence.text(language))?;
                }
                Outcome::Missing { reasons } => {
                    writeln!(out, "✗ {}", source.name)?;
                    for reason in reasons {
                        writeln!(out, "    {}", reason.get(language))?;
                    }
                    let gives = source.gives.get(language);
                    writeln!(out, "    {} {gives}", say("Manquera :", "Will be missing:"))?;
                    writeln!(out, "    {}", source.advice.get(language))?;
                }
            }
        }
        Ok(())
    }
}

impl fmt::Display for FetchReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::French))
    }
}
