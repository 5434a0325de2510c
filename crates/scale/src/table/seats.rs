//! Seats as answers write them: what each brings, what stays uncovered, who else may come.

use std::collections::BTreeMap;

use atlas::{Subject, TerritoryIndex};
use competence::{AuthorityRef, Register};
use funding::FundingAnswer;
use territory::{Bilingual, Contact};

use super::{
    AlsoAnswer, NamedAnswer, NeedAnswer, NeedKind, RoleAnswer, SeatAnswer, UncoveredAnswer, Why,
    needs::{Cell, Need, NeedOf, Needs, SeatKey},
    words,
};
use crate::{Rooms, straddle::shares};

/// How many may come besides, for each reason.
const MOST_BESIDES: usize = 10;

/// A table, while it is written.
pub(super) struct Seats<'a, 'b> {
    pub(super) rooms: &'b Rooms<'a>,
    pub(super) subject: &'b Subject<'b>,
    pub(super) needs: &'b Needs,
    pub(super) chosen: &'b [u32],
    pub(super) money: Option<&'b FundingAnswer<'a>>,
}

/// Who somebody is.
struct Who<'a> {
    id: String,
    name: Bilingual,
    kind_name: Bilingual,
    contact: Contact<'a>,
}

impl<'a> Seats<'a, '_> {
    /// The needs, as the answer lists them.
    pub(super) fn needs(&self) -> Vec<NeedAnswer<'a>> {
        let one = |need: &Need| {
            let (kind, slug) = self.slug(need.of);
            NeedAnswer { kind, slug, name: self.name(need.of), zones: need.cells.len() as u32 }
        };
        self.needs.all.iter().map(one).collect()
    }

    pub(super) fn slug(&self, of: NeedOf) -> (NeedKind, &'a str) {
        match of {
            NeedOf::Decide(id) => {
                let catalogue = self.rooms.register.map(Register::catalogue);
                (NeedKind::Decide, catalogue.map_or("", |all| &all.competence(id).slug))
            }
            NeedOf::Fund(level) => (NeedKind::Fund, level.slug()),
        }
    }

    pub(super) fn name(&self, of: NeedOf) -> Bilingual {
        match (of, self.rooms.register) {
            (NeedOf::Decide(id), Some(register)) => {
                register.catalogue().competence(id).name.clone()
            }
            (NeedOf::Decide(_), None) => Bilingual::default(),
            (NeedOf::Fund(level), _) => level.name(),
        }
    }

    /// The seats of the table, those who cover most first.
    pub(super) fn at_table(&self) -> Vec<SeatAnswer<'a>> {
        let mut seats: Vec<(f64, SeatAnswer<'a>)> =
            self.chosen.iter().map(|&seat| (self.weight(seat), self.seat(seat))).collect();
        seats.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
        seats.into_iter().map(|(_, seat)| seat).collect()
    }

    /// People times needs: what orders seats.
    fn weight(&self, seat: u32) -> f64 {
        self.cells()
            .filter(|(_, cell)| cell.seats.contains(&seat))
            .map(|(_, cell)| cell.people)
            .sum()
    }

    fn cells(&self) -> impl Iterator<Item = (NeedOf, &Cell)> {
        self.needs.all.iter().flat_map(|need| need.cells.iter().map(|cell| (need.of, cell)))
    }

    fn seat(&self, seat: u32) -> SeatAnswer<'a> {
        let who = self.who(seat);
        let alone = |(_, cell): (NeedOf, &Cell)| cell.seats == [seat];
        SeatAnswer {
            id: who.id,
            name: who.name,
            kind_name: who.kind_name,
            indispensable: self.cells().any(alone),
            roles: self.needs.all.iter().filter_map(|need| self.role(need, seat)).collect(),
            contact: who.contact,
        }
    }

    fn role(&self, need: &Need, seat: u32) -> Option<RoleAnswer<'a>> {
        let cells: Vec<&Cell> =
            need.cells.iter().filter(|cell| cell.seats.contains(&seat)).collect();
        let first = cells.first()?;
        let standing = first.standings.iter().find(|(who, _)| *who == seat).map(|(_, s)| *s);
        let article = match (need.of, standing, self.rooms.register) {
            (NeedOf::Decide(id), Some(standing), Some(register)) => {
                register.article_of(id, standing)
            }
            _ => None,
        };
        let sum = |of: fn(&Cell) -> f64| -> f64 { cells.iter().map(|cell| of(cell)).sum() };
        let communes = Self::communes(&cells);
        let (kind, slug) = self.slug(need.of);
        let whole = cells.len() == need.cells.len();
        let depends = cells.iter().any(|cell| cell.verify);
        Some(RoleAnswer {
            kind,
            need: slug,
            title: standing.map(|standing| standing.title),
            article: article.map(|(article, _)| article.as_str()),
            verify: depends || article.is_some_and(|(_, verify)| verify),
            share: shares(self.subject, sum(|cell| cell.people), sum(|cell| cell.area)),
            communes: communes.len() as u32,
            commune_codes: (!whole).then(|| self.codes(&communes)),
            programmes: self.programmes(need.of, seat),
        })
    }

    fn programmes(&self, of: NeedOf, seat: u32) -> Vec<NamedAnswer<'a>> {
        let NeedOf::Fund(level) = of else { return Vec::new() };
        let candidate = self.needs.seats.get(seat as usize);
        let places = candidate.and_then(|candidate| candidate.programmes.get(&level));
        let known = |&place: &usize| {
            let programme = self.money?.programmes.get(place)?;
            Some(NamedAnswer { slug: programme.slug, name: programme.name })
        };
        places.into_iter().flatten().filter_map(known).collect()
    }

    fn communes(cells: &[&Cell]) -> Vec<TerritoryIndex> {
        let mut communes: Vec<TerritoryIndex> =
            cells.iter().flat_map(|cell| &cell.communes).copied().collect();
        communes.sort_unstable();
        communes.dedup();
        communes
    }

    fn codes(&self, communes: &[TerritoryIndex]) -> Vec<&'a str> {
        let atlas = self.rooms.atlas;
        communes.iter().map(|&commune| atlas.entry(commune).id.code.as_str()).collect()
    }

    fn who(&self, seat: u32) -> Who<'a> {
        match self.needs.seats.get(seat as usize).map(|candidate| candidate.key) {
            Some(SeatKey::Authority(authority)) => self.authority(authority),
            Some(SeatKey::Funder(place)) => self.funder(place),
            None => Who {
                id: String::new(),
                name: Bilingual::default(),
                kind_name: Bilingual::default(),
                contact: Contact::default(),
            },
        }
    }

    fn authority(&self, authority: AuthorityRef) -> Who<'a> {
        let Some(register) = self.rooms.register else { return self.funder(usize::MAX) };
        let told = register.authority_answer(authority, self.rooms.asked());
        let kind = register.catalogue().kinds().iter().find(|kind| *kind.slug == *told.kind);
        let plain = || Bilingual::new(told.kind_name, told.kind_name);
        Who {
            id: told.id.to_owned(),
            name: Bilingual::new(told.name, told.name),
            kind_name: kind.map_or_else(plain, |kind| kind.name.clone()),
            contact: told.contact,
        }
    }

    fn funder(&self, place: usize) -> Who<'a> {
        let funders = self.rooms.programmes.map(|programmes| &programmes.catalogue().funders);
        let funder = funders.and_then(|funders| funders.get(place));
        let label = |language| funder.map_or("", |funder| funder.kind.label(language));
        let contact = Contact {
            site: funder.and_then(|funder| funder.site.as_deref()),
            ..Contact::default()
        };
        Who {
            id: funder.map_or_else(String::new, |funder| format!("funder:{}", funder.slug)),
            name: funder.map_or_else(Bilingual::default, |funder| funder.name.clone()),
            kind_name: crate::words::both(|language| label(language).to_owned()),
            contact,
        }
    }

    /// Where nobody known brings something.
    pub(super) fn uncovered(&self) -> Vec<UncoveredAnswer<'a>> {
        let mut all = Vec::new();
        for need in &self.needs.all {
            let cells: Vec<&Cell> =
                need.cells.iter().filter(|cell| cell.seats.is_empty()).collect();
            if cells.is_empty() {
                continue;
            }
            let (kind, slug) = self.slug(need.of);
            let communes = Self::communes(&cells);
            let people: f64 = cells.iter().map(|cell| cell.people).sum();
            let area: f64 = cells.iter().map(|cell| cell.area).sum();
            let mut may_act: Vec<AuthorityRef> =
                cells.iter().flat_map(|cell| &cell.may_act).copied().collect();
            may_act.sort_unstable();
            may_act.dedup();
            let named = |authority: &AuthorityRef| {
                let register = self.rooms.register?;
                Some(register.authority_answer(*authority, self.rooms.asked()).name)
            };
            let sentence = words::uncovered(self, need.of, communes.len(), people);
            all.push(UncoveredAnswer {
                kind,
                need: slug,
                population: people.round() as u32,
                share: shares(self.subject, people, area),
                communes: communes.len() as u32,
                commune_codes: self.codes(&communes),
                may_act: may_act.iter().filter_map(named).collect(),
                sentence,
            });
        }
        all
    }

    /// Who may come besides: chefs de file, other holders above communes, other funders.
    pub(super) fn also(&self) -> Vec<AlsoAnswer<'a>> {
        let mut sums: BTreeMap<(Why, u32), (NeedOf, f64, f64)> = BTreeMap::new();
        for (of, cell) in self.cells() {
            for &seat in cell.fallback.iter().filter(|seat| !self.chosen.contains(seat)) {
                let sum = sums.entry((Why::Default, seat)).or_insert((of, 0.0, 0.0));
                sum.1 += cell.people;
                sum.2 += cell.area;
            }
            for &seat in cell.seats.iter().filter(|seat| !self.chosen.contains(seat)) {
                let tier = self.needs.seats.get(seat as usize).and_then(|one| one.tier);
                let why = match of {
                    NeedOf::Decide(_) if tier == Some(competence::Tier::Commune) => continue,
                    NeedOf::Decide(_) => Why::Holder,
                    NeedOf::Fund(_) => Why::Funder,
                };
                let sum = sums.entry((why, seat)).or_insert((of, 0.0, 0.0));
                if sum.0 == of {
                    sum.1 += cell.people;
                    sum.2 += cell.area;
                }
            }
        }
        let mut also: Vec<AlsoAnswer<'a>> = self.leads();
        for why in [Why::Default, Why::Holder, Why::Funder] {
            let mut of_why: Vec<_> = sums.iter().filter(|((known, _), _)| *known == why).collect();
            of_why.sort_by(|a, b| {
                let programmes = |seat: u32| {
                    self.needs
                        .seats
                        .get(seat as usize)
                        .map_or(0, |one| one.programmes.values().map(Vec::len).sum::<usize>())
                };
                b.1.1.total_cmp(&a.1.1).then(programmes(b.0.1).cmp(&programmes(a.0.1)))
            });
            let known = |id: &str, also: &[AlsoAnswer<'a>]| also.iter().any(|one| one.id == id);
            for (&(_, seat), &(of, people, area)) in of_why.into_iter().take(MOST_BESIDES) {
                let who = self.who(seat);
                if !known(&who.id, &also) {
                    also.push(self.besides(who, why, of, (people, area)));
                }
            }
        }
        also.extend(self.foundations());
        also
    }

    /// Foundations and others: no level of money needs them, each may add some.
    fn foundations(&self) -> Vec<AlsoAnswer<'a>> {
        let mut found: Vec<AlsoAnswer<'a>> = Vec::new();
        let programmes = self.money.map_or(&[][..], |money| &money.programmes);
        for programme in self.needs.beside.iter().filter_map(|&place| programmes.get(place)) {
            let id = format!("funder:{}", programme.funder.slug);
            if found.len() >= MOST_BESIDES || found.iter().any(|one| one.id == id) {
                continue;
            }
            found.push(AlsoAnswer {
                id,
                name: programme.funder.name.clone(),
                why: Why::Funder,
                need: "other",
                share: atlas::Share {
                    population: programme.coverage.population_share,
                    area: programme.coverage.area_share,
                },
                contact: Contact { site: programme.funder.site, ..Contact::default() },
            });
        }
        found
    }

    /// Chefs de file that have no seat.
    fn leads(&self) -> Vec<AlsoAnswer<'a>> {
        let seated = |authority: AuthorityRef| {
            let key = SeatKey::Authority(authority);
            let seats = self.chosen.iter().filter_map(|&seat| self.needs.seats.get(seat as usize));
            seats.into_iter().any(|candidate| candidate.key == key)
        };
        let mut leads: Vec<_> = self.needs.leads.iter().filter(|lead| !seated(lead.1)).collect();
        leads.sort_by(|a, b| b.2.total_cmp(&a.2).then(b.3.total_cmp(&a.3)));
        let mut told: Vec<AuthorityRef> = Vec::new();
        leads.retain(|lead| {
            let new = !told.contains(&lead.1);
            told.push(lead.1);
            new
        });
        let lead = |&&(id, authority, people, area): &&(_, AuthorityRef, f64, f64)| {
            let who = self.authority(authority);
            self.besides(who, Why::Lead, NeedOf::Decide(id), (people, area))
        };
        leads.iter().take(MOST_BESIDES).map(lead).collect()
    }

    fn besides(
        &self,
        who: Who<'a>,
        why: Why,
        of: NeedOf,
        (people, area): (f64, f64),
    ) -> AlsoAnswer<'a> {
        AlsoAnswer {
            id: who.id,
            name: who.name,
            why,
            need: self.slug(of).1,
            share: shares(self.subject, people, area),
            contact: who.contact,
        }
    }
}
