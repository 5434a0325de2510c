//! The atlas: an immutable snapshot of all territories, and every question asked of it.
//!
//! It does no input or output. Every territory is a set of faces (or fractions of faces), so that
//! overlaps are sums over the faces of the subject; an inverted index lists, for each face, the
//! territories it belongs to at each vintage.

mod answer;
mod answering;
mod batch;
mod build;
mod build_year;
mod entry;
mod error;
mod kinds;
mod locate;
mod names;
mod overlap;
mod page;
mod pieces;
mod relation;
mod resolve;
pub mod search;
mod stats;
mod subject;
mod summary;
mod sums;
mod topology;
mod walk;
mod year;

use std::ops::Range;

use dataset::{Source, Succession};
use geometry::{CoverIndex, FaceId, FaceLocator, Mesh, Vertex, Weights};
use territory::{Code, Date, Kind, TerritoryId, Vintage};

pub use answer::{
    Brief, CommuneAnswer, Located, OverlapAnswer, OverlapsAnswer, PopulationAnswer, SearchAnswer,
    SearchResult, ShapeForm, Share, Shared, SourceAnswer, TerritoryAnswer,
};
pub use batch::{Batch, RowForm};
pub use build::Note;
pub use entry::{Cut, Entry, Part, TerritoryIndex};
pub use error::{AtlasError, QuestionError};
pub use kinds::KindFilter;
pub use overlap::Overlap;
pub use page::Page;
pub use pieces::{Piece, Pieces};
pub use relation::TOLERANCE;
pub use resolve::{Event, ResolveAnswer};
pub use search::Matched;
pub use stats::{KindStatus, Stats};
pub use subject::Subject;
pub use summary::{Summary, join, subject_words};
pub use topology::Topology;
pub use year::{Facts, Year};

/// The snapshot.
#[derive(Debug)]
pub struct Atlas {
    mesh: Mesh,
    weights: Weights,
    /// Area of each face in m².
    areas: Vec<f64>,
    face_keys: Vec<Code>,
    locator: FaceLocator,
    cover: CoverIndex,
    years: Vec<Year>,
    entries: Vec<Entry>,
    /// Kinds present, in the order of lists, with the records of each.
    kinds: Vec<(Kind, Range<u32>)>,
    /// The grounds of all records, one after the other.
    grounds: Vec<FaceId>,
    /// Polygons, to find points that lie in one and in no face.
    shapes: Vec<TerritoryIndex>,
    base_sources: Vec<Source>,
    /// Those of the layers, each once.
    layer_sources: Vec<Source>,
    successions: Vec<Succession>,
    postal_codes: Vec<(Code, Vec<territory::PostalCode>)>,
    town_halls: Vec<(Code, Vertex)>,
    search: search::SearchIndex,
    /// Which identifier each entry of the search index stands for, as its latest record.
    searched: Vec<TerritoryIndex>,
}

