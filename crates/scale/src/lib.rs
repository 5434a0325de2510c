//! Which scale to choose: what cuts a territory, which scales surround it, and whom to bring round
//! one table.
//!
//! Three questions over the atlas and the rooms beside it: who holds, who acts, who funds. No input
//! or output, no clock: the day is given. Every answer is also a dated paragraph for a logbook.

mod compare;
pub mod cover;
mod logbook;
mod rooms;
mod straddle;
mod table;
mod tables;
mod words;

pub use compare::{
    AuthoritiesAnswer, CompareAnswer, CompareQuestion, Criterion, CriterionAnswer, CutAnswer,
    FitRule, InsideAnswer, ProgrammesAnswer, ScaleAnswer, Weights, WeightsError, compare,
};
pub use logbook::Logbook;
pub use rooms::Rooms;
pub use straddle::{
    EpciAnswer, GoverningAnswer, LevelAnswer, SideAnswer, StraddleAnswer, WrongSideAnswer, straddle,
};
pub use table::{
    AlsoAnswer, Money, MoneyLevel, NamedAnswer, NeedAnswer, NeedKind, ProofAnswer, RoleAnswer,
    RoundTableAnswer, RuleAnswer, SeatAnswer, TableQuestion, UncoveredAnswer, Why, round_table,
};
pub use tables::{FundingRule, Tables, TablesError, When};
