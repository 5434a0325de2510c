//! Who holds what, case by case as the law says it: `crates/competence/tests/law/cases.toml`.

use program_tests::{ask, get, text};
use serde_json::Value;

/// A case of the table.
struct Case {
    question: String,
    competence: String,
    territory: String,
    date: String,
    holders: Vec<String>,
    title: String,
    lead: Option<Vec<String>>,
    source: String,
}

fn cases() -> Vec<Case> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../crates/competence/tests/law/cases.toml");
    let table: toml::Table = std::fs::read_to_string(file).unwrap().parse().unwrap();
    let list = |value: &toml::Value| {
        let ids = value.as_array().unwrap().iter();
        ids.map(|id| id.as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let rows = table["case"].as_array().unwrap().iter();
    rows.map(|row| {
        let told = |field: &str| row[field].as_str().unwrap().to_owned();
        Case {
            question: told("question"),
            competence: told("competence"),
            territory: told("territory"),
            date: row["date"].as_datetime().unwrap().to_string(),
            holders: list(&row["holders"]),
            title: told("title"),
            lead: row.get("lead").map(list),
            source: told("source"),
        }
    })
    .collect()
}

fn ids(holders: &Value) -> Vec<String> {
    let holders = holders.as_array().unwrap().iter();
    let mut ids: Vec<String> =
        holders.map(|holder| text(holder, "/authority/id").to_owned()).collect();
    ids.sort();
    ids
}

/// What is wrong with the answer to a case; nothing where it is right.
fn wrong(case: &Case) -> Option<String> {
    let path = format!(
        "/api/competences/{}/holders?territory={}&date={}",
        case.competence, case.territory, case.date
    );
    let answer = get(&path);
    if answer.status != 200 {
        return Some(format!("{}: {path} answers {}", case.question, answer.status));
    }
    let answer = answer.json();
    let zone = &answer["zones"][0];
    let first = &zone["holders"][0];
    let mut expected = case.holders.clone();
    expected.sort();
    let title = first["title"].as_str().unwrap_or("unknown");
    let bases: Vec<&str> =
        zone["holders"].as_array()?.iter().map(|holder| text(holder, "/basis")).collect();
    let right = ids(&zone["holders"]) == expected
        && title == case.title
        && case.lead.as_ref().is_none_or(|lead| ids(&zone["lead"]) == *lead)
        && (bases.is_empty() || bases.contains(&case.source.as_str()));
    (!right).then(|| {
        format!(
            "{}: {:?} by {title} under {bases:?}, not {:?} by {} under {}",
            case.question,
            ids(&zone["holders"]),
            case.holders,
            case.title,
            case.source
        )
    })
}

#[test]
fn the_law_holds_case_by_case() {
    let cases = cases();
    assert!(cases.len() >= 40, "only {} cases", cases.len());
    let wrong: Vec<String> = cases.iter().filter_map(wrong).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn both_doors_name_the_same_holders() {
    let date = "2026-06-01";
    let path = format!(
        "/api/competences/mobilite/holders?territory=bassin-de-vie:34111&lang=en&date={date}"
    );
    let line = ask(&["holders", "mobilite", "bassin-de-vie:34111", "--date", date]);
    assert_eq!(get(&path).json(), line);
}

/// Checks that the zones of a competence cover a territory, each commune once.
fn check_zones(competence: &str, territory: &str, zones_from: usize) {
    let path = format!("/api/competences/{competence}/holders?territory={territory}");
    let answer = get(&path).json();
    let zones = answer["zones"].as_array().unwrap();
    assert!(zones.len() >= zones_from, "{path}: {} zones", zones.len());
    let sum = |field: &str| zones.iter().map(|zone| zone[field].as_f64().unwrap()).sum::<f64>();
    let whole = answer["subject"]["area_km2"].as_f64().unwrap();
    assert!((sum("area_km2") / whole - 1.0).abs() < 1e-4, "{path}");
    let people = answer["subject"]["population"].as_f64().unwrap();
    // Each zone is rounded to whole people.
    assert!((sum("population") - people).abs() <= zones.len() as f64, "{path}");
    for zone in zones {
        let codes = zone["commune_codes"].as_array().unwrap().len();
        assert_eq!(zone["communes"].as_u64().unwrap() as usize, codes, "{path}");
    }
}

#[test]
fn zones_cover_what_is_asked_about() {
    check_zones("promotion-du-tourisme", "bassin-de-vie:34111", 3);
    check_zones("protection-maternelle-et-infantile", "bassin-de-vie:34111", 2);
    check_zones("mobilite", "region:84", 100);
    check_zones("ecoles", "departement:34", 300);
    check_zones("lycees", "region:76", 1);
}

#[test]
fn every_competence_has_a_holder_or_says_why_on_ordinary_ground() {
    let all = get("/api/competences").json();
    let competences = all["competences"].as_array().unwrap();
    assert!(competences.len() > 150);
    let mut silent = Vec::new();
    for competence in competences {
        let slug = text(competence, "/slug");
        let path =
            format!("/api/competences/{slug}/holders?territory=commune:34172&date=2026-06-01");
        let zone = &get(&path).json()["zones"][0];
        let listed = ["holders", "lead", "may_act"]
            .iter()
            .any(|part| !zone[*part].as_array().unwrap().is_empty());
        if !listed {
            silent.push(slug.to_owned());
        }
    }
    assert!(silent.is_empty(), "nobody holds, leads or may act: {silent:?}");
}

/// The codes of the nomenclature, where the mirror of outside sources holds it.
#[test]
fn every_code_of_the_nomenclature_leads_to_a_competence() {
    let mirror = std::env::var("ECHELLE_MIRROR").unwrap_or_default();
    let file = std::path::Path::new(&mirror).join("banatic/competences-2025.csv");
    assert!(file.is_file(), "{} is not there: ECHELLE_MIRROR names the mirror", file.display());
    let mut rows = csv::ReaderBuilder::new().delimiter(b';').from_path(file).unwrap();
    let mut asked = 0;
    for row in rows.records() {
        let code = row.unwrap()[0].to_owned();
        let path = format!("/api/competences/banatic-2025:{code}/holders?territory=commune:34111");
        assert_eq!(get(&path).status, 200, "{code}");
        asked += 1;
    }
    assert_eq!(asked, 118);
}
