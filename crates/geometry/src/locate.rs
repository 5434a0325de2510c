//! Which face holds a point: a grid whose cells keep the edges that pass through them.
//!
//! Each cell knows the face at its centre. From the point one walks east or west to the centre's
//! meridian, then along it to the centre; every edge crossed swaps the face on one side for the
//! face on the other. Written as numbers, `a ^ b` over the crossed edges turns the centre's face
//! into the point's face, in any order, exactly: all is integer arithmetic.
//!
//! **Rule for borders.** A point on a border belongs to exactly one face: the one found just east
//! of it, and just north where the border runs along a parallel.

use crate::{FaceId, Mesh, Vertex};

/// Cells are 2^-6 degree wide and high: about 1.2 × 1.7 km in the middle of France.
const CELL: i64 = 156_250;
/// Cells in a row or column of a block.
const BLOCK: i64 = 64;
/// Blocks around the Earth and from pole to pole; a block is one degree.
const BLOCKS: [i64; 2] = [361, 181];
const WEST: i64 = -1_800_000_000;
const SOUTH: i64 = -900_000_000;
/// The number that stands for the sea and for abroad.
const OUTSIDE: u32 = u32::MAX;

/// The grid. About 40 bytes an edge.
#[derive(Clone, Debug)]
pub struct FaceLocator {
    /// For each block of the Earth, where its cells start in `cells`; `OUTSIDE`: nothing there.
    blocks: Vec<u32>,
    cells: Vec<Cell>,
    edges: Vec<Edge>,
    faces: u32,
}

/// One cell; its edges end where those of the next cell start.
#[derive(Clone, Copy, Debug)]
struct Cell {
    /// The face at the cell's centre, or `OUTSIDE`.
    face: u32,
    first_edge: u32,
}

/// An edge as a cell keeps it.
#[derive(Clone, Copy, Debug)]
struct Edge {
    from: Vertex,
    to: Vertex,
    /// The numbers of the faces on its two sides, combined by exclusive or.
    swap: u32,
}

/// Column and row of a cell, counted from 180° west and 90° south.
type Place = [i64; 2];

impl FaceLocator {
    /// Builds the grid of a mesh.
    #[must_use]
    pub fn new(mesh: &Mesh) -> Self {
        let mut placed = place_edges(mesh);
        placed.sort_unstable_by_key(|&(cell, _)| cell);
        let mut blocks = vec![OUTSIDE; (BLOCKS[0] * BLOCKS[1]) as usize];
        let mut count = 0;
        for &(cell, _) in &placed {
            let block = &mut blocks[(cell / (BLOCK * BLOCK)) as usize];
            if *block == OUTSIDE {
                *block = count;
                count += (BLOCK * BLOCK) as u32;
            }
        }
        let mut locator = Self {
            blocks,
            cells: Vec::with_capacity(count as usize),
            edges: Vec::new(),
            faces: mesh.face_count() as u32,
        };
        locator.fill(&placed);
        locator
    }

    /// The face that holds a point.
    #[must_use]
    pub fn locate(&self, point: Vertex) -> Option<FaceId> {
        let place = place_of(point);
        let block = *self.blocks.get((number_of(place) / (BLOCK * BLOCK)) as usize)?;
        if block == OUTSIDE {
            return None;
        }
        let cell = block as usize + (number_of(place) % (BLOCK * BLOCK)) as usize;
        let found = self.cells.get(cell)?;
        let last =
            self.cells.get(cell + 1).map_or(self.edges.len(), |next| next.first_edge as usize);
        let edges = &self.edges[found.first_edge as usize..last];
        let centre = centre_of(place);
        let face = edges.iter().fold(found.face, |face, edge| face ^ edge.crossed(point, centre));
        // Where faces of a faulty mesh overlap the result is no face's number.
        (face < self.faces).then_some(FaceId(face))
    }

    /// How many bytes the grid takes.
    #[must_use]
    pub fn size(&self) -> usize {
        size_of_val(&*self.blocks) + size_of_val(&*self.cells) + size_of_val(&*self.edges)
    }

