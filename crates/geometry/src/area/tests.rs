//! Areas against those of GeographicLib, and the laws of sums.

use proptest::prelude::*;

use super::*;
use crate::Arc;

/// Rings in degrees and their areas in m² on WGS84, by GeographicLib
/// (`pyproj.Geod(ellps="WGS84").polygon_area_perimeter`, pyproj 3.7.2): first with geodesic edges,
/// then with each edge cut in 400 along the straight line in degrees.
const KNOWN: &[(&str, &str, f64, f64)] = &[
    (
        "Ganges",
        "3.7375 43.9339, 3.7442 43.9480, 3.7292 43.9574, 3.7103 43.9550, \
         3.6937 43.9546, 3.6822 43.9456, 3.6744 43.9339, 3.6773 43.9202, \
         3.6970 43.9173, 3.7103 43.9156, 3.7298 43.9096, 3.7382 43.9223",
        20_943_976.713,
        20_944_002.575,
    ),
    (
        "Brest",
        "-4.4269 48.3904, -4.4330 48.4074, -4.4627 48.4099, -4.4776 48.4151, \
         -4.4986 48.4268, -4.5197 48.4184, -4.5332 48.4055, -4.5297 48.3904, \
         -4.5318 48.3758, -4.5177 48.3640, -4.4973 48.3579, -4.4772 48.3645, \
         -4.4571 48.3662, -4.4450 48.3773",
        39_675_807.114,
        39_675_704.656,
    ),
    (
        "Dunkerque",
        "2.3978 51.0343, 2.3967 51.0439, 2.3831 51.0485, 2.3674 51.0503, \
         2.3538 51.0443, 2.3558 51.0343, 2.3601 51.0272, 2.3665 51.0165, \
         2.3826 51.0209, 2.3935 51.0261",
        8_212_790.735,
        8_212_805.385,
    ),
    (
        "Bonifacio",
        "9.2555 41.4000, 9.2495 41.4100, 9.2525 41.4228, 9.2374 41.4281, \
         9.2251 41.4326, 9.2157 41.4441, 9.2000 41.4580, 9.1809 41.4533, \
         9.1638 41.4471, 9.1610 41.4292, 9.1436 41.4244, 9.1451 41.4110, \
         9.1465 41.4000, 9.1504 41.3900, 9.1525 41.3794, 9.1451 41.3588, \
         9.1627 41.3516, 9.1809 41.3465, 9.2000 41.3448, 9.2140 41.3607, \
         9.2290 41.3624, 9.2481 41.3639, 9.2618 41.3732, 9.2728 41.3854",
        87_414_282.938,
        87_414_172.848,
    ),
    (
        "Saint-Laurent-du-Maroni",
        "-53.9873 5.5000, -53.9884 5.5172, -53.9974 5.5325, -54.0112 5.5451, \
         -54.0300 5.5448, -54.0486 5.5448, -54.0517 5.5216, -54.0665 5.5150, \
         -54.0791 5.5000, -54.0699 5.4836, -54.0641 5.4660, -54.0424 5.4702, \
         -54.0300 5.4606, -54.0166 5.4677, -54.0010 5.4711, -53.9915 5.4841",
        66_930_042.021,
        66_930_037.241,
    ),
    (
        "Saint-Denis",
        "55.4795 -20.9000, 55.4769 -20.8879, 55.4659 -20.8814, 55.4550 -20.8794, \
         55.4457 -20.8824, 55.4327 -20.8797, 55.4272 -20.8897, 55.4210 -20.9000, \
         55.4283 -20.9098, 55.4318 -20.9213, 55.4449 -20.9207, 55.4566 -20.9269, \
         55.4679 -20.9209, 55.4722 -20.9100",
        22_519_565.198,
        22_519_551.596,
    ),
    (
        "on the equator",
        "10.0219 0.0000, 10.0172 0.0099, 10.0129 0.0224, 10.0000 0.0189, \
         9.9878 0.0212, 9.9806 0.0112, 9.9813 0.0000, 9.9791 -0.0120, \
         9.9908 -0.0160, 10.0000 -0.0232, 10.0094 -0.0163, 10.0165 -0.0095",
        16_620_139.737,
        16_620_139.657,
    ),
];

fn vertex(x: i32, y: i32) -> Vertex {
    Vertex { x, y }
}

fn ring(text: &str) -> Vec<Vertex> {
    text.split(", ")
        .map(|pair| {
            let (longitude, latitude) = pair.split_once(' ').unwrap();
            Vertex::from_degrees(longitude.parse().unwrap(), latitude.parse().unwrap()).unwrap()
        })
        .collect()
}

