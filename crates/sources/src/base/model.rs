//! The records of the packages, checked but not yet brought together.

use geo_types::{MultiPolygon, Point};
use territory::{Code, PostalCode, Vintage};

/// Everything the packages of the base give.
#[derive(Clone, Debug)]
pub struct RawBase {
    /// The vintage of shapes and cantons.
    pub shapes_vintage: Vintage,
    /// Shapes of communes and of their pieces.
    pub shapes: Vec<RawShape>,
    /// Cantons, as far as the package knows them.
    pub cantons: Vec<RawCanton>,
    /// The lists, by ascending vintage.
    pub lists: Vec<RawList>,
    /// Town halls of the latest vintage.
    pub town_halls: Vec<TownHall>,
}

/// A commune or a piece of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnitKind {
    /// Commune.
    Commune,
    /// Commune déléguée.
    CommuneDeleguee,
    /// Commune associée.
    CommuneAssociee,
    /// Arrondissement of Paris, Lyon or Marseille.
    ArrondissementMunicipal,
}

/// A unit with its shape.
#[derive(Clone, Debug, PartialEq)]
pub struct RawShape {
    /// Commune, or which piece.
    pub kind: UnitKind,
    /// Its code; the déléguée at the chief town shares its commune's.
    pub code: Code,
    /// Its name, with its article.
    pub name: String,
    /// The commune it is a piece of; `None` for a commune.
    pub parent: Option<Code>,
    /// WGS84 degrees, finite and in range; rings closed, of four positions or more.
    pub polygons: MultiPolygon<f64>,
}

/// What a canton of the package is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CantonType {
    /// A canton.
    Canton,
    /// A town that several cantons share (Insee's “canton-ou-ville”), not itself a canton.
    Town,
    /// A commune nouvelle that several cantons share, not itself a canton.
    NewCommune,
}

/// What a canton is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Composition {
    /// Whole communes.
    WholeCommunes,
    /// A fraction of one commune, and whole communes.
    FractionAndCommunes,
    /// Fractions of several communes, and whole communes.
    FractionsAndCommunes,
    /// A fraction of one commune.
    Fraction,
    /// Fractions of several communes.
    Fractions,
}

/// A canton, as far as it is knowable: the package draws only whole communes. The fractions of
/// the towns that several cantons share have no shape in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawCanton {
    /// Département and number.
    pub code: Code,
    /// Its name, with its article.
    pub name: String,
    /// Canton, or a commune shared between cantons.
    pub canton_type: CantonType,
    /// What it is made of; `None` where it is no canton.
    pub composition: Option<Composition>,
    /// Its département.
    pub departement: Code,
    /// The commune of its central office.
    pub seat: Option<Code>,
    /// The communes that lie whole in it, ascending, by the vintage of the shapes. All of its
    /// ground for [`Composition::WholeCommunes`], part of it with fractions, none where the
    /// package draws no shape.
    pub communes: Vec<Code>,
}

/// Where a commune is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Zone {
    /// Metropolitan France.
    Metro,
    /// An overseas département or région.
    Drom,
    /// An overseas collectivity.
    Com,
}

/// The official lists of a vintage. Every reference is checked: members are communes of the
/// list, parents too, and each commune is in at most one EPCI and one EPT.
#[derive(Clone, Debug, PartialEq)]
pub struct RawList {
    /// The vintage.
    pub vintage: Vintage,
    /// Communes and their pieces.
    pub communes: Vec<RawCommune>,
    /// EPCI à fiscalité propre.
    pub epci: Vec<RawEpci>,
    /// Établissements publics territoriaux of the Grand Paris.
    pub ept: Vec<RawEpt>,
    /// Départements, and collectivities under their own codes ([`Zone::Com`]).
    pub departements: Vec<RawDepartement>,
    /// Régions, and collectivities under their own codes ([`Zone::Com`]).
    pub regions: Vec<RawRegion>,
    /// Arrondissements.
    pub arrondissements: Vec<RawArrondissement>,
}

/// A commune of a list, or a piece of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawCommune {
    /// Commune, or which piece.
    pub kind: UnitKind,
    /// Its code.
    pub code: Code,
    /// Its name, with its article.
    pub name: String,
    /// The commune it is a piece of; `None` for a commune.
    pub parent: Option<Code>,
    /// Its département, or collectivity.
    pub departement: Code,
    /// Its région, or collectivity.
    pub region: Code,
    /// Its arrondissement, where there is one.
    pub arrondissement: Option<Code>,
    /// The number of its authority in the register of enterprises.
    pub siren: Option<Code>,
    /// The postal codes that serve it.
    pub postal_codes: Vec<PostalCode>,
    /// Municipal population.
    pub population: Option<u32>,
    /// Codes of communes that merged into it, whatever the year.
    pub former_codes: Vec<Code>,
    /// Where it is.
    pub zone: Zone,
}

/// An EPCI à fiscalité propre.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawEpci {
    /// Its SIREN.
    pub siren: Code,
    /// Its name.
    pub name: String,
    /// `CC`, `CA`, `CU`, `METRO` or `MET69`.
    pub nature: String,
    /// Its communes, ascending.
    pub members: Vec<Code>,
}

/// An établissement public territorial.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawEpt {
    /// Its SIREN.
    pub siren: Code,
    /// Its name.
    pub name: String,
    /// Its communes, ascending.
    pub members: Vec<Code>,
}

/// A département, or a collectivity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawDepartement {
    /// Its code.
    pub code: Code,
    /// Its name.
    pub name: String,
    /// Its région, or collectivity.
    pub region: Code,
    /// The commune of its chief town.
    pub chef_lieu: Code,
    /// Where it is.
    pub zone: Zone,
}

/// A région, or a collectivity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawRegion {
    /// Its code.
    pub code: Code,
    /// Its name.
    pub name: String,
    /// The commune of its chief town.
    pub chef_lieu: Code,
    /// Where it is.
    pub zone: Zone,
}

/// An arrondissement, the sub-prefect's ground.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawArrondissement {
    /// Its code: département and number.
    pub code: Code,
    /// Its name.
    pub name: String,
    /// Its département.
    pub departement: Code,
    /// The commune of its chief town.
    pub chef_lieu: Code,
}

/// A town hall. Mail addresses are not read.
#[derive(Clone, Debug, PartialEq)]
pub struct TownHall {
    /// Commune, or which piece of one.
    pub kind: UnitKind,
    /// The code of the commune or piece.
    pub code: Code,
    /// Longitude and latitude, finite and in range.
    pub position: Point<f64>,
    /// Postal address, on several lines.
    pub address: Option<String>,
    /// Telephone of the town hall.
    pub phone: Option<String>,
    /// Site of the commune.
    pub site: Option<String>,
}
