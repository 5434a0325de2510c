//! Readers of outside data, one folder a source: read, check, report.

pub mod actors;
pub mod aids;
mod archive;
pub mod banatic;
pub mod base;
mod catalogue;
mod causes;
mod communes;
mod crs;
mod errors;
pub mod estimate;
pub mod fetch;
mod import;
pub mod insee;
mod lookup;
pub mod park;
mod perimeter;
mod report;
mod rows;
mod table;
mod text;
mod wkb;
mod wkt;

pub use catalogue::{Catalogue, KnownSource, Layout, Origin, Role};
pub use communes::{Beside, CommuneLookup, Members, NoBase, Resolution};
pub use errors::{At, Place, Problem, SourceError};
pub use import::{Imported, read_layer};
pub use lookup::BaseLookup;
pub use perimeter::PerimeterOptions;
pub use report::{Count, Coverage, Difference, ImportReport, Refusal, RepairNote, Resolved};
pub use text::{Phrase, Text};
