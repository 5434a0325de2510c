//! Polygons and baskets of communes, good and bad.

use serde_json::json;

use crate::support::{expect, post, post_json};

/// The answer to what overlaps a polygon with these coordinates.
fn check_polygon(coordinates: &str, status: u16, fragment: &str) {
    let body = format!(r#"{{"polygon":{{"type":"Polygon","coordinates":{coordinates}}}}}"#);
    expect(&post_json("/api/overlaps", body), coordinates, status, fragment);
}

fn check_body(body: &str, status: u16, fragment: &str) {
    expect(&post_json("/api/overlaps?kinds=departement", body.to_owned()), body, status, fragment);
}

/// A closed ring of many vertices around the middle of the country.
fn circle(vertices: u32) -> String {
    let position = |place: u32| {
        let angle = std::f64::consts::TAU * f64::from(place % vertices) / f64::from(vertices);
        format!("[{:.5},{:.5}]", 2.3 + 0.1 * angle.cos(), 45.2 + 0.1 * angle.sin())
    };
    let ring: Vec<String> = (0..=vertices).map(position).collect();
    format!("[[{}]]", ring.join(","))
}

#[test]
fn a_polygon_is_answered() {
    check_polygon("[[[2.05,45.05],[2.35,45.05],[2.35,45.15],[2.05,45.15],[2.05,45.05]]]", 200, "");
    check_polygon(&circle(5_000), 200, r#""id":"departement:01""#);
    // The other way round, and not closed.
    check_polygon("[[[2.05,45.05],[2.05,45.15],[2.35,45.15],[2.35,45.05]]]", 200, "");
}

#[test]
fn every_form_of_geojson_with_one_area_is_taken() {
    let polygon = r#"{"type":"Polygon","coordinates":[[[2,45],[2.2,45],[2.2,45.2],[2,45]]]}"#;
    let feature = format!(r#"{{"type":"Feature","properties":null,"geometry":{polygon}}}"#);
    let multi =
        polygon.replace("Polygon", "MultiPolygon").replace("[[[", "[[[[").replace("]]]", "]]]]");
    for geojson in [
        polygon,
        &multi,
        &feature,
        &format!(r#"{{"type":"FeatureCollection","features":[{feature}]}}"#),
    ] {
        check_body(&format!(r#"{{"polygon":{geojson}}}"#), 200, "departement:01");
    }
    let two = format!(r#"{{"type":"FeatureCollection","features":[{feature},{feature}]}}"#);
    check_body(&format!(r#"{{"polygon":{two}}}"#), 422, "MultiPolygon");
}

#[test]
fn polygons_that_are_none_are_refused() {
    check_polygon("[[[2,45],[2.2,45.2],[2.2,45],[2,45.2],[2,45]]]", 422, "se croise");
    check_polygon(&circle(9_000), 200, "");
    check_polygon("[]", 422, r#""field":"polygon""#);
    check_polygon("[[]]", 422, r#""field":"polygon""#);
    check_polygon("[[[2,45],[2.1,45],[2,45]]]", 422, "pas de surface");
    check_polygon("[[[2,45],[2.1,45.1],[2.2,45.2],[2,45]]]", 422, "pas de surface");
    check_polygon("[[[1e308,45],[2.1,45],[2.1,45.1],[2,45]]]", 422, "sur Terre");
    check_polygon("[[[45,2],[45,95],[46,95],[46,2],[45,2]]]", 422, "longitude");
    check_polygon("[[[-30,10],[-29,10],[-29,11],[-30,10]]]", 422, "longitude vient");
}

#[test]
fn too_many_vertices_are_refused_fast() {
    let body = format!(r#"{{"polygon":{{"type":"Polygon","coordinates":{}}}}}"#, circle(60_000));
    let mut request = axum::http::Request::post("/api/overlaps");
    request = request.header("content-type", "application/json");
    let app = server::router(crate::support::site(), &server::Options::default());
    let answer = crate::support::ask_of(app, request.body(body.into()).unwrap());
    expect(&answer, "60,000 vertices", 422, "20000");
}

#[test]
fn bodies_that_are_no_question_are_refused() {
    check_polygon("[[[NaN,45],[2.1,45],[2.1,45.1],[2,45]]]", 400, "pas du JSON");
    check_polygon("[[[1e400,45],[2.1,45],[2.1,45.1],[2,45]]]", 400, "");
    check_polygon(r#"[[["2","45"],[2.1,45],[2.1,45.1],[2,45]]]"#, 422, "");
    check_polygon("[[[2],[2.1,45],[2.1,45.1],[2,45]]]", 422, "");
    check_polygon(&format!("{}{}", "[".repeat(10_000), "]".repeat(10_000)), 400, "");
    check_body("", 400, "JSON");
    check_body("{", 400, "JSON");
    check_body("\u{feff}{}", 400, "JSON");
    check_body("[1,2,3]", 422, "ligne 1");
    check_body("{}", 422, "soit « polygon »");
    check_body("null", 422, "");
    check_body(r#"{"polygon":null}"#, 422, "soit « polygon »");
    check_body(r#"{"polygon":{"type":"Point","coordinates":[2,45]}}"#, 422, "Point");
    check_body(r#"{"polygon":{"type":"GeometryCollection","geometries":[]}}"#, 422, "GeometryC");
    check_body(r#"{"polygon":{"type":"Feature","properties":null,"geometry":null}}"#, 422, "rien");
    check_body(r#"{"polygon":"34111"}"#, 422, "");
    check_body(
        r#"{"communes":["10002"],"polygon":{"type":"Point","coordinates":[2,45]}}"#,
        422,
        "",
    );
}

#[test]
fn a_body_of_another_type_or_too_large_is_refused() {
    let answer = post("/api/overlaps", "text/plain", "x");
    expect(&answer, "text", 415, "JSON");
    let answer = post("/api/overlaps", "application/json", " ".repeat(300_000));
    expect(&answer, "large", 413, "200000");
    let geojson = r#"{"communes":["10002"]}"#;
    expect(&post("/api/overlaps", "application/geo+json; charset=utf-8", geojson), "geo", 200, "");
}

#[test]
fn a_basket_of_communes_is_answered() {
    let answer = post_json(
        "/api/overlaps?kinds=departement",
        r#"{"communes":["10002","10003"],"name":" Mon projet "}"#,
    );
    let answer = answer.json();
    assert_eq!(answer["subject"]["id"], json!(null));
    assert_eq!(answer["subject"]["name"], "Mon projet");
    assert_eq!(answer["cut"], json!({"departement": 2}));
    check_body(r#"{"communes":["10001"]}"#, 200, "departement:01");
    check_body(r#"{"communes":[]}"#, 422, r#""field":"communes""#);
    check_body(r#"{"communes":["99999"]}"#, 422, "« 99999 »");
    check_body(r#"{"communes":["34'; --"]}"#, 422, r#""field":"communes""#);
    check_body(r#"{"communes":[34111]}"#, 422, "ligne 1");
    check_body(r#"{"communes":"34111"}"#, 422, "ligne 1");
}
