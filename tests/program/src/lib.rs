//! What the checks of the whole program share: its command line, its server, and the oracle.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a check that cannot be made fails, and says where"
)]

mod door;
mod oracle;
mod program;

pub use door::{Answer, announce, get, get_with, post};
pub use oracle::sql;
pub use program::{Said, ask, run, run_on, sources, store};

use serde_json::Value;

/// The value of a variable that `scripts/test` sets.
///
/// # Panics
/// Where it is not set: these checks need what `scripts/test` prepares.
#[must_use]
pub fn prepared(name: &str) -> String {
    std::env::var(name)
        .unwrap_or_else(|_| panic!("{name} is not set: run these checks through scripts/test"))
}

/// The text under a JSON pointer.
///
/// # Panics
/// Where there is none.
#[must_use]
pub fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value
        .pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_else(|| panic!("no text at {pointer} in {value}"))
}

/// The number under a JSON pointer.
///
/// # Panics
/// Where there is none.
#[must_use]
pub fn number(value: &Value, pointer: &str) -> f64 {
    value
        .pointer(pointer)
        .and_then(Value::as_f64)
        .unwrap_or_else(|| panic!("no number at {pointer} in {value}"))
}

/// The list under a JSON pointer.
///
/// # Panics
/// Where there is none.
#[must_use]
pub fn list<'a>(value: &'a Value, pointer: &str) -> &'a [Value] {
    value
        .pointer(pointer)
        .and_then(Value::as_array)
        .unwrap_or_else(|| panic!("no list at {pointer} in {value}"))
}

/// The ids of a list of territories.
#[must_use]
pub fn ids(territories: &[Value]) -> Vec<&str> {
    territories.iter().map(|territory| text(territory, "/id")).collect()
}
