//! The straddle report: what cuts a territory at each administrative level, and who is left on the
//! wrong side.

mod answer;
mod words;

pub use answer::{
    EpciAnswer, GoverningAnswer, LevelAnswer, SideAnswer, StraddleAnswer, WrongSideAnswer,
};

use std::collections::HashMap;

use atlas::{Atlas, Share, SourceAnswer, Subject, TOLERANCE, TerritoryIndex};
use geometry::FaceId;
use territory::{Bilingual, Kind};

use crate::{Rooms, logbook::Entry, rooms::Rank, words::share};

/// The levels, the widest first.
const LEVELS: [Kind; 6] =
    [Kind::REGION, Kind::DEPARTEMENT, Kind::ARRONDISSEMENT, Kind::EPCI, Kind::EPT, Kind::CANTON];

/// One side of a border, while it is summed.
#[derive(Debug)]
pub(crate) struct Side {
    pub(crate) territory: Option<TerritoryIndex>,
    pub(crate) faces: usize,
    pub(crate) people: f64,
    pub(crate) area: f64,
    pub(crate) reaches_beyond: bool,
    pub(crate) communes: Vec<SideCommune>,
}

/// A commune on one side.
#[derive(Debug)]
pub(crate) struct SideCommune {
    pub(crate) commune: TerritoryIndex,
    /// One of its faces there.
    face: FaceId,
    people: f64,
}

/// One level, while it is put into words.
#[derive(Debug)]
pub(crate) struct Level<'a> {
    pub(crate) kind: &'a Kind,
    pub(crate) cut: bool,
    pub(crate) sides: Vec<Side>,
    pub(crate) ranks: Vec<Rank>,
}

/// What cuts a subject. `name` is that of a drawn area or basket.
#[must_use]
pub fn straddle<'a>(
    rooms: &Rooms<'a>,
    (subject, name): (&Subject<'_>, &'a str),
) -> StraddleAnswer<'a> {
    let Rooms { atlas, year, date, .. } = *rooms;
    let levels: Vec<Level<'a>> = LEVELS
        .iter()
        .filter_map(|kind| level(rooms, subject, kind, rooms.rank(kind, subject)))
        .collect();
    let brief = atlas.subject_brief(subject, name, year);
    let sources: Vec<SourceAnswer<'a>> =
        atlas.sources_of(subject.territory).into_iter().map(SourceAnswer).collect();
    let told: Vec<Bilingual> =
        levels.iter().map(|level| words::level(rooms, subject, level)).collect();
    let sentence = words::whole(rooms, subject, &levels);
    let title = Bilingual::new("Ce qui coupe ce territoire", "What cuts this territory");
    let logbook = Entry {
        title,
        subject: &brief,
        vintage: year.vintage,
        date,
        sentences: told.clone(),
        sources: &sources,
    };
    StraddleAnswer {
        logbook: logbook.write(),
        subject: brief,
        vintage: year.vintage,
        date,
        exact: !subject.cuts_units,
        levels: levels
            .iter()
            .zip(told)
            .map(|(level, sentence)| level_answer(rooms, subject, level, sentence))
            .collect(),
        sentence,
        sources,
    }
}

/// A level; `None` where no territory of the kind holds any of the subject, but for EPCI: to be in
/// none of them is an answer.
fn level<'a>(
    rooms: &Rooms<'_>,
    subject: &Subject<'_>,
    kind: &'a Kind,
    ranks: Vec<Rank>,
) -> Option<Level<'a>> {
    let sides = sides(rooms, subject, kind);
    let held = sides.iter().any(|side| side.territory.is_some());
    let loaded = rooms.atlas.kinds().any(|known| known == kind);
    if !loaded || (!held && *kind != Kind::EPCI) {
        return None;
    }
    let cut = sides.len() > 1 && sides.iter().any(|side| side.reaches_beyond);
    Some(Level { kind, cut, sides, ranks })
}

fn sides(rooms: &Rooms<'_>, subject: &Subject<'_>, kind: &Kind) -> Vec<Side> {
    let Rooms { atlas, year, .. } = *rooms;
    let mut places: HashMap<Option<TerritoryIndex>, usize> = HashMap::new();
    let mut sides: Vec<Side> = Vec::new();
    for (place, &face) in subject.faces().iter().enumerate() {
        let territory = atlas.holder(year, face, kind);
        let at = *places.entry(territory).or_insert_with(|| {
            sides.push(Side::new(territory));
            sides.len() - 1
        });
        let fraction = subject.fraction(place);
        if let Some(side) = sides.get_mut(at) {
            let people = f64::from(year.people_on(face)) * fraction;
            side.add(face, people, atlas.face_area(face) * fraction, year.commune_of(face));
        }
    }
    for side in &mut sides {
        side.finish(atlas, subject);
    }
    // Borders of polygons and of communes are drawn from different originals: slivers are no side.
    let least = |side: &Side| {
        let other = side.territory.map_or(f64::INFINITY, |index| atlas.entry(index).area);
        if subject.shape().is_some() { TOLERANCE * subject.area.min(other) } else { 0.0 }
    };
    sides.retain(|side| side.area > least(side) || subject.shape().is_none());
    sides.sort_by(|a, b| b.people.total_cmp(&a.people).then(b.area.total_cmp(&a.area)));
    sides
}

