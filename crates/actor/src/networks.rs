//! Networks: actors of one network or one parent that a border parts.

use atlas::{Atlas, Year};
use territory::Kind;

use crate::{ActorIndex, Directory, Hit, Where};

/// Actors in question that belong together, on both sides of some border.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    /// The network, or the parent as its source names it.
    pub name: Box<str>,
    /// Whether they share a parent rather than a network.
    pub is_parent: bool,
    /// The members: those here first, then by number.
    pub members: Vec<Hit>,
    /// The kinds of territories that part them; empty where only the subject's own border does.
    pub parted_by: Vec<Kind>,
}

/// The borders looked at.
const BORDERS: [Kind; 3] = [Kind::REGION, Kind::DEPARTEMENT, Kind::EPCI];
/// The most networks shown: those with the most members.
const MOST: usize = 50;

impl Directory {
    /// The networks that have members on both sides of a border, the largest first.
    pub(crate) fn networks(&self, atlas: &Atlas, year: &Year, hits: &[Hit]) -> Vec<Network> {
        if self.memberships.is_empty() {
            return Vec::new();
        }
        let mut members: Vec<(u32, Where, ActorIndex)> = Vec::new();
        for hit in hits {
            members.extend(self.groups_of(hit.actor).map(|group| (group, hit.stand, hit.actor)));
        }
        members.sort_unstable();
        let mut networks: Vec<Network> = members
            .chunk_by(|a, b| a.0 == b.0)
            .filter(|group| group.len() > 1)
            .filter_map(|group| self.network(atlas, year, group))
            .collect();
        networks.sort_by_key(|network| std::cmp::Reverse(network.members.len()));
        networks.truncate(MOST);
        networks
    }

    fn network(
        &self,
        atlas: &Atlas,
        year: &Year,
        members: &[(u32, Where, ActorIndex)],
    ) -> Option<Network> {
        let (first, last) = (members.first()?, members.last()?);
        let group = self.groups.get(first.0 as usize)?;
        let parts = |kind: &Kind| {
            let mut holders = members
                .iter()
                .filter_map(|&(.., actor)| atlas.holder(year, self.face_of(actor), kind));
            let one = holders.next();
            one.is_some_and(|one| holders.any(|other| other != one))
        };
        let parted_by: Vec<Kind> = BORDERS.iter().filter(|kind| parts(kind)).cloned().collect();
        // Members come sorted by how they stand: the border of the subject parts those between.
        let across = first.1 == Where::Here && last.1 != Where::Here;
        (across || !parted_by.is_empty()).then(|| Network {
            name: group.name.clone(),
            is_parent: group.is_parent,
            members: members.iter().map(|&(_, stand, actor)| Hit { actor, stand }).collect(),
            parted_by,
        })
    }
}
