//! Streams of points.

use axum::{
    body::{Body, Bytes},
    http::Request,
};
use futures_util::stream;

use crate::support::{ask, expect, post};

/// Sends CSV and checks the rows that come back.
fn check_csv(query: &str, body: &str, expect: &[&str]) {
    let answer = post(&format!("/api/locate?{query}"), "text/csv", body.to_owned());
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    let rows: Vec<&str> = answer.text().split("\r\n").collect();
    let (last, rows) = rows.split_last().unwrap();
    assert_eq!((rows, *last), (expect, ""), "{body:?}");
}

const KINDS: &str = "kinds=departement,epci";

#[test]
fn each_row_of_csv_comes_back_with_its_territories() {
    check_csv(
        KINDS,
        "id,lon,lat\n1,2.35,45.05\n2,0,0\n",
        &["id,lon,lat,epci,departement,error", "1,2.35,45.05,100000002,02,", "2,0,0,,,"],
    );
    check_csv(
        KINDS,
        "lat,lon\r\n45.05,2.35",
        &["lat,lon,epci,departement,error", "45.05,2.35,100000002,02,"],
    );
}

#[test]
fn cells_may_be_quoted_and_parted_by_semicolons() {
    check_csv(
        KINDS,
        "nom;Longitude;Latitude\n\"a;\"\"b\"\"\nc\";\"2,35\";45,05\n",
        &[
            "nom;Longitude;Latitude;epci;departement;error",
            "\"a;\"\"b\"\"\nc\";\"2,35\";45,05;100000002;02;",
        ],
    );
    check_csv(
        KINDS,
        "\u{feff}lon,lat\n2.35,45.05\n",
        &["\u{feff}lon,lat,epci,departement,error", "2.35,45.05,100000002,02,"],
    );
}

#[test]
fn several_territories_of_a_kind_share_a_cell() {
    check_csv("kinds=pnr", "lon,lat\n2.2,45.1\n", &["lon,lat,pnr,error", "2.2,45.1,P1 P2,"]);
}

#[test]
fn a_wrong_row_says_so_in_its_own_column_and_the_others_go_on() {
    check_csv(
        "kinds=departement",
        "id,lon,lat\n1,NaN,45\n2,2.35\n\n3,1e308,45\n4,a,b\n5,2.35,45.05\n6,2.35,45.05,7\n",
        &[
            "id,lon,lat,departement,error",
            "1,NaN,45,,\"ligne 2 : lon et lat ne sont pas un point en degrés\"",
            "2,2.35,,,\"ligne 3 : 2 cellules au lieu de 3\"",
            "3,1e308,45,,\"ligne 5 : lon et lat ne sont pas un point en degrés\"",
            "4,a,b,,\"ligne 6 : lon et lat ne sont pas un point en degrés\"",
            "5,2.35,45.05,02,",
            "6,2.35,45.05,,\"ligne 8 : 4 cellules au lieu de 3\"",
        ],
    );
    let long = format!("lon,lat\n{}\n2.35,45.05\n", "9".repeat(100_000));
    check_csv(
        "kinds=departement&lang=en",
        &long,
        &["lon,lat,departement,error", ",,,\"line 2: more than 16384 bytes\"", "2.35,45.05,02,"],
    );
}

#[test]
fn json_lines_come_back_with_their_territories() {
    let body = "{\"id\":7,\"lon\":2.35,\"lat\":45.05}\n{\"lon\":1}\nx\n{\"lon\":500,\"lat\":1}\n{}";
    let answer = post("/api/locate?kinds=departement&lang=en", "application/x-ndjson", body);
    let lines: Vec<&str> = answer.text().lines().collect();
    assert_eq!(
        lines,
        [
            r#"{"id":7,"lon":2.35,"lat":45.05,"territories":{"departement":["02"]}}"#,
            r#"{"error":"line 2: not a JSON object with lon and lat","line":2}"#,
            r#"{"error":"line 3: not a JSON object with lon and lat","line":3}"#,
            r#"{"error":"line 4: lon and lat are not a point in degrees","line":4}"#,
            r#"{"error":"line 5: not a JSON object with lon and lat","line":5}"#,
        ]
    );
}

#[test]
fn a_stream_that_is_no_stream_of_points_is_refused() {
    expect(&post("/api/locate", "text/csv", ""), "empty", 422, "« lon »");
    expect(&post("/api/locate", "text/csv", "a,b\n1,2\n"), "columns", 422, "« lat »");
    expect(&post("/api/locate", "text/csv", "x".repeat(100_000)), "long", 422, "« lon »");
    expect(&post("/api/locate", "image/png", "lon,lat\n"), "type", 415, "text/csv");
    expect(&post("/api/locate?vintage=1900", "text/csv", "lon,lat\n"), "vintage", 400, "1900");
}

#[test]
fn a_long_stream_is_answered_in_order() {
    let rows = 100_000;
    let chunks = (0..rows).map(|row| {
        let row = format!("{row},2.{:02},45.05\n", row % 60);
        Ok::<_, std::io::Error>(Bytes::from(row))
    });
    let head = stream::iter([Ok(Bytes::from("id,lon,lat\n"))]);
    let body = Body::from_stream(futures_util::StreamExt::chain(head, stream::iter(chunks)));
    let request = Request::post("/api/locate?kinds=region").header("content-type", "text/csv");
    let answer = ask(request.body(body).unwrap());
    let mut lines = answer.text().split("\r\n").skip(1);
    for row in 0..rows {
        let line = lines.next().unwrap();
        assert!(line.starts_with(&format!("{row},")) && line.ends_with(",11,"), "{row}: {line}");
    }
}
