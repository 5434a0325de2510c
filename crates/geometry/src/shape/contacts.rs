//! Where the rings of a shape meet themselves and each other, and rings that lie where they should
//! not.

use std::ops::ControlFlow;

use geo_types::Coord;

use super::exact::{Meeting, crossing_point, edges, turn};
use super::rings::Polygons;
use super::sweep::meetings;
use super::{Bounds, inside};
use crate::Vertex;
use crate::area::position;

/// Places where rings meet, for each edge, above which the shape is a scribble.
const CONTACTS_PER_EDGE: usize = 10;

/// Edges looked at, for each edge of the shape, to find which rings lie in which.
const NESTING_PER_EDGE: usize = 1_000;

/// The contacts of a shape.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Contacts {
    /// No ring meets itself or another, and each lies where it belongs.
    None,
    /// Rings touch, or cross at a vertex, near this place in vertex units.
    Touching(Coord<f64>),
    /// Rings cross here.
    Crossing(Coord<f64>),
    /// A hole outside its polygon, or polygons one in another, near here.
    Misplaced(Coord<f64>),
    /// Too many edges side by side, or too many contacts, to go on.
    TooIntricate,
}

/// What to do at the first crossing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Search {
    /// Stop: the shape is refused.
    FirstCrossing,
    /// Go on: the shape will be mended if that is not too much work.
    All,
}

/// Finds the contacts of the rings.
pub(super) fn contacts(polygons: &Polygons, search: Search) -> Contacts {
    let (all, next) = all_edges(polygons);
    let mut allowed = all.len() * CONTACTS_PER_EDGE;
    let mut found = Contacts::None;
    let stopped = meetings(&all, |one, two, met| {
        let contact = match (next[one] == two, next[two] == one) {
            (true, _) => spike(all[one], all[two]),
            (false, true) => spike(all[two], all[one]),
            (false, false) if met == Meeting::Crossing => {
                Contacts::Crossing(crossing_point(all[one], all[two]))
            }
            (false, false) => Contacts::Touching(touching_point(all[one], all[two])),
        };
        match (contact, search) {
            (Contacts::None, _) => return ControlFlow::Continue(()),
            (Contacts::Crossing(_), Search::FirstCrossing) => return ControlFlow::Break(contact),
            (Contacts::Crossing(_), Search::All) => found = contact,
            _ if found == Contacts::None => found = contact,
            _ => {}
        }
        allowed = allowed.saturating_sub(1);
        if allowed == 0 {
            return ControlFlow::Break(Contacts::TooIntricate);
        }
        ControlFlow::Continue(())
    });
    match (stopped, found) {
        (Err(_), _) => Contacts::TooIntricate,
        (Ok(Some(contact)), _) => contact,
        (Ok(None), Contacts::None) => misplaced(polygons, all.len() * NESTING_PER_EDGE),
        (Ok(None), found) => found,
    }
}

/// All edges, and for each the place of the one that follows in its ring.
fn all_edges(polygons: &Polygons) -> (Vec<[Vertex; 2]>, Vec<usize>) {
    let count = polygons.iter().flatten().map(Vec::len).sum();
    let (mut all, mut next) = (Vec::with_capacity(count), Vec::with_capacity(count));
    for ring in polygons.iter().flatten() {
        let first = all.len();
        all.extend(edges(ring).map(|(from, to)| [from, to]));
        next.extend(first + 1..all.len());
        next.push(first);
    }
    (all, next)
}

/// Consecutive edges share a vertex; more than that is a spike, out and back on one line.
fn spike([from, shared]: [Vertex; 2], [_, to]: [Vertex; 2]) -> Contacts {
    let back = turn(from, shared, to).is_eq() && from.cmp(&shared) == to.cmp(&shared);
    if back { Contacts::Touching(position(shared)) } else { Contacts::None }
}

/// A vertex of one edge that lies on the other.
fn touching_point(one: [Vertex; 2], other: [Vertex; 2]) -> Coord<f64> {
    let on = |vertex: Vertex, [from, to]: [Vertex; 2]| {
        turn(from, to, vertex).is_eq() && Bounds::around([from, to]).contains(vertex)
    };
    let ends = [(one[0], other), (one[1], other), (other[0], one), (other[1], one)];
    let vertex = ends.into_iter().find_map(|(vertex, edge)| on(vertex, edge).then_some(vertex));
    position(vertex.unwrap_or(one[0]))
}

/// A ring that does not lie where it belongs, for rings that do not meet: an outer ring belongs
/// outside all other polygons, a hole inside its own and in no other hole.
fn misplaced(polygons: &Polygons, mut budget: usize) -> Contacts {
    if polygons.iter().map(Vec::len).sum::<usize>() < 2 {
        return Contacts::None;
    }
    let all: Vec<_> = (0_usize..)
        .zip(polygons)
        .flat_map(|(polygon, rings)| {
            (0_usize..).zip(rings).map(move |(place, ring)| ((polygon, place), ring))
        })
        .map(|(id, ring)| (id, Bounds::around(ring.iter().copied()), ring))
        .collect();
    for &((polygon, place), _, ring) in &all {
        let Some(&vertex) = ring.first() else { continue };
        let (mut depth, mut in_own) = (0, place == 0);
        for &((other, other_place), bounds, other_ring) in &all {
            let Some(left) = budget.checked_sub(1) else { return Contacts::TooIntricate };
            budget = left;
            if (other, other_place) == (polygon, place) || !bounds.contains(vertex) {
                continue;
            }
            budget = budget.saturating_sub(other_ring.len());
            if inside(edges(other_ring), vertex) {
                depth += if other_place == 0 { 1 } else { -1 };
                in_own |= (other, other_place) == (polygon, 0);
            }
        }
        if !in_own || depth != i32::from(place > 0) {
            return Contacts::Misplaced(position(vertex));
        }
    }
    Contacts::None
}
