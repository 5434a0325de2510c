//! The embedded store: one GeoPackage file (OGC 12-128), so that QGIS opens the very file the
//! server runs on.
//!
//! SQLite in write-ahead mode: readers see the last committed write while a writer works. The
//! tables are described in `sql/schema/echelle.sql`. A person with QGIS sees, besides them, one
//! polygon layer for each kind of territory at its latest vintage; [`catalogue`] says how.

/// The text of a file of the folder `sql`.
macro_rules! sql {
    ($name:literal) => {
        include_str!(concat!("../../sql/", $name, ".sql"))
    };
}

pub(crate) mod binary;
mod catalogue;
mod functions;
mod open;
mod outlines;
mod plan;
mod read;
mod read_base;
mod records;
mod write;
mod write_base;

use std::{
    fmt,
    path::{Path, PathBuf},
    time::Duration,
};

use dataset::{Collection, Records};
use rusqlite::{Connection, TransactionBehavior};

use crate::{Change, Progress, Snapshot, Step, Store, StoreError, Version, error::Fault};
use open::Access;
use plan::Plan;
use read::Reader;

/// How long a call waits for another writer to finish before it gives up.
const PATIENCE: Duration = Duration::from_secs(5);

/// A store in one GeoPackage file.
pub struct GeoPackageStore {
    path: PathBuf,
    connection: Connection,
}

impl fmt::Debug for GeoPackageStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GeoPackageStore").field("path", &self.path).finish_non_exhaustive()
    }
}

impl GeoPackageStore {
    /// Opens a store, and makes an empty one where there is no file. The folder must exist.
    pub fn create(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        Self::open_for(path.as_ref(), Access::Create)
    }

    /// Opens a store that exists, to read and to write.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        Self::open_for(path.as_ref(), Access::Write)
    }

    /// Opens a store that exists, only to read. Works in a folder where nothing may be written,
    /// provided that no other process writes to the file meanwhile.
    pub fn open_read_only(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        Self::open_for(path.as_ref(), Access::Read)
    }

    /// Sets how long a call waits for another writer before it answers [`StoreError::Locked`];
    /// five seconds if not said.
    pub fn set_patience(&mut self, patience: Duration) -> Result<(), StoreError> {
        self.connection.busy_timeout(patience).map_err(|error| self.name(error.into()))
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn open_for(path: &Path, access: Access) -> Result<Self, StoreError> {
        let connection = open::open(path, access, PATIENCE)?;
        Ok(Self { path: path.to_owned(), connection })
    }

    fn name(&self, fault: Fault) -> StoreError {
        fault.at(&self.path)
    }

    fn snapshot(&self) -> Result<Snapshot, Fault> {
        // One transaction, so that all the tables are read as of the same instant.
        let transaction = self.connection.unchecked_transaction()?;
        Reader::new(&transaction).snapshot()
    }

    fn apply(
        &mut self,
        changes: &[Change<'_>],
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Version, Fault> {
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let version = Plan::new(changes).carry_out(&transaction, progress)?;
        progress(Progress { step: Step::Commit, done: 0, total: 1 });
        transaction.commit()?;
        self.settle();
        progress(Progress { step: Step::Commit, done: 1, total: 1 });
        Ok(version)
    }

    fn rows(&self, collection: Collection) -> Result<Vec<Records>, Fault> {
        let transaction = self.connection.unchecked_transaction()?;
        records::read(&transaction, collection)
    }

    /// The write lasts already. Moving it from the log to the file may wait: readers of older
    /// data hold it up, and the next write or the last program to close tries again.
    fn settle(&self) {
        let _ = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    }
}

impl Store for GeoPackageStore {
    fn load(&self) -> Result<Snapshot, StoreError> {
        self.snapshot().map_err(|fault| self.name(fault.while_reading()))
    }

    fn version(&self) -> Result<Version, StoreError> {
        read::version(&self.connection).map_err(|fault| self.name(fault.while_reading()))
    }

    fn write(
        &mut self,
        changes: &[Change<'_>],
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Version, StoreError> {
        self.apply(changes, progress).map_err(|fault| self.name(fault))
    }

    fn records(&self, collection: Collection) -> Result<Vec<Records>, StoreError> {
        self.rows(collection).map_err(|fault| self.name(fault.while_reading()))
    }
}

#[cfg(test)]
mod tests {
    use dataset::{Ground, Layer, Source, Territory};

    use super::*;

    fn layer(territories: u32) -> Layer {
        let territory = |number: u32| Territory {
            id: format!("perimetre:{number}").parse().unwrap(),
            name: format!("Périmètre n° {number}"),
            span: None,
            nature: None,
            seat: None,
            ground: Ground::Missing,
        };
        let source = Source {
            key: "s".parse().unwrap(),
            name: String::new(),
            licence: String::new(),
            attribution: String::new(),
            url: None,
            vintage: None,
            estimated: false,
        };
        let territories = (0..territories).map(territory).collect();
        Layer { key: "l".parse().unwrap(), source, territories }
    }

    #[test]
    fn a_full_disk_is_said_and_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = GeoPackageStore::create(folder.path().join("a.gpkg")).unwrap();
        let before = store.replace_layer(&layer(10)).unwrap();
        // The file may not grow: SQLite answers as it does when the disk is full.
        store.connection.pragma_update(None, "max_page_count", 1).unwrap();
        let error = store.replace_layer(&layer(20_000)).unwrap_err();
        assert!(matches!(error, StoreError::DiskFull { .. }), "{error}");
        assert_eq!(store.version().unwrap(), before);
        assert_eq!(store.load().unwrap().dataset.layers[0].territories.len(), 10);
    }
}
