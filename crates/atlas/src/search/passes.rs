//! The two ways to go through the index: what begins as was typed, and what holds its words.

use super::{
    Hit, Matched, Name, SearchIndex,
    keys::{Begun, Form, Reach},
    places::Places,
    query::Reading,
    ranking::{self, Best, Slips},
    terms::{Term, Terms},
};

/// Edits forgiven in all words together.
const MOST_EDITS: u8 = 2;

impl SearchIndex {
    /// What begins as was typed.
    pub(super) fn search_keys(&self, reading: &Reading, best: &mut Best<'_>) {
        if reading.text.is_empty() {
            return;
        }
        let range = self.keys.beginning(&reading.text);
        for block in self.keys.blocks(&range, &reading.text, reading.starts) {
            if !best.admits(i32::from(block.heaviest) + block.most_worth) {
                continue;
            }
            for begun in block.keys() {
                let score = i32::from(begun.weight) + self.key_worth(begun);
                if best.admits(score) && best.accepts(begun.entry) {
                    let matched = begun.form.matched();
                    best.offer(score, Hit { entry: begun.entry, matched });
                }
            }
        }
    }

    fn key_worth(&self, begun: Begun) -> i32 {
        let worth = ranking::key_worth(begun.form, begun.reach);
        if begun.form != Form::PostalCode || begun.reach > Reach::Joined {
            return worth;
        }
        let codes = self.postal_codes.get(begun.entry as usize).copied().unwrap_or(1);
        worth + ranking::postal_share(codes)
    }

    /// What holds all the words, in any order; where one is not in the name, it must tell the
    /// context.
    pub(super) fn search_words(&self, terms: &Terms, best: &mut Best<'_>) {
        const MOST_WORTH: i32 = ranking::WHOLE_WORDS + ranking::FIRST_WORD;
        let most_worth = MOST_WORTH + ranking::slips_worth(terms.least_slips());
        for place in self.satisfying(terms).iter() {
            let Some(name) = self.names.get(place as usize) else { continue };
            // Names come with the likeliest first.
            if !best.admits(i32::from(name.weight) + most_worth) {
                break;
            }
            if best.accepts(name.entry)
                && let Some((score, matched)) = self.graded(place, *name, terms)
            {
                best.offer(score, Hit { entry: name.entry, matched });
            }
        }
    }

    /// The names that satisfy every term, at least one of them by a word of the name.
    fn satisfying(&self, terms: &Terms) -> Places {
        let mut by_name = Places::none(self.names.len());
        let mut by_all = None::<Places>;
        for term in terms.iter().filter(|term| !term.optional) {
            let mut by_term = Places::none(self.names.len());
            term.words().for_each(|words| by_term.insert(self.postings.of_all(words)));
            by_name.unite(&by_term);
            if !terms.are_single() {
                self.insert_told(term, &mut by_term);
            }
            match &mut by_all {
                Some(by_all) => by_all.intersect(&by_term),
                None => by_all = Some(by_term),
            }
        }
        if let Some(by_all) = by_all {
            by_name.intersect(&by_all);
        }
        by_name
    }

    /// Adds the names whose context the term tells.
    fn insert_told(&self, term: &Term, names: &mut Places) {
        if let Some(text) = term.context() {
            self.contexts.told(text).for_each(|told| names.unite(told));
        }
        if let Some(text) = term.code() {
            for entry in self.keys.entries(&self.keys.beginning(text)) {
                names.insert(self.current.get(entry as usize..=entry as usize).unwrap_or_default());
            }
        }
    }

    /// The score of a name that satisfies all terms.
    fn graded(&self, place: u32, name: Name, terms: &Terms) -> Option<(i32, Matched)> {
        let mut slips = Slips::default();
        let (mut by_name, mut by_context, mut whole) = (0, 0, 0);
        let mut score = i32::from(name.weight);
        for term in terms.iter() {
            if let Some(grade) = term.in_name(self, place) {
                by_name += 1;
                whole += i32::from(grade.whole);
                if !grade.whole && term.has_digit() {
                    score += ranking::NUMBER_LEFT;
                }
                slips = slips.and(grade.slips);
                if grade.first {
                    score += ranking::FIRST_WORD;
                }
            } else if term.optional {
                slips = slips.and(Slips { edits: 1, first_letter: false });
            } else {
                by_context += 1;
            }
        }
        let matched = match slips.edits {
            0 if name.former => Matched::FormerName,
            0 => Matched::Name,
            1..=MOST_EDITS => Matched::Typo,
            _ => return None,
        };
        if name.former {
            score += ranking::FORMER;
        }
        score += ranking::WHOLE_WORDS * whole / (by_name + by_context).max(1);
        score += ranking::CONTEXT * by_context;
        score += ranking::WORD_LEFT * (i32::from(name.words) - by_name).max(0);
        Some((score + ranking::slips_worth(slips), matched))
    }
}
