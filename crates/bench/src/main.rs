//! How fast: measures the whole program from outside, sets it beside PostGIS on the same data in
//! the same run, and prints one table. `scripts/bench` runs it.

mod batch;
mod densify;
mod doors;
mod empty;
mod estimate;
mod failure;
mod grow;
mod growth;
mod library;
mod lines;
mod outline;
mod postgis;
mod process;
mod report;
mod server;
mod tiles;
mod wrk;

use std::{io::Write, net::SocketAddr, path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

use failure::Failure;

#[derive(Debug, Parser)]
#[command(name = "bench", about = "How fast Échelle is on the national data")]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Measures everything and prints the report (the default)
    Report {
        /// The folder of the base's packages, as `echelle fetch` fills it
        #[arg(long, default_value = "var/sources")]
        from: PathBuf,
        /// Where the report is kept as JSON
        #[arg(long, default_value = "target/bench/report.json")]
        into: PathBuf,
    },
    /// A part of the report: a server that answers nothing
    #[command(hide = true)]
    Empty {
        #[arg(long)]
        bind: SocketAddr,
    },
    /// A part of the report: a server that always answers the same
    #[command(hide = true)]
    Bytes {
        #[arg(long)]
        bind: SocketAddr,
        #[arg(long)]
        file: PathBuf,
    },
    /// A part of the report: makes a store whose edges are cut in parts
    #[command(hide = true)]
    Grow {
        parts: u32,
        #[arg(long)]
        from: PathBuf,
        #[arg(long)]
        into: PathBuf,
    },
    /// A part of the report: what a store costs once it is loaded
    #[command(hide = true)]
    Weigh { store: PathBuf },
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let _ = writeln!(std::io::stderr(), "{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<(), Failure> {
    let report = || Command::Report {
        from: PathBuf::from("var/sources"),
        into: PathBuf::from("target/bench/report.json"),
    };
    match arguments.command.unwrap_or_else(report) {
        Command::Report { from, into } => report::run(&from, &into),
        Command::Empty { bind } => empty::serve(bind),
        Command::Bytes { bind, file } => empty::serve_bytes(bind, &file),
        Command::Grow { parts, from, into } => grow::grow(parts, &from, &into),
        Command::Weigh { store } => grow::weigh(&store),
    }
}
