//! Points by the million: each row of CSV or JSON comes back with the territories that hold it.

use atlas::{Atlas, Batch, KindFilter, RowForm, Year};
use axum::http::StatusCode;
use geometry::Vertex;
use serde::Deserialize;
use territory::Language;

use crate::{
    problem::Problem,
    rows::{Row, Rows},
};

/// The form of a stream of points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A header that names `lon` and `lat`, then a point a row.
    Csv,
    /// An object with `lon` and `lat` a line.
    JsonLines,
}

/// What the header of a CSV says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    delimiter: u8,
    cells: usize,
    longitude: usize,
    latitude: usize,
}

/// The answer to a stream of points, row by row.
pub(crate) struct Points<'a> {
    batch: Batch<'a>,
    language: Language,
    /// The columns of a CSV; `None`: JSON lines.
    header: Option<Header>,
}

/// Why a row has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    TooLong,
    NoPoint,
    NotJson,
    Cells { got: usize, expected: usize },
}

/// The members of a line of JSON that count.
#[derive(Deserialize)]
struct Line {
    #[serde(alias = "lng", alias = "longitude")]
    lon: f64,
    #[serde(alias = "latitude")]
    lat: f64,
}

impl Header {
    /// Reads the first row of a CSV. Cells are parted by commas, or by semicolons where there are
    /// more of them.
    pub(crate) fn read(row: &[u8]) -> Result<Self, Problem> {
        let row = row.strip_prefix("\u{feff}".as_bytes()).unwrap_or(row);
        let count = |delimiter| row.split(|&byte| byte == delimiter).count();
        let delimiter = if count(b';') > count(b',') { b';' } else { b',' };
        let names: Vec<String> = cells(row, delimiter)
            .map(|name| String::from_utf8_lossy(name).trim().to_ascii_lowercase())
            .collect();
        let place = |known: &[&str]| names.iter().position(|name| known.contains(&name.as_str()));
        let columns =
            place(&["lon", "lng", "longitude", "x"]).zip(place(&["lat", "latitude", "y"]));
        let Some((longitude, latitude)) = columns else {
            return Err(Problem::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "La première ligne doit nommer les colonnes « lon » et « lat ».",
                "The first line must name the columns “lon” and “lat”.",
            ));
        };
        Ok(Self { delimiter, cells: names.len(), longitude, latitude })
    }

    /// The point of a row.
    fn point(&self, row: &[u8]) -> Result<Vertex, Fault> {
        let (mut longitude, mut latitude, mut got) = (None, None, 0);
        for (place, cell) in cells(row, self.delimiter).enumerate() {
            if place == self.longitude {
                longitude = self.number(cell);
            }
            if place == self.latitude {
                latitude = self.number(cell);
            }
            got = place + 1;
        }
        if got != self.cells {
            return Err(Fault::Cells { got, expected: self.cells });
        }
        let (longitude, latitude) = longitude.zip(latitude).ok_or(Fault::NoPoint)?;
        Vertex::from_degrees(longitude, latitude).map_err(|_| Fault::NoPoint)
    }

    /// A number; where cells are parted by semicolons it may have a decimal comma.
    fn number(&self, cell: &[u8]) -> Option<f64> {
        let text = std::str::from_utf8(cell).ok()?.trim();
        if self.delimiter == b';' && text.contains(',') {
            return text.replacen(',', ".", 1).parse().ok();
        }
        text.parse().ok()
    }
}

impl<'a> Points<'a> {
    /// Answers among the chosen kinds, at a year.
    pub(crate) fn new(
        atlas: &'a Atlas,
        kinds: &KindFilter,
        year: &'a Year,
        header: Option<Header>,
        language: Language,
    ) -> Self {
        let form =
            header.map_or(RowForm::Json, |Header { delimiter, .. }| RowForm::Csv { delimiter });
        Self { batch: Batch::new(atlas, kinds, year, form), language, header }
    }

    /// Writes the header of the answer: that of the question, the kinds and `error`.
    pub(crate) fn write_header(&self, row: &[u8], out: &mut Vec<u8>) {
        let Some(header) = self.header else { return };
        out.extend_from_slice(row);
        for column in self.batch.columns().chain(["error"]) {
            out.push(header.delimiter);
            out.extend_from_slice(column.as_bytes());
        }
        out.extend_from_slice(b"\r\n");
    }

    /// Answers the rows that have arrived.
    pub(crate) fn answer(&mut self, rows: &mut Rows, ended: bool, out: &mut Vec<u8>) {
        while let Some(row) = rows.next() {
            self.answer_row(&row, out);
        }
        if ended && let Some(row) = rows.last() {
            self.answer_row(&row, out);
        }
    }

