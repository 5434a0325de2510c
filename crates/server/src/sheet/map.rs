//! The map of a sheet: what the atlas knows of the ground in its frame, as a picture.

use std::borrow::Cow;

use atlas::{Atlas, Subject, TerritoryIndex, Year};
use geo_types::{LineString, MultiLineString, MultiPolygon};
use geometry::{ArcId, FaceId, Simplification, Vertex, outline};
use maps::picture::{
    Area, Coat, Frame, Ground, Hue, Key, Look, MOST_PIECES, Picture, Plan, Rank, Town, draw,
};
use scale::{LevelAnswer, StraddleAnswer};
use territory::{Family, Kind, Language};

use super::words::{credits, percent, say};

/// A map of more pieces than this says nothing.
const MOST_SIDES: usize = 14;

/// How large a map is, and how many names it bears.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Drawing {
    pub(crate) size: [f64; 2],
    pub(crate) prefix: &'static str,
    /// Whether the key and the credit are part of the image.
    pub(crate) with_key: bool,
    pub(crate) look: Look,
    /// Pixels a unit, which is how fine its lines are.
    pub(crate) scale: f64,
}

/// What is drawn, and what the key says of it.
#[derive(Debug)]
pub(crate) struct Drawn {
    pub(crate) svg: String,
    pub(crate) hue: Hue,
    /// The labels of pieces, and whether no territory holds them.
    pub(crate) pieces: Vec<(String, bool)>,
    /// What the dashed line is.
    pub(crate) cut: Option<String>,
}

/// The ground to draw.
#[derive(Clone, Copy)]
struct Scene<'a> {
    atlas: &'a Atlas,
    year: &'a Year,
    subject: &'a Subject<'a>,
    frame: Frame,
}

/// Draws a subject and what cuts it, as SVG.
pub(crate) fn drawing(
    places: (&Atlas, &Year),
    subject: &Subject<'_>,
    straddle: &StraddleAnswer<'_>,
    language: Language,
    how: Drawing,
) -> Drawn {
    picture(places, subject, straddle, language, how, |picture, frame| {
        let listed = picture.pieces.iter().map(|piece| (piece.label.clone(), piece.unheld));
        Drawn {
            svg: draw(picture, frame, Coat::Whole),
            hue: picture.hue,
            pieces: listed.collect(),
            cut: picture.cut.map(str::to_owned),
        }
    })
}

/// Shows the picture of a subject and what cuts it to one who draws it.
pub(crate) fn picture<T>(
    (atlas, year): (&Atlas, &Year),
    subject: &Subject<'_>,
    straddle: &StraddleAnswer<'_>,
    language: Language,
    how: Drawing,
    show: impl FnOnce(&Picture<'_>, &Frame) -> T,
) -> T {
    let entries = parting(&straddle.levels).map_or(1, |level| level.sides.len());
    let plan = Plan::new(how.size, entries.min(MOST_PIECES));
    let room = if how.with_key { plan.map() } else { how.size };
    let frame = Frame::around(bounds(atlas, subject), room);
    let scene = Scene { atlas, year, subject, frame };
    let (arcs, faces) = scene.inside();
    let detail = atlas.weights().at(frame.metres() / how.scale);
    let parting = parting(&straddle.levels);
    let cutting = cutting(&straddle.levels);
    let lines = cutting.map_or(Kind::DEPARTEMENT, |level| level.kind.clone());
    let fine = scene.seam_kind();
    let seams = if fine == lines {
        MultiLineString(Vec::new())
    } else {
        scene.lines(&arcs, &fine, &detail)
    };
    let borders = scene.lines(&arcs, &lines, &detail);
    let cut_into = parting.map(|level| atlas.pieces(subject, level.kind, year, Some(&detail)));
    let cut = cutting.map(|level| atlas.pieces(subject, level.kind, year, Some(&detail)).cuts);
    let whole = atlas.outline(subject, Some(&detail));
    let sides = cut_into.as_ref().map(|cut_into| &*cut_into.pieces);
    let bordered = cutting.is_some() || !borders.0.is_empty();
    let cut_words = bordered.then(|| cut_words(&lines, language));
    let credit = credit(straddle, language);
    let sentence = straddle.sentence.get(language);
    let title = title(straddle, language);
    let key = Key { plan, title: &title, sentence, credit: &credit };
    let picture = Picture {
        title: &title,
        look: how.look,
        hue: hue(straddle.subject.family),
        land: outline(atlas.mesh(), &faces, Some(&detail)),
        pieces: areas(atlas, sides, (straddle.subject.name, &whole), language),
        outline: whole.clone(),
        cuts: cut.unwrap_or_else(|| MultiLineString(Vec::new())),
        seams,
        borders,
        grounds: scene.grounds(&lines),
        towns: scene.towns(),
        cut: cut_words.as_deref(),
        key: how.with_key.then_some(key),
        prefix: how.prefix,
    };
    show(&picture, &frame)
}

/// The sides of a border as areas to fill; the whole, where nothing cuts it.
fn areas<'a>(
    atlas: &Atlas,
    sides: Option<&'a [atlas::Piece]>,
    (name, whole): (&str, &'a MultiPolygon<f64>),
    language: Language,
) -> Vec<Area<'a>> {
    let Some(sides) = sides else {
        let ground = Cow::Borrowed(whole);
        return vec![Area { label: name.to_owned(), unheld: false, ground }];
    };
    let area = |piece: &'a atlas::Piece| Area {
        label: label(atlas, piece.territory, piece.share, language),
        unheld: piece.territory.is_none(),
        ground: Cow::Borrowed(&piece.ground),
    };
    sides.iter().map(area).collect()
}

