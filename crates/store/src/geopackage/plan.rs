//! What a write comes to: the last word on the base and on each layer, carried out in order.

use std::collections::{BTreeMap, HashMap};

use dataset::{Base, Face, Ground, Layer, LayerKey, Records};
use geometry::FaceId;
use rusqlite::Connection;
use territory::{Code, Vintage};

use super::{
    catalogue,
    outlines::Outliner,
    read::{BASE, LayerRow, Reader, layer_rows, version_of, vintage},
    records,
    write::{Writer, check_layer},
    write_base::check_base,
};
use crate::{Change, Progress, Version, error::Fault};

/// The changes of a write, the later ones having replaced the earlier.
pub(super) struct Plan<'a> {
    base: Option<&'a Base>,
    /// `None`: to be removed.
    layers: BTreeMap<&'a LayerKey, Option<&'a Layer>>,
    /// In the order given: of two with the same source, the later replaces the earlier.
    records: Vec<&'a Records>,
}

/// A layer that stays while the base under it is replaced.
struct Kept {
    id: i64,
    layer: Layer,
    /// Whether its faces have other numbers in the new base.
    renumbered: bool,
}

impl<'a> Plan<'a> {
    pub(super) fn new(changes: &[Change<'a>]) -> Self {
        let mut plan = Self { base: None, layers: BTreeMap::new(), records: Vec::new() };
        for change in changes {
            match *change {
                Change::Base(base) => plan.base = Some(base),
                Change::Layer(layer) => drop(plan.layers.insert(&layer.key, Some(layer))),
                Change::RemoveLayer(key) => drop(plan.layers.insert(key, None)),
                Change::Records(records) => plan.records.push(records),
            }
        }
        plan
    }

    /// Makes the changes inside the caller's transaction.
    pub(super) fn carry_out(
        &self,
        connection: &Connection,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Version, Fault> {
        let stored = layer_rows(connection).map_err(Fault::while_reading)?;
        let loaded = self.stored_base(connection, &stored).map_err(Fault::while_reading)?;
        let base = self.base.or(loaded.as_ref());
        let faces = base.map_or(0, |base| base.faces.len());
        if let Some(base) = self.base {
            check_base(base)?;
        }
        for layer in self.layers.values().flatten() {
            check_layer(layer, faces)?;
        }
        let kept = self.kept_layers(connection, &stored)?;

        let mut writer = Writer::new(connection, progress);
        if let Some(base) = self.base {
            writer.remove_layer(BASE)?;
            writer.base(base)?;
        }
        let written = self.write_layers(&mut writer, &stored, &kept)?;

        let latest = latest_vintage(connection)?;
        let outliner = Outliner::new(base, latest);
        if let Some(base) = self.base {
            writer.outlines(BASE, &base.sources, &base.territories, &outliner)?;
        }
        for (id, layer) in written {
            let source = std::slice::from_ref(&layer.source);
            writer.outlines(id, source, &layer.territories, &outliner)?;
        }
        for records in &self.records {
            records::replace(connection, records)?;
        }
        catalogue::refresh(connection, latest)?;
        note_version(connection)
    }

    /// The base already there, where new layers need its faces.
    fn stored_base(
        &self,
        connection: &Connection,
        stored: &[LayerRow],
    ) -> Result<Option<Base>, Fault> {
        let mut grounds =
            self.layers.values().flatten().flat_map(|layer| &layer.territories).map(|t| &t.ground);
        let needed = self.base.is_none()
            && grounds.any(|ground| matches!(ground, Ground::Faces(_) | Ground::Communes { .. }));
        match stored.iter().find(|row| row.key.is_none()) {
            Some(row) if needed => Reader::new(connection).base(row).map(Some),
            _ => Ok(None),
        }
    }

    /// The layers that a new base finds and no change names, on the faces of that base.
    fn kept_layers(
        &self,
        connection: &Connection,
        stored: &[LayerRow],
    ) -> Result<Vec<Kept>, Fault> {
        let Some(base) = self.base else { return Ok(Vec::new()) };
        let reader = Reader::new(connection);
        let mut kept = Vec::new();
        for row in stored {
            match &row.key {
                Some(key) if !self.layers.contains_key(key) => {
                    let layer = reader.layer(row, key).map_err(Fault::while_reading)?;
                    kept.push(Kept { id: row.id, layer, renumbered: false });
                }
                _ => {}
            }
        }
        let on_faces =
            |layer: &Layer| layer.territories.iter().any(|t| matches!(t.ground, Ground::Faces(_)));
        if kept.iter().any(|kept| on_faces(&kept.layer)) {
            let old = reader.faces().map_err(Fault::while_reading)?;
            if old != base.faces {
                let new = places_by_key(&base.faces);
                for kept in kept.iter_mut().filter(|kept| on_faces(&kept.layer)) {
                    renumber(&mut kept.layer, &old, &new)?;
                    kept.renumbered = true;
                }
            }
        }
        Ok(kept)
    }

    /// Writes and removes layers. Answers those whose outlines are to be drawn, with their ids.
    fn write_layers<'l>(
        &'l self,
        writer: &mut Writer<'_>,
        stored: &[LayerRow],
        kept: &'l [Kept],
    ) -> Result<Vec<(i64, &'l Layer)>, Fault> {
        let mut written = Vec::new();
        for kept in kept {
            if kept.renumbered {
                writer.remove_layer(kept.id)?;
                writer.layer(kept.id, &kept.layer)?;
            } else {
                writer.remove_outlines(kept.id)?;
            }
            written.push((kept.id, &kept.layer));
        }
        for (&key, layer) in &self.layers {
            let there = stored.iter().find(|row| row.key.as_ref() == Some(key)).map(|row| row.id);
            if let Some(id) = there {
                writer.remove_layer(id)?;
            }
            if let Some(layer) = *layer {
                let id = there.map_or_else(|| writer.next_layer(), Ok)?;
                writer.layer(id, layer)?;
                written.push((id, layer));
            }
        }
        Ok(written)
    }
}

fn places_by_key(faces: &[Face]) -> HashMap<&Code, FaceId> {
    faces.iter().enumerate().map(|(place, face)| (&face.key, FaceId(place as u32))).collect()
}

/// Says the grounds of a layer in the faces of a new base, by their keys.
fn renumber(layer: &mut Layer, old: &[Face], new: &HashMap<&Code, FaceId>) -> Result<(), Fault> {
    for territory in &mut layer.territories {
        let Ground::Faces(faces) = &mut territory.ground else { continue };
        for face in faces.iter_mut() {
            let key = old.get(face.0 as usize).map(|face| &face.key);
            *face = *key.and_then(|key| new.get(key)).ok_or_else(|| {
                let face = key.map_or("that is not there", Code::as_str);
                let (layer, id) = (&layer.key, &territory.id);
                Fault::refused(
                    "the new base",
                    format!(
                        "it lacks face {face}, on which {id} of layer {layer} lies; \
                         import or remove that layer along with the base"
                    ),
                )
            })?;
        }
        faces.sort_unstable();
    }
    Ok(())
}

fn latest_vintage(connection: &Connection) -> Result<Option<Vintage>, Fault> {
    let mut statement = connection.prepare(sql!("select/vintages"))?;
    let mut rows = statement.query([])?;
    let mut latest = None;
    while let Some(row) = rows.next()? {
        latest = Some(vintage(row, 0)?);
    }
    Ok(latest)
}

/// Notes the version that a write has led to.
fn note_version(connection: &Connection) -> Result<Version, Fault> {
    let version = version_of(connection, &layer_rows(connection)?)?;
    connection.execute(sql!("catalogue/set_version"), [version.to_string()])?;
    Ok(version)
}
