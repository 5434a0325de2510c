//! Where are these points? A stream of rows in, the same rows with their territories out.

use std::{io, sync::Arc, time::Duration};

use atlas::KindFilter;
use axum::{
    body::{Body, BodyDataStream, Bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use futures_util::StreamExt;
use territory::{Language, Vintage};
use tokio::sync::mpsc::{self, Sender};

use crate::{
    parameters::{Asked, Parameters, Query, Scope, language},
    points::{Form, Header, Points},
    problem::Problem,
    router::Door,
    rows::{Row, Rows},
    site::Snapshot,
};

/// At which vintage, and which kinds, as one extractor.
pub(crate) struct BatchParameters(Scope);

impl Parameters for BatchParameters {
    fn read(query: &Query<'_>) -> Result<Self, Problem> {
        Scope::read(query).map(Self)
    }
}

/// The territories that hold each point of a stream.
///
/// Points come as CSV with columns `lon` and `lat`, or as JSON, one object a line. Each row comes
/// back with the codes found by kind, or with an error that names its line. Answers leave while
/// points still arrive, so a client must read while it sends; there is no limit of size.
#[utoipa::path(
    post,
    path = "/api/locate",
    tag = "points",
    operation_id = "locateMany",
    params(Scope),
    request_body(content(
        (String = "text/csv", example = "id,lon,lat\n1,3.71,43.93\n"),
        (String = "application/x-ndjson", example = "{\"lon\":3.71,\"lat\":43.93}\n")
    )),
    responses((status = 200, content(
        (String = "text/csv"),
        (String = "application/x-ndjson")
    )))
)]
pub(crate) async fn points(
    State(door): State<Door>,
    Asked(BatchParameters(scope)): Asked<BatchParameters>,
    request: Request,
) -> Result<Response, Problem> {
    let form = form(request.headers()).ok_or_else(|| {
        Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "Les points viennent en CSV (Content-Type: text/csv) ou en JSON, un objet par ligne \
             (application/x-ndjson).",
            "Points come as CSV (Content-Type: text/csv) or as JSON, one object a line \
             (application/x-ndjson).",
        )
    })?;
    let language = language(request.uri(), request.headers());
    let snapshot = door.site.snapshot();
    let vintage = scope.year(&snapshot)?.vintage;
    let kinds = scope.kinds(snapshot.atlas())?;
    let mut stream = Arrival {
        stream: request.into_body().into_data_stream(),
        patience: door.options.body_timeout,
    };
    let (header, rows) = match form {
        Form::JsonLines => (None, Rows::lines()),
        Form::Csv => {
            let (header, rows) = stream.header().await?;
            (Some(header), rows)
        }
    };
    let (sender, mut receiver) = mpsc::channel(2);
    let work = Work { snapshot, vintage, kinds, language, header, rows };
    tokio::spawn(work.run(stream, sender));
    let answer = futures_util::stream::poll_fn(move |context| receiver.poll_recv(context));
    let mut response = Response::new(Body::from_stream(answer));
    let content_type = HeaderValue::from_static(match form {
        Form::Csv => "text/csv; charset=utf-8",
        Form::JsonLines => "application/x-ndjson",
    });
    response.headers_mut().insert(header::CONTENT_TYPE, content_type);
    Ok(response)
}

fn form(headers: &HeaderMap) -> Option<Form> {
    let content_type = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    match content_type.split(';').next()?.trim() {
        "text/csv" => Some(Form::Csv),
        "application/x-ndjson"
        | "application/ndjson"
        | "application/jsonl"
        | "application/json-lines" => Some(Form::JsonLines),
        _ => None,
    }
}

/// The body of a request as it arrives.
struct Arrival {
    stream: BodyDataStream,
    /// How long the next part may take.
    patience: Duration,
}

/// The first row of a CSV as it was sent, and what it says.
struct FirstRow {
    text: Vec<u8>,
    header: Header,
}

impl Arrival {
    /// The next part of the body; `None` at its end.
    async fn next(&mut self) -> Option<Result<Bytes, io::Error>> {
        match tokio::time::timeout(self.patience, self.stream.next()).await {
            Ok(part) => part.map(|part| part.map_err(io::Error::other)),
            Err(_) => Some(Err(io::ErrorKind::TimedOut.into())),
        }
    }

    /// Reads up to the end of the header of a CSV.
    async fn header(&mut self) -> Result<(FirstRow, Rows), Problem> {
        let mut rows = Rows::csv();
        loop {
            let part = self.next().await;
            let ended = part.is_none();
            match part.transpose() {
                Ok(part) => rows.feed(&part.unwrap_or_default()),
                Err(_) => {
                    return Err(Problem::new(
                        StatusCode::BAD_REQUEST,
                        "Le corps n’est pas arrivé en entier.",
                        "The body did not arrive whole.",
                    ));
                }
            }
            let row = match rows.next() {
                None if ended => Some(rows.last().unwrap_or(Row { line: 1, bytes: None })),
                row => row,
            };
            if let Some(row) = row {
                let text = row.bytes.unwrap_or_default().to_vec();
                let header = Header::read(&text)?;
                return Ok((FirstRow { text, header }, rows));
            }
        }
    }
}

/// Everything a stream of points is answered from.
struct Work {
    snapshot: Arc<Snapshot>,
    vintage: Vintage,
    kinds: KindFilter,
    language: Language,
    header: Option<FirstRow>,
    rows: Rows,
}

impl Work {
    /// Answers part by part. A client that stops sending or reading ends the work; the answer is
    /// then cut off, so that it is never taken for whole.
    async fn run(mut self, mut stream: Arrival, sender: Sender<Result<Bytes, io::Error>>) {
        let Ok(year) = self.snapshot.year(Some(self.vintage)) else { return };
        let header = self.header.as_ref();
        let mut points = Points::new(
            self.snapshot.atlas(),
            &self.kinds,
            year,
            header.map(|first| first.header),
            self.language,
        );
        let mut out = Vec::new();
        if let Some(first) = header {
            points.write_header(&first.text, &mut out);
        }
        loop {
            points.answer(&mut self.rows, false, &mut out);
            if !out.is_empty() && sender.send(Ok(std::mem::take(&mut out).into())).await.is_err() {
                return;
            }
            match stream.next().await {
                Some(Ok(part)) => self.rows.feed(&part),
                Some(Err(error)) => {
                    tracing::debug!(%error, "a stream of points was cut off");
                    let _ = sender.send(Err(error)).await;
                    return;
                }
                None => break,
            }
        }
        points.answer(&mut self.rows, true, &mut out);
        if !out.is_empty() {
            let _ = sender.send(Ok(out.into())).await;
        }
    }
}
