//! Communes through the vintages: which faces each commune of each list is made of.

use std::collections::{BTreeMap, HashMap, HashSet};

use dataset::{Event, Succession};
use geometry::FaceId;
use territory::{Code, Vintage};

use super::{AssemblyError, faces::FaceGround, sorted};
use crate::base::{RawCommune, RawList, UnitKind, Zone};

/// The faces of each commune of a list, ascending.
pub(super) type CommuneGround = HashMap<Code, Vec<FaceId>>;

/// The communes of each vintage as faces, and what happened between vintages.
pub(super) struct History {
    /// For each list, in order: the faces of each commune.
    pub(super) communes: Vec<CommuneGround>,
    /// What became of codes that ended, lost ground or changed their name.
    pub(super) successions: Vec<Succession>,
}

/// Follows every face from list to list.
pub(super) fn follow(lists: &[RawList], ground: &FaceGround) -> Result<History, AssemblyError> {
    let mut history = History { communes: vec![ground.communes.clone()], successions: Vec::new() };
    for (place, list) in lists.iter().enumerate() {
        if place > 0 {
            let before = &history.communes[place - 1];
            let step = Step::new(&lists[place - 1], list);
            let (after, successions) = step.carry(before, ground)?;
            history.communes.push(after);
            history.successions.extend(successions);
        } else {
            history.successions.extend(ended_before(list));
        }
        check_ground(list, &history.communes[place])?;
    }
    Ok(history)
}

/// Every commune of a list but those of the overseas collectivities must have ground.
fn check_ground(list: &RawList, communes: &CommuneGround) -> Result<(), AssemblyError> {
    let bare = communes_of(list)
        .find(|c| c.zone != Zone::Com && communes.get(&c.code).is_none_or(Vec::is_empty));
    match bare {
        None => Ok(()),
        Some(commune) => Err(AssemblyError::NoGround {
            code: commune.code.clone(),
            name: commune.name.clone(),
            vintage: list.vintage,
        }),
    }
}

/// Codes that ended before the first list, as that list tells them.
fn ended_before(list: &RawList) -> Vec<Succession> {
    let names: HashMap<&Code, &str> = list
        .communes
        .iter()
        .filter(|unit| unit.kind != UnitKind::Commune)
        .map(|unit| (&unit.code, unit.name.as_str()))
        .collect();
    let present: HashSet<&Code> = communes_of(list).map(|commune| &commune.code).collect();
    let mut ended = Vec::new();
    for commune in communes_of(list) {
        for old in commune.former_codes.iter().filter(|&old| !present.contains(old)) {
            ended.push(Succession {
                vintage: list.vintage,
                old: old.clone(),
                old_name: names.get(old).map_or_else(String::new, |&name| name.to_owned()),
                new: vec![commune.code.clone()],
                event: Event::Merged,
                reason: format!("anciensCodes, list of {}; merged in or before it", list.vintage),
            });
        }
    }
    ended
}

fn communes_of(list: &RawList) -> impl Iterator<Item = &RawCommune> {
    list.communes.iter().filter(|unit| unit.kind == UnitKind::Commune)
}

/// The step from one list to the next.
struct Step<'a> {
    vintage: Vintage,
    before: BTreeMap<&'a Code, &'a RawCommune>,
    after: BTreeMap<&'a Code, &'a RawCommune>,
    /// For a code that ended: the commune that names it, and by which field.
    named_by: HashMap<&'a Code, (&'a Code, &'static str)>,
}

impl<'a> Step<'a> {
    fn new(before: &'a RawList, after: &'a RawList) -> Self {
        let mut named_by = HashMap::new();
        for commune in communes_of(after) {
            for old in &commune.former_codes {
                named_by.insert(old, (&commune.code, "anciensCodes"));
            }
        }
        // Pieces say their present commune themselves, which is the stronger word.
        for unit in &after.communes {
            if let Some(parent) = &unit.parent {
                named_by.insert(&unit.code, (parent, "chefLieu"));
            }
        }
        Self {
            vintage: after.vintage,
            before: communes_of(before).map(|commune| (&commune.code, commune)).collect(),
            after: communes_of(after).map(|commune| (&commune.code, commune)).collect(),
            named_by,
        }
    }

    /// Gives every face of every commune to its commune of the next list.
    fn carry(
        &self,
        communes: &CommuneGround,
        ground: &FaceGround,
    ) -> Result<(CommuneGround, Vec<Succession>), AssemblyError> {
        let mut next: CommuneGround = HashMap::new();
        let mut successions = Vec::new();
        // Pieces that became communes while the commune they came out of goes on: splits.
        let born: HashMap<FaceId, &Code> = self
            .after
            .keys()
            .filter(|code| !self.before.contains_key(*code))
            .filter_map(|&code| Some((ground.piece(UnitKind::CommuneDeleguee, code)?, code)))
            .collect();
        for (&old, &commune) in &self.before {
            let Some(faces) = communes.get(old) else { continue };
            let (heir, field) = self.heir(commune)?;
            let mut new = vec![heir.clone()];
            for face in faces {
                let owner = match born.get(face) {
                    Some(&split) if heir == old => split,
                    _ => heir,
                };
                if owner != heir {
                    new.push(owner.clone());
                }
                next.entry(owner.clone()).or_default().push(*face);
            }
            successions.extend(self.succession(commune, new, field));
        }
        let next = next.into_iter().map(|(code, faces)| (code, sorted(faces))).collect();
        Ok((next, successions))
    }

    /// The commune of the next list that goes on with a commune, and the field that says so.
    fn heir(&self, commune: &'a RawCommune) -> Result<(&'a Code, &'static str), AssemblyError> {
        if self.after.contains_key(&commune.code) {
            return Ok((&commune.code, "code"));
        }
        self.named_by.get(&commune.code).copied().ok_or_else(|| AssemblyError::LostCommune {
            old: commune.code.clone(),
            old_name: commune.name.clone(),
            vintage: self.vintage,
        })
    }

    /// The event of a commune, if anything happened to it.
    fn succession(&self, commune: &RawCommune, new: Vec<Code>, field: &str) -> Option<Succession> {
        let name_after = self.after.get(&new[0]).map_or("", |after| after.name.as_str());
        let event = if new.len() > 1 {
            Event::Split
        } else if new[0] != commune.code && self.before.contains_key(&new[0]) {
            Event::Merged
        } else if new[0] != commune.code {
            Event::ChiefTownChanged
        } else if name_after != commune.name {
            Event::Renamed
        } else {
            return None;
        };
        Some(Succession {
            vintage: self.vintage,
            old: commune.code.clone(),
            old_name: commune.name.clone(),
            new,
            event,
            reason: format!("{field}, list of {}", self.vintage),
        })
    }
}
