//! Where towns are: by one point, and by a file of points.

use std::fs;

use program_tests::{get, ids, list, run};

fn at(longitude: f64, latitude: f64) -> serde_json::Value {
    let answer = get(&format!("/api/locate?lon={longitude}&lat={latitude}"));
    assert_eq!(answer.status, 200);
    answer.json()
}

fn check(longitude: f64, latitude: f64, expect: &[&str]) {
    let answer = at(longitude, latitude);
    let found = ids(list(&answer, "/territories"));
    for id in expect {
        assert!(found.contains(id), "no {id} at {longitude} {latitude}: {found:?}");
    }
}

#[test]
fn towns_of_the_mainland() {
    check(3.7086, 43.9340, &["commune:34111", "epci:243400736", "departement:34", "region:76"]);
    check(3.6030, 43.9910, &["commune:30350", "epci:243000270", "departement:30", "region:76"]);
    check(2.3522, 48.8566, &["commune:75056", "departement:75", "region:11"]);
    check(-1.5536, 47.2173, &["commune:44109", "departement:44", "region:52"]);
    check(7.7521, 48.5734, &["commune:67482", "departement:67", "region:44"]);
    check(-4.4861, 48.3904, &["commune:29019", "region:53"]);
    check(8.7369, 41.9192, &["commune:2A004", "departement:2A", "region:94"]);
    check(1.4442, 43.6047, &["commune:31555", "arrondissement:313"]);
    check(5.3698, 43.2965, &["commune:13055", "epci:200054807"]);
}

#[test]
fn lyon_is_in_its_metropole() {
    check(4.8357, 45.7640, &["commune:69123", "epci:200046977", "region:84"]);
}

#[test]
fn overseas() {
    check(45.2280, -12.7800, &["departement:976", "region:06"]);
    check(55.4504, -20.8789, &["commune:97411", "departement:974", "region:04"]);
    check(-52.3260, 4.9372, &["commune:97302", "departement:973", "region:03"]);
    check(-61.0742, 14.6161, &["commune:97209", "departement:972", "region:02"]);
    check(-61.7292, 15.9985, &["commune:97105", "departement:971", "region:01"]);
}

#[test]
fn an_island_without_intercommunality_has_none() {
    let answer = at(-5.0970, 48.4570);
    let found = ids(list(&answer, "/territories"));
    assert!(found.contains(&"commune:29155"), "{found:?}");
    assert!(!found.iter().any(|id| id.starts_with("epci:")), "{found:?}");
}

#[test]
fn an_enclave_of_another_country_is_in_no_commune() {
    // Llívia, a Spanish town all around which is French.
    let answer = at(1.98, 42.46);
    let found = ids(list(&answer, "/territories"));
    assert!(!found.iter().any(|id| id.starts_with("commune:")), "{found:?}");
}

#[test]
fn at_sea_there_is_nothing() {
    assert!(list(&at(-8.0, 46.0), "/territories").is_empty());
}

#[test]
fn a_file_of_points_comes_back_row_by_row() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("points.csv");
    fs::write(&path, "name,lon,lat\n\"Ganges, 34\",3.7086,43.9340\nmer,-8,46\nfaux,NaN,2\n")
        .unwrap();
    let said = run(&["locate", "--batch", path.to_str().unwrap()]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let rows: Vec<&str> = said.out.lines().collect();
    assert_eq!(rows.len(), 4);
    assert!(rows[0].starts_with("name,lon,lat,commune,"), "{}", rows[0]);
    assert!(rows[1].starts_with("\"Ganges, 34\",3.7086,43.9340,34111,"), "{}", rows[1]);
    assert!(rows[2].starts_with("mer,-8,46,,"), "{}", rows[2]);
    assert!(rows[3].contains("not a point"), "{}", rows[3]);
}
