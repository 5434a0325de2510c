//! Outlines as TopoJSON: the arcs of the mesh, exact, in whole steps of its grid.

use std::collections::BTreeMap;

use geo_types::{Coord, LineString};
use geometry::{Simplification, Step, Vertex, nest, rings, vertices_of};
use serde::Serialize;

use crate::{Atlas, Brief, Subject, Year};

/// A TopoJSON topology with one object, `territory`. Arcs are quantized to the mesh's own grid
/// of ten-millionths of a degree, which loses nothing.
#[derive(Clone, Debug, Serialize)]
pub struct Topology<'a> {
    r#type: &'static str,
    transform: Transform,
    arcs: Vec<Vec<[i32; 2]>>,
    objects: BTreeMap<&'static str, Object<'a>>,
}

#[derive(Clone, Copy, Debug, Serialize)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

#[derive(Clone, Debug, Serialize)]
struct Object<'a> {
    r#type: &'static str,
    id: Option<&'a str>,
    properties: Brief<'a>,
    arcs: Vec<Vec<Vec<i64>>>,
}

impl Atlas {
    /// The outline of a subject as a topology, simplified as asked.
    #[must_use]
    pub fn topology<'a>(
        &'a self,
        subject: &Subject<'_>,
        simplification: Option<&Simplification<'_>>,
        year: &Year,
    ) -> Topology<'a> {
        let mut arcs = Vec::new();
        let mut outlines: Vec<Vec<i64>> = Vec::new();
        let mut lines = Vec::new();
        if let Some(shape) = subject.shape() {
            for ring in shape.rings() {
                outlines.push(vec![arcs.len() as i64]);
                arcs.push(steps(ring));
                lines.push(line(ring));
            }
        } else {
            for ring in rings(&self.mesh, subject.faces()) {
                lines.push(line(&vertices_of(&self.mesh, &ring, simplification)));
                let mut places = Vec::with_capacity(ring.len());
                for step in ring {
                    places.push(arcs.len() as i64);
                    let walked = Step { forward: true, ..step };
                    let mut vertices = vertices_of(&self.mesh, &[walked], simplification);
                    if !step.forward {
                        vertices.reverse();
                    }
                    arcs.push(steps(&vertices));
                }
                outlines.push(places);
            }
        }
        let polygons = nest(&lines)
            .into_iter()
            .map(|polygon| polygon.into_iter().map(|ring| outlines[ring].clone()).collect())
            .collect();
        let properties = self.subject_brief(subject, "", year);
        let object =
            Object { r#type: "MultiPolygon", id: properties.id, properties, arcs: polygons };
        let unit = 1.0 / Vertex::PER_DEGREE;
        Topology {
            r#type: "Topology",
            transform: Transform { scale: [unit, unit], translate: [0.0, 0.0] },
            arcs,
            objects: BTreeMap::from([("territory", object)]),
        }
    }
}

/// The first vertex, then the steps from each to the next.
fn steps(vertices: &[Vertex]) -> Vec<[i32; 2]> {
    let mut at = Vertex::default();
    let step = |vertex: &Vertex| {
        let step = [vertex.x - at.x, vertex.y - at.y];
        at = *vertex;
        step
    };
    vertices.iter().map(step).collect()
}

fn line(vertices: &[Vertex]) -> LineString<f64> {
    LineString(vertices.iter().map(|&vertex| Coord::from(vertex)).collect())
}
