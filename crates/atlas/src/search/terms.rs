//! The words that were typed, and everything that satisfies each of them.

use std::ops::Range;

use super::{
    SearchIndex,
    edits::{MOST_EDITS, Pattern},
    query::Reading,
    ranking::Slips,
};

/// The letters a word must have before one edit is forgiven, and before two are.
const FORGIVEN_FROM: [usize; 2] = [4, 8];

/// The characters after which a word may tell where or what the territory is.
const CONTEXT_FROM: usize = 3;

/// Links that people mistake have no more letters.
const LONGEST_LINK: usize = 3;

/// The most different words looked for one by one; more are a pasted text rather than a name.
const MOST_TERMS: usize = 12;

/// The words that were typed, in their order.
pub(super) struct Terms {
    terms: Vec<Term>,
    forgiving: bool,
}

/// A word that was typed.
pub(super) struct Term {
    text: String,
    /// Whether it comes first; whether it comes last and may be unfinished.
    first: bool,
    last: bool,
    /// Words of names that begin so, and among them the very word.
    begun: Range<u32>,
    word: Option<u32>,
    /// Whether names without it will do.
    pub(super) optional: bool,
    /// The edits forgiven, the words within them, and the slips of each word of the lexicon.
    forgiven: usize,
    near: Vec<Range<u32>>,
    slips: Vec<u8>,
}

/// How a word of a name satisfies a term.
pub(super) struct Grade {
    pub(super) slips: Slips,
    /// Whether the word was typed to its end.
    pub(super) whole: bool,
    /// Whether the first word typed is the first of the name.
    pub(super) first: bool,
}

/// The mark of a word that is not within the edits forgiven.
const NOT_NEAR: u8 = u8::MAX;

impl Terms {
    /// The terms of a reading, without any typo forgiven.
    pub(super) fn new(index: &SearchIndex, reading: &Reading) -> Self {
        let mut terms: Vec<Term> = Vec::new();
        for text in reading.terms() {
            if terms.len() < MOST_TERMS && !terms.iter().any(|term| term.text == text) {
                terms.push(Term::new(index, text, terms.is_empty()));
            }
        }
        if let Some(last) = terms.last_mut() {
            last.last = true;
        }
        Self { terms, forgiving: false }
    }

    /// Forgives what is most likely wrong: edits in the terms that begin no name's word; where
    /// there is none, short words before the last, most often mistaken links; where there is none
    /// either, one edit in what is not a word, and in the last. False if nothing changed.
    pub(super) fn forgive(&mut self, index: &SearchIndex) -> bool {
        self.forgiving = true;
        let missing = self.let_links_miss(Term::is_unknown);
        let unknown = self.terms.iter_mut().filter(|term| term.is_unknown());
        if unknown.fold(missing, |changed, term| changed | term.forgive(index, MOST_EDITS)) {
            return true;
        }
        if self.terms.iter().any(Term::is_unknown) {
            return false;
        }
        if self.let_links_miss(|_| true) {
            return true;
        }
        let doubtful = self.terms.iter_mut().filter(|term| term.last || term.word.is_none());
        doubtful.fold(false, |changed, term| changed | term.forgive(index, 1))
    }

    /// Forgives all of that, and one edit in every term. False if nothing changed.
    pub(super) fn forgive_all(&mut self, index: &SearchIndex) -> bool {
        let missing = self.let_links_miss(|_| true);
        self.terms.iter_mut().fold(missing, |changed, term| changed | term.forgive(index, 1))
    }

    /// Lets names do without those short words before the last, unless only such were typed.
    fn let_links_miss(&mut self, which: impl Fn(&Term) -> bool) -> bool {
        let enough = self.terms.iter().any(|term| term.text.len() > LONGEST_LINK);
        let links = self.terms.iter_mut().filter(|term| enough && term.may_be_link());
        links.filter(|link| which(link)).map(|link| link.optional = true).count() > 0
    }

    /// The least that is wrong in names not found before.
    pub(super) fn least_slips(&self) -> Slips {
        Slips { edits: u8::from(self.forgiving), first_letter: false }
    }

