//! A small country: a square grid of faces with crooked borders, some of them merged.

use geometry::{FaceId, Mesh, MeshBuilder, Tolerance, Vertex, Weights};
use maps::{Canvas, Feature, FeatureGround, TileLayer};

/// The south-west corner, in vertex units: 2° E 46° N.
const CORNER: Vertex = Vertex { x: 20_000_000, y: 460_000_000 };

/// Vertices along each side of a face.
const STEPS: i32 = 12;

pub(crate) struct Country {
    pub(crate) side: i32,
    /// Size of a face, in vertex units.
    pub(crate) cell: i32,
    pub(crate) mesh: Mesh,
    pub(crate) canvas: Canvas,
}

impl Country {
    /// `side` × `side` faces of `cell` degrees, numbered by rows from the south-west.
    pub(crate) fn new(side: i32, cell: f64) -> Self {
        let cell = (cell * 1e7) as i32;
        let mut builder = MeshBuilder::default();
        for row in 0..side {
            for column in 0..side {
                builder.add_face([ring(column, row, cell).as_slice()]);
            }
        }
        let mesh = builder.build(Tolerance { width: 0.0 }).unwrap().0;
        let canvas = Canvas::new(&mesh, &Weights::new(&mesh));
        Self { side, cell, mesh, canvas }
    }

    /// A layer of sets of faces, with codes `0`, `1`, … and the given anchors.
    pub(crate) fn layer(
        &self,
        sets: &[Vec<FaceId>],
        anchor: impl Fn(usize) -> Option<Vertex>,
    ) -> TileLayer {
        let codes: Vec<String> = (0..sets.len()).map(|place| place.to_string()).collect();
        let features = sets.iter().enumerate().map(|(place, faces)| Feature {
            id: 100 + place as u64,
            code: &codes[place],
            name: "Même nom",
            population: (place % 2 == 0).then_some(place as u64),
            ground: FeatureGround::Faces(faces),
            anchor: anchor(place),
        });
        TileLayer::new(&self.mesh, &self.canvas, "commune", features)
    }

    /// One territory a face.
    pub(crate) fn faces(&self) -> Vec<Vec<FaceId>> {
        self.mesh.faces().map(|face| vec![face]).collect()
    }

    /// Squares of `size` × `size` faces.
    pub(crate) fn blocks(&self, size: i32) -> Vec<Vec<FaceId>> {
        let across = self.side / size;
        let mut blocks = vec![Vec::new(); (across * across) as usize];
        for face in 0..self.side * self.side {
            let (column, row) = (face % self.side, face / self.side);
            blocks[(row / size * across + column / size) as usize].push(FaceId(face as u32));
        }
        blocks
    }

    /// The middle of a face.
    pub(crate) fn middle(&self, face: i32) -> Vertex {
        let half = |place: i32| place * self.cell + self.cell / 2;
        Vertex { x: CORNER.x + half(face % self.side), y: CORNER.y + half(face / self.side) }
    }
}

/// The ring of a face, counter-clockwise.
fn ring(column: i32, row: i32, cell: i32) -> Vec<Vertex> {
    let mut ring = Vec::new();
    ring.extend(border(column, row, false, cell));
    ring.extend(border(column + 1, row, true, cell));
    ring.extend(border(column, row + 1, false, cell).into_iter().rev());
    ring.extend(border(column, row, true, cell).into_iter().rev());
    ring.dedup();
    ring
}

/// The border that starts at a corner and runs north or east, the same for both neighbours.
fn border(column: i32, row: i32, north: bool, cell: i32) -> Vec<Vertex> {
    (0..=STEPS)
        .map(|step| {
            let along = cell / STEPS * step;
            let noise = |salt: i32| {
                let mixed = (column * 73_856_093) ^ (row * 19_349_663) ^ (step * 83_492_791) ^ salt;
                (mixed.wrapping_mul(0x2545_F491) >> 16) % (cell / 10)
            };
            // Ends stay on the grid, so that the borders that meet there do.
            let aside = if step % STEPS == 0 { 0 } else { noise(i32::from(north)) };
            let (east, up) = if north { (aside, along) } else { (along, aside) };
            let end = step == STEPS;
            let (column, row) = (column + i32::from(end && !north), row + i32::from(end && north));
            let (east, up) = if end { (0, 0) } else { (east, up) };
            Vertex { x: CORNER.x + column * cell + east, y: CORNER.y + row * cell + up }
        })
        .collect()
}
