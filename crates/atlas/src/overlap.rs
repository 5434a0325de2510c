//! What overlaps a subject, and how.

use std::{cell::RefCell, cmp::Ordering};

use territory::Relation;

use crate::{
    Atlas, KindFilter, Subject, TerritoryIndex, Year, relation::Meeting, sums::Sum, walk::Walk,
};

/// A territory that shares ground with the subject, or only a border.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overlap {
    /// The territory.
    pub territory: TerritoryIndex,
    /// How the subject stands to it.
    pub relation: Relation,
    /// People on the shared ground.
    pub people: f64,
    /// Shared area in m².
    pub area: f64,
    /// Communes that hold shared ground.
    pub communes: u32,
    /// Whether people are a sum of published figures.
    pub exact: bool,
    /// Place of the territory's kind in [`crate::Atlas::kinds`].
    pub(crate) kind_place: u8,
}

/// Sorts by kind, then the most people first. One number sorts several times faster than a
/// comparison of fields; what it leaves equal is settled by [`tie`].
fn rank(kind_place: u8, people: f64) -> u64 {
    // The bits of numbers from 0 up sort as the numbers do; the last 8 hold no person.
    (u64::from(kind_place) << 56) | ((u64::MAX >> 8) - (people.to_bits() >> 8))
}

fn tie(one: &Sum, other: &Sum) -> Ordering {
    other
        .part
        .people
        .total_cmp(&one.part.people)
        .then(other.part.area.total_cmp(&one.part.area))
        .then(one.key.cmp(&other.key))
}

/// What a question needs besides its answer, kept from question to question.
#[derive(Debug, Default)]
struct Scratch {
    walk: Walk,
    order: Vec<(u64, u32)>,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

impl Atlas {
    /// The territories of the chosen kinds that share ground with the subject: by kind, then the
    /// largest share of its people (then of its area) first.
    #[must_use]
    pub fn overlaps(&self, subject: &Subject<'_>, kinds: &KindFilter, year: &Year) -> Vec<Overlap> {
        SCRATCH.with_borrow_mut(|Scratch { walk, order }| {
            walk.over(self, subject, kinds, year);
            let sums = walk.territories.rows();
            order.clear();
            order.extend(sums.iter().zip(0..).filter_map(|(sum, row)| {
                let territory = TerritoryIndex(sum.key);
                let kind_place = year.facts(territory).kind_place;
                let chosen = kinds.has(kind_place) && Some(territory) != subject.territory;
                chosen.then(|| (rank(kind_place, sum.part.people), row))
            }));
            order.sort_unstable_by(|&(rank, row), &(other_rank, other_row)| {
                rank.cmp(&other_rank)
                    .then_with(|| tie(&sums[row as usize], &sums[other_row as usize]))
            });
            let concluded =
                |&(_, row): &(u64, u32)| self.conclude(subject, &sums[row as usize], year);
            order.iter().filter_map(concluded).collect()
        })
    }

    /// The territories that share a border with the subject and no ground.
    #[must_use]
    pub fn touching(&self, subject: &Subject<'_>, kinds: &KindFilter, year: &Year) -> Vec<Overlap> {
        let inside: Vec<TerritoryIndex> = self
            .overlaps(subject, &KindFilter::all(self), year)
            .iter()
            .map(|o| o.territory)
            .collect();
        let mut touching: Vec<TerritoryIndex> = subject
            .faces()
            .iter()
            .flat_map(|&face| self.mesh.neighbours(face))
            .filter(|face| subject.faces().binary_search(face).is_err())
            .flat_map(|face| year.holding(face))
            .filter(|&index| kinds.has(self.entry(index).kind_place))
            .filter(|&index| Some(index) != subject.territory)
            .collect();
        touching.sort_unstable();
        touching.dedup();
        touching.retain(|index| !inside.contains(index));
        let none = |territory| Overlap {
            territory,
            relation: Relation::Touches,
            people: 0.0,
            area: 0.0,
            communes: 0,
            exact: true,
            kind_place: year.facts(territory).kind_place,
        };
        touching.into_iter().map(none).collect()
    }

    /// The communes of a year that hold ground common to the subject and a territory.
    #[must_use]
    pub fn common_communes(
        &self,
        subject: &Subject<'_>,
        index: TerritoryIndex,
        year: &Year,
    ) -> Vec<TerritoryIndex> {
        let other = self.faces(index);
        let mut communes: Vec<TerritoryIndex> = subject
            .faces()
            .iter()
            .filter(|face| other.binary_search(face).is_ok())
            .filter_map(|&face| year.commune_of(face))
            .collect();
        communes.sort_unstable();
        communes.dedup();
        communes
    }

    /// Makes an overlap of a sum; `None` where the shared ground counts as none.
    fn conclude(&self, subject: &Subject<'_>, sum: &Sum, year: &Year) -> Option<Overlap> {
        let index = TerritoryIndex(sum.key);
        let facts = year.facts(index);
        let whole = subject.shape.is_none() && !facts.shaped;
        let faces = whole.then(|| [sum.part.faces, subject.faces().len() as u32, facts.faces]);
        let meeting =
            Meeting { shared: sum.part.area, subject: subject.area, other: facts.area, faces };
        let relation = meeting.relation()?;
        // A sum counts a commune by its first face only, which another vintage's commune, a piece
        // or a polygon may not hold.
        let communes = if facts.cuts_communes || subject.cuts_communes {
            self.common_communes(subject, index, year).len() as u32
        } else {
            sum.part.communes
        };
        let exact = match relation {
            Relation::Within | Relation::Equal if !subject.cuts_units => true,
            Relation::Contains if !facts.cuts_units => true,
            _ => !subject.cuts_units && !facts.cuts_units && !sum.part.partial,
        };
        Some(Overlap {
            territory: index,
            relation,
            people: sum.part.people,
            area: sum.part.area,
            communes,
            exact,
            kind_place: facts.kind_place,
        })
    }
}
