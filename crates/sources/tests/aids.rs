//! Aids of a platform: saved pages and tables, what is placed, what is left out and why.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a check that cannot be made fails, and says where"
)]

use std::{fs, path::PathBuf};

use dataset::{Base, Ground, Source, Territory};
use funding::{Applicant, ProgrammeRow, Recurrence};
use sources::{
    Problem, SourceError,
    aids::{AidPlaces, ImportedAids, read},
};
use tempfile::TempDir;
use territory::{Span, Vintage};

fn places() -> AidPlaces {
    let vintage = Vintage::try_from(2026).unwrap();
    let territory = |id: &str, name: &str| Territory {
        id: id.parse().unwrap(),
        name: name.to_owned(),
        span: Some(Span::new(vintage, vintage)),
        nature: None,
        seat: None,
        ground: Ground::Missing,
    };
    let base = Base {
        sources: Vec::new(),
        vintages: vec![vintage],
        mesh: geometry::MeshBuilder::default().build(geometry::Tolerance { width: 0.0 }).unwrap().0,
        faces: Vec::new(),
        territories: vec![
            territory("region:76", "Occitanie"),
            territory("departement:30", "Gard"),
            territory("departement:2A", "Corse-du-Sud"),
            territory("epci:243000650", "CC des Cévennes Gangeoises"),
            territory("commune:34111", "Ganges"),
            territory("commune:01001", "Saint-Denis"),
            territory("commune:93066", "Saint-Denis"),
        ],
        communes: Vec::new(),
        populations: Vec::new(),
        places: Vec::new(),
        successions: Vec::new(),
    };
    AidPlaces::new(&base)
}

fn read_bytes(name: &str, bytes: &[u8]) -> Result<ImportedAids, SourceError> {
    let folder = TempDir::new().unwrap();
    let path: PathBuf = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    let source = Source {
        key: "aides".parse().unwrap(),
        name: "Aides".to_owned(),
        licence: "Licence Ouverte 2.0".to_owned(),
        attribution: "Aides".to_owned(),
        url: None,
        vintage: None,
        estimated: false,
    };
    read(&path, source, &places())
}

fn rows(imported: &ImportedAids) -> Vec<ProgrammeRow> {
    imported.records.rows.iter().map(|row| serde_json::from_str(row).unwrap()).collect()
}

/// An aid with the members of the API, others taken from `members`.
fn aid(id: u32, members: &str) -> String {
    format!(
        r#"{{"id":{id},"slug":"s{id}","url":"/aides/s{id}/","name":"Aide {id}",
        "financers":["Région Occitanie","ADEME"],"programs":[],
        "description":"<p>Pour les <b>communes</b> &amp; pays</p><script>x()</script>",
        "eligibility":"<ul><li>rurales</li></ul>","perimeter":"Occitanie","perimeter_scale":"Région",
        "origin_url":"https://example.org/{id}","categories":["Social / Petite enfance"],
        "targeted_audiences":["Communes","Associations","Martiens"],
        "aid_types":["Subvention","Ingénierie technique"],
        "subvention_rate_lower_bound":20,"subvention_rate_upper_bound":80,
        "start_date":"2026-01-01","submission_deadline":"2026-12-31","recurrence":"Récurrente",
        "date_updated":"2026-05-04T10:00:00Z"{}{members}}}"#,
        if members.is_empty() { "" } else { "," }
    )
}

