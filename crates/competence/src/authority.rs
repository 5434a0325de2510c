//! Authorities in answers: what they are called, where they sit, whom to call.

use atlas::TerritoryIndex;
use territory::{Bilingual, Code, Contact, Kind, Language, TerritoryId};

use crate::{
    Asked, AuthorityAnswer, CompetenceAnswer, CompetenceId, CompetencesAnswer, DeclaredAnswer,
    Register, SpecialGround, ThemeAnswer, Tier, ground::Key,
};

impl Register {
    /// An authority as answers write it.
    pub(crate) fn authority<'a>(&'a self, key: Key, asked: Asked<'a>) -> AuthorityAnswer<'a> {
        match key {
            Key::Territory(index) => self.ordinary(index, asked),
            Key::Special(number) => self.special(number, asked),
            Key::Declarant(number) => self.groupement(number, asked),
        }
    }

    fn ordinary<'a>(&'a self, index: TerritoryIndex, asked: Asked<'a>) -> AuthorityAnswer<'a> {
        let entry = asked.atlas.entry(index);
        let kind = self.kind_of(Key::Territory(index)).map(|kind| self.catalogue.kind(kind));
        let contact = if *entry.kind() == Kind::COMMUNE {
            self.town_hall(index, asked)
        } else {
            let listed = self.catalogue.seats.get(&entry.id);
            let seat = listed.map(|seat| &seat.commune).or(entry.seat.as_ref());
            Contact {
                seat: seat.and_then(|code| commune_name(code, asked)),
                site: listed.and_then(|seat| seat.site.as_deref()),
                ..Contact::default()
            }
        };
        AuthorityAnswer {
            id: &entry.id_text,
            kind: kind.map_or(entry.id.kind.as_str(), |kind| &kind.slug),
            kind_name: kind.map_or("", |kind| kind.name.get(asked.language)),
            name: &entry.name,
            territory: Some(&entry.id_text),
            contact,
        }
    }

    fn special<'a>(&'a self, number: u16, asked: Asked<'a>) -> AuthorityAnswer<'a> {
        let special = &self.catalogue.specials()[usize::from(number)];
        let kind = self.catalogue.kind(special.kind);
        let territory = match &special.ground {
            SpecialGround::Territories(ids) if special.less.is_empty() => match ids.as_slice() {
                [only] => asked.atlas.find(only, asked.year).ok(),
                _ => None,
            },
            _ => None,
        };
        // The authority of a commune is at its town hall, the others only sit in the same town.
        let hall = if kind.tier == Tier::Commune {
            commune(&special.seat, asked)
                .map(|seat| self.town_hall(seat, asked))
                .unwrap_or_default()
        } else {
            let seat = commune_name(&special.seat, asked);
            Contact { seat, ..Contact::default() }
        };
        AuthorityAnswer {
            id: &special.slug,
            kind: &kind.slug,
            kind_name: kind.name.get(asked.language),
            name: &special.name,
            territory: territory.map(|index| &*asked.atlas.entry(index).id_text),
            contact: Contact { site: special.site.as_deref().or(hall.site), ..hall },
        }
    }

    fn groupement<'a>(&'a self, number: u32, asked: Asked<'a>) -> AuthorityAnswer<'a> {
        let declarant = self.declarants.get(number);
        let seat = declarant.groupement.seat.as_ref();
        AuthorityAnswer {
            id: &declarant.id,
            kind: "groupement",
            kind_name: &declarant.groupement.nature,
            name: &declarant.groupement.name,
            territory: None,
            contact: Contact {
                seat: seat.and_then(|code| commune_name(code, asked)),
                ..Contact::default()
            },
        }
    }

    /// A competence in a list.
    #[must_use]
    pub fn competence_answer(&self, id: CompetenceId, language: Language) -> CompetenceAnswer<'_> {
        let competence = self.catalogue.competence(id);
        CompetenceAnswer {
            slug: &competence.slug,
            name: competence.name.get(language),
            summary: competence.summary.get(language),
            theme: &self.catalogue.themes()[usize::from(competence.theme)].slug,
            keywords: &competence.keywords,
        }
    }

    /// The competences that words may mean, of a theme or of all; all of them without words.
    #[must_use]
    pub fn competences(
        &self,
        words: &str,
        theme: Option<u8>,
        language: Language,
    ) -> CompetencesAnswer<'_> {
        let catalogue = &self.catalogue;
        let all = || (0..catalogue.competences().len() as u16).map(CompetenceId).collect();
        let mut found = if words.trim().is_empty() { all() } else { catalogue.search(words) };
        found.retain(|id| theme.is_none_or(|theme| catalogue.competence(*id).theme == theme));
        let name = |name: &Bilingual| name.get(language).to_owned();
        let mut themes: Vec<_> = catalogue.themes().iter().collect();
        themes.sort_by_cached_key(|theme| name(&theme.name));
        CompetencesAnswer {
            themes: themes
                .iter()
                .map(|theme| ThemeAnswer { slug: &theme.slug, name: theme.name.get(language) })
                .collect(),
            competences: found.iter().map(|&id| self.competence_answer(id, language)).collect(),
        }
    }

    pub(crate) fn declared_answer(&self) -> DeclaredAnswer<'_> {
        if self.declarants.sources.is_empty() {
            DeclaredAnswer::Nothing("nothing loaded")
        } else {
            DeclaredAnswer::Sources(self.declarants.sources.iter().collect())
        }
    }
}

fn commune(code: &Code, asked: Asked<'_>) -> Option<TerritoryIndex> {
    let id = TerritoryId::new(Kind::COMMUNE, code.clone());
    asked.atlas.find(&id, asked.year).ok()
}

fn commune_name<'a>(code: &Code, asked: Asked<'a>) -> Option<&'a str> {
    commune(code, asked).map(|index| &*asked.atlas.entry(index).name)
}
