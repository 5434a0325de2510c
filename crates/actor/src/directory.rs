//! All actors as flat columns, in the order of the faces they sit on.

use std::{ops::Range, sync::Arc};

use dataset::Source;
use geometry::{FaceId, Vertex};
use territory::{Date, ThemeId, Themes};

use crate::{
    areas::Areas,
    cards::{Card, Cards, Span},
    kind::{KindId, Kinds},
    record::Placed,
    words::Words,
};

/// An actor, by its place in the directory. Another build may number it otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActorIndex(pub u32);

/// Every actor, ready to be asked. About 55 bytes an actor, besides its texts and its words.
#[derive(Debug)]
pub struct Directory {
    pub(crate) themes: Arc<Themes>,
    pub(crate) kinds: Kinds,
    pub(crate) sources: Vec<Source>,
    /// Where the actors of each face start, and the end of the last.
    pub(crate) face_starts: Vec<u32>,
    pub(crate) rows: Vec<Row>,
    pub(crate) cards: Cards,
    /// Place of each actor among all, by name.
    pub(crate) name_ranks: Vec<u32>,
    /// Each combination of themes once.
    pub(crate) theme_sets: Vec<Vec<ThemeId>>,
    /// Folded words of each kind and theme, for questions in words.
    pub(crate) kind_words: Vec<Vec<String>>,
    pub(crate) theme_words: Vec<Vec<String>>,
    pub(crate) words: Words,
    pub(crate) areas: Areas,
    /// Which group (network or parent) an actor belongs to, by actor.
    pub(crate) memberships: Vec<(ActorIndex, u32)>,
    pub(crate) groups: Vec<Group>,
}

/// What is read of each actor while counting.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub(crate) place: Vertex,
    pub(crate) card: Span,
    pub(crate) theme_set: u32,
    pub(crate) as_of: Option<Date>,
    pub(crate) source: u16,
    pub(crate) kind: KindId,
    pub(crate) placed: Placed,
}

/// Actors that name the same network or the same parent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Group {
    pub(crate) name: Box<str>,
    pub(crate) is_parent: bool,
}

impl Directory {
    /// How many actors there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The vocabulary of themes.
    #[must_use]
    pub fn themes(&self) -> &Themes {
        &self.themes
    }

    /// The kinds of actors.
    #[must_use]
    pub fn kinds(&self) -> &Kinds {
        &self.kinds
    }

    /// The sources, in no order.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// Bytes that the directory holds, without what the allocator adds.
    #[must_use]
    pub fn memory(&self) -> usize {
        self.face_starts.capacity() * size_of::<u32>()
            + self.rows.capacity() * size_of::<Row>()
            + self.cards.size()
            + self.name_ranks.capacity() * size_of::<u32>()
            + self.words.size()
            + self.areas.size()
            + self.memberships.capacity() * size_of::<(ActorIndex, u32)>()
            + self.groups.iter().map(|group| size_of::<Group>() + group.name.len()).sum::<usize>()
    }

    /// The actors that sit on a face.
    pub(crate) fn on(&self, face: FaceId) -> Range<u32> {
        let start = |face: u32| {
            self.face_starts.get(face as usize).or(self.face_starts.last()).copied().unwrap_or(0)
        };
        start(face.0)..start(face.0 + 1)
    }

    /// The face on which an actor sits.
    pub(crate) fn face_of(&self, actor: ActorIndex) -> FaceId {
        let after = self.face_starts.partition_point(|&start| start <= actor.0);
        FaceId(after.saturating_sub(1) as u32)
    }

    pub(crate) fn row(&self, actor: ActorIndex) -> Option<&Row> {
        self.rows.get(actor.0 as usize)
    }

    pub(crate) fn card(&self, row: &Row) -> Card<'_> {
        self.cards.get(row.card)
    }

    pub(crate) fn themes_of(&self, row: &Row) -> &[ThemeId] {
        self.theme_sets.get(row.theme_set as usize).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn name_rank(&self, actor: ActorIndex) -> u32 {
        self.name_ranks.get(actor.0 as usize).copied().unwrap_or(u32::MAX)
    }

    /// The groups of an actor.
    pub(crate) fn groups_of(&self, actor: ActorIndex) -> impl Iterator<Item = u32> + '_ {
        let first = self.memberships.partition_point(|(member, _)| *member < actor);
        let rest = self.memberships.get(first..).unwrap_or_default();
        rest.iter().take_while(move |(member, _)| *member == actor).map(|&(_, group)| group)
    }
}
