//! The catalogue as its files write it, before anything is checked.

use serde::Deserialize;
use territory::Bilingual;
use toml::value::Datetime;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ThemeFile {
    pub(crate) theme: RawTheme,
    pub(crate) competence: Vec<RawCompetence>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawTheme {
    pub(crate) slug: String,
    pub(crate) name: Bilingual,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RawCompetence {
    pub(crate) slug: String,
    pub(crate) name: Bilingual,
    pub(crate) summary: Bilingual,
    pub(crate) keywords: Vec<Box<str>>,
    #[serde(rename = "banatic-2025")]
    pub(crate) banatic_2025: Vec<String>,
    pub(crate) none: Vec<String>,
    pub(crate) rule: Vec<RawRule>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawRule {
    pub(crate) kinds: Vec<String>,
    pub(crate) title: String,
    pub(crate) on: Option<Bilingual>,
    pub(crate) article: String,
    pub(crate) from: Datetime,
    pub(crate) until: Option<Datetime>,
    pub(crate) instead_of: Option<Vec<String>>,
    #[serde(default)]
    pub(crate) only: Vec<String>,
    #[serde(default)]
    pub(crate) except: Vec<String>,
    #[serde(default)]
    pub(crate) population_from: u32,
    pub(crate) note: Option<Bilingual>,
    #[serde(default)]
    pub(crate) verify: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AuthoritiesFile {
    pub(crate) kind: Vec<RawKind>,
    #[serde(default)]
    pub(crate) authority: Vec<RawAuthority>,
    #[serde(default)]
    pub(crate) seat: Vec<RawSeat>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawKind {
    pub(crate) slug: String,
    pub(crate) name: Bilingual,
    pub(crate) article: String,
    pub(crate) tier: String,
    #[serde(default)]
    pub(crate) acts_as: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawAuthority {
    pub(crate) slug: String,
    pub(crate) kind: String,
    pub(crate) name: Box<str>,
    pub(crate) siren: Option<String>,
    pub(crate) ground: Vec<String>,
    #[serde(default)]
    pub(crate) replaces: Vec<String>,
    #[serde(default)]
    pub(crate) less: Vec<String>,
    pub(crate) seat: String,
    pub(crate) site: Option<Box<str>>,
    pub(crate) article: String,
    pub(crate) from: Datetime,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawSeat {
    pub(crate) territory: String,
    pub(crate) commune: String,
    pub(crate) site: Option<Box<str>>,
}
