//! The criteria by which scales are ranked: few, stated, each with its figure and its weight.

use serde::{Deserialize, Serialize};
use territory::{Bilingual, Language};

use super::Candidate;
use crate::{
    straddle::{KNOWN, LevelCut},
    words::{both, grouped, of_kind, percent, plural},
};

/// A criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Criterion {
    /// Share of the start's people that live in the scale.
    Coverage,
    /// Share of the scale's people that live in the start: little spill-over.
    Tightness,
    /// One divided by the number of authorities to convene.
    Authorities,
    /// Actors for the theme, as a share of those of the scale that has most.
    Actors,
    /// Of the programmes known there, the share that is open to all of the scale.
    Programmes,
    /// One less the mean share of its people on the wrong side of the borders of régions,
    /// départements and EPCI.
    Borders,
}

/// What each criterion counts for: 0 leaves it out.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ScaleWeights))]
pub struct Weights {
    /// Of [`Criterion::Coverage`].
    pub coverage: f64,
    /// Of [`Criterion::Tightness`].
    pub tightness: f64,
    /// Of [`Criterion::Authorities`].
    pub authorities: f64,
    /// Of [`Criterion::Actors`].
    pub actors: f64,
    /// Of [`Criterion::Programmes`].
    pub programmes: f64,
    /// Of [`Criterion::Borders`].
    pub borders: f64,
}

/// Why a text is not a set of weights.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is not a list of weights: criterion:number pairs such as coverage:3,actors:0, each from 0 to 100"
)]
pub struct WeightsError(String);

impl Default for Weights {
    /// To cover the start counts most; then not to spill over, and to have few to convene.
    fn default() -> Self {
        Self {
            coverage: 3.0,
            tightness: 2.0,
            authorities: 2.0,
            actors: 1.0,
            programmes: 1.0,
            borders: 1.0,
        }
    }
}

impl std::str::FromStr for Weights {
    type Err = WeightsError;

    /// Reads `coverage:3,actors:0`; a criterion that is not named keeps its default.
    fn from_str(text: &str) -> Result<Self, WeightsError> {
        let refused = || WeightsError(text.chars().take(60).collect());
        let mut weights = Self::default();
        for pair in text.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
            let (name, number) = pair.split_once(':').ok_or_else(refused)?;
            let criterion = Criterion::of(name.trim()).ok_or_else(refused)?;
            let number: f64 = number.trim().parse().map_err(|_| refused())?;
            if !(0.0..=100.0).contains(&number) {
                return Err(refused());
            }
            *weights.get_mut(criterion) = number;
        }
        Ok(weights)
    }
}

impl Weights {
    /// The weight of a criterion.
    #[must_use]
    pub const fn get(&self, criterion: Criterion) -> f64 {
        match criterion {
            Criterion::Coverage => self.coverage,
            Criterion::Tightness => self.tightness,
            Criterion::Authorities => self.authorities,
            Criterion::Actors => self.actors,
            Criterion::Programmes => self.programmes,
            Criterion::Borders => self.borders,
        }
    }

    const fn get_mut(&mut self, criterion: Criterion) -> &mut f64 {
        match criterion {
            Criterion::Coverage => &mut self.coverage,
            Criterion::Tightness => &mut self.tightness,
            Criterion::Authorities => &mut self.authorities,
            Criterion::Actors => &mut self.actors,
            Criterion::Programmes => &mut self.programmes,
            Criterion::Borders => &mut self.borders,
        }
    }
}

impl Criterion {
    /// All of them, in the order of answers.
    pub const ALL: [Self; 6] = [
        Self::Coverage,
        Self::Tightness,
        Self::Authorities,
        Self::Actors,
        Self::Programmes,
        Self::Borders,
    ];

    /// Its name in addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Coverage => "coverage",
            Self::Tightness => "tightness",
            Self::Authorities => "authorities",
            Self::Actors => "actors",
            Self::Programmes => "programmes",
            Self::Borders => "borders",
        }
    }

    fn of(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }

    /// The figure of a candidate, from 0 to 1; `None`: nothing is loaded or asked that gives one.
    pub(super) fn value(self, one: &Candidate<'_>, all: &[Candidate<'_>]) -> Option<f64> {
        match self {
            Self::Coverage => Some(one.coverage),
            Self::Tightness => Some(1.0 - one.beyond_share),
            Self::Authorities => {
                let holders = one.holders.as_ref()?;
                Some(if holders.count == 0 { 0.0 } else { 1.0 / f64::from(holders.count) })
            }
            Self::Actors => {
                let most = all.iter().filter_map(|other| other.actors).max().filter(|n| *n > 0)?;
                Some(f64::from(one.actors?) / f64::from(most))
            }
            Self::Programmes => {
                let [whole, part] = one.programmes?;
                let known =
                    |other: &Candidate<'_>| other.programmes.is_some_and(|[w, p]| w + p > 0);
                let any = all.iter().any(known);
                let sum = whole + part;
                any.then(|| if sum == 0 { 0.0 } else { f64::from(whole) / f64::from(sum) })
            }
            Self::Borders => {
                let wrong: f64 = one.cuts.iter().map(|cut| cut.wrong).sum();
                Some(1.0 - wrong / KNOWN.len() as f64)
            }
        }
    }

    /// The figure in words, to stand inside a sentence.
    pub(super) fn figure(self, one: &Candidate<'_>) -> Bilingual {
        both(|language| match self {
            Self::Coverage => coverage(one, language),
            Self::Tightness => tightness(one, language),
            Self::Authorities => authorities(one, language),
            Self::Actors => actors(one, language),
            Self::Programmes => programmes(one, language),
            Self::Borders => borders(one, language),
        })
    }
}

