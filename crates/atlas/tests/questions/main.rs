//! Every question of the atlas, asked of a small country whose answers can be counted by hand.
#![allow(
    clippy::float_cmp,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "sums of whole numbers are exact; a check that cannot be made fails, and says where"
)]

mod country;
mod laws;
mod overlaps;
mod places;
