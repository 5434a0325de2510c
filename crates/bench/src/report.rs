//! The report: every measure in turn, one table, and the same as JSON.

use std::{
    fs,
    io::Write,
    path::Path,
    time::{Instant, SystemTime, UNIX_EPOCH},
};

use bench::{Country, store_path};
use comfy_table::{CellAlignment, Table, presets};
use serde::Serialize;

use crate::{
    batch, doors, estimate,
    failure::Failure,
    growth::{self, Base, Grown},
    library,
    lines::{self, Line},
    outline,
    postgis::Oracle,
    server::{Cores, Server},
    tiles,
};

/// Everything measured in one run.
#[derive(Serialize)]
struct Report {
    /// Seconds since 1970.
    taken_at: u64,
    cores: usize,
    lines: Vec<Line>,
    growth: Vec<Grown>,
}

/// Measures everything, prints the tables and keeps them as JSON.
pub(crate) fn run(files: &Path, into: &Path) -> Result<(), Failure> {
    let store = store_path();
    let steps = Steps(Instant::now());
    let mut lines = library::lines()?;
    let base = Base { store: &store, files };
    steps.say("the server's start and memory")?;
    let start = base.start_lines()?;
    steps.say("the base with 1, 2 and 4 times the vertices")?;
    let growth = [1, 2, 4].map(|parts| base.grown(parts));
    let growth = growth.into_iter().collect::<Result<Vec<Grown>, _>>()?;
    lines.extend(growth.first().map(Grown::keystroke_line));
    steps.say("filling PostGIS with the same data")?;
    let country = Country::open(&store)?;
    let year = country.year()?;
    let oracle = Oracle::new(&country.atlas, year)?;
    steps.say("PostGIS uniting régions")?;
    lines.push(outline::line(library::outline()?, &oracle)?);
    steps.say("the doors of the server, an empty one, and PostGIS")?;
    let echelle = Server::echelle(&store, Cores::One)?;
    lines.extend(doors::lines(&country.atlas, year, &echelle, &oracle)?);
    lines.push(batch::line(&echelle)?);
    lines.extend(start);
    steps.say("tiles, beside martin on the same communes, and images")?;
    lines.push(tiles::image_line(&country.atlas, year, &echelle)?);
    drop(echelle);
    lines.extend(tiles::lines(&store, &oracle)?);
    drop((oracle, country));
    steps.say("an import from nothing")?;
    lines.extend(base.import_lines()?);
    lines.extend(estimate::line(&store)?);
    let report = Report {
        taken_at: SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs()),
        cores: std::thread::available_parallelism().map_or(1, usize::from),
        lines,
        growth,
    };
    steps.say("done")?;
    report.print()?;
    report.keep(into)
}

impl Report {
    fn print(&self) -> Result<(), Failure> {
        let lines = table(&lines::HEADS, self.lines.iter().map(Line::cells));
        let growth = table(&growth::HEADS, self.growth.iter().map(Grown::cells));
        let text = format!(
            "\n{lines}\n\nHow it grows with the vertices\n\n{growth}\n\n\
             {} cores. Processor times are of the server or the thread that works; \
             each is a median.\n",
            self.cores
        );
        std::io::stdout().write_all(text.as_bytes()).map_err(Failure::of("printing"))
    }

    fn keep(&self, path: &Path) -> Result<(), Failure> {
        let here = || path.display().to_string();
        let text = serde_json::to_string_pretty(self)
            .map_err(|error| Failure::unexpected(here(), error.to_string()))?;
        path.parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| fs::write(path, text))
            .map_err(Failure::of(here()))
    }
}

/// Rows of text, the first column to the left and the others to the right.
fn table<const N: usize>(heads: &[&str; N], rows: impl Iterator<Item = [String; N]>) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::ASCII_MARKDOWN).set_header(heads);
    table.add_rows(rows);
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

/// Says how far a long run is.
struct Steps(Instant);

impl Steps {
    fn say(&self, step: &str) -> Result<(), Failure> {
        let time = self.0.elapsed().as_secs();
        writeln!(std::io::stderr(), "[{time:>4} s] {step}").map_err(Failure::of("printing"))
    }
}
