//! Scales side by side, as they are written.

use atlas::{Brief, SourceAnswer};
use serde::Serialize;
use territory::{Bilingual, Date, Kind, Vintage};

use super::criteria::{Criterion, Weights};
use crate::{Logbook, NamedAnswer};

/// The scales around a starting point, side by side.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Comparison))]
pub struct CompareAnswer<'a> {
    /// The starting point.
    pub start: Brief<'a>,
    /// The vintage.
    pub vintage: Vintage,
    /// The day.
    pub date: Date,
    /// The theme, where one is asked for.
    pub theme: Option<NamedAnswer<'a>>,
    /// The competence whose holders are counted: the main one of the theme.
    pub competence: Option<NamedAnswer<'a>>,
    /// What each criterion counts for, as asked.
    pub weights: Weights,
    /// When a scale is said to fit.
    pub rule: FitRule,
    /// The scales, the first in rank first.
    pub scales: Vec<ScaleAnswer<'a>>,
    /// The first in rank that fits; `null`: none does.
    pub fits: Option<&'a str>,
    /// The answer in words.
    pub sentence: Bilingual,
    /// The same to copy.
    pub logbook: Logbook,
    /// Sources.
    pub sources: Vec<SourceAnswer<'a>>,
}

/// When a scale is said to fit: all three.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FitRule {
    /// It holds at least this share of the start's people.
    pub least_coverage: f64,
    /// At most this share of its own people live beyond the start.
    pub most_beyond: f64,
    /// One authority other than the State decides alone on all of it, where a theme is asked for.
    pub one_authority: bool,
}

/// One scale.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Scale))]
pub struct ScaleAnswer<'a> {
    /// Its rank, from 1.
    pub rank: u32,
    /// The territory.
    pub territory: Brief<'a>,
    /// Whether it is the starting point itself.
    pub is_start: bool,
    /// How many communes it holds ground of.
    pub communes: u32,
    /// The start inside it.
    pub inside: InsideAnswer,
    /// Who decides, where a theme is asked for.
    pub authorities: Option<AuthoritiesAnswer<'a>>,
    /// Actors that sit or act there for the theme; `null`: none are loaded.
    pub actors: Option<u32>,
    /// Programmes for the theme that are not closed; `null`: none are loaded.
    pub programmes: Option<ProgrammesAnswer>,
    /// The régions, départements and EPCI whose borders cut it.
    pub cut_by: Vec<CutAnswer>,
    /// The criteria, each with its figure from 0 to 1.
    pub criteria: Vec<CriterionAnswer>,
    /// The mean of the figures by their weights: what ranks it.
    pub mean: f64,
    /// Whether it fits, by the rule.
    pub fits: bool,
    /// Why it does not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub misses: Vec<Bilingual>,
    /// Why it has its rank.
    pub reason: Bilingual,
}

/// The start inside a scale.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = StartInside))]
pub struct InsideAnswer {
    /// Share of the start's people that live in it (of its area, where nobody does).
    pub coverage: f64,
    /// Its people who live beyond the start.
    pub beyond_population: u32,
    /// Their share of its people.
    pub beyond_share: f64,
    /// Its area beyond the start in km².
    pub beyond_area_km2: f64,
    /// Whether people are sums of published figures.
    pub exact: bool,
}

/// Who decides on a scale.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ScaleAuthorities))]
pub struct AuthoritiesAnswer<'a> {
    /// How many hold the competence on some of it: all of them are to be convened.
    pub to_convene: u32,
    /// How many of them hold it on all of it.
    pub alone: u32,
    /// The nearest of these: the one with the smallest ground.
    pub nearest_alone: Option<&'a str>,
    /// Whether the law alone does not say that it holds it: to check.
    pub verify: bool,
    /// Whether some of the ground has no known holder.
    pub some_unknown: bool,
}

/// Programmes on a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ScaleProgrammes))]
pub struct ProgrammesAnswer {
    /// Open to all of it.
    pub whole: u32,
    /// Open to a part.
    pub part: u32,
}

/// A kind whose borders cut a scale.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ScaleCut))]
pub struct CutAnswer {
    /// The kind.
    pub kind: &'static Kind,
    /// Over how many of them it is spread.
    pub count: u32,
    /// Share of its people on the wrong sides: not in the one that holds most of them, and in one
    /// that reaches beyond the scale.
    pub wrong_side_share: f64,
}

/// A criterion and its figure.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ScaleCriterion))]
pub struct CriterionAnswer {
    /// Which.
    pub criterion: Criterion,
    /// From 0 to 1, more is better; `null`: it counts for no scale here.
    pub value: Option<f64>,
    /// What it counts for.
    pub weight: f64,
    /// The figure behind it, in words.
    pub figure: Bilingual,
}
