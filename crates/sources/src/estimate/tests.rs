//! The model on small made-up countries, and what holds in any country.

use std::collections::{BTreeMap, BTreeSet};

use dataset::{Base, Ground, Layer, Place};
use geometry::{FaceId, Vertex};
use proptest::prelude::*;
use territory::{Code, Kind};

use super::{
    agreement, basins,
    country::towns,
    fixture::{YEAR, code, country, share_post, unit, vintage},
};

/// The pole of each commune.
fn pole_of(layer: &Layer) -> BTreeMap<Code, Code> {
    let mut pole_of = BTreeMap::new();
    for basin in &layer.territories {
        let Ground::Communes { codes, .. } = &basin.ground else { panic!("{:?}", basin.ground) };
        for commune in codes {
            let before = pole_of.insert(commune.clone(), basin.id.code.clone());
            assert_eq!(before, None, "{commune} is in two basins");
        }
    }
    pole_of
}

/// The basins of a country: each pole with its communes.
fn check(base: &Base, expect: &[(&str, &[&str])]) {
    let mut got: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (commune, pole) in pole_of(&basins(base)) {
        got.entry(pole.to_string()).or_default().push(commune.to_string());
    }
    let owned = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
    let expect: BTreeMap<String, Vec<String>> =
        expect.iter().map(|&(pole, communes)| (pole.to_owned(), owned(communes))).collect();
    assert_eq!(got, expect);
}

#[test]
fn one_town_gathers_the_villages_around_it() {
    check(
        &country(6.0, "100 200 100 \n 100 6000 100"),
        &[("02002", &["01001", "01002", "01003", "02001", "02002", "02003"])],
    );
}

#[test]
fn two_towns_share_the_villages_by_distance_and_by_size() {
    check(
        &country(6.0, "6100 90 90 90 6000"),
        &[("01001", &["01001", "01002", "01003"]), ("01005", &["01004", "01005"])],
    );
    // To be 12 km nearer is worth e⁴ = 55 times the people.
    check(
        &country(6.0, "6000 90 90 90 240000"),
        &[("01001", &["01001", "01002"]), ("01005", &["01003", "01004", "01005"])],
    );
    check(
        &country(6.0, "6000 90 90 90 420000"),
        &[("01001", &["01001"]), ("01005", &["01002", "01003", "01004", "01005"])],
    );
}

#[test]
fn a_common_postal_code_tips_the_balance() {
    let mut base = country(6.0, "6100 90 90 90 6000");
    share_post(&mut base, "23500", &["01003", "01005"]);
    check(&base, &[("01001", &["01001", "01002"]), ("01005", &["01003", "01004", "01005"])]);
}

#[test]
fn a_suburb_of_a_larger_town_is_no_pole_and_a_lone_town_of_its_size_is_one() {
    // 2,000 people on 4 km² and more: the three dense communes are one urban cluster.
    check(&country(2.0, "5000 9000 5000 50"), &[("01002", &["01001", "01002", "01003", "01004"])]);
    let mut poles = ["50"; 9];
    (poles[0], poles[8]) = ("5000", "9000");
    check(
        &country(2.0, &poles.join(" ")),
        &[
            ("01001", &["01001", "01002", "01003", "01004"]),
            ("01009", &["01005", "01006", "01007", "01008", "01009"]),
        ],
    );
}

#[test]
fn a_country_of_villages_gathers_around_the_largest_and_an_empty_one_has_no_basin() {
    check(&country(6.0, "10 20 20"), &[("01002", &["01001", "01002", "01003"])]);
    check(&country(6.0, "0 0"), &[("01001", &["01001", "01002"])]);
    check(&country(6.0, "~"), &[]);
    let mut base = country(6.0, "900");
    base.vintages.clear();
    check(&base, &[]);
}

