//! Points, names, old codes, outlines, pieces and counts.

use atlas::{KindFilter, QuestionError};
use geometry::Vertex;
use territory::Kind;

use crate::country::{at, atlas, code, id, vintage};

/// Where a point is, as identifiers.
fn check(point: Vertex, year: u16, expect: &[&str]) {
    let atlas = atlas();
    let year = atlas.year(Some(vintage(year))).unwrap();
    let mut found = Vec::new();
    atlas.locate(point, year, &mut found);
    let ids: Vec<&str> = found.iter().map(|&index| &*atlas.entry(index).id_text).collect();
    assert_eq!(ids, expect);
}

#[test]
fn points_lie_in_territories_of_their_vintage() {
    let wide = ["epci:100000001", "departement:01", "region:11", "bassin-de-vie:10001"];
    check(at(1.5, 0.25), 2025, &[&["commune:10001"], &wide[..]].concat());
    check(at(1.5, 0.25), 2026, &[&["commune:10000"], &wide[..]].concat());
}

#[test]
fn points_of_a_park_are_told_by_its_border() {
    let wide = ["commune:10000", "epci:100000001", "departement:01", "region:11"];
    check(at(0.4, 0.9), 2025, &wide);
    check(at(0.6, 0.9), 2025, &[&wide[..], &["pnr:P1"]].concat());
}

#[test]
fn a_point_on_a_border_is_in_one_commune_only() {
    check(at(3.0, 2.5), 2026, &["commune:10015", "epci:100000002", "departement:02", "region:11"]);
    check(at(3.0, 2.0), 2026, &["commune:10015", "epci:100000002", "departement:02", "region:11"]);
}

#[test]
fn a_point_at_sea_is_nowhere() {
    check(at(-1.0, 0.5), 2026, &[]);
}

#[test]
fn names_are_found_at_their_vintage() {
    let atlas = atlas();
    let found = |query: &str, year: u16| -> Vec<String> {
        let year = atlas.year(Some(vintage(year))).unwrap();
        let kinds = KindFilter::of(&atlas, &[Kind::COMMUNE]).unwrap();
        let hits = atlas.search(query, 1, &kinds, year);
        hits.iter().map(|&(index, _)| atlas.entry(index).name.to_string()).collect()
    };
    assert_eq!(found("st elie", 2026), ["Saint-Élie-la-Neuve"]);
    assert_eq!(found("saint elie", 2025), ["Saint-Élie"]);
    assert_eq!(found("vieille", 2026), ["Saint-Élie-la-Neuve"], "by its former name");
    assert_eq!(found("01400", 2026), ["Lieu 10002"]);
}

#[test]
fn old_codes_resolve() {
    let atlas = atlas();
    let year = atlas.year(None).unwrap();
    let resolve = |text: &str, at: Option<u16>| {
        let answer = atlas.resolve(text, at.map(vintage), year)?;
        let communes: Vec<&str> = answer.communes.iter().map(|commune| commune.code).collect();
        Ok::<_, QuestionError>((communes.join(" "), answer.kept, answer.events.len()))
    };
    assert_eq!(resolve("10001", Some(2025)), Ok(("10000".to_owned(), false, 2)));
    assert_eq!(resolve("Vieille", None), Ok(("10000".to_owned(), false, 2)));
    assert_eq!(resolve("09999", None), Ok(("10000".to_owned(), false, 2)));
    assert_eq!(resolve("10002", Some(2025)), Ok(("10002".to_owned(), true, 0)));
    // The same code, more ground.
    assert_eq!(resolve("10000", Some(2025)), Ok(("10000".to_owned(), false, 1)));
    assert_eq!(resolve("77777", None), Err(QuestionError::UnknownCommune(code("77777"))));
    assert!(matches!(resolve("zzzzzzzz", None), Err(QuestionError::UnknownName(_))));
}

#[test]
fn unknown_vintages_kinds_and_codes_are_told() {
    let atlas = atlas();
    assert!(matches!(atlas.year(Some(vintage(2019))), Err(QuestionError::UnknownVintage { .. })));
    let year = atlas.year(None).unwrap();
    let find = |text: &str| atlas.find(&id(text), year).unwrap_err();
    assert_eq!(find("commune:77777"), QuestionError::UnknownTerritory(id("commune:77777")));
    assert_eq!(find("canton:0101"), QuestionError::UnknownKind(Kind::CANTON));
    assert!(matches!(find("commune:10001"), QuestionError::NotAtVintage { .. }));
}

#[test]
fn pieces_and_cuts_follow_the_borders() {
    let atlas = atlas();
    let year = atlas.year(Some(vintage(2025))).unwrap();
    let index = atlas.find(&id("bassin-de-vie:10001"), year).unwrap();
    let subject = atlas.subject(index, year).unwrap();
    let pieces = atlas.pieces(&subject, &Kind::DEPARTEMENT, year, None);
    let shares: Vec<String> =
        pieces.pieces.iter().map(|piece| format!("{:.3}", piece.share)).collect();
    assert_eq!(shares, ["0.577", "0.423"]);
    assert!(pieces.pieces.iter().all(|piece| piece.reaches_beyond));
    assert_eq!(pieces.outline.0.len(), 1);
    let cut: Vec<usize> = pieces.cuts.iter().map(|line| line.0.len()).collect();
    assert_eq!(
        cut.iter().map(|vertices| vertices - 1).sum::<usize>(),
        2,
        "two cells long: {cut:?}"
    );
}

#[test]
fn the_cut_of_a_park_stays_inside_it() {
    let atlas = atlas();
    let year = atlas.year(None).unwrap();
    let index = atlas.find(&id("pnr:P2"), year).unwrap();
    let subject = atlas.subject(index, year).unwrap();
    let pieces = atlas.pieces(&subject, &Kind::DEPARTEMENT, year, None);
    let heights: Vec<f64> =
        pieces.cuts.iter().flat_map(|line| line.0.iter().map(|c| c.y)).collect();
    let (low, high) = (45.075, 45.125);
    assert!(!heights.is_empty());
    assert!(heights.iter().all(|y| (low - 1e-6..=high + 1e-6).contains(y)), "{heights:?}");
}

#[test]
fn counts_and_cuts_of_the_whole_country() {
    let atlas = atlas();
    let stats = atlas.stats();
    assert_eq!(stats.counts[&2025]["commune"], 24);
    assert_eq!(stats.counts[&2026]["commune"], 23);
    assert_eq!(stats.without_shape[&2026]["collectivite-outre-mer"], 1);
    assert_eq!(stats.cut_by["bassin-de-vie"]["departement"], 1);
    assert_eq!(stats.cut_by["pnr"]["departement"], 1);
    assert_eq!(stats.cut_by["pnr"]["region"], 0);
}
