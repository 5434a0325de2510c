//! The reverse question: what does an authority hold, and where.

use atlas::{Atlas, Year};
use territory::TerritoryId;

use crate::{
    Asked, AuthorityCompetencesAnswer, Competence, CompetenceId, HeldAnswer, Register,
    alike::{Group, alike},
    ground::{Ground, Key},
    law::{Held, Law},
    question::share,
};

/// An authority that a text names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AuthorityRef(pub(crate) Key);

impl Register {
    /// The authority of an identifier: a slug of the catalogue, `groupement:` and a SIREN, or the
    /// territory that it governs.
    #[must_use]
    pub fn find_authority(&self, text: &str, atlas: &Atlas, year: &Year) -> Option<AuthorityRef> {
        let specials = self.catalogue.specials();
        if let Some(place) = specials.iter().position(|special| *special.slug == *text) {
            return Some(AuthorityRef(Key::Special(place as u16)));
        }
        if let Some(siren) = text.strip_prefix("groupement:") {
            return self
                .declarants
                .of_siren(siren)
                .map(|number| AuthorityRef(Key::Declarant(number)));
        }
        let id: TerritoryId = text.parse().ok()?;
        let index = atlas.find(&id, year).ok()?;
        let key = Key::Territory(index);
        self.kind_of(key).map(|_| AuthorityRef(key))
    }

    /// What an authority holds, leads or may take on a day, theme by theme, with the ground where
    /// it does.
    #[must_use]
    pub fn competences_of<'a>(
        &'a self,
        AuthorityRef(key): AuthorityRef,
        asked: Asked<'a>,
    ) -> AuthorityCompetencesAnswer<'a> {
        let Asked { year, date, .. } = asked;
        let ground = self.ground(year);
        let groups = ground.map_or_else(Vec::new, |ground| alike(self, key, ground, asked));
        let ids = (0..self.catalogue.competences().len() as u16).map(CompetenceId);
        let competences = ground.map_or_else(Vec::new, |ground| {
            ids.flat_map(|id| self.held_by(key, id, ground, &groups, asked)).collect()
        });
        AuthorityCompetencesAnswer {
            authority: self.authority(key, asked),
            vintage: year.vintage,
            date,
            declared: self.declared_answer(),
            competences,
        }
    }

    /// One line for each title and rule by which the authority stands in the answers about a
    /// competence.
    fn held_by<'a>(
        &'a self,
        key: Key,
        id: CompetenceId,
        ground: &Ground,
        groups: &[Group],
        asked: Asked<'a>,
    ) -> Vec<HeldAnswer<'a>> {
        let Asked { atlas, year, date, .. } = asked;
        let competence = self.catalogue.competence(id);
        // Most kinds are named by half of the competences at most: the others need no walk.
        let ways = self.kind_of(key).and_then(|kind| competence.ways.get(usize::from(kind.0)));
        if ways.is_some_and(Vec::is_empty) && self.declared(key, id).is_none() {
            return Vec::new();
        }
        let law = Law { register: self, atlas, year, ground, id, competence, date };
        let mut lines: Vec<(Held, Vec<usize>)> = Vec::new();
        for (place, group) in groups.iter().enumerate() {
            let outcome = law.outcome(group.number);
            let all = outcome.holders.iter().chain(&outcome.lead).chain(&outcome.may_act);
            for held in all.filter(|held| held.key == key) {
                match lines.iter_mut().find(|(known, _)| known == held) {
                    Some((_, places)) => places.push(place),
                    None => lines.push((*held, vec![place])),
                }
            }
        }
        lines.sort_unstable_by_key(|line| line.0);
        lines
            .iter()
            .map(|(held, places)| self.line(competence, held, places, groups, asked))
            .collect()
    }

    fn line<'a>(
        &'a self,
        competence: &'a Competence,
        held: &Held,
        places: &[usize],
        groups: &[Group],
        asked: Asked<'a>,
    ) -> HeldAnswer<'a> {
        let chosen = || places.iter().filter_map(|&place| groups.get(place));
        let sum = |of: fn(&Group) -> f64| -> [f64; 2] {
            [chosen().map(of).sum(), groups.iter().map(of).sum()]
        };
        let ([people, all_people], [area, all_area]) = (sum(|g| g.people), sum(|g| g.area));
        let mut communes: Vec<_> = chosen()
            .flat_map(|group| &group.faces)
            .filter_map(|&face| asked.year.commune_of(face))
            .collect();
        communes.sort_unstable();
        communes.dedup();
        let code = |index: &atlas::TerritoryIndex| asked.atlas.entry(*index).id.code.as_str();
        let why = self.reason(competence, held, asked.language);
        HeldAnswer {
            slug: &competence.slug,
            name: competence.name.get(asked.language),
            theme: &self.catalogue.themes()[usize::from(competence.theme)].slug,
            title: held.title,
            basis: why.basis,
            on: why.on,
            note: why.note,
            share: share(people, area, all_people, all_area),
            communes: communes.len() as u32,
            commune_codes: (places.len() < groups.len())
                .then(|| communes.iter().map(code).collect()),
        }
    }
}
