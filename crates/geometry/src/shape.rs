//! Shapes: polygons from outside, checked and repaired before any algorithm sees them.

use geo_types::MultiPolygon;

use crate::Vertex;

/// A multipolygon in WGS84 degrees that is finite, in range, closed, valid and well oriented
/// (outer rings counter-clockwise, holes clockwise).
#[derive(Clone, Debug, PartialEq)]
pub struct Shape(MultiPolygon<f64>);

/// What a shape from outside may be at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShapeLimits {
    /// Vertices, all rings together.
    pub vertices: usize,
}

/// Something that was mended in a shape.
#[derive(Clone, Debug, PartialEq)]
pub enum Repair {
    /// A ring whose last vertex was not its first.
    ClosedRing,
    /// A ring wound the wrong way.
    TurnedRing,
    /// Vertices repeated without need.
    RepeatedVertices(usize),
    /// Rings with fewer than three different vertices, dropped.
    EmptyRings(usize),
    /// Rings that crossed or touched themselves or each other, made valid by union; with the
    /// change of area, in square metres.
    SelfCrossing {
        /// New area less old area, in m².
        area_change: f64,
    },
}

/// Why a polygon from outside cannot be used.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ShapeError {
    /// A coordinate is not a position.
    #[error("vertex {place}: {error}")]
    Position {
        /// Which vertex, from 1, all rings together.
        place: usize,
        /// What is wrong with it.
        error: crate::PositionError,
    },
    /// More vertices than allowed.
    #[error("the polygon has {got} vertices; at most {limit} are accepted: simplify it first")]
    TooManyVertices {
        /// How many it has.
        got: usize,
        /// How many it may have.
        limit: usize,
    },
    /// No ring has an inside.
    #[error("the polygon has no area")]
    Empty,
    /// Its rings cross and the caller asked for no repair.
    #[error("the border of the polygon crosses itself near {longitude:.5}, {latitude:.5}")]
    SelfCrossing {
        /// Where.
        longitude: f64,
        /// Where.
        latitude: f64,
    },
}

impl Shape {
    /// Polygons that were a shape before, as a store gives them back under its own checksum:
    /// positions are checked again, validity is not.
    pub fn restored(polygons: MultiPolygon<f64>) -> Result<Self, ShapeError> {
        let rings = polygons.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
        for (place, position) in rings.flat_map(|ring| &ring.0).enumerate() {
            Vertex::from_degrees(position.x, position.y)
                .map_err(|error| ShapeError::Position { place: place + 1, error })?;
        }
        Ok(Self(polygons))
    }

    /// The polygons, in WGS84 degrees.
    #[must_use]
    pub fn polygons(&self) -> &MultiPolygon<f64> {
        &self.0
    }
}
