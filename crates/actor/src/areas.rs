//! Where actors act: each distinct area once, as faces, so that a thousand actors of a département
//! cost no more than one.

use std::collections::HashMap;

use atlas::Atlas;
use geometry::{FaceId, Vertex};
use territory::TerritoryId;

use crate::{grouped::Grouped, record::Intervention};

/// An area of intervention, by its place.
pub(crate) type AreaId = u32;

/// All areas.
#[derive(Clone, Debug, Default)]
pub(crate) struct Areas {
    /// The areas that hold each face.
    by_face: Grouped,
    /// The actors of each area, ascending.
    actors: Grouped,
}

/// Areas being collected.
pub(crate) struct AreasBuilder<'a> {
    atlas: &'a Atlas,
    known: HashMap<Key, AreaId>,
    faces: Vec<Vec<FaceId>>,
    boxes: Option<Vec<[Vertex; 2]>>,
}

#[derive(PartialEq, Eq, Hash)]
enum Key {
    Territories(Vec<TerritoryId>),
    Disc { centre: [i32; 2], metres: u32 },
    Country,
}

/// Mean radius of the Earth in metres.
const EARTH: f64 = 6_371_008.8;

impl<'a> AreasBuilder<'a> {
    pub(crate) fn new(atlas: &'a Atlas) -> Self {
        Self { atlas, known: HashMap::new(), faces: Vec::new(), boxes: None }
    }

    /// The area of an intervention of an actor that sits at a place. Territories that are not
    /// loaded are handed to `unknown`.
    pub(crate) fn area(
        &mut self,
        acts: &Intervention,
        place: Vertex,
        unknown: &mut dyn FnMut(&TerritoryId),
    ) -> AreaId {
        let key = match acts {
            Intervention::Territories(ids) => {
                let mut ids = ids.clone();
                ids.sort_unstable();
                ids.dedup();
                Key::Territories(ids)
            }
            Intervention::Km(km) if *km <= Intervention::MOST_KM => {
                let metres = (km.max(0.0) * 1000.0).round() as u32;
                Key::Disc { centre: [place.x, place.y], metres }
            }
            Intervention::Km(_) | Intervention::Country => Key::Country,
        };
        if let Some(&area) = self.known.get(&key) {
            return area;
        }
        let faces = match &key {
            Key::Territories(ids) => self.of_territories(ids, unknown),
            Key::Disc { metres, .. } => self.of_disc(place, f64::from(*metres)),
            Key::Country => self.atlas.mesh().faces().collect(),
        };
        let area = self.faces.len() as AreaId;
        self.faces.push(faces);
        self.known.insert(key, area);
        area
    }

    /// The finished areas; `acting` gives the area of actors, ascending by actor.
    pub(crate) fn finish(self, acting: impl Iterator<Item = (AreaId, u32)> + Clone) -> Areas {
        let faces = self.atlas.mesh().face_count();
        let pairs = (0..)
            .zip(&self.faces)
            .flat_map(|(area, faces)| faces.iter().map(move |face| (face.0, area)));
        let by_face = Grouped::new(faces, pairs);
        Areas { by_face, actors: Grouped::new(self.faces.len(), acting) }
    }

    fn of_territories(
        &self,
        ids: &[TerritoryId],
        unknown: &mut dyn FnMut(&TerritoryId),
    ) -> Vec<FaceId> {
        let mut faces = Vec::new();
        for id in ids {
            let versions = self.atlas.versions(id);
            // The latest record says where it lies today.
            match versions.last() {
                Some(index) => faces.extend(self.atlas.faces(atlas::TerritoryIndex(index))),
                None => unknown(id),
            }
        }
        faces.sort_unstable();
        faces.dedup();
        faces
    }

