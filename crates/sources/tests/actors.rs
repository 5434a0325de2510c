//! Actors from tables as volunteers keep them: every format, every accident.

#![allow(clippy::unwrap_used, reason = "tests panic when something is wrong")]

#[allow(dead_code, reason = "the country is shared; a part of it is used here")]
#[path = "../../atlas/tests/questions/country.rs"]
mod country;

use std::{
    fs,
    io::{Read, Write},
    path::PathBuf,
};

use actor::{Actor, Intervention, Placed};
use dataset::Records;
use sources::{
    At, ImportReport, Place, Problem, SourceError,
    actors::{Gazetteer, ImportedActors, Mapping, read},
};
use tempfile::TempDir;
use territory::Language;

const MAPPING: &str = r#"
[source]
key = "volunteers"
name = "Liste des bénévoles"
licence = "CC BY 4.0"
attribution = "Les bénévoles"

[columns]
id = "id"
name = "nom"
kind = "type"
themes = "themes"
lon = "lon"
lat = "lat"
commune = "insee"
postal_code = "cp"
commune_name = "ville"
site = "site"
intervention = "rayon"
siret = "siret"
date = "maj"

[kinds]
"Asso*" = "association"

[themes]
"jeux" = ["jeunesse"]
"#;

const HEADER: &str = "id,nom,type,themes,lon,lat,insee,cp,ville,site,rayon,siret,maj,prive";

fn mapping() -> Mapping {
    Mapping::parse(MAPPING, &Place::file(&PathBuf::from("m.toml"))).unwrap()
}

fn file(name: &str, content: impl AsRef<[u8]>) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, content).unwrap();
    (folder, path)
}

fn import_with(
    name: &str,
    content: impl AsRef<[u8]>,
    mapping: Option<Mapping>,
    others: &[Records],
) -> Result<ImportedActors, SourceError> {
    let (_folder, path) = file(name, content);
    let base = country::dataset().base.unwrap();
    read(&path, mapping, &Gazetteer::new(&base), others)
}

fn import(name: &str, content: impl AsRef<[u8]>) -> Result<ImportedActors, SourceError> {
    import_with(name, content, Some(mapping()), &[])
}

fn actors(imported: &ImportedActors) -> Vec<Actor> {
    imported.records.rows.iter().map(|row| serde_json::from_str(row).unwrap()).collect()
}

fn one(row: &str) -> (Actor, ImportReport) {
    let imported = import("a.csv", format!("{HEADER}\n{row}\n")).unwrap();
    let [actor] = <[Actor; 1]>::try_from(actors(&imported)).unwrap();
    (actor, imported.report)
}

fn remarks(report: &ImportReport) -> String {
    report.remarks.iter().map(|text| text.en.to_string() + "\n").collect()
}

#[test]
fn a_row_becomes_an_actor_and_only_mapped_columns_are_kept() {
    let (actor, report) = one(
        "7,Ludothèque,Association,jeux,2.05,45.05,10000,01400,Saint-Élie,www.ludo.fr,20 km,77556026100015,09/05/2022,06 12 34 56 78",
    );
    assert_eq!((&*actor.id, &*actor.name, &*actor.kind), ("7", "Ludothèque", "association"));
    assert_eq!(actor.themes, ["jeunesse".into()]);
    assert_eq!((actor.at, actor.placed), (Some([2.05, 45.05]), Placed::Coordinates));
    assert_eq!(actor.site.as_deref(), Some("https://www.ludo.fr"));
    assert_eq!(actor.acts, Some(Intervention::Km(20.0)));
    assert_eq!(actor.siret.as_deref(), Some("77556026100015"));
    assert_eq!(actor.as_of.unwrap().to_string(), "2022-05-09");
    assert!(!serde_json::to_string(&actor).unwrap().contains("34 56"), "a private phone is kept");
    assert!(remarks(&report).starts_with("1 actors read: 1 placed by their coordinates"));
}

