//! One vintage of the register: which authorities stand on each face.

use std::collections::HashMap;

use atlas::{Atlas, TerritoryIndex, Year};
use geometry::FaceId;
use territory::{Kind, TerritoryId, Vintage};

use crate::{Catalogue, SpecialGround, declared::Declarants};

/// An authority, whatever the place it is known from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Key {
    /// An ordinary one: the commune, EPCI, EPT, département or région of that territory.
    Territory(TerritoryIndex),
    /// A row of the catalogue.
    Special(u16),
    /// A groupement known from its declaration only: a syndicat, a pole.
    Declarant(u32),
}

/// The authorities of a vintage by face. Faces with the same authorities are one group: a group
/// is a commune, as a rule, or a part of one.
#[derive(Clone, Debug)]
pub(crate) struct Ground {
    pub(crate) vintage: Vintage,
    group_of_face: Vec<u32>,
    starts: Vec<u32>,
    members: Vec<Key>,
    pub(crate) specials: Vec<SpecialFacts>,
}

/// What a vintage makes of a special authority.
#[derive(Clone, Debug, Default)]
pub(crate) struct SpecialFacts {
    /// The ordinary authorities that it replaces.
    pub(crate) replaces: Vec<TerritoryIndex>,
    /// The people of its ground.
    pub(crate) people: u32,
    /// Its faces, ascending.
    pub(crate) faces: Vec<FaceId>,
}

/// The kinds of territory whose governments are ordinary authorities.
pub(crate) const ORDINARY: [Kind; 5] =
    [Kind::COMMUNE, Kind::EPCI, Kind::EPT, Kind::DEPARTEMENT, Kind::REGION];

impl Ground {
    pub(crate) fn new(
        catalogue: &Catalogue,
        declarants: &Declarants,
        atlas: &Atlas,
        year: &Year,
    ) -> Self {
        let faces = atlas.mesh().face_count();
        let mut of_face: Vec<Vec<Key>> = vec![Vec::with_capacity(8); faces];
        let mut add = |faces: &[FaceId], key: Key| {
            for face in faces {
                if let Some(keys) = of_face.get_mut(face.0 as usize) {
                    keys.push(key);
                }
            }
        };
        for kind in ORDINARY {
            for index in atlas.of_kind(&kind).filter(|&index| year.facts(index).present) {
                add(atlas.faces(index), Key::Territory(index));
            }
        }
        let specials: Vec<SpecialFacts> =
            catalogue.specials().iter().map(|special| facts(special, atlas, year)).collect();
        for (special, number) in specials.iter().zip(0..) {
            add(&special.faces, Key::Special(number));
        }
        for (number, communes) in declarants.beyond_base(atlas, year) {
            for commune in communes {
                add(atlas.faces(commune), Key::Declarant(number));
            }
        }
        Self::grouped(year.vintage, of_face, specials)
    }

    fn grouped(vintage: Vintage, of_face: Vec<Vec<Key>>, specials: Vec<SpecialFacts>) -> Self {
        let mut known: HashMap<Vec<Key>, u32> = HashMap::new();
        let (mut starts, mut members) = (vec![0], Vec::new());
        let mut group_of_face = Vec::with_capacity(of_face.len());
        for mut keys in of_face {
            keys.sort_unstable();
            keys.dedup();
            let next = known.len() as u32;
            let group = *known.entry(keys).or_insert_with_key(|keys| {
                members.extend_from_slice(keys);
                starts.push(members.len() as u32);
                next
            });
            group_of_face.push(group);
        }
        Self { vintage, group_of_face, starts, members, specials }
    }

    /// The group of a face.
    pub(crate) fn group(&self, face: FaceId) -> u32 {
        self.group_of_face.get(face.0 as usize).copied().unwrap_or(u32::MAX)
    }

    /// How many groups there are.
    pub(crate) fn groups(&self) -> usize {
        self.starts.len() - 1
    }

    /// The authorities of a group, those that are replaced among them.
    pub(crate) fn members(&self, group: u32) -> &[Key] {
        let end = |place: usize| self.starts.get(place).map(|&end| end as usize);
        let group = group as usize;
        let range = end(group).zip(end(group.saturating_add(1)));
        range.and_then(|(start, end)| self.members.get(start..end)).unwrap_or_default()
    }
}

fn facts(special: &crate::Special, atlas: &Atlas, year: &Year) -> SpecialFacts {
    let find = |id: &TerritoryId| atlas.find(id, year).ok();
    let faces_of = |ids: &[TerritoryId]| {
        let mut faces: Vec<FaceId> =
            ids.iter().filter_map(find).flat_map(|index| atlas.faces(index)).copied().collect();
        faces.sort_unstable();
        faces.dedup();
        faces
    };
    let mut faces = match &special.ground {
        SpecialGround::France => (0..atlas.mesh().face_count() as u32).map(FaceId).collect(),
        SpecialGround::Territories(ids) => faces_of(ids),
    };
    let less = faces_of(&special.less);
    faces.retain(|face| less.binary_search(face).is_err());
    SpecialFacts {
        replaces: special.replaces.iter().filter_map(find).collect(),
        people: faces.iter().map(|&face| year.people_on(face)).sum(),
        faces,
    }
}
