//! What became of this code?

use atlas::ResolveAnswer;
use axum::{http::StatusCode, response::Response};
use territory::Vintage;
use utoipa::IntoParams;

use crate::{
    asking::Asking,
    parameters::{self, Asked, Parameter, Parameters, Query},
    problem::Problem,
};

/// A code or name, and when it held.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ResolveParameters {
    /// The code or name of a commune, present or former.
    #[param(value_type = String, example = "49126")]
    code: Name,
    /// The vintage the code is from.
    #[param(value_type = Option<u16>, minimum = 1790, maximum = 2199, example = 2024)]
    at: Option<Vintage>,
    /// The vintage to answer at; the latest by default.
    #[param(value_type = Option<u16>, minimum = 1790, maximum = 2199, example = 2026)]
    vintage: Option<Vintage>,
}

/// The code or name of a commune, present or former.
pub(crate) struct Name(String);

impl Parameter for Name {
    const EXPECTED: [&'static str; 2] =
        ["le code ou le nom d’une commune", "the code or name of a commune"];

    fn parse(text: &str) -> Option<Self> {
        (text.len() <= 200).then(|| Self(text.to_owned()))
    }
}

impl Parameters for ResolveParameters {
    fn read(query: &Query<'_>) -> Result<Self, Problem> {
        Ok(Self {
            code: query.required("code")?,
            at: query.optional("at")?,
            vintage: query.optional("vintage")?,
        })
    }
}

/// The communes that hold the ground of a former code today, and what happened to it.
#[utoipa::path(
    get,
    path = "/api/resolve",
    tag = "territories",
    operation_id = "resolve",
    params(ResolveParameters),
    responses((status = 200, body = ResolveAnswer))
)]
pub(crate) async fn code(
    asking: Asking,
    Asked(parameters): Asked<ResolveParameters>,
) -> Result<Response, Problem> {
    let atlas = asking.snapshot.atlas();
    let year = parameters::year(&asking.snapshot, parameters.vintage)?;
    let answer = atlas
        .resolve(&parameters.code.0, parameters.at, year)
        .map_err(|error| Problem::question(&error, "code").with_status(StatusCode::NOT_FOUND))?;
    asking.json(&answer)
}
