//! Covers against those of general boolean operations, and the laws they keep.

use std::collections::BTreeMap;

use geo::BooleanOps;
use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use proptest::prelude::*;

use super::*;
use crate::area::edge_area;
use crate::{MeshBuilder, ShapeLimits, Tolerance, face_areas, outline};

/// About a kilometre, in vertex units.
const STEP: i32 = 100_000;
/// Faces in a row of a test mesh.
const SIDE: i32 = 5;

type Place = (i32, i32);

/// A vertex at a place of the mesh, in hundredths of a face's side from its south-west corner.
fn vertex((x, y): Place) -> Vertex {
    Vertex { x: 30_000_000 + x * (STEP / 100), y: 440_000_000 + y * (STEP / 100) }
}

/// A mesh of squares whose inner corners are moved by `jitter`, in hundredths of a side, with a
/// vertex in the middle of each side; without the faces in `sea`.
struct Grid {
    mesh: Mesh,
    index: CoverIndex,
}

impl Grid {
    fn new(jitter: &[Place], sea: &[usize]) -> Self {
        let at = |x: i32, y: i32| {
            let (x2, y2) = (x.div_euclid(2), y.div_euclid(2));
            let moved = |x: i32, y: i32| {
                let inner = (1..SIDE).contains(&x) && (1..SIDE).contains(&y);
                let (dx, dy) = jitter[(y * SIDE + x) as usize % jitter.len()];
                if inner { (x * 100 + dx, y * 100 + dy) } else { (x * 100, y * 100) }
            };
            let (a, b) = (moved(x2, y2), moved(x2 + x % 2, y2 + y % 2));
            vertex((i32::midpoint(a.0, b.0), i32::midpoint(a.1, b.1)))
        };
        let mut builder = MeshBuilder::default();
        for y in 0..SIDE {
            for x in 0..SIDE {
                let around = [(0, 0), (1, 0), (2, 0), (2, 1), (2, 2), (1, 2), (0, 2), (0, 1)];
                let ring = around.map(|(dx, dy)| at(2 * x + dx, 2 * y + dy));
                if !sea.contains(&((y * SIDE + x) as usize)) {
                    builder.add_face([ring.as_slice()]);
                }
            }
        }
        let (mesh, _) = builder.build(Tolerance { width: 0.0 }).unwrap();
        let index = CoverIndex::new(&mesh, &face_areas(&mesh));
        Self { mesh, index }
    }

    fn squares() -> Self {
        Self::new(&[(0, 0)], &[])
    }

    fn cover(&self, shape: &Shape) -> BTreeMap<u32, f64> {
        let covers = self.index.cover(&self.mesh, shape);
        assert!(covers.is_sorted_by_key(|cover| cover.face));
        covers.iter().map(|cover| (cover.face.0, cover.fraction)).collect()
    }

    /// The covered areas by the boolean operations of `geo`.
    fn expected(&self, shapes: &[&Shape]) -> BTreeMap<u32, f64> {
        let area = |face: FaceId| {
            let mut ground = outline(&self.mesh, &[face], None);
            for shape in shapes {
                ground = ground.intersection(&shape.polygons());
            }
            area_of(&ground)
        };
        self.mesh.faces().map(|face| (face.0, area(face))).filter(|&(_, a)| a > 1.0).collect()
    }

    fn compare(&self, shape: &Shape) {
        let (got, expect) = (self.index.cover(&self.mesh, shape), self.expected(&[shape]));
        assert_same(&got, &expect);
    }
}

fn assert_same(got: &[Cover], expect: &BTreeMap<u32, f64>) {
    let got: BTreeMap<u32, f64> = got.iter().map(|cover| (cover.face.0, cover.area)).collect();
    for face in expect.keys().chain(got.keys()) {
        let of = |areas: &BTreeMap<u32, f64>| areas.get(face).copied().unwrap_or_default();
        // `geo` rounds crossings to a grid of its own, of a few millimetres here: on 5 km of
        // border that is some m².
        assert!((of(&got) - of(expect)).abs() < 50.0, "face {face}: {got:?}, not {expect:?}");
    }
}

