//! The pole of inaccessibility of a polygon: the inside place farthest from its border, where a
//! name is set. The search is that of Mapbox's polylabel (2016): squares that cannot hold a better
//! place are dropped, the others are quartered.

use std::{cmp::Ordering, collections::BinaryHeap};

/// A place in the plane.
pub(crate) type Place = (f64, f64);

/// The search ends where no place is better by more than this share of the polygon's size.
const PRECISION: f64 = 0.03;

/// A bound on the squares looked at, whatever the polygon.
const MOST_SQUARES: usize = 2_000;

/// A square with what is known of it.
#[derive(Clone, Copy, PartialEq)]
struct Square {
    centre: Place,
    half: f64,
    /// From the centre to the border, negative outside.
    distance: f64,
}

/// A place well inside closed rings (an outer one and its holes, in any direction, the first place
/// not repeated); `None` where they enclose nothing.
pub(crate) fn pole(rings: &[Vec<Place>]) -> Option<Place> {
    let (low, high) = bounds(rings)?;
    let (width, height) = (high.0 - low.0, high.1 - low.1);
    let side = width.min(height);
    // Of a ring far longer than wide, the first squares are as many as they may be at most.
    let half = side.max(width.max(height) / 64.0) / 2.0;
    if side <= 0.0 {
        return None;
    }
    let square =
        |centre: Place, half: f64| Square { centre, half, distance: distance(rings, centre) };
    let mut best = square(centroid(rings)?, 0.0);
    let mut open = BinaryHeap::new();
    let columns = (width / (2.0 * half)).ceil() as u32;
    let rows = (height / (2.0 * half)).ceil() as u32;
    let middle = |low: f64, place: u32| low + (2.0 * f64::from(place) + 1.0) * half;
    for row in 0..rows {
        for column in 0..columns {
            open.push(square((middle(low.0, column), middle(low.1, row)), half));
        }
    }
    let precision = PRECISION * side;
    for _ in 0..MOST_SQUARES {
        let Some(next) = open.pop() else { break };
        if next.distance > best.distance {
            best = next;
        }
        if next.reach() - best.distance <= precision && best.distance > 0.0 {
            break;
        }
        let half = next.half / 2.0;
        for (east, south) in [(-half, -half), (half, -half), (-half, half), (half, half)] {
            open.push(square((next.centre.0 + east, next.centre.1 + south), half));
        }
    }
    (best.distance > 0.0).then_some(best.centre)
}

impl Square {
    /// No place in the square is farther inside than this.
    fn reach(&self) -> f64 {
        self.distance + self.half * std::f64::consts::SQRT_2
    }
}

impl Eq for Square {}

impl Ord for Square {
    fn cmp(&self, other: &Self) -> Ordering {
        self.reach().total_cmp(&other.reach())
    }
}

impl PartialOrd for Square {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The edges of a closed ring.
fn edges(ring: &[Place]) -> impl Iterator<Item = (Place, Place)> + '_ {
    let before = ring.iter().cycle().skip(ring.len().saturating_sub(1));
    before.zip(ring).map(|(&from, &to)| (from, to))
}

fn bounds(rings: &[Vec<Place>]) -> Option<(Place, Place)> {
    let mut places = rings.iter().flatten().copied();
    let first = places.next()?;
    Some(places.fold((first, first), |(low, high), place| {
        ((low.0.min(place.0), low.1.min(place.1)), (high.0.max(place.0), high.1.max(place.1)))
    }))
}

/// The centre of mass of the outer ring.
fn centroid(rings: &[Vec<Place>]) -> Option<Place> {
    let outer = rings.first()?;
    let &origin = outer.first()?;
    let (mut area, mut east, mut south) = (0.0, 0.0, 0.0);
    for (from, to) in edges(outer) {
        let (u, v) = (minus(from, origin), minus(to, origin));
        let cross = u.0 * v.1 - v.0 * u.1;
        area += cross;
        east += (u.0 + v.0) * cross;
        south += (u.1 + v.1) * cross;
    }
    (area != 0.0).then(|| (origin.0 + east / (3.0 * area), origin.1 + south / (3.0 * area)))
}

/// How far a place is from the nearest border, negative outside.
fn distance(rings: &[Vec<Place>], place: Place) -> f64 {
    let mut inside = false;
    let mut nearest = f64::INFINITY;
    for (from, to) in rings.iter().flat_map(|ring| edges(ring)) {
        let (edge, there) = (minus(to, from), minus(place, from));
        if (from.1 > place.1) != (to.1 > place.1) && there.0 < edge.0 * there.1 / edge.1 {
            inside = !inside;
        }
        let length = edge.0 * edge.0 + edge.1 * edge.1;
        let along = ((there.0 * edge.0 + there.1 * edge.1) / length).clamp(0.0, 1.0);
        let gap = minus(there, (edge.0 * along, edge.1 * along));
        // An edge without length has no direction: NaN, which `min` leaves out.
        nearest = nearest.min(gap.0 * gap.0 + gap.1 * gap.1);
    }
    if inside { nearest.sqrt() } else { -nearest.sqrt() }
}

fn minus(a: Place, b: Place) -> Place {
    (a.0 - b.0, a.1 - b.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQUARE: [Place; 4] = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)];

    /// Checks that the pole is at a distance from the border, within the precision of the search.
    fn check(rings: &[&[Place]], expect: f64) {
        let rings: Vec<Vec<Place>> = rings.iter().map(|ring| ring.to_vec()).collect();
        let pole = pole(&rings).unwrap();
        let got = distance(&rings, pole);
        assert!((got - expect).abs() <= 0.3, "{pole:?} is {got} from the border, not {expect}");
    }

    #[test]
    fn the_middle_of_a_square() {
        check(&[&SQUARE], 5.0);
    }

    #[test]
    fn a_horseshoe_does_not_hold_its_centre() {
        let horseshoe = [
            (0.0, 0.0),
            (12.0, 0.0),
            (12.0, 12.0),
            (8.0, 12.0),
            (8.0, 4.0),
            (4.0, 4.0),
            (4.0, 12.0),
            (0.0, 12.0),
        ];
        // In a corner of the bend: on the circle through (4, 4) that touches both sides.
        check(&[&horseshoe], 8.0 - 4.0 * std::f64::consts::SQRT_2);
    }

    #[test]
    fn a_hole_is_outside() {
        let hole = [(2.0, 1.0), (9.0, 1.0), (9.0, 9.0), (2.0, 9.0)];
        check(&[&SQUARE, &hole], 1.0);
    }

    #[test]
    fn a_strip_is_searched_along_its_length() {
        check(&[&[(0.0, 0.0), (9_000.0, 0.0), (9_000.0, 1.0), (0.0, 1.0)]], 0.5);
    }

    #[test]
    fn what_encloses_nothing_has_no_pole() {
        assert_eq!(pole(&[]), None);
        assert_eq!(pole(&[vec![(1.0, 1.0)]]), None);
        assert_eq!(pole(&[vec![(0.0, 0.0), (5.0, 0.0), (9.0, 0.0)]]), None);
        assert_eq!(pole(&[vec![(0.0, 0.0), (5.0, 5.0), (9.0, 9.0)]]), None);
    }
}
