//! From the packages to the base: faces, and every territory of every vintage as a set of them.
//!
//! The shapes are those of the first vintage. A later commune is the faces of the communes it was
//! made of, by the lists' own account (`chefLieu`, `anciensCodes`, pieces that became communes).

mod communes;
mod faces;
mod spans;
mod territories;

use std::collections::HashMap;

use dataset::{Base, Commune, Face, Place, Population, Source};
use geometry::{Bounds, FaceId, Mend, Mesh, MeshError, Vertex};
use territory::{Code, Vintage};

use self::communes::History;
use super::{RawBase, UnitKind};

/// What assembling found worth telling.
#[derive(Clone, Debug, Default)]
pub struct Assembly {
    /// Where borders of neighbours were made to agree.
    pub mends: Vec<Mend>,
    /// Communes and pieces that a list names and no face stands for, with their vintage.
    pub without_ground: Vec<(Vintage, Code, String)>,
    /// Communes whose town hall is placed more than a kilometre or so outside them: left out.
    pub misplaced_town_halls: Vec<Code>,
}

/// Why the packages do not make a base.
#[derive(Debug, thiserror::Error)]
pub enum AssemblyError {
    /// No list at all.
    #[error("no list of communes was given")]
    NoList,
    /// The lists do not cover the vintage of the shapes.
    #[error("the shapes are of {0}, and no list of that vintage was given")]
    NoListForShapes(Vintage),
    /// A commune ended and nothing says which one holds its ground.
    #[error(
        "{old_name} ({old}) is not in the list of {vintage} and no commune there names it as a part"
    )]
    LostCommune {
        /// Its code.
        old: Code,
        /// Its name.
        old_name: String,
        /// The first list without it.
        vintage: Vintage,
    },
    /// A commune of a list has no ground at all.
    #[error("the commune {name} ({code}) of the list of {vintage} has no ground in the shapes")]
    NoGround {
        /// Its code.
        code: Code,
        /// Its name.
        name: String,
        /// The list.
        vintage: Vintage,
    },
    /// A position out of range.
    #[error("{code}: {error}")]
    Position {
        /// The commune or piece.
        code: Code,
        /// What is wrong.
        error: geometry::PositionError,
    },
    /// The faces do not close.
    #[error(transparent)]
    Mesh(#[from] MeshError),
}

/// Brings the packages together.
pub fn assemble(raw: &RawBase, sources: Vec<Source>) -> Result<(Base, Assembly), AssemblyError> {
    let first = raw.lists.first().ok_or(AssemblyError::NoList)?;
    if first.vintage != raw.shapes_vintage {
        return Err(AssemblyError::NoListForShapes(raw.shapes_vintage));
    }
    let (mesh, ground, mends) = faces::build(&raw.shapes)?;
    let mut assembly = Assembly { mends, ..Assembly::default() };
    let history = communes::follow(&raw.lists, &ground)?;
    let territories = territories::list(raw, &ground, &history, &mut assembly);
    let places = places(raw, &mesh, &history, &mut assembly);
    let base = Base {
        sources,
        vintages: raw.lists.iter().map(|list| list.vintage).collect(),
        mesh,
        faces: ground.keys.iter().map(|key| Face { key: key.clone() }).collect(),
        territories,
        communes: facts(raw),
        populations: populations(raw),
        places,
        successions: history.successions,
    };
    Ok((base, assembly))
}

fn facts(raw: &RawBase) -> Vec<Commune> {
    let of_list = |list: &super::RawList| {
        let vintage = list.vintage;
        list.communes
            .iter()
            .filter(|unit| {
                matches!(unit.kind, UnitKind::Commune | UnitKind::ArrondissementMunicipal)
            })
            .filter(|unit| !unit.postal_codes.is_empty() || unit.siren.is_some())
            .map(move |commune| Commune {
                vintage,
                code: commune.code.clone(),
                postal_codes: commune.postal_codes.clone(),
                siren: commune.siren.clone(),
            })
            .collect::<Vec<_>>()
    };
    raw.lists.iter().flat_map(of_list).collect()
}

/// People by unit. Where a town's arrondissements add up to the town they are the units, so that
/// units never overlap.
fn populations(raw: &RawBase) -> Vec<Population> {
    let mut populations = Vec::new();
    for list in &raw.lists {
        let mut parts: HashMap<&Code, Vec<(&Code, u32)>> = HashMap::new();
        for unit in &list.communes {
            if let (UnitKind::ArrondissementMunicipal, Some(parent), Some(people)) =
                (unit.kind, &unit.parent, unit.population)
            {
                parts.entry(parent).or_default().push((&unit.code, people));
            }
        }
        for commune in list.communes.iter().filter(|unit| unit.kind == UnitKind::Commune) {
            let Some(people) = commune.population else { continue };
            let whole = vec![(&commune.code, people)];
            let units = parts
                .remove(&commune.code)
                .filter(|parts| parts.iter().map(|part| part.1).sum::<u32>() == people)
                .unwrap_or(whole);
            populations.extend(units.into_iter().map(|(unit, people)| Population {
                vintage: list.vintage,
                unit: unit.clone(),
                people,
            }));
        }
    }
    populations
}

/// Town halls of the latest list, those far from their commune left out and told.
fn places(raw: &RawBase, mesh: &Mesh, history: &History, assembly: &mut Assembly) -> Vec<Place> {
    let Some(communes) = history.communes.last() else { return Vec::new() };
    let boxes = face_boxes(mesh);
    let mut places: Vec<Place> = Vec::with_capacity(raw.town_halls.len());
    for hall in raw.town_halls.iter().filter(|hall| hall.kind == UnitKind::Commune) {
        let Some(faces) = communes.get(&hall.code) else { continue };
        let ground = faces.iter().map(|face| boxes[face.0 as usize]).reduce(Bounds::joined);
        let position = Vertex::from_degrees(hall.position.x(), hall.position.y()).ok();
        match (position, ground) {
            (Some(position), Some(ground)) if ground.meets(&around(position)) => {
                places.push(Place { commune: hall.code.clone(), position });
            }
            _ => assembly.misplaced_town_halls.push(hall.code.clone()),
        }
    }
    places.sort_by(|a, b| a.commune.cmp(&b.commune));
    places.dedup_by(|a, b| a.commune == b.commune);
    places
}

/// A kilometre or so around a position: shapes are simplified, and some town halls stand just
/// across their border.
fn around(position: Vertex) -> Bounds {
    const MARGIN: i32 = 100_000;
    let shift =
        |by: i32| Vertex { x: position.x.saturating_add(by), y: position.y.saturating_add(by) };
    Bounds { low: shift(-MARGIN), high: shift(MARGIN) }
}

fn face_boxes(mesh: &Mesh) -> Vec<Bounds> {
    let mut boxes = vec![Bounds::EMPTY; mesh.face_count()];
    for arc in mesh.arcs() {
        let bounds = Bounds::around(mesh.vertices(arc).iter().copied());
        for face in mesh.sides(arc).into_iter().flatten() {
            boxes[face.0 as usize] = boxes[face.0 as usize].joined(bounds);
        }
    }
    boxes
}

/// Faces in the order territories keep them.
fn sorted(mut faces: Vec<FaceId>) -> Vec<FaceId> {
    faces.sort_unstable();
    faces.dedup();
    faces
}
