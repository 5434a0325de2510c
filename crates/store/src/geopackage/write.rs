//! From records to rows: layers, territories and their outlines.

use dataset::{Ground, Layer, Source, Territory};
use rusqlite::{CachedStatement, Connection, params};
use territory::{Code, Vintage};

use super::{binary, outlines::Outliner};
use crate::{Progress, Step, digest, error::Fault};

/// Writes records inside the caller's transaction.
pub(super) struct Writer<'w> {
    pub(super) connection: &'w Connection,
    progress: &'w mut dyn FnMut(Progress),
}

/// Says how far one step has come, not more often than a person can read.
pub(super) struct Meter<'p> {
    progress: &'p mut dyn FnMut(Progress),
    now: Progress,
}

impl Meter<'_> {
    pub(super) fn advance(&mut self) {
        self.now.done += 1;
        if self.now.done.is_multiple_of(1024) || self.now.done == self.now.total {
            (self.progress)(self.now);
        }
    }
}

impl<'w> Writer<'w> {
    pub(super) fn new(connection: &'w Connection, progress: &'w mut dyn FnMut(Progress)) -> Self {
        Self { connection, progress }
    }

    pub(super) fn meter(&mut self, step: Step, total: usize) -> Meter<'_> {
        let now = Progress { step, done: 0, total };
        (self.progress)(now);
        Meter { progress: self.progress, now }
    }

    /// The id for a layer that is not there yet; never that of the base.
    pub(super) fn next_layer(&self) -> Result<i64, Fault> {
        Ok(self.connection.query_row(sql!("select/next_layer"), [], |row| row.get(0))?)
    }

    /// Removes what the base and every other layer have alike.
    pub(super) fn remove_layer(&self, id: i64) -> Result<(), Fault> {
        // Territories last: the others are found by the ids of theirs.
        for sql in [
            sql!("delete/outline"),
            sql!("delete/territory_face"),
            sql!("delete/territory_commune"),
            sql!("delete/shape"),
            sql!("delete/territory"),
            sql!("delete/source"),
            sql!("delete/layer"),
        ] {
            self.connection.execute(sql, [id])?;
        }
        Ok(())
    }

    pub(super) fn remove_outlines(&self, id: i64) -> Result<(), Fault> {
        self.connection.execute(sql!("delete/outline"), [id])?;
        Ok(())
    }

    /// Writes a layer under an id that is free.
    pub(super) fn layer(&mut self, id: i64, layer: &Layer) -> Result<(), Fault> {
        self.heading(id, Some(layer.key.as_str()), &digest::of_layer(layer))?;
        self.source(id, &layer.source)?;
        self.territories(id, &layer.territories)
    }

    pub(super) fn heading(&self, id: i64, key: Option<&str>, digest: &str) -> Result<(), Fault> {
        self.connection.execute(sql!("insert/layer"), params![id, key, digest])?;
        Ok(())
    }

    pub(super) fn source(&self, layer: i64, source: &Source) -> Result<(), Fault> {
        self.connection.prepare_cached(sql!("insert/source"))?.execute(params![
            layer,
            source.key.as_str(),
            source.name,
            source.licence,
            source.attribution,
            source.url,
            source.vintage.map(Vintage::year),
            source.estimated,
        ])?;
        Ok(())
    }

    pub(super) fn territories(
        &mut self,
        layer: i64,
        territories: &[Territory],
    ) -> Result<(), Fault> {
        let connection = self.connection;
        let first: i64 =
            connection.query_row(sql!("select/next_territory"), [], |row| row.get(0))?;
        let mut insert = connection.prepare_cached(sql!("insert/territory"))?;
        let mut grounds = GroundStatements::new(connection)?;
        let mut meter = self.meter(Step::Territories, territories.len());
        for (id, territory) in (first..).zip(territories) {
            let (ground, vintage) = match &territory.ground {
                Ground::Faces(_) => ("faces", None),
                Ground::Communes { vintage, .. } => ("communes", Some(vintage.year())),
                Ground::Shape(_) => ("shape", None),
                Ground::Missing => ("missing", None),
            };
            insert.execute(params![
                id,
                layer,
                territory.id.kind.as_str(),
                territory.id.code.as_str(),
                territory.name,
                territory.span.map(|span| span.first.year()),
                territory.span.map(|span| span.last.year()),
                territory.nature,
                territory.seat.as_ref().map(Code::as_str),
                ground,
                vintage,
            ])?;
            grounds.write(id, &territory.ground)?;
            meter.advance();
        }
        Ok(())
    }

    /// Draws and writes the outlines of the territories of a layer that hold at the latest vintage.
    pub(super) fn outlines(
        &mut self,
        layer: i64,
        sources: &[Source],
        territories: &[Territory],
        outliner: &Outliner<'_>,
    ) -> Result<(), Fault> {
        let connection = self.connection;
        let first: i64 =
            connection.query_row(sql!("select/first_territory"), [layer], |row| row.get(0))?;
        let credits: Vec<&str> = sources.iter().map(|source| &*source.attribution).collect();
        let credits = credits.join(" · ");
        let estimated = sources.iter().any(|source| source.estimated);
        let mut insert = connection.prepare_cached(sql!("insert/outline"))?;
        let mut meter = self.meter(Step::Outlines, territories.len());
        for (id, territory) in (first..).zip(territories) {
            meter.advance();
            if !outliner.holds(territory) {
                continue;
            }
            insert.execute(params![
                id,
                territory.id.kind.as_str(),
                territory.id.code.as_str(),
                territory.name,
                territory.nature,
                territory.seat.as_ref().map(Code::as_str),
                credits,
                estimated,
                outliner.outline(territory).map(|polygons| binary::polygons(&polygons)),
            ])?;
        }
        Ok(())
    }
}