fn area_of(polygons: &MultiPolygon<f64>) -> f64 {
    let unit = |c: &Coord<f64>| Coord { x: c.x * Vertex::PER_DEGREE, y: c.y * Vertex::PER_DEGREE };
    let ring = |ring: &LineString<f64>| -> f64 {
        ring.0.windows(2).map(|pair| edge_area(unit(&pair[0]), unit(&pair[1]))).sum::<f64>().abs()
    };
    polygons.iter().map(|p| ring(p.exterior()) - p.interiors().iter().map(ring).sum::<f64>()).sum()
}

fn shape(rings: &[&[Place]]) -> Option<Shape> {
    let line = |ring: &&[Place]| -> LineString<f64> {
        ring.iter().map(|&place| Coord::from(vertex(place))).collect()
    };
    let polygon = Polygon::new(line(&rings[0]), rings[1..].iter().map(line).collect());
    Shape::check(polygon.into(), ShapeLimits::DRAWN).ok().map(|(shape, _)| shape)
}

fn square(x: i32, y: i32, side: i32) -> [Place; 4] {
    [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]
}

/// Checks the fractions of faces of a mesh of squares, to the thousandth.
#[track_caller]
fn check(rings: &[&[Place]], expect: &[(u32, f64)]) {
    let grid = Grid::squares();
    let got: Vec<_> = grid.cover(&shape(rings).unwrap()).into_iter().collect();
    let faces = |list: &[(u32, f64)]| list.iter().map(|&(face, _)| face).collect::<Vec<_>>();
    assert_eq!(faces(&got), faces(expect), "{got:?}");
    for (got, expect) in got.iter().zip(expect) {
        assert!((got.1 - expect.1).abs() < 1e-3, "{got:?} {expect:?}");
    }
}

#[test]
fn faces_are_covered_wholly_in_part_or_not() {
    check(&[&square(100, 100, 100)], &[(6, 1.0)]);
    check(&[&square(100, 100, 200)], &[(6, 1.0), (7, 1.0), (11, 1.0), (12, 1.0)]);
    check(&[&square(150, 100, 100)], &[(6, 0.5), (7, 0.5)]);
    check(&[&square(120, 120, 50)], &[(6, 0.25)]);
    check(&[&square(-500, -500, 2000)], &(0..25).map(|face| (face, 1.0)).collect::<Vec<_>>());
    check(&[&square(-500, 0, 300)], &[]);
}

#[test]
fn touching_is_not_covering() {
    // A side, a part of a side and a corner in common, from outside and with the sea.
    check(&[&square(-100, 100, 100)], &[]);
    check(&[&square(-50, 150, 50)], &[]);
    check(&[&square(-100, -100, 100)], &[]);
    check(&[&[(100, 100), (200, 100), (150, 130)]], &[(6, 0.15)]);
    check(&[&[(200, 200), (150, 130), (170, 110)]], &[(6, 0.12)]);
}

#[test]
fn holes_are_not_covered() {
    let around = square(0, 0, 300);
    let others = |rest: f64| -> Vec<(u32, f64)> {
        [0, 1, 2, 5, 7, 10, 11, 12]
            .map(|face| (face, 1.0))
            .into_iter()
            .chain((rest > 0.0).then_some((6, rest)))
            .collect::<BTreeMap<_, _>>()
            .into_iter()
            .collect()
    };
    check(&[&around, &square(100, 100, 100)], &others(0.0));
    check(&[&around, &square(120, 120, 50)], &others(0.75));
    check(&[&around, &square(100, 100, 50)], &others(0.75));
}

#[test]
fn a_ring_that_starts_on_a_border_or_a_corner_is_at_home() {
    for start in 0..4 {
        let mut ring = square(100, 100, 50);
        ring.rotate_left(start);
        check(&[&ring], &[(6, 0.25)]);
        let mut ring = square(150, 150, 50);
        ring.rotate_left(start);
        check(&[&ring], &[(6, 0.25)]);
    }
}

#[test]
fn whole_faces_are_exactly_one() {
    let grid = Grid::new(&[(7, -13), (-20, 5), (11, 17)], &[]);
    for face in grid.mesh.faces() {
        let polygon = outline(&grid.mesh, &[face], None);
        let (shape, _) = Shape::check(polygon, ShapeLimits::DRAWN).unwrap();
        let got = grid.index.cover(&grid.mesh, &shape);
        assert_eq!(got.len(), 1, "{got:?}");
        assert_eq!((got[0].face, got[0].fraction.to_bits()), (face, 1.0_f64.to_bits()));
    }
}

