//! Which scale to choose, over HTTP: both doors of the three questions, and what is refused.

use serde_json::json;

use crate::support::{expect, get, post_json};

#[test]
fn what_cuts_a_territory_and_a_basket() {
    let answer = get("/api/territories/bassin-de-vie:10001/straddle?date=2026-11-23");
    expect(&answer, "territory", 200, "\"levels\"");
    let answer = answer.json();
    assert_eq!(answer["date"], "2026-11-23");
    assert!(answer["logbook"]["text"]["fr"].as_str().unwrap().starts_with("2026-11-23 — "));
    let basket = json!({"communes": ["10001", "10002"], "name": "Mon projet"});
    let answer = post_json("/api/straddle", basket.to_string());
    expect(&answer, "basket", 200, "\"id\":null");
    assert_eq!(answer.json()["subject"]["name"], "Mon projet");
}

#[test]
fn scales_are_compared_and_weights_are_theirs_who_ask() {
    let path = "/api/compare?territory=bassin-de-vie:10001&theme=petite-enfance&date=2026-11-23";
    let answer = get(path).json();
    let scales = answer["scales"].as_array().unwrap();
    assert!(scales.len() > 1, "{answer}");
    for (place, scale) in scales.iter().enumerate() {
        assert_eq!(scale["rank"], place + 1);
        assert_eq!(scale["criteria"].as_array().unwrap().len(), 6);
        assert!(scale["reason"]["fr"].as_str().unwrap().starts_with("Rang "));
    }
    let answer = get(&format!("{path}&weights=coverage:0,tightness:5")).json();
    assert_eq!(answer["weights"]["tightness"], 5.0);
    expect(&get(&format!("{path}&weights=coverage:-1")), "weights", 400, "weights");
    expect(&get("/api/compare?theme=culture"), "no start", 400, "territory");
    let answer = post_json("/api/compare?theme=culture", r#"{"communes":["10001","10003"]}"#);
    expect(&answer, "basket", 200, "\"is_start\":true");
}

#[test]
fn a_table_is_as_small_as_proven() {
    let path = "/api/territories/bassin-de-vie:10001/round-table?date=2026-11-23";
    let answer = get(&format!("{path}&theme=eau-biodiversite")).json();
    let seats = answer["seats"].as_array().unwrap();
    assert_eq!(answer["proof"]["smallest"], true);
    assert_eq!(answer["proof"]["seats"], seats.len());
    assert!(answer["rules"].as_array().unwrap().iter().any(|r| r["article"] == "CGCT L1111-10"));
    assert!(seats.iter().all(|seat| !seat["roles"].as_array().unwrap().is_empty()));
    expect(&get(path), "no theme", 400, "theme");
    expect(&get(&format!("{path}&theme=zzzzzz")), "unknown theme", 400, "/api/themes");
    expect(&get(&format!("{path}&theme=culture&money=all")), "money", 400, "levels");
    let basket = json!({"communes": ["10001", "10002"]});
    let answer = post_json("/api/round-table?theme=culture&money=none", basket.to_string());
    expect(&answer, "basket", 200, "\"kind\":\"decide\"");
    assert!(!answer.text().contains("\"kind\":\"fund\""));
}
