//! Perimeters as ground: each distinct one is made of faces once, and met by each question.

use std::collections::HashMap;

use atlas::{Atlas, Subject, TOLERANCE, TerritoryIndex, Year};
use geometry::FaceId;
use territory::{Kind, TerritoryId};

use crate::{Perimeter, Place, Programme};

/// The régions overseas, by their codes.
const OVERSEAS: [&str; 5] = ["01", "02", "03", "04", "06"];

/// Faces, each whole or in part.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ground {
    /// One bit a face that is held whole.
    whole: Vec<u64>,
    /// Faces held in part, ascending, with the fraction.
    partial: Vec<(FaceId, f64)>,
    /// Area in m².
    pub(crate) area: f64,
}

/// A territory that perimeters name, at the latest vintage.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub(crate) territory: TerritoryIndex,
    pub(crate) ground: Ground,
}

/// A distinct perimeter.
#[derive(Clone, Debug)]
pub(crate) struct Resolved {
    pub(crate) ground: Ground,
    /// The territories it lists, by their place in [`Grounds::named`].
    pub(crate) named: Vec<u32>,
    /// Whether nothing is cut out of them.
    full: bool,
}

/// Every perimeter of a list of programmes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Grounds {
    pub(crate) named: Vec<Named>,
    pub(crate) perimeters: Vec<Resolved>,
    /// The perimeter of each programme.
    pub(crate) of: Vec<u32>,
    /// What programmes name and the atlas does not know, or has no shape of.
    pub(crate) unknown: Vec<TerritoryId>,
}

/// What a subject and a ground have in common.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Meeting {
    /// Whether the ground holds all of the subject.
    pub(crate) whole: bool,
    /// People on the common ground.
    pub(crate) people: f64,
    /// Common area in m².
    pub(crate) area: f64,
}

impl Ground {
    fn of(atlas: &Atlas, index: TerritoryIndex, year: &Year) -> Option<Self> {
        let subject = atlas.subject(index, year).ok()?;
        let mut ground = Self::default();
        for (place, &face) in subject.faces().iter().enumerate() {
            ground.add(face, subject.fraction(place));
        }
        ground.weigh(atlas);
        Some(ground)
    }

    /// Every face of the atlas.
    fn all(atlas: &Atlas) -> Self {
        let mut ground = Self::default();
        (0..atlas.mesh().face_count() as u32).for_each(|face| ground.add(FaceId(face), 1.0));
        ground.weigh(atlas);
        ground
    }

    fn add(&mut self, face: FaceId, fraction: f64) {
        if fraction >= 1.0 {
            let (word, bit) = spot(face);
            if self.whole.len() <= word {
                self.whole.resize(word + 1, 0);
            }
            if let Some(word) = self.whole.get_mut(word) {
                *word |= bit;
            }
        } else if let Err(place) = self.partial.binary_search_by_key(&face, |(face, _)| *face) {
            self.partial.insert(place, (face, fraction));
        }
    }

    fn join(&mut self, other: &Self) {
        let length = self.whole.len().max(other.whole.len());
        self.whole.resize(length, 0);
        for (mine, theirs) in self.whole.iter_mut().zip(&other.whole) {
            *mine |= theirs;
        }
        for &(face, fraction) in &other.partial {
            match self.partial.binary_search_by_key(&face, |(face, _)| *face) {
                // Two polygons in one face: at least the larger of both.
                Ok(place) => self.partial[place].1 = self.partial[place].1.max(fraction),
                Err(place) => self.partial.insert(place, (face, fraction)),
            }
        }
        let whole = std::mem::take(&mut self.whole);
        self.partial.retain(|(face, _)| !has(&whole, *face));
        self.whole = whole;
    }

    /// Cuts another ground out; where a polygon cuts a face, what is left of it is in proportion.
    fn less(&mut self, other: &Self) {
        for &(face, fraction) in &other.partial {
            let held = self.fraction(face);
            if held > 0.0 {
                self.remove(face);
                self.add(face, held * (1.0 - fraction));
            }
        }
        for (mine, theirs) in self.whole.iter_mut().zip(&other.whole) {
            *mine &= !theirs;
        }
        self.partial.retain(|(face, _)| !has(&other.whole, *face));
    }

    fn remove(&mut self, face: FaceId) {
        let (word, bit) = spot(face);
        if let Some(word) = self.whole.get_mut(word) {
            *word &= !bit;
        }
        self.partial.retain(|(known, _)| *known != face);
    }

    fn weigh(&mut self, atlas: &Atlas) {
        let faces = (0..atlas.mesh().face_count() as u32).map(FaceId);
        self.area = faces.map(|face| self.fraction(face) * atlas.face_area(face)).sum();
    }

    /// How much of a face it holds, from 0 to 1.
    pub(crate) fn fraction(&self, face: FaceId) -> f64 {
        if has(&self.whole, face) {
            return 1.0;
        }
        if self.partial.is_empty() {
            return 0.0;
        }
        let place = self.partial.binary_search_by_key(&face, |(face, _)| *face);
        place.ok().and_then(|place| self.partial.get(place)).map_or(0.0, |(_, fraction)| *fraction)
    }

