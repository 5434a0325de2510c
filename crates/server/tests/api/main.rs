//! The API over a small country, request by request, without a network.

mod caching;
#[path = "../../../atlas/tests/questions/country.rs"]
mod country;
mod description;
mod ground;
mod outlines;
mod places;
mod points;
mod support;
mod tiles;
