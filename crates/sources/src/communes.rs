//! What a reader asks about commune codes, of whoever holds the base.

use territory::{Code, Vintage};

/// What is known of a commune code at a vintage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// A commune of that vintage.
    Current,
    /// A code of another vintage, or of a piece of a commune.
    Old {
        /// Its name then.
        name: Option<String>,
        /// The communes that hold its ground at the vintage asked for.
        communes: Vec<Code>,
    },
    /// No code of a commune.
    Unknown,
    /// No base is loaded: the code is taken as it is.
    Unchecked,
}

/// The communes of the base, as far as readers need them.
pub trait CommuneLookup {
    /// What is known of a code at a vintage.
    fn resolve(&self, code: &Code, vintage: Vintage) -> Resolution;

    /// The latest vintage loaded, by which codes of files without vintage are read.
    fn latest(&self) -> Option<Vintage>;

    /// How many communes a vintage has, for the report's coverage.
    fn count(&self, vintage: Vintage) -> Option<usize>;
}

/// The lookup of a program without base: every code is taken as it is.
#[derive(Clone, Copy, Debug)]
pub struct NoBase;

impl CommuneLookup for NoBase {
    fn resolve(&self, _: &Code, _: Vintage) -> Resolution {
        Resolution::Unchecked
    }

    fn latest(&self) -> Option<Vintage> {
        None
    }

    fn count(&self, _: Vintage) -> Option<usize> {
        None
    }
}
