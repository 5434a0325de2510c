//! Whether the server runs, and whether it can answer.

use axum::{http::header, response::IntoResponse};

use crate::asking::Asking;

/// The server runs.
pub(crate) async fn alive() -> &'static str {
    "ok"
}

/// The server has an atlas to answer from: it takes no connection before.
pub(crate) async fn ready(_: Asking) -> impl IntoResponse {
    ([(header::CACHE_CONTROL, "no-store")], "ready")
}
