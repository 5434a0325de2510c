//! JSON: an array of objects, or a GeoJSON FeatureCollection of points.

use std::{collections::HashSet, path::Path};

use serde_json::{Map, Value};

use super::{LARGEST, RawRow, Reading, Take, cell};
use crate::{
    archive::{open, read_all},
    errors::{At, Place, Problem, SourceError},
    text::Phrase,
};

/// The names of all members of all rows, in order of appearance.
pub(super) fn header(path: &Path) -> Result<Vec<String>, SourceError> {
    let (rows, _) = rows(path)?;
    let mut seen = HashSet::new();
    let mut names = Vec::new();
    for name in rows.iter().flat_map(|(members, _)| members.keys()) {
        if seen.insert(name.as_str()) {
            names.push(name.clone());
        }
    }
    Ok(names)
}

/// The rows.
pub(super) fn read(
    path: &Path,
    columns: &[&str],
    take: &mut Take<'_>,
) -> Result<Reading, SourceError> {
    let (rows, place) = rows(path)?;
    for column in columns {
        if !rows.iter().any(|(members, _)| members.contains_key(*column)) {
            return Err(place.refuse(Problem::MissingColumn((*column).to_owned())));
        }
    }
    for ((members, point), number) in rows.iter().zip(1..) {
        let cells = columns.iter().map(|column| members.get(*column).and_then(text)).collect();
        take(RawRow { place: place.at(At::Feature(number)), cells, point: *point })?;
    }
    Ok(Reading::default())
}

type Row = (Map<String, Value>, Option<[f64; 2]>);

fn rows(path: &Path) -> Result<(Vec<Row>, Place), SourceError> {
    let (file, place) = open(path)?;
    let bytes = read_all(file, LARGEST, &place)?;
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    let value: Value = serde_json::from_slice(bytes).map_err(|error| {
        let at = place.at(At::Line(error.line() as u64));
        at.refuse(Problem::corrupt(error.to_string()))
    })?;
    let rows = match value {
        Value::Array(rows) => rows.into_iter().map(|row| (members(row), None)).collect(),
        Value::Object(mut object) => match object.remove("features") {
            Some(Value::Array(features)) => features.into_iter().map(feature).collect(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    if rows.is_empty() {
        let expected = Phrase::new(
            "un tableau d’objets JSON ni une FeatureCollection",
            "an array of JSON objects nor a FeatureCollection",
        );
        return Err(place.refuse(Problem::NotThis(expected)));
    }
    Ok((rows, place))
}

fn members(row: Value) -> Map<String, Value> {
    if let Value::Object(members) = row { members } else { Map::new() }
}

fn feature(feature: Value) -> Row {
    let mut feature = members(feature);
    let geometry = feature.remove("geometry").map(members).unwrap_or_default();
    let is_point = geometry.get("type").and_then(Value::as_str) == Some("Point");
    let position = geometry.get("coordinates").and_then(Value::as_array).filter(|_| is_point);
    let point = position.and_then(|position| match position.as_slice() {
        [lon, lat, ..] => Some([lon.as_f64()?, lat.as_f64()?]),
        _ => None,
    });
    (feature.remove("properties").map(members).unwrap_or_default(), point)
}

/// A value as a cell: lists as their items, parted by semicolons; objects are no cells.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => cell(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().filter_map(text).collect();
            cell(&items.join(";"))
        }
        Value::Null | Value::Object(_) => None,
    }
}
