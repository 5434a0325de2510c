//! Workbooks of LibreOffice, read as a stream: what a file only declares, repeated rows and columns,
//! takes no memory, and what it holds is bounded cell by cell.

use std::{
    io::{self, BufRead, BufReader, Read},
    path::Path,
};

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesRef, BytesStart, Event},
};

use super::{LONGEST_ROW, workbook::Sheet};
use crate::{
    archive::Zip,
    errors::{At, BYTES, PastLimit, Place, Problem, SourceError},
    insee::sheet::{COLUMNS, ROWS, SheetRow, TEXT},
    text::{Phrase, shown_long},
};

/// The most the content may unpack to; it is not kept.
const CONTENT: u64 = 1 << 30;
/// The most one tag or stretch of text may take; attributes of cells are far shorter.
const EVENT: u64 = 2 * LONGEST_ROW as u64;
/// The most times a row that holds something is repeated.
const REPEATED: u64 = 1_000;

/// The first sheet that holds something: its header, and the rows under it.
pub(super) fn sheet(path: &Path) -> Result<Sheet, SourceError> {
    let mut zip = Zip::open(path)?;
    let place = zip.place().entry("content.xml");
    let entry = zip.entry("content.xml", CONTENT)?;
    let rows = Content::new(BufReader::new(entry), place.clone()).rows()?;
    super::workbook::split(rows, &place)
}

/// A source of bytes that gives only so many between two events.
struct Bounded<R> {
    inner: R,
    left: u64,
}

impl<R: BufRead> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.fill_buf()?.read(buffer)?;
        self.consume(got);
        Ok(got)
    }
}

impl<R: BufRead> BufRead for Bounded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::Error::other(PastLimit { limit: EVENT }));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.left = self.left.saturating_sub(amount as u64);
        self.inner.consume(amount);
    }
}

/// The content of a workbook being read.
struct Content<R> {
    xml: Reader<Bounded<R>>,
    place: Place,
    /// The row being read, from 1 as a spreadsheet numbers it.
    number: u64,
    rows: Vec<SheetRow>,
    /// Bytes of text in `rows`.
    held: usize,
    row: Option<Row>,
    cell: Option<Cell>,
    /// How deep in notes pinned to a cell.
    notes: usize,
}

/// A row being read.
#[derive(Default)]
struct Row {
    repeated: u64,
    cells: Vec<String>,
    /// Where the next cell stands.
    column: u64,
    held: usize,
}

/// A cell being read.
struct Cell {
    repeated: u64,
    /// The value its attributes give, which is taken before the text shown.
    value: Option<String>,
    text: String,
}

impl<R: BufRead> Content<R> {
    fn new(inner: R, place: Place) -> Self {
        let xml = Reader::from_reader(Bounded { inner, left: EVENT });
        Self { xml, place, number: 0, rows: Vec::new(), held: 0, row: None, cell: None, notes: 0 }
    }

