//! Whether the server runs, and whether it can answer.

use axum::{http::header, response::IntoResponse};

use crate::asking::Asking;

/// Whether the server runs.
#[utoipa::path(
    get,
    path = "/health",
    tag = "service",
    operation_id = "health",
    responses((status = 200, content_type = "text/plain", body = String))
)]
pub(crate) async fn alive() -> &'static str {
    "ok"
}

/// Whether the server can answer. It takes no connection before.
#[utoipa::path(
    get,
    path = "/ready",
    tag = "service",
    operation_id = "ready",
    responses((status = 200, content_type = "text/plain", body = String))
)]
pub(crate) async fn ready(_: Asking) -> impl IntoResponse {
    ([(header::CACHE_CONTROL, "no-store")], "ready")
}
