//! A saved column mapping: which column of a table says what of an actor.

use std::{collections::BTreeMap, path::Path};

use actor::Kinds;
use dataset::Source;
use serde::Deserialize;
use territory::{Code, Date, TerritoryId, Themes};

use crate::{
    errors::{Place, Problem, SourceError},
    text::Phrase,
};

/// A mapping, as its TOML file writes it. Columns that it does not name are never read.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// The source of the rows.
    pub source: SourceRow,
    /// Columns by which a file is known to be of this layout.
    #[serde(default)]
    pub(super) recognised_by: Vec<String>,
    /// What parts several values in one cell; a semicolon if not said.
    #[serde(default = "semicolon")]
    pub(super) separator: String,
    /// Which column says what.
    pub(super) columns: BTreeMap<Field, Cell>,
    #[serde(default)]
    pub(super) constants: Constants,
    /// Slugs of kinds by the value of the kind column; a value may end with `*`.
    #[serde(default)]
    pub(super) kinds: BTreeMap<String, String>,
    /// Slugs of themes by the values of the themes column; a value may end with `*`.
    #[serde(default)]
    pub(super) themes: BTreeMap<String, Vec<String>>,
    /// Rows are read only where these columns hold one of these values.
    #[serde(default)]
    pub(super) only: BTreeMap<String, Vec<String>>,
}

/// The source of the rows, as [`Source`] without what does not apply.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceRow {
    key: Code,
    name: String,
    licence: String,
    attribution: String,
    url: Option<String>,
}

/// A cell made of one or several columns, each with a label before it or not.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Cell {
    One(String),
    Several(Vec<Part>),
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Part {
    Column(String),
    Labelled { column: String, label: String },
}

/// What a column may say of an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Field {
    Id,
    Name,
    Kind,
    Themes,
    About,
    Lon,
    Lat,
    X,
    Y,
    Commune,
    PostalCode,
    CommuneName,
    Address,
    Phone,
    Mail,
    Site,
    Hours,
    Intervention,
    Network,
    Parent,
    Siret,
    Date,
}

/// What holds for every row that does not say otherwise.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Constants {
    pub(super) kind: Option<String>,
    pub(super) themes: Vec<String>,
    pub(super) network: Option<String>,
    pub(super) intervention: Vec<TerritoryId>,
    pub(super) date: Option<Date>,
}

/// The mappings that come with the program.
const SHIPPED: [&str; 3] = [
    include_str!("../../../../data/mappings/france-services.toml"),
    include_str!("../../../../data/mappings/mediation-numerique.toml"),
    include_str!("../../../../data/mappings/rna-waldec.toml"),
];

const A_MAPPING: Phrase =
    Phrase::new("un fichier de correspondance (TOML)", "a column mapping (TOML)");

fn semicolon() -> String {
    ";".to_owned()
}

impl Mapping {
    /// Reads a mapping from a file.
    pub fn read(path: &Path) -> Result<Self, SourceError> {
        let place = Place::file(path);
        let text = std::fs::read_to_string(path).map_err(|error| place.io(&error))?;
        Self::parse(&text, &place)
    }

    /// The shipped mapping whose layout a header has.
    pub(super) fn recognise(header: &[String], file: &Place) -> Result<Self, SourceError> {
        for text in SHIPPED {
            let mapping = Self::parse(text, file)?;
            if mapping.recognised_by.iter().all(|column| header.contains(column)) {
                return Ok(mapping);
            }
        }
        let expected = Phrase::new(
            "dites par un fichier TOML quelle colonne contient quoi",
            "say by a TOML file which column holds what",
        );
        let found = header.iter().take(40).map(|name| crate::text::shown(name)).collect();
        Err(file.refuse(Problem::Option { name: "mapping", expected, found }))
    }

    /// Reads a mapping from TOML; themes and kinds it names must exist.
    pub fn parse(text: &str, place: &Place) -> Result<Self, SourceError> {
        let mapping: Self = toml::from_str(text)
            .map_err(|error| place.refuse(Problem::corrupt(error.to_string())))?;
        let bundled =
            |error: &dyn std::fmt::Display| place.refuse(Problem::corrupt(error.to_string()));
        let themes = Themes::bundled().map_err(|error| bundled(&error))?;
        let kinds = Kinds::bundled().map_err(|error| bundled(&error))?;
        let all_themes = mapping.themes.values().flatten().chain(&mapping.constants.themes);
        for slug in all_themes {
            if themes.find(slug).is_none() {
                return Err(unknown(place, "themes", slug));
            }
        }
        for slug in mapping.kinds.values().chain(&mapping.constants.kind) {
            if kinds.find(slug).is_none() {
                return Err(unknown(place, "kinds", slug));
            }
        }
        if !mapping.columns.contains_key(&Field::Name) {
            return Err(place.refuse(Problem::MissingColumn("columns.name".to_owned())));
        }
        if mapping.separator.is_empty() {
            return Err(place.bad_value("separator", "", A_MAPPING));
        }
        Ok(mapping)
    }

    /// The source of the rows; the vintage is that of no list of communes.
    #[must_use]
    pub fn source(&self) -> Source {
        let SourceRow { key, name, licence, attribution, url } = self.source.clone();
        Source { key, name, licence, attribution, url, vintage: None, estimated: false }
    }

    /// Every column that is read, each once.
    pub(super) fn columns(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self
            .columns
            .values()
            .flat_map(Cell::columns)
            .chain(self.only.keys().map(String::as_str))
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

fn unknown(place: &Place, field: &str, slug: &str) -> SourceError {
    let (field, value) = (field.to_owned(), crate::text::shown(slug));
    place.refuse(Problem::UnknownReference { field, value })
}

impl Cell {
    fn columns(&self) -> Vec<&str> {
        match self {
            Self::One(column) => vec![column],
            Self::Several(parts) => parts.iter().map(Part::column).collect(),
        }
    }

    /// The text of the cell: its parts that are not empty, parted by commas; labelled ones by
    /// semicolons.
    pub(super) fn text<'v>(&self, value: impl Fn(&str) -> Option<&'v str>) -> Option<String> {
        match self {
            Self::One(column) => value(column).map(str::to_owned),
            Self::Several(parts) => {
                let labelled = parts.iter().any(|part| matches!(part, Part::Labelled { .. }));
                let texts = parts.iter().filter_map(|part| {
                    let text = value(part.column())?;
                    Some(match part {
                        Part::Column(_) => text.to_owned(),
                        Part::Labelled { label, .. } => format!("{label} {text}"),
                    })
                });
                let text = texts.collect::<Vec<_>>().join(if labelled { " ; " } else { ", " });
                (!text.is_empty()).then_some(text)
            }
        }
    }
}

impl Part {
    fn column(&self) -> &str {
        match self {
            Self::Column(column) | Self::Labelled { column, .. } => column,
        }
    }
}

/// What a table of values says of one, where a key may end with `*`.
pub(super) fn look_up<'m, T>(table: &'m BTreeMap<String, T>, value: &str) -> Option<&'m T> {
    table.get(value).or_else(|| {
        let begins =
            |key: &str| key.strip_suffix('*').is_some_and(|start| value.starts_with(start));
        table.iter().filter(|(key, _)| begins(key)).max_by_key(|(key, _)| key.len()).map(|(_, v)| v)
    })
}
