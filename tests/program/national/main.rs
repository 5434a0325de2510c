//! The whole program on the national data: `scripts/test` prepares it and runs these checks.
#![allow(missing_docs, reason = "a check says what it checks by its name")]

mod communes;
mod counts;
mod door;
mod files;
mod killed;
mod missing;
mod official;
mod oracle;
mod points;
mod refusals;
mod search;
