//! What must hold of every answer.

use atlas::KindFilter;
use funding::Extent;
use proptest::prelude::*;
use territory::Relation;

use crate::{
    country,
    support::{World, programme, question},
};

/// Territories of the country that a perimeter may name.
const NAMED: [&str; 9] = [
    "departement:01",
    "departement:02",
    "region:11",
    "epci:100000001",
    "epci:100000002",
    "epci:100000003",
    "bassin-de-vie:10001",
    "pnr:P1",
    "pnr:P2",
];

const ASKED: [&str; 8] = [
    "departement:01",
    "region:11",
    "epci:100000001",
    "epci:100000002",
    "epci:100000003",
    "bassin-de-vie:10001",
    "commune:10000",
    "commune:10013",
];

fn each() -> World {
    let programmes: Vec<String> = NAMED
        .iter()
        .enumerate()
        .map(|(n, id)| programme(&format!("p{n}"), &format!("perimeter = [\"{id}\"]")))
        .collect();
    World::new(&programmes.concat())
}

/// A programme of one territory stands to a subject as the atlas says.
#[test]
fn coverage_agrees_with_overlaps() {
    let world = each();
    let year = world.year();
    for asked in ASKED {
        let subject = world.subject(asked);
        let overlaps = world.atlas.overlaps(&subject, &KindFilter::all(&world.atlas), year);
        let answer = world.ask(asked, &question());
        for (place, named) in NAMED.iter().enumerate() {
            let index = world.atlas.find(&country::id(named), year).unwrap();
            let found = answer.programmes.iter().find(|p| p.slug == format!("p{place}"));
            let extent = found.map(|found| found.coverage.relation);
            let overlap = overlaps.iter().find(|overlap| overlap.territory == index);
            let expect = match overlap.map(|overlap| overlap.relation) {
                _ if asked == *named => Some(Extent::Whole),
                Some(Relation::Equal | Relation::Within) => Some(Extent::Whole),
                Some(Relation::Contains | Relation::Overlaps) => Some(Extent::Part),
                _ => None,
            };
            assert_eq!(extent, expect, "{asked} and {named}");
            let (Some(found), Some(overlap)) = (found, overlap) else { continue };
            let area = found.coverage.area_share.unwrap();
            assert!((area - overlap.area / subject.area).abs() < 1e-5, "{asked} and {named}");
            if let Some(communes) = found.coverage.communes.as_deref() {
                let common = world.atlas.communes_in_common(&subject, index, year);
                let common: Vec<&str> = common.iter().map(|commune| commune.code).collect();
                assert_eq!(communes, common, "{asked} and {named}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whole_is_all_of_it_and_a_part_names_its_communes(
        perimeters in proptest::collection::vec(
            (proptest::collection::vec(0..NAMED.len(), 1..4), proptest::option::of(0..NAMED.len())),
            1..6,
        ),
        asked in 0..ASKED.len(),
    ) {
        let list = |places: &[usize]| {
            let ids: Vec<String> = places.iter().map(|&p| format!("\"{}\"", NAMED[p])).collect();
            format!("[{}]", ids.join(", "))
        };
        let text: String = perimeters.iter().enumerate().map(|(n, (places, except))| {
            let except = except.map_or_else(String::new, |e| format!("except = {}\n", list(&[e])));
            programme(&format!("p{n}"), &format!("perimeter = {}\n{except}", list(places)))
        }).collect();
        let world = World::new(&text);
        let answer = world.ask(ASKED[asked], &question());
        let subject = world.subject(ASKED[asked]);
        for found in &answer.programmes {
            let coverage = &found.coverage;
            prop_assert!(coverage.area_share.unwrap() > 0.0);
            match coverage.relation {
                Extent::Whole => {
                    prop_assert_eq!(coverage.area_share, Some(1.0));
                    prop_assert_eq!(coverage.population_share, Some(1.0));
                    prop_assert!(coverage.communes.is_none());
                }
                Extent::Part => {
                    let communes = coverage.communes.as_deref().unwrap();
                    prop_assert!(!communes.is_empty());
                    prop_assert!(communes.len() <= subject.communes as usize);
                    prop_assert!(communes.is_sorted());
                }
            }
        }
        for border in &answer.border {
            for side in &border.sides {
                prop_assert!(side.communes > 0 && !side.programmes.is_empty());
            }
        }
    }
}
