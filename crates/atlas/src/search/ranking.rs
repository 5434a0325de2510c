//! Which answer comes first, in one currency: the doubling of a population.
//!
//! A town twice as populous is worth one doubling; so is one step of the kind's rank. What was
//! typed adds or takes doublings, so that a village named exactly so comes before all, yet a city
//! comes before a hamlet that merely begins like it.

use super::{
    Hit,
    keys::{Form, Reach},
};

/// The worth of a doubling, in the steps in which scores are counted.
pub(super) const DOUBLING: i32 = 16;

/// Ranks of kinds beyond this one count as it.
const LAST_RANK: u8 = 30;

/// A name typed in full outweighs any difference of weight; the next ones leave room below it.
const NAME: i32 = 200 * DOUBLING;
const NAME_JOINED: i32 = 130 * DOUBLING;
const POSTAL_CODE: i32 = 44 * DOUBLING;
const CODE: i32 = 40 * DOUBLING;
/// Whatever needs a typo forgiven comes after all that does not.
const TYPO: i32 = -100 * DOUBLING;

/// All words typed in full, beyond their beginnings; in proportion where only some are.
pub(super) const WHOLE_WORDS: i32 = 3 * DOUBLING;
/// The first word typed is the first of the name.
pub(super) const FIRST_WORD: i32 = DOUBLING;
/// A number typed in part.
pub(super) const NUMBER_LEFT: i32 = -5 * DOUBLING;
/// Each word of the name that was not typed.
pub(super) const WORD_LEFT: i32 = -4;
/// Each word typed that is not in the name, but tells where or what the territory is.
pub(super) const CONTEXT: i32 = -6 * DOUBLING;
/// A former name instead of today's.
pub(super) const FORMER: i32 = -3 * DOUBLING;

/// How likely a territory is meant before anything is typed.
pub(super) fn weight(population: u32, kind_rank: u8) -> i16 {
    let people = (f64::from(population) + 1.0).log2() * f64::from(DOUBLING);
    (people.round() as i32 - i32::from(kind_rank.min(LAST_RANK)) * DOUBLING) as i16
}

/// The weight of a territory under its code. A code says little without its kind, so kinds weigh
/// more here: 93 is the département before the région.
pub(super) fn code_weight(weight: i16, kind_rank: u8) -> i16 {
    weight - i16::from(kind_rank.min(LAST_RANK)) * 5 * DOUBLING as i16
}

/// What a postal code typed in full loses for not being the only one of its territory: the fewer
/// there are, the more each means it. 75011 is the 11th arrondissement before Paris.
pub(super) fn postal_share(codes: u8) -> i32 {
    let doublings = f64::from(codes.max(1)).log2();
    -(2.0 * doublings * f64::from(DOUBLING)).round() as i32
}

/// No key is worth more.
pub(super) const MOST_KEY_WORTH: i32 = NAME;
/// No key typed in part is worth more.
pub(super) const MOST_BEGUN_WORTH: i32 = 5 * DOUBLING;

/// The worth of a key of which so much was typed.
pub(super) fn key_worth(form: Form, reach: Reach) -> i32 {
    let doublings = match (form, reach) {
        (Form::Name, Reach::Whole) => return NAME,
        (Form::Name, Reach::Joined) => return NAME_JOINED,
        (Form::PostalCode, Reach::Whole | Reach::Joined) => return POSTAL_CODE,
        (Form::Code, Reach::Whole | Reach::Joined) => return CODE,
        (Form::SaidAlone, Reach::Whole | Reach::Joined) => 8,
        (Form::FormerName, Reach::Whole | Reach::Joined) => 7,
        (Form::Name, Reach::Words) => 5,
        (Form::Name, Reach::Letters)
        | (Form::SaidAlone, Reach::Words)
        | (Form::PostalCode, Reach::Words | Reach::Letters | Reach::Digits) => 4,
        (Form::SaidAlone, Reach::Letters) => 3,
        (Form::Code, Reach::Words | Reach::Letters | Reach::Digits) => -4,
        (Form::FormerName, Reach::Words | Reach::Letters) => 2,
        (Form::Name | Form::SaidAlone | Form::FormerName, Reach::Digits) => 0,
    };
    doublings * DOUBLING
}

