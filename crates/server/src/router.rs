//! The index of routes.

use std::sync::Arc;

use axum::{Router, routing::get, routing::post};

use crate::{Options, Site, guard::GuardLayer, routes, work::Workers};

/// What handlers share. Cloning is cheap.
#[derive(Clone, Debug)]
pub(crate) struct Door {
    pub(crate) site: Site,
    pub(crate) options: Arc<Options>,
    pub(crate) workers: Workers,
}

/// Every route over a site.
pub fn router(site: Site, options: &Options) -> Router {
    let door =
        Door { site, options: Arc::new(options.clone()), workers: Workers::new(options.workers) };
    Router::new()
        .route("/api/territories", get(routes::territories::search))
        .route("/api/territories/{id}", get(routes::territories::one))
        .route("/api/territories/{id}/geometry", get(routes::geometry::of_territory))
        .route("/api/territories/{id}/overlaps", get(routes::overlaps::of_territory))
        .route("/api/territories/{id}/pieces", get(routes::pieces::of_territory))
        .route("/api/overlaps", post(routes::overlaps::of_ground))
        .route("/api/pieces", post(routes::pieces::of_ground))
        .route("/api/outline", post(routes::geometry::of_ground))
        .route("/api/locate", get(routes::locate::point).post(routes::batch::points))
        .route("/api/resolve", get(routes::resolve::code))
        .route("/api/stats", get(routes::stats::all))
        .route("/tiles/{file}", get(routes::tiles::description))
        .route("/tiles/{kind}/{zoom}/{x}/{file}", get(routes::tiles::tile))
        .route("/health", get(routes::health::alive))
        .route("/ready", get(routes::health::ready))
        .fallback(routes::pages::file)
        .layer(GuardLayer)
        .with_state(door)
}
