//! What the table needs, cut into the parts of the ground on which the same can bring it.

use std::collections::{BTreeMap, HashMap, HashSet};

use atlas::{Subject, TerritoryIndex};
use competence::{AuthorityRef, CompetenceId, Register, Standing, Tier, Title};
use funding::{Extent, FunderKind, FundingAnswer, ProgrammeAnswer, State};
use geometry::FaceId;
use territory::{Kind, TerritoryId};

use super::{Money, TableQuestion};
use crate::{Rooms, rooms::Rank};

/// Who may sit, whatever it is known from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum SeatKey {
    Authority(AuthorityRef),
    /// By its place in the catalogue.
    Funder(usize),
}

/// Where money comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MoneyLevel {
    /// The State and its agencies.
    State,
    /// Europe.
    Europe,
    /// Régions.
    Region,
    /// Départements.
    Departement,
    /// Social security, water agencies, public banks.
    Agency,
    /// Wherever it comes from.
    Any,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NeedOf {
    Decide(CompetenceId),
    Fund(MoneyLevel),
}

/// A need, and the parts of the ground.
#[derive(Debug)]
pub(crate) struct Need {
    pub(crate) of: NeedOf,
    pub(crate) cells: Vec<Cell>,
}

/// Ground on which the same can bring something.
#[derive(Debug, Default)]
pub(crate) struct Cell {
    pub(crate) people: f64,
    pub(crate) area: f64,
    pub(crate) communes: Vec<TerritoryIndex>,
    /// Who can, by place in [`Needs::seats`], ascending.
    pub(crate) seats: Vec<u32>,
    /// How each of them stands there; empty for money.
    pub(crate) standings: Vec<(u32, Standing)>,
    /// Who holds it where those have not taken it.
    pub(crate) fallback: Vec<u32>,
    /// Whether the law alone does not say who holds it.
    pub(crate) verify: bool,
    /// Who may take it, where nobody holds it.
    pub(crate) may_act: Vec<AuthorityRef>,
}

/// Who may sit.
#[derive(Debug)]
pub(crate) struct Candidate {
    pub(crate) key: SeatKey,
    pub(crate) tier: Option<Tier>,
    /// Whether all its titles are sure.
    pub(crate) sure: bool,
    /// The programmes by which it pays, by level, as places in the funding answer.
    pub(crate) programmes: BTreeMap<MoneyLevel, Vec<usize>>,
}

/// Everything that the table needs.
#[derive(Debug, Default)]
pub(crate) struct Needs {
    pub(crate) all: Vec<Need>,
    pub(crate) seats: Vec<Candidate>,
    pub(crate) leads: Vec<(CompetenceId, AuthorityRef, f64, f64)>,
    /// Funders with no need of their own: foundations and others, by place in the funding answer.
    pub(crate) beside: Vec<usize>,
    places: HashMap<SeatKey, u32>,
}

impl MoneyLevel {
    pub(crate) const fn of(kind: FunderKind) -> Option<Self> {
        match kind {
            FunderKind::State | FunderKind::StateAgency => Some(Self::State),
            FunderKind::Europe => Some(Self::Europe),
            FunderKind::Region => Some(Self::Region),
            FunderKind::Departement => Some(Self::Departement),
            FunderKind::SocialSecurity | FunderKind::WaterAgency | FunderKind::PublicBank => {
                Some(Self::Agency)
            }
            FunderKind::Foundation | FunderKind::Other => None,
        }
    }
}

impl Needs {
    pub(crate) fn new(
        rooms: &Rooms<'_>,
        subject: &Subject<'_>,
        question: &TableQuestion,
        money: Option<&FundingAnswer<'_>>,
    ) -> Self {
        let mut needs = Self::default();
        if let Some(register) = rooms.register {
            for id in rooms.competences(question.theme) {
                needs.decide(rooms, register, subject, id);
            }
        }
        if let Some(money) = money {
            needs.fund(rooms, subject, question.money, money);
        }
        needs
    }

