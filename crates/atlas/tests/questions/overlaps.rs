//! Overlaps: shares, relations, exactness, vintages, and what counts as cut.

use atlas::{KindFilter, Overlap, QuestionError, Subject};
use territory::{Kind, Relation};

use crate::country::{atlas, code, commune, id, shape, vintage};

/// One line of an answer: id, relation, people, communes, exact.
type Row = (&'static str, Relation, f64, u32, bool);

/// Asks what of some kinds overlaps a territory.
fn check(subject: &str, kinds: &[Kind], year: u16, expect: &[Row]) {
    let atlas = atlas();
    let year = atlas.year(Some(vintage(year))).unwrap();
    let index = atlas.find(&id(subject), year).unwrap();
    let subject = atlas.subject(index, year).unwrap();
    let kinds = KindFilter::of(&atlas, kinds).unwrap();
    let overlaps = atlas.overlaps(&subject, &kinds, year);
    let rows: Vec<(&str, Relation, f64, u32, bool)> = overlaps
        .iter()
        .map(|overlap| {
            let id = &*atlas.entry(overlap.territory).id_text;
            (id, overlap.relation, overlap.people.round(), overlap.communes, overlap.exact)
        })
        .collect();
    assert_eq!(rows, expect);
}

#[test]
fn a_basin_across_two_departements() {
    // West 200 + 300 + 800 + 900, east 400 + 500 + 1,000 + 1,100.
    check(
        "bassin-de-vie:10001",
        &[Kind::DEPARTEMENT, Kind::REGION],
        2025,
        &[
            ("departement:02", Relation::Overlaps, 3_000.0, 4, true),
            ("departement:01", Relation::Overlaps, 2_200.0, 4, true),
            ("region:11", Relation::Within, 5_200.0, 8, true),
        ],
    );
}

#[test]
fn a_later_merger_makes_the_basin_cut_a_commune() {
    // In 2026 the basin holds one of the two faces of commune 10000: its people are shared out
    // as they lived in 2025 (301 × 200 / 300, the larger remainder rounded up), an estimate.
    check(
        "bassin-de-vie:10001",
        &[Kind::DEPARTEMENT],
        2026,
        &[
            ("departement:02", Relation::Overlaps, 3_000.0, 4, true),
            ("departement:01", Relation::Overlaps, 2_201.0, 4, false),
        ]
        .map(|(id, relation, people, communes, _)| (id, relation, people, communes, false)),
    );
}

#[test]
fn equal_and_contained_territories() {
    check(
        "region:11",
        &[Kind::DEPARTEMENT],
        2026,
        &[
            ("departement:02", Relation::Contains, 16_800.0, 12, true),
            ("departement:01", Relation::Contains, 13_201.0, 11, true),
        ],
    );
    check(
        "commune:10000",
        &[Kind::COMMUNE, Kind::EPCI],
        2026,
        &[("epci:100000001", Relation::Within, 301.0, 1, true)],
    );
}

#[test]
fn a_park_that_cuts_communes_is_estimated() {
    // A quarter of 100 and 700, half of 200 and 800, a quarter of 300 and 900.
    check(
        "pnr:P1",
        &[Kind::DEPARTEMENT, Kind::EPCI],
        2025,
        &[
            ("epci:100000001", Relation::Overlaps, 700.0, 4, false),
            ("epci:100000002", Relation::Overlaps, 300.0, 2, false),
            ("departement:01", Relation::Within, 1_000.0, 6, false),
        ],
    );
}

#[test]
fn two_parks_that_cut_the_same_communes_are_intersected_there() {
    // From 1.5 to 2.5 and from 0.75 to 1.25: the fractions alone (a half, a quarter…) would give
    // other figures. 0.125 of 200 + 0.125 of 300 + 0.125 of 800 + 0.125 of 900.
    check("pnr:P1", &[Kind::PNR], 2025, &[("pnr:P2", Relation::Overlaps, 275.0, 4, false)]);
}

#[test]
fn touching_is_not_overlapping() {
    check("epci:100000001", &[Kind::EPCI], 2025, &[]);
    let atlas = atlas();
    let year = atlas.year(None).unwrap();
    let index = atlas.find(&id("epci:100000001"), year).unwrap();
    let subject = atlas.subject(index, year).unwrap();
    let kinds = KindFilter::of(&atlas, &[Kind::EPCI]).unwrap();
    let touching: Vec<&str> = atlas
        .touching(&subject, &kinds, year)
        .iter()
        .map(|overlap| &*atlas.entry(overlap.territory).id_text)
        .collect();
    assert_eq!(touching, ["epci:100000002"]);
}

#[test]
fn a_basket_takes_old_codes() {
    let atlas = atlas();
    let year = atlas.year(None).unwrap();
    let people = |codes: &[&str]| -> Result<f64, QuestionError> {
        let codes: Vec<_> = codes.iter().map(|text| code(text)).collect();
        Ok(atlas.basket(&codes, year)?.people)
    };
    assert_eq!(people(&["10002"]), Ok(300.0));
    // Commune 10001 is part of 10000 in 2026, and 09999 has been for longer.
    assert_eq!(people(&["10001"]), Ok(301.0));
    assert_eq!(people(&["10001", "10000", "09999"]), Ok(301.0));
    assert_eq!(people(&["77777"]), Err(QuestionError::UnknownCommune(code("77777"))));
    assert_eq!(people(&[]), Err(QuestionError::NoCommune));
}

#[test]
fn a_drawn_polygon_along_borders_is_its_communes() {
    let atlas = atlas();
    let year = atlas.year(None).unwrap();
    let drawn = atlas.polygon(shape((2.0, 0.0), (4.0, 4.0)), year).unwrap();
    assert_eq!((drawn.communes, drawn.cuts_communes), (8, false));
    let kinds = KindFilter::of(&atlas, &[Kind::EPCI]).unwrap();
    let overlaps: Vec<Overlap> = atlas.overlaps(&drawn, &kinds, year);
    assert_eq!(overlaps.len(), 1);
    assert_eq!(overlaps[0].relation, Relation::Equal);
    let far = atlas.polygon(shape((50.0, 0.0), (51.0, 1.0)), year);
    assert!(matches!(far, Err(QuestionError::Outside)));
}

#[test]
fn the_summary_says_what_cuts() {
    let atlas = atlas();
    let year = atlas.year(Some(vintage(2025))).unwrap();
    let index = atlas.find(&id("bassin-de-vie:10001"), year).unwrap();
    let subject: Subject<'_> = atlas.subject(index, year).unwrap();
    let overlaps = atlas.overlaps(&subject, &KindFilter::all(&atlas), year);
    let answer = atlas.answer_overlaps(&subject, "", &overlaps, true, year);
    assert_eq!(
        answer.summary.fr,
        "Ce bassin est coupé entre 2 départements et 3 intercommunalités ; il tient dans une seule région."
    );
    assert_eq!(answer.cut["departement"], 2);
    assert!(!answer.cut.contains_key("commune"), "communes make the basin up, they do not cut it");
    let east = &answer.overlaps.iter().find(|o| o.territory.code == "02").unwrap();
    let communes: Vec<&str> =
        east.communes.as_ref().unwrap().iter().map(|commune| commune.code).collect();
    let expect = [commune(3, 0), commune(4, 0), commune(3, 1), commune(4, 1)];
    assert_eq!(communes, expect.iter().map(territory::Code::as_str).collect::<Vec<_>>());
    assert_eq!(east.share_of_subject.population, Some(3_000.0 / 5_200.0));
    assert_eq!(east.share_of_territory.population, Some(3_000.0 / 16_800.0));
}

#[test]
fn territories_without_shape_say_so() {
    let atlas = atlas();
    let year = atlas.year(None).unwrap();
    let overseas = id("collectivite-outre-mer:987");
    let index = atlas.find(&overseas, year).unwrap();
    assert_eq!(atlas.subject(index, year).unwrap_err(), QuestionError::NoShape(overseas));
}
