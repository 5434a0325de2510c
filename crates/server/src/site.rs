//! The site: the snapshot that answers, and its replacement while requests are under way.

use std::sync::{Arc, OnceLock};

use arc_swap::ArcSwap;
use atlas::{Atlas, QuestionError, Stats, Year};
use axum::{body::Bytes, http::HeaderValue};
use territory::{Kind, Vintage};

use crate::{
    tiles::Tiles,
    written::{Writer, Written},
};

/// What is served. Cloning is cheap and shares the snapshot.
#[derive(Clone, Debug)]
pub struct Site(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    current: ArcSwap<Snapshot>,
    advice: Vec<KindAdvice>,
}

/// How to load a kind of which nothing is loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindAdvice {
    /// The kind.
    pub kind: Kind,
    /// What to do, in French.
    pub fr: String,
    /// What to do, in English.
    pub en: String,
}

/// An atlas ready to be asked over HTTP.
#[derive(Debug)]
pub struct Snapshot {
    atlas: Atlas,
    tag: HeaderValue,
    /// The written statistics, once somebody has asked for them.
    stats: OnceLock<Bytes>,
    tiles: Tiles,
    written: Written,
}

impl Site {
    /// A site over an atlas. `version` names its content: two atlases with the same version must
    /// give the same answers.
    #[must_use]
    pub fn new(atlas: Atlas, version: &str, advice: Vec<KindAdvice>) -> Self {
        let current = ArcSwap::from_pointee(Snapshot::new(atlas, version));
        Self(Arc::new(Shared { current, advice }))
    }

    /// Puts another atlas in the place of the current one. Requests under way keep theirs.
    pub fn swap(&self, atlas: Atlas, version: &str) {
        self.0.current.store(Arc::new(Snapshot::new(atlas, version)));
    }

    /// The snapshot of now.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.0.current.load_full()
    }

    pub(crate) fn advice(&self, kind: &Kind) -> Option<&KindAdvice> {
        self.0.advice.iter().find(|advice| advice.kind == *kind)
    }
}

impl Snapshot {
    fn new(atlas: Atlas, version: &str) -> Self {
        Self {
            written: Written::new(&atlas),
            atlas,
            tag: entity_tag(version),
            stats: OnceLock::new(),
            tiles: Tiles::default(),
        }
    }

    /// The atlas.
    #[must_use]
    pub fn atlas(&self) -> &Atlas {
        &self.atlas
    }

    /// The year of a vintage; the latest where none is asked for.
    pub(crate) fn year(&self, vintage: Option<Vintage>) -> Result<&Year, QuestionError> {
        self.atlas.year(vintage)
    }

    /// The written statistics, written once.
    pub(crate) fn stats<E>(
        &self,
        write: impl FnOnce(&Stats<'_>) -> Result<Vec<u8>, E>,
    ) -> Result<Bytes, E> {
        if let Some(written) = self.stats.get() {
            return Ok(written.clone());
        }
        let written = Bytes::from(write(&self.atlas.stats())?);
        Ok(self.stats.get_or_init(|| written).clone())
    }

    /// Prepares what the first visitors of the page ask for.
    pub(crate) fn warm(&self) {
        if let Ok(year) = self.year(None) {
            for kind in [Kind::DEPARTEMENT, Kind::REGION, Kind::EPCI, Kind::COMMUNE] {
                // A kind that is not loaded has nothing to prepare.
                let _ = self.tiles.with_layer(&self.atlas, year, &kind, |_, _| ());
            }
        }
    }

    /// Writes the hot answers about a year.
    pub(crate) fn writer<'a>(&'a self, year: &'a Year) -> Writer<'a> {
        Writer { atlas: &self.atlas, year, written: &self.written }
    }

    /// The tiles.
    pub(crate) fn tiles(&self) -> &Tiles {
        &self.tiles
    }

    /// The tag of every answer of this snapshot: the same question has the same answer for as
    /// long as both the data and the program stay the same.
    pub(crate) fn tag(&self) -> &HeaderValue {
        &self.tag
    }
}

/// A weak tag (the bytes differ by compression) from whatever the version is.
fn entity_tag(version: &str) -> HeaderValue {
    let safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let version: String = version.chars().filter(|&c| safe(c)).take(80).collect();
    let tag = format!("W/\"{version}.{}\"", env!("ECHELLE_SOURCES"));
    HeaderValue::try_from(tag).unwrap_or_else(|_| HeaderValue::from_static("W/\"unnamed\""))
}
