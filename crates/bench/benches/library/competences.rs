//! Who is competent: a basin of life, a région; a competence of few holders, one that depends, and
//! one that every commune holds for itself.

use std::{hint::black_box, sync::Arc};

use bench::{Country, CountryError, Grounds};
use competence::{Asked, Catalogue, Register};
use criterion::Criterion;
use territory::Language;

use crate::ProcessorTime;

pub(crate) fn measure(
    criterion: &mut Criterion<ProcessorTime>,
    country: &Country,
) -> Result<(), CountryError> {
    let (atlas, year) = (&country.atlas, country.year()?);
    let catalogue = Catalogue::bundled().map_err(CountryError::built_in)?;
    let register = Register::new(Arc::new(catalogue), atlas, Vec::new());
    let date = "2026-11-23".parse().map_err(|e: territory::DateError| CountryError::built_in(e))?;
    let asked = Asked { atlas, year, date, language: Language::French };
    let Grounds { basins, regions, widest_region } = Grounds::new(atlas, year);
    let mut group = criterion.benchmark_group("competences");
    for (name, slug) in
        [("few", "promotion-du-tourisme"), ("depends", "eau-potable"), ("communes", "ecoles")]
    {
        let Some(competence) = register.catalogue().find(slug) else { continue };
        for (ground, subjects) in
            [("basin", &basins), ("region", &regions), ("widest-region", &widest_region)]
        {
            let mut turn = subjects.iter().cycle();
            group.bench_function(format!("{ground}-{name}"), |bencher| {
                bencher.iter(|| {
                    let subject = turn.next()?;
                    Some(register.holders(competence, black_box(subject), "", asked).zones.len())
                });
            });
        }
    }
    group.finish();
    Ok(())
}
