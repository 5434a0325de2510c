//! Tags, ages, compression, CORS, HEAD and the page's own headers.

use axum::{
    body::Body,
    http::{Method, Request},
};
use server::Options;

use crate::{
    country,
    support::{ask_of, expect, get, send, site},
};

const PATH: &str = "/api/territories/departement:01/overlaps";

#[test]
fn the_same_question_of_the_same_data_is_not_answered_twice() {
    let first = get(PATH);
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with("W/\"one."), "{tag}");
    assert!(first.header("cache-control").starts_with("public, max-age=60"));
    assert_eq!(first.header("vary"), "accept-encoding");
    for known in [tag.clone(), format!("\"other\", {tag}")] {
        let again = send(Method::GET, PATH, &[("if-none-match", &known)]);
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
        assert_eq!(again.header("etag"), tag);
    }
    let other = send(Method::GET, PATH, &[("if-none-match", "W/\"two\"")]);
    assert_eq!(other.status, 200);
}

#[test]
fn new_data_has_a_new_tag() {
    let site = site();
    let ask = || {
        let app = server::router(site.clone(), &Options::default());
        ask_of(app, Request::get(PATH).body(Body::empty()).unwrap()).header("etag").to_owned()
    };
    let before = ask();
    site.swap(country::atlas(), "two");
    assert_ne!(before, ask());
}

#[test]
fn answers_are_compressed_for_those_who_take_it() {
    let plain = get(PATH);
    for encoding in ["gzip", "br"] {
        let packed = send(Method::GET, PATH, &[("accept-encoding", encoding)]);
        assert_eq!(packed.header("content-encoding"), encoding);
        assert!(packed.body.len() < plain.body.len() / 2);
    }
    let small = send(Method::GET, "/health", &[("accept-encoding", "gzip")]);
    assert_eq!(small.header("content-encoding"), "");
}

#[test]
fn any_page_may_ask() {
    assert_eq!(get(PATH).header("access-control-allow-origin"), "*");
    let preflight = send(
        Method::OPTIONS,
        "/api/overlaps",
        &[("origin", "https://example.org"), ("access-control-request-method", "POST")],
    );
    assert_eq!(preflight.status, 204);
    assert!(preflight.header("access-control-allow-methods").contains("POST"));
    assert!(preflight.header("access-control-allow-headers").contains("content-type"));
    let refused = get("/api/locate");
    assert_eq!(refused.header("access-control-allow-origin"), "*");
    assert_eq!(refused.header("cache-control"), "no-store");
    assert_eq!(refused.header("x-content-type-options"), "nosniff");
}

#[test]
fn heads_have_no_body() {
    let head = send(Method::HEAD, PATH, &[]);
    assert_eq!((head.status.as_u16(), head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), get(PATH).body.len().to_string());
}

#[test]
fn the_page_is_served_under_its_policy_or_says_how_to_build_it() {
    let page = get("/");
    expect(&page, "/", 200, "");
    assert!(page.header("content-security-policy").contains("frame-ancestors 'none'"));
    assert_eq!(page.header("referrer-policy"), "no-referrer");
    assert_eq!(page.header("cache-control"), "no-cache");
    let html = page.header("content-type").starts_with("text/html");
    assert!(html || page.text().contains("npm run build"), "{}", page.text());
}
