//! A basin of life, or an area someone draws, against all territories of all kinds: people, area
//! and both shares.

use std::hint::black_box;

use bench::{Country, CountryError, basins, drawn_areas};
use criterion::Criterion;
use geo_types::{LineString, MultiPolygon, Polygon};
use geometry::{Shape, ShapeLimits};

use crate::ProcessorTime;

pub(crate) fn measure(
    criterion: &mut Criterion<ProcessorTime>,
    country: &Country,
) -> Result<(), CountryError> {
    let atlas = &country.atlas;
    let year = country.year()?;
    let kinds = country.kinds();
    let basins = basins(atlas, year);
    let mut group = criterion.benchmark_group("overlaps");
    let mut turn = basins.iter().cycle();
    group.bench_function("basin", |bencher| {
        bencher.iter(|| {
            let subject = turn.next().and_then(|&basin| atlas.subject(basin, year).ok())?;
            let overlaps = atlas.overlaps(black_box(&subject), &kinds, year);
            let shares: f64 = overlaps
                .iter()
                .map(|overlap| {
                    let other = year.facts(overlap.territory);
                    let people = other.people.unwrap_or(0);
                    overlap.people / subject.people.max(1.0)
                        + overlap.area / subject.area
                        + overlap.people / f64::from(people.max(1))
                        + overlap.area / other.area
                })
                .sum();
            Some(shares)
        });
    });

    let drawn: Vec<MultiPolygon<f64>> = drawn_areas(256)
        .into_iter()
        .map(|ring| {
            let line: LineString<f64> = ring.into_iter().map(<(f64, f64)>::from).collect();
            MultiPolygon(vec![Polygon::new(line, Vec::new())])
        })
        .collect();
    let mut turn = drawn.iter().cycle();
    group.bench_function("drawn", |bencher| {
        bencher.iter(|| {
            let polygons = turn.next()?.clone();
            let shape = Shape::strict(black_box(polygons), ShapeLimits::DRAWN).ok()?;
            let subject = atlas.polygon(shape, year).ok()?;
            Some(atlas.overlaps(&subject, &kinds, year).len())
        });
    });
    group.finish();
    Ok(())
}
