//! Scales compared, in sentences.

use territory::{Bilingual, Language, Theme};

use super::{Criterion, FitRule, ScaleAnswer, Weights, candidates::Candidate};
use crate::words::{both, percent, say};

/// Which scale fits, or that none does and what they lack.
pub(super) fn verdict(scales: &[ScaleAnswer<'_>], theme: Option<&Theme>) -> Bilingual {
    both(|language| {
        let about = theme.map(|theme| match language {
            Language::French => format!("Pour « {} », ", theme.name.get(language)),
            Language::English => format!("For “{}”, ", theme.name.get(language)),
        });
        let about = about.unwrap_or_default();
        let text = match (scales.iter().find(|scale| scale.fits), scales.first()) {
            (Some(fitting), _) => {
                let name = name(fitting, language);
                let first = fitting.rank == 1;
                let alone = alone(fitting, language);
                match (language, first) {
                    (Language::French, true) => {
                        format!("l’échelle qui convient est {name}{alone}.")
                    }
                    (Language::English, true) => format!("the scale that fits is {name}{alone}."),
                    (Language::French, false) => format!(
                        "la première échelle qui convient, au rang {}, est {name}{alone}.",
                        fitting.rank
                    ),
                    (Language::English, false) => format!(
                        "the first scale that fits, at rank {}, is {name}{alone}.",
                        fitting.rank
                    ),
                }
            }
            (None, Some(first)) => {
                let lacks: Vec<&str> = first.misses.iter().map(|miss| miss.get(language)).collect();
                let (name, lacks) = (name(first, language), lacks.join(" ; "));
                match language {
                    Language::French => format!(
                        "aucune échelle ne convient tout à fait ; la moins mauvaise est {name}, \
                         mais {lacks}."
                    ),
                    Language::English => {
                        format!("no scale fits altogether; the least bad is {name}, but {lacks}.")
                    }
                }
            }
            (None, None) => {
                say(language, "aucune échelle n’est chargée.", "no scale is loaded.").to_owned()
            }
        };
        capitalised(&(about + &text))
    })
}

/// Who decides alone on a scale.
fn alone(scale: &ScaleAnswer<'_>, language: Language) -> String {
    let Some(authorities) = &scale.authorities else { return String::new() };
    let Some(name) = authorities.nearest_alone else { return String::new() };
    let check = if authorities.verify { say(language, ", à vérifier", ", to check") } else { "" };
    match language {
        Language::French => format!(" ({name} y décide partout{check})"),
        Language::English => format!(" ({name} decides on all of it{check})"),
    }
}

/// A scale in a line.
pub(super) fn line(scale: &ScaleAnswer<'_>) -> Bilingual {
    both(|language| {
        let figures: Vec<&str> = scale
            .criteria
            .iter()
            .filter(|criterion| criterion.value.is_some())
            .map(|criterion| criterion.figure.get(language))
            .collect();
        let colon = say(language, " : ", ": ");
        format!("{}. {}{colon}{}.", scale.rank, name(scale, language), figures.join(" ; "))
    })
}

/// Why a scale has its rank: what lifts it above the mean of all, and what holds it back.
pub(super) fn reason(
    one: &Candidate<'_>,
    all: &[Candidate<'_>],
    rank: u32,
    weights: &Weights,
) -> Bilingual {
    let mut pulls: Vec<(f64, Criterion)> = Criterion::ALL
        .into_iter()
        .filter_map(|criterion| {
            let value = criterion.value(one, all)?;
            let values: Vec<f64> =
                all.iter().filter_map(|other| criterion.value(other, all)).collect();
            let mean = values.iter().sum::<f64>() / values.len().max(1) as f64;
            // A figure is for it only if it is good, and against it only if it is bad.
            let pull = value - mean;
            let counts = if pull > 0.0 { value >= 0.5 } else { value <= 0.9 };
            counts.then_some((weights.get(criterion) * pull, criterion))
        })
        .collect();
    pulls.sort_by(|a, b| b.0.total_cmp(&a.0));
    let lifted = pulls.iter().filter(|(pull, _)| *pull > 1e-9).take(2);
    let lifted: Vec<Criterion> = lifted.map(|&(_, criterion)| criterion).collect();
    let held = pulls.iter().rev().find(|(pull, _)| *pull < -1e-9).map(|&(_, criterion)| criterion);
    both(|language| {
        let figure = |criterion: Criterion| criterion.figure(one).get(language).to_owned();
        let lifts: Vec<String> = lifted.iter().map(|&criterion| figure(criterion)).collect();
        let lifts = atlas::join(language, &lifts);
        match (language, lifted.is_empty(), held.map(figure)) {
            (Language::French, false, Some(held)) => {
                format!("Rang {rank} : pour elle, {lifts} ; contre elle, {held}.")
            }
            (Language::French, false, None) => format!("Rang {rank} : pour elle, {lifts}."),
            (Language::French, true, Some(held)) => format!("Rang {rank} : contre elle, {held}."),
            (Language::French, true, None) => {
                format!("Rang {rank} : rien ne la distingue des autres.")
            }
            (Language::English, false, Some(held)) => {
                format!("Rank {rank}: for it, {lifts}; against it, {held}.")
            }
            (Language::English, false, None) => format!("Rank {rank}: for it, {lifts}."),
            (Language::English, true, Some(held)) => format!("Rank {rank}: against it, {held}."),
            (Language::English, true, None) => {
                format!("Rank {rank}: nothing tells it from the others.")
            }
        }
    })
}

/// What a scale lacks to fit.
pub(super) fn misses(one: &Candidate<'_>, rule: &FitRule) -> Vec<Bilingual> {
    let mut misses = Vec::new();
    if one.coverage < rule.least_coverage {
        misses.push(both(|language| {
            let (share, least) =
                (percent(1.0 - one.coverage, language), percent(rule.least_coverage, language));
            match language {
                Language::French => {
                    format!("elle laisse {share} du départ dehors (au moins {least} doit y tenir)")
                }
                Language::English => {
                    format!("it leaves {share} of the start outside (at least {least} must be in)")
                }
            }
        }));
    }
    if one.beyond_share > rule.most_beyond {
        misses.push(both(|language| {
            let share = percent(one.beyond_share, language);
            let most = percent(rule.most_beyond, language);
            match language {
                Language::French => {
                    format!("{share} de ses habitants vivent hors du départ ({most} au plus)")
                }
                Language::English => {
                    format!("{share} of its people live beyond the start ({most} at most)")
                }
            }
        }));
    }
    let nobody = one.holders.as_ref().is_some_and(|holders| holders.local_alone == 0);
    if rule.one_authority && nobody {
        misses.push(Bilingual::new(
            "aucune autorité autre que l’État n’y décide seule partout",
            "no authority other than the State decides alone on all of it",
        ));
    }
    misses
}

/// “le Gard (département)”: the name, then what it is.
fn name(scale: &ScaleAnswer<'_>, language: Language) -> String {
    let start = say(language, "le départ lui-même", "the start itself");
    if scale.is_start && scale.territory.name.is_empty() {
        return start.to_owned();
    }
    let kind = scale.territory.kind.label(language, false);
    let also = if scale.is_start { format!(", {start}") } else { String::new() };
    format!("{} ({kind}{also})", scale.territory.name)
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
