//! Tiles as a client sees them: shared borders, nothing lost, nothing outside, names inside.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on should say where it stopped"
)]
#![allow(clippy::float_cmp, reason = "tile units are whole numbers, which floats hold exactly")]

mod decode;
mod grid;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use decode::{BUFFER, EXTENT, Read, area, area_of, on_side, read, rings, surrounds, tile_at};
use geo_types::{LineString, MultiPolygon, Polygon};
use geometry::{FaceId, Shape, ShapeLimits, Vertex};
use grid::Country;
use maps::{Feature, FeatureGround, TileAddress, TileLayer};

/// Every zoom at which the central tile lies inside a country of 16 × 16 faces of 0.1°.
const INNER_ZOOMS: std::ops::RangeInclusive<u32> = 9..=14;

fn country() -> Country {
    Country::new(16, 0.1)
}

/// Checks that every edge has its other side in the tile, unless it lies on the tile's own side
/// (or, where `coast`, on the border of the country: those edges are counted).
fn check_shared(features: &[Read], coast: bool, what: &str) -> usize {
    let mut balance: HashMap<[u64; 4], i32> = HashMap::new();
    for edge in rings(features).flat_map(|ring| ring.0.windows(2)) {
        let (a, b) = (edge[0], edge[1]);
        assert!((a.x, a.y) != (b.x, b.y), "{what}: a spot repeated");
        if !on_side(a, b) {
            let key =
                |a: geo_types::Coord, b: geo_types::Coord| [a.x, a.y, b.x, b.y].map(f64::to_bits);
            *balance.entry(key(a, b)).or_default() += 1;
            *balance.entry(key(b, a)).or_default() -= 1;
        }
    }
    let alone = balance.values().filter(|&&count| count > 0).count();
    assert!(coast || alone == 0, "{what}: {alone} edges without another side");
    alone
}

#[test]
fn neighbours_share_every_edge() {
    let country = country();
    for (size, sets) in [(1, country.faces()), (4, country.blocks(4))] {
        let layer = country.layer(&sets, |_| None);
        for zoom in INNER_ZOOMS {
            let features = country.central(&layer, zoom);
            check_shared(&features, false, &format!("zoom {zoom}, blocks of {size}"));
        }
    }
}

#[test]
fn polygons_fill_the_tile_without_gap_or_overlap() {
    let country = country();
    let layer = country.layer(&country.faces(), |_| None);
    for zoom in INNER_ZOOMS {
        let features = country.central(&layer, zoom);
        let sum: f64 = features.iter().map(area_of).sum();
        assert_eq!(sum, (EXTENT + 2.0 * BUFFER).powi(2), "zoom {zoom}");
    }
}

#[test]
fn layers_share_their_borders_from_zoom_8_on() {
    let country = country();
    let communes = country.layer(&country.faces(), |_| None);
    let blocks = country.layer(&country.blocks(4), |_| None);
    for zoom in 8..=14 {
        let edges = |layer: &TileLayer| {
            let features = country.central(layer, zoom);
            let edges = rings(&features)
                .flat_map(|ring| ring.0.windows(2))
                .filter(|e| !on_side(e[0], e[1]));
            edges
                .map(|e| [e[0].x, e[0].y, e[1].x, e[1].y].map(|c| c as i32))
                .collect::<BTreeSet<_>>()
        };
        let missing = edges(&blocks).difference(&edges(&communes)).count();
        assert_eq!(missing, 0, "zoom {zoom}");
    }
}

#[test]
fn small_zooms_leave_no_gap() {
    // Faces of 2 pixels at zoom 5: drawn in groups.
    let country = Country::new(24, 0.05);
    let layer = country.layer(&country.faces(), |_| None);
    let mut counts = Vec::new();
    for zoom in 3..=6 {
        let features = country.central(&layer, zoom);
        let coast = check_shared(&features, true, &format!("zoom {zoom}"));
        let all = country.layer(&[country.mesh.faces().collect()], |_| None);
        let whole: f64 = country.central(&all, zoom).iter().map(area_of).sum();
        let sum: f64 = features.iter().map(area_of).sum();
        assert!((sum / whole - 1.0).abs() < 0.03, "zoom {zoom}: {sum} of {whole}");
        assert!(coast > 3);
        counts.push(features.len());
    }
    assert!(counts.is_sorted() && counts[0] < 10 && counts[3] > 200, "{counts:?}");
}

