//! The description of the API, for programs and for people.

use axum::{
    Router,
    body::Bytes,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
    routing::get,
};
use utoipa::openapi::OpenApi;

use super::pages::protect;
use crate::{asking::JSON, openapi, reference, router::Door};

const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");
const CSS: HeaderValue = HeaderValue::from_static("text/css; charset=utf-8");

/// The routes of a description, which is written once.
pub(crate) fn router(mut description: OpenApi) -> Router<Door> {
    openapi::add_problems(&mut description);
    let description = serde_json::to_value(&description).unwrap_or_default();
    let page = Bytes::from(reference::page(&description));
    let json = Bytes::from(description.to_string());
    let style = Bytes::from_static(include_bytes!("../reference.css"));
    let file = |bytes: Bytes, media: HeaderValue| {
        get(move || {
            let answer = answer(bytes.clone(), media.clone());
            async { answer }
        })
    };
    Router::new()
        .route("/api/openapi.json", file(json, JSON))
        .route("/docs", file(page, HTML))
        .route("/docs.css", file(style, CSS))
}

fn answer(bytes: Bytes, media: HeaderValue) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, media);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    protect(headers);
    response
}