    /// The faces that come within so many metres of a place.
    fn of_disc(&mut self, place: Vertex, metres: f64) -> Vec<FaceId> {
        let atlas = self.atlas;
        let boxes = self.boxes.get_or_insert_with(|| face_boxes(atlas));
        let plane = Plane::at(place);
        let near = |[low, high]: &[Vertex; 2]| {
            let closest =
                Vertex { x: place.x.clamp(low.x, high.x), y: place.y.clamp(low.y, high.y) };
            plane.distance(closest, closest) <= metres
        };
        let mesh = atlas.mesh();
        let reaches = |face: FaceId| {
            mesh.arcs_of(face).iter().any(|&arc| {
                let vertices = mesh.vertices(arc);
                vertices.windows(2).any(|pair| match pair {
                    [from, to] => plane.distance(*from, *to) <= metres,
                    _ => false,
                })
            })
        };
        let home = atlas.face_at(place);
        let candidates = (0..).map(FaceId).zip(boxes.iter()).filter(|(_, bounds)| near(bounds));
        let faces = candidates.map(|(face, _)| face);
        faces.filter(|&face| home == Some(face) || reaches(face)).collect()
    }
}

impl Areas {
    /// The areas that meet some faces, each once, ascending.
    pub(crate) fn meeting(&self, faces: &[FaceId]) -> Vec<AreaId> {
        let mut areas: Vec<AreaId> = Vec::new();
        let mut met = vec![false; self.actors.len()];
        for &area in faces.iter().flat_map(|face| self.by_face.get(face.0)) {
            if let Some(met) = met.get_mut(area as usize).filter(|met| !**met) {
                *met = true;
                areas.push(area);
            }
        }
        areas.sort_unstable();
        areas
    }

    /// The actors of an area, ascending.
    pub(crate) fn actors(&self, area: AreaId) -> &[u32] {
        self.actors.get(area)
    }

    /// Bytes held.
    pub(crate) fn size(&self) -> usize {
        self.by_face.size() + self.actors.size()
    }
}

/// A plane that touches the Earth at a place: within 500 km of it, lengths are right to about one
/// in a hundred, more than a stated radius deserves.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plane {
    centre: Vertex,
    /// Metres in a unit of longitude and of latitude.
    scale: [f64; 2],
}

impl Plane {
    pub(crate) fn at(centre: Vertex) -> Self {
        let unit = EARTH * (1.0 / Vertex::PER_DEGREE).to_radians();
        Self { centre, scale: [unit * centre.latitude().to_radians().cos(), unit] }
    }

    /// Metres from the centre to the segment between two vertices.
    pub(crate) fn distance(&self, from: Vertex, to: Vertex) -> f64 {
        let flat = |vertex: Vertex| {
            let [x, y] = self.scale;
            let (dx, dy) = (
                i64::from(vertex.x) - i64::from(self.centre.x),
                i64::from(vertex.y) - i64::from(self.centre.y),
            );
            [dx as f64 * x, dy as f64 * y]
        };
        let ([ax, ay], [bx, by]) = (flat(from), flat(to));
        let (dx, dy) = (bx - ax, by - ay);
        let length = dx * dx + dy * dy;
        let along =
            if length > 0.0 { (-(ax * dx + ay * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
        (ax + along * dx).hypot(ay + along * dy)
    }
}

fn face_boxes(atlas: &Atlas) -> Vec<[Vertex; 2]> {
    let mesh = atlas.mesh();
    let around = |face| {
        let empty = [Vertex { x: i32::MAX, y: i32::MAX }, Vertex { x: i32::MIN, y: i32::MIN }];
        let vertices = mesh.arcs_of(face).iter().flat_map(|&arc| mesh.vertices(arc));
        vertices.fold(empty, |[low, high], v| {
            [
                Vertex { x: low.x.min(v.x), y: low.y.min(v.y) },
                Vertex { x: high.x.max(v.x), y: high.y.max(v.y) },
            ]
        })
    };
    mesh.faces().map(around).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_on_the_plane_are_in_metres() {
        let at = |lon, lat| Vertex::from_degrees(lon, lat).unwrap();
        let plane = Plane::at(at(3.0, 45.0));
        let north = at(3.0, 45.1);
        assert!((plane.distance(north, north) - 11_119.5).abs() < 1.0);
        let east = at(3.1, 45.0);
        assert!((plane.distance(east, east) - 7_862.7).abs() < 2.0);
        // A segment that passes north of the centre is as near as its nearest point.
        assert!((plane.distance(at(2.9, 45.1), at(3.1, 45.1)) - 11_119.5).abs() < 1.0);
        assert!(plane.distance(at(2.9, 45.0), at(3.1, 45.0)) < 1e-6);
    }
}
