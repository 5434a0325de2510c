//! Scales side by side: the territories around a starting point, measured by the same criteria.

mod answer;
mod candidates;
mod criteria;
mod words;

pub use answer::{
    AuthoritiesAnswer, CompareAnswer, CriterionAnswer, CutAnswer, FitRule, InsideAnswer,
    ProgrammesAnswer, ScaleAnswer,
};
pub use criteria::{Criterion, Weights, WeightsError};

use atlas::{Brief, SourceAnswer, Subject};
use territory::{Bilingual, ThemeId};

use crate::{NamedAnswer, Rooms, logbook::Entry};
use candidates::Candidate;

/// What is asked besides the starting point.
#[derive(Clone, Copy, Debug)]
pub struct CompareQuestion {
    /// The theme; without one, who decides, acts and pays is left out.
    pub theme: Option<ThemeId>,
    /// What each criterion counts for.
    pub weights: Weights,
    /// When a scale fits.
    pub rule: FitRule,
    /// The most scales to compare.
    pub most: usize,
}

impl Default for FitRule {
    fn default() -> Self {
        Self { least_coverage: 0.9, most_beyond: 0.9, one_authority: true }
    }
}

impl CompareQuestion {
    /// All scales around, by the usual weights.
    #[must_use]
    pub fn new(theme: Option<ThemeId>) -> Self {
        Self { theme, weights: Weights::default(), rule: FitRule::default(), most: 12 }
    }
}

/// Compares the scales around a subject. `name` is that of a drawn area or basket.
#[must_use]
pub fn compare<'a>(
    rooms: &Rooms<'a>,
    (subject, name): (&Subject<'_>, &'a str),
    question: &CompareQuestion,
) -> CompareAnswer<'a> {
    let Rooms { atlas, year, date, .. } = *rooms;
    let theme = question.theme.and_then(|theme| rooms.themes.get(theme));
    let competence = question.theme.and_then(|theme| rooms.competences(theme).first().copied());
    let all = candidates::around(rooms, subject, name, question, competence);
    let ranked = ranked(&all, &question.weights);
    let scales: Vec<ScaleAnswer<'a>> = ranked
        .iter()
        .zip(1..)
        .filter_map(|(&(place, mean), rank)| {
            Some(scale(all.get(place)?, &all, (rank, mean), question))
        })
        .collect();
    let fits = scales.iter().find(|scale| scale.fits);
    let start = atlas.subject_brief(subject, name, year);
    let records = all.iter().filter_map(|one| one.index);
    let mut sources: Vec<SourceAnswer<'a>> =
        atlas.sources_of(records).into_iter().map(SourceAnswer).collect();
    let aids = rooms.programmes.filter(|_| theme.is_some());
    sources.extend(aids.iter().flat_map(|all| &all.catalogue().sources).map(SourceAnswer));
    let sentence = words::verdict(&scales, theme);
    let told = scales.iter().map(words::line);
    let logbook = Entry {
        title: Bilingual::new("Échelles comparées", "Scales compared"),
        subject: &start,
        vintage: year.vintage,
        date,
        sentences: std::iter::once(sentence.clone()).chain(told).collect(),
        sources: &sources,
    };
    CompareAnswer {
        logbook: logbook.write(),
        vintage: year.vintage,
        date,
        theme: theme.map(|theme| NamedAnswer { slug: &theme.slug, name: &theme.name }),
        competence: competence.zip(rooms.register).map(|(id, register)| {
            let competence = register.catalogue().competence(id);
            NamedAnswer { slug: &competence.slug, name: &competence.name }
        }),
        weights: question.weights,
        rule: question.rule,
        fits: fits.and_then(|scale| scale.territory.id),
        start,
        scales,
        sentence,
        sources,
    }
}

/// The candidates by their mean, the best first; of equals the tighter, then the smaller one.
fn ranked(all: &[Candidate<'_>], weights: &Weights) -> Vec<(usize, f64)> {
    let mut ranked: Vec<(usize, f64)> =
        all.iter().enumerate().map(|(place, one)| (place, mean(one, all, weights))).collect();
    let tie = |place: usize| all.get(place).map_or(f64::INFINITY, |one| one.area);
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| tie(a.0).total_cmp(&tie(b.0))));
    ranked
}

/// The mean of the figures by their weights; 0 where nothing counts.
fn mean(one: &Candidate<'_>, all: &[Candidate<'_>], weights: &Weights) -> f64 {
    let figures = Criterion::ALL
        .into_iter()
        .filter_map(|criterion| Some((weights.get(criterion), criterion.value(one, all)?)));
    let (sum, weight) = figures
        .fold((0.0, 0.0), |(sum, all), (weight, value)| (sum + weight * value, all + weight));
    if weight > 0.0 { sum / weight } else { 0.0 }
}

fn scale<'a>(
    one: &Candidate<'a>,
    all: &[Candidate<'a>],
    (rank, mean): (u32, f64),
    question: &CompareQuestion,
) -> ScaleAnswer<'a> {
    let criteria = Criterion::ALL.map(|criterion| CriterionAnswer {
        criterion,
        value: criterion.value(one, all).map(rounded),
        weight: question.weights.get(criterion),
        figure: criterion.figure(one),
    });
    let misses = words::misses(one, &question.rule);
    let territory: Brief<'a> = one.brief;
    ScaleAnswer {
        rank,
        territory,
        is_start: one.is_start,
        communes: one.communes,
        inside: InsideAnswer {
            coverage: rounded(one.coverage),
            beyond_population: one.beyond_people.round() as u32,
            beyond_share: rounded(one.beyond_share),
            beyond_area_km2: (one.beyond_area / 100.0).round() / 1e4,
            exact: one.exact,
        },
        authorities: one.holders.as_ref().map(|holders| AuthoritiesAnswer {
            to_convene: holders.count,
            alone: holders.alone,
            nearest_alone: holders.nearest_alone,
            verify: holders.verify,
            some_unknown: holders.some_unknown,
        }),
        actors: one.actors,
        programmes: one.programmes.map(|[whole, part]| ProgrammesAnswer { whole, part }),
        cut_by: one
            .cuts
            .iter()
            .map(|cut| CutAnswer {
                kind: cut.kind,
                count: cut.count,
                wrong_side_share: rounded(cut.wrong),
            })
            .collect(),
        reason: words::reason(one, all, rank, &question.weights),
        criteria: criteria.to_vec(),
        mean: rounded(mean),
        fits: misses.is_empty(),
        misses,
    }
}

/// Six decimals.
fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}
