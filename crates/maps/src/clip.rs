//! Cutting rings at the window of a tile, and tidying what rounding leaves.
//!
//! Sutherland & Hodgman (1974): the ring is cut at one side of the window after the other. Parts
//! cut off a ring stay joined by edges along the side, all of them in the buffer. Where an edge
//! crosses a side depends only on its two ends and not on its direction, so the pieces of
//! neighbours still share their border.

use crate::plane::{BUFFER, EXTENT, Spot};

const LOW: i32 = -BUFFER;
const HIGH: i32 = EXTENT + BUFFER;

/// A side of the window.
#[derive(Clone, Copy)]
enum Side {
    West,
    East,
    North,
    South,
}

/// Collects the spots of a ring, leaving out those that tell nothing about the window.
#[derive(Debug, Default)]
pub(crate) struct Ring {
    spots: Vec<Spot>,
    /// The sides beyond which the last two spots lie, as bits.
    beyond: [u8; 2],
    /// The sides beyond which any spot lies.
    crossed: u8,
    /// Reused by clipping.
    spare: Vec<Spot>,
}

impl Ring {
    /// Forgets all spots.
    pub(crate) fn clear(&mut self) {
        self.spots.clear();
        self.beyond = [0; 2];
        self.crossed = 0;
    }

    /// Adds a spot.
    pub(crate) fn push(&mut self, spot: Spot) {
        if self.spots.last() == Some(&spot) {
            return;
        }
        let beyond = beyond(spot);
        let [before, last] = self.beyond;
        // Of three spots in a row beyond one side, the middle one changes nothing inside.
        if before & last & beyond != 0 {
            self.spots.pop();
            self.beyond = [before, beyond];
        } else {
            self.beyond = [last, beyond];
        }
        self.crossed |= beyond;
        self.spots.push(spot);
    }

    /// Cuts the ring at the window and tidies it: no spot twice in a row, none where the ring
    /// turns back on itself. Gives the ring without its first spot repeated, and twice its area,
    /// positive where it is walked clockwise as seen. It may be empty.
    pub(crate) fn finish(&mut self) -> (&[Spot], i64) {
        for side in [Side::West, Side::East, Side::North, Side::South] {
            if self.crossed & side.bit() != 0 {
                cut(&self.spots, side, &mut self.spare);
                std::mem::swap(&mut self.spots, &mut self.spare);
            }
        }
        tidy(&mut self.spots);
        (&self.spots, doubled_area(&self.spots))
    }
}

impl Side {
    fn bit(self) -> u8 {
        1 << self as u8
    }

    fn is_inside(self, spot: Spot) -> bool {
        match self {
            Self::West => spot.x >= LOW,
            Self::East => spot.x <= HIGH,
            Self::North => spot.y >= LOW,
            Self::South => spot.y <= HIGH,
        }
    }

    /// Where an edge with ends on both sides crosses.
    fn crossing(self, from: Spot, to: Spot) -> Spot {
        let (a, b) = if from < to { (from, to) } else { (to, from) };
        match self {
            Self::West => Spot { x: LOW, y: at(LOW, (a.x, a.y), (b.x, b.y)) },
            Self::East => Spot { x: HIGH, y: at(HIGH, (a.x, a.y), (b.x, b.y)) },
            Self::North => Spot { x: at(LOW, (a.y, a.x), (b.y, b.x)), y: LOW },
            Self::South => Spot { x: at(HIGH, (a.y, a.x), (b.y, b.x)), y: HIGH },
        }
    }
}

/// The second coordinate, to the nearest unit, where a line reaches a first coordinate.
fn at(first: i32, a: (i32, i32), b: (i32, i32)) -> i32 {
    let run = i64::from(b.0) - i64::from(a.0);
    let climb = (i64::from(b.1) - i64::from(a.1)) * (i64::from(first) - i64::from(a.0));
    let (climb, run) = if run < 0 { (-climb, -run) } else { (climb, run) };
    a.1 + (2 * climb + run).div_euclid(2 * run) as i32
}

fn beyond(spot: Spot) -> u8 {
    let out = |side: Side| if side.is_inside(spot) { 0 } else { side.bit() };
    out(Side::West) | out(Side::East) | out(Side::North) | out(Side::South)
}

fn cut(ring: &[Spot], side: Side, into: &mut Vec<Spot>) {
    into.clear();
    let Some(&last) = ring.last() else { return };
    let mut from = last;
    for &to in ring {
        let inside = side.is_inside(to);
        if inside != side.is_inside(from) {
            into.push(side.crossing(from, to));
        }
        if inside {
            into.push(to);
        }
        from = to;
    }
}

