//! The whole program on the national data: `scripts/test` prepares it and runs these checks.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a check that cannot be made fails, and says where"
)]

mod actors;
mod communes;
mod counts;
mod door;
mod files;
mod funding;
mod killed;
mod law;
mod missing;
mod official;
mod oracle;
mod perimeters;
mod points;
mod refusals;
mod scale;
mod search;
