//! Who stands in a zone, as references that other questions count, compare and lay over each other.

use atlas::{Atlas, Year};
use geometry::FaceId;
use territory::TerritoryId;

use crate::{
    Article, Asked, AuthorityAnswer, AuthorityRef, CompetenceId, Register, Tier, Title, Zone,
    ground::Key, law::Held,
};

/// An authority in a zone, and by which title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Standing {
    /// The authority.
    pub authority: AuthorityRef,
    /// By which title.
    pub title: Title,
    /// Its level.
    pub tier: Tier,
    /// The rule of law, by its place in [`crate::Competence::rules`]; none for what was declared.
    rule: Option<u16>,
}

impl From<&Held> for Standing {
    fn from(held: &Held) -> Self {
        let rule = held.rule.filter(|_| held.answer.is_none());
        Self { authority: AuthorityRef(held.key), title: held.title, tier: held.tier, rule }
    }
}

impl Zone {
    /// Who holds the competence here; nobody where nothing that is loaded says.
    pub fn holders(&self) -> impl Iterator<Item = Standing> + '_ {
        self.outcome.holders.iter().map(Standing::from)
    }

    /// Chefs de file.
    pub fn lead(&self) -> impl Iterator<Item = Standing> + '_ {
        self.outcome.lead.iter().map(Standing::from)
    }

    /// Who may take it, and has not said that they did.
    pub fn may_act(&self) -> impl Iterator<Item = Standing> + '_ {
        self.outcome.may_act.iter().map(Standing::from)
    }
}

impl Register {
    /// An authority as answers write it.
    #[must_use]
    pub fn authority_answer<'a>(
        &'a self,
        authority: AuthorityRef,
        asked: Asked<'a>,
    ) -> AuthorityAnswer<'a> {
        self.authority(authority.0, asked)
    }

    /// The article behind a standing, and whether it is still to be checked; none for statutes.
    #[must_use]
    pub fn article_of(&self, id: CompetenceId, standing: Standing) -> Option<(&Article, bool)> {
        let rule = self.catalogue.competence(id).rules.get(usize::from(standing.rule?))?;
        Some((&rule.article, rule.verify))
    }

    /// The authority that governs a territory: the special one that replaces the ordinary one
    /// there, where there is one. Of several, the one with the widest ground.
    #[must_use]
    pub fn governing(&self, id: &TerritoryId, atlas: &Atlas, year: &Year) -> Option<AuthorityRef> {
        let specials = self.catalogue.specials().iter().zip(0..);
        let replacing = specials.filter(|(special, _)| special.replaces.contains(id));
        let ground = |number: u16| self.special_faces(year, number).len();
        let widest = replacing.map(|(_, number)| number).max_by_key(|&number| ground(number));
        match widest {
            Some(number) => Some(AuthorityRef(Key::Special(number))),
            None => self.find_authority(&id.to_string(), atlas, year),
        }
    }

    fn special_faces(&self, year: &Year, number: u16) -> &[FaceId] {
        let facts = self.ground(year).and_then(|ground| ground.specials.get(usize::from(number)));
        facts.map_or(&[], |facts| &facts.faces)
    }
}
