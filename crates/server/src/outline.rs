//! GeoJSON, written coordinate by coordinate without a tree in between.

use geo_types::{LineString, MultiLineString, MultiPolygon};
use geometry::Vertex;

use crate::number::push_decimal;

/// Appends the GeoJSON geometry of polygons.
pub(crate) fn push_polygons(out: &mut Vec<u8>, polygons: &MultiPolygon<f64>) {
    out.extend_from_slice(br#"{"type":"MultiPolygon","coordinates":"#);
    push_list(out, &polygons.0, |out, polygon| {
        out.push(b'[');
        push_line(out, polygon.exterior());
        for hole in polygon.interiors() {
            out.push(b',');
            push_line(out, hole);
        }
        out.push(b']');
    });
    out.push(b'}');
}

/// Appends the GeoJSON geometry of lines.
pub(crate) fn push_lines(out: &mut Vec<u8>, lines: &MultiLineString<f64>) {
    out.extend_from_slice(br#"{"type":"MultiLineString","coordinates":"#);
    push_list(out, &lines.0, push_line);
    out.push(b'}');
}

/// Appends the GeoJSON feature of polygons; `properties` is a JSON object.
pub(crate) fn push_feature(out: &mut Vec<u8>, properties: &[u8], polygons: &MultiPolygon<f64>) {
    out.extend_from_slice(br#"{"type":"Feature","properties":"#);
    out.extend_from_slice(properties);
    out.extend_from_slice(br#","geometry":"#);
    push_polygons(out, polygons);
    out.push(b'}');
}

fn push_list<T>(out: &mut Vec<u8>, items: &[T], mut push: impl FnMut(&mut Vec<u8>, &T)) {
    out.push(b'[');
    for (place, item) in items.iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        push(out, item);
    }
    out.push(b']');
}

fn push_line(out: &mut Vec<u8>, line: &LineString<f64>) {
    push_list(out, &line.0, |out, position| {
        let [x, y] = units([position.x, position.y]);
        out.push(b'[');
        push_decimal::<7>(out, x);
        out.push(b',');
        push_decimal::<7>(out, y);
        out.push(b']');
    });
}

/// Degrees in the units of vertices.
fn units(position: [f64; 2]) -> [i64; 2] {
    position.map(|degrees| (degrees * Vertex::PER_DEGREE).round() as i64)
}

#[cfg(test)]
mod tests {
    use geo_types::polygon;

    use super::*;

    fn square_with_hole() -> MultiPolygon<f64> {
        MultiPolygon(vec![polygon!(
            exterior: [(x: -1.5, y: 0.), (x: 3., y: 0.), (x: 3., y: 3.), (x: -1.5, y: 0.)],
            interiors: [[(x: 1., y: 0.5), (x: 2., y: 1.000_000_1), (x: 2., y: 1.), (x: 1., y: 0.5)]],
        )])
    }

    #[test]
    fn a_feature_reads_back_as_the_same_polygons() {
        let mut out = Vec::new();
        push_feature(&mut out, br#"{"id":"x"}"#, &square_with_hole());
        let feature: geojson::Feature = serde_json::from_slice(&out).unwrap();
        let back = MultiPolygon::<f64>::try_from(feature.geometry.unwrap().value).unwrap();
        assert_eq!(back, square_with_hole());
    }
}
