//! What must last: the [`Store`] trait and the embedded GeoPackage behind it.
//!
//! A store holds one [`dataset::Dataset`] and gives it back whole, as of one instant. A write is
//! one transaction: whatever happens to the process or the machine, what is found afterwards is
//! the old data or the new. Questions are never asked here but of the atlas built from
//! [`Store::load`].

mod digest;
mod error;
mod geopackage;
mod own;
mod package;
mod store;

pub use digest::Version;
pub use error::StoreError;
pub use geopackage::GeoPackageStore;
pub use own::{By, EditKey, Kept, NewTerritory, OwnError, OwnTerritories, own_territories};
pub use package::{PackageField, PackageLayer, PackageValue, package};
pub use rusqlite::Error as PackageError;
pub use store::{Change, Progress, Snapshot, Step, Store};
