//! From the packages to the base: faces, and every territory of every vintage as a set of them.
//!
//! The shapes are those of the first vintage. A later commune is the faces of the communes it was
//! made of, by the lists' own account (`chefLieu`, `anciensCodes`, pieces that became communes).

mod communes;
mod faces;
mod spans;
mod territories;

use std::collections::{HashMap, HashSet};

use dataset::{Base, Commune, Face, Place, Population, Source};
use geometry::{FaceId, Mend, MeshError, Vertex};
use territory::{Code, Vintage};

use super::{RawBase, UnitKind, Zone};

/// What assembling found worth telling.
#[derive(Clone, Debug, Default)]
pub struct Assembly {
    /// Where borders of neighbours were made to agree.
    pub mends: Vec<Mend>,
    /// Communes and pieces that a list names and no face stands for, with their vintage.
    pub without_ground: Vec<(Vintage, Code, String)>,
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
    let mut assembly = Assembly { mends, without_ground: Vec::new() };
    let history = communes::follow(&raw.lists, &ground)?;
    let territories = territories::list(raw, &ground, &history, &mut assembly);
    let base = Base {
        sources,
        vintages: raw.lists.iter().map(|list| list.vintage).collect(),
        mesh,
        faces: ground.keys.iter().map(|key| Face { key: key.clone() }).collect(),
        territories,
        communes: facts(raw),
        populations: populations(raw),
        places: places(raw),
        successions: history.successions,
    };
    Ok((base, assembly))
}

fn facts(raw: &RawBase) -> Vec<Commune> {
    let of_list = |list: &super::RawList| {
        let vintage = list.vintage;
        list.communes
            .iter()
            .filter(|commune| commune.kind == UnitKind::Commune && !commune.postal_codes.is_empty())
            .map(move |commune| Commune {
                vintage,
                code: commune.code.clone(),
                postal_codes: commune.postal_codes.clone(),
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

/// Town halls of communes of the latest list that have ground.
fn places(raw: &RawBase) -> Vec<Place> {
    let Some(latest) = raw.lists.last() else { return Vec::new() };
    let known: HashSet<&Code> = latest
        .communes
        .iter()
        .filter(|commune| commune.kind == UnitKind::Commune && commune.zone != Zone::Com)
        .map(|commune| &commune.code)
        .collect();
    let position = |hall: &super::TownHall| {
        let commune = hall.code.clone();
        let position = Vertex::from_degrees(hall.position.x(), hall.position.y()).ok()?;
        Some(Place { commune, position })
    };
    let mut places: Vec<Place> = raw
        .town_halls
        .iter()
        .filter(|hall| hall.kind == UnitKind::Commune && known.contains(&hall.code))
        .filter_map(position)
        .collect();
    places.sort_by(|a, b| a.commune.cmp(&b.commune));
    places.dedup_by(|a, b| a.commune == b.commune);
    places
}

/// Faces in the order territories keep them.
fn sorted(mut faces: Vec<FaceId>) -> Vec<FaceId> {
    faces.sort_unstable();
    faces.dedup();
    faces
}