    fn seat(&mut self, key: SeatKey, tier: Option<Tier>) -> u32 {
        let Self { places, seats, .. } = self;
        *places.entry(key).or_insert_with(|| {
            seats.push(Candidate { key, tier, sure: true, programmes: BTreeMap::new() });
            seats.len() as u32 - 1
        })
    }

    /// A competence: each zone of the register is a part of the ground.
    fn decide(
        &mut self,
        rooms: &Rooms<'_>,
        register: &Register,
        subject: &Subject<'_>,
        id: CompetenceId,
    ) {
        let mut cells = Vec::new();
        for zone in register.zones(id, subject, rooms.asked()) {
            let mut cell = Cell {
                people: zone.people,
                area: zone.area,
                communes: zone.communes.clone(),
                ..Cell::default()
            };
            cell.verify = zone.holders().any(|standing| standing.title == Title::Depends);
            for standing in zone.holders() {
                let key = SeatKey::Authority(standing.authority);
                let seat = self.seat(key, Some(standing.tier));
                if cell.verify
                    && let Some(candidate) = self.seats.get_mut(seat as usize)
                {
                    candidate.sure = false;
                }
                // The nearer one knows whether it has taken it: it is the one to ask first.
                if cell.verify && standing.title == Title::Default {
                    cell.fallback.push(seat);
                } else {
                    cell.seats.push(seat);
                    cell.standings.push((seat, standing));
                }
            }
            cell.seats.sort_unstable();
            cell.seats.dedup();
            if cell.seats.is_empty() {
                cell.may_act = zone.may_act().map(|standing| standing.authority).collect();
            }
            for lead in zone.lead() {
                let same = |known: &&mut (CompetenceId, AuthorityRef, f64, f64)| {
                    known.0 == id && known.1 == lead.authority
                };
                match self.leads.iter_mut().find(same) {
                    Some(known) => {
                        known.2 += zone.people;
                        known.3 += zone.area;
                    }
                    None => self.leads.push((id, lead.authority, zone.people, zone.area)),
                }
            }
            cells.push(cell);
        }
        self.all.push(Need { of: NeedOf::Decide(id), cells });
    }

    /// Money: the faces of the subject, grouped by who pays there at each level.
    fn fund(
        &mut self,
        rooms: &Rooms<'_>,
        subject: &Subject<'_>,
        money: Money,
        answer: &FundingAnswer<'_>,
    ) {
        let mut reach: BTreeMap<MoneyLevel, BTreeMap<u32, Vec<bool>>> = BTreeMap::new();
        let mut payers = Payers::new(rooms, subject);
        for (place, programme) in answer.programmes.iter().enumerate() {
            if programme.state == State::Closed {
                continue;
            }
            let level = match money {
                Money::None => continue,
                Money::Any => MoneyLevel::Any,
                Money::Levels => {
                    let Some(level) = MoneyLevel::of(programme.funder.kind) else {
                        self.beside.push(place);
                        continue;
                    };
                    level
                }
            };
            let covered = payers.covered(programme);
            for (key, tier, ground) in payers.of(programme) {
                let seat = self.seat(key, tier);
                if let Some(candidate) = self.seats.get_mut(seat as usize) {
                    candidate.programmes.entry(level).or_default().push(place);
                }
                let of_level = reach.entry(level).or_default();
                let reach = of_level.entry(seat).or_insert_with(|| vec![false; covered.len()]);
                for (face, (reach, covered)) in
                    subject.faces().iter().zip(reach.iter_mut().zip(&covered))
                {
                    let held = ground.as_ref().is_none_or(|g| g.binary_search(face).is_ok());
                    *reach |= *covered && held;
                }
            }
        }
        for (level, reach) in reach {
            let cells = cells_of(rooms, subject, &reach);
            self.all.push(Need { of: NeedOf::Fund(level), cells });
        }
    }
}

