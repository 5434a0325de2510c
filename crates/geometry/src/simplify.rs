//! Simplification that keeps borders shared: every vertex of an arc has a weight, computed once.
//!
//! Visvalingam & Whyatt (1993): a vertex weighs the area of the triangle it makes with its
//! neighbours, the lightest goes first, and what leaves later never weighs less than what left
//! before. Asking for a tolerance keeps the vertices above it, the same for the faces on both
//! sides of the arc, for every layer and at every zoom. Ends of arcs are always kept.

use std::{cmp::Reverse, collections::BinaryHeap};

use crate::{ArcId, Mesh, Vertex};

/// The weight of each vertex of a mesh, one byte a vertex.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    /// Logarithm of the tolerance at which the vertex goes, in the order of the mesh.
    levels: Vec<u8>,
    /// Where each arc starts.
    starts: Vec<u32>,
}

/// A mesh seen at a tolerance.
#[derive(Clone, Copy, Debug)]
pub struct Simplification<'a> {
    weights: &'a Weights,
    level: u8,
}

/// Metres to a level: 0 for 5 cm and less, 10 more for each doubling, up to about 2,000 km.
fn level_of(metres: f64) -> u8 {
    let level = 10.0 * (metres / 0.05).max(1.0).log2();
    level.min(254.0) as u8
}

impl Weights {
    /// Weighs the vertices of every arc.
    #[must_use]
    pub fn new(mesh: &Mesh) -> Self {
        let mut levels = Vec::with_capacity(mesh.vertex_count());
        let mut starts = Vec::with_capacity(mesh.arc_count());
        for arc in mesh.arcs() {
            starts.push(levels.len() as u32);
            weigh(mesh.vertices(arc), &mut levels);
        }
        Self { levels, starts }
    }

    /// The mesh seen at a tolerance in metres: details whose size (the square root of their
    /// area) is smaller are left out.
    #[must_use]
    pub fn at(&self, metres: f64) -> Simplification<'_> {
        Simplification { weights: self, level: level_of(metres) }
    }

    /// The level of each vertex of an arc; 255 for those always kept.
    #[must_use]
    pub fn levels(&self, mesh: &Mesh, arc: ArcId) -> &[u8] {
        let start = self.starts[arc.0 as usize] as usize;
        &self.levels[start..start + mesh.vertices(arc).len()]
    }
}

impl Simplification<'_> {
    /// Whether a vertex of an arc, by its place, is kept.
    #[must_use]
    pub fn keeps(&self, mesh: &Mesh, arc: ArcId, place: usize) -> bool {
        self.weights.levels(mesh, arc)[place] >= self.level
    }

    /// The vertices of an arc that are kept, in order.
    #[must_use]
    pub fn vertices<'m>(
        &'m self,
        mesh: &'m Mesh,
        arc: ArcId,
    ) -> impl DoubleEndedIterator<Item = Vertex> + 'm {
        let levels = self.weights.levels(mesh, arc);
        let kept = move |&(_, &level): &(&Vertex, &u8)| level >= self.level;
        mesh.vertices(arc).iter().zip(levels).filter(kept).map(|(&vertex, _)| vertex)
    }
}

/// Pushes the level of each vertex of one arc.
fn weigh(vertices: &[Vertex], levels: &mut Vec<u8>) {
    let areas =
        effective_areas(vertices.len(), |a, b, c| triangle(vertices[a], vertices[b], vertices[c]));
    // The square root of infinity is above every level, but 255 is for those always kept.
    levels.extend(
        areas.into_iter().map(
            |area| {
                if area.is_infinite() { u8::MAX } else { level_of(area.sqrt()) }
            },
        ),
    );
}

/// The effective area of each of `count` points of a chain, in the unit of `triangle`, which gives
/// the area between three points by their places. Asking for an area keeps the points whose own
/// is not smaller. Both ends have an infinite area.
#[must_use]
pub fn effective_areas(count: usize, triangle: impl Fn(usize, usize, usize) -> f64) -> Vec<f64> {
    let mut areas = vec![f64::INFINITY; count];
    let last = count.saturating_sub(1);
    let mut before: Vec<usize> = (0..count).map(|place| place.saturating_sub(1)).collect();
    let mut after: Vec<usize> = (0..count).map(|place| (place + 1).min(last)).collect();
    let mut gone = vec![false; count];
    let mut current = vec![0.0_f64; count];
    let mut heap = BinaryHeap::new();
    for (place, area) in current.iter_mut().enumerate().take(last).skip(1) {
        *area = triangle(place - 1, place, place + 1);
        heap.push(Reverse((area.to_bits(), place)));
    }
    let mut heaviest = 0.0_f64;
    while let Some(Reverse((bits, place))) = heap.pop() {
        if gone[place] || bits != current[place].to_bits() {
            continue;
        }
        heaviest = heaviest.max(current[place]);
        areas[place] = heaviest;
        gone[place] = true;
        let (previous, next) = (before[place], after[place]);
        after[previous] = next;
        before[next] = previous;
        for neighbour in [previous, next] {
            if neighbour != 0 && neighbour != last {
                current[neighbour] = triangle(before[neighbour], neighbour, after[neighbour]);
                heap.push(Reverse((current[neighbour].to_bits(), neighbour)));
            }
        }
    }
    areas
}

/// Area of a triangle in m², on a sphere seen flat around its middle corner.
fn triangle(a: Vertex, b: Vertex, c: Vertex) -> f64 {
    const METRES_PER_UNIT: f64 = 111_320.0 / Vertex::PER_DEGREE;
    let shrink = b.latitude().to_radians().cos();
    let vector = |v: Vertex| {
        let east = (f64::from(v.x) - f64::from(b.x)) * METRES_PER_UNIT * shrink;
        (east, (f64::from(v.y) - f64::from(b.y)) * METRES_PER_UNIT)
    };
    let (u, v) = (vector(a), vector(c));
    (u.0 * v.1 - u.1 * v.0).abs() / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{MeshBuilder, Tolerance};

    /// A ring around the origin with a bump of about 1 km, as (mesh, weights).
    fn ring_with_bump() -> (Mesh, Weights) {
        let ring = [(0, 0), (50, 0), (55, 9), (60, 0), (100, 0), (100, 100), (0, 100)]
            .map(|(x, y)| Vertex { x: x * 10_000, y: y * 10_000 });
        let mut builder = MeshBuilder::default();
        builder.add_face([ring.as_slice()]);
        let mesh = builder.build(Tolerance { width: 0.0 }).unwrap().0;
        let weights = Weights::new(&mesh);
        (mesh, weights)
    }

    fn check(metres: f64, expect: usize) {
        let (mesh, weights) = ring_with_bump();
        let kept = weights.at(metres).vertices(&mesh, ArcId(0)).count();
        assert_eq!(kept, expect, "{metres} m");
    }

    #[test]
    fn details_below_the_tolerance_go() {
        check(0.0, 8);
        check(100.0, 8);
        check(1_000.0, 5);
        check(100_000.0, 2);
    }

    #[test]
    fn a_greater_tolerance_never_keeps_more() {
        let (mesh, weights) = ring_with_bump();
        let counts: Vec<usize> = (0..25)
            .map(|step| weights.at(f64::from(1 << step) * 0.1).vertices(&mesh, ArcId(0)).count())
            .collect();
        assert!(counts.is_sorted_by(|a, b| a >= b), "{counts:?}");
    }
}
