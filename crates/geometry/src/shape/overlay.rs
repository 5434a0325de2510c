//! Union and intersection of rings, exact on the grid of vertices.
//!
//! All edges are cut where they meet. On each side of each piece, the rings that wind around tell
//! whether the ground there is inside; the pieces with the inside on one side only are the border.

use super::ShapeError;
use super::assemble::assembled;
use super::bands::Bands;
use super::exact::{edges, half_way, ray_crosses};
use super::noding::{Piece, noded};
use super::rings::Polygons;
use crate::Vertex;

/// What a ring does to the ground it winds around.
#[derive(Clone, Copy)]
struct Role {
    /// To which shape it belongs, of the two that may be intersected.
    shape: usize,
    /// One for an outer ring, minus one for a hole.
    adds: i32,
}

/// The ground inside the outer rings and outside the holes. What a ring winds around is inside
/// it, however it crosses itself; polygons that overlap become one.
pub(super) fn united(polygons: &Polygons) -> Result<Polygons, ShapeError> {
    overlay(&[polygons])
}

/// The ground inside both shapes.
pub(super) fn shared(one: &Polygons, other: &Polygons) -> Result<Polygons, ShapeError> {
    overlay(&[one, other])
}

fn overlay(shapes: &[&Polygons]) -> Result<Polygons, ShapeError> {
    let (mut pieces, mut roles) = (Vec::new(), Vec::new());
    for (shape, polygons) in shapes.iter().enumerate() {
        for rings in *polygons {
            for (place, ring) in rings.iter().enumerate() {
                let number = roles.len() as u32;
                pieces
                    .extend(edges(ring).map(|(from, to)| Piece { ends: [from, to], ring: number }));
                roles.push(Role { shape, adds: if place == 0 { 1 } else { -1 } });
            }
        }
    }
    let segments = merged(noded(pieces)?);
    Ok(assembled(border(&segments, &roles, shapes.len())))
}

/// Pieces on one another, as one: from the smaller to the greater end.
struct Segment {
    ends: [Vertex; 2],
    /// For each ring that runs along it: how often this way, less how often the other way.
    ways: Vec<(u32, i32)>,
}

fn merged(mut pieces: Vec<Piece>) -> Vec<Segment> {
    let way = |piece: &Piece| if piece.ends[0] < piece.ends[1] { 1 } else { -1 };
    let sorted = |piece: &Piece| {
        let [from, to] = piece.ends;
        ([from.min(to), from.max(to)], piece.ring)
    };
    pieces.sort_unstable_by_key(sorted);
    pieces
        .chunk_by(|a, b| sorted(a).0 == sorted(b).0)
        .filter_map(|same| {
            let ways: Vec<_> = same
                .chunk_by(|a, b| a.ring == b.ring)
                .filter_map(|ring| {
                    let sum: i32 = ring.iter().map(way).sum();
                    (sum != 0).then(|| (ring[0].ring, sum))
                })
                .collect();
            (!ways.is_empty()).then(|| Segment { ends: sorted(&same[0]).0, ways })
        })
        .collect()
}

/// The segments with the inside on one side only, directed so that it is on their left.
fn border(segments: &[Segment], roles: &[Role], shapes: usize) -> Vec<[Vertex; 2]> {
    let bands = Bands::new(|| segments.iter().map(|s| (s.ends[0], s.ends[1])));
    let mut windings = Windings { counts: vec![0; roles.len()], touched: Vec::new() };
    let mut found = Vec::new();
    for (place, segment) in segments.iter().enumerate() {
        let [from, to] = segment.ends;
        windings.clear();
        // A ray to the east, a hair above the middle of the segment.
        let middle = half_way(from, to);
        for entry in bands.at(((middle.1) >> 1) as i32) {
            if entry.place as usize != place
                && let Some(upward) = ray_crosses(middle, entry.ends())
            {
                let sign = if upward { 1 } else { -1 };
                windings.add(&segments[entry.place as usize].ways, sign);
            }
        }
        // The ray starts on the right of a segment that climbs, on the left of any other.
        let climbs = to.y > from.y;
        let first = windings.inside(roles, shapes);
        windings.add(&segment.ways, if climbs { 1 } else { -1 });
        let second = windings.inside(roles, shapes);
        let (left, right) = if climbs { (second, first) } else { (first, second) };
        match (left, right) {
            (true, false) => found.push([from, to]),
            (false, true) => found.push([to, from]),
            _ => {}
        }
    }
    found
}

/// How often each ring winds around a place.
struct Windings {
    counts: Vec<i32>,
    /// The rings whose counts may differ from zero.
    touched: Vec<u32>,
}

impl Windings {
    fn clear(&mut self) {
        for ring in self.touched.drain(..) {
            self.counts[ring as usize] = 0;
        }
    }

    fn add(&mut self, ways: &[(u32, i32)], sign: i32) {
        for &(ring, way) in ways {
            if !self.touched.contains(&ring) {
                self.touched.push(ring);
            }
            self.counts[ring as usize] += sign * way;
        }
    }

    /// Whether the place lies in more outer rings than holes, of each of the shapes.
    fn inside(&self, roles: &[Role], shapes: usize) -> bool {
        (0..shapes).all(|shape| {
            let depth: i32 = self
                .touched
                .iter()
                .filter(|&&ring| self.counts[ring as usize] != 0)
                .map(|&ring| roles[ring as usize])
                .filter(|role| role.shape == shape)
                .map(|role| role.adds)
                .sum();
            depth > 0
        })
    }
}
