//! The SQL functions that GeoPackage asks of whoever writes to a table with an R-tree.

use rusqlite::{
    Connection,
    functions::{Context, FunctionFlags},
};

use super::binary::{Envelope, Extent, read_extent};

/// A side of a box, by the name of the function that answers it.
type Side = (&'static str, fn(Envelope) -> f64);

const SIDES: [Side; 4] = [
    ("ST_MinX", |envelope| envelope.west),
    ("ST_MaxX", |envelope| envelope.east),
    ("ST_MinY", |envelope| envelope.south),
    ("ST_MaxY", |envelope| envelope.north),
];

/// Gives the connection `ST_MinX`, `ST_MaxX`, `ST_MinY`, `ST_MaxY` and `ST_IsEmpty`
/// (OGC 12-128, extension F.3), for geometries whose header says their extent.
pub(super) fn register(connection: &Connection) -> rusqlite::Result<()> {
    for (name, side) in SIDES {
        connection.create_scalar_function(name, 1, flags(), move |context| {
            Ok(match extent(context)? {
                Some(Extent::Within(envelope)) => Some(side(envelope)),
                _ => None,
            })
        })?;
    }
    connection.create_scalar_function("ST_IsEmpty", 1, flags(), |context| {
        Ok(extent(context)?.map(|extent| extent == Extent::Empty))
    })
}

/// Innocuous: triggers may call them although the schema of the file is not trusted.
fn flags() -> FunctionFlags {
    FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_INNOCUOUS
}

/// As [`read_extent`]; NULL has none.
fn extent(context: &Context<'_>) -> rusqlite::Result<Option<Extent>> {
    Ok(context.get_raw(0).as_blob_or_null()?.and_then(read_extent))
}

#[cfg(test)]
mod tests {
    use geo_types::{MultiPolygon, polygon};
    use rusqlite::Connection;

    use crate::geopackage::binary;

    fn check(function: &str, bytes: &[u8], expect: Option<f64>) {
        let connection = Connection::open_in_memory().unwrap();
        super::register(&connection).unwrap();
        let got: Option<f64> = connection
            .query_row(&format!("SELECT {function}(?1)"), [bytes], |row| row.get(0))
            .unwrap();
        assert_eq!(got, expect, "{function}");
    }

    #[test]
    fn sides_are_read_from_the_header() {
        let land = polygon![(x: 1., y: 2.), (x: 5., y: 2.), (x: 5., y: 9.), (x: 1., y: 2.)];
        let bytes = binary::polygons(&MultiPolygon(vec![land]));
        check("ST_MinX", &bytes, Some(1.0));
        check("ST_MaxX", &bytes, Some(5.0));
        check("ST_MinY", &bytes, Some(2.0));
        check("ST_MaxY", &bytes, Some(9.0));
        check("ST_IsEmpty", &bytes, Some(0.0));
    }

    #[test]
    fn an_empty_geometry_has_no_sides_and_other_bytes_neither() {
        let bytes = binary::polygons(&MultiPolygon(vec![]));
        check("ST_MinX", &bytes, None);
        check("ST_IsEmpty", &bytes, Some(1.0));
        check("ST_IsEmpty", b"GP", None);
    }
}
