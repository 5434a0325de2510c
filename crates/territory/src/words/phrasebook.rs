//! A short list searched by the words that people use of its entries.

use std::collections::HashMap;

use super::{
    edits::{MOST_EDITS, Pattern},
    fold::{fold, fold_all},
    is_link,
};

/// Phrases of numbered entries, ready to be searched. Made for lists of hundreds of entries:
/// every distinct word is compared with every word typed.
#[derive(Clone, Debug, Default)]
pub struct Phrasebook {
    words: Vec<Box<str>>,
    places: HashMap<Box<str>, u32>,
    phrases: Vec<Phrase>,
    entries: u32,
}

#[derive(Clone, Debug)]
struct Phrase {
    entry: u32,
    /// What finding it costs, before any slip.
    weight: u32,
    /// Its words without links, by place.
    words: Box<[u32]>,
}

/// How well an entry answers, the best first: terms it lacks, what the others cost, words of its
/// nearest phrase that were not typed.
type Score = (usize, u32, usize);

/// What a beginning, one edit and two edits cost in a word.
const BEGINNING: u32 = 2;
const EDIT: u32 = 4;
/// The most words looked at of what was typed.
const MOST_TERMS: usize = 12;
/// The letters that make a beginning; that one edit, then two, are forgiven in.
const BEGINNING_FROM: usize = 3;
const FORGIVEN_FROM: [usize; MOST_EDITS] = [4, 8];

impl Phrasebook {
    /// Adds a phrase to an entry. Phrases of weight 0 are its own name; the more a phrase weighs,
    /// the less it says of the entry.
    pub fn add(&mut self, entry: u32, weight: u32, phrase: &str) {
        let folded = fold_all(phrase);
        let told = |only: bool| {
            let kept = folded.iter().filter(move |word| only || !is_link(&word.text));
            kept.map(|word| word.text.clone()).collect::<Vec<_>>()
        };
        let texts =
            Some(told(false)).filter(|texts| !texts.is_empty()).unwrap_or_else(|| told(true));
        if texts.is_empty() {
            return;
        }
        let mut words: Vec<u32> = texts.iter().map(|text| self.place(text)).collect();
        words.sort_unstable();
        words.dedup();
        self.phrases.push(Phrase { entry, weight, words: words.into() });
        self.entries = self.entries.max(entry + 1);
    }

    /// The entries that a typed text may mean, the likeliest first. Where no entry has all the
    /// words, those that have the most. Accents, plurals and unfinished words do not matter; typos
    /// are forgiven in words that nothing begins with: one from 4 letters on, two from 8.
    #[must_use]
    pub fn search(&self, text: &str) -> Vec<u32> {
        let folded: Vec<String> = fold(text).into_iter().map(|word| word.text).collect();
        let mut terms: Vec<&str> =
            folded.iter().map(String::as_str).filter(|word| !is_link(word)).collect();
        if terms.is_empty() {
            terms = folded.iter().map(String::as_str).collect();
        }
        terms.truncate(MOST_TERMS);
        let costs: Vec<Vec<Option<u32>>> = terms.iter().map(|term| self.costs(term)).collect();
        let mut found: Vec<(Score, u32)> = self
            .scores(&costs)
            .into_iter()
            .zip(0..)
            .filter(|((missing, _, _), _)| *missing < terms.len())
            .collect();
        found.sort_unstable();
        let least = found.first().map_or(0, |((missing, _, _), _)| *missing);
        found.retain(|((missing, _, _), _)| *missing == least);
        found.into_iter().map(|(_, entry)| entry).collect()
    }

    fn place(&mut self, word: &str) -> u32 {
        if let Some(&place) = self.places.get(word) {
            return place;
        }
        let place = self.words.len() as u32;
        self.words.push(word.into());
        self.places.insert(word.into(), place);
        place
    }

    /// What each word costs as the one meant by a term.
    fn costs(&self, term: &str) -> Vec<Option<u32>> {
        let strict: Vec<Option<u32>> = self.words.iter().map(|word| plain(term, word)).collect();
        if strict.iter().any(Option::is_some) {
            return strict;
        }
        let most = FORGIVEN_FROM.iter().filter(|from| term.len() >= **from).count();
        let digits = term.bytes().any(|byte| byte.is_ascii_digit());
        let Some(pattern) = Pattern::new(term).filter(|_| most > 0 && !digits) else {
            return strict;
        };
        self.words.iter().map(|word| slip(&pattern, word, most)).collect()
    }

