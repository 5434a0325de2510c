//! A part of a long list.

/// A part of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// How many come before it.
    pub first: usize,
    /// How many it has at most.
    pub count: usize,
}

impl Page {
    /// How many a page has where nobody says.
    pub const USUAL: usize = 50;
    /// The whole list.
    pub const WHOLE: Self = Self { first: 0, count: usize::MAX };

    /// A page of a length, by its number from 1.
    #[must_use]
    pub const fn number(number: u32, count: usize) -> Self {
        Self { first: (number as usize).saturating_sub(1).saturating_mul(count), count }
    }
}

impl Default for Page {
    /// The first.
    fn default() -> Self {
        Self::number(1, Self::USUAL)
    }
}
