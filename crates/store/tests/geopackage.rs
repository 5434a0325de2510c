//! The GeoPackage keeps the contract of every store, and says clearly what it cannot open.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests panic when something is wrong"
)]

mod contract;
mod support;

use std::{path::PathBuf, time::Duration};

use contract::{Open, contract_tests};
use rusqlite::Connection;
use store::{GeoPackageStore, Store, StoreError};
use support::{assert_same, basins, dataset, fill, layer, small_base};
use tempfile::TempDir;

/// An empty store in a folder of its own, which goes with the last use.
fn fresh() -> Open {
    let folder = tempfile::tempdir().unwrap();
    Box::new(move || Box::new(GeoPackageStore::create(folder.path().join("store.gpkg")).unwrap()))
}

contract_tests!(fresh);

/// A folder with a filled store in it.
fn filled() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.gpkg");
    fill(&mut GeoPackageStore::create(&path).unwrap(), &dataset());
    (folder, path)
}

fn check_error(got: Result<GeoPackageStore, StoreError>, expect: &str) {
    let error = got.unwrap_err();
    let (variant, message) = (format!("{error:?}"), error.to_string());
    assert!(variant.starts_with(expect), "{message}");
    assert!(message.contains(".gpkg"), "the file is not named: {message}");
}

#[test]
fn what_is_not_there_is_not_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("none.gpkg");
    check_error(GeoPackageStore::open(&path), "NotFound");
    check_error(GeoPackageStore::open_read_only(&path), "NotFound");
    assert!(!path.exists());
    check_error(GeoPackageStore::create(folder.path().join("no/such/folder.gpkg")), "Unreachable");
    let itself = folder.path().join("folder.gpkg");
    std::fs::create_dir(&itself).unwrap();
    check_error(GeoPackageStore::open(&itself), "Unreachable");
}

#[test]
fn a_name_that_means_memory_to_sqlite_is_a_file_like_any_other() {
    assert!(matches!(GeoPackageStore::open(":memory:"), Err(StoreError::NotFound { .. })));
    assert!(matches!(
        GeoPackageStore::open("file:x?mode=memory"),
        Err(StoreError::NotFound { .. })
    ));
    assert!(matches!(GeoPackageStore::open(""), Err(StoreError::Unreachable { .. })));
}

#[test]
fn an_empty_file_is_blank_until_a_store_is_made_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("blank.gpkg");
    std::fs::write(&path, "").unwrap();
    check_error(GeoPackageStore::open(&path), "Blank");
    check_error(GeoPackageStore::open_read_only(&path), "Blank");
    GeoPackageStore::create(&path).unwrap().replace_layer(&basins()).unwrap();
    GeoPackageStore::open(&path).unwrap();
}

#[test]
fn files_of_others_are_refused_and_left_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("text.gpkg");
    std::fs::write(&text, "communes;départements\n".repeat(400)).unwrap();
    let database = folder.path().join("database.gpkg");
    Connection::open(&database).unwrap().execute_batch("CREATE TABLE t (a)").unwrap();
    let geopackage = folder.path().join("other.gpkg");
    Connection::open(&geopackage)
        .unwrap()
        .execute_batch("PRAGMA application_id = 1196444487; CREATE TABLE gpkg_contents (a)")
        .unwrap();
    for path in [text, database, geopackage] {
        let before = std::fs::read(&path).unwrap();
        check_error(GeoPackageStore::open(&path), "NotAStore");
        check_error(GeoPackageStore::open_read_only(&path), "NotAStore");
        check_error(GeoPackageStore::create(&path), "NotAStore");
        assert_eq!(std::fs::read(&path).unwrap(), before, "{path:?}");
    }
}

#[test]
fn other_schemas_are_refused_with_both_numbers() {
    for (schema, expect) in [(0, "TooOld"), (2, "TooNew")] {
        let (_folder, path) = filled();
        let sql = format!("UPDATE echelle_store SET schema_version = {schema}");
        Connection::open(&path).unwrap().execute_batch(&sql).unwrap();
        check_error(GeoPackageStore::open(&path), expect);
        check_error(GeoPackageStore::open_read_only(&path), expect);
        check_error(GeoPackageStore::create(&path), expect);
    }
}

