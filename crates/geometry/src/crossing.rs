//! Where edges of different faces meet: vertices that lie on another's edge, and crossings.

use rstar::{AABB, RTree, RTreeObject};

use crate::{FaceId, Vertex};

/// A vertex this near an edge lies on it: two units, about two centimetres, which is what
/// rounding to fixed point can move a vertex off a straight line.
const ON_EDGE: f64 = 2.0;

struct Indexed {
    from: Vertex,
    to: Vertex,
    place: usize,
}

impl RTreeObject for Indexed {
    type Envelope = AABB<[i64; 2]>;
    fn envelope(&self) -> Self::Envelope {
        let corner = |v: Vertex| [i64::from(v.x), i64::from(v.y)];
        AABB::from_corners(corner(self.from), corner(self.to))
    }
}

/// For each edge that others meet between its ends: its place, and the vertices to put on it,
/// in the order of the edge.
pub(crate) fn nodes_of(edges: &[(Vertex, Vertex, FaceId)]) -> Vec<(usize, Vec<Vertex>)> {
    let tree = RTree::bulk_load(
        edges
            .iter()
            .enumerate()
            .map(|(place, &(from, to, _))| Indexed { from, to, place })
            .collect(),
    );
    let mut found = Vec::new();
    for (place, &(from, to, _)) in edges.iter().enumerate() {
        let envelope = Indexed { from, to, place }.envelope();
        let (low, high) = (envelope.lower(), envelope.upper());
        let around = AABB::from_corners([low[0] - 2, low[1] - 2], [high[0] + 2, high[1] + 2]);
        let mut through: Vec<Vertex> = Vec::new();
        for other in tree.locate_in_envelope_intersecting(around) {
            if other.place == place {
                continue;
            }
            through.extend([other.from, other.to].into_iter().filter(|&v| lies_on(v, from, to)));
            through.extend(crossing(from, to, other.from, other.to));
        }
        through.retain(|&vertex| vertex != from && vertex != to);
        through.sort_by(|&a, &b| along(a, from, to).total_cmp(&along(b, from, to)));
        through.dedup();
        if !through.is_empty() {
            found.push((place, through));
        }
    }
    found
}

fn difference(a: Vertex, b: Vertex) -> (f64, f64) {
    (f64::from(a.x) - f64::from(b.x), f64::from(a.y) - f64::from(b.y))
}

/// How far along the edge a vertex is, from 0 to 1.
fn along(vertex: Vertex, from: Vertex, to: Vertex) -> f64 {
    let (edge, offset) = (difference(to, from), difference(vertex, from));
    (offset.0 * edge.0 + offset.1 * edge.1) / (edge.0 * edge.0 + edge.1 * edge.1)
}

fn lies_on(vertex: Vertex, from: Vertex, to: Vertex) -> bool {
    if vertex == from || vertex == to {
        return false;
    }
    let (edge, offset) = (difference(to, from), difference(vertex, from));
    let length = edge.0.hypot(edge.1);
    let distance = (edge.0 * offset.1 - edge.1 * offset.0).abs() / length;
    let place = along(vertex, from, to);
    distance <= ON_EDGE && place > 0.0 && place < 1.0
}

/// The crossing of two edges strictly inside both, rounded to a vertex.
fn crossing(a: Vertex, b: Vertex, c: Vertex, d: Vertex) -> Option<Vertex> {
    let (first, second, offset) = (difference(b, a), difference(d, c), difference(c, a));
    let cross = |u: (f64, f64), v: (f64, f64)| u.0 * v.1 - u.1 * v.0;
    let turn = cross(first, second);
    if turn == 0.0 {
        return None;
    }
    let (s, t) = (cross(offset, second) / turn, cross(offset, first) / turn);
    let inside = |place: f64| place > 0.0 && place < 1.0;
    if !inside(s) || !inside(t) {
        return None;
    }
    let vertex = Vertex {
        x: (f64::from(a.x) + s * first.0).round() as i32,
        y: (f64::from(a.y) + s * first.1).round() as i32,
    };
    ([a, b, c, d].iter().all(|&end| end != vertex)).then_some(vertex)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vertex(x: i32, y: i32) -> Vertex {
        Vertex { x, y }
    }

    fn check(edges: &[[i32; 4]], expect: &[(usize, Vec<Vertex>)]) {
        let edges: Vec<_> =
            edges.iter().map(|&[a, b, c, d]| (vertex(a, b), vertex(c, d), FaceId(0))).collect();
        assert_eq!(nodes_of(&edges), expect);
    }

    #[test]
    fn a_vertex_on_an_edge_is_a_node_of_it() {
        check(&[[0, 0, 100, 0], [40, 1, 40, 90]], &[(0, vec![vertex(40, 1)])]);
    }

    #[test]
    fn a_crossing_is_a_node_of_both() {
        let node = vec![vertex(50, 0)];
        check(&[[0, 0, 100, 0], [50, -50, 50, 50]], &[(0, node.clone()), (1, node)]);
    }

    #[test]
    fn edges_that_share_an_end_need_no_node() {
        check(&[[0, 0, 100, 0], [100, 0, 200, 50]], &[]);
    }

    #[test]
    fn nodes_come_in_the_order_of_the_edge() {
        check(
            &[[100, 0, 0, 0], [20, 0, 20, 50], [70, 0, 70, 50]],
            &[(0, vec![vertex(70, 0), vertex(20, 0)])],
        );
    }
}
