//! One request in, its answer out.

use axum::{
    Router,
    body::{Body, Bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use http_body_util::BodyExt;
use serde_json::Value;
use server::{KindAdvice, Options, Site, router};
use tower::ServiceExt;

use crate::country;

/// An answer, read to its end.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.text()))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// The site over the small country, version `one`.
pub(crate) fn site() -> Site {
    let advice = KindAdvice {
        kind: "zone-emploi".parse().unwrap(),
        fr: "Importez la table.".to_owned(),
        en: "Import the table.".to_owned(),
    };
    Site::new(country::atlas(), "one", vec![advice])
}

pub(crate) fn app() -> Router {
    router(site(), &Options { body: 200_000, ..Options::default() })
}

pub(crate) fn ask_of(app: Router, request: Request<Body>) -> Answer {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let response = app.oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Answer { status: parts.status, headers: parts.headers, body }
    })
}

pub(crate) fn ask(request: Request<Body>) -> Answer {
    ask_of(app(), request)
}

pub(crate) fn get(path: &str) -> Answer {
    ask(Request::get(path).body(Body::empty()).unwrap())
}

pub(crate) fn send(method: Method, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    ask(request.body(Body::empty()).unwrap())
}

pub(crate) fn post(path: &str, content_type: &str, body: impl Into<Body>) -> Answer {
    let request = Request::post(path).header(header::CONTENT_TYPE, content_type);
    ask(request.body(body.into()).unwrap())
}

pub(crate) fn post_json(path: &str, body: impl Into<Body>) -> Answer {
    post(path, "application/json", body)
}

/// Checks status and a fragment of the body; of a problem, also that it is one.
pub(crate) fn expect(answer: &Answer, what: &str, status: u16, fragment: &str) {
    assert_eq!(answer.status.as_u16(), status, "{what}: {}", answer.text());
    assert!(answer.text().contains(fragment), "{what}: no {fragment} in {}", answer.text());
    if status >= 400 {
        assert_eq!(answer.header("content-type"), "application/problem+json", "{what}");
        let problem = answer.json();
        assert_eq!(problem["status"], status, "{what}");
        assert_eq!(problem["type"], "about:blank", "{what}");
        let detail = problem["detail"].as_str().unwrap();
        assert!(detail.ends_with(['.', ')']), "{what}: {detail}");
    }
}
