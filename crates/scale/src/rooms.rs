//! What the questions are put to: the atlas, and the rooms beside it as far as they are loaded.

use std::collections::HashMap;

use actor::Directory;
use atlas::{Atlas, Subject, Year};
use competence::{Asked, AuthorityRef, CompetenceId, Register, Tier};
use funding::Programmes;
use geometry::FaceId;
use territory::{Date, Kind, Language, Themes};

use crate::Tables;

/// The rooms, at a vintage and on a day.
#[derive(Clone, Copy, Debug)]
pub struct Rooms<'a> {
    /// The territories.
    pub atlas: &'a Atlas,
    /// Their vintage.
    pub year: &'a Year,
    /// The day at which rules and programmes hold.
    pub date: Date,
    /// Who holds what; without it nobody decides anything.
    pub register: Option<&'a Register>,
    /// Who works where.
    pub directory: Option<&'a Directory>,
    /// Who could fund what.
    pub programmes: Option<&'a Programmes>,
    /// The vocabulary of themes.
    pub themes: &'a Themes,
    /// Which decisions a theme needs, and the rules of joint funding.
    pub tables: &'a Tables,
}

/// An authority and its part of a subject, as places of the subject's faces.
#[derive(Clone, Debug)]
pub(crate) struct Rank {
    pub(crate) authority: AuthorityRef,
    pub(crate) faces: Vec<FaceId>,
    pub(crate) people: f64,
    pub(crate) area: f64,
    pub(crate) communes: u32,
}

impl<'a> Rooms<'a> {
    /// The question as the register takes it; names of authorities are the same in all languages.
    pub(crate) const fn asked(&self) -> Asked<'a> {
        let Self { atlas, year, date, .. } = *self;
        Asked { atlas, year, date, language: Language::French }
    }

    /// Who governs a subject at the rank of a kind of territory: the ordinary authorities, and the
    /// special ones that stand in their place. Empty for other kinds than départements and régions.
    ///
    /// Asked through a competence that the law gives to that rank everywhere.
    pub(crate) fn rank(&self, kind: &Kind, subject: &Subject<'_>) -> Vec<Rank> {
        let slug = match kind.as_str() {
            "departement" => "protection-de-l-enfance",
            "region" => "strategie-economique-regionale",
            _ => return Vec::new(),
        };
        let Some(register) = self.register else { return Vec::new() };
        let Some(id) = register.catalogue().find(slug) else { return Vec::new() };
        let mut places: HashMap<AuthorityRef, usize> = HashMap::new();
        let mut ranks: Vec<Rank> = Vec::new();
        for zone in register.zones(id, subject, self.asked()) {
            let Some(holder) = zone.holders().find(|holder| holder.tier != Tier::Etat) else {
                continue;
            };
            let place = *places.entry(holder.authority).or_insert_with(|| {
                let authority = holder.authority;
                let (faces, communes) = (Vec::new(), 0);
                ranks.push(Rank { authority, faces, people: 0.0, area: 0.0, communes });
                ranks.len() - 1
            });
            if let Some(rank) = ranks.get_mut(place) {
                rank.faces.extend_from_slice(&zone.faces);
                rank.people += zone.people;
                rank.area += zone.area;
                rank.communes += zone.communes.len() as u32;
            }
        }
        for rank in &mut ranks {
            rank.faces.sort_unstable();
        }
        ranks.sort_by(|a, b| b.people.total_cmp(&a.people).then(b.area.total_cmp(&a.area)));
        ranks
    }

    /// The competences that a theme needs, the main one first.
    pub(crate) fn competences(&self, theme: territory::ThemeId) -> Vec<CompetenceId> {
        let Some(register) = self.register else { return Vec::new() };
        let slugs = self.tables.competences(self.themes, theme);
        slugs.iter().filter_map(|slug| register.catalogue().find(slug)).collect()
    }
}
