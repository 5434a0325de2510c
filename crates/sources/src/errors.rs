//! Why a file is refused: always with its name and the place in it.

use std::{fmt, io, path::Path};

use serde::Serialize;
use territory::Language;

use crate::text::{Phrase, Text, shown};

/// A file that cannot be used, where in it, and why.
///
/// `Display` speaks English; [`SourceError::message`] speaks either language.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceError(Box<(Place, Problem)>);

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The file's name.
    pub file: String,
    /// The entry, where the file is an archive; the table or sheet, where it holds several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// Where inside.
    #[serde(flatten)]
    pub at: At,
}

/// Where inside a file or entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "at", content = "number")]
pub enum At {
    /// No finer place is known.
    Whole,
    /// A line of text, from 1.
    Line(u64),
    /// A row of a sheet or table, from 1, as a spreadsheet numbers it.
    Row(u64),
    /// A byte, from 0.
    Byte(u64),
    /// A feature or record, from 1.
    Feature(u64),
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq)]
pub enum Problem {
    /// The file does not exist.
    NotFound,
    /// The system refuses to read it.
    Unreadable(String),
    /// It is of another format than expected.
    NotThis(Phrase),
    /// It ends too early.
    Truncated,
    /// Its bytes contradict themselves.
    Corrupt(Text),
    /// An archive lacks an entry, or a workbook a sheet.
    MissingEntry(String),
    /// A table lacks a column.
    MissingColumn(String),
    /// A value is not what its column or field holds.
    BadValue {
        /// Column or field.
        field: String,
        /// The value, shortened.
        value: String,
        /// What is expected.
        expected: Phrase,
    },
    /// A value names something that the file does not hold.
    UnknownReference {
        /// Column or field.
        field: String,
        /// The value, shortened.
        value: String,
    },
    /// The same key twice.
    Duplicate(String),
    /// A geometry that cannot be used.
    Geometry(Text),
    /// Nothing usable in it.
    Empty,
    /// Every record was refused; why the first was.
    AllRefused(Text),
    /// Not the file that was published.
    Checksum {
        /// SHA-256 expected.
        expected: String,
        /// SHA-256 of the file.
        got: String,
    },
    /// More than is accepted, as read or once decompressed.
    TooLarge {
        /// What is counted.
        what: Phrase,
        /// The most accepted.
        limit: u64,
    },
    /// Coordinates in a system that is neither WGS84 nor Lambert-93.
    Projection(String),
    /// Something the caller must say is not said, or is said wrongly.
    Option {
        /// The option.
        name: &'static str,
        /// What is expected.
        expected: Phrase,
        /// What the file offers to choose from, if anything.
        found: Vec<String>,
    },
}

/// Carried by an [`io::Error`] when a reader passes its limit.
#[derive(Debug, thiserror::Error)]
#[error("more than {limit} bytes once decompressed")]
pub(crate) struct PastLimit {
    /// The limit, in bytes.
    pub(crate) limit: u64,
}

/// What is counted by limits in bytes.
pub(crate) const BYTES: Phrase = Phrase::new("octets", "bytes");

impl SourceError {
    /// A problem at a place.
    #[must_use]
    pub fn new(place: Place, problem: Problem) -> Self {
        Self(Box::new((place, problem)))
    }

    /// Where.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.0.0
    }

    /// What.
    #[must_use]
    pub fn problem(&self) -> &Problem {
        &self.0.1
    }

    /// File, place and reason in a sentence.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let colon = if language == Language::French { "\u{a0}: " } else { ": " };
        format!("{}{colon}{}", self.place().text(language), self.problem().text(language))
    }
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Language::English))
    }
}

impl std::error::Error for SourceError {}

impl Place {
    /// A file as a whole, named by its last component: paths say too much of a machine.
    #[must_use]
    pub fn file(path: &Path) -> Self {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        Self { file: shown(&name), entry: None, at: At::Whole }
    }

    /// The entry of this archive, or the sheet or table of this file.
    #[must_use]
    pub fn entry(&self, name: &str) -> Self {
        Self { file: self.file.clone(), entry: Some(shown(name)), at: At::Whole }
    }

    /// A finer place of the same file and entry.
    #[must_use]
    pub fn at(&self, at: At) -> Self {
        Self { at, ..self.clone() }
    }

    /// The error of a problem here.
    #[must_use]
    pub fn refuse(&self, problem: Problem) -> SourceError {
        SourceError::new(self.clone(), problem)
    }

    /// The error of a value that a field cannot hold.
    pub(crate) fn bad_value(&self, field: &str, value: &str, expected: Phrase) -> SourceError {
        self.refuse(Problem::BadValue { field: shown(field), value: shown(value), expected })
    }

    /// The error of a failed read.
    pub(crate) fn io(&self, error: &io::Error) -> SourceError {
        self.refuse(Problem::from_io(error))
    }

    /// File, entry and place in words.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let french = language == Language::French;
        let mut text = self.file.clone();
        if let Some(entry) = &self.entry {
            text.push_str(" > ");
            text.push_str(entry);
        }
        let (word, number) = match self.at {
            At::Whole => return text,
            At::Line(number) => (if french { "ligne" } else { "line" }, number),
            At::Row(number) => (if french { "ligne" } else { "row" }, number),
            At::Byte(number) => (if french { "octet" } else { "byte" }, number),
            At::Feature(number) => (if french { "objet n°" } else { "feature" }, number),
        };
        format!("{text}, {word} {number}")
    }
}

impl Problem {
    /// Bytes that contradict themselves, in the words of this program or of a library.
    pub(crate) fn corrupt(cause: impl Into<Text>) -> Self {
        Self::Corrupt(cause.into())
    }

