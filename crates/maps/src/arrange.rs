//! Rings as tiles want them: outer ones clockwise as seen on the map, each followed by its holes.

use geometry::{FaceId, Mesh};

use crate::{
    groups::ring_area,
    lines::{Step, Strokes},
    outlines::{RingSteps, crosses},
    plane::Point,
};

/// A ring and whether it is a hole.
#[derive(Clone, Debug)]
pub(crate) struct OwnedRing {
    pub(crate) steps: Vec<Step>,
    pub(crate) hole: bool,
}

impl OwnedRing {
    pub(crate) fn steps(&self) -> RingSteps<'_> {
        RingSteps { steps: &self.steps, hole: self.hole }
    }
}

/// The rings around a set of faces.
pub(crate) fn around_faces(mesh: &Mesh, strokes: Strokes<'_>, faces: &[FaceId]) -> Vec<OwnedRing> {
    let rings = geometry::rings(mesh, faces).into_iter().map(|ring| {
        // Counter-clockwise with north up, as the mesh has it, is what tiles call negative.
        ring.iter().rev().map(|step| Step::new(step.arc.0 as usize, !step.forward)).collect()
    });
    arrange(strokes, rings.collect())
}

/// Puts rings in order; outer ones and holes are told apart by their direction.
pub(crate) fn arrange(strokes: Strokes<'_>, rings: Vec<Vec<Step>>) -> Vec<OwnedRing> {
    if rings.len() <= 1 {
        return rings.into_iter().map(|steps| OwnedRing { steps, hole: false }).collect();
    }
    let mut sized: Vec<(f64, Vec<Step>)> =
        rings.into_iter().map(|steps| (ring_area(strokes, &steps), steps)).collect();
    // The largest first; holes, which are negative, last.
    sized.sort_by(|a, b| b.0.total_cmp(&a.0));
    let outers = sized.partition_point(|&(area, _)| area >= 0.0);
    let holes = sized.split_off(outers);
    let outlines: Vec<Vec<Point>> = if holes.is_empty() {
        Vec::new()
    } else {
        sized.iter().map(|(_, steps)| strokes.ring(steps, u8::MAX)).collect()
    };
    let mut polygons: Vec<Vec<OwnedRing>> =
        sized.into_iter().map(|(_, steps)| vec![OwnedRing { steps, hole: false }]).collect();
    for (_, steps) in holes {
        let hole = strokes.ring(&steps, u8::MAX);
        // The smallest outer ring around it is the last one found.
        let around = outlines.iter().rposition(|outer| encloses(outer, &hole));
        if let Some(polygon) = around.and_then(|place| polygons.get_mut(place)) {
            polygon.push(OwnedRing { steps, hole: true });
        }
    }
    polygons.into_iter().flatten().collect()
}

/// Whether an outer ring goes around a hole. They may share points but do not cross, so the
/// hole's first point that is not on the ring tells.
fn encloses(outer: &[Point], hole: &[Point]) -> bool {
    let Some(&point) = hole.iter().find(|point| !outer.contains(point)) else { return false };
    let before = outer.iter().cycle().skip(outer.len() - 1);
    before.zip(outer).filter(|&(&from, &to)| crosses(from, to, point)).count() % 2 == 1
}
