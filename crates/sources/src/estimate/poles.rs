//! Finding the poles: the towns strong enough to gather a basin around them.
//!
//! The strength of a town is its size, times how far it dominates its neighbours, times how far
//! it stands from any larger town. The figures are parameters of the model, rounded; the document
//! says which are conventions and which were set against Insee's basins.

use super::country::{Point, Town, TownIndex};

/// Communes this populated and this dense belong together where they touch: Insee's threshold for
/// an urban unit, and Eurostat's density of an urban cluster.
const URBAN_PEOPLE: u32 = 2_000;
const URBAN_PEOPLE_PER_KM2: f64 = 300.0;
/// What a commune counts for at most inside an urban cluster whose main town is another.
const SUBURB_SIZE: f64 = 4_000.0;
/// Added to the neighbours' people, so that a commune without neighbours has a dominance.
const LEAST_NEIGHBOURHOOD: f64 = 100.0;
/// The strength of a town grows tenfold with so many kilometres to the nearest larger commune.
const TENFOLD_EVERY_KM: f64 = 15.0;
/// Beyond this, the distance to a larger commune makes no more difference.
const ISOLATED_KM: f64 = 12.0;
/// The strength from which a town is a pole.
const POLE_STRENGTH: f64 = 7_000.0;

/// The poles, ascending. A country whose towns are all too weak has one: the most populated.
pub(super) fn find(towns: &[Town]) -> Vec<TownIndex> {
    let poles: Vec<TownIndex> = strengths(towns)
        .into_iter()
        .enumerate()
        .filter(|&(_, strength)| strength >= POLE_STRENGTH)
        .map(|(town, _)| town)
        .collect();
    if poles.is_empty() { largest(towns, 0..towns.len()).into_iter().collect() } else { poles }
}

/// The strength of each town, in people.
fn strengths(towns: &[Town]) -> Vec<f64> {
    let isolation = isolation(towns);
    sizes(towns)
        .into_iter()
        .zip(towns)
        .zip(isolation)
        .map(|((size, town), km)| {
            let around: f64 = town.neighbours.iter().map(|&near| people(&towns[near])).sum();
            let dominance = (people(town) / (around + LEAST_NEIGHBOURHOOD)).sqrt();
            size * dominance * 10_f64.powf(km / TENFOLD_EVERY_KM)
        })
        .collect()
}

fn people(town: &Town) -> f64 {
    f64::from(town.people)
}

/// The most populated of some towns, the first by code among equals.
fn largest(towns: &[Town], among: impl IntoIterator<Item = TownIndex>) -> Option<TownIndex> {
    among.into_iter().min_by_key(|&town| (std::cmp::Reverse(towns[town].people), town))
}

/// What each town counts for: its people, all those of its urban cluster if it is the main town
/// of one, and a bounded number if it is a suburb.
fn sizes(towns: &[Town]) -> Vec<f64> {
    let mut sizes: Vec<f64> = towns.iter().map(people).collect();
    for cluster in urban_clusters(towns) {
        let main = largest(towns, cluster.iter().copied());
        let whole: f64 = cluster.iter().map(|&town| people(&towns[town])).sum();
        for town in cluster {
            sizes[town] = if Some(town) == main { whole } else { sizes[town].min(SUBURB_SIZE) };
        }
    }
    sizes
}

/// Groups of dense and populated communes that touch.
fn urban_clusters(towns: &[Town]) -> Vec<Vec<TownIndex>> {
    let urban = |town: &Town| {
        town.people >= URBAN_PEOPLE && people(town) >= URBAN_PEOPLE_PER_KM2 * town.area_km2
    };
    let mut open: Vec<bool> = towns.iter().map(urban).collect();
    let mut clusters = Vec::new();
    for start in 0..towns.len() {
        if !open[start] {
            continue;
        }
        open[start] = false;
        let mut cluster = vec![start];
        let mut reached = 0;
        while let Some(&town) = cluster.get(reached) {
            reached += 1;
            for &near in &towns[town].neighbours {
                if open[near] {
                    open[near] = false;
                    cluster.push(near);
                }
            }
        }
        clusters.push(cluster);
    }
    clusters
}

/// Kilometres from each town's hall to that of the nearest commune with more people, at most
/// [`ISOLATED_KM`].
fn isolation(towns: &[Town]) -> Vec<f64> {
    let mut by_height: Vec<(f64, Point, u32)> =
        towns.iter().map(|town| (town.hall.height(), town.hall, town.people)).collect();
    by_height.sort_by(|a, b| a.0.total_cmp(&b.0));
    let nearest_larger = |town: &Town| {
        let height = town.hall.height();
        let from = by_height.partition_point(|other| other.0 < height - ISOLATED_KM);
        by_height
            .iter()
            .skip(from)
            .take_while(|other| other.0 <= height + ISOLATED_KM)
            .filter(|other| other.2 > town.people)
            .map(|other| other.1.distance(town.hall))
            .fold(ISOLATED_KM, f64::min)
    };
    towns.iter().map(nearest_larger).collect()
}
