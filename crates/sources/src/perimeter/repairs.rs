//! What the report says of a shape that was mended.

use std::{cmp::Ordering, collections::HashMap};

use geo_types::{LineString, MultiPolygon};
use geometry::{Repair, Shape, Vertex};
use territory::TerritoryId;

use crate::{errors::Place, report::RepairNote, text::Text};

/// The rings of a shape from outside, counted before it is mended.
pub(super) struct Rings {
    inside: usize,
    empty: usize,
}

impl Rings {
    /// Counts rings on the grid of vertices, where edges there and back are the same to the bit.
    pub(super) fn count(polygons: &MultiPolygon<f64>) -> Self {
        let rings = polygons.iter().flat_map(|p| p.interiors().iter().chain([p.exterior()]));
        let (mut inside, mut empty) = (0, 0);
        for ring in rings.filter(|ring| !ring.0.is_empty()) {
            if has_inside(ring) { inside += 1 } else { empty += 1 }
        }
        Self { inside, empty }
    }

    /// The lines of the report. The sense of rings is a convention that formats differ on, and
    /// repeated vertices change nothing: neither is worth a line.
    pub(super) fn notes(
        &self,
        shape: &Shape,
        repairs: &[Repair],
        id: &TerritoryId,
        name: &str,
        place: &Place,
    ) -> Vec<RepairNote> {
        let crossing = repairs.iter().find_map(|repair| match repair {
            Repair::SelfCrossing { area_change } => Some(*area_change),
            _ => None,
        });
        let after = shape.rings().count();
        let mut done = Vec::new();
        if self.empty > 0 {
            let count = self.empty;
            done.push((
                Text::new(
                    format!("anneaux aller-retour, sans surface, retirés : {count}"),
                    format!("rings there and back, without area, dropped: {count}"),
                ),
                None,
            ));
        }
        if let Some(change) = crossing {
            let km2 = change / 1e6;
            done.push((
                Text::new(
                    format!("contour qui se croisait refait ({km2:+.4} km²)"),
                    format!("border that crossed itself made anew ({km2:+.4} km²)"),
                ),
                Some(change),
            ));
        } else if after != self.inside {
            let before = self.inside;
            done.push((
                Text::new(
                    format!("contour qui se touchait lui-même redécoupé (anneaux : {before} → {after}), surface inchangée"),
                    format!("border that touched itself cut apart (rings: {before} → {after}), same area"),
                ),
                Some(0.0),
            ));
        }
        let note = |(done, area_change)| RepairNote {
            territory: id.clone(),
            name: name.to_owned(),
            place: place.clone(),
            done,
            area_change,
        };
        done.into_iter().map(note).collect()
    }
}

/// Whether a ring has an inside: one whose every edge is walked back has none. A signed area of
/// zero would not do, since the two loops of a bow tie cancel out. Positions off the Earth count
/// as an inside: the check of the shape refuses them right after.
fn has_inside(ring: &LineString<f64>) -> bool {
    let vertex = |c: &geo_types::Coord<f64>| Vertex::from_degrees(c.x, c.y);
    let Ok(vertices) = ring.0.iter().map(vertex).collect::<Result<Vec<Vertex>, _>>() else {
        return true;
    };
    let mut walked: HashMap<(Vertex, Vertex), i32> = HashMap::new();
    let next = vertices.iter().cycle().skip(1);
    for (&a, &b) in vertices.iter().zip(next) {
        match a.cmp(&b) {
            Ordering::Less => *walked.entry((a, b)).or_default() += 1,
            Ordering::Greater => *walked.entry((b, a)).or_default() -= 1,
            Ordering::Equal => {}
        }
    }
    walked.values().any(|&times| times != 0)
}