#[test]
fn islands_have_their_own_pole_or_go_with_the_one_that_attracts_them_most() {
    check(
        &country(6.0, "6000 90 ~ 60 ~ 90 5000"),
        &[("01001", &["01001", "01002", "01004"]), ("01007", &["01006", "01007"])],
    );
}

#[test]
fn a_piece_cut_off_from_its_pole_joins_the_basin_that_touches_it() {
    // The village 02003 lies nearer to the town across the water.
    let base = country(4.0, "9000 ~ ~ ~ ~ 9000 \n 50 50 50 50 ~ ~");
    let pole_of = pole_of(&basins(&base));
    assert_eq!(pole_of[&code("02004")], code("01001"));
    assert_eq!(pole_of[&code("01006")], code("01006"));
}

#[test]
fn the_people_of_a_town_are_those_of_its_arrondissements() {
    let mut base = country(6.0, "0 0 90");
    base.territories.retain(|commune| commune.id.code.as_str() == "01003");
    base.territories.push(unit(Kind::COMMUNE, "01009", vec![FaceId(0), FaceId(1)]));
    base.territories.push(unit(Kind::ARRONDISSEMENT_MUNICIPAL, "01001", vec![FaceId(0)]));
    base.territories.push(unit(Kind::ARRONDISSEMENT_MUNICIPAL, "01002", vec![FaceId(1)]));
    (base.populations[0].people, base.populations[1].people) = (4000, 5000);
    let town = towns(&base, vintage(YEAR)).into_iter().find(|town| town.code.as_str() == "01009");
    assert_eq!(town.map(|town| town.people), Some(9000));
    check(&base, &[("01009", &["01003", "01009"])]);
}

#[test]
fn a_town_hall_listed_far_away_is_not_believed() {
    let honest = country(6.0, "6000 90 90 90 6000");
    let mut base = honest.clone();
    base.places[1].position = Vertex::from_degrees(-61.5, 16.2).unwrap();
    base.places.remove(2);
    for (one, other) in towns(&honest, vintage(YEAR)).iter().zip(towns(&base, vintage(YEAR))) {
        assert!(one.hall.distance(other.hall) < 0.01, "{}", one.code);
    }
}

#[test]
fn the_layer_says_that_it_is_an_estimate_and_of_what() {
    let layer = basins(&country(6.0, "6000 90"));
    assert_eq!(layer.key.as_str(), "bassins-estimes");
    assert!(layer.source.estimated);
    assert!(layer.source.attribution.contains("Nous"), "{}", layer.source.attribution);
    assert_eq!(layer.source.vintage, Some(vintage(YEAR)));
    assert_eq!(layer.kinds(), [Kind::BASSIN_ESTIME]);
    let basin = &layer.territories[0];
    assert_eq!(basin.name, "Ville 01001");
    assert_eq!(basin.seat, Some(code("01001")));
}

#[test]
fn agreement_counts_the_communes_with_the_same_pole_and_the_poles_found() {
    let base = country(6.0, "6100 90 90 90 6000");
    let estimate = basins(&base);
    let whole = agreement(&estimate, &estimate, &base).unwrap();
    assert_eq!((whole.communes, whole.poles, whole.common_poles), (5, 2, 2));
    assert!((whole.share_same_pole - 1.0).abs() < 1e-12);
    assert!((whole.adjusted_rand_index - 1.0).abs() < 1e-12);

    // A yardstick whose poles are known by code only and which holds faces, all in one basin.
    let mut yardstick = estimate.clone();
    yardstick.territories.truncate(1);
    yardstick.territories[0].seat = None;
    yardstick.territories[0].ground = Ground::Faces((0..5).map(FaceId).collect());
    let part = agreement(&estimate, &yardstick, &base).unwrap();
    assert_eq!((part.communes, part.poles, part.yardstick_poles, part.common_poles), (5, 2, 1, 1));
    assert!((part.share_same_pole - 0.6).abs() < 1e-12);

    yardstick.territories.clear();
    assert_eq!(agreement(&estimate, &yardstick, &base), None);
}

