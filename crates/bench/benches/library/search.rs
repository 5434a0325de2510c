//! What a search costs while someone types, letter by letter.

use std::hint::black_box;

use bench::{Country, CountryError, keystrokes};
use criterion::Criterion;

use crate::ProcessorTime;

/// Suggestions shown under the box.
const SHOWN: usize = 8;

pub(crate) fn measure(
    criterion: &mut Criterion<ProcessorTime>,
    country: &Country,
) -> Result<(), CountryError> {
    let year = country.year()?;
    let kinds = country.kinds();
    let typed = keystrokes();
    let mut turn = typed.iter().cycle();
    let mut group = criterion.benchmark_group("search");
    group.bench_function("keystroke", |bencher| {
        bencher.iter(|| {
            let text = turn.next()?;
            Some(country.atlas.search(black_box(text), SHOWN, &kinds, year))
        });
    });
    group.finish();
    Ok(())
}
