//! A programme as files and the store write it, and what makes it one of the catalogue.

use std::fmt;

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{self, MapAccess, Visitor, value::MapAccessDeserializer},
};
use territory::{Bilingual, Date, TerritoryId};

use crate::{AidType, Applicant, FunderKind, Months, Place, Rate, Recurrence};

/// A programme as `data/funders/programmes-*.toml` and the rows of the store write it.
///
/// Where nobody but the source knows the funder, `funder_name` says it and `funder` is free.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProgrammeRow {
    /// Its name in addresses, kebab-case ASCII.
    pub slug: String,
    /// The slug of its funder.
    pub funder: String,
    /// The funder's name, where it is in no list of funders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub funder_name: Option<Bilingual>,
    /// Its name for people.
    pub name: Bilingual,
    /// What it is for.
    pub summary: Bilingual,
    /// Where one may ask.
    pub perimeter: Vec<Place>,
    /// What is cut out of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<TerritoryId>,
    /// What the perimeter alone cannot say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Bilingual>,
    /// Slugs of themes or parts.
    #[serde(default)]
    pub themes: Vec<String>,
    /// Who may apply.
    #[serde(default)]
    pub applicants: Vec<Applicant>,
    /// What it gives, the main thing first.
    #[serde(default, rename = "type", deserialize_with = "one_or_several")]
    pub types: Vec<AidType>,
    /// The share of the costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<Rate>,
    /// How it comes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recurrence: Option<Recurrence>,
    /// The published opening.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "day")]
    pub opens: Option<Date>,
    /// The published deadline.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "day")]
    pub deadline: Option<Date>,
    /// When it is usually open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usual_months: Option<Months>,
    /// The official page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// When the row was last reviewed.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "day")]
    pub checked: Option<Date>,
}

/// A funder as `data/funders/funders.toml` writes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FunderRow {
    pub(crate) slug: String,
    pub(crate) name: Bilingual,
    pub(crate) kind: FunderKind,
    pub(crate) site: Option<String>,
}

fn one_or_several<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<AidType>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "a type of aid, or a list of them")]
    enum OneOrSeveral {
        One(AidType),
        Several(Vec<AidType>),
    }
    Ok(match OneOrSeveral::deserialize(from)? {
        OneOrSeveral::One(one) => vec![one],
        OneOrSeveral::Several(several) => several,
    })
}

/// A day as TOML writes it (a local date) or as JSON does (text).
fn day<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Date>, D::Error> {
    struct Day;

    impl<'de> Visitor<'de> for Day {
        type Value = Date;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a day such as 2026-11-23")
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<Date, E> {
            text.parse().map_err(E::custom)
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Date, A::Error> {
            let moment = toml::value::Datetime::deserialize(MapAccessDeserializer::new(map))?;
            let day = moment.date.filter(|_| moment.time.is_none());
            let day = day.ok_or_else(|| de::Error::custom("a day without time is expected"))?;
            Date::new(day.year, day.month, day.day).map_err(de::Error::custom)
        }
    }

    from.deserialize_any(Day).map(Some)
}

/// What keeps a row out of the catalogue; `Display` speaks English.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RowError {
    /// Not the layout of a row.
    #[error("{0}")]
    Form(String),
    /// The slug is none.
    #[error("slug: “{0}” is not kebab-case ASCII")]
    Slug(String),
    /// Another programme has it.
    #[error("slug: “{0}” comes twice")]
    Twice(String),
    /// No such funder.
    #[error("funder: “{0}” is in no list of funders")]
    Funder(String),
    /// No such theme.
    #[error("themes: “{0}” is neither a theme nor a part of one")]
    Theme(String),
    /// A name or summary that says nothing.
    #[error("{0}: empty in French or in English")]
    Empty(&'static str),
    /// Nowhere.
    #[error("perimeter: at least one place is expected")]
    Nowhere,
    /// It closes before it opens.
    #[error("deadline: {deadline} is before the opening, {opens}")]
    Order {
        /// The opening.
        opens: Date,
        /// The deadline.
        deadline: Date,
    },
    /// Not an address of the web.
    #[error("link: “{0}” is not an http(s) address")]
    Link(String),
}
