//! A sheet of a workbook, read row by row and bounded by the cells it really has.

use std::io::{Cursor, Read, Seek};

use calamine::{DataRef, Reader, Xlsx, XlsxError};

use crate::{
    archive::Zip,
    errors::{At, BYTES, Place, Problem, SourceError},
    text::{Phrase, shown_long},
};

/// The most one part of a workbook may unpack to: the national table takes 23 MB.
const PART: u64 = 512 << 20;

/// The most columns and rows that are read; a table of communes has a dozen and 35,000.
pub(crate) const COLUMNS: usize = 256;
pub(crate) const ROWS: usize = 1_000_000;
/// The most text a sheet may hold, in bytes. A shared text of Excel counts each time it is shown: a
/// small file can name a long one a million times.
pub(crate) const TEXT: usize = 256 << 20;
/// The most text of one cell, in bytes; Excel itself stops at 32,767 characters.
const CELL: usize = 1 << 20;

const A_WORKBOOK: Phrase = Phrase::new("un classeur Excel (.xlsx)", "an Excel workbook (.xlsx)");

/// A workbook that was checked part by part.
pub(crate) struct Workbook {
    xlsx: Xlsx<Cursor<Vec<u8>>>,
    place: Place,
}

/// One row: its number as a spreadsheet shows it, and its cells as text.
#[derive(Debug)]
pub(crate) struct SheetRow {
    pub(crate) number: u64,
    pub(crate) cells: Vec<String>,
}

impl Workbook {
    /// Opens a workbook held in memory. Every part is unpacked once within its limit, so that a
    /// damaged or hostile one is named before the reader of workbooks sees it.
    pub(crate) fn new(bytes: Vec<u8>, place: Place) -> Result<Self, SourceError> {
        let mut parts = Zip::new(Cursor::new(bytes.as_slice()), place.clone())?;
        let names = parts.names();
        if !names.iter().any(|name| name == "xl/workbook.xml") {
            return Err(place.refuse(Problem::NotThis(A_WORKBOOK)));
        }
        for name in names {
            parts.read(&name, PART)?;
        }
        let xlsx = Xlsx::new(Cursor::new(bytes)).map_err(|error| xlsx_error(&place, &error))?;
        Ok(Self { xlsx, place })
    }

    /// Where the workbook is.
    pub(crate) fn place(&self) -> &Place {
        &self.place
    }

    /// The names of its sheets.
    pub(crate) fn sheets(&self) -> Vec<String> {
        self.xlsx.sheet_names()
    }

    /// The rows of a sheet that have a cell, in order.
    pub(crate) fn rows(&mut self, sheet: &str) -> Result<Vec<SheetRow>, SourceError> {
        let place = self.place.entry(sheet);
        if !self.sheets().iter().any(|name| name == sheet) {
            return Err(self.place.refuse(Problem::MissingEntry(sheet.to_owned())));
        }
        read_rows(&mut self.xlsx, sheet, &place)
    }
}

fn read_rows<R: Read + Seek>(
    xlsx: &mut Xlsx<R>,
    sheet: &str,
    place: &Place,
) -> Result<Vec<SheetRow>, SourceError> {
    let refuse = |error: &XlsxError| xlsx_error(place, error);
    let mut cells = xlsx.worksheet_cells_reader(sheet).map_err(|error| refuse(&error))?;
    let mut rows: Vec<SheetRow> = Vec::new();
    let mut held = 0_usize;
    while let Some(cell) = cells.next_cell().map_err(|error| refuse(&error))? {
        let (row, column) = cell.get_position();
        let (number, column) = (u64::from(row) + 1, column as usize);
        if column >= COLUMNS {
            continue;
        }
        let length = length(cell.get_value());
        held = held.saturating_add(length);
        for (size, limit) in [(length, CELL), (held, TEXT)] {
            if size > limit {
                let problem = Problem::TooLarge { what: BYTES, limit: limit as u64 };
                return Err(place.at(At::Row(number)).refuse(problem));
            }
        }
        let text = text(cell.get_value());
        if text.is_empty() {
            continue;
        }
        if rows.last().is_none_or(|last| last.number < number) {
            if rows.len() >= ROWS {
                let what = Phrase::new("lignes", "rows");
                return Err(place.refuse(Problem::TooLarge { what, limit: ROWS as u64 }));
            }
            let width = rows.last().map_or(0, |last| last.cells.len());
            rows.push(SheetRow { number, cells: Vec::with_capacity(width) });
        }
        match rows.last_mut() {
            Some(last) if last.number == number => {
                if last.cells.len() <= column {
                    last.cells.resize(column + 1, String::new());
                }
                if let Some(slot) = last.cells.get_mut(column) {
                    *slot = text;
                }
            }
            _ => {
                let cause =
                    Problem::corrupt(Phrase::new("lignes en désordre", "rows are not in order"));
                return Err(place.at(At::Row(number)).refuse(cause));
            }
        }
    }
    Ok(rows)
}

/// Bytes of text in a cell.
fn length(value: &DataRef<'_>) -> usize {
    match value {
        DataRef::String(text) => text.len(),
        DataRef::SharedString(text) => text.len(),
        _ => 0,
    }
}

/// A cell as text. Codes are text in the published tables; a spreadsheet that took one for a
/// number gives back its digits.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
            format!("{number:.0}")
        }
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(truth) => truth.to_string(),
        _ => String::new(),
    }
}

fn xlsx_error(place: &Place, error: &XlsxError) -> SourceError {
    place.refuse(Problem::corrupt(shown_long(&error.to_string())))
}