impl Side {
    fn new(territory: Option<TerritoryIndex>) -> Self {
        let (people, area) = (0.0, 0.0);
        Self { territory, faces: 0, people, area, reaches_beyond: false, communes: Vec::new() }
    }

    fn add(&mut self, face: FaceId, people: f64, area: f64, commune: Option<TerritoryIndex>) {
        self.faces += 1;
        self.people += people;
        self.area += area;
        let Some(commune) = commune else { return };
        match self.communes.last_mut() {
            // Faces of a commune follow each other but for mergers.
            Some(last) if last.commune == commune => last.people += people,
            _ => self.communes.push(SideCommune { commune, face, people }),
        }
    }

    fn finish(&mut self, atlas: &Atlas, subject: &Subject<'_>) {
        self.communes.sort_by_key(|one| one.commune);
        self.communes.dedup_by(|next, kept| {
            let same = next.commune == kept.commune;
            if same {
                kept.people += next.people;
            }
            same
        });
        self.reaches_beyond = self.territory.is_some_and(|index| {
            let whole = atlas.entry(index).area;
            if subject.shape().is_some() {
                whole - self.area >= TOLERANCE * whole
            } else {
                atlas.faces(index).len() > self.faces
            }
        });
    }
}

fn level_answer<'a>(
    rooms: &Rooms<'a>,
    subject: &Subject<'_>,
    level: &Level<'a>,
    sentence: Bilingual,
) -> LevelAnswer<'a> {
    let of = |people, area| shares(subject, people, area);
    LevelAnswer {
        kind: level.kind,
        cut: level.cut,
        sides: level
            .sides
            .iter()
            .enumerate()
            .map(|(place, side)| SideAnswer {
                territory: side.territory.map(|index| rooms.atlas.brief(index, rooms.year)),
                reaches_beyond: side.reaches_beyond,
                population: side.people.round() as u32,
                area_km2: (side.area / 100.0).round() / 1e4,
                share: of(side.people, side.area),
                communes: side.communes.len() as u32,
                wrong_side: (level.cut && place > 0 && side.is_wrong())
                    .then(|| side.communes.iter().map(|one| wrong_side(rooms, one)).collect()),
            })
            .collect(),
        governed_by: governed_by(rooms, subject, &level.ranks),
        sentence,
    }
}

impl Side {
    /// Whether its communes are on the wrong side where it is not the main one.
    fn is_wrong(&self) -> bool {
        self.reaches_beyond || self.territory.is_none()
    }
}

fn wrong_side<'a>(rooms: &Rooms<'a>, one: &SideCommune) -> WrongSideAnswer<'a> {
    let entry = rooms.atlas.entry(one.commune);
    let epci = rooms.atlas.holder(rooms.year, one.face, &Kind::EPCI);
    let epci = epci.map(|index| rooms.atlas.entry(index));
    WrongSideAnswer {
        code: entry.id.code.as_str(),
        name: &entry.name,
        population: one.people.round() as u32,
        epci: epci.map(|epci| EpciAnswer { id: &epci.id_text, name: &epci.name }),
    }
}

fn governed_by<'a>(
    rooms: &Rooms<'a>,
    subject: &Subject<'_>,
    ranks: &[Rank],
) -> Vec<GoverningAnswer<'a>> {
    let Some(register) = rooms.register else { return Vec::new() };
    let one = |rank: &Rank| {
        let authority = register.authority_answer(rank.authority, rooms.asked());
        GoverningAnswer {
            id: authority.id,
            name: authority.name,
            share: shares(subject, rank.people, rank.area),
            communes: rank.communes,
        }
    };
    ranks.iter().map(one).collect()
}

/// Shares of a subject.
pub(crate) fn shares(subject: &Subject<'_>, people: f64, area: f64) -> Share {
    Share { population: share(people, subject.people), area: share(area, subject.area) }
}

/// The levels that everybody knows.
pub(crate) const KNOWN: [Kind; 3] = [Kind::REGION, Kind::DEPARTEMENT, Kind::EPCI];

/// A kind whose borders cut a subject.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LevelCut {
    pub(crate) kind: &'static Kind,
    /// Over how many of them it is spread.
    pub(crate) count: u32,
    /// Share of its people (of its area, where nobody lives there) on the wrong sides.
    pub(crate) wrong: f64,
}

/// Which of the known levels cut a subject.
pub(crate) fn cuts(rooms: &Rooms<'_>, subject: &Subject<'_>) -> Vec<LevelCut> {
    static KINDS: [Kind; 3] = KNOWN;
    let cut = |kind: &'static Kind| {
        let level = level(rooms, subject, kind, Vec::new()).filter(|level| level.cut)?;
        let wrong = level.sides.iter().skip(1).filter(|side| side.is_wrong());
        let [people, area] =
            wrong.fold([0.0, 0.0], |[p, a], side| [p + side.people, a + side.area]);
        let wrong = share(people, subject.people).or_else(|| share(area, subject.area));
        let count = level.sides.len() as u32;
        Some(LevelCut { kind, count, wrong: wrong.unwrap_or(0.0) })
    };
    KINDS.iter().filter_map(cut).collect()
}
