//! The covered area of faces, by walking borders once.
//!
//! By Green's theorem the area of what a face and a shape share is a sum over the pieces of the
//! face's border inside the shape and the pieces of the shape's border inside the face. No ring
//! is ever built: each crossing of the two borders adds a number to the face on one side and
//! takes it from the other, in any order.
//!
//! Borders that lie on one another, and vertices on borders, need no case of their own: the shape
//! is taken to lie an infinitely small step to the west, and a far smaller one to the south, of
//! where it is. Then nothing coincides, every test has a definite answer in whole numbers, and
//! the area is the same.

use std::cmp::Ordering;

use crate::area::{edge_area, position};
use crate::shape::exact::{crossing_point, edges, turn};
use crate::shape::on_left;
use crate::{ArcId, Bounds, FaceId, Mesh, Shape, ShapeLocator, Vertex};

/// What the walk adds to the covered area of a face.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) face: FaceId,
    /// In m².
    pub(super) area: f64,
    /// Whether the shape's border enters the face; where it never does, the face is covered
    /// wholly or not at all.
    pub(super) cut: bool,
}

/// A shape laid over a mesh.
pub(super) struct Walk<'a> {
    mesh: &'a Mesh,
    shape: &'a Shape,
    locator: ShapeLocator,
    /// For each edge of the shape, the area between its ring and the equator from the start of
    /// the ring to the start of the edge.
    before: Vec<f64>,
    /// The same up to the end, for each ring.
    rings: Vec<f64>,
    pub(super) entries: Vec<Entry>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(mesh: &'a Mesh, shape: &'a Shape) -> Self {
        let (mut before, mut rings) = (Vec::new(), Vec::new());
        for ring in shape.rings() {
            let mut sum = 0.0;
            for (from, to) in edges(ring) {
                before.push(sum);
                sum += edge_area(position(from), position(to));
            }
            rings.push(sum);
        }
        let locator = ShapeLocator::new(shape);
        Self { mesh, shape, locator, before, rings, entries: Vec::new() }
    }

    /// Walks an arc, given the box around it and what it contributes as a whole.
    pub(super) fn arc(&mut self, arc: ArcId, bounds: &Bounds, area: f64) {
        let vertices = self.mesh.vertices(arc);
        let mut crossed = false;
        self.locator.bands().near(bounds, |_| {
            crossed = true;
            false
        });
        if crossed {
            self.cross(arc, vertices);
        }
        if vertices.last().is_some_and(|&end| self.locator.contains(end)) {
            self.add(arc, area, false);
        }
    }

    /// Adds what the border of the shape contributes to the faces its rings start in: every
    /// crossing took from one face what it gave to the next.
    pub(super) fn close_rings(&mut self, starts: impl Fn(Vertex) -> Option<FaceId>) {
        for (ring, &area) in self.shape.rings().zip(&self.rings) {
            if let Some(face) = ring.first().and_then(|&start| starts(start)) {
                self.entries.push(Entry { face, area, cut: true });
            }
        }
    }

    fn cross(&mut self, arc: ArcId, vertices: &[Vertex]) {
        let mut walked = 0.0;
        for (from, to) in edges(vertices) {
            let mut found = 0.0;
            let mut any = false;
            self.locator.bands().near(&Bounds::around([from, to]), |edge| {
                let border = edge.ends();
                if let Some(enters) = crosses([from, to], border) {
                    let at = crossing_point([from, to], border);
                    let along_arc = walked + edge_area(position(from), at);
                    let along_ring =
                        self.before[edge.place as usize] + edge_area(position(border[0]), at);
                    let sign = if enters { 1.0 } else { -1.0 };
                    found += sign * (along_ring - along_arc);
                    any = true;
                }
                true
            });
            if any {
                self.add(arc, found, true);
            }
            walked += edge_area(position(from), position(to));
        }
    }

    /// Adds to the face on the left of an arc, takes from the face on its right.
    fn add(&mut self, arc: ArcId, area: f64, cut: bool) {
        let [left, right] = self.mesh.sides(arc);
        for (side, area) in [(left, area), (right, -area)] {
            if let Some(face) = side {
                self.entries.push(Entry { face, area, cut });
            }
        }
    }
}

/// Whether an edge of the mesh, from its first end to its second, enters the shape through an
/// edge of its border (`Some(true)`), leaves it there (`Some(false)`), or does not cross it.
fn crosses(edge: [Vertex; 2], border: [Vertex; 2]) -> Option<bool> {
    let enters = on_left(border, edge[1]);
    if on_left(border, edge[0]) == enters {
        return None;
    }
    (left_of_edge(edge, border[0]) != left_of_edge(edge, border[1])).then_some(enters)
}

/// Whether a vertex of the shape lies on the left of an edge of the mesh.
fn left_of_edge([from, to]: [Vertex; 2], vertex: Vertex) -> bool {
    match turn(from, to, vertex) {
        Ordering::Greater => true,
        Ordering::Less => false,
        Ordering::Equal => to.y > from.y || (to.y == from.y && to.x < from.x),
    }
}

/// How a ray to the east from a vertex of the shape crosses an edge of the mesh: upwards 1,
/// downwards −1, not at all 0.
pub(super) fn ray([from, to]: [Vertex; 2], vertex: Vertex) -> i32 {
    let upward = to.y >= vertex.y;
    let straddles = (from.y >= vertex.y) != upward;
    match straddles && left_of_edge([from, to], vertex) == upward {
        true if upward => 1,
        true => -1,
        false => 0,
    }
}
