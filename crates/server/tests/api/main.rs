//! The API over a small country: request by request without a network, then over real connections.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a check that cannot be made fails, and says where"
)]

mod actors;
mod caching;
mod competences;
#[allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "the country is that of the atlas’s own tests"
)]
#[path = "../../../atlas/tests/questions/country.rs"]
mod country;
mod description;
mod download;
mod embed;
mod funding;
mod ground;
mod hot;
mod listening;
mod outlines;
mod own;
mod places;
mod points;
mod scale;
mod sheet;
mod styles;
mod support;
mod tiles;