#[test]
fn areas_stay_close_to_the_true_ones() {
    let country = country();
    let layer = country.layer(&country.faces(), |_| None);
    let middle = country.middle(136);
    let at = |zoom: u32| {
        let features = country.polygons(&layer, tile_at(zoom, middle));
        let feature = features.iter().find(|feature| feature.attributes["code"] == "136").unwrap();
        area_of(feature) * f64::from(1 << (2 * (14 - zoom)))
    };
    // At zoom 8 the face is whole in the buffered tile, and no later simplification is coarser.
    let (eight, exact) = (at(8), exact_area(&country, 136));
    assert!((eight / exact - 1.0).abs() < 0.01, "{eight} for {exact}");
}

/// The area of a face in units of zoom 14, from its vertices.
fn exact_area(country: &Country, face: u32) -> f64 {
    let outline = geometry::outline(&country.mesh, &[FaceId(face)], None);
    let scale = 4096.0 * f64::from(1 << 14);
    let place = |c: &geo_types::Coord| {
        let (x, y) = geometry::mercator::from_degrees(c.x, c.y);
        (x * scale, y * scale)
    };
    area(&outline.0[0].exterior().0.iter().map(place).collect::<LineString>()).abs()
}

#[test]
fn rings_wind_as_the_specification_says() {
    let country = country();
    // A frame around a hole that another territory fills.
    let frame: Vec<FaceId> =
        (0..9).filter(|&p| p != 4).map(|p| FaceId(7 + p % 3 + 16 * (7 + p / 3))).collect();
    let layer = country.layer(&[frame, vec![FaceId(8 + 16 * 8)]], |_| None);
    for zoom in 6..=9 {
        let features = country.polygons(&layer, tile_at(zoom, country.middle(8 + 16 * 8)));
        let [frame, filling] = features.as_slice() else { panic!("zoom {zoom}: {features:?}") };
        assert!(area(frame.polygons[0].exterior()) > 0.0);
        let [hole] = frame.polygons[0].interiors() else { panic!("zoom {zoom}: no hole") };
        assert_eq!(area(hole), -area_of(filling), "zoom {zoom}");
    }
}

#[test]
fn nothing_lies_outside_the_buffer() {
    let country = country();
    let layer = country.layer(&country.blocks(4), |_| None);
    for zoom in 4..=14 {
        let features = country.central(&layer, zoom);
        assert!(!features.is_empty());
        let inside = |value: f64| (-BUFFER..=EXTENT + BUFFER).contains(&value);
        assert!(rings(&features).flat_map(|ring| &ring.0).all(|c| inside(c.x) && inside(c.y)));
    }
}

#[test]
fn each_name_is_in_one_tile_and_inside_its_polygon() {
    let country = Country::new(8, 0.1);
    // Some anchors are good, some lie in another face, some are missing.
    let anchor = |place: usize| match place % 3 {
        0 => Some(country.middle(place as i32)),
        1 => Some(country.middle((place as i32 + 5) % 64)),
        _ => None,
    };
    let layer = country.layer(&country.faces(), anchor);
    for zoom in [8, 9, 10] {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let (first, last) = (tile_at(zoom, country.middle(56)), tile_at(zoom, country.middle(7)));
        for x in first.x() - 1..=last.x() + 1 {
            for y in first.y() - 1..=last.y() + 1 {
                let address = TileAddress::new(zoom, x, y).unwrap();
                let tile = read(&layer.tile(&country.mesh, &country.canvas, address));
                for label in tile.get("commune_label").into_iter().flatten() {
                    let polygon = tile["commune"].iter().find(|p| p.id == label.id).unwrap();
                    let point = label.point.unwrap();
                    assert!(surrounds(polygon, point), "{label:?}");
                    assert_eq!(label.attributes["name"], "Même nom");
                    *seen.entry(label.attributes["code"].clone()).or_default() += 1;
                }
            }
        }
        assert_eq!(seen.len(), 64, "zoom {zoom}");
        assert!(seen.values().all(|&count| count == 1), "zoom {zoom}");
    }
}

#[test]
fn attributes_are_those_promised() {
    let country = country();
    let layer = country.layer(&country.faces(), |_| None);
    let tile = read(&layer.tile(&country.mesh, &country.canvas, tile_at(9, country.middle(136))));
    let keys = |feature: &Read| feature.attributes.keys().cloned().collect::<Vec<_>>();
    assert!(tile["commune"].iter().all(|feature| keys(feature) == ["code", "name"]));
    for label in &tile["commune_label"] {
        let code: u64 = label.attributes["code"].parse().unwrap();
        assert_eq!(label.id, Some(100 + code));
        let people = label.attributes.get("population").map(|people| people.parse().unwrap());
        assert_eq!(people, code.is_multiple_of(2).then_some(code));
    }
}

