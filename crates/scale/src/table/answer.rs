//! The round table, as it is written.

use atlas::{Brief, Share, SourceAnswer};
use competence::Title;
use serde::Serialize;
use territory::{Bilingual, Contact, Date, Vintage};

use super::needs::MoneyLevel;
use crate::Logbook;

/// The smallest set of authorities and funders that together cover a territory for a theme.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = RoundTable))]
pub struct RoundTableAnswer<'a> {
    /// What was asked about.
    pub subject: Brief<'a>,
    /// The vintage.
    pub vintage: Vintage,
    /// The day.
    pub date: Date,
    /// The theme.
    pub theme: NamedAnswer<'a>,
    /// What somebody at the table must bring, everywhere on the ground.
    pub needs: Vec<NeedAnswer<'a>>,
    /// The smallest table, those who cover most first.
    pub seats: Vec<SeatAnswer<'a>>,
    /// How sure it is that no smaller table does.
    pub proof: ProofAnswer,
    /// What nobody known brings, and where.
    pub uncovered: Vec<UncoveredAnswer<'a>>,
    /// Who else may come, and why: they hold, lead or fund as well.
    pub also: Vec<AlsoAnswer<'a>>,
    /// Rules that touch joint funding here.
    pub rules: Vec<RuleAnswer<'a>>,
    /// The answer in words.
    pub sentence: Bilingual,
    /// The same to copy.
    pub logbook: Logbook,
    /// Sources.
    pub sources: Vec<SourceAnswer<'a>>,
}

/// A slug and a name.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Named))]
pub struct NamedAnswer<'a> {
    /// Its name in addresses.
    pub slug: &'a str,
    /// Its name for people.
    pub name: &'a Bilingual,
}

/// Something that somebody at the table must bring.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Need))]
pub struct NeedAnswer<'a> {
    /// To decide, or to pay.
    pub kind: NeedKind,
    /// The slug of a competence, or a level of money.
    pub slug: &'a str,
    /// Its name for people.
    pub name: Bilingual,
    /// Into how many parts of the ground those who could bring it cut the territory.
    pub zones: u32,
}

/// To decide or to pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum NeedKind {
    /// An authority that holds a competence.
    Decide,
    /// A funder with a programme that is not closed.
    Fund,
}

/// A place at the table.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Seat))]
pub struct SeatAnswer<'a> {
    /// `kind:code` of an authority's territory, its slug, or `funder:` and a funder's slug.
    pub id: String,
    /// Its name.
    pub name: Bilingual,
    /// Its kind in words.
    pub kind_name: Bilingual,
    /// Whether no table covers everything without it: for something, somewhere, nobody else can.
    pub indispensable: bool,
    /// What it brings.
    pub roles: Vec<RoleAnswer<'a>>,
    /// How to invite it.
    pub contact: Contact<'a>,
}

/// What a seat brings.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = SeatRole))]
pub struct RoleAnswer<'a> {
    /// To decide or to pay.
    pub kind: NeedKind,
    /// The slug of the need.
    pub need: &'a str,
    /// By which title it decides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Title>,
    /// The article, where it is law.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<&'a str>,
    /// Whether the title or the article is to be checked: the law alone does not say, or its
    /// reading is not sure.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub verify: bool,
    /// Shares of the territory on which it does.
    pub share: Share,
    /// How many communes hold some of that ground.
    pub communes: u32,
    /// Which, where it is not the whole territory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commune_codes: Option<Vec<&'a str>>,
    /// The programmes by which it pays.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub programmes: Vec<NamedAnswer<'a>>,
}

/// How sure it is that no smaller table does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = TableProof))]
pub struct ProofAnswer {
    /// Seats of the table.
    pub seats: u32,
    /// No table has fewer than this.
    pub at_least: u32,
    /// Whether both are the same: the table is the smallest, proven.
    pub smallest: bool,
    /// Nodes of the search that were looked at; 0 where every seat is forced.
    pub work: u64,
}

/// Ground on which nobody known brings something.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = UncoveredNeed))]
pub struct UncoveredAnswer<'a> {
    /// To decide or to pay.
    pub kind: NeedKind,
    /// The slug of the need.
    pub need: &'a str,
    /// People there.
    pub population: u32,
    /// Shares of the territory.
    pub share: Share,
    /// How many communes hold some of that ground.
    pub communes: u32,
    /// Their codes.
    pub commune_codes: Vec<&'a str>,
    /// Who may take the competence there, and has not said that they did.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub may_act: Vec<&'a str>,
    /// The same in words.
    pub sentence: Bilingual,
}

/// Somebody who may come besides.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = AlsoInvited))]
pub struct AlsoAnswer<'a> {
    /// As of a seat.
    pub id: String,
    /// Its name.
    pub name: Bilingual,
    /// Why.
    pub why: Why,
    /// For what: the slug of a need.
    pub need: &'a str,
    /// Share of the territory's people for whom it counts.
    pub share: Share,
    /// How to invite it.
    pub contact: Contact<'a>,
}

/// Why somebody may come besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = WhyInvited))]
pub enum Why {
    /// Chef de file: it says how authorities act together.
    Lead,
    /// It holds the competence where those at the table have not taken it.
    Default,
    /// It holds the competence as well.
    Holder,
    /// It has programmes as well.
    Funder,
}

/// A rule that touches joint funding.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = JointFundingRule))]
pub struct RuleAnswer<'a> {
    /// Its name in addresses.
    pub slug: &'a str,
    /// In few words.
    pub name: &'a Bilingual,
    /// What it means for the table.
    pub text: &'a Bilingual,
    /// What it rests on.
    pub article: &'a str,
    /// Since when it holds.
    pub from: Date,
    /// Whether it is to be checked against the consolidated text.
    pub verify: bool,
}

impl MoneyLevel {
    /// As answers write it.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Europe => "europe",
            Self::Region => "region",
            Self::Departement => "departement",
            Self::Agency => "agency",
            Self::Any => "any",
        }
    }

    /// For people.
    #[must_use]
    pub fn name(self) -> Bilingual {
        let (fr, en) = match self {
            Self::State => {
                ("de l’argent de l’État ou de ses agences", "money of the State or its agencies")
            }
            Self::Europe => ("de l’argent européen", "European money"),
            Self::Region => ("de l’argent de région", "money of a région"),
            Self::Departement => ("de l’argent de département", "money of a département"),
            Self::Agency => (
                "de l’argent de caisses, d’agences de l’eau ou de banques publiques",
                "money of social security, water agencies or public banks",
            ),
            Self::Any => ("un financeur", "a funder"),
        };
        Bilingual::new(fr, en)
    }
}
