//! One national base with more vertices, made and measured in a process of its own.

use std::{io::Write, path::Path, time::Duration};

use bench::{Country, CountryError, basins, drawn_areas, keystrokes, land_points, processor_time};
use dataset::Dataset;
use geo_types::{LineString, MultiPolygon, Polygon};
use geometry::{MeshBuilder, Shape, ShapeLimits, Tolerance, Vertex, rings, vertices_of};
use serde::{Deserialize, Serialize};
use store::{Change, GeoPackageStore, Store};
use territory::Kind;

use crate::{densify::densify, failure::Failure, lines::median, process::memory};

/// What making a base took, in seconds of processor time.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub(crate) struct Made {
    /// Vertices of the mesh.
    pub(crate) vertices: usize,
    /// Arcs and faces from the rings of the communes.
    pub(crate) mesh: f64,
    /// The store.
    pub(crate) store: f64,
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

/// Makes a store like another, its edges cut in `parts`.
pub(crate) fn grow(parts: u32, from: &Path, into: &Path) -> Result<(), Failure> {
    let Dataset { base, layers } = GeoPackageStore::open_read_only(from)?.load()?.dataset;
    let Some(mut base) = base else { return Err(atlas::AtlasError::NoBase.into()) };
    let cut: Vec<Vec<Vec<Vertex>>> = base
        .mesh
        .faces()
        .map(|face| {
            let around = rings(&base.mesh, &[face]);
            around.iter().map(|r| densify(&vertices_of(&base.mesh, r, None), parts)).collect()
        })
        .collect();
    let start = processor_time();
    let mut builder = MeshBuilder::default();
    for rings in &cut {
        builder.add_face(rings.iter().map(Vec::as_slice));
    }
    base.mesh = builder.build(Tolerance { width: 20.0 })?.0;
    let mesh = processor_time().saturating_sub(start);
    drop(cut);
    let start = processor_time();
    let changes: Vec<Change<'_>> =
        [Change::Base(&base)].into_iter().chain(layers.iter().map(Change::Layer)).collect();
    GeoPackageStore::create(into)?.write(&changes, &mut |_| {})?;
    say(&Made {
        vertices: base.mesh.vertex_count(),
        mesh: mesh.as_secs_f64(),
        store: processor_time().saturating_sub(start).as_secs_f64(),
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
