//! Which actors have a word in their name or in what they say of themselves.
//!
//! Actors are numbered by face, so the actors of a territory are a few ranges of numbers, and the
//! postings of a word are looked up in those ranges only.

use std::{collections::HashMap, ops::Range};

use atlas::search::Lexicon;
use territory::words::{
    edits::{MOST_EDITS, Pattern, symbols},
    fold::{fold, fold_all},
    is_link,
};

use crate::grouped::Grouped;

/// The words of all actors.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    lexicon: Lexicon,
    postings: Grouped,
}

/// Words being collected, actor by actor.
#[derive(Debug, Default)]
pub(crate) struct WordsBuilder {
    vocabulary: HashMap<Box<str>, u32>,
    /// The words of each actor, one after the other, and where each actor's end.
    words: Vec<u32>,
    ends: Vec<u32>,
}

/// A word that was typed.
#[derive(Clone, Debug)]
pub(crate) struct Term {
    text: String,
    /// Whether it comes last, and may be unfinished.
    last: bool,
    /// How many edits are forgiven.
    most: usize,
    /// What words are compared with, where an edit is forgiven.
    pattern: Option<Pattern>,
}

/// A set of numbers below a length.
#[derive(Clone, Debug)]
pub(crate) struct Bits(Vec<u64>);

/// The most words looked at of what was typed.
const MOST_TERMS: usize = 8;
/// A beginning finds words from so many letters on.
const BEGINNING_FROM: usize = 3;
/// The letters a word must have before one edit is forgiven, and before two are.
const FORGIVEN_FROM: [usize; MOST_EDITS] = [4, 8];

impl WordsBuilder {
    /// Adds the texts of the next actor.
    pub(crate) fn push(&mut self, texts: &[&str]) {
        let first = self.words.len();
        for word in texts.iter().flat_map(|text| fold_all(text)) {
            let next = self.vocabulary.len() as u32;
            let place = match self.vocabulary.get(word.text.as_str()) {
                Some(&place) => place,
                None if is_link(&word.text) => continue,
                None => *self.vocabulary.entry(word.text.into()).or_insert(next),
            };
            if !self.words.get(first..).unwrap_or_default().contains(&place) {
                self.words.push(place);
            }
        }
        self.ends.push(self.words.len() as u32);
    }

    /// The finished index; `order` lists the actors by their final numbers.
    pub(crate) fn finish(self, order: &[u32]) -> Words {
        let mut sorted: Vec<(Box<str>, u32)> = self.vocabulary.into_iter().collect();
        sorted.sort_unstable();
        let mut places = vec![0_u32; sorted.len()];
        for (place, (_, before)) in sorted.iter().enumerate() {
            if let Some(slot) = places.get_mut(*before as usize) {
                *slot = place as u32;
            }
        }
        let (words, ends) = (&self.words, &self.ends);
        let of = |actor: u32| {
            let start = actor.checked_sub(1).map_or(Some(0), |a| ends.get(a as usize).copied());
            let end = ends.get(actor as usize).copied();
            let range = start.zip(end).map_or(0..0, |(start, end)| start as usize..end as usize);
            words.get(range).unwrap_or_default()
        };
        let places = &places;
        let pairs = order.iter().zip(0..).flat_map(|(&before, now)| {
            of(before)
                .iter()
                .filter_map(move |&word| places.get(word as usize).map(|&place| (place, now)))
        });
        let postings = Grouped::new(sorted.len(), pairs);
        Words { lexicon: Lexicon::new(sorted.iter().map(|(word, _)| &**word)), postings }
    }
}

impl Words {
    /// Marks the actors of the spans that have the term; spans are ascending and apart. Actors
    /// outside them may be marked too.
    pub(crate) fn mark(&self, term: &Term, forgiving: bool, spans: &[Range<u32>], bits: &mut Bits) {
        for words in self.words(term, forgiving) {
            for word in words {
                mark_posting(self.postings.get(word), spans, bits);
            }
        }
    }

    /// The words that a term means.
    fn words(&self, term: &Term, forgiving: bool) -> Vec<Range<u32>> {
        if forgiving {
            return term.pattern.as_ref().map_or_else(Vec::new, |pattern| {
                let near = self.lexicon.near(pattern, term.most, term.last);
                near.into_iter().map(|near| near.words).collect()
            });
        }
        let begun = self.lexicon.beginning(&term.text);
        if term.begins() {
            return vec![begun];
        }
        let whole = self.lexicon.word(begun.start) == term.text;
        std::iter::once(begun.start..begun.start + u32::from(whole)).collect()
    }

    /// Bytes held.
    pub(crate) fn size(&self) -> usize {
        self.lexicon.size() + self.postings.size()
    }
}

/// Marks one word's actors: by search in each span where these are few, else all of them.
fn mark_posting(posting: &[u32], spans: &[Range<u32>], bits: &mut Bits) {
    let searching = spans.len().saturating_mul(posting.len().max(2).ilog2() as usize * 2);
    if posting.len() <= searching {
        for &actor in posting {
            bits.set(actor);
        }
        return;
    }
    let mut rest = posting;
    for span in spans {
        rest = rest.get(rest.partition_point(|&actor| actor < span.start)..).unwrap_or_default();
        let inside = rest.partition_point(|&actor| actor < span.end);
        for &actor in rest.iter().take(inside) {
            bits.set(actor);
        }
        rest = rest.get(inside..).unwrap_or_default();
    }
}

