//! GeoPackages, as QGIS and GDAL write them.

use std::path::Path;

use rusqlite::{Connection, params};
use sources::{Catalogue, Imported, NoBase, PerimeterOptions, SourceError, read_layer};
use territory::Kind;

use crate::builders::Folder;

const TABLES: &str = "
    CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY,
        organization TEXT, organization_coordsys_id INTEGER, definition TEXT, description TEXT);
    CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT,
        srs_id INTEGER);
    CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT,
        geometry_type_name TEXT, srs_id INTEGER, z TINYINT, m TINYINT);
    INSERT INTO gpkg_spatial_ref_sys VALUES
        ('WGS 84', 4326, 'EPSG', 4326, '', ''), ('RGF93', 2154, 'epsg', 2154, '', ''),
        ('Mercator', 3857, 'EPSG', 3857, '', ''), ('?', -1, 'NONE', -1, '', '');";

/// A layer of one square per name.
fn layer(connection: &Connection, table: &str, srs: i64, names: &[(&str, Vec<u8>)]) {
    let quoted = table.replace('"', "\"\"");
    connection
        .execute_batch(&format!(
            "CREATE TABLE \"{quoted}\" (fid INTEGER PRIMARY KEY, geom BLOB, nom TEXT, code REAL)"
        ))
        .unwrap();
    connection
        .execute("INSERT INTO gpkg_contents VALUES (?1, 'features', ?1, ?2)", params![table, srs])
        .unwrap();
    connection
        .execute(
            "INSERT INTO gpkg_geometry_columns VALUES (?1, 'geom', 'POLYGON', ?2, 0, 0)",
            params![table, srs],
        )
        .unwrap();
    for (name, blob) in names {
        connection
            .execute(
                &format!("INSERT INTO \"{quoted}\" (geom, nom) VALUES (?1, ?2)"),
                params![blob, name],
            )
            .unwrap();
    }
}

/// A GeoPackage geometry of a square, with bounds of `envelope` doubles.
fn blob(x: f64, y: f64, size: f64, envelope: u8) -> Vec<u8> {
    let (code, doubles) = match envelope {
        0 => (0, 0),
        4 => (1, 4),
        other => panic!("{other}"),
    };
    let mut blob = vec![b'G', b'P', 0, 1 | code << 1];
    blob.extend(4326_i32.to_le_bytes());
    blob.extend(vec![0; doubles * 8]);
    blob.push(1);
    for count in [3_u32, 1, 5] {
        blob.extend(count.to_le_bytes());
    }
    for (dx, dy) in [(0.0, 0.0), (size, 0.0), (size, size), (0.0, size), (0.0, 0.0)] {
        blob.extend((x + dx).to_le_bytes());
        blob.extend((y + dy).to_le_bytes());
    }
    blob
}

fn written(folder: &Folder, fill: impl Fn(&Connection)) -> std::path::PathBuf {
    let path = folder.path().join("zones.gpkg");
    let connection = Connection::open(&path).unwrap();
    connection.execute_batch(TABLES).unwrap();
    fill(&connection);
    path
}

fn import(path: &Path, layer: Option<&str>) -> Result<Imported, SourceError> {
    let options = PerimeterOptions {
        kind: Some(Kind::PERIMETRE),
        layer: layer.map(str::to_owned),
        ..PerimeterOptions::default()
    };
    read_layer(path, options, &Catalogue::bundled().unwrap(), &NoBase)
}

#[test]
fn a_layer_is_read_in_degrees_or_lambert_93() {
    let folder = Folder::new();
    let path = written(&folder, |connection| {
        let squares = [("Un", blob(3.0, 44.0, 0.1, 4)), ("Deux", blob(3.2, 44.0, 0.1, 0))];
        layer(connection, "degrés", 4326, &squares);
        let metres = [("Trois", blob(752_000.0, 6_315_000.0, 1_000.0, 4))];
        layer(connection, "a\"; DROP TABLE x; --", 2154, &metres);
    });
    let names = |layer: &str| -> Vec<String> {
        let imported = import(&path, Some(layer)).unwrap();
        imported.layer.territories.iter().map(|t| t.name.clone()).collect()
    };
    assert_eq!(names("degrés"), ["Deux", "Un"]);
    assert_eq!(names("a\"; DROP TABLE x; --"), ["Trois"]);
    let error = import(&path, None).unwrap_err().to_string();
    assert!(error.contains("“layer”") && error.contains("degrés"), "{error}");
    let error = import(&path, Some("rien")).unwrap_err().to_string();
    assert!(error.contains("“rien” is missing"), "{error}");
}

#[test]
fn geometries_that_are_none_are_refused_one_by_one() {
    let folder = Folder::new();
    let mut nan = blob(3.0, 44.0, 0.1, 0);
    let start = nan.len() - 16;
    nan[start..start + 8].copy_from_slice(&f64::NAN.to_le_bytes());
    let path = written(&folder, |connection| {
        let features = [
            ("Bon", blob(3.0, 44.0, 0.1, 4)),
            ("Vide", b"GP\0\0".to_vec()),
            ("Autre", b"hello".to_vec()),
            ("Version", b"GP\x01\x01aaaabbbb".to_vec()),
            ("Coupé", blob(3.0, 44.0, 0.1, 4)[..60].to_vec()),
            ("NaN", nan.clone()),
        ];
        layer(connection, "z", 4326, &features);
        connection.execute("INSERT INTO z (nom) VALUES ('Nulle')", []).unwrap();
    });
    let imported = import(&path, None).unwrap();
    assert_eq!(imported.layer.territories.len(), 1);
    let refused: Vec<&str> = imported.report.refused.iter().map(|r| r.what.as_str()).collect();
    assert_eq!(refused, ["Vide", "Autre", "Version", "Coupé", "Nulle", "NaN"]);
    assert_eq!(imported.report.refused[0].place.entry.as_deref(), Some("z"));
}

fn check(fill: impl Fn(&Connection), expect: &str) {
    let folder = Folder::new();
    let error = import(&written(&folder, fill), None).unwrap_err().to_string();
    assert!(error.contains(expect), "{expect:?} is not in {error:?}");
}

#[test]
fn wrong_files_are_refused() {
    check(|_| {}, "nothing usable");
    let square = || [("Un", blob(3.0, 44.0, 0.1, 4))];
    check(|connection| layer(connection, "z", 3857, &square()), "EPSG:3857");
    check(|connection| layer(connection, "z", -1, &square()), "NONE:-1");
    let without_column = |connection: &Connection| {
        layer(connection, "z", 4326, &square());
        connection.execute_batch("UPDATE gpkg_geometry_columns SET column_name = 'geo'").unwrap();
    };
    check(without_column, "the column “geo” is missing");
    check(
        |connection| connection.execute_batch("DROP TABLE gpkg_contents").unwrap(),
        "not a GeoPackage",
    );
    let without_table = |connection: &Connection| {
        layer(connection, "z", 4326, &square());
        connection.execute_batch("DROP TABLE z").unwrap();
    };
    check(without_table, "zones.gpkg");
}
