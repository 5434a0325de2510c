//! The index of routes.

use std::sync::Arc;

use axum::Router;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{Options, Site, guard::GuardLayer, openapi, routes, work::Workers};

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
    let (router, description) = described().split_for_parts();
    router
        .merge(routes::docs::router(description))
        .merge(routes::sheet::router())
        .route("/fonts/LICENSE", axum::routing::get(routes::styles::licence))
        .route("/", axum::routing::any(routes::embed::home))
        .fallback(routes::pages::file)
        .layer(GuardLayer)
        .with_state(door)
}

/// The routes that the description of the API tells of.
fn described() -> OpenApiRouter<Door> {
    OpenApiRouter::with_openapi(openapi::head())
        .routes(routes!(routes::territories::search))
        .routes(routes!(routes::territories::one))
        .routes(routes!(routes::resolve::code))
        .routes(routes!(routes::locate::point, routes::batch::points))
        .routes(routes!(routes::overlaps::of_territory))
        .routes(routes!(routes::overlaps::of_ground))
        .routes(routes!(routes::geometry::of_territory))
        .routes(routes!(routes::geometry::of_ground))
        .routes(routes!(routes::download::of_territory))
        .routes(routes!(routes::download::of_ground))
        .routes(routes!(routes::pieces::of_territory))
        .routes(routes!(routes::pieces::of_ground))
        .routes(routes!(routes::actors::of_territory))
        .routes(routes!(routes::actors::of_ground))
        .routes(routes!(routes::funding::of_territory))
        .routes(routes!(routes::funding::of_ground))
        .routes(routes!(routes::funding::themes_list))
        .routes(routes!(routes::competences::list))
        .routes(routes!(routes::holders::of_parameter, routes::holders::of_ground))
        .routes(routes!(routes::holders::of_territory))
        .routes(routes!(routes::competences::of_authority))
        .routes(routes!(routes::scale::straddle))
        .routes(routes!(routes::scale::straddle_of_ground))
        .routes(routes!(routes::scale::compare, routes::scale::compare_ground))
        .routes(routes!(routes::scale::round_table))
        .routes(routes!(routes::scale::round_table_of_ground))
        .routes(routes!(routes::sheet::of_territory))
        .routes(routes!(routes::sheet::of_ground))
        .routes(routes!(routes::image::image))
        .routes(routes!(routes::embed::of_territory))
        .routes(routes!(routes::embed::of_ground))
        .routes(routes!(routes::embed::oembed))
        .routes(routes!(routes::own::list, routes::own::keep))
        .routes(routes!(routes::own::one, routes::own::rename, routes::own::remove))
        .routes(routes!(routes::tiles::description))
        .routes(routes!(routes::tiles::tile))
        .routes(routes!(routes::styles::style))
        .routes(routes!(routes::styles::letters))
        .routes(routes!(routes::styles::sprites))
        .routes(routes!(routes::stats::all))
        .routes(routes!(routes::health::alive))
        .routes(routes!(routes::health::ready))
}
