//! What the model reads of the base: communes as towns with people, area, hall and neighbours.

use std::collections::{BTreeMap, HashMap};

use dataset::{Base, Ground};
use geometry::{FaceId, Vertex, face_areas};
use territory::{Code, Kind, PostalCode, Vintage};

/// A town by its place in the list of towns.
pub(super) type TownIndex = usize;

/// A commune with ground, as the model sees it.
#[derive(Clone, Debug)]
pub(super) struct Town {
    pub(super) code: Code,
    pub(super) name: String,
    pub(super) people: u32,
    pub(super) area_km2: f64,
    /// Where the town hall is.
    pub(super) hall: Point,
    pub(super) postal_codes: Vec<PostalCode>,
    /// The towns it shares a border with, ascending.
    pub(super) neighbours: Vec<TownIndex>,
}

/// A point of the globe in kilometres from its centre.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point([f64; 3]);

impl Point {
    /// The mean radius of the Earth, in kilometres (IUGG).
    const RADIUS: f64 = 6371.0;

    /// The point at a longitude and latitude in degrees.
    pub(super) fn at(longitude: f64, latitude: f64) -> Self {
        let (sin_x, cos_x) = longitude.to_radians().sin_cos();
        let (sin_y, cos_y) = latitude.to_radians().sin_cos();
        Self([cos_y * cos_x, cos_y * sin_x, sin_y].map(|part| part * Self::RADIUS))
    }

    /// How far north, in kilometres along the axis of the globe: two points are never nearer to
    /// each other than these differ.
    pub(super) fn height(self) -> f64 {
        self.0[2]
    }

    /// Kilometres in a straight line through the ground: over the few dozen that matter here,
    /// within a metre of the distance over it.
    pub(super) fn distance(self, other: Self) -> f64 {
        let [a, b, c] = self.0;
        let [d, e, f] = other.0;
        ((a - d).powi(2) + (b - e).powi(2) + (c - f).powi(2)).sqrt()
    }
}

/// The communes of a vintage that have ground, by ascending code.
pub(super) fn towns(base: &Base, vintage: Vintage) -> Vec<Town> {
    let communes = communes(base, vintage);
    let town_of_face = town_of_face(base, &communes);
    let people = people(base, vintage, &town_of_face, &communes);
    let postal_codes: HashMap<&Code, &Vec<PostalCode>> = base
        .communes
        .iter()
        .filter(|commune| commune.vintage == vintage)
        .map(|commune| (&commune.code, &commune.postal_codes))
        .collect();
    let halls: HashMap<&Code, Vertex> =
        base.places.iter().map(|place| (&place.commune, place.position)).collect();
    let areas = face_areas(&base.mesh);
    let area = |face: &FaceId| areas.get(face.0 as usize).copied().unwrap_or(0.0);
    communes
        .into_iter()
        .zip(people)
        .enumerate()
        .map(|(town, ((code, commune), people))| Town {
            code: code.clone(),
            name: commune.name.to_owned(),
            people,
            area_km2: commune.faces.iter().map(area).sum::<f64>() / 1e6,
            hall: hall(base, commune.faces, halls.get(code).copied()),
            postal_codes: postal_codes.get(code).map(|codes| (*codes).clone()).unwrap_or_default(),
            neighbours: neighbours(base, town, commune.faces, &town_of_face),
        })
        .collect()
}

/// A commune of the base: its name and its faces.
pub(super) struct CommuneGround<'a> {
    pub(super) name: &'a str,
    pub(super) faces: &'a [FaceId],
}

/// The communes of a vintage that have ground, by code.
pub(super) fn communes(base: &Base, vintage: Vintage) -> BTreeMap<&Code, CommuneGround<'_>> {
    units(base, vintage, &Kind::COMMUNE)
}

fn units<'a>(
    base: &'a Base,
    vintage: Vintage,
    kind: &Kind,
) -> BTreeMap<&'a Code, CommuneGround<'a>> {
    let faces_of = |ground: &'a Ground| match ground {
        Ground::Faces(faces) if !faces.is_empty() => Some(faces.as_slice()),
        _ => None,
    };
    base.territories
        .iter()
        .filter(|unit| unit.id.kind == *kind && unit.span.is_none_or(|span| span.contains(vintage)))
        .filter_map(|unit| {
            let faces = faces_of(&unit.ground)?;
            Some((&unit.id.code, CommuneGround { name: &unit.name, faces }))
        })
        .collect()
}

