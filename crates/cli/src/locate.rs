//! `echelle locate`: one point, or every point of a CSV, row by row.

use std::{
    fs::File,
    io::{self, BufReader, BufWriter, Read, Write},
    path::Path,
};

use atlas::{Atlas, Batch, KindFilter, RowForm, Year};
use geometry::Vertex;

use crate::{
    arguments::{Common, LocateOptions},
    failure::Failure,
    library::{open, scope},
    output::{json, line, say},
    questions::briefs,
};

/// `echelle locate`.
pub(crate) fn run(common: &Common, options: &LocateOptions) -> Result<(), Failure> {
    let (atlas, _) = open(common)?;
    let (year, kinds) = scope(&atlas, common, &options.kinds)?;
    if let Some(path) = &options.batch {
        return batch(&atlas, &kinds, year, path);
    }
    let (longitude, latitude) =
        (options.longitude.unwrap_or(f64::NAN), options.latitude.unwrap_or(f64::NAN));
    let point = Vertex::from_degrees(longitude, latitude).map_err(|error| Failure::Value {
        french: format!(
            "({longitude}, {latitude}) n’est pas un point sur Terre : d’abord la longitude (−180 à 180), puis la latitude (−90 à 90)"
        ),
        english: error.to_string(),
    })?;
    let answer = atlas.answer_locate(point, &kinds, year);
    if common.json {
        return json(&answer);
    }
    if answer.territories.is_empty() {
        return line(say(
            common.language(),
            "Aucun territoire chargé ici : en mer, ou hors de France.",
            "No loaded territory here: at sea, or abroad.",
        ));
    }
    briefs(common.language(), &answer.territories)
}

/// Reads points row by row and writes each row back with the codes found.
fn batch(atlas: &Atlas, kinds: &KindFilter, year: &Year, path: &Path) -> Result<(), Failure> {
    let unreadable = |error| Failure::Input { path: path.to_owned(), error };
    let input: Box<dyn Read> = if path.as_os_str() == "-" {
        Box::new(io::stdin().lock())
    } else {
        Box::new(File::open(path).map_err(unreadable)?)
    };
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(BufReader::with_capacity(1 << 16, input));
    let header =
        reader.byte_headers().map_err(|error| unreadable(io::Error::other(error)))?.clone();
    let column = |names: &[&str]| {
        header.iter().position(|name| {
            let name = String::from_utf8_lossy(name);
            let name = name.trim_start_matches('\u{feff}').trim();
            names.iter().any(|known| known.eq_ignore_ascii_case(name))
        })
    };
    let columns = column(&["lon", "lng", "longitude", "x"]).zip(column(&["lat", "latitude", "y"]));
    let Some((longitude, latitude)) = columns else {
        return Err(Failure::Content {
            path: path.to_owned(),
            french: "la première ligne doit nommer les colonnes lon et lat".to_owned(),
            english: "the first line must name the columns lon and lat".to_owned(),
        });
    };
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut batch = Batch::new(atlas, kinds, year, RowForm::Csv { delimiter: b',' });
    let mut row = Vec::with_capacity(512);
    write_record(&mut row, &header);
    for kind in batch.columns() {
        row.push(b',');
        row.extend_from_slice(kind.as_bytes());
    }
    row.extend_from_slice(b",error\r\n");
    out.write_all(&row).map_err(Failure::Output)?;
    let mut record = csv::ByteRecord::new();
    while reader
        .read_byte_record(&mut record)
        .map_err(|error| unreadable(io::Error::other(error)))?
    {
        row.clear();
        write_record(&mut row, &record);
        if let Some(point) = point(record.get(longitude), record.get(latitude)) {
            batch.write(point, &mut row);
            row.push(b',');
        } else {
            row.resize(row.len() + batch.columns().count() + 1, b',');
            row.extend_from_slice(b"not a point: lon and lat in degrees");
        }
        row.extend_from_slice(b"\r\n");
        out.write_all(&row).map_err(Failure::Output)?;
    }
    out.flush().map_err(Failure::Output)
}

fn point(longitude: Option<&[u8]>, latitude: Option<&[u8]>) -> Option<Vertex> {
    let number = |field: Option<&[u8]>| std::str::from_utf8(field?).ok()?.trim().parse().ok();
    Vertex::from_degrees(number(longitude)?, number(latitude)?).ok()
}

/// Writes the fields of a record, quoted where they must be.
fn write_record(row: &mut Vec<u8>, record: &csv::ByteRecord) {
    for (place, field) in record.iter().enumerate() {
        if place > 0 {
            row.push(b',');
        }
        if field.iter().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
            row.push(b'"');
            for &byte in field {
                if byte == b'"' {
                    row.push(b'"');
                }
                row.push(byte);
            }
            row.push(b'"');
        } else {
            row.extend_from_slice(field);
        }
    }
}
