//! Edges by bands of latitude.

use super::Bounds;
use crate::Vertex;

/// Most entries the bands hold, for each edge: tall edges lie in many bands.
const ENTRIES_PER_EDGE: f64 = 4.0;

/// Edges that a band is made for. Fewer make points faster to find, and boxes slower.
const EDGES_PER_BAND: f64 = 2.0;

/// Edges in bands of latitude, each edge in all the bands it lies in.
#[derive(Clone, Debug)]
pub(crate) struct Bands {
    bounds: Bounds,
    /// Bands in one vertex unit of latitude.
    scale: f64,
    /// Where each band starts in `entries`, and the end of the last.
    starts: Vec<u32>,
    entries: Vec<Entry>,
}

/// An edge in a band.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    pub(crate) from: Vertex,
    pub(crate) to: Vertex,
    /// The place of the edge among all edges.
    pub(crate) place: u32,
}

impl Entry {
    pub(crate) fn ends(&self) -> [Vertex; 2] {
        [self.from, self.to]
    }
}

impl Bands {
    /// Builds the bands over edges that can be walked several times. Time and memory are in
    /// proportion to their number.
    pub(crate) fn new<I: Iterator<Item = (Vertex, Vertex)>>(edges: impl Fn() -> I) -> Self {
        let mut bounds = Bounds::EMPTY;
        let (mut count, mut heights) = (0.0, 0.0);
        for (from, to) in edges() {
            bounds = bounds.joined(Bounds::around([from, to]));
            count += 1.0;
            heights += (f64::from(from.y) - f64::from(to.y)).abs();
        }
        let height = (f64::from(bounds.high.y) - f64::from(bounds.low.y)).max(0.0) + 1.0;
        let abreast = (heights / height).max(1.0);
        let bands =
            (ENTRIES_PER_EDGE * count / abreast).min(count / EDGES_PER_BAND).ceil().max(1.0);
        let mut bands = Self {
            bounds,
            scale: bands / height,
            starts: vec![0; bands as usize + 1],
            entries: Vec::new(),
        };
        bands.fill(edges);
        bands
    }

    /// The box around all edges.
    pub(crate) fn bounds(&self) -> Bounds {
        self.bounds
    }

    /// The edges that may reach a latitude.
    pub(crate) fn at(&self, y: i32) -> &[Entry] {
        self.band(self.band_of(y))
    }

    /// Calls `visit` once for each edge whose box meets the given one, until it returns `false`.
    pub(crate) fn near(&self, bounds: &Bounds, mut visit: impl FnMut(&Entry) -> bool) {
        if !self.bounds.meets(bounds) {
            return;
        }
        let (first, last) = (self.band_of(bounds.low.y), self.band_of(bounds.high.y));
        for band in first..=last {
            for entry in self.band(band) {
                let around = Bounds::around(entry.ends());
                // An edge that lies in several of these bands is met in the first of them.
                if around.meets(bounds)
                    && (band == first || self.band_of(around.low.y) == band)
                    && !visit(entry)
                {
                    return;
                }
            }
        }
    }

    fn band(&self, band: usize) -> &[Entry] {
        match self.starts.get(band..band + 2) {
            Some(&[start, end]) => self.entries.get(start as usize..end as usize).unwrap_or(&[]),
            _ => &[],
        }
    }

    /// The band of a latitude; those beyond the edges go to the first or the last.
    fn band_of(&self, y: i32) -> usize {
        // The cast to a whole number brings what is below zero to zero.
        let band = ((f64::from(y) - f64::from(self.bounds.low.y)) * self.scale) as usize;
        band.min(self.starts.len().saturating_sub(2))
    }

    /// Puts the edges in their bands: counts, sums, places.
    fn fill<I: Iterator<Item = (Vertex, Vertex)>>(&mut self, edges: impl Fn() -> I) {
        let bands_of = |bands: &Self, from: Vertex, to: Vertex| {
            bands.band_of(from.y.min(to.y))..=bands.band_of(from.y.max(to.y))
        };
        for (from, to) in edges() {
            for band in bands_of(self, from, to) {
                self.starts[band + 1] += 1;
            }
        }
        for band in 1..self.starts.len() {
            self.starts[band] += self.starts[band - 1];
        }
        let mut next = self.starts.clone();
        let nothing = Entry { from: Vertex::default(), to: Vertex::default(), place: 0 };
        self.entries = vec![nothing; self.starts.last().map_or(0, |&end| end as usize)];
        for (place, (from, to)) in (0..).zip(edges()) {
            for band in bands_of(self, from, to) {
                self.entries[next[band] as usize] = Entry { from, to, place };
                next[band] += 1;
            }
        }
    }
}
