//! Answers as they are written, the same for the library, the command line and HTTP.

use std::borrow::Cow;

use atlas::{Brief, Share};
use serde::Serialize;
use territory::{Contact, Date, Vintage};

use crate::Title;

/// The answer to “who is competent here?”.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Holders))]
pub struct HoldersAnswer<'a> {
    /// What was asked about.
    pub competence: CompetenceAnswer<'a>,
    /// Where.
    pub subject: Brief<'a>,
    /// The vintage of the territories.
    pub vintage: Vintage,
    /// The day.
    pub date: Date,
    /// What groupements declared, as far as it is loaded.
    pub declared: DeclaredAnswer<'a>,
    /// The ground by who holds the competence, the most people first.
    pub zones: Vec<ZoneAnswer<'a>>,
    /// The same in a sentence.
    pub sentence: String,
}

/// A competence in a list.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Competence))]
pub struct CompetenceAnswer<'a> {
    /// Its slug.
    pub slug: &'a str,
    /// Its name.
    pub name: &'a str,
    /// What it is, in a sentence.
    pub summary: &'a str,
    /// The slug of its theme.
    pub theme: &'a str,
    /// What people type when they mean it.
    pub keywords: &'a [Box<str>],
}

/// A theme in a list.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CompetenceTheme))]
pub struct ThemeAnswer<'a> {
    /// Its slug.
    pub slug: &'a str,
    /// Its name.
    pub name: &'a str,
}

/// The competences that words may mean, with all the themes.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Competences))]
pub struct CompetencesAnswer<'a> {
    /// Every theme.
    pub themes: Vec<ThemeAnswer<'a>>,
    /// The competences, the likeliest first.
    pub competences: Vec<CompetenceAnswer<'a>>,
}

/// What is loaded of declarations.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = DeclarationsLoaded))]
pub enum DeclaredAnswer<'a> {
    /// `"nothing loaded"`: the answer rests on law alone.
    Nothing(&'static str),
    /// The sources.
    Sources(Vec<&'a dataset::Source>),
}

/// Ground on which the same authorities hold the competence.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CompetenceZone))]
pub struct ZoneAnswer<'a> {
    /// Its share of the subject.
    pub share: Share,
    /// People.
    pub population: u32,
    /// Area in km².
    pub area_km2: f64,
    /// Communes that hold ground of it.
    pub communes: u32,
    /// Their codes.
    pub commune_codes: Vec<&'a str>,
    /// Who holds the competence; nobody where nothing that is loaded says.
    pub holders: Vec<HolderAnswer<'a>>,
    /// Chefs de file.
    pub lead: Vec<HolderAnswer<'a>>,
    /// Who may take it, and has not said that they did.
    pub may_act: Vec<HolderAnswer<'a>>,
}

/// An authority and why it stands in the answer.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Holder))]
pub struct HolderAnswer<'a> {
    /// The authority.
    pub authority: AuthorityAnswer<'a>,
    /// By which title.
    pub title: Title,
    /// The article, or the statutes.
    pub basis: Cow<'a, str>,
    /// On what it depends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<&'a str>,
    /// A limit or an exception.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'a str>,
    /// Whether the article is still to be checked against the consolidated text.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub verify: bool,
    /// What says so: the law, or a source of declarations.
    pub source: &'a str,
    /// The day since which the rule holds; for a declaration, the year it describes where known.
    pub as_of: Option<Cow<'a, str>>,
}

/// An authority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Authority))]
pub struct AuthorityAnswer<'a> {
    /// `kind:code` of its territory, `groupement:` and a SIREN, or the slug of a special authority.
    pub id: &'a str,
    /// The slug of its kind.
    pub kind: &'a str,
    /// Its kind in words.
    pub kind_name: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Its territory, where it is one.
    pub territory: Option<&'a str>,
    /// Whom to call.
    pub contact: Contact<'a>,
}

/// What an authority holds.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = AuthorityCompetences))]
pub struct AuthorityCompetencesAnswer<'a> {
    /// The authority.
    pub authority: AuthorityAnswer<'a>,
    /// The vintage of the territories.
    pub vintage: Vintage,
    /// The day.
    pub date: Date,
    /// What groupements declared, as far as it is loaded.
    pub declared: DeclaredAnswer<'a>,
    /// What it holds, leads or may take, theme by theme.
    pub competences: Vec<HeldAnswer<'a>>,
}

/// One competence of an authority, and on how much of its ground.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = HeldCompetence))]
pub struct HeldAnswer<'a> {
    /// The competence's slug.
    pub slug: &'a str,
    /// Its name.
    pub name: &'a str,
    /// The slug of its theme.
    pub theme: &'a str,
    /// By which title.
    pub title: Title,
    /// The article, or the statutes.
    pub basis: Cow<'a, str>,
    /// On what it depends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<&'a str>,
    /// A limit or an exception.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'a str>,
    /// Share of the people on its ground for whom it does.
    pub share: Share,
    /// How many communes that is.
    pub communes: u32,
    /// Which communes, where it is not all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commune_codes: Option<Vec<&'a str>>,
}
