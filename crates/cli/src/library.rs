//! Opening the store and building the atlas that answers.

use std::path::Path;

use atlas::{Atlas, KindFilter, Year};
use store::{GeoPackageStore, Store, Version};
use territory::Kind;

use crate::{arguments::Common, failure::Failure};

/// Loads the store's content into an atlas.
pub(crate) fn open(common: &Common) -> Result<(Atlas, Version), Failure> {
    let store = GeoPackageStore::open_read_only(&common.store)
        .map_err(|error| absent(&common.store, error))?;
    let snapshot = store.load()?;
    let (atlas, notes) = Atlas::new(snapshot.dataset)?;
    for note in notes {
        tracing::warn!(?note, "part of a layer has no ground");
    }
    Ok((atlas, snapshot.version))
}

/// A store that does not exist yet is not an accident: say what to do.
fn absent(path: &Path, error: store::StoreError) -> Failure {
    if path.exists() {
        return error.into();
    }
    Failure::Value {
        french: format!(
            "{} n’existe pas encore : lancez « echelle fetch » puis « echelle import base ».",
            path.display()
        ),
        english: format!(
            "{} does not exist yet: run `echelle fetch`, then `echelle import base`.",
            path.display()
        ),
    }
}

/// The year and kinds a question is about; no kind named means all.
pub(crate) fn scope<'a>(
    atlas: &'a Atlas,
    common: &Common,
    kinds: &[Kind],
) -> Result<(&'a Year, KindFilter), Failure> {
    let year = atlas.year(common.vintage)?;
    let filter =
        if kinds.is_empty() { KindFilter::all(atlas) } else { KindFilter::of(atlas, kinds)? };
    Ok((year, filter))
}
