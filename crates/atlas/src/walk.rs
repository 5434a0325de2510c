//! One walk over the faces of a subject, summing what each territory shares with it.

use geometry::{FaceId, Shape, ShapeError, area_in_face};

use crate::{
    Atlas, KindFilter, Subject, TerritoryIndex, Year,
    sums::{Meetings, Part, Sums},
    year::{NONE, Partial},
};

/// The sums of a walk, kept from walk to walk for their memory.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    /// By group of faces; handed on to the territories of the group at the end.
    groups: Sums,
    /// By territory.
    pub(crate) territories: Sums,
    communes: Meetings,
}

/// What the subject shares with each polygon that cuts a face with it: intersected once.
type Meets = Vec<(TerritoryIndex, Result<Option<Shape>, ShapeError>)>;

impl Walk {
    /// Sums over the faces of the subject. Polygons of other kinds than the chosen ones, and the
    /// subject itself, are left out: intersecting them with the subject would cost far more than
    /// all the rest.
    pub(crate) fn over(
        &mut self,
        atlas: &Atlas,
        subject: &Subject<'_>,
        kinds: &KindFilter,
        year: &Year,
    ) {
        let Self { groups, territories, communes } = self;
        communes.start(year.commune_entries.len());
        groups.start();
        territories.start();
        let mut meets = Meets::new();
        for (place, &face) in subject.faces().iter().enumerate() {
            let fraction = subject.fraction(place);
            let row = &year.rows[face.0 as usize];
            let part = Part {
                faces: 1,
                communes: if row.commune == NONE { 0 } else { communes.first(row.commune) },
                people: f64::from(row.people) * fraction,
                area: row.area * fraction,
                partial: false,
            };
            groups.of(row.group).add(part);
            for item in year.own(row) {
                match item.get() {
                    Ok(index) => territories.of(index.0).add(part),
                    Err(partial) => {
                        let other = year.partials[partial];
                        let chosen = kinds.has(year.facts(other.territory).kind_place);
                        if !chosen || Some(other.territory) == subject.territory {
                            continue;
                        }
                        let common =
                            common_fraction(atlas, subject, fraction, face, other, &mut meets);
                        territories.of(other.territory.0).add(Part {
                            faces: u32::from(common > 0.0),
                            communes: 0,
                            people: f64::from(row.people) * common,
                            area: row.area * common,
                            partial: true,
                        });
                    }
                }
            }
        }
        for group in groups.rows() {
            for index in year.shared(group.key) {
                territories.of(index.0).add(group.part);
            }
        }
    }
}

/// The fraction of a face that the subject and a polygon share. Where both cut the face their
/// fractions only bound it, so the two polygons are intersected there.
fn common_fraction(
    atlas: &Atlas,
    subject: &Subject<'_>,
    fraction: f64,
    face: FaceId,
    other: Partial,
    meets: &mut Meets,
) -> f64 {
    let shapes = (subject.shape(), atlas.entry(other.territory).shape());
    match shapes {
        (Some(mine), Some(theirs)) if fraction < 1.0 => {
            let known = meets.iter().position(|(territory, _)| *territory == other.territory);
            let place = known.unwrap_or_else(|| {
                meets.push((other.territory, mine.intersection(theirs)));
                meets.len() - 1
            });
            match &meets[place].1 {
                Ok(Some(shared)) => area_in_face(&atlas.mesh, face, shared) / atlas.face_area(face),
                Ok(None) => 0.0,
                // Two valid shapes that cannot be overlaid leave the product as the estimate.
                Err(_) => fraction * other.fraction,
            }
        }
        _ => fraction * other.fraction,
    }
}
