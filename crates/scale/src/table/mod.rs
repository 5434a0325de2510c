//! The round table: the smallest set of authorities and funders that together cover a territory
//! for a theme.

mod answer;
mod needs;
mod seats;
mod words;

pub use answer::{
    AlsoAnswer, NamedAnswer, NeedAnswer, NeedKind, ProofAnswer, RoleAnswer, RoundTableAnswer,
    RuleAnswer, SeatAnswer, UncoveredAnswer, Why,
};
pub use needs::MoneyLevel;

use atlas::{SourceAnswer, Subject};
use competence::Tier;
use funding::{Applicant, FundingAnswer, Question};
use territory::{Bilingual, ThemeId};

use crate::{
    Rooms, When,
    cover::{self, Cover, Instance},
    logbook::Entry,
};
use needs::{Candidate, NeedOf, Needs, SeatKey};
use seats::Seats;

/// What is asked besides the territory.
#[derive(Clone, Copy, Debug)]
pub struct TableQuestion {
    /// The theme.
    pub theme: ThemeId,
    /// Which money must be at the table.
    pub money: Money,
    /// Who would apply for it; anybody where it is not said.
    pub applicant: Option<Applicant>,
    /// The most nodes that the search looks at.
    pub most_work: u64,
}

/// Which money must be at the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Money {
    /// Some of each level that has a programme here: State, Europe, région, département, agencies.
    #[default]
    Levels,
    /// Some, wherever it comes from.
    Any,
    /// None: only those who decide.
    None,
}

impl Money {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Levels, Self::Any, Self::None];

    /// Its name in addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Levels => "levels",
            Self::Any => "any",
            Self::None => "none",
        }
    }

    /// The one with this name in addresses.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }
}

impl TableQuestion {
    /// Enough for all that was met, and about a tenth of a second.
    pub const MOST_WORK: u64 = 20_000;

    /// A table for a theme, with money of each level.
    #[must_use]
    pub const fn new(theme: ThemeId) -> Self {
        Self { theme, money: Money::Levels, applicant: None, most_work: Self::MOST_WORK }
    }
}

/// The cost of a seat. Tables of as many seats are told apart by less: by who is nearest and surest.
const SEAT: u64 = 1 << 20;

/// The smallest table. `name` is that of a drawn area or basket; `None` where the theme is of
/// another vocabulary.
#[must_use]
pub fn round_table<'a>(
    rooms: &Rooms<'a>,
    (subject, name): (&Subject<'_>, &'a str),
    question: &TableQuestion,
) -> Option<RoundTableAnswer<'a>> {
    let Rooms { atlas, year, date, .. } = *rooms;
    let theme = rooms.themes.get(question.theme)?;
    let money = money(rooms, subject, question);
    let needs = Needs::new(rooms, subject, question, money.as_ref());
    let cover = cover::smallest(&instance(&needs), question.most_work);
    let seats =
        Seats { rooms, subject, needs: &needs, chosen: &cover.chosen, money: money.as_ref() };
    let proof = proof(&cover);
    let brief = atlas.subject_brief(subject, name, year);
    let mut sources: Vec<SourceAnswer<'a>> =
        atlas.sources_of(subject.territory).into_iter().map(SourceAnswer).collect();
    let aids = rooms.programmes.map_or(&[][..], |programmes| &programmes.catalogue().sources);
    sources.extend(aids.iter().map(SourceAnswer));
    let (at_table, uncovered) = (seats.at_table(), seats.uncovered());
    let so = conditions(&needs, &cover.chosen, question);
    let rules: Vec<RuleAnswer<'a>> = rooms
        .tables
        .rules
        .iter()
        .filter(|rule| rule.is_told(&so, date))
        .map(|rule| RuleAnswer {
            slug: &rule.slug,
            name: &rule.name,
            text: &rule.text,
            article: rule.article.as_str(),
            from: rule.from,
            verify: rule.verify,
        })
        .collect();
    let sentences = words::sentences(&seats, theme, &at_table, proof, &uncovered);
    let logbook = Entry {
        title: Bilingual::new("Tour de table", "Round table"),
        subject: &brief,
        vintage: year.vintage,
        date,
        sentences: sentences.iter().cloned().chain(words::rules(&rules)).collect(),
        sources: &sources,
    };
    Some(RoundTableAnswer {
        logbook: logbook.write(),
        subject: brief,
        vintage: year.vintage,
        date,
        theme: NamedAnswer { slug: &theme.slug, name: &theme.name },
        needs: seats.needs(),
        also: seats.also(),
        seats: at_table,
        proof,
        uncovered,
        rules,
        sentence: words::joined(&sentences),
        sources,
    })
}

