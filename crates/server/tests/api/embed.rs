//! Maps on other sites: who may frame what, what oEmbed tells, the cards of links, bad input.

use axum::{body::Body, http::Request};
use server::{Options, router};

use crate::support::{ask_of, expect, get, site};

const BASIN: &str = "bassin-de-vie:10001";

#[test]
fn a_frame_says_its_name_its_sides_and_its_sources() {
    let answer = get(&format!("/embed/{BASIN}?layers=epci&colour=people&theme=dark&lang=en"));
    expect(&answer, "frame", 200, "data-territory=\"bassin-de-vie:10001\"");
    let page = answer.text();
    for part in [
        "<html lang=\"en\" data-theme=\"dark\">",
        "<h1>",
        "data-colour=\"people\"",
        "/static/bassin-de-vie:10001.svg?width=900",
        "style=dark",
        "class=\"credit\"",
        "Open in Échelle",
        "application/json+oembed",
        "og:image",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("style=\"") && !page.contains("<!--"), "{page}");
    assert!(answer.headers.get("set-cookie").is_none());
}

#[test]
fn ground_of_ones_own_and_the_whole_country_have_frames() {
    let own = get("/embed?communes=10001,10002&name=A%3Cb%3E");
    expect(&own, "own", 200, "/static/ground.svg?communes=10001,10002&amp;name=A%3Cb%3E");
    assert!(own.text().contains("<h1><a href"), "{}", own.text());
    assert!(!own.text().contains("A<b>"));
    expect(&get("/embed?layers=departement"), "country", 200, "Territoires de France");
}

fn policy(path: &str, options: &Options) -> String {
    let request = Request::get(path).body(Body::empty()).unwrap();
    ask_of(router(site(), options), request).header("content-security-policy").to_owned()
}

#[test]
fn only_frames_may_be_framed_and_only_by_those_listed() {
    let usual = Options::default();
    let frame = format!("/embed/{BASIN}");
    assert!(policy(&frame, &usual).contains("frame-ancestors *;"), "{}", policy(&frame, &usual));
    let listed = Options { frame_ancestors: "'self' https://parc.example".to_owned(), ..usual };
    assert!(policy(&frame, &listed).contains("frame-ancestors 'self' https://parc.example;"));
    for path in ["/", "/fiche/commune:10000", "/docs", "/?territory=commune:10000", "/embed/x:y"] {
        let policy = policy(path, &listed);
        assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
    }
}

fn refused(path: &str, status: u16, words: &str) {
    let answer = get(path);
    assert_eq!(answer.status.as_u16(), status, "{path}: {}", answer.text());
    assert!(answer.text().contains(words), "{path}: {}", answer.text());
    assert_eq!(answer.header("cache-control"), "no-store", "{path}");
}

#[test]
fn bad_input_is_told() {
    let layers = format!("/embed/{BASIN}?layers={}", ["commune"; 100].join(","));
    refused(&layers, 400, "commune");
    refused(&format!("/embed/{BASIN}?layers=rien"), 400, "rien");
    refused(&format!("/embed/{BASIN}?layers=%3Cscript%3E"), 400, "&lt;script&gt;");
    refused(&format!("/embed/{BASIN}?colour=pink"), 400, "pink");
    refused(&format!("/embed/{BASIN}?colour=holders:rien"), 400, "/api/competences");
    refused(&format!("/embed/{BASIN}?colour=actors:rien"), 400, "/api/themes");
    refused(&format!("/embed/{BASIN}?theme=pink"), 400, "auto");
    refused("/embed/commune:99999", 404, "Introuvable");
    let many = vec!["10001"; 4000].join(",");
    refused(&format!("/embed?communes={many}"), 400, "1000");
    refused(&format!("/static/ground.png?communes={many}"), 400, "1000");
    refused("/embed.html", 404, "");
}

#[test]
fn oembed_tells_a_frame() {
    let address = format!("http://localhost/?territory={BASIN}%26lang=en");
    let answer = get(&format!("/oembed?url={address}&maxwidth=400&maxheight=9999"));
    let told = answer.json();
    assert_eq!(told["version"], "1.0");
    assert_eq!(told["type"], "rich");
    assert_eq!([&told["width"], &told["height"]], [400, 480]);
    let frame = told["html"].as_str().unwrap();
    assert!(
        frame.starts_with("<iframe src=\"http://localhost/embed/bassin-de-vie:10001?lang=en\"")
    );
    assert_eq!(told["thumbnail_url"], "http://localhost/static/bassin-de-vie:10001.png?lang=en");
    let xml = get(&format!("/oembed?url={address}&format=xml"));
    expect(&xml, "xml", 200, "<html>&lt;iframe src=&quot;http://localhost/embed/");
    assert_eq!(xml.header("content-type"), "text/xml; charset=utf-8");
}

#[test]
fn oembed_refuses_what_is_not_ours() {
    for (query, status) in [
        ("url=http://autre.example/?territory=commune:10000", 404),
        ("url=http://localhost/", 404),
        ("url=http://localhost/?territory=commune:99999", 404),
        ("url=http://localhost/?territory=%3Cscript%3E", 404),
        ("", 404),
        ("url=http://localhost/?territory=commune:10000&format=yaml", 501),
        ("url=http://localhost/?territory=commune:10000&maxwidth=-1", 400),
    ] {
        let answer = get(&format!("/oembed?{query}"));
        assert_eq!(answer.status.as_u16(), status, "{query}: {}", answer.text());
        assert_eq!(answer.header("content-type"), "application/problem+json", "{query}");
    }
}

#[test]
fn the_page_of_a_territory_has_a_card_and_the_others_none() {
    for path in ["/?territory=commune:10000", "/?place=10000", "/?communes=10000,10001"] {
        let page = get(path);
        expect(&page, path, 200, "og:image");
        assert_eq!(page.text().matches("name=\"description\"").count(), 1, "{path}");
        assert!(page.text().contains("text/xml+oembed"), "{path}");
    }
    for path in ["/", "/?territory=commune:99999", "/?territory=%3Cscript%3E", "/?communes=x"] {
        let page = get(path);
        expect(&page, path, 200, "<title>");
        assert!(!page.text().contains("og:image"), "{path}");
    }
    expect(&get("/fiche/commune:10000"), "sheet", 200, "og:image");
}
