//! Building the directory: actors are placed on the faces of an atlas, then numbered by face.

use std::{collections::HashMap, sync::Arc};

use atlas::{Atlas, TerritoryIndex, Year};
use dataset::{Collection, Records, Source};
use geometry::{FaceId, Vertex};
use territory::{Code, Kind as TerritoryKind, TerritoryId, ThemeId, Themes, words::fold::fold_all};

use crate::{
    areas::{AreaId, AreasBuilder},
    cards::{Card, Cards, beginning},
    directory::{ActorIndex, Directory, Group, Row},
    kind::{KindId, Kinds},
    record::{Actor, Placed},
    town_halls,
    words::WordsBuilder,
};

/// Something of the records that the directory could not take as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// A row that is no actor.
    Unreadable {
        /// The key of its source.
        source: Code,
        /// Its place, from 1.
        row: usize,
        /// What is wrong.
        reason: String,
    },
    /// So many actors of a source lie where no face is: abroad, or overseas without shapes.
    Unplaced {
        /// The key of the source.
        source: Code,
        /// How many.
        count: usize,
    },
    /// An area of intervention that is not loaded.
    UnknownArea(TerritoryId),
}

/// Collects actors, then builds the directory.
pub struct DirectoryBuilder<'a> {
    atlas: &'a Atlas,
    year: &'a Year,
    themes: Arc<Themes>,
    kinds: Kinds,
    sources: Vec<Source>,
    rows: Vec<Row>,
    faces: Vec<FaceId>,
    cards: Cards,
    words: WordsBuilder,
    theme_sets: HashMap<Vec<ThemeId>, u32>,
    areas: AreasBuilder<'a>,
    /// The area and the arrival number of actors that say where they act.
    acting: Vec<(AreaId, u32)>,
    groups: HashMap<(String, bool), u32>,
    group_names: Vec<Group>,
    memberships: Vec<(u32, u32)>,
    communes: HashMap<Code, Option<(FaceId, Vertex)>>,
    notes: Vec<Note>,
}

/// The longest part of a description that can be searched, in bytes.
const SEARCHED: usize = 240;

impl<'a> DirectoryBuilder<'a> {
    /// A builder over an atlas, whose latest year places commune codes.
    #[must_use]
    pub fn new(atlas: &'a Atlas, year: &'a Year, themes: Arc<Themes>, kinds: Kinds) -> Self {
        Self {
            atlas,
            year,
            themes,
            kinds,
            sources: Vec::new(),
            rows: Vec::new(),
            faces: Vec::new(),
            cards: Cards::default(),
            words: WordsBuilder::default(),
            theme_sets: HashMap::new(),
            areas: AreasBuilder::new(atlas),
            acting: Vec::new(),
            groups: HashMap::new(),
            group_names: Vec::new(),
            memberships: Vec::new(),
            communes: HashMap::new(),
            notes: Vec::new(),
        }
    }

    /// Adds the town hall of every commune that has one, unless the source of town halls was
    /// added with the contacts it gives: add records first.
    pub fn add_town_halls(&mut self) {
        let Some(source) = town_halls::source(self.atlas) else { return };
        if !self.sources.iter().any(|known| known.key == source.key) {
            let halls = town_halls::of(self.atlas, self.year);
            self.add_actors(source.clone(), halls.into_iter().map(Ok::<_, serde_json::Error>));
        }
    }

    /// Adds the actors of a source; rows of other collections are passed over.
    pub fn add(&mut self, records: &Records) {
        if records.collection == Collection::Actors {
            let rows = records.rows.iter();
            self.add_actors(records.source.clone(), rows.map(|row| serde_json::from_str(row)));
        }
    }

    fn add_actors<E: std::fmt::Display>(
        &mut self,
        source: Source,
        actors: impl Iterator<Item = Result<Actor, E>>,
    ) {
        let Ok(number) = u16::try_from(self.sources.len()) else { return };
        let key = source.key.clone();
        self.sources.push(source);
        let mut unplaced = 0;
        for (row, actor) in actors.enumerate() {
            match actor {
                Ok(actor) => unplaced += usize::from(!self.add_actor(number, &actor)),
                Err(error) => self.notes.push(Note::Unreadable {
                    source: key.clone(),
                    row: row + 1,
                    reason: error.to_string(),
                }),
            }
        }
        if unplaced > 0 {
            self.notes.push(Note::Unplaced { source: key, count: unplaced });
        }
    }

