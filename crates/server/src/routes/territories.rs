//! Territories by name, and one in full.

use axum::{extract::Path, response::Response};
use territory::Vintage;

use crate::{
    asking::Asking,
    parameters::{self, Asked, Limit, Parameters, Query, Scope},
    problem::Problem,
};

/// What to search.
pub(crate) struct SearchParameters {
    q: String,
    limit: Option<Limit>,
    scope: Scope,
}

/// How many results, where the request does not say.
const RESULTS: usize = 10;

impl Parameters for SearchParameters {
    fn read(query: &Query<'_>) -> Result<Self, Problem> {
        Ok(Self {
            q: query.text("q").unwrap_or_default().to_owned(),
            limit: query.optional("limit")?,
            scope: Scope::read(query)?,
        })
    }
}

/// Territories that a typed text may mean.
pub(crate) async fn search(
    asking: Asking,
    Asked(parameters): Asked<SearchParameters>,
) -> Result<Response, Problem> {
    let atlas = asking.snapshot.atlas();
    let year = parameters.scope.year(&asking.snapshot)?;
    let kinds = parameters.scope.kinds(atlas)?;
    let limit = parameters.limit.map_or(RESULTS, |limit| limit.0);
    asking.json(&atlas.answer_search(&parameters.q, limit, &kinds, year))
}

/// The vintage alone.
pub(crate) struct VintageParameter {
    pub(super) vintage: Option<Vintage>,
}

impl Parameters for VintageParameter {
    fn read(query: &Query<'_>) -> Result<Self, Problem> {
        Ok(Self { vintage: query.optional("vintage")? })
    }
}

/// One territory in full.
pub(crate) async fn one(
    asking: Asking,
    Path(id): Path<String>,
    Asked(parameters): Asked<VintageParameter>,
) -> Result<Response, Problem> {
    let atlas = asking.snapshot.atlas();
    let year = parameters::year(&asking.snapshot, parameters.vintage)?;
    let index = super::territory(atlas, &id, year)?;
    asking.json(&atlas.answer_territory(index, year))
}