    /// A geometry that cannot be used, in the words of this program or of a library.
    pub(crate) fn geometry(cause: impl Into<Text>) -> Self {
        Self::Geometry(cause.into())
    }

    /// The problem behind a failed read.
    pub(crate) fn from_io(error: &io::Error) -> Self {
        if let Some(past) = error.get_ref().and_then(|inner| inner.downcast_ref::<PastLimit>()) {
            return Self::TooLarge { what: BYTES, limit: past.limit };
        }
        match error.kind() {
            io::ErrorKind::NotFound => Self::NotFound,
            io::ErrorKind::UnexpectedEof => Self::Truncated,
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
                Self::corrupt(error.to_string())
            }
            _ => Self::Unreadable(error.to_string()),
        }
    }

    /// The reason in words.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        match language {
            Language::French => self.french(),
            Language::English => self.english(),
        }
    }

    fn french(&self) -> String {
        match self {
            Self::NotFound => "le fichier n’existe pas".to_owned(),
            Self::Unreadable(cause) => format!("lecture impossible ({cause})"),
            Self::NotThis(expected) => format!("ce n’est pas {}", expected.fr),
            Self::Truncated => {
                "le fichier s’arrête trop tôt : il est sans doute incomplet".to_owned()
            }
            Self::Corrupt(cause) => format!("contenu abîmé ({})", cause.fr),
            Self::MissingEntry(entry) => format!("« {entry} » manque"),
            Self::MissingColumn(column) => format!("la colonne « {column} » manque"),
            Self::BadValue { field, value, expected } => {
                format!("{field} vaut « {value} » ; attendu : {}", expected.fr)
            }
            Self::UnknownReference { field, value } => {
                format!("{field} renvoie à « {value} », qui n’existe pas")
            }
            Self::Duplicate(key) => format!("« {key} » figure deux fois"),
            Self::Geometry(cause) => format!("géométrie inutilisable ({})", cause.fr),
            Self::Empty => "rien d’utilisable dans ce fichier".to_owned(),
            Self::AllRefused(first) => {
                format!("aucun objet utilisable ; le premier : {}", first.fr)
            }
            Self::Checksum { expected, got } => {
                format!("ce n’est pas le fichier publié : SHA-256 {got}, attendu {expected}")
            }
            Self::TooLarge { what, limit } => format!("plus de {limit} {}", what.fr),
            Self::Projection(found) => format!(
                "système de coordonnées « {found} » : seuls WGS84 (EPSG:4326) et Lambert-93 (EPSG:2154) sont lus"
            ),
            Self::Option { name, expected, found } if found.is_empty() => {
                format!("« {name} » : {}", expected.fr)
            }
            Self::Option { name, expected, found } => {
                format!("« {name} » : {} ; il y a : {}", expected.fr, found.join(", "))
            }
        }
    }

    fn english(&self) -> String {
        match self {
            Self::NotFound => "the file does not exist".to_owned(),
            Self::Unreadable(cause) => format!("cannot be read ({cause})"),
            Self::NotThis(expected) => format!("this is not {}", expected.en),
            Self::Truncated => "the file ends too early: it is probably incomplete".to_owned(),
            Self::Corrupt(cause) => format!("damaged content ({})", cause.en),
            Self::MissingEntry(entry) => format!("“{entry}” is missing"),
            Self::MissingColumn(column) => format!("the column “{column}” is missing"),
            Self::BadValue { field, value, expected } => {
                format!("{field} is “{value}”; expected {}", expected.en)
            }
            Self::UnknownReference { field, value } => {
                format!("{field} refers to “{value}”, which does not exist")
            }
            Self::Duplicate(key) => format!("“{key}” comes twice"),
            Self::Geometry(cause) => format!("the geometry cannot be used ({})", cause.en),
            Self::Empty => "nothing usable in this file".to_owned(),
            Self::AllRefused(first) => format!("no usable feature; the first: {}", first.en),
            Self::Checksum { expected, got } => {
                format!("not the published file: SHA-256 {got}, expected {expected}")
            }
            Self::TooLarge { what, limit } => format!("more than {limit} {}", what.en),
            Self::Projection(found) => format!(
                "coordinate system “{found}”: only WGS84 (EPSG:4326) and Lambert-93 (EPSG:2154) are read"
            ),
            Self::Option { name, expected, found } if found.is_empty() => {
                format!("“{name}”: {}", expected.en)
            }
            Self::Option { name, expected, found } => {
                format!("“{name}”: {}; there are: {}", expected.en, found.join(", "))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(at: At, problem: Problem, fr: &str, en: &str) {
        let place = Place::file(Path::new("/somewhere/pnr.zip")).entry("a.dbf").at(at);
        let error = place.refuse(problem);
        assert_eq!(error.message(Language::French), fr);
        assert_eq!(error.to_string(), en);
    }

    #[test]
    fn messages_name_file_and_place_but_not_the_folder() {
        check(
            At::Feature(3),
            Problem::MissingColumn("id_mnhn".into()),
            "pnr.zip > a.dbf, objet n° 3\u{a0}: la colonne « id_mnhn » manque",
            "pnr.zip > a.dbf, feature 3: the column “id_mnhn” is missing",
        );
        check(
            At::Whole,
            Problem::Empty,
            "pnr.zip > a.dbf\u{a0}: rien d’utilisable dans ce fichier",
            "pnr.zip > a.dbf: nothing usable in this file",
        );
    }

    #[test]
    fn failed_reads_become_problems() {
        let past = io::Error::other(PastLimit { limit: 9 });
        assert_eq!(Problem::from_io(&past), Problem::TooLarge { what: BYTES, limit: 9 });
        let eof = io::Error::from(io::ErrorKind::UnexpectedEof);
        assert_eq!(Problem::from_io(&eof), Problem::Truncated);
    }
}
