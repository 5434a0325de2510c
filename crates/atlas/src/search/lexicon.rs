//! The words of all names, in order, and the tree of their letters that finds misspelt ones.

use std::{collections::VecDeque, ops::Range};

use super::edits::{MOST_EDITS, Pattern, Progress, symbols};

/// Distinct words in order; a word is known by its place, so a beginning is a range of places.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    text: String,
    ends: Vec<u32>,
    /// The root first, then level by level, so that the children of a node are neighbours.
    nodes: Vec<Node>,
}

/// A beginning that several words share, or the point from which a word stands alone.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// The symbols that follow in some word, as bits.
    ahead: u64,
    first_child: u32,
    first_word: u32,
    last_word: u32,
    children: u8,
    letter: u8,
}

/// Words found within some edits of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near {
    /// The words.
    pub words: Range<u32>,
    /// How many letters are wrong.
    pub edits: u8,
    /// The first letter they share.
    pub first_letter: u8,
}

/// One branch of the tree still to be looked at.
struct Branch {
    node: u32,
    depth: usize,
    progress: Progress,
    most: usize,
    first_letter: u8,
}

impl Lexicon {
    /// The lexicon of distinct words in ascending order.
    #[must_use]
    pub fn new<'a>(sorted: impl Iterator<Item = &'a str>) -> Self {
        let mut lexicon = Self::default();
        for word in sorted {
            lexicon.text.push_str(word);
            lexicon.ends.push(lexicon.text.len() as u32);
        }
        lexicon.text.shrink_to_fit();
        lexicon.ends.shrink_to_fit();
        lexicon.grow();
        lexicon
    }

    /// How many words there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no word.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Bytes held.
    #[must_use]
    pub fn size(&self) -> usize {
        self.text.capacity()
            + self.ends.capacity() * size_of::<u32>()
            + self.nodes.capacity() * size_of::<Node>()
    }

    /// The word at a place; empty past the end.
    #[must_use]
    pub fn word(&self, place: u32) -> &str {
        let end_of = |place: u32| self.ends.get(place as usize).map(|&end| end as usize);
        let start = place.checked_sub(1).map_or(Some(0), end_of);
        start.zip(end_of(place)).and_then(|(start, end)| self.text.get(start..end)).unwrap_or("")
    }

    /// The words that begin so.
    #[must_use]
    pub fn beginning(&self, prefix: &str) -> Range<u32> {
        let first = self.partition(|word| word < prefix);
        first..self.partition(|word| word < prefix || word.starts_with(prefix))
    }

    /// The words within `most` edits of the pattern, or that begin within `most` edits of it where
    /// the word is `unfinished`. A range inside another has fewer edits.
    #[must_use]
    pub fn near(&self, pattern: &Pattern, most: usize, unfinished: bool) -> Vec<Near> {
        let mut found = Vec::new();
        let most = most.min(MOST_EDITS);
        let mut branches =
            vec![Branch { node: 0, depth: 0, progress: pattern.start(), most, first_letter: 0 }];
        while let Some(branch) = branches.pop() {
            let Some(node) = self.nodes.get(branch.node as usize) else { continue };
            if node.children == 0 {
                found.extend(self.near_tail(pattern, &branch, node.first_word, unfinished));
                continue;
            }
            if !unfinished {
                found.extend(self.near_whole(pattern, &branch, node.first_word));
            }
            for child in node.first_child..node.first_child + u32::from(node.children) {
                branches.extend(self.follow(pattern, &branch, child, unfinished, &mut found));
            }
        }
        found
    }

    /// Goes one letter down to a child, and notes it where what was typed ends there.
    fn follow(
        &self,
        pattern: &Pattern,
        from: &Branch,
        child: u32,
        unfinished: bool,
        found: &mut Vec<Near>,
    ) -> Option<Branch> {
        let node = self.nodes.get(child as usize)?;
        let progress = pattern.step(&from.progress, node.letter, forgiven(from.most, from.depth));
        let first_letter = if from.depth == 0 { node.letter } else { from.first_letter };
        let mut most = from.most;
        if unfinished && let Some(edits) = pattern.edits(&progress).filter(|&edits| edits <= most) {
            let words = node.first_word..node.last_word;
            found.push(Near { words, edits: edits as u8, first_letter });
            // Words without any edit are found by their beginning: only a better count is news.
            most = edits.checked_sub(1).filter(|&better| better > 0)?;
        }
        pattern.may_match(&progress, node.ahead, most).then_some(Branch {
            node: child,
            depth: from.depth + 1,
            progress,
            most,
            first_letter,
        })
    }

    /// The word that ends at the branch, where there is one near the pattern.
    fn near_whole(&self, pattern: &Pattern, branch: &Branch, word: u32) -> Option<Near> {
        let edits = pattern.edits(&branch.progress).filter(|&edits| edits <= branch.most)?;
        (self.word(word).len() == branch.depth).then_some(Near {
            words: word..word + 1,
            edits: edits as u8,
            first_letter: branch.first_letter,
        })
    }

    /// Follows the letters of a word that stands alone from the branch on.
    fn near_tail(
        &self,
        pattern: &Pattern,
        branch: &Branch,
        word: u32,
        unfinished: bool,
    ) -> Option<Near> {
        let mut progress = branch.progress;
        let mut best = None;
        let tail = self.word(word).as_bytes().get(branch.depth..)?;
        for (depth, &letter) in (branch.depth..).zip(tail) {
            progress = pattern.step(&progress, letter, forgiven(branch.most, depth));
            if unfinished {
                best = pattern.edits(&progress).into_iter().chain(best).min();
            }
        }
        if !unfinished {
            best = pattern.edits(&progress);
        }
        let edits = best.filter(|&edits| edits <= branch.most)?;
        let first_letter = branch.first_letter;
        Some(Near { words: word..word + 1, edits: edits as u8, first_letter })
    }

    fn partition(&self, before: impl Fn(&str) -> bool) -> u32 {
        let (mut low, mut high) = (0, self.ends.len() as u32);
        while low < high {
            let middle = low.midpoint(high);
            if before(self.word(middle)) { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// Builds the tree, level by level.
    fn grow(&mut self) {
        let all = 0..self.len() as u32;
        self.nodes.push(self.node(&all, 0, 0));
        let mut waiting = VecDeque::from([(0_usize, all, 0_usize)]);
        while let Some((place, words, depth)) = waiting.pop_front() {
            let first_child = self.nodes.len();
            if words.len() < 2 {
                continue;
            }
            for (letter, group) in self.groups(words, depth) {
                waiting.push_back((self.nodes.len(), group.clone(), depth + 1));
                self.nodes.push(self.node(&group, depth + 1, letter));
            }
            let children = (self.nodes.len() - first_child) as u8;
            if let Some(node) = self.nodes.get_mut(place) {
                (node.first_child, node.children) = (first_child as u32, children);
            }
        }
        self.nodes.shrink_to_fit();
    }

    fn node(&self, words: &Range<u32>, depth: usize, letter: u8) -> Node {
        let tails = words.clone().filter_map(|word| self.word(word).as_bytes().get(depth..));
        Node {
            ahead: tails.map(symbols).fold(0, |all, one| all | one),
            first_child: 0,
            first_word: words.start,
            last_word: words.end,
            children: 0,
            letter,
        }
    }

    /// The words of a range by their letter at a depth; those that end there are left out.
    fn groups(&self, words: Range<u32>, depth: usize) -> Vec<(u8, Range<u32>)> {
        let mut groups: Vec<(u8, Range<u32>)> = Vec::new();
        for word in words {
            let Some(&letter) = self.word(word).as_bytes().get(depth) else { continue };
            match groups.last_mut() {
                Some((last, group)) if *last == letter => group.end = word + 1,
                _ => groups.push((letter, word..word + 1)),
            }
        }
        groups
    }
}

/// The edits forgiven up to a letter: of two, at most one among the first three letters. People
/// rarely miss a word's beginning twice, and nearly all the tree lies there.
fn forgiven(most: usize, depth: usize) -> usize {
    if depth < 3 { most.min(1) } else { most }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lexicon(words: &[&str]) -> Lexicon {
        let mut words = words.to_vec();
        words.sort_unstable();
        words.dedup();
        Lexicon::new(words.into_iter())
    }

    fn near(lexicon: &Lexicon, typed: &str, most: usize, unfinished: bool) -> Vec<(String, u8)> {
        let pattern = Pattern::new(typed).unwrap();
        let mut best = std::collections::BTreeMap::new();
        for near in lexicon.near(&pattern, most, unfinished) {
            for word in near.words {
                let edits = best.entry(lexicon.word(word).to_owned()).or_insert(near.edits);
                *edits = near.edits.min(*edits);
            }
        }
        best.into_iter().collect()
    }

    fn check(typed: &str, most: usize, unfinished: bool, expect: &[(&str, u8)]) {
        let words = lexicon(&["lyon", "lyons", "lion", "paris", "parisot", "parthenay", "pau"]);
        let found = near(&words, typed, most, unfinished);
        let found: Vec<(&str, u8)> = found.iter().map(|(word, n)| (word.as_str(), *n)).collect();
        assert_eq!(found, expect, "{typed}");
    }

    #[test]
    fn misspelt_words_are_found() {
        check("lyin", 1, false, &[("lyon", 1)]);
        check("lyon", 1, false, &[("lion", 1), ("lyon", 0), ("lyons", 1)]);
        check("pairs", 1, false, &[("paris", 1)]);
        check("pariz", 1, false, &[("paris", 1)]);
        check("xyz", 1, false, &[]);
    }

    #[test]
    fn misspelt_beginnings_are_found() {
        check("pariz", 1, true, &[("paris", 1), ("parisot", 1)]);
        check("parht", 1, true, &[("parthenay", 1)]);
        check("paristo", 2, true, &[("paris", 2), ("parisot", 1)]);
        check("prathneay", 2, true, &[("parthenay", 2)]);
    }

    #[test]
    fn beginnings_are_ranges() {
        let words = lexicon(&["lyon", "paris", "parisot", "pau"]);
        assert_eq!(words.beginning("paris"), 1..3);
        assert_eq!(words.beginning("p"), 1..4);
        assert_eq!(words.beginning("q"), 4..4);
        assert_eq!(words.beginning(""), 0..4);
    }

    #[test]
    fn an_empty_lexicon_finds_nothing() {
        let empty = lexicon(&[]);
        assert_eq!(empty.beginning("a"), 0..0);
        assert!(near(&empty, "abcd", 2, true).is_empty());
    }

    proptest! {
        #[test]
        fn the_tree_finds_what_comparing_each_word_finds(
            words in proptest::collection::btree_set("[abc]{1,6}", 1..40),
            typed in "[abc]{1,6}",
            most in 0_usize..3,
        ) {
            let pattern = Pattern::new(&typed).unwrap();
            let all: Vec<&str> = words.iter().map(String::as_str).collect();
            let expect: Vec<(String, u8)> = all.iter().filter_map(|word| {
                let letters = word.bytes().enumerate();
                let end = letters.fold(pattern.start(), |progress, (depth, byte)| {
                    pattern.step(&progress, byte, forgiven(most, depth))
                });
                let edits = pattern.edits(&end).filter(|&edits| edits <= most)?;
                Some(((*word).to_owned(), edits as u8))
            }).collect();
            prop_assert_eq!(near(&lexicon(&all), &typed, most, false), expect);
        }
    }
}
