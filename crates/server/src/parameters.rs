//! Parameters of addresses, read one by one so that a refusal names the parameter and what it takes.

use std::borrow::Cow;

use atlas::{Atlas, KindFilter, Year};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, StatusCode, Uri, header, request::Parts},
};
use territory::{Date, Kind, Language, TerritoryId, Vintage};
use utoipa::IntoParams;

use crate::{problem::Problem, site::Snapshot};

/// The parameters of a question, as an extractor.
pub(crate) struct Asked<P>(pub(crate) P);

/// A set of parameters.
pub(crate) trait Parameters: Sized {
    /// Reads them from the query of an address.
    fn read(query: &Query<'_>) -> Result<Self, Problem>;
}

/// The query of an address, in pairs. Names that nobody asks for are passed over.
pub(crate) struct Query<'a>(Vec<(Cow<'a, str>, Cow<'a, str>)>);

/// The value of one parameter.
pub(crate) trait Parameter: Sized {
    /// What is expected, to end the French sentence “… : {} est attendu.” or its English sister.
    const EXPECTED: [&'static str; 2];

    /// The value, unless the text is none.
    fn parse(text: &str) -> Option<Self>;
}

impl<S: Sync, P: Parameters> FromRequestParts<S> for Asked<P> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        P::read(&Query::of(&parts.uri)).map(Self)
    }
}

impl<'a> Query<'a> {
    pub(crate) fn of(uri: &'a Uri) -> Self {
        let query = uri.query().unwrap_or("").as_bytes();
        let mut pairs = Vec::with_capacity(4);
        pairs.extend(form_urlencoded::parse(query));
        Self(pairs)
    }

    /// The text of a parameter; an empty one counts as absent.
    pub(crate) fn text(&self, field: &str) -> Option<&str> {
        let pair = self.0.iter().find(|(name, _)| name == field);
        pair.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// A parameter that may be absent.
    pub(crate) fn optional<T: Parameter>(&self, field: &'static str) -> Result<Option<T>, Problem> {
        self.text(field).map(|text| parse(text, field)).transpose()
    }

    /// A parameter that must be there.
    pub(crate) fn required<T: Parameter>(&self, field: &'static str) -> Result<T, Problem> {
        self.optional(field)?.ok_or_else(|| {
            let [french, english] = T::EXPECTED;
            Problem::new(
                StatusCode::BAD_REQUEST,
                format!("Le paramètre « {field} » manque : {french} est attendu."),
                format!("The parameter “{field}” is missing: {english} is expected."),
            )
            .at(field)
        })
    }

    /// A parameter that says yes or no; no where it is absent.
    pub(crate) fn flag(&self, field: &'static str) -> Result<bool, Problem> {
        Ok(self.optional::<Allowed>(field)?.is_some_and(|flag| flag.0))
    }
}

/// Reads the value of a parameter, of an address or of a path.
pub(crate) fn parse<T: Parameter>(text: &str, field: &'static str) -> Result<T, Problem> {
    T::parse(text).ok_or_else(|| {
        let [french, english] = T::EXPECTED;
        let shown = shortened(text);
        Problem::new(
            StatusCode::BAD_REQUEST,
            format!("Le paramètre « {field} » vaut « {shown} » : {french} est attendu."),
            format!("The parameter “{field}” is “{shown}”: {english} is expected."),
        )
        .at(field)
    })
}

/// The beginning of a text from outside, short enough for a sentence.
pub(crate) fn shortened(text: &str) -> String {
    const KEPT: usize = 60;
    let mut letters = text.chars();
    let kept: String = letters.by_ref().take(KEPT).collect();
    if letters.next().is_some() { kept + "…" } else { kept }
}

/// The language a request asks for: `lang=`, else the preferred one of Accept-Language that we
/// speak, else French.
pub(crate) fn language(uri: &Uri, headers: &HeaderMap) -> Language {
    let asked =
        uri.query().and_then(|query| query.split('&').find_map(|pair| pair.strip_prefix("lang=")));
    match asked {
        Some("en") => return Language::English,
        Some("fr") => return Language::French,
        _ => {}
    }
    let Some(accepted) = headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()) else {
        return Language::French;
    };
    let weight = |language: &str| {
        let offers = accepted.split(',').filter_map(|offer| {
            let (tag, weight) = offer.trim().split_once(';').unwrap_or((offer.trim(), "q=1"));
            let matches = tag == "*" || tag.split('-').next() == Some(language);
            let weight = weight.trim().strip_prefix("q=")?.parse::<f32>().ok()?;
            matches.then_some(weight)
        });
        offers.fold(0.0, f32::max)
    };
    if weight("en") > weight("fr") { Language::English } else { Language::French }
}

