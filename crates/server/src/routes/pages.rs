//! The page and its files.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};

use crate::{
    asking::has,
    assets::{Asset, asset},
    encoding::Encoding,
    problem::Problem,
};

/// What a page may load: only what this server serves.
pub(crate) const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'self'; script-src 'self'; style-src 'self'; worker-src 'self'; \
     img-src 'self' data:; connect-src 'self'; font-src 'self'; frame-ancestors 'none'; \
     base-uri 'none'; form-action 'self'",
);

/// Said at `/` by a program built without its page.
const NO_PAGE: &str = "Cette version du serveur a été construite sans sa page.\n\
    Pour l’avoir : cd web && npm ci && npm run build, puis construisez le serveur à nouveau.\n\
    L’API répond sous /api/ ; sa description est à /docs.\n\n\
    This server was built without its page.\n\
    To have it: cd web && npm ci && npm run build, then build the server again.\n\
    The API answers under /api/; its description is at /docs.\n";

/// A file of the page.
pub(crate) async fn file(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    let path = if path.is_empty() { "index.html" } else { path };
    let reading = method == Method::GET || method == Method::HEAD;
    // The page of frames is filled before it is sent: see `embed`.
    match asset(path).filter(|_| path != "embed.html") {
        Some(asset) if reading => sent(asset, &headers),
        None if reading && path == "index.html" => without_page(),
        Some(_) => Problem::of_status(StatusCode::METHOD_NOT_ALLOWED).into_response(),
        None => Problem::of_status(StatusCode::NOT_FOUND).into_response(),
    }
}

/// What is said where there is no page.
pub(crate) fn without_page() -> Response {
    let mut response = NO_PAGE.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    protect(headers);
    response
}

fn sent(asset: &Asset, headers: &HeaderMap) -> Response {
    let mut response = StatusCode::NOT_MODIFIED.into_response();
    if !has(headers, &asset.tag) {
        let (bytes, encoding) = asset.bytes(Encoding::accepted(headers));
        response = Response::new(Body::from(bytes));
        let out = response.headers_mut();
        out.insert(header::CONTENT_TYPE, asset.media_type.clone());
        if let Some(encoding) = encoding.header() {
            out.insert(header::CONTENT_ENCODING, encoding);
        }
    }
    let out = response.headers_mut();
    out.insert(header::ETAG, asset.tag.clone());
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    out.insert(header::CACHE_CONTROL, asset.age.clone());
    protect(out);
    response
}

/// Headers of everything a browser shows as a page.
pub(crate) fn protect(headers: &mut HeaderMap) {
    headers.insert(header::CONTENT_SECURITY_POLICY, POLICY);
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), microphone=(), payment=()"),
    );
}
