//! The base: faces, the communes of each vintage as sets of faces, and what is counted on them.

use geometry::{Mesh, Vertex};
use serde::{Deserialize, Serialize};
use territory::{Code, PostalCode, Vintage};

use crate::{Source, Territory};

/// The administrative base: everything else is said in its faces.
#[derive(Clone, Debug)]
pub struct Base {
    /// Where it comes from.
    pub sources: Vec<Source>,
    /// The vintages loaded, ascending; at least one.
    pub vintages: Vec<Vintage>,
    /// Faces and arcs.
    pub mesh: Mesh,
    /// What each face is, in the order of the mesh.
    pub faces: Vec<Face>,
    /// Communes and all other administrative territories, their ground as faces (or missing).
    pub territories: Vec<Territory>,
    /// Further facts of communes, by vintage.
    pub communes: Vec<Commune>,
    /// People by vintage and unit.
    pub populations: Vec<Population>,
    /// Town halls and other places that stand for their commune on a map.
    pub places: Vec<Place>,
    /// What became of codes that ended.
    pub successions: Vec<Succession>,
}

/// The finest piece of ground any vintage needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Face {
    /// Stable key: the commune's code in the first vintage, then, where the commune has pieces,
    /// a dot and the piece's code (`49060.49046`; `49060.0` is what no piece covers).
    pub key: Code,
}

/// Facts of one commune, or arrondissement of Paris, Lyon or Marseille, at one vintage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commune {
    /// The vintage.
    pub vintage: Vintage,
    /// Its code; no arrondissement has that of a commune.
    pub code: Code,
    /// Postal codes that serve it.
    pub postal_codes: Vec<PostalCode>,
    /// The number of its authority in the register of enterprises; codes cannot be told from it.
    pub siren: Option<Code>,
}

/// People of a unit at a vintage. A unit is a commune, or an arrondissement of Paris, Lyon or
/// Marseille, by its code: units never overlap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Population {
    /// The vintage of the list.
    pub vintage: Vintage,
    /// Commune, or arrondissement municipal.
    pub unit: Code,
    /// Municipal population.
    pub people: u32,
}

/// A place that stands for a commune: its town hall, as a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The commune, by its code in the latest vintage.
    pub commune: Code,
    /// Where it is.
    pub position: Vertex,
}

/// An event of the official code: what a code of one vintage became in the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Succession {
    /// The vintage from which it holds.
    pub vintage: Vintage,
    /// The code that ended or lost ground.
    pub old: Code,
    /// Its name then.
    pub old_name: String,
    /// The communes that hold its ground from then on.
    pub new: Vec<Code>,
    /// What happened.
    pub event: Event,
    /// Why it is known: the list's own field, or the reason noted in the hand-made table.
    pub reason: String,
}

/// The kinds of change of a commune.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = SuccessionEvent))]
pub enum Event {
    /// Joined another commune.
    Merged,
    /// The same commune under the code of another chief town.
    ChiefTownChanged,
    /// Came out of a commune that split.
    Split,
    /// The same ground and code under another name.
    Renamed,
}
