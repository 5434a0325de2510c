//! Union by cancellation: the outline of any set of faces is made of the arcs with one side in it.
//!
//! No boolean operation, no tolerance: an arc between two faces of the set cancels, and what
//! remains closes into rings, each with the set on its left.

use geo::BoundingRect;
use geo_types::{Coord, LineString, MultiPolygon, Polygon, Rect};

use crate::{ArcId, FaceId, Mesh, Simplification, Vertex};

/// A set of faces as one flag a face, quick to ask and to fill.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FaceSet {
    words: Vec<u64>,
}

impl FaceSet {
    /// The set of the given faces.
    #[must_use]
    pub fn new(faces: &[FaceId]) -> Self {
        let last = faces.iter().map(|face| face.0 as usize).max();
        let mut words = vec![0; last.map_or(0, |last| last / 64 + 1)];
        for face in faces {
            words[face.0 as usize / 64] |= 1 << (face.0 % 64);
        }
        Self { words }
    }

    /// Whether a face is in the set.
    #[must_use]
    pub fn contains(&self, face: FaceId) -> bool {
        self.words.get(face.0 as usize / 64).is_some_and(|word| word >> (face.0 % 64) & 1 == 1)
    }
}

/// A piece of outline: an arc and whether it is walked from its first vertex to its last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The arc.
    pub arc: ArcId,
    /// Whether it is walked forward.
    pub forward: bool,
}

/// The rings around a set of faces, with the set on their left: outer rings counter-clockwise,
/// holes clockwise. Each ring is a list of arcs in order; rings that touch at a vertex are apart.
#[must_use]
pub fn rings(mesh: &Mesh, faces: &[FaceId]) -> Vec<Vec<Step>> {
    let set = FaceSet::new(faces);
    let mut steps = Vec::new();
    for &face in faces {
        for &arc in mesh.arcs_of(face) {
            let [left, right] = mesh.sides(arc);
            let forward = left == Some(face);
            let across = if forward { right } else { left };
            if !across.is_some_and(|across| set.contains(across)) {
                steps.push(Step { arc, forward });
            }
        }
    }
    close(mesh, &steps)
}

/// The outline of a set of faces as polygons in degrees, simplified as asked. Parts that
/// simplification leaves without area vanish.
#[must_use]
pub fn outline(
    mesh: &Mesh,
    faces: &[FaceId],
    simplification: Option<&Simplification<'_>>,
) -> MultiPolygon<f64> {
    let mut lines: Vec<LineString<f64>> = rings(mesh, faces)
        .iter()
        .map(|ring| line(&vertices_of(mesh, ring, simplification)))
        .collect();
    let polygons = nest(&lines);
    let mut take = |place: usize| std::mem::replace(&mut lines[place], LineString(Vec::new()));
    polygons
        .into_iter()
        .map(|rings| {
            let mut rings = rings.into_iter().map(&mut take);
            let outer = rings.next().unwrap_or_else(|| LineString(Vec::new()));
            Polygon::new(outer, rings.collect())
        })
        .collect()
}

/// The vertices along a ring of arcs, the first repeated at the end.
#[must_use]
pub fn vertices_of(
    mesh: &Mesh,
    ring: &[Step],
    simplification: Option<&Simplification<'_>>,
) -> Vec<Vertex> {
    let mut vertices: Vec<Vertex> = Vec::new();
    for step in ring {
        let whole = mesh.vertices(step.arc);
        let kept = |place: &usize| simplification.is_none_or(|s| s.keeps(mesh, step.arc, *place));
        // The first vertex of each arc is the last of the one before.
        vertices.pop();
        if step.forward {
            vertices.extend((0..whole.len()).filter(kept).map(|place| whole[place]));
        } else {
            vertices.extend((0..whole.len()).rev().filter(kept).map(|place| whole[place]));
        }
    }
    vertices
}