/// The level whose borders leave most people on another side than the main one.
pub(crate) fn parting<'s, 'a>(levels: &'s [LevelAnswer<'a>]) -> Option<&'s LevelAnswer<'a>> {
    let away = |level: &LevelAnswer<'_>| {
        let main = level
            .sides
            .first()
            .map_or(1.0, |side| side.share.population.or(side.share.area).unwrap_or(1.0));
        1.0 - main
    };
    known(levels).max_by(|one, other| away(one).total_cmp(&away(other)))
}

/// The widest level that cuts.
fn cutting<'s, 'a>(levels: &'s [LevelAnswer<'a>]) -> Option<&'s LevelAnswer<'a>> {
    known(levels).next()
}

fn known<'s, 'a>(levels: &'s [LevelAnswer<'a>]) -> impl Iterator<Item = &'s LevelAnswer<'a>> {
    const KNOWN: [Kind; 3] = [Kind::REGION, Kind::DEPARTEMENT, Kind::EPCI];
    let drawn = |level: &&LevelAnswer<'_>| level.cut && KNOWN.contains(level.kind);
    levels.iter().filter(drawn).filter(|level| level.sides.len() <= MOST_SIDES)
}

fn label(
    atlas: &Atlas,
    territory: Option<TerritoryIndex>,
    share: f64,
    language: Language,
) -> String {
    let name = match territory {
        Some(index) => &*atlas.entry(index).name,
        None => say(language, "hors de tout territoire de ce type", "in no territory of this kind"),
    };
    format!("{name} · {}", percent(share, language))
}

fn cut_words(kind: &Kind, language: Language) -> String {
    let name = kind.label(language, false);
    match language {
        Language::French if name.starts_with(['a', 'e', 'i', 'o', 'u', 'é']) => {
            format!("limite d’{name}")
        }
        Language::French => format!("limite de {name}"),
        Language::English => format!("border of {name}"),
    }
}

fn title(straddle: &StraddleAnswer<'_>, language: Language) -> String {
    let name = straddle.subject.name;
    if name.is_empty() {
        say(language, "Un périmètre", "An area").to_owned()
    } else {
        name.to_owned()
    }
}

fn credit(straddle: &StraddleAnswer<'_>, language: Language) -> String {
    let names: Vec<&str> = straddle.sources.iter().map(|one| one.0.attribution.as_str()).collect();
    format!("{} · Échelle {}", credits(language, &names), straddle.vintage)
}

