//! One vintage of the atlas: who lives on each face, and which territories it belongs to.

use geometry::FaceId;
use territory::Vintage;

use crate::TerritoryIndex;

/// Everything that depends on the vintage.
#[derive(Clone, Debug)]
pub struct Year {
    /// The vintage.
    pub vintage: Vintage,
    /// The vintage in whose list the figures of population first stood: a list may repeat those
    /// of the year before.
    pub population_vintage: Vintage,
    /// What a question reads of each face.
    pub(crate) rows: Vec<FaceRow>,
    /// The unit of each face whose population is published; `NONE` where none is.
    pub(crate) unit: Vec<u32>,
    /// How many faces each commune has.
    pub(crate) commune_faces: Vec<u32>,
    /// The record of each commune.
    pub(crate) commune_entries: Vec<TerritoryIndex>,
    /// The territories that few faces have besides: each face's own, by the order of records.
    pub(crate) own: Vec<Item>,
    /// The territories that many faces have in common, group by group, by the order of records.
    pub(crate) shared: Vec<TerritoryIndex>,
    /// Where the territories of each group of faces lie in `shared`.
    pub(crate) groups: Vec<[u32; 2]>,
    /// Fractions of the items that do not hold their whole face.
    pub(crate) partials: Vec<Partial>,
    /// What is known of each territory record at this vintage.
    pub(crate) facts: Vec<Facts>,
}

/// A face at a vintage, as one row: a walk over faces waits for memory once for each.
///
/// Neighbouring faces lie in the same wide territories: those are listed once for the whole group
/// of faces, so that a walk adds up a group and hands its sum on.
#[derive(Clone, Debug)]
pub(crate) struct FaceRow {
    /// Land area in m².
    pub(crate) area: f64,
    /// People. Units that are several faces share theirs out; the faces of a unit always add up
    /// to it.
    pub(crate) people: u32,
    /// The commune, numbered inside the year.
    pub(crate) commune: u32,
    /// Its own territories in `own`.
    pub(crate) own: [u32; 2],
    /// Its group in `groups`.
    pub(crate) group: u32,
}

/// No unit, no commune.
pub(crate) const NONE: u32 = u32::MAX;

/// A territory that holds a face, whole or, by the place of a [`Partial`], in part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Item(u32);

/// A territory that holds a part of a face.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Partial {
    pub(crate) territory: TerritoryIndex,
    pub(crate) fraction: f64,
}

/// A territory at a vintage.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "facts beside each other, not states of one")]
pub struct Facts {
    /// Whether the record holds at this vintage.
    pub present: bool,
    /// People, as published or shared out; `None`: not known.
    pub people: Option<u32>,
    /// Communes of which it holds ground.
    pub communes: u32,
    /// Whether it cuts units, so that its people are an estimate.
    pub cuts_units: bool,
    /// Whether it cuts communes.
    pub cuts_communes: bool,
    /// Land area in m². This and what follows repeat the record, so that a question about many
    /// territories reads one small row of each.
    pub area: f64,
    /// How many faces it holds ground of.
    pub(crate) faces: u32,
    /// Place of its kind in [`crate::Atlas::kinds`].
    pub(crate) kind_place: u8,
    /// Whether it is a polygon, not a set of whole faces.
    pub(crate) shaped: bool,
}

impl Item {
    const PARTIAL: u32 = 1 << 31;

    pub(crate) fn whole(territory: TerritoryIndex) -> Self {
        Self(territory.0)
    }

    pub(crate) fn partial(place: u32) -> Self {
        Self(place | Self::PARTIAL)
    }

    /// The territory where it holds the face whole, else the place of its partial.
    pub(crate) fn get(self) -> Result<TerritoryIndex, usize> {
        if self.0 & Self::PARTIAL == 0 {
            Ok(TerritoryIndex(self.0))
        } else {
            Err((self.0 & !Self::PARTIAL) as usize)
        }
    }
}

impl Year {
    /// What is known of a territory record at this vintage.
    #[must_use]
    pub fn facts(&self, territory: TerritoryIndex) -> &Facts {
        &self.facts[territory.0 as usize]
    }

    /// People on a face.
    #[must_use]
    pub fn people_on(&self, face: FaceId) -> u32 {
        self.rows[face.0 as usize].people
    }

    /// The commune that holds a face.
    #[must_use]
    pub fn commune_of(&self, face: FaceId) -> Option<TerritoryIndex> {
        self.commune_entries.get(self.rows[face.0 as usize].commune as usize).copied()
    }

    /// The territories that only this face and few others have.
    pub(crate) fn own(&self, row: &FaceRow) -> &[Item] {
        let [start, end] = row.own;
        &self.own[start as usize..end as usize]
    }

    /// The group of a face: faces of one group lie in the same wide territories.
    #[must_use]
    pub fn group_of(&self, face: FaceId) -> u32 {
        self.rows[face.0 as usize].group
    }

    /// How many groups there are.
    #[must_use]
    pub fn group_count(&self) -> usize {
        self.groups.len()
    }

    /// The territories that a group of faces has in common, by the order of records.
    #[must_use]
    pub fn shared(&self, group: u32) -> &[TerritoryIndex] {
        let [start, end] = self.groups[group as usize];
        &self.shared[start as usize..end as usize]
    }

    /// The territories that hold a face whole, in no order.
    pub(crate) fn holding(&self, face: FaceId) -> impl Iterator<Item = TerritoryIndex> + '_ {
        let row = &self.rows[face.0 as usize];
        let own = self.own(row).iter().filter_map(|item| item.get().ok());
        own.chain(self.shared(row.group).iter().copied())
    }
}