    /// Fills the cells of all blocks, given edges sorted by cell.
    fn fill(&mut self, placed: &[(i64, Edge)]) {
        let mut groups = placed.chunk_by(|a, b| a.0 == b.0).peekable();
        let known: Vec<i64> = (0..self.blocks.len() as i64)
            .filter(|&block| self.blocks[block as usize] != OUTSIDE)
            .collect();
        let centres = centre_faces(placed, &self.blocks);
        for block in known {
            for inside in 0..BLOCK * BLOCK {
                let number = block * BLOCK * BLOCK + inside;
                let face = centres[self.cells.len()];
                self.cells.push(Cell { face, first_edge: self.edges.len() as u32 });
                if let Some(group) = groups.next_if(|group| group[0].0 == number) {
                    self.edges.extend(group.iter().map(|&(_, edge)| edge));
                }
            }
        }
    }
}

/// Every edge with the number of every cell it may pass through.
fn place_edges(mesh: &Mesh) -> Vec<(i64, Edge)> {
    let mut placed = Vec::with_capacity(2 * mesh.vertex_count());
    for arc in mesh.arcs() {
        let [left, right] = mesh.sides(arc).map(|side| side.map_or(OUTSIDE, |face| face.0));
        for pair in mesh.vertices(arc).windows(2) {
            let edge = Edge { from: pair[0], to: pair[1], swap: left ^ right };
            let (a, b) = (place_of(edge.from), place_of(edge.to));
            for row in a[1].min(b[1])..=a[1].max(b[1]) {
                for column in edge.columns(row, [a[0].min(b[0]), a[0].max(b[0])]) {
                    placed.push((number_of([column, row]), edge));
                }
            }
        }
    }
    placed
}

/// The face at the centre of every cell of the kept blocks, in the order of the cells.
///
/// Each row of centres is swept from the west: an edge that crosses the row swaps the face.
fn centre_faces(placed: &[(i64, Edge)], blocks: &[u32]) -> Vec<u32> {
    let count = blocks.iter().filter(|&&start| start != OUTSIDE).count() as i64;
    let mut faces = vec![OUTSIDE; (count * BLOCK * BLOCK) as usize];
    // (row, crossing) → the edges; an edge counts in the cell where it crosses the row only.
    let mut crossings: Vec<(i64, f64, u32)> = placed
        .iter()
        .filter_map(|&(number, edge)| {
            let place = place_from(number);
            let (_, y) = centre_of(place);
            let x = edge.longitude_at(y)?;
            (column_of(x) == place[0]).then_some((place[1], x, edge.swap))
        })
        .collect();
    crossings.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    for row in crossings.chunk_by(|a, b| a.0 == b.0) {
        let mut face = OUTSIDE;
        for (place, &(number, x, swap)) in row.iter().enumerate() {
            face ^= swap;
            // Centres between this crossing and the next take the face.
            let next = row.get(place + 1).map_or(x, |next| next.1);
            if face == OUTSIDE {
                continue;
            }
            let mut column = column_of(x);
            while centre_of([column, number]).0 < next {
                if centre_of([column, number]).0 > x {
                    let cell = number_of([column, number]);
                    let start = blocks[(cell / (BLOCK * BLOCK)) as usize];
                    if start != OUTSIDE {
                        faces[start as usize + (cell % (BLOCK * BLOCK)) as usize] = face;
                    }
                }
                column += 1;
            }
        }
    }
    faces
}

fn column_of(x: f64) -> i64 {
    ((x - WEST as f64) / CELL as f64).floor() as i64
}

fn place_of(point: Vertex) -> Place {
    [(i64::from(point.x) - WEST) / CELL, (i64::from(point.y) - SOUTH) / CELL]
}

/// A centre lies half a unit off the vertices' lattice, so that no vertex is on its lines.
fn centre_of(place: Place) -> (f64, f64) {
    let middle = |start: i64, cell: i64| (start + cell * CELL + CELL / 2) as f64 + 0.5;
    (middle(WEST, place[0]), middle(SOUTH, place[1]))
}

/// Cells are numbered block by block, and by rows inside a block.
fn number_of([column, row]: Place) -> i64 {
    let block = (row / BLOCK) * BLOCKS[0] + column / BLOCK;
    (block * BLOCK + row % BLOCK) * BLOCK + column % BLOCK
}

fn place_from(number: i64) -> Place {
    let (block, inside) = (number / (BLOCK * BLOCK), number % (BLOCK * BLOCK));
    let corner = [block % BLOCKS[0] * BLOCK, block / BLOCKS[0] * BLOCK];
    [corner[0] + inside % BLOCK, corner[1] + inside / BLOCK]
}

