//! How much of each face a shape covers.

use crate::area::{arc_areas, chain_area};
use crate::shape::exact::edges;
use crate::{ArcId, Bounds, FaceId, Mesh, Shape, ShapeError, Vertex};

mod boxes;
#[cfg(test)]
mod tests;
mod walk;

use boxes::Boxes;
use walk::{Entry, Walk, ray};

/// A face that a shape covers, wholly or in part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cover {
    /// The face.
    pub face: FaceId,
    /// The covered share of its area, above 0 to 1; exactly 1 where it is covered wholly.
    pub fraction: f64,
    /// The covered area, in m².
    pub area: f64,
}

/// What is needed of a mesh to lay shapes over it: the boxes of its arcs and faces, and areas.
/// Some 30 bytes for each.
#[derive(Clone, Debug)]
pub struct CoverIndex {
    arcs: Boxes,
    faces: Boxes,
    /// What each arc contributes to the face on its left, in m².
    arc_areas: Vec<f64>,
    /// The area of each face, in m².
    face_areas: Vec<f64>,
}

impl CoverIndex {
    /// A face covered by less than this share of it and by less than `SLIVER` is not covered; one
    /// covered but for less than this share is covered wholly. Borders shared to the vertex leave
    /// far less.
    pub const LEAST_SHARE: f64 = 1e-6;

    /// In m²; see `LEAST_SHARE`.
    pub const SLIVER: f64 = 100.0;

    /// In m²: ground under this is nothing, whatever the size of the face. Sums are right to a
    /// hundredth of it.
    pub const NOTHING: f64 = 1.0;

    /// Prepares a mesh whose faces have the given areas in m².
    #[must_use]
    pub fn new(mesh: &Mesh, face_areas: &[f64]) -> Self {
        let arcs: Vec<Bounds> = mesh.arcs().map(|arc| bounds_of(mesh, arc)).collect();
        let around = |bounds: Bounds, arc: &ArcId| {
            arcs.get(arc.0 as usize).map_or(bounds, |&arc| bounds.joined(arc))
        };
        let faces: Vec<Bounds> = mesh
            .faces()
            .map(|face| mesh.arcs_of(face).iter().fold(Bounds::EMPTY, around))
            .collect();
        Self {
            arcs: Boxes::new(&arcs),
            faces: Boxes::new(&faces),
            arc_areas: arc_areas(mesh),
            face_areas: face_areas.to_vec(),
        }
    }

    /// The faces that a shape covers, by ascending number. The mesh must be the one of the index.
    #[must_use]
    pub fn cover(&self, mesh: &Mesh, shape: &Shape) -> Vec<Cover> {
        let mut walk = Walk::new(mesh, shape);
        self.arcs.meeting(&shape.bounds(), &mut |arc, bounds| {
            let area = self.arc_areas.get(arc as usize).copied().unwrap_or_default();
            walk.arc(ArcId(arc), bounds, area);
        });
        walk.close_rings(|start| self.face_at(mesh, start));
        self.summed(walk.entries)
    }

    /// The faces that the ground inside both shapes covers.
    pub fn overlap(
        &self,
        mesh: &Mesh,
        one: &Shape,
        other: &Shape,
    ) -> Result<Vec<Cover>, ShapeError> {
        let shared = one.intersection(other)?;
        Ok(shared.map(|shape| self.cover(mesh, &shape)).unwrap_or_default())
    }

    /// How many bytes the index takes.
    #[must_use]
    pub fn size(&self) -> usize {
        let areas = self.arc_areas.len() + self.face_areas.len();
        self.arcs.size() + self.faces.size() + areas * size_of::<f64>()
    }

    /// Sums the entries of each face.
    fn summed(&self, mut entries: Vec<Entry>) -> Vec<Cover> {
        entries.sort_unstable_by_key(|entry| entry.face);
        let mut covers = Vec::new();
        for same in entries.chunk_by(|a, b| a.face == b.face) {
            let Some(&Entry { face, .. }) = same.first() else { continue };
            let whole = self.face_areas.get(face.0 as usize).copied().unwrap_or_default();
            let cut = same.iter().any(|entry| entry.cut);
            let area = if cut { same.iter().map(|entry| entry.area).sum() } else { whole };
            let (rest, least) = (whole - area, whole * Self::LEAST_SHARE);
            if rest < Self::NOTHING.max(least) {
                covers.push(Cover { face, fraction: 1.0, area: whole });
            } else if area >= Self::NOTHING.max(least.min(Self::SLIVER)) {
                covers.push(Cover { face, fraction: area / whole, area });
            }
        }
        covers
    }

    /// The face that holds a vertex of a shape.
    fn face_at(&self, mesh: &Mesh, vertex: Vertex) -> Option<FaceId> {
        let mut found = None;
        self.faces.meeting(&Bounds { low: vertex, high: vertex }, &mut |face, _| {
            if found.is_none() && holds(mesh, FaceId(face), vertex) {
                found = Some(FaceId(face));
            }
        });
        found
    }
}

/// The area in m² of a shape inside a face.
#[must_use]
pub fn area_in_face(mesh: &Mesh, face: FaceId, shape: &Shape) -> f64 {
    let mut walk = Walk::new(mesh, shape);
    for &arc in mesh.arcs_of(face) {
        walk.arc(arc, &bounds_of(mesh, arc), chain_area(mesh.vertices(arc)));
    }
    walk.close_rings(|start| holds(mesh, face, start).then_some(face));
    let here = walk.entries.iter().filter(|entry| entry.face == face);
    here.map(|entry| entry.area).sum::<f64>().max(0.0)
}

/// Whether a face holds a vertex of a shape: whether its border winds around it.
fn holds(mesh: &Mesh, face: FaceId, vertex: Vertex) -> bool {
    let winding = |&arc: &ArcId| -> i32 {
        let sum = edges(mesh.vertices(arc)).map(|(from, to)| ray([from, to], vertex)).sum();
        if mesh.sides(arc)[0] == Some(face) { sum } else { -sum }
    };
    mesh.arcs_of(face).iter().map(winding).sum::<i32>() > 0
}

fn bounds_of(mesh: &Mesh, arc: ArcId) -> Bounds {
    Bounds::around(mesh.vertices(arc).iter().copied())
}
