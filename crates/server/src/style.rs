//! A style of MapLibre over the tiles of this server, by the style specification, version 8.

use maps::{
    TileAddress,
    picture::{Hue, Look, Palette},
};
use raster::Weight;
use serde_json::{Map, Value, json};
use territory::{Family, Kind, Vintage};

/// A layer of a style.
#[derive(Clone, Debug)]
pub(crate) struct Drawn {
    pub(crate) kind: Kind,
    pub(crate) attribution: String,
}

/// How borders and names of a kind are drawn.
#[derive(Clone, Copy, Debug)]
struct Manner {
    /// From which zoom borders are drawn, and names until which.
    borders_from: f64,
    names: [f64; 2],
    /// Widths at zoom 5 and at zoom 11.
    widths: [f64; 2],
    text: f64,
    capitals: bool,
}

/// Communes are asked for from here: seen from farther away they are a grey veil.
const COMMUNES_FROM: u8 = 7;

/// The style of a look, over layers from the finest to the widest.
pub(crate) fn style(look: Look, layers: &[Drawn], vintage: Vintage, root: &str) -> Value {
    let palette = look.palette();
    let mut sources = Map::new();
    let mut drawn = vec![json!({
        "id": "sea",
        "type": "background",
        "paint": { "background-color": palette.sea }
    })];
    let mut finest_first: Vec<&Drawn> = layers.iter().collect();
    finest_first.sort_by_key(|layer| order(&layer.kind));
    for Drawn { kind, attribution } in &finest_first {
        sources.insert(kind.to_string(), source(kind, attribution, vintage, root));
    }
    // Land is what the widest layer covers.
    if let Some(widest) = finest_first.last() {
        drawn.push(json!({
            "id": "land",
            "type": "fill",
            "source": widest.kind,
            "source-layer": widest.kind,
            "paint": { "fill-color": palette.land, "fill-antialias": false }
        }));
    }
    drawn.extend(finest_first.iter().map(|layer| borders(&layer.kind, palette)));
    drawn.extend(finest_first.iter().map(|layer| names(&layer.kind, palette)));
    json!({
        "version": 8,
        "name": format!("Échelle {}", look.name()),
        "glyphs": format!("{root}/fonts/{{fontstack}}/{{range}}.pbf"),
        "sprite": format!("{root}/sprites/{}", look.name()),
        "center": [2.5, 46.6],
        "zoom": 5,
        "sources": sources,
        "layers": drawn
    })
}

fn source(kind: &Kind, attribution: &str, vintage: Vintage, root: &str) -> Value {
    let least = if *kind == Kind::COMMUNE { COMMUNES_FROM } else { 0 };
    json!({
        "type": "vector",
        "tiles": [format!("{root}/tiles/{kind}/{{z}}/{{x}}/{{y}}.mvt?vintage={vintage}")],
        "minzoom": least,
        "maxzoom": TileAddress::MAX_ZOOM,
        "attribution": attribution
    })
}

/// Where a kind stands among layers: the finest below.
fn order(kind: &Kind) -> u8 {
    match kind.as_str() {
        "commune" => 0,
        "epci" => 2,
        "departement" => 3,
        "region" => 4,
        _ => 1,
    }
}

fn manner(kind: &Kind) -> Manner {
    let manner = |borders_from, names, widths, text, capitals| Manner {
        borders_from,
        names,
        widths,
        text,
        capitals,
    };
    match kind.as_str() {
        "commune" => manner(8.0, [9.5, 24.0], [0.3, 0.7], 12.0, false),
        "epci" => manner(7.0, [7.5, 9.5], [0.5, 1.3], 12.0, true),
        "departement" => manner(3.5, [6.5, 9.5], [0.7, 1.8], 12.5, true),
        "region" => manner(0.0, [3.5, 7.5], [1.2, 2.6], 14.0, true),
        _ => manner(5.0, [8.0, 12.0], [0.8, 1.8], 12.5, true),
    }
}

fn hue(kind: &Kind) -> Hue {
    match kind.family() {
        Family::Administrative => Hue::Administrative,
        Family::Lived => Hue::Lived,
        Family::Decided => Hue::Decided,
        Family::Geographic => Hue::Geographic,
    }
}

fn borders(kind: &Kind, palette: &Palette) -> Value {
    let manner = manner(kind);
    let colour = match kind.as_str() {
        "commune" => palette.seam,
        "departement" | "region" => palette.cut,
        _ => palette.tones(hue(kind)).strong,
    };
    let [far, near] = manner.widths;
    json!({
        "id": format!("{kind}-borders"),
        "type": "line",
        "source": kind,
        "source-layer": kind,
        "minzoom": manner.borders_from,
        "layout": { "line-join": "round" },
        "paint": {
            "line-color": colour,
            "line-width": ["interpolate", ["linear"], ["zoom"], 5, far, 11, near]
        }
    })
}

fn names(kind: &Kind, palette: &Palette) -> Value {
    let Manner { names: [from, until], text, capitals, .. } = manner(kind);
    let weight = if capitals { Weight::Bold } else { Weight::Regular };
    let colour = if capitals { palette.tones(hue(kind)).strong } else { palette.ink };
    json!({
        "id": format!("{kind}-names"),
        "type": "symbol",
        "source": kind,
        "source-layer": format!("{kind}_label"),
        "minzoom": from,
        "maxzoom": until,
        "layout": {
            "text-field": ["get", "name"],
            "text-font": [weight.name()],
            "text-size": text,
            "text-max-width": 8,
            "text-padding": 6,
            "text-transform": if capitals { "uppercase" } else { "none" },
            "text-letter-spacing": if capitals { 0.12 } else { 0.0 },
            // The town with more people first.
            "symbol-sort-key": ["-", 0, ["coalesce", ["get", "population"], 0]]
        },
        "paint": {
            "text-color": colour,
            "text-halo-color": palette.land,
            "text-halo-width": 1.6
        }
    })
}
