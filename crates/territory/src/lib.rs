//! The words of the field: kinds, codes, vintages and identifiers of territories, parsed at the edge.

mod code;
mod date;
mod identifier;
mod kind;
mod measure;
mod vintage;

pub use code::{Code, CodeError, PostalCode};
pub use date::{Date, DateError};
pub use identifier::{IdentifierError, TerritoryId};
pub use kind::{Family, Kind, KindError, KindProfile, Language};
pub use measure::{Accuracy, Relation};
pub use vintage::{Span, Vintage, VintageError};
