//! What people type, and the place they mean: the golden queries.

use program_tests::{get, text};

/// A query as it stands in an address.
fn encoded(query: &str) -> String {
    query.bytes().fold(String::new(), |encoded, byte| encoded + &format!("%{byte:02X}"))
}

#[test]
fn the_golden_queries_find_what_people_mean_first() {
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/../golden/search.csv");
    let mut rows = csv::Reader::from_path(golden).unwrap();
    let mut wrong = Vec::new();
    let mut asked = 0;
    for row in rows.records() {
        let row = row.unwrap();
        let (query, expect) = (&row[0], &row[1]);
        let answer = get(&format!("/api/territories?q={}", encoded(query)));
        assert_eq!(answer.status, 200, "{query}");
        let answer = answer.json();
        let first = answer.pointer("/results/0/id").and_then(|id| id.as_str()).unwrap_or("nothing");
        if first != expect {
            wrong.push(format!("{query}: {first}, not {expect}"));
        }
        asked += 1;
    }
    assert!(asked > 100, "only {asked} queries");
    assert!(wrong.is_empty(), "{} of {asked}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_nobody_is_called_finds_nothing() {
    let answer = get("/api/territories?q=zzzzqqqqxxxx").json();
    assert_eq!(answer["results"].as_array().unwrap().len(), 0);
    assert_eq!(text(&answer, "/query"), "zzzzqqqqxxxx");
}