impl Atlas {
    /// The vintages, ascending; never empty.
    #[must_use]
    pub fn vintages(&self) -> impl DoubleEndedIterator<Item = Vintage> + '_ {
        self.years.iter().map(|year| year.vintage)
    }

    /// The year of a vintage; the latest where none is asked for.
    pub fn year(&self, vintage: Option<Vintage>) -> Result<&Year, QuestionError> {
        let found = match vintage {
            None => self.years.last(),
            Some(vintage) => self.years.iter().find(|year| year.vintage == vintage),
        };
        found.ok_or_else(|| QuestionError::UnknownVintage {
            asked: vintage,
            loaded: self.vintages().collect(),
        })
    }

    /// The year of a vintage; where none is asked for, the one in force on a day: the first before
    /// any was, the latest without a day.
    pub fn year_on(
        &self,
        vintage: Option<Vintage>,
        day: Option<Date>,
    ) -> Result<&Year, QuestionError> {
        let (None, Some(day)) = (vintage, day) else { return self.year(vintage) };
        let begun = |vintage: &Vintage| vintage.year() <= day.year();
        self.year(self.vintages().rfind(begun).or_else(|| self.vintages().next()))
    }

    /// The record of a territory at a vintage.
    pub fn find(&self, id: &TerritoryId, year: &Year) -> Result<TerritoryIndex, QuestionError> {
        let versions = self.versions(id);
        if versions.is_empty() {
            return Err(self.unknown(id));
        }
        versions
            .clone()
            .map(TerritoryIndex)
            .find(|&index| self.entry(index).holds_at(year.vintage))
            .ok_or_else(|| QuestionError::NotAtVintage {
                id: id.clone(),
                vintage: year.vintage,
                spans: versions
                    .filter_map(|index| self.entry(TerritoryIndex(index)).span)
                    .collect(),
            })
    }

    /// The records of an identifier, one for each span of vintages.
    #[must_use]
    pub fn versions(&self, id: &TerritoryId) -> Range<u32> {
        let range = self
            .kinds
            .iter()
            .find(|(kind, _)| *kind == id.kind)
            .map_or(0..0, |(_, range)| range.clone());
        let of_kind = &self.entries[range.start as usize..range.end as usize];
        let first = of_kind.partition_point(|entry| entry.id.code < id.code);
        let count = of_kind[first..].iter().take_while(|entry| entry.id.code == id.code).count();
        let first = range.start + first as u32;
        first..first + count as u32
    }

    /// A territory record.
    #[must_use]
    pub fn entry(&self, index: TerritoryIndex) -> &Entry {
        &self.entries[index.0 as usize]
    }

    /// All records of a kind, over all vintages.
    pub fn of_kind(&self, kind: &Kind) -> impl Iterator<Item = TerritoryIndex> + use<> {
        self.kinds
            .iter()
            .find(|(known, _)| known == kind)
            .map_or(0..0, |(_, range)| range.clone())
            .map(TerritoryIndex)
    }

    /// Every record, over all vintages.
    pub fn indices(&self) -> impl ExactSizeIterator<Item = TerritoryIndex> + use<> {
        (0..self.entries.len() as u32).map(TerritoryIndex)
    }

    /// The kinds that have at least one record, in the order of lists.
    #[must_use]
    pub fn kinds(&self) -> impl ExactSizeIterator<Item = &Kind> {
        self.kinds.iter().map(|(kind, _)| kind)
    }

    /// The faces of a record, ascending; whole unless the record is a polygon.
    #[must_use]
    pub fn faces(&self, index: TerritoryIndex) -> &[FaceId] {
        let ground = &self.entry(index).ground;
        &self.grounds[ground.start as usize..ground.end as usize]
    }

    /// Faces and arcs.
    #[must_use]
    pub fn mesh(&self) -> &Mesh {
        &self.mesh
    }

    /// The weight of each vertex, for simplification.
    #[must_use]
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// The stable key of a face.
    #[must_use]
    pub fn face_key(&self, face: FaceId) -> &Code {
        &self.face_keys[face.0 as usize]
    }

    /// Area of a face in m².
    #[must_use]
    pub fn face_area(&self, face: FaceId) -> f64 {
        self.areas[face.0 as usize]
    }

    /// The sources of the base, then those of the layers.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.base_sources.iter().chain(&self.layer_sources)
    }

    /// The sources behind records: those of the base, and of the layers they came with.
    pub fn sources_of(&self, records: impl IntoIterator<Item = TerritoryIndex>) -> Vec<&Source> {
        let mut places: Vec<u16> =
            records.into_iter().filter_map(|index| self.entry(index).source).collect();
        places.sort_unstable();
        places.dedup();
        let layers = places.into_iter().map(|place| &self.layer_sources[place as usize]);
        self.base_sources.iter().chain(layers).collect()
    }

    /// The town hall of a commune.
    #[must_use]
    pub fn town_hall(&self, commune: &Code) -> Option<Vertex> {
        let place = self.town_halls.binary_search_by(|(code, _)| code.cmp(commune)).ok()?;
        Some(self.town_halls[place].1)
    }

    /// The postal codes of a commune or municipal arrondissement, of the latest vintage that
    /// knows it; none for other kinds.
    #[must_use]
    pub fn postal_codes_of(&self, index: TerritoryIndex) -> &[territory::PostalCode] {
        let id = &self.entry(index).id;
        if ![Kind::COMMUNE, Kind::ARRONDISSEMENT_MUNICIPAL].contains(&id.kind) {
            return &[];
        }
        let place = self.postal_codes.binary_search_by(|(code, _)| code.cmp(&id.code));
        place.map_or(&[], |place| &self.postal_codes[place].1)
    }

    fn unknown(&self, id: &TerritoryId) -> QuestionError {
        if self.kinds().any(|kind| *kind == id.kind) {
            QuestionError::UnknownTerritory(id.clone())
        } else {
            QuestionError::UnknownKind(id.kind.clone())
        }
    }
}
