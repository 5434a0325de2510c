//! The description of the API: valid, complete, and true.

use serde_json::Value;

use crate::support::{expect, get};

fn description() -> Value {
    get("/api/openapi.json").json()
}

#[test]
fn every_route_is_described() {
    let description = description();
    assert!(description["openapi"].as_str().unwrap().starts_with("3.1"));
    let paths = description["paths"].as_object().unwrap();
    let expected = [
        ("/api/territories", vec!["get"]),
        ("/api/territories/{id}", vec!["get"]),
        ("/api/territories/{id}/geometry", vec!["get"]),
        ("/api/territories/{id}/overlaps", vec!["get"]),
        ("/api/territories/{id}/pieces", vec!["get"]),
        ("/api/overlaps", vec!["post"]),
        ("/api/pieces", vec!["post"]),
        ("/api/territories/{id}/download", vec!["get"]),
        ("/api/download", vec!["post"]),
        ("/api/outline", vec!["post"]),
        ("/api/locate", vec!["get", "post"]),
        ("/api/resolve", vec!["get"]),
        ("/api/stats", vec!["get"]),
        ("/tiles/{file}", vec!["get"]),
        ("/tiles/{kinds}/{zoom}/{x}/{file}", vec!["get"]),
        ("/health", vec!["get"]),
        ("/ready", vec!["get"]),
        ("/api/competences", vec!["get"]),
        ("/api/competences/{competence}/holders", vec!["get", "post"]),
        ("/api/territories/{id}/competences", vec!["get"]),
        ("/api/authorities/{authority}/competences", vec!["get"]),
        ("/api/territories/{id}/actors", vec!["get"]),
        ("/api/actors", vec!["post"]),
        ("/api/territories/{id}/funding", vec!["get"]),
        ("/api/funding", vec!["post"]),
        ("/api/themes", vec!["get"]),
        ("/fiche/{id}", vec!["get"]),
        ("/fiche", vec!["get"]),
        ("/static/{file}", vec!["get"]),
        ("/embed/{id}", vec!["get"]),
        ("/embed", vec!["get"]),
        ("/oembed", vec!["get"]),
        ("/styles/{file}", vec!["get"]),
        ("/fonts/{stack}/{range}", vec!["get"]),
        ("/sprites/{file}", vec!["get"]),
        ("/api/own-territories", vec!["get", "post"]),
        ("/api/own-territories/{id}", vec!["delete", "get", "patch"]),
        ("/api/territories/{id}/straddle", vec!["get"]),
        ("/api/straddle", vec!["post"]),
        ("/api/compare", vec!["get", "post"]),
        ("/api/territories/{id}/round-table", vec!["get"]),
        ("/api/round-table", vec!["post"]),
    ];
    assert_eq!(paths.len(), expected.len());
    for (path, methods) in expected {
        let item = paths.get(path).unwrap_or_else(|| panic!("{path} is not described"));
        let described: Vec<&str> = item.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(described, methods, "{path}");
    }
}

/// Every `$ref` in a document.
fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Object(members) => {
            found.extend(members.get("$ref").and_then(Value::as_str));
            members.values().for_each(|member| references(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[test]
fn every_reference_leads_somewhere() {
    let description = description();
    let mut found = Vec::new();
    references(&description, &mut found);
    assert!(found.len() > 20);
    for reference in found {
        let target = description.pointer(reference.strip_prefix('#').unwrap());
        assert!(target.is_some(), "{reference}");
    }
}

/// Checks that an answer has the members its schema requires, and no others.
fn check(value: &Value, schema: &Value, all: &Value, place: &str) {
    if let Some(reference) = schema["$ref"].as_str() {
        return check(value, all.pointer(&reference[1..]).unwrap(), all, place);
    }
    for key in ["oneOf", "anyOf"] {
        if let Some(choices) = schema[key].as_array() {
            let real = choices.iter().find(|choice| choice["type"] != "null");
            if let (false, Some(real)) = (value.is_null(), real) {
                check(value, real, all, place);
            }
            return;
        }
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let mut known: Vec<String> = Vec::new();
        for part in parts {
            let part = part["$ref"].as_str().map_or(part, |at| all.pointer(&at[1..]).unwrap());
            known.extend(part["properties"].as_object().unwrap().keys().cloned());
        }
        for member in value.as_object().unwrap().keys() {
            assert!(known.contains(member), "{place}.{member} is not described");
        }
        return;
    }
    if let (Some(members), Some(described)) = (value.as_object(), schema["properties"].as_object())
    {
        for required in schema["required"].as_array().into_iter().flatten() {
            assert!(members.contains_key(required.as_str().unwrap()), "{place} lacks {required}");
        }
        for (name, member) in members {
            let described = described.get(name);
            let described = described.unwrap_or_else(|| panic!("{place}.{name} is not described"));
            check(member, described, all, &format!("{place}.{name}"));
        }
    }
    if let Some(items) = value.as_array() {
        for item in items {
            check(item, &schema["items"], all, &format!("{place}[]"));
        }
    }
}

#[test]
fn answers_are_as_described() {
    let description = description();
    for (path, example) in [
        ("/api/territories", "/api/territories?q=lieu"),
        ("/api/territories/{id}", "/api/territories/commune:10002"),
        ("/api/territories/{id}/overlaps", "/api/territories/pnr:P1/overlaps?communes=true"),
        ("/api/locate", "/api/locate?lat=45.05&lon=2.35"),
        ("/api/resolve", "/api/resolve?code=10001"),
        ("/api/stats", "/api/stats"),
    ] {
        let schema = &description["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
            ["schema"];
        assert!(!schema.is_null(), "{path}");
        check(&get(example).json(), schema, &description, path);
    }
    let problem = get("/api/locate").json();
    check(&problem, &description["components"]["schemas"]["Problem"], &description, "problem");
}

#[test]
fn people_can_read_it_without_any_script() {
    let page = get("/docs");
    expect(&page, "/docs", 200, "/api/territories/bassin-de-vie:34111/overlaps");
    assert!(!page.text().contains("<script") && !page.text().contains("http://"));
    assert!(page.header("content-security-policy").contains("default-src 'self'"));
    expect(&get("/docs.css"), "/docs.css", 200, "color-scheme");
}
