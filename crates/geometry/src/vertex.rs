//! Vertices in fixed point: ten-millionths of a degree, about one centimetre, in 32 bits.

use std::fmt;

/// A position in WGS84 longitude and latitude, each in ten-millionths of a degree.
///
/// Neighbours that share a border share its vertices to the bit, so equality needs no tolerance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Vertex {
    /// Longitude, positive to the east.
    pub x: i32,
    /// Latitude, positive to the north.
    pub y: i32,
}

/// Why a position is not one on Earth.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum PositionError {
    /// NaN or infinite.
    #[error("the position ({0}, {1}) is not a finite number")]
    NotFinite(f64, f64),
    /// Longitude or latitude out of range.
    #[error(
        "the position ({0}, {1}) is not on Earth: longitude −180 to 180, latitude −90 to 90 (in this order)"
    )]
    OutOfRange(f64, f64),
}

impl Vertex {
    /// Units in one degree.
    pub const PER_DEGREE: f64 = 1e7;

    /// The nearest vertex to a position in degrees.
    pub fn from_degrees(longitude: f64, latitude: f64) -> Result<Self, PositionError> {
        if !longitude.is_finite() || !latitude.is_finite() {
            return Err(PositionError::NotFinite(longitude, latitude));
        }
        if longitude.abs() > 180.0 || latitude.abs() > 90.0 {
            return Err(PositionError::OutOfRange(longitude, latitude));
        }
        let fixed = |degrees: f64| (degrees * Self::PER_DEGREE).round() as i32;
        Ok(Self { x: fixed(longitude), y: fixed(latitude) })
    }

    /// Longitude in degrees.
    #[must_use]
    pub fn longitude(self) -> f64 {
        f64::from(self.x) / Self::PER_DEGREE
    }

    /// Latitude in degrees.
    #[must_use]
    pub fn latitude(self) -> f64 {
        f64::from(self.y) / Self::PER_DEGREE
    }
}

impl From<Vertex> for geo_types::Coord<f64> {
    fn from(vertex: Vertex) -> Self {
        Self { x: vertex.longitude(), y: vertex.latitude() }
    }
}

impl fmt::Display for Vertex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.7}, {:.7}", self.longitude(), self.latitude())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(longitude: f64, latitude: f64, expect: Option<(i32, i32)>) {
        let got = Vertex::from_degrees(longitude, latitude).ok().map(|v| (v.x, v.y));
        assert_eq!(got, expect, "{longitude} {latitude}");
    }

    #[test]
    fn positions_on_earth_become_vertices_and_others_are_refused() {
        check(3.7103, 43.9339, Some((37_103_000, 439_339_000)));
        check(-180.0, 90.0, Some((-1_800_000_000, 900_000_000)));
        check(0.000_000_04, 0.0, Some((0, 0)));
        check(f64::NAN, 0.0, None);
        check(0.0, f64::INFINITY, None);
        check(1e308, 0.0, None);
        check(43.9, 96.0, None);
    }
}