    fn scores(&self, costs: &[Vec<Option<u32>>]) -> Vec<Score> {
        let entries = self.entries as usize;
        let mut best: Vec<Vec<Option<u32>>> = vec![vec![None; costs.len()]; entries];
        let mut untold = vec![usize::MAX; entries];
        for phrase in &self.phrases {
            let entry = phrase.entry as usize;
            let mut told = 0;
            for (term, costs) in costs.iter().enumerate() {
                let of = |word: &u32| costs.get(*word as usize).copied().flatten();
                let Some(cost) = phrase.words.iter().filter_map(of).min() else { continue };
                told += 1;
                let cost = cost + phrase.weight;
                if let Some(known) = best.get_mut(entry).and_then(|terms| terms.get_mut(term)) {
                    *known = Some(known.map_or(cost, |known| known.min(cost)));
                }
            }
            if let Some(least) = untold.get_mut(entry).filter(|_| told > 0) {
                *least = (*least).min(phrase.words.len().saturating_sub(told));
            }
        }
        let score = |(terms, untold): (Vec<Option<u32>>, usize)| {
            let missing = terms.iter().filter(|cost| cost.is_none()).count();
            (missing, terms.into_iter().flatten().sum(), untold)
        };
        best.into_iter().zip(untold).map(score).collect()
    }
}

/// The cost of a word that is the term, but for its plural, or begins with it.
fn plain(term: &str, word: &str) -> Option<u32> {
    if singular(term) == singular(word) {
        return Some(0);
    }
    (term.len() >= BEGINNING_FROM && word.starts_with(singular(term))).then_some(BEGINNING)
}

/// A word without the mark of the plural.
fn singular(word: &str) -> &str {
    let marked = word.len() > BEGINNING_FROM && word.ends_with(['s', 'x']);
    word.get(..word.len() - usize::from(marked)).unwrap_or(word)
}

/// The cost of a word that is the term but for a few edits.
fn slip(pattern: &Pattern, word: &str, most: usize) -> Option<u32> {
    let end =
        word.bytes().fold(pattern.start(), |progress, byte| pattern.step(&progress, byte, most));
    pattern.edits(&end).filter(|edits| *edits <= most).map(|edits| EDIT * edits as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book() -> Phrasebook {
        let mut book = Phrasebook::default();
        let entries = [
            (0, 0, "Petite enfance"),
            (0, 1, "crèche"),
            (0, 1, "assistante maternelle"),
            (1, 0, "Eau et biodiversité"),
            (2, 0, "Eau potable et assainissement"),
            (2, 1, "eau du robinet"),
            (3, 0, "Inclusion numérique"),
            (3, 1, "conseiller numérique"),
            (4, 0, "Numérique"),
            (5, 0, "L’habitat"),
        ];
        for (entry, weight, phrase) in entries {
            book.add(entry, weight, phrase);
        }
        book
    }

    #[track_caller]
    fn check(text: &str, expect: &[u32]) {
        assert_eq!(book().search(text), expect, "{text:?}");
    }

    #[test]
    fn accents_plurals_and_beginnings_do_not_matter() {
        check("CRECHES", &[0]);
        check("crè", &[0]);
        check("assistantes maternelles", &[0]);
        check("numerique", &[4, 3]);
        check("habitats", &[5]);
    }

    #[test]
    fn the_fullest_answer_comes_first() {
        check("eau", &[1, 2]);
        check("eau potable", &[2]);
        check("robinet d'eau", &[2]);
    }

    #[test]
    fn typos_are_forgiven_where_nothing_begins_so() {
        check("numerqiue", &[4, 3]);
        check("asainisement", &[2]);
        check("crehce", &[0]);
        check("aeu", &[]);
    }

    #[test]
    fn words_that_nobody_knows_do_not_hide_the_others() {
        check("crèche à Ganges", &[0]);
        check("Ganges", &[]);
        check("", &[]);
        check("de la", &[]);
        check(&"é ".repeat(5_000), &[]);
    }
}
