//! GeoPackage (OGC 12-128r19): one layer of features of an SQLite file, opened read-only.

use std::path::Path;

use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension, types::ValueRef};

use super::features::{FEATURES, FeatureFile, NO_GEOMETRY, RawFeature};
use crate::{
    archive::open,
    crs::Crs,
    errors::{At, Place, Problem, SourceError},
    text::{Phrase, shown, shown_long},
    wkb,
};

const A_GEOPACKAGE: Phrase = Phrase::new("un GeoPackage", "a GeoPackage");
const ONE_OF: Phrase =
    Phrase::new("dites laquelle des couches du fichier", "say which of the file’s layers");

const NO_BLOB: Phrase = Phrase::new("pas une géométrie de GeoPackage", "not a GeoPackage geometry");
const LATER: Phrase = Phrase::new(
    "version ultérieure des géométries de GeoPackage",
    "a later version of GeoPackage geometries",
);

/// A layer: its table, the column of its geometry, its system of coordinates.
struct FeatureTable {
    name: String,
    geometry: String,
    crs: Crs,
}

/// Reads the only layer of features, or the one called `layer`.
pub(crate) fn read(
    path: &Path,
    layer: Option<&str>,
    epsg: Option<u32>,
) -> Result<FeatureFile, SourceError> {
    let (_, place) = open(path)?;
    let refuse = |error: &rusqlite::Error| place.refuse(problem(error));
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(|e| refuse(&e))?;
    // A schema from outside may call no function with side effects.
    connection
        .execute_batch(
            "PRAGMA trusted_schema = OFF; PRAGMA query_only = ON; PRAGMA cell_size_check = ON;",
        )
        .map_err(|e| refuse(&e))?;
    let name = layer_name(&connection, layer, &place)?;
    let table = table(&connection, name, epsg, &place)?;
    let features = features(&connection, &table, &place.entry(&table.name))?;
    Ok(FeatureFile { place, crs: table.crs, features })
}

fn layer_name(
    connection: &Connection,
    wanted: Option<&str>,
    place: &Place,
) -> Result<String, SourceError> {
    let refuse = |error: &rusqlite::Error| place.refuse(problem(error));
    let mut statement = connection
        .prepare("SELECT table_name FROM gpkg_contents WHERE data_type = 'features' ORDER BY 1")
        .map_err(|e| refuse(&e))?;
    let names: Vec<String> = statement
        .query_map([], |row| row.get(0))
        .and_then(Iterator::collect)
        .map_err(|e| refuse(&e))?;
    match (wanted, names.as_slice()) {
        (Some(wanted), names) if names.iter().any(|name| name == wanted) => Ok(wanted.to_owned()),
        (Some(wanted), _) => Err(place.refuse(Problem::MissingEntry(shown(wanted)))),
        (None, [only]) => Ok(only.clone()),
        (None, []) => Err(place.refuse(Problem::Empty)),
        (None, several) => {
            let found = several.iter().map(|name| shown(name)).collect();
            Err(place.refuse(Problem::Option { name: "layer", expected: ONE_OF, found }))
        }
    }
}

fn table(
    connection: &Connection,
    name: String,
    epsg: Option<u32>,
    place: &Place,
) -> Result<FeatureTable, SourceError> {
    const SYSTEM: &str = "SELECT c.column_name, s.organization, s.organization_coordsys_id \
         FROM gpkg_geometry_columns AS c JOIN gpkg_spatial_ref_sys AS s USING (srs_id) \
         WHERE c.table_name = ?1";
    let place = place.entry(&name);
    let found: Option<(String, String, i64)> = connection
        .query_row(SYSTEM, [&name], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()
        .map_err(|error| place.refuse(problem(&error)))?;
    let Some((geometry, organization, number)) = found else {
        return Err(place.refuse(Problem::MissingEntry("gpkg_geometry_columns".to_owned())));
    };
    let stated = match u32::try_from(number) {
        Ok(number) if organization.eq_ignore_ascii_case("EPSG") => Crs::from_epsg(number),
        _ => Err(Problem::Projection(format!("{}:{number}", shown(&organization)))),
    };
    let crs = epsg.map_or(stated, Crs::from_epsg).map_err(|problem| place.refuse(problem))?;
    Ok(FeatureTable { name, geometry, crs })
}

fn features(
    connection: &Connection,
    table: &FeatureTable,
    place: &Place,
) -> Result<Vec<RawFeature>, SourceError> {
    let refuse = |error: &rusqlite::Error| place.refuse(problem(error));
    // Names of tables cannot be bound: the quote is doubled, as SQL wants it.
    let sql = format!("SELECT * FROM \"{}\"", table.name.replace('"', "\"\""));
    let mut statement = connection.prepare(&sql).map_err(|e| refuse(&e))?;
    let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let Some(geometry) = columns.iter().position(|name| *name == table.geometry) else {
        return Err(place.refuse(Problem::MissingColumn(shown(&table.geometry))));
    };
    let mut rows = statement.query([]).map_err(|e| refuse(&e))?;
    let mut features = Vec::new();
    while let Some(row) = rows.next().map_err(|e| refuse(&e))? {
        let place = place.at(At::Feature(features.len() as u64 + 1));
        if features.len() >= FEATURES {
            let what = Phrase::new("objets", "features");
            return Err(place.refuse(Problem::TooLarge { what, limit: FEATURES as u64 }));
        }
        let polygons = match row.get_ref(geometry) {
            Ok(ValueRef::Blob(blob)) => polygons(blob),
            Ok(ValueRef::Null) => Err(Problem::geometry(NO_GEOMETRY)),
            Ok(_) => Err(Problem::geometry(NO_BLOB)),
            Err(error) => return Err(refuse(&error)),
        };
        let mut attributes = Vec::new();
        for (number, name) in columns.iter().enumerate().filter(|(number, _)| *number != geometry) {
            let value = row.get_ref(number).map_err(|e| refuse(&e))?;
            attributes.extend(text(value).map(|value| (name.clone(), value)));
        }
        features.push(RawFeature { place, attributes, polygons });
    }
    Ok(features)
}

fn text(value: ValueRef<'_>) -> Option<String> {
    match value {
        ValueRef::Text(text) => Some(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Integer(number) => Some(number.to_string()),
        ValueRef::Real(number) => Some(number.to_string()),
        ValueRef::Null | ValueRef::Blob(_) => None,
    }
}

/// A `GeoPackageBinary`: a header of 8 bytes, bounds as its flags say, then WKB (§ 2.1.3).
fn polygons(blob: &[u8]) -> Result<geo_types::MultiPolygon<f64>, Problem> {
    let &[b'G', b'P', version, flags, ..] = blob else {
        return Err(Problem::geometry(NO_BLOB));
    };
    if version != 0 {
        return Err(Problem::geometry(LATER));
    }
    let bounds = match flags >> 1 & 7 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        _ => return Err(Problem::geometry(NO_BLOB)),
    };
    let start = 8 + bounds;
    let body = blob.get(start..).ok_or_else(|| Problem::geometry(NO_BLOB))?;
    wkb::polygons(body).map_err(|error| Problem::Geometry(error.text()))
}

fn problem(error: &rusqlite::Error) -> Problem {
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => Problem::NotThis(A_GEOPACKAGE),
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            Problem::Unreadable(shown_long(&error.to_string()))
        }
        // A table of the standard is missing.
        Some(ErrorCode::Unknown) if error.to_string().contains("no such table") => {
            Problem::NotThis(A_GEOPACKAGE)
        }
        _ => Problem::corrupt(shown_long(&error.to_string())),
    }
}
