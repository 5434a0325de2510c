//! The words of the field: kinds, codes, vintages, dates and themes, parsed at the edge.

mod bilingual;
mod code;
mod contact;
mod date;
mod identifier;
mod kind;
mod measure;
mod sheet;
mod theme;
mod vintage;
pub mod words;

pub use bilingual::Bilingual;
pub use code::{Code, CodeError, PostalCode};
pub use contact::Contact;
pub use date::{Date, DateError};
pub use identifier::{IdentifierError, TerritoryId};
pub use kind::{Family, Kind, KindError, KindProfile, Language};
pub use measure::{Accuracy, Relation};
pub use sheet::Sheet;
pub use theme::{Theme, ThemeAnswer, ThemeError, ThemeId, Themes, is_slug};
pub use vintage::{Span, Vintage, VintageError};
