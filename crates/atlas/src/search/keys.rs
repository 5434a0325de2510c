//! What people type from its first letter on: names, what is said alone of them, codes, postal
//! codes; all in one order, so that what is typed so far is one range.

use std::ops::Range;

use super::{Matched, fold::Word, ranking};

/// The longest key kept, in bytes; longer names are found by their beginning and their words.
const LONGEST_KEY: usize = u8::MAX as usize;

/// Keys are passed over by blocks of this many, where none of them weighs enough.
const BLOCK: usize = 64;

/// What a key is of a territory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// The whole name.
    Name,
    /// The name without its article or legal form.
    SaidAlone,
    /// A former name, whole or not.
    FormerName,
    /// A postal code.
    PostalCode,
    /// The code of a commune, département or other territory.
    Code,
}

/// How much of a key was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// All of it, in the same words.
    Whole,
    /// All of it, parted otherwise ("saintdenis").
    Joined,
    /// Whole words at its beginning.
    Words,
    /// Up to the middle of a word.
    Letters,
    /// Up to the middle of a number in a name: "paris 1" before "Paris 15e".
    Digits,
}

/// A key to be put in order.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// Letters and digits without separators.
    pub(super) text: String,
    /// Where words begin, as bits; only the first 32 places are told.
    pub(super) starts: u32,
    pub(super) form: Form,
    pub(super) entry: u32,
    /// How likely it is meant.
    pub(super) weight: i16,
}

/// All keys in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Keys {
    text: String,
    sorted: Vec<Key>,
    /// The greatest weight in each block.
    heaviest: Vec<i16>,
}

#[derive(Clone, Copy, Debug)]
struct Key {
    start: u32,
    entry: u32,
    starts: u32,
    weight: i16,
    length: u8,
    form: Form,
}

/// Neighbouring keys that all begin as was typed.
pub(super) struct Block<'k> {
    keys: &'k [Key],
    typed: usize,
    /// Whether the last that was typed is a digit.
    number: bool,
    starts: u32,
    /// None of them weighs more.
    pub(super) heaviest: i16,
    /// None of them is worth more for how much of it was typed.
    pub(super) most_worth: i32,
}

/// A key that begins as was typed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Begun {
    pub(super) entry: u32,
    pub(super) form: Form,
    pub(super) weight: i16,
    pub(super) reach: Reach,
}

/// Words as a key: without separators, with the places where words begin.
pub(super) fn joined<'a>(words: impl Iterator<Item = &'a str>) -> (String, u32) {
    let mut text = String::new();
    let mut starts = 0;
    for word in words {
        starts |= 1_u32.checked_shl(text.len() as u32).unwrap_or(0);
        text.push_str(word);
    }
    text.truncate(LONGEST_KEY);
    (text, starts)
}

/// The texts of folded words.
pub(super) fn texts(words: &[Word]) -> impl Iterator<Item = &str> {
    words.iter().map(|word| word.text.as_str())
}

impl Form {
    /// What a territory is found by where it is found by this key.
    pub(super) fn matched(self) -> Matched {
        match self {
            Self::Name | Self::SaidAlone => Matched::Name,
            Self::FormerName => Matched::FormerName,
            Self::PostalCode => Matched::PostalCode,
            Self::Code => Matched::Code,
        }
    }
}

impl Draft {
    /// The first eight bytes of the text as a number that sorts as they do.
    fn first_letters(&self) -> u64 {
        let mut letters = [0; 8];
        letters.iter_mut().zip(self.text.bytes()).for_each(|(letter, byte)| *letter = byte);
        u64::from_be_bytes(letters)
    }
}