fn page(aids: &[String]) -> String {
    format!(r#"{{"count":{},"next":null,"results":[{}]}}"#, aids.len(), aids.join(","))
}

#[test]
fn an_aid_of_the_platform_becomes_a_row() {
    let imported = read_bytes("aids.json", page(&[aid(7, "")]).as_bytes()).unwrap();
    let row = rows(&imported).remove(0);
    assert_eq!(row.slug, "aide-7");
    assert_eq!(&*row.name.fr, "Aide 7");
    assert_eq!(&*row.summary.fr, "Pour les communes & pays");
    assert_eq!(&*row.condition.unwrap().fr, "rurales");
    assert_eq!(&*row.funder_name.unwrap().fr, "Région Occitanie, ADEME");
    assert_eq!(String::from(row.perimeter[0].clone()), "region:76");
    assert_eq!(row.themes, ["petite-enfance"]);
    assert_eq!(row.applicants, [Applicant::Commune, Applicant::Association]);
    assert_eq!(row.types.len(), 2);
    assert_eq!(row.recurrence, Some(Recurrence::Recurring));
    assert_eq!(row.deadline.unwrap().to_string(), "2026-12-31");
    assert_eq!(row.checked.unwrap().to_string(), "2026-05-04");
    assert_eq!(row.link.unwrap(), "https://example.org/7");
    let said: Vec<&str> = imported.report.remarks.iter().map(|text| &*text.fr).collect();
    assert_eq!(said[0], "1 aide lue, aucune laissée de côté");
    assert!(said.iter().any(|text| text.contains("« Martiens »")), "{said:?}");
}

#[track_caller]
fn check_place(name: &str, scale: &str, expect: Option<&str>) {
    let members = format!(r#""perimeter":"{name}","perimeter_scale":"{scale}""#);
    let read = read_bytes("aids.json", page(&[aid(1, ""), aid(2, &members)]).as_bytes()).unwrap();
    let row = rows(&read).into_iter().find(|row| row.slug == "aide-2");
    let place = row.map(|row| String::from(row.perimeter[0].clone()));
    assert_eq!(place.as_deref(), expect, "{name} ({scale})");
    assert_eq!(read.report.refused.len(), usize::from(expect.is_none()));
}

#[test]
fn perimeters_are_matched_by_name_and_scale() {
    check_place("OCCITANIE", "Région", Some("region:76"));
    check_place("Gard", "Département", Some("departement:30"));
    check_place("Gard (30)", "Département", Some("departement:30"));
    check_place("2a", "Département", Some("departement:2A"));
    check_place("CC des Cevennes gangeoises", "EPCI", Some("epci:243000650"));
    check_place("Ganges", "Commune", Some("commune:34111"));
    check_place("Saint-Denis (93066)", "Commune", Some("commune:93066"));
    check_place("France", "Pays", Some("france"));
    check_place("Europe", "Continent", Some("france"));
    check_place("France métropolitaine", "Métropole", Some("metropole"));
    check_place("Outre-mer", "Outre-mer", Some("outre-mer"));
    check_place("Saint-Denis", "Commune", None);
    check_place("Gard", "Région", None);
    check_place("Adour-Garonne", "Bassin hydrographique", None);
    check_place("Communes littorales", "Ad-hoc", None);
}

#[test]
fn wrong_aids_are_left_out_by_number_and_the_others_stay() {
    let aids = [
        aid(1, ""),
        aid(2, r#""submission_deadline":"un jour""#),
        aid(3, r#""submission_deadline":"2025-01-01""#),
        aid(1, ""),
        "{}".to_owned(),
        "3".to_owned(),
        aid(9, r#""origin_url":"javascript:alert(1)","name":"<img src=x onerror=alert(1)>""#),
    ];
    let imported = read_bytes("aids.json", page(&aids).as_bytes()).unwrap();
    let kept = rows(&imported);
    let slugs: Vec<&str> = kept.iter().map(|row| row.slug.as_str()).collect();
    assert_eq!(slugs, ["aide-1", "aide-9"]);
    assert_eq!(kept[1].link, None, "only web addresses are links");
    assert_eq!(&*kept[1].name.fr, "<img src=x onerror=alert(1)>", "a name is text");
    let said: Vec<String> = imported
        .report
        .refused
        .iter()
        .map(|refusal| refusal.place.text(territory::Language::English))
        .collect();
    let expect = [2, 3, 4, 5, 6].map(|number| format!("aids.json, feature {number}"));
    assert_eq!(said, expect);
}

#[test]
fn days_are_read_in_three_ways() {
    for (text, expect) in [("2026-12-31", true), ("31/12/2026", true), ("20261231", true)] {
        let aids = [aid(1, &format!(r#""submission_deadline":"{text}""#))];
        let found = read_bytes("aids.json", page(&aids).as_bytes()).unwrap();
        let deadline = rows(&found)[0].deadline.map(|day| day.to_string());
        assert_eq!(deadline.as_deref() == Some("2026-12-31"), expect, "{text}");
    }
}

#[test]
fn pages_may_follow_each_other_or_stand_in_a_list() {
    let [one, two] = [page(&[aid(1, "")]), page(&[aid(2, "")])];
    for text in [
        format!("{one}\n{two}"),
        format!("[{one},{two}]"),
        format!("[{},{}]", aid(1, ""), aid(2, "")),
    ] {
        assert_eq!(rows(&read_bytes("aids.json", text.as_bytes()).unwrap()).len(), 2);
    }
}

const TABLE: &str = "id;name;perimeter;perimeter_scale;financers;categories;targeted_audiences;submission_deadline\n\
    7;Aide à la crèche;Occitanie;Région;Caf|MSA;Petite enfance;Communes|Associations;31/12/2026\n\
    8;Ailleurs;Lune;Région;;;;\n";

#[test]
fn a_table_has_the_same_members() {
    for bytes in [TABLE.as_bytes().to_vec(), format!("\u{feff}{TABLE}").into_bytes()] {
        let imported = read_bytes("aids.csv", &bytes).unwrap();
        let row = rows(&imported).remove(0);
        assert_eq!(&*row.name.fr, "Aide à la crèche");
        assert_eq!(row.applicants, [Applicant::Commune, Applicant::Association]);
        assert_eq!(row.deadline.unwrap().to_string(), "2026-12-31");
        let place = imported.report.refused[0].place.text(territory::Language::English);
        assert_eq!(place, "aids.csv, line 3");
    }
}

#[test]
fn latin_1_is_read_and_said() {
    let latin1: Vec<u8> = TABLE.chars().map(|c| c as u8).collect();
    let imported = read_bytes("aids.csv", &latin1).unwrap();
    assert_eq!(&*rows(&imported)[0].name.fr, "Aide à la crèche");
    assert!(imported.report.remarks.iter().any(|remark| remark.fr.contains("Latin-1")));
}

#[track_caller]
fn check_refused(name: &str, bytes: &[u8], expect: impl Fn(&Problem) -> bool) {
    let error = read_bytes(name, bytes).unwrap_err();
    assert!(expect(error.problem()), "{error}");
}

#[test]
fn files_that_hold_no_aids_are_refused_whole() {
    check_refused("a.json", b"{\"count\":1}", |p| matches!(p, Problem::NotThis(_)));
    check_refused("a.json", b"{\"results\":[]}", |p| matches!(p, Problem::Empty));
    check_refused("a.json", b"{\"results\":[{\"id\":1", |p| matches!(p, Problem::Truncated));
    check_refused("a.json", b"{\"results\":[nul]}", |p| matches!(p, Problem::Corrupt(_)));
    check_refused("a.json", b"{\"results\":[{}]}", |p| matches!(p, Problem::AllRefused(_)));
    check_refused(
        "a.csv",
        b"id;name\n1;a\n",
        |p| matches!(p, Problem::MissingColumn(column) if column == "perimeter"),
    );
    let huge = format!("id;name;perimeter\n1;{};Gard\n", "x".repeat(2 << 20));
    check_refused("a.csv", huge.as_bytes(), |p| matches!(p, Problem::TooLarge { .. }));
}
