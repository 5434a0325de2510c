//! Costly questions, answered a few at a time beside the threads that serve connections.

use std::{sync::Arc, time::Duration};

use axum::http::StatusCode;
use tokio::sync::Semaphore;

use crate::problem::Problem;

/// The places at the workbench. Cloning shares them.
#[derive(Clone, Debug)]
pub(crate) struct Workers(Arc<Semaphore>);

/// How long a question waits for a place before its client is told to come back.
const PATIENCE: Duration = Duration::from_secs(10);

impl Workers {
    pub(crate) fn new(places: usize) -> Self {
        Self(Arc::new(Semaphore::new(places.max(1))))
    }

    /// Does some work that takes milliseconds.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let waiting = Arc::clone(&self.0).acquire_owned();
        let Ok(Ok(place)) = tokio::time::timeout(PATIENCE, waiting).await else {
            return Err(Problem::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "Trop de questions à la fois ; essayez dans quelques secondes.",
                "Too many questions at once; try again in some seconds.",
            ));
        };
        // The work holds its place until it ends, also where the client has gone meanwhile.
        let working = tokio::task::spawn_blocking(move || {
            let _place = place;
            work()
        });
        match working.await {
            Ok(done) => done,
            Err(error) => Err(Problem::internal(&error)),
        }
    }
}
