//! Lines: chains of points in the world square, each point with the zoom from which it is drawn.
//!
//! Two neighbours are drawn from the same line, one forward and one backward, so at every zoom
//! their common border has the same points.

use geometry::{Mesh, Vertex, Weights, effective_areas};

use crate::plane::{Extent, Point, pixel};

/// From this zoom on, tiles are drawn from the lines as they are; below, from coarser ones.
pub(crate) const FINE_ZOOM: u8 = 8;

/// The zoom whose tiles hold every point.
const FULL_ZOOM: u8 = crate::TileAddress::MAX_ZOOM;

/// The detail that is left out, as the side of a square of its area, in pixels of 512-pixel tiles.
const INVISIBLE: f64 = 0.5;

/// The same below [`FINE_ZOOM`], where whole territories are a few pixels wide.
const INVISIBLE_AFAR: f64 = 1.0;

/// Metres a pixel of zoom 0 covers in the middle of mainland France, at 46.5° N.
const METRES_OF_PIXEL: f64 = 53_880.0;

/// Chains of points, flat.
#[derive(Debug)]
pub(crate) struct Lines {
    points: Vec<Point>,
    /// The zoom from which each point is drawn.
    zooms: Vec<u8>,
    heads: Vec<Head>,
}

/// What is known of a line without looking at its points.
#[derive(Clone, Copy, Debug)]
struct Head {
    start: u32,
    end: u32,
    extent: Extent,
}

/// One line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'a> {
    points: &'a [Point],
    zooms: &'a [u8],
    pub(crate) extent: Extent,
}

/// One line walked in one direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Step(u32);

/// The lines that steps speak of: shared ones first, then a layer's own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Strokes<'a> {
    pub(crate) shared: &'a Lines,
    pub(crate) own: &'a Lines,
}

/// The arcs of a mesh laid out on the web map: what all layers of the mesh share.
#[derive(Debug)]
pub struct Canvas {
    pub(crate) lines: Lines,
}

impl Canvas {
    /// Lays the arcs of a mesh out. The weights are those of the mesh.
    #[must_use]
    pub fn new(mesh: &Mesh, weights: &Weights) -> Self {
        let tolerances: Vec<_> = (FINE_ZOOM..FULL_ZOOM)
            .map(|zoom| (zoom, weights.at(INVISIBLE * METRES_OF_PIXEL / f64::from(1 << zoom))))
            .collect();
        let mut lines = Lines::with_capacity(mesh.arc_count(), mesh.vertex_count());
        for arc in mesh.arcs() {
            let points = mesh.vertices(arc).iter().enumerate().map(|(place, &vertex)| {
                let kept = tolerances.iter().find(|(_, at)| at.keeps(mesh, arc, place));
                (Point::of(vertex), kept.map_or(FULL_ZOOM, |&(zoom, _)| zoom))
            });
            lines.push(points);
        }
        Self { lines }
    }
}

impl Lines {
    pub(crate) fn new() -> Self {
        Self::with_capacity(0, 0)
    }

    fn with_capacity(lines: usize, points: usize) -> Self {
        Self {
            points: Vec::with_capacity(points),
            zooms: Vec::with_capacity(points),
            heads: Vec::with_capacity(lines),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.heads.len()
    }

    pub(crate) fn push(&mut self, points: impl IntoIterator<Item = (Point, u8)>) {
        let start = self.points.len();
        for (point, zoom) in points {
            self.points.push(point);
            self.zooms.push(zoom);
        }
        let extent = Extent::around(self.points[start..].iter().copied());
        self.heads.push(Head { start: start as u32, end: self.points.len() as u32, extent });
    }

    /// Adds a line whose points are weighed here; both ends are always drawn.
    pub(crate) fn push_weighed(&mut self, vertices: &[Vertex]) {
        let points: Vec<Point> = vertices.iter().map(|&vertex| Point::of(vertex)).collect();
        let areas = areas(&points);
        self.push(points.into_iter().zip(areas.into_iter().map(|area| {
            let kept = |&zoom: &u8| area >= (INVISIBLE * pixel(zoom)).powi(2);
            (FINE_ZOOM..FULL_ZOOM).find(kept).unwrap_or(FULL_ZOOM)
        })));
    }

    /// Adds what is seen at a zoom of a line: details too small to see are left out for good.
    pub(crate) fn push_seen(&mut self, points: &[Point], zoom: u8) {
        let least = (INVISIBLE_AFAR * pixel(zoom)).powi(2);
        let seen = points.iter().zip(areas(points)).filter(|&(_, area)| area >= least);
        self.push(seen.map(|(&point, _)| (point, 0)));
    }

    pub(crate) fn shrink(&mut self) {
        self.points.shrink_to_fit();
        self.zooms.shrink_to_fit();
        self.heads.shrink_to_fit();
    }

    fn get(&self, line: usize) -> Line<'_> {
        let Head { start, end, extent } = self.heads[line];
        let range = start as usize..end as usize;
        Line { points: &self.points[range.clone()], zooms: &self.zooms[range], extent }
    }
}

fn areas(points: &[Point]) -> Vec<f64> {
    effective_areas(points.len(), |a, b, c| Point::triangle(points[a], points[b], points[c]))
}

impl Line<'_> {
    /// The points as drawn at a zoom, from the first to the last or back.
    #[inline]
    pub(crate) fn walk(self, forward: bool, zoom: u8, mut visit: impl FnMut(Point)) {
        let drawn = self.points.iter().zip(self.zooms).filter(|&(_, &from)| from <= zoom);
        if forward {
            drawn.for_each(|(&point, _)| visit(point));
        } else {
            drawn.rev().for_each(|(&point, _)| visit(point));
        }
    }

    /// Where it ends, walked forward or back.
    pub(crate) fn end(self, forward: bool) -> Point {
        if forward { self.points[self.points.len() - 1] } else { self.points[0] }
    }
}

impl Step {
    pub(crate) fn new(line: usize, forward: bool) -> Self {
        Self((line as u32) << 1 | u32::from(forward))
    }

    pub(crate) fn line(self) -> usize {
        (self.0 >> 1) as usize
    }

    pub(crate) fn forward(self) -> bool {
        self.0 & 1 == 1
    }

    pub(crate) fn reversed(self) -> Self {
        Self(self.0 ^ 1)
    }
}

impl<'a> Strokes<'a> {
    /// How many lines there are.
    pub(crate) fn len(self) -> usize {
        self.shared.len() + self.own.len()
    }

    pub(crate) fn line(self, line: usize) -> Line<'a> {
        match line.checked_sub(self.shared.len()) {
            None => self.shared.get(line),
            Some(own) => self.own.get(own),
        }
    }

    /// The points of a step in the order they are walked, as drawn at a zoom.
    pub(crate) fn walk(self, step: Step, zoom: u8, visit: impl FnMut(Point)) {
        self.line(step.line()).walk(step.forward(), zoom, visit);
    }

    /// Where a step starts.
    pub(crate) fn start(self, step: Step) -> Point {
        self.line(step.line()).end(!step.forward())
    }

    /// The points of a closed ring, the first not repeated.
    pub(crate) fn ring(self, steps: &[Step], zoom: u8) -> Vec<Point> {
        let mut ring = Vec::new();
        for &step in steps {
            ring.pop();
            self.walk(step, zoom, |point| ring.push(point));
        }
        ring.pop();
        ring
    }
}
