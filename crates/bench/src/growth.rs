//! What the national base costs: memory, start and import, and how each grows with the vertices.

use std::{
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use serde::Serialize;

use crate::{
    failure::Failure,
    grow::{Made, Weight, parse, seconds},
    lines::{Figure, Line, Target, median},
    process::{Running, output},
    server::{Cores, Server, echelle},
};

/// The base with its edges cut in `parts`.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Grown {
    /// Parts of an edge: 1 is the base as it is.
    pub(crate) parts: u32,
    made: Made,
    weight: Weight,
    /// Memory of the server once it answers, in bytes; and the most it held on the way.
    server_memory: u64,
    server_peak: u64,
    /// From its start until it is ready, in seconds.
    ready: f64,
}

/// A base under measure and what it is measured with.
pub(crate) struct Base<'a> {
    /// The store of the real base.
    pub(crate) store: &'a Path,
    /// The folder of the packages.
    pub(crate) files: &'a Path,
}

impl Base<'_> {
    /// Memory and start of the server on the real base.
    pub(crate) fn start_lines(&self) -> Result<Vec<Line>, Failure> {
        const STARTS: usize = 5;
        let mut ready = Vec::new();
        let mut memory = Vec::new();
        let mut peak = Vec::new();
        let mut spent = Vec::new();
        for _ in 0..STARTS {
            let server = Server::echelle(self.store, Cores::All)?;
            ready.push(server.ready_after.as_secs_f64());
            spent.push(server.process.time()?.as_secs_f64());
            let held = server.process.memory()?;
            memory.push(held.now as f64);
            peak.push(held.most as f64);
        }
        let limit = |bytes| Target::AtMost(Figure::Bytes(bytes));
        Ok(vec![
            Line::own("server: resident once ready", Figure::Bytes(median(memory)), limit(250e6)),
            Line::own("server: most held while loading", Figure::Bytes(median(peak)), Target::None),
            Line::own(
                "server: from start to ready",
                Figure::Seconds(median(ready)),
                Target::AtMost(Figure::Seconds(2.0)),
            ),
            Line::own(
                "server: from start to ready, processor time",
                Figure::Seconds(median(spent)),
                Target::None,
            ),
        ])
    }

    /// A cold import by the real program.
    pub(crate) fn import_lines(&self) -> Result<Vec<Line>, Failure> {
        let folder = tempfile::tempdir().map_err(Failure::of("making a folder for a store"))?;
        let mut command = Command::new(echelle()?);
        command.args(["import", "base", "--from"]).arg(self.files);
        command.arg("--store").arg(folder.path().join("echelle.gpkg"));
        let start = Instant::now();
        let mut import = Running::start(&mut command)?;
        let (mut peak, mut spent) = (0, Duration::ZERO);
        while import.runs() {
            // The process may end between the two looks.
            if let (Ok(memory), Ok(time)) = (import.memory(), import.time()) {
                (peak, spent) = (memory.most, time);
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let took = start.elapsed();
        if !import.wait().map_err(Failure::of("waiting for the import"))? {
            return Err(Failure::unexpected("echelle import base", "it failed"));
        }
        let limit = Target::AtMost(Figure::Seconds(60.0));
        Ok(vec![
            Line::own("import of the base and all layers", seconds(took), limit),
            Line::own("import, processor time", seconds(spent), Target::None),
            Line::own("import, most held", Figure::Bytes(peak as f64), Target::None),
        ])
    }

    /// The base with its edges cut.
    pub(crate) fn grown(&self, parts: u32) -> Result<Grown, Failure> {
        let folder = tempfile::tempdir().map_err(Failure::of("making a folder for a store"))?;
        let store = folder.path().join("echelle.gpkg");
        let this = || std::env::current_exe().map_err(Failure::of("finding this program"));
        let mut grow = Command::new(this()?);
        grow.arg("grow").arg(parts.to_string()).arg("--from").arg(self.store);
        let made = output(grow.arg("--into").arg(&store))?;
        let weight = output(Command::new(this()?).arg("weigh").arg(&store))?;
        let server = Server::echelle(&store, Cores::All)?;
        let held = server.process.memory()?;
        Ok(Grown {
            parts,
            made: parse(&made)?,
            weight: parse(&weight)?,
            server_memory: held.now,
            server_peak: held.most,
            ready: server.ready_after.as_secs_f64(),
        })
    }
}

/// The heads of the columns of [`Grown::cells`].
pub(crate) const HEADS: [&str; 12] = [
    "edges in",
    "vertices",
    "mesh built",
    "store written",
    "ready",
    "server",
    "atlas alone",
    "point",
    "basin",
    "drawn",
    "région, mean",
    "slowest",
];

impl Grown {
    /// The cells of its row.
    pub(crate) fn cells(&self) -> [String; 12] {
        let time = |seconds| Figure::Seconds(seconds).to_string();
        let bytes = |bytes: u64| Figure::Bytes(bytes as f64).to_string();
        [
            self.parts.to_string(),
            self.made.vertices.to_string(),
            time(self.made.mesh),
            time(self.made.store),
            time(self.ready),
            bytes(self.server_memory),
            bytes(self.weight.memory),
            time(self.weight.locate),
            time(self.weight.basin),
            time(self.weight.drawn),
            time(self.weight.outline),
            time(self.weight.slowest_outline),
        ]
    }

    /// The keystroke that takes longest, a line of the report.
    pub(crate) fn keystroke_line(&self) -> Line {
        Line::own(
            "library: search, the slowest keystroke of the golden searches",
            Figure::Seconds(self.weight.slowest_keystroke),
            Target::AtMost(Figure::Seconds(50e-6)),
        )
    }
}
