//! Opening a file: what it is, whether this program reads it, and how SQLite shall treat it.

use std::{
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior, params};

use super::functions;
use crate::{StoreError, Version, error::Fault};

/// Of the tables in `sql/schema/echelle.sql` and of the encoding of digests.
const SCHEMA_VERSION: i64 = 1;

/// "GPKG".
const APPLICATION_ID: i64 = 0x4750_4B47;

/// What a store is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// To write, and made where there is none.
    Create,
    /// To write.
    Write,
    /// Only to read.
    Read,
}

/// What a database is.
enum Found {
    Blank,
    Store { schema: i64 },
    Other(&'static str),
}

/// Opens the file, or says why not. A file that is not a store is not touched.
pub(super) fn open(
    path: &Path,
    access: Access,
    patience: Duration,
) -> Result<Connection, StoreError> {
    let store = || path.display().to_string();
    let unreachable =
        |error: io::Error| StoreError::Unreachable { store: store(), detail: error.to_string() };
    // An absolute path is never taken for the name of a database in memory or for a URI.
    let file = std::path::absolute(path).map_err(unreachable)?;
    if access != Access::Create && !file.try_exists().map_err(unreachable)? {
        return Err(StoreError::NotFound { store: store() });
    }
    let (connection, found) = connect_and_identify(&file, access, patience)
        .map_err(|fault| fault.while_reading().at(path))?;
    match (found, access) {
        (Found::Store { schema: SCHEMA_VERSION }, _) => {}
        (Found::Blank, Access::Create) => initialise(&connection).map_err(|f| f.at(path))?,
        (Found::Blank, _) => return Err(StoreError::Blank { store: store() }),
        (Found::Other(found), _) => {
            return Err(StoreError::NotAStore { store: store(), found: found.to_owned() });
        }
        (Found::Store { schema: found }, _) => {
            let (store, expected) = (store(), SCHEMA_VERSION);
            return Err(if found < expected {
                StoreError::TooOld { store, found, expected }
            } else {
                StoreError::TooNew { store, found, expected }
            });
        }
    }
    if access != Access::Read {
        prepare_to_write(&connection).map_err(|error| Fault::from(error).at(path))?;
    }
    Ok(connection)
}

fn connect_and_identify(
    file: &Path,
    access: Access,
    patience: Duration,
) -> Result<(Connection, Found), Fault> {
    let flags = OpenFlags::SQLITE_OPEN_NO_MUTEX
        | match access {
            Access::Create => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
            Access::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
            Access::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
        };
    let first = connect(file, flags, patience)
        .and_then(|connection| identify(&connection).map(|found| (connection, found)));
    match first {
        Err(Fault::Sql(error)) if access == Access::Read && wants_a_log(&error, file) => {
            let connection = connect(
                &immutable_address(file),
                OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI,
                patience,
            )?;
            let found = identify(&connection)?;
            Ok((connection, found))
        }
        outcome => outcome,
    }
}

fn connect(file: &Path, flags: OpenFlags, patience: Duration) -> Result<Connection, Fault> {
    let connection = Connection::open_with_flags(file, flags)?;
    connection.busy_timeout(patience)?;
    // The file may come from anywhere: what its schema calls must be harmless, and a damaged page
    // is to be found before it is used.
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    functions::register(&connection)?;
    Ok(connection)
}

/// Whether reading failed only because the files of the write-ahead log cannot be made beside the
/// store, while there is no log to be read: the folder is read-only and nobody writes.
fn wants_a_log(error: &rusqlite::Error, file: &Path) -> bool {
    let refused = matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied)
    );
    let mut log = file.as_os_str().to_owned();
    log.push("-wal");
    refused && PathBuf::from(log).metadata().map_or(true, |log| log.len() == 0)
}

/// The address of a file that SQLite may take as never changing.
fn immutable_address(file: &Path) -> PathBuf {
    let escaped: String = file
        .as_os_str()
        .as_encoded_bytes()
        .iter()
        .map(|&byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect();
    format!("file:{escaped}?immutable=1").into()
}

fn identify(connection: &Connection) -> Result<Found, Fault> {
    let application: i64 = connection.pragma_query_value(None, "application_id", |r| r.get(0))?;
    let (objects, ours): (i64, i64) =
        connection.query_row(sql!("schema/identity"), [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(match (application, objects, ours) {
        (0, 0, _) => Found::Blank,
        (APPLICATION_ID, _, 0) => Found::Other("a GeoPackage of another program"),
        (APPLICATION_ID, ..) => Found::Store {
            schema: connection.query_row(sql!("schema/version"), [], |row| row.get(0))?,
        },
        _ => Found::Other("a database of another program"),
    })
}

/// Makes the tables, in one transaction. Of two processes that try at once, one does.
fn initialise(connection: &Connection) -> Result<(), Fault> {
    let transaction =
        rusqlite::Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
    if let Found::Blank = identify(&transaction)? {
        transaction.execute_batch(sql!("schema/ogc"))?;
        transaction.execute_batch(sql!("schema/echelle"))?;
        transaction.execute_batch(sql!("schema/spatial_index"))?;
        let version = Version::of_parts(std::iter::empty());
        transaction.execute(sql!("insert/store"), params![SCHEMA_VERSION, version.to_string()])?;
        transaction.commit()?;
    }
    Ok(())
}

fn prepare_to_write(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    // What a write has answered for survives a power cut.
    connection.pragma_update(None, "synchronous", "FULL")?;
    // The writer checks references itself; SQLite would search all the children of each row.
    connection.pragma_update(None, "foreign_keys", false)?;
    // 64 MiB, in which most of a write fits.
    connection.pragma_update(None, "cache_size", -65_536)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_where_nothing_may_be_written_still_lets_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("é #%?.gpkg");
        drop(open(&file, Access::Create, Duration::ZERO).unwrap());
        let address = immutable_address(&file);
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        let connection = connect(&address, flags, Duration::ZERO).unwrap();
        assert!(matches!(identify(&connection), Ok(Found::Store { schema: SCHEMA_VERSION })));
    }

    #[test]
    fn a_log_that_holds_data_is_never_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.gpkg");
        let refused = rusqlite::Error::SqliteFailure(
            rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CANTOPEN),
            None,
        );
        assert!(wants_a_log(&refused, &file));
        std::fs::write(folder.path().join("a.gpkg-wal"), "pages").unwrap();
        assert!(!wants_a_log(&refused, &file));
    }
}
