//! Who could fund a project, on the national data: every basin of life that a border of région
//! cuts, the formats, and the command line.

use std::collections::BTreeSet;

use program_tests::{ask, get, list, number, post, run, text};
use serde_json::Value;

/// The answer with all pages of its list.
fn funding(id: &str, parameters: &str) -> Value {
    let page = |number: usize| {
        let path = format!(
            "/api/territories/{id}/funding?date=2026-11-23&limit=100&page={number}{parameters}"
        );
        let answer = get(&path);
        assert_eq!(answer.status, 200, "{path}");
        answer.json()
    };
    let mut answer = page(1);
    let total = number(&answer, "/total") as usize;
    for next in 2..=total.div_ceil(100) {
        let more = list(&page(next), "/programmes").to_vec();
        answer["programmes"].as_array_mut().unwrap().extend(more);
    }
    assert_eq!(list(&answer, "/programmes").len(), total, "{id}");
    answer
}

fn codes(value: &Value) -> BTreeSet<&str> {
    value.as_array().unwrap().iter().map(|code| code.as_str().unwrap()).collect()
}

/// The communes that a territory and a région share, as the overlaps say.
fn shared(id: &str, region: &str) -> BTreeSet<String> {
    let overlaps =
        get(&format!("/api/territories/{id}/overlaps?kinds=region&communes=true")).json();
    let overlap = list(&overlaps, "/overlaps")
        .iter()
        .find(|overlap| text(overlap, "/territory/id") == region)
        .unwrap_or_else(|| panic!("{region} does not meet {id}"));
    let communes = list(overlap, "/communes").iter();
    communes.map(|commune| text(commune, "/code").to_owned()).collect()
}

#[test]
fn a_programme_of_a_region_is_whole_inside_and_nothing_outside() {
    let answer = funding("departement:34", "");
    let programmes = list(&answer, "/programmes");
    assert!(programmes.len() > 150, "{}", programmes.len());
    let pieces = |programme: &Value| {
        list(programme, "/coverage/pieces").iter().map(Value::to_string).collect::<String>()
    };
    assert!(programmes.iter().any(|programme| pieces(programme).contains("region:76")));
    assert!(programmes.iter().all(|programme| !pieces(programme).contains("region:84")));
    for programme in programmes {
        if text(programme, "/coverage/relation") == "whole" {
            assert_eq!(
                number(programme, "/coverage/population_share").to_bits(),
                1.0_f64.to_bits()
            );
        }
    }
}

#[test]
fn a_basin_over_two_regions_may_ask_both() {
    // Tarbes lies mostly in Occitanie, and for a few communes in Nouvelle-Aquitaine.
    let id = "bassin-de-vie:65440";
    let answer = funding(id, "");
    let border = list(&answer, "/border").iter().find(|one| text(one, "/kind") == "region");
    let border = border.expect("a border of région");
    let sides = list(border, "/sides");
    assert_eq!(sides.len(), 2);
    assert_eq!(text(&sides[0], "/perimeter/id"), "region:76");
    assert_eq!(text(&sides[1], "/perimeter/id"), "region:75");
    assert!(text(border, "/sentence/fr").contains("Nouvelle-Aquitaine"));
    for side in sides {
        let region = text(side, "/perimeter/id");
        let expect = shared(id, region);
        assert_eq!(number(side, "/communes") as usize, expect.len(), "{region}");
        for slug in list(side, "/programmes").iter().map(|programme| text(programme, "/slug")) {
            let found = list(&answer, "/programmes").iter().find(|p| text(p, "/slug") == slug);
            let coverage = &found.unwrap()["coverage"];
            assert_eq!(coverage["relation"], "part", "{slug}");
            if coverage["pieces"] == serde_json::json!([region]) {
                let communes = codes(&coverage["communes"]);
                let expect: BTreeSet<&str> = expect.iter().map(String::as_str).collect();
                assert_eq!(communes, expect, "{slug}");
            }
        }
    }
}

#[test]
fn every_place_that_a_programme_names_is_known() {
    // A perimeter that resolves to nothing would never be found: each région has its own.
    let stats = get("/api/stats").json();
    assert!(stats["counts"].is_object());
    for code in ["01", "02", "03", "04", "06", "11", "24", "27", "28", "32", "44", "52", "53"] {
        let answer = funding(&format!("region:{code}"), "");
        let own = format!("region:{code}");
        let programmes = list(&answer, "/programmes");
        let named = |programme: &&Value| codes(&programme["coverage"]["pieces"]).contains(&*own);
        assert!(programmes.iter().any(|programme| named(&programme)), "{own}");
    }
}

#[test]
fn tables_calendars_and_the_command_line_say_the_same() {
    let id = "epci:243400736";
    let json = funding(id, "&theme=culture");
    let told = ask(&["funding", id, "--theme", "culture", "--on", "2026-11-23"]);
    assert_eq!(json["programmes"], told["programmes"]);
    let table =
        get(&format!("/api/territories/{id}/funding?date=2026-11-23&theme=culture&format=csv"));
    let mut rows = csv::Reader::from_reader(table.body.as_slice());
    let slugs: Vec<String> = rows.records().map(|row| row.unwrap()[0].to_owned()).collect();
    let expect: Vec<&str> = list(&json, "/programmes").iter().map(|p| text(p, "/slug")).collect();
    assert_eq!(slugs, expect);
    let calendar = run(&["funding", id, "--format", "ics"]).out;
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n") && calendar.ends_with("END:VCALENDAR\r\n"));
    assert!(run(&["themes", "creche"]).out.contains("accueil-du-jeune-enfant"));
}

#[test]
fn a_basket_and_a_day_are_answered_alike_by_both_doors() {
    let communes = ["34111", "30325", "30140"];
    let body = serde_json::json!({ "communes": communes }).to_string();
    let basket = ["--communes", &communes.join(",")];
    let day = "2024-05-01";
    let same = |command: &[&str], path: &str, list: &str| {
        let told = ask(&[command, &basket[..]].concat());
        let answer = post(path, &body).json();
        assert_eq!(told[list], answer[list], "{path}");
        assert_eq!(answer["subject"]["id"], Value::Null, "{path}");
        answer
    };
    let funded = same(
        &["funding", "--theme", "culture", "--on", day],
        &format!("/api/funding?theme=culture&date={day}&limit=100"),
        "programmes",
    );
    assert_eq!((&funded["vintage"], text(&funded, "/date")), (&2024.into(), day));
    let held = same(
        &["holders", "eau-potable", "--date", day],
        &format!("/api/competences/eau-potable/holders?lang=en&date={day}"),
        "zones",
    );
    assert_eq!(held["vintage"], 2024);
    assert_eq!(same(&["actors"], "/api/actors", "actors")["vintage"], 2026);
}
