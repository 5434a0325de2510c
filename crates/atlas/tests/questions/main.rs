//! Every question of the atlas, asked of a small country whose answers can be counted by hand.

mod country;
mod laws;
mod overlaps;
mod places;
