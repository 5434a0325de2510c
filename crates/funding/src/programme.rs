//! What a funder offers: a programme, who may apply, for what, where and when.

use std::sync::Arc;

use dataset::Source;
use serde::{Deserialize, Serialize};
use territory::{Bilingual, Date, Language, TerritoryId, ThemeId, Themes};

/// Who gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Funder {
    /// Its name in files, unique.
    pub slug: Box<str>,
    /// Its name for people.
    pub name: Bilingual,
    /// What it is.
    pub kind: FunderKind,
    /// Its site.
    pub site: Option<Box<str>>,
}

/// A programme of a funder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programme {
    /// Its name in addresses, unique.
    pub slug: Box<str>,
    /// The place of its funder in the catalogue.
    pub funder: usize,
    /// Its name for people.
    pub name: Bilingual,
    /// What it is for, in a sentence or two.
    pub summary: Bilingual,
    /// Where one may ask.
    pub perimeter: Perimeter,
    /// What the perimeter alone cannot say.
    pub condition: Option<Bilingual>,
    /// What it is about.
    pub themes: Vec<ThemeId>,
    /// Who may apply; empty where it is not known.
    pub applicants: Vec<Applicant>,
    /// What it gives, the main thing first.
    pub types: Vec<AidType>,
    /// The share of the costs it pays.
    pub rate: Option<Rate>,
    /// When it comes back.
    pub calendar: Calendar,
    /// The official page.
    pub link: Option<Box<str>>,
    /// When the row was last reviewed.
    pub checked: Option<Date>,
    /// The place of its source in the catalogue; `None`: the program's own starting set.
    pub source: Option<usize>,
}

impl Programme {
    /// The language of its texts, where they are in one only: a source gives them in French.
    #[must_use]
    pub fn language(&self) -> Option<Language> {
        let one = |text: &Bilingual| text.fr == text.en;
        let texts = one(&self.name) && one(&self.summary) && self.condition.iter().all(one);
        texts.then_some(Language::French)
    }
}

/// When one may ask.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// How it comes back; `None` where it is not known.
    pub recurrence: Option<Recurrence>,
    /// The published opening.
    pub opens: Option<Date>,
    /// The published deadline, that day included.
    pub deadline: Option<Date>,
    /// The months in which it is usually open.
    pub usual: Option<Months>,
}

/// Months of each year, both ends included; `from` after `to` runs over the new year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "MonthsRow")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Months {
    from: u8,
    to: u8,
}

/// Ground named in words of the field: what is listed, less what is cut out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Perimeter {
    /// What it holds; at least one.
    pub places: Vec<Place>,
    /// What is cut out.
    pub except: Vec<TerritoryId>,
}

/// One part of a perimeter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Place {
    /// All of France.
    France,
    /// The European mainland and Corse.
    Metropole,
    /// The départements and régions overseas.
    OutreMer,
    /// A territory.
    Territory(TerritoryId),
}

/// The share of the costs that is paid, in percent, from 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RateRow")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rate {
    /// The least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<u8>,
    /// The most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<u8>,
}

/// Why a value of a programme is none. `Display` speaks English.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ValueError {
    /// Months outside 1 to 12.
    #[error("months go from 1 to 12, not from {0} to {1}")]
    Months(u8, u8),
    /// Percents that are none.
    #[error("a rate goes from at_least to at_most, both from 0 to 100 percent")]
    Rate,
    /// Neither a word nor an identifier.
    #[error("“{0}” is neither france, metropole, outre-mer nor a territory such as region:76")]
    Place(String),
}

macro_rules! vocabulary {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $slug:literal, $fr:literal, $en:literal;)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum $name { $(#[doc = $en] #[serde(rename = $slug)] $variant,)* }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Its name in files and addresses.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $slug,)* }
            }

            /// Its name for people.
            #[must_use]
            pub const fn label(self, language: territory::Language) -> &'static str {
                match language {
                    territory::Language::French => match self { $(Self::$variant => $fr,)* },
                    territory::Language::English => match self { $(Self::$variant => $en,)* },
                }
            }

            /// The one with this name in files and addresses.
            #[must_use]
            pub fn of(slug: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.as_str() == slug)
            }
        }
    };
}

