//! The store and the outlines as GDAL reads them.

use std::{collections::BTreeSet, fmt::Write, fs, process::Command};

use program_tests::{get, run, sql, store, text};

fn ogrinfo(arguments: &[&str]) -> String {
    let output = Command::new("ogrinfo").args(arguments).output().expect("ogrinfo starts");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    said
}

#[test]
fn the_store_is_a_geopackage_whose_layers_gdal_lists() {
    let path = store();
    let said = ogrinfo(&["-ro", "-so", "-al", path.to_str().unwrap()]);
    let layers: BTreeSet<&str> =
        said.lines().filter_map(|line| line.strip_prefix("Layer name: ")).collect();
    for kind in ["commune", "epci", "departement", "region", "arrondissement", "canton"] {
        assert!(layers.contains(kind), "no {kind} in {layers:?}");
    }
    let counts: Vec<&str> =
        said.lines().filter_map(|line| line.strip_prefix("Feature Count: ")).collect();
    assert!(counts.iter().all(|count| *count != "0"), "{said}");
    assert!(said.contains("WGS 84"), "{said}");
}

#[test]
fn an_outline_is_a_file_gdal_opens() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outline.geojson");
    fs::write(&path, run(&["outline", "epci:243400736"]).out).unwrap();
    let said = ogrinfo(&["-ro", "-al", path.to_str().unwrap()]);
    assert!(said.contains("Feature Count: 1"), "{said}");
    assert!(said.contains("MULTIPOLYGON"), "{said}");
}

#[test]
fn outlines_of_departements_and_regions_are_valid() {
    let mut script = String::from("CREATE TEMP TABLE ours (id text, geom geometry);\n");
    let mut asked = 0;
    let mut ids = BTreeSet::new();
    for row in sql("SELECT DISTINCT departement FROM commune") {
        let id = format!("departement:{}", row[0]);
        let within = get(&format!("/api/territories/{id}/overlaps?kinds=region")).json();
        ids.insert(text(&within, "/overlaps/0/territory/id").to_owned());
        ids.insert(id);
    }
    for id in ids {
        let shape = get(&format!("/api/territories/{id}/geometry")).json()["geometry"].to_string();
        writeln!(script, "INSERT INTO ours VALUES ('{id}', ST_GeomFromGeoJSON('{shape}'));")
            .unwrap();
        asked += 1;
    }
    script.push_str("SELECT id, ST_IsValidReason(geom) FROM ours WHERE NOT ST_IsValid(geom);");
    let invalid = sql(&script);
    assert!(asked >= 101 + 18, "{asked} outlines");
    let invalid: Vec<String> = invalid.iter().map(|row| row.join(": ")).collect();
    assert!(invalid.is_empty(), "{}", invalid.join("\n"));
}

#[test]
fn files_to_take_away_are_opened_by_gdal() {
    let folder = tempfile::tempdir().unwrap();
    let path = "/api/territories/bassin-estime:34111/download?kind=epci&format=";
    for (format, name, epsg) in [
        ("gpkg", "ganges.gpkg", "\"EPSG\",4326"),
        ("shp", "degrees.zip", "\"EPSG\",4326"),
        ("shp&epsg=2154", "metres.zip", "Lambert_Conformal_Conic_2SP"),
        ("geojson", "ganges.geojson", "\"EPSG\",4326"),
    ] {
        let file = folder.path().join(name);
        let answer = get(&format!("{path}{format}"));
        assert_eq!(answer.status, 200, "{format}");
        fs::write(&file, &answer.body).unwrap();
        let prefix = if format.starts_with("shp") { "/vsizip/" } else { "" };
        let opened = format!("{prefix}{}", file.to_str().unwrap());
        let said = ogrinfo(&["-ro", "-al", "-geom=SUMMARY", &opened]);
        assert!(!said.contains("Warning"), "{format}: {said}");
        let said = said.replace("Lambert Conic Conformal (2SP)", "Lambert_Conformal_Conic_2SP");
        assert!(said.contains(epsg), "{format}: {said}");
        assert!(said.contains("Ganges") && said.contains("Cévennes"), "{format}: {said}");
        let layers = said.lines().filter(|line| line.starts_with("Layer name: ")).count();
        let expected = if format == "geojson" { 1 } else { 2 };
        // The sources of a GeoPackage are a table, which is a layer without ground.
        assert_eq!(layers, expected + usize::from(format == "gpkg"), "{format}: {said}");
    }
}

#[test]
fn a_topology_is_a_file_gdal_opens_with_its_sources() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ganges.topojson");
    let answer = get("/api/territories/epci:243400736/download?format=topojson");
    assert_eq!(answer.status, 200);
    let sources = answer.json()["sources"].to_string();
    assert!(sources.contains("Licence Ouverte"), "{sources}");
    fs::write(&file, &answer.body).unwrap();
    let said = ogrinfo(&["-ro", "-al", "-geom=SUMMARY", file.to_str().unwrap()]);
    assert!(said.contains("Feature Count: 1"), "{said}");
}

#[test]
fn images_are_read_by_gdal_at_the_size_asked() {
    let folder = tempfile::tempdir().unwrap();
    for (ending, driver) in [("png", "PNG/"), ("webp", "WEBP/")] {
        let file = folder.path().join(format!("ganges.{ending}"));
        let path = format!("/static/epci:243400736.{ending}?width=600&height=315&scale=2");
        let answer = get(&path);
        assert_eq!(answer.status, 200, "{path}");
        fs::write(&file, &answer.body).unwrap();
        let output = Command::new("gdalinfo").args(["-checksum"]).arg(&file).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && said.contains(driver), "{ending}: {said}");
        assert!(said.contains("Size is 1200, 630"), "{said}");
        assert_eq!(said.matches("Checksum=").count(), 3, "{said}");
    }
}
