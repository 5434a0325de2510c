//! What overlaps this?

use atlas::{Subject, Year};
use axum::{
    extract::{Path, State},
    response::Response,
};

use crate::{
    asking::Asking,
    ground::Ground,
    parameters::{Asked, Parameters, Query, Scope},
    problem::Problem,
    router::Door,
};

/// What to compare with, and how much to say.
pub(crate) struct OverlapsParameters {
    scope: Scope,
    communes: bool,
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

/// What overlaps a territory.
pub(crate) async fn of_territory(
    asking: Asking,
    Path(id): Path<String>,
    Asked(parameters): Asked<OverlapsParameters>,
) -> Result<Response, Problem> {
    let year = parameters.scope.year(&asking.snapshot)?;
    let subject = super::subject(asking.snapshot.atlas(), &id, year)?;
    answer(&asking, &parameters, &subject, "", year)
}

/// What overlaps a polygon or a basket of communes.
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
    asking.json(&atlas.answer_overlaps(subject, name, &overlaps, parameters.communes, year))
}
