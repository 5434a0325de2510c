//! What cuts a territory, as it is written.

use atlas::{Brief, Share, SourceAnswer};
use serde::Serialize;
use territory::{Bilingual, Date, Kind, Vintage};

use crate::Logbook;

/// What cuts a territory at each administrative level, and who is on which side.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Straddle))]
pub struct StraddleAnswer<'a> {
    /// What was asked about.
    pub subject: Brief<'a>,
    /// The vintage.
    pub vintage: Vintage,
    /// The day at which authorities are those that are named.
    pub date: Date,
    /// Whether people are sums of published figures: not where the subject cuts communes.
    pub exact: bool,
    /// The levels, the widest first.
    pub levels: Vec<LevelAnswer<'a>>,
    /// The whole in words a mayor understands.
    pub sentence: Bilingual,
    /// The same to copy.
    pub logbook: Logbook,
    /// Sources.
    pub sources: Vec<SourceAnswer<'a>>,
}

/// One administrative level.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = StraddleLevel))]
pub struct LevelAnswer<'a> {
    /// The kind of territory whose borders are looked at.
    pub kind: &'a Kind,
    /// Whether one of its borders runs through the subject and parts it from a territory that
    /// reaches beyond.
    pub cut: bool,
    /// The sides, the most people first.
    pub sides: Vec<SideAnswer<'a>>,
    /// For départements and régions: who governs at this rank, which is not always the territory
    /// of that name. Empty where nothing is loaded.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub governed_by: Vec<GoverningAnswer<'a>>,
    /// The level in words.
    pub sentence: Bilingual,
}

/// What lies on one side.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = StraddleSide))]
pub struct SideAnswer<'a> {
    /// The territory; `null`: ground that no territory of the kind holds.
    pub territory: Option<Brief<'a>>,
    /// Whether it reaches beyond the subject.
    pub reaches_beyond: bool,
    /// People on this side.
    pub population: u32,
    /// Area in km².
    pub area_km2: f64,
    /// Shares of the subject.
    pub share: Share,
    /// How many communes hold ground of it.
    pub communes: u32,
    /// Which ones, on every side but the main one, where the territory reaches beyond the subject:
    /// these are on the wrong side of the border.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wrong_side: Option<Vec<WrongSideAnswer<'a>>>,
}

/// A commune on the wrong side of a border.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = WrongSideCommune))]
pub struct WrongSideAnswer<'a> {
    /// Code.
    pub code: &'a str,
    /// Name.
    pub name: &'a str,
    /// Its people on this side, inside the subject.
    pub population: u32,
    /// The groupement it belongs to; `null`: none.
    pub epci: Option<EpciAnswer<'a>>,
}

/// A groupement in brief.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = EpciBrief))]
pub struct EpciAnswer<'a> {
    /// `epci:` and its SIREN.
    pub id: &'a str,
    /// Name.
    pub name: &'a str,
}

/// An authority of a rank.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Governing))]
pub struct GoverningAnswer<'a> {
    /// `kind:code` of its territory, or the slug of a special authority.
    pub id: &'a str,
    /// Name.
    pub name: &'a str,
    /// Shares of the subject.
    pub share: Share,
    /// How many communes hold ground of it.
    pub communes: u32,
}
