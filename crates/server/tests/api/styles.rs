//! Styles of maps, their glyphs and their sprites.

use crate::support::{expect, get};

#[test]
fn a_style_asks_only_this_server() {
    for look in ["light", "dark", "print", "colour-blind"] {
        let answer = get(&format!("/styles/{look}.json?layers=epci,commune"));
        expect(&answer, look, 200, "\"version\":8");
        let style = answer.json();
        let addresses = [&style["glyphs"], &style["sprite"], &style["sources"]["epci"]["tiles"][0]];
        for address in addresses {
            assert!(address.as_str().unwrap().starts_with("http://localhost/"), "{address}");
        }
        let layers = style["layers"].as_array().unwrap();
        assert_eq!(layers[0]["type"], "background");
        assert!(layers.iter().any(|layer| layer["source-layer"] == "commune_label"));
    }
}

#[test]
fn glyphs_and_sprites_are_served_with_their_licence() {
    let stack = "/fonts/Noto%20Sans,Atkinson%20Hyperlegible%20Next%20Bold";
    let letters = get(&format!("{stack}/0-255.pbf"));
    assert_eq!(letters.status, 200);
    assert_eq!(letters.header("content-type"), "application/x-protobuf");
    assert!(letters.body.len() > 10_000, "{}", letters.body.len());
    expect(&get("/fonts/LICENSE"), "licence", 200, "SIL Open Font License");
    for size in ["", "@2x"] {
        expect(&get(&format!("/sprites/dark{size}.json")), size, 200, "lived-1");
        assert!(get(&format!("/sprites/dark{size}.png")).body.starts_with(b"\x89PNG"));
    }
}

#[test]
fn what_is_not_there_is_told() {
    let stack = "/fonts/Atkinson%20Hyperlegible%20Next%20Bold";
    for (path, status) in [
        ("/styles/pink.json".to_owned(), 404),
        ("/styles/light".to_owned(), 404),
        (format!("/styles/light.json?layers={}", ["epci"; 100].join(",")), 404),
        ("/styles/light.json?layers=rien".to_owned(), 404),
        ("/fonts/Comic/0-255.pbf".to_owned(), 404),
        (format!("{stack}/1-256.pbf"), 400),
        (format!("{stack}/65536-65791.pbf"), 400),
        (format!("{stack}/0-65535.pbf"), 400),
        ("/sprites/pink.png".to_owned(), 404),
        ("/sprites/light.gif".to_owned(), 404),
    ] {
        let answer = get(&path);
        assert_eq!(answer.status.as_u16(), status, "{path}: {}", answer.text());
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
    }
}
