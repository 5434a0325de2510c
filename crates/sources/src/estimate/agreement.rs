//! How far estimated basins agree with published ones, commune by commune.

use std::collections::{BTreeMap, BTreeSet};

use dataset::{Base, Ground, Layer};
use geometry::FaceId;
use territory::{Code, Vintage};

use super::country::{self, TownIndex};

/// How far two ways of sharing out the mainland's communes agree.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Agreement {
    /// Communes compared: those of the mainland (neither Corsica nor overseas) that both hold.
    pub communes: usize,
    /// The part of them put with the same pole, from 0 to 1.
    pub share_same_pole: f64,
    /// The adjusted Rand index of the two partitions (Hubert and Arabie, 1985): 1 where they are
    /// the same, around 0 where they agree no more than by chance.
    pub adjusted_rand_index: f64,
    /// Poles of the estimate, among the communes compared.
    pub poles: usize,
    /// Poles of the yardstick, among the communes compared.
    pub yardstick_poles: usize,
    /// Communes that are poles of both.
    pub common_poles: usize,
}

/// Compares estimated basins with published ones over the communes of the base's latest vintage.
/// The pole of a basin is its seat or, where it has none, the commune whose code it bears, as in
/// Insee's list. `None` where no commune is in both.
#[must_use]
pub fn agreement(estimated: &Layer, yardstick: &Layer, base: &Base) -> Option<Agreement> {
    let &latest = base.vintages.last()?;
    let communes = country::communes(base, latest);
    let town_of_face = country::town_of_face(base, &communes);
    let [estimated, yardstick] = [estimated, yardstick]
        .map(|layer| Partition::read(layer, base, latest, &town_of_face, communes.len()));
    let mut pairs = Vec::new();
    let mut same = 0;
    let mut poles = [0, 0, 0];
    let mainland = communes.keys().enumerate().filter(|(_, code)| is_mainland(code));
    for (town, _) in mainland {
        let (Some(one), Some(other)) = (estimated.basin_of[town], yardstick.basin_of[town]) else {
            continue;
        };
        let [pole, published] = [estimated.poles[one], yardstick.poles[other]];
        same += usize::from(pole.is_some() && pole == published);
        let is_pole = [&estimated, &yardstick].map(|of| of.pole_towns.contains(&town));
        poles[0] += usize::from(is_pole[0]);
        poles[1] += usize::from(is_pole[1]);
        poles[2] += usize::from(is_pole == [true, true]);
        pairs.push((one, other));
    }
    let [ours, theirs, common_poles] = poles;
    (!pairs.is_empty()).then(|| Agreement {
        communes: pairs.len(),
        share_same_pole: same as f64 / pairs.len() as f64,
        adjusted_rand_index: adjusted_rand_index(&pairs),
        poles: ours,
        yardstick_poles: theirs,
        common_poles,
    })
}

/// Whether a commune lies on the European mainland of France, islands near its coasts included.
fn is_mainland(code: &Code) -> bool {
    !["97", "98", "2A", "2B"].iter().any(|apart| code.as_str().starts_with(apart))
}

/// Basins as a partition of the communes of the latest vintage.
struct Partition {
    /// The basin of each commune.
    basin_of: Vec<Option<usize>>,
    /// The pole of each basin, as a commune of the latest vintage.
    poles: Vec<Option<TownIndex>>,
    pole_towns: BTreeSet<TownIndex>,
}

impl Partition {
    fn read(
        layer: &Layer,
        base: &Base,
        latest: Vintage,
        town_of_face: &[Option<TownIndex>],
        towns: usize,
    ) -> Self {
        let town_at = |face: &FaceId| town_of_face.get(face.0 as usize).copied().flatten();
        let mut years: BTreeMap<Vintage, BTreeMap<&Code, &[FaceId]>> = BTreeMap::new();
        let mut basin_of = vec![None; towns];
        let mut poles = Vec::with_capacity(layer.territories.len());
        for (basin, territory) in layer.territories.iter().enumerate() {
            let year = match &territory.ground {
                Ground::Communes { vintage, .. } => *vintage,
                _ => latest,
            };
            let communes = years.entry(year).or_insert_with(|| {
                let communes = country::communes(base, year);
                communes.into_iter().map(|(code, commune)| (code, commune.faces)).collect()
            });
            let town_of = |code: &Code| communes.get(code)?.iter().find_map(town_at);
            let mut hold = |town: Option<TownIndex>| {
                if let Some(entry) = town.and_then(|town| basin_of.get_mut(town)) {
                    *entry = Some(basin);
                }
            };
            match &territory.ground {
                Ground::Communes { codes, .. } => codes.iter().for_each(|code| hold(town_of(code))),
                Ground::Faces(faces) => faces.iter().for_each(|face| hold(town_at(face))),
                Ground::Shape(_) | Ground::Missing => {}
            }
            poles.push(town_of(territory.seat.as_ref().unwrap_or(&territory.id.code)));
        }
        let pole_towns = poles.iter().copied().flatten().collect();
        Self { basin_of, poles, pole_towns }
    }
}

/// The adjusted Rand index of the two numbers each element bears. Where chance alone makes the
/// two partitions agree wholly (all in one, or each alone, in both), it is 1.
fn adjusted_rand_index(pairs: &[(usize, usize)]) -> f64 {
    let all = couples(pairs.len() as u64) as f64;
    let together = couples_alike(pairs.iter().copied()) as f64;
    let ours = couples_alike(pairs.iter().map(|pair| pair.0)) as f64;
    let theirs = couples_alike(pairs.iter().map(|pair| pair.1)) as f64;
    let by_chance = if all > 0.0 { ours * theirs / all } else { 0.0 };
    let beyond_chance = f64::midpoint(ours, theirs) - by_chance;
    if beyond_chance.abs() < f64::EPSILON { 1.0 } else { (together - by_chance) / beyond_chance }
}

/// How many couples can be made of `n` elements.
fn couples(n: u64) -> u64 {
    n * n.saturating_sub(1) / 2
}

/// How many couples bear the same mark.
fn couples_alike<Mark: Ord>(marks: impl Iterator<Item = Mark>) -> u64 {
    let mut counts: BTreeMap<Mark, u64> = BTreeMap::new();
    for mark in marks {
        *counts.entry(mark).or_default() += 1;
    }
    counts.into_values().map(couples).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(one: &[usize], other: &[usize], expect: f64) {
        let pairs: Vec<_> = one.iter().copied().zip(other.iter().copied()).collect();
        let got = adjusted_rand_index(&pairs);
        assert!((got - expect).abs() < 1e-12, "{one:?} {other:?}: {got}");
    }

    /// Figures of scikit-learn's `adjusted_rand_score`.
    #[test]
    fn the_adjusted_rand_index_is_that_of_the_literature() {
        check(&[0, 0, 1, 1], &[1, 1, 0, 0], 1.0);
        check(&[0, 0, 1, 1], &[0, 0, 1, 2], 4.0 / 7.0);
        check(&[0, 0, 0, 0], &[0, 1, 2, 3], 0.0);
        check(&[0, 0, 1, 1], &[0, 1, 0, 1], -0.5);
        check(&[0, 0, 0, 1, 1, 1], &[0, 0, 1, 1, 2, 2], 0.242_424_242_424_242_4);
        check(&[0, 0], &[0, 0], 1.0);
        check(&[0], &[0], 1.0);
    }
}
