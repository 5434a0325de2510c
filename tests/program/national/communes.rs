//! Communes through the vintages: every old code has an answer, every commune has ground.

use std::collections::BTreeSet;

use program_tests::{ask, get, ids, list, number, text};
use serde_json::Value;

/// The codes of the communes of a vintage that have ground, through the régions.
fn communes(vintage: u16) -> BTreeSet<String> {
    regions()
        .iter()
        .flat_map(|region| {
            let asked = format!(
                "/api/territories/region:{region}/overlaps?kinds=commune&vintage={vintage}"
            );
            let answer = get(&asked).json();
            let communes = list(&answer, "/overlaps").iter();
            communes.map(|overlap| text(overlap, "/territory/code").to_owned()).collect::<Vec<_>>()
        })
        .collect()
}

fn regions() -> [&'static str; 18] {
    [
        "01", "02", "03", "04", "06", "11", "24", "27", "28", "32", "44", "52", "53", "75", "76",
        "84", "93", "94",
    ]
}

fn resolve(code: &str, at: u16) -> Value {
    let answer = get(&format!("/api/resolve?code={code}&at={at}"));
    assert_eq!(answer.status, 200, "{code}");
    answer.json()
}

#[test]
fn each_code_that_ended_in_2025_leads_to_communes_of_today() {
    let (before, today) = (communes(2024), communes(2026));
    assert_eq!((before.len(), today.len()), (34_935, 34_875));
    let ended: Vec<&String> = before.difference(&today).collect();
    assert_eq!(ended.len(), 68);
    assert_eq!(today.difference(&before).count(), 8);
    for code in ended {
        let answer = resolve(code, 2024);
        let now = list(&answer, "/communes");
        assert!(!now.is_empty(), "{code} leads nowhere");
        for commune in now {
            assert!(today.contains(text(commune, "/code")), "{code} leads to {commune}");
        }
        assert!(!list(&answer, "/events").is_empty(), "{code} has no event");
    }
}

#[test]
fn a_split_gives_every_commune_that_came_of_it() {
    let answer = resolve("15141", 2024);
    assert_eq!(
        ids(list(&answer, "/communes")),
        ["commune:15031", "commune:15035", "commune:15047", "commune:15141", "commune:15171"]
    );
    assert_eq!(text(&answer, "/events/0/event"), "split");
}

#[test]
fn a_merged_commune_keeps_its_ground_and_its_name_in_the_search() {
    let answer = resolve("34093", 2024);
    assert_eq!(ids(list(&answer, "/communes")), ["commune:34144"]);
    let old = ask(&["territory", "commune:34093", "--vintage", "2024"]);
    let lead = ask(&["territory", "commune:34144", "--vintage", "2024"]);
    let merged = ask(&["territory", "commune:34144"]);
    let sum = number(&old, "/area_km2") + number(&lead, "/area_km2");
    assert!((number(&merged, "/area_km2") - sum).abs() < 1e-3);
    let found = ask(&["search", "Dio-et-Valquières", "--kinds", "commune"]);
    assert_eq!(text(&found, "/results/0/id"), "commune:34144");
}

#[test]
fn the_country_is_as_wide_as_its_communes() {
    let stated = |vintage: u16| -> f64 {
        regions()
            .iter()
            .map(|region| {
                let path = format!("/api/territories/region:{region}?vintage={vintage}");
                number(&get(&path).json(), "/area_km2")
            })
            .sum()
    };
    let (before, today) = (stated(2024), stated(2026));
    assert!((before - today).abs() < 1e-3, "{before} km² in 2024, {today} km² in 2026");
    assert!((630_000.0..645_000.0).contains(&today), "{today} km²");
}