    /// What it has in common with a subject; `None` for nothing.
    pub(crate) fn meet(
        &self,
        atlas: &Atlas,
        subject: &Subject<'_>,
        year: &Year,
    ) -> Option<Meeting> {
        let (mut people, mut area, mut all, mut estimated) = (0.0, 0.0, true, false);
        for (place, &face) in subject.faces().iter().enumerate() {
            let held = self.fraction(face);
            if held <= 0.0 {
                all = false;
                continue;
            }
            let mine = subject.fraction(place);
            all &= held >= 1.0;
            estimated |= held < 1.0 || mine < 1.0;
            people += f64::from(year.people_on(face)) * held * mine;
            area += atlas.face_area(face) * held * mine;
        }
        // Where polygons cut faces, ground below the tolerance of relations counts as none.
        let least = if estimated { TOLERANCE * subject.area.min(self.area) } else { 0.0 };
        if area <= least {
            return None;
        }
        let whole = all || (estimated && subject.area - area <= TOLERANCE * subject.area);
        let (people, area) = if whole { (subject.people, subject.area) } else { (people, area) };
        Some(Meeting { whole, people, area })
    }

    /// The communes of a year that hold ground common to it and a subject, in the order of codes.
    pub(crate) fn communes(&self, subject: &Subject<'_>, year: &Year) -> Vec<TerritoryIndex> {
        let held = subject.faces().iter().filter(|&&face| self.fraction(face) > 0.0);
        let mut communes: Vec<TerritoryIndex> =
            held.filter_map(|&face| year.commune_of(face)).collect();
        communes.sort_unstable();
        communes.dedup();
        communes
    }
}

impl Resolved {
    /// What it has in common with a subject; a perimeter that lists the subject holds all of it.
    pub(crate) fn meet(
        &self,
        grounds: &Grounds,
        (atlas, subject, year): (&Atlas, &Subject<'_>, &Year),
    ) -> Option<Meeting> {
        let named = |&place: &u32| grounds.named.get(place as usize).map(|named| named.territory);
        let same = |index| self.named.iter().any(|place| named(place) == Some(index));
        if self.full && subject.territory.is_some_and(same) {
            return Some(Meeting { whole: true, people: subject.people, area: subject.area });
        }
        self.ground.meet(atlas, subject, year)
    }
}

impl Grounds {
    /// Makes ground of the perimeters of programmes, at the latest vintage.
    pub(crate) fn new(atlas: &Atlas, programmes: &[Programme]) -> Self {
        let mut grounds = Self::default();
        let Ok(year) = atlas.year(None) else { return grounds };
        let mut resolver = Resolver { atlas, year, grounds: &mut grounds, known: HashMap::new() };
        let mut distinct: HashMap<&Perimeter, u32> = HashMap::new();
        for programme in programmes {
            let place = *distinct.entry(&programme.perimeter).or_insert_with(|| {
                let resolved = resolver.resolve(&programme.perimeter);
                resolver.grounds.perimeters.push(resolved);
                resolver.grounds.perimeters.len() as u32 - 1
            });
            resolver.grounds.of.push(place);
        }
        grounds.unknown.sort_unstable();
        grounds.unknown.dedup();
        grounds
    }
}

struct Resolver<'a> {
    atlas: &'a Atlas,
    year: &'a Year,
    grounds: &'a mut Grounds,
    known: HashMap<TerritoryId, Option<u32>>,
}

impl Resolver<'_> {
    fn resolve(&mut self, perimeter: &Perimeter) -> Resolved {
        let mut ground = Ground::default();
        let mut named = Vec::new();
        for place in &perimeter.places {
            match place {
                Place::France => ground.join(&Ground::all(self.atlas)),
                Place::OutreMer => ground.join(&self.overseas()),
                Place::Metropole => {
                    let mut mainland = Ground::all(self.atlas);
                    mainland.less(&self.overseas());
                    ground.join(&mainland);
                }
                Place::Territory(id) => {
                    if let Some(place) = self.named(id) {
                        named.push(place);
                        ground.join(&self.ground(place));
                    }
                }
            }
        }
        for id in &perimeter.except {
            if let Some(place) = self.named(id) {
                ground.less(&self.ground(place));
            }
        }
        ground.weigh(self.atlas);
        Resolved { ground, named, full: perimeter.except.is_empty() }
    }

    fn overseas(&mut self) -> Ground {
        let mut ground = Ground::default();
        for code in OVERSEAS {
            let id = code.parse().map(|code| TerritoryId::new(Kind::REGION, code));
            // A base of the mainland alone has no ground overseas.
            let found = id.ok().and_then(|id| self.atlas.find(&id, self.year).ok());
            if let Some(of) = found.and_then(|index| Ground::of(self.atlas, index, self.year)) {
                ground.join(&of);
            }
        }
        ground
    }

    fn named(&mut self, id: &TerritoryId) -> Option<u32> {
        if let Some(&known) = self.known.get(id) {
            return known;
        }
        let territory = self.atlas.find(id, self.year).ok();
        let ground = territory.and_then(|index| Ground::of(self.atlas, index, self.year));
        let place = territory.zip(ground).map(|(territory, ground)| {
            self.grounds.named.push(Named { territory, ground });
            self.grounds.named.len() as u32 - 1
        });
        if place.is_none() {
            self.grounds.unknown.push(id.clone());
        }
        self.known.insert(id.clone(), place);
        place
    }

    fn ground(&self, place: u32) -> Ground {
        self.grounds.named.get(place as usize).map(|named| named.ground.clone()).unwrap_or_default()
    }
}

/// The word of a face's bit, and the bit.
const fn spot(face: FaceId) -> (usize, u64) {
    (face.0 as usize / 64, 1 << (face.0 % 64))
}

fn has(whole: &[u64], face: FaceId) -> bool {
    let (word, bit) = spot(face);
    whole.get(word).is_some_and(|word| word & bit != 0)
}