#[test]
fn agreement_is_measured_on_the_mainland() {
    let rows: Vec<String> = (1..=97).map(|_| "9000".to_owned()).collect();
    let base = country(1.0, &rows.join("\n"));
    let estimate = basins(&base);
    assert_eq!(agreement(&estimate, &estimate, &base).unwrap().communes, 96);
}

/// Countries of 1 to 6 rows and columns with sea, villages, towns and cities, of squares of 1 to
/// 12 km, some of whose town halls are unknown or share a postal code.
fn countries() -> impl Strategy<Value = Base> {
    let commune = prop_oneof![
        2 => Just("~".to_owned()),
        5 => (0..1_500_u32).prop_map(|people| people.to_string()),
        2 => (1_500..200_000_u32).prop_map(|people| people.to_string()),
    ];
    let rows = (1..=6_usize, 1..=6_usize).prop_flat_map(move |(rows, columns)| {
        prop::collection::vec(prop::collection::vec(commune.clone(), columns), rows)
    });
    (rows, 1.0..12.0_f64, any::<[bool; 6]>()).prop_map(|(rows, km, picked)| {
        let text: Vec<String> = rows.iter().map(|row| row.join(" ")).collect();
        let mut base = country(km, &text.join("\n"));
        let picks = |place: usize| picked[place % picked.len()];
        let posts: Vec<String> = (0..base.places.len())
            .filter(|&place| picks(place))
            .map(|place| base.places[place].commune.to_string())
            .collect();
        let posts: Vec<&str> = posts.iter().map(String::as_str).collect();
        share_post(&mut base, "23500", &posts);
        let halls: Vec<Place> = base
            .places
            .drain(..)
            .enumerate()
            .filter(|&(place, _)| picks(place + 1))
            .map(|(_, hall)| hall)
            .collect();
        base.places = halls;
        base
    })
}

/// The communes that can be reached from one over shared borders, staying among `allowed`.
fn reached(base: &Base, from: FaceId, allowed: impl Fn(FaceId) -> bool) -> BTreeSet<FaceId> {
    let mut reached = BTreeSet::from([from]);
    let mut open = vec![from];
    while let Some(face) = open.pop() {
        for near in base.mesh.neighbours(face).filter(|&near| allowed(near)) {
            if reached.insert(near) {
                open.push(near);
            }
        }
    }
    reached
}

proptest! {
    #[test]
    fn every_commune_is_in_one_basin_in_one_piece_wherever_land_leads_to_a_pole(base in countries()) {
        let layer = basins(&base);
        let pole_of = pole_of(&layer);
        let key = |face: FaceId| &base.faces[face.0 as usize].key;
        let communes: BTreeSet<&Code> = base.faces.iter().map(|face| &face.key).collect();
        prop_assert_eq!(pole_of.keys().collect::<BTreeSet<_>>(), communes);
        for basin in &layer.territories {
            prop_assert_eq!(pole_of.get(&basin.id.code), Some(&basin.id.code));
        }
        for face in base.mesh.faces() {
            let pole = &pole_of[key(face)];
            let land = reached(&base, face, |_| true);
            let has_pole = land.iter().any(|&other| &pole_of[key(other)] == key(other));
            let basin = reached(&base, face, |other| &pole_of[key(other)] == pole);
            let in_one_piece = basin.iter().any(|&other| key(other) == pole);
            prop_assert_eq!(in_one_piece, has_pole, "{} with {}", key(face), pole);
        }
    }

    #[test]
    fn the_same_base_gives_the_same_basins(base in countries()) {
        let mut shuffled = base.clone();
        shuffled.territories.reverse();
        shuffled.populations.reverse();
        shuffled.communes.reverse();
        shuffled.places.reverse();
        let shown = |base: &Base| format!("{:?}", basins(base));
        prop_assert_eq!(shown(&base), shown(&shuffled));
    }
}
