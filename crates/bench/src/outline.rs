//! The outline of a région from its faces, against PostGIS uniting the same faces.

use std::time::Duration;

use crate::{
    failure::Failure,
    lines::{Figure, Line, Target},
    postgis::Oracle,
};

/// `ours` is the library's own processor time, in seconds.
pub(crate) fn line(ours: f64, oracle: &Oracle) -> Result<Line, Failure> {
    let theirs = oracle.cost(include_str!("../sql/outline.sql"), Duration::from_secs(8))?;
    Ok(Line::against(
        "library: outline of a région, against PostGIS uniting the same faces",
        Figure::Seconds(ours),
        Figure::Seconds(theirs),
        Target::None,
    ))
}