#[track_caller]
fn assert_near(got: f64, expect: f64, tolerance: f64) {
    let error = (got / expect - 1.0).abs();
    assert!(error < tolerance, "{got} for {expect}: off by {error:e}");
}

#[test]
fn areas_are_those_of_geographiclib() {
    for &(name, text, geodesic, straight) in KNOWN {
        let got = signed_area(ring(text));
        let (error, gap) = ((got / straight - 1.0).abs(), (got / geodesic - 1.0).abs());
        assert!(error < 1e-9, "{name}: off by {error:e}");
        // Edges of two kilometres: the straight line and the geodesic part by 10 cm.
        assert!(gap < 1e-5, "{name}: off the geodesic edges by {gap:e}");
    }
}

#[test]
fn the_whole_ellipsoid_has_its_surface() {
    let corner = |x, y| vertex(x * 1_800_000_000, y * 900_000_000);
    let world = [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
    // NIMA TR8350.2, table 3.5 gives the radius of the sphere of equal area, 6371007.1809 m.
    let sphere = 4.0 * std::f64::consts::PI * 6_371_007.180_9_f64.powi(2);
    assert_near(signed_area(world), sphere, 1e-11);
}

#[test]
fn the_series_is_snyders_closed_form() {
    for latitude in -90..=90 {
        let sine = f64::from(latitude).to_radians().sin();
        let e = E2.sqrt();
        let logarithm = ((1.0 - e * sine) / (1.0 + e * sine)).ln() / (2.0 * e);
        let q = (1.0 - E2) * (sine / (1.0 - E2 * sine * sine) - logarithm);
        let expect = SEMI_MAJOR_AXIS.powi(2) * q / 2.0;
        let got = strip(f64::from(latitude) * Vertex::PER_DEGREE);
        assert!((got - expect).abs() <= 1e-15 * SEMI_MAJOR_AXIS.powi(2), "{latitude}");
    }
}

#[test]
fn the_other_way_round_is_the_opposite_and_closing_changes_nothing() {
    let ring = ring(KNOWN[0].1);
    let area = signed_area(ring.iter().copied());
    assert_near(signed_area(ring.iter().rev().copied()), -area, 1e-12);
    let closed = ring.iter().copied().chain(ring.first().copied());
    assert_eq!(signed_area(closed).to_bits(), area.to_bits());
    assert!(signed_area([]).abs() < 1e-9);
    assert!(signed_area([vertex(1, 2)]).abs() < 1e-9);
}

#[test]
fn a_face_is_what_its_arcs_enclose() {
    // Two squares side by side share an arc.
    let at = |x: i32, y: i32| vertex(30_000_000 + x * 100_000, 450_000_000 + y * 100_000);
    let (left, right) = (Some(FaceId(0)), Some(FaceId(1)));
    let arcs = [
        Arc { left, right, vertices: vec![at(1, 0), at(1, 1)] },
        Arc { left, right: None, vertices: vec![at(1, 1), at(0, 1), at(0, 0), at(1, 0)] },
        Arc { left: right, right: None, vertices: vec![at(1, 0), at(2, 0), at(2, 1), at(1, 1)] },
    ];
    let mesh = Mesh::from_arcs(2, arcs).unwrap();
    let areas = face_areas(&mesh);
    assert_near(areas[0], signed_area([at(0, 0), at(1, 0), at(1, 1), at(0, 1)]), 1e-11);
    assert_near(areas[1], signed_area([at(1, 0), at(2, 0), at(2, 1), at(1, 1)]), 1e-11);
}

prop_compose! {
    fn near_france()(x in -50_000_000..90_000_000_i32, y in 420_000_000..510_000_000_i32)
        -> Vertex { vertex(x, y) }
}

proptest! {
    #[test]
    fn cutting_a_ring_in_two_keeps_its_area(a in near_france(), b in near_france(),
            c in near_france(), d in near_france()) {
        let whole = signed_area([a, b, c, d]);
        let halves = signed_area([a, b, c]) + signed_area([a, c, d]);
        prop_assert!((whole - halves).abs() < 1.0, "{whole} {halves}");
    }

    #[test]
    fn an_edge_is_the_sum_of_its_pieces(a in near_france(), b in near_france(), t in 0.0..1.0) {
        let (a, b) = (position(a), position(b));
        let middle = Coord { x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y) };
        let (whole, pieces) = (edge_area(a, b), edge_area(a, middle) + edge_area(middle, b));
        prop_assert!((whole - pieces).abs() <= 1e-10 * whole.abs() + 1e-3, "{whole} {pieces}");
    }
}
