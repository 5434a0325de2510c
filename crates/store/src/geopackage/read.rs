//! From rows to records: layers and territories, checked against their digests.

use std::{fmt::Display, vec};

use dataset::{Dataset, Ground, Layer, Source, Territory};
use geometry::{FaceId, Shape};
use rusqlite::{Connection, Row};
use territory::{Code, Span, TerritoryId, Vintage};

use super::{
    binary,
    records::{self, SetRow},
};
use crate::{Snapshot, Version, digest, error::Fault};

/// The id of the base among layers.
pub(super) const BASE: i64 = 0;

/// A row of `echelle_layer`.
pub(super) struct LayerRow {
    pub(super) id: i64,
    /// `None` for the base.
    pub(super) key: Option<Code>,
    pub(super) digest: String,
}

/// Reads records inside one transaction.
pub(super) struct Reader<'c> {
    pub(super) connection: &'c Connection,
}

/// The version noted by the last write.
pub(super) fn version(connection: &Connection) -> Result<Version, Fault> {
    connection
        .query_row(sql!("select/version"), [], |row| Ok(Version::parse(row.get_ref(0)?.as_str()?)))?
        .ok_or_else(|| Fault::Damaged("the version of the content cannot be read".to_owned()))
}

/// The base and the layers, as they are listed.
pub(super) fn layer_rows(connection: &Connection) -> Result<Vec<LayerRow>, Fault> {
    let mut statement = connection.prepare(sql!("select/layers"))?;
    let mut rows = statement.query([])?;
    let mut layers = Vec::new();
    while let Some(row) = rows.next()? {
        let key = match row.get_ref(1)?.as_str_or_null().map_err(damaged)? {
            Some(key) => Some(key.parse().map_err(damaged)?),
            None => None,
        };
        layers.push(LayerRow { id: row.get(0)?, key, digest: row.get(2)? });
    }
    Ok(layers)
}

/// The version of what is there: the layers given, and the rows besides territories.
pub(super) fn version_of(connection: &Connection, layers: &[LayerRow]) -> Result<Version, Fault> {
    let sets = records::set_rows(connection)?;
    let sets: Vec<(String, &str)> = sets.iter().map(SetRow::part).collect();
    let layers = layers.iter().map(|row| (row.key.as_ref().map(Code::as_str), &*row.digest));
    let sets = sets.iter().map(|(key, digest)| (Some(key.as_str()), *digest));
    Ok(Version::of_parts(layers.chain(sets)))
}

impl<'c> Reader<'c> {
    pub(super) fn new(connection: &'c Connection) -> Self {
        Self { connection }
    }

    /// Everything.
    pub(super) fn snapshot(&self) -> Result<Snapshot, Fault> {
        let rows = layer_rows(self.connection)?;
        let version = version(self.connection)?;
        if version != version_of(self.connection, &rows)? {
            return Err(Fault::Damaged("the list of layers is not what was written".to_owned()));
        }
        let mut dataset = Dataset::default();
        for row in &rows {
            match &row.key {
                None => dataset.base = Some(self.base(row)?),
                Some(key) => dataset.layers.push(self.layer(row, key)?),
            }
        }
        let faces = dataset.base.as_ref().map_or(0, |base| base.faces.len());
        if dataset.layers.iter().flat_map(|layer| &layer.territories).any(|t| !fits(t, faces)) {
            return Err(Fault::Damaged("a layer lies on faces that the base lacks".to_owned()));
        }
        Ok(Snapshot { version, dataset })
    }

    /// One layer; it must be what was written.
    pub(super) fn layer(&self, row: &LayerRow, key: &Code) -> Result<Layer, Fault> {
        let source = self.sources(row.id)?.pop();
        let source = source.ok_or_else(|| Fault::Damaged(format!("layer {key} has no source")))?;
        let territories = self.territories(row.id)?;
        let layer = Layer { key: key.clone(), source, territories };
        if digest::of_layer(&layer) != row.digest {
            return Err(Fault::Damaged(format!("layer {key} is not what was imported")));
        }
        Ok(layer)
    }

    pub(super) fn sources(&self, layer: i64) -> Result<Vec<Source>, Fault> {
        self.all(sql!("select/sources"), [layer], |row| {
            Ok(Source {
                key: code(row, 0)?,
                name: row.get(1)?,
                licence: row.get(2)?,
                attribution: row.get(3)?,
                url: row.get(4)?,
                vintage: optional_vintage(row, 5)?,
                estimated: row.get(6)?,
            })
        })
    }