vocabulary! {
    /// What a funder is.
    FunderKind {
        State = "state", "État", "State";
        StateAgency = "state-agency", "agence de l’État", "State agency";
        Europe = "europe", "Europe", "Europe";
        Region = "region", "région", "région";
        Departement = "departement", "département", "département";
        SocialSecurity = "social-security", "protection sociale", "social security";
        WaterAgency = "water-agency", "agence de l’eau", "water agency";
        PublicBank = "public-bank", "banque publique", "public bank";
        Foundation = "foundation", "fondation", "foundation";
        Other = "other", "autre financeur", "other funder";
    }
}

vocabulary! {
    /// Who may apply.
    Applicant {
        Commune = "commune", "commune", "commune";
        Groupement = "groupement", "groupement de communes", "grouping of communes";
        Departement = "departement", "département", "département";
        Region = "region", "région", "région";
        Association = "association", "association", "association";
        Enterprise = "enterprise", "entreprise", "enterprise";
        Cooperative = "cooperative", "coopérative", "cooperative";
        PublicBody = "public-body", "établissement public", "public body";
        School = "school", "établissement scolaire", "school";
        Farmer = "farmer", "agriculteur", "farmer";
        Person = "person", "particulier", "person";
    }
}

vocabulary! {
    /// What is given.
    AidType {
        Grant = "grant", "subvention", "grant";
        Engineering = "engineering", "ingénierie", "engineering";
        Loan = "loan", "prêt", "loan";
        Guarantee = "guarantee", "garantie", "guarantee";
        Tax = "tax", "avantage fiscal", "tax relief";
        Label = "label", "label", "label";
        Job = "job", "aide à l’emploi", "help with a job";
    }
}

vocabulary! {
    /// How a programme comes back.
    Recurrence {
        Ongoing = "ongoing", "toute l’année", "all year round";
        Recurring = "recurring", "revient", "comes back";
        OneOff = "one-off", "une seule fois", "once only";
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MonthsRow {
    from: u8,
    to: u8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RateRow {
    at_least: Option<u8>,
    at_most: Option<u8>,
}

impl Months {
    /// Months from 1 to 12.
    pub fn new(from: u8, to: u8) -> Result<Self, ValueError> {
        let month = 1..=12;
        if month.contains(&from) && month.contains(&to) {
            Ok(Self { from, to })
        } else {
            Err(ValueError::Months(from, to))
        }
    }

    /// The first month.
    #[must_use]
    pub const fn from(self) -> u8 {
        self.from
    }

    /// The last month.
    #[must_use]
    pub const fn to(self) -> u8 {
        self.to
    }

    /// Whether they hold a month.
    #[must_use]
    pub const fn hold(self, month: u8) -> bool {
        if self.from <= self.to {
            self.from <= month && month <= self.to
        } else {
            month >= self.from || month <= self.to
        }
    }
}

impl TryFrom<MonthsRow> for Months {
    type Error = ValueError;
    fn try_from(row: MonthsRow) -> Result<Self, ValueError> {
        Self::new(row.from, row.to)
    }
}

impl TryFrom<RateRow> for Rate {
    type Error = ValueError;
    fn try_from(RateRow { at_least, at_most }: RateRow) -> Result<Self, ValueError> {
        let low = at_least.unwrap_or(0);
        let high = at_most.unwrap_or(100);
        let said = at_least.is_some() || at_most.is_some();
        if said && low <= high && high <= 100 {
            Ok(Self { at_least, at_most })
        } else {
            Err(ValueError::Rate)
        }
    }
}

impl TryFrom<String> for Place {
    type Error = ValueError;
    fn try_from(text: String) -> Result<Self, ValueError> {
        match text.as_str() {
            "france" => Ok(Self::France),
            "metropole" => Ok(Self::Metropole),
            "outre-mer" => Ok(Self::OutreMer),
            _ => text.parse().map(Self::Territory).map_err(|_| ValueError::Place(text)),
        }
    }
}

impl From<Place> for String {
    fn from(place: Place) -> Self {
        match place {
            Place::France => "france".to_owned(),
            Place::Metropole => "metropole".to_owned(),
            Place::OutreMer => "outre-mer".to_owned(),
            Place::Territory(id) => id.to_string(),
        }
    }
}

/// Everything that is known of funders and of what they offer, before it meets an atlas.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// The vocabulary that programmes refer to.
    pub themes: Arc<Themes>,
    /// Who gives.
    pub funders: Vec<Funder>,
    /// What they offer.
    pub programmes: Vec<Programme>,
    /// The sources that were imported.
    pub sources: Vec<Source>,
}
