//! Building the mesh: directed edges of all faces are paired, mended where they do not pair,
//! and chained into arcs.

use crate::{Arc, FaceId, Mend, Mesh, MeshError, Vertex, edges::EdgeSoup, mend::mend};

/// What is to be mended while building.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tolerance {
    /// Gaps and overlaps between faces are closed when their mean width is below this, in metres.
    pub width: f64,
}

/// The faces of a mesh to be, each as directed edges with the face on the left.
#[derive(Clone, Debug, Default)]
pub struct MeshBuilder {
    edges: EdgeSoup,
    faces: u32,
}

impl MeshBuilder {
    /// Adds a face bounded by closed rings (the last vertex may repeat the first), outer rings
    /// counter-clockwise and holes clockwise.
    pub fn add_face<'a>(&mut self, rings: impl IntoIterator<Item = &'a [Vertex]>) -> FaceId {
        let face = self.next_face();
        for ring in rings {
            self.edges.add_ring(face, ring);
        }
        face
    }

    /// Adds the face that remains of `whole` once the `pieces` already added are taken out of it;
    /// `None` where nothing remains.
    ///
    /// Borders common to the whole and its pieces must share their vertices.
    pub fn add_remainder<'a>(
        &mut self,
        whole: impl IntoIterator<Item = &'a [Vertex]>,
        pieces: impl IntoIterator<Item = &'a [Vertex]>,
    ) -> Option<FaceId> {
        let face = FaceId(self.faces);
        let mut rest = EdgeSoup::default();
        for ring in whole {
            rest.add_ring(face, ring);
        }
        for ring in pieces {
            rest.add_ring_backwards(face, ring);
        }
        rest.cancel_within_faces();
        // What cancellation leaves of a whole that is fully covered is noise, or nothing.
        if rest.signed_area(face) <= Self::NOISE {
            return None;
        }
        self.edges.append(rest);
        Some(self.next_face())
    }

    /// Twice the area under which a remainder is noise, in square units: about 5,000 m².
    const NOISE: f64 = 1e8;

    /// Pairs, mends and chains the edges.
    pub fn build(mut self, tolerance: Tolerance) -> Result<(Mesh, Vec<Mend>), MeshError> {
        self.edges.cancel_within_faces();
        let mends = mend(&mut self.edges, tolerance);
        let arcs = chain(&self.edges);
        Ok((Mesh::from_arcs(self.faces, arcs)?, mends))
    }

    fn next_face(&mut self) -> FaceId {
        let face = FaceId(self.faces);
        self.faces += 1;
        face
    }
}

/// An undirected edge with what lies on its two sides, walking from the smaller vertex.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Border {
    from: Vertex,
    to: Vertex,
    sides: [Option<FaceId>; 2],
}

/// Chains borders with the same two sides into arcs, as long as they go.
fn chain(edges: &EdgeSoup) -> Vec<Arc> {
    let borders: Vec<Border> = edges
        .pairs()
        .map(|pair| Border { from: pair.from, to: pair.to, sides: [pair.left, pair.right] })
        .filter(|border| border.sides[0] != border.sides[1])
        .collect();
    let ends = Ends::new(&borders);
    let mut used = vec![false; borders.len()];
    let mut arcs = Vec::new();
    // Arcs that start at a node first, then the rings no node touches.
    for only_nodes in [true, false] {
        for place in 0..borders.len() {
            for start in [borders[place].from, borders[place].to] {
                if !used[place] && (!only_nodes || ends.is_node(&borders, start)) {
                    arcs.push(walk(&borders, &ends, &mut used, place, start));
                }
            }
        }
    }
    arcs
}

/// Walks from `start` along the border at `place` up to the next node, or around the ring.
fn walk(
    borders: &[Border],
    ends: &Ends,
    used: &mut [bool],
    mut place: usize,
    start: Vertex,
) -> Arc {
    let forward = borders[place].from == start;
    let [one, other] = borders[place].sides;
    let (left, right) = if forward { (one, other) } else { (other, one) };
    let mut vertices = vec![start];
    let mut at = start;
    loop {
        used[place] = true;
        let border = &borders[place];
        at = if border.from == at { border.to } else { border.from };
        vertices.push(at);
        if at == start || ends.is_node(borders, at) {
            break;
        }
        match ends.at(at).iter().find(|&&(_, next)| !used[next as usize]) {
            Some(&(_, next)) => place = next as usize,
            None => break,
        }
    }
    Arc { left, right, vertices }
}

/// The borders at each vertex, sorted by vertex.
struct Ends(Vec<(Vertex, u32)>);

impl Ends {
    fn new(borders: &[Border]) -> Self {
        let mut ends: Vec<(Vertex, u32)> = Vec::with_capacity(2 * borders.len());
        for (place, border) in borders.iter().enumerate() {
            ends.push((border.from, place as u32));
            ends.push((border.to, place as u32));
        }
        ends.sort_unstable();
        Self(ends)
    }

