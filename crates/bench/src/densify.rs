//! The same country with more vertices: every edge of every shape cut in equal parts.

use geo_types::{Coord, LineString, Polygon};
use sources::base::RawBase;

/// Cuts every edge into `parts`. Neighbours cut the edges they share at the same places.
pub(crate) fn densify(base: &mut RawBase, parts: u32) {
    for shape in &mut base.shapes {
        for polygon in &mut shape.polygons {
            let outer = cut(polygon.exterior(), parts);
            let holes = polygon.interiors().iter().map(|hole| cut(hole, parts)).collect();
            *polygon = Polygon::new(outer, holes);
        }
    }
}

fn cut(ring: &LineString<f64>, parts: u32) -> LineString<f64> {
    let mut points: Vec<Coord<f64>> = Vec::with_capacity(ring.0.len() * parts as usize);
    for pair in ring.0.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let forward = (from.x, from.y) <= (to.x, to.y);
        // Both neighbours count from the same end, so that they round alike.
        let (low, high) = if forward { (from, to) } else { (to, from) };
        let at = |part: u32| {
            let share = f64::from(if forward { part } else { parts - part }) / f64::from(parts);
            Coord { x: low.x + (high.x - low.x) * share, y: low.y + (high.y - low.y) * share }
        };
        points.push(from);
        points.extend((1..parts).map(at));
    }
    points.extend(ring.0.last());
    LineString(points)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(parts: u32, expect: usize) {
        let ring: LineString<f64> = vec![(0.0, 0.0), (0.3, 0.1), (0.1, 0.7), (0.0, 0.0)].into();
        let cut_ring = cut(&ring, parts);
        assert_eq!(cut_ring.0.len(), expect);
        assert!(ring.0.iter().all(|point| cut_ring.0.contains(point)));
        let mut back = cut(&ring.0.iter().rev().copied().collect::<Vec<_>>().into(), parts);
        back.0.reverse();
        assert_eq!(back, cut_ring, "a neighbour walks the edge the other way");
    }

    #[test]
    fn edges_are_cut_in_equal_parts() {
        check(1, 4);
        check(2, 7);
        check(4, 13);
    }
}
