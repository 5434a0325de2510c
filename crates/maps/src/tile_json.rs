//! What a client must know to ask for the tiles of a layer: TileJSON 3.0.0.

use serde::Serialize;

use crate::{TileAddress, TileLayer};

/// The description of a tile set, as <https://github.com/mapbox/tilejson-spec> version 3.0.0.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TileJson {
    /// The version of the specification.
    pub tilejson: &'static str,
    /// The name of the layer.
    pub name: String,
    /// Addresses with `{z}`, `{x}` and `{y}` to be filled in.
    pub tiles: Vec<String>,
    /// How rows are counted.
    pub scheme: &'static str,
    /// The layers inside each tile.
    pub vector_layers: [VectorLayer; 2],
    /// The smallest zoom.
    pub minzoom: u8,
    /// The deepest zoom; maps stretch its tiles further in.
    pub maxzoom: u8,
    /// West, south, east and north, in degrees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bounds: Option<[f64; 4]>,
    /// The credit to show.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub attribution: String,
}

/// A layer inside each tile.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct VectorLayer {
    /// Its name.
    pub id: String,
    /// What it shows.
    pub description: &'static str,
    /// The smallest zoom.
    pub minzoom: u8,
    /// The deepest zoom.
    pub maxzoom: u8,
    /// Its attributes.
    pub fields: Fields,
}

/// Attributes and what they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fields {
    /// The code of the territory.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its people, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub population: Option<&'static str>,
}

impl TileLayer {
    /// Describes the tiles of the layer, which are found at `address`.
    #[must_use]
    pub fn tile_json(&self, address: String, attribution: String) -> TileJson {
        let layer = |id: String, description, population| VectorLayer {
            id,
            description,
            minzoom: 0,
            maxzoom: TileAddress::MAX_ZOOM,
            fields: Fields { code: "String", name: "String", population },
        };
        TileJson {
            tilejson: "3.0.0",
            name: self.name().to_owned(),
            tiles: vec![address],
            scheme: "xyz",
            vector_layers: [
                layer(self.name().to_owned(), "Polygons", None),
                layer(format!("{}_label", self.name()), "Points for names", Some("Number")),
            ],
            minzoom: 0,
            maxzoom: TileAddress::MAX_ZOOM,
            bounds: self.bounds(),
            attribution,
        }
    }
}