/// Groups the faces of a subject by who reaches them.
fn cells_of(
    rooms: &Rooms<'_>,
    subject: &Subject<'_>,
    reach: &BTreeMap<u32, Vec<bool>>,
) -> Vec<Cell> {
    let mut cells: BTreeMap<Vec<u32>, Cell> = BTreeMap::new();
    for (place, &face) in subject.faces().iter().enumerate() {
        let reaching = reach.iter().filter(|(_, reach)| reach.get(place) == Some(&true));
        let seats: Vec<u32> = reaching.map(|(&seat, _)| seat).collect();
        let fraction = subject.fraction(place);
        let cell = cells.entry(seats).or_default();
        cell.people += f64::from(rooms.year.people_on(face)) * fraction;
        cell.area += rooms.atlas.face_area(face) * fraction;
        cell.communes.extend(rooms.year.commune_of(face));
    }
    let finish = |(seats, mut cell): (Vec<u32>, Cell)| {
        cell.seats = seats;
        cell.communes.sort_unstable();
        cell.communes.dedup();
        cell
    };
    cells.into_iter().map(finish).collect()
}

/// Who pays for a programme, and on which part of the subject.
struct Payers<'a, 'b> {
    rooms: &'b Rooms<'a>,
    subject: &'b Subject<'b>,
    funders: HashMap<&'a str, usize>,
    ranks: HashMap<Kind, Vec<Rank>>,
}

/// A payer, its tier, and its ground where the programme's own is not all of it.
type Payer = (SeatKey, Option<Tier>, Option<Vec<FaceId>>);

impl<'a, 'b> Payers<'a, 'b> {
    fn new(rooms: &'b Rooms<'a>, subject: &'b Subject<'b>) -> Self {
        let funders = rooms.programmes.map_or(&[][..], |all| &all.catalogue().funders);
        let funders = funders.iter().enumerate().map(|(place, f)| (&*f.slug, place)).collect();
        Self { rooms, subject, funders, ranks: HashMap::new() }
    }

    /// Which faces of the subject a programme covers. Where it covers a part, that is told by
    /// communes.
    fn covered(&self, programme: &ProgrammeAnswer<'_>) -> Vec<bool> {
        let faces = self.subject.faces();
        let coverage = &programme.coverage;
        match (&coverage.communes, coverage.relation) {
            (Some(communes), Extent::Part) => {
                let communes: HashSet<&str> = communes.iter().copied().collect();
                let commune = |&face: &FaceId| self.rooms.year.commune_of(face);
                let code = |index| self.rooms.atlas.entry(index).id.code.as_str();
                faces
                    .iter()
                    .map(|f| commune(f).is_some_and(|c| communes.contains(code(c))))
                    .collect()
            }
            _ => vec![true; faces.len()],
        }
    }

    /// A région or département that funds is the same seat as the authority that decides. A
    /// programme that all of them offer is offered by each at home.
    fn of(&mut self, programme: &ProgrammeAnswer<'_>) -> Vec<Payer> {
        let (kind, tier) = match programme.funder.kind {
            FunderKind::Region => (Kind::REGION, Tier::Region),
            FunderKind::Departement => (Kind::DEPARTEMENT, Tier::Departement),
            _ => return self.funder(programme),
        };
        let Rooms { atlas, year, .. } = *self.rooms;
        let Some(register) = self.rooms.register else { return self.funder(programme) };
        let ids = programme.coverage.pieces.iter().filter_map(|id| id.parse::<TerritoryId>().ok());
        let own: Vec<TerritoryId> = ids.filter(|id| id.kind == kind).collect();
        if own.is_empty() {
            let (rooms, subject) = (self.rooms, self.subject);
            let ranks = self.ranks.entry(kind).or_insert_with_key(|kind| rooms.rank(kind, subject));
            let payer = |rank: &Rank| {
                (SeatKey::Authority(rank.authority), Some(tier), Some(rank.faces.clone()))
            };
            return ranks.iter().map(payer).collect();
        }
        let payer = |id: &TerritoryId| {
            let authority = register.governing(id, atlas, year)?;
            let faces = atlas.faces(atlas.find(id, year).ok()?).to_vec();
            Some((SeatKey::Authority(authority), Some(tier), Some(faces)))
        };
        own.iter().filter_map(payer).collect()
    }

    fn funder(&self, programme: &ProgrammeAnswer<'_>) -> Vec<Payer> {
        let place = self.funders.get(programme.funder.slug);
        place.map(|&place| (SeatKey::Funder(place), None, None)).into_iter().collect()
    }
}