pub(crate) const fn hue(family: Family) -> Hue {
    match family {
        Family::Administrative => Hue::Administrative,
        Family::Lived => Hue::Lived,
        Family::Decided => Hue::Decided,
        Family::Geographic => Hue::Geographic,
    }
}

/// The box of a subject in degrees.
fn bounds(atlas: &Atlas, subject: &Subject<'_>) -> [f64; 4] {
    let mut bounds = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    let mut add = |vertex: &Vertex| {
        let [x, y] = [vertex.longitude(), vertex.latitude()];
        bounds = [bounds[0].min(x), bounds[1].min(y), bounds[2].max(x), bounds[3].max(y)];
    };
    if let Some(shape) = subject.shape() {
        shape.rings().flatten().for_each(&mut add);
    } else {
        let mesh = atlas.mesh();
        let arcs = subject.faces().iter().flat_map(|&face| mesh.arcs_of(face));
        arcs.flat_map(|&arc| mesh.vertices(arc)).for_each(&mut add);
    }
    bounds
}

impl<'a> Scene<'a> {
    /// The arcs in the frame, and the faces beside them.
    fn inside(&self) -> (Vec<ArcId>, Vec<FaceId>) {
        let [west, south, east, north] = self.frame.bounds();
        let margin = (north - south) * 0.15;
        let mesh = self.atlas.mesh();
        let holds = |vertex: &Vertex| {
            let [x, y] = [vertex.longitude(), vertex.latitude()];
            (west - margin..=east + margin).contains(&x)
                && (south - margin..=north + margin).contains(&y)
        };
        // Every eighth vertex is enough to see that an arc comes near.
        let near = |arc: &ArcId| {
            let vertices = mesh.vertices(*arc);
            vertices.iter().step_by(8).chain(vertices.last()).any(holds)
        };
        let arcs: Vec<ArcId> = mesh.arcs().filter(near).collect();
        let beside = arcs.iter().flat_map(|&arc| mesh.sides(arc)).flatten();
        let mut faces: Vec<FaceId> = beside.chain(self.subject.faces().iter().copied()).collect();
        faces.sort_unstable();
        faces.dedup();
        (arcs, faces)
    }

    /// Whose borders are shown faintly: as small as the eye can take at this scale.
    fn seam_kind(&self) -> Kind {
        match self.frame.metres() {
            fine if fine < 150.0 => Kind::COMMUNE,
            middle if middle < 500.0 => Kind::EPCI,
            _ => Kind::DEPARTEMENT,
        }
    }

    /// The borders between territories of a kind.
    fn lines(
        &self,
        arcs: &[ArcId],
        kind: &Kind,
        detail: &Simplification<'_>,
    ) -> MultiLineString<f64> {
        let mesh = self.atlas.mesh();
        let holder = |face: FaceId| {
            if *kind == Kind::COMMUNE {
                self.year.commune_of(face)
            } else {
                self.atlas.holder(self.year, face, kind)
            }
        };
        let parts = |arc: &&ArcId| match mesh.sides(**arc) {
            [Some(left), Some(right)] => holder(left) != holder(right),
            _ => false,
        };
        let line = |arc: &ArcId| -> LineString<f64> {
            detail.vertices(mesh, *arc).map(geo_types::Coord::from).collect()
        };
        arcs.iter().filter(parts).map(line).collect()
    }

