//! The outline of a territory, a polygon or a basket, as GeoJSON or TopoJSON.

use atlas::{Subject, Year};
use axum::{
    extract::{Path, State},
    response::Response,
};
use serde_json::json;
use territory::{Kind, Vintage};

use crate::{
    asking::{Asking, GEOJSON},
    ground::Ground,
    outline,
    parameters::{self, Asked, Metres, Parameter, Parameters, Query},
    problem::Problem,
    router::Door,
};

/// How to write an outline.
pub(crate) struct OutlineParameters {
    vintage: Option<Vintage>,
    format: Format,
    simplify: Option<Metres>,
}

/// The format of an outline.
#[derive(Clone, Copy, Default)]
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

/// The outline of a territory.
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

/// The outline of a polygon or a basket of communes.
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
