//! Cutting edges where they meet, until they meet only at their ends.

use std::ops::ControlFlow;

use super::exact::{Meeting, crossing_point, turn};
use super::sweep::meetings;
use super::{Bounds, ShapeError};
use crate::Vertex;

/// Rounding a crossing to the grid bends the edges by up to half a unit, which may make them meet
/// others anew: it is seen to in the next pass. A few passes do on anything but scribbles.
const PASSES: usize = 40;

/// A directed edge of a ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Piece {
    pub(super) ends: [Vertex; 2],
    /// The ring it comes from.
    pub(super) ring: u32,
}

/// Cuts the edges at their crossings, rounded to the grid, and where vertices lie on them.
pub(super) fn noded(mut pieces: Vec<Piece>) -> Result<Vec<Piece>, ShapeError> {
    for _ in 0..PASSES {
        let ends: Vec<_> = pieces.iter().map(|piece| piece.ends).collect();
        let mut nodes: Vec<(usize, Vertex)> = Vec::new();
        meetings(&ends, |one, two, met| {
            for vertex in nodes_between(ends[one], ends[two], met).into_iter().flatten() {
                for edge in [one, two] {
                    // An end of one edge may be the node of the other only.
                    if !ends[edge].contains(&vertex) {
                        nodes.push((edge, vertex));
                    }
                }
            }
            ControlFlow::<()>::Continue(())
        })
        .map_err(|_| ShapeError::TooIntricate)?;
        if nodes.is_empty() {
            return Ok(pieces);
        }
        pieces = cut(&pieces, nodes);
    }
    Err(ShapeError::TooIntricate)
}

/// The vertices at which two edges that meet are to be cut.
fn nodes_between(one: [Vertex; 2], other: [Vertex; 2], met: Meeting) -> [Option<Vertex>; 4] {
    if met == Meeting::Crossing {
        let point = crossing_point(one, other);
        let node = Vertex { x: point.x.round() as i32, y: point.y.round() as i32 };
        return [Some(node), None, None, None];
    }
    let on = |vertex: Vertex, edge: [Vertex; 2]| {
        let lies = !edge.contains(&vertex)
            && turn(edge[0], edge[1], vertex).is_eq()
            && Bounds::around(edge).contains(vertex);
        lies.then_some(vertex)
    };
    [on(one[0], other), on(one[1], other), on(other[0], one), on(other[1], one)]
}

fn cut(pieces: &[Piece], mut nodes: Vec<(usize, Vertex)>) -> Vec<Piece> {
    nodes.sort_unstable();
    nodes.dedup();
    let mut found = Vec::with_capacity(pieces.len() + nodes.len());
    let mut rest = nodes.as_slice();
    for (place, piece) in pieces.iter().enumerate() {
        let count = rest.iter().take_while(|(edge, _)| *edge == place).count();
        let (here, after) = rest.split_at(count);
        rest = after;
        let [from, to] = piece.ends;
        let mut through: Vec<Vertex> = here.iter().map(|&(_, vertex)| vertex).collect();
        through.sort_by_key(|&vertex| progress(from, to, vertex));
        let mut last = from;
        for vertex in through.into_iter().chain([to]) {
            found.push(Piece { ends: [last, vertex], ring: piece.ring });
            last = vertex;
        }
    }
    found
}

/// How far along the edge a vertex is, in square units.
fn progress(from: Vertex, to: Vertex, vertex: Vertex) -> i128 {
    let along = |from: i32, to: i32, at: i32| {
        (i128::from(to) - i128::from(from)) * (i128::from(at) - i128::from(from))
    };
    along(from.x, to.x, vertex.x) + along(from.y, to.y, vertex.y)
}
