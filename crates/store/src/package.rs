//! A GeoPackage to take away: some layers of polygons and what is to be known of them, as bytes.

use geo_types::MultiPolygon;
use rusqlite::{Connection, MAIN_DB, ToSql, params};

use crate::geopackage::binary;

/// The text of a file of the folder `sql`.
macro_rules! sql {
    ($name:literal) => {
        include_str!(concat!("../sql/", $name, ".sql"))
    };
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackageField {
    /// Its name: small letters and `_`.
    pub name: &'static str,
    /// How many decimals its numbers have; `None`: it holds text.
    pub decimals: Option<u8>,
}

/// A value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum PackageValue {
    /// Text.
    Text(String),
    /// A number.
    Number(f64),
    /// Not known.
    Missing,
}

/// A layer of polygons in WGS84 degrees.
#[derive(Clone, Debug)]
pub struct PackageLayer {
    /// Its name: small letters and `_`.
    pub name: &'static str,
    /// What people read.
    pub title: String,
    /// Its columns besides the ground.
    pub fields: &'static [PackageField],
    /// Its rows: a value for each column, and the ground.
    pub rows: Vec<(Vec<PackageValue>, MultiPolygon<f64>)>,
}

/// Writes layers, and notes such as sources and licences as a table beside them.
pub fn package(layers: &[PackageLayer], notes: &[String]) -> Result<Vec<u8>, rusqlite::Error> {
    let mut connection = Connection::open_in_memory()?;
    connection.execute_batch(sql!("schema/ogc"))?;
    let transaction = connection.transaction()?;
    transaction.execute_batch(sql!("package/notes"))?;
    for note in notes {
        transaction.execute(sql!("package/insert_note"), [note])?;
    }
    for layer in layers {
        write(&transaction, layer)?;
    }
    transaction.commit()?;
    Ok(connection.serialize(MAIN_DB)?.to_vec())
}

/// Names of layers and columns cannot be bound; they are the program's own words.
fn write(connection: &Connection, layer: &PackageLayer) -> Result<(), rusqlite::Error> {
    let column = |field: &PackageField| {
        let affinity = match field.decimals {
            None => "TEXT",
            Some(0) => "INTEGER",
            Some(_) => "DOUBLE",
        };
        format!(",\n    {} {affinity}", field.name)
    };
    let columns: String = layer.fields.iter().map(column).collect();
    let create = sql!("package/create").replace("{name}", layer.name);
    connection.execute_batch(&create.replace("{columns}", &columns))?;
    let names: String = layer.fields.iter().flat_map(|field| [", ", field.name]).collect();
    let places = ", ?".repeat(layer.fields.len());
    let insert = sql!("package/insert").replace("{name}", layer.name);
    let insert = insert.replace("{columns}", &names).replace("{values}", &places);
    let mut insert = connection.prepare(&insert)?;
    let mut extent: Option<binary::Envelope> = None;
    for (values, ground) in &layer.rows {
        let geometry = binary::polygons(ground);
        let mut row: Vec<&dyn ToSql> = vec![&geometry];
        row.extend(values.iter().map(PackageValue::sql));
        insert.execute(row.as_slice())?;
        extent = around(extent, binary::envelope(ground));
    }
    let [west, south, east, north] =
        extent.map_or([None; 4], |e| [e.west, e.south, e.east, e.north].map(Some));
    connection.execute(
        sql!("package/contents"),
        params![layer.name, layer.title, west, south, east, north],
    )?;
    connection.execute(sql!("package/geometry_column"), [layer.name])?;
    Ok(())
}

fn around(
    one: Option<binary::Envelope>,
    other: Option<binary::Envelope>,
) -> Option<binary::Envelope> {
    match (one, other) {
        (Some(a), Some(b)) => Some(binary::Envelope {
            west: a.west.min(b.west),
            east: a.east.max(b.east),
            south: a.south.min(b.south),
            north: a.north.max(b.north),
        }),
        (one, other) => one.or(other),
    }
}

impl PackageValue {
    fn sql(&self) -> &dyn ToSql {
        match self {
            Self::Text(text) => text,
            Self::Number(number) => number,
            Self::Missing => &rusqlite::types::Null,
        }
    }
}
