//! What the caller or a sidecar says of a perimeter file.

use std::path::{Path, PathBuf};

use dataset::{LayerKey, Source};
use serde::Deserialize;
use territory::{Code, Kind, Vintage, words::slug};

use crate::{
    archive::{open, read_all},
    catalogue::toml_error,
    errors::{Place, Problem, SourceError},
    text::Phrase,
};

/// What a file of territories is: from the command line, from the sidecar, or from both, the
/// command line first. Only the kind is required.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PerimeterOptions {
    /// The kind of the territories.
    pub kind: Option<Kind>,
    /// The name of the territory, where the whole file is one.
    pub name: Option<String>,
    /// Its code; made from the name by default.
    pub code: Option<Code>,
    /// The field or column that holds names.
    pub name_field: Option<String>,
    /// The field or column that holds codes of territories.
    pub code_field: Option<String>,
    /// The field that lists the SIREN of the groupements or communes that make each territory.
    pub siren_field: Option<String>,
    /// The layer to read, where the file holds several.
    pub layer: Option<String>,
    /// The coordinate system, where the file does not say: 4326 or 2154.
    pub epsg: Option<u32>,
    /// Who made the data.
    pub source: Option<String>,
    /// Under which licence.
    pub licence: Option<String>,
    /// The credit to show; the source by default.
    pub attribution: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The vintage it describes; of commune codes, the vintage they are read by.
    pub vintage: Option<Vintage>,
    /// The key of the layer: importing the same key again replaces it.
    pub key: Option<LayerKey>,
}

/// What is said where nobody said.
const UNSTATED_SOURCE: &str = "source non précisée";
const UNSTATED_LICENCE: &str = "licence non précisée";

/// The most a sidecar may take.
const LIMIT: u64 = 64 << 10;

impl PerimeterOptions {
    /// The file beside `path` that describes it: `FILE.echelle.toml`.
    #[must_use]
    pub fn sidecar(path: &Path) -> PathBuf {
        let mut name = path.as_os_str().to_owned();
        name.push(".echelle.toml");
        name.into()
    }

    /// These options, completed by the sidecar of the file where there is one.
    pub fn with_sidecar(self, path: &Path) -> Result<Self, SourceError> {
        let sidecar = Self::sidecar(path);
        if !sidecar.is_file() {
            return Ok(self);
        }
        let (file, place) = open(&sidecar)?;
        let bytes = read_all(file, LIMIT, &place)?;
        let text = String::from_utf8_lossy(&bytes);
        let other: Self =
            toml::from_str(&text).map_err(|error| toml_error(&text, &place, &error))?;
        Ok(self.or(other))
    }

    /// These options, completed by others.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            kind: self.kind.or(other.kind),
            name: self.name.or(other.name),
            code: self.code.or(other.code),
            name_field: self.name_field.or(other.name_field),
            code_field: self.code_field.or(other.code_field),
            siren_field: self.siren_field.or(other.siren_field),
            layer: self.layer.or(other.layer),
            epsg: self.epsg.or(other.epsg),
            source: self.source.or(other.source),
            licence: self.licence.or(other.licence),
            attribution: self.attribution.or(other.attribution),
            url: self.url.or(other.url),
            vintage: self.vintage.or(other.vintage),
            key: self.key.or(other.key),
        }
    }

    /// The kind, or the error that asks for it.
    pub(crate) fn required_kind(&self, path: &Path) -> Result<Kind, SourceError> {
        let expected = Phrase::new(
            "dites le type des territoires, par exemple pnr ou perimetre",
            "say the kind of the territories, such as pnr or perimetre",
        );
        self.kind.clone().ok_or_else(|| {
            let problem = Problem::Option { name: "kind", expected, found: Vec::new() };
            Place::file(path).refuse(problem)
        })
    }

    /// The key of the layer, by default made from the kind and the file's name.
    pub(crate) fn layer_key(&self, path: &Path, kind: &Kind) -> Result<LayerKey, SourceError> {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let made = || slug(&format!("{kind}-{}", self.name.as_deref().unwrap_or(&stem)));
        let expected = Phrase::new("donnez une clé à la couche", "give the layer a key");
        self.key.clone().or_else(made).ok_or_else(|| {
            let problem = Problem::Option { name: "key", expected, found: Vec::new() };
            Place::file(path).refuse(problem)
        })
    }

    /// The record of where the data comes from.
    pub(crate) fn source_record(&self, key: LayerKey) -> Source {
        let name = self.source.clone().unwrap_or_else(|| UNSTATED_SOURCE.to_owned());
        Source {
            key,
            licence: self.licence.clone().unwrap_or_else(|| UNSTATED_LICENCE.to_owned()),
            attribution: self.attribution.clone().unwrap_or_else(|| name.clone()),
            name,
            url: self.url.clone(),
            vintage: self.vintage,
            estimated: false,
        }
    }
}
