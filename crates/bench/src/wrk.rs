//! Requests sent by wrk from its own core, and what each cost the server.

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use tempfile::TempDir;

use crate::{
    failure::Failure,
    process::{CLIENT_CORE, Running, output, pinned},
};

/// Connections kept open at a time: enough that the server never waits for work.
const CONNECTIONS: u32 = 32;

/// Requests written down for wrk, and the script that reads them.
#[derive(Debug)]
pub(crate) struct Requests {
    script: PathBuf,
    list: PathBuf,
}

/// What a run gave.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Load {
    /// Requests answered in a second.
    pub(crate) per_second: f64,
    /// Processor time of the server for one, in seconds.
    pub(crate) cost: f64,
}

impl Requests {
    /// `GET`s of these paths.
    pub(crate) fn get(
        folder: &TempDir,
        name: &str,
        paths: impl Iterator<Item = String>,
    ) -> Result<Self, Failure> {
        Self::write(folder, name, paths.map(|path| format!("GET\t{path}")))
    }

    /// `POST`s of these bodies to one path.
    pub(crate) fn post(
        folder: &TempDir,
        name: &str,
        path: &str,
        bodies: impl Iterator<Item = String>,
    ) -> Result<Self, Failure> {
        Self::write(folder, name, bodies.map(|body| format!("POST\t{path}\t{body}")))
    }

    fn write(
        folder: &TempDir,
        name: &str,
        lines: impl Iterator<Item = String>,
    ) -> Result<Self, Failure> {
        let script = folder.path().join("requests.lua");
        put(&script, include_str!("../lua/requests.lua"))?;
        let list = folder.path().join(format!("{name}.txt"));
        let mut text = String::new();
        for line in lines {
            // A string takes all that is written to it.
            let _ = writeln!(text, "{line}");
        }
        put(&list, &text)?;
        Ok(Self { script, list })
    }

    /// Sends the requests to a server over and over, for a time.
    pub(crate) fn send(
        &self,
        server: &Running,
        port: u16,
        time: Duration,
    ) -> Result<Load, Failure> {
        let before = server.time()?;
        let mut wrk = pinned(CLIENT_CORE, "wrk");
        wrk.args(["--threads", "1", "--connections", &CONNECTIONS.to_string()])
            .arg(format!("--duration={}s", time.as_secs().max(1)))
            .arg("--script")
            .arg(&self.script)
            .arg(format!("http://127.0.0.1:{port}"))
            .arg("--")
            .arg(&self.list);
        let printed = output(&mut wrk)?;
        let spent = server.time()?.saturating_sub(before);
        let (requests, seconds) = measured(&printed)?;
        Ok(Load { per_second: requests / seconds, cost: spent.as_secs_f64() / requests })
    }
}

fn put(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text).map_err(Failure::of(path.display().to_string()))
}

/// Requests and seconds; an answer that is no success makes the figure worthless.
fn measured(printed: &str) -> Result<(f64, f64), Failure> {
    let unexpected = || Failure::unexpected("the summary of wrk", printed);
    let line =
        printed.lines().find_map(|line| line.strip_prefix("measured ")).ok_or_else(unexpected)?;
    let figures: Vec<f64> = line.split(' ').filter_map(|figure| figure.parse().ok()).collect();
    match figures[..] {
        [requests, microseconds, 0.0, 0.0] if requests > 0.0 && microseconds > 0.0 => {
            Ok((requests, microseconds / 1e6))
        }
        _ => Err(unexpected()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(printed: &str, expect: Option<(f64, f64)>) {
        assert_eq!(measured(printed).ok(), expect, "{printed}");
    }

    #[test]
    fn only_runs_without_failures_count() {
        check("Running…\nmeasured 1000 2000000 0 0\n", Some((1000.0, 2.0)));
        check("measured 1000 2000000 3 0", None);
        check("measured 1000 2000000 0 1", None);
        check("measured 0 2000000 0 0", None);
        check("Requests/sec: 12", None);
    }
}
