//! Mending: where neighbours do not share their vertices, hair-thin gaps and overlaps are closed.
//!
//! Only edges without a partner are looked at. They are cut where they meet (nodes), the loops
//! they form are traced, and a loop thinner than the tolerance is given whole to one face: a gap
//! to the neighbour that borders it most, an overlap to the face that borders it most. No vertex
//! moves, so nothing else can break. Wide gaps are genuine holes (Llívia) and are kept.

use std::collections::HashMap;

use crate::{FaceId, Vertex, build::Tolerance, crossing::nodes_of, edges::EdgeSoup};

/// One place where the borders of neighbours were made to agree.
#[derive(Clone, Debug, PartialEq)]
pub struct Mend {
    /// What was wrong.
    pub flaw: Flaw,
    /// Where.
    pub at: Vertex,
    /// The faces concerned; the one that received or kept the ground comes first.
    pub faces: Vec<FaceId>,
    /// The area that changed hands, in m²; 0 for a vertex.
    pub area: f64,
}

/// What can be wrong between neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Flaw {
    /// A vertex of one lay on an edge of the other, which now has it too.
    MissingVertex,
    /// No face held the ground between them.
    Gap,
    /// Both held the same ground.
    Overlap,
}

/// Mends the borders of the soup in place and says where.
pub(crate) fn mend(soup: &mut EdgeSoup, tolerance: Tolerance) -> Vec<Mend> {
    // Closing a gap can bring two chains together that want nodes of their own; real data
    // needs two rounds, the bound only guards against data that never settles.
    const ROUNDS: usize = 8;
    let mut mends = Vec::new();
    for _ in 0..ROUNDS {
        let before = mends.len();
        add_nodes(soup, &mut mends);
        close_loops(soup, tolerance, &mut mends);
        if mends.len() == before {
            break;
        }
    }
    mends
}

/// Cuts unpaired edges at the vertices and crossings that lie on them.
fn add_nodes(soup: &mut EdgeSoup, mends: &mut Vec<Mend>) {
    let unpaired = soup.unpaired();
    for (edge, through) in nodes_of(&unpaired) {
        let (from, to, face) = unpaired[edge];
        soup.split(face, from, to, &through);
        mends.push(Mend {
            flaw: Flaw::MissingVertex,
            at: through[0],
            faces: vec![face],
            area: 0.0,
        });
    }
    soup.cancel_within_faces();
}

/// Overlaps are closed whatever their width, since ground is in one commune only, up to this area
/// in m². Beyond it a loop is an island of several faces, which looks alike from its border.
const WIDEST_OVERLAP: f64 = 5e6;

/// Whether two faces hold the ground just inside a loop.
fn held_twice(soup: &EdgeSoup, ring: &Loop, faces: &[FaceId]) -> bool {
    let longest = ring.steps.iter().max_by_key(|(from, to, ..)| {
        let span = |a: i32, b: i32| i64::from(a.abs_diff(b));
        span(from.x, to.x) + span(from.y, to.y)
    });
    let Some(&(from, to, ..)) = longest else { return false };
    // Two centimetres to the left of the middle of the longest edge.
    let aside = |from: i32, to: i32| 2 * (to - from).signum();
    let inside = Vertex {
        x: i32::midpoint(from.x, to.x) - aside(from.y, to.y),
        y: i32::midpoint(from.y, to.y) + aside(from.x, to.x),
    };
    faces.iter().filter(|&&face| soup.holds(face, inside)).count() > 1
}

/// A walk around one side of unpaired edges.
struct Loop {
    /// The directed edges of the walk; the flag says whether the face is on the left.
    steps: Vec<(Vertex, Vertex, FaceId, bool)>,
}

