//! Which scale to choose: what cuts a basin, the scales around it, its smallest round table.

use std::{hint::black_box, sync::Arc};

use bench::{Country, CountryError, Grounds};
use competence::Register;
use criterion::Criterion;
use funding::Programmes;
use scale::{CompareQuestion, Rooms, TableQuestion, Tables};

use crate::ProcessorTime;

pub(crate) fn measure(
    criterion: &mut Criterion<ProcessorTime>,
    country: &Country,
) -> Result<(), CountryError> {
    let (atlas, year) = (&country.atlas, country.year()?);
    let law = competence::Catalogue::bundled().map_err(CountryError::built_in)?;
    let register = Register::new(Arc::new(law), atlas, Vec::new());
    let aids = funding::Catalogue::bundled().map_err(CountryError::built_in)?;
    let programmes = Programmes::new(atlas, aids);
    let tables = Tables::bundled().map_err(CountryError::built_in)?;
    let rooms = Rooms {
        atlas,
        year,
        date: "2026-11-23".parse().map_err(|e: territory::DateError| CountryError::built_in(e))?,
        register: Some(&register),
        directory: None,
        programmes: Some(&programmes),
        themes: &programmes.catalogue().themes,
        tables: &tables,
    };
    let Some(theme) = rooms.themes.find("petite-enfance") else { return Ok(()) };
    let Grounds { basins, .. } = Grounds::new(atlas, year);
    let mut group = criterion.benchmark_group("scale");
    let mut turn = basins.iter().cycle();
    group.bench_function("basin-straddle", |bencher| {
        bencher.iter(|| Some(scale::straddle(&rooms, (black_box(turn.next()?), "")).levels.len()));
    });
    let compare = CompareQuestion::new(Some(theme));
    group.bench_function("basin-compare", |bencher| {
        bencher.iter(|| {
            let start = black_box(turn.next()?);
            Some(scale::compare(&rooms, (start, ""), &compare).scales.len())
        });
    });
    let table = TableQuestion::new(theme);
    group.bench_function("basin-round-table", |bencher| {
        bencher.iter(|| {
            let ground = black_box(turn.next()?);
            Some(scale::round_table(&rooms, (ground, ""), &table)?.seats.len())
        });
    });
    group.finish();
    Ok(())
}
