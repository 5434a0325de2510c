//! The parts of a line that lie in a shape.

use crate::{Bounds, Shape, Vertex};

/// The parts of a chain of vertices inside a shape, in order; ends on the border are rounded to
/// vertices. For lines to be shown: every edge is held against every edge of the shape near it.
#[must_use]
pub fn clip_line(shape: &Shape, line: &[Vertex]) -> Vec<Vec<Vertex>> {
    let around = Bounds::around(line.iter().copied());
    if !shape.bounds().meets(&around) {
        return Vec::new();
    }
    let borders: Vec<(Vertex, Vertex)> = shape
        .rings()
        .flat_map(|ring| (0..ring.len()).map(|place| (ring[place], ring[(place + 1) % ring.len()])))
        .filter(|&(a, b)| Bounds::around([a, b]).meets(&around))
        .collect();
    let mut parts: Vec<Vec<Vertex>> = Vec::new();
    for edge in line.windows(2) {
        for piece in cut(edge[0], edge[1], &borders).windows(2) {
            let middle = Vertex {
                x: i32::midpoint(piece[0].x, piece[1].x),
                y: i32::midpoint(piece[0].y, piece[1].y),
            };
            if !shape.contains(middle) {
                continue;
            }
            match parts.last_mut() {
                Some(part) if part.last() == Some(&piece[0]) => part.push(piece[1]),
                _ => parts.push(piece.to_vec()),
            }
        }
    }
    parts
}

/// An edge with its crossings with the borders, in its order, from its start to its end.
fn cut(from: Vertex, to: Vertex, borders: &[(Vertex, Vertex)]) -> Vec<Vertex> {
    let bounds = Bounds::around([from, to]);
    let difference =
        |a: Vertex, b: Vertex| (f64::from(b.x) - f64::from(a.x), f64::from(b.y) - f64::from(a.y));
    let cross = |u: (f64, f64), v: (f64, f64)| u.0 * v.1 - u.1 * v.0;
    let edge = difference(from, to);
    let mut places: Vec<f64> = vec![0.0, 1.0];
    for &(a, b) in borders.iter().filter(|&&(a, b)| Bounds::around([a, b]).meets(&bounds)) {
        let (border, offset) = (difference(a, b), difference(from, a));
        let turn = cross(edge, border);
        if turn != 0.0 {
            let (mine, theirs) = (cross(offset, border) / turn, cross(offset, edge) / turn);
            if mine > 0.0 && mine < 1.0 && (0.0..=1.0).contains(&theirs) {
                places.push(mine);
            }
        }
    }
    places.sort_by(f64::total_cmp);
    let at = |place: f64| Vertex {
        x: (f64::from(from.x) + place * edge.0).round() as i32,
        y: (f64::from(from.y) + place * edge.1).round() as i32,
    };
    let mut vertices: Vec<Vertex> = places.into_iter().map(at).collect();
    vertices.dedup();
    vertices
}

#[cfg(test)]
mod tests {
    use geo_types::polygon;

    use super::*;
    use crate::ShapeLimits;

    fn check(line: &[(i32, i32)], expect: &[&[(i32, i32)]]) {
        let square =
            polygon![(x: 0.0, y: 0.0), (x: 1.0, y: 0.0), (x: 1.0, y: 1.0), (x: 0.0, y: 1.0)];
        let shape = Shape::strict(square.into(), ShapeLimits { vertices: 10 }).unwrap();
        let vertices = |line: &[(i32, i32)]| -> Vec<Vertex> {
            line.iter().map(|&(x, y)| Vertex { x: x * 1_000_000, y: y * 1_000_000 }).collect()
        };
        let expect: Vec<Vec<Vertex>> = expect.iter().map(|part| vertices(part)).collect();
        assert_eq!(clip_line(&shape, &vertices(line)), expect);
    }

    #[test]
    fn lines_are_cut_at_the_border() {
        check(&[(-5, 5), (15, 5)], &[&[(0, 5), (10, 5)]]);
        check(&[(2, 2), (8, 8)], &[&[(2, 2), (8, 8)]]);
        check(&[(5, 5), (15, 5), (15, 8), (5, 8)], &[&[(5, 5), (10, 5)], &[(10, 8), (5, 8)]]);
        check(&[(-5, -5), (-5, 15)], &[]);
    }
}
