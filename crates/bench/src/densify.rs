//! The same faces with more vertices: every edge cut in equal parts.

use geometry::Vertex;

/// Cuts every edge of a closed ring into `parts`. Neighbours cut the edges they share at the same
/// places; an edge too short to be cut keeps fewer.
pub(crate) fn densify(ring: &[Vertex], parts: u32) -> Vec<Vertex> {
    let mut vertices: Vec<Vertex> = Vec::with_capacity(ring.len() * parts as usize);
    for pair in ring.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        // Both neighbours count from the same end, so that they round alike.
        let (low, high) = (from.min(to), from.max(to));
        let at = |part: u32| {
            let part = if from == low { part } else { parts - part };
            let between = |low: i32, high: i32| {
                let way = (i64::from(high) - i64::from(low)) * i64::from(part);
                (i64::from(low) + way / i64::from(parts)) as i32
            };
            Vertex { x: between(low.x, high.x), y: between(low.y, high.y) }
        };
        vertices.push(from);
        vertices.extend((1..parts).map(at));
    }
    vertices.extend(ring.last());
    vertices.dedup();
    vertices
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(parts: u32, expect: usize) {
        let ring = [(0, 0), (35, 11), (10, 70), (0, 0)].map(|(x, y)| Vertex { x, y });
        let cut = densify(&ring, parts);
        assert_eq!(cut.len(), expect);
        assert!(ring.iter().all(|vertex| cut.contains(vertex)));
        let mut back = densify(&ring.iter().rev().copied().collect::<Vec<_>>(), parts);
        back.reverse();
        assert_eq!(back, cut, "a neighbour walks the edge the other way");
    }

    #[test]
    fn edges_are_cut_in_equal_parts() {
        check(1, 4);
        check(2, 7);
        check(4, 13);
    }

    #[test]
    fn edges_of_one_unit_stay_whole() {
        let ring = [(0, 0), (1, 0), (0, 1), (0, 0)].map(|(x, y)| Vertex { x, y });
        assert_eq!(densify(&ring, 4), ring);
    }
}
