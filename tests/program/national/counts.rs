//! The golden counts of the base.

use program_tests::{ask, list, number, text};

fn check(vintage: u16, kind: &str, expect: u32) {
    let stats = ask(&["stats"]);
    let counted = number(&stats, &format!("/counts/{vintage}/{kind}"));
    assert!((counted - f64::from(expect)).abs() < 0.5, "{kind} in {vintage}: {counted}");
}

#[test]
fn communes_with_ground_in_each_vintage() {
    check(2024, "commune", 34_935);
    check(2025, "commune", 34_875);
    check(2026, "commune", 34_875);
}

#[test]
fn what_communes_make_up() {
    check(2026, "epci", 1_255);
    check(2026, "ept", 11);
    check(2026, "arrondissement", 333);
    check(2026, "departement", 101);
    check(2026, "region", 18);
}

#[test]
fn overseas_collectivities_are_known_by_name_only() {
    let stats = ask(&["stats"]);
    assert_eq!(stats["without_shape"]["2026"]["collectivite-outre-mer"], 8);
    assert_eq!(stats["without_shape"]["2026"]["commune"], 94);
    let found = ask(&["search", "Polynésie française"]);
    let first = &list(&found, "/results")[0];
    assert_eq!(text(first, "/kind"), "collectivite-outre-mer");
    let told = ask(&["territory", text(first, "/id")]);
    assert_eq!(text(&told, "/shape"), "missing");
}
