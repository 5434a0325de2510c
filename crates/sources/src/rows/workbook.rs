//! Workbooks: the first sheet that has a header. A formula counts for the value that the program
//! which saved it had computed.

use std::path::Path;

use super::{LARGEST, LONGEST_ROW, RawRow, Reading, Take, cell, places};
use crate::{
    archive::{open, read_all},
    errors::{At, BYTES, Place, Problem, SourceError},
    insee::sheet::{SheetRow, Workbook},
};

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

/// Parts the header from the rows under it.
pub(super) fn split(mut rows: Vec<SheetRow>, place: &Place) -> Result<Sheet, SourceError> {
    if rows.is_empty() {
        return Err(place.refuse(Problem::Empty));
    }
    let header = rows.remove(0);
    Ok((header.cells.iter().map(|name| name.trim().to_owned()).collect(), rows))
}
