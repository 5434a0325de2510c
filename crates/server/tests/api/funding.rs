//! Who could fund a project, over HTTP: the three formats, and what is refused.

use serde_json::json;

use crate::support::{expect, get, post_json, send};

fn ask(parameters: &str) -> crate::support::Answer {
    get(&format!("/api/territories/epci:100000002/funding{parameters}"))
}

#[test]
fn programmes_cover_all_or_a_part() {
    let answer = ask("?date=2026-11-23");
    expect(&answer, "all", 200, "\"slug\":\"bdt-ingenierie\"");
    let answer = answer.json();
    assert_eq!(answer["subject"]["id"], "epci:100000002");
    assert_eq!(answer["date"], "2026-11-23");
    let programmes = answer["programmes"].as_array().unwrap();
    assert!(answer["total"].as_u64().unwrap() > 150, "{}", answer["total"]);
    assert_eq!(programmes.len(), 50);
    for programme in programmes {
        let whole = programme["coverage"]["relation"] == "whole";
        assert_eq!(whole, programme["coverage"].get("communes").is_none(), "{programme}");
        assert!(programme["name"]["fr"].is_string() && programme["checked"].is_string());
    }
    assert!(answer["sentence"]["fr"].as_str().unwrap().starts_with("Cette intercommunalité : "));
}

#[test]
fn themes_words_and_applicants_narrow() {
    let count = |parameters: &str| {
        let answer = ask(parameters);
        expect(&answer, parameters, 200, "programmes");
        answer.json()["total"].as_u64().unwrap()
    };
    let all = count("");
    let childhood = count("?theme=petite-enfance");
    assert!(childhood > 0 && childhood < all / 3, "{childhood} of {all}");
    assert!(count("?theme=petite%20enfnace") > 0);
    assert!(count("?theme=petite-enfance&applicant=association") <= childhood);
    let leader = count("?q=LEADER");
    assert!(leader > 0 && leader < 20, "{leader}");
    assert!(count("?open_on=2026-11-23") <= all);
}

#[test]
fn pages_follow_each_other_and_are_linked() {
    let whole = ask("?format=csv&date=2026-11-23").text().lines().count() - 1;
    let mut slugs = std::collections::HashSet::new();
    let mut page = 1;
    loop {
        let answer = ask(&format!("?date=2026-11-23&limit=40&page={page}"));
        let next = format!("limit=40&page={}>; rel=\"next\"", page + 1);
        let answered = answer.json();
        let programmes = answered["programmes"].as_array().unwrap();
        slugs.extend(programmes.iter().map(|one| one["slug"].to_string()));
        assert_eq!(answered["total"], whole);
        if !answer.header("link").contains(&next) {
            break;
        }
        assert_eq!(programmes.len(), 40);
        page += 1;
    }
    assert_eq!((slugs.len(), page), (whole, whole.div_ceil(40)));
    let far = ask("?page=1000").json();
    assert_eq!((&far["programmes"], &far["total"]), (&json!([]), &json!(whole)));
}

#[test]
fn a_basket_and_a_polygon_are_funded_as_a_territory_is() {
    let body = r#"{"communes":["10000"]}"#;
    let same = |path: &str, body: &str| {
        let answer = post_json(path, body.to_owned());
        expect(&answer, path, 200, "programmes");
        answer.json()
    };
    let basket = same("/api/funding?date=2026-11-23&limit=100", body);
    let commune = get("/api/territories/commune:10000/funding?date=2026-11-23&limit=100").json();
    assert_eq!(basket["subject"]["id"], json!(null));
    let slugs = |answer: &serde_json::Value| -> Vec<String> {
        let programmes = answer["programmes"].as_array().unwrap();
        programmes.iter().map(|one| one["slug"].to_string()).collect()
    };
    assert_eq!(slugs(&basket), slugs(&commune));
    let drawn = r#"{"polygon":{"type":"Polygon","coordinates":[[[2.02,45.02],[2.06,45.02],[2.06,45.06],[2.02,45.02]]]},"name":"Mon aire"}"#;
    assert_eq!(same("/api/funding", drawn)["subject"]["name"], "Mon aire");
    let calendar = post_json("/api/funding?format=ics", body);
    expect(&calendar, "ics", 200, "BEGIN:VCALENDAR");
    let linked = post_json("/api/funding?limit=10", body);
    assert!(linked.header("link").starts_with("</api/funding?limit=10&page=2>; rel=\"next\""));
    expect(&post_json("/api/funding", "{}"), "neither", 422, "polygon");
    expect(&post_json("/api/funding?theme=zzzzzzzz", body), "theme", 400, "/api/themes");
}

#[test]
fn a_day_chooses_the_vintage_in_force() {
    let vintage = |parameters: &str| {
        let answer = ask(parameters).json();
        (answer["vintage"].clone(), answer["date"].clone())
    };
    assert_eq!(vintage("?date=2025-12-31"), (json!(2025), json!("2025-12-31")));
    assert_eq!(vintage("?date=1999-05-01"), (json!(2025), json!("1999-05-01")));
    assert_eq!(vintage("?open_on=2150-05-01"), (json!(2026), json!("2150-05-01")));
    assert_eq!(vintage("?date=2025-05-01&vintage=2026"), (json!(2026), json!("2025-05-01")));
}

#[test]
fn tables_and_calendars() {
    let table = ask("?format=csv&theme=culture");
    expect(&table, "csv", 200, "aide,nom,financeur,");
    assert_eq!(table.header("content-type"), "text/csv; charset=utf-8");
    expect(&ask("?format=csv&lang=en"), "csv", 200, "aid,name,funder,");
    let calendar = ask("?format=ics");
    expect(&calendar, "ics", 200, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n");
    assert_eq!(calendar.header("content-type"), "text/calendar; charset=utf-8");
}

#[test]
fn wrong_questions_are_refused() {
    expect(&ask("?theme=zzzzzzzzzz"), "theme", 400, "/api/themes");
    expect(&ask("?applicant=martian"), "applicant", 400, "demandeur");
    expect(&ask("?date=23/11/2026"), "date", 400, "jour");
    expect(&ask("?open_on=demain"), "open_on", 400, "jour");
    expect(&ask("?format=pdf"), "format", 400, "ics");
    expect(&get("/api/territories/epci:9/funding"), "unknown", 404, "epci:9");
    expect(&get("/api/territories/collectivite-outre-mer:987/funding"), "bare", 404, "contour");
}

#[test]
fn themes_are_listed_with_their_parts() {
    let answer = get("/api/themes");
    expect(&answer, "themes", 200, "petite-enfance");
    let answer = answer.json();
    let themes = answer["themes"].as_array().unwrap();
    assert!(themes.len() > 20 && themes.iter().all(|theme| theme["parts"].is_array()));
}

#[test]
fn the_tag_of_an_answer_names_the_day() {
    let path = "/api/territories/epci:100000002/funding?theme=culture";
    let first = get(path);
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with("W/\"one.") && tag.contains(".20"), "{tag}");
    let again = send(axum::http::Method::GET, path, &[("if-none-match", &tag)]);
    assert_eq!(again.status.as_u16(), 304);
    let undated = get("/api/territories/epci:100000002").header("etag").to_owned();
    let other = send(axum::http::Method::GET, path, &[("if-none-match", &undated)]);
    assert_eq!(other.status.as_u16(), 200, "a tag without day is not this answer's");
}