fn coverage(one: &Candidate<'_>, language: Language) -> String {
    let share = percent(one.coverage, language);
    match language {
        Language::French if one.coverage >= 1.0 => "tout le départ y tient".to_owned(),
        Language::English if one.coverage >= 1.0 => "all of the start lies in it".to_owned(),
        Language::French => format!("{share} du départ y tient"),
        Language::English => format!("{share} of the start lies in it"),
    }
}

fn tightness(one: &Candidate<'_>, language: Language) -> String {
    let share = percent(one.beyond_share, language);
    match language {
        Language::French if one.beyond_share <= 0.0 => "rien ne déborde du départ".to_owned(),
        Language::English if one.beyond_share <= 0.0 => "nothing spills over the start".to_owned(),
        Language::French => format!("{share} de ses habitants vivent hors du départ"),
        Language::English => format!("{share} of its people live beyond the start"),
    }
}

fn authorities(one: &Candidate<'_>, language: Language) -> String {
    let Some(holders) = &one.holders else {
        return match language {
            Language::French => "aucun thème demandé".to_owned(),
            Language::English => "no theme asked for".to_owned(),
        };
    };
    let count = u64::from(holders.count);
    let number = grouped(count, language);
    match (language, count) {
        (Language::French, 0) => "aucune autorité connue à réunir".to_owned(),
        (Language::English, 0) => "no known authority to convene".to_owned(),
        (Language::French, _) => {
            let s = plural(count, language);
            format!("{number} autorité{s} à réunir")
        }
        (Language::English, 1) => "1 authority to convene".to_owned(),
        (Language::English, _) => format!("{number} authorities to convene"),
    }
}

fn actors(one: &Candidate<'_>, language: Language) -> String {
    let count = u64::from(one.actors.unwrap_or(0));
    let (number, s) = (grouped(count, language), plural(count, language));
    match (language, count) {
        (Language::French, 0) => "aucun acteur connu".to_owned(),
        (Language::English, 0) => "no known actor".to_owned(),
        (Language::French, _) => format!("{number} acteur{s} présent{s}"),
        (Language::English, _) => format!("{number} actor{s} present"),
    }
}

fn programmes(one: &Candidate<'_>, language: Language) -> String {
    let [whole, part] = one.programmes.unwrap_or_default();
    let sum = u64::from(whole + part);
    let (whole, all) = (grouped(whole.into(), language), grouped(sum, language));
    match (language, sum) {
        (Language::French, 0) => "aucune aide connue".to_owned(),
        (Language::English, 0) => "no known aid".to_owned(),
        (Language::French, _) => format!("{whole} aides sur {all} y valent partout"),
        (Language::English, _) => format!("{whole} of {all} aids hold everywhere"),
    }
}

fn borders(one: &Candidate<'_>, language: Language) -> String {
    let wrong = |cut: &LevelCut| {
        let share = percent(cut.wrong, language);
        match language {
            Language::French => {
                format!("{share} du mauvais côté d’une limite {}", of_kind(cut.kind))
            }
            Language::English => {
                let kind = cut.kind.label(language, false);
                format!("{share} on the wrong side of a border of {kind}")
            }
        }
    };
    let list: Vec<String> = one.cuts.iter().map(wrong).collect();
    let list = atlas::join(language, &list);
    match (language, one.cuts.is_empty()) {
        (Language::French, true) => "aucune limite ne la coupe".to_owned(),
        (Language::English, true) => "no border cuts it".to_owned(),
        (Language::French, false) => format!("elle a {list}"),
        (Language::English, false) => format!("it has {list}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_read_or_refused() {
        let weights: Weights = "coverage:1, actors:0".parse().unwrap();
        assert_eq!((weights.coverage, weights.actors, weights.borders), (1.0, 0.0, 1.0));
        assert_eq!("".parse(), Ok(Weights::default()));
        for text in ["coverage", "cover:1", "coverage:-1", "coverage:NaN", "coverage:1e9", "a:b"] {
            assert!(text.parse::<Weights>().is_err(), "{text:?}");
        }
    }
}
