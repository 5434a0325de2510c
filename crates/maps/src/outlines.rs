//! Outlines: the rings of each territory as steps along lines, and which tiles they may meet.

use std::ops::Range;

use crate::{
    lines::{FINE_ZOOM, Step, Strokes},
    plane::{Extent, Point, Window, buffer, tile_of},
};

/// A box that spans more tiles than this is looked at for every tile instead of being listed.
const LISTED_TILES: u32 = 1024;

/// The rings of subjects (territories, or groups of them), flat.
#[derive(Debug)]
pub(crate) struct Outlines {
    steps: Vec<Step>,
    /// Where each ring ends in `steps`.
    rings: Vec<RingEnd>,
    /// Where the rings of each subject end in `rings`.
    subjects: Vec<u32>,
    extents: Vec<Extent>,
    /// The zoom of the tiles in `listed`.
    zoom: u8,
    /// Tiles (row, column) and the subjects that may meet them, sorted.
    listed: Vec<(u32, u32, u32)>,
    /// Subjects too wide to be listed.
    wide: Vec<u32>,
}

#[derive(Clone, Copy, Debug)]
struct RingEnd {
    end: u32,
    hole: bool,
}

/// One ring of a subject: walked clockwise as seen on the map, or the other way where it is a hole.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RingSteps<'a> {
    pub(crate) steps: &'a [Step],
    pub(crate) hole: bool,
}

impl Outlines {
    /// None yet, for tiles of a zoom and all deeper ones that have the same outlines.
    pub(crate) fn new(zoom: u8) -> Self {
        Self {
            steps: Vec::new(),
            rings: Vec::new(),
            subjects: Vec::new(),
            extents: Vec::new(),
            zoom: zoom.min(FINE_ZOOM),
            listed: Vec::new(),
            wide: Vec::new(),
        }
    }

    /// Adds a subject. Each outer ring comes before its holes.
    pub(crate) fn push<'a>(
        &mut self,
        strokes: Strokes<'_>,
        rings: impl IntoIterator<Item = RingSteps<'a>>,
    ) {
        let mut extent = Extent::EMPTY;
        for RingSteps { steps, hole } in rings {
            self.steps.extend_from_slice(steps);
            self.rings.push(RingEnd { end: self.steps.len() as u32, hole });
            extent = steps
                .iter()
                .fold(extent, |extent, step| extent.joined(strokes.line(step.line()).extent));
        }
        self.subjects.push(self.rings.len() as u32);
        self.extents.push(extent);
    }

    /// Lists which tiles the subjects may meet. To be called once all are there.
    pub(crate) fn index(&mut self) {
        let margin = buffer(self.zoom);
        let tiles = |low: i32, high: i32| {
            let first = tile_of(low.saturating_sub(margin), self.zoom);
            first..=tile_of(high.saturating_add(margin), self.zoom)
        };
        for (subject, extent) in self.extents.iter().enumerate() {
            let subject = subject as u32;
            if extent.is_empty() {
                continue;
            }
            let columns = tiles(extent.low.x, extent.high.x);
            let rows = tiles(extent.low.y, extent.high.y);
            let span = (columns.end() - columns.start() + 1) * (rows.end() - rows.start() + 1);
            if span > LISTED_TILES {
                self.wide.push(subject);
                continue;
            }
            for row in rows {
                self.listed.extend(columns.clone().map(|column| (row, column, subject)));
            }
        }
        self.listed.sort_unstable();
        self.listed.shrink_to_fit();
        self.steps.shrink_to_fit();
        self.rings.shrink_to_fit();
    }

    /// How many subjects there are.
    pub(crate) fn len(&self) -> usize {
        self.subjects.len()
    }

    /// The box around a subject.
    pub(crate) fn extent(&self, subject: usize) -> Extent {
        self.extents[subject]
    }

    /// The rings of a subject.
    pub(crate) fn rings(&self, subject: usize) -> impl Iterator<Item = RingSteps<'_>> {
        range(&self.subjects, subject, |&end| end).map(|ring| RingSteps {
            steps: &self.steps[range(&self.rings, ring, |ring| ring.end)],
            hole: self.rings[ring].hole,
        })
    }

    /// The subjects whose box meets a window, in their order.
    pub(crate) fn in_window(&self, window: &Window) -> Vec<u32> {
        let above = window.zoom - self.zoom;
        let (column, row) = window.tile();
        let tile = (row >> above, column >> above);
        let from = self.listed.partition_point(|&(row, column, _)| (row, column) < tile);
        let here =
            self.listed[from..].iter().take_while(|&&(row, column, _)| (row, column) == tile);
        let meets = |&subject: &u32| self.extents[subject as usize].meets(window.extent);
        let mut found: Vec<u32> = here.map(|&(_, _, subject)| subject).filter(meets).collect();
        if !self.wide.is_empty() {
            found.extend(self.wide.iter().copied().filter(meets));
            found.sort_unstable();
        }
        found
    }

    /// Whether a point lies inside a subject as it is drawn at a zoom.
    pub(crate) fn contains(
        &self,
        strokes: Strokes<'_>,
        subject: usize,
        zoom: u8,
        point: Point,
    ) -> bool {
        if !self.extents[subject].holds(Extent::at(point)) {
            return false;
        }
        let mut inside = false;
        for step in self.rings(subject).flat_map(|ring| ring.steps) {
            let mut before: Option<Point> = None;
            strokes.walk(*step, zoom, |to| {
                if let Some(from) = before {
                    inside ^= crosses(from, to, point);
                }
                before = Some(to);
            });
        }
        inside
    }
}

/// Whether an edge crosses the ray that runs east from a point.
pub(crate) fn crosses(from: Point, to: Point, point: Point) -> bool {
    if (from.y <= point.y) == (to.y <= point.y) {
        return false;
    }
    let wide = i64::from;
    let (low, high) = if from.y < to.y { (from, to) } else { (to, from) };
    (wide(high.x) - wide(low.x)) * (wide(point.y) - wide(low.y))
        > (wide(point.x) - wide(low.x)) * (wide(high.y) - wide(low.y))
}

/// The range between the end of the one before and the end of the one at `place`.
fn range<T>(ends: &[T], place: usize, end: impl Fn(&T) -> u32) -> Range<usize> {
    let start = place.checked_sub(1).map_or(0, |before| end(&ends[before]));
    start as usize..end(&ends[place]) as usize
}
