//! Laws of sets that every answer keeps, whatever the basket.

use std::sync::LazyLock;

use atlas::{Atlas, KindFilter};
use proptest::prelude::*;
use territory::{Code, Kind, Relation};

use crate::country::{COLUMNS, ROWS, atlas, commune};

static ATLAS: LazyLock<Atlas> = LazyLock::new(atlas);

/// The codes, in 2025, of the cells chosen.
fn codes(cells: &[bool]) -> Vec<Code> {
    let chosen = cells.iter().enumerate().filter(|(_, chosen)| **chosen);
    chosen.map(|(cell, _)| commune(cell as u32 % COLUMNS, cell as u32 / COLUMNS)).collect()
}

fn cells() -> impl Strategy<Value = Vec<bool>> {
    proptest::collection::vec(any::<bool>(), (COLUMNS * ROWS) as usize)
        .prop_filter("a basket holds something", |cells| cells.contains(&true))
}

proptest! {
    #[test]
    fn what_partitions_the_country_shares_a_basket_out(cells in cells()) {
        let year = ATLAS.year(ATLAS.vintages().next()).unwrap();
        let basket = ATLAS.basket(&codes(&cells), year).unwrap();
        for kind in [Kind::COMMUNE, Kind::DEPARTEMENT, Kind::REGION] {
            let filter = KindFilter::of(&ATLAS, &[kind]).unwrap();
            let overlaps = ATLAS.overlaps(&basket, &filter, year);
            let people: f64 = overlaps.iter().map(|overlap| overlap.people).sum();
            let area: f64 = overlaps.iter().map(|overlap| overlap.area).sum();
            let communes: u32 = overlaps.iter().map(|overlap| overlap.communes).sum();
            prop_assert_eq!(people, basket.people);
            prop_assert!((area - basket.area).abs() < 1e-6 * basket.area);
            prop_assert_eq!(communes, basket.communes);
            prop_assert!(overlaps.iter().all(|overlap| overlap.exact));
        }
    }

    #[test]
    fn a_basket_and_its_complement_share_every_territory_out(cells in cells()) {
        let year = ATLAS.year(ATLAS.vintages().next()).unwrap();
        let rest: Vec<bool> = cells.iter().map(|chosen| !chosen).collect();
        prop_assume!(rest.contains(&true));
        let filter = KindFilter::of(&ATLAS, &[Kind::EPCI, Kind::DEPARTEMENT]).unwrap();
        let mut shared = std::collections::BTreeMap::new();
        for side in [&cells, &rest] {
            let basket = ATLAS.basket(&codes(side), year).unwrap();
            for overlap in ATLAS.overlaps(&basket, &filter, year) {
                *shared.entry(overlap.territory).or_insert(0.0) += overlap.people;
            }
        }
        for (index, people) in shared {
            prop_assert_eq!(people, f64::from(year.facts(index).people.unwrap()));
        }
    }

    #[test]
    fn the_outline_has_the_area_of_the_communes(cells in cells()) {
        let year = ATLAS.year(ATLAS.vintages().next()).unwrap();
        let basket = ATLAS.basket(&codes(&cells), year).unwrap();
        let outline = ATLAS.outline(&basket, None);
        let area: f64 = outline
            .iter()
            .flat_map(|polygon| [polygon.exterior()].into_iter().chain(polygon.interiors()))
            .map(|ring| {
                let open = &ring.0[..ring.0.len() - 1];
                let vertex = |c: &geo_types::Coord<f64>| geometry::Vertex::from_degrees(c.x, c.y).unwrap();
                geometry::signed_area(open.iter().map(vertex))
            })
            .sum();
        prop_assert!((area - basket.area).abs() < 1e-9 * basket.area, "{} {}", area, basket.area);
    }

    #[test]
    fn a_basket_of_a_territory_is_equal_to_it(column in 0..3_u32) {
        let year = ATLAS.year(ATLAS.vintages().next()).unwrap();
        let epci = |cell: u32| cell % COLUMNS / 2 == column
            && !(column == 2 && cell == COLUMNS * ROWS - 1);
        let cells: Vec<bool> = (0..COLUMNS * ROWS).map(epci).collect();
        let basket = ATLAS.basket(&codes(&cells), year).unwrap();
        let filter = KindFilter::of(&ATLAS, &[Kind::EPCI]).unwrap();
        let overlaps = ATLAS.overlaps(&basket, &filter, year);
        prop_assert_eq!(overlaps.len(), 1);
        prop_assert_eq!(overlaps[0].relation, Relation::Equal);
    }
}
