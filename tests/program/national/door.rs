//! The HTTP door: the same answers as the command line, problems for what is wrong, and caching.

use program_tests::{Answer, announce, ask, get, get_with, post, text};
use serde_json::{Value, json};

/// Checks that this is a problem with a sentence for the user.
fn problem(answer: &Answer, what: &str, status: u16) {
    assert_eq!(answer.status, status, "{what}: {}", String::from_utf8_lossy(&answer.body));
    assert_eq!(answer.header("content-type"), "application/problem+json", "{what}");
    let told = answer.json();
    assert_eq!(told["status"], status, "{what}");
    assert!(text(&told, "/detail").len() > 15, "{what}: {told}");
    assert!(!text(&told, "/detail").contains(".rs"), "{what}: {told}");
}

fn refused(path: &str, status: u16) {
    problem(&get(path), path, status);
}

fn refused_polygon(coordinates: &Value, status: u16) {
    let body = json!({"polygon": {"type": "Polygon", "coordinates": coordinates}}).to_string();
    for path in ["/api/overlaps", "/api/pieces?kind=departement", "/api/outline"] {
        problem(&post(path, &body), &format!("{path} {body:.80}"), status);
    }
}

/// The answer of a question asked through both doors.
fn same(path: &str, arguments: &[&str]) {
    let (http, line) = (get(path).json(), ask(arguments));
    assert_eq!(http, line, "{path}");
}

#[test]
fn both_doors_give_the_same_answers() {
    same("/api/territories/epci:243400736/overlaps", &["overlaps", "epci:243400736"]);
    same(
        "/api/territories/epci:243400736/overlaps?kinds=departement&communes=true&touching=true&vintage=2024",
        &[
            "overlaps",
            "epci:243400736",
            "--kinds",
            "departement",
            "--with-communes",
            "--touching",
            "--vintage",
            "2024",
        ],
    );
    same("/api/locate?lon=3.7086&lat=43.934", &["locate", "3.7086", "43.934"]);
    same("/api/territories?q=gang&limit=10", &["search", "gang"]);
    same("/api/resolve?code=15141&at=2024", &["resolve", "15141", "--at", "2024"]);
    same("/api/territories/commune:34111", &["territory", "commune:34111"]);
    let (http, line) =
        (get("/api/territories/region:94/geometry").json(), ask(&["outline", "region:94"]));
    assert_eq!(http["geometry"], line["geometry"]);
}

#[test]
fn the_counts_are_those_of_the_command_line() {
    let (http, line) = (get("/api/stats").json(), ask(&["stats"]));
    for member in ["vintages", "counts", "cut_by"] {
        assert_eq!(http[member], line[member], "{member}");
    }
}

#[test]
fn what_does_not_exist_is_not_found() {
    refused("/api/territories/commune:99999", 404);
    refused("/api/territories/commune:99999/overlaps", 404);
    refused("/api/nothing", 404);
    refused("/tiles/commune/3/9/9.mvt", 404);
}

#[test]
fn parameters_that_are_none_are_refused() {
    for point in ["lon=NaN&lat=43", "lon=3&lat=1e308", "lon=3", "lon=3&lat=inf", "lon=200&lat=4"] {
        refused(&format!("/api/locate?{point}"), 400);
    }
    refused("/api/locate?lon=3&lat=43&vintage=1789", 400);
    refused("/api/locate?lon=3&lat=43&kinds=planete", 400);
    refused("/api/territories/epci:243400736/geometry?simplify=-1", 400);
    refused("/api/territories/epci:243400736/geometry?format=dwg", 400);
}

#[test]
fn polygons_that_are_none_are_refused() {
    refused_polygon(&json!([[[2, 45], [2.2, 45.2], [2.2, 45], [2, 45.2], [2, 45]]]), 422);
    refused_polygon(&json!([[[1e308, 45], [2, 45], [2, 46], [1e308, 45]]]), 422);
    refused_polygon(&json!([[[2, 45], [2, 45], [2, 45]]]), 422);
    refused_polygon(&json!([]), 422);
    refused_polygon(&json!([[[20, 10], [21, 10], [21, 11], [20, 10]]]), 422);
    let body =
        r#"{"polygon":{"type":"Polygon","coordinates":[[[NaN,45],[2,45],[2,46],[NaN,45]]]}}"#;
    problem(&post("/api/overlaps", body), "NaN", 400);
}

#[test]
fn bodies_too_large_are_refused() {
    // 200,000 vertices as JSON are some eight megabytes.
    let said = announce("/api/overlaps", 8 << 20);
    assert!(said.starts_with("HTTP/1.1 413"), "{said}");
    assert!(said.contains("application/problem+json"), "{said}");
    // Within the limit of the body, above that of the vertices.
    let ring: Vec<[f64; 2]> = (0..60_000)
        .map(|step| {
            let angle = f64::from(step) * std::f64::consts::TAU / 60_000.0;
            let round = |value: f64| (value * 1e5).round() / 1e5;
            [round(2.0 + angle.cos()), round(45.0 + angle.sin())]
        })
        .collect();
    refused_polygon(&json!([ring]), 422);
}

#[test]
fn baskets_that_are_none_are_refused() {
    problem(&post("/api/overlaps", r#"{"communes":["99999"]}"#), "unknown code", 422);
    problem(&post("/api/overlaps", r#"{"communes":[]}"#), "no code", 422);
    problem(&post("/api/overlaps", "{"), "half a body", 400);
    problem(&post("/api/overlaps", "{}"), "an empty body", 422);
}

#[test]
fn rings_are_taken_in_either_order() {
    let ring = json!([[3.6, 43.8], [3.8, 43.8], [3.8, 44.0], [3.6, 44.0], [3.6, 43.8]]);
    let mut turned: Vec<Value> = ring.as_array().unwrap().clone();
    turned.reverse();
    let asked = |ring: Value| {
        let body = json!({"polygon": {"type": "Polygon", "coordinates": [ring]}}).to_string();
        let answer = post("/api/overlaps?kinds=departement", body);
        assert_eq!(answer.status, 200);
        answer.json()["overlaps"].clone()
    };
    assert_eq!(asked(ring), asked(Value::Array(turned)));
}

#[test]
fn problems_speak_the_language_asked_for() {
    let path = "/api/territories/commune:99999";
    let detail =
        |headers: &[(&str, &str)]| text(&get_with(path, headers).json(), "/detail").to_owned();
    assert_ne!(detail(&[]), detail(&[("accept-language", "en")]));
    assert_eq!(detail(&[]), detail(&[("accept-language", "fr")]));
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    for path in
        ["/api/stats", "/api/territories/epci:243400736/overlaps", "/tiles/epci/6/33/23.mvt"]
    {
        let first = get(path);
        assert_eq!(first.status, 200, "{path}");
        let tag = first.header("etag");
        assert!(!tag.is_empty(), "{path} has no ETag");
        assert!(!first.header("cache-control").is_empty(), "{path}");
        assert_eq!(first.header("access-control-allow-origin"), "*", "{path}");
        let again = get_with(path, &[("if-none-match", tag)]);
        assert_eq!(again.status, 304, "{path}");
        assert!(again.body.is_empty(), "{path}");
    }
}

#[test]
fn the_page_comes_with_its_policy() {
    let page = get("/");
    assert_eq!(page.status, 200);
    let policy = page.header("content-security-policy");
    assert!(policy.contains("default-src 'self'") && !policy.contains("unsafe"), "{policy}");
    assert_eq!(get("/health").body, b"ok");
    assert_eq!(get("/ready").status, 200);
}
