//! Which pairs of edges meet.

use std::ops::ControlFlow;

use super::Bounds;
use super::exact::{Meeting, meeting};
use crate::Vertex;

/// Pairs of edges looked at before a shape is given up as too intricate: all there are among
/// 2,000 edges, and beyond that so many for each edge. Real borders have a few dozen abreast.
const PAIRS: usize = 2_000_000;
const PAIRS_PER_EDGE: usize = 200;

/// There are too many edges abreast to compare them all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooManyPairs;

struct Boxed {
    bounds: Bounds,
    place: u32,
}

/// Calls `visit` for each pair of edges that meet, with their places, until it breaks.
///
/// The edges are swept in the order of their western (or southern) ends; each is compared with
/// those that start before it ends. Borders rarely have more than a few dozen edges abreast, so
/// this beats a sweep with a tree, and a budget keeps a comb of long teeth from taking for ever.
pub(super) fn meetings<B>(
    edges: &[[Vertex; 2]],
    mut visit: impl FnMut(usize, usize, Meeting) -> ControlFlow<B>,
) -> Result<Option<B>, TooManyPairs> {
    let sorted = sorted_boxes(edges);
    let mut budget = PAIRS + edges.len() * PAIRS_PER_EDGE;
    for (first, edge) in sorted.iter().enumerate() {
        for other in &sorted[first + 1..] {
            if other.bounds.low.x > edge.bounds.high.x {
                break;
            }
            budget = budget.checked_sub(1).ok_or(TooManyPairs)?;
            if !edge.bounds.meets(&other.bounds) {
                continue;
            }
            let (one, two) = (edge.place as usize, other.place as usize);
            let met = meeting(edges[one], edges[two]);
            if met == Meeting::Apart {
                continue;
            }
            if let ControlFlow::Break(found) = visit(one, two, met) {
                return Ok(Some(found));
            }
        }
    }
    Ok(None)
}

/// The boxes of the edges by their western ends; with longitudes and latitudes swapped where that
/// leaves fewer edges abreast.
fn sorted_boxes(edges: &[[Vertex; 2]]) -> Vec<Boxed> {
    let mut boxes: Vec<Boxed> = (0..)
        .zip(edges)
        .map(|(place, &ends)| Boxed { bounds: Bounds::around(ends), place })
        .collect();
    let all = boxes.iter().fold(Bounds::EMPTY, |all, edge| all.joined(edge.bounds));
    let length = |low: i32, high: i32| f64::from(high) - f64::from(low);
    let (mut wide, mut high) = (0.0, 0.0);
    for Boxed { bounds, .. } in &boxes {
        wide += length(bounds.low.x, bounds.high.x);
        high += length(bounds.low.y, bounds.high.y);
    }
    if high * length(all.low.x, all.high.x) < wide * length(all.low.y, all.high.y) {
        for edge in &mut boxes {
            edge.bounds = edge.bounds.swapped();
        }
    }
    boxes.sort_unstable_by_key(|edge| edge.bounds.low.x);
    boxes
}
