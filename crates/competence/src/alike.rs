//! Ground that the law cannot tell apart: the State stands on 35,000 groups of authorities, which
//! differ for it in a few hundred ways.

use std::collections::{HashMap, HashSet};

use atlas::TerritoryIndex;
use geometry::FaceId;

use crate::{
    Asked, KindId, Register,
    ground::{Ground, Key},
};

/// A part of an authority's ground on which it holds the same, whatever the competence.
pub(crate) struct Group {
    /// One of the groups of authorities, which stands for all.
    pub(crate) number: u32,
    pub(crate) people: f64,
    pub(crate) area: f64,
    pub(crate) faces: Vec<FaceId>,
}

/// What the law sees of a member of a group.
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Seen {
    /// The member itself: the authority asked about, a special one, one that declared something,
    /// one that rules name or that a special one replaces.
    Itself(Key),
    /// Any of its kind, with people enough for so many of the thresholds that rules set.
    Kind(Option<KindId>, usize),
}

/// What tells members of a group apart.
struct Sight<'a> {
    register: &'a Register,
    asked: Asked<'a>,
    key: Key,
    named: HashSet<TerritoryIndex>,
    /// Ascending.
    thresholds: Vec<u32>,
}

/// The ground of an authority, by what the law sees.
pub(crate) fn alike(
    register: &Register,
    key: Key,
    ground: &Ground,
    asked: Asked<'_>,
) -> Vec<Group> {
    let sight = Sight::new(register, key, ground, asked);
    let mut groups: Vec<Group> = Vec::new();
    let mut known: HashMap<Vec<Seen>, usize> = HashMap::new();
    // The place of each group of authorities; nothing where the authority does not stand there.
    let mut places: Vec<Option<Option<usize>>> = vec![None; ground.groups()];
    for face in (0..asked.atlas.mesh().face_count() as u32).map(FaceId) {
        let number = ground.group(face);
        let Some(place) = places.get_mut(number as usize) else { continue };
        let place = *place.get_or_insert_with(|| {
            let members = ground.members(number);
            members.contains(&key).then(|| {
                *known.entry(sight.of(members)).or_insert_with(|| {
                    groups.push(Group { number, people: 0.0, area: 0.0, faces: Vec::new() });
                    groups.len() - 1
                })
            })
        });
        if let Some(group) = place.and_then(|place| groups.get_mut(place)) {
            group.people += f64::from(asked.year.people_on(face));
            group.area += asked.atlas.face_area(face);
            group.faces.push(face);
        }
    }
    groups
}

impl<'a> Sight<'a> {
    fn new(register: &'a Register, key: Key, ground: &Ground, asked: Asked<'a>) -> Self {
        let competences = register.catalogue.competences();
        let rules = || competences.iter().flat_map(|competence| &competence.rules);
        let ids = rules().flat_map(|rule| rule.only.iter().chain(&rule.except));
        let mut named: HashSet<TerritoryIndex> =
            ids.filter_map(|id| asked.atlas.find(id, asked.year).ok()).collect();
        named.extend(ground.specials.iter().flat_map(|special| &special.replaces));
        let mut thresholds: Vec<u32> = rules().map(|rule| rule.population_from).collect();
        thresholds.sort_unstable();
        thresholds.dedup();
        Self { register, asked, key, named, thresholds }
    }

    fn of(&self, members: &[Key]) -> Vec<Seen> {
        let mut seen: Vec<Seen> = members.iter().map(|&member| self.member(member)).collect();
        seen.sort_unstable();
        seen
    }

    fn member(&self, member: Key) -> Seen {
        match member {
            Key::Territory(index)
                if member != self.key
                    && !self.named.contains(&index)
                    && self.register.declarant(member).is_none() =>
            {
                let people = self.asked.year.facts(index).people.unwrap_or(0);
                let reached = self.thresholds.partition_point(|&least| least <= people);
                Seen::Kind(self.register.kind_of(member), reached)
            }
            _ => Seen::Itself(member),
        }
    }
}
