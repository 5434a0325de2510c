//! Coarser lines for small zooms: only the places where borders of this layer meet are kept
//! whatever happens; the ends of arcs between communes on the border of a région are simplified
//! with the rest.

use geometry::{FaceId, Mesh};

use crate::{
    arrange::{OwnedRing, around_faces},
    groups::Group,
    lines::{FINE_ZOOM, Lines, Step, Strokes},
    outlines::{Outlines, RingSteps},
};

/// What is drawn at one small zoom.
#[derive(Debug)]
pub(crate) struct Coarse {
    pub(crate) lines: Lines,
    pub(crate) outlines: Outlines,
    /// The territory whose name each subject of the outlines bears.
    pub(crate) leaders: Vec<u32>,
}

impl Coarse {
    /// Draws the groups of a zoom with lines as coarse as the zoom allows.
    pub(crate) fn new<'f>(
        zoom: u8,
        mesh: &Mesh,
        strokes: Strokes<'_>,
        fine: &Outlines,
        groups: &[Group],
        faces_of: impl Fn(u32) -> &'f [FaceId],
    ) -> Self {
        let rings: Vec<Vec<OwnedRing>> = groups
            .iter()
            .map(|group| match group.members.as_slice() {
                &[alone] => fine
                    .rings(alone as usize)
                    .map(|RingSteps { steps, hole }| OwnedRing { steps: steps.to_vec(), hole })
                    .collect(),
                members => {
                    let faces: Vec<FaceId> =
                        members.iter().flat_map(|&member| faces_of(member)).copied().collect();
                    around_faces(mesh, strokes, &faces)
                }
            })
            .collect();
        let mut chains = Chains::new(strokes, zoom, rings.iter().flatten());
        let chained: Vec<Vec<OwnedRing>> = rings
            .iter()
            .map(|rings| {
                let ring = |ring: &OwnedRing| OwnedRing {
                    steps: chains.ring(&ring.steps),
                    hole: ring.hole,
                };
                rings.iter().map(ring).collect()
            })
            .collect();
        let mut lines = chains.lines;
        lines.shrink();
        let mut outlines = Outlines::new(zoom);
        for rings in &chained {
            let strokes = Strokes { shared: &lines, own: &Lines::new() };
            outlines.push(strokes, rings.iter().map(OwnedRing::steps));
        }
        outlines.index();
        Self { lines, outlines, leaders: groups.iter().map(|group| group.leader).collect() }
    }
}

/// Joins lines end to end wherever nothing else ends there, and simplifies them anew.
struct Chains<'a> {
    strokes: Strokes<'a>,
    zoom: u8,
    /// Whether the start and the end of each line are nodes: places where a chain must end.
    nodes: Vec<[bool; 2]>,
    /// The chain of each line that is the lowest of its chain.
    known: Vec<Option<usize>>,
    lines: Lines,
}

impl<'a> Chains<'a> {
    /// Looks at all rings to find the nodes.
    fn new<'r>(strokes: Strokes<'a>, zoom: u8, rings: impl Iterator<Item = &'r OwnedRing>) -> Self {
        let mut used = vec![false; strokes.len()];
        for step in rings.flat_map(|ring| &ring.steps) {
            used[step.line()] = true;
        }
        let mut ends = Vec::new();
        for (line, _) in used.iter().enumerate().filter(|&(_, &used)| used) {
            for forward in [true, false] {
                let step = Step::new(line, forward);
                ends.push((strokes.start(step), line, forward));
            }
        }
        ends.sort_unstable();
        let mut nodes = vec![[false; 2]; strokes.len()];
        for meeting in ends.chunk_by(|a, b| a.0 == b.0).filter(|meeting| meeting.len() != 2) {
            for &(_, line, forward) in meeting {
                nodes[line][usize::from(!forward)] = true;
            }
        }
        Self { strokes, zoom, nodes, known: vec![None; strokes.len()], lines: Lines::new() }
    }

    /// The ring as steps along chains.
    fn ring(&mut self, steps: &[Step]) -> Vec<Step> {
        let starts: Vec<usize> =
            (0..steps.len()).filter(|&place| self.starts_at_node(steps[place])).collect();
        let Some(&first) = starts.first() else {
            return self.step(steps, true).into_iter().collect();
        };
        let mut turned = steps.to_vec();
        turned.rotate_left(first);
        let ends = starts.iter().skip(1).map(|start| start - first).chain([steps.len()]);
        let mut from = 0;
        ends.filter_map(|end| {
            let run = &turned[from..end];
            from = end;
            self.step(run, false)
        })
        .collect()
    }

    fn starts_at_node(&self, step: Step) -> bool {
        self.nodes[step.line()][usize::from(!step.forward())]
    }

    /// The step along the chain that a run of steps makes. Chains run in the direction of their
    /// lowest line and, where they are closed, start with it, whoever asks.
    fn step(&mut self, run: &[Step], closed: bool) -> Option<Step> {
        let lowest = *run.iter().min_by_key(|step| step.line())?;
        let chain = if let Some(chain) = self.known[lowest.line()] {
            chain
        } else {
            let mut steps = run.to_vec();
            if !lowest.forward() {
                steps = steps.into_iter().rev().map(Step::reversed).collect();
            }
            if closed {
                let start = steps.iter().position(|step| step.line() == lowest.line());
                steps.rotate_left(start.unwrap_or(0));
            }
            self.push(&steps)
        };
        self.known[lowest.line()] = Some(chain);
        Some(Step::new(chain, lowest.forward()))
    }

    fn push(&mut self, steps: &[Step]) -> usize {
        let mut points = Vec::new();
        for &step in steps {
            // The first point of each line is the last of the one before.
            points.pop();
            self.strokes.walk(step, FINE_ZOOM, |point| points.push(point));
        }
        self.lines.push_seen(&points, self.zoom);
        self.lines.len() - 1
    }
}
