//! The search: branch on the thing that fewest can cover, cut off what a dual bound proves useless.

use super::{Cover, Instance};

/// A search of one part.
pub(super) struct Search<'a> {
    instance: &'a Instance,
    covers: Vec<Vec<u32>>,
    /// How many of the chosen cover each element.
    covered: Vec<u32>,
    banned: Vec<bool>,
    chosen: Vec<u32>,
    cost: u64,
    best: Vec<u32>,
    best_cost: u64,
    work: u64,
    most_work: u64,
    /// Whether the search was ended before it was through.
    ended: bool,
}

/// No search goes deeper: each level holds a frame of the stack.
const DEEPEST: usize = 1_000;

impl<'a> Search<'a> {
    pub(super) fn new(instance: &'a Instance, most_work: u64) -> Self {
        let mut covers = vec![Vec::new(); instance.costs.len()];
        for (element, candidates) in instance.elements.iter().enumerate() {
            for &candidate in candidates {
                covers[candidate as usize].push(element as u32);
            }
        }
        Self {
            covers,
            covered: vec![0; instance.elements.len()],
            banned: vec![false; instance.costs.len()],
            chosen: Vec::new(),
            cost: 0,
            best: Vec::new(),
            best_cost: u64::MAX,
            work: 0,
            most_work,
            ended: false,
            instance,
        }
    }

    pub(super) fn run(mut self) -> Cover {
        self.greedy();
        let bound = self.bound().unwrap_or(self.best_cost);
        if bound < self.best_cost {
            self.branch();
        }
        Cover {
            bound: if self.ended { bound } else { self.best_cost },
            chosen: self.best,
            cost: self.best_cost,
            work: self.work,
        }
    }

    /// A first cover: always the candidate that covers most for its cost, then without those that
    /// turn out to be needless.
    fn greedy(&mut self) {
        let mut left = vec![true; self.covered.len()];
        let mut chosen: Vec<u32> = Vec::new();
        while left.contains(&true) {
            let gain = |candidate: usize| {
                self.covers[candidate].iter().filter(|&&one| left[one as usize]).count() as u64
            };
            let candidates = (0..self.covers.len()).map(|one| (gain(one), one));
            // gain / cost compared without division.
            let best = candidates.filter(|(gain, _)| *gain > 0).max_by(|a, b| {
                let [mine, theirs] = [(a, b), (b, a)].map(|((gain, _), (_, other))| {
                    u128::from(*gain) * u128::from(self.instance.costs[*other])
                });
                mine.cmp(&theirs).then(b.1.cmp(&a.1))
            });
            let Some((_, best)) = best else { break };
            chosen.push(best as u32);
            self.covers[best].iter().for_each(|&one| left[one as usize] = false);
        }
        let mut counts = vec![0_u32; left.len()];
        let all = chosen.iter().flat_map(|&one| &self.covers[one as usize]);
        all.for_each(|&element| counts[element as usize] += 1);
        for place in (0..chosen.len()).rev() {
            let covers = &self.covers[chosen[place] as usize];
            if covers.iter().all(|&element| counts[element as usize] > 1) {
                for &element in covers {
                    counts[element as usize] -= 1;
                }
                chosen.remove(place);
            }
        }
        self.best_cost = chosen.iter().map(|&one| self.instance.costs[one as usize]).sum();
        self.best = chosen;
    }

    /// The elements not yet covered, those that fewest can cover first, each with how many can.
    fn uncovered(&self) -> Vec<(usize, usize)> {
        let free = |element: &usize| {
            self.instance.elements[*element].iter().filter(|&&one| !self.banned[one as usize])
        };
        let mut uncovered: Vec<(usize, usize)> = (0..self.covered.len())
            .filter(|&element| self.covered[element] == 0)
            .map(|element| (free(&element).count(), element))
            .collect();
        uncovered.sort_unstable();
        uncovered
    }

    /// What the rest costs at least; `None` where it cannot be covered. Every element gives a
    /// price that its candidates share out of their cost: no candidate is paid more than it costs,
    /// so no cover costs less than all prices together (weak duality of linear programs).
    fn bound(&self) -> Option<u64> {
        let mut slack = self.instance.costs.clone();
        let mut bound = 0;
        for (_, element) in self.uncovered() {
            let free = || {
                self.instance.elements[element]
                    .iter()
                    .map(|&one| one as usize)
                    .filter(|&one| !self.banned[one])
            };
            let price = free().map(|one| slack[one]).min()?;
            free().for_each(|one| slack[one] -= price);
            bound += price;
        }
        Some(bound)
    }

    fn branch(&mut self) {
        self.work += 1;
        if self.work > self.most_work || self.chosen.len() > DEEPEST {
            self.ended = true;
            return;
        }
        let Some(bound) = self.bound() else { return };
        if self.cost.saturating_add(bound) >= self.best_cost {
            return;
        }
        let Some(&(_, element)) = self.uncovered().first() else {
            self.best_cost = self.cost;
            self.best.clone_from(&self.chosen);
            return;
        };
        let mut candidates: Vec<u32> = self.instance.elements[element]
            .iter()
            .copied()
            .filter(|&one| !self.banned[one as usize])
            .collect();
        let gain = |one: u32| {
            self.covers[one as usize].iter().filter(|&&e| self.covered[e as usize] == 0).count()
        };
        candidates.sort_by_cached_key(|&one| (std::cmp::Reverse(gain(one)), one));
        for &candidate in &candidates {
            self.choose(candidate);
            self.branch();
            self.give_up(candidate);
            if self.ended {
                break;
            }
            // What follows is without it: covers that have it were looked at.
            self.banned[candidate as usize] = true;
        }
        for candidate in candidates {
            self.banned[candidate as usize] = false;
        }
    }

    fn choose(&mut self, candidate: u32) {
        self.chosen.push(candidate);
        self.cost += self.instance.costs[candidate as usize];
        for &element in &self.covers[candidate as usize] {
            self.covered[element as usize] += 1;
        }
    }

    fn give_up(&mut self, candidate: u32) {
        self.chosen.pop();
        self.cost -= self.instance.costs[candidate as usize];
        for &element in &self.covers[candidate as usize] {
            self.covered[element as usize] -= 1;
        }
    }
}