    /// Adds one actor; answers whether it has a place.
    fn add_actor(&mut self, source: u16, actor: &Actor) -> bool {
        let Some((face, place, placed)) = self.place(actor) else { return false };
        let kind = self.kinds.find(&actor.kind).or_else(|| self.kinds.find("autre"));
        let Some(kind) = kind else { return false };
        let number = self.rows.len() as u32;
        let text = |field: &Option<Box<str>>| field.clone().unwrap_or_default();
        let (about, network, parent) =
            (text(&actor.about), text(&actor.network), text(&actor.parent));
        let card = self.cards.push(&Card {
            id: &actor.id,
            name: &actor.name,
            about: &about,
            address: &text(&actor.address),
            phone: &text(&actor.phone),
            mail: &text(&actor.mail),
            site: &text(&actor.site),
            hours: &text(&actor.hours),
            network: &network,
            parent: &parent,
        });
        self.words.push(&[&actor.name, beginning(&about, SEARCHED), &network]);
        self.join(number, &network, false);
        self.join(number, &parent, true);
        if let Some(acts) = &actor.acts {
            let notes = &mut self.notes;
            let area = self.areas.area(acts, place, &mut |id| {
                let note = Note::UnknownArea(id.clone());
                if !notes.contains(&note) {
                    notes.push(note);
                }
            });
            self.acting.push((area, number));
        }
        let theme_set = self.theme_set(&actor.themes);
        self.faces.push(face);
        self.rows.push(Row { place, card, theme_set, as_of: actor.as_of, source, kind, placed });
        true
    }

    /// The face and the point of an actor: its own point where that lies on a face, else the town
    /// hall of its commune.
    fn place(&mut self, actor: &Actor) -> Option<(FaceId, Vertex, Placed)> {
        let point = actor.at.and_then(|[lon, lat]| Vertex::from_degrees(lon, lat).ok());
        if let Some(point) = point
            && let Some(face) = self.atlas.face_at(point)
        {
            return Some((face, point, actor.placed));
        }
        let code = actor.commune.as_ref()?;
        let found = if let Some(found) = self.communes.get(code) {
            *found
        } else {
            let found = commune_place(self.atlas, self.year, code);
            self.communes.insert(code.clone(), found);
            found
        };
        let placed =
            if actor.placed == Placed::PostalCode { actor.placed } else { Placed::Commune };
        found.map(|(face, place)| (face, point.unwrap_or(place), placed))
    }

    fn theme_set(&mut self, slugs: &[Box<str>]) -> u32 {
        let mut set: Vec<ThemeId> =
            slugs.iter().filter_map(|slug| self.themes.find(slug)).collect();
        set.sort_unstable();
        set.dedup();
        let next = self.theme_sets.len() as u32;
        *self.theme_sets.entry(set).or_insert(next)
    }

    fn join(&mut self, actor: u32, name: &str, is_parent: bool) {
        let folded: Vec<String> = fold_all(name).into_iter().map(|word| word.text).collect();
        if folded.is_empty() {
            return;
        }
        let next = self.group_names.len() as u32;
        let group = *self.groups.entry((folded.join(" "), is_parent)).or_insert(next);
        if group == next {
            self.group_names.push(Group { name: name.into(), is_parent });
        }
        self.memberships.push((actor, group));
    }

