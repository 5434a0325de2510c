//! Where is this point?

use axum::response::Response;
use geometry::Vertex;

use crate::{
    asking::Asking,
    parameters::{Asked, Latitude, Longitude, Parameters, Query, Scope},
    problem::Problem,
};

/// A point, and what to say of it.
pub(crate) struct PointParameters {
    lat: Latitude,
    lon: Longitude,
    scope: Scope,
}

impl Parameters for PointParameters {
    fn read(query: &Query<'_>) -> Result<Self, Problem> {
        Ok(Self {
            lat: query.required("lat")?,
            lon: query.required("lon")?,
            scope: Scope::read(query)?,
        })
    }
}

/// The territories that hold a point.
pub(crate) async fn point(
    asking: Asking,
    Asked(parameters): Asked<PointParameters>,
) -> Result<Response, Problem> {
    let atlas = asking.snapshot.atlas();
    let year = parameters.scope.year(&asking.snapshot)?;
    let kinds = parameters.scope.kinds(atlas)?;
    let point = Vertex::from_degrees(parameters.lon.0, parameters.lat.0)
        .map_err(|error| Problem::internal(&error))?;
    asking.json(&atlas.answer_locate(point, &kinds, year))
}
