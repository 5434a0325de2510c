//! The answers written by hand say what the atlas's own answers say, to the last digit.

use atlas::{KindFilter, Subject, TerritoryIndex};
use serde_json::{Value, to_value};

use crate::{
    country,
    support::{get, post_json},
};

#[test]
fn points_are_answered_as_the_atlas_answers() {
    let atlas = country::atlas();
    for year in [2025, 2026] {
        let of_year = atlas.year(Some(country::vintage(year))).unwrap();
        for (column, row) in [(0.5, 0.5), (1.2, 0.9), (2.75, 1.3), (5.5, 3.5), (-1.0, -1.0)] {
            let point = country::at(column, row);
            let answer = atlas.answer_locate(point, &KindFilter::all(&atlas), of_year);
            let (lat, lon) = (point.latitude(), point.longitude());
            let path = format!("/api/locate?lat={lat}&lon={lon}&vintage={year}");
            assert_eq!(get(&path).json(), to_value(&answer).unwrap(), "{path}");
        }
    }
}

/// Every overlap of a territory, as the atlas answers; `None` where it has no ground.
fn expected(index: TerritoryIndex, year: u16, touching: bool, communes: bool) -> Option<Value> {
    let atlas = country::atlas();
    let year = atlas.year(Some(country::vintage(year))).unwrap();
    let subject: Subject<'_> = atlas.subject(index, year).ok()?;
    let kinds = KindFilter::all(&atlas);
    let mut overlaps = atlas.overlaps(&subject, &kinds, year);
    if touching {
        overlaps.extend(atlas.touching(&subject, &kinds, year));
    }
    Some(to_value(atlas.answer_overlaps(&subject, "", &overlaps, communes, year)).unwrap())
}

#[test]
fn overlaps_are_answered_as_the_atlas_answers() {
    let atlas = country::atlas();
    let mut checked = 0;
    for (vintage, more) in [(2025, false), (2026, false), (2026, true)] {
        let year = atlas.year(Some(country::vintage(vintage))).unwrap();
        for index in atlas.indices().filter(|&index| year.facts(index).present) {
            let Some(expected) = expected(index, vintage, more, more) else { continue };
            let id = &atlas.entry(index).id_text;
            let path = format!(
                "/api/territories/{id}/overlaps?vintage={vintage}&touching={more}&communes={more}"
            );
            assert_eq!(get(&path).json(), expected, "{path}");
            checked += 1;
        }
    }
    assert!(checked > 80, "{checked}");
}

#[test]
fn a_basket_is_answered_as_the_atlas_answers() {
    let atlas = country::atlas();
    let year = atlas.year(None).unwrap();
    let subject = atlas.basket(&[country::code("10001"), country::code("10009")], year).unwrap();
    let overlaps = atlas.overlaps(&subject, &KindFilter::all(&atlas), year);
    let expected = atlas.answer_overlaps(&subject, "À “nous”", &overlaps, false, year);
    let body = r#"{"communes":["10001","10009"],"name":"À “nous”"}"#;
    assert_eq!(post_json("/api/overlaps", body).json(), to_value(&expected).unwrap());
}
