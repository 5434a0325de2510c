//! Maps on other sites: the page inside a frame, what oEmbed tells, and the card of a link.

mod card;
mod oembed;
mod page;
mod parameters;

pub(crate) use card::Card;
pub(crate) use oembed::{Oembed, Size, Target, foreign};
pub(crate) use page::{Shown, page, policy};
pub(crate) use parameters::EmbedParameters;
