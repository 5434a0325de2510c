//! Words for people, written in both languages of the program.

use serde::{Deserialize, Serialize};

use crate::Language;

/// A text in French and in English.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Bilingual {
    /// French.
    pub fr: Box<str>,
    /// English.
    pub en: Box<str>,
}

impl Bilingual {
    /// A text from its two forms.
    pub fn new(fr: impl Into<Box<str>>, en: impl Into<Box<str>>) -> Self {
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
