//! Answers as they are written, the same for the library, the command line and HTTP.

use std::sync::Arc;

use atlas::{Brief, Page, SourceAnswer};
use serde::Serialize;
use territory::{Bilingual, Date, Language, Vintage};

use crate::{AidType, Applicant, FunderKind, Months, Rate, Recurrence, State};

/// The answer to “who could fund this here?”.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FundingAnswer<'a> {
    /// What was asked about.
    pub subject: Brief<'a>,
    /// The vintage.
    pub vintage: Vintage,
    /// The day at which states hold.
    pub date: Date,
    /// Programmes, the ones that fit best first: all, or the part of the list asked for.
    pub programmes: Vec<ProgrammeAnswer<'a>>,
    /// The length of the whole list.
    pub total: usize,
    /// What borders through the subject change.
    pub border: Vec<BorderAnswer<'a>>,
    /// The answer in words.
    pub sentence: Bilingual,
    /// Sources.
    pub sources: Vec<SourceAnswer<'a>>,
}

/// A programme one may ask.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Programme))]
pub struct ProgrammeAnswer<'a> {
    /// Its name in addresses.
    pub slug: &'a str,
    /// Its name for people.
    pub name: &'a Bilingual,
    /// Who gives.
    pub funder: FunderAnswer<'a>,
    /// What it is for.
    pub summary: &'a Bilingual,
    /// Which part of the subject it covers.
    pub coverage: Coverage<'a>,
    /// What the perimeter alone cannot say.
    pub condition: Option<&'a Bilingual>,
    /// What it gives, the main thing first.
    pub r#type: &'a [AidType],
    /// The share of the costs it pays, in percent.
    pub rate: Option<Rate>,
    /// Who may apply; empty where it is not known.
    pub applicants: &'a [Applicant],
    /// Slugs of its themes.
    pub themes: Vec<&'a str>,
    /// How it comes back.
    pub recurrence: Option<Recurrence>,
    /// Whether one may ask.
    pub state: State,
    /// The published opening.
    pub opens: Option<Date>,
    /// The published deadline.
    pub deadline: Option<Date>,
    /// The months in which it is usually open.
    pub usual_months: Option<Months>,
    /// The same in words: a habit, never a promise.
    pub usually: Option<Bilingual>,
    /// The official page.
    pub link: Option<&'a str>,
    /// When the row was last reviewed.
    pub checked: Option<Date>,
    /// The key of its source; `null`: the program's own starting set.
    pub source: Option<&'a str>,
    /// The language of its texts, where they are in one only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, example = "fr"))]
    pub lang: Option<Language>,
}

/// A programme by its name.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProgrammeBrief<'a> {
    /// Its name in addresses.
    pub slug: &'a str,
    /// Its name for people.
    pub name: &'a Bilingual,
    /// The language of its texts, where they are in one only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, example = "fr"))]
    pub lang: Option<Language>,
}

/// A funder in brief.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Funder))]
pub struct FunderAnswer<'a> {
    /// Its name in files.
    pub slug: &'a str,
    /// Its name for people.
    pub name: &'a Bilingual,
    /// What it is.
    pub kind: FunderKind,
    /// Its site.
    pub site: Option<&'a str>,
}

/// Which part of the subject a programme covers.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Coverage<'a> {
    /// All of it, or a part.
    pub relation: Extent,
    /// Share of the subject's people, from 0 to 1; `null` where nobody lives there.
    pub population_share: Option<f64>,
    /// Share of its area, from 0 to 1.
    pub area_share: Option<f64>,
    /// Where it is a part: the codes of the communes that hold it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<String>>))]
    pub communes: Option<Arc<[&'a str]>>,
    /// The territories of the perimeter that meet the subject; none for the whole country.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub pieces: Arc<[&'a str]>,
}

/// How much of a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Extent {
    /// All of it.
    Whole,
    /// A part of it.
    Part,
}

/// A border through the subject, and what may be asked on each side.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FundingBorder))]
pub struct BorderAnswer<'a> {
    /// The kind of territory whose border it is.
    pub kind: &'a territory::Kind,
    /// The border in words.
    pub sentence: Bilingual,
    /// Its sides, the one with most communes first.
    pub sides: Vec<SideAnswer<'a>>,
}

/// One side of a border.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FundingSide))]
pub struct SideAnswer<'a> {
    /// The territory on this side.
    pub perimeter: Brief<'a>,
    /// Communes of the subject on this side.
    pub communes: u32,
    /// Share of the subject's people on this side.
    pub population_share: Option<f64>,
    /// What may be asked here and not all over the subject.
    pub programmes: Vec<ProgrammeBrief<'a>>,
}

impl FundingAnswer<'_> {
    /// The answer with a part of its list.
    #[must_use]
    pub fn at(mut self, page: Page) -> Self {
        let Page { first, count } = page;
        self.programmes = self.programmes.into_iter().skip(first).take(count).collect();
        self
    }
}