/// Puts steps end to end into closed rings. Where several rings meet at a vertex, whatever closes
/// there is set apart, so that every ring is simple.
fn close(mesh: &Mesh, steps: &[Step]) -> Vec<Vec<Step>> {
    let start_of = |place: usize| end_of(mesh, steps[place], true).0;
    let mut by_start: Vec<(Vertex, usize)> =
        (0..steps.len()).map(|place| (start_of(place), place)).collect();
    by_start.sort_unstable();
    let mut used = vec![false; steps.len()];
    let mut found = Vec::new();
    for start in 0..steps.len() {
        let mut ring: Vec<usize> = Vec::new();
        let mut next = (!used[start]).then_some(start);
        while let Some(place) = next {
            used[place] = true;
            ring.push(place);
            let (at, before) = end_of(mesh, steps[place], false);
            let from = by_start.partition_point(|&(vertex, _)| vertex < at);
            let here = || by_start[from..].iter().take_while(|&&(vertex, _)| vertex == at);
            let back = match here().nth(1) {
                // Only one step starts here: the ring closes when it is the ring's first.
                None => (start_of(ring[0]) == at).then_some(0),
                Some(_) => ring.iter().position(|&place| start_of(place) == at),
            };
            if let Some(back) = back {
                found.push(ring.drain(back..).map(|place| steps[place]).collect());
                if ring.is_empty() {
                    break;
                }
            }
            let leaving = |place: usize| turn(before, at, end_of(mesh, steps[place], true).1);
            next = here()
                .map(|&(_, place)| place)
                .filter(|&place| !used[place])
                .max_by(|&a, &b| leaving(a).total_cmp(&leaving(b)));
        }
    }
    found
}

/// The first (or last) vertex of a step and the vertex next to it.
fn end_of(mesh: &Mesh, step: Step, start: bool) -> (Vertex, Vertex) {
    let vertices = mesh.vertices(step.arc);
    let last = vertices.len() - 1;
    if step.forward == start {
        (vertices[0], vertices[1])
    } else {
        (vertices[last], vertices[last - 1])
    }
}

/// How much one turns to the left at `at`, coming from `from` and going to `to`: −π to π.
fn turn(from: Vertex, at: Vertex, to: Vertex) -> f64 {
    let vector =
        |a: Vertex, b: Vertex| (f64::from(b.x) - f64::from(a.x), f64::from(b.y) - f64::from(a.y));
    let (u, v) = (vector(from, at), vector(at, to));
    (u.0 * v.1 - u.1 * v.0).atan2(u.0 * v.0 + u.1 * v.1)
}

fn line(vertices: &[Vertex]) -> LineString<f64> {
    LineString(vertices.iter().map(|&vertex| Coord::from(vertex)).collect())
}

/// Groups rings into polygons: each hole goes to the smallest outer ring around it. Gives the
/// places of the rings of each polygon, its outer ring first; rings without area are left out.
///
/// An outer ring that lies inside another, and in none of its holes, is ground that two faces of
/// the source cover both: the ring around it has it already, so it is left out too.
#[must_use]
pub fn nest(rings: &[LineString<f64>]) -> Vec<Vec<usize>> {
    let mut outers: Vec<(f64, Vec<usize>)> = Vec::new();
    let mut holes: Vec<usize> = Vec::new();
    for (place, ring) in rings.iter().enumerate() {
        let area = planar_area(ring);
        if area > 0.0 {
            outers.push((area, vec![place]));
        } else if area < 0.0 {
            holes.push(place);
        }
    }
    outers.sort_by(|a, b| a.0.total_cmp(&b.0));
    for hole in holes {
        let around =
            outers.iter_mut().find(|(_, polygon)| encloses(&rings[polygon[0]], &rings[hole]));
        if let Some((_, polygon)) = around {
            polygon.push(hole);
        }
    }
    let polygons: Vec<Vec<usize>> = outers.into_iter().map(|(_, polygon)| polygon).collect();
    let boxes: Vec<_> = polygons.iter().map(|polygon| rings[polygon[0]].bounding_rect()).collect();
    let doubled = |place: usize| {
        let inner = &rings[polygons[place][0]];
        let around = (place + 1..polygons.len())
            .filter(|&wider| boxes[place].zip(boxes[wider]).is_some_and(|(a, b)| within(a, b)))
            .map(|wider| &polygons[wider])
            .find(|polygon| encloses(&rings[polygon[0]], inner));
        around.is_some_and(|around| !around[1..].iter().any(|&hole| encloses(&rings[hole], inner)))
    };
    let kept: Vec<bool> = (0..polygons.len()).map(|place| !doubled(place)).collect();
    let polygons = polygons.into_iter().zip(kept).rev();
    polygons.filter_map(|(polygon, kept)| kept.then_some(polygon)).collect()
}

fn within(inner: Rect<f64>, outer: Rect<f64>) -> bool {
    let (low, high) = (inner.min(), inner.max());
    outer.min().x <= low.x
        && outer.min().y <= low.y
        && high.x <= outer.max().x
        && high.y <= outer.max().y
}