#[track_caller]
fn check_place(row: &str, commune: &str, placed: Placed, doubt: &str) {
    let (actor, report) = one(&format!("1,A,,,{row},,,,,"));
    assert_eq!((actor.commune.unwrap().as_str(), actor.placed), (commune, placed), "{row}");
    let remarks = remarks(&report);
    assert!(remarks.contains(doubt), "{row}: {remarks}");
    assert_eq!(doubt.is_empty(), remarks.lines().count() == 1, "{row}: {remarks}");
}

#[test]
fn rows_are_placed_by_point_then_code_then_postal_code() {
    check_place("2.25,45.05,10002,,", "10002", Placed::Coordinates, "");
    check_place("\"2,25\",\"45,05\",,,", "10002", Placed::Coordinates, "");
    check_place(",,10002,,", "10002", Placed::Commune, "");
    check_place("0,0,10002,,", "10002", Placed::Commune, "");
    // 10001 merged into 10000.
    check_place(",,10001,,", "10000", Placed::Commune, "");
    check_place(",,,01400,Lieu 10002", "10002", Placed::PostalCode, "");
    check_place(",,,1400,", "10002", Placed::PostalCode, "");
}

#[test]
fn what_does_not_agree_is_said_with_its_line() {
    check_place(
        "45.05,2.25,10002,,",
        "10002",
        Placed::Coordinates,
        "line 2, “A (10002 → Lieu 10002)”: latitude and longitude were swapped",
    );
    check_place(
        "2.25,45.05,10007,,",
        "10002",
        Placed::Coordinates,
        "in another commune than its code says",
    );
    check_place("9.25,45.05,10002,,", "10002", Placed::Commune, "outside every commune");
    check_place("ouest,45.05,10002,,", "10002", Placed::Commune, "cannot be read");
    check_place("2.25,45.05,99999,,", "10002", Placed::Coordinates, "unknown commune code");
}

#[test]
fn every_separator_and_encoding_is_read() {
    let check = |content: &[u8], name: &str, remark: &str| {
        let imported = import_with("a.csv", content, Some(small()), &[]).unwrap();
        assert_eq!(&*actors(&imported)[0].name, name);
        assert!(remarks(&imported.report).contains(remark));
    };
    check("nom,insee\n\"Étang, le\",10002\n".as_bytes(), "Étang, le", "");
    check("nom;insee\r\nÉtang;10002\r\n".as_bytes(), "Étang", "");
    check("nom\tinsee\nÉtang\t10002".as_bytes(), "Étang", "");
    check("\u{feff}nom;insee\nÉtang;10002\n".as_bytes(), "Étang", "");
    check(b"nom;insee\n\xc9tang \x96 lac;10002\n", "Étang – lac", "read as Latin-1");
}

fn small() -> Mapping {
    let text = "[source]\nkey='s'\nname='S'\nlicence='L'\nattribution='A'\n[columns]\nname='nom'\ncommune='insee'\n";
    Mapping::parse(text, &Place::file(&PathBuf::from("m.toml"))).unwrap()
}

#[test]
fn json_and_geojson_are_read() {
    let array = r#"[{"nom":"A","insee":"10002","autre":{"x":1}},{"nom":"B","insee":10007}]"#;
    let imported = import_with("a.json", array, Some(small()), &[]).unwrap();
    assert_eq!(actors(&imported).len(), 2);
    let points = r#"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[2.25,45.05]},"properties":{"nom":"A","insee":null}}]}"#;
    let imported = import_with("a.geojson", points, Some(small()), &[]).unwrap();
    assert_eq!(actors(&imported)[0].commune.as_ref().unwrap().as_str(), "10002");
}

#[track_caller]
fn check_refused(name: &str, content: &[u8], expect: &str) {
    let error = import_with(name, content, Some(small()), &[]).unwrap_err();
    assert!(error.to_string().contains(expect), "{error}");
}

