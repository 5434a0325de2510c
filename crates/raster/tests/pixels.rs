//! What every engine draws: the scene of the vector file, at the size that was asked.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::borrow::Cow;

use geo_types::{LineString, MultiLineString, MultiPolygon, Polygon};
use maps::picture::{Area, Frame, Key, Look, Picture, Plan, Rank, Town};
use raster::{Engine, EngineError, Pixels, Skia};

fn square(west: f64, south: f64, size: f64) -> MultiPolygon<f64> {
    let corners = [(0.0, 0.0), (size, 0.0), (size, size), (0.0, size), (0.0, 0.0)];
    let line: LineString<f64> = corners.into_iter().map(|(x, y)| (west + x, south + y)).collect();
    MultiPolygon(vec![Polygon::new(line, Vec::new())])
}

/// A land of two pieces and a hole in it, with names and a key.
fn scene(look: Look) -> (Picture<'static>, Frame) {
    let plan = Plan::new([600.0, 400.0], 2);
    let mut land = square(-0.5, -0.5, 2.0);
    let hole: LineString<f64> =
        [(1.2, 1.2), (1.2, 1.4), (1.4, 1.4), (1.4, 1.2), (1.2, 1.2)].into_iter().collect();
    land.0[0].interiors_push(hole);
    let area = |west: f64| Area {
        label: "Cévennes · 60 %".to_owned(),
        unheld: false,
        ground: Cow::Owned(MultiPolygon(vec![Polygon::new(
            [(west, 0.0), (west + 0.5, 0.0), (west + 0.5, 1.0), (west, 1.0), (west, 0.0)]
                .into_iter()
                .collect(),
            Vec::new(),
        )])),
    };
    let picture = Picture {
        title: "Ganges",
        look,
        land,
        outline: square(0.0, 0.0, 1.0),
        pieces: vec![area(0.0), area(0.5)],
        cuts: MultiLineString(vec![[(0.5, 0.0), (0.5, 1.0)].into_iter().collect()]),
        towns: vec![Town { name: "Ganges", place: [0.3, 0.4], rank: Rank::Chief }],
        cut: Some("limite de région"),
        key: Some(Key { plan, title: "Ganges", sentence: "Coupé en deux.", credit: "Source" }),
        ..Picture::default()
    };
    let frame = Frame::around([0.0, 0.0, 1.0, 1.0], plan.map());
    (picture, frame)
}

fn pixel(pixels: &Pixels, [x, y]: [f64; 2]) -> [u8; 3] {
    let place = (y as usize * pixels.width as usize + x as usize) * 3;
    pixels.rgb[place..place + 3].try_into().unwrap()
}

fn check(engine: &dyn Engine, look: Look, place: [f64; 2], colour: &str) {
    let (picture, frame) = scene(look);
    let pixels = engine.paint(&picture, &frame, 2.0).unwrap();
    let [x, y] = frame.place(place);
    let found = pixel(&pixels, [x * 2.0, y * 2.0]);
    let expect = [1, 3, 5].map(|at| u8::from_str_radix(&colour[at..at + 2], 16).unwrap());
    let near = found.iter().zip(expect).all(|(&found, expect)| found.abs_diff(expect) <= 1);
    assert!(near, "{} {look:?} {place:?}: {found:?}, not {expect:?}", engine.name());
}

/// Ground, sea and pieces have the colours of their look.
fn colours(engine: &dyn Engine) {
    for look in Look::ALL {
        let palette = look.palette();
        check(engine, look, [-0.2, 0.5], palette.land);
        check(engine, look, [1.3, 0.02], palette.land);
        check(engine, look, [0.25, 0.8], palette.tones(scene(look).0.hue).main);
    }
}

#[test]
fn tiny_skia_paints_the_ground() {
    colours(&Skia::default());
}

#[test]
fn an_image_has_the_size_asked_and_words() {
    let (mut picture, frame) = scene(Look::Light);
    let engine = Skia::default();
    let named = engine.paint(&picture, &frame, 1.5).unwrap();
    assert_eq!([named.width, named.height], [900, 600]);
    picture.towns.clear();
    let nameless = engine.paint(&picture, &frame, 1.5).unwrap();
    let changed = named.rgb.chunks(3).zip(nameless.rgb.chunks(3)).filter(|(a, b)| a != b).count();
    // “Ganges” in bold, 16 units high, and its dot.
    assert!((300..6000).contains(&changed), "{changed}");
}

#[test]
fn an_image_too_large_is_refused() {
    let (picture, frame) = scene(Look::Light);
    for scale in [1e-6, 100.0, f32::NAN] {
        let refused = Skia::default().paint(&picture, &frame, scale);
        assert!(matches!(refused, Err(EngineError::Size { .. })), "{refused:?}");
    }
}

#[cfg(feature = "maplibre")]
mod maplibre {
    use super::*;

    /// The mean difference of two images, in steps of 255.
    fn difference(one: &Pixels, other: &Pixels) -> f64 {
        assert_eq!([one.width, one.height], [other.width, other.height]);
        let steps = one.rgb.iter().zip(&other.rgb).map(|(a, b)| u64::from(a.abs_diff(*b)));
        steps.sum::<u64>() as f64 / one.rgb.len() as f64
    }

    #[test]
    fn both_engines_draw_the_same_scene() {
        let engine = raster::MapLibre::start().unwrap();
        colours(&engine);
        for look in Look::ALL {
            for scale in [1.0, 2.0] {
                let (picture, frame) = scene(look);
                let [ours, theirs] = [&Skia::default() as &dyn Engine, &engine]
                    .map(|engine| engine.paint(&picture, &frame, scale).unwrap());
                let mean = difference(&ours, &theirs);
                assert!(mean < 1.0, "{look:?} at {scale}: {mean}");
                assert!(mean > 0.0, "another engine leaves another trace");
            }
        }
    }
}