/// What typos cost: a wrong first letter is rarer than the others.
pub(super) fn slips_worth(slips: Slips) -> i32 {
    if slips.edits == 0 {
        return 0;
    }
    let first = if slips.first_letter { 3 * DOUBLING } else { 0 };
    TYPO - i32::from(slips.edits) * 4 * DOUBLING - first
}

/// What is wrong in the words typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Slips {
    /// How many letters.
    pub(super) edits: u8,
    /// Whether the first letter of a word is among them.
    pub(super) first_letter: bool,
}

impl Slips {
    /// The slips of two words.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            edits: self.edits.saturating_add(other.edits),
            first_letter: self.first_letter || other.first_letter,
        }
    }
}

/// The best answers found so far, each territory once.
pub(super) struct Best<'a> {
    limit: usize,
    accept: &'a dyn Fn(u32) -> bool,
    ranked: Vec<(i32, Hit)>,
}

impl<'a> Best<'a> {
    pub(super) fn new(limit: usize, accept: &'a dyn Fn(u32) -> bool) -> Self {
        Self { limit, accept, ranked: Vec::with_capacity(limit + 1) }
    }

    /// Whether an answer of this score may still enter.
    pub(super) fn admits(&self, score: i32) -> bool {
        self.ranked.len() < self.limit || self.ranked.last().is_some_and(|(last, _)| score >= *last)
    }

    /// Whether the territory is among those asked for.
    pub(super) fn accepts(&self, entry: u32) -> bool {
        (self.accept)(entry)
    }

    /// Enters an accepted answer at its place, if it is good enough.
    pub(super) fn offer(&mut self, score: i32, hit: Hit) {
        if !self.admits(score) {
            return;
        }
        let known = self.ranked.iter().position(|(_, ranked)| ranked.entry == hit.entry);
        match known {
            Some(place) if self.ranked.get(place).is_some_and(|(found, _)| *found >= score) => {
                return;
            }
            Some(place) => drop(self.ranked.remove(place)),
            None => {}
        }
        // Equal scores keep the order of the entries, so that an answer never depends on chance.
        let place = self.ranked.partition_point(|(found, ranked)| {
            *found > score || (*found == score && ranked.entry < hit.entry)
        });
        self.ranked.insert(place, (score, hit));
        self.ranked.truncate(self.limit);
    }

    /// Whether half of the answers asked for are found.
    pub(super) fn is_half_full(&self) -> bool {
        self.ranked.len() * 2 >= self.limit
    }

    pub(super) fn is_empty(&self) -> bool {
        self.ranked.is_empty()
    }

    /// Whether a territory was named in full, so that no typo is to be supposed.
    pub(super) fn named(&self) -> bool {
        self.ranked.first().is_some_and(|(score, _)| *score >= NAME_JOINED / 2)
    }

    pub(super) fn into_hits(self) -> Vec<Hit> {
        self.ranked.into_iter().map(|(_, hit)| hit).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Matched;
    use super::*;

    fn hit(entry: u32) -> Hit {
        Hit { entry, matched: Matched::Name }
    }

    #[test]
    fn a_step_of_kind_is_worth_a_doubling() {
        assert_eq!(weight(1023, 0), 160);
        assert_eq!(weight(1023, 0), weight(2047, 1));
        assert_eq!(weight(0, 255), -480);
    }

    #[test]
    fn the_best_come_first_and_each_once() {
        let mut best = Best::new(2, &|_| true);
        for (score, entry) in [(5, 3), (5, 1), (1, 3), (6, 3), (2, 4)] {
            best.offer(score, hit(entry));
        }
        assert!(best.is_half_full() && !best.admits(4) && best.admits(5));
        assert_eq!(best.into_hits(), [hit(3), hit(1)]);
    }
}