/// Drops spots that repeat the one before, and tips where the ring goes out and comes back.
fn tidy(ring: &mut Vec<Spot>) {
    let mut kept: usize = 0;
    for place in 0..ring.len() {
        let spot = ring[place];
        if kept >= 1 && ring[kept - 1] == spot {
            continue;
        }
        if kept >= 2 && ring[kept - 2] == spot {
            kept -= 1;
            continue;
        }
        ring[kept] = spot;
        kept += 1;
    }
    ring.truncate(kept);
    // The same where the end meets the beginning.
    let mut first = 0;
    while let [start, next, .., before, end] = ring[first..] {
        if start == end || before == start {
            ring.pop();
        } else if next == end {
            first += 1;
        } else {
            break;
        }
    }
    ring.drain(..first);
    if ring.len() < 3 || doubled_area(ring) == 0 {
        ring.clear();
    }
}

/// Twice the area, positive where the ring is walked clockwise as seen.
fn doubled_area(ring: &[Spot]) -> i64 {
    let Some(&last) = ring.last() else { return 0 };
    let mut from = last;
    let mut sum = 0;
    for &to in ring {
        sum += i64::from(from.x) * i64::from(to.y) - i64::from(to.x) * i64::from(from.y);
        from = to;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn finish(spots: &[(i32, i32)]) -> (Vec<(i32, i32)>, i64) {
        let mut ring = Ring::default();
        for &(x, y) in spots {
            ring.push(Spot { x, y });
        }
        let (spots, area) = ring.finish();
        (spots.iter().map(|spot| (spot.x, spot.y)).collect(), area)
    }

    fn check(spots: &[(i32, i32)], expect: &[(i32, i32)]) {
        assert_eq!(finish(spots).0, expect, "{spots:?}");
    }

    #[test]
    fn rings_inside_are_kept_as_they_are() {
        check(&[(0, 0), (9, 0), (9, 9)], &[(0, 0), (9, 0), (9, 9)]);
        assert_eq!(finish(&[(0, 0), (9, 0), (9, 9)]).1, 81);
        assert_eq!(finish(&[(9, 9), (9, 0), (0, 0)]).1, -81);
    }

    #[test]
    fn repeats_and_tips_go() {
        check(&[(0, 0), (9, 0), (9, 0), (9, 9), (0, 0)], &[(0, 0), (9, 0), (9, 9)]);
        check(&[(0, 0), (9, 0), (20, 0), (9, 0), (9, 9)], &[(0, 0), (9, 0), (9, 9)]);
        check(&[(0, 0), (9, 0), (9, 9), (0, 0), (-9, 0)], &[(0, 0), (9, 0), (9, 9)]);
        check(&[(-9, 0), (0, 0), (9, 0), (9, 9), (0, 0)], &[(0, 0), (9, 0), (9, 9)]);
    }

    #[test]
    fn rings_without_area_go() {
        check(&[], &[]);
        check(&[(1, 1)], &[]);
        check(&[(0, 0), (9, 9)], &[]);
        check(&[(0, 0), (9, 9), (5, 5)], &[]);
        check(&[(-900, 0), (-800, 0), (-800, 100)], &[]);
    }

    #[test]
    fn a_ring_around_the_window_fills_it() {
        check(
            &[(-9999, -9999), (9999, -9999), (9999, 9999), (-9999, 9999)],
            &[(LOW, HIGH), (LOW, LOW), (HIGH, LOW), (HIGH, HIGH)],
        );
    }

    #[test]
    fn crossings_do_not_depend_on_direction() {
        let (a, b) = (Spot { x: -301, y: 17 }, Spot { x: 778, y: 4000 });
        assert_eq!(Side::West.crossing(a, b), Side::West.crossing(b, a));
    }

    fn spots() -> impl Strategy<Value = Vec<(i32, i32)>> {
        prop::collection::vec((-9_000..13_000_i32, -9_000..13_000_i32), 3..12)
    }

    proptest! {
        #[test]
        fn nothing_is_left_outside_and_leaving_out_spots_changes_nothing(spots in spots()) {
            let (got, _) = finish(&spots);
            let outside = got.iter().filter(|&&(x, y)| beyond(Spot { x, y }) != 0).count();
            prop_assert_eq!(outside, 0);
            // The same by cutting at every side, without leaving out any spot first.
            let mut ring: Vec<Spot> = spots.iter().map(|&(x, y)| Spot { x, y }).collect();
            for side in [Side::West, Side::East, Side::North, Side::South] {
                let mut into = Vec::new();
                cut(&ring, side, &mut into);
                ring = into;
            }
            tidy(&mut ring);
            let area = doubled_area(&ring);
            prop_assert_eq!(finish(&spots).1, area);
        }

        #[test]
        fn backward_is_the_same_ring(spots in spots()) {
            let backward: Vec<_> = spots.iter().rev().copied().collect();
            prop_assert_eq!(finish(&spots).1, -finish(&backward).1);
        }
    }
}
