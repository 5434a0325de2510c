//! How rules meet on the same ground.

use crate::support::{ask, catalogue, rule};

const TODAY: &str = "2026-11-23";

#[track_caller]
fn check_on(date: &str, none: &str, rules: &[String], territory: &str, expect: &str) {
    let catalogue = catalogue(none, &rules.concat());
    assert_eq!(ask(catalogue, Vec::new(), territory, date), expect, "{territory}");
}

#[track_caller]
fn check(none: &str, rules: &[String], territory: &str, expect: &str) {
    check_on(TODAY, none, rules, territory, expect);
}

const NO_WIDER: &str = r#""departement", "region", "etat""#;

#[test]
fn a_groupement_takes_from_communes_what_it_must_do() {
    let rules = [rule("commune", "obligatory", ""), rule("epci", "obligatory", "")];
    check(NO_WIDER, &rules, "commune:10008", "epci:100000002 (law) in 1");
    // The last commune is in no groupement.
    check(NO_WIDER, &rules, "commune:10023", "commune:10023 (law) in 1");
    let kept = [rule("commune", "obligatory", ""), rule("epci", "obligatory", "instead_of = []")];
    check(NO_WIDER, &kept, "commune:10008", "commune:10008 (law), epci:100000002 (law) in 1");
}

#[test]
fn what_depends_or_may_be_taken_displaces_nobody() {
    let rules = [
        rule("commune", "obligatory", ""),
        rule("communaute-de-communes", "depends", ""),
        rule("communaute-d-agglomeration communaute-urbaine metropole", "optional", ""),
    ];
    check(NO_WIDER, &rules, "commune:10011", "epci:100000003 (depends), commune:10011 (law) in 1");
    check(NO_WIDER, &rules, "commune:10008", "commune:10008 (law) in 1");
}

#[test]
fn a_default_holds_where_nobody_nearer_does() {
    let rules = [
        rule(
            "communaute-d-agglomeration communaute-urbaine metropole",
            "obligatory",
            "instead_of = []",
        ),
        rule("communaute-de-communes", "optional", ""),
        rule("region", "default", ""),
        rule("region", "lead", ""),
    ];
    let none = r#""commune", "departement", "etat""#;
    check(none, &rules, "commune:10008", "epci:100000002 (law) + region:11 (lead) in 1");
    check(none, &rules, "commune:10011", "region:11 (default) + region:11 (lead) in 1");
}

#[test]
fn the_strongest_rule_of_an_authority_counts_alone() {
    let rules = [
        rule("commune", "general", ""),
        rule("commune", "shared", ""),
        rule("epci", "optional", ""),
        rule("region etat", "shared", ""),
    ];
    check(
        r#""departement""#,
        &rules,
        "commune:10008",
        "commune:10008 (shared), region:11 (shared), etat (shared) in 1",
    );
}

#[test]
fn a_special_authority_follows_all_the_kinds_it_acts_as() {
    let none = r#""region", "etat""#;
    let rules = [
        rule("commune", "obligatory", ""),
        rule("epci", "optional", ""),
        rule("departement", "obligatory", ""),
    ];
    // As a département it takes nothing from communes.
    check(none, &rules, "commune:10006", "commune:10006 (law), lyon (law) in 1");
    let own = [rules.concat(), rule("petit-lyon", "obligatory", "")];
    check(none, &own, "commune:10006", "lyon (law) in 1");
    // The département goes on outside, and stood there before.
    check(none, &own, "commune:10008", "commune:10008 (law), departement:01 (law) in 1");
    check_on(
        "2014-12-31",
        none,
        &own,
        "commune:10006",
        "commune:10006 (law), departement:01 (law) in 1",
    );
}

#[test]
fn rules_hold_from_their_first_day_to_the_day_before_their_last() {
    let rules = [
        rule("commune", "general", "from = 1982-03-02\nuntil = 2025-01-01"),
        rule("commune", "obligatory", "from = 2025-01-01"),
        rule("epci", "obligatory", "from = 2026-01-01"),
    ];
    let at = |date: &str, expect: &str| {
        check_on(date, NO_WIDER, &rules, "commune:10008", expect);
    };
    at("1982-03-01", " in 1");
    at("2024-12-31", "commune:10008 (law) in 1");
    at("2025-12-31", "commune:10008 (law) in 1");
    at("2026-01-01", "epci:100000002 (law) in 1");
}

#[test]
fn rules_may_be_limited_to_ground_and_to_size() {
    let none = r#""region", "epci""#;
    let rules = [
        rule("commune", "obligatory", "population_from = 1000"),
        rule("departement", "obligatory", r#"except = ["departement:02"]"#),
        rule("etat", "obligatory", r#"only = ["departement:02"]"#),
    ];
    check(none, &rules, "commune:10008", "departement:01 (law) in 1");
    check(none, &rules, "commune:10009", "commune:10009 (law), etat (law) in 1");
}

#[test]
fn a_subject_is_cut_where_the_answer_changes() {
    let rules = [rule("commune", "obligatory", ""), rule("epci", "obligatory", "")];
    check(
        NO_WIDER,
        &rules,
        "bassin-de-vie:10001",
        "epci:100000002 (law) in 4 | epci:100000003 (law) in 2 | lyon (law) in 2",
    );
    // A park that cuts communes shares their people out.
    check(NO_WIDER, &rules, "pnr:P1", "lyon (law) in 3 | epci:100000002 (law) in 2");
}
