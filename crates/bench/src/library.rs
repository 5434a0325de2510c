//! What criterion measured of the library, read from its files.

use std::{fs, path::PathBuf};

use serde::Deserialize;

use crate::{
    failure::Failure,
    lines::{Figure, Line, Target},
};

#[derive(Deserialize)]
struct Estimates {
    median: Estimate,
}

#[derive(Deserialize)]
struct Estimate {
    /// Nanoseconds.
    point_estimate: f64,
}

/// Rows of the batch that criterion times at once.
const ROWS: f64 = 65_536.0;

/// The lines of the library alone.
pub(crate) fn lines() -> Result<Vec<Line>, Failure> {
    let most = |seconds| Target::AtMost(Figure::Seconds(seconds));
    let own = |work: &str, name, target| {
        Ok::<_, Failure>(Line::own(work, Figure::Seconds(median(name)?), target))
    };
    Ok(vec![
        own("library: point → all kinds", "locate/point", most(0.3e-6))?,
        Line::own(
            "library: batch of points, rows of text in and out",
            Figure::PerSecond(ROWS / median("locate/rows")?),
            Target::AtLeast(Figure::PerSecond(1e6)),
        ),
        own("library: basin → all kinds, people, area, both shares", "overlaps/basin", most(2e-6))?,
        own("library: drawn area of 300 km² → all kinds", "overlaps/drawn", most(0.3e-3))?,
        own("library: outline of a région, all 18 in turn", "outline/region", most(10e-3))?,
        own(
            "library: outline of the région with most faces",
            "outline/widest-region",
            most(10e-3),
        )?,
        own("library: search, one keystroke", "search/keystroke", most(50e-6))?,
        own(
            "library: who is competent in a basin, few holders",
            "competences/basin-few",
            most(1e-3),
        )?,
        own("library: the same where it depends", "competences/basin-depends", most(1e-3))?,
        own("library: the same, every commune its own", "competences/basin-communes", most(1e-3))?,
        own("library: who is competent in a région", "competences/region-few", most(20e-3))?,
        own(
            "library: the région with most faces, few holders",
            "competences/widest-region-few",
            most(20e-3),
        )?,
        own(
            "library: the same where it depends",
            "competences/widest-region-depends",
            most(20e-3),
        )?,
        own(
            "library: the same, every commune its own",
            "competences/widest-region-communes",
            most(20e-3),
        )?,
        own("library: funding of a basin, all programmes", "funding/basin-all", most(1e-3))?,
        own("library: the same on a theme", "funding/basin-theme", most(1e-3))?,
        own("library: funding of a région, all programmes", "funding/region-all", most(20e-3))?,
        own("library: the same on a theme", "funding/region-theme", most(20e-3))?,
        own(
            "library: actors of a basin of 30 communes, 2 M loaded",
            "actors/basin-all",
            most(1e-3),
        )?,
        own("library: the same on a theme", "actors/basin-theme", most(1e-3))?,
        own("library: the same in words", "actors/basin-words", most(1e-3))?,
        own("library: the same with a typo", "actors/basin-typo", most(1e-3))?,
        own("library: actors of a région, 2 M loaded", "actors/region-all", most(20e-3))?,
        own("library: the same on a theme", "actors/region-theme", most(20e-3))?,
        own("library: the same in words", "actors/region-words", most(20e-3))?,
        own("library: the same with a typo", "actors/region-typo", most(20e-3))?,
    ])
}

/// The outline of a région, in seconds.
pub(crate) fn outline() -> Result<f64, Failure> {
    median("outline/region")
}

/// The median of a benchmark, in seconds.
fn median(name: &str) -> Result<f64, Failure> {
    let path = home().join(name).join("new/estimates.json");
    let text = fs::read_to_string(&path).map_err(|_| Failure::Missing {
        path: path.clone(),
        advice: "cargo bench -p bench, with CRITERION_HOME=target/bench/criterion",
    })?;
    let estimates: Estimates = serde_json::from_str(&text)
        .map_err(|error| Failure::unexpected(path.display().to_string(), error.to_string()))?;
    Ok(estimates.median.point_estimate / 1e9)
}

fn home() -> PathBuf {
    std::env::var_os("CRITERION_HOME")
        .map_or_else(|| PathBuf::from("target/bench/criterion"), PathBuf::from)
}