struct GroundStatements<'c> {
    face: CachedStatement<'c>,
    commune: CachedStatement<'c>,
    shape: CachedStatement<'c>,
}

impl<'c> GroundStatements<'c> {
    fn new(connection: &'c Connection) -> rusqlite::Result<Self> {
        Ok(Self {
            face: connection.prepare_cached(sql!("insert/territory_face"))?,
            commune: connection.prepare_cached(sql!("insert/territory_commune"))?,
            shape: connection.prepare_cached(sql!("insert/shape"))?,
        })
    }

    fn write(&mut self, territory: i64, ground: &Ground) -> Result<(), Fault> {
        match ground {
            Ground::Missing => {}
            Ground::Faces(faces) => {
                for face in faces {
                    self.face.execute(params![territory, face.0])?;
                }
            }
            Ground::Communes { codes, .. } => {
                for code in codes {
                    self.commune.execute(params![territory, code.as_str()])?;
                }
            }
            Ground::Shape(shape) => {
                self.shape.execute(params![territory, binary::polygons(&shape.polygons())])?;
            }
        }
        Ok(())
    }
}

/// What a layer promises and the types do not, over a base of `faces` faces.
pub(super) fn check_layer(layer: &Layer, faces: usize) -> Result<(), Fault> {
    layer.territories.iter().try_for_each(|territory| {
        check_territory(territory, faces).map_err(|reason| {
            Fault::refused(format!("{} of layer {}", territory.id, layer.key), reason)
        })
    })
}

/// What a territory promises and its type does not.
pub(super) fn check_territory(territory: &Territory, faces: usize) -> Result<(), String> {
    match &territory.ground {
        Ground::Faces(list) if !list.is_sorted_by(|a, b| a < b) => {
            Err("its faces are not ascending and unique".to_owned())
        }
        Ground::Communes { codes, .. } if !codes.is_sorted_by(|a, b| a < b) => {
            Err("its codes are not ascending and unique".to_owned())
        }
        Ground::Faces(list) => match list.last() {
            Some(last) if last.0 as usize >= faces => {
                Err(format!("it lies on face {}, but the base has {faces} faces", last.0))
            }
            _ => Ok(()),
        },
        _ => Ok(()),
    }
}
