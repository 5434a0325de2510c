//! What overlaps this?

use atlas::{KindFilter, OverlapsAnswer, Subject, Year};
use axum::{
    extract::{Path, State},
    response::Response,
};
use utoipa::IntoParams;

use crate::{
    asking::{Asking, JSON},
    ground::{Ground, Sent},
    parameters::{Asked, Parameters, Query, Scope},
    problem::Problem,
    router::Door,
};

/// What to compare with, and how much to say.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct OverlapsParameters {
    #[param(ignore)]
    scope: Scope,
    /// Whether to list the communes in common.
    #[param(value_type = Option<bool>)]
    communes: bool,
    /// Whether to list territories that share a border only.
    #[param(value_type = Option<bool>)]
    touching: bool,
}

impl Parameters for OverlapsParameters {
    fn read(query: &Query<'_>) -> Result<Self, Problem> {
        Ok(Self {
            scope: Scope::read(query)?,
            communes: query.flag("communes")?,
            touching: query.flag("touching")?,
        })
    }
}

impl OverlapsParameters {
    /// Whether the plain question is asked.
    fn are_none(&self) -> bool {
        self.scope.is_whole() && !self.communes && !self.touching
    }
}

/// What overlaps a territory: shared people and area, and both shares.
#[utoipa::path(
    get,
    path = "/api/territories/{id}/overlaps",
    tag = "overlaps",
    operation_id = "overlaps",
    params(super::TerritoryPath, OverlapsParameters, Scope),
    responses((status = 200, body = OverlapsAnswer))
)]
pub(crate) async fn of_territory(
    asking: Asking,
    Path(id): Path<String>,
    Asked(parameters): Asked<OverlapsParameters>,
) -> Result<Response, Problem> {
    let year = parameters.scope.year(&asking.snapshot)?;
    let subject = super::subject(asking.snapshot.atlas(), &id, year)?;
    if let Some(index) = subject.territory.filter(|_| parameters.are_none()) {
        let write = || {
            let kinds = KindFilter::all(asking.snapshot.atlas());
            let overlaps = asking.snapshot.atlas().overlaps(&subject, &kinds, year);
            asking.snapshot.writer(year).overlapping(&subject, "", &overlaps, false)
        };
        return Ok(asking.bytes(asking.snapshot.overlaps().answer(index, write), JSON));
    }
    answer(&asking, &parameters, &subject, "", year)
}

/// What overlaps a polygon or a basket of communes.
#[utoipa::path(
    post,
    path = "/api/overlaps",
    tag = "overlaps",
    operation_id = "overlapsOfGround",
    params(OverlapsParameters, Scope),
    request_body = Sent,
    responses((status = 200, body = OverlapsAnswer))
)]
pub(crate) async fn of_ground(
    asking: Asking,
    State(door): State<Door>,
    Asked(parameters): Asked<OverlapsParameters>,
    ground: Ground,
) -> Result<Response, Problem> {
    door.workers
        .run(move || {
            let year = parameters.scope.year(&asking.snapshot)?;
            let subject = ground.subject(&asking.snapshot, year)?;
            answer(&asking, &parameters, &subject, &ground.name, year)
        })
        .await
}

fn answer(
    asking: &Asking,
    parameters: &OverlapsParameters,
    subject: &Subject<'_>,
    name: &str,
    year: &Year,
) -> Result<Response, Problem> {
    let atlas = asking.snapshot.atlas();
    let kinds = parameters.scope.kinds(atlas)?;
    let mut overlaps = atlas.overlaps(subject, &kinds, year);
    if parameters.touching {
        overlaps.extend(atlas.touching(subject, &kinds, year));
    }
    let writer = asking.snapshot.writer(year);
    Ok(asking.bytes(writer.overlapping(subject, name, &overlaps, parameters.communes), JSON))
}
