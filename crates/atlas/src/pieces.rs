//! The ground of a subject for maps: its outline, its pieces between the territories of a kind,
//! and the borders that cut it.

use geo_types::{LineString, MultiLineString, MultiPolygon};
use geometry::{FaceId, Shape, Simplification, Vertex, outline};
use territory::Kind;

use crate::{Atlas, Subject, TerritoryIndex, Year};

/// What a border cuts a subject into.
#[derive(Clone, Debug)]
pub struct Pieces {
    /// The outline of the subject.
    pub outline: MultiPolygon<f64>,
    /// Its pieces, the one with the largest share of people (then area) first.
    pub pieces: Vec<Piece>,
    /// The borders between pieces, inside the subject.
    pub cuts: MultiLineString<f64>,
}

/// The ground a subject shares with one territory.
#[derive(Clone, Debug)]
pub struct Piece {
    /// The territory; `None`: ground that no territory of the kind holds.
    pub territory: Option<TerritoryIndex>,
    /// Share of the subject's people; of its area where nobody lives there.
    pub share: f64,
    /// Whether the territory reaches beyond the subject.
    pub reaches_beyond: bool,
    /// The shared ground.
    pub ground: MultiPolygon<f64>,
}

impl Atlas {
    /// The outline of a subject, simplified as asked.
    #[must_use]
    pub fn outline(
        &self,
        subject: &Subject<'_>,
        simplification: Option<&Simplification<'_>>,
    ) -> MultiPolygon<f64> {
        match subject.shape() {
            Some(shape) => shape.polygons(),
            None => outline(&self.mesh, subject.faces(), simplification),
        }
    }

    /// The outline of what a territory holds beyond the subject.
    #[must_use]
    pub fn beyond(
        &self,
        subject: &Subject<'_>,
        index: TerritoryIndex,
        simplification: Option<&Simplification<'_>>,
    ) -> MultiPolygon<f64> {
        let mine = subject.faces();
        let rest: Vec<FaceId> = self
            .faces(index)
            .iter()
            .filter(|face| mine.binary_search(face).is_err())
            .copied()
            .collect();
        outline(&self.mesh, &rest, simplification)
    }

    /// The outline of some of a subject's faces, cut to its polygon where it is one.
    #[must_use]
    pub fn outline_of(
        &self,
        subject: &Subject<'_>,
        faces: &[FaceId],
        simplification: Option<&Simplification<'_>>,
    ) -> MultiPolygon<f64> {
        let polygons = outline(&self.mesh, faces, simplification);
        match subject.shape() {
            Some(shape) => clipped(shape, polygons),
            None => polygons,
        }
    }

    /// Cuts a subject along the borders of a kind.
    #[must_use]
    pub fn pieces(
        &self,
        subject: &Subject<'_>,
        kind: &Kind,
        year: &Year,
        simplification: Option<&Simplification<'_>>,
    ) -> Pieces {
        let mut groups: Vec<(Option<TerritoryIndex>, Vec<FaceId>, f64, f64)> = Vec::new();
        for (place, &face) in subject.faces().iter().enumerate() {
            let holder = self.holder(year, face, kind);
            let people = f64::from(year.people_on(face)) * subject.fraction(place);
            let area = self.face_area(face) * subject.fraction(place);
            match groups.iter_mut().find(|(known, ..)| *known == holder) {
                Some((_, faces, sum, ground)) => {
                    faces.push(face);
                    *sum += people;
                    *ground += area;
                }
                None => groups.push((holder, vec![face], people, area)),
            }
        }
        groups.sort_by(|a, b| b.2.total_cmp(&a.2).then(b.3.total_cmp(&a.3)));
        let piece =
            |(territory, faces, people, area): &(Option<TerritoryIndex>, Vec<FaceId>, f64, f64)| {
                let held = territory.map_or(0, |index| self.faces(index).len());
                Piece {
                    territory: *territory,
                    share: if subject.people > 0.0 {
                        people / subject.people
                    } else {
                        area / subject.area
                    },
                    reaches_beyond: held > faces.len() || subject.shape.is_some(),
                    ground: self.outline_of(subject, faces, simplification),
                }
            };
        Pieces {
            outline: self.outline(subject, simplification),
            pieces: groups.iter().map(piece).collect(),
            cuts: self.cuts(subject, kind, year, simplification),
        }
    }

    /// The borders of a kind inside a subject. For a polygon, those arcs of which it holds both
    /// sides' faces, cut to it at their vertices.
    fn cuts(
        &self,
        subject: &Subject<'_>,
        kind: &Kind,
        year: &Year,
        simplification: Option<&Simplification<'_>>,
    ) -> MultiLineString<f64> {
        let set = geometry::FaceSet::new(subject.faces());
        let mut lines = Vec::new();
        for &face in subject.faces() {
            let holder = self.holder(year, face, kind);
            for &arc in self.mesh.arcs_of(face) {
                let [left, right] = self.mesh.sides(arc);
                // Each arc once: from its left face.
                let (Some(left), Some(right)) = (left, right) else { continue };
                if left != face || !set.contains(right) {
                    continue;
                }
                if self.holder(year, right, kind) != holder {
                    let vertices: Vec<Vertex> = match simplification {
                        Some(at) => at.vertices(&self.mesh, arc).collect(),
                        None => self.mesh.vertices(arc).to_vec(),
                    };
                    lines.extend(inside(subject.shape(), &vertices));
                }
            }
        }
        MultiLineString(lines)
    }
}

/// The parts of a chain of vertices that lie in a shape (all of it without one).
fn inside(shape: Option<&Shape>, vertices: &[Vertex]) -> Vec<LineString<f64>> {
    let line = |part: &[Vertex]| LineString(part.iter().map(|&vertex| vertex.into()).collect());
    match shape {
        None => vec![line(vertices)],
        Some(shape) => geometry::clip_line(shape, vertices).iter().map(|part| line(part)).collect(),
    }
}

fn clipped(shape: &Shape, polygons: MultiPolygon<f64>) -> MultiPolygon<f64> {
    let whole = Shape::restored(polygons);
    whole
        .ok()
        .and_then(|whole| shape.intersection(&whole).ok().flatten())
        .map_or_else(|| MultiPolygon(Vec::new()), |common| common.polygons())
}
