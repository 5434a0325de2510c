//! Tiles read with a reader that is not ours, and the measures the tests take of them.

use std::collections::BTreeMap;

use geo_types::{Coord, Geometry, LineString, Polygon};
use geometry::{Vertex, mercator};
use geozero::{
    ToGeo,
    mvt::{Message, Tile, tile},
};
use maps::{TileAddress, TileLayer};

use crate::grid::Country;

pub(crate) const BUFFER: f64 = 64.0;
pub(crate) const EXTENT: f64 = 4096.0;

/// A feature as read.
#[derive(Clone, Debug)]
pub(crate) struct Read {
    pub(crate) id: Option<u64>,
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) polygons: Vec<Polygon<f64>>,
    pub(crate) point: Option<Coord<f64>>,
}

/// The layers of a tile, by name.
pub(crate) fn read(bytes: &[u8]) -> BTreeMap<String, Vec<Read>> {
    let tile = Tile::decode(bytes).unwrap();
    tile.layers
        .into_iter()
        .map(|layer| {
            assert_eq!((layer.version, layer.extent), (2, Some(4096)));
            let features = layer.features.iter().map(|feature| read_feature(&layer, feature));
            (layer.name.clone(), features.collect())
        })
        .collect()
}

fn read_feature(layer: &tile::Layer, feature: &tile::Feature) -> Read {
    let attributes = feature.tags.chunks(2).map(|pair| {
        let value = &layer.values[pair[1] as usize];
        let number = value.uint_value.map(|number| number.to_string());
        let text = value.string_value.clone().or(number).unwrap();
        (layer.keys[pair[0] as usize].clone(), text)
    });
    let (polygons, point) = match feature.to_geo().unwrap() {
        Geometry::Polygon(polygon) => (vec![polygon], None),
        Geometry::MultiPolygon(polygons) => (polygons.0, None),
        Geometry::Point(point) => (Vec::new(), Some(point.0)),
        other => panic!("{other:?}"),
    };
    Read { id: feature.id, attributes: attributes.collect(), polygons, point }
}

/// The tile of a zoom that holds a vertex.
pub(crate) fn tile_at(zoom: u32, vertex: Vertex) -> TileAddress {
    let (x, y) = mercator::from_degrees(vertex.longitude(), vertex.latitude());
    let across = f64::from(1 << zoom);
    TileAddress::new(zoom, (x * across) as u32, (y * across) as u32).unwrap()
}

impl Country {
    /// The polygons of the tile of a zoom that holds the middle of the country.
    pub(crate) fn central(&self, layer: &TileLayer, zoom: u32) -> Vec<Read> {
        let middle = self.middle(self.side * self.side / 2 + self.side / 2);
        self.polygons(layer, tile_at(zoom, middle))
    }

    pub(crate) fn polygons(&self, layer: &TileLayer, address: TileAddress) -> Vec<Read> {
        let mut tile = read(&layer.tile(&self.mesh, &self.canvas, address));
        tile.remove("commune").unwrap_or_default()
    }
}

pub(crate) fn rings(features: &[Read]) -> impl Iterator<Item = &LineString<f64>> {
    features
        .iter()
        .flat_map(|feature| &feature.polygons)
        .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
}

/// Area by the surveyor's formula, in tile units.
pub(crate) fn area(ring: &LineString<f64>) -> f64 {
    ring.0.windows(2).map(|pair| pair[0].x * pair[1].y - pair[1].x * pair[0].y).sum::<f64>() / 2.0
}

pub(crate) fn area_of(feature: &Read) -> f64 {
    rings(std::slice::from_ref(feature)).map(area).sum()
}

/// Whether an edge runs along a side of the buffered tile.
pub(crate) fn on_side(from: Coord<f64>, to: Coord<f64>) -> bool {
    let side = |a: f64, b: f64| a == b && (a == -BUFFER || a == EXTENT + BUFFER);
    side(from.x, to.x) || side(from.y, to.y)
}

pub(crate) fn surrounds(feature: &Read, point: Coord<f64>) -> bool {
    let crossings =
        rings(std::slice::from_ref(feature)).flat_map(|ring| ring.0.windows(2)).filter(|edge| {
            let (a, b) = (edge[0], edge[1]);
            (a.y <= point.y) != (b.y <= point.y)
                && (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x > point.x
        });
    crossings.count() % 2 == 1
}
