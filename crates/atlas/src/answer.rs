//! Answers as they are written, the same for the library, the command line and HTTP.

use dataset::Source;
use serde::{Serialize, Serializer};
use territory::{Accuracy, Family, Kind, PostalCode, Relation, Span, Vintage};

use crate::{Matched, summary::Summary};

/// A territory in brief.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Territory))]
pub struct Brief<'a> {
    /// `kind:code`; `null` for a drawn area or a basket.
    pub id: Option<&'a str>,
    /// Kind.
    pub kind: &'a Kind,
    /// Code inside the kind.
    pub code: &'a str,
    /// Name.
    pub name: &'a str,
    /// Family of the kind.
    pub family: Family,
    /// People at the vintage, if known.
    pub population: Option<u32>,
    /// Land area in km², where there is ground.
    #[serde(serialize_with = "rounded_option::<4, _>")]
    pub area_km2: Option<f64>,
    /// Where it lies, to tell homonyms apart.
    pub context: Option<&'a str>,
    /// Whether the territory itself is an estimate.
    pub estimated: bool,
}

/// A source, as answers credit it.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = SourceCredit))]
pub struct SourceAnswer<'a>(pub &'a Source);

/// The answer to “where is this point?”.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Located<'a> {
    /// The point in degrees, as it was taken.
    pub point: Point,
    /// The vintage.
    pub vintage: Vintage,
    /// The territories that hold it, from the smallest to the widest in each family.
    pub territories: Vec<Brief<'a>>,
    /// Sources.
    pub sources: Vec<SourceAnswer<'a>>,
}

/// A point in degrees.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Point {
    /// Longitude.
    pub lon: f64,
    /// Latitude.
    pub lat: f64,
}

/// The answer to “what overlaps this?”.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OverlapsAnswer<'a> {
    /// What was asked about.
    pub subject: Brief<'a>,
    /// The vintage.
    pub vintage: Vintage,
    /// What overlaps it.
    pub overlaps: Vec<OverlapAnswer<'a>>,
    /// Over how many territories of each kind the subject is spread, where they reach beyond it.
    pub cut: std::collections::BTreeMap<&'a str, u32>,
    /// The same in words.
    pub summary: Summary,
    /// Sources.
    pub sources: Vec<SourceAnswer<'a>>,
}

/// One overlap.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Overlap))]
pub struct OverlapAnswer<'a> {
    /// The other territory.
    pub territory: Brief<'a>,
    /// How the subject stands to it.
    pub relation: Relation,
    /// What they share.
    pub shared: Shared,
    /// Shares of the subject.
    pub share_of_subject: Share,
    /// Shares of the other territory.
    pub share_of_territory: Share,
    /// The communes in common, on request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub communes: Option<Vec<CommuneAnswer<'a>>>,
}

/// A commune in a list.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Commune))]
pub struct CommuneAnswer<'a> {
    /// Code.
    pub code: &'a str,
    /// Name.
    pub name: &'a str,
}

/// Shared ground.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Shared {
    /// People.
    pub population: u32,
    /// Area in km².
    #[serde(serialize_with = "rounded::<4, _>")]
    pub area_km2: f64,
    /// Communes that hold some of it.
    pub communes: u32,
    /// Whether people are a sum of published figures; areas always are.
    pub exact: bool,
}

/// Shares from 0 to 1; `null` where the whole is nothing.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Share {
    /// Of people.
    #[serde(serialize_with = "rounded_option::<6, _>")]
    pub population: Option<f64>,
    /// Of area.
    #[serde(serialize_with = "rounded_option::<6, _>")]
    pub area: Option<f64>,
}

/// A territory in full.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TerritoryAnswer<'a> {
    /// In brief.
    pub territory: Brief<'a>,
    /// The vintage.
    pub vintage: Vintage,
    /// The vintages for which the record holds; `null`: all.
    pub span: Option<Span>,
    /// Nature inside the kind.
    pub nature: Option<&'a str>,
    /// A point to centre a map on: the town hall of a commune, the middle of the box otherwise.
    pub centre: Option<[f64; 2]>,
    /// Box: west, south, east, north.
    pub bbox: Option<[f64; 4]>,
    /// Communes of which it holds ground.
    pub communes: u32,
    /// People.
    pub population: Option<PopulationAnswer>,
    /// Land area in km², where there is ground.
    #[serde(serialize_with = "rounded_option::<4, _>")]
    pub area_km2: Option<f64>,
    /// Postal codes, for a commune.
    pub postal_codes: &'a [PostalCode],
    /// The chief town's commune.
    pub seat: Option<Brief<'a>>,
    /// How its ground is known.
    pub shape: ShapeForm,
    /// Sources.
    pub sources: Vec<SourceAnswer<'a>>,
}

/// People and how sure the figure is.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Population))]
pub struct PopulationAnswer {
    /// People.
    pub people: u32,
    /// The vintage of the list they were published in.
    pub year: u16,
    /// How sure.
    pub accuracy: Accuracy,
}

/// How the ground of a territory is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ShapeForm {
    /// As whole communes or pieces of them.
    Faces,
    /// As a polygon that may cut communes.
    Polygon,
    /// Not at all: no shape is loaded.
    Missing,
}

/// The answer to a search.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchAnswer<'a> {
    /// What was typed.
    pub query: String,
    /// The vintage.
    pub vintage: Vintage,
    /// What it may mean, the likeliest first.
    pub results: Vec<SearchResult<'a>>,
}

/// One result of a search.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchResult<'a> {
    /// The territory.
    #[serde(flatten)]
    pub territory: Brief<'a>,
    /// Where to look on the map.
    pub centre: Option<[f64; 2]>,
    /// Box: west, south, east, north.
    pub bbox: Option<[f64; 4]>,
    /// What it was found by.
    pub matched: Matched,
    /// Postal codes, for a commune.
    pub postal_codes: &'a [PostalCode],
}

/// Writes a number with at most `DIGITS` decimals.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands fields over by reference")]
fn rounded<const DIGITS: i32, S: Serializer>(value: &f64, out: S) -> Result<S::Ok, S::Error> {
    let scale = 10_f64.powi(DIGITS);
    out.serialize_f64((value * scale).round() / scale)
}

#[expect(clippy::ref_option, reason = "serde hands fields over by reference")]
fn rounded_option<const DIGITS: i32, S: Serializer>(
    value: &Option<f64>,
    out: S,
) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => rounded::<DIGITS, S>(value, out),
        None => out.serialize_none(),
    }
}
