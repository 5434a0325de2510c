//! The mesh: faces that tile the country and the arcs they share, as flat arrays.

use crate::Vertex;

/// A face of the mesh, by its place in the list of faces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub u32);

/// An arc of the mesh, by its place in the list of arcs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArcId(pub u32);

/// One arc as it is read or written: a chain of vertices and the faces on its two sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arc {
    /// The face on the left when walking the chain; `None` is the sea or abroad.
    pub left: Option<FaceId>,
    /// The face on the right.
    pub right: Option<FaceId>,
    /// At least two vertices; first and last are equal where the arc is a whole ring.
    pub vertices: Vec<Vertex>,
}

/// Faces and arcs. Every piece of border is stored once, whichever faces it parts.
///
/// The outer ring of a face is walked with the face on the left (counter-clockwise).
#[derive(Clone, Debug, Default)]
pub struct Mesh {
    vertices: Vec<Vertex>,
    /// Where each arc starts in `vertices`, and the end of the last.
    arc_starts: Vec<u32>,
    /// Left and right face of each arc.
    sides: Vec<[Option<FaceId>; 2]>,
    /// Where the arcs of each face start in `face_arcs`, and the end of the last.
    face_starts: Vec<u32>,
    face_arcs: Vec<ArcId>,
}

/// Why arcs do not make a mesh.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MeshError {
    /// An arc with fewer than two vertices.
    #[error("arc {0} has fewer than two vertices")]
    ShortArc(u32),
    /// An arc names a face that does not exist.
    #[error("arc {arc} names face {face}, but there are {faces} faces")]
    UnknownFace {
        /// The arc.
        arc: u32,
        /// The face it names.
        face: u32,
        /// How many faces there are.
        faces: u32,
    },
    /// The border of a face does not close.
    #[error("the border of face {0} does not close")]
    OpenFace(u32),
}

impl Mesh {
    /// A mesh of `faces` faces from its arcs. Each face's border must close.
    pub fn from_arcs(faces: u32, arcs: impl IntoIterator<Item = Arc>) -> Result<Self, MeshError> {
        let mut mesh = Self { arc_starts: vec![0], ..Self::default() };
        for (place, arc) in arcs.into_iter().enumerate() {
            let place = place as u32;
            if arc.vertices.len() < 2 {
                return Err(MeshError::ShortArc(place));
            }
            for side in [arc.left, arc.right].into_iter().flatten() {
                if side.0 >= faces {
                    return Err(MeshError::UnknownFace { arc: place, face: side.0, faces });
                }
            }
            mesh.vertices.extend_from_slice(&arc.vertices);
            mesh.arc_starts.push(mesh.vertices.len() as u32);
            mesh.sides.push([arc.left, arc.right]);
        }
        mesh.vertices.shrink_to_fit();
        mesh.index_faces(faces);
        mesh.check_closed()?;
        Ok(mesh)
    }

    /// How many faces there are.
    #[must_use]
    pub fn face_count(&self) -> usize {
        self.face_starts.len().saturating_sub(1)
    }

    /// How many arcs there are.
    #[must_use]
    pub fn arc_count(&self) -> usize {
        self.sides.len()
    }

    /// How many vertices all arcs have together.
    #[must_use]
    pub fn vertex_count(&self) -> usize {
        self.vertices.len()
    }

    /// Every face.
    pub fn faces(&self) -> impl ExactSizeIterator<Item = FaceId> + use<> {
        (0..self.face_count() as u32).map(FaceId)
    }

    /// Every arc.
    pub fn arcs(&self) -> impl ExactSizeIterator<Item = ArcId> + use<> {
        (0..self.arc_count() as u32).map(ArcId)
    }

    /// The vertices of an arc.
    #[must_use]
    pub fn vertices(&self, arc: ArcId) -> &[Vertex] {
        let arc = arc.0 as usize;
        &self.vertices[self.arc_starts[arc] as usize..self.arc_starts[arc + 1] as usize]
    }

    /// The faces on the left and on the right of an arc.
    #[must_use]
    pub fn sides(&self, arc: ArcId) -> [Option<FaceId>; 2] {
        self.sides[arc.0 as usize]
    }

    /// The arcs that make the border of a face, in no order.
    #[must_use]
    pub fn arcs_of(&self, face: FaceId) -> &[ArcId] {
        let face = face.0 as usize;
        &self.face_arcs[self.face_starts[face] as usize..self.face_starts[face + 1] as usize]
    }

    /// The faces that share an arc with a face; one that shares several arcs comes several times.
    pub fn neighbours(&self, face: FaceId) -> impl Iterator<Item = FaceId> + '_ {
        self.arcs_of(face)
            .iter()
            .filter_map(move |&arc| self.sides(arc).into_iter().flatten().find(|&f| f != face))
    }

    /// Lists the arcs of each face (counting sort by face).
    fn index_faces(&mut self, faces: u32) {
        let mut starts = vec![0_u32; faces as usize + 1];
        let bordering = |sides: &[Option<FaceId>; 2]| {
            // An arc with the same face on both sides borders nothing.
            let [left, right] = *sides;
            if left == right { [None, None] } else { [left, right] }
        };
        for face in self.sides.iter().flat_map(bordering).flatten() {
            starts[face.0 as usize + 1] += 1;
        }
        for face in 0..faces as usize {
            starts[face + 1] += starts[face];
        }
        let mut next = starts.clone();
        self.face_arcs = vec![ArcId(0); starts[faces as usize] as usize];
        for (arc, sides) in self.sides.iter().enumerate() {
            for face in bordering(sides).into_iter().flatten() {
                let place = &mut next[face.0 as usize];
                self.face_arcs[*place as usize] = ArcId(arc as u32);
                *place += 1;
            }
        }
        self.face_starts = starts;
    }

    /// Each face's border closes when every vertex is entered as often as it is left.
    fn check_closed(&self) -> Result<(), MeshError> {
        let mut balance: Vec<(Vertex, i32)> = Vec::new();
        for face in self.faces() {
            balance.clear();
            for &arc in self.arcs_of(face) {
                let vertices = self.vertices(arc);
                let forward = if self.sides(arc)[0] == Some(face) { 1 } else { -1 };
                balance.push((vertices[0], forward));
                balance.push((vertices[vertices.len() - 1], -forward));
            }
            balance.sort_unstable_by_key(|&(vertex, _)| vertex);
            let closes = balance
                .chunk_by(|a, b| a.0 == b.0)
                .all(|same| same.iter().map(|&(_, way)| way).sum::<i32>() == 0);
            if !closes {
                return Err(MeshError::OpenFace(face.0));
            }
        }
        Ok(())
    }
}