    fn answer_row(&mut self, row: &Row<'_>, out: &mut Vec<u8>) {
        let bytes = row.bytes.unwrap_or_default();
        if row.bytes.is_some() && bytes.iter().all(u8::is_ascii_whitespace) {
            return;
        }
        let whole = row.bytes.ok_or(Fault::TooLong);
        if let Some(header) = self.header {
            let point = whole.and_then(|row| header.point(row));
            self.write_cells(header, bytes, row.line, point, out);
        } else {
            let point = whole.and_then(point_of_json);
            self.write_object(bytes, row.line, point, out);
        }
    }

    fn write_cells(
        &mut self,
        header: Header,
        row: &[u8],
        line: u64,
        point: Result<Vertex, Fault>,
        out: &mut Vec<u8>,
    ) {
        let kinds = self.batch.columns().count();
        match point {
            Ok(point) => {
                out.extend_from_slice(row);
                self.batch.write(point, out);
                out.push(header.delimiter);
            }
            Err(fault) => {
                // The row keeps its columns, so that the error stands in its own.
                let mut kept = 0;
                for cell in raw_cells(row, header.delimiter).take(header.cells) {
                    if kept > 0 {
                        out.push(header.delimiter);
                    }
                    out.extend_from_slice(cell);
                    kept += 1;
                }
                let empty = header.cells.saturating_sub(kept.max(1)) + kinds + 1;
                out.resize(out.len() + empty, header.delimiter);
                out.push(b'"');
                out.extend_from_slice(fault.sentence(line, self.language).as_bytes());
                out.push(b'"');
            }
        }
        out.extend_from_slice(b"\r\n");
    }

    fn write_object(
        &mut self,
        row: &[u8],
        line: u64,
        point: Result<Vertex, Fault>,
        out: &mut Vec<u8>,
    ) {
        let object = row.trim_ascii_end().strip_suffix(b"}");
        match (point, object) {
            (Ok(point), Some(object)) => {
                out.extend_from_slice(object);
                out.extend_from_slice(br#","territories":"#);
                self.batch.write(point, out);
                out.extend_from_slice(b"}\n");
            }
            (point, _) => {
                let fault = point.err().unwrap_or(Fault::NotJson);
                let error = fault.sentence(line, self.language);
                let answer = serde_json::json!({"line": line, "error": error});
                out.extend_from_slice(answer.to_string().as_bytes());
                out.push(b'\n');
            }
        }
    }
}

impl Fault {
    /// Says what is wrong on a line. No sentence needs quoting.
    fn sentence(self, line: u64, language: Language) -> String {
        let longest = Rows::LONGEST;
        let french = language == Language::French;
        let fault = match self {
            Self::TooLong if french => format!("plus de {longest} octets"),
            Self::TooLong => format!("more than {longest} bytes"),
            Self::NoPoint if french => "lon et lat ne sont pas un point en degrés".to_owned(),
            Self::NoPoint => "lon and lat are not a point in degrees".to_owned(),
            Self::NotJson if french => "pas un objet JSON avec lon et lat".to_owned(),
            Self::NotJson => "not a JSON object with lon and lat".to_owned(),
            Self::Cells { got, expected } if french => {
                format!("{got} cellules au lieu de {expected}")
            }
            Self::Cells { got, expected } => format!("{got} cells instead of {expected}"),
        };
        if french { format!("ligne {line} : {fault}") } else { format!("line {line}: {fault}") }
    }
}

fn point_of_json(row: &[u8]) -> Result<Vertex, Fault> {
    let line: Line = serde_json::from_slice(row).map_err(|_| Fault::NotJson)?;
    Vertex::from_degrees(line.lon, line.lat).map_err(|_| Fault::NoPoint)
}

/// The cells of a row as written, quotes and all.
fn raw_cells(row: &[u8], delimiter: u8) -> impl Iterator<Item = &[u8]> {
    let mut quoted = false;
    row.split(move |&byte| {
        quoted ^= byte == b'"';
        byte == delimiter && !quoted
    })
}

/// The cells of a row without the quotes around them.
fn cells(row: &[u8], delimiter: u8) -> impl Iterator<Item = &[u8]> {
    raw_cells(row, delimiter).map(|cell| {
        cell.strip_prefix(b"\"").and_then(|cell| cell.strip_suffix(b"\"")).unwrap_or(cell)
    })
}
