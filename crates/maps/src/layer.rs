//! A layer of territories, prepared once, from which any tile is drawn.

use std::sync::OnceLock;

use geometry::{FaceId, Mesh, Shape, Vertex};

use crate::{
    Canvas, TileAddress,
    arrange::{around_faces, arrange},
    coarse::Coarse,
    draw::Drawing,
    groups::{Group, Neighbourhood},
    labels,
    lines::{FINE_ZOOM, Lines, Strokes},
    outlines::Outlines,
    plane::{Extent, Point},
    shapes::ShapeLines,
};

/// A territory to be drawn.
#[derive(Clone, Copy, Debug)]
pub struct Feature<'a> {
    /// A number for it in the tiles of the layer.
    pub id: u64,
    /// Its code.
    pub code: &'a str,
    /// Its name as people write it.
    pub name: &'a str,
    /// Its people, where known.
    pub population: Option<u64>,
    /// Its ground.
    pub ground: FeatureGround<'a>,
    /// Where its name is best set, such as its town hall; not used where it lies outside.
    pub anchor: Option<Vertex>,
}

/// The ground of a territory to be drawn.
#[derive(Clone, Copy, Debug)]
pub enum FeatureGround<'a> {
    /// Faces of the mesh, each once.
    Faces(&'a [FaceId]),
    /// A polygon.
    Shape(&'a Shape),
}

/// The territories of one kind at one vintage, ready to be drawn.
///
/// From zoom 8 on, all layers of a mesh draw a common border with the same points. Below, each
/// layer simplifies its own borders, neighbours still sharing theirs, and territories too small to
/// be seen are drawn with a neighbour; what such a zoom needs is worked out when its first tile is
/// asked for.
#[derive(Debug)]
pub struct TileLayer {
    name: String,
    label_name: String,
    subjects: Subjects,
    /// Lines of shapes; those of faces are on the canvas.
    own: Lines,
    fine: Outlines,
    coarse: [OnceLock<Coarse>; FINE_ZOOM as usize],
}

/// What is known of each territory, as flat arrays.
#[derive(Debug, Default)]
struct Subjects {
    ids: Vec<u64>,
    populations: Vec<Option<u64>>,
    /// Code and name of each, end to end.
    texts: String,
    text_ends: Vec<u32>,
    faces: Vec<FaceId>,
    face_ends: Vec<u32>,
    places: Vec<Point>,
    name_zooms: Vec<u8>,
}

/// A territory as tiles tell of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subject<'a> {
    pub(crate) id: u64,
    pub(crate) code: &'a str,
    pub(crate) name: &'a str,
    pub(crate) population: Option<u64>,
    pub(crate) place: Point,
    /// The zoom from which its name is shown.
    pub(crate) name_zoom: u8,
}

