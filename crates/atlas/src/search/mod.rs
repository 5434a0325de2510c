//! Search by name, postal code or code, as one types: accents, case, word order and typos forgiven.
//!
//! What begins so is found among sorted keys, words in any order by intersecting sets of names, and
//! where that gives little, misspelt words by a walk through the tree of all words. `ranking` puts
//! what they find in one order.

mod build;
mod contexts;
mod forms;
mod keys;
mod lexicon;
mod lists;
mod passes;
mod places;
mod query;
mod ranking;
mod terms;
#[cfg(test)]
mod tests;

use serde::Serialize;
use territory::{
    PostalCode,
    words::{edits, fold},
};

pub use build::SearchIndexBuilder;
use contexts::Contexts;
use keys::Keys;
pub use lexicon::{Lexicon, Near};
use lists::Lists;
use query::Query;
use ranking::Best;
use terms::Terms;

/// A territory to be found.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// Its name, as people write it.
    pub name: &'a str,
    /// Names under which it, or a part of it, used to go.
    pub former_names: &'a [&'a str],
    /// Its code inside its kind.
    pub code: &'a str,
    /// Postal codes that serve it.
    pub postal_codes: &'a [PostalCode],
    /// Words that narrow a search without finding anything alone: code and name of the
    /// départements it lies in, name of its kind. "ganges 34", "ganges hérault", "canton ganges".
    pub context: &'a [&'a str],
    /// How likely its kind is meant: each step counts as halving the population; beyond 30 as 30.
    ///
    /// The ranking was tuned with commune 0, arrondissement municipal 1, former commune 2,
    /// collectivité d'outre-mer and park 3, EPCI 4, département 5, région and bassin de vie 6,
    /// zone d'emploi and aire d'attraction 7, canton 8, arrondissement 9: at less than 3 for EPCI,
    /// départements and régions, "s" shows départements before Strasbourg.
    pub kind_rank: u8,
    /// People who live there; 0 where unknown.
    pub population: u32,
}

/// A territory found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The place of its entry, in the order they were given, from 0.
    pub entry: u32,
    /// What it was found by.
    pub matched: Matched,
}

/// What a territory was found by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Matched {
    /// Its name, or words of it.
    Name,
    /// A name it used to have.
    FormerName,
    /// A postal code, or its beginning.
    PostalCode,
    /// Its code, or its beginning.
    Code,
    /// A name, with typos forgiven.
    Typo,
}

/// Every name and code, ready to be searched.
///
/// A name below is one name of one entry, today's or a former one; names are numbered from the
/// likeliest to the least likely to be meant, so that any ascending list of them is ranked.
#[derive(Clone, Debug, Default)]
pub struct SearchIndex {
    names: Vec<Name>,
    keys: Keys,
    lexicon: Lexicon,
    /// For each word, the names that hold it.
    postings: Lists,
    /// For each name, its words, the first one first.
    words: Lists,
    /// For each entry, the place of its name of today, and how many postal codes it has.
    current: Vec<u32>,
    postal_codes: Vec<u8>,
    contexts: Contexts,
}

#[derive(Clone, Copy, Debug)]
struct Name {
    entry: u32,
    weight: i16,
    former: bool,
    /// Words that matter: neither links nor other writings.
    words: u8,
}

impl SearchIndex {
    /// The most answers given, whatever the limit asked for.
    pub const MOST_HITS: usize = 100;

    /// An empty index to be filled.
    #[must_use]
    pub fn builder() -> SearchIndexBuilder {
        SearchIndexBuilder::default()
    }

    /// The entries that what was typed may mean, the likeliest first, at most `limit` and at most
    /// [`SearchIndex::MOST_HITS`], among those that `accept` takes.
    ///
    /// The last word may be unfinished. Any text is a valid query; only its first 200 characters
    /// and 24 words count. Typos are forgiven where nothing is found or, for a single word, less
    /// than half of `limit`: one in a word of 4 letters, two in one of 8 that begins no name's word.
    #[must_use]
    pub fn search(&self, query: &str, limit: usize, accept: impl Fn(u32) -> bool) -> Vec<Hit> {
        let query = Query::new(query);
        let mut best = Best::new(limit.min(Self::MOST_HITS), &accept);
        let mut last_terms = None;
        for reading in query.readings() {
            self.search_keys(&reading, &mut best);
            let terms = Terms::new(self, &reading);
            self.search_words(&terms, &mut best);
            last_terms = Some(terms);
        }
        if best.is_empty()
            && let Some(reading) = query.unglued()
        {
            self.search_keys(&reading, &mut best);
            self.search_words(&Terms::new(self, &reading), &mut best);
        }
        if let Some(mut terms) = last_terms
            && !best.named()
            && (best.is_empty() || (terms.are_single() && !best.is_half_full()))
        {
            if terms.forgive(self) {
                self.search_words(&terms, &mut best);
            }
            if best.is_empty() && terms.forgive_all(self) {
                self.search_words(&terms, &mut best);
            }
        }
        best.into_hits()
    }
}