/// Area in square degrees, positive counter-clockwise: enough to tell outer rings from holes.
fn planar_area(ring: &LineString<f64>) -> f64 {
    let Some(&origin) = ring.0.first() else { return 0.0 };
    let cross = |a: Coord<f64>, b: Coord<f64>| {
        (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y)
    };
    ring.0.windows(2).map(|pair| cross(pair[0], pair[1])).sum::<f64>() / 2.0
}

/// Whether a ring goes around another. They may share vertices but do not cross, so the
/// first vertex of the inner one that is not on the ring tells.
fn encloses(outer: &LineString<f64>, inner: &LineString<f64>) -> bool {
    inner
        .0
        .iter()
        .map(|&point| {
            if outer.0.contains(&point) {
                return None;
            }
            let crossings = outer.0.windows(2).filter(|edge| {
                let (a, b) = (edge[0], edge[1]);
                (a.y <= point.y) != (b.y <= point.y)
                    && (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x > point.x
            });
            Some(crossings.count() % 2 == 1)
        })
        .find_map(|side| side)
        // All vertices common: only a hole that fills its ring does so, and it has no area left.
        .unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{MeshBuilder, Tolerance};

    /// A square grid of `side` × `side` faces, numbered by rows from the south-west.
    fn grid(side: i32) -> Mesh {
        let mut builder = MeshBuilder::default();
        for y in 0..side {
            for x in 0..side {
                let corner = |dx, dy| Vertex { x: (x + dx) * 1000, y: (y + dy) * 1000 };
                let ring = [corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)];
                builder.add_face([ring.as_slice()]);
            }
        }
        builder.build(Tolerance { width: 0.0 }).unwrap().0
    }

    /// Checks the polygons of a set of faces of the grid: the number of holes of each.
    fn check(side: i32, faces: &[u32], expect: &[usize]) {
        let faces: Vec<FaceId> = faces.iter().map(|&face| FaceId(face)).collect();
        let polygons = outline(&grid(side), &faces, None);
        let holes: Vec<usize> = polygons.iter().map(|polygon| polygon.interiors().len()).collect();
        assert_eq!(holes, expect);
        let cell = 1e-4 * 1e-4;
        let area: f64 = polygons
            .iter()
            .map(|p| planar_area(p.exterior()) + p.interiors().iter().map(planar_area).sum::<f64>())
            .sum();
        assert!((area / cell - faces.len() as f64).abs() < 1e-6, "area {}", area / cell);
    }

    #[test]
    fn all_faces_make_one_polygon() {
        check(3, &[0, 1, 2, 3, 4, 5, 6, 7, 8], &[0]);
    }

    #[test]
    fn a_ring_of_faces_has_a_hole() {
        check(3, &[0, 1, 2, 3, 5, 6, 7, 8], &[1]);
    }

    #[test]
    fn faces_that_touch_at_a_corner_are_two_polygons() {
        check(2, &[0, 3], &[0, 0]);
    }

    #[test]
    fn an_island_in_a_hole_is_a_polygon_of_its_own() {
        let middle = |place: u32| (1..4).contains(&place);
        let rim = (0..25).filter(|face| !(middle(face % 5) && middle(face / 5)));
        let without: Vec<u32> = rim.chain([12]).collect();
        check(5, &without, &[1, 0]);
    }

    #[test]
    fn holes_that_touch_at_a_corner_are_two_holes() {
        check(4, &[0, 1, 2, 3, 4, 6, 7, 8, 9, 11, 12, 13, 14, 15], &[2]);
    }

    #[test]
    fn ground_covered_twice_is_in_the_outline_once() {
        let square = |low: f64, high: f64| {
            let corners = [(low, low), (high, low), (high, high), (low, high), (low, low)];
            LineString::from(corners.to_vec())
        };
        let reversed = |ring: LineString<f64>| LineString(ring.0.into_iter().rev().collect());
        // A ring in a ring is doubled ground, an island in its hole is not.
        assert_eq!(nest(&[square(0.0, 9.0), square(1.0, 2.0)]), [[0]]);
        let hole = reversed(square(3.0, 8.0));
        let rings = [square(0.0, 9.0), hole, square(4.0, 5.0), square(1.0, 2.0)];
        assert_eq!(nest(&rings), [vec![0, 1], vec![2]]);
    }

    #[test]
    fn no_face_makes_no_polygon() {
        check(2, &[], &[]);
    }
}