fn close_loops(soup: &mut EdgeSoup, tolerance: Tolerance, mends: &mut Vec<Mend>) {
    for ring in trace(&soup.unpaired()) {
        let (area, perimeter) = ring.area_and_perimeter();
        if area <= 0.0 {
            continue;
        }
        // Mean width of a thin loop: area over half its perimeter.
        let thin = 2.0 * area / perimeter <= tolerance.width;
        let faces = ring.faces_by_length();
        if thin && ring.steps.iter().all(|step| !step.3) {
            for &(from, to, _, _) in &ring.steps {
                soup.add(faces[0], from, to);
            }
            mends.push(Mend { flaw: Flaw::Gap, at: ring.steps[0].0, faces, area });
        } else if ring.steps.iter().all(|step| step.3)
            && faces.len() > 1
            && (thin || area <= WIDEST_OVERLAP && held_twice(soup, &ring, &faces))
        {
            for &loser in &faces[1..] {
                for &(from, to, _, _) in &ring.steps {
                    soup.add(loser, to, from);
                }
            }
            mends.push(Mend { flaw: Flaw::Overlap, at: ring.steps[0].0, faces, area });
        }
    }
    soup.cancel_within_faces();
}

/// Traces every loop of the unpaired edges, with the loop's ground on the left.
fn trace(unpaired: &[(Vertex, Vertex, FaceId)]) -> Vec<Loop> {
    // Both directions of each edge: 2·i along the face, 2·i + 1 against it.
    let ends = |half: usize| {
        let (from, to, _) = unpaired[half / 2];
        if half.is_multiple_of(2) { (from, to) } else { (to, from) }
    };
    let mut leaving: HashMap<Vertex, Vec<usize>> = HashMap::new();
    for half in 0..2 * unpaired.len() {
        leaving.entry(ends(half).0).or_default().push(half);
    }
    for (at, halves) in &mut leaving {
        halves.sort_by(|&a, &b| angle(*at, ends(a).1).total_cmp(&angle(*at, ends(b).1)));
    }
    let next = |half: usize| {
        let around = leaving.get(&ends(half).1)?;
        let back = around.iter().position(|&other| other == half ^ 1)?;
        // The next one clockwise keeps the loop's ground on the left.
        Some(around[(back + around.len() - 1) % around.len()])
    };
    let mut seen = vec![false; 2 * unpaired.len()];
    let mut loops = Vec::new();
    for start in 0..seen.len() {
        let mut steps = Vec::new();
        let mut half = start;
        while !seen[half] {
            seen[half] = true;
            let (from, to) = ends(half);
            steps.push((from, to, unpaired[half / 2].2, half.is_multiple_of(2)));
            let Some(following) = next(half) else { break };
            half = following;
        }
        if !steps.is_empty() {
            loops.push(Loop { steps });
        }
    }
    loops
}

fn angle(from: Vertex, to: Vertex) -> f64 {
    (f64::from(to.y) - f64::from(from.y)).atan2(f64::from(to.x) - f64::from(from.x))
}

/// East and north of `origin` in metres, on a sphere: enough to tell ten metres from a kilometre.
fn metres_from(origin: Vertex, vertex: Vertex) -> (f64, f64) {
    const METRES_PER_UNIT: f64 = 111_320.0 / Vertex::PER_DEGREE;
    let shrink = origin.latitude().to_radians().cos();
    let east = (f64::from(vertex.x) - f64::from(origin.x)) * METRES_PER_UNIT * shrink;
    let north = (f64::from(vertex.y) - f64::from(origin.y)) * METRES_PER_UNIT;
    (east, north)
}

impl Loop {
    /// Area in m², positive counter-clockwise, and perimeter in m.
    fn area_and_perimeter(&self) -> (f64, f64) {
        let origin = self.steps[0].0;
        let (mut area, mut perimeter) = (0.0, 0.0);
        for &(from, to, _, _) in &self.steps {
            let (a, b) = (metres_from(origin, from), metres_from(origin, to));
            area += f64::midpoint(a.0 * b.1, -(b.0 * a.1));
            perimeter += (b.0 - a.0).hypot(b.1 - a.1);
        }
        (area, perimeter)
    }

    /// The faces along the loop, the one with the longest part of it first.
    fn faces_by_length(&self) -> Vec<FaceId> {
        let origin = self.steps[0].0;
        let mut lengths: Vec<(FaceId, f64)> = Vec::new();
        for &(from, to, face, _) in &self.steps {
            let (a, b) = (metres_from(origin, from), metres_from(origin, to));
            let length = (b.0 - a.0).hypot(b.1 - a.1);
            match lengths.iter_mut().find(|(known, _)| *known == face) {
                Some((_, sum)) => *sum += length,
                None => lengths.push((face, length)),
            }
        }
        lengths.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        lengths.into_iter().map(|(face, _)| face).collect()
    }
}