#[test]
fn a_store_opened_to_read_cannot_write() {
    let (_folder, path) = filled();
    let mut store = GeoPackageStore::open_read_only(&path).unwrap();
    assert_same(&store.load().unwrap().dataset, &dataset());
    let error = store.replace_layer(&layer("other", vec![])).unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly { .. }), "{error}");
    assert_same(&store.load().unwrap().dataset, &dataset());
}

#[test]
fn a_second_writer_waits_and_then_gives_up() {
    let (_folder, path) = filled();
    let mut one = GeoPackageStore::open(&path).unwrap();
    let mut other = GeoPackageStore::open(&path).unwrap();
    other.set_patience(Duration::from_millis(1)).unwrap();
    let mut refused = 0;
    let base = small_base();
    let mut try_other = |_| {
        if let Err(StoreError::Locked { .. }) = other.replace_layer(&layer("other", vec![])) {
            refused += 1;
        }
    };
    one.replace_base(&base, &mut try_other).unwrap();
    assert!(refused > 3, "{refused}");
    assert_same(&one.load().unwrap().dataset, &dataset_with_other());
}

/// The second writer got its turn when the first had finished.
fn dataset_with_other() -> dataset::Dataset {
    let mut dataset = dataset();
    dataset.layers.push(layer("other", vec![]));
    dataset
}

#[test]
fn edits_of_others_are_damage_and_named() {
    let edits = [
        ("UPDATE echelle_territory SET name = 'Paris' WHERE id = 3", "base"),
        ("UPDATE echelle_population SET people = people + 1 WHERE id = 1", "base"),
        ("DELETE FROM echelle_postal_code WHERE id = 2", "base"),
        ("DELETE FROM echelle_face WHERE id = 2", "face"),
        ("DELETE FROM echelle_arc WHERE id = 2", "close"),
        ("UPDATE echelle_arc SET geom = x'4750'", "LINESTRING"),
        ("UPDATE echelle_place SET geom = 7", ""),
        ("UPDATE echelle_territory_face SET face = -1 WHERE territory = 1", ""),
        ("DELETE FROM echelle_shape", "shape"),
        ("DELETE FROM echelle_source", ""),
        ("DELETE FROM echelle_layer WHERE key = 'basins'", "layers"),
        ("UPDATE echelle_territory SET name = 'X' WHERE kind = 'zone-emploi'", "basins"),
        ("UPDATE echelle_territory SET kind = 'BAD KIND'", "BAD KIND"),
        ("UPDATE echelle_commune SET vintage = 99999", ""),
        ("UPDATE echelle_store SET version = 'x'", "version"),
        ("DROP TABLE echelle_arc", "echelle_arc"),
        ("ALTER TABLE echelle_place RENAME COLUMN geom TO shape", "geom"),
    ];
    for (sql, expect) in edits {
        let (_folder, path) = filled();
        Connection::open(&path)
            .unwrap()
            .execute_batch(&format!("PRAGMA foreign_keys = 0; {sql}"))
            .unwrap();
        let error = GeoPackageStore::open(&path).unwrap().load().unwrap_err();
        assert!(
            matches!(&error, StoreError::Damaged { detail, .. } if detail.contains(expect)),
            "{sql}: {error}"
        );
    }
}

#[test]
fn a_damaged_base_can_be_replaced_and_its_layers_stay() {
    let (_folder, path) = filled();
    Connection::open(&path).unwrap().execute_batch("DELETE FROM echelle_population").unwrap();
    let mut store = GeoPackageStore::open(&path).unwrap();
    store.load().unwrap_err();
    store.replace_base(&small_base(), &mut |_| {}).unwrap();
    assert_same(&store.load().unwrap().dataset, &dataset());
}
