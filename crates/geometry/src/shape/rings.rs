//! Reading the rings of a polygon from outside: counted, on Earth, closed, without repeats.

use geo_types::{LineString, MultiPolygon};

use super::exact::doubled_area;
use super::{Repair, ShapeError, ShapeLimits};
use crate::Vertex;

/// Closed rings of each polygon: the outer one first, then its holes.
pub(crate) type Polygons = Vec<Vec<Vec<Vertex>>>;

/// Rings as read, outer ones counter-clockwise and holes clockwise, and what was mended.
pub(super) struct Draft {
    pub(super) polygons: Polygons,
    repeated: usize,
    empty: usize,
    turned: usize,
}

impl Draft {
    /// The repairs that were made while reading.
    pub(super) fn repairs(&self) -> Vec<Repair> {
        [
            (self.repeated, Repair::RepeatedVertices(self.repeated)),
            (self.empty, Repair::EmptyRings(self.empty)),
            (self.turned, Repair::TurnedRings(self.turned)),
        ]
        .into_iter()
        .filter_map(|(count, repair)| (count > 0).then_some(repair))
        .collect()
    }

    /// Reads the rings. The count of vertices is looked at before any vertex.
    pub(super) fn read(
        polygons: MultiPolygon<f64>,
        limits: ShapeLimits,
    ) -> Result<Self, ShapeError> {
        // An empty ring counts too: nothing that costs time is free.
        let got = rings(&polygons).map(|ring| ring.0.len().max(1)).sum();
        if got > limits.vertices {
            return Err(ShapeError::TooManyVertices { got, limit: limits.vertices });
        }
        let mut draft = Self { polygons: Vec::new(), repeated: 0, empty: 0, turned: 0 };
        let mut place = 0;
        for polygon in polygons {
            let (outer, holes) = polygon.into_inner();
            let mut rings = Vec::from_iter(draft.ring(&outer, &mut place, true)?);
            for hole in &holes {
                let hole = draft.ring(hole, &mut place, false)?;
                // A polygon whose outer ring is empty has no inside to take a hole from.
                if let (Some(hole), false) = (hole, rings.is_empty()) {
                    rings.push(hole);
                }
            }
            if !rings.is_empty() {
                draft.polygons.push(rings);
            }
        }
        Ok(draft)
    }

    /// One ring, or none where fewer than three vertices differ.
    fn ring(
        &mut self,
        ring: &LineString<f64>,
        place: &mut usize,
        counter_clockwise: bool,
    ) -> Result<Option<Vec<Vertex>>, ShapeError> {
        let mut vertices: Vec<Vertex> = Vec::with_capacity(ring.0.len() + 1);
        for position in &ring.0 {
            *place += 1;
            let vertex = Vertex::from_degrees(position.x, position.y)
                .map_err(|error| ShapeError::Position { place: *place, error })?;
            if vertices.last() == Some(&vertex) {
                self.repeated += 1;
            } else {
                vertices.push(vertex);
            }
        }
        if let Some(&first) = vertices.first()
            && vertices.last() != Some(&first)
        {
            vertices.push(first);
        }
        // Two different vertices make `a b a`, which has three.
        if vertices.len() < 4 {
            self.empty += 1;
            return Ok(None);
        }
        let area = doubled_area(&vertices);
        if area != 0 && (area > 0) != counter_clockwise {
            vertices.reverse();
            self.turned += 1;
        }
        Ok(Some(vertices))
    }
}

fn rings(polygons: &MultiPolygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    polygons
        .iter()
        .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
}
