//! Vector tiles and their description.

use atlas::Year;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use maps::{AddressError, TileAddress};
use territory::Kind;

use super::territories::VintageParameter;
use crate::{
    asking::{Asking, JSON},
    parameters::{self, Asked},
    problem::Problem,
    router::Door,
    tiles::TileKey,
};

/// Mapbox Vector Tiles.
const MVT: HeaderValue = HeaderValue::from_static("application/vnd.mapbox-vector-tile");

/// The description of a layer, as TileJSON 3. A layer is a kind.
#[utoipa::path(
    get,
    path = "/tiles/{file}",
    tag = "tiles",
    operation_id = "layer",
    params(
        ("file" = String, Path, description = "A kind and `.json`.", example = "epci.json"),
        VintageParameter
    ),
    responses((status = 200, body = Object))
)]
pub(crate) async fn description(
    asking: Asking,
    State(door): State<Door>,
    Path(file): Path<String>,
    Asked(parameters): Asked<VintageParameter>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let kind = layer(file.strip_suffix(".json").ok_or_else(nothing)?)?;
    let root = root(&headers);
    door.workers
        .run(move || {
            let atlas = asking.snapshot.atlas();
            let year = parameters::year(&asking.snapshot, parameters.vintage)?;
            let vintage = year.vintage;
            let address = format!("{root}/tiles/{kind}/{{z}}/{{x}}/{{y}}.mvt?vintage={vintage}");
            let attribution = attribution(&asking, &kind, year);
            let described = asking
                .snapshot
                .tiles()
                .with_layer(atlas, year, &kind, |layer, _| layer.tile_json(address, attribution))
                .map_err(|error| unknown(&error))?;
            let bytes =
                serde_json::to_vec(&described).map_err(|error| Problem::internal(&error))?;
            Ok(asking.bytes(bytes, JSON))
        })
        .await
}

/// One vector tile, with a layer of polygons and a layer of names (`…_label`).
#[utoipa::path(
    get,
    path = "/tiles/{kind}/{zoom}/{x}/{file}",
    tag = "tiles",
    operation_id = "tile",
    params(
        ("kind" = String, Path, description = "A kind.", example = "epci"),
        ("zoom" = u8, Path, description = "Zoom.", minimum = 0, maximum = 14, example = 8),
        ("x" = u32, Path, description = "Column, from the west.", example = 130),
        ("file" = String, Path, description = "Row from the north, and `.mvt`.", example = "93.mvt"),
        VintageParameter
    ),
    responses((status = 200, content_type = "application/vnd.mapbox-vector-tile", body = Vec<u8>))
)]
pub(crate) async fn tile(
    asking: Asking,
    State(door): State<Door>,
    Path((kind, zoom, x, file)): Path<(String, String, String, String)>,
    Asked(parameters): Asked<VintageParameter>,
) -> Result<Response, Problem> {
    let y = file.strip_suffix(".mvt").ok_or_else(nothing)?;
    let number = |text: &str| text.parse::<u32>().map_err(|_| nothing());
    let address = TileAddress::new(number(&zoom)?, number(&x)?, number(y)?)
        .map_err(|error| outside(&error))?;
    let vintage = parameters::year(&asking.snapshot, parameters.vintage)?.vintage;
    let key = TileKey { kind: layer(&kind)?, vintage, address };
    if let Some(tile) = asking.snapshot.tiles().known(&key) {
        return Ok(asking.packed(|encoding| tile.bytes(encoding), MVT));
    }
    door.workers
        .run(move || {
            let year = parameters::year(&asking.snapshot, Some(vintage))?;
            let tiles = asking.snapshot.tiles();
            let tile =
                tiles.draw(asking.snapshot.atlas(), year, &key).map_err(|error| unknown(&error))?;
            Ok(asking.packed(|encoding| tile.bytes(encoding), MVT))
        })
        .await
}

fn layer(slug: &str) -> Result<Kind, Problem> {
    parameters::parse(slug, "layer")
        .map_err(|problem: Problem| problem.with_status(StatusCode::NOT_FOUND))
}

fn unknown(error: &atlas::QuestionError) -> Problem {
    Problem::question(error, "layer").with_status(StatusCode::NOT_FOUND)
}

fn nothing() -> Problem {
    Problem::of_status(StatusCode::NOT_FOUND)
}

fn outside(error: &AddressError) -> Problem {
    let french = match error {
        AddressError::TooDeep(zoom) => {
            format!(
                "Le zoom {zoom} dépasse {} : ses tuiles ont tout le détail.",
                TileAddress::MAX_ZOOM
            )
        }
        AddressError::OutsideGrid { zoom, x, y, last } => format!(
            "Le zoom {zoom} n’a pas de tuile {x}/{y} : colonnes et lignes vont de 0 à {last}."
        ),
    };
    Problem::new(StatusCode::NOT_FOUND, french, format!("There is no such tile: {error}."))
}

/// The credits of a kind's sources, each once.
fn attribution(asking: &Asking, kind: &Kind, year: &Year) -> String {
    let atlas = asking.snapshot.atlas();
    let present = atlas.of_kind(kind).filter(|&index| year.facts(index).present);
    let mut credits: Vec<&str> = Vec::new();
    for source in atlas.sources_of(present) {
        if !credits.contains(&source.attribution.as_str()) {
            credits.push(&source.attribution);
        }
    }
    credits.join(" · ")
}

/// The address under which the client sees the server, for a description that must name it; empty
/// where the request does not tell.
fn root(headers: &HeaderMap) -> String {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let is_host = |host: &&str| {
        host.bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':' | b'[' | b']'))
    };
    let scheme = match text(header::HeaderName::from_static("x-forwarded-proto")) {
        Some("https") => "https",
        _ => "http",
    };
    text(header::HOST).filter(is_host).map_or_else(String::new, |host| format!("{scheme}://{host}"))
}
