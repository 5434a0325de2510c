//! Territories that people make of their own: ground with a name, each a layer of one.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use territory::{Code, Date, Family, Kind, TerritoryId, Vintage, words};

use crate::{Collection, Ground, Layer, LayerKey, Records, Source, Territory};

/// How a territory of one's own came to be: people live it, or decided it. It is its kind too, so
/// it stays for as long as the territory has its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Nature {
    /// Lived: `territoire-vecu`.
    Lived,
    /// Decided: `perimetre`.
    Decided,
}

/// What its author calls it: 1 to 120 characters on one line, without control characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OwnName(String);

/// The communes its author chose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnCommunes {
    /// The vintage of the codes.
    pub vintage: Vintage,
    /// The codes, ascending and unique.
    pub codes: Vec<Code>,
}

/// What is known of a territory of one's own besides its ground, which is in its layer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnTerritory {
    /// Its identifier, and so its address.
    pub id: TerritoryId,
    /// Its name.
    pub name: OwnName,
    /// The day it was made.
    pub made_on: Date,
    /// The day of its last change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed_on: Option<Date>,
    /// The communes its author chose; `None`: it was drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub communes: Option<OwnCommunes>,
    /// What tells its edit key, and does not give it away.
    pub key: String,
}

/// The key of the source of all their layers.
const SOURCE: Code = Code::literal("own-territories");

/// The text is no nature.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no nature: lived or decided")]
pub struct NatureError(String);

/// Why a text cannot be the name of a territory.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing but spaces.
    #[error("a name is needed")]
    Empty,
    /// Longer than [`OwnName::LONGEST`].
    #[error("the name has {0} characters; at most 120 are accepted")]
    TooLong(usize),
    /// A character that is not seen, or that turns the text around it.
    #[error("the name has a character that cannot be shown (U+{0:04X})")]
    Hidden(u32),
}

impl NameError {
    /// The same in French.
    #[must_use]
    pub fn french(&self) -> String {
        match self {
            Self::Empty => "Il faut un nom.".to_owned(),
            Self::TooLong(count) => {
                format!("Le nom a {count} caractères ; 120 au plus sont acceptés.")
            }
            Self::Hidden(letter) => {
                format!("Le nom contient un caractère qui ne se voit pas (U+{letter:04X}).")
            }
        }
    }
}

impl Nature {
    /// The kind of territories of this nature.
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::Lived => Kind::TERRITOIRE_VECU,
            Self::Decided => Kind::PERIMETRE,
        }
    }

    /// The nature of a kind of territory.
    #[must_use]
    pub fn of(kind: &Kind) -> Self {
        if kind.family() == Family::Lived { Self::Lived } else { Self::Decided }
    }
}

impl FromStr for Nature {
    type Err = NatureError;

    fn from_str(text: &str) -> Result<Self, NatureError> {
        match text {
            "lived" | "vecu" | "vécu" => Ok(Self::Lived),
            "decided" | "decide" | "décidé" => Ok(Self::Decided),
            _ => Err(NatureError(text.chars().take(60).collect())),
        }
    }
}

impl OwnName {
    /// The longest name, in characters.
    pub const LONGEST: usize = 120;

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The code of a territory of this name: what the name says, and letters that make it unique.
    #[must_use]
    pub fn code(&self, unique: &str) -> Option<Code> {
        const SAID: usize = 24;
        let said = words::slug(&self.0);
        let said = said.as_ref().map_or("territoire", Code::as_str);
        let said = said.get(..SAID).unwrap_or(said).trim_end_matches('-');
        format!("{said}-{unique}").parse().ok()
    }
}

impl FromStr for OwnName {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(hidden) = name.chars().find(|&letter| is_hidden(letter)) {
            return Err(NameError::Hidden(hidden.into()));
        }
        match name.chars().count() {
            0 => Err(NameError::Empty),
            count if count > Self::LONGEST => Err(NameError::TooLong(count)),
            _ => Ok(Self(name)),
        }
    }
}