impl Keys {
    /// Puts the keys in order.
    pub(super) fn new(mut drafts: Vec<Draft>) -> Self {
        // The first letters, kept beside the draft, tell most keys apart without a look at the text.
        drafts.sort_by_cached_key(Draft::first_letters);
        for alike in drafts.chunk_by_mut(|a, b| a.first_letters() == b.first_letters()) {
            alike.sort_unstable_by(|a, b| {
                a.text.cmp(&b.text).then(a.form.cmp(&b.form)).then(a.entry.cmp(&b.entry))
            });
        }
        drafts.dedup_by(|a, b| a.text == b.text && a.form == b.form && a.entry == b.entry);
        let mut keys = Self::default();
        keys.sorted.reserve_exact(drafts.len());
        keys.text.reserve_exact(drafts.iter().map(|draft| draft.text.len()).sum());
        for draft in drafts {
            let Draft { text, starts, form, entry, weight } = draft;
            let start = keys.text.len() as u32;
            keys.sorted.push(Key { start, entry, starts, weight, length: text.len() as u8, form });
            keys.text.push_str(&text);
        }
        let heaviest = |keys: &[Key]| keys.iter().map(|key| key.weight).max().unwrap_or(i16::MIN);
        keys.heaviest = keys.sorted.chunks(BLOCK).map(heaviest).collect();
        keys
    }

    /// The keys that begin so, as a range of places.
    pub(super) fn beginning(&self, typed: &str) -> Range<u32> {
        let first = self.sorted.partition_point(|key| self.text_of(key) < typed);
        let rest = self.sorted.get(first..).unwrap_or_default();
        let length = rest.partition_point(|key| self.text_of(key).starts_with(typed));
        first as u32..(first + length) as u32
    }

    /// The keys of a range, all of which begin as was typed: first those typed in full, then the
    /// longer ones, block by block.
    pub(super) fn blocks(
        &self,
        range: &Range<u32>,
        typed: &str,
        starts: u32,
    ) -> impl Iterator<Item = Block<'_>> {
        let number = typed.ends_with(|last: char| last.is_ascii_digit());
        let (first, end, typed) = (range.start as usize, range.end as usize, typed.len());
        let keys = self.sorted.get(first..end).unwrap_or_default();
        let longer = first + keys.partition_point(|key| usize::from(key.length) <= typed);
        let full = Block {
            keys: self.sorted.get(first..longer).unwrap_or_default(),
            typed,
            number,
            starts,
            heaviest: i16::MAX,
            most_worth: ranking::MOST_KEY_WORTH,
        };
        let later = (longer / BLOCK..end.div_ceil(BLOCK)).map(move |nth| {
            let within = longer.max(nth * BLOCK)..end.min((nth + 1) * BLOCK);
            Block {
                keys: self.sorted.get(within).unwrap_or_default(),
                typed,
                number,
                starts,
                heaviest: self.heaviest.get(nth).copied().unwrap_or(i16::MIN),
                most_worth: ranking::MOST_BEGUN_WORTH,
            }
        });
        std::iter::once(full).chain(later)
    }

    /// The entries that have codes or postal codes among a range of places.
    pub(super) fn entries(&self, range: &Range<u32>) -> impl Iterator<Item = u32> {
        let keys = self.sorted.get(range.start as usize..range.end as usize).unwrap_or_default();
        let codes = keys.iter().filter(|key| matches!(key.form, Form::Code | Form::PostalCode));
        codes.map(|key| key.entry)
    }

    fn text_of(&self, key: &Key) -> &str {
        let start = key.start as usize;
        self.text.get(start..start + usize::from(key.length)).unwrap_or_default()
    }
}

impl Block<'_> {
    /// The keys, with how much of them was typed.
    pub(super) fn keys(&self) -> impl Iterator<Item = Begun> {
        let next_word = 1_u32.checked_shl(self.typed as u32);
        self.keys.iter().map(move |key| {
            let reach = if usize::from(key.length) > self.typed {
                // Past the places told, a word's end is supposed.
                let ends_word = next_word.is_none_or(|start| key.starts & start != 0);
                match ends_word {
                    true => Reach::Words,
                    false if self.number => Reach::Digits,
                    false => Reach::Letters,
                }
            } else if key.starts == self.starts {
                Reach::Whole
            } else {
                Reach::Joined
            };
            Begun { entry: key.entry, form: key.form, weight: key.weight, reach }
        })
    }
}
