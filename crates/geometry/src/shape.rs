//! Shapes: polygons from outside, checked and repaired before any algorithm sees them.

use geo_types::{Coord, LineString, MultiPolygon, Polygon};

use crate::area::signed_area;
use crate::{PositionError, Vertex};

mod assemble;
pub(crate) mod bands;
mod bounds;
mod contacts;
pub(crate) mod exact;
mod locator;
mod noding;
mod overlay;
mod rings;
mod sweep;
#[cfg(test)]
mod tests;

pub use bounds::Bounds;
use contacts::{Contacts, Search};
pub use locator::ShapeLocator;
pub(crate) use locator::{inside, on_left};
use rings::{Draft, Polygons};

/// A multipolygon on the grid of vertices that is in range, closed, valid in the sense of OGC and
/// well oriented (outer rings counter-clockwise, holes clockwise).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    polygons: Polygons,
    bounds: Bounds,
}

/// What a shape from outside may be at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShapeLimits {
    /// Vertices, all rings together.
    pub vertices: usize,
}

impl ShapeLimits {
    /// For what is sent with a request: far more than a hand draws, checked in milliseconds.
    pub const DRAWN: Self = Self { vertices: 20_000 };

    /// For one shape of a file that is imported.
    pub const FILE: Self = Self { vertices: 2_000_000 };
}

/// Something that was mended in a shape.
#[derive(Clone, Debug, PartialEq)]
pub enum Repair {
    /// This many rings wound the wrong way, turned.
    TurnedRings(usize),
    /// This many vertices that repeated the one before, dropped.
    RepeatedVertices(usize),
    /// This many rings with fewer than three different vertices, dropped.
    EmptyRings(usize),
    /// Rings that crossed themselves or each other, or lay where they should not, made valid by
    /// union.
    SelfCrossing {
        /// New area less old area, in m²; old is the sum of the outer rings less that of the
        /// holes.
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
        error: PositionError,
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
    /// A ring lies where it should not and the caller asked for no repair.
    #[error(
        "near {longitude:.5}, {latitude:.5}, a hole lies outside its polygon or a polygon inside \
         another"
    )]
    MisplacedRing {
        /// Where.
        longitude: f64,
        /// Where.
        latitude: f64,
    },
    /// Its rings meet at too many places, or too many of its edges lie abreast, to be checked in
    /// reasonable time.
    #[error("the polygon is too intricate to be checked: simplify it first")]
    TooIntricate,
}

impl Shape {
    /// Checks polygons in WGS84 degrees and repairs what can be, saying what was.
    pub fn check(
        polygons: MultiPolygon<f64>,
        limits: ShapeLimits,
    ) -> Result<(Self, Vec<Repair>), ShapeError> {
        let draft = Draft::read(polygons, limits)?;
        let mut repairs = draft.repairs();
        let polygons = match contacts::contacts(&draft.polygons, Search::All) {
            Contacts::None => draft.polygons,
            Contacts::TooIntricate => return Err(ShapeError::TooIntricate),
            Contacts::Touching(_) | Contacts::Crossing(_) | Contacts::Misplaced(_) => {
                let mended = overlay::united(&draft.polygons)?;
                if doubled_area(&mended) != doubled_area(&draft.polygons) {
                    let area_change = area(&mended) - area(&draft.polygons);
                    repairs.push(Repair::SelfCrossing { area_change });
                }
                mended
            }
        };
        Ok((Self::of(polygons)?, repairs))
    }

    /// Checks a drawn polygon in WGS84 degrees. The sense of rings, repeated vertices and rings
    /// that only touch are mended without a word; rings that cross are refused.
    pub fn strict(polygons: MultiPolygon<f64>, limits: ShapeLimits) -> Result<Self, ShapeError> {
        let draft = Draft::read(polygons, limits)?;
        let polygons = match contacts::contacts(&draft.polygons, Search::FirstCrossing) {
            Contacts::None => draft.polygons,
            Contacts::TooIntricate => return Err(ShapeError::TooIntricate),
            Contacts::Crossing(place) => return Err(crossing_at(place)),
            Contacts::Misplaced(Coord { x, y }) => {
                let (longitude, latitude) = (x / Vertex::PER_DEGREE, y / Vertex::PER_DEGREE);
                return Err(ShapeError::MisplacedRing { longitude, latitude });
            }
            Contacts::Touching(place) => {
                let mended = overlay::united(&draft.polygons)?;
                // Where rings cross at a vertex, their areas do not add up to that of the union.
                // Up to two units of border width are rounding.
                let change = doubled_area(&mended) - doubled_area(&draft.polygons);
                if change.abs() > 4 * perimeter(&draft.polygons) {
                    return Err(crossing_at(place));
                }
                mended
            }
        };
        Self::of(polygons)
    }

