//! The outline of a territory, a polygon or a basket, as GeoJSON or TopoJSON.

use atlas::{Subject, Year};
use axum::{
    extract::{Path, State},
    response::Response,
};
use serde_json::json;
use territory::{Kind, Vintage};
use utoipa::{IntoParams, ToSchema};

use crate::{
    asking::{Asking, GEOJSON},
    ground::{Ground, Sent},
    outline,
    parameters::{self, Asked, Metres, Parameter, Parameters, Query},
    problem::Problem,
    router::Door,
};

/// How to write an outline.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct OutlineParameters {
    /// The vintage to answer at; the latest by default.
    #[param(value_type = Option<u16>, minimum = 1790, maximum = 2199, example = 2026)]
    vintage: Option<Vintage>,
    /// GeoJSON by default.
    #[param(inline, value_type = Option<Format>)]
    format: Format,
    /// Details smaller than this many metres are left out; none by default. Neighbours keep
    /// sharing their border at every value.
    #[param(value_type = Option<f64>, minimum = 0, maximum = 100_000, example = 100)]
    simplify: Option<Metres>,
}

/// The format of an outline.
#[derive(Clone, Copy, Default, ToSchema)]
#[schema(rename_all = "lowercase")]
pub(crate) enum Format {
    #[default]
    GeoJson,
    TopoJson,
}

impl Parameter for Format {
    const EXPECTED: [&'static str; 2] = ["« geojson » ou « topojson »", "“geojson” or “topojson”"];

    fn parse(text: &str) -> Option<Self> {
        match text {
            "geojson" => Some(Self::GeoJson),
            "topojson" => Some(Self::TopoJson),
            _ => None,
        }
    }
}

impl Parameters for OutlineParameters {
    fn read(query: &Query<'_>) -> Result<Self, Problem> {
        Ok(Self {
            vintage: query.optional("vintage")?,
            format: query.optional("format")?.unwrap_or_default(),
            simplify: query.optional("simplify")?,
        })
    }
}

/// The outline of a territory, as a GeoJSON feature or a TopoJSON topology.
#[utoipa::path(
    get,
    path = "/api/territories/{id}/geometry",
    tag = "outlines",
    operation_id = "geometry",
    params(super::TerritoryPath, OutlineParameters),
    responses((status = 200, content(
        (Object = "application/geo+json"),
        (Object = "application/json")
    )))
)]
pub(crate) async fn of_territory(
    asking: Asking,
    State(door): State<Door>,
    Path(id): Path<String>,
    Asked(parameters): Asked<OutlineParameters>,
) -> Result<Response, Problem> {
    door.workers
        .run(move || {
            let year = parameters::year(&asking.snapshot, parameters.vintage)?;
            let subject = super::subject(asking.snapshot.atlas(), &id, year)?;
            answer(&asking, &parameters, &subject, "", year)
        })
        .await
}

/// The outline of a basket of communes (or of a polygon, as it was understood).
#[utoipa::path(
    post,
    path = "/api/outline",
    tag = "outlines",
    operation_id = "outline",
    params(OutlineParameters),
    request_body = Sent,
    responses((status = 200, content(
        (Object = "application/geo+json"),
        (Object = "application/json")
    )))
)]
pub(crate) async fn of_ground(
    asking: Asking,
    State(door): State<Door>,
    Asked(parameters): Asked<OutlineParameters>,
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
    parameters: &OutlineParameters,
    subject: &Subject<'_>,
    name: &str,
    year: &Year,
) -> Result<Response, Problem> {
    let atlas = asking.snapshot.atlas();
    let simplification = parameters.simplify.map(|metres| atlas.weights().at(metres.0));
    if let Format::TopoJson = parameters.format {
        return asking.json(&atlas.topology(subject, simplification.as_ref(), year));
    }
    let properties = match subject.territory {
        Some(index) => {
            let brief = atlas.brief(index, year);
            json!({"id": brief.id, "name": brief.name, "kind": brief.kind})
        }
        None => json!({"id": null, "name": name, "kind": Kind::PERIMETRE}),
    };
    let polygons = atlas.outline(subject, simplification.as_ref());
    let mut bytes = Vec::new();
    outline::push_feature(&mut bytes, properties.to_string().as_bytes(), &polygons);
    Ok(asking.bytes(bytes, GEOJSON))
}
