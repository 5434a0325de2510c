//! Rows besides territories: declarations, actors, aids. A store that never had any has no table
//! for them, and reads as empty.

use dataset::{Collection, Records, Source};
use rusqlite::{Connection, params};
use territory::Vintage;

use super::read::{Reader, code, damaged, optional_vintage, text};
use crate::{digest, error::Fault};

/// A row of `echelle_record_set`.
pub(super) struct SetRow {
    id: i64,
    pub(super) collection: Collection,
    source: Source,
    digest: String,
}

impl SetRow {
    /// What stands for the set in the version of the content: no layer has a key with a slash.
    pub(super) fn part(&self) -> (String, &str) {
        (format!("{}/{}", self.collection, self.source.key), &self.digest)
    }
}

/// The sets there are, by collection and key.
pub(super) fn set_rows(connection: &Connection) -> Result<Vec<SetRow>, Fault> {
    let present: i64 = connection.query_row(sql!("records/present"), [], |row| row.get(0))?;
    if present == 0 {
        return Ok(Vec::new());
    }
    Reader::new(connection).all(sql!("records/sets"), [], |row| {
        Ok(SetRow {
            id: row.get(0)?,
            collection: text(row, 1)?.parse().map_err(damaged)?,
            source: Source {
                key: code(row, 2)?,
                name: row.get(3)?,
                licence: row.get(4)?,
                attribution: row.get(5)?,
                url: row.get(6)?,
                vintage: optional_vintage(row, 7)?,
                estimated: row.get(8)?,
            },
            digest: row.get(9)?,
        })
    })
}

/// The sets of a collection; each must be what was written.
pub(super) fn read(connection: &Connection, collection: Collection) -> Result<Vec<Records>, Fault> {
    let of_collection = |set: &SetRow| set.collection == collection;
    let mut all = Vec::new();
    for set in set_rows(connection)?.into_iter().filter(of_collection) {
        let rows = Reader::new(connection).all(sql!("records/rows"), [set.id], |row| {
            Ok(row.get_ref(0)?.as_str().map_err(damaged)?.into())
        })?;
        let records = Records { collection, source: set.source, rows };
        if digest::of_records(&records) != set.digest {
            let key = &records.source.key;
            return Err(Fault::Damaged(format!("the rows of {key} are not what was imported")));
        }
        all.push(records);
    }
    Ok(all)
}

/// Puts a set in the place of the one with its collection and key, inside the caller's
/// transaction; no rows remove it.
pub(super) fn replace(connection: &Connection, records: &Records) -> Result<(), Fault> {
    let source = &records.source;
    let stored = set_rows(connection).map_err(Fault::while_reading)?;
    let there = stored
        .iter()
        .find(|set| set.collection == records.collection && set.source.key == source.key);
    if let Some(set) = there {
        connection.execute(sql!("records/delete_rows"), [set.id])?;
        connection.execute(sql!("records/delete_set"), [set.id])?;
    }
    if records.rows.is_empty() {
        return Ok(());
    }
    connection.execute_batch(sql!("records/create"))?;
    let id = match there {
        Some(set) => set.id,
        None => connection.query_row(sql!("records/next_set"), [], |row| row.get(0))?,
    };
    connection.execute(
        sql!("records/insert_set"),
        params![
            id,
            records.collection.as_str(),
            source.key.as_str(),
            source.name,
            source.licence,
            source.attribution,
            source.url,
            source.vintage.map(Vintage::year),
            source.estimated,
            digest::of_records(records),
        ],
    )?;
    let mut insert = connection.prepare(sql!("records/insert_row"))?;
    for row in &records.rows {
        insert.execute(params![id, row])?;
    }
    Ok(())
}
