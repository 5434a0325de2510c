//! Where names are set, and from which zoom there is room for them.

use std::cmp::Reverse;

use crate::{
    groups::ring_area,
    lines::{FINE_ZOOM, Strokes},
    outlines::Outlines,
    plane::{Point, pixel},
    pole::{Place, pole},
};

/// Below the fine zooms, one name is set in each square of so many pixels of 512-pixel tiles.
const ROOM: f64 = 16.0;

/// A pole is sought among about so many points of the border at most.
const ENOUGH_POINTS: usize = 96;

/// A zoom that draws every point.
const FULL: u8 = u8::MAX;

/// A place inside a subject for its name: the anchor where it lies inside, or else the pole of
/// its largest polygon.
pub(crate) fn place_of(
    strokes: Strokes<'_>,
    outlines: &Outlines,
    subject: usize,
    anchor: Option<Point>,
) -> Point {
    let inside = |&point: &Point| outlines.contains(strokes, subject, FULL, point);
    // The pole of a rough outline is found sooner, and is almost always inside.
    let rough = || {
        let mut rings = largest_polygon(strokes, outlines, subject, FINE_ZOOM);
        let thin = rings.iter().map(Vec::len).sum::<usize>().div_ceil(ENOUGH_POINTS).max(1);
        for ring in &mut rings {
            *ring = ring.iter().copied().step_by(thin).collect();
        }
        pole(&rings).map(point_of)
    };
    let exact = || pole(&largest_polygon(strokes, outlines, subject, FULL)).map(point_of);
    anchor
        .filter(inside)
        .or_else(|| rough().filter(inside))
        .or_else(|| exact().filter(inside))
        .unwrap_or_else(|| outlines.extent(subject).low)
}

/// The zoom from which each name is shown. In each square of room, the one with the greatest
/// weight is shown first; from the fine zooms on, all are.
pub(crate) fn first_zooms(places: &[Point], weight: impl Fn(usize) -> u64) -> Vec<u8> {
    let mut zooms = vec![FINE_ZOOM; places.len()];
    let mut shown: Vec<usize> = (0..places.len()).collect();
    for zoom in (0..FINE_ZOOM).rev() {
        let side = (ROOM * pixel(zoom)) as i32;
        let room = |place: usize| (places[place].x / side, places[place].y / side);
        shown.sort_unstable_by_key(|&place| (room(place), Reverse(weight(place)), place));
        shown.dedup_by_key(|&mut place| room(place));
        for &place in &shown {
            zooms[place] = zoom;
        }
    }
    zooms
}

/// The rings of the polygon with the largest outer ring.
fn largest_polygon(
    strokes: Strokes<'_>,
    outlines: &Outlines,
    subject: usize,
    zoom: u8,
) -> Vec<Vec<Place>> {
    let rings: Vec<_> = outlines.rings(subject).collect();
    let largest = rings
        .chunk_by(|_, next| next.hole)
        .max_by(|a, b| {
            let area = |polygon: &[crate::outlines::RingSteps<'_>]| {
                polygon.first().map_or(0.0, |outer| ring_area(strokes, outer.steps))
            };
            area(a).total_cmp(&area(b))
        })
        .unwrap_or_default();
    let place = |point: Point| (f64::from(point.x), f64::from(point.y));
    largest
        .iter()
        .map(|ring| strokes.ring(ring.steps, zoom).into_iter().map(place).collect())
        .collect()
}

fn point_of((x, y): Place) -> Point {
    Point { x: x.round() as i32, y: y.round() as i32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weightiest_name_of_a_square_comes_first_and_all_come_in_the_end() {
        let near = |x: i32| Point { x: 1_000_000_000 + x, y: 1_000_000_000 };
        let places = [near(0), near(1), near(5_000_000)];
        let zooms = first_zooms(&places, |place| [5, 9, 1][place]);
        assert_eq!(zooms[0], FINE_ZOOM);
        assert_eq!(zooms[1], 0);
        assert!(zooms[2] > 0 && zooms[2] < FINE_ZOOM, "{zooms:?}");
    }
}
