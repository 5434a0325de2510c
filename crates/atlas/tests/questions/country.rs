//! A small country for tests: 6 × 4 communes on a grid, two vintages, and what lies over them.
//!
//! Columns 0 to 2 are département 01, columns 3 to 5 département 02. EPCI 100000001 has columns
//! 0 and 1, 100000002 columns 2 and 3 (across the border), 100000003 the rest but for the last
//! commune, which is in none. In 2026 commune 10001 merges into 10000.

#![allow(clippy::unwrap_used, reason = "a country that cannot be built fails the test")]

use atlas::Atlas;
use dataset::{
    Base, Commune, Dataset, Event, Face, Ground, Layer, Place, Population, Source, Succession,
    Territory,
};
use geo_types::polygon;
use geometry::{FaceId, MeshBuilder, Shape, ShapeLimits, Tolerance, Vertex};
use territory::{Code, Span, TerritoryId, Vintage};

pub(crate) const COLUMNS: u32 = 6;
pub(crate) const ROWS: u32 = 4;

pub(crate) fn vintage(year: u16) -> Vintage {
    year.try_into().unwrap()
}

pub(crate) fn id(text: &str) -> TerritoryId {
    text.parse().unwrap()
}

pub(crate) fn code(text: &str) -> Code {
    text.parse().unwrap()
}

/// The code of the commune in a column and row.
pub(crate) fn commune(column: u32, row: u32) -> Code {
    code(&(10_000 + row * COLUMNS + column).to_string())
}

/// The middle of a commune.
pub(crate) fn middle(column: u32, row: u32) -> Vertex {
    at(f64::from(column) + 0.5, f64::from(row) + 0.5)
}

/// A position in cells of the grid.
pub(crate) fn at(column: f64, row: f64) -> Vertex {
    Vertex::from_degrees(2.0 + 0.1 * column, 45.0 + 0.1 * row).unwrap()
}

pub(crate) fn source(key: &str, estimated: bool) -> Source {
    Source {
        key: code(key),
        name: key.to_owned(),
        licence: "Licence Ouverte 2.0".to_owned(),
        attribution: key.to_owned(),
        url: None,
        vintage: Some(vintage(2025)),
        estimated,
    }
}

/// A polygon from column and row `from` to column and row `to`, in cells.
pub(crate) fn shape(from: (f64, f64), to: (f64, f64)) -> Shape {
    let x = |cell: f64| 2.0 + 0.1 * cell;
    let y = |cell: f64| 45.0 + 0.1 * cell;
    let polygon = polygon![
        (x: x(from.0), y: y(from.1)),
        (x: x(to.0), y: y(from.1)),
        (x: x(to.0), y: y(to.1)),
        (x: x(from.0), y: y(to.1)),
    ];
    Shape::strict(polygon.into(), ShapeLimits { vertices: 100 }).unwrap()
}

fn all() -> impl Iterator<Item = (u32, u32)> {
    (0..ROWS).flat_map(|row| (0..COLUMNS).map(move |column| (column, row)))
}

fn faces(holds: impl Fn(u32, u32) -> bool) -> Ground {
    let held = all().filter(|&(column, row)| holds(column, row));
    Ground::Faces(held.map(|(column, row)| FaceId(row * COLUMNS + column)).collect())
}

fn territory(id: &str, name: &str, span: Option<[u16; 2]>, ground: Ground) -> Territory {
    Territory {
        id: id.parse().unwrap(),
        name: name.to_owned(),
        span: span.map(|[first, last]| Span::new(vintage(first), vintage(last))),
        nature: None,
        seat: None,
        ground,
    }
}

