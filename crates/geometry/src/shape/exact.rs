//! Exact answers about vertices and edges, in whole numbers.

use std::cmp::Ordering;

use geo_types::Coord;

use crate::Vertex;

/// How two edges meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meeting {
    /// They have no point in common.
    Apart,
    /// They share a point, and neither passes through the other there; or they share a stretch.
    Touching,
    /// Each passes through the other between its ends.
    Crossing,
}

/// `Greater` if `c` lies to the left of the line from `a` to `b`, `Less` to the right, `Equal` on
/// it.
///
/// Products of differences of longitudes and latitudes stay below 2^63, their difference may not:
/// so the products are compared, never subtracted.
pub(crate) fn turn(a: Vertex, b: Vertex, c: Vertex) -> Ordering {
    let [(ux, uy), (vx, vy)] = [difference(b, a), difference(c, a)];
    (ux * vy).cmp(&(uy * vx))
}

/// Twice the area of the triangle `a b c` in square units, positive if counter-clockwise.
pub(crate) fn doubled_triangle(a: Vertex, b: Vertex, c: Vertex) -> i128 {
    let [(ux, uy), (vx, vy)] = [difference(b, a), difference(c, a)];
    i128::from(ux * vy) - i128::from(uy * vx)
}

/// Twice the area inside a closed ring in square units, positive if counter-clockwise.
pub(crate) fn doubled_area(ring: &[Vertex]) -> i128 {
    let Some(&first) = ring.first() else { return 0 };
    edges(ring).map(|(from, to)| doubled_triangle(first, from, to)).sum()
}

/// The edges of a chain of vertices.
pub(crate) fn edges(chain: &[Vertex]) -> impl Iterator<Item = (Vertex, Vertex)> + Clone + '_ {
    chain.iter().copied().zip(chain.iter().copied().skip(1))
}

/// How the edges `a b` and `c d` meet.
pub(crate) fn meeting([a, b]: [Vertex; 2], [c, d]: [Vertex; 2]) -> Meeting {
    let (to_c, to_d) = (turn(a, b, c), turn(a, b, d));
    let (to_a, to_b) = (turn(c, d, a), turn(c, d, b));
    let apart = |one: Ordering, other: Ordering| one == other && one != Ordering::Equal;
    if apart(to_c, to_d) || apart(to_a, to_b) {
        return Meeting::Apart;
    }
    let aligned = [(to_c, c, a, b), (to_d, d, a, b), (to_a, a, c, d), (to_b, b, c, d)];
    if aligned.iter().all(|&(side, ..)| side != Ordering::Equal) {
        return Meeting::Crossing;
    }
    let touches = aligned
        .iter()
        .any(|&(side, vertex, from, to)| side == Ordering::Equal && in_box(vertex, from, to));
    if touches { Meeting::Touching } else { Meeting::Apart }
}

/// The point where the edge `a b` meets the line of `c d`, in vertex units. The two must not be
/// parallel.
pub(crate) fn crossing_point([a, b]: [Vertex; 2], [c, d]: [Vertex; 2]) -> Coord<f64> {
    let (at_a, at_b) = (doubled_triangle(c, d, a), doubled_triangle(c, d, b));
    let place = at_a as f64 / (at_a - at_b) as f64;
    let between = |from: i32, to: i32| f64::from(from) + place * (f64::from(to) - f64::from(from));
    Coord { x: between(a.x, b.x), y: between(a.y, b.y) }
}

/// Twice the middle of an edge, so that it is a whole number.
pub(crate) fn half_way(a: Vertex, b: Vertex) -> (i64, i64) {
    (i64::from(a.x) + i64::from(b.x), i64::from(a.y) + i64::from(b.y))
}

/// Whether a ray to the east crosses an edge upwards (`Some(true)`), downwards (`Some(false)`) or
/// not. The ray starts a hair above a point given by twice its coordinates, which is not on the
/// edge.
pub(crate) fn ray_crosses(doubled: (i64, i64), [from, to]: [Vertex; 2]) -> Option<bool> {
    let (x, y) = doubled;
    let upward = 2 * i64::from(to.y) > y;
    if (2 * i64::from(from.y) > y) == upward {
        return None;
    }
    let (ux, uy) = difference(to, from);
    let (vx, vy) = (x - 2 * i64::from(from.x), y - 2 * i64::from(from.y));
    let on_left = i128::from(ux) * i128::from(vy) > i128::from(uy) * i128::from(vx);
    (on_left == upward).then_some(upward)
}

fn difference(to: Vertex, from: Vertex) -> (i64, i64) {
    (i64::from(to.x) - i64::from(from.x), i64::from(to.y) - i64::from(from.y))
}

fn in_box(vertex: Vertex, a: Vertex, b: Vertex) -> bool {
    (a.x.min(b.x)..=a.x.max(b.x)).contains(&vertex.x)
        && (a.y.min(b.y)..=a.y.max(b.y)).contains(&vertex.y)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vertex((x, y): (i32, i32)) -> Vertex {
        Vertex { x, y }
    }

    #[track_caller]
    fn check(edges: [(i32, i32); 4], expect: Meeting) {
        let [a, b, c, d] = edges.map(vertex);
        for (one, other) in [([a, b], [c, d]), ([b, a], [c, d]), ([c, d], [a, b])] {
            assert_eq!(meeting(one, other), expect, "{one:?} {other:?}");
        }
    }

    #[test]
    fn edges_cross_touch_or_stay_apart() {
        check([(0, 0), (4, 4), (0, 4), (4, 0)], Meeting::Crossing);
        check([(0, 0), (4, 4), (0, 1), (1, 2)], Meeting::Apart);
        check([(0, 0), (4, 0), (2, 0), (2, 5)], Meeting::Touching);
        check([(0, 0), (4, 0), (4, 0), (9, 5)], Meeting::Touching);
        check([(0, 0), (4, 0), (2, 0), (9, 0)], Meeting::Touching);
        check([(0, 0), (4, 0), (5, 0), (9, 0)], Meeting::Apart);
        check([(0, 0), (4, 0), (6, 0), (9, 5)], Meeting::Apart);
        check([(0, 0), (4, 0), (0, 1), (4, 1)], Meeting::Apart);
    }

    #[test]
    fn corners_of_the_world_do_not_overflow() {
        const X: i32 = 1_800_000_000;
        const Y: i32 = 900_000_000;
        check([(-X, -Y), (X, Y), (-X, Y), (X, -Y)], Meeting::Crossing);
        let [a, b, c] = [(-X, -Y), (X, -Y), (X, Y)].map(vertex);
        assert_eq!(turn(a, b, c), Ordering::Greater);
        assert_eq!(turn(a, c, b), Ordering::Less);
        assert_eq!(doubled_triangle(a, b, c), i128::from(X) * i128::from(Y) * 4);
        let centre = crossing_point([a, c], [b, vertex((-X, Y))]);
        assert!(centre.x.abs() < 1e-6 && centre.y.abs() < 1e-6, "{centre:?}");
    }

    #[test]
    fn a_ring_has_an_area_and_a_sense() {
        let ring = [(0, 0), (3, 0), (3, 2), (0, 0)].map(vertex);
        assert_eq!(doubled_area(&ring), 6);
        let turned: Vec<_> = ring.into_iter().rev().collect();
        assert_eq!(doubled_area(&turned), -6);
        assert_eq!(doubled_area(&[]), 0);
    }
}
