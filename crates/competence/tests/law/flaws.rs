//! Catalogues that are refused, each for one flaw.

use competence::Catalogue;

use crate::support::{AUTHORITIES, rule, theme};

const NONE: &str = r#""epci", "departement", "region", "etat""#;

#[track_caller]
fn refused(text: &str, expect: &str) {
    let error = Catalogue::read(AUTHORITIES, &[("eau", text)]).unwrap_err().to_string();
    assert!(error.starts_with("eau.toml, ") && error.contains(expect), "{error}");
}

#[track_caller]
fn check(none: &str, kinds: &str, title: &str, rest: &str, expect: &str) {
    refused(&theme(none, &rule(kinds, title, rest)), expect);
}

#[test]
fn a_rule_states_its_article() {
    let good = theme(NONE, &rule("commune", "obligatory", ""));
    assert!(Catalogue::read(AUTHORITIES, &[("eau", &good)]).is_ok());
    refused(&good.replace("article = \"CGCT L1111-4\"\n", ""), "missing field `article`");
    refused(&good.replace("CGCT L1111-4", "CGCT 1111-4"), "“CGCT 1111-4” is not an article");
    refused(&good.replace("article", "artcle"), "artcle");
}

#[test]
fn every_base_kind_has_a_rule_in_force_or_none() {
    check(r#""epci", "region", "etat""#, "commune", "general", "", "the kind “departement”");
    check(NONE, "commune region", "shared", "", "`none` names the kind “region”");
    check(NONE, "commune", "general", "until = 2020-01-01", "the kind “commune”");
}

#[test]
fn dates_are_days_in_order() {
    check(
        NONE,
        "commune",
        "general",
        "until = 1999-12-31",
        "a rule from 2000-01-01 ends on 1999-12-31",
    );
    check(NONE, "commune", "general", "from = 2000-01-01T10:00:00", "is no day");
    check(NONE, "commune", "general", "from = 1700-01-01", "`from`");
}

#[test]
fn what_it_depends_on_goes_with_depends() {
    let on = "on = { fr = \"x\", en = \"x\" }";
    check(NONE, "commune", "general", on, "`on` goes with");
    let without = theme(NONE, &rule("commune", "depends", "")).replace(on, "");
    refused(&without, "`on` goes with");
}

#[test]
fn names_are_known_and_stand_once() {
    check(NONE, "comune", "general", "", "“comune”");
    check(NONE, "commune", "compulsory", "", "“compulsory”");
    check(NONE, "commune", "general", r#"only = ["pnr:FR8000016"]"#, "`only`");
    check(NONE, "commune", "general", "note = { fr = \"\", en = \"x\" }", "`note` is empty");
    let good = theme(NONE, &rule("commune", "obligatory", ""));
    refused(&good.replace("eau-potable", "Eau potable"), "is no slug");
    refused(&good.replace("[\"robinet\"]", "[]"), "`keywords` is empty");
    refused(&good.replace("slug = \"eau\"", "slug = \"air\""), "the theme is called “air”");
    let body = good.split_once("[[competence]]").unwrap().1;
    let twice = format!("{good}\n[[competence]]\n{body}");
    let error = Catalogue::read(AUTHORITIES, &[("eau", &twice)]).unwrap_err().to_string();
    assert!(error.contains("“eau-potable” stands twice"), "{error}");
}
