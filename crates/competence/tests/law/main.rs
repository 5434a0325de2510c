//! The law on a small country: the built-in catalogue, and small ones written for one point each.

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

#[path = "../../../atlas/tests/questions/country.rs"]
#[allow(dead_code, reason = "each crate that shares the country uses a part of it")]
mod country;

mod bundled;
mod declared;
mod flaws;
mod rules;
mod support;
