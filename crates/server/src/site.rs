//! The site: the snapshot that answers, and its replacement while requests are under way.

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use actor::{Directory, DirectoryBuilder, Kinds};
use arc_swap::ArcSwap;
use atlas::{Atlas, QuestionError, Stats, Year};
use axum::{body::Bytes, http::HeaderValue};
use competence::Register;
use dataset::{OwnTerritory, Records};
use funding::{Catalogue, Programmes};
use territory::{Kind, Themes, Vintage};
use tokio::sync::Notify;

use crate::{
    images::Images,
    kept::Kept,
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
    swapped: Notify,
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
    images: Images,
    written: Written,
    /// What overlaps each territory, where nothing else is asked of it.
    overlaps: Kept,
    funding: Programmes,
    /// `None` where the built-in catalogue cannot be read.
    competences: Option<Register>,
    /// `None` where the built-in kinds of actors cannot be read.
    actors: Option<Directory>,
    /// What is remembered of territories of people's own, by identifier.
    own: Vec<OwnTerritory>,
}

/// What a snapshot is made of.
#[derive(Debug)]
pub struct Loaded {
    /// The atlas.
    pub atlas: Atlas,
    /// What is loaded besides territories, of any collection.
    pub records: Vec<Records>,
}

impl From<Atlas> for Loaded {
    fn from(atlas: Atlas) -> Self {
        Self { atlas, records: Vec::new() }
    }
}

impl Site {
    /// A site over what is loaded. `version` names its content: the same version must always give
    /// the same answers.
    #[must_use]
    pub fn new(loaded: impl Into<Loaded>, version: &str, advice: Vec<KindAdvice>) -> Self {
        let current = ArcSwap::from_pointee(Snapshot::new(loaded.into(), version));
        Self(Arc::new(Shared { current, advice, swapped: Notify::new() }))
    }

    /// Puts what is loaded now in the place of the current snapshot. Requests under way keep theirs.
    pub fn swap(&self, loaded: impl Into<Loaded>, version: &str) {
        self.0.current.store(Arc::new(Snapshot::new(loaded.into(), version)));
        self.0.swapped.notify_waiters();
    }

    /// Waits until the snapshot of now is as wished, or some time has passed; whether it is.
    pub(crate) async fn becomes(
        &self,
        patience: Duration,
        wished: impl Fn(&Snapshot) -> bool,
    ) -> bool {
        let waiting = async {
            loop {
                // Listens before it looks: no swap in between is missed.
                let swapped = self.0.swapped.notified();
                if wished(&self.snapshot()) {
                    break;
                }
                swapped.await;
            }
        };
        tokio::time::timeout(patience, waiting).await.is_ok()
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
    fn new(Loaded { atlas, records }: Loaded, version: &str) -> Self {
        let themes = Themes::bundled()
            .inspect_err(|error| tracing::error!(%error, "the themes cannot be read"));
        let themes = Arc::new(themes.unwrap_or_default());
        let programmes = || programmes(&atlas, &records, &themes);
        let (actors, (competences, (funding, written))) = rayon::join(
            || directory(&atlas, &records, Arc::clone(&themes)),
            || {
                rayon::join(
                    || register(&atlas, &records),
                    || rayon::join(programmes, || Written::new(&atlas)),
                )
            },
        );
        Self {
            own: own(&records),
            written,
            overlaps: Kept::new(atlas.indices().count()),
            funding,
            competences,
            actors,
            atlas,
            tag: entity_tag(version),
            stats: OnceLock::new(),
            tiles: Tiles::default(),
            images: Images::default(),
        }
    }

    /// The kept answers to what overlaps a territory.
    pub(crate) fn overlaps(&self) -> &Kept {
        &self.overlaps
    }

    /// What is remembered of territories of people's own, by identifier.
    pub(crate) fn own(&self) -> &[OwnTerritory] {
        &self.own
    }

    /// Who could fund what.
    pub(crate) fn funding(&self) -> &Programmes {
        &self.funding
    }

    /// Who holds what.
    pub(crate) fn competences(&self) -> Option<&Register> {
        self.competences.as_ref()
    }

    /// Who works where.
    pub(crate) fn actors(&self) -> Option<&Directory> {
        self.actors.as_ref()
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
                let _ = self.tiles.with_layer(&self.atlas, year, &kind, |_| ());
            }
        }
    }

    /// Writes the hot answers about a year.
    pub(crate) fn writer<'a>(&'a self, year: &'a Year) -> Writer<'a> {
        Writer { atlas: &self.atlas, year, written: &self.written }
    }

    /// The images.
    pub(crate) fn images(&self) -> &Images {
        &self.images
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

/// The programmes of the starting set and of the records. What cannot be read is told to the log
/// and left out: the other questions go on.
fn programmes(atlas: &Atlas, records: &[Records], themes: &Arc<Themes>) -> Programmes {
    let mut catalogue = Catalogue::with_themes(Arc::clone(themes)).unwrap_or_else(|error| {
        tracing::error!(%error, "the list of programmes cannot be read");
        Catalogue::default()
    });
    for left_out in catalogue.extend(records) {
        tracing::warn!(?left_out, "an aid of the store is left out");
    }
    Programmes::new(atlas, catalogue)
}

/// What is remembered of territories of people's own. What cannot be read is told to the log.
fn own(records: &[Records]) -> Vec<OwnTerritory> {
    store::own_territories(records)
        .inspect_err(|error| tracing::error!(%error, "territories of people's own cannot be read"))
        .unwrap_or_default()
}

/// Who holds what. What cannot be read is told to the log.
fn register(atlas: &Atlas, records: &[Records]) -> Option<Register> {
    let (register, unread) = Register::of_records(atlas, records)
        .inspect_err(|error| tracing::error!(%error, "the competences cannot be read"))
        .ok()?;
    if unread > 0 {
        tracing::warn!(unread, "rows that are no declaration are left out");
    }
    Some(register)
}

/// The town halls and the actors of the records, placed on the latest year. What cannot be read or
/// placed is told to the log.
fn directory(atlas: &Atlas, records: &[Records], themes: Arc<Themes>) -> Option<Directory> {
    let kinds = Kinds::bundled()
        .inspect_err(|error| tracing::error!(%error, "the kinds of actors cannot be read"))
        .ok()?;
    let mut builder = DirectoryBuilder::new(atlas, atlas.year(None).ok()?, themes, kinds);
    for set in records {
        builder.add(set);
    }
    builder.add_town_halls();
    let (directory, notes) = builder.finish();
    for note in notes {
        tracing::warn!(?note, "part of the actors is left out");
    }
    tracing::info!(actors = directory.len(), bytes = directory.memory(), "actors are loaded");
    Some(directory)
}

/// A weak tag (the bytes differ by compression) from whatever the version is.
fn entity_tag(version: &str) -> HeaderValue {
    let safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let version: String = version.chars().filter(|&c| safe(c)).take(80).collect();
    let tag = format!("W/\"{version}.{}\"", env!("ECHELLE_SOURCES"));
    HeaderValue::try_from(tag).unwrap_or_else(|_| HeaderValue::from_static("W/\"unnamed\""))
}
