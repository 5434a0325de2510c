//! Vector tiles and their description.

use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode},
    response::Response,
};
use maps::{AddressError, TileAddress, TileJson, TileLayer};
use territory::Kind;

use super::territories::VintageParameter;
use crate::{
    asking::{Asking, JSON},
    parameters::{self, Asked},
    problem::Problem,
    router::Door,
    sheet, tile_set,
    tiles::TileKey,
};

/// Mapbox Vector Tiles.
const MVT: HeaderValue = HeaderValue::from_static("application/vnd.mapbox-vector-tile");

/// The description of layers, as TileJSON 3. A layer is a kind.
#[utoipa::path(
    get,
    path = "/tiles/{file}",
    tag = "tiles",
    operation_id = "layer",
    params(
        ("file" = String, Path, description = "Kinds, parted by commas, and `.json`.", example = "epci,departement.json"),
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
    let kinds = layers(file.strip_suffix(".json").ok_or_else(nothing)?)?;
    let root = sheet::origin(door.options.public_url.as_deref(), &headers);
    door.workers
        .run(move || {
            let atlas = asking.snapshot.atlas();
            let year = parameters::year(&asking.snapshot, parameters.vintage)?;
            let vintage = year.vintage;
            let names = kinds.iter().map(Kind::as_str).collect::<Vec<_>>().join(",");
            let address = format!("{root}/tiles/{names}/{{z}}/{{x}}/{{y}}.mvt?vintage={vintage}");
            let describe = |kind: &Kind| {
                let attribution = tile_set::attribution(atlas, year, kind);
                let describe = |layer: &TileLayer| layer.tile_json(address.clone(), attribution);
                asking.snapshot.tiles().with_layer(atlas, year, kind, describe)
            };
            let parts = kinds.iter().map(describe).collect::<Result<Vec<_>, _>>();
            let described = TileJson::joined(parts.map_err(|error| unknown(&error))?);
            let bytes =
                serde_json::to_vec(&described).map_err(|error| Problem::internal(&error))?;
            Ok(asking.bytes(bytes, JSON))
        })
        .await
}

/// One vector tile, with a layer of polygons and a layer of names (`…_label`) for each kind.
#[utoipa::path(
    get,
    path = "/tiles/{kinds}/{zoom}/{x}/{file}",
    tag = "tiles",
    operation_id = "tile",
    params(
        ("kinds" = String, Path, description = "Kinds, parted by commas.", example = "epci,departement"),
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
    Path((kinds, zoom, x, file)): Path<(String, String, String, String)>,
    Asked(parameters): Asked<VintageParameter>,
) -> Result<Response, Problem> {
    let y = file.strip_suffix(".mvt").ok_or_else(nothing)?;
    let number = |text: &str| text.parse::<u32>().map_err(|_| nothing());
    let address = TileAddress::new(number(&zoom)?, number(&x)?, number(y)?)
        .map_err(|error| outside(&error))?;
    let vintage = parameters::year(&asking.snapshot, parameters.vintage)?.vintage;
    let key = TileKey { kinds: layers(&kinds)?, vintage, address };
    if let Some(known) = asking.snapshot.tiles().known(&key, asking.encoding()) {
        return Ok(asking.packed(|_| known, MVT));
    }
    door.workers
        .run(move || {
            let year = parameters::year(&asking.snapshot, Some(vintage))?;
            let (tiles, atlas) = (asking.snapshot.tiles(), asking.snapshot.atlas());
            let tile = tiles
                .tile(atlas, year, &key, asking.encoding())
                .map_err(|error| unknown(&error))?;
            Ok(asking.packed(|_| tile, MVT))
        })
        .await
}

/// The most layers that one tile may hold.
const MOST_LAYERS: usize = 8;

/// The kinds of a list, each once.
pub(super) fn layers(list: &str) -> Result<Vec<Kind>, Problem> {
    let mut kinds: Vec<Kind> = Vec::new();
    for slug in list.split(',') {
        let kind = parameters::parse(slug, "layer")
            .map_err(|problem: Problem| problem.with_status(StatusCode::NOT_FOUND))?;
        if kinds.len() == MOST_LAYERS || kinds.contains(&kind) {
            return Err(Problem::new(
                StatusCode::NOT_FOUND,
                format!("Une tuile a {MOST_LAYERS} couches au plus, chacune une seule fois."),
                format!("A tile has {MOST_LAYERS} layers at most, each once."),
            )
            .at("layer"));
        }
        kinds.push(kind);
    }
    Ok(kinds)
}

pub(super) fn unknown(error: &atlas::QuestionError) -> Problem {
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
