//! What is shown, as a file to take away.

use atlas::{KindFilter, Subject, Year};
use axum::{
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use territory::{Kind, Vintage};
use utoipa::{IntoParams, ToSchema};

use crate::{
    asking::{Asking, CSV, GEOJSON, JSON},
    ground::{Ground, Sent},
    parameters::{self, Asked, Parameter, Parameters, Query},
    problem::Problem,
    router::Door,
    takeaway::{Projection, ShapefileError, TakeAway},
};

const GEOPACKAGE: HeaderValue = HeaderValue::from_static("application/geopackage+sqlite3");
const ZIP: HeaderValue = HeaderValue::from_static("application/zip");

/// Which file.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct DownloadParameters {
    /// The vintage to answer at; the latest by default.
    #[param(value_type = Option<u16>, minimum = 1790, maximum = 2199, example = 2026)]
    vintage: Option<Vintage>,
    /// The format of the file.
    #[param(inline, value_type = FileFormat)]
    format: FileFormat,
    /// The kind whose borders cut the territory into pieces, to have these too.
    #[param(value_type = Option<String>, example = "epci")]
    kind: Option<Kind>,
    /// The coordinates of a shapefile: 4326 (degrees, by default) or 2154 (Lambert-93).
    #[param(inline, value_type = Option<Epsg>)]
    epsg: Epsg,
}

/// The format of a file.
#[derive(Clone, Copy, ToSchema)]
#[schema(rename_all = "lowercase")]
pub(crate) enum FileFormat {
    /// GeoJSON.
    GeoJson,
    /// The outline as TopoJSON.
    TopoJson,
    /// GeoPackage.
    Gpkg,
    /// Zipped shapefiles.
    Shp,
    /// What overlaps the territory, as a table.
    Csv,
}

/// A system of coordinates, by its number.
#[derive(Clone, Copy, Default, ToSchema)]
pub(crate) enum Epsg {
    #[default]
    #[schema(rename = "4326")]
    Wgs84,
    #[schema(rename = "2154")]
    Lambert93,
}

impl Parameter for FileFormat {
    const EXPECTED: [&'static str; 2] = [
        "« geojson », « topojson », « gpkg », « shp » ou « csv »",
        "“geojson”, “topojson”, “gpkg”, “shp” or “csv”",
    ];

    fn parse(text: &str) -> Option<Self> {
        match text {
            "geojson" => Some(Self::GeoJson),
            "topojson" => Some(Self::TopoJson),
            "gpkg" => Some(Self::Gpkg),
            "shp" => Some(Self::Shp),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }
}

impl Parameter for Epsg {
    const EXPECTED: [&'static str; 2] = ["4326 ou 2154", "4326 or 2154"];

    fn parse(text: &str) -> Option<Self> {
        match text {
            "4326" => Some(Self::Wgs84),
            "2154" => Some(Self::Lambert93),
            _ => None,
        }
    }
}

impl Parameters for DownloadParameters {
    fn read(query: &Query<'_>) -> Result<Self, Problem> {
        Ok(Self {
            vintage: query.optional("vintage")?,
            format: query.required("format")?,
            kind: query.optional("kind")?,
            epsg: query.optional("epsg")?.unwrap_or_default(),
        })
    }
}

/// A territory, and on request its pieces, as a file with its sources and licences inside.
#[utoipa::path(
    get,
    path = "/api/territories/{id}/download",
    tag = "outlines",
    operation_id = "download",
    params(super::TerritoryPath, DownloadParameters),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>))
)]
pub(crate) async fn of_territory(
    asking: Asking,
    State(door): State<Door>,
    Path(id): Path<String>,
    Asked(parameters): Asked<DownloadParameters>,
) -> Result<Response, Problem> {
    door.workers
        .run(move || {
            let year = parameters::year(&asking.snapshot, parameters.vintage)?;
            let subject = super::subject(asking.snapshot.atlas(), &id, year)?;
            answer(&asking, &parameters, &subject, "", year)
        })
        .await
}

/// The same of a polygon or a basket of communes.
#[utoipa::path(
    post,
    path = "/api/download",
    tag = "outlines",
    operation_id = "downloadOfGround",
    params(DownloadParameters),
    request_body = Sent,
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>))
)]
pub(crate) async fn of_ground(
    asking: Asking,
    State(door): State<Door>,
    Asked(parameters): Asked<DownloadParameters>,
    ground: Ground,
) -> Result<Response, Problem> {
    door.workers
        .run(move || {
            let year = parameters::year(&asking.snapshot, parameters.vintage)?;
            let subject = ground.subject(&asking.snapshot, year)?;
            answer(&asking, &parameters, &subject, &ground.name, year)
        })
        .await
}

fn answer(
    asking: &Asking,
    parameters: &DownloadParameters,
    subject: &Subject<'_>,
    called: &str,
    year: &Year,
) -> Result<Response, Problem> {
    let atlas = asking.snapshot.atlas();
    if let Some(kind) = &parameters.kind {
        KindFilter::of(atlas, std::slice::from_ref(kind))
            .map_err(|error| Problem::question(&error, "kind"))?;
    }
    let taken = TakeAway::new(atlas, year, subject, called, parameters.kind.as_ref());
    let (bytes, media, ending) = match parameters.format {
        FileFormat::GeoJson => (taken.geojson(), GEOJSON, "geojson"),
        FileFormat::TopoJson => {
            let topology = taken.topology(&atlas.topology(subject, None, year));
            (topology.map_err(|error| Problem::internal(&error))?, JSON, "topojson")
        }
        FileFormat::Csv => (taken.csv().into_bytes(), CSV, "csv"),
        FileFormat::Gpkg => {
            let bytes = taken.geopackage().map_err(|error| Problem::internal(&error))?;
            (bytes, GEOPACKAGE, "gpkg")
        }
        FileFormat::Shp => {
            let projection = match parameters.epsg {
                Epsg::Wgs84 => Projection::Wgs84,
                Epsg::Lambert93 => Projection::Lambert93,
            };
            (taken.shapefiles(projection).map_err(|error| refused(&error))?, ZIP, "shp.zip")
        }
    };
    let mut response = asking.bytes(bytes, media);
    // The name is a slug: nothing in it ends the quotes.
    let name = format!("attachment; filename=\"{}.{ending}\"", taken.name);
    if let Ok(name) = HeaderValue::try_from(name) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

fn refused(error: &ShapefileError) -> Problem {
    match error {
        ShapefileError::Projection(_) => Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "Ce territoire sort de la France métropolitaine, que couvre le Lambert-93 : demandez \
             epsg=4326.",
            "This territory lies outside metropolitan France, which Lambert-93 covers: ask for \
             epsg=4326.",
        )
        .at("epsg"),
        other => Problem::internal(other),
    }
}
