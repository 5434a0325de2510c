//! What is accepted, mended and refused; and that what comes out is a shape.

use proptest::prelude::*;

use super::*;

type Rings<'a> = &'a [&'a [(i32, i32)]];

/// Polygons from rings in vertex units.
fn polygons(polygons: &[Rings<'_>]) -> MultiPolygon<f64> {
    let line = |ring: &&[(i32, i32)]| -> LineString<f64> {
        ring.iter().map(|&(x, y)| Coord::from(Vertex { x, y })).collect()
    };
    polygons
        .iter()
        .map(|rings| Polygon::new(line(&rings[0]), rings[1..].iter().map(line).collect()))
        .collect()
}

fn strict(input: &[Rings<'_>]) -> Result<Shape, ShapeError> {
    Shape::strict(polygons(input), ShapeLimits::DRAWN)
}

/// Twice the area in square units, and whether something was mended by union.
#[track_caller]
fn check_mended(input: &[Rings<'_>], expect: i128, mended: bool) {
    let (shape, repairs) = Shape::check(polygons(input), ShapeLimits::DRAWN).unwrap();
    assert_eq!(doubled_area(&shape.polygons), expect);
    let crossing = repairs.iter().any(|repair| matches!(repair, Repair::SelfCrossing { .. }));
    assert_eq!(crossing, mended, "{repairs:?}");
}

#[track_caller]
fn check_refused(input: &[Rings<'_>], expect: (f64, f64)) {
    let at = |longitude: f64, latitude: f64| (longitude * 1e7, latitude * 1e7);
    let got = match strict(input) {
        Err(ShapeError::SelfCrossing { longitude, latitude }) => at(longitude, latitude),
        other => panic!("{other:?}"),
    };
    assert!((got.0 - expect.0).hypot(got.1 - expect.1) < 1e-3, "{got:?}");
}

const SQUARE: &[(i32, i32)] = &[(0, 0), (1000, 0), (1000, 1000), (0, 1000)];
const HOLE: &[(i32, i32)] = &[(200, 200), (200, 400), (400, 400), (400, 200)];
const BOW_TIE: &[(i32, i32)] = &[(0, 0), (1000, 1000), (1000, 0), (0, 1000)];

#[test]
fn a_good_polygon_is_kept_as_it_is() {
    let input = polygons(&[&[SQUARE, HOLE], &[&[(2000, 0), (3000, 0), (2500, 900)]]]);
    let (shape, repairs) = Shape::check(input.clone(), ShapeLimits::DRAWN).unwrap();
    assert_eq!((shape.polygons(), repairs), (input.clone(), vec![]));
    assert_eq!(Shape::restored(input).unwrap(), shape);
    assert_eq!(shape.rings().count(), 3);
    assert_eq!(shape.bounds().high, Vertex { x: 3000, y: 1000 });
}

#[test]
fn rings_are_turned_and_repeats_dropped() {
    let square = [(0, 0), (0, 1000), (0, 1000), (1000, 1000), (1000, 0)];
    let hole = [(200, 200), (400, 200), (400, 400), (200, 400)];
    let input = polygons(&[&[&square, &hole, &[(1, 1), (2, 2), (1, 1)]], &[&[(7, 7), (7, 7)]]]);
    let (shape, repairs) = Shape::check(input, ShapeLimits::DRAWN).unwrap();
    assert_eq!(doubled_area(&shape.polygons), 2_000_000 - 80_000);
    let expect = [
        // The second polygon repeats its only vertex, and is closed by its first once more.
        Repair::RepeatedVertices(2),
        Repair::EmptyRings(2),
        Repair::TurnedRings(2),
    ];
    assert_eq!(repairs, expect);
}

#[test]
fn crossings_are_mended_by_union() {
    check_mended(&[&[BOW_TIE]], 1_000_000, true);
    // Overlapping polygons, one inside the other, a hole outside, a hole that sticks out.
    check_mended(
        &[&[SQUARE], &[&[(500, 0), (1500, 0), (1500, 1000), (500, 1000)]]],
        3_000_000,
        true,
    );
    check_mended(&[&[SQUARE], &[HOLE]], 2_000_000, true);
    check_mended(&[&[SQUARE, &[(2000, 0), (2000, 9), (2009, 0)]]], 2_000_000, true);
    check_mended(
        &[&[SQUARE, &[(-100, 200), (-100, 400), (400, 400), (400, 200)]]],
        1_840_000,
        true,
    );
    // A ring that goes round twice walks round its ground once.
    check_mended(&[&[&[SQUARE, SQUARE].concat()]], 2_000_000, true);
}

#[test]
fn touching_is_allowed_and_kept_valid() {
    // Two squares that touch at a corner, as one ring, and as two polygons.
    let corner =
        [(0, 0), (500, 0), (500, 500), (900, 500), (900, 900), (500, 900), (500, 500), (0, 500)];
    check_mended(&[&[&corner]], 2 * (250_000 + 160_000), false);
    assert!(strict(&[&[&corner]]).is_ok());
    let other: &[(i32, i32)] = &[(1000, 1000), (1500, 1000), (1500, 1500), (1000, 1500)];
    check_mended(&[&[SQUARE], &[other]], 2_500_000, false);
    assert_eq!(strict(&[&[SQUARE], &[other]]).unwrap().polygons().0.len(), 2);
    // A hole that touches the outer ring; a spike out and back.
    check_mended(&[&[SQUARE, &[(0, 500), (200, 600), (200, 400)]]], 2_000_000 - 40_000, false);
    let spike = [(0, 0), (1000, 0), (1000, 1000), (1000, 2000), (1000, 1000), (0, 1000)];
    check_mended(&[&[&spike]], 2_000_000, false);
    // Two polygons with a border in common are one.
    let beside: &[(i32, i32)] = &[(1000, 0), (2000, 0), (2000, 1000), (1000, 1000)];
    assert_eq!(strict(&[&[SQUARE], &[beside]]).unwrap().polygons().0.len(), 1);
}

#[test]
fn a_drawn_crossing_is_refused_where_it_is() {
    check_refused(&[&[BOW_TIE]], (500.0, 500.0));
    check_refused(&[&[SQUARE, &[(-100, 200), (-100, 400), (400, 400), (400, 200)]]], (0.0, 200.0));
    // A figure of eight that goes through one vertex twice.
    let eight = [(0, 0), (5000, 5000), (10_000, 10_000), (10_000, 0), (5000, 5000), (0, 10_000)];
    check_refused(&[&[&eight]], (5000.0, 5000.0));
}

#[test]
fn misplaced_rings_are_refused() {
    let check = |input: &[Rings<'_>]| {
        let got = strict(input);
        assert!(matches!(got, Err(ShapeError::MisplacedRing { .. })), "{got:?}");
    };
    let inner: &[(i32, i32)] = &[(250, 250), (300, 250), (300, 300)];
    check(&[&[SQUARE], &[HOLE]]);
    check(&[&[SQUARE, &[(2000, 0), (2000, 9), (2009, 0)]]]);
    check(&[&[SQUARE, HOLE, inner]]);
    // An island in a hole is at home there.
    assert!(strict(&[&[SQUARE, HOLE], &[inner]]).is_ok());
}

#[test]
fn nothing_is_computed_on_what_is_not_on_earth() {
    let check = |ring: Vec<(f64, f64)>, expect: usize| {
        let input = MultiPolygon::from(vec![Polygon::new(LineString::from(ring), vec![])]);
        match Shape::check(input, ShapeLimits::DRAWN) {
            Err(ShapeError::Position { place, .. }) => assert_eq!(place, expect),
            other => panic!("{other:?}"),
        }
    };
    check(vec![(0.0, 0.0), (1.0, f64::NAN), (1.0, 1.0)], 2);
    check(vec![(0.0, 0.0), (1.0, 0.0), (1e308, 1.0)], 3);
    check(vec![(f64::INFINITY, 0.0), (1.0, 0.0), (1.0, 1.0)], 1);
    check(vec![(0.0, 0.0), (1.0, 0.0), (43.9, 95.0)], 3);
}

#[test]
fn too_much_is_refused_before_it_is_read() {
    let many = LineString::from(vec![(f64::NAN, 0.0); 200_000]);
    let got = Shape::strict(Polygon::new(many, vec![]).into(), ShapeLimits::DRAWN);
    assert_eq!(got, Err(ShapeError::TooManyVertices { got: 200_001, limit: 20_000 }));
    let empty = Polygon::new(LineString::new(vec![]), vec![LineString::new(vec![]); 30_000]);
    let got = Shape::strict(empty.into(), ShapeLimits::DRAWN);
    assert_eq!(got, Err(ShapeError::TooManyVertices { got: 30_001, limit: 20_000 }));
    // A scribble whose 10,000 strokes all cross.
    let stroke = |i: i32| (i * 7919 % 100_000, if i % 2 == 0 { 0 } else { 100_000 });
    let scribble: Vec<_> = (0..10_000).map(stroke).collect();
    let got = Shape::check(polygons(&[&[&scribble]]), ShapeLimits::DRAWN);
    assert_eq!(got, Err(ShapeError::TooIntricate));
    assert!(matches!(strict(&[&[&scribble]]), Err(ShapeError::SelfCrossing { .. })));
}

#[test]
fn what_has_no_inside_is_empty() {
    let check = |input: &[Rings<'_>]| {
        assert_eq!(strict(input), Err(ShapeError::Empty));
        let lenient = Shape::check(polygons(input), ShapeLimits::DRAWN);
        assert_eq!(lenient, Err(ShapeError::Empty));
    };
    check(&[]);
    check(&[&[&[]]]);
    check(&[&[&[(5, 5), (5, 5), (5, 5)]]]);
    check(&[&[&[(0, 0), (500, 500), (900, 900)]]]);
    check(&[&[&[(0, 0), (500, 500), (0, 0), (500, 500)]]]);
}

#[test]
fn the_world_is_a_shape_and_so_is_a_mended_one() {
    let (x, y) = (1_800_000_000, 900_000_000);
    let world = strict(&[&[&[(-x, -y), (x, -y), (x, y), (-x, y)]]]).unwrap();
    assert!(world.contains(Vertex { x: 1, y: 2 }));
    let half = strict(&[&[&[(-x, -y), (0, -y), (0, y), (-x, y)]]]).unwrap();
    assert_eq!(world.intersection(&half).unwrap().unwrap().bounds(), half.bounds());
    check_mended(
        &[&[&[(-x, -y), (x, y), (x, -y), (-x, y)]]],
        i128::from(x) * i128::from(y) * 4,
        true,
    );
}

/// A ring round the origin, of radii in units.
fn star(radii: &[i32]) -> Vec<(i32, i32)> {
    let turn = std::f64::consts::TAU / radii.len() as f64;
    (0..)
        .zip(radii)
        .map(|(i, &radius)| {
            let (sine, cosine) = (turn * f64::from(i)).sin_cos();
            ((cosine * f64::from(radius)) as i32, (sine * f64::from(radius)) as i32)
        })
        .collect()
}

fn any_ring(reach: i32, length: usize) -> impl Strategy<Value = Vec<(i32, i32)>> {
    prop::collection::vec((-reach..reach, -reach..reach), 3..length)
}

proptest! {
    #[test]
    fn stars_are_shapes(radii in prop::collection::vec(10_000..1_000_000, 3..200)) {
        // Rounding may close a narrow ray upon itself, but only by touching.
        let shape = strict(&[&[&star(&radii)]]);
        prop_assert!(shape.is_ok(), "{shape:?}");
    }

    #[test]
    fn whatever_is_mended_is_a_shape_that_needs_no_mending(
        one in any_ring(40, 12), two in any_ring(40, 12), three in any_ring(1_000_000, 30),
        hole in any_ring(1_000_000, 9),
    ) {
        let input = polygons(&[&[&one], &[&two], &[&three, &hole]]);
        if let Ok((shape, _)) = Shape::check(input, ShapeLimits::DRAWN) {
            let (again, repairs) = Shape::check(shape.polygons(), ShapeLimits::DRAWN).unwrap();
            prop_assert_eq!(repairs, vec![]);
            prop_assert_eq!(doubled_area(&again.polygons), doubled_area(&shape.polygons));
            let strict = Shape::strict(shape.polygons(), ShapeLimits::DRAWN);
            prop_assert!(strict.is_ok(), "{strict:?}");
            prop_assert_eq!(Shape::restored(shape.polygons()).unwrap(), shape);
        }
    }

    #[test]
    fn the_index_answers_as_the_shape_does(
        radii in prop::collection::vec(3..20, 3..40), points in any_ring(21, 60),
    ) {
        let ring = star(&radii);
        if let Ok((shape, _)) = Shape::check(polygons(&[&[&ring]]), ShapeLimits::DRAWN) {
            let locator = ShapeLocator::new(&shape);
            for (x, y) in points.into_iter().chain(ring) {
                let vertex = Vertex { x, y };
                prop_assert_eq!(locator.contains(vertex), shape.contains(vertex));
            }
        }
    }

    #[test]
    fn a_point_on_a_border_lies_on_exactly_one_side(
        heights in prop::collection::vec(-6..6, 2..12), points in any_ring(7, 60),
    ) {
        // A border from west to east cuts a square in two.
        let border: Vec<_> = (0..).zip(&heights).map(|(i, &y)| (i * 2, y)).collect();
        let (first, last) = (border[0], border[border.len() - 1]);
        let (west, east) = ((first.0, 10), (last.0, 10));
        let above: Vec<_> = border.iter().copied().chain([east, west]).collect();
        let below: Vec<_> = border.iter().copied().chain([(last.0, -10), (first.0, -10)]).collect();
        let (above, below) = (strict(&[&[&above]]).unwrap(), strict(&[&[&below]]).unwrap());
        for (x, y) in points.into_iter().chain(border.clone()) {
            let vertex = Vertex { x, y };
            let inside = x >= first.0 && x < last.0;
            let count = u8::from(above.contains(vertex)) + u8::from(below.contains(vertex));
            prop_assert_eq!(count, u8::from(inside), "{}", vertex);
        }
    }

    #[test]
    fn an_intersection_holds_what_both_hold(
        one in prop::collection::vec(100_000..1_000_000, 3..30),
        two in prop::collection::vec(100_000..1_000_000, 3..30), points in any_ring(1_000_000, 99),
    ) {
        let (one, two) = (strict(&[&[&star(&one)]]).unwrap(), strict(&[&[&star(&two)]]).unwrap());
        let shared = one.intersection(&two).unwrap().unwrap();
        prop_assert!(shared.area() <= one.area().min(two.area()) + 1e-3);
        for (x, y) in points {
            let near = |shape: &Shape, (dx, dy)| shape.contains(Vertex { x: x + dx, y: y + dy });
            // Crossings are rounded to the grid: look only where a few units change nothing.
            let around = [(0, 0), (4, 4), (-4, 4), (4, -4), (-4, -4)];
            let sure = |shape| around.iter().all(|&d| near(shape, d) == near(shape, (0, 0)));
            if sure(&one) && sure(&two) && sure(&shared) {
                let both = near(&one, (0, 0)) && near(&two, (0, 0));
                prop_assert_eq!(near(&shared, (0, 0)), both);
            }
        }
    }
}
