//! How an answer is written, where a request may choose: its language, its format.

use territory::Language;
use utoipa::ToSchema;

use crate::parameters::Parameter;

/// A language, as parameters name it.
#[derive(Clone, Copy, Default, ToSchema)]
#[schema(rename_all = "lowercase")]
pub(crate) enum Lang {
    #[default]
    Fr,
    En,
}

/// The format of an answer that can stand on a map.
#[derive(Clone, Copy, Default, ToSchema)]
#[schema(rename_all = "lowercase")]
pub(crate) enum Format {
    #[default]
    Json,
    GeoJson,
    Csv,
}

impl Lang {
    /// The language.
    pub(crate) const fn language(self) -> Language {
        match self {
            Self::Fr => Language::French,
            Self::En => Language::English,
        }
    }
}

impl Parameter for Lang {
    const EXPECTED: [&'static str; 2] = ["« fr » ou « en »", "“fr” or “en”"];

    fn parse(text: &str) -> Option<Self> {
        match text {
            "fr" => Some(Self::Fr),
            "en" => Some(Self::En),
            _ => None,
        }
    }
}

impl Parameter for Format {
    const EXPECTED: [&'static str; 2] =
        ["« json », « geojson » ou « csv »", "“json”, “geojson” or “csv”"];

    fn parse(text: &str) -> Option<Self> {
        match text {
            "json" => Some(Self::Json),
            "geojson" => Some(Self::GeoJson),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }
}
