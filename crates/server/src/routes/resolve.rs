//! What became of this code?

use axum::{http::StatusCode, response::Response};
use territory::Vintage;

use crate::{
    asking::Asking,
    parameters::{self, Asked, Parameter, Parameters, Query},
    problem::Problem,
};

/// A code or name, and when it held.
pub(crate) struct ResolveParameters {
    code: Name,
    at: Option<Vintage>,
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

/// The communes that hold the ground of a code, and what happened to it.
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
