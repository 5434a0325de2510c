//! PostGIS, over the raw polygons of 2024 read by another reader: what answers are compared with.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use crate::prepared;

/// Runs SQL and gives the rows of its last query, fields parted by tabs.
///
/// Each call is a connection of its own, so that temporary tables disturb no other check.
///
/// # Panics
/// Where the oracle is not there or refuses.
#[must_use]
pub fn sql(script: &str) -> Vec<Vec<String>> {
    let mut psql = Command::new("psql")
        .args(["-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1"])
        .env("PGHOST", prepared("ECHELLE_TEST_ORACLE"))
        .env("PGUSER", "postgres")
        .env("PGDATABASE", "oracle")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("psql starts");
    let mut input = psql.stdin.take().expect("psql reads");
    input.write_all(script.as_bytes()).expect("psql takes the script");
    drop(input);
    let output = psql.wait_with_output().expect("psql ends");
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{complaint}");
    String::from_utf8(output.stdout)
        .expect("rows are UTF-8")
        .lines()
        .map(|row| row.split('\t').map(str::to_owned).collect())
        .collect()
}
