//! Which territories hold a point, or a face.

use geometry::{FaceId, Vertex};
use territory::Kind;

use crate::{Atlas, TerritoryIndex, Year};

impl Atlas {
    /// The face that holds a point. A point on a border belongs to exactly one face; see
    /// [`geometry::FaceLocator`] for the rule.
    #[must_use]
    pub fn face_at(&self, point: Vertex) -> Option<FaceId> {
        self.locator.locate(point)
    }

    /// Every territory of the year that holds a point, all kinds, in the order of kinds; put into
    /// `found`, which is emptied first. Answers the face that holds the point.
    ///
    /// A point on the border of a face belongs to one face, so it lies in one commune, one
    /// département, one région. Polygons are asked with their own border.
    pub fn locate(
        &self,
        point: Vertex,
        year: &Year,
        found: &mut Vec<TerritoryIndex>,
    ) -> Option<FaceId> {
        found.clear();
        let Some(face) = self.face_at(point) else {
            // Off the coast only polygons can hold a point.
            let holds = |index: &&TerritoryIndex| {
                year.facts(**index).present && self.shape_holds(**index, point)
            };
            found.extend(self.shapes.iter().filter(holds));
            return None;
        };
        let row = &year.rows[face.0 as usize];
        for item in year.own(row) {
            match item.get() {
                Ok(index) => found.push(index),
                Err(place) => {
                    let index = year.partials[place].territory;
                    if self.shape_holds(index, point) {
                        found.push(index);
                    }
                }
            }
        }
        found.extend_from_slice(year.shared(row.group));
        // A face's own territories are most often its commune, which comes first anyway.
        if !found.is_sorted() {
            found.sort_unstable();
        }
        Some(face)
    }

    /// The territories of a kind that hold ground of a record, at most `most` of them, with the
    /// number of faces each holds; those that hold most first.
    pub(crate) fn holders(
        &self,
        year: &Year,
        index: TerritoryIndex,
        kind: &Kind,
        most: usize,
    ) -> Vec<(TerritoryIndex, usize)> {
        let mut holders: Vec<(TerritoryIndex, usize)> = Vec::new();
        for &face in self.faces(index) {
            let Some(holder) = self.holder(year, face, kind) else { continue };
            if let Some(known) = holders.iter_mut().find(|(known, _)| *known == holder) {
                known.1 += 1;
            } else if holders.len() < most {
                holders.push((holder, 1));
            }
        }
        holders.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        holders
    }

    /// The first territory of a kind that holds a face whole.
    #[must_use]
    pub fn holder(&self, year: &Year, face: FaceId, kind: &Kind) -> Option<TerritoryIndex> {
        let (_, range) = self.kinds.iter().find(|(known, _)| known == kind)?;
        year.holding(face).filter(|index| range.contains(&index.0)).min()
    }

    /// Whether the polygon of a record holds a point; false where it is no polygon.
    #[must_use]
    pub fn shape_holds(&self, index: TerritoryIndex, point: Vertex) -> bool {
        self.entry(index).cut.as_ref().is_some_and(|cut| cut.locator.contains(point))
    }
}