fn money<'a>(
    rooms: &Rooms<'a>,
    subject: &Subject<'_>,
    question: &TableQuestion,
) -> Option<FundingAnswer<'a>> {
    let programmes = rooms.programmes.filter(|_| question.money != Money::None)?;
    let asked = Question {
        themes: vec![question.theme],
        applicant: question.applicant,
        date: rooms.date,
        open_only: false,
        words: None,
    };
    Some(programmes.ask(rooms.atlas, (subject, ""), &asked, rooms.year))
}

fn instance(needs: &Needs) -> Instance {
    let cells = needs.all.iter().flat_map(|need| &need.cells);
    Instance {
        costs: needs.seats.iter().map(|seat| SEAT + seat.inconvenience()).collect(),
        elements: cells.map(|cell| cell.seats.clone()).collect(),
    }
}

impl Candidate {
    /// Below 16, so that no number of seats anybody meets outweighs one seat more.
    fn inconvenience(&self) -> u64 {
        let programmes: usize = self.programmes.values().map(Vec::len).sum();
        let far = match (self.key, self.tier) {
            (SeatKey::Funder(_), _) => 8_u64.saturating_sub(programmes as u64),
            (_, Some(Tier::Commune)) => 0,
            (_, Some(Tier::Groupement)) => 1,
            (_, Some(Tier::Departement)) => 2,
            (_, Some(Tier::Region)) => 3,
            (_, Some(Tier::Etat) | None) => 6,
        };
        far + if self.sure { 0 } else { 4 }
    }
}

fn proof(cover: &Cover) -> ProofAnswer {
    let at_least = cover.bound.div_ceil(SEAT + 15) as u32;
    let seats = cover.chosen.len() as u32;
    // A bound on the cost below the next whole seat is a bound on seats.
    let at_least = if cover.is_minimum() { seats } else { at_least };
    ProofAnswer { seats, at_least, smallest: at_least == seats, work: cover.work }
}

/// What is so at this table.
fn conditions(needs: &Needs, chosen: &[u32], question: &TableQuestion) -> Vec<When> {
    let seats = || chosen.iter().filter_map(|&seat| needs.seats.get(seat as usize));
    let tier = |tier: Tier| seats().any(|seat| seat.tier == Some(tier));
    let pays = |level: MoneyLevel| seats().any(|seat| seat.programmes.contains_key(&level));
    let known = |level| needs.all.iter().any(|need| need.of == NeedOf::Fund(level));
    let authorities = seats().filter(|seat| seat.tier.is_some_and(|tier| tier != Tier::Etat));
    let departement = tier(Tier::Departement) || pays(MoneyLevel::Departement);
    let region = tier(Tier::Region) || pays(MoneyLevel::Region);
    let association = question.applicant.is_none_or(|one| one == Applicant::Association);
    [
        (When::Always, true),
        (When::SeveralAuthorities, authorities.count() > 1),
        (When::DepartementAndRegion, departement && region),
        (When::ChefDeFile, !needs.leads.is_empty()),
        (When::CommuneAndEpci, tier(Tier::Commune) && tier(Tier::Groupement)),
        (When::Departement, departement),
        (When::Region, region),
        (When::State, known(MoneyLevel::State)),
        (When::Europe, known(MoneyLevel::Europe)),
        (When::Association, association),
    ]
    .into_iter()
    .filter_map(|(when, so)| so.then_some(when))
    .collect()
}
