//! Other programs read the file: GDAL lists the layers, counts their features and trusts the index.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests panic when something is wrong"
)]

mod support;

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use geometry::FaceId;
use store::{GeoPackageStore, Store};
use support::{dataset, fill};
use tempfile::TempDir;

fn filled() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.gpkg");
    fill(&mut GeoPackageStore::create(&path).unwrap(), &dataset());
    (folder, path)
}

/// Runs GDAL's `ogrinfo`; a machine without it (Debian: gdal-bin) fails the test.
fn ogrinfo(arguments: &[&str], path: &Path) -> String {
    let output = Command::new("ogrinfo")
        .arg("-ro")
        .args(arguments)
        .arg(path)
        .output()
        .expect("ogrinfo is needed: install gdal-bin");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && errors.is_empty(), "{errors}");
    String::from_utf8(output.stdout).unwrap()
}

/// What `ogrinfo -al -so` says of one layer.
fn summary(all: &str, layer: &str) -> String {
    let start = format!("Layer name: {layer}\n");
    let (_, rest) = all.split_once(&start).unwrap_or_else(|| panic!("{layer} is not listed"));
    rest.split("Layer name: ").next().unwrap().to_owned()
}

fn check_layer(all: &str, layer: &str, geometry: &str, features: usize) {
    let summary = summary(all, layer);
    assert!(summary.contains(&format!("Geometry: {geometry}\n")), "{summary}");
    assert!(summary.contains(&format!("Feature Count: {features}\n")), "{summary}");
    assert!(geometry == "None" || summary.contains("ID[\"EPSG\",4326]"), "{summary}");
}

#[test]
fn each_kind_is_a_polygon_layer_and_each_table_is_listed() {
    let (_folder, path) = filled();
    let all = ogrinfo(&["-al", "-so"], &path);
    // Twelve faces: number 7 joined number 6 in 2025, and one commune has no shape.
    check_layer(&all, "commune", "Multi Polygon", 12);
    check_layer(&all, "canton", "Multi Polygon", 1);
    check_layer(&all, "epci", "Multi Polygon", 1);
    check_layer(&all, "collectivite_outre_mer", "Multi Polygon", 1);
    check_layer(&all, "bassin_de_vie", "Multi Polygon", 2);
    check_layer(&all, "zone_emploi", "Multi Polygon", 1);
    check_layer(&all, "pnr", "Multi Polygon", 1);
    check_layer(&all, "kind_gpkg_contents", "Multi Polygon", 1);
    check_layer(&all, "massif", "Multi Polygon", 1);
    let base = dataset().base.unwrap();
    check_layer(&all, "echelle_arc", "Line String", base.mesh.arc_count());
    check_layer(&all, "echelle_place", "Point", base.places.len());
    check_layer(&all, "echelle_shape", "Multi Polygon", 1);
    check_layer(&all, "echelle_face", "None", 12);
    check_layer(&all, "echelle_population", "None", base.populations.len());
    check_layer(&all, "echelle_source", "None", 4);
    assert!(!all.contains("echelle_territory_face"), "not for people");
    assert!(summary(&all, "commune").contains("FID Column = id\n"), "{all}");
    assert!(summary(&all, "commune").contains("DESCRIPTION=communes au 1er janvier 2026"), "{all}");
}

/// The features of an SQL query, as `ogrinfo` prints them.
fn query(path: &Path, sql: &str) -> String {
    ogrinfo(&["-q", "-dialect", "SQLite", "-sql", sql], path)
}

#[test]
fn outlines_are_the_union_of_their_faces_as_geos_sees_it() {
    let (_folder, path) = filled();
    let base = dataset().base.unwrap();
    let bare = geometry::outline(&base.mesh, &[FaceId(0), FaceId(1)], None);
    // GEOS unites the two communes; the basin that is made of them is the same ground.
    let answer = query(
        &path,
        "SELECT ST_IsValid(b.geom) AS valid, ST_Equals(b.geom, u.geom) AS same, \
         ST_NPoints(b.geom) AS points, ST_Area(b.geom) AS area \
         FROM bassin_de_vie b, (SELECT ST_Union(geom) AS geom FROM commune WHERE code IN ('00000', '00001')) u \
         WHERE b.code = '00000'",
    );
    assert!(answer.contains("valid (Integer) = 1"), "{answer}");
    assert!(answer.contains("same (Integer) = 1"), "{answer}");
    assert!(
        answer.contains("area (Real) = 0.0049") || answer.contains("area (Real) = 0.005"),
        "{answer}"
    );
    let points = format!("points (Integer) = {}\n", bare.0[0].exterior().0.len());
    assert!(answer.contains(&points), "{answer}");
}

#[test]
fn attributes_stand_beside_outlines() {
    let (_folder, path) = filled();
    let answer =
        query(&path, "SELECT name, source, estimated FROM bassin_de_vie WHERE code = '00002'");
    assert!(answer.contains("Bois-d'Oingt"), "{answer}");
    assert!(answer.contains("Institut de basins"), "{answer}");
}

/// How many features of a layer GDAL finds in a box, through the index where it trusts it.
fn found(path: &Path, layer: &str, bounds: [&str; 4]) -> usize {
    let output = Command::new("ogrinfo")
        .args(["-ro", "-so", "-spat"])
        .args(bounds)
        .arg(path)
        .arg(layer)
        .output()
        .expect("ogrinfo is needed: install gdal-bin");
    let text = String::from_utf8(output.stdout).unwrap();
    let (_, count) = text.split_once("Feature Count: ").unwrap_or_else(|| panic!("{text}"));
    count.lines().next().unwrap().parse().unwrap()
}

#[test]
fn the_spatial_index_finds_what_a_box_holds_also_through_a_view() {
    let (_folder, path) = filled();
    // Inside brick 0, away from its borders.
    let corner = ["0.01", "0.01", "0.02", "0.02"];
    assert_eq!(found(&path, "commune", corner), 1);
    assert_eq!(found(&path, "bassin_de_vie", corner), 1);
    assert_eq!(found(&path, "echelle_outline", ["-9", "-9", "-8", "-8"]), 0);
    let whole = ["-1", "-1", "9", "9"];
    assert_eq!(found(&path, "commune", whole), 11, "all that have a shape");
}

#[test]
fn views_follow_the_layers() {
    let (_folder, path) = filled();
    let mut store = GeoPackageStore::open(&path).unwrap();
    store.remove_layer(&support::code("basins")).unwrap();
    let all = ogrinfo(&["-al", "-so"], &path);
    assert!(!all.contains("bassin_de_vie") && !all.contains("zone_emploi"), "{all}");
    check_layer(&all, "pnr", "Multi Polygon", 1);
}

#[test]
fn a_file_made_but_not_filled_is_a_geopackage_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("empty.gpkg");
    drop(GeoPackageStore::create(&path).unwrap());
    let all = ogrinfo(&["-al", "-so"], &path);
    check_layer(&all, "echelle_arc", "Line String", 0);
}

#[test]
fn the_server_reads_while_another_program_has_the_file_open() {
    let (_folder, path) = filled();
    let mut writer = GeoPackageStore::open(&path).unwrap();
    let base = support::small_base();
    // GDAL opens and reads in the middle of a write, and sees what was there before.
    let mut looked = false;
    let mut look = |_| {
        if !looked {
            looked = true;
            check_layer(&ogrinfo(&["-al", "-so"], &path), "commune", "Multi Polygon", 12);
        }
    };
    writer.replace_base(&base, &mut look).unwrap();
    assert!(looked);
}
