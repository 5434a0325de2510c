//! One request: the snapshot it reads, and how its answer travels (tag, age, compression).

use std::sync::Arc;

use axum::{
    body::{Body, Bytes},
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use territory::Date;

use crate::{
    clock,
    encoding::{Effort, Encoding},
    problem::Problem,
    router::Door,
    site::Snapshot,
};

/// What a handler needs to know of a request besides its parameters. It reads exactly one
/// snapshot, whatever is swapped in meanwhile.
pub(crate) struct Asking {
    /// The snapshot that answers.
    pub(crate) snapshot: Arc<Snapshot>,
    encoding: Encoding,
    /// Whether the answer may be kept: it depends on the address alone.
    kept: bool,
    /// The tag of the answer.
    tag: HeaderValue,
}

/// A request whose answer also depends on the day: its tag names the day, so that tomorrow asks
/// anew.
pub(crate) struct AskingToday {
    /// The request.
    pub(crate) asking: Asking,
    /// The day, in UTC.
    pub(crate) today: Date,
}

/// JSON.
pub(crate) const JSON: HeaderValue = HeaderValue::from_static("application/json");
/// JSON of places.
pub(crate) const GEOJSON: HeaderValue = HeaderValue::from_static("application/geo+json");

/// A table.
pub(crate) const CSV: HeaderValue = HeaderValue::from_static("text/csv; charset=utf-8");

/// Fresh for a minute, then shown once more while the next is fetched. The tag makes the next
/// almost free, and an import is seen soon.
const AGE: HeaderValue = HeaderValue::from_static("public, max-age=60, stale-while-revalidate=600");

impl FromRequestParts<Door> for Asking {
    /// 304, where the client has the answer.
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, door: &Door) -> Result<Self, Response> {
        let snapshot = door.site.snapshot();
        let tag = snapshot.tag().clone();
        Self::unless_known(parts, snapshot, tag)
    }
}

impl FromRequestParts<Door> for AskingToday {
    /// 304, where the client has today's answer; a problem, where the clock tells no day.
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, door: &Door) -> Result<Self, Response> {
        let snapshot = door.site.snapshot();
        let today = clock::today().map_err(|error| Problem::internal(&error).into_response())?;
        let tag = dated(snapshot.tag(), today);
        Ok(Self { asking: Asking::unless_known(parts, snapshot, tag)?, today })
    }
}

impl AskingToday {
    /// A question of the program's own, beside an answer that nobody keeps.
    pub(crate) fn now(door: &Door) -> Result<Self, Problem> {
        let snapshot = door.site.snapshot();
        let today = clock::today().map_err(|error| Problem::internal(&error))?;
        let tag = dated(snapshot.tag(), today);
        let asking = Asking { snapshot, encoding: Encoding::Identity, kept: false, tag };
        Ok(Self { asking, today })
    }
}

impl Asking {
    /// The request, unless its client says that it has the answer with a tag.
    #[expect(clippy::result_large_err, reason = "the rejection of an extractor is a response")]
    fn unless_known(
        parts: &Parts,
        snapshot: Arc<Snapshot>,
        tag: HeaderValue,
    ) -> Result<Self, Response> {
        let kept = parts.method != Method::POST;
        if kept && has(&parts.headers, &tag) {
            let mut response = StatusCode::NOT_MODIFIED.into_response();
            keep(response.headers_mut(), &tag);
            return Err(response);
        }
        Ok(Self { snapshot, encoding: Encoding::accepted(&parts.headers), kept, tag })
    }

    /// An answer in JSON.
    pub(crate) fn json(&self, answer: &impl Serialize) -> Result<Response, Problem> {
        let mut bytes = Vec::with_capacity(8 << 10);
        serde_json::to_writer(&mut bytes, answer).map_err(|error| Problem::internal(&error))?;
        Ok(self.bytes(bytes, JSON))
    }

    /// An answer already written.
    pub(crate) fn bytes(&self, bytes: impl Into<Bytes>, content_type: HeaderValue) -> Response {
        let bytes = bytes.into();
        let pack = |encoding: Encoding| match encoding.compress(&bytes, Effort::Once) {
            Some(packed) => (Bytes::from(packed), encoding),
            None => (bytes, Encoding::Identity),
        };
        self.packed(pack, content_type)
    }

    /// The best encoding that the client accepts.
    pub(crate) fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// An answer that is kept in several encodings: `pick` gives the bytes for one that the client
    /// accepts, and the encoding they really have.
    pub(crate) fn packed(
        &self,
        pick: impl FnOnce(Encoding) -> (Bytes, Encoding),
        content_type: HeaderValue,
    ) -> Response {
        let (bytes, encoding) = pick(self.encoding);
        let mut response = Response::new(Body::from(bytes));
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, content_type);
        if let Some(encoding) = encoding.header() {
            headers.insert(header::CONTENT_ENCODING, encoding);
        }
        if self.kept {
            keep(headers, &self.tag);
        }
        response
    }
}

/// A tag that holds for one day.
fn dated(tag: &HeaderValue, day: Date) -> HeaderValue {
    let text = tag.to_str().ok().and_then(|tag| tag.strip_suffix('"'));
    let dated = text.and_then(|tag| HeaderValue::try_from(format!("{tag}.{day}\"")).ok());
    dated.unwrap_or_else(|| tag.clone())
}

/// Whether the client says that it has the answer with a tag.
pub(crate) fn has(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    let Some(known) = headers.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok())
    else {
        return false;
    };
    known.split(',').any(|known| known.trim().as_bytes() == tag.as_bytes())
}

fn keep(headers: &mut HeaderMap, tag: &HeaderValue) {
    headers.insert(header::ETAG, tag.clone());
    headers.insert(header::CACHE_CONTROL, AGE);
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
}