    /// Whether a single word was typed; it does not tell a context.
    pub(super) fn are_single(&self) -> bool {
        self.terms.len() < 2
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Term> {
        self.terms.iter()
    }
}

impl Term {
    fn new(index: &SearchIndex, text: &str, first: bool) -> Self {
        let begun = index.lexicon.beginning(text);
        let word = Some(begun.start).filter(|word| index.lexicon.word(*word) == text);
        let (near, slips, text) = (Vec::new(), Vec::new(), text.to_owned());
        let (last, optional, forgiven) = (false, false, 0);
        Self { text, first, last, begun, word, optional, forgiven, near, slips }
    }

    /// Forgives up to `most` edits, as far as the length allows. False if nothing changed.
    fn forgive(&mut self, index: &SearchIndex, most: usize) -> bool {
        let length = self.text.len();
        let allowed = FORGIVEN_FROM.iter().filter(|from| length >= **from).count();
        let most = most.min(if self.has_digit() { 0 } else { allowed });
        let Some(pattern) = Pattern::new(&self.text).filter(|_| most > self.forgiven) else {
            return false;
        };
        self.forgiven = most;
        self.slips = vec![NOT_NEAR; index.lexicon.len()];
        self.near.clear();
        for near in index.lexicon.near(&pattern, most, self.last) {
            let other_first = self.text.as_bytes().first() != Some(&near.first_letter);
            let packed = near.edits << 1 | u8::from(other_first);
            let words = near.words.start as usize..near.words.end as usize;
            for slips in self.slips.get_mut(words).into_iter().flatten() {
                *slips = packed.min(*slips);
            }
            self.near.push(near.words);
        }
        !self.near.is_empty()
    }

    /// Whether no word of any name begins so.
    fn is_unknown(&self) -> bool {
        self.begun.is_empty()
    }

    fn may_be_link(&self) -> bool {
        !self.last && self.text.len() <= LONGEST_LINK && !self.has_digit()
    }

    /// The beginning of a word that may tell a context.
    pub(super) fn context(&self) -> Option<&str> {
        (self.has_digit() || self.text.len() >= CONTEXT_FROM).then_some(self.text.as_str())
    }

    /// The beginning of a code that may tell a context.
    pub(super) fn code(&self) -> Option<&str> {
        (self.has_digit() && self.text.len() >= CONTEXT_FROM).then_some(self.text.as_str())
    }

    /// The ranges of words that satisfy it.
    pub(super) fn words(&self) -> impl Iterator<Item = &Range<u32>> {
        std::iter::once(&self.begun).chain(&self.near)
    }

    /// How some word of the name satisfies the term, at best.
    pub(super) fn in_name(&self, index: &SearchIndex, name: u32) -> Option<Grade> {
        let words = index.words.get(name).iter().enumerate();
        let grades = words.filter_map(|(place, &word)| {
            let slips = self.slips(word)?;
            Some((slips, !self.is_whole(index, word, slips), place))
        });
        let (slips, partial, place) = grades.min()?;
        Some(Grade { slips, whole: !partial, first: self.first && place == 0 })
    }

    /// What is wrong in the term, if the word satisfies it.
    fn slips(&self, word: u32) -> Option<Slips> {
        if self.begun.contains(&word) {
            return Some(Slips::default());
        }
        let packed = self.slips.get(word as usize).copied().filter(|slips| *slips != NOT_NEAR)?;
        Some(Slips { edits: packed >> 1, first_letter: packed & 1 == 1 })
    }

    fn is_whole(&self, index: &SearchIndex, word: u32, slips: Slips) -> bool {
        if slips.edits == 0 {
            return self.word == Some(word);
        }
        index.lexicon.word(word).len() <= self.text.len() + usize::from(slips.edits)
    }

    /// Whether it is a number or a code.
    pub(super) fn has_digit(&self) -> bool {
        self.text.bytes().any(|byte| byte.is_ascii_digit())
    }
}
