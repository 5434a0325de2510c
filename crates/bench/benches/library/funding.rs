//! Who could fund a project: a basin of life, a région; everything, and on a theme.

use std::hint::black_box;

use bench::{Country, CountryError, Grounds};
use criterion::Criterion;
use funding::{Catalogue, Programmes, Question};

use crate::ProcessorTime;

pub(crate) fn measure(
    criterion: &mut Criterion<ProcessorTime>,
    country: &Country,
) -> Result<(), CountryError> {
    let (atlas, year) = (&country.atlas, country.year()?);
    let catalogue = Catalogue::bundled().map_err(CountryError::built_in)?;
    let programmes = Programmes::new(atlas, catalogue);
    let date = "2026-11-23".parse().map_err(|e: territory::DateError| CountryError::built_in(e))?;
    let all = Question { themes: Vec::new(), applicant: None, date, open_only: false, words: None };
    let themes = programmes.catalogue().themes.meant("petite-enfance");
    let by_theme = Question { themes, ..all.clone() };
    let Grounds { basins, regions, .. } = Grounds::new(atlas, year);
    let mut group = criterion.benchmark_group("funding");
    for (name, question) in [("all", &all), ("theme", &by_theme)] {
        for (ground, subjects) in [("basin", &basins), ("region", &regions)] {
            let mut turn = subjects.iter().cycle();
            group.bench_function(format!("{ground}-{name}"), |bencher| {
                bencher.iter(|| {
                    let subject = turn.next()?;
                    let answer = programmes.ask(atlas, (black_box(subject), ""), question, year);
                    Some(answer.programmes.len())
                });
            });
        }
    }
    group.finish();
    Ok(())
}
