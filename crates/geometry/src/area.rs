//! Areas on the WGS84 ellipsoid, edge by edge, so that they add up.
//!
//! An edge is straight in longitude and latitude (RFC 7946 §3.1.1). Its contribution is the area
//! between it and the equator, signed by its direction; a ring's area is the sum over its edges,
//! and the edge that two faces share adds to one what it takes from the other.

use geo_types::Coord;

use crate::{FaceId, Mesh, Vertex};

/// WGS84, in metres.
const SEMI_MAJOR_AXIS: f64 = 6_378_137.0;
const FLATTENING: f64 = 1.0 / 298.257_223_563;
/// The square of the eccentricity.
const E2: f64 = FLATTENING * (2.0 - FLATTENING);

const RADIANS_PER_UNIT: f64 = std::f64::consts::PI / 180.0 / Vertex::PER_DEGREE;

/// Edges that span more latitude than this, in vertex units, are measured in several steps:
/// one degree, where the quadrature errs by less than 1e-10 of the area.
const STEP: f64 = Vertex::PER_DEGREE;

/// Area in m² inside a ring, positive if it is walked counter-clockwise. The ring may repeat its
/// first vertex at the end or not.
///
/// Right to 1e-9 for edges straight in degrees. Where geodesic edges are meant, as in PostGIS's
/// `geography`, the two differ by some 1e-6 of the area when edges are 2 km long.
#[must_use]
pub fn signed_area(ring: impl IntoIterator<Item = Vertex>) -> f64 {
    let mut ring = ring.into_iter().map(position);
    let Some(first) = ring.next() else { return 0.0 };
    let mut last = first;
    let mut area = 0.0;
    for vertex in ring {
        area += edge_area(last, vertex);
        last = vertex;
    }
    area + edge_area(last, first)
}

/// Area in m² of each face, by the place of the face in the mesh. Each arc is measured once, so
/// the areas of the faces add up to the area of their union.
#[must_use]
pub fn face_areas(mesh: &Mesh) -> Vec<f64> {
    face_areas_from(mesh, &arc_areas(mesh))
}

/// What each arc adds, in m², to the face on its left and takes from the face on its right.
#[must_use]
pub fn arc_areas(mesh: &Mesh) -> Vec<f64> {
    mesh.arcs().map(|arc| chain_area(mesh.vertices(arc))).collect()
}

/// The areas of the faces from what the arcs contribute.
pub(crate) fn face_areas_from(mesh: &Mesh, arc_areas: &[f64]) -> Vec<f64> {
    let mut areas = vec![0.0; mesh.face_count()];
    for (arc, &area) in mesh.arcs().zip(arc_areas) {
        let [left, right] = mesh.sides(arc);
        for (side, area) in [(left, area), (right, -area)] {
            if let Some(sum) = side.and_then(|FaceId(face)| areas.get_mut(face as usize)) {
                *sum += area;
            }
        }
    }
    areas
}

/// What a chain of vertices contributes, in m².
pub(crate) fn chain_area(chain: &[Vertex]) -> f64 {
    chain
        .iter()
        .zip(chain.iter().skip(1))
        .map(|(&from, &to)| edge_area(position(from), position(to)))
        .sum()
}

/// A vertex as a position in vertex units, in which the points where edges cross are fractions.
pub(crate) fn position(vertex: Vertex) -> Coord<f64> {
    Coord { x: f64::from(vertex.x), y: f64::from(vertex.y) }
}

/// What an edge between two positions in vertex units contributes, in m²: the area between it and
/// the equator, negative where the edge runs east.
pub(crate) fn edge_area(from: Coord<f64>, to: Coord<f64>) -> f64 {
    let height = to.y - from.y;
    let steps = (height.abs() / STEP).ceil().max(1.0);
    let mean = if steps > 1.0 {
        let step = height / steps;
        let sum: f64 =
            (0..steps as u32).map(|i| mean_strip(from.y + step * f64::from(i), step)).sum();
        sum / steps
    } else {
        mean_strip(from.y, height)
    };
    (from.x - to.x) * RADIANS_PER_UNIT * mean
}

/// Mean of `strip` over latitudes from `y` to `y + height`: Gauss and Legendre's two points.
fn mean_strip(y: f64, height: f64) -> f64 {
    const HALF_SPREAD: f64 = 0.288_675_134_594_812_9; // 1 / (2 √3)
    let (middle, spread) = (y + height * 0.5, height * HALF_SPREAD);
    (strip(middle - spread) + strip(middle + spread)) * 0.5
}

/// Area in m² from the equator to a latitude in vertex units, for one radian of longitude:
/// a² q / 2, where q is Snyder's authalic function (Map Projections: A Working Manual, USGS
/// Professional Paper 1395, 1987, equation 3-12). Its logarithm is written as the series of
/// atanh(e sin φ) / e, whose terms left out are below the precision of numbers.
fn strip(y: f64) -> f64 {
    let sine = (y * RADIANS_PER_UNIT).sin();
    let x = E2 * sine * sine;
    let series = 1.0
        + x * (1.0 / 3.0
            + x * (1.0 / 5.0
                + x * (1.0 / 7.0 + x * (1.0 / 9.0 + x * (1.0 / 11.0 + x * (1.0 / 13.0))))));
    let q = (1.0 - E2) * sine * (1.0 / (1.0 - x) + series);
    SEMI_MAJOR_AXIS * SEMI_MAJOR_AXIS * 0.5 * q
}

#[cfg(test)]
mod tests;
