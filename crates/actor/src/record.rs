//! An actor as it is kept: one JSON text a row of [`dataset::Records`].

use serde::{Deserialize, Serialize};
use territory::{Code, Date, TerritoryId};

/// An organisation or place. Texts are texts: nothing in them is ever markup.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Actor {
    /// Its identifier inside its source.
    pub id: Box<str>,
    /// Its name.
    pub name: Box<str>,
    /// The slug of its kind.
    pub kind: Box<str>,
    /// The slugs of its themes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<Box<str>>,
    /// What it does and knows, in its own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Box<str>>,
    /// Longitude and latitude in degrees; none where only the commune is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<[f64; 2]>,
    /// The code of its commune, of any vintage; none where only the point is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commune: Option<Code>,
    /// How it was placed.
    pub placed: Placed,
    /// Where it acts; none where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acts: Option<Intervention>,
    /// Postal address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Box<str>>,
    /// Phone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Box<str>>,
    /// The organisation's own address for mail, never a person's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<Box<str>>,
    /// Web site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<Box<str>>,
    /// Opening hours, as written by the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<Box<str>>,
    /// The network it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub network: Option<Box<str>>,
    /// The organisation it is a part of: a name, or an identifier that several actors share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Box<str>>,
    /// SIRET number, by which two sources may mean the same actor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub siret: Option<Box<str>>,
    /// The day the source vouches for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
}

/// How an actor was placed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Placed {
    /// By its own coordinates.
    #[default]
    Coordinates,
    /// By the code of its commune: it stands at the town hall.
    Commune,
    /// By its postal code and the name of its commune: it stands at the town hall.
    PostalCode,
}

/// Where an actor acts, which is not where it sits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Intervention {
    /// On these territories.
    Territories(Vec<TerritoryId>),
    /// Within so many kilometres of where it sits.
    Km(f64),
    /// Everywhere.
    Country,
}

impl Intervention {
    /// No radius is longer, in kilometres: farther is [`Intervention::Country`].
    pub const MOST_KM: f64 = 500.0;
}
