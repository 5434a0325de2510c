//! Readers of outside data, one folder a source: read, check, report.

mod archive;
pub mod base;
mod errors;
mod report;
mod table;
mod text;
mod wkb;

pub use errors::{At, Place, Problem, SourceError};
pub use report::{Count, Coverage, ImportReport, Refusal, RepairNote, Resolved};
pub use text::{Phrase, Text};
