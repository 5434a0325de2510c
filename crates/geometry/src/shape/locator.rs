//! Points in a shape: the rule on borders, and an index by bands of latitude.

use std::cmp::Ordering;

use super::Shape;
use super::bands::Bands;
use super::exact::{edges, turn};
use crate::Vertex;

/// Answers whether points lie in a shape, through the edges near their latitude only.
#[derive(Clone, Debug)]
pub struct ShapeLocator {
    bands: Bands,
}

/// Whether a vertex lies on the left of a border's edge. One that lies on the edge is looked at a
/// hair to the east, and for level edges a hair to the north, of where it is: the same rule as for
/// faces.
pub(crate) fn on_left([from, to]: [Vertex; 2], vertex: Vertex) -> bool {
    match turn(from, to, vertex) {
        Ordering::Greater => true,
        Ordering::Less => false,
        Ordering::Equal => to.y < from.y || (to.y == from.y && to.x > from.x),
    }
}

/// Whether a vertex lies inside closed rings given by their edges: whether a ray to the east from
/// a hair east and north of it crosses an odd number of edges.
pub(crate) fn inside(edges: impl Iterator<Item = (Vertex, Vertex)>, vertex: Vertex) -> bool {
    edges.fold(false, |inside, (from, to)| {
        let upward = to.y > vertex.y;
        let straddles = (from.y > vertex.y) != upward;
        inside != (straddles && on_left([from, to], vertex) == upward)
    })
}

impl ShapeLocator {
    /// Builds the index; time and memory are in proportion to the vertices.
    #[must_use]
    pub fn new(shape: &Shape) -> Self {
        Self { bands: Bands::new(|| shape.rings().flat_map(edges)) }
    }

    /// Whether a vertex lies in the shape, by the same rule as [`Shape::contains`].
    #[must_use]
    pub fn contains(&self, vertex: Vertex) -> bool {
        self.bands.bounds().contains(vertex)
            && inside(self.bands.at(vertex.y).iter().map(|edge| (edge.from, edge.to)), vertex)
    }

    /// The edges of the shape, numbered ring by ring.
    pub(crate) fn bands(&self) -> &Bands {
        &self.bands
    }
}