    fn at(&self, vertex: Vertex) -> &[(Vertex, u32)] {
        let start = self.0.partition_point(|&(other, _)| other < vertex);
        let count = self.0[start..].iter().take_while(|&&(other, _)| other == vertex).count();
        &self.0[start..start + count]
    }

    /// A node is a vertex where an arc must end: not two borders, or two with other sides.
    fn is_node(&self, borders: &[Border], vertex: Vertex) -> bool {
        let [(_, a), (_, b)] = self.at(vertex) else { return true };
        let outgoing = |place: u32| {
            let border = &borders[place as usize];
            let [one, other] = border.sides;
            if border.from == vertex { [one, other] } else { [other, one] }
        };
        let [left, right] = outgoing(*a);
        outgoing(*b) != [right, left]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vertex(x: i32, y: i32) -> Vertex {
        Vertex { x: x * 100_000, y: y * 100_000 }
    }

    fn square(x: i32, y: i32, side: i32) -> Vec<Vertex> {
        [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]
            .map(|(x, y)| vertex(x, y))
            .to_vec()
    }

    /// Builds faces of one ring each and gives (faces, arcs, mends).
    fn check(rings: &[Vec<Vertex>], expect: (usize, usize, usize)) -> Mesh {
        let mut builder = MeshBuilder::default();
        for ring in rings {
            builder.add_face([ring.as_slice()]);
        }
        let (mesh, mends) = builder.build(Tolerance { width: 10.0 }).unwrap();
        assert_eq!((mesh.face_count(), mesh.arc_count(), mends.len()), expect);
        mesh
    }

    #[test]
    fn two_squares_share_one_arc() {
        let mesh = check(&[square(0, 0, 2), square(2, 0, 2)], (2, 3, 0));
        let shared = mesh.arcs().filter(|&arc| mesh.sides(arc).iter().all(Option::is_some));
        assert_eq!(shared.count(), 1);
    }

    #[test]
    fn an_island_is_one_arc() {
        check(&[square(0, 0, 2)], (1, 1, 0));
    }

    #[test]
    fn four_squares_around_a_corner() {
        let squares = [square(0, 0, 1), square(1, 0, 1), square(0, 1, 1), square(1, 1, 1)];
        check(&squares, (4, 8, 0));
    }

    #[test]
    fn a_neighbour_with_one_vertex_more_is_paired() {
        let mut left = square(0, 0, 2);
        left.insert(2, vertex(2, 1));
        let mesh = check(&[left, square(2, 0, 2)], (2, 3, 1));
        assert!(mesh.arcs().any(|arc| mesh.vertices(arc).contains(&vertex(2, 1))));
    }

    #[test]
    fn a_thin_gap_is_given_to_a_neighbour_and_a_wide_one_is_kept() {
        // The gap is a triangle 0.00005° (about 5 m) wide between two squares.
        let mut left = square(0, 0, 2);
        left.insert(2, Vertex { x: 200_000 - 500, y: 100_000 });
        check(&[left, square(2, 0, 2)], (2, 3, 1));
        // The same, one kilometre wide.
        let mut left = square(0, 0, 2);
        left.insert(2, vertex(1, 1));
        check(&[left, square(2, 0, 2)], (2, 4, 0));
    }

    #[test]
    fn a_thin_overlap_is_kept_by_one_face_only() {
        let mut left = square(0, 0, 2);
        left.insert(2, Vertex { x: 200_000 + 500, y: 100_000 });
        check(&[left, square(2, 0, 2)], (2, 3, 1));
    }

    #[test]
    fn a_wide_overlap_is_kept_by_one_face_only() {
        // 100 m wide, far above the tolerance for gaps.
        let mut left = square(0, 0, 2);
        left.insert(2, Vertex { x: 200_000 + 10_000, y: 100_000 });
        check(&[left, square(2, 0, 2)], (2, 3, 1));
    }

    #[test]
    fn an_island_of_two_faces_is_no_overlap() {
        check(&[square(0, 0, 1), square(1, 0, 1)], (2, 3, 0));
    }

    #[test]
    fn what_pieces_leave_of_a_whole_is_a_face() {
        let whole = [(0, 0), (1, 0), (2, 0), (2, 2), (1, 2), (0, 2)].map(|(x, y)| vertex(x, y));
        let piece = [(0, 0), (1, 0), (1, 2), (0, 2)].map(|(x, y)| vertex(x, y));
        let mut builder = MeshBuilder::default();
        builder.add_face([piece.as_slice()]);
        assert_eq!(builder.add_remainder([whole.as_slice()], [piece.as_slice()]), Some(FaceId(1)));
        let (mesh, _) = builder.build(Tolerance { width: 10.0 }).unwrap();
        assert_eq!((mesh.face_count(), mesh.arc_count()), (2, 3));
    }

    #[test]
    fn a_whole_cut_fully_leaves_nothing() {
        let mut builder = MeshBuilder::default();
        let ring = square(0, 0, 2);
        builder.add_face([ring.as_slice()]);
        assert_eq!(builder.add_remainder([ring.as_slice()], [ring.as_slice()]), None);
    }
}