impl Edge {
    /// Which columns the edge may touch in a row, inside `bounds`.
    fn columns(&self, row: i64, bounds: [i64; 2]) -> std::ops::RangeInclusive<i64> {
        if bounds[0] == bounds[1] || self.from.y == self.to.y {
            return bounds[0]..=bounds[1];
        }
        let south = (SOUTH + row * CELL) as f64;
        let slope = (f64::from(self.to.x) - f64::from(self.from.x))
            / (f64::from(self.to.y) - f64::from(self.from.y));
        let at = |y: f64| {
            let y = y.clamp(
                f64::from(self.from.y.min(self.to.y)),
                f64::from(self.from.y.max(self.to.y)),
            );
            f64::from(self.from.x) + (y - f64::from(self.from.y)) * slope
        };
        let (one, other) = (at(south), at(south + CELL as f64));
        // One unit of margin against rounding at the very edge of a cell.
        let (low, high) = (column_of(one.min(other) - 1.0), column_of(one.max(other) + 1.0));
        low.max(bounds[0])..=high.min(bounds[1])
    }

    /// Where the edge crosses a parallel that holds no vertex.
    fn longitude_at(&self, y: f64) -> Option<f64> {
        let (from, to) = (f64::from(self.from.y), f64::from(self.to.y));
        let (x, run) = (f64::from(self.from.x), f64::from(self.to.x) - f64::from(self.from.x));
        ((from < y) != (to < y)).then(|| x + (y - from) / (to - from) * run)
    }

    /// `swap` where the way from the point to the centre crosses the edge an odd number of times,
    /// else 0. The way goes along the parallel, then along the meridian.
    fn crossed(&self, point: Vertex, centre: (f64, f64)) -> u32 {
        // Twice the coordinates keep the centre's halves whole.
        let [px, py] = [2 * i64::from(point.x), 2 * i64::from(point.y)];
        let [cx, cy] = [(2.0 * centre.0) as i64, (2.0 * centre.1) as i64];
        let [ax, ay] = [2 * i64::from(self.from.x), 2 * i64::from(self.from.y)];
        let [bx, by] = [2 * i64::from(self.to.x), 2 * i64::from(self.to.y)];
        // A parallel is taken as just north of its latitude, so a vertex on it lies south.
        let across = (ay <= py) != (by <= py);
        let west_of_centre = (ax < cx) != (bx < cx);
        let mut odd = false;
        if across {
            // The crossing lies between the point and the meridian on one side of both or not.
            let east_of_point = east_of([ax, ay], [bx, by], [px, py], false);
            // An edge through the corner itself passes it, just north, on the side it leans to.
            let leans_east = (bx > ax) == (by > ay);
            let east_of_corner = east_of([ax, ay], [bx, by], [cx, py], leans_east);
            odd ^= east_of_point != east_of_corner;
        }
        if west_of_centre {
            let north_of_corner = north_of([ax, ay], [bx, by], [cx, py]);
            let north_of_centre = north_of([ax, ay], [bx, by], [cx, cy]);
            odd ^= north_of_corner != north_of_centre;
        }
        if odd { self.swap } else { 0 }
    }
}

/// Twice the signed area of a, b, p: positive where p is on the left of a → b.
fn cross(a: [i64; 2], b: [i64; 2], p: [i64; 2]) -> i64 {
    // Edges shorter than 45° (2^30 in doubled units), and the point within one cell of them: the
    // products stay below 2^62.
    (b[0] - a[0]) * (p[1] - a[1]) - (p[0] - a[0]) * (b[1] - a[1])
}

/// Whether the edge, where it crosses p's parallel, lies east of p; `tie` where it passes through.
fn east_of(a: [i64; 2], b: [i64; 2], p: [i64; 2], tie: bool) -> bool {
    let side = cross(a, b, p);
    if side == 0 { tie } else { (side > 0) == (b[1] > a[1]) }
}

