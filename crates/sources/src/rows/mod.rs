//! Rows of any table a person may hand in: CSV, workbooks, GeoJSON, JSON. Only the columns asked
//! for are read; each row knows its place in the file.

mod delimited;
mod json;
mod ods;
mod workbook;

use std::{io::Read, path::Path};

use crate::{
    archive::{Zip, open},
    errors::{Place, Problem, SourceError},
    text::Phrase,
};

/// One row: the cells of the columns asked for, in their order; `None` where empty.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RawRow {
    pub(crate) place: Place,
    pub(crate) cells: Vec<Option<String>>,
    /// Longitude and latitude, where the format has a geometry of its own.
    pub(crate) point: Option<[f64; 2]>,
}

/// How a table was read, where there was a choice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reading {
    /// Its bytes are no UTF-8 and were taken for the Latin-1 of Windows.
    pub(crate) latin1: bool,
}

/// What takes the rows, one by one.
pub(crate) type Take<'t> = dyn FnMut(RawRow) -> Result<(), SourceError> + 't;

/// The formats of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Delimited,
    Xlsx,
    Ods,
    Json,
}

/// The longest cell or row, in bytes: longer ones are an accident or an attack.
pub(crate) const LONGEST_ROW: usize = 1 << 20;
/// The largest file of a format that is read whole.
pub(crate) const LARGEST: u64 = 256 << 20;

/// The names of the columns of a file.
pub(crate) fn header(path: &Path) -> Result<Vec<String>, SourceError> {
    match format(path)? {
        Format::Delimited => delimited::header(path),
        Format::Xlsx => Ok(workbook::xlsx(path)?.0),
        Format::Ods => Ok(ods::sheet(path)?.0),
        Format::Json => json::header(path),
    }
}

/// Reads the rows of a file. A column that is not there is an error before any row is taken.
pub(crate) fn read(
    path: &Path,
    columns: &[&str],
    take: &mut Take<'_>,
) -> Result<Reading, SourceError> {
    match format(path)? {
        Format::Delimited => delimited::read(path, columns, take),
        Format::Xlsx => workbook::read(workbook::xlsx(path)?, path, columns, take),
        Format::Ods => workbook::read(ods::sheet(path)?, path, columns, take),
        Format::Json => json::read(path, columns, take),
    }
}

/// Where each column asked for stands in a header; one that is missing is an error.
fn places(header: &[String], columns: &[&str], place: &Place) -> Result<Vec<usize>, SourceError> {
    let find = |column: &&str| {
        let found = header.iter().position(|name| name.trim() == *column);
        found.ok_or_else(|| place.refuse(Problem::MissingColumn((*column).to_owned())))
    };
    columns.iter().map(find).collect()
}

/// A cell without the spaces around it; nothing where it is empty.
fn cell(text: &str) -> Option<String> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    (!text.is_empty()).then(|| text.to_owned())
}

/// The format of a file, by its content.
fn format(path: &Path) -> Result<Format, SourceError> {
    let (mut file, place) = open(path)?;
    let mut start = Vec::new();
    file.by_ref().take(64).read_to_end(&mut start).map_err(|error| place.io(&error))?;
    let text = start.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&start).trim_ascii_start();
    match start.as_slice() {
        [] => Err(place.refuse(Problem::Empty)),
        [b'P', b'K', ..] => {
            let names = Zip::open(path)?.names();
            if names.iter().any(|name| name == "xl/workbook.xml") {
                Ok(Format::Xlsx)
            } else if names.iter().any(|name| name == "content.xml") {
                Ok(Format::Ods)
            } else {
                let expected = Phrase::new("un tableur", "a spreadsheet");
                Err(place.refuse(Problem::NotThis(expected)))
            }
        }
        _ if text.starts_with(b"{") || text.starts_with(b"[") => Ok(Format::Json),
        _ => Ok(Format::Delimited),
    }
}
