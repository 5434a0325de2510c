//! Who could fund a project here: funders, their programmes, and the question over an atlas.
//!
//! No input or output, no clock: the day of the question is given. Perimeters become faces once,
//! each distinct one a set of bits, so that a question meets a hundred grounds and not every
//! programme.

mod answer;
mod border;
mod calendar;
mod catalogue;
mod ground;
mod programme;
mod question;
mod row;
mod sentence;
mod state;
mod table;

pub use answer::{
    BorderAnswer, Coverage, Extent, FunderAnswer, FundingAnswer, ProgrammeAnswer, ProgrammeBrief,
    SideAnswer,
};
pub use calendar::calendar;
pub use catalogue::{CatalogueError, LeftOut};
pub use programme::{
    AidType, Applicant, Calendar, Catalogue, Funder, FunderKind, Months, Perimeter, Place,
    Programme, Rate, Recurrence, ValueError,
};
pub use question::{Programmes, Question};
pub use row::{ProgrammeRow, RowError};
pub use state::State;
pub use table::table;
