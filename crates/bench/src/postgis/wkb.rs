//! Polygons as PostGIS reads them: well-known binary (OGC 06-103r4, 8.2.9), in hexadecimal.

use geo_types::{LineString, MultiPolygon, Polygon};

/// The codes of the two forms; PostGIS's bit for a spatial reference that follows.
const POLYGON: u32 = 3;
const MULTI_POLYGON: u32 = 6;
const WITH_REFERENCE: u32 = 0x2000_0000;
/// WGS84, longitude first.
const WGS84: u32 = 4326;

/// A multipolygon in WGS84, in hexadecimal.
pub(super) fn multi_polygon(polygons: &MultiPolygon<f64>) -> String {
    let mut bytes = Vec::new();
    start(&mut bytes, MULTI_POLYGON, true);
    count(&mut bytes, polygons.0.len());
    for polygon in polygons {
        start(&mut bytes, POLYGON, false);
        rings(&mut bytes, polygon);
    }
    hexadecimal(&bytes)
}

/// A polygon in WGS84, in hexadecimal.
pub(super) fn polygon(polygon: &Polygon<f64>) -> String {
    let mut bytes = Vec::new();
    start(&mut bytes, POLYGON, true);
    rings(&mut bytes, polygon);
    hexadecimal(&bytes)
}

fn start(bytes: &mut Vec<u8>, form: u32, outermost: bool) {
    // Little-endian.
    bytes.push(1);
    let flag = if outermost { WITH_REFERENCE } else { 0 };
    bytes.extend_from_slice(&(form | flag).to_le_bytes());
    if outermost {
        bytes.extend_from_slice(&WGS84.to_le_bytes());
    }
}

fn rings(bytes: &mut Vec<u8>, polygon: &Polygon<f64>) {
    count(bytes, 1 + polygon.interiors().len());
    ring(bytes, polygon.exterior());
    for hole in polygon.interiors() {
        ring(bytes, hole);
    }
}

fn ring(bytes: &mut Vec<u8>, ring: &LineString<f64>) {
    count(bytes, ring.0.len());
    for point in &ring.0 {
        bytes.extend_from_slice(&point.x.to_le_bytes());
        bytes.extend_from_slice(&point.y.to_le_bytes());
    }
}

fn count(bytes: &mut Vec<u8>, count: usize) {
    bytes.extend_from_slice(&(count as u32).to_le_bytes());
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_triangle_is_written_as_postgis_writes_it() {
        let line: LineString<f64> = vec![(0.0, 0.0), (1.0, 0.0), (0.0, 2.0), (0.0, 0.0)].into();
        let triangle = Polygon::new(line, Vec::new());
        let head = "0103000020e6100000";
        let rings = "0100000004000000";
        let text = polygon(&triangle);
        assert!(text.starts_with(&format!("{head}{rings}")), "{text}");
        assert_eq!(text.len(), 2 * (9 + 8 + 4 * 16));
        let many = multi_polygon(&MultiPolygon(vec![triangle]));
        assert_eq!(many.len(), 2 * (9 + 4 + 5 + 8 + 4 * 16));
    }
}
