//! What overlaps a subject: one walk over its faces, summing into one slot for each territory.

use std::{cell::RefCell, cmp::Ordering};

use geometry::{FaceId, Shape, ShapeError, area_in_face};
use territory::Relation;

use crate::{
    Atlas, KindFilter, Subject, TerritoryIndex, Year,
    relation::Meeting,
    sums::{Sum, Sums},
    year::NONE,
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

impl Overlap {
    /// Sorts by kind, then the most people first. One number sorts several times faster than a
    /// comparison of fields; what it leaves equal is settled by [`Overlap::tie`].
    fn rank(&self) -> u64 {
        // The bits of numbers from 0 up sort as the numbers do; the last 8 hold no person.
        (u64::from(self.kind_place) << 56) | ((u64::MAX >> 8) - (self.people.to_bits() >> 8))
    }

    fn tie(&self, other: &Self) -> Ordering {
        other
            .people
            .total_cmp(&self.people)
            .then(other.area.total_cmp(&self.area))
            .then(self.territory.cmp(&other.territory))
    }
}

/// What a question needs besides its answer, kept from question to question.
#[derive(Debug, Default)]
struct Scratch {
    sums: Sums,
    found: Vec<Overlap>,
    order: Vec<(u64, u32)>,
}

/// What the subject shares with each polygon that cuts a face with it: intersected once.
type Meets = Vec<(TerritoryIndex, Result<Option<Shape>, ShapeError>)>;

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

impl Atlas {
    /// The territories of the chosen kinds that share ground with the subject: by kind, then the
    /// largest share of its people (then of its area) first.
    #[must_use]
    pub fn overlaps(&self, subject: &Subject<'_>, kinds: &KindFilter, year: &Year) -> Vec<Overlap> {
        SCRATCH.with_borrow_mut(|Scratch { sums, found, order }| {
            self.walk(subject, kinds, year, sums);
            // Looked up in a loop of their own, the facts come from memory many at a time.
            order.clear();
            order.extend(sums.rows().iter().zip(0..).filter_map(|(sum, row)| {
                let chosen = kinds.has(year.facts(sum.territory).kind_place);
                (chosen && Some(sum.territory) != subject.territory).then_some((0, row))
            }));
            found.clear();
            found.extend(
                order.iter().filter_map(|&(_, row)| {
                    self.conclude(subject, &sums.rows()[row as usize], year)
                }),
            );
            order.clear();
            order.extend(found.iter().zip(0..).map(|(overlap, place)| (overlap.rank(), place)));
            order.sort_unstable_by(|&(rank, place), &(other_rank, other_place)| {
                rank.cmp(&other_rank)
                    .then_with(|| found[place as usize].tie(&found[other_place as usize]))
            });
            order.iter().map(|&(_, place)| found[place as usize]).collect()
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
            .flat_map(|face| year.items(face))
            .filter_map(|item| item.get().ok())
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

    /// Sums over the faces of the subject. Polygons of other kinds than the chosen ones, and the
    /// subject itself, are left out: intersecting them with the subject would cost far more than all the rest.
    fn walk(&self, subject: &Subject<'_>, kinds: &KindFilter, year: &Year, sums: &mut Sums) {
        let items: usize = subject.faces().iter().map(|&face| year.items(face).len()).sum();
        sums.start(items.min(self.entries.len()), year.commune_entries.len());
        let mut meets = Meets::new();
        for (place, &face) in subject.faces().iter().enumerate() {
            let fraction = subject.fraction(place);
            let row = &year.rows[face.0 as usize];
            let people = f64::from(row.people) * fraction;
            let area = row.area * fraction;
            let first = if row.commune == NONE { 0 } else { sums.first_meeting(row.commune) };
            for item in year.row_items(row) {
                match item.get() {
                    Ok(index) => {
                        let sum = sums.of(index);
                        sum.faces += 1;
                        sum.communes += first;
                        sum.people += people;
                        sum.area += area;
                    }
                    Err(partial) => {
                        let other = year.partials[partial];
                        let chosen = kinds.has(year.facts(other.territory).kind_place);
                        if !chosen || Some(other.territory) == subject.territory {
                            continue;
                        }
                        let common =
                            self.common_fraction(subject, fraction, face, other, &mut meets);
                        let sum = sums.of(other.territory);
                        sum.partial = true;
                        sum.faces += u32::from(common > 0.0);
                        sum.people += f64::from(row.people) * common;
                        sum.area += row.area * common;
                    }
                }
            }
        }
    }

    /// The fraction of a face that the subject and a polygon share. Where both cut the face their
    /// fractions only bound it, so the two polygons are intersected there.
    fn common_fraction(
        &self,
        subject: &Subject<'_>,
        fraction: f64,
        face: FaceId,
        other: crate::year::Partial,
        meets: &mut Meets,
    ) -> f64 {
        let shapes = (subject.shape(), self.entry(other.territory).shape());
        match shapes {
            (Some(mine), Some(theirs)) if fraction < 1.0 => {
                let known = meets.iter().position(|(territory, _)| *territory == other.territory);
                let place = known.unwrap_or_else(|| {
                    meets.push((other.territory, mine.intersection(theirs)));
                    meets.len() - 1
                });
                match &meets[place].1 {
                    Ok(Some(shared)) => {
                        area_in_face(&self.mesh, face, shared) / self.face_area(face)
                    }
                    Ok(None) => 0.0,
                    // Two valid shapes that cannot be overlaid leave the product as the estimate.
                    Err(_) => fraction * other.fraction,
                }
            }
            _ => fraction * other.fraction,
        }
    }

    /// Makes an overlap of a sum; `None` where the shared ground counts as none.
    fn conclude(&self, subject: &Subject<'_>, sum: &Sum, year: &Year) -> Option<Overlap> {
        let index = sum.territory;
        let facts = year.facts(index);
        let whole = subject.shape.is_none() && !facts.shaped;
        let faces = whole.then(|| [sum.faces, subject.faces().len() as u32, facts.faces]);
        let meeting = Meeting { shared: sum.area, subject: subject.area, other: facts.area, faces };
        let relation = meeting.relation()?;
        // A sum counts a commune by its first face only, which another vintage's commune, a piece
        // or a polygon may not hold.
        let communes = if facts.cuts_communes || subject.cuts_communes {
            self.common_communes(subject, index, year).len() as u32
        } else {
            sum.communes
        };
        let exact = match relation {
            Relation::Within | Relation::Equal if !subject.cuts_units => true,
            Relation::Contains if !facts.cuts_units => true,
            _ => !subject.cuts_units && !facts.cuts_units && !sum.partial,
        };
        Some(Overlap {
            territory: index,
            relation,
            people: sum.people,
            area: sum.area,
            communes,
            exact,
            kind_place: facts.kind_place,
        })
    }
}
