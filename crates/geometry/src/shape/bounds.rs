//! Boxes along the axes, in vertex units.

use crate::Vertex;

/// The smallest box around some vertices; its border belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The south-west corner.
    pub low: Vertex,
    /// The north-east corner.
    pub high: Vertex,
}

impl Bounds {
    /// A box that holds nothing.
    pub const EMPTY: Self = Self {
        low: Vertex { x: i32::MAX, y: i32::MAX },
        high: Vertex { x: i32::MIN, y: i32::MIN },
    };

    /// The box around vertices.
    #[must_use]
    pub fn around(vertices: impl IntoIterator<Item = Vertex>) -> Self {
        vertices.into_iter().fold(Self::EMPTY, |bounds, vertex| Self {
            low: Vertex { x: bounds.low.x.min(vertex.x), y: bounds.low.y.min(vertex.y) },
            high: Vertex { x: bounds.high.x.max(vertex.x), y: bounds.high.y.max(vertex.y) },
        })
    }

    /// The box around this one and another.
    #[must_use]
    pub fn joined(self, other: Self) -> Self {
        Self {
            low: Vertex { x: self.low.x.min(other.low.x), y: self.low.y.min(other.low.y) },
            high: Vertex { x: self.high.x.max(other.high.x), y: self.high.y.max(other.high.y) },
        }
    }

    /// Whether the two have a point in common.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        self.low.x <= other.high.x
            && other.low.x <= self.high.x
            && self.low.y <= other.high.y
            && other.low.y <= self.high.y
    }

    /// Whether a vertex lies in the box.
    #[must_use]
    pub fn contains(&self, vertex: Vertex) -> bool {
        self.meets(&Self { low: vertex, high: vertex })
    }

    /// The box with longitudes and latitudes swapped.
    pub(crate) fn swapped(self) -> Self {
        let swap = |vertex: Vertex| Vertex { x: vertex.y, y: vertex.x };
        Self { low: swap(self.low), high: swap(self.high) }
    }
}
