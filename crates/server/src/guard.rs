//! What every request passes: a panic becomes a safe answer, a problem is written in the language
//! of the request, and any page may ask (CORS).

use std::{
    any::Any,
    convert::Infallible,
    future::Future,
    panic::AssertUnwindSafe,
    pin::Pin,
    task::{Context, Poll},
    time::Instant,
};

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use futures_util::FutureExt;
use territory::Language;
use tower::{Layer, Service};

use crate::{parameters::language, problem::Problem, routes::pages::protect};

/// Puts a [`Guard`] around a service.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GuardLayer;

/// The service around all others.
#[derive(Clone, Debug)]
pub(crate) struct Guard<S>(S);

impl<S> Layer<S> for GuardLayer {
    type Service = Guard<S>;

    fn layer(&self, inner: S) -> Guard<S> {
        Guard(inner)
    }
}

impl<S> Service<Request> for Guard<S>
where
    S: Service<Request, Response = Response, Error = Infallible>,
    S::Future: Send + 'static,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        if request.method() == Method::OPTIONS {
            return Box::pin(async { Ok(preflight()) });
        }
        let language = language(request.uri(), request.headers());
        let log = tracing::enabled!(tracing::Level::DEBUG).then(|| Log::start(&request));
        let answering = AssertUnwindSafe(self.0.call(request)).catch_unwind();
        Box::pin(async move {
            let mut response = match answering.await {
                Ok(Ok(response)) => response,
                Err(panic) => panicked(&*panic),
            };
            if response.status().is_client_error() || response.status().is_server_error() {
                write_problem(&mut response, language);
            }
            mark(response.headers_mut());
            if let Some(log) = log {
                log.end(response.status());
            }
            Ok(response)
        })
    }
}

/// A line of the access log, kept at debug level: where many requests are answered, the place to
/// count them is the proxy in front.
struct Log {
    method: Method,
    uri: Uri,
    since: Instant,
}

impl Log {
    fn start(request: &Request) -> Self {
        let (method, uri) = (request.method().clone(), request.uri().clone());
        Self { method, uri, since: Instant::now() }
    }

    fn end(self, status: StatusCode) {
        let Self { method, uri, since } = self;
        let elapsed = since.elapsed();
        tracing::debug!(%method, %uri, status = status.as_u16(), ?elapsed, "answered");
    }
}

/// Headers of every answer.
fn mark(headers: &mut HeaderMap) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
}

/// Any page of any site may ask: answers are public and no cookie exists.
fn preflight() -> Response {
    const METHODS: HeaderValue = HeaderValue::from_static("GET, HEAD, POST, OPTIONS");
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    mark(headers);
    headers.insert(header::ALLOW, METHODS);
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, METHODS);
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_HEADERS,
        HeaderValue::from_static("accept-language, content-type, if-none-match"),
    );
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400"));
    response
}

fn panicked(panic: &(dyn Any + Send)) -> Response {
    let cause = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("a panic without message");
    Problem::internal(&cause).into_response()
}

fn write_problem(response: &mut Response, language: Language) {
    let problem = response
        .extensions_mut()
        .remove::<Problem>()
        .unwrap_or_else(|| Problem::of_status(response.status()));
    let language = problem.page().unwrap_or(language);
    *response.status_mut() = problem.status();
    *response.body_mut() = Body::from(problem.body(language));
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_LENGTH);
    let media = if problem.page().is_some() {
        protect(headers);
        "text/html; charset=utf-8"
    } else {
        "application/problem+json"
    };
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-language"));
    let tag = match language {
        Language::French => HeaderValue::from_static("fr"),
        Language::English => HeaderValue::from_static("en"),
    };
    headers.insert(header::CONTENT_LANGUAGE, tag);
    if problem.status() == StatusCode::SERVICE_UNAVAILABLE {
        headers.insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
    }
}
