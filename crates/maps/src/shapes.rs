//! Lines of shapes: where shapes have a border in common, it becomes one line that they share.

use std::collections::HashMap;

use geometry::{Shape, Vertex};

use crate::lines::{Lines, Step};

/// Cuts the rings of shapes where they part or meet.
#[derive(Debug)]
pub(crate) struct ShapeLines {
    /// Vertices around which different rings go different ways, sorted.
    forks: Vec<Vertex>,
    /// Lines found, by their first two vertices, which tell which line it is.
    known: HashMap<(Vertex, Vertex), usize>,
    /// Lines of shapes are numbered after those all layers share.
    first: usize,
    pub(crate) lines: Lines,
}

impl ShapeLines {
    /// Looks at the shapes of a layer; `first` is the number of the first line.
    pub(crate) fn new<'a>(shapes: impl IntoIterator<Item = &'a Shape>, first: usize) -> Self {
        let mut passages: Vec<(Vertex, Vertex, Vertex)> = Vec::new();
        for ring in shapes.into_iter().flat_map(Shape::rings).map(open) {
            let count = ring.len();
            passages.extend((0..count).map(|place| {
                let (before, after) =
                    (ring[(place + count - 1) % count], ring[(place + 1) % count]);
                (ring[place], before.min(after), before.max(after))
            }));
        }
        passages.sort_unstable();
        passages.dedup();
        let mut forks: Vec<Vertex> = passages
            .chunk_by(|a, b| a.0 == b.0)
            .filter(|ways| ways.len() > 1)
            .map(|ways| ways[0].0)
            .collect();
        forks.shrink_to_fit();
        Self { forks, known: HashMap::new(), first, lines: Lines::new() }
    }

    /// The steps along a closed ring of one of the shapes, in its direction.
    pub(crate) fn ring(&mut self, ring: &[Vertex]) -> Vec<Step> {
        let mut ring = open(ring).to_vec();
        let forks: Vec<usize> =
            (0..ring.len()).filter(|&place| self.is_fork(ring[place])).collect();
        // Without forks, the ring starts where any other shape's would.
        let start = forks.first().copied().or_else(|| {
            ring.iter().enumerate().min_by_key(|&(_, vertex)| vertex).map(|(place, _)| place)
        });
        let Some(start) = start else { return Vec::new() };
        ring.rotate_left(start);
        ring.push(ring[0]);
        let mut cuts: Vec<usize> = forks.iter().map(|&fork| fork - start).collect();
        if cuts.is_empty() {
            cuts.push(0);
        }
        cuts.push(ring.len() - 1);
        cuts.windows(2).map(|ends| self.step(&ring[ends[0]..=ends[1]])).collect()
    }

    fn is_fork(&self, vertex: Vertex) -> bool {
        self.forks.binary_search(&vertex).is_ok()
    }

    /// The step along vertices between two forks. The line runs in a direction that does not
    /// depend on who asks.
    fn step(&mut self, vertices: &[Vertex]) -> Step {
        let last = vertices.len() - 1;
        let forward = (vertices[0], vertices[1]) <= (vertices[last], vertices[last - 1]);
        let mut line = vertices.to_vec();
        if !forward {
            line.reverse();
        }
        let lines = &mut self.lines;
        let place = *self.known.entry((line[0], line[1])).or_insert_with(|| {
            lines.push_weighed(&line);
            lines.len() - 1
        });
        Step::new(self.first + place, forward)
    }
}

/// The ring without the repetition of its first vertex.
fn open(ring: &[Vertex]) -> &[Vertex] {
    match ring {
        [first, others @ .., last] if first == last && !others.is_empty() => {
            &ring[..ring.len() - 1]
        }
        _ => ring,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo_types::{LineString, MultiPolygon, Polygon};
    use geometry::ShapeLimits;

    fn shape(ring: &[(f64, f64)]) -> Shape {
        let polygon = Polygon::new(LineString::from(ring.to_vec()), Vec::new());
        Shape::strict(MultiPolygon(vec![polygon]), ShapeLimits::DRAWN).unwrap()
    }

    /// Checks how many lines the shapes have, and how many steps each ring.
    fn check(shapes: &[Shape], lines: usize, steps: &[usize]) {
        let mut found = ShapeLines::new(shapes, 0);
        let got: Vec<usize> =
            shapes.iter().flat_map(Shape::rings).map(|ring| found.ring(ring).len()).collect();
        assert_eq!((found.lines.len(), got.as_slice()), (lines, steps));
    }

    #[test]
    fn a_shape_alone_is_one_line() {
        check(&[shape(&[(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)])], 1, &[1]);
    }

    #[test]
    fn neighbours_share_a_line() {
        let west = shape(&[(0.0, 0.0), (1.0, 0.0), (1.1, 0.5), (1.0, 1.0), (0.0, 1.0)]);
        let east = shape(&[(1.0, 0.0), (2.0, 0.0), (2.0, 1.0), (1.0, 1.0), (1.1, 0.5)]);
        check(&[west, east], 3, &[2, 2]);
    }

    #[test]
    fn equal_shapes_share_their_line_wherever_they_start() {
        let one = shape(&[(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)]);
        let other = shape(&[(1.0, 0.0), (0.0, 1.0), (0.0, 0.0)]);
        check(&[one, other], 1, &[1, 1]);
    }

    #[test]
    fn shapes_that_overlap_without_a_common_vertex_share_nothing() {
        let one = shape(&[(0.0, 0.0), (2.0, 0.0), (0.0, 2.0)]);
        let other = shape(&[(0.5, 0.5), (3.0, 0.5), (0.5, 3.0)]);
        check(&[one, other], 2, &[1, 1]);
    }
}