impl Term {
    /// The words of a typed text, without those that only link others.
    pub(crate) fn all(text: &str) -> Vec<Self> {
        let folded: Vec<String> = fold(text).into_iter().map(|word| word.text).collect();
        let last = folded.len().saturating_sub(1);
        let mut terms: Vec<Self> = Vec::new();
        for (place, text) in folded.into_iter().enumerate() {
            if !is_link(&text) && !terms.iter().any(|term| term.text == text) {
                terms.push(Self::new(text, place == last));
            }
        }
        terms.truncate(MOST_TERMS);
        terms
    }

    fn new(text: String, last: bool) -> Self {
        let digits = text.bytes().any(|byte| byte.is_ascii_digit());
        let forgiven = || FORGIVEN_FROM.iter().filter(|&&from| text.len() >= from).count();
        let most = if digits { 0 } else { forgiven() };
        let pattern = Pattern::new(&text).filter(|_| most > 0);
        Self { text, last, most, pattern }
    }

    /// Whether a folded word satisfies the term.
    pub(crate) fn is(&self, word: &str, forgiving: bool) -> bool {
        if self.begins() && word.starts_with(&self.text) || word == self.text {
            return true;
        }
        let Some(pattern) = self.pattern.as_ref().filter(|_| forgiving) else { return false };
        let too_long = word.len().abs_diff(self.text.len()) > self.most;
        if too_long || !pattern.may_match(&pattern.start(), symbols(word.as_bytes()), self.most) {
            return false;
        }
        let step = |progress, letter| pattern.step(&progress, letter, self.most);
        let edits = pattern.edits(&word.bytes().fold(pattern.start(), step));
        edits.is_some_and(|edits| edits <= self.most)
    }

    /// Whether words that only begin so will do: unfinished words, plurals.
    fn begins(&self) -> bool {
        self.text.len() >= BEGINNING_FROM
    }
}

impl Bits {
    pub(crate) fn new(length: usize) -> Self {
        Self(vec![0; length.div_ceil(64)])
    }

    pub(crate) fn set(&mut self, number: u32) {
        if let Some(word) = self.0.get_mut(number as usize / 64) {
            *word |= 1 << (number % 64);
        }
    }

    pub(crate) fn has(&self, number: u32) -> bool {
        self.0.get(number as usize / 64).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }
}

#[cfg(test)]
#[expect(clippy::single_range_in_vec_init, reason = "one span is a list of spans")]
mod tests {
    use super::*;

    const ACTORS: [&str; 4] = [
        "Mairie de Ganges",
        "Médiathèque de l’Étang",
        "Les amis de la médiathèque",
        "Club de Rugby",
    ];

    fn found(typed: &str, forgiving: bool, spans: &[Range<u32>]) -> Vec<u32> {
        let mut builder = WordsBuilder::default();
        for name in ACTORS {
            builder.push(&[name]);
        }
        let words = builder.finish(&[3, 2, 1, 0]);
        let mut left: Vec<u32> = spans.iter().cloned().flatten().collect();
        for term in Term::all(typed) {
            let mut bits = Bits::new(ACTORS.len());
            words.mark(&term, forgiving, spans, &mut bits);
            left.retain(|&actor| bits.has(actor));
        }
        left
    }

    #[track_caller]
    fn check(typed: &str, forgiving: bool, expect: &[u32]) {
        assert_eq!(found(typed, forgiving, &[0..4]), expect, "{typed:?}");
    }

    #[test]
    fn words_are_found_in_any_order_and_spelling() {
        check("mediatheque", false, &[1, 2]);
        check("MÉDIA étang", false, &[2]);
        check("amis de la média", false, &[1]);
        check("mairie ganges", false, &[3]);
        check("ru", false, &[]);
        check("rugby de", false, &[0]);
    }

    #[test]
    fn typos_are_forgiven_on_request() {
        check("mediateque", false, &[]);
        check("mediateque", true, &[1, 2]);
        check("gagnes", true, &[3]);
        check("rigby", true, &[0]);
    }

    #[test]
    fn only_the_spans_count() {
        assert_eq!(found("mediatheque", false, &[0..2, 3..4]), [1]);
        assert_eq!(found("mediatheque", false, &[]), [0_u32; 0]);
    }

    #[test]
    fn long_postings_are_searched_span_by_span() {
        let posting: Vec<u32> = (0..10_000).filter(|n| n % 3 == 0).collect();
        let spans = [5..8, 8..9, 9_000..9_004];
        let mut bits = Bits::new(10_000);
        mark_posting(&posting, &spans, &mut bits);
        let marked: Vec<u32> = (0..10_000).filter(|&n| bits.has(n)).collect();
        assert_eq!(marked, [6, 9_000, 9_003]);
    }
}