    /// Names of the territories of a kind in the frame, each with the places farthest from others.
    fn grounds(&self, kind: &Kind) -> Vec<Ground<'a>> {
        const STEP: f64 = 26.0;
        let [width, height] = self.frame.size();
        let mut samples: Vec<([f64; 2], Option<TerritoryIndex>, bool)> = Vec::new();
        for row in 0..=(height / STEP) as usize {
            for column in 0..=(width / STEP) as usize {
                let point = [column as f64 * STEP, row as f64 * STEP];
                let [longitude, latitude] = self.frame.position(point);
                let face = Vertex::from_degrees(longitude, latitude)
                    .ok()
                    .and_then(|vertex| self.atlas.face_at(vertex));
                let holder = face.and_then(|face| self.atlas.holder(self.year, face, kind));
                let within =
                    face.is_some_and(|face| self.subject.faces().binary_search(&face).is_ok());
                samples.push((point, holder, within));
            }
        }
        let mut names: Vec<TerritoryIndex> =
            samples.iter().filter_map(|(_, holder, _)| *holder).collect();
        names.sort_unstable();
        names.dedup();
        // The subject is named by its title.
        names.retain(|name| Some(*name) != self.subject.territory);
        // Inside the figure, a name says on which side of a border one is: of one side it says nothing.
        let inside = |name: &TerritoryIndex| {
            samples.iter().any(|(_, holder, within)| *within && *holder == Some(*name))
        };
        let parted = names.iter().filter(|name| inside(name)).count() > 1;
        let places = |name: TerritoryIndex| {
            let mine = samples
                .iter()
                .filter(|(_, holder, within)| *holder == Some(name) && (parted || !within));
            let mut scored: Vec<(f64, [f64; 2])> = mine
                .map(|&(point, _, within)| {
                    let others = samples.iter().filter(|(_, holder, _)| *holder != Some(name));
                    let apart = others.map(|&(other, _, _)| distance(point, other));
                    let nearest = apart.fold(f64::INFINITY, f64::min);
                    let edge =
                        [point[0], width - point[0], point[1] * 2.5, (height - point[1]) * 2.5];
                    let edge = edge.into_iter().fold(f64::INFINITY, f64::min) * 0.6;
                    // The figure is for its towns.
                    (nearest.min(edge) - if within { 60.0 } else { 0.0 }, point)
                })
                .collect();
            scored.sort_by(|one, other| other.0.total_cmp(&one.0));
            let places = scored.into_iter().take(12).map(|(_, point)| self.frame.position(point));
            places.collect::<Vec<_>>()
        };
        let ground = |name: TerritoryIndex| Ground {
            name: &self.atlas.entry(name).name,
            places: places(name),
        };
        // A map crowded with names says nothing.
        if names.len() > 30 { Vec::new() } else { names.into_iter().map(ground).collect() }
    }

    /// The towns in the frame: the chief town, the subject's, then those around.
    fn towns(&self) -> Vec<Town<'a>> {
        let [width, height] = self.frame.size();
        let most = (width * height / 17_000.0) as usize;
        let seat = self.subject.territory.and_then(|index| self.atlas.entry(index).seat.as_ref());
        let own = self.subject.territory;
        let [west, south, east, north] = self.frame.bounds();
        let mut found: Vec<(Rank, u32, Town<'a>)> = Vec::new();
        for index in self.atlas.of_kind(&Kind::COMMUNE) {
            let entry = self.atlas.entry(index);
            if !entry.holds_at(self.year.vintage) {
                continue;
            }
            let Some(place) = self.atlas.centre(index) else { continue };
            if !(west..=east).contains(&place[0]) || !(south..=north).contains(&place[1]) {
                continue;
            }
            let first = self.atlas.faces(index).first();
            let within = first.is_some_and(|face| self.subject.faces().binary_search(face).is_ok());
            let rank = match within {
                _ if seat == Some(&entry.id.code) || own == Some(index) => Rank::Chief,
                true => Rank::Inside,
                false => Rank::Around,
            };
            let people = self.year.facts(index).people.unwrap_or(0);
            found.push((rank, people, Town { name: &entry.name, place, rank }));
        }
        let order =
            |rank: Rank| [Rank::Chief, Rank::Inside, Rank::Around].iter().position(|&r| r == rank);
        found.sort_by_key(|&(rank, people, town)| {
            (order(rank), std::cmp::Reverse(people), town.name)
        });
        let (mut inside, mut around) = (0, 0);
        found.retain(|(rank, ..)| {
            let count = if *rank == Rank::Around { &mut around } else { &mut inside };
            *count += 1;
            *count <= if *rank == Rank::Around { most / 2 } else { most }
        });
        found.into_iter().map(|(_, _, town)| town).collect()
    }
}

fn distance([x, y]: [f64; 2], [to_x, to_y]: [f64; 2]) -> f64 {
    (x - to_x).hypot(y - to_y)
}
