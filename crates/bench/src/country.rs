//! The atlas of the whole country, from the store that `ECHELLE_STORE` names.

use std::path::{Path, PathBuf};

use atlas::{Atlas, AtlasError, KindFilter, QuestionError, Year};
use store::{GeoPackageStore, Store, StoreError};

/// Where the store is: `ECHELLE_STORE`, or the one that `scripts/run` makes.
#[must_use]
pub fn store_path() -> PathBuf {
    let made_by_run = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../var/echelle.gpkg");
    std::env::var_os("ECHELLE_STORE").map_or_else(made_by_run, PathBuf::from)
}

/// The national atlas, loaded.
#[derive(Debug)]
pub struct Country {
    /// The atlas.
    pub atlas: Atlas,
}

/// Why there is nothing to measure.
#[derive(Debug, thiserror::Error)]
pub enum CountryError {
    /// No file.
    #[error("{0} does not exist: scripts/bench makes it, or name another with ECHELLE_STORE")]
    Absent(PathBuf),
    /// It cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It makes no atlas.
    #[error(transparent)]
    Atlas(#[from] AtlasError),
    /// A list that comes with the program is damaged.
    #[error("a built-in list: {0}")]
    BuiltIn(String),
    /// It holds no vintage.
    #[error(transparent)]
    Question(#[from] QuestionError),
}

impl CountryError {
    /// The error of a list that comes with the program.
    pub fn built_in(error: impl std::fmt::Display) -> Self {
        Self::BuiltIn(error.to_string())
    }
}

impl Country {
    /// Loads a store.
    pub fn open(path: &Path) -> Result<Self, CountryError> {
        if !path.exists() {
            return Err(CountryError::Absent(path.to_owned()));
        }
        let dataset = GeoPackageStore::open_read_only(path)?.load()?.dataset;
        let (atlas, _) = Atlas::new(dataset)?;
        Ok(Self { atlas })
    }

    /// The latest year, which every measure asks.
    pub fn year(&self) -> Result<&Year, CountryError> {
        Ok(self.atlas.year(None)?)
    }

    /// All kinds.
    #[must_use]
    pub fn kinds(&self) -> KindFilter {
        KindFilter::all(&self.atlas)
    }
}