    /// Polygons that were a shape before, as a store gives them back under its own checksum:
    /// positions are checked again, validity is not.
    pub fn restored(polygons: MultiPolygon<f64>) -> Result<Self, ShapeError> {
        Self::of(Draft::read(polygons, ShapeLimits { vertices: usize::MAX })?.polygons)
    }

    /// The polygons, in WGS84 degrees.
    #[must_use]
    pub fn polygons(&self) -> MultiPolygon<f64> {
        let line = |ring: &Vec<Vertex>| -> LineString<f64> {
            ring.iter().map(|&vertex| Coord::from(vertex)).collect()
        };
        let polygon = |rings: &Vec<Vec<Vertex>>| {
            let mut rings = rings.iter().map(line);
            let outer = rings.next().unwrap_or_else(|| LineString::new(Vec::new()));
            Polygon::new(outer, rings.collect())
        };
        self.polygons.iter().map(polygon).collect()
    }

    /// The rings, each closed: of each polygon the outer one (counter-clockwise), then its holes
    /// (clockwise).
    pub fn rings(&self) -> impl Iterator<Item = &[Vertex]> + Clone {
        self.polygons.iter().flatten().map(Vec::as_slice)
    }

    /// The box around the shape.
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        self.bounds
    }

    /// The area on the ellipsoid, in m².
    #[must_use]
    pub fn area(&self) -> f64 {
        area(&self.polygons)
    }

    /// Whether a vertex lies in the shape. One on the border is judged by the ground a hair to its
    /// east (on level edges, to its north), so that of shapes that share a border it lies in
    /// exactly one.
    #[must_use]
    pub fn contains(&self, vertex: Vertex) -> bool {
        self.bounds.contains(vertex) && inside(self.rings().flat_map(exact::edges), vertex)
    }

    /// The ground inside both shapes; `None` where they share none. Where borders cross, the
    /// corner is rounded to the grid.
    pub fn intersection(&self, other: &Self) -> Result<Option<Self>, ShapeError> {
        if !self.bounds.meets(&other.bounds) {
            return Ok(None);
        }
        Ok(Self::of(overlay::shared(&self.polygons, &other.polygons)?).ok())
    }

    fn of(polygons: Polygons) -> Result<Self, ShapeError> {
        if doubled_area(&polygons) <= 0 {
            return Err(ShapeError::Empty);
        }
        let outer_rings = polygons.iter().filter_map(|rings| rings.first());
        let bounds = Bounds::around(outer_rings.flatten().copied());
        Ok(Self { polygons, bounds })
    }
}

fn crossing_at(place: Coord<f64>) -> ShapeError {
    ShapeError::SelfCrossing {
        longitude: place.x / Vertex::PER_DEGREE,
        latitude: place.y / Vertex::PER_DEGREE,
    }
}

fn area(polygons: &Polygons) -> f64 {
    polygons.iter().flatten().map(|ring| signed_area(ring.iter().copied())).sum()
}

fn doubled_area(polygons: &Polygons) -> i128 {
    polygons.iter().flatten().map(|ring| exact::doubled_area(ring)).sum()
}

/// The length of all rings along the axes, in vertex units.
fn perimeter(polygons: &Polygons) -> i128 {
    let length = |(from, to): (Vertex, Vertex)| {
        i128::from(from.x.abs_diff(to.x)) + i128::from(from.y.abs_diff(to.y))
    };
    polygons.iter().flatten().flat_map(|ring| exact::edges(ring)).map(length).sum()
}
