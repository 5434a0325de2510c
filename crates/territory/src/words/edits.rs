//! How far a word is from what was typed: edits counted for all places of the pattern at once.
//!
//! The bit-parallel automaton of Wu and Manber ("Fast text searching allowing errors", 1992), with
//! swaps of neighbouring letters added: a set of bits for each number of edits, where bit `n` says
//! that the first `n` letters typed are accounted for.

/// The most edits ever forgiven in one word.
pub const MOST_EDITS: usize = 2;

const SYMBOLS: usize = 37;

/// A typed word, ready to be compared letter by letter.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// For each symbol, the places of the pattern that hold it.
    places: [u64; SYMBOLS],
    /// For each place, the symbols from there to the end.
    ahead: Vec<u64>,
    end: u64,
}

/// How much of the pattern is accounted for after some letters of a word.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    now: [u64; MOST_EDITS + 1],
    before: [u64; MOST_EDITS + 1],
    last: usize,
}

/// The place of a letter or digit among the symbols; anything else shares the last place.
fn symbol(byte: u8) -> usize {
    match byte {
        b'a'..=b'z' => usize::from(byte - b'a'),
        b'0'..=b'9' => usize::from(byte - b'0') + 26,
        _ => SYMBOLS - 1,
    }
}

/// The symbols of a text as bits.
#[must_use]
pub fn symbols(text: &[u8]) -> u64 {
    text.iter().fold(0, |symbols, &byte| symbols | 1 << symbol(byte))
}

impl Pattern {
    /// The longest pattern compared, in letters: no word of a name is as long.
    const LONGEST: usize = 60;

