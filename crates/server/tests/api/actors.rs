//! Who works here, over HTTP.

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode},
};
use dataset::{Collection, Records};
use server::{Loaded, Options, Site, router};

use crate::{
    country,
    support::{Answer, ask_of},
};

/// The small country with a club in commune 10000 and many in its neighbour 10006.
fn app() -> Router {
    let actor = |id: u32, name: &str, column: u32, row: u32| {
        let place = country::middle(column, row);
        format!(
            r#"{{"id":"{id}","name":"{name}","kind":"association","themes":["sport"],"at":[{},{}],"placed":"coordinates"}}"#,
            place.longitude(),
            place.latitude()
        )
    };
    let first = actor(0, "=Club <b>d’Étang</b>", 0, 0);
    let others = (1..=120).map(|id| actor(id, &format!("Équipe {id}"), 0, 1));
    let rows = std::iter::once(first).chain(others).map(Into::into).collect();
    let source = country::source("clubs", false);
    let records = vec![Records { collection: Collection::Actors, source, rows }];
    let site = Site::new(Loaded { atlas: country::atlas(), records }, "one", Vec::new());
    router(site, &Options::default())
}

fn get(path: &str) -> Answer {
    ask_of(app(), Request::get(path).body(Body::empty()).unwrap())
}

#[test]
fn actors_come_with_counts_place_and_source() {
    let answer = get("/api/territories/commune:10000/actors?where=here").json();
    assert_eq!(answer["subject"]["id"], "commune:10000");
    assert_eq!(answer["counts"]["here"], 1);
    assert_eq!(answer["counts"]["near"], 121, "{}", answer["counts"]);
    assert_eq!((&answer["total"], &answer["actors"][0]["id"]), (&1.into(), &"clubs:0".into()));
    assert_eq!(answer["actors"][0]["place"]["commune"]["code"], "10000");
    assert_eq!(answer["actors"][0]["where"], "here");
    assert_eq!(answer["sources"][0]["key"], "clubs");
    assert!(answer["sentence"]["fr"].as_str().unwrap().starts_with("1 acteur ici"));
}

#[test]
fn pages_are_linked_and_tables_are_whole() {
    let first = get("/api/territories/commune:10006/actors?where=here&limit=50");
    assert_eq!(first.json()["actors"].as_array().unwrap().len(), 50);
    assert!(
        first.header("link").contains("where=here&limit=50&page=2>; rel=\"next\""),
        "{}",
        first.header("link")
    );
    let last = get("/api/territories/commune:10006/actors?where=here&limit=50&page=3");
    assert_eq!(last.json()["actors"].as_array().unwrap().len(), 20);
    let table = get("/api/territories/commune:10006/actors?where=here&format=csv");
    assert_eq!(table.text().lines().count(), 121);
    let map = get("/api/territories/commune:10006/actors?where=here&format=geojson");
    assert_eq!(map.header("content-type"), "application/geo+json");
    assert_eq!(map.json()["features"].as_array().unwrap().len(), 120);
}

#[test]
fn a_basket_has_actors_as_its_commune_does() {
    let send = |parameters: &str, body: &'static str| {
        let path = format!("/api/actors?{parameters}");
        let request = Request::post(path).header("content-type", "application/json");
        ask_of(app(), request.body(Body::from(body)).unwrap())
    };
    let basket = send("where=here&limit=50", r#"{"communes":["10006"]}"#);
    assert!(basket.header("link").starts_with("</api/actors?where=here&limit=50&page=2>"));
    let commune = get("/api/territories/commune:10006/actors?where=here&limit=50").json();
    let basket = basket.json();
    assert!(basket["subject"]["id"].is_null());
    assert_eq!((&basket["actors"], &basket["counts"]), (&commune["actors"], &commune["counts"]));
    let drawn = r#"{"polygon":{"type":"Polygon","coordinates":[[[2.001,45.001],[2.09,45.001],[2.09,45.09],[2.001,45.09],[2.001,45.001]]]}}"#;
    assert!(send("q=club", drawn).json()["counts"].is_object());
    assert_eq!(
        send("format=csv&where=here", r#"{"communes":["10006"]}"#).text().lines().count(),
        121
    );
    assert_eq!(send("", "{}").status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(send("where=partout", r#"{"communes":["10006"]}"#).status, StatusCode::BAD_REQUEST);
}

#[test]
fn cells_are_no_formulas() {
    let table = get("/api/territories/commune:10000/actors?q=etang&format=csv");
    assert!(table.text().contains(",\"'=Club <b>d’Étang</b>\",association,"), "{}", table.text());
}

#[test]
fn themes_kinds_and_words_filter() {
    let total = |query: &str| {
        let answer = get(&format!("/api/territories/commune:10000/actors?{query}"));
        answer.json()["total"].as_u64().unwrap()
    };
    assert_eq!(total("theme=sport&where=here"), 1);
    assert_eq!(total("theme=petite-enfance"), 0);
    assert_eq!(total("kind=mairie"), 1);
    assert_eq!(total("q=etagn"), 1);
    assert_eq!(total("q=club+tricot"), 0);
}

#[track_caller]
fn check_refused(query: &str, field: &str) {
    let answer = get(&format!("/api/territories/commune:10000/actors?{query}"));
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(answer.json()["field"], field, "{query}");
}

#[test]
fn wrong_questions_are_refused_with_the_parameter() {
    check_refused("where=partout", "where");
    check_refused("sort=size", "sort");
    check_refused("page=0", "page");
    check_refused("limit=1000", "limit");
    check_refused("kind=chateau", "kind");
    check_refused("theme=xyzxyzxyz", "theme");
    check_refused("format=xml", "format");
    let unknown = get("/api/territories/commune:99999/actors");
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}
