//! Who is in question for a territory: those who sit here, those who act here though they sit
//! elsewhere, those who sit one commune outside.

use std::ops::Range;

use atlas::{Atlas, Subject, TerritoryIndex, Year};
use geometry::{FaceId, FaceSet, ShapeLocator, Vertex};
use serde::Serialize;

use crate::{ActorIndex, Directory};

/// How an actor stands to a territory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Where {
    /// It sits here.
    Here,
    /// It sits elsewhere and acts here.
    Acts,
    /// It sits in a commune that touches the border from outside.
    Near,
}

/// The actors in question, by their numbers: ranges and single ones, ascending in each list.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    here: Vec<Range<u32>>,
    acts: Vec<Range<u32>>,
    near: Vec<Range<u32>>,
}

impl Gathered {
    /// Every actor in question with how it stands.
    pub(crate) fn each(&self, mut visit: impl FnMut(ActorIndex, Where)) {
        for (spans, stand) in
            [(&self.here, Where::Here), (&self.acts, Where::Acts), (&self.near, Where::Near)]
        {
            for actor in spans.iter().cloned().flatten() {
                visit(ActorIndex(actor), stand);
            }
        }
    }

    /// All of them as spans, ascending and apart.
    pub(crate) fn spans(&self) -> Vec<Range<u32>> {
        let all = self.here.iter().chain(&self.acts).chain(&self.near);
        let mut spans: Vec<Range<u32>> = all.cloned().collect();
        spans.sort_unstable_by_key(|span| span.start);
        merged(spans)
    }
}

impl Directory {
    pub(crate) fn gather(&self, atlas: &Atlas, subject: &Subject<'_>, year: &Year) -> Gathered {
        let set = FaceSet::new(subject.faces());
        let inside = Inside::new(atlas, subject);
        let mut here = Vec::new();
        let mut near = Vec::new();
        for (place, &face) in subject.faces().iter().enumerate() {
            let on = self.on(face);
            if subject.fraction(place) >= 1.0 {
                here.push(on);
                continue;
            }
            for actor in on {
                let place = self.row(ActorIndex(actor)).map(|row| row.place);
                let spans =
                    if place.is_some_and(|p| inside.holds(p)) { &mut here } else { &mut near };
                spans.push(actor..actor + 1);
            }
        }
        near.extend(faces_around(atlas, subject, &set, year).into_iter().map(|face| self.on(face)));
        near.sort_unstable_by_key(|span| span.start);
        let here = merged(here);
        let acts = self.acting(subject, &here);
        let near = without(merged(near), &acts);
        Gathered { here, acts, near }
    }

    /// Those whose area meets the subject and who do not sit in it.
    fn acting(&self, subject: &Subject<'_>, here: &[Range<u32>]) -> Vec<Range<u32>> {
        let areas = self.areas.meeting(subject.faces());
        let actors = areas.iter().flat_map(|&area| self.areas.actors(area));
        let mut acting: Vec<u32> = actors.copied().filter(|&actor| !holds(here, actor)).collect();
        acting.sort_unstable();
        acting.dedup();
        merged(acting.into_iter().map(|actor| actor..actor + 1).collect())
    }
}

/// The faces of the communes that touch the border from outside, ascending.
fn faces_around(atlas: &Atlas, subject: &Subject<'_>, set: &FaceSet, year: &Year) -> Vec<FaceId> {
    let mesh = atlas.mesh();
    let outside = |face: &FaceId| !set.contains(*face);
    let neighbours = subject.faces().iter().flat_map(|&face| mesh.neighbours(face));
    let mut communes: Vec<TerritoryIndex> =
        neighbours.filter(outside).filter_map(|face| year.commune_of(face)).collect();
    communes.sort_unstable();
    communes.dedup();
    let of_commune = |commune| atlas.faces(commune).iter().copied();
    let mut faces: Vec<FaceId> =
        communes.into_iter().flat_map(of_commune).filter(outside).collect();
    faces.sort_unstable();
    faces
}

/// Whether a point lies in a subject, where that cuts faces.
enum Inside<'a> {
    Record(&'a Atlas, TerritoryIndex),
    Drawn(ShapeLocator),
    Nothing,
}

impl<'a> Inside<'a> {
    fn new(atlas: &'a Atlas, subject: &Subject<'_>) -> Self {
        match (subject.territory, subject.shape()) {
            (Some(index), _) => Self::Record(atlas, index),
            (None, Some(shape)) => Self::Drawn(ShapeLocator::new(shape)),
            (None, None) => Self::Nothing,
        }
    }

    fn holds(&self, point: Vertex) -> bool {
        match self {
            Self::Record(atlas, index) => atlas.shape_holds(*index, point),
            Self::Drawn(locator) => locator.contains(point),
            Self::Nothing => false,
        }
    }
}

/// Ascending spans, those that meet made one.
fn merged(spans: Vec<Range<u32>>) -> Vec<Range<u32>> {
    let mut merged: Vec<Range<u32>> = Vec::new();
    for span in spans.into_iter().filter(|span| !span.is_empty()) {
        match merged.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}

fn holds(spans: &[Range<u32>], actor: u32) -> bool {
    let after = spans.partition_point(|span| span.end <= actor);
    spans.get(after).is_some_and(|span| span.start <= actor)
}

/// The spans without some actors; both are ascending and apart.
fn without(spans: Vec<Range<u32>>, taken: &[Range<u32>]) -> Vec<Range<u32>> {
    if taken.is_empty() {
        return spans;
    }
    let mut left = Vec::with_capacity(spans.len());
    for span in spans {
        let mut start = span.start;
        let first = taken.partition_point(|taken| taken.end <= span.start);
        for gone in taken.iter().skip(first).take_while(|gone| gone.start < span.end) {
            if gone.start > start {
                left.push(start..gone.start);
            }
            start = start.max(gone.end);
        }
        if start < span.end {
            left.push(start..span.end);
        }
    }
    left
}

#[cfg(test)]
#[expect(clippy::single_range_in_vec_init, reason = "one span is a list of spans")]
mod tests {
    use super::*;

    #[test]
    fn spans_merge_and_lose_what_is_taken() {
        assert_eq!(merged(vec![0..2, 2..4, 6..6, 7..9]), [0..4, 7..9]);
        assert_eq!(without(vec![0..4, 7..9], &[1..2, 3..8]), [0..1, 2..3, 8..9]);
        assert_eq!(without(vec![0..4], &[0..9]), [] as [Range<u32>; 0]);
        assert!(holds(&[0..4, 7..9], 7) && !holds(&[0..4, 7..9], 4) && !holds(&[], 0));
    }
}
