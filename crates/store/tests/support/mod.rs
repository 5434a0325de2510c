//! Datasets made for tests: a country of bricks of any size, and layers over it.

#![allow(dead_code, unused_imports, reason = "each test file uses a part")]

mod bricks;
mod compare;

use dataset::{Base, Dataset, Ground, Layer, Source, Territory};
use geo_types::{MultiPolygon, polygon};
use geometry::{FaceId, Shape};
use store::{Change, Store};
use territory::{Code, TerritoryId, Vintage};

pub(crate) use bricks::{Country, base};
pub(crate) use compare::assert_same;

pub(crate) fn code(text: &str) -> Code {
    text.parse().unwrap()
}

pub(crate) fn vintage(year: u16) -> Vintage {
    Vintage::try_from(year).unwrap()
}

pub(crate) fn source(key: &str) -> Source {
    Source {
        key: code(key),
        name: format!("Source « {key} »"),
        licence: "Licence Ouverte 2.0".to_owned(),
        attribution: format!("Institut de {key}"),
        url: Some("https://example.org/?a=1&b=é".to_owned()),
        vintage: Some(vintage(2026)),
        estimated: false,
    }
}

pub(crate) fn territory(id: &str, name: &str, ground: Ground) -> Territory {
    let id: TerritoryId = id.parse().unwrap();
    Territory { id, name: name.to_owned(), span: None, nature: None, seat: None, ground }
}

pub(crate) fn faces(list: impl IntoIterator<Item = u32>) -> Ground {
    Ground::Faces(list.into_iter().map(FaceId).collect())
}

pub(crate) fn communes<'a>(year: u16, list: impl IntoIterator<Item = &'a str>) -> Ground {
    Ground::Communes { vintage: vintage(year), codes: list.into_iter().map(code).collect() }
}

/// A square with a square hole, and an island, in degrees.
pub(crate) fn park() -> Ground {
    let land = polygon!(
        exterior: [(x: 0.1, y: 0.1), (x: 2.3, y: 0.1), (x: 2.3, y: 2.1), (x: 0.1, y: 2.1), (x: 0.1, y: 0.1)],
        interiors: [[(x: 1.0, y: 1.0), (x: 1.0, y: 1.5), (x: 1.5, y: 1.5), (x: 1.5, y: 1.0), (x: 1.0, y: 1.0)]],
    );
    let island = polygon![(x: 3.0, y: 0.1), (x: 3.1, y: 0.1), (x: 3.1, y: 0.2), (x: 3.0, y: 0.1)];
    Ground::Shape(Shape::restored(MultiPolygon(vec![land, island])).unwrap())
}

pub(crate) fn layer(key: &str, territories: Vec<Territory>) -> Layer {
    Layer { key: code(key), source: source(key), territories }
}

/// Basins that are lists of communes, one of them straddling, and one that names a commune
/// without shape.
pub(crate) fn basins() -> Layer {
    layer(
        "basins",
        vec![
            territory("bassin-de-vie:00000", "L’Étang", communes(2024, ["00000", "00001"])),
            territory("bassin-de-vie:00002", "Bois-d'Oingt", communes(2026, ["00002", "98000"])),
            territory("zone-emploi:0001", "Zone \"A\"", communes(2026, ["00003"])),
        ],
    )
}

/// One ground of each form.
pub(crate) fn mixture() -> Layer {
    layer(
        "mixture",
        vec![
            territory("pnr:FR8000001", "Parc des Briques", park()),
            territory("perimetre:projet-1", "Projet; drop table x;--", faces([1, 4])),
            territory("gpkg-contents:1", "Une sorte au nom gênant", faces([2])),
            territory("massif:inconnu", "Massif sans contour", Ground::Missing),
        ],
    )
}

/// A small base with both layers, in the order in which a store gives them back.
pub(crate) fn dataset() -> Dataset {
    Dataset { base: Some(small_base()), layers: vec![basins(), mixture()] }
}

/// Twelve faces.
pub(crate) fn small_base() -> Base {
    base(&Country { columns: 4, rows: 3, inner_vertices: 2 })
}

/// Makes a store hold a dataset, whatever it held of other keys.
pub(crate) fn fill(store: &mut dyn Store, dataset: &Dataset) {
    let base = dataset.base.iter().map(Change::Base);
    let changes: Vec<Change> = base.chain(dataset.layers.iter().map(Change::Layer)).collect();
    store.write(&changes, &mut |_| {}).unwrap();
}
