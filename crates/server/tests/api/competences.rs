//! Who is competent here, over HTTP.

use serde_json::json;

use crate::support::{expect, get, post_json};

const HOLDERS: &str = "/api/competences/ecoles/holders?territory=bassin-de-vie:10001";

#[test]
fn competences_are_listed_and_searched() {
    let all = get("/api/competences").json();
    assert!(all["competences"].as_array().unwrap().len() > 150);
    assert!(all["themes"].as_array().unwrap().len() > 20);
    let found = get("/api/competences?q=eau%20du%20robinet&lang=en").json();
    assert_eq!(found["competences"][0]["slug"], "eau-potable");
    assert_eq!(found["competences"][0]["name"], "Drinking water");
    let themed = get("/api/competences?theme=eau").json();
    let themes = themed["competences"].as_array().unwrap().iter().map(|one| &one["theme"]);
    assert!(themes.into_iter().all(|theme| theme == "eau"));
}

#[test]
fn holders_come_zone_by_zone_with_their_title_and_article() {
    let answer = get(HOLDERS).json();
    assert_eq!(answer["competence"]["slug"], "ecoles");
    assert_eq!(answer["subject"]["id"], "bassin-de-vie:10001");
    assert_eq!(answer["declared"], "nothing loaded");
    let zones = answer["zones"].as_array().unwrap();
    let shares: f64 = zones.iter().map(|zone| zone["share"]["area"].as_f64().unwrap()).sum();
    assert!((shares - 1.0).abs() < 1e-5);
    let holder = &zones[0]["holders"][0];
    assert_eq!(holder["authority"]["kind"], "commune");
    assert_eq!(holder["title"], "law");
    assert!(holder["basis"].as_str().unwrap().starts_with("C. éduc."));
    assert!(holder["authority"]["contact"].is_object());
    let sentence = answer["sentence"].as_str().unwrap();
    assert!(sentence.starts_with("Sur ce bassin, "), "{sentence}");
}

#[test]
fn both_doors_give_the_same_answer() {
    let other = get("/api/territories/bassin-de-vie:10001/competences?competence=ecoles").json();
    assert_eq!(get(HOLDERS).json(), other);
}

#[test]
fn zones_come_as_features_and_as_a_table() {
    let answer = get(HOLDERS).json();
    let zones = answer["zones"].as_array().unwrap().len();
    let features = get(&format!("{HOLDERS}&format=geojson"));
    assert_eq!(features.header("content-type"), "application/geo+json");
    let features = features.json();
    let list = features["features"].as_array().unwrap();
    assert_eq!(list.len(), zones);
    assert_eq!(list[0]["geometry"]["type"], "MultiPolygon");
    assert_eq!(list[0]["properties"]["title"], "law");
    let table = get(&format!("{HOLDERS}&format=csv&lang=en"));
    assert_eq!(table.header("content-type"), "text/csv; charset=utf-8");
    assert!(table.text().starts_with("zone,role,title,authority,"));
    assert!(table.text().lines().count() > zones);
}

#[test]
fn the_day_of_the_answer_counts() {
    let on = |date: &str| get(&format!("{HOLDERS}&date={date}")).json();
    assert_eq!(on("2026-06-01")["date"], "2026-06-01");
    // Before any rule of the catalogue nobody is known to hold it.
    assert!(on("1800-01-01")["zones"][0]["holders"].as_array().unwrap().is_empty());
}

#[test]
fn the_vintage_is_that_of_the_day() {
    let vintage =
        |parameters: &str| get(&format!("{HOLDERS}{parameters}")).json()["vintage"].clone();
    assert_eq!(vintage("&date=2025-12-31"), 2025);
    assert_eq!(vintage("&date=2026-01-01"), 2026);
    assert_eq!(vintage("&date=1800-01-01"), 2025);
    assert_eq!(vintage("&date=2190-01-01"), 2026);
    assert_eq!(vintage("&date=2025-12-31&vintage=2026"), 2026);
    assert_eq!(vintage(""), 2026);
    let authority = "/api/authorities/departement:01/competences?date=2025-06-01";
    assert_eq!(get(authority).json()["vintage"], 2025);
}

#[test]
fn ground_of_ones_own_has_holders_too() {
    let path = "/api/competences/ecoles/holders";
    let body = r#"{"communes":["10000"],"name":"Mon projet"}"#;
    let basket = post_json(path, body).json();
    let commune = get(&format!("{path}?territory=commune:10000")).json();
    assert_eq!(
        (&basket["subject"]["id"], &basket["subject"]["name"]),
        (&json!(null), &json!("Mon projet"))
    );
    assert_eq!(basket["zones"], commune["zones"]);
    let drawn = r#"{"polygon":{"type":"Polygon","coordinates":[[[2.02,45.02],[2.3,45.02],[2.3,45.12],[2.02,45.02]]]}}"#;
    let zones = post_json(path, drawn).json()["zones"].as_array().unwrap().len();
    assert!(zones > 1, "{zones}");
    let features = post_json(&format!("{path}?format=geojson"), drawn).json();
    assert_eq!(features["features"].as_array().unwrap().len(), zones);
    let table = post_json(&format!("{path}?format=csv"), drawn);
    assert!(table.text().lines().count() > zones);
    expect(&post_json(path, "{}"), "neither", 422, "polygon");
    expect(&post_json("/api/competences/nothing/holders", body), "unknown", 404, "nothing");
    let far = r#"{"communes":["99999"]}"#;
    expect(&post_json(path, far), "no commune", 422, "99999");
}

#[test]
fn an_authority_says_what_it_holds() {
    let answer = get("/api/authorities/departement:01/competences?lang=en").json();
    assert_eq!(answer["authority"]["name"], "Ouest");
    let lines = answer["competences"].as_array().unwrap();
    let colleges = lines.iter().find(|line| line["slug"] == "colleges").unwrap();
    assert_eq!(colleges["title"], "law");
    assert_eq!(colleges["share"]["population"], 1.0);
}

#[test]
fn wrong_questions_are_refused_in_words() {
    let check = |path: &str, status: u16, fragment: &str| {
        expect(&get(path), path, status, fragment);
    };
    let holders = "/api/competences/ecoles/holders";
    check(holders, 400, "territory");
    check("/api/competences/nothing/holders?territory=region:11", 404, "nothing");
    check(&format!("{holders}?territory=11"), 400, "territory");
    check(&format!("{holders}?territory=region:99"), 404, "region:99");
    check(&format!("{holders}?territory=region:11&date=23/11/2026"), 400, "date");
    check(&format!("{holders}?territory=region:11&vintage=1999"), 400, "vintage");
    check(&format!("{holders}?territory=region:11&format=xls"), 400, "format");
    check(&format!("{holders}?territory=collectivite-outre-mer:987"), 404, "987");
    check("/api/territories/region:11/competences", 400, "competence");
    check("/api/competences?theme=nothing", 400, "theme");
    check("/api/authorities/pnr:P1/competences", 404, "pnr:P1");
    check("/api/authorities/%3Cscript%3E/competences?lang=en", 404, "script");
}
