//! The outline of a région from its faces, at every detail.

use std::hint::black_box;

use atlas::Subject;
use bench::{Country, CountryError};
use criterion::Criterion;
use territory::Kind;

use crate::ProcessorTime;

pub(crate) fn measure(
    criterion: &mut Criterion<ProcessorTime>,
    country: &Country,
) -> Result<(), CountryError> {
    let atlas = &country.atlas;
    let year = country.year()?;
    let mut regions: Vec<Subject<'_>> = atlas
        .of_kind(&Kind::REGION)
        .filter(|&index| atlas.entry(index).holds_at(year.vintage))
        .filter_map(|index| atlas.subject(index, year).ok())
        .collect();
    regions.sort_by_key(|region| region.faces().len());
    let mut group = criterion.benchmark_group("outline");
    let mut turn = regions.iter().cycle();
    group.bench_function("region", |bencher| {
        bencher.iter(|| turn.next().map(|region| atlas.outline(black_box(region), None)));
    });
    group.bench_function("widest-region", |bencher| {
        bencher.iter(|| regions.last().map(|region| atlas.outline(black_box(region), None)));
    });
    group.finish();
    Ok(())
}