/// Yes or no.
pub(crate) struct Allowed(pub(crate) bool);

impl Parameter for Allowed {
    const EXPECTED: [&'static str; 2] = ["« true » ou « false »", "“true” or “false”"];

    fn parse(text: &str) -> Option<Self> {
        match text {
            "true" | "1" => Some(Self(true)),
            "false" | "0" => Some(Self(false)),
            _ => None,
        }
    }
}

impl Parameter for Vintage {
    const EXPECTED: [&'static str; 2] = ["une année, telle que 2026,", "a year, such as 2026,"];

    fn parse(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl Parameter for Date {
    const EXPECTED: [&'static str; 2] =
        ["un jour, tel que 2026-11-23,", "a day, such as 2026-11-23,"];

    fn parse(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl Parameter for Kind {
    const EXPECTED: [&'static str; 2] = [
        "un type de territoire, tel que departement,",
        "a kind of territory, such as departement,",
    ];

    fn parse(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl Parameter for TerritoryId {
    const EXPECTED: [&'static str; 2] = [
        "un identifiant type:code, tel que commune:34111,",
        "an identifier kind:code, such as commune:34111,",
    ];

    fn parse(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

/// A longitude or latitude: a number, whatever its size. The atlas says whether it is on Earth.
#[derive(Clone, Copy)]
pub(crate) struct Degrees<const MOST: u32>(pub(crate) f64);

/// Degrees north.
pub(crate) type Latitude = Degrees<90>;
/// Degrees east.
pub(crate) type Longitude = Degrees<180>;

impl<const MOST: u32> Parameter for Degrees<MOST> {
    const EXPECTED: [&'static str; 2] = if MOST == 90 {
        ["une latitude de −90 à 90 degrés", "a latitude from −90 to 90 degrees"]
    } else {
        ["une longitude de −180 à 180 degrés", "a longitude from −180 to 180 degrees"]
    };

    fn parse(text: &str) -> Option<Self> {
        let degrees: f64 = text.parse().ok()?;
        (degrees.abs() <= f64::from(MOST)).then_some(Self(degrees))
    }
}

/// How many results.
#[derive(Clone, Copy)]
pub(crate) struct Limit(pub(crate) usize);

impl Parameter for Limit {
    const EXPECTED: [&'static str; 2] = ["un nombre de 1 à 100", "a number from 1 to 100"];

    fn parse(text: &str) -> Option<Self> {
        text.parse().ok().filter(|limit| (1..=100).contains(limit)).map(Self)
    }
}

/// A size on the ground.
#[derive(Clone, Copy)]
pub(crate) struct Metres(pub(crate) f64);

impl Parameter for Metres {
    const EXPECTED: [&'static str; 2] =
        ["une longueur de 0 à 100 000 mètres", "a length from 0 to 100,000 metres"];

    fn parse(text: &str) -> Option<Self> {
        text.parse().ok().filter(|metres| (0.0..=100_000.0).contains(metres)).map(Self)
    }
}

/// A list of kinds.
#[derive(Clone, Debug)]
pub(crate) struct Kinds(Vec<Kind>);

impl Parameter for Kinds {
    const EXPECTED: [&'static str; 2] = [
        "une liste de types de territoire, telle que departement,epci,",
        "a list of kinds of territory, such as departement,epci,",
    ];

    fn parse(text: &str) -> Option<Self> {
        text.split(',').map(|kind| kind.trim().parse().ok()).collect::<Option<_>>().map(Self)
    }
}

/// The kinds and the vintage that most questions take.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Scope {
    /// The vintage to answer at; the latest by default.
    #[param(value_type = Option<u16>, minimum = 1790, maximum = 2199, example = 2026)]
    vintage: Option<Vintage>,
    /// Kinds of territory to keep, parted by commas; all by default.
    #[param(value_type = Option<String>, example = "departement,epci")]
    kinds: Option<Kinds>,
}

impl Scope {
    pub(crate) fn read(query: &Query<'_>) -> Result<Self, Problem> {
        Ok(Self { vintage: query.optional("vintage")?, kinds: query.optional("kinds")? })
    }

    /// Whether nothing is asked for: all kinds, at the latest vintage.
    pub(crate) fn is_whole(&self) -> bool {
        self.vintage.is_none() && self.kinds.is_none()
    }

    /// The year asked about.
    pub(crate) fn year<'a>(&self, snapshot: &'a Snapshot) -> Result<&'a Year, Problem> {
        year(snapshot, self.vintage)
    }

    /// The kinds asked about; all where none is named.
    pub(crate) fn kinds(&self, atlas: &Atlas) -> Result<KindFilter, Problem> {
        match &self.kinds {
            None => Ok(KindFilter::all(atlas)),
            Some(kinds) => {
                KindFilter::of(atlas, &kinds.0).map_err(|error| Problem::question(&error, "kinds"))
            }
        }
    }
}

/// The year of a vintage.
pub(crate) fn year(snapshot: &Snapshot, vintage: Option<Vintage>) -> Result<&Year, Problem> {
    snapshot.year(vintage).map_err(|error| Problem::question(&error, "vintage"))
}

/// The year of a vintage; where none is asked for, the one in force on the day asked for.
pub(crate) fn year_on(
    snapshot: &Snapshot,
    vintage: Option<Vintage>,
    day: Option<Date>,
) -> Result<&Year, Problem> {
    let year = snapshot.atlas().year_on(vintage, day);
    year.map_err(|error| Problem::question(&error, "vintage"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_language(uri: &str, header: &str, expect: Language) {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, header.parse().unwrap());
        assert_eq!(language(&uri.parse().unwrap(), &headers), expect, "{uri} {header:?}");
    }

    #[test]
    fn the_language_is_the_one_asked_for_then_the_preferred_then_french() {
        check_language("/?lang=en", "fr", Language::English);
        check_language("/?q=a&lang=fr", "en", Language::French);
        check_language("/", "en-GB,en;q=0.9", Language::English);
        check_language("/", "fr-FR,fr;q=0.9,en;q=0.8", Language::French);
        check_language("/", "de,en;q=0.5", Language::English);
        check_language("/", "de", Language::French);
        check_language("/", "*", Language::French);
        check_language("/", "", Language::French);
    }

    fn check<T: Parameter>(text: &str, accepted: bool) {
        assert_eq!(T::parse(text).is_some(), accepted, "{text:?}");
    }

    #[test]
    fn wrong_values_are_refused() {
        for text in ["NaN", "inf", "1e308", "91", "abc", "45,5", ""] {
            check::<Latitude>(text, false);
        }
        check::<Latitude>("43.93", true);
        check::<Longitude>("-180", true);
        for text in ["-1", "0", "101", "1e3", "99999999999999999999"] {
            check::<Limit>(text, false);
        }
        check::<Limit>("10", true);
        check::<Metres>("-0.5", false);
        check::<Metres>("NaN", false);
        check::<Metres>("50", true);
        check::<Kinds>("departement,epci", true);
        check::<Kinds>("departement,É", false);
        check::<Allowed>("maybe", false);
    }
}
