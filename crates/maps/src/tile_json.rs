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
    pub vector_layers: Vec<VectorLayer>,
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

/// What stands between two credits of an attribution.
pub const BETWEEN_CREDITS: &str = " · ";

impl TileJson {
    /// The description of tiles that hold the layers of several, at the addresses of the first;
    /// none where there is nothing to describe.
    pub fn joined(parts: impl IntoIterator<Item = Self>) -> Option<Self> {
        parts.into_iter().reduce(|mut all, part| {
            all.name = format!("{}, {}", all.name, part.name);
            all.vector_layers.extend(part.vector_layers);
            all.bounds = match (all.bounds, part.bounds) {
                (Some([w, s, e, n]), Some([west, south, east, north])) => {
                    Some([w.min(west), s.min(south), e.max(east), n.max(north)])
                }
                (one, other) => one.or(other),
            };
            let mut credits: Vec<&str> = all.attribution.split(BETWEEN_CREDITS).collect();
            for credit in part.attribution.split(BETWEEN_CREDITS) {
                if !credits.contains(&credit) {
                    credits.push(credit);
                }
            }
            credits.retain(|credit| !credit.is_empty());
            all.attribution = credits.join(BETWEEN_CREDITS);
            all
        })
    }
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
            vector_layers: vec![
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