impl TileLayer {
    /// Prepares a layer. The canvas is that of the mesh, whose faces the features name.
    pub fn new<'a>(
        mesh: &Mesh,
        canvas: &Canvas,
        name: &str,
        features: impl IntoIterator<Item = Feature<'a>>,
    ) -> Self {
        let features: Vec<Feature<'_>> = features.into_iter().collect();
        let shapes = features.iter().filter_map(|feature| match feature.ground {
            FeatureGround::Shape(shape) => Some(shape),
            FeatureGround::Faces(_) => None,
        });
        let mut shape_lines = ShapeLines::new(shapes, canvas.lines.len());
        let mut subjects = Subjects::default();
        let mut fine = Outlines::new(FINE_ZOOM);
        for feature in &features {
            let rings = match feature.ground {
                FeatureGround::Faces(faces) => {
                    let own = &shape_lines.lines;
                    around_faces(mesh, Strokes { shared: &canvas.lines, own }, faces)
                }
                FeatureGround::Shape(shape) => {
                    let rings = shape.rings().map(|ring| {
                        let steps = shape_lines.ring(ring);
                        steps.into_iter().rev().map(crate::lines::Step::reversed).collect()
                    });
                    let rings = rings.collect();
                    arrange(Strokes { shared: &canvas.lines, own: &shape_lines.lines }, rings)
                }
            };
            let strokes = Strokes { shared: &canvas.lines, own: &shape_lines.lines };
            fine.push(strokes, rings.iter().map(|ring| ring.steps()));
            let place = fine.len() - 1;
            let anchor = feature.anchor.map(Point::of);
            subjects.push(feature, labels::place_of(strokes, &fine, place, anchor));
        }
        fine.index();
        subjects.rank_names();
        let mut own = shape_lines.lines;
        own.shrink();
        let label_name = format!("{name}_label");
        let coarse = std::array::from_fn(|_| OnceLock::new());
        Self { name: name.to_owned(), label_name, subjects, own, fine, coarse }
    }

    /// Draws a tile: an uncompressed Mapbox Vector Tile, empty where the layer has nothing there.
    ///
    /// Tiles of several layers put end to end are one tile with all of them.
    #[must_use]
    pub fn tile(&self, mesh: &Mesh, canvas: &Canvas, address: TileAddress) -> Vec<u8> {
        let strokes = Strokes { shared: &canvas.lines, own: &self.own };
        let names = [self.name.as_str(), self.label_name.as_str()];
        let Some(coarse) = self.coarse.get(usize::from(address.zoom())) else {
            let drawing = Drawing { strokes, outlines: &self.fine };
            return drawing.tile(address, names, |subject| self.subjects.get(subject));
        };
        let coarse = coarse.get_or_init(|| self.coarse(mesh, strokes, address.zoom()));
        let strokes = Strokes { shared: &coarse.lines, own: &Lines::new() };
        let drawing = Drawing { strokes, outlines: &coarse.outlines };
        drawing.tile(address, names, |group| self.subjects.get(coarse.leaders[group] as usize))
    }

    /// The name of the layer of polygons in the tiles; that of the names has `_label` behind it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// West, south, east and north of all territories, in degrees; `None` where there is no ground.
    #[must_use]
    pub fn bounds(&self) -> Option<[f64; 4]> {
        let extents = (0..self.fine.len()).map(|subject| self.fine.extent(subject));
        let all = extents.fold(Extent::EMPTY, Extent::joined);
        (!all.is_empty()).then(|| {
            let ((west, north), (east, south)) = (all.low.degrees(), all.high.degrees());
            [west, south, east, north]
        })
    }

    fn coarse(&self, mesh: &Mesh, strokes: Strokes<'_>, zoom: u8) -> Coarse {
        let faces_of = |subject: u32| self.subjects.faces_of(subject);
        let groups = match Neighbourhood::new(strokes, &self.fine) {
            Some(neighbourhood) => neighbourhood.groups(
                zoom,
                |subject| self.subjects.weight(subject as usize),
                |subject| !faces_of(subject).is_empty(),
            ),
            None => (0..self.fine.len() as u32)
                .map(|leader| Group { leader, members: vec![leader] })
                .collect(),
        };
        Coarse::new(zoom, mesh, strokes, &self.fine, &groups, faces_of)
    }
}

impl Subjects {
    fn push(&mut self, feature: &Feature<'_>, place: Point) {
        self.ids.push(feature.id);
        self.populations.push(feature.population);
        for text in [feature.code, feature.name] {
            self.texts.push_str(text);
            self.text_ends.push(self.texts.len() as u32);
        }
        if let FeatureGround::Faces(faces) = feature.ground {
            self.faces.extend_from_slice(faces);
        }
        self.face_ends.push(self.faces.len() as u32);
        self.places.push(place);
    }

    fn rank_names(&mut self) {
        self.name_zooms = labels::first_zooms(&self.places, |subject| self.weight(subject));
    }

    /// What ranks territories: their people.
    fn weight(&self, subject: usize) -> u64 {
        self.populations[subject].unwrap_or(0)
    }

    fn get(&self, subject: usize) -> Subject<'_> {
        let text = |place: usize| {
            let start = place.checked_sub(1).map_or(0, |before| self.text_ends[before]);
            &self.texts[start as usize..self.text_ends[place] as usize]
        };
        Subject {
            id: self.ids[subject],
            code: text(2 * subject),
            name: text(2 * subject + 1),
            population: self.populations[subject],
            place: self.places[subject],
            name_zoom: self.name_zooms[subject],
        }
    }

    fn faces_of(&self, subject: u32) -> &[FaceId] {
        let subject = subject as usize;
        let start = subject.checked_sub(1).map_or(0, |before| self.face_ends[before]);
        &self.faces[start as usize..self.face_ends[subject] as usize]
    }
}
