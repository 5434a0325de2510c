//! Who works where, on the national data: the town halls of the base, and the two national lists
//! imported as they are into a store of their own.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use program_tests::{Said, ask, get, list, run_on, store, text};
use serde_json::Value;
use tempfile::TempDir;

fn actors(id: &str, parameters: &str) -> Value {
    let path = format!("/api/territories/{id}/actors?{parameters}");
    let answer = get(&path);
    assert_eq!(answer.status, 200, "{path}");
    answer.json()
}

#[test]
fn every_town_hall_is_in_its_commune() {
    let regions = ask(&["stats"])["counts"]["2026"]["region"].as_u64().unwrap();
    let found = get("/api/territories?q=region&kinds=region&limit=100").json();
    let mut halls = 0;
    let mut asked = BTreeSet::new();
    for code in [
        "01", "02", "03", "04", "06", "11", "24", "27", "28", "32", "44", "52", "53", "75", "76",
        "84", "93", "94",
    ] {
        asked.insert(code);
        let answer = actors(&format!("region:{code}"), "kind=mairie&where=here&limit=1");
        halls += answer["counts"]["here"].as_u64().unwrap();
    }
    assert_eq!(asked.len() as u64, regions, "{found}");
    assert!(halls >= 34_800, "{halls} town halls");
}

#[test]
fn a_commune_has_its_town_hall_and_neighbours_have_theirs() {
    let answer = actors("commune:34111", "kind=mairie");
    assert_eq!(answer["counts"]["here"], 1, "{}", answer["counts"]);
    let names: BTreeSet<&str> =
        list(&answer, "/actors").iter().map(|actor| text(actor, "/name")).collect();
    assert!(names.contains("Mairie de Ganges"), "{names:?}");
    let touching =
        get("/api/territories/commune:34111/overlaps?kinds=commune&touching=true").json();
    let touching = list(&touching, "/overlaps").iter();
    let around = touching.filter(|one| text(one, "/relation") == "touches").count();
    assert_eq!(answer["counts"]["near"].as_u64(), Some(around as u64));
}

#[test]
fn the_command_line_and_the_door_answer_alike() {
    let told = ask(&["actors", "epci:243400736", "--kind", "mairie", "--where", "here"]);
    let asked = actors("epci:243400736", "kind=mairie&where=here");
    assert_eq!(told, asked);
}

/// A copy of the national store with a list of the mirror imported.
fn with_list(file: &str) -> (TempDir, PathBuf, Said) {
    let mirror = std::env::var("ECHELLE_MIRROR").unwrap_or_default();
    let file = PathBuf::from(mirror).join("actors").join(file);
    assert!(file.is_file(), "{} is not there: ECHELLE_MIRROR names the mirror", file.display());
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("store.gpkg");
    fs::copy(store(), &copy).unwrap();
    let said = run_on(&copy, &["import", file.to_str().unwrap(), "--kind", "actors"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    (folder, copy, said)
}

/// The answer of a store to a question.
fn answer(store: &Path, arguments: &[&str]) -> Value {
    let said = run_on(store, &[&["actors"], arguments, &["--json"]].concat());
    assert_eq!(said.code, Some(0), "{arguments:?}: {}", said.err);
    serde_json::from_str(&said.out).unwrap()
}

/// Checks on lists that only the mirror carries.
mod lists {
    use super::*;

    #[test]
    fn france_services_points_are_placed_and_found() {
        let (_folder, store, said) = with_list("france-services-2022-12-01.csv");
        assert!(
            said.out.contains("2657 actors read: 2650 placed by their coordinates"),
            "{}",
            said.out
        );
        let ganges =
            answer(&store, &["commune:34111", "--kind", "france-services", "--where", "here"]);
        let actor = &list(&ganges, "/actors")[0];
        assert_eq!(text(actor, "/name"), "France services Ganges");
        assert_eq!(text(actor, "/contact/phone"), "04 67 73 18 92");
        assert!(text(actor, "/hours").starts_with("lundi "));
        let typo = answer(&store, &["departement:34", "--q", "france servcies gagnes"]);
        assert_eq!(typo["typos_forgiven"], true);
        assert_eq!(text(&list(&typo, "/actors")[0], "/name"), "France services Ganges");
    }

    #[test]
    fn digital_places_are_placed_and_nothing_private_is_kept() {
        let (_folder, store, said) = with_list("lieux-mediation-numerique-2022.json");
        assert!(
            said.out.contains("4927 actors read: 4902 placed by their coordinates"),
            "{}",
            said.out
        );
        assert!(said.out.contains("feature 3486: name is"), "{}", said.out);
        let lyon =
            answer(&store, &["commune:69123", "--theme", "inclusion numérique", "--where", "here"]);
        let total = lyon["total"].as_u64().unwrap();
        assert!(total >= 10, "{total}");
        let kinds = list(&lyon, "/counts/by_kind").iter().map(|kind| text(kind, "/slug"));
        assert!(kinds.collect::<Vec<_>>().contains(&"mediation-numerique"));
    }

    #[test]
    fn duplicates_with_the_other_list_and_with_town_halls_are_proposed() {
        let (_folder, store, _) = with_list("france-services-2022-12-01.csv");
        let mirror = PathBuf::from(std::env::var("ECHELLE_MIRROR").unwrap());
        let other = mirror.join("actors/lieux-mediation-numerique-2022.json");
        let said = run_on(&store, &["import", other.to_str().unwrap(), "--kind", "actors"]);
        assert!(said.out.contains("291 possible duplicates"), "{}", said.out);
        let after = answer(&store, &["region:76", "--where", "here"]);
        let sources: Vec<&str> = list(&after, "/sources").iter().map(|s| text(s, "/key")).collect();
        assert!(!sources.is_empty(), "{after}");
    }
}
