//! Tiles and their description.

use axum::http::Method;
use serde_json::json;

use crate::support::{expect, get, send};

fn check(path: &str, status: u16, fragment: &str) {
    expect(&get(path), path, status, fragment);
}

/// The tile of a zoom that holds the middle of the country.
fn address(zoom: u32) -> String {
    let side = f64::from(1 << zoom);
    let (longitude, latitude) = (2.3_f64, 45.2_f64.to_radians());
    let x = (longitude + 180.0) / 360.0 * side;
    let y =
        (1.0 - (latitude.tan() + 1.0 / latitude.cos()).ln() / std::f64::consts::PI) / 2.0 * side;
    format!("{zoom}/{}/{}", x as u32, y as u32)
}

#[test]
fn a_tile_holds_its_layers() {
    for zoom in [6, 8, 12, 14] {
        let answer = get(&format!("/tiles/commune/{}.mvt", address(zoom)));
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-type"), "application/vnd.mapbox-vector-tile");
        let has = |name: &str| answer.body.windows(name.len()).any(|part| part == name.as_bytes());
        assert!(has("commune"), "zoom {zoom}: {} bytes", answer.body.len());
    }
    let empty = get("/tiles/commune/14/0/0.mvt");
    assert_eq!((empty.status.as_u16(), empty.body.len()), (200, 0));
}

#[test]
fn tiles_are_kept_and_compressed() {
    let path = format!("/tiles/commune/{}.mvt", address(8));
    let plain = get(&path);
    let packed = send(Method::GET, &path, &[("accept-encoding", "gzip, br")]);
    assert_eq!(packed.header("content-encoding"), "br");
    assert!(packed.body.len() < plain.body.len());
    let known = send(Method::GET, &path, &[("if-none-match", plain.header("etag"))]);
    assert_eq!(known.status, 304);
}

#[test]
fn several_layers_come_in_one_tile() {
    let at = address(8);
    let [communes, epci] =
        ["commune", "epci"].map(|kind| get(&format!("/tiles/{kind}/{at}.mvt")).body);
    let both = get(&format!("/tiles/epci,commune/{at}.mvt")).body;
    assert_eq!(both, [epci, communes].concat());
    let described = get("/tiles/epci,commune.json").json();
    let layers = described["vector_layers"].as_array().unwrap();
    let ids: Vec<_> = layers.iter().map(|layer| layer["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["epci", "epci_label", "commune", "commune_label"]);
    assert!(described["tiles"][0].as_str().unwrap().contains("/tiles/epci,commune/{z}"));
    assert_eq!(described["attribution"], "base");
}

#[test]
fn addresses_of_no_tile_are_not_found() {
    check("/tiles/commune/15/0/0.mvt", 404, "zoom 15");
    check("/tiles/commune/2/4/0.mvt", 404, "de 0 à 3");
    check("/tiles/commune/-1/0/0.mvt", 404, "Rien");
    check("/tiles/commune/99999999999/0/0.mvt", 404, "Rien");
    check("/tiles/commune/0/0/0.png", 404, "Rien");
    check("/tiles/zzz/0/0/0.mvt", 404, "« zzz »");
    check("/tiles/Z/0/0/0.mvt", 404, r#""field":"layer""#);
    check("/tiles/commune/0/0/0.mvt?vintage=1999", 400, r#""field":"vintage""#);
    check("/tiles/commune,commune/0/0/0.mvt", 404, "chacune une seule fois");
    check(&format!("/tiles/{}/0/0/0.mvt", vec!["commune"; 100].join(",")), 404, "une seule fois");
    check("/tiles/commune,zzz/0/0/0.mvt", 404, "« zzz »");
    check("/tiles/commune,/0/0/0.mvt", 404, r#""field":"layer""#);
    check("/tiles/commune.xml", 404, "Rien");
    check("/tiles/zzz.json", 404, "« zzz »");
}

#[test]
fn a_layer_is_described() {
    let answer = send(Method::GET, "/tiles/epci.json", &[("host", "example.org:8080")]).json();
    assert_eq!(answer["tilejson"], "3.0.0");
    assert_eq!(
        answer["tiles"],
        json!(["http://example.org:8080/tiles/epci/{z}/{x}/{y}.mvt?vintage=2026"])
    );
    assert_eq!(answer["attribution"], "base");
    assert_eq!(answer["vector_layers"][0]["id"], "epci");
    let hostile = send(Method::GET, "/tiles/epci.json", &[("host", "a\"b")]);
    assert_eq!(
        hostile.json()["tiles"][0],
        "http://localhost/tiles/epci/{z}/{x}/{y}.mvt?vintage=2026"
    );
}
