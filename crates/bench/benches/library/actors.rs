//! Who works here, with two million associations and the town halls loaded: a basin of life of 30
//! communes, a région; all of them, by theme, and in words.

use std::{hint::black_box, io::Write, ops::RangeInclusive, sync::Arc};

use actor::{Directory, DirectoryBuilder, Filter, Kinds};
use atlas::{Atlas, Year};
use bench::{Country, CountryError, Grounds, associations};
use criterion::Criterion;
use territory::Themes;

use crate::ProcessorTime;

/// As many as the register has.
const COUNT: usize = 2_000_000;
/// How many communes a basin has that counts as one of thirty.
const ABOUT_THIRTY: RangeInclusive<u32> = 25..=35;

pub(crate) fn measure(
    criterion: &mut Criterion<ProcessorTime>,
    country: &Country,
) -> Result<(), CountryError> {
    let (atlas, year) = (&country.atlas, country.year()?);
    let directory = directory(atlas, year)?;
    // For whoever runs the bench: what the directory takes.
    let _ = writeln!(
        std::io::stdout(),
        "actors: {} in {} MB",
        directory.len(),
        directory.memory() / 1_000_000
    );
    let Grounds { mut basins, regions, .. } = Grounds::new(atlas, year);
    basins.retain(|basin| ABOUT_THIRTY.contains(&basin.communes));
    let theme: Vec<_> = directory.themes().find("parentalite").into_iter().collect();
    let all = Filter::default();
    let by_theme = Filter { themes: theme, ..Filter::default() };
    let in_words = |words: &str| Filter { words: words.to_owned(), ..Filter::default() };
    let mut group = criterion.benchmark_group("actors");
    let questions = [
        ("all", all),
        ("theme", by_theme),
        ("words", in_words("jardins partages")),
        ("typo", in_words("jardnis partages")),
    ];
    for (name, filter) in &questions {
        for (ground, subjects) in [("basin", &basins), ("region", &regions)] {
            let mut turn = subjects.iter().cycle();
            group.bench_function(format!("{ground}-{name}"), |bencher| {
                bencher.iter(|| {
                    let subject = turn.next()?;
                    Some(directory.ask(atlas, black_box(subject), year, filter).total)
                });
            });
        }
    }
    group.finish();
    Ok(())
}

fn directory(atlas: &Atlas, year: &Year) -> Result<Directory, CountryError> {
    let themes = Themes::bundled().map_err(CountryError::built_in)?;
    let kinds = Kinds::bundled().map_err(CountryError::built_in)?;
    let records = associations(atlas, year, COUNT).map_err(CountryError::built_in)?;
    let mut builder = DirectoryBuilder::new(atlas, year, Arc::new(themes), kinds);
    builder.add(&records);
    builder.add_town_halls();
    drop(records);
    Ok(builder.finish().0)
}
