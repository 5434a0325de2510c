//! CSV as people have it: commas, semicolons or tabs; UTF-8, with Excel's mark or not, or Latin-1.
//! Read row by row with a bound on the length of a row.

use std::{
    io::{BufRead, BufReader, Read},
    path::Path,
};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use encoding_rs::{DecoderResult, UTF_8, WINDOWS_1252};

use super::{LONGEST_ROW, RawRow, Reading, Take, cell, places};
use crate::{
    archive::open,
    errors::{At, BYTES, Place, Problem, SourceError},
    text::Phrase,
};

/// The separators of columns; on a tie the last wins.
const SEPARATORS: [u8; 3] = [b'\t', b';', b','];
/// The most columns of a table.
const COLUMNS: usize = 4_096;

/// A delimited file being read.
struct Delimited<R> {
    input: R,
    reader: Reader,
    place: Place,
    latin1: bool,
    output: Vec<u8>,
    ends: Vec<usize>,
    /// The line on which the record just read begins.
    line: u64,
    fields: usize,
}

/// The names of the columns.
pub(super) fn header(path: &Path) -> Result<Vec<String>, SourceError> {
    Delimited::open(path)?.header()
}

/// The rows.
pub(super) fn read(
    path: &Path,
    columns: &[&str],
    take: &mut Take<'_>,
) -> Result<Reading, SourceError> {
    let mut file = Delimited::open(path)?;
    let header = file.header()?;
    let places = places(&header, columns, &file.place)?;
    while file.next()? {
        let cells = places.iter().map(|&place| cell(&file.text(place))).collect();
        take(RawRow { place: file.place.at(At::Line(file.line)), cells, point: None })?;
    }
    Ok(Reading { latin1: file.latin1 })
}

impl Delimited<BufReader<std::fs::File>> {
    fn open(path: &Path) -> Result<Self, SourceError> {
        let (file, place) = open(path)?;
        let latin1 = !is_utf8(file, &place)?;
        let (mut input, place) = open(path)?;
        let start = input.fill_buf().map_err(|error| place.io(&error))?;
        if start.starts_with("\u{feff}".as_bytes()) {
            input.consume('\u{feff}'.len_utf8());
        }
        let start = input.fill_buf().map_err(|error| place.io(&error))?;
        let reader = ReaderBuilder::new().delimiter(delimiter(start)).build();
        Ok(Self {
            input,
            reader,
            place,
            latin1,
            output: vec![0; LONGEST_ROW],
            ends: vec![0; COLUMNS],
            line: 1,
            fields: 0,
        })
    }
}

impl<R: BufRead> Delimited<R> {
    fn header(&mut self) -> Result<Vec<String>, SourceError> {
        if !self.next()? {
            return Err(self.place.refuse(Problem::Empty));
        }
        Ok((0..self.fields).map(|field| self.text(field).trim().to_owned()).collect())
    }

    /// Reads the next record; false at the end.
    fn next(&mut self) -> Result<bool, SourceError> {
        let (mut written, mut fields) = (0, 0);
        // The end of the line before, or empty lines, are still to be read.
        let ahead = self.input.fill_buf().map_err(|error| self.place.io(&error))?;
        let ends = ahead.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
        self.line = self.reader.line() + ends.filter(|byte| **byte == b'\n').count() as u64;
        loop {
            let input = self.input.fill_buf().map_err(|error| self.place.io(&error))?;
            let (output, ends) = (
                self.output.get_mut(written..).unwrap_or_default(),
                self.ends.get_mut(fields..).unwrap_or_default(),
            );
            let (result, read, wrote, ended) = self.reader.read_record(input, output, ends);
            self.input.consume(read);
            written += wrote;
            fields += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::Record => {
                    self.fields = fields;
                    return Ok(true);
                }
                ReadRecordResult::End => return Ok(false),
                ReadRecordResult::OutputFull => return Err(self.too_large(BYTES, LONGEST_ROW)),
                ReadRecordResult::OutputEndsFull => {
                    return Err(self.too_large(Phrase::new("colonnes", "columns"), COLUMNS));
                }
            }
        }
    }

    fn too_large(&self, what: Phrase, limit: usize) -> SourceError {
        let place = self.place.at(At::Line(self.line));
        place.refuse(Problem::TooLarge { what, limit: limit as u64 })
    }

    /// The text of a field of the record just read; empty past its end.
    fn text(&self, field: usize) -> String {
        let end =
            |field: usize| self.ends.get(..self.fields).and_then(|ends| ends.get(field)).copied();
        let start = field.checked_sub(1).map_or(Some(0), end);
        let bytes = start.zip(end(field)).and_then(|(start, end)| self.output.get(start..end));
        let bytes = bytes.unwrap_or_default();
        if self.latin1 {
            WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
        } else {
            String::from_utf8_lossy(bytes).into_owned()
        }
    }
}

/// Whether a whole file is UTF-8. A zero byte means that it is no text, or of an encoding of
/// wider characters.
fn is_utf8(mut file: impl Read, place: &Place) -> Result<bool, SourceError> {
    let mut decoder = UTF_8.new_decoder_without_bom_handling();
    let (mut input, mut output) = (vec![0_u8; 1 << 16], vec![0_u8; 1 << 18]);
    let mut utf8 = true;
    loop {
        let read = file.read(&mut input).map_err(|error| place.io(&error))?;
        let chunk = input.get(..read).unwrap_or_default();
        if chunk.contains(&0) {
            let expected =
                Phrase::new("un tableau en UTF-8 ou en Latin-1", "a table in UTF-8 or Latin-1");
            return Err(place.refuse(Problem::NotThis(expected)));
        }
        if utf8 {
            let (result, ..) =
                decoder.decode_to_utf8_without_replacement(chunk, &mut output, read == 0);
            utf8 = !matches!(result, DecoderResult::Malformed(..));
        }
        if read == 0 {
            return Ok(utf8);
        }
    }
}

/// The separator that comes most often in the first line, outside quotes.
fn delimiter(start: &[u8]) -> u8 {
    let line = start.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let mut quoted = false;
    let mut counts = [0_u32; 3];
    for &byte in line {
        quoted ^= byte == b'"';
        let place = SEPARATORS.iter().position(|&separator| separator == byte && !quoted);
        if let Some(count) = place.and_then(|place| counts.get_mut(place)) {
            *count += 1;
        }
    }
    let most = counts.iter().zip(SEPARATORS).max_by_key(|(count, _)| **count);
    most.map_or(b',', |(_, separator)| separator)
}
