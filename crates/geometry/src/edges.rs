//! Directed edges of faces, and their pairing with the edges of the faces across.

use crate::{FaceId, Vertex};

/// A directed edge of one face, kept from its smaller to its greater vertex.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Edge {
    from: Vertex,
    to: Vertex,
    face: FaceId,
    /// How often the face has the edge on its left, less how often on its right.
    way: i32,
}

/// The directed edges of any number of faces; opposite edges of one face cancel.
#[derive(Clone, Debug, Default)]
pub(crate) struct EdgeSoup {
    edges: Vec<Edge>,
}

/// An edge with the faces on its two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) from: Vertex,
    pub(crate) to: Vertex,
    pub(crate) left: Option<FaceId>,
    pub(crate) right: Option<FaceId>,
}

impl EdgeSoup {
    /// Adds a ring whose inside, seen along it, is on the left.
    pub(crate) fn add_ring(&mut self, face: FaceId, ring: &[Vertex]) {
        for place in 0..ring.len() {
            self.add(face, ring[place], ring[(place + 1) % ring.len()]);
        }
    }

    /// Adds a ring in the opposite sense, which takes its inside out of the face.
    pub(crate) fn add_ring_backwards(&mut self, face: FaceId, ring: &[Vertex]) {
        for place in 0..ring.len() {
            self.add(face, ring[(place + 1) % ring.len()], ring[place]);
        }
    }

    /// Adds one directed edge with the face on its left.
    pub(crate) fn add(&mut self, face: FaceId, from: Vertex, to: Vertex) {
        match from.cmp(&to) {
            std::cmp::Ordering::Less => self.edges.push(Edge { from, to, face, way: 1 }),
            std::cmp::Ordering::Greater => {
                self.edges.push(Edge { from: to, to: from, face, way: -1 });
            }
            std::cmp::Ordering::Equal => {}
        }
    }

    /// Moves all edges of `other` here.
    pub(crate) fn append(&mut self, mut other: Self) {
        self.edges.append(&mut other.edges);
    }

    /// Sorts, and cancels what a face walks both ways: it is no border of the face.
    pub(crate) fn cancel_within_faces(&mut self) {
        self.edges.sort_unstable_by_key(|edge| (edge.from, edge.to, edge.face));
        let mut kept: Vec<Edge> = Vec::with_capacity(self.edges.len());
        for edge in &self.edges {
            match kept.last_mut() {
                Some(last)
                    if (last.from, last.to, last.face) == (edge.from, edge.to, edge.face) =>
                {
                    last.way += edge.way;
                }
                _ => kept.push(*edge),
            }
        }
        kept.retain(|edge| edge.way != 0);
        self.edges = kept;
    }

    /// Twice the signed area of a face in square units, positive counter-clockwise.
    pub(crate) fn signed_area(&self, face: FaceId) -> f64 {
        let mut sum = 0.0;
        for edge in self.edges.iter().filter(|edge| edge.face == face) {
            let cross = i128::from(edge.from.x) * i128::from(edge.to.y)
                - i128::from(edge.to.x) * i128::from(edge.from.y);
            sum += (cross * i128::from(edge.way)) as f64;
        }
        sum
    }

    /// Whether a face holds a point, by the edges to the east of it.
    pub(crate) fn holds(&self, face: FaceId, point: Vertex) -> bool {
        let (x, y) = (i64::from(point.x), i64::from(point.y));
        let crossed = |edge: &&Edge| {
            let [ax, ay] = [i64::from(edge.from.x), i64::from(edge.from.y)];
            let [bx, by] = [i64::from(edge.to.x), i64::from(edge.to.y)];
            let side = (bx - ax) * (y - ay) - (x - ax) * (by - ay);
            edge.face == face
                && edge.way % 2 != 0
                && (ay <= y) != (by <= y)
                && (side > 0) == (by > ay)
        };
        self.edges.iter().filter(crossed).count() % 2 == 1
    }

    /// Every edge with its two sides. After [`Self::cancel_within_faces`] only.
    ///
    /// Where more than one face claims a side, which mending leaves to no known data, the first
    /// by number has it.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = Pair> + '_ {
        self.edges.chunk_by(|a, b| (a.from, a.to) == (b.from, b.to)).map(|same| Pair {
            from: same[0].from,
            to: same[0].to,
            left: same.iter().find(|edge| edge.way > 0).map(|edge| edge.face),
            right: same.iter().find(|edge| edge.way < 0).map(|edge| edge.face),
        })
    }

    /// The directed edges, each with its face on the left, that no other face has on the right.
    pub(crate) fn unpaired(&self) -> Vec<(Vertex, Vertex, FaceId)> {
        let mut unpaired = Vec::new();
        for same in self.edges.chunk_by(|a, b| (a.from, a.to) == (b.from, b.to)) {
            let balance: i32 = same.iter().map(|edge| edge.way).sum();
            if balance == 0 {
                continue;
            }
            // More faces on one side than on the other: the last ones by number are left over.
            let wanted = same.iter().rev().filter(|edge| edge.way.signum() == balance.signum());
            for edge in wanted.take(balance.unsigned_abs() as usize) {
                let (from, to) =
                    if edge.way > 0 { (edge.from, edge.to) } else { (edge.to, edge.from) };
                unpaired.push((from, to, edge.face));
            }
        }
        unpaired
    }

    /// Replaces a directed edge of a face by a chain through further vertices.
    pub(crate) fn split(&mut self, face: FaceId, from: Vertex, to: Vertex, through: &[Vertex]) {
        self.add(face, to, from);
        let mut at = from;
        for &next in through.iter().chain([&to]) {
            self.add(face, at, next);
            at = next;
        }
    }
}
