//! Outlines, pieces and what lies beyond.

use geojson::{FeatureCollection, GeometryValue};
use serde_json::{Value, json};

use crate::support::{expect, get, post_json};

fn check(path: &str, status: u16, fragment: &str) {
    expect(&get(path), path, status, fragment);
}

#[test]
fn an_outline_comes_as_geojson() {
    let answer = get("/api/territories/epci:100000002/geometry");
    assert_eq!(answer.header("content-type"), "application/geo+json");
    let feature: geojson::Feature = answer.text().parse().unwrap();
    assert_eq!(feature.property("name"), Some(&json!("CC du Milieu")));
    let Some(GeometryValue::MultiPolygon { coordinates }) = feature.geometry.map(|g| g.value)
    else {
        panic!("not polygons")
    };
    assert_eq!(coordinates.len(), 1);
    assert_eq!(coordinates[0][0].first(), coordinates[0][0].last());
}

#[test]
fn an_outline_comes_as_topojson() {
    let answer = get("/api/territories/epci:100000002/geometry?format=topojson").json();
    assert_eq!(answer["type"], "Topology");
    assert_eq!(answer["objects"]["territory"]["id"], "epci:100000002");
}

#[test]
fn the_topology_of_a_polygon_closes_without_repeating() {
    let answer = get("/api/territories/pnr:P1/geometry?format=topojson").json();
    let arc = answer["arcs"][0].as_array().unwrap();
    let steps: Vec<[i64; 2]> =
        arc.iter().map(|step| [step[0].as_i64().unwrap(), step[1].as_i64().unwrap()]).collect();
    let sum = steps.iter().skip(1).fold([0, 0], |sum, step| [sum[0] + step[0], sum[1] + step[1]]);
    assert_eq!(sum, [0, 0], "{steps:?}");
    assert!(!steps.contains(&[0, 0]), "{steps:?}");
}

#[test]
fn wrong_outlines_are_refused() {
    let path = "/api/territories/epci:100000002/geometry";
    check(&format!("{path}?format=kml"), 400, r#""field":"format""#);
    check(&format!("{path}?simplify=-1"), 400, r#""field":"simplify""#);
    check(&format!("{path}?simplify=NaN"), 400, r#""field":"simplify""#);
    check(&format!("{path}?simplify=100"), 200, "");
    check("/api/territories/collectivite-outre-mer:987/geometry", 404, "Aucun contour");
}

#[test]
fn a_basket_has_an_outline() {
    let answer = post_json("/api/outline", r#"{"communes":["10002","10003"],"name":"“A”"}"#);
    expect(&answer, "outline", 200, r#""name":"“A”""#);
    let _: geojson::Feature = answer.text().parse().unwrap();
}

/// The roles of the features of a collection, with the share of each piece.
fn roles(collection: &FeatureCollection) -> Vec<(String, Value)> {
    let property = |feature: &geojson::Feature, name: &str| {
        feature.property(name).cloned().unwrap_or(Value::Null)
    };
    let role = |feature| (property(feature, "role"), property(feature, "share"));
    collection
        .features
        .iter()
        .map(role)
        .map(|(role, share)| (role.as_str().unwrap().to_owned(), share))
        .collect()
}

#[test]
fn pieces_come_with_the_cut_the_outline_and_what_lies_beyond() {
    let path = "/api/territories/bassin-de-vie:10001/pieces?kind=departement&beyond=true";
    let collection: FeatureCollection = get(path).text().parse().unwrap();
    let roles = roles(&collection);
    let names: Vec<&str> = roles.iter().map(|(role, _)| role.as_str()).collect();
    assert_eq!(names, ["piece", "piece", "cut", "outline", "beyond", "beyond"]);
    let shares: f64 = roles.iter().filter_map(|(_, share)| share.as_f64()).sum();
    assert!((shares - 1.0).abs() < 1e-5, "{roles:?}");
}

#[test]
fn pieces_of_a_polygon_are_clipped_to_it() {
    let body = r#"{"polygon":{"type":"Polygon","coordinates":[[[2.25,45.05],[2.35,45.05],[2.35,45.15],[2.25,45.15],[2.25,45.05]]]}}"#;
    let answer = post_json("/api/pieces?kind=departement", body);
    let collection: FeatureCollection = answer.text().parse().unwrap();
    assert_eq!(roles(&collection).len(), 4);
    let Some(GeometryValue::MultiPolygon { coordinates }) =
        collection.features[0].geometry.as_ref().map(|g| &g.value)
    else {
        panic!("not polygons")
    };
    for position in coordinates.iter().flatten().flatten() {
        assert!((2.25..=2.35).contains(&position[0]), "{position:?}");
    }
}

#[test]
fn wrong_pieces_are_refused() {
    let path = "/api/territories/bassin-de-vie:10001/pieces";
    check(path, 400, r#""field":"kind""#);
    check(&format!("{path}?kind=zzz"), 400, r#""field":"kind""#);
    check(&format!("{path}?kind=departement&beyond=1&simplify=x"), 400, r#""field":"simplify""#);
    check(&format!("{path}?kind=zone-emploi"), 200, "outline");
}