#[test]
fn files_that_cannot_be_read_are_refused_whole_with_the_place() {
    check_refused("a.csv", b"", "nothing usable");
    check_refused("a.csv", b"nom,insee\n", "nothing usable");
    check_refused("a.csv", b"titre,insee\nA,10002\n", "the column “nom” is missing");
    check_refused("a.csv", b"n\0o\0m\0", "this is not a table in UTF-8 or Latin-1");
    check_refused("a.csv", b"nom,insee\nA,\n", "no usable feature");
    check_refused("a.json", b"[{\"nom\":\n\"A\"", "line 2");
    check_refused("a.json", b"{\"a\":1}", "this is not an array");
    check_refused("a.json", b"[1,2]", "the column “insee” is missing");
    check_refused("a.zip", b"PK\x05\x06aaaaaaaaaaaaaaaaaa", "a.zip");
    check_refused("a.xlsx", b"PK\x03\x04 not really", "a.xlsx");
}

#[test]
fn a_row_without_end_is_refused_without_being_kept() {
    let (_folder, path) = file("a.csv", "nom,insee\nA,10002\n");
    let mut out = fs::OpenOptions::new().append(true).open(&path).unwrap();
    out.write_all(b"\"").unwrap();
    std::io::copy(&mut std::io::repeat(b'x').take(64 << 20), &mut out).unwrap();
    let base = country::dataset().base.unwrap();
    let error = read(&path, Some(small()), &Gazetteer::new(&base), &[]).unwrap_err();
    assert!(matches!(error.problem(), Problem::TooLarge { limit: 1_048_576, .. }), "{error}");
    assert_eq!(error.place().at, At::Line(3));
}

#[test]
fn rows_that_cannot_be_used_are_refused_with_their_line_and_the_others_kept() {
    let content = format!(
        "{HEADER}\n1,A,,,,,10002,,,,,,,\n2,,,,,,10002,,,,,,,\n1,B,,,,,10002,,,,,,,\n4,C,,,,,,,,,,,,\n"
    );
    let imported = import("a.csv", content).unwrap();
    assert_eq!(actors(&imported).len(), 1);
    let refused: Vec<(String, At)> =
        imported.report.refused.iter().map(|r| (r.reason.en.to_string(), r.place.at)).collect();
    let [(name, _), (twice, _), (place, last)] = refused.as_slice() else {
        unreachable!("{refused:?}")
    };
    assert!(name.contains("expected a name"), "{name}");
    assert!(twice.contains("“1” comes twice"), "{twice}");
    assert!(place.contains("expected coordinates"), "{place}");
    assert_eq!(*last, At::Line(5));
}

#[test]
fn lines_are_counted_as_editors_do() {
    let check = |content: &str, expect: u64| {
        let imported = import_with("a.csv", content, Some(small()), &[]).unwrap();
        assert_eq!(imported.report.refused[0].place.at, At::Line(expect), "{content:?}");
    };
    check("nom,insee\nA,10002\n,10002\n", 3);
    check("nom,insee\r\nA,10002\r\n,10002\r\n", 3);
    check("nom,insee\r\n\r\nA,10002\r\n\r\n,10002", 5);
    check("nom,insee\n\"A\nB\",10002\n,10002\n", 4);
}

#[test]
fn values_that_mean_nothing_are_left_out_and_said() {
    let (actor, report) =
        one("1,A,Club,jeux;bricolage,,,10002,,,javascript:alert(1),partout,0,32/01/2022,");
    assert_eq!(
        (&*actor.kind, actor.themes.len(), actor.site, actor.as_of),
        ("autre", 1, None, None)
    );
    let remarks = remarks(&report);
    for expect in [
        "site is “javascript:alert(1)”",
        "date is “32/01/2022”",
        "intervention is “partout”",
        "“bricolage” (1)".replace('“', "« ").replace('”', " »").as_str(),
        "« Club » (1)",
    ] {
        assert!(remarks.contains(expect), "{expect}: {remarks}");
    }
}

#[test]
fn names_are_texts_whatever_is_in_them() {
    let (actor, _) = one("1,<img src=x onerror=alert(1)>,,,,,10002,,,,,,,");
    assert_eq!(&*actor.name, "<img src=x onerror=alert(1)>");
    let (actor, _) = one("1,=HYPERLINK(\"\"a\"\"),,,,,10002,,,,,,,");
    assert_eq!(&*actor.name, "=HYPERLINK(\"\"a\"\")");
}

