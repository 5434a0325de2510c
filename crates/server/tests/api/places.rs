//! Search, territories, points, old codes, statistics and the page.

use axum::http::Method;
use serde_json::json;

use crate::support::{expect, get, send};

fn check(path: &str, status: u16, fragment: &str) {
    expect(&get(path), path, status, fragment);
}

#[test]
fn search_finds_by_name_code_and_postal_code() {
    check("/api/territories?q=saint-elie", 200, r#""id":"commune:10000""#);
    check("/api/territories?q=01400", 200, r#""matched":"postal-code""#);
    check("/api/territories?q=milieu&kinds=epci", 200, r#""id":"epci:100000002""#);
    check("/api/territories?q=milieu&kinds=commune", 200, r#""results":[]"#);
    check("/api/territories", 200, r#""results":[]"#);
    check("/api/territories?q=%F0%9F%97%BA%00%22", 200, r#""results":[]"#);
    check("/api/territories?q=lieu&limit=2", 200, r#""vintage":2026"#);
    assert_eq!(
        get("/api/territories?q=lieu&limit=2").json()["results"].as_array().unwrap().len(),
        2
    );
}

#[test]
fn wrong_parameters_are_refused_and_named() {
    for (query, field) in [
        ("q=a&limit=-1", "limit"),
        ("q=a&limit=0", "limit"),
        ("q=a&limit=1e9", "limit"),
        ("q=a&kinds=zzz", "kinds"),
        ("q=a&kinds=%C3%89", "kinds"),
        ("q=a&kinds=,", "kinds"),
        ("q=a&vintage=abc", "vintage"),
        ("q=a&vintage=2019", "vintage"),
        ("q=a&vintage=-2026", "vintage"),
    ] {
        let named = format!(r#""field":"{field}""#);
        check(&format!("/api/territories?{query}"), 400, &named);
    }
}

#[test]
fn unknown_parameters_are_passed_over() {
    check("/api/territories?q=milieu&utm_source=x&kinds=", 200, "epci:100000002");
}

#[test]
fn a_territory_is_told_in_full() {
    let answer = get("/api/territories/commune:10002").json();
    assert_eq!(answer["territory"]["name"], "Lieu 10002");
    assert_eq!(answer["postal_codes"], json!(["01400"]));
    assert_eq!(answer["shape"], "faces");
    check("/api/territories/departement:01?vintage=2025", 200, r#""vintage":2025"#);
    check("/api/territories/collectivite-outre-mer:987", 200, r#""shape":"missing""#);
}

#[test]
fn unknown_territories_are_not_found_with_a_hint() {
    let path = "/api/territories/";
    check(&format!("{path}commune:99999"), 404, r#""field":"id""#);
    check(&format!("{path}canton:0101"), 404, "« canton »");
    check(&format!("{path}34111"), 400, "type:code");
    check(&format!("{path}commune:"), 400, "type:code");
    check(&format!("{path}commune:10001"), 404, "il existe en 2025");
    check(&format!("{path}commune:10001"), 404, "Saint-Élie-la-Neuve (commune:10000)");
    check(&format!("{path}collectivite-outre-mer:987/overlaps"), 404, "Aucun contour");
}

#[test]
fn a_point_is_located() {
    let found = get("/api/locate?lat=45.05&lon=2.35").json();
    let ids: Vec<&str> = found["territories"]
        .as_array()
        .unwrap()
        .iter()
        .map(|t| t["id"].as_str().unwrap())
        .collect();
    assert_eq!(
        ids,
        ["commune:10003", "epci:100000002", "departement:02", "region:11", "bassin-de-vie:10001"]
    );
    assert_eq!(found["point"], json!({"lon": 2.35, "lat": 45.05}));
    check("/api/locate?lat=45.05&lon=2.35&kinds=region", 200, r#""region:11""#);
    check("/api/locate?lat=0&lon=0", 200, r#""territories":[]"#);
}

#[test]
fn what_is_no_point_is_refused() {
    for (query, field) in [
        ("lat=NaN&lon=2", "lat"),
        ("lat=inf&lon=2", "lat"),
        ("lat=1e308&lon=2", "lat"),
        ("lat=45&lon=1e308", "lon"),
        ("lat=91&lon=2", "lat"),
        ("lat=45&lon=-180.5", "lon"),
        ("lat=45", "lon"),
        ("lon=2", "lat"),
        ("lat=&lon=2", "lat"),
        ("lat=45,1&lon=2", "lat"),
        ("lat=%00&lon=2", "lat"),
    ] {
        let named = format!(r#""field":"{field}""#);
        check(&format!("/api/locate?{query}"), 400, &named);
    }
}

#[test]
fn old_codes_resolve() {
    let answer = get("/api/resolve?code=10001&at=2025").json();
    assert_eq!(answer["kept"], false);
    assert_eq!(answer["communes"][0]["id"], "commune:10000");
    assert_eq!(answer["events"][0]["event"], "merged");
    check("/api/resolve?code=99999", 404, r#""field":"code""#);
    check("/api/resolve", 400, r#""field":"code""#);
    check("/api/resolve?code=10001&at=x", 400, r#""field":"at""#);
}

#[test]
fn statistics_say_what_is_missing_and_how_to_get_it() {
    let stats = get("/api/stats").json();
    assert_eq!(stats["vintages"], json!([2025, 2026]));
    assert_eq!(stats["counts"]["2025"]["commune"], 24);
    assert_eq!(stats["counts"]["2026"]["commune"], 23);
    assert_eq!(stats["without_shape"]["2026"]["collectivite-outre-mer"], 1);
    assert_eq!(stats["cut_by"]["bassin-de-vie"]["departement"], 1);
    let layers = stats["layers"].as_array().unwrap();
    let layer = |kind: &str| layers.iter().find(|layer| layer["kind"] == kind).unwrap();
    assert_eq!(layer("bassin-de-vie")["status"], "loaded");
    assert_eq!(layer("bassin-de-vie")["source"]["key"], "basins");
    assert_eq!(layer("bassin-de-vie")["advice"], json!(null));
    assert_eq!(layer("zone-emploi")["status"], "missing");
    assert_eq!(layer("zone-emploi")["advice"]["en"], "Import the table.");
    assert_eq!(layer("epci")["label"]["fr"], json!(["intercommunalité", "intercommunalités"]));
}

#[test]
fn overlaps_of_a_territory_are_counted() {
    let answer = get("/api/territories/bassin-de-vie:10001/overlaps?kinds=departement").json();
    assert_eq!(answer["overlaps"].as_array().unwrap().len(), 2);
    assert_eq!(answer["cut"], json!({"departement": 2}));
    assert_eq!(answer["overlaps"][0]["relation"], "overlaps");
    assert_eq!(answer["overlaps"][0]["communes"], json!(null));
    let path = "/api/territories/departement:01/overlaps?kinds=departement";
    assert_eq!(get(path).json()["overlaps"], json!([]));
    let touching = get(&format!("{path}&touching=true")).json();
    assert_eq!(touching["overlaps"][0]["relation"], "touches");
    let listed = get("/api/territories/epci:100000002/overlaps?kinds=departement&communes=true");
    let first = &listed.json()["overlaps"][0]["communes"];
    assert_eq!(first.as_array().unwrap().len(), 4);
    check(&format!("{path}&touching=maybe"), 400, r#""field":"touching""#);
}

#[test]
fn a_problem_speaks_the_language_asked_for() {
    let path = "/api/locate?lat=91&lon=2";
    check(path, 400, "est attendu");
    check(&format!("{path}&lang=en"), 400, "is expected");
    let answer = send(Method::GET, path, &[("accept-language", "en-GB,fr;q=0.5")]);
    expect(&answer, path, 400, "is expected");
    assert_eq!(answer.header("content-language"), "en");
}

#[test]
fn other_methods_and_addresses_are_problems() {
    expect(&send(Method::DELETE, "/api/stats", &[]), "delete", 405, "méthode");
    expect(&send(Method::POST, "/nothing", &[]), "post", 404, "Rien");
    check("/api/nothing", 404, "Rien à cette adresse");
    check("/../Cargo.toml", 404, "Rien");
    check("/assets/..%2f..%2fCargo.toml", 404, "Rien");
}

#[test]
fn the_server_says_that_it_is_well() {
    check("/health", 200, "ok");
    check("/ready", 200, "ready");
}
