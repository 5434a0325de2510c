//! Rings from edges, and polygons from rings.

use std::cmp::Ordering;

use super::Bounds;
use super::exact::{doubled_area, edges, half_way, ray_crosses, turn};
use super::rings::Polygons;
use crate::Vertex;

/// Polygons from the edges of their border, which have the inside on their left and meet at their
/// ends only. A ring passes through each vertex once, as OGC asks.
pub(super) fn assembled(border: Vec<[Vertex; 2]>) -> Polygons {
    let (outer, holes): (Vec<_>, Vec<_>) = rings(border)
        .into_iter()
        .map(|ring| (doubled_area(&ring), ring))
        .partition(|&(area, _)| area > 0);
    nested(outer, holes.into_iter().map(|(_, hole)| hole).collect())
}

/// Closed rings. At a vertex where several pass, each keeps to its left, so that it goes around
/// one piece of ground; and what closes there is set apart.
fn rings(mut border: Vec<[Vertex; 2]>) -> Vec<Vec<Vertex>> {
    border.sort_unstable();
    let mut used = vec![false; border.len()];
    let mut found = Vec::new();
    for start in 0..border.len() {
        if used[start] {
            continue;
        }
        let mut path: Vec<Vertex> = vec![border[start][0]];
        let mut next = Some(start);
        while let Some(edge) = next {
            used[edge] = true;
            let [before, at] = border[edge];
            let first = border.partition_point(|&[from, _]| from < at);
            let here = first..border.partition_point(|&[from, _]| from <= at);
            let crowded = here.len() > 1;
            // Only where several rings pass can one close before its start.
            let closes = if crowded {
                path.iter().rposition(|&vertex| vertex == at)
            } else {
                (path.first() == Some(&at)).then_some(0)
            };
            path.push(at);
            if let Some(back) = closes {
                found.push(path[back..].to_vec());
                path.truncate(back + 1);
            }
            next = here
                .filter(|&edge| !used[edge])
                .max_by(|&a, &b| more_to_the_left(before, at, border[a][1], border[b][1]));
            if path.len() == 1 && closes.is_some() {
                next = None;
            }
        }
    }
    found.retain(|ring| ring.len() > 3);
    found
}

/// Which of two ways on from `at`, coming from `before`, lies more to the left.
fn more_to_the_left(before: Vertex, at: Vertex, one: Vertex, other: Vertex) -> Ordering {
    let side = |to: Vertex| turn(before, at, to);
    // On the same side, the one that has the other on its right.
    side(one).cmp(&side(other)).then_with(|| turn(at, other, one))
}

/// Gives each hole to the smallest outer ring around it.
fn nested(mut outer: Vec<(i128, Vec<Vertex>)>, holes: Vec<Vec<Vertex>>) -> Polygons {
    outer.sort();
    let bounds: Vec<Bounds> =
        outer.iter().map(|(_, ring)| Bounds::around(ring.iter().copied())).collect();
    let mut polygons: Polygons = outer.into_iter().map(|(_, ring)| vec![ring]).collect();
    for hole in holes {
        // Rings may share vertices but no edge: the middle of an edge is on one side.
        let Some((from, to)) = edges(&hole).next() else { continue };
        let around = |ring: &[Vertex]| {
            let middle = half_way(from, to);
            let crossed = |&edge: &(Vertex, Vertex)| ray_crosses(middle, edge.into()).is_some();
            edges(ring).filter(crossed).count() % 2 == 1
        };
        let place = (0..polygons.len())
            .find(|&place| bounds[place].contains(from) && around(&polygons[place][0]));
        if let Some(place) = place {
            polygons[place].push(hole);
        }
    }
    polygons.reverse();
    polygons
}
