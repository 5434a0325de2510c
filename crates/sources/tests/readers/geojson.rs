//! GeoJSON: each feature by itself, the older `crs` member, wrong files.

use dataset::Ground;
use sources::{Catalogue, Imported, NoBase, PerimeterOptions, SourceError, read_layer};
use territory::{Kind, Language};

use crate::builders::{Folder, fixture};

fn read(text: &str, options: PerimeterOptions) -> Result<Imported, SourceError> {
    let folder = Folder::new();
    let path = folder.write("projet.geojson", text);
    let options = PerimeterOptions { kind: Some(Kind::PERIMETRE), ..options };
    read_layer(&path, options, &Catalogue::bundled().unwrap(), &NoBase)
}

fn named() -> PerimeterOptions {
    PerimeterOptions { name: Some("Projet".into()), ..PerimeterOptions::default() }
}

#[test]
fn features_are_read_and_wrong_ones_refused_by_their_number() {
    let imported =
        read(&fixture("perimeters/projet.geojson"), PerimeterOptions::default()).unwrap();
    let got: Vec<String> =
        imported.layer.territories.iter().map(|t| format!("{} {}", t.id.code, t.name)).collect();
    // Without a usable code in every feature, codes would be made of names: here all have one.
    assert_eq!(got, ["B-1 Nœud papillon", "N-1 Nord <b>est</b>", "S-1 Sud"]);
    let refused: Vec<String> = imported
        .report
        .refused
        .iter()
        .map(|refusal| format!("{} {}", refusal.what, refusal.place.text(Language::English)))
        .collect();
    assert_eq!(
        refused,
        [
            "Un point projet.geojson, feature 3",
            "De travers projet.geojson, feature 4",
            "Loin projet.geojson, feature 5",
        ]
    );
    assert_eq!(imported.report.repaired.len(), 1);
    assert_eq!(imported.report.repaired[0].name, "Nœud papillon");
}

/// A square near Ganges in the coordinates of Lambert-93.
const METRES: &str =
    "[[[752000,6315000],[753000,6315000],[753000,6316000],[752000,6316000],[752000,6315000]]]";
const DEGREES: &str = "[[[3.6,43.9],[3.7,43.9],[3.7,44.0],[3.6,44.0],[3.6,43.9]]]";

fn polygon(coordinates: &str, crs: &str) -> String {
    format!("{{\"type\":\"Polygon\",\"coordinates\":{coordinates}{crs}}}")
}

fn crs(name: &str) -> String {
    format!(",\"crs\":{{\"type\":\"name\",\"properties\":{{\"name\":\"{name}\"}}}}")
}

#[test]
fn bare_geometries_and_older_crs_members_are_read() {
    let area = |text: &str| {
        let imported = read(text, named()).unwrap();
        let Ground::Shape(shape) = &imported.layer.territories[0].ground else { panic!() };
        shape.area() / 1e6
    };
    let km2 = area(&polygon(METRES, &crs("urn:ogc:def:crs:EPSG::2154")));
    assert!((km2 - 1.0).abs() < 0.003, "{km2}");
    let expect = area(&polygon(DEGREES, ""));
    for text in [
        polygon(DEGREES, &crs("urn:ogc:def:crs:OGC:1.3:CRS84")),
        format!(
            "\u{feff} {{\"type\":\"Feature\",\"properties\":null,\"geometry\":{}}}",
            polygon(DEGREES, "")
        ),
        format!(
            "{{\"type\":\"GeometryCollection\",\"geometries\":[{},{{\"type\":\"Point\",\"coordinates\":[3,44]}}]}}",
            polygon(DEGREES, "")
        ),
    ] {
        assert!((area(&text) - expect).abs() < 1e-9, "{text}");
    }
}

#[test]
fn a_stated_epsg_is_heeded() {
    let options = PerimeterOptions { epsg: Some(2154), ..named() };
    assert!(read(&polygon(METRES, ""), options).is_ok());
    let options = PerimeterOptions { epsg: Some(3857), ..named() };
    let error = read(&polygon(METRES, ""), options).unwrap_err().to_string();
    assert!(error.contains("EPSG:3857"), "{error}");
}

#[test]
fn codes_are_made_of_names_where_a_field_does_not_hold_one() {
    let feature = |code: &str, name: &str, x: f64| {
        format!(
            "{{\"type\":\"Feature\",\"properties\":{{\"code\":\"{code}\",\"nom\":\"{name}\"}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[[{x},44],[{x},45],[{},44],[{x},44]]]}}}}",
            x + 0.5
        )
    };
    let collection = |features: &[String]| {
        format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", features.join(","))
    };
    let codes = |text: &str| -> Vec<String> {
        let imported = read(text, PerimeterOptions::default()).unwrap();
        imported.layer.territories.iter().map(|t| t.id.code.to_string()).collect()
    };
    let same = collection(&[feature("1", "Un", 1.0), feature("1", "Deux", 2.0)]);
    assert_eq!(codes(&same), ["deux", "un"]);
    let bad = collection(&[feature("é 1", "Un", 1.0), feature("2", "Deux", 2.0)]);
    assert_eq!(codes(&bad), ["deux", "un"]);
    // Two features of one name are two parts of one territory.
    let parts = collection(&[feature("1", "Un", 1.0), feature("1", "Un", 2.0)]);
    assert_eq!(codes(&parts), ["un"]);
    // A code field that was asked for is taken at its word.
    let options =
        PerimeterOptions { code_field: Some("code".into()), ..PerimeterOptions::default() };
    let imported = read(&same, options).unwrap();
    assert_eq!(imported.layer.territories.len(), 1);
    assert!(imported.report.refused[0].reason.en.contains("comes twice"));
}

fn check(text: &str, expect: &str) {
    let error = read(text, named()).unwrap_err().to_string();
    assert!(error.contains(expect), "{expect:?} is not in {error:?}");
}

#[test]
fn wrong_files_are_refused_with_their_place() {
    check("{\"type\":\"Topology\",\"arcs\":[]}", "not GeoJSON");
    check("{}", "not GeoJSON");
    check("{\"type\":\"FeatureCollection\",\"features\":[]}", "nothing usable");
    check("{\"type\":\"FeatureCollection\",\n\"features\":[", "line 2: the file ends too early");
    check("{\"type\":\"Polygon\",\n\n\"coordinates\":}", "line 3: damaged content");
    check(&polygon(DEGREES, &crs("EPSG:3857")), "EPSG:3857");
    check(&polygon(METRES, ""), "not on Earth");
    check(&polygon("[[[1e999,2],[3,4],[5,6],[1,2]]]", ""), "number out of range");
    check(&polygon("[[[1],[3,4],[5,6],[1,2]]]", ""), "two numbers");
    check(&polygon("[[[null,1],[3,4],[5,6],[1,2]]]", ""), "null");
    check(&polygon("[]", ""), "no area");
    check("{\"type\":\"Feature\",\"properties\":{},\"geometry\":null}", "no geometry");
    let deep = "[".repeat(200);
    check(&format!("{{\"type\":\"Polygon\",\"coordinates\":{deep}"), "projet.geojson");
}

#[test]
fn names_must_come_from_somewhere() {
    let text = format!(
        "{{\"type\":\"Feature\",\"properties\":{{\"hauteur\":3}},\"geometry\":{}}}",
        polygon(DEGREES, "")
    );
    let error = read(&text, PerimeterOptions::default()).unwrap_err().to_string();
    assert!(error.contains("there are: hauteur"), "{error}");
}
