//! What the report says of a shape that was mended.

use geo_types::{LineString, MultiPolygon};
use geometry::{Repair, Shape, Vertex};
use territory::TerritoryId;

use crate::{errors::Place, report::RepairNote, text::Text};

/// The rings of a shape from outside, counted before it is mended.
pub(super) struct Rings {
    with_area: usize,
    without_area: usize,
}

impl Rings {
    /// Counts rings on the grid of vertices, where an area of zero is exact.
    pub(super) fn count(polygons: &MultiPolygon<f64>) -> Self {
        let rings = polygons.iter().flat_map(|p| p.interiors().iter().chain([p.exterior()]));
        let (mut with_area, mut without_area) = (0, 0);
        for ring in rings.filter(|ring| !ring.0.is_empty()) {
            if has_area(ring) { with_area += 1 } else { without_area += 1 }
        }
        Self { with_area, without_area }
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
        if self.without_area > 0 {
            let count = self.without_area;
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
        } else if after != self.with_area {
            let before = self.with_area;
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

/// Whether the signed area of a ring is other than zero. Positions off the Earth count as area:
/// the check of the shape refuses them right after.
fn has_area(ring: &LineString<f64>) -> bool {
    let vertex = |c: &geo_types::Coord<f64>| Vertex::from_degrees(c.x, c.y);
    let Ok(vertices) = ring.0.iter().map(vertex).collect::<Result<Vec<Vertex>, _>>() else {
        return true;
    };
    let next = vertices.iter().cycle().skip(1);
    let cross = |(a, b): (&Vertex, &Vertex)| {
        i128::from(a.x) * i128::from(b.y) - i128::from(b.x) * i128::from(a.y)
    };
    vertices.iter().zip(next).map(cross).sum::<i128>() != 0
}
