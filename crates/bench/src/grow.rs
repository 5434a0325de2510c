//! One national base with more vertices, made and measured in a process of its own.

use std::{
    io::Write,
    path::Path,
    time::{Duration, Instant},
};

use bench::{Country, CountryError, basins, drawn_areas, keystrokes, land_points, processor_time};
use geo_types::{LineString, MultiPolygon, Polygon};
use geometry::{Shape, ShapeLimits};
use serde::{Deserialize, Serialize};
use sources::{Catalogue, KnownSource, Role, base, fetch};
use store::{Change, GeoPackageStore, Store};
use territory::Kind;

use crate::{densify::densify, failure::Failure, lines::median, process::memory};

/// What making a base took, in seconds of the clock.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub(crate) struct Made {
    /// Vertices of the mesh.
    pub(crate) vertices: usize,
    /// Reading the packages.
    pub(crate) read: f64,
    /// Faces and territories.
    pub(crate) assemble: f64,
    /// The store.
    pub(crate) write: f64,
}

/// What a store costs once it is loaded, in seconds of processor time and bytes.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub(crate) struct Weight {
    pub(crate) memory: u64,
    pub(crate) load: f64,
    pub(crate) locate: f64,
    pub(crate) basin: f64,
    pub(crate) drawn: f64,
    pub(crate) outline: f64,
    pub(crate) slowest_outline: f64,
    pub(crate) slowest_keystroke: f64,
}

/// Makes a store whose edges are cut in `parts`, with the layers of another store.
pub(crate) fn grow(parts: u32, files: &Path, layers: &Path, into: &Path) -> Result<(), Failure> {
    let layers = GeoPackageStore::open_read_only(layers)?.load()?.dataset.layers;
    let catalogue = Catalogue::bundled()?;
    let files = fetch::base_files(&catalogue, files).map_err(|missing| Failure::Missing {
        path: files.join(missing.first().map(|source| source.name.as_str()).unwrap_or_default()),
        advice: "echelle fetch",
    })?;
    let start = Instant::now();
    let mut raw = base::read(&files, &mut |_| {})?;
    let read = start.elapsed();
    densify(&mut raw, parts);
    let sources = catalogue.sources.iter().filter(|source| source.role != Role::Layer);
    let start = Instant::now();
    let (base, _) = base::assemble(&raw, sources.map(KnownSource::record).collect())?;
    let assemble = start.elapsed();
    drop(raw);
    let start = Instant::now();
    let changes: Vec<Change<'_>> =
        [Change::Base(&base)].into_iter().chain(layers.iter().map(Change::Layer)).collect();
    GeoPackageStore::create(into)?.write(&changes, &mut |_| {})?;
    say(&Made {
        vertices: base.mesh.vertex_count(),
        read: read.as_secs_f64(),
        assemble: assemble.as_secs_f64(),
        write: start.elapsed().as_secs_f64(),
    })
}

/// Loads a store and asks it everything.
pub(crate) fn weigh(store: &Path) -> Result<(), Failure> {
    let start = processor_time();
    let country = Country::open(store)?;
    let load = processor_time().saturating_sub(start).as_secs_f64();
    let memory = memory(std::process::id())?.now;
    let outlines = outlines(&country)?;
    say(&Weight {
        memory,
        load,
        locate: locate(&country)?,
        basin: basin(&country)?,
        drawn: drawn(&country)?,
        outline: outlines.iter().sum::<f64>() / outlines.len().max(1) as f64,
        slowest_outline: outlines.into_iter().fold(0.0, f64::max),
        slowest_keystroke: slowest_keystroke(&country)?,
    })
}

fn say(figures: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string(figures)
        .map_err(|error| Failure::unexpected("the figures", error.to_string()))?;
    writeln!(std::io::stdout(), "{text}").map_err(Failure::of("printing"))
}

/// Processor time of one of `count` pieces of work done in a row: the median of some rows.
fn time_of_one(count: usize, mut work: impl FnMut()) -> f64 {
    const ROWS: usize = 9;
    let mut row = || {
        let start = processor_time();
        work();
        processor_time().saturating_sub(start).as_secs_f64() / count.max(1) as f64
    };
    median((0..ROWS).map(|_| row()).collect())
}

fn locate(country: &Country) -> Result<f64, CountryError> {
    const POINTS: usize = 1 << 17;
    let year = country.year()?;
    let points = land_points(&country.atlas, year, POINTS);
    let mut found = Vec::with_capacity(32);
    Ok(time_of_one(points.len(), || {
        for &point in &points {
            country.atlas.locate(point, year, &mut found);
            std::hint::black_box(&found);
        }
    }))
}

fn basin(country: &Country) -> Result<f64, Failure> {
    let (atlas, year, kinds) = (&country.atlas, country.year()?, country.kinds());
    let subjects = basins(atlas, year)
        .into_iter()
        .map(|basin| atlas.subject(basin, year))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(time_of_one(subjects.len(), || {
        for subject in &subjects {
            std::hint::black_box(atlas.overlaps(subject, &kinds, year));
        }
    }))
}

fn drawn(country: &Country) -> Result<f64, CountryError> {
    let (atlas, year, kinds) = (&country.atlas, country.year()?, country.kinds());
    let rings = drawn_areas(50);
    Ok(time_of_one(rings.len(), || {
        for ring in &rings {
            let line: LineString<f64> = ring.iter().map(|&[x, y]| (x, y)).collect();
            let polygons = MultiPolygon(vec![Polygon::new(line, Vec::new())]);
            let overlaps = Shape::strict(polygons, ShapeLimits::DRAWN)
                .map_err(atlas::QuestionError::from)
                .and_then(|shape| atlas.polygon(shape, year))
                .map(|subject| atlas.overlaps(&subject, &kinds, year));
            std::hint::black_box(overlaps.is_ok());
        }
    }))
}

/// The outline of each région.
fn outlines(country: &Country) -> Result<Vec<f64>, Failure> {
    let (atlas, year) = (&country.atlas, country.year()?);
    let present = |index: &atlas::TerritoryIndex| atlas.entry(*index).holds_at(year.vintage);
    atlas
        .of_kind(&Kind::REGION)
        .filter(present)
        .map(|region| {
            let subject = atlas.subject(region, year)?;
            Ok(time_of_one(1, || {
                std::hint::black_box(atlas.outline(&subject, None));
            }))
        })
        .collect()
}

/// The keystroke that takes longest, of all that are typed in the golden searches.
fn slowest_keystroke(country: &Country) -> Result<f64, CountryError> {
    const SHOWN: usize = 8;
    let (atlas, year, kinds) = (&country.atlas, country.year()?, country.kinds());
    let times = keystrokes().into_iter().map(|text| {
        time_of_one(1, || {
            std::hint::black_box(atlas.search(&text, SHOWN, &kinds, year));
        })
    });
    Ok(times.fold(0.0, f64::max))
}

/// Figures printed by a process of ours.
pub(crate) fn parse<T: for<'a> Deserialize<'a>>(printed: &str) -> Result<T, Failure> {
    serde_json::from_str(printed.trim()).map_err(|error| {
        Failure::unexpected("the figures of a process", format!("{error}: {printed}"))
    })
}

/// Seconds of a duration, for lines.
pub(crate) fn seconds(time: Duration) -> crate::lines::Figure {
    crate::lines::Figure::Seconds(time.as_secs_f64())
}
