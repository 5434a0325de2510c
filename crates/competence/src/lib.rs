//! Who holds which competence: the law by kind of authority, the authorities, and the question.
//!
//! The [`Catalogue`] is read from TOML built into the program. A [`Register`] lays it over an
//! atlas, so that each face knows its authorities at each vintage; a question applies the rules in
//! force to each distinct group of authorities once, and gathers the faces by what comes out.

mod alike;
mod answer;
mod article;
mod authority;
mod catalogue;
mod declared;
mod files;
mod flaw;
mod ground;
mod law;
mod question;
mod raw;
mod read;
mod register;
mod reverse;
mod sentence;
mod standing;
mod table;
mod town_halls;

pub use answer::{
    AuthorityAnswer, AuthorityCompetencesAnswer, CompetenceAnswer, CompetencesAnswer,
    DeclaredAnswer, HeldAnswer, HolderAnswer, HoldersAnswer, ThemeAnswer, ZoneAnswer,
};
pub use article::{Article, ArticleError};
pub use catalogue::{
    AuthorityKind, Catalogue, Competence, CompetenceId, KindId, Rule, RuleTitle, Seat, Special,
    SpecialGround, Theme, Tier,
};
pub use declared::{Answer, Declarations, Declared, Groupement};
pub use flaw::{CatalogueError, Flaw};
pub use law::Title;
pub use question::{Asked, Zone};
pub use register::Register;
pub use reverse::AuthorityRef;
pub use standing::Standing;
pub use table::table;
pub use town_halls::TownHalls;
