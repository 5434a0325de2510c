//! Actors: organisations and places, where they sit, where they act, and who is next door.
//!
//! A [`Directory`] is built once for an atlas and holds millions of actors as flat columns, in the
//! order of the faces they sit on: the actors of a territory are a few ranges of numbers. It does
//! no input or output.

mod answer;
mod areas;
mod build;
mod cards;
mod directory;
mod gather;
mod grouped;
mod kind;
mod networks;
mod question;
mod record;
mod tables;
mod town_halls;
mod words;

pub use answer::{
    ActorAnswer, ActorsAnswer, CountAnswer, Counts, MemberAnswer, NetworkAnswer, PlaceAnswer,
    ThemeBrief,
};
pub use build::{DirectoryBuilder, Note};
pub use directory::{ActorIndex, Directory};
pub use gather::Where;
pub use kind::{Kind, KindError, KindId, Kinds};
pub use networks::Network;
pub use question::{Filter, Found, Hit, Sort};
pub use record::{Actor, Intervention, Placed};
pub use tables::{csv, geojson};
pub use town_halls::town_hall;