    /// The territories of a layer, with their ground.
    pub(super) fn territories(&self, layer: i64) -> Result<Vec<Territory>, Fault> {
        let mut faces =
            Children::new(self.all(sql!("select/territory_faces"), [layer], |row| {
                Ok((row.get(0)?, FaceId(row.get(1)?)))
            })?);
        let mut codes =
            Children::new(self.all(sql!("select/territory_communes"), [layer], |row| {
                Ok((row.get(0)?, code(row, 1)?))
            })?);
        let mut shapes = Children::new(
            self.all(sql!("select/shapes"), [layer], |row| Ok((row.get(0)?, shape(row)?)))?,
        );
        let territories = self.all(sql!("select/territories"), [layer], |row| {
            let id: i64 = row.get(0)?;
            let ground = match row.get_ref(8)?.as_str().map_err(damaged)? {
                "faces" => Ground::Faces(faces.of(id)),
                "communes" => Ground::Communes { vintage: vintage(row, 9)?, codes: codes.of(id) },
                "shape" => match shapes.of(id).pop() {
                    Some(shape) => Ground::Shape(shape),
                    None => return Err(Fault::Damaged(format!("territory {id} lost its shape"))),
                },
                _ => Ground::Missing,
            };
            territory(row, ground)
        })?;
        faces.end()?;
        codes.end()?;
        shapes.end()?;
        Ok(territories)
    }

    /// Every row of a query as a record.
    pub(super) fn all<T>(
        &self,
        sql: &str,
        parameters: impl rusqlite::Params,
        mut record: impl FnMut(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<Vec<T>, Fault> {
        let mut statement = self.connection.prepare(sql)?;
        let mut rows = statement.query(parameters)?;
        let mut records = Vec::new();
        while let Some(row) = rows.next()? {
            records.push(record(row)?);
        }
        Ok(records)
    }
}

/// Whether a territory lies on no other faces than the first `faces`.
pub(super) fn fits(territory: &Territory, faces: usize) -> bool {
    match &territory.ground {
        // Ascending, so the last is the greatest.
        Ground::Faces(list) => list.last().is_none_or(|last| (last.0 as usize) < faces),
        _ => true,
    }
}

fn territory(row: &Row<'_>, ground: Ground) -> Result<Territory, Fault> {
    let kind = text(row, 1)?.parse().map_err(damaged)?;
    let span = match (optional_vintage(row, 4)?, optional_vintage(row, 5)?) {
        (Some(first), Some(last)) => Some(Span::new(first, last)),
        _ => None,
    };
    let seat = match row.get_ref(7)?.as_str_or_null().map_err(damaged)? {
        Some(_) => Some(code(row, 7)?),
        None => None,
    };
    Ok(Territory {
        id: TerritoryId::new(kind, code(row, 2)?),
        name: row.get(3)?,
        span,
        nature: row.get(6)?,
        seat,
        ground,
    })
}

/// Anything that cannot be read as what it should be.
pub(super) fn damaged(error: impl Display) -> Fault {
    Fault::Damaged(error.to_string())
}

pub(super) fn text<'r>(row: &'r Row<'_>, column: usize) -> Result<&'r str, Fault> {
    row.get_ref(column)?.as_str().map_err(damaged)
}

/// A column that holds a code.
pub(super) fn code(row: &Row<'_>, column: usize) -> Result<Code, Fault> {
    text(row, column)?.parse().map_err(damaged)
}

pub(super) fn vintage(row: &Row<'_>, column: usize) -> Result<Vintage, Fault> {
    Vintage::try_from(row.get::<_, u16>(column)?).map_err(damaged)
}

pub(super) fn optional_vintage(row: &Row<'_>, column: usize) -> Result<Option<Vintage>, Fault> {
    let year: Option<u16> = row.get(column)?;
    year.map(Vintage::try_from).transpose().map_err(damaged)
}

fn shape(row: &Row<'_>) -> Result<Shape, Fault> {
    let polygons = binary::read_polygons(row.get_ref(1)?.as_blob().map_err(damaged)?)
        .ok_or_else(|| Fault::Damaged("a shape is not a MULTIPOLYGON".to_owned()))?;
    Shape::restored(polygons).map_err(damaged)
}

/// Rows that belong to rows of another table, both in the order of the parents' ids.
pub(super) struct Children<T>(std::iter::Peekable<vec::IntoIter<(i64, T)>>);

impl<T> Children<T> {
    pub(super) fn new(rows: Vec<(i64, T)>) -> Self {
        Self(rows.into_iter().peekable())
    }

    /// The children of the next parent.
    pub(super) fn of(&mut self, parent: i64) -> Vec<T> {
        std::iter::from_fn(|| self.0.next_if(|(of, _)| *of == parent))
            .map(|(_, child)| child)
            .collect()
    }

    /// Every child must have had its parent.
    pub(super) fn end(mut self) -> Result<(), Fault> {
        self.0.next().map_or(Ok(()), |(parent, _)| {
            Err(Fault::Damaged(format!("a row belongs to record {parent}, which is missing")))
        })
    }
}
