//! A machine without the layers of official sites: the import says so, and everything else answers.

use std::fs;

use program_tests::{run_on, sources, text};
use serde_json::Value;

#[test]
fn the_base_alone_is_imported_and_says_what_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    for file in fs::read_dir(sources()).unwrap() {
        let file = file.unwrap();
        let path = file.path();
        if path.extension().is_some_and(|form| form == "whl" || form == "tgz") {
            fs::copy(&path, folder.path().join(file.file_name())).unwrap();
        }
    }
    let store = folder.path().join("base.gpkg");
    let arguments = ["import", "base", "--from", folder.path().to_str().unwrap()];
    let said = run_on(&store, &arguments);
    assert_eq!(said.code, Some(0), "{}", said.err);
    for advice in ["Not loaded: Insee", "echelle import pnr.zip --kind pnr", "insee.fr"] {
        assert!(said.out.contains(advice), "no {advice} in {}", said.out);
    }
    let stats: Value = serde_json::from_str(&run_on(&store, &["stats", "--json"]).out).unwrap();
    assert_eq!(stats["counts"]["2026"]["commune"], 34_875);
    assert!(stats["counts"]["2026"]["bassin-de-vie"].is_null());
    assert!(stats["counts"]["2026"]["pnr"].is_null());
    let found = run_on(&store, &["locate", "3.7086", "43.9340", "--json"]);
    let found: Value = serde_json::from_str(&found.out).unwrap();
    let basin = found["territories"].as_array().unwrap().iter();
    let basin = basin.rev().find(|territory| territory["kind"] == "bassin-estime").unwrap();
    assert_eq!(basin["estimated"], true);
    let overlaps = run_on(&store, &["overlaps", text(basin, "/id"), "--json"]);
    assert_eq!(overlaps.code, Some(0), "{}", overlaps.err);
    if let Ok(kept) = std::env::var("ECHELLE_TEST_BASE_ONLY") {
        fs::copy(&store, kept).unwrap();
    }
}
