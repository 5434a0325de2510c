//! Workbooks: the first sheet that has a header, of Excel or of LibreOffice. A formula counts for
//! the value that the program which saved it had computed.

use std::{io::Cursor, path::Path};

use calamine::{Data, Ods, Reader};

use super::{LARGEST, LONGEST_ROW, RawRow, Reading, Take, cell, places};
use crate::{
    archive::{Zip, open, read_all},
    errors::{At, BYTES, Place, Problem, SourceError},
    insee::sheet::{SheetRow, Workbook},
    text::shown_long,
};

/// The most one part of a workbook of LibreOffice may unpack to.
const PART: u64 = 64 << 20;

/// A header, and the rows under it.
pub(super) type Sheet = (Vec<String>, Vec<SheetRow>);

/// The first sheet of an Excel workbook.
pub(super) fn xlsx(path: &Path) -> Result<Sheet, SourceError> {
    let (file, place) = open(path)?;
    let mut workbook = Workbook::new(read_all(file, LARGEST, &place)?, place.clone())?;
    for sheet in workbook.sheets() {
        let rows = workbook.rows(&sheet)?;
        if !rows.is_empty() {
            return split(rows, &place);
        }
    }
    Err(place.refuse(Problem::Empty))
}

/// The first sheet of a LibreOffice workbook.
pub(super) fn ods(path: &Path) -> Result<Sheet, SourceError> {
    let (file, place) = open(path)?;
    let bytes = read_all(file, LARGEST, &place)?;
    let mut parts = Zip::new(Cursor::new(bytes.as_slice()), place.clone())?;
    parts.read("content.xml", PART)?;
    let refused = |error: &dyn std::fmt::Display| {
        place.refuse(Problem::corrupt(shown_long(&error.to_string())))
    };
    let mut workbook = Ods::new(Cursor::new(bytes)).map_err(|error| refused(&error))?;
    for sheet in workbook.sheet_names() {
        let range = workbook.worksheet_range(&sheet).map_err(|error| refused(&error))?;
        let first = range.start().map_or(0, |(row, _)| u64::from(row));
        let rows: Vec<SheetRow> = range
            .rows()
            .zip(first + 1..)
            .filter(|(cells, _)| cells.iter().any(|cell| !matches!(cell, Data::Empty)))
            .map(|(cells, number)| SheetRow {
                number,
                cells: cells.iter().map(ToString::to_string).collect(),
            })
            .collect();
        if !rows.is_empty() {
            return split(rows, &place);
        }
    }
    Err(place.refuse(Problem::Empty))
}

/// The rows of a sheet.
pub(super) fn read(
    (header, rows): Sheet,
    path: &Path,
    columns: &[&str],
    take: &mut Take<'_>,
) -> Result<Reading, SourceError> {
    let place = Place::file(path);
    let places = places(&header, columns, &place)?;
    for row in rows {
        let place = place.at(At::Row(row.number));
        if row.cells.iter().map(String::len).sum::<usize>() > LONGEST_ROW {
            return Err(place.refuse(Problem::TooLarge { what: BYTES, limit: LONGEST_ROW as u64 }));
        }
        let cells =
            places.iter().map(|&at| row.cells.get(at).and_then(|text| cell(text))).collect();
        take(RawRow { place, cells, point: None })?;
    }
    Ok(Reading::default())
}

fn split(mut rows: Vec<SheetRow>, place: &Place) -> Result<Sheet, SourceError> {
    if rows.is_empty() {
        return Err(place.refuse(Problem::Empty));
    }
    let header = rows.remove(0);
    Ok((header.cells.iter().map(|name| name.trim().to_owned()).collect(), rows))
}
