//! What a reader asks about communes and groupements, of whoever holds the base.

use std::collections::BTreeSet;

use geometry::Shape;
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

/// The communes of an authority.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Members {
    /// The name of the authority.
    pub name: String,
    /// Its communes, ascending; a commune's own authority has one.
    pub communes: Vec<Code>,
    /// The last vintage that has it, where the one asked for has not: these are the communes that
    /// hold its ground.
    pub until: Option<Vintage>,
}

/// A set of communes beside a polygon that is drawn for it; areas in m².
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Beside {
    /// Communes of the set of which the polygon covers less than half.
    pub gained: Vec<Code>,
    /// Communes outside the set of which the polygon covers half or more.
    pub lost: Vec<Code>,
    /// Area of the set.
    pub members: f64,
    /// Area of the polygon.
    pub polygon: f64,
    /// Ground of the set outside the polygon.
    pub area_gained: f64,
    /// Ground of the polygon outside the set: other communes, the sea, abroad.
    pub area_lost: f64,
}

/// The communes of the base, as far as readers need them.
pub trait CommuneLookup {
    /// What is known of a code at a vintage.
    fn resolve(&self, code: &Code, vintage: Vintage) -> Resolution;

    /// The latest vintage loaded, by which codes of files without vintage are read.
    fn latest(&self) -> Option<Vintage>;

    /// How many communes a vintage has, for the report's coverage.
    fn count(&self, vintage: Vintage) -> Option<usize>;

    /// The communes of an EPCI, an EPT or a commune's authority by its SIREN.
    fn members(&self, _siren: &Code, _vintage: Vintage) -> Option<Members> {
        None
    }

    /// A set of communes of a vintage beside a polygon; `None` where no shape is known.
    fn beside(&self, _: &Shape, _communes: &BTreeSet<Code>, _: Vintage) -> Option<Beside> {
        None
    }
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