/// Which of the communes, by its place in the map, holds each face of the mesh.
pub(super) fn town_of_face(
    base: &Base,
    communes: &BTreeMap<&Code, CommuneGround<'_>>,
) -> Vec<Option<TownIndex>> {
    let mut town_of_face = vec![None; base.mesh.face_count()];
    for (town, commune) in communes.values().enumerate() {
        for face in commune.faces {
            if let Some(entry) = town_of_face.get_mut(face.0 as usize) {
                *entry = Some(town);
            }
        }
    }
    town_of_face
}

/// People of each town: those of the commune, or of the arrondissements it is made of. Figures of
/// the latest vintage that has any, up to the one asked for.
fn people(
    base: &Base,
    vintage: Vintage,
    town_of_face: &[Option<TownIndex>],
    communes: &BTreeMap<&Code, CommuneGround<'_>>,
) -> Vec<u32> {
    let mut people = vec![0; communes.len()];
    let counted =
        base.populations.iter().map(|row| row.vintage).filter(|&year| year <= vintage).max();
    let Some(counted) = counted else { return people };
    let town_at = |faces: &[FaceId]| *town_of_face.get(faces.first()?.0 as usize)?;
    // A count older than the communes is found on its own year's ground.
    let mut units_of_year = units(base, counted, &Kind::ARRONDISSEMENT_MUNICIPAL);
    units_of_year.extend(units(base, counted, &Kind::COMMUNE));
    for row in base.populations.iter().filter(|row| row.vintage == counted) {
        let town = units_of_year.get(&row.unit).and_then(|unit| town_at(unit.faces));
        if let Some(sum) = town.and_then(|town| people.get_mut(town)) {
            *sum += row.people;
        }
    }
    people
}

/// Where the town hall is. One far from its commune is an error of the list of town halls: the
/// middle of the commune's ground then stands for it, as where the list has none.
fn hall(base: &Base, faces: &[FaceId], listed: Option<Vertex>) -> Point {
    /// How far outside the box around its commune a town hall may be, in units of vertices:
    /// a hundredth of a degree, about a kilometre.
    const MARGIN: i32 = (Vertex::PER_DEGREE / 100.0) as i32;
    let vertices = || {
        let arcs = faces.iter().flat_map(|&face| base.mesh.arcs_of(face));
        arcs.flat_map(|&arc| base.mesh.vertices(arc))
    };
    let range = |part: fn(&Vertex) -> i32| {
        let low = vertices().map(part).min()?;
        Some((low, vertices().map(part).max()?))
    };
    let box_around = range(|vertex| vertex.x).zip(range(|vertex| vertex.y));
    let inside = |(low, high): (i32, i32), at: i32| {
        (low.saturating_sub(MARGIN)..=high.saturating_add(MARGIN)).contains(&at)
    };
    let degrees = |(low, high): (i32, i32)| {
        f64::midpoint(f64::from(low), f64::from(high)) / Vertex::PER_DEGREE
    };
    match (listed, box_around) {
        (Some(hall), Some((x, y))) if !(inside(x, hall.x) && inside(y, hall.y)) => {
            Point::at(degrees(x), degrees(y))
        }
        (Some(hall), _) => Point::at(hall.longitude(), hall.latitude()),
        (None, Some((x, y))) => Point::at(degrees(x), degrees(y)),
        (None, None) => Point::at(0.0, 0.0),
    }
}

/// The other towns that share a border with a town's faces.
fn neighbours(
    base: &Base,
    town: TownIndex,
    faces: &[FaceId],
    town_of_face: &[Option<TownIndex>],
) -> Vec<TownIndex> {
    let mut neighbours: Vec<TownIndex> = faces
        .iter()
        .flat_map(|&face| base.mesh.neighbours(face))
        .filter_map(|face| town_of_face.get(face.0 as usize).copied().flatten())
        .filter(|&other| other != town)
        .collect();
    neighbours.sort_unstable();
    neighbours.dedup();
    neighbours
}