/// Controls, marks that turn the direction of text, and letters without width.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

impl TryFrom<String> for OwnName {
    type Error = NameError;
    fn try_from(text: String) -> Result<Self, NameError> {
        text.parse()
    }
}

impl From<OwnName> for String {
    fn from(name: OwnName) -> Self {
        name.0
    }
}

impl fmt::Display for OwnName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl OwnTerritory {
    /// The key of the layer that holds its ground; `None` where its code is too long for one, as
    /// no code of [`OwnName::code`] is.
    #[must_use]
    pub fn layer_key(&self) -> Option<LayerKey> {
        format!("own.{}", self.id.code).parse().ok()
    }

    /// The layer that makes it a territory like any other.
    #[must_use]
    pub fn layer(&self, key: LayerKey, ground: Ground) -> Layer {
        let territory = Territory {
            id: self.id.clone(),
            name: self.name.to_string(),
            span: None,
            nature: None,
            seat: None,
            ground,
        };
        // One source for all of them: it is named once, however many are in an answer.
        let source = Source { key: SOURCE, ..self.source() };
        Layer { key, source, territories: vec![territory] }
    }

    /// The rows that remember it, given its record as JSON; none forget it.
    #[must_use]
    pub fn records(&self, row: Option<String>) -> Records {
        Records {
            collection: Collection::OwnTerritories,
            source: self.source(),
            rows: row.into_iter().map(String::into_boxed_str).collect(),
        }
    }

    fn source(&self) -> Source {
        Source {
            key: self.id.code.clone(),
            name: "Territoires gardés ici par leurs auteurs".to_owned(),
            licence: "à demander à l’auteur".to_owned(),
            // The credit that maps show, the same in every language.
            attribution: "Échelle".to_owned(),
            url: None,
            vintage: None,
            estimated: false,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a check that cannot be made fails, and says where")]
mod tests {
    use super::*;

    fn check(text: &str, expect: &Result<&str, NameError>) {
        let name = text.parse::<OwnName>();
        assert_eq!(name.as_ref().map(OwnName::as_str), expect.as_ref().copied(), "{text:?}");
    }

    #[test]
    fn names_are_one_line_that_can_be_seen() {
        check("  Vallée de\n l’Hérault ", &Ok("Vallée de l’Hérault"));
        check("<script>alert(1)</script>", &Ok("<script>alert(1)</script>"));
        check(" \t", &Err(NameError::Empty));
        check(&"é".repeat(120), &Ok(&"é".repeat(120)));
        check(&"é".repeat(121), &Err(NameError::TooLong(121)));
        check("a\u{7}b", &Err(NameError::Hidden(7)));
        check("a\u{202e}b", &Err(NameError::Hidden(0x202e)));
    }

    #[test]
    fn codes_say_the_name_and_are_unique() {
        let code = |name: &str| name.parse::<OwnName>().unwrap().code("k7f3q2").unwrap();
        assert_eq!(code("Vallée de l’Hérault").as_str(), "vallee-de-l-herault-k7f3q2");
        assert_eq!(code("日本").as_str(), "territoire-k7f3q2");
        let long = code("Un projet de coopération entre vallées");
        assert_eq!(long.as_str(), "un-projet-de-cooperation-k7f3q2");
    }

    #[test]
    fn natures_are_kinds() {
        for (text, nature, kind) in [
            ("lived", Nature::Lived, "territoire-vecu"),
            ("vécu", Nature::Lived, "territoire-vecu"),
            ("decided", Nature::Decided, "perimetre"),
        ] {
            assert_eq!(text.parse(), Ok(nature));
            assert_eq!(nature.kind().as_str(), kind);
            assert_eq!(Nature::of(&nature.kind()), nature);
        }
        assert!("wished".parse::<Nature>().is_err());
    }
}