    /// The pattern of a typed word; `None` where it is too long to be one.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() > Self::LONGEST {
            return None;
        }
        let mut places = [0; SYMBOLS];
        for (place, &byte) in bytes.iter().enumerate() {
            if let Some(places) = places.get_mut(symbol(byte)) {
                *places |= 1 << place;
            }
        }
        let ahead = (0..=bytes.len()).map(|place| symbols(bytes.get(place..).unwrap_or_default()));
        Some(Self { places, ahead: ahead.collect(), end: 1 << bytes.len() })
    }

    /// Before any letter.
    #[must_use]
    pub fn start(&self) -> Progress {
        let mut now = [0; MOST_EDITS + 1];
        for (edits, set) in now.iter_mut().enumerate() {
            // Up to `edits` letters typed in excess at the beginning.
            *set = ((1 << (edits + 1)) - 1) & self.inside();
        }
        Progress { now, before: [0; MOST_EDITS + 1], last: SYMBOLS - 1 }
    }

    /// After one more letter of the word, with at most `most` edits.
    #[must_use]
    pub fn step(&self, progress: &Progress, byte: u8, most: usize) -> Progress {
        let letter = symbol(byte);
        let here = self.places.get(letter).copied().unwrap_or_default();
        let last = self.places.get(progress.last).copied().unwrap_or_default();
        let mut now = [0; MOST_EDITS + 1];
        let mut fewer = None;
        for (edits, set) in now.iter_mut().enumerate().take(most + 1) {
            let at = |sets: &[u64; MOST_EDITS + 1], edits: usize| {
                sets.get(edits).copied().unwrap_or_default()
            };
            *set = (at(&progress.now, edits) & here) << 1;
            if let Some(fewer) = fewer {
                let old = at(&progress.now, edits - 1);
                let swapped = (at(&progress.before, edits - 1) & here & (last >> 1)) << 2;
                // A letter forgotten, a letter for another, a letter in excess, a swap.
                *set |= old | old << 1 | fewer << 1 | swapped;
            }
            *set &= self.inside();
            fewer = Some(*set);
        }
        Progress { now, before: progress.now, last: letter }
    }

    fn inside(&self) -> u64 {
        self.end | (self.end - 1)
    }

    /// The edits after which all that was typed is accounted for.
    #[must_use]
    pub fn edits(&self, progress: &Progress) -> Option<usize> {
        progress.now.iter().position(|set| set & self.end != 0)
    }

    /// Whether words that go on with only these symbols may still come within `most` edits.
    #[must_use]
    pub fn may_match(&self, progress: &Progress, symbols: u64, most: usize) -> bool {
        let read = self.places.get(progress.last).copied().unwrap_or_default();
        let mut fewer_before = 0;
        let levels = progress.now.iter().zip(progress.before).enumerate();
        levels.take(most + 1).any(|(edits, (now, before))| {
            // A swap may be half done: the letter just read, the one before it still to come.
            let reached = now | (fewer_before & (read >> 1)) << 2;
            fewer_before = before;
            let furthest = 63_usize.checked_sub(reached.leading_zeros() as usize);
            furthest
                .and_then(|place| self.ahead.get(place))
                .is_some_and(|ahead| (ahead & !symbols).count_ones() as usize + edits <= most)
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Optimal string alignment by the usual table, the reference.
    fn distance(typed: &[u8], word: &[u8]) -> usize {
        let mut table = vec![vec![0; word.len() + 1]; typed.len() + 1];
        for i in 0..=typed.len() {
            for j in 0..=word.len() {
                table[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let other = usize::from(typed[i - 1] != word[j - 1]);
                    let mut best = (table[i - 1][j] + 1)
                        .min(table[i][j - 1] + 1)
                        .min(table[i - 1][j - 1] + other);
                    let swapped = i > 1
                        && j > 1
                        && typed[i - 1] == word[j - 2]
                        && typed[i - 2] == word[j - 1];
                    if swapped {
                        best = best.min(table[i - 2][j - 2] + 1);
                    }
                    best
                };
            }
        }
        table[typed.len()][word.len()]
    }

    fn measured(typed: &str, word: &str) -> Option<usize> {
        let pattern = Pattern::new(typed).unwrap();
        let end = word
            .bytes()
            .fold(pattern.start(), |progress, byte| pattern.step(&progress, byte, MOST_EDITS));
        pattern.edits(&end)
    }

    fn check(typed: &str, word: &str, expect: Option<usize>) {
        assert_eq!(measured(typed, word), expect, "{typed} {word}");
    }

    #[test]
    fn each_kind_of_slip_counts_once() {
        check("grenoble", "grenoble", Some(0));
        check("grenobel", "grenoble", Some(1));
        check("montpelier", "montpellier", Some(1));
        check("strasbourgh", "strasbourg", Some(1));
        check("parus", "paris", Some(1));
        check("monpelier", "montpellier", Some(2));
        check("lion", "marseille", None);
    }

    #[test]
    fn very_long_words_have_no_pattern() {
        assert!(Pattern::new(&"a".repeat(61)).is_none());
        assert!(Pattern::new(&"a".repeat(60)).is_some());
    }

    proptest! {
        #[test]
        fn edits_agree_with_the_table(typed in "[abc]{1,8}", word in "[abc]{1,8}") {
            let expect = distance(typed.as_bytes(), word.as_bytes());
            prop_assert_eq!(measured(&typed, &word), (expect <= MOST_EDITS).then_some(expect));
        }

        #[test]
        fn no_word_within_reach_is_given_up(
            typed in "[abcd]{3,8}",
            slips in proptest::collection::vec((0_usize..4, 0_usize..8, b'a'..=b'd'), 0..=2),
        ) {
            let word = slips.into_iter().fold(typed.clone().into_bytes(), misspelt);
            prop_assume!(distance(typed.as_bytes(), &word) <= MOST_EDITS);
            let pattern = Pattern::new(&typed).unwrap();
            let mut progress = pattern.start();
            for (place, &byte) in word.iter().enumerate() {
                prop_assert!(pattern.may_match(&progress, symbols(&word[place..]), MOST_EDITS));
                progress = pattern.step(&progress, byte, MOST_EDITS);
            }
            prop_assert!(pattern.edits(&progress).is_some());
        }
    }

    fn misspelt(mut word: Vec<u8>, (kind, place, letter): (usize, usize, u8)) -> Vec<u8> {
        let place = place % word.len().max(1);
        match kind {
            0 => word.insert(place, letter),
            1 if word.len() > 1 => drop(word.remove(place)),
            2 if place + 1 < word.len() => word.swap(place, place + 1),
            _ => word[place] = letter,
        }
        word
    }
}
