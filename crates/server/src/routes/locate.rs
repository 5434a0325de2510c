//! Where is this point?

use atlas::Located;
use axum::response::Response;
use geometry::Vertex;
use utoipa::IntoParams;

use crate::{
    asking::{Asking, JSON},
    parameters::{Asked, Latitude, Longitude, Parameters, Query, Scope},
    problem::Problem,
};

/// A point, and what to say of it.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PointParameters {
    /// Latitude in degrees (WGS84).
    #[param(value_type = f64, minimum = -90, maximum = 90, example = 43.93)]
    lat: Latitude,
    /// Longitude in degrees (WGS84).
    #[param(value_type = f64, minimum = -180, maximum = 180, example = 3.71)]
    lon: Longitude,
    #[param(ignore)]
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

/// The territories that hold a point, from the smallest to the widest in each family.
#[utoipa::path(
    get,
    path = "/api/locate",
    tag = "points",
    operation_id = "locate",
    params(PointParameters, Scope),
    responses((status = 200, body = Located))
)]
pub(crate) async fn point(
    asking: Asking,
    Asked(parameters): Asked<PointParameters>,
) -> Result<Response, Problem> {
    let atlas = asking.snapshot.atlas();
    let year = parameters.scope.year(&asking.snapshot)?;
    let kinds = parameters.scope.kinds(atlas)?;
    let point = Vertex::from_degrees(parameters.lon.0, parameters.lat.0)
        .map_err(|error| Problem::internal(&error))?;
    let mut found = Vec::with_capacity(24);
    let face = atlas.locate(point, year, &mut found);
    found.retain(|&index| kinds.has(atlas.entry(index).kind_place));
    Ok(asking.bytes(asking.snapshot.writer(year).located(point, face, &found), JSON))
}
