//! Sharing out the towns among the poles: each goes where the attraction is strongest, by land.

use super::country::{Town, TownIndex};

/// The attraction of a pole falls by e (2.7 times) with so many kilometres between town halls.
const FALL_KM: f64 = 3.0;
/// How many times stronger a pole is for a town that shares a postal code with it.
const SAME_POST: f64 = 2.0;

/// The pole of each town; a pole is its own. Without any pole, nobody is shared out.
///
/// A basin is in one piece wherever its pole can be reached by land. Where no pole can (an island
/// without one), the sea does not part a town from the pole that attracts it most.
pub(super) fn share_out(towns: &[Town], poles: &[TownIndex]) -> Vec<TownIndex> {
    let candidates: Vec<Pole<'_>> = poles.iter().map(|&pole| Pole::new(towns, pole)).collect();
    let mut pole_of: Vec<TownIndex> =
        towns.iter().filter_map(|town| strongest(town, candidates.iter().copied())).collect();
    if pole_of.len() < towns.len() {
        return Vec::new();
    }
    for &pole in poles {
        pole_of[pole] = pole;
    }
    join_stray_pieces(towns, poles, &mut pole_of);
    pole_of
}

/// A pole and the logarithm of its people, which every town asks for.
#[derive(Clone, Copy)]
struct Pole<'a> {
    index: TownIndex,
    town: &'a Town,
    log_people: f64,
}

impl<'a> Pole<'a> {
    fn new(towns: &'a [Town], index: TownIndex) -> Self {
        let town = &towns[index];
        Self { index, town, log_people: f64::from(town.people.max(1)).ln() }
    }
}

fn share_post(town: &Town, pole: &Town) -> bool {
    town.postal_codes.iter().any(|code| pole.postal_codes.contains(code))
}

/// The pole that attracts a town most, the first by code among equals. The attraction is
/// people × e^(−distance / 3 km), twice that with a common postal code; its logarithm is compared.
fn strongest<'a>(town: &Town, poles: impl IntoIterator<Item = Pole<'a>>) -> Option<TownIndex> {
    let mut best: Option<(f64, TownIndex)> = None;
    for pole in poles {
        let pull = pole.log_people - town.hall.distance(pole.town.hall) / FALL_KM;
        let at_most = pull + SAME_POST.ln();
        // Most poles are too far away for the post to matter: their postal codes are not read.
        if best.is_some_and(|(strongest, _)| at_most < strongest) {
            continue;
        }
        let pull = if share_post(town, pole.town) { at_most } else { pull };
        let stronger = |(strongest, first): (f64, TownIndex)| {
            pull.total_cmp(&strongest).then(first.cmp(&pole.index)).is_gt()
        };
        if best.is_none_or(stronger) {
            best = Some((pull, pole.index));
        }
    }
    best.map(|(_, pole)| pole)
}

/// Gives the pieces of a basin that do not hold its pole to the basins that touch them: wave
/// after wave, a stray town beside settled ones joins the basin among theirs that attracts it most.
fn join_stray_pieces(towns: &[Town], poles: &[TownIndex], pole_of: &mut [TownIndex]) {
    let mut settled = settled_with_their_pole(towns, poles, pole_of);
    let mut stray: Vec<TownIndex> = (0..towns.len()).filter(|&town| !settled[town]).collect();
    loop {
        let wave: Vec<(TownIndex, TownIndex)> = stray
            .iter()
            .filter_map(|&town| {
                let near = &towns[town].neighbours;
                let settled = near.iter().filter(|&&near| settled[near]);
                let basins = settled.map(|&near| Pole::new(towns, pole_of[near]));
                Some((town, strongest(&towns[town], basins)?))
            })
            .collect();
        if wave.is_empty() {
            return;
        }
        for (town, pole) in wave {
            pole_of[town] = pole;
            settled[town] = true;
        }
        stray.retain(|&town| !settled[town]);
    }
}

/// Whether each town is in the same piece of its basin as the pole.
fn settled_with_their_pole(
    towns: &[Town],
    poles: &[TownIndex],
    pole_of: &[TownIndex],
) -> Vec<bool> {
    let mut settled = vec![false; towns.len()];
    let mut reached = poles.to_vec();
    for &pole in poles {
        settled[pole] = true;
    }
    while let Some(town) = reached.pop() {
        for &near in &towns[town].neighbours {
            if !settled[near] && pole_of[near] == pole_of[town] {
                settled[near] = true;
                reached.push(near);
            }
        }
    }
    settled
}
