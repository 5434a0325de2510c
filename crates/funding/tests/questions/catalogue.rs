//! The program's own starting set, rows of the store, and what is refused.

use dataset::{Collection, Records};
use funding::{Catalogue, Place, ProgrammeRow};
use territory::{Kind, Themes};

use crate::{
    country,
    support::{FUNDERS, catalogue, programme},
};

#[test]
fn the_starting_set_is_read_whole() {
    let catalogue = Catalogue::bundled().unwrap();
    assert!(catalogue.programmes.len() >= 300, "{}", catalogue.programmes.len());
    assert!(catalogue.funders.len() >= 140, "{}", catalogue.funders.len());
    for programme in &catalogue.programmes {
        assert!(!programme.themes.is_empty(), "{} has no theme", programme.slug);
        assert!(!programme.applicants.is_empty(), "{}: nobody may apply", programme.slug);
        assert!(programme.checked.is_some() && programme.link.is_some(), "{}", programme.slug);
        for place in &programme.perimeter.places {
            if let Place::Territory(id) = place {
                let known = [Kind::REGION, Kind::DEPARTEMENT, Kind::EPCI];
                assert!(known.contains(&id.kind), "{}: {id}", programme.slug);
            }
        }
    }
    for funder in 0..catalogue.funders.len() {
        let slug = &catalogue.funders[funder].slug;
        assert!(catalogue.programmes.iter().any(|p| p.funder == funder), "{slug} offers nothing");
    }
}

#[track_caller]
fn check_refused(fields: &str, expect: &str) {
    let text = programme("essai", fields);
    let themes = Themes::bundled().unwrap();
    let error = Catalogue::parse(themes, FUNDERS, &[("test.toml", &text)]).unwrap_err().to_string();
    assert!(error.contains(expect), "{error}");
    assert!(error.contains("test.toml"), "{error}");
}

#[test]
fn wrong_rows_are_refused_with_file_entry_and_field() {
    check_refused("themes = [\"bonheur\"]", "test.toml, “essai”, themes: “bonheur”");
    check_refused("perimeter = []", "“essai”, perimeter");
    check_refused("perimeter = [\"lune\"]", "“lune” is neither france");
    check_refused("opens = 2026-05-01\ndeadline = 2026-04-01", "“essai”, deadline: 2026-04-01");
    check_refused("deadline = 2026-05-01T10:00:00", "a day without time");
    check_refused("usual_months = { from = 0, to = 3 }", "months go from 1 to 12");
    check_refused("rate = { at_least = 90, at_most = 10 }", "a rate goes");
    check_refused("rate = { at_most = 150 }", "a rate goes");
    check_refused("applicants = [\"martian\"]", "martian");
    check_refused("type = \"gold\"", "a type of aid");
    check_refused("recurrence = \"never\"", "never");
    check_refused("link = \"javascript:alert(1)\"", "link: “javascript:alert(1)”");
    check_refused("surprise = 1", "surprise");
    check_refused(
        &format!("perimeter = [\"france\"]\n{}", programme("essai", "")),
        "“essai” comes twice",
    );
}

fn row(slug: &str) -> ProgrammeRow {
    let text = format!(
        r#"{{"slug":"{slug}","funder":"mairie-d-ici","funder_name":{{"fr":"Mairie","en":"Town hall"}},
        "name":{{"fr":"Une aide","en":"An aid"}},"summary":{{"fr":"Pour.","en":"For."}},
        "perimeter":["commune:10002"],"type":["grant"],"deadline":"2026-12-24"}}"#
    );
    serde_json::from_str(&text).unwrap()
}

#[test]
fn rows_of_the_store_join_the_catalogue() {
    let records = |rows: Vec<String>| Records {
        collection: Collection::Aids,
        source: country::source("plateforme", false),
        rows: rows.into_iter().map(Into::into).collect(),
    };
    let mut catalogue = catalogue(&programme("a1", ""));
    let written = serde_json::to_string(&row("b1")).unwrap();
    assert_eq!(serde_json::from_str::<ProgrammeRow>(&written).unwrap(), row("b1"));
    let twice = serde_json::to_string(&row("a1")).unwrap();
    let left_out = catalogue.extend(&[records(vec![written, twice, "{}".to_owned()])]);
    let rows: Vec<usize> = left_out.iter().map(|left| left.row).collect();
    assert_eq!(rows, [2, 3]);
    assert_eq!(catalogue.programmes.len(), 2);
    assert_eq!(&*catalogue.funders[catalogue.programmes[1].funder].name.fr, "Mairie");
}
