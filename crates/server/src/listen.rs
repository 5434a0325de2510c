//! The listener: connections with deadlines, a cap on their number, and an orderly stop.

use std::{future::Future, io, sync::Arc, time::Duration};

use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
};

use crate::{Options, Site, assets, patient::Patient, router};

/// Why the server stopped.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// The listener's address could not be read.
    #[error("the listener has no address: {0}")]
    Address(#[source] io::Error),
}

/// How long to wait before accepting again once the system has no socket left to give.
const EXHAUSTED: Duration = Duration::from_millis(100);

/// Serves a site until `shutdown` ends, then lets requests under way finish.
///
/// `axum::serve` sets no deadline on the head of a request, so a silent client would hold its
/// connection for ever: connections are driven by hyper itself.
pub async fn serve(
    listener: TcpListener,
    site: Site,
    options: Options,
    shutdown: impl Future<Output = ()>,
) -> Result<(), ServerError> {
    let address = listener.local_addr().map_err(ServerError::Address)?;
    tracing::info!(%address, "serving");
    let warmed = site.snapshot();
    tokio::task::spawn_blocking(move || {
        warmed.warm();
        assets::pack();
    });
    let service = TowerToHyperService::new(router(site, &options));
    let connections = Arc::new(Semaphore::new(options.connections.max(1)));
    let open = GracefulShutdown::new();
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(options.head_timeout);
    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        let accepting = accept(&listener, &connections);
        let (stream, place) = tokio::select! {
            accepted = accepting => accepted,
            () = &mut shutdown => break,
        };
        let stream = TokioIo::new(Patient::new(stream, options.body_timeout));
        let connection = builder.serve_connection(stream, service.clone());
        let watched = open.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = watched.await {
                tracing::debug!(%error, "a connection ended early");
            }
            drop(place);
        });
    }
    drop(listener);
    tracing::info!("stopping: requests under way finish first");
    if tokio::time::timeout(options.stop_timeout, open.shutdown()).await.is_err() {
        tracing::warn!("some requests were cut off by the stop");
    }
    Ok(())
}

/// The next connection, once there is room for one.
async fn accept(
    listener: &TcpListener,
    connections: &Arc<Semaphore>,
) -> (TcpStream, Option<tokio::sync::OwnedSemaphorePermit>) {
    let place = Arc::clone(connections).acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                // Answers are written whole, so waiting to fill a packet only adds delay.
                if let Err(error) = stream.set_nodelay(true) {
                    tracing::debug!(%error, "a connection ended before it was served");
                    continue;
                }
                return (stream, place);
            }
            Err(error) => {
                tracing::warn!(%error, "no connection could be accepted");
                tokio::time::sleep(EXHAUSTED).await;
            }
        }
    }
}
