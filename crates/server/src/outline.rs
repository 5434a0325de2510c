//! Outlines as GeoJSON and TopoJSON, written coordinate by coordinate without a tree in between.

use geo_types::{LineString, MultiLineString, MultiPolygon};
use geometry::Vertex;

use crate::number::push_decimal;

/// Appends the GeoJSON geometry of polygons.
pub fn push_polygons(out: &mut Vec<u8>, polygons: &MultiPolygon<f64>) {
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
pub fn push_lines(out: &mut Vec<u8>, lines: &MultiLineString<f64>) {
    out.extend_from_slice(br#"{"type":"MultiLineString","coordinates":"#);
    push_list(out, &lines.0, push_line);
    out.push(b'}');
}

/// Appends the GeoJSON feature of polygons; `properties` is a JSON object.
pub fn push_feature(out: &mut Vec<u8>, properties: &[u8], polygons: &MultiPolygon<f64>) {
    out.extend_from_slice(br#"{"type":"Feature","properties":"#);
    out.extend_from_slice(properties);
    out.extend_from_slice(br#","geometry":"#);
    push_polygons(out, polygons);
    out.push(b'}');
}

/// Appends a TopoJSON topology with one object, `territory`. Each ring is an arc; positions are
/// in ten-millionths of a degree, as differences from the one before, so nothing is lost.
pub fn push_topology(out: &mut Vec<u8>, properties: &[u8], polygons: &MultiPolygon<f64>) {
    out.extend_from_slice(
        br#"{"type":"Topology","transform":{"scale":[1e-7,1e-7],"translate":[0,0]},"objects":{"territory":{"type":"MultiPolygon","properties":"#,
    );
    out.extend_from_slice(properties);
    out.extend_from_slice(br#","arcs":"#);
    let mut arc = 0_usize;
    push_list(out, &polygons.0, |out, polygon| {
        let rings: Vec<usize> = (arc..=arc + polygon.interiors().len()).collect();
        arc += rings.len();
        push_list(out, &rings, |out, ring| {
            out.push(b'[');
            out.extend_from_slice(itoa::Buffer::new().format(*ring).as_bytes());
            out.push(b']');
        });
    });
    out.extend_from_slice(br#"}},"arcs":"#);
    let rings: Vec<&LineString<f64>> = polygons
        .iter()
        .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
        .collect();
    push_list(out, &rings, |out, ring| push_steps(out, ring));
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

fn push_steps(out: &mut Vec<u8>, line: &LineString<f64>) {
    let mut before = [0; 2];
    push_list(out, &line.0, |out, position| {
        let at = units([position.x, position.y]);
        out.push(b'[');
        out.extend_from_slice(itoa::Buffer::new().format(at[0] - before[0]).as_bytes());
        out.push(b',');
        out.extend_from_slice(itoa::Buffer::new().format(at[1] - before[1]).as_bytes());
        out.push(b']');
        before = at;
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
            interiors: [[(x: 1., y: 0.5), (x: 2., y: 1.0000001), (x: 2., y: 1.), (x: 1., y: 0.5)]],
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

    #[test]
    fn a_topology_has_one_arc_a_ring_in_exact_steps() {
        let mut out = Vec::new();
        push_topology(&mut out, b"{}", &square_with_hole());
        let topology: serde_json::Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(topology["objects"]["territory"]["arcs"], serde_json::json!([[[0], [1]]]));
        assert_eq!(
            topology["arcs"][1],
            serde_json::json!([
                [10_000_000, 5_000_000],
                [10_000_000, 5_000_001],
                [0, -1],
                [-10_000_000, -5_000_000]
            ])
        );
    }
}
