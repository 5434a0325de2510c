//! What groupements declare, over the law.

use competence::{Answer, Declarations, Declared, Groupement};

use crate::{
    country::{code, source},
    support::{ask, catalogue, rule},
};

const NO_WIDER: &str = r#""departement", "region", "etat""#;

fn groupement(siren: &str, communes: &[&str], answer: Answer) -> Groupement {
    Groupement {
        siren: code(siren),
        name: format!("Groupement {siren}").into(),
        nature: "SIVU".into(),
        seat: None,
        communes: communes.iter().map(|text| code(text)).collect(),
        declared: vec![
            Declared { code: code("1505"), answer },
            Declared { code: code("9999"), answer: Answer::Yes },
        ],
    }
}

#[track_caller]
fn check(rules: &[String], declared: &[Groupement], territory: &str, expect: &str) {
    let declarations =
        Declarations { source: source("banatic", false), groupements: declared.to_vec() };
    let catalogue = catalogue(NO_WIDER, &rules.concat());
    assert_eq!(ask(catalogue, vec![declarations], territory, "2026-11-23"), expect, "{declared:?}");
}

fn open() -> [String; 3] {
    [
        rule("commune", "obligatory", ""),
        rule("communaute-de-communes", "depends", ""),
        rule("communaute-d-agglomeration communaute-urbaine metropole", "optional", ""),
    ]
}

#[test]
fn a_yes_settles_what_the_law_leaves_open() {
    let third = |answer| [groupement("100000003", &[], answer)];
    check(&open(), &third(Answer::Yes), "commune:10011", "epci:100000003 (declared) in 1");
    check(&open(), &third(Answer::No), "commune:10011", "commune:10011 (law) in 1");
    check(
        &open(),
        &third(Answer::Interest),
        "commune:10011",
        "commune:10011 (law), epci:100000003 (declared) in 1",
    );
    let second = [groupement("100000002", &[], Answer::Yes)];
    check(&open(), &second, "commune:10008", "epci:100000002 (declared) in 1");
}

#[test]
fn a_no_does_not_undo_an_obligation() {
    let rules = [rule("commune", "obligatory", ""), rule("epci", "obligatory", "")];
    let declared = [groupement("100000002", &[], Answer::No)];
    check(&rules, &declared, "commune:10008", "epci:100000002 (law) in 1");
}

#[test]
fn a_syndicat_takes_from_the_communes_it_acts_for() {
    let syndicat = |answer| [groupement("200000009", &["10008", "10011"], answer)];
    let rules = [rule("commune", "obligatory", ""), rule("epci", "obligatory", "")];
    let taken = "groupement:200000009 (transferred) in 1";
    check(&rules, &syndicat(Answer::Yes), "commune:10008", taken);
    check(&open(), &syndicat(Answer::Yes), "commune:10011", taken);
    check(&rules, &syndicat(Answer::No), "commune:10008", "epci:100000002 (law) in 1");
    check(&rules, &syndicat(Answer::Yes), "commune:10014", "epci:100000002 (law) in 1");
}

#[test]
fn a_special_authority_goes_by_its_siren() {
    let declared = [groupement("100000001", &[], Answer::Yes)];
    check(&open(), &declared, "commune:10006", "lyon (declared) in 1");
}

#[test]
fn declarations_are_kept_as_rows_and_read_back() {
    let declarations = Declarations {
        source: source("banatic", false),
        groupements: vec![
            groupement("100000003", &[], Answer::Interest),
            groupement("200000009", &["10008"], Answer::No),
        ],
    };
    let mut records = declarations.records().unwrap();
    assert_eq!(records.rows.len(), 2);
    records.rows.push("{\"siren\":\"no row of ours\"}".into());
    let (back, other) = Declarations::read(&records);
    assert_eq!((back.groupements, other), (declarations.groupements, 1));
}
