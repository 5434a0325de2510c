//! Groups: at zooms where a territory is too small to be seen, it is drawn together with the
//! neighbour with which it has the longest border, so that no gap opens and nothing is drawn that
//! no eye can see.

use std::{cmp::Reverse, collections::BinaryHeap};

use crate::{
    lines::{FINE_ZOOM, Step, Strokes},
    outlines::Outlines,
    plane::{Point, pixel},
};

/// A territory smaller than this, in pixels of 512-pixel tiles, is drawn with a neighbour.
const LEAST_PIXELS: f64 = 32.0;

/// Territories drawn as one, and the one whose name they bear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Group {
    /// The one with most people, or the largest where that is not known.
    pub(crate) leader: u32,
    pub(crate) members: Vec<u32>,
}

/// Who lies on the two sides of each line, and how much ground each has.
#[derive(Debug)]
pub(crate) struct Neighbourhood {
    /// For each territory, its neighbours and the length of the border between them.
    borders: Vec<Vec<(u32, f64)>>,
    areas: Vec<f64>,
}

impl Neighbourhood {
    /// Looks at the outlines of a layer; `None` where they overlap.
    pub(crate) fn new(strokes: Strokes<'_>, outlines: &Outlines) -> Option<Self> {
        // The territories on the two sides of each line, which walk it in opposite directions.
        let mut sides = vec![[None::<u32>; 2]; strokes.len()];
        let mut areas = vec![0.0; outlines.len()];
        for (subject, area) in areas.iter_mut().enumerate() {
            for ring in outlines.rings(subject) {
                *area += ring_area(strokes, ring.steps);
                for step in ring.steps {
                    let side = &mut sides[step.line()][usize::from(step.forward())];
                    if side.replace(subject as u32).is_some() {
                        return None;
                    }
                }
            }
        }
        let mut borders = vec![Vec::new(); outlines.len()];
        for (line, &sides) in sides.iter().enumerate() {
            if let [Some(one), Some(other)] = sides {
                let length = length(strokes, line);
                add(&mut borders[one as usize], other, length);
                add(&mut borders[other as usize], one, length);
            }
        }
        Some(Self { borders, areas })
    }

    /// The groups of a zoom. `weight` ranks the leaders; `joins` says which territories may be
    /// drawn with another.
    pub(crate) fn groups(
        mut self,
        zoom: u8,
        weight: impl Fn(u32) -> u64,
        joins: impl Fn(u32) -> bool,
    ) -> Vec<Group> {
        let least = LEAST_PIXELS * pixel(zoom).powi(2);
        let count = self.areas.len();
        let mut members: Vec<Vec<u32>> = (0..count as u32).map(|subject| vec![subject]).collect();
        let rank = |subject: u32, areas: &[f64]| {
            (weight(subject), areas[subject as usize].to_bits(), Reverse(subject))
        };
        let alone = self.areas.clone();
        let mut small: BinaryHeap<Reverse<(u64, u32)>> = (0..count as u32)
            .filter(|&subject| self.areas[subject as usize] < least && joins(subject))
            .map(|subject| Reverse((self.areas[subject as usize].to_bits(), subject)))
            .collect();
        while let Some(Reverse((area, subject))) = small.pop() {
            let place = subject as usize;
            if members[place].is_empty() || area != self.areas[place].to_bits() {
                continue;
            }
            let longest = self.borders[place]
                .iter()
                .filter(|&&(other, _)| joins(other))
                .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
            // An island has no neighbour and stays what it is.
            let Some(&(other, _)) = longest else { continue };
            let joined = std::mem::take(&mut members[place]);
            members[other as usize].extend(joined);
            self.join(subject, other);
            let area = self.areas[other as usize];
            if area < least {
                small.push(Reverse((area.to_bits(), other)));
            }
        }
        let led = members.into_iter().filter_map(|members| {
            let leader = members.iter().copied().max_by_key(|&member| rank(member, &alone))?;
            Some(Group { leader, members })
        });
        let mut groups: Vec<Group> = led.collect();
        groups.sort_unstable_by_key(|group| group.leader);
        groups
    }

    /// Gives the ground and the borders of one to another.
    fn join(&mut self, from: u32, into: u32) {
        self.areas[into as usize] += self.areas[from as usize];
        for (neighbour, length) in std::mem::take(&mut self.borders[from as usize]) {
            let around = &mut self.borders[neighbour as usize];
            around.retain(|&(other, _)| other != from);
            if neighbour != into {
                add(around, into, length);
                add(&mut self.borders[into as usize], neighbour, length);
            }
        }
    }
}

fn add(borders: &mut Vec<(u32, f64)>, neighbour: u32, length: f64) {
    match borders.iter_mut().find(|(other, _)| *other == neighbour) {
        Some((_, sum)) => *sum += length,
        None => borders.push((neighbour, length)),
    }
}

fn length(strokes: Strokes<'_>, line: usize) -> f64 {
    let mut length = 0.0;
    let mut before: Option<Point> = None;
    strokes.walk(Step::new(line, true), FINE_ZOOM, |point| {
        length += before.map_or(0.0, |before| before.distance(point));
        before = Some(point);
    });
    length
}

/// The area a ring adds: positive for outer rings, negative for holes.
pub(crate) fn ring_area(strokes: Strokes<'_>, steps: &[Step]) -> f64 {
    let Some(&first) = steps.first() else { return 0.0 };
    let origin = strokes.start(first);
    let mut area = 0.0;
    let mut before = (0.0, 0.0);
    for &step in steps {
        strokes.walk(step, FINE_ZOOM, |point| {
            let here = (
                f64::from(point.x) - f64::from(origin.x),
                f64::from(point.y) - f64::from(origin.y),
            );
            area += before.0 * here.1 - here.0 * before.1;
            before = here;
        });
    }
    area / 2.0
}
