//! Tables in CSV: columns found by name, values parsed with the line in every error.

use std::{collections::HashMap, io::Read, str::FromStr};

use csv::ByteRecord;

use crate::{
    errors::{At, Place, Problem, SourceError},
    text::Phrase,
};

/// A CSV table being read.
pub(crate) struct Table<R> {
    reader: csv::Reader<R>,
    columns: HashMap<String, usize>,
    place: Place,
    record: ByteRecord,
}

/// A column, by its number from 0.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    number: usize,
    name: &'static str,
}

/// One row of a table.
pub(crate) struct Row<'a> {
    record: &'a ByteRecord,
    place: &'a Place,
}

impl<R: Read> Table<R> {
    /// Reads the header.
    pub(crate) fn new(reader: R, place: Place) -> Result<Self, SourceError> {
        let mut reader = csv::ReaderBuilder::new().buffer_capacity(1 << 18).from_reader(reader);
        let headers = reader.byte_headers().map_err(|error| csv_error(&place, &error))?;
        let columns = headers
            .iter()
            .enumerate()
            .map(|(number, name)| (String::from_utf8_lossy(name).into_owned(), number))
            .collect();
        Ok(Self { reader, columns, place, record: ByteRecord::new() })
    }

    /// A column that must be there.
    pub(crate) fn column(&self, name: &'static str) -> Result<Column, SourceError> {
        match self.columns.get(name) {
            Some(&number) => Ok(Column { number, name }),
            None => Err(self.place.refuse(Problem::MissingColumn(name.to_owned()))),
        }
    }

    /// The next row.
    pub(crate) fn next(&mut self) -> Result<Option<Row<'_>>, SourceError> {
        let more = self
            .reader
            .read_byte_record(&mut self.record)
            .map_err(|error| csv_error(&self.place, &error))?;
        Ok(more.then_some(Row { record: &self.record, place: &self.place }))
    }
}

impl<'a> Row<'a> {
    /// Where the row is.
    pub(crate) fn place(&self) -> Place {
        let line = self.record.position().map_or(0, csv::Position::line);
        self.place.at(At::Line(line))
    }

    /// The bytes of a value; `None` where it is empty or `\N`, PostgreSQL's null.
    pub(crate) fn bytes(&self, column: Column) -> Option<&'a [u8]> {
        self.record.get(column.number).filter(|value| !value.is_empty() && *value != b"\\N")
    }

    /// A value as text without the spaces around it.
    pub(crate) fn text(&self, column: Column) -> Result<Option<&'a str>, SourceError> {
        let Some(bytes) = self.bytes(column) else { return Ok(None) };
        let text = std::str::from_utf8(bytes).map_err(|_| {
            let value = String::from_utf8_lossy(bytes);
            self.place().bad_value(column.name, &value, Phrase::new("du texte UTF-8", "UTF-8 text"))
        })?;
        Ok(Some(text.trim()).filter(|text| !text.is_empty()))
    }

    /// A value that must be there.
    pub(crate) fn required(
        &self,
        column: Column,
        expected: Phrase,
    ) -> Result<&'a str, SourceError> {
        self.text(column)?.ok_or_else(|| self.place().bad_value(column.name, "", expected))
    }

    /// A value to parse, `None` where it is empty.
    pub(crate) fn parse<T: FromStr>(
        &self,
        column: Column,
        expected: Phrase,
    ) -> Result<Option<T>, SourceError> {
        let Some(text) = self.text(column)? else { return Ok(None) };
        match text.parse() {
            Ok(value) => Ok(Some(value)),
            Err(_) => Err(self.place().bad_value(column.name, text, expected)),
        }
    }

    /// A value to parse that must be there.
    pub(crate) fn parse_required<T: FromStr>(
        &self,
        column: Column,
        expected: Phrase,
    ) -> Result<T, SourceError> {
        self.parse(column, expected)?
            .ok_or_else(|| self.place().bad_value(column.name, "", expected))
    }
}

/// The error of a CSV reader, with its line.
pub(crate) fn csv_error(place: &Place, error: &csv::Error) -> SourceError {
    let place = match error.position() {
        Some(position) => place.at(At::Line(position.line())),
        None => place.clone(),
    };
    match error.kind() {
        csv::ErrorKind::Io(error) => place.io(error),
        _ => place.refuse(Problem::corrupt(error.to_string())),
    }
}
