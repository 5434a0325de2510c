//! A server that answers nothing, or always the same bytes, as fast as axum can: what HTTP itself
//! costs. Its connections are driven by hyper with the same deadlines as the real server's.

use std::{fs, io, net::SocketAddr, path::Path, time::Duration};

use axum::{
    Router,
    body::Bytes,
    http::header,
    routing::{get, post},
};
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::net::TcpListener;

use crate::failure::Failure;

/// Answers nothing until the process is ended.
pub(crate) fn serve(address: SocketAddr) -> Result<(), Failure> {
    run(address, router())
}

/// Answers the bytes of a file, as a tile, until the process is ended.
pub(crate) fn serve_bytes(address: SocketAddr, file: &Path) -> Result<(), Failure> {
    let bytes = fs::read(file).map_err(Failure::of(file.display().to_string()))?;
    let bytes = Bytes::from(bytes);
    let media = [(header::CONTENT_TYPE, "application/vnd.mapbox-vector-tile")];
    let same = move || {
        let bytes = bytes.clone();
        async move { (media, bytes) }
    };
    run(address, Router::new().route("/ready", get(nothing)).fallback(get(same)))
}

fn run(address: SocketAddr, router: Router) -> Result<(), Failure> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .and_then(|runtime| runtime.block_on(listen(address, router)))
        .map_err(Failure::of(format!("serving nothing on {address}")))
}

async fn listen(address: SocketAddr, router: Router) -> io::Result<()> {
    let listener = TcpListener::bind(address).await?;
    let service = TowerToHyperService::new(router);
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(Duration::from_secs(5));
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let connection = builder.serve_connection(TokioIo::new(stream), service.clone());
        // A client that leaves early is none of our concern.
        tokio::spawn(async move { connection.await.ok() });
    }
}

/// The addresses that are measured, each with an empty answer.
fn router() -> Router {
    Router::new()
        .route("/ready", get(nothing))
        .route("/api/locate", get(nothing))
        .route("/api/territories/{id}/overlaps", get(nothing))
        .route("/api/overlaps", post(nothing))
}

async fn nothing() {}
