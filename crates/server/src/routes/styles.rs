//! Styles of web maps over the server's own tiles, with the glyphs and sprites that they ask for: no
//! request leaves.

use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode},
    response::Response,
};
use maps::picture::Look;
use raster::{Skia, Weight, glyphs, sprite};
use territory::Kind;
use utoipa::IntoParams;

use super::tiles;
use crate::{
    asking::{Asking, JSON},
    encoding::Encoding,
    parameters::{self, Parameter, Parameters, Query},
    problem::Problem,
    router::Door,
    sheet,
    style::{self, Drawn},
    tile_set,
};

const PROTOBUF: HeaderValue = HeaderValue::from_static("application/x-protobuf");
const PNG: HeaderValue = HeaderValue::from_static("image/png");
/// Letters in a file of glyphs, and the last letter that styles may ask for.
const RANGE: u32 = 256;
const LAST: u32 = 65_535;

/// What a style is asked.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the description of parameters that are read one by one")]
pub(crate) struct StyleParameters {
    /// Kinds whose borders and names are drawn, parted by commas; eight at most.
    #[param(example = "commune,epci,departement,region")]
    layers: Option<String>,
    /// The vintage of the territories; the latest by default.
    #[param(minimum = 1790, maximum = 2199, example = 2026)]
    vintage: Option<u16>,
}

/// A style of MapLibre over the tiles of this server: `light`, `dark`, `print` or `colour-blind`.
#[utoipa::path(
    get,
    path = "/styles/{file}",
    tag = "tiles",
    operation_id = "style",
    params(
        ("file" = String, Path, description = "A look and `.json`.", example = "light.json"),
        StyleParameters
    ),
    responses((status = 200, body = Object))
)]
pub(crate) async fn style(
    asking: Asking,
    State(door): State<Door>,
    Path(file): Path<String>,
    uri: axum::http::Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let look = file.strip_suffix(".json").and_then(Look::named).ok_or_else(nothing)?;
    let root = sheet::origin(door.options.public_url.as_deref(), &headers);
    door.workers
        .run(move || {
            let asked = Asked::read(&Query::of(&uri))?;
            let year = parameters::year(&asking.snapshot, asked.vintage)?;
            let atlas = asking.snapshot.atlas();
            let mut layers = Vec::new();
            for kind in &asked.kinds {
                tile_set::known(atlas, kind).map_err(|error| tiles::unknown(&error))?;
                let attribution = tile_set::attribution(atlas, year, kind);
                layers.push(Drawn { kind: kind.clone(), attribution });
            }
            let style = style::style(look, &layers, year.vintage, &root);
            let bytes = serde_json::to_vec(&style).map_err(|error| Problem::internal(&error))?;
            Ok(asking.bytes(bytes, JSON))
        })
        .await
}

struct Asked {
    kinds: Vec<Kind>,
    vintage: Option<territory::Vintage>,
}

impl Parameters for Asked {
    fn read(query: &Query<'_>) -> Result<Self, Problem> {
        let kinds = match query.text("layers") {
            Some(text) => tiles::layers(text)?,
            None => vec![Kind::COMMUNE, Kind::EPCI, Kind::DEPARTEMENT, Kind::REGION],
        };
        Ok(Self { kinds, vintage: query.optional("vintage")? })
    }
}

/// The first letter of a file of glyphs.
struct First(u32);

impl Parameter for First {
    const EXPECTED: [&'static str; 2] = [
        "une plage de 256 lettres, telle que 0-255.pbf,",
        "a range of 256 letters, such as 0-255.pbf,",
    ];

    fn parse(text: &str) -> Option<Self> {
        let (first, last) = text.strip_suffix(".pbf")?.split_once('-')?;
        let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
        let sound = first.is_multiple_of(RANGE) && last == first + (RANGE - 1) && last <= LAST;
        sound.then_some(Self(first))
    }
}

/// The glyphs of 256 letters of the typeface, as MapLibre reads them. The typeface is Atkinson
/// Hyperlegible Next, under the SIL Open Font License 1.1.
#[utoipa::path(
    get,
    path = "/fonts/{stack}/{range}",
    tag = "tiles",
    operation_id = "glyphs",
    params(
        ("stack" = String, Path, description = "Names of fonts, parted by commas.", example = "Atkinson Hyperlegible Next Regular"),
        ("range" = String, Path, description = "256 letters and `.pbf`.", example = "0-255.pbf")
    ),
    responses((status = 200, content_type = "application/x-protobuf", body = Vec<u8>))
)]
pub(crate) async fn letters(
    asking: Asking,
    State(door): State<Door>,
    Path((stack, range)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let weight = Weight::of_stack(&stack).ok_or_else(nothing)?;
    let First(first) = parameters::parse(&range, "range")?;
    door.workers
        .run(move || {
            let key = format!("glyphs {} {first}", weight.name());
            let draw = || glyphs(weight, first).map_err(|error| Problem::internal(&error));
            let bytes = asking.snapshot.images().image(&key, draw)?;
            Ok(asking.bytes(bytes, PROTOBUF))
        })
        .await
}

/// The licence of the typeface.
pub(crate) async fn licence() -> &'static str {
    raster::FONT_LICENCE
}

/// The sprite of a look: its image or its index, for plain screens or (`@2x`) for fine ones.
#[utoipa::path(
    get,
    path = "/sprites/{file}",
    tag = "tiles",
    operation_id = "sprite",
    params(("file" = String, Path, description = "A look, `@2x` for fine screens, and `.json` or `.png`.", example = "light@2x.png")),
    responses((status = 200, content((Object = "application/json"), (Vec<u8> = "image/png"))))
)]
pub(crate) async fn sprites(
    asking: Asking,
    State(door): State<Door>,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    let (name, ending) = file.rsplit_once('.').ok_or_else(nothing)?;
    let image = match ending {
        "png" => true,
        "json" => false,
        _ => return Err(nothing()),
    };
    let (name, ratio) = name.strip_suffix("@2x").map_or((name, 1), |name| (name, 2));
    let look = Look::named(name).ok_or_else(nothing)?;
    door.workers
        .run(move || {
            let bytes = asking.snapshot.images().image(&format!("sprite {file}"), || {
                let made = sprite(&Skia::default(), look, ratio)
                    .map_err(|error| Problem::internal(&error))?;
                if image {
                    return Ok(made.image);
                }
                serde_json::to_vec(&made.index).map_err(|error| Problem::internal(&error))
            })?;
            Ok(if image {
                asking.packed(|_| (bytes, Encoding::Identity), PNG)
            } else {
                asking.bytes(bytes, JSON)
            })
        })
        .await
}

fn nothing() -> Problem {
    Problem::of_status(StatusCode::NOT_FOUND)
}
