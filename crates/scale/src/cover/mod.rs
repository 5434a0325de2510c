//! The smallest cover, exactly: what is forced or dominated falls away, what is left is searched
//! with a proven lower bound. `docs/round-table.md` tells the algorithm and why it is this one.

mod reduce;
mod search;
#[cfg(test)]
mod tests;

use reduce::Reduced;
use search::Search;

/// What must be covered, and by whom it can be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Instance {
    /// What each candidate costs, above 0.
    pub costs: Vec<u64>,
    /// For each thing to cover the candidates that can, ascending and each once. A thing that
    /// nobody can cover stays uncovered, whatever is chosen.
    pub elements: Vec<Vec<u32>>,
}

/// A cover of everything that somebody can cover.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cover {
    /// The candidates chosen, ascending.
    pub chosen: Vec<u32>,
    /// What they cost together.
    pub cost: u64,
    /// No cover costs less than this.
    pub bound: u64,
    /// Nodes of the search that were looked at.
    pub work: u64,
}

impl Cover {
    /// Whether no cover costs less, proven.
    #[must_use]
    pub const fn is_minimum(&self) -> bool {
        self.cost == self.bound
    }
}

/// The cheapest cover. The search ends after `most_work` nodes with the best cover found so far
/// and the bound proven so far; where the two meet, it is the minimum.
#[must_use]
pub fn smallest(instance: &Instance, most_work: u64) -> Cover {
    let Reduced { forced, parts } = reduce::reduce(instance);
    let mut cover = Cover { chosen: forced, ..Cover::default() };
    cover.cost = cover.chosen.iter().map(|&one| instance.costs[one as usize]).sum();
    cover.bound = cover.cost;
    for part in parts {
        let left = most_work.saturating_sub(cover.work);
        let found = Search::new(&part.instance, left).run();
        cover.chosen.extend(found.chosen.iter().map(|&local| part.names[local as usize]));
        cover.cost += found.cost;
        cover.bound += found.bound;
        cover.work += found.work;
    }
    cover.chosen.sort_unstable();
    cover
}
