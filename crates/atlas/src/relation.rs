//! From shared ground to the one relation between two territories.

use territory::Relation;

/// Where a polygon cuts communes, ground below this share of the smaller of the two territories
/// counts as none, and a territory that lacks less than this share of itself lies within.
///
/// Borders of polygons and of communes are drawn from different originals, some tens of metres
/// apart: along 20 km that is a sliver of 1 or 2 km², a thousandth of a park.
pub const TOLERANCE: f64 = 1e-3;

/// How two grounds meet, as counted on the faces.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Meeting {
    /// Shared area, and the areas of subject and other, in m².
    pub(crate) shared: f64,
    pub(crate) subject: f64,
    pub(crate) other: f64,
    /// Where both are sets of whole faces: faces shared, of the subject, of the other.
    pub(crate) faces: Option<[u32; 3]>,
}

impl Meeting {
    /// The relation of subject to other; `None` where the shared ground counts as none.
    pub(crate) fn relation(&self) -> Option<Relation> {
        let (in_other, in_subject) = if let Some([shared, subject, other]) = self.faces {
            (shared == subject, shared == other)
        } else {
            if self.shared < TOLERANCE * self.subject.min(self.other) {
                return None;
            }
            let nearly = |whole: f64| whole - self.shared < TOLERANCE * whole;
            (nearly(self.subject), nearly(self.other))
        };
        Some(match (in_other, in_subject) {
            (true, true) => Relation::Equal,
            (true, false) => Relation::Within,
            (false, true) => Relation::Contains,
            (false, false) => Relation::Overlaps,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(areas: [f64; 3], faces: Option<[u32; 3]>, expect: Option<Relation>) {
        let [shared, subject, other] = areas;
        assert_eq!(Meeting { shared, subject, other, faces }.relation(), expect, "{areas:?}");
    }

    #[test]
    fn sets_of_faces_are_compared_exactly() {
        check([1.0, 1.0, 1.0], Some([3, 3, 3]), Some(Relation::Equal));
        check([1.0, 1.0, 2.0], Some([3, 3, 5]), Some(Relation::Within));
        check([1.0, 2.0, 1.0], Some([3, 5, 3]), Some(Relation::Contains));
        check([1e-9, 2.0, 2.0], Some([1, 5, 5]), Some(Relation::Overlaps));
    }

    #[test]
    fn polygons_are_compared_with_the_tolerance() {
        check([0.9995, 1.0, 1.0], None, Some(Relation::Equal));
        check([0.9995, 1.0, 9.0], None, Some(Relation::Within));
        check([1.0, 9.0, 1.0], None, Some(Relation::Contains));
        check([0.5, 1.0, 1.0], None, Some(Relation::Overlaps));
        check([0.0005, 1.0, 9.0], None, None);
    }
}