fn administrative() -> Vec<Territory> {
    let both = Some([2025, 2026]);
    let mut territories = vec![
        territory("departement:01", "Ouest", both, faces(|column, _| column < 3)),
        territory("departement:02", "Est", both, faces(|column, _| column >= 3)),
        territory("region:11", "Toute", both, faces(|_, _| true)),
        territory("epci:100000001", "CC du Couchant", both, faces(|column, _| column < 2)),
        territory("epci:100000002", "CC du Milieu", both, faces(|c, _| (2..4).contains(&c))),
        territory("epci:100000003", "CC du Levant", both, faces(|c, r| c > 3 && (c, r) != (5, 3))),
        territory("collectivite-outre-mer:987", "Îles Lointaines", both, Ground::Missing),
        territory(
            "commune:10000",
            "Saint-Élie",
            Some([2025, 2025]),
            faces(|c, r| (c, r) == (0, 0)),
        ),
        territory(
            "commune:10000",
            "Saint-Élie-la-Neuve",
            Some([2026, 2026]),
            faces(|c, r| c < 2 && r == 0),
        ),
        territory("commune:10001", "Vieille", Some([2025, 2025]), faces(|c, r| (c, r) == (1, 0))),
    ];
    for (column, row) in all().skip(2) {
        let code = commune(column, row);
        let ground = faces(|c, r| (c, r) == (column, row));
        territories.push(territory(
            &format!("commune:{code}"),
            &format!("Lieu {code}"),
            both,
            ground,
        ));
    }
    territories
}

/// 100 people in the first commune, 200 in the second, and so on; one more in 2026 in the merged.
fn populations() -> Vec<Population> {
    let mut populations = Vec::new();
    for (place, (column, row)) in all().enumerate() {
        let people = 100 * (place as u32 + 1);
        let unit = commune(column, row);
        populations.push(Population { vintage: vintage(2025), unit: unit.clone(), people });
        if place > 1 {
            populations.push(Population { vintage: vintage(2026), unit, people });
        }
    }
    populations.push(Population { vintage: vintage(2026), unit: code("10000"), people: 301 });
    populations
}

fn layers() -> Vec<Layer> {
    let basin = all().filter(|&(c, r)| (1..5).contains(&c) && r < 2).map(|(c, r)| commune(c, r));
    let park = shape((0.5, 0.5), (2.5, 1.5));
    // It reaches from the middle of the park to the middle of its neighbour.
    let other = shape((1.5, 0.75), (3.5, 1.25));
    let layer =
        |key: &str, territories| Layer { key: code(key), source: source(key, false), territories };
    let communes = Ground::Communes { vintage: vintage(2025), codes: basin.collect() };
    vec![
        layer("basins", vec![territory("bassin-de-vie:10001", "Vieille", None, communes)]),
        layer(
            "parks",
            vec![
                territory("pnr:P1", "Grand Parc", None, Ground::Shape(park)),
                territory("pnr:P2", "Autre Parc", None, Ground::Shape(other)),
            ],
        ),
    ]
}

pub(crate) fn dataset() -> Dataset {
    let mut builder = MeshBuilder::default();
    for (column, row) in all() {
        let corner = |dx: u32, dy: u32| at(f64::from(column + dx), f64::from(row + dy));
        let ring = [corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)];
        builder.add_face([ring.as_slice()]);
    }
    let (mesh, _) = builder.build(Tolerance { width: 0.0 }).unwrap();
    let base = Base {
        sources: vec![source("base", false)],
        vintages: vec![vintage(2025), vintage(2026)],
        mesh,
        faces: all().map(|(column, row)| Face { key: commune(column, row) }).collect(),
        territories: administrative(),
        communes: vec![Commune {
            vintage: vintage(2026),
            code: code("10002"),
            postal_codes: vec!["01400".parse().unwrap()],
            siren: None,
        }],
        populations: populations(),
        places: vec![Place { commune: code("10002"), position: middle(2, 0) }],
        successions: vec![
            succession(2026, "10001", "Vieille", Event::Merged),
            succession(2026, "10000", "Saint-Élie", Event::Renamed),
            succession(2025, "09999", "Disparue", Event::Merged),
        ],
    };
    Dataset { base: Some(base), layers: layers() }
}

fn succession(year: u16, old: &str, name: &str, event: Event) -> Succession {
    Succession {
        vintage: vintage(year),
        old: code(old),
        old_name: name.to_owned(),
        new: vec![code("10000")],
        event,
        reason: "written for the tests".to_owned(),
    }
}

pub(crate) fn atlas() -> Atlas {
    let (atlas, notes) = Atlas::new(dataset()).unwrap();
    assert_eq!(notes, []);
    atlas
}