fn jitter(reach: i32) -> impl Strategy<Value = Vec<Place>> {
    prop::collection::vec((-reach..=reach, -reach..=reach), 25)
}

fn star(reach: i32) -> impl Strategy<Value = Vec<Place>> {
    let centre = (-50..550_i32, -50..550_i32);
    (centre, prop::collection::vec(10..reach, 3..40)).prop_map(|((x, y), radii)| {
        let turn = std::f64::consts::TAU / radii.len() as f64;
        (0..)
            .zip(radii)
            .map(|(i, radius)| {
                let (sine, cosine) = (turn * f64::from(i)).sin_cos();
                let radius = f64::from(radius);
                (x + (cosine * radius) as i32, y + (sine * radius) as i32)
            })
            .collect()
    })
}

/// Rings on a coarse lattice, which often run along borders and through corners.
fn lattice() -> impl Strategy<Value = Vec<Place>> {
    prop::collection::vec((-1..12_i32, -1..12_i32).prop_map(|(x, y)| (x * 50, y * 50)), 3..9)
}

proptest! {
    #[test]
    fn covers_are_those_of_boolean_operations(
        jitter in jitter(30), ring in star(300), sea in prop::collection::vec(0..25_usize, 0..4),
    ) {
        if let Some(shape) = shape(&[&ring]) {
            Grid::new(&jitter, &sea).compare(&shape);
        }
    }

    #[test]
    fn and_where_borders_coincide(ring in lattice(), sea in prop::collection::vec(0..25_usize, 0..4)) {
        if let Some(shape) = shape(&[&ring]) {
            Grid::new(&[(0, 0)], &sea).compare(&shape);
            Grid::new(&[(0, 50), (50, 0), (0, 0)], &sea).compare(&shape);
        }
    }

    #[test]
    fn covered_areas_add_up_to_the_shape(jitter in jitter(30), ring in star(150)) {
        let ring: Vec<Place> =
            ring.into_iter().map(|(x, y)| (x.clamp(1, 499), y.clamp(1, 499))).collect();
        if let Some(shape) = shape(&[&ring]) {
            let grid = Grid::new(&jitter, &[]);
            let sum: f64 = grid.index.cover(&grid.mesh, &shape).iter().map(|c| c.area).sum();
            // Slivers that are left out.
            prop_assert!((sum - shape.area()).abs() < 25.0 * CoverIndex::SLIVER, "{sum}");
        }
    }

    #[test]
    fn a_union_of_faces_covers_them_exactly(
        jitter in jitter(30), chosen in prop::collection::btree_set(0..25_u32, 1..25),
    ) {
        let grid = Grid::new(&jitter, &[]);
        let faces: Vec<FaceId> = chosen.iter().map(|&face| FaceId(face)).collect();
        let union = outline(&grid.mesh, &faces, None);
        let (shape, repairs) = Shape::check(union, ShapeLimits::DRAWN).unwrap();
        prop_assert_eq!(repairs, vec![]);
        let expect: BTreeMap<u32, f64> = chosen.into_iter().map(|face| (face, 1.0)).collect();
        prop_assert_eq!(grid.cover(&shape), expect);
    }

    #[test]
    fn two_shapes_share_in_a_face_what_boolean_operations_say(
        jitter in jitter(30), one in star(300), other in star(300),
    ) {
        if let (Some(one), Some(other)) = (shape(&[&one]), shape(&[&other])) {
            let grid = Grid::new(&jitter, &[]);
            let expect = grid.expected(&[&one, &other]);
            assert_same(&grid.index.overlap(&grid.mesh, &one, &other).unwrap(), &expect);
            let shared = one.intersection(&other).unwrap();
            for face in grid.mesh.faces() {
                let got = shared.as_ref().map_or(0.0, |shape| area_in_face(&grid.mesh, face, shape));
                let expect = expect.get(&face.0).copied().unwrap_or_default();
                prop_assert!((got - expect).abs() < 50.0, "{face:?}: {got} {expect}");
            }
        }
    }
}
