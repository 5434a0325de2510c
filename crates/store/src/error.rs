//! What can go wrong with a store, said so that a person knows what to do.

use std::path::Path;

use rusqlite::ErrorCode;

/// Why a store could not be opened, read or written. `store` is its file or address.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such file.
    #[error("{store}: no such file; `echelle import base` creates it")]
    NotFound {
        /// The store.
        store: String,
    },
    /// A database without any table: an import was stopped before its first write.
    #[error("{store}: nothing is loaded yet; run `echelle import base`")]
    Blank {
        /// The store.
        store: String,
    },
    /// Something else than a store. It was not touched.
    #[error("{store}: not a store of this program but {found}")]
    NotAStore {
        /// The store.
        store: String,
        /// What it is.
        found: String,
    },
    /// Written by an older program whose tables this one does not read.
    #[error(
        "{store}: written by an older version (schema {found}, {expected} is needed); \
         import into a new file"
    )]
    TooOld {
        /// The store.
        store: String,
        /// Its schema version.
        found: i64,
        /// The schema version of this program.
        expected: i64,
    },
    /// Written by a newer program.
    #[error(
        "{store}: written by a newer version (schema {found}, {expected} is known here); \
         update the program"
    )]
    TooNew {
        /// The store.
        store: String,
        /// Its schema version.
        found: i64,
        /// The schema version of this program.
        expected: i64,
    },
    /// The content is not what was written: damaged, or edited by another program.
    #[error(
        "{store}: damaged, or edited by another program: {detail}; import again into a new file"
    )]
    Damaged {
        /// The store.
        store: String,
        /// Where and how.
        detail: String,
    },
    /// Another process is writing, and did not finish in time.
    #[error("{store}: another program is writing to it; try again when it has finished")]
    Locked {
        /// The store.
        store: String,
    },
    /// The file, its folder or this way of opening allows no writing.
    #[error("{store}: it can only be read, not written")]
    ReadOnly {
        /// The store.
        store: String,
    },
    /// No room left. Nothing was changed.
    #[error("{store}: the disk is full; nothing was changed")]
    DiskFull {
        /// The store.
        store: String,
    },
    /// The operating system refused.
    #[error("{store}: it cannot be opened, read or written: {detail}")]
    Unreachable {
        /// The store.
        store: String,
        /// What the system says.
        detail: String,
    },
    /// The records handed in contradict each other. Nothing was changed.
    #[error("{store}: {record} was refused: {reason}; nothing was changed")]
    Refused {
        /// The store.
        store: String,
        /// Which record.
        record: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Anything else the database says.
    #[error("{store}: the database failed")]
    Database {
        /// The store.
        store: String,
        /// What it says.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// What goes wrong inside the GeoPackage, before the file is named.
#[derive(Debug)]
pub(crate) enum Fault {
    /// SQLite says so.
    Sql(rusqlite::Error),
    /// What was read makes no sense.
    Damaged(String),
    /// What is to be written makes no sense.
    Refused { record: String, reason: String },
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl Fault {
    /// A record that cannot be written, and why.
    pub(crate) fn refused(record: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::Refused { record: record.into(), reason: reason.into() }
    }

    /// The same while reading tables that this program wrote: a table or a column that is not as
    /// it was made is damage.
    pub(crate) fn while_reading(self) -> Self {
        use rusqlite::Error as E;
        match self {
            Self::Sql(
                error @ (E::InvalidColumnType(..)
                | E::IntegralValueOutOfRange(..)
                | E::FromSqlConversionFailure(..)
                | E::Utf8Error(..)
                | E::QueryReturnedNoRows
                | E::SqlInputError { .. }),
            ) => Self::Damaged(error.to_string()),
            Self::Sql(error) if error.sqlite_error_code() == Some(ErrorCode::Unknown) => {
                Self::Damaged(error.to_string())
            }
            other => other,
        }
    }

    /// Names the store.
    pub(crate) fn at(self, path: &Path) -> StoreError {
        let store = path.display().to_string();
        match self {
            Self::Damaged(detail) => StoreError::Damaged { store, detail },
            Self::Refused { record, reason } => StoreError::Refused { store, record, reason },
            Self::Sql(error) => database_error(store, error),
        }
    }
}

fn database_error(store: String, error: rusqlite::Error) -> StoreError {
    let detail = error.to_string();
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Locked { store },
        Some(ErrorCode::ReadOnly) => StoreError::ReadOnly { store },
        Some(ErrorCode::DiskFull) => StoreError::DiskFull { store },
        Some(ErrorCode::DatabaseCorrupt) => StoreError::Damaged { store, detail },
        Some(ErrorCode::NotADatabase) => {
            StoreError::NotAStore { store, found: "a file of another format".to_owned() }
        }
        Some(ErrorCode::CannotOpen | ErrorCode::SystemIoFailure | ErrorCode::PermissionDenied) => {
            StoreError::Unreachable { store, detail }
        }
        _ => StoreError::Database { store, source: Box::new(error) },
    }
}
