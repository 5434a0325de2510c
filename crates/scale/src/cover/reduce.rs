//! What needs no search: choices that are forced, and what another choice dominates.

use super::Instance;

/// What is left of an instance.
#[derive(Debug)]
pub(super) struct Reduced {
    /// The candidates that every cheapest cover may as well have.
    pub(super) forced: Vec<u32>,
    /// The rest, in parts that have nothing to do with each other.
    pub(super) parts: Vec<Part>,
}

/// A part of an instance, its candidates numbered anew.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) instance: Instance,
    /// The number that each candidate had before.
    pub(super) names: Vec<u32>,
}

/// An instance while it shrinks.
struct Shrinking<'a> {
    costs: &'a [u64],
    /// The candidates of each element that are still there.
    elements: Vec<Vec<u32>>,
    /// The elements of each candidate that are still there.
    covers: Vec<Vec<u32>>,
    element_gone: Vec<bool>,
    candidate_gone: Vec<bool>,
    forced: Vec<u32>,
}

/// Reduces an instance as far as the rules go.
pub(super) fn reduce(instance: &Instance) -> Reduced {
    let mut shrinking = Shrinking::new(instance);
    // Each rule may open the way for the others.
    while shrinking.force() | shrinking.drop_elements() | shrinking.drop_candidates() {}
    let parts = shrinking.parts();
    Reduced { forced: shrinking.forced, parts }
}

impl<'a> Shrinking<'a> {
    fn new(instance: &'a Instance) -> Self {
        let mut covers = vec![Vec::new(); instance.costs.len()];
        for (element, candidates) in instance.elements.iter().enumerate() {
            for &candidate in candidates {
                covers[candidate as usize].push(element as u32);
            }
        }
        Self {
            costs: &instance.costs,
            element_gone: instance.elements.iter().map(Vec::is_empty).collect(),
            candidate_gone: covers.iter().map(Vec::is_empty).collect(),
            elements: instance.elements.clone(),
            covers,
            forced: Vec::new(),
        }
    }

    /// Takes the only candidate of each element that has but one.
    fn force(&mut self) -> bool {
        let mut any = false;
        for element in 0..self.elements.len() {
            if !self.element_gone[element]
                && let [only] = *self.elements[element].as_slice()
            {
                self.forced.push(only);
                for covered in self.covers[only as usize].clone() {
                    self.remove_element(covered);
                }
                self.remove_candidate(only);
                any = true;
            }
        }
        any
    }

    /// Drops elements that are covered wherever another one is.
    fn drop_elements(&mut self) -> bool {
        let mut any = false;
        for element in 0..self.elements.len() as u32 {
            if self.element_gone[element as usize] {
                continue;
            }
            let mine = self.elements[element as usize].clone();
            let rarest = mine.iter().min_by_key(|&&one| self.covers[one as usize].len());
            let Some(&rarest) = rarest else { continue };
            for other in self.covers[rarest as usize].clone() {
                if other != element && is_subset(&mine, &self.elements[other as usize]) {
                    self.remove_element(other);
                    any = true;
                }
            }
        }
        any
    }

    /// Drops candidates when another covers as much for no more.
    fn drop_candidates(&mut self) -> bool {
        let mut any = false;
        for candidate in 0..self.costs.len() as u32 {
            if self.candidate_gone[candidate as usize] {
                continue;
            }
            let mine = &self.covers[candidate as usize];
            let rarest = mine.iter().min_by_key(|&&one| self.elements[one as usize].len());
            let better = match rarest {
                None => true,
                Some(&rarest) => self.elements[rarest as usize]
                    .iter()
                    .any(|&other| other != candidate && self.dominates(other, candidate)),
            };
            if better {
                self.remove_candidate(candidate);
                any = true;
            }
        }
        any
    }

    fn dominates(&self, other: u32, candidate: u32) -> bool {
        let (theirs, mine) = (&self.covers[other as usize], &self.covers[candidate as usize]);
        let (their_cost, my_cost) = (self.costs[other as usize], self.costs[candidate as usize]);
        // Of two alike the first stays.
        let first = their_cost < my_cost || theirs.len() > mine.len() || other < candidate;
        their_cost <= my_cost && first && is_subset(mine, theirs)
    }

    fn remove_element(&mut self, element: u32) {
        self.element_gone[element as usize] = true;
        for candidate in std::mem::take(&mut self.elements[element as usize]) {
            remove(&mut self.covers[candidate as usize], element);
        }
    }

    fn remove_candidate(&mut self, candidate: u32) {
        self.candidate_gone[candidate as usize] = true;
        for element in std::mem::take(&mut self.covers[candidate as usize]) {
            remove(&mut self.elements[element as usize], candidate);
        }
    }

    /// The elements left, grouped by what links them.
    fn parts(&self) -> Vec<Part> {
        let mut part_of = vec![false; self.elements.len()];
        let mut parts = Vec::new();
        for start in 0..self.elements.len() as u32 {
            if self.element_gone[start as usize] || part_of[start as usize] {
                continue;
            }
            part_of[start as usize] = true;
            let (mut reached, mut names) = (vec![start], Vec::new());
            let mut next = 0;
            while let Some(&element) = reached.get(next) {
                next += 1;
                for &candidate in &self.elements[element as usize] {
                    names.push(candidate);
                    for &other in &self.covers[candidate as usize] {
                        if !std::mem::replace(&mut part_of[other as usize], true) {
                            reached.push(other);
                        }
                    }
                }
            }
            names.sort_unstable();
            names.dedup();
            parts.push(self.part(&reached, names));
        }
        parts
    }

    fn part(&self, reached: &[u32], names: Vec<u32>) -> Part {
        let local = |candidate: &u32| names.partition_point(|name| name < candidate) as u32;
        let elements = reached
            .iter()
            .map(|&element| self.elements[element as usize].iter().map(local).collect())
            .collect();
        let costs = names.iter().map(|&name| self.costs[name as usize]).collect();
        Part { instance: Instance { costs, elements }, names }
    }
}

fn remove(list: &mut Vec<u32>, item: u32) {
    if let Ok(place) = list.binary_search(&item) {
        list.remove(place);
    }
}

/// Whether a list is within another; both ascending.
fn is_subset(small: &[u32], large: &[u32]) -> bool {
    small.len() <= large.len() && small.iter().all(|item| large.binary_search(item).is_ok())
}
