//! From records to rows: the base.

use dataset::{Base, Commune, Place, Population, Succession};
use geometry::{Mesh, Vertex};
use rusqlite::params;

use super::{
    binary::{self, Envelope},
    read::BASE,
    write::{Meter, Writer, check_territory},
};
use crate::{Step, digest, error::Fault};

impl Writer<'_> {
    /// Writes the base, whose territories and heading are gone already.
    pub(super) fn base(&mut self, base: &Base) -> Result<(), Fault> {
        self.connection.execute_batch(sql!("schema/siren"))?;
        self.connection.execute_batch(sql!("delete/base"))?;
        self.heading(BASE, None, &digest::of_base(base))?;
        for source in &base.sources {
            self.source(BASE, source)?;
        }
        for vintage in &base.vintages {
            self.connection.execute(sql!("insert/vintage"), [vintage.year()])?;
        }
        let total = base.faces.len()
            + base.mesh.arc_count()
            + base.communes.len()
            + base.populations.len()
            + base.places.len()
            + base.successions.len();
        let connection = self.connection;
        let mut tables = BaseTables { connection, meter: self.meter(Step::Base, total) };
        tables.faces(base)?;
        tables.arcs(&base.mesh)?;
        tables.communes(&base.communes)?;
        tables.populations(&base.populations)?;
        tables.places(&base.places)?;
        tables.successions(&base.successions)?;
        self.territories(BASE, &base.territories)
    }
}

struct BaseTables<'w, 'm> {
    connection: &'w rusqlite::Connection,
    meter: Meter<'m>,
}

impl BaseTables<'_, '_> {
    fn faces(&mut self, base: &Base) -> Result<(), Fault> {
        let mut insert = self.connection.prepare_cached(sql!("insert/face"))?;
        for (id, face) in (0_i64..).zip(&base.faces) {
            insert.execute(params![id, face.key.as_str()])?;
            self.meter.advance();
        }
        Ok(())
    }

    fn arcs(&mut self, mesh: &Mesh) -> Result<(), Fault> {
        let mut insert = self.connection.prepare_cached(sql!("insert/arc"))?;
        for arc in mesh.arcs() {
            let [left, right] = mesh.sides(arc).map(|face| face.map(|face| face.0));
            insert.execute(params![left, right, binary::line(mesh.vertices(arc))])?;
            self.meter.advance();
        }
        let extent = extent(mesh);
        self.connection.execute(
            sql!("catalogue/set_extent"),
            params![
                "echelle_arc",
                extent.map(|e| e.west),
                extent.map(|e| e.east),
                extent.map(|e| e.south),
                extent.map(|e| e.north)
            ],
        )?;
        Ok(())
    }

    fn communes(&mut self, communes: &[Commune]) -> Result<(), Fault> {
        let mut insert = self.connection.prepare_cached(sql!("insert/commune"))?;
        let mut insert_code = self.connection.prepare_cached(sql!("insert/postal_code"))?;
        let mut insert_siren = self.connection.prepare_cached(sql!("insert/siren"))?;
        for (id, commune) in (1_i64..).zip(communes) {
            insert.execute(params![id, commune.vintage.year(), commune.code.as_str()])?;
            for postal_code in &commune.postal_codes {
                insert_code.execute(params![id, postal_code.to_string()])?;
            }
            if let Some(siren) = &commune.siren {
                insert_siren.execute(params![id, siren.as_str()])?;
            }
            self.meter.advance();
        }
        Ok(())
    }

    fn populations(&mut self, populations: &[Population]) -> Result<(), Fault> {
        let mut insert = self.connection.prepare_cached(sql!("insert/population"))?;
        for Population { vintage, unit, people } in populations {
            insert.execute(params![vintage.year(), unit.as_str(), people])?;
            self.meter.advance();
        }
        Ok(())
    }

    fn places(&mut self, places: &[Place]) -> Result<(), Fault> {
        let mut insert = self.connection.prepare_cached(sql!("insert/place"))?;
        for Place { commune, position } in places {
            insert.execute(params![commune.as_str(), binary::point(*position)])?;
            self.meter.advance();
        }
        Ok(())
    }

    fn successions(&mut self, successions: &[Succession]) -> Result<(), Fault> {
        let mut insert = self.connection.prepare_cached(sql!("insert/succession"))?;
        let mut insert_commune =
            self.connection.prepare_cached(sql!("insert/succession_commune"))?;
        for (id, succession) in (1_i64..).zip(successions) {
            insert.execute(params![
                id,
                succession.vintage.year(),
                succession.old.as_str(),
                succession.old_name,
                digest::event_name(succession.event),
                succession.reason,
            ])?;
            for code in &succession.new {
                insert_commune.execute(params![id, code.as_str()])?;
            }
            self.meter.advance();
        }
        Ok(())
    }
}

fn extent(mesh: &Mesh) -> Option<Envelope> {
    let vertices = || mesh.arcs().flat_map(|arc| mesh.vertices(arc));
    let longitudes = || vertices().map(|vertex| vertex.x);
    let latitudes = || vertices().map(|vertex| vertex.y);
    let degrees = |fixed: i32| f64::from(fixed) / Vertex::PER_DEGREE;
    Some(Envelope {
        west: degrees(longitudes().min()?),
        east: degrees(longitudes().max()?),
        south: degrees(latitudes().min()?),
        north: degrees(latitudes().max()?),
    })
}

/// What a base promises and the types do not.
pub(super) fn check_base(base: &Base) -> Result<(), Fault> {
    let refused = |reason: String| Err(Fault::refused("the base", reason));
    let (faces, in_mesh) = (base.faces.len(), base.mesh.face_count());
    if faces != in_mesh {
        return refused(format!("it names {faces} faces and has {in_mesh}"));
    }
    if base.vintages.is_empty() || !base.vintages.is_sorted_by(|a, b| a < b) {
        return refused("its vintages are not ascending and unique, or there is none".to_owned());
    }
    let on_earth =
        |vertex: Vertex| Vertex::from_degrees(vertex.longitude(), vertex.latitude()) == Ok(vertex);
    let mut vertices = base.mesh.arcs().flat_map(|arc| base.mesh.vertices(arc));
    if let Some(vertex) = vertices.find(|vertex| !on_earth(**vertex)) {
        return refused(format!("its vertex {vertex} is not on Earth"));
    }
    if let Some(place) = base.places.iter().find(|place| !on_earth(place.position)) {
        return refused(format!("the place of {} is not on Earth", place.commune));
    }
    base.territories.iter().try_for_each(|territory| {
        check_territory(territory, faces)
            .map_err(|reason| Fault::refused(format!("{} of the base", territory.id), reason))
    })
}
