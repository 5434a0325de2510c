//! From rows to records: the base.

use dataset::{Base, Commune, Face, Place, Population, Succession};
use geometry::{Arc, FaceId, Mesh};
use rusqlite::Row;

use super::{
    binary,
    read::{BASE, Children, LayerRow, Reader, code, damaged, fits, text, vintage},
};
use crate::{digest, error::Fault};

impl Reader<'_> {
    /// The base; it must be what was written.
    pub(super) fn base(&self, row: &LayerRow) -> Result<Base, Fault> {
        let faces = self.faces()?;
        let base = Base {
            sources: self.sources(BASE)?,
            vintages: self.all(sql!("select/vintages"), [], |row| vintage(row, 0))?,
            mesh: self.mesh(faces.len())?,
            faces,
            territories: self.territories(BASE)?,
            communes: self.communes()?,
            populations: self.populations()?,
            places: self.places()?,
            successions: self.successions()?,
        };
        if base.territories.iter().any(|territory| !fits(territory, base.faces.len()))
            || digest::of_base(&base) != row.digest
        {
            return Err(Fault::Damaged("the base is not what was imported".to_owned()));
        }
        Ok(base)
    }

    /// The faces, in the order of the mesh.
    pub(super) fn faces(&self) -> Result<Vec<Face>, Fault> {
        let mut expected = 0..;
        self.all(sql!("select/faces"), [], |row| {
            if expected.next() != Some(row.get::<_, i64>(0)?) {
                return Err(Fault::Damaged("a face is missing".to_owned()));
            }
            Ok(Face { key: code(row, 1)? })
        })
    }

    fn mesh(&self, faces: usize) -> Result<Mesh, Fault> {
        let mut statement = self.connection.prepare(sql!("select/arcs"))?;
        let mut rows = statement.query([])?;
        let mut failure = None;
        let mut next = || -> Result<Option<Arc>, Fault> { rows.next()?.map(arc).transpose() };
        let arcs = std::iter::from_fn(|| {
            next().unwrap_or_else(|fault| {
                failure = Some(fault);
                None
            })
        });
        let mesh = Mesh::from_arcs(faces as u32, arcs);
        match failure {
            Some(fault) => Err(fault),
            None => mesh.map_err(damaged),
        }
    }

    fn communes(&self) -> Result<Vec<Commune>, Fault> {
        let mut postal_codes = Children::new(self.all(sql!("select/postal_codes"), [], |row| {
            Ok((row.get(0)?, text(row, 1)?.parse().map_err(damaged)?))
        })?);
        let present: i64 =
            self.connection.query_row(sql!("select/siren_present"), [], |row| row.get(0))?;
        let sirens = match present {
            0 => Vec::new(),
            _ => self.all(sql!("select/sirens"), [], |row| Ok((row.get(0)?, code(row, 1)?)))?,
        };
        let mut sirens = Children::new(sirens);
        let communes = self.all(sql!("select/communes"), [], |row| {
            Ok(Commune {
                vintage: vintage(row, 1)?,
                code: code(row, 2)?,
                postal_codes: postal_codes.of(row.get(0)?),
                siren: sirens.of(row.get(0)?).pop(),
            })
        })?;
        postal_codes.end()?;
        sirens.end()?;
        Ok(communes)
    }

    fn populations(&self) -> Result<Vec<Population>, Fault> {
        self.all(sql!("select/populations"), [], |row| {
            Ok(Population { vintage: vintage(row, 0)?, unit: code(row, 1)?, people: row.get(2)? })
        })
    }

    fn places(&self) -> Result<Vec<Place>, Fault> {
        self.all(sql!("select/places"), [], |row| {
            let position = binary::read_point(row.get_ref(1)?.as_blob().map_err(damaged)?)
                .ok_or_else(|| Fault::Damaged("a place is not a POINT".to_owned()))?;
            Ok(Place { commune: code(row, 0)?, position })
        })
    }

    fn successions(&self) -> Result<Vec<Succession>, Fault> {
        let mut new =
            Children::new(self.all(sql!("select/succession_communes"), [], |row| {
                Ok((row.get(0)?, code(row, 1)?))
            })?);
        let successions = self.all(sql!("select/successions"), [], |row| {
            Ok(Succession {
                vintage: vintage(row, 1)?,
                old: code(row, 2)?,
                old_name: row.get(3)?,
                new: new.of(row.get(0)?),
                event: digest::event_named(text(row, 4)?)
                    .ok_or_else(|| Fault::Damaged("an event of an unknown kind".to_owned()))?,
                reason: row.get(5)?,
            })
        })?;
        new.end()?;
        Ok(successions)
    }
}

fn arc(row: &Row<'_>) -> Result<Arc, Fault> {
    let side = |column| row.get::<_, Option<u32>>(column).map(|face| face.map(FaceId));
    let vertices = binary::read_line(row.get_ref(3)?.as_blob().map_err(damaged)?)
        .ok_or_else(|| Fault::Damaged("an arc is not a LINESTRING".to_owned()))?;
    Ok(Arc { left: side(1)?, right: side(2)?, vertices })
}
