//! The library's questions on the national data, timed by criterion. `scripts/bench` reads the
//! medians and sets them beside what is measured from outside.

mod actors;
mod competences;
mod funding;
mod outline;
mod overlaps;
mod points;
mod scale;
mod search;

use std::{io::Write, process::ExitCode, time::Duration};

use bench::{Country, CountryError, processor_time, store_path};
use criterion::{
    Criterion,
    measurement::{Measurement, ValueFormatter, WallTime},
};

fn main() -> ExitCode {
    match measure() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "nothing was measured: {error}");
            ExitCode::FAILURE
        }
    }
}

fn measure() -> Result<(), CountryError> {
    let country = Country::open(&store_path())?;
    let mut criterion = Criterion::default()
        .with_measurement(ProcessorTime)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(4))
        .configure_from_args();
    points::measure(&mut criterion, &country)?;
    overlaps::measure(&mut criterion, &country)?;
    outline::measure(&mut criterion, &country)?;
    search::measure(&mut criterion, &country)?;
    competences::measure(&mut criterion, &country)?;
    funding::measure(&mut criterion, &country)?;
    actors::measure(&mut criterion, &country)?;
    scale::measure(&mut criterion, &country)?;
    criterion.final_summary();
    Ok(())
}

/// Measures processor time, which neighbours on the machine do not stretch as they do time itself.
pub(crate) struct ProcessorTime;

impl Measurement for ProcessorTime {
    type Intermediate = Duration;
    type Value = Duration;

    fn start(&self) -> Duration {
        processor_time()
    }

    fn end(&self, start: Duration) -> Duration {
        processor_time().saturating_sub(start)
    }

    fn add(&self, one: &Duration, other: &Duration) -> Duration {
        *one + *other
    }

    fn zero(&self) -> Duration {
        Duration::ZERO
    }

    fn to_f64(&self, value: &Duration) -> f64 {
        value.as_nanos() as f64
    }

    fn formatter(&self) -> &dyn ValueFormatter {
        WallTime.formatter()
    }
}
