//! Perimeters told by the SIREN of their groupements: the national list of Territoires d'industrie,
//! as it is, imported into a copy of the national store.

use std::{fs, path::PathBuf};

use program_tests::{list, number, run_on, store, text};
use serde_json::Value;
use tempfile::TempDir;

/// The report of the import, and the store it went into.
fn imported() -> (TempDir, PathBuf, Value) {
    let mirror = std::env::var("ECHELLE_MIRROR").unwrap_or_default();
    let file = PathBuf::from(mirror).join("anct/territoires-industrie.geojson");
    assert!(file.is_file(), "{} is not there: ECHELLE_MIRROR names the mirror", file.display());
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("store.gpkg");
    fs::copy(store(), &copy).unwrap();
    let file = file.to_str().unwrap();
    let said = run_on(&copy, &["import", file, "--kind", "territoire-industrie", "--json"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let report = serde_json::from_str(&said.out).unwrap();
    (folder, copy, report)
}

/// The codes of communes that a difference lists.
fn codes<'a>(report: &'a Value, territory: &str, pointer: &str) -> Vec<&'a str> {
    let id = format!("territoire-industrie:{territory}");
    let differences = list(report, "/differences");
    let found = differences.iter().find(|difference| text(difference, "/territory") == id);
    let found = found.unwrap_or_else(|| panic!("{id} is not among the differences"));
    list(found, pointer).iter().filter_map(Value::as_str).collect()
}

#[test]
fn perimeters_are_taken_by_their_members_and_the_difference_is_told() {
    let (_folder, store, report) = imported();
    assert_eq!(report["counts"][0]["count"], 149, "{}", report["counts"]);
    // Every number is that of an EPCI, an EPT or a commune of 2026.
    assert!(list(&report, "/refused").is_empty(), "{}", report["refused"]);
    // Three are drawn as points: towns alone, which have no polygon to be compared with.
    assert_eq!(list(&report, "/differences").len(), 146);
    // The file draws the Fresnes and the Morangis of other départements with those of the EPT, and
    // the Villepinte of the Aude.
    let homonyms = codes(&report, "ti-1104", "/lost");
    assert_eq!(homonyms, ["21287", "41094", "51384", "89183"]);
    assert_eq!(codes(&report, "ti-1105", "/lost"), ["11434"]);
    // Twelve communes of the Gier come as points beside two polygons.
    assert_eq!(codes(&report, "ti-8416", "/gained").len(), 12);
    for difference in list(&report, "/differences") {
        let communes = list(difference, "/gained").len() + list(difference, "/lost").len();
        let ground = number(difference, "/area_gained") + number(difference, "/area_lost");
        let share = ground / number(difference, "/area");
        assert!(communes > 0 || share < 0.03, "{difference}");
    }

    let ask = |arguments: &[&str]| -> Value {
        let said = run_on(&store, &[arguments, &["--json"]].concat());
        assert_eq!(said.code, Some(0), "{}", said.err);
        serde_json::from_str(&said.out).unwrap()
    };
    // Béziers-Sète: 14 communes, 8, 17 and 20, as the four groupements have them.
    let beziers = ask(&["territory", "territoire-industrie:ti-7603"]);
    assert_eq!(text(&beziers, "/territory/name"), "Béziers-Sète");
    assert_eq!(beziers["communes"], 59);
    assert_eq!(beziers["population"]["accuracy"], "exact");
    let cut = ask(&["overlaps", "territoire-industrie:ti-7603", "--kinds", "epci"]);
    let overlaps = list(&cut, "/overlaps");
    assert_eq!(overlaps.len(), 4);
    assert!(overlaps.iter().all(|overlap| overlap["relation"] == "contains"), "{cut}");
}
