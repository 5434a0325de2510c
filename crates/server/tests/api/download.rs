//! Files to take away: whole, named for people, sources inside, bad wishes refused.

use std::io::{Cursor, Read};

use serde_json::json;

use crate::support::{expect, get, post_json};

fn check(format: &str, media: &str, ending: &str) -> Vec<u8> {
    let answer = get(&format!("/api/territories/bassin-de-vie:10001/download?format={format}"));
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("content-type"), media);
    let name = answer.header("content-disposition");
    assert!(name.starts_with("attachment; filename=\"echelle-bassin-de-vie-"), "{name}");
    assert!(name.ends_with(&format!("-2026.{ending}\"")), "{name}");
    answer.body.to_vec()
}

#[test]
fn a_geojson_has_the_territory_its_pieces_and_its_sources() {
    let bytes = check("geojson&kind=departement", "application/geo+json", "geojson");
    let collection: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let layers: Vec<_> = collection["features"]
        .as_array()
        .unwrap()
        .iter()
        .map(|feature| feature["properties"]["couche"].as_str().unwrap())
        .collect();
    assert_eq!(layers[0], "territoire");
    assert!(layers[1..].iter().all(|layer| *layer == "morceaux") && layers.len() > 1);
    let sources = collection["sources"].to_string();
    assert!(sources.contains("Licence Ouverte 2.0"), "{sources}");
}

#[test]
fn a_geopackage_is_one() {
    let bytes = check("gpkg&kind=epci", "application/geopackage+sqlite3", "gpkg");
    assert!(bytes.starts_with(b"SQLite format 3\0"));
    assert_eq!(&bytes[68..72], b"GPKG");
}

#[test]
fn shapefiles_are_zipped_with_what_belongs_to_them() {
    for (epsg, fragment) in [("4326", "GCS_WGS_1984"), ("2154", "Lambert_93")] {
        let bytes = check(&format!("shp&kind=epci&epsg={epsg}"), "application/zip", "shp.zip");
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut names: Vec<String> =
            archive.file_names().map(|name| name.unwrap().into_owned()).collect();
        names.sort();
        let layer = |name: &str| ["cpg", "dbf", "prj", "shp", "shx"].map(|e| format!("{name}.{e}"));
        let expect: Vec<String> = ["LISEZMOI.txt".to_owned()]
            .into_iter()
            .chain(layer("morceaux"))
            .chain(layer("territoire"))
            .collect();
        assert_eq!(names, expect);
        let mut text = String::new();
        archive.by_name("territoire.prj").unwrap().read_to_string(&mut text).unwrap();
        assert!(text.contains(fragment), "{text}");
    }
}

#[test]
fn a_table_has_a_row_for_each_overlap() {
    let table = String::from_utf8(check("csv", "text/csv; charset=utf-8", "csv")).unwrap();
    assert!(table.starts_with("id,nom,type,relation,"), "{table}");
    assert!(table.contains("\r\ndepartement:01,"), "{table}");
}

#[test]
fn ground_of_ones_own_is_taken_away_under_its_name() {
    let body = json!({"communes": ["10001", "10002"], "name": "Mon projet \"à moi\""});
    let answer = post_json("/api/download?format=gpkg", body.to_string());
    assert_eq!(answer.status, 200);
    let name = answer.header("content-disposition");
    assert_eq!(name, "attachment; filename=\"echelle-perimetre-mon-projet-a-moi-2026.gpkg\"");
}

#[test]
fn wishes_that_no_file_fulfils_are_refused() {
    let path = "/api/territories/bassin-de-vie:10001/download";
    for (query, status, fragment) in [
        ("", 400, "\"field\":\"format\""),
        ("?format=exe", 400, "\"field\":\"format\""),
        ("?format=shp&epsg=3857", 400, "\"field\":\"epsg\""),
        ("?format=gpkg&kind=zzz", 400, "\"field\":\"kind\""),
    ] {
        expect(&get(&format!("{path}{query}")), query, status, fragment);
    }
    expect(&get("/api/territories/epci:0/download?format=gpkg"), "unknown", 404, "");
}
