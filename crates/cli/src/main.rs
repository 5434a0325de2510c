//! `echelle`: the command line, and the only place that picks a store.

mod actors;
mod arguments;
mod banatic;
mod basket;
mod competences;
mod failure;
mod fetch;
mod funding;
mod import;
mod library;
mod locate;
mod output;
mod own;
mod questions;
mod report;
mod scale;
mod serve;
mod store_words;
mod tiles;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use failure::Failure;

/// An answer is many small pieces of memory: this allocator hands them out faster.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("ECHELLE_LOG")
                .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn")),
        )
        .with_writer(std::io::stderr)
        .init();
    let language = arguments.common.language();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads our output has seen enough.
        Err(Failure::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(failure) => {
            output::complain(&failure.message(language));
            failure.exit_code()
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let common = &arguments.common;
    match &arguments.command {
        Command::Fetch(options) => fetch::run(common, options),
        Command::Import(options) => import::run(common, options),
        Command::Stats => questions::stats(common),
        Command::Locate(options) => locate::run(common, options),
        Command::Search(options) => questions::search(common, options),
        Command::Territory { id } => questions::territory(common, id),
        Command::Overlaps(options) => questions::overlaps(common, options),
        Command::Outline(options) => questions::outline(common, options),
        Command::Resolve(options) => questions::resolve(common, options),
        Command::Funding(options) => funding::funding(common, options),
        Command::Themes(options) => funding::themes(common, options),
        Command::Agreement => questions::agreement(common),
        Command::Competences(options) => competences::competences(common, options),
        Command::Holders(options) => competences::holders(common, options),
        Command::Held(options) => competences::held(common, options),
        Command::Actors(options) => actors::actors(common, options),
        Command::Straddle(options) => scale::straddle(common, options),
        Command::Compare(options) => scale::compare(common, options),
        Command::RoundTable(options) => scale::round_table(common, options),
        Command::Own(command) => own::run(common, command),
        Command::Tiles(command) => tiles::run(common, command),
        Command::Serve(options) => serve::run(common, options),
    }
}
