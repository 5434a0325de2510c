//! The paper sheet over HTTP: what it says, where it leads, and what is refused.

use axum::{body::Body, http::Request};
use server::{Options, router};

use crate::support::{Answer, ask, ask_of, expect, get, site};

const BASIN: &str = "/fiche/bassin-de-vie:10001?theme=petite-enfance&date=2026-11-23";

#[test]
fn a_sheet_names_its_territory_its_day_and_its_borders() {
    let answer = get(BASIN);
    expect(&answer, "sheet", 200, "23 novembre 2026");
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    assert!(answer.header("content-security-policy").contains("default-src 'self'"));
    let page = answer.text();
    for part in ["<h1>", "Qui réunir", "Qui finance", "<svg", "/fiche.css", "Imprimer", "Sources"]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("style=\"") && !page.contains("<script>"), "the policy forbids both");
    let english = get(&format!("{BASIN}&lang=en"));
    expect(&english, "english", 200, "Whom to convene");
    expect(&get("/fiche.css"), "style", 200, "@page");
    expect(&get("/fiche.js"), "script", 200, "print");
}

#[test]
fn without_a_theme_it_says_whom_to_call_and_how_to_choose_one() {
    let answer = get("/fiche/commune:10000");
    expect(&answer, "sheet", 200, "Qui appeler");
    assert!(answer.text().contains("Choisissez un thème"));
}

fn linked(host: &str, options: &Options) -> Answer {
    let request = Request::get("/fiche/commune:10000").header("host", host);
    ask_of(router(site(), options), request.body(Body::empty()).unwrap())
}

#[test]
fn the_link_back_is_the_public_address_else_the_host() {
    let link = |origin: &str| format!("{origin}/?territory=commune:10000&amp;step=cuts");
    let own = Options::default();
    expect(&linked("carte.example:81", &own), "host", 200, &link("http://carte.example:81"));
    expect(&linked("a\"><script>", &own), "hostile", 200, &link("http://localhost"));
    let public = Options { public_url: Some("https://carte.example".to_owned()), ..own };
    expect(&linked("other.example", &public), "public", 200, &link("https://carte.example"));
}

#[test]
fn own_ground_is_read_as_the_page_writes_it() {
    let answer = get("/fiche?communes=10001,10002&theme=culture");
    expect(&answer, "basket", 200, "/?communes=10001,10002&amp;step=table&amp;theme=culture");
    refused("/fiche?polygon=zz", 422, "dessiné");
    refused("/fiche?communes=10001,x%3Cb%3E", 422, "x&lt;b&gt;");
    refused("/fiche", 400, "/fiche/type:code");
}

fn refused(path: &str, status: u16, words: &str) {
    let answer = get(path);
    assert_eq!(answer.status.as_u16(), status, "{path}: {}", answer.text());
    assert!(answer.text().contains(words), "{path}: {}", answer.text());
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    assert!(answer.header("content-security-policy").contains("default-src 'self'"));
    assert_eq!(answer.header("cache-control"), "no-store");
}

#[test]
fn refusals_are_pages_in_the_users_words() {
    refused("/fiche/commune:99999", 404, "<h1>Introuvable</h1>");
    refused("/fiche/commune:99999?lang=en", 404, "<h1>Not Found</h1>");
    refused("/fiche/%3Cscript%3E", 400, "&lt;script&gt;");
    refused("/fiche/commune:10000?theme=zzzzzz", 400, "Aucun thème");
    refused("/fiche/commune:10000?vintage=x", 400, "<h1>");
}

#[test]
fn a_known_sheet_is_not_sent_again() {
    let first = get(BASIN);
    let request = Request::get(BASIN).header("if-none-match", first.header("etag"));
    assert_eq!(ask(request.body(Body::empty()).unwrap()).status, 304);
}

#[test]
fn the_map_is_an_image_in_three_forms() {
    let answer = get("/static/bassin-de-vie:10001.svg?width=600&height=800");
    expect(&answer, "image", 200, "viewBox=\"0 0 600 800\"");
    for (file, media, start) in [
        ("bassin-de-vie:10001.svg", "image/svg+xml", &b"<svg"[..]),
        ("bassin-de-vie:10001.png", "image/png", &b"\x89PNG"[..]),
        ("bassin-de-vie:10001.webp", "image/webp", &b"RIFF"[..]),
        ("ground.png", "image/png", &b"\x89PNG"[..]),
    ] {
        let path = format!("/static/{file}?width=300&height=200&communes=10001,10002");
        let answer = get(&path);
        assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, media), "{file}");
        assert!(answer.body.starts_with(start), "{file}");
        let request = Request::get(path).header("if-none-match", answer.header("etag"));
        assert_eq!(ask(request.body(Body::empty()).unwrap()).status, 304, "{file}");
    }
}

#[test]
fn an_image_that_cannot_be_is_refused() {
    for (path, status, words) in [
        ("/static/bassin-de-vie:10001.png?width=100000", 400, "4000"),
        ("/static/bassin-de-vie:10001.png?width=4000&height=4000&scale=4", 400, "pixels"),
        ("/static/bassin-de-vie:10001.png?style=rose", 400, "colour-blind"),
        ("/static/bassin-de-vie:10001.gif", 404, ""),
        ("/static/ground.png", 400, "communes"),
        ("/static/commune:99999.svg", 404, "commune:99999"),
        ("/static/%3Cscript%3E.png", 404, ""),
    ] {
        let answer = get(path);
        expect(&answer, path, status, words);
        assert_eq!(answer.header("content-type"), "application/problem+json", "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
    }
}
