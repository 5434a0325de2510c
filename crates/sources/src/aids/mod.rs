//! Aids of a platform: saved pages of its API in JSON, or a table with the same members.
//!
//! Members are those of the Aides-territoires API, version 1. The aids are rows of the store;
//! an aid whose perimeter is no known territory is left out and said to be unplaced.

mod html;
mod places;
mod row;

use std::{collections::BTreeMap, io::Read as _, path::Path};

use dataset::{Collection, Records, Source};
use serde_json::{Map, Value};
use territory::Themes;

pub use places::AidPlaces;
use row::RowReader;

use crate::{
    archive::{open, read_all},
    errors::{At, Place, Problem, SourceError},
    report::{ImportReport, Refusal},
    rows,
    text::{Phrase, Text, counted, shown},
};

/// Aids as read, and the report of their reading.
#[derive(Clone, Debug)]
pub struct ImportedAids {
    /// What was read.
    pub records: Records,
    /// What the reader has to say of it.
    pub report: ImportReport,
}

/// The most refusals that a report lists; the rest is counted.
const LISTED: usize = 1_000;
/// What parts the values of a list in a table.
const SEPARATOR: char = '|';
/// The columns that a table must have.
const REQUIRED: [&str; 3] = ["id", "name", "perimeter"];
/// The columns that a table may have.
const OPTIONAL: [&str; 18] = [
    "short_title",
    "perimeter_scale",
    "financers",
    "description",
    "eligibility",
    "categories",
    "targeted_audiences",
    "aid_types",
    "subvention_rate_lower_bound",
    "subvention_rate_upper_bound",
    "start_date",
    "submission_deadline",
    "recurrence",
    "origin_url",
    "application_url",
    "date_updated",
    "name_initial",
    "short_description",
];
/// The columns that hold lists.
const LISTS: [&str; 4] = ["financers", "categories", "targeted_audiences", "aid_types"];

/// Reads aids from a file.
pub fn read(path: &Path, source: Source, places: &AidPlaces) -> Result<ImportedAids, SourceError> {
    let file = Place::file(path);
    let themes =
        Themes::bundled().map_err(|error| file.refuse(Problem::corrupt(error.to_string())))?;
    let mut reader = RowReader { places, themes, unknown: BTreeMap::new() };
    let mut report = ImportReport { sources: vec![source.clone()], ..ImportReport::default() };
    let mut rows: BTreeMap<String, Box<str>> = BTreeMap::new();
    let mut refused = 0;
    let mut take = |aid: &Map<String, Value>, place: Place| {
        let problem = match reader.read(aid) {
            Ok(row) if rows.contains_key(&row.slug) => Problem::Duplicate(row.slug),
            Ok(row) => match serde_json::to_string(&row) {
                Ok(text) => {
                    rows.insert(row.slug, text.into());
                    return;
                }
                Err(error) => Problem::corrupt(error.to_string()),
            },
            Err(problem) => problem,
        };
        refused += 1;
        if report.refused.len() < LISTED {
            let what = aid.get("name").and_then(Value::as_str).unwrap_or_default();
            report.refused.push(Refusal::new(shown(what), place, &problem));
        }
    };
    if is_json(path)? {
        pages(path, &mut take)?;
    } else if table(path, &mut take)? {
        report.remarks.push(Text::new(
            "Le fichier n’est pas en UTF-8 : lu comme du Latin-1 (Windows-1252).",
            "The file is not UTF-8: read as Latin-1 (Windows-1252).",
        ));
    }
    if rows.is_empty() {
        let first = report.refused.into_iter().next();
        let problem = first.map_or(Problem::Empty, |first| Problem::AllRefused(first.reason));
        return Err(file.refuse(problem));
    }
    let read = rows.len();
    report.remarks.insert(
        0,
        Text::new(
            format!(
                "{}, {}",
                counted(read, "aucune aide lue", ["aide lue", "aides lues"]),
                counted(refused, "aucune laissée de côté", ["laissée de côté", "laissées de côté"])
            ),
            format!(
                "{}, {}",
                counted(read, "no aid read", ["aid read", "aids read"]),
                counted(refused, "none left out", ["left out"; 2])
            ),
        ),
    );
    report.remarks.extend(row::remarks(&reader.unknown));
    let rows = rows.into_values().collect();
    Ok(ImportedAids { records: Records { collection: Collection::Aids, source, rows }, report })
}

fn is_json(path: &Path) -> Result<bool, SourceError> {
    let (mut file, place) = open(path)?;
    let mut start = Vec::new();
    file.by_ref().take(64).read_to_end(&mut start).map_err(|error| place.io(&error))?;
    let text = start.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&start).trim_ascii_start();
    Ok(text.starts_with(b"{") || text.starts_with(b"["))
}

/// The aids of one page, of a list of pages or of aids, or of pages one after the other. The
/// place of an aid is its number in the file.
fn pages(path: &Path, take: &mut dyn FnMut(&Map<String, Value>, Place)) -> Result<(), SourceError> {
    let (file, place) = open(path)?;
    let bytes = read_all(file, rows::LARGEST, &place)?;
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    let mut aids: Vec<Value> = Vec::new();
    for page in serde_json::Deserializer::from_slice(bytes).into_iter::<Value>() {
        let page = page.map_err(|error| {
            let at = place.at(At::Line(error.line() as u64));
            let cut = error.is_eof();
            at.refuse(if cut { Problem::Truncated } else { Problem::corrupt(error.to_string()) })
        })?;
        unfold(page, &mut aids).map_err(|problem| place.refuse(problem))?;
    }
    for (aid, number) in aids.iter().zip(1..) {
        let nothing = Map::new();
        take(aid.as_object().unwrap_or(&nothing), place.at(At::Feature(number)));
    }
    Ok(())
}

fn unfold(page: Value, aids: &mut Vec<Value>) -> Result<(), Problem> {
    match page {
        Value::Array(items) => items.into_iter().try_for_each(|item| match item {
            Value::Object(ref page) if page.contains_key("results") => unfold(item, aids),
            aid => {
                aids.push(aid);
                Ok(())
            }
        }),
        Value::Object(mut page) => match page.remove("results") {
            Some(Value::Array(results)) => {
                aids.extend(results);
                Ok(())
            }
            _ => Err(Problem::NotThis(Phrase::new(
                "une page d’aides : « results » manque",
                "a page of aids: “results” is missing",
            ))),
        },
        _ => Err(Problem::NotThis(Phrase::new("une page d’aides", "a page of aids"))),
    }
}

/// The aids of a table; whether it was read as Latin-1.
fn table(
    path: &Path,
    take: &mut dyn FnMut(&Map<String, Value>, Place),
) -> Result<bool, SourceError> {
    let header = rows::header(path)?;
    let there = |column: &&str| header.iter().any(|name| name.trim() == *column);
    let columns: Vec<&str> =
        REQUIRED.into_iter().chain(OPTIONAL.into_iter().filter(there)).collect();
    let reading = rows::read(path, &columns, &mut |row| {
        let mut aid = Map::new();
        for (&column, cell) in columns.iter().zip(row.cells) {
            let Some(cell) = cell else { continue };
            let value = if LISTS.contains(&column) {
                cell.split(SEPARATOR).map(|one| Value::from(one.trim())).collect()
            } else {
                Value::from(cell)
            };
            aid.insert(column.to_owned(), value);
        }
        take(&aid, row.place);
        Ok(())
    })?;
    Ok(reading.latin1)
}
