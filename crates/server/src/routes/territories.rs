//! Territories by name, and one in full.

use atlas::{SearchAnswer, TerritoryAnswer};
use axum::{extract::Path, response::Response};
use territory::Vintage;
use utoipa::IntoParams;

use crate::{
    asking::Asking,
    parameters::{self, Asked, Limit, Parameters, Query, Scope},
    problem::Problem,
};

/// What to search.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct SearchParameters {
    /// A name as one types, a postal code or a code.
    #[param(value_type = Option<String>, example = "gang")]
    q: String,
    /// How many results, from 1 to 100; 10 by default.
    #[param(value_type = Option<u8>, minimum = 1, maximum = 100)]
    limit: Option<Limit>,
    #[param(ignore)]
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

/// Territories that a typed text may mean, the likeliest first.
#[utoipa::path(
    get,
    path = "/api/territories",
    tag = "territories",
    operation_id = "search",
    params(SearchParameters, Scope),
    responses((status = 200, body = SearchAnswer))
)]
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
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct VintageParameter {
    /// The vintage to answer at; the latest by default.
    #[param(value_type = Option<u16>, minimum = 1790, maximum = 2199, example = 2026)]
    pub(super) vintage: Option<Vintage>,
}

impl Parameters for VintageParameter {
    fn read(query: &Query<'_>) -> Result<Self, Problem> {
        Ok(Self { vintage: query.optional("vintage")? })
    }
}

/// One territory in full.
#[utoipa::path(
    get,
    path = "/api/territories/{id}",
    tag = "territories",
    operation_id = "territory",
    params(super::TerritoryPath, VintageParameter),
    responses((status = 200, body = TerritoryAnswer))
)]
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
