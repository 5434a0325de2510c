//! The question of funding, asked of a small country whose answers can be counted by hand.
#![allow(
    clippy::float_cmp,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "sums of whole numbers are exact; a check that cannot be made fails, and says where"
)]

mod catalogue;
#[path = "../../../atlas/tests/questions/country.rs"]
#[allow(dead_code, reason = "the country serves other questions too")]
mod country;
mod coverage;
mod files;
mod laws;
mod support;
