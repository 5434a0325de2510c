//! Layers as zipped shapefiles, in WGS84 or Lambert-93.

use std::io::{Cursor, Write};

use dbase::{FieldName, FieldValue, FieldWriter, TableWriterBuilder, WritableRecord};
use geo_types::{Coord, LineString, MultiPolygon};
use geometry::Lambert93;
use shapefile::{Point, Polygon, PolygonRing, ShapeWriter, Writer};
use store::{PackageLayer, PackageValue};
use zip::{ZipWriter, write::SimpleFileOptions};

/// The system of coordinates of a shapefile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Projection {
    /// Degrees.
    Wgs84,
    /// Metres, for metropolitan France.
    Lambert93,
}

/// Why a shapefile could not be written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ShapefileError {
    /// Ground that Lambert-93 does not reach.
    #[error(transparent)]
    Projection(#[from] geometry::ProjectionError),
    /// A shape or its table.
    #[error(transparent)]
    Shape(#[from] shapefile::Error),
    /// The name of a column.
    #[error("a column: {0}")]
    Column(&'static str),
    /// The archive.
    #[error(transparent)]
    Zip(#[from] zip::result::ZipError),
    /// Writing into memory.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

const WGS84: &str = r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;
const LAMBERT_93: &str = r#"PROJCS["RGF_1993_Lambert_93",GEOGCS["GCS_RGF_1993",DATUM["D_RGF_1993",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Lambert_Conformal_Conic"],PARAMETER["False_Easting",700000.0],PARAMETER["False_Northing",6600000.0],PARAMETER["Central_Meridian",3.0],PARAMETER["Standard_Parallel_1",49.0],PARAMETER["Standard_Parallel_2",44.0],PARAMETER["Latitude_Of_Origin",46.5],UNIT["Meter",1.0]]"#;

/// What a text of a table may hold, in bytes.
const WIDEST: usize = 200;

/// The layers, each with its table and its system of coordinates, and the notes as a text.
pub(super) fn zipped(
    layers: &[PackageLayer],
    notes: &[String],
    projection: Projection,
) -> Result<Vec<u8>, ShapefileError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    let mut put = |name: String, bytes: &[u8]| -> Result<(), ShapefileError> {
        archive.start_file(name, options)?;
        archive.write_all(bytes)?;
        Ok(())
    };
    let system = match projection {
        Projection::Wgs84 => WGS84,
        Projection::Lambert93 => LAMBERT_93,
    };
    for layer in layers {
        let name = layer.name;
        let [shapes, index, table] = files(layer, projection)?;
        put(format!("{name}.shp"), &shapes)?;
        put(format!("{name}.shx"), &index)?;
        put(format!("{name}.dbf"), &table)?;
        put(format!("{name}.prj"), system.as_bytes())?;
        put(format!("{name}.cpg"), b"UTF-8")?;
    }
    put("LISEZMOI.txt".to_owned(), notes.join("\n").as_bytes())?;
    Ok(archive.finish()?.into_inner())
}

/// The shapes, their index and their table.
fn files(layer: &PackageLayer, projection: Projection) -> Result<[Vec<u8>; 3], ShapefileError> {
    let [mut shapes, mut index, mut table] = [(); 3].map(|()| Cursor::new(Vec::new()));
    let mut builder = TableWriterBuilder::with_encoding(dbase::UnicodeLossy);
    for field in layer.fields {
        let name = FieldName::try_from(field.name).map_err(ShapefileError::Column)?;
        builder = match field.decimals {
            Some(decimals) => builder.add_numeric_field(name, 18, decimals),
            None => builder.add_character_field(name, WIDEST as u8),
        };
    }
    {
        let shapes = ShapeWriter::with_shx(&mut shapes, &mut index);
        let mut writer = Writer::new(shapes, builder.build_with_dest(&mut table));
        for (values, ground) in &layer.rows {
            writer.write_shape_and_record(&polygon(ground, projection)?, &Row(values))?;
        }
    }
    Ok([shapes, index, table].map(Cursor::into_inner))
}

fn polygon(ground: &MultiPolygon<f64>, projection: Projection) -> Result<Polygon, ShapefileError> {
    let lambert = match projection {
        Projection::Wgs84 => None,
        Projection::Lambert93 => Some(Lambert93::new()?),
    };
    let point = |at: &Coord<f64>| {
        let (x, y) = match &lambert {
            Some(lambert) => lambert.to_metres(at.x, at.y)?,
            None => (at.x, at.y),
        };
        Ok(Point::new(x, y))
    };
    let points = |ring: &LineString<f64>| {
        ring.0.iter().map(point).collect::<Result<Vec<_>, ShapefileError>>()
    };
    let mut rings = Vec::new();
    for polygon in ground {
        rings.push(PolygonRing::Outer(points(polygon.exterior())?));
        for hole in polygon.interiors() {
            rings.push(PolygonRing::Inner(points(hole)?));
        }
    }
    Ok(Polygon::with_rings(rings))
}

/// A row of a table, in the order of its columns.
struct Row<'a>(&'a [PackageValue]);

impl WritableRecord for Row<'_> {
    fn write_using<W: Write>(
        &self,
        writer: &mut FieldWriter<'_, W>,
    ) -> Result<(), dbase::FieldError> {
        for value in self.0 {
            let value = match value {
                PackageValue::Text(text) => FieldValue::Character(Some(shortened(text))),
                PackageValue::Number(number) => FieldValue::Numeric(Some(*number)),
                PackageValue::Missing => FieldValue::Character(None),
            };
            writer.write_next_field_value(&value)?;
        }
        Ok(())
    }
}

/// As much of a text as a table takes, whole letters.
fn shortened(text: &str) -> String {
    let end = (0..=WIDEST.min(text.len())).rev().find(|&end| text.is_char_boundary(end));
    text[..end.unwrap_or(0)].to_owned()
}