#[test]
fn duplicates_of_other_sources_are_proposed_and_not_merged() {
    let mut other = import("a.csv", format!("{HEADER}\n9,LUDOTHEQUE,,,2.2501,45.0501,,,,,,,,\n8,Autre nom,,,,,10002,,,,,77556026100015,,\n7,Ludothèque,,,2.55,45.05,,,,,,,,\n")).unwrap();
    other.records.source.key = "other".parse().unwrap();
    let content = format!(
        "{HEADER}\n1,Ludothèque,,,2.25,45.05,,,,,,,,\n2,Un nom,,,,,10002,,,,,77556026100015,,\n"
    );
    let imported =
        import_with("b.csv", &content, Some(mapping()), std::slice::from_ref(&other.records))
            .unwrap();
    assert_eq!(imported.records.rows.len(), 2);
    let remarks = remarks(&imported.report);
    assert!(remarks.contains("2 possible duplicates"), "{remarks}");
    assert!(
        remarks.contains("“Ludothèque” (b.csv, line 2) and “LUDOTHEQUE” (Liste des bénévoles)"),
        "{remarks}"
    );
    assert!(remarks.contains("“Un nom” (b.csv, line 3) and “Autre nom”"), "{remarks}");
    let again =
        import_with("b.csv", &content, Some(mapping()), std::slice::from_ref(&imported.records))
            .unwrap();
    assert!(!self::remarks(&again.report).contains("duplicates"), "the same source is replaced");
}

#[test]
fn layouts_of_national_lists_are_known_by_their_columns() {
    let services = "id_fs,insee_dep,lib_fs,adresse,complement_adresse,insee_com,code_postal,lib_com,latitude,longitude,mail,telephone,h_lundi,h_mardi,h_mercredi,h_jeudi,h_vendredi,h_samedi,commentaire,itinerance,format_fs,groupe,labellisation\r\n1,01,France services du Lieu,1 rue A,,10002,01400,Lieu 10002,45.05,2.25,a@b.fr,01,9:00 - 12:00,,,,,,Demander Paul,Non,Site principal,Réseau,Espace labellisé 01/01/2020\r\n";
    let imported = import_with("f.csv", services, None, &[]).unwrap();
    let actor = &actors(&imported)[0];
    assert_eq!(
        (&*actor.kind, actor.hours.as_deref(), actor.network.as_deref()),
        ("france-services", Some("lundi 9:00 - 12:00"), Some("Réseau"))
    );
    assert!(!imported.records.rows[0].contains("Paul"));

    let register = "id;siret;titre;objet;objet_social1;adrs_codeinsee;adrs_codepostal;adrs_libcommune;adrs_libvoie;siteweb;position;maj_time\nW1;;CLUB;jouer;011000;10002;01400;LIEU;rue;;A;2022-01-02\nW2;;FINI;;;10002;;;;;D;\n";
    let imported = import_with("rna.csv", register, None, &[]).unwrap();
    let [club] = <[Actor; 1]>::try_from(actors(&imported)).unwrap();
    assert_eq!((club.placed, &*club.themes[0], club.address), (Placed::Commune, "sport", None));
    assert!(remarks(&imported.report).contains("1 row left aside"));

    let error = import_with("x.csv", "a,b\n1,2\n", None, &[]).unwrap_err();
    assert!(
        error.message(Language::French).contains("correspondance")
            || error.message(Language::French).contains("quelle colonne"),
        "{error}"
    );
}

#[test]
fn mappings_that_name_what_does_not_exist_are_refused() {
    let check = |from: &str, to: &str, expect: &str| {
        let text = MAPPING.replace(from, to);
        let error = Mapping::parse(&text, &Place::file(&PathBuf::from("m.toml"))).unwrap_err();
        assert!(error.to_string().contains(expect), "{error}");
    };
    check("[\"jeunesse\"]", "[\"jeunesses\"]", "jeunesses");
    check("\"association\"", "\"assos\"", "assos");
    check("name = \"nom\"", "", "columns.name");
    check("[columns]", "[colonnes]", "m.toml");
}