/// Whether the edge, where it crosses p's meridian, lies north of p. A point on the edge is taken
/// as just north of it.
fn north_of(a: [i64; 2], b: [i64; 2], p: [i64; 2]) -> bool {
    let side = cross(a, b, p);
    if b[0] > a[0] { side < 0 } else { side > 0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{MeshBuilder, Tolerance};

    const SIDE: usize = 6;
    const STEP: i32 = 700_000;

    /// A grid of faces with shaken corners around 2° E, 44° N: several blocks, many cells.
    fn shaken(shifts: &[(i32, i32)]) -> (Mesh, Vec<Vec<Vertex>>) {
        let corner = |x: usize, y: usize| {
            let (dx, dy) = shifts[(y * (SIDE + 1) + x) % shifts.len()];
            Vertex { x: 20_000_000 + x as i32 * STEP + dx, y: 440_000_000 + y as i32 * STEP + dy }
        };
        let mut builder = MeshBuilder::default();
        let mut rings = Vec::new();
        for y in 0..SIDE {
            for x in 0..SIDE {
                let ring =
                    vec![corner(x, y), corner(x + 1, y), corner(x + 1, y + 1), corner(x, y + 1)];
                builder.add_face([ring.as_slice()]);
                rings.push(ring);
            }
        }
        (builder.build(Tolerance { width: 0.0 }).unwrap().0, rings)
    }

    /// Every face that holds the point by the textbook's ray to the east, borders by the rule.
    fn by_ray(rings: &[Vec<Vertex>], point: Vertex) -> Vec<u32> {
        let p = [i64::from(point.x), i64::from(point.y)];
        let inside = |ring: &Vec<Vertex>| {
            let crossings = (0..ring.len()).filter(|&place| {
                let corner = |v: Vertex| [i64::from(v.x), i64::from(v.y)];
                let (a, b) = (corner(ring[place]), corner(ring[(place + 1) % ring.len()]));
                (a[1] <= p[1]) != (b[1] <= p[1]) && east_of(a, b, p, false)
            });
            crossings.count() % 2 == 1
        };
        (0..rings.len() as u32).filter(|&face| inside(&rings[face as usize])).collect()
    }

    fn check(mesh: &(Mesh, Vec<Vec<Vertex>>), locator: &FaceLocator, point: Vertex) {
        let expect = by_ray(&mesh.1, point);
        assert!(expect.len() <= 1, "borders belong to one face");
        let got = locator.locate(point).map(|face| face.0);
        assert_eq!(got, expect.first().copied(), "{point}");
    }

    proptest! {
        #[test]
        fn points_are_found_where_a_ray_finds_them(
            shifts in proptest::collection::vec((-200_000..200_000, -200_000..200_000), 49),
            points in proptest::collection::vec((19_000_000..26_000_000, 439_000_000..446_000_000), 200),
        ) {
            let mesh = shaken(&shifts);
            let locator = FaceLocator::new(&mesh.0);
            for (x, y) in points {
                check(&mesh, &locator, Vertex { x, y });
            }
        }

        #[test]
        fn points_on_borders_belong_to_one_face(
            shifts in proptest::collection::vec((-2..2, -2..2), 49),
            along in proptest::collection::vec((0..=6, 0..=6, -3..=3, -3..=3), 100),
        ) {
            // Multiples of 70,000 put borders on cell centres, corners and vertices alike.
            let shifts: Vec<_> = shifts.iter().map(|(x, y)| (x * 78_125, y * 78_125)).collect();
            let mesh = shaken(&shifts);
            let locator = FaceLocator::new(&mesh.0);
            for (x, y, dx, dy) in along {
                let (x, y) = (20_000_000 + x * STEP, 440_000_000 + y * STEP);
                check(&mesh, &locator, Vertex { x: x + dx * 78_125, y: y + dy });
                check(&mesh, &locator, Vertex { x: x + dx, y: y + dy * 78_125 });
            }
        }
    }

    #[test]
    fn far_points_have_no_face() {
        let mesh = shaken(&[(0, 0)]);
        let locator = FaceLocator::new(&mesh.0);
        for (x, y) in [(0, 0), (-1_800_000_000, -900_000_000), (1_800_000_000, 900_000_000)] {
            check(&mesh, &locator, Vertex { x, y });
        }
    }

    #[test]
    fn a_mesh_without_faces_holds_no_point() {
        let locator = FaceLocator::new(&Mesh::default());
        assert_eq!(locator.locate(Vertex { x: 0, y: 0 }), None);
    }
}
