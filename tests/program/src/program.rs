//! The command line, run as a person would.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

use crate::prepared;

/// What a run of the program left.
#[derive(Debug)]
pub struct Said {
    /// The exit code; none where a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// The store that `scripts/test` imported.
#[must_use]
pub fn store() -> PathBuf {
    PathBuf::from(prepared("ECHELLE_TEST_STORE"))
}

/// The folder the sources were fetched into.
#[must_use]
pub fn sources() -> PathBuf {
    PathBuf::from(prepared("ECHELLE_TEST_SOURCES"))
}

/// Runs the program on a store.
///
/// # Panics
/// Where it cannot be started.
pub fn run_on(store: &Path, arguments: &[impl AsRef<OsStr>]) -> Said {
    let output = Command::new(prepared("ECHELLE_BINARY"))
        .args(arguments)
        .env("ECHELLE_STORE", store)
        .env("ECHELLE_LANG", "en")
        .output()
        .expect("the program starts");
    Said {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).expect("answers are UTF-8"),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Runs the program on the national store.
pub fn run(arguments: &[impl AsRef<OsStr>]) -> Said {
    run_on(&store(), arguments)
}

/// The JSON answer to a question asked of the national store.
///
/// # Panics
/// Where the program fails or answers anything but JSON.
#[must_use]
pub fn ask(arguments: &[&str]) -> Value {
    let said = run(&[arguments, &["--json"]].concat());
    assert_eq!(said.code, Some(0), "{arguments:?}: {}", said.err);
    serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{arguments:?}: {error}"))
}
