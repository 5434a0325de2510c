//! Reading the catalogue: the program's own files, then the rows of imported sources.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use dataset::{Collection, Records};
use serde::Deserialize;
use territory::{Bilingual, ThemeError, Themes, is_slug};

use crate::{
    Calendar, Catalogue, Funder, FunderKind, Perimeter, Programme, ProgrammeRow, RowError,
    row::FunderRow,
};

/// Why the program's own files are no catalogue.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueError {
    /// The themes.
    #[error(transparent)]
    Themes(#[from] ThemeError),
    /// A file that is not TOML of the expected layout.
    #[error("{file}: {reason}")]
    File {
        /// Its name.
        file: &'static str,
        /// What the reader says, with the line.
        reason: String,
    },
    /// A row that says something wrong.
    #[error("{file}, “{row}”, {reason}")]
    Row {
        /// The file.
        file: &'static str,
        /// The slug of the row.
        row: String,
        /// The field and what is wrong with it.
        reason: RowError,
    },
}

/// A row of an imported source that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The key of the source.
    pub source: String,
    /// The number of the row in it, from 1.
    pub row: usize,
    /// Why.
    pub reason: RowError,
}

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../data/funders/", $name)))),*]
    };
}

const FUNDERS: &str = "funders.toml";
const FILES: &[(&str, &str)] = files![
    "programmes-banks-foundations.toml",
    "programmes-culture-heritage.toml",
    "programmes-departments-1.toml",
    "programmes-departments-2.toml",
    "programmes-digital-tourism-languages.toml",
    "programmes-environment-agencies.toml",
    "programmes-europe-regions.toml",
    "programmes-europe.toml",
    "programmes-health-jobs-food.toml",
    "programmes-massifs-overseas.toml",
    "programmes-regions-1.toml",
    "programmes-regions-2.toml",
    "programmes-social-security.toml",
    "programmes-state.toml",
    "programmes-youth-sport-associations.toml",
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FundersFile {
    funder: Vec<FunderRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProgrammesFile {
    programme: Vec<ProgrammeRow>,
}

impl Catalogue {
    /// The program's own starting set, from `data/funders/`.
    pub fn bundled() -> Result<Self, CatalogueError> {
        Self::with_themes(Themes::bundled()?)
    }

    /// The same, about themes that are read already.
    pub fn with_themes(themes: impl Into<Arc<Themes>>) -> Result<Self, CatalogueError> {
        let funders = include_str!("../../../data/funders/funders.toml");
        Self::parse(themes, funders, FILES)
    }

    /// A catalogue from texts laid out as the program's own files, each with its name.
    pub fn parse(
        themes: impl Into<Arc<Themes>>,
        funders: &str,
        files: &[(&'static str, &str)],
    ) -> Result<Self, CatalogueError> {
        let mut catalogue = Self { themes: themes.into(), ..Self::default() };
        let file: FundersFile = read(FUNDERS, funders)?;
        for row in file.funder {
            let slug = row.slug.clone();
            let refuse = |reason| CatalogueError::Row { file: FUNDERS, row: slug.clone(), reason };
            catalogue.add_funder(row).map_err(refuse)?;
        }
        let mut builder = Builder::new(&mut catalogue);
        for &(name, text) in files {
            let file: ProgrammesFile = read(name, text)?;
            for row in file.programme {
                let slug = row.slug.clone();
                let refuse = |reason| CatalogueError::Row { file: name, row: slug.clone(), reason };
                builder.add(row, None).map_err(refuse)?;
            }
        }
        Ok(catalogue)
    }

    /// Adds the aids among what was imported; a row that is none is left out and reported.
    pub fn extend(&mut self, records: &[Records]) -> Vec<LeftOut> {
        let mut left_out = Vec::new();
        for records in records.iter().filter(|records| records.collection == Collection::Aids) {
            let source = self.sources.len();
            self.sources.push(records.source.clone());
            let mut builder = Builder::new(self);
            for (place, text) in records.rows.iter().enumerate() {
                let row = serde_json::from_str(text).map_err(|e| RowError::Form(e.to_string()));
                if let Err(reason) = row.and_then(|row| builder.add(row, Some(source))) {
                    let source = records.source.key.to_string();
                    left_out.push(LeftOut { source, row: place + 1, reason });
                }
            }
        }
        left_out
    }

    fn add_funder(&mut self, row: FunderRow) -> Result<(), RowError> {
        if !is_slug(&row.slug) {
            return Err(RowError::Slug(row.slug));
        }
        if self.funders.iter().any(|known| *known.slug == *row.slug) {
            return Err(RowError::Twice(row.slug));
        }
        full("name", &row.name)?;
        let site = row.site.map(address).transpose()?;
        self.funders.push(Funder { slug: row.slug.into(), name: row.name, kind: row.kind, site });
        Ok(())
    }
}

fn read<T: for<'de> Deserialize<'de>>(file: &'static str, text: &str) -> Result<T, CatalogueError> {
    toml::from_str(text).map_err(|e| CatalogueError::File { file, reason: e.to_string() })
}

/// A catalogue that takes rows, with what must be looked up for each.
struct Builder<'a> {
    catalogue: &'a mut Catalogue,
    slugs: HashSet<Box<str>>,
    funders: HashMap<Box<str>, usize>,
}

impl<'a> Builder<'a> {
    fn new(catalogue: &'a mut Catalogue) -> Self {
        let slugs = catalogue.programmes.iter().map(|known| known.slug.clone()).collect();
        let funders = catalogue.funders.iter().map(|known| known.slug.clone()).zip(0..).collect();
        Self { catalogue, slugs, funders }
    }

    fn add(&mut self, row: ProgrammeRow, source: Option<usize>) -> Result<(), RowError> {
        if !is_slug(&row.slug) {
            return Err(RowError::Slug(row.slug));
        }
        if self.slugs.contains(row.slug.as_str()) {
            return Err(RowError::Twice(row.slug));
        }
        full("name", &row.name)?;
        full("summary", &row.summary)?;
        row.condition.iter().try_for_each(|condition| full("condition", condition))?;
        if row.perimeter.is_empty() {
            return Err(RowError::Nowhere);
        }
        if let (Some(opens), Some(deadline)) = (row.opens, row.deadline)
            && deadline < opens
        {
            return Err(RowError::Order { opens, deadline });
        }
        let theme = |slug: &String| {
            self.catalogue.themes.find(slug).ok_or_else(|| RowError::Theme(slug.clone()))
        };
        let themes = row.themes.iter().map(theme).collect::<Result<_, _>>()?;
        let link = row.link.map(address).transpose()?;
        let funder = self.funder(row.funder, row.funder_name)?;
        self.slugs.insert(row.slug.as_str().into());
        self.catalogue.programmes.push(Programme {
            slug: row.slug.into(),
            funder,
            name: row.name,
            summary: row.summary,
            perimeter: perimeter(row.perimeter, row.except),
            condition: row.condition,
            themes,
            applicants: row.applicants,
            types: row.types,
            rate: row.rate,
            calendar: Calendar {
                recurrence: row.recurrence,
                opens: row.opens,
                deadline: row.deadline,
                usual: row.usual_months,
            },
            link,
            checked: row.checked,
            source,
        });
        Ok(())
    }

    /// The place of a funder; one that only its source names is added.
    fn funder(&mut self, slug: String, name: Option<Bilingual>) -> Result<usize, RowError> {
        if let Some(&place) = self.funders.get(slug.as_str()) {
            return Ok(place);
        }
        let Some(name) = name else { return Err(RowError::Funder(slug)) };
        full("funder_name", &name)?;
        let place = self.catalogue.funders.len();
        let slug: Box<str> = slug.into();
        self.funders.insert(slug.clone(), place);
        self.catalogue.funders.push(Funder { slug, name, kind: FunderKind::Other, site: None });
        Ok(place)
    }
}

/// A perimeter in one order, so that equal ones are seen to be equal.
fn perimeter(mut places: Vec<crate::Place>, mut except: Vec<territory::TerritoryId>) -> Perimeter {
    places.sort_unstable();
    places.dedup();
    except.sort_unstable();
    except.dedup();
    Perimeter { places, except }
}

fn full(field: &'static str, text: &Bilingual) -> Result<(), RowError> {
    let empty = text.fr.trim().is_empty() || text.en.trim().is_empty();
    if empty { Err(RowError::Empty(field)) } else { Ok(()) }
}

/// An address of the web: nothing else may become a link on a page.
fn address(text: String) -> Result<Box<str>, RowError> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let unseen = |c: char| c.is_control() || c.is_whitespace() || matches!(c, '"' | '<' | '>');
    match host {
        Some(host) if !host.is_empty() && !text.contains(unseen) => Ok(text.into()),
        _ => Err(RowError::Link(text)),
    }
}