    /// The rows of the first sheet that has any, in order.
    fn rows(mut self) -> Result<Vec<SheetRow>, SourceError> {
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            self.xml.get_mut().left = EVENT;
            let event = self.xml.read_event_into(&mut buffer);
            match event.map_err(|error| self.xml_error(&error))? {
                Event::Start(tag) => self.begin(&tag, false)?,
                Event::Empty(tag) => self.begin(&tag, true)?,
                Event::Text(text) => self.push(&text.xml10_content())?,
                Event::CData(text) => self.push(&text.xml10_content())?,
                Event::GeneralRef(entity) => {
                    let character = self.entity(&entity)?;
                    self.push(character.encode_utf8(&mut [0; 4]))?;
                }
                Event::End(tag) => {
                    self.end(tag.name().into_inner())?;
                    if tag.name().into_inner() == "table:table" && !self.rows.is_empty() {
                        return Ok(self.rows);
                    }
                }
                Event::Eof => return Ok(self.rows),
                _ => {}
            }
        }
    }

    fn begin(&mut self, tag: &BytesStart<'_>, empty: bool) -> Result<(), SourceError> {
        match tag.name().into_inner() {
            "table:table" => self.number = 0,
            "table:table-row" => {
                let row = self.begin_row(tag, empty)?;
                self.row = (!empty).then_some(row);
            }
            "table:table-cell" | "table:covered-table-cell" => {
                self.cell = Some(self.begin_cell(tag)?);
                if empty {
                    self.end_cell()?;
                }
            }
            "office:annotation" if !empty => self.notes += 1,
            "text:p" if self.cell.as_ref().is_some_and(|cell| !cell.text.is_empty()) => {
                self.push("\n")?;
            }
            "text:s" | "text:tab" | "text:line-break" => self.push(" ")?,
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, tag: &str) -> Result<(), SourceError> {
        match tag {
            "office:annotation" => self.notes = self.notes.saturating_sub(1),
            "table:table-cell" | "table:covered-table-cell" => self.end_cell()?,
            "table:table-row" => self.end_row()?,
            _ => {}
        }
        Ok(())
    }

    fn begin_row(&mut self, tag: &BytesStart<'_>, empty: bool) -> Result<Row, SourceError> {
        let repeated = self.count(tag, "table:number-rows-repeated")?;
        if empty {
            self.number = self.number.saturating_add(repeated);
        } else {
            self.number = self.number.saturating_add(1);
        }
        Ok(Row { repeated, ..Row::default() })
    }

    /// Keeps a row that holds something, as often as it is repeated.
    fn end_row(&mut self) -> Result<(), SourceError> {
        let Some(Row { repeated, cells, held, .. }) = self.row.take() else { return Ok(()) };
        let first = self.number;
        self.number = first.saturating_add(repeated.saturating_sub(1));
        if cells.is_empty() {
            return Ok(());
        }
        if repeated > REPEATED {
            let what = Phrase::new("lignes répétées", "repeated rows");
            return Err(self.here(first).refuse(Problem::TooLarge { what, limit: REPEATED }));
        }
        for number in first..first.saturating_add(repeated) {
            self.held = self.held.saturating_add(held);
            if self.rows.len() >= ROWS {
                let what = Phrase::new("lignes", "rows");
                return Err(self
                    .here(number)
                    .refuse(Problem::TooLarge { what, limit: ROWS as u64 }));
            }
            if self.held > TEXT {
                return Err(self
                    .here(number)
                    .refuse(Problem::TooLarge { what: BYTES, limit: TEXT as u64 }));
            }
            self.rows.push(SheetRow { number, cells: cells.clone() });
        }
        Ok(())
    }

    fn begin_cell(&self, tag: &BytesStart<'_>) -> Result<Cell, SourceError> {
        let repeated = self.count(tag, "table:number-columns-repeated")?;
        // Dates as they are meant rather than as they are shown; times and percentages as shown.
        let value = match self.attribute(tag, "office:value-type")?.as_deref() {
            Some("float" | "currency") => self.attribute(tag, "office:value")?,
            Some("date") => self.attribute(tag, "office:date-value")?,
            Some("boolean") => self.attribute(tag, "office:boolean-value")?,
            Some("string") => self.attribute(tag, "office:string-value")?,
            _ => None,
        };
        Ok(Cell { repeated, value, text: String::new() })
    }

    /// Puts a cell into its row; an empty one only moves the place of the next.
    fn end_cell(&mut self) -> Result<(), SourceError> {
        let here = self.here(self.number);
        let (Some(cell), Some(row)) = (self.cell.take(), &mut self.row) else { return Ok(()) };
        let text = cell.value.filter(|value| !value.is_empty()).unwrap_or(cell.text);
        let begin = row.column;
        row.column = begin.saturating_add(cell.repeated);
        if text.trim().is_empty() || begin >= COLUMNS as u64 {
            return Ok(());
        }
        if row.column > COLUMNS as u64 {
            let what = Phrase::new("colonnes", "columns");
            return Err(here.refuse(Problem::TooLarge { what, limit: COLUMNS as u64 }));
        }
        row.held = row.held.saturating_add(text.len().saturating_mul(cell.repeated as usize));
        if row.held > LONGEST_ROW {
            let problem = Problem::TooLarge { what: BYTES, limit: LONGEST_ROW as u64 };
            return Err(here.refuse(problem));
        }
        row.cells.resize(begin as usize, String::new());
        row.cells.resize(row.column as usize, text);
        Ok(())
    }

    /// Adds to the text of a cell, outside the notes pinned to it.
    fn push(&mut self, text: &str) -> Result<(), SourceError> {
        let here = self.number;
        let Some(cell) = self.cell.as_mut().filter(|_| self.notes == 0) else { return Ok(()) };
        cell.text.push_str(text);
        if cell.text.len() > LONGEST_ROW {
            let problem = Problem::TooLarge { what: BYTES, limit: LONGEST_ROW as u64 };
            return Err(self.here(here).refuse(problem));
        }
        Ok(())
    }

    /// How often a tag says that it is repeated.
    fn count(&self, tag: &BytesStart<'_>, name: &str) -> Result<u64, SourceError> {
        let Some(text) = self.attribute(tag, name)? else { return Ok(1) };
        let wrong =
            || self.here(self.number).bad_value(name, &text, Phrase::new("un nombre", "a number"));
        text.parse().ok().filter(|count| *count > 0).ok_or_else(wrong)
    }

    fn attribute(&self, tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, SourceError> {
        let corrupt =
            |cause: String| self.here(self.number).refuse(Problem::corrupt(shown_long(&cause)));
        let found = tag.try_get_attribute(name).map_err(|error| corrupt(error.to_string()))?;
        let value = found.map(|attribute| {
            attribute.normalized_value(XmlVersion::Implicit1_0).map(std::borrow::Cow::into_owned)
        });
        value.transpose().map_err(|error| corrupt(error.to_string()))
    }

    /// The character of a reference; those that a document declares itself are not followed.
    fn entity(&self, entity: &BytesRef<'_>) -> Result<char, SourceError> {
        let known = match &**entity {
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => entity.resolve_char_ref().ok().flatten(),
        };
        known.ok_or_else(|| {
            let cause = Phrase::new("référence d’entité inconnue", "unknown entity reference");
            self.here(self.number).refuse(Problem::corrupt(cause))
        })
    }

    fn here(&self, row: u64) -> Place {
        self.place.at(At::Row(row.max(1)))
    }

    fn xml_error(&self, error: &quick_xml::Error) -> SourceError {
        let place = self.here(self.number);
        match error {
            quick_xml::Error::Io(error) => place.io(error),
            other => place.refuse(Problem::corrupt(shown_long(&other.to_string()))),
        }
    }
}