#[test]
fn the_same_tile_twice_is_the_same_bytes() {
    let bytes = || {
        let country = country();
        let layer = country.layer(&country.faces(), |_| None);
        [4, 7, 8, 12].map(|zoom| {
            layer.tile(&country.mesh, &country.canvas, tile_at(zoom, country.middle(136)))
        })
    };
    assert_eq!(bytes(), bytes());
}

#[test]
fn where_nothing_is_the_tile_is_empty() {
    let country = country();
    let layer = country.layer(&country.faces(), |_| None);
    for (zoom, x, y) in [(9, 0, 0), (14, 16_383, 16_383), (2, 0, 3)] {
        let address = TileAddress::new(zoom, x, y).unwrap();
        assert!(layer.tile(&country.mesh, &country.canvas, address).is_empty());
    }
    let none = country.layer(&[], |_| None);
    let whole = TileAddress::new(0, 0, 0).unwrap();
    assert!(none.tile(&country.mesh, &country.canvas, whole).is_empty());
    let without_ground = country.layer(&[Vec::new()], |_| None);
    assert!(without_ground.tile(&country.mesh, &country.canvas, whole).is_empty());
    assert_eq!(without_ground.bounds(), None);
}

#[test]
fn territories_may_overlap() {
    let country = country();
    let faces = country.faces().concat();
    let sets = [faces[..160].to_vec(), faces[100..].to_vec()];
    let layer = country.layer(&sets, |_| None);
    for zoom in [3, 6, 7, 8] {
        assert_eq!(country.central(&layer, zoom).len(), 2, "zoom {zoom}");
    }
}

fn shape(ring: &[(f64, f64)]) -> Shape {
    let polygon = Polygon::new(LineString::from(ring.to_vec()), Vec::new());
    Shape::strict(MultiPolygon(vec![polygon]), ShapeLimits::DRAWN).unwrap()
}

#[test]
fn shapes_are_drawn_and_share_their_borders_too() {
    let country = country();
    let crooked: Vec<(f64, f64)> = (0..40)
        .map(|step| (3.0 + f64::from(step * 37 % 11) * 1e-3, 46.0 + f64::from(step) * 0.02))
        .collect();
    let end = |x: f64| [(x, 46.78), (x, 46.0)];
    let west = shape(&[&crooked[..], &end(2.5)].concat());
    let east = shape(&[&crooked[..], &end(3.5)].concat());
    let features = [&west, &east].into_iter().enumerate().map(|(place, shape)| Feature {
        id: place as u64,
        code: ["w", "e"][place],
        name: "",
        population: None,
        ground: FeatureGround::Shape(shape),
        anchor: None,
    });
    let layer = TileLayer::new(&country.mesh, &country.canvas, "commune", features);
    let place = Vertex::from_degrees(3.0, 46.4).unwrap();
    for zoom in [9, 11, 14] {
        let features = country.polygons(&layer, tile_at(zoom, place));
        check_shared(&features, true, "shapes");
        let sum: f64 = features.iter().map(area_of).sum();
        if zoom > 9 {
            assert_eq!(sum, (EXTENT + 2.0 * BUFFER).powi(2), "zoom {zoom}");
        }
    }
    for zoom in 3..=8 {
        assert_eq!(country.polygons(&layer, tile_at(zoom, place)).len(), 2, "zoom {zoom}");
    }
}

#[test]
fn the_tile_set_describes_itself() {
    let country = country();
    let layer = country.layer(&country.faces(), |_| None);
    let json = layer.tile_json("/tiles/commune/{z}/{x}/{y}.mvt".into(), "IGN".into());
    let json = serde_json::to_value(json).unwrap();
    assert_eq!(json["tilejson"], "3.0.0");
    assert_eq!((&json["minzoom"], &json["maxzoom"]), (&0.into(), &14.into()));
    assert_eq!(json["vector_layers"][0]["id"], "commune");
    assert_eq!(json["vector_layers"][1]["id"], "commune_label");
    assert_eq!(json["vector_layers"][1]["fields"]["population"], "Number");
    assert_eq!(json["vector_layers"][0]["fields"].as_object().unwrap().len(), 2);
    let bounds: Vec<f64> = serde_json::from_value(json["bounds"].clone()).unwrap();
    for (got, expect) in bounds.iter().zip([2.0, 46.0, 3.6, 47.6]) {
        assert!((got - expect).abs() < 0.02, "{bounds:?}");
    }
}