    /// The finished directory, and what could not be taken.
    #[must_use]
    pub fn finish(mut self) -> (Directory, Vec<Note>) {
        let mut order: Vec<u32> = (0..self.rows.len() as u32).collect();
        let face = |&actor: &u32| self.faces.get(actor as usize).copied();
        order.sort_by_key(face);
        let mut numbers = vec![0_u32; order.len()];
        for (&before, now) in order.iter().zip(0..) {
            if let Some(slot) = numbers.get_mut(before as usize) {
                *slot = now;
            }
        }
        let number = |before: u32| numbers.get(before as usize).copied().unwrap_or(0);
        let mut acting: Vec<(AreaId, u32)> =
            self.acting.iter().map(|&(area, actor)| (area, number(actor))).collect();
        acting.sort_unstable_by_key(|&(_, actor)| actor);
        let mut memberships: Vec<(ActorIndex, u32)> =
            self.memberships.iter().map(|&(a, group)| (ActorIndex(number(a)), group)).collect();
        memberships.sort_unstable();
        memberships.dedup();
        let faces = order.iter().filter_map(face);
        let face_starts = starts(self.atlas.mesh().face_count(), faces);
        let rows: Vec<Row> =
            order.iter().filter_map(|&actor| self.rows.get(actor as usize).copied()).collect();
        self.cards.shrink();
        let name_ranks = name_ranks(&self.cards, &rows);
        let mut theme_sets: Vec<(Vec<ThemeId>, u32)> = self.theme_sets.into_iter().collect();
        theme_sets.sort_unstable_by_key(|&(_, place)| place);
        let directory = Directory {
            kind_words: kind_words(&self.kinds),
            theme_words: theme_words(&self.themes),
            themes: self.themes,
            kinds: self.kinds,
            sources: self.sources,
            face_starts,
            rows,
            cards: self.cards,
            name_ranks,
            theme_sets: theme_sets.into_iter().map(|(set, _)| set).collect(),
            words: self.words.finish(&order),
            areas: self.areas.finish(acting.iter().copied()),
            memberships,
            groups: self.group_names,
        };
        (directory, self.notes)
    }
}

/// Where the actors of each face start; `faces` ascend.
fn starts(count: usize, faces: impl Iterator<Item = FaceId>) -> Vec<u32> {
    let mut starts = vec![0_u32; count + 1];
    for face in faces {
        if let Some(start) = starts.get_mut(face.0 as usize + 1) {
            *start += 1;
        }
    }
    let mut sum = 0;
    for start in &mut starts {
        sum += *start;
        *start = sum;
    }
    starts
}

/// The place of each row when all are sorted by folded name.
fn name_ranks(cards: &Cards, rows: &[Row]) -> Vec<u32> {
    let folded = |row: &Row| {
        let words = fold_all(beginning(cards.get(row.card).name, 60));
        let mut key = String::new();
        for word in words {
            key.push_str(&word.text);
            key.push(' ');
        }
        key.into_boxed_str()
    };
    let mut keys: Vec<(Box<str>, u32)> = rows.iter().map(folded).zip(0..).collect();
    keys.sort_unstable();
    let mut ranks = vec![0_u32; rows.len()];
    for ((_, row), rank) in keys.iter().zip(0..) {
        if let Some(slot) = ranks.get_mut(*row as usize) {
            *slot = rank;
        }
    }
    ranks
}

fn kind_words(kinds: &Kinds) -> Vec<Vec<String>> {
    let of = |(_, kind): (KindId, &crate::Kind)| {
        let names = [&*kind.name.fr, &*kind.name.en].into_iter();
        folded(names.chain(kind.words.iter().map(|word| &**word)))
    };
    kinds.iter().map(of).collect()
}

/// The words of each theme: its own, and those of the theme it is a part of.
fn theme_words(themes: &Themes) -> Vec<Vec<String>> {
    let of = |(_, theme): (ThemeId, &territory::Theme)| {
        let parent = theme.parent.and_then(|parent| themes.get(parent));
        let all = [Some(theme), parent];
        folded(all.into_iter().flatten().flat_map(|theme| {
            let names = [&*theme.name.fr, &*theme.name.en].into_iter();
            names.chain(theme.words.iter().map(|word| &**word))
        }))
    };
    themes.iter().map(of).collect()
}

fn folded<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<String> {
    let mut words: Vec<String> = texts.flat_map(fold_all).map(|word| word.text).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Where a commune's, or a municipal arrondissement's, actors stand without coordinates: at its
/// town hall, else in the middle of its box; and the face that counts for them.
fn commune_place(atlas: &Atlas, year: &Year, code: &Code) -> Option<(FaceId, Vertex)> {
    let piece = TerritoryId::new(TerritoryKind::ARRONDISSEMENT_MUNICIPAL, code.clone());
    let index: TerritoryIndex = match atlas.find(&piece, year) {
        Ok(index) => index,
        Err(_) => atlas.communes_of_code(code, None, year).ok()?.into_iter().next()?,
    };
    let faces = atlas.faces(index);
    let [lon, lat] = atlas.centre(index)?;
    let hall = atlas.town_hall(code).or_else(|| Vertex::from_degrees(lon, lat).ok())?;
    let face = atlas.face_at(hall).filter(|face| faces.contains(face));
    face.or(faces.first().copied()).map(|face| (face, hall))
}
