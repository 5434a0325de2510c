//! What must hold of every map: well-formed, harmless, names apart.

use std::borrow::Cow;

use geo_types::{LineString, MultiLineString, MultiPolygon, Polygon};
use proptest::prelude::*;
use quick_xml::{Reader, events::Event};

use super::*;

fn square(west: f64, south: f64, size: f64) -> MultiPolygon<f64> {
    let corners = [(0.0, 0.0), (size, 0.0), (size, size), (0.0, size), (0.0, 0.0)];
    let line: LineString<f64> = corners.into_iter().map(|(x, y)| (west + x, south + y)).collect();
    MultiPolygon(vec![Polygon::new(line, Vec::new())])
}

fn sample(name: &str, pieces: usize) -> Picture<'_> {
    let piece = |place: usize| Area {
        label: format!("{name} {place}"),
        unheld: place == 3,
        ground: Cow::Owned(square(place as f64 * 0.1, 0.0, 0.1)),
    };
    Picture {
        title: name,
        hue: Hue::Lived,
        outline: square(0.0, 0.0, 1.0),
        pieces: (0..pieces).map(piece).collect(),
        cuts: MultiLineString(vec![[(0.1, 0.0), (0.1, 1.0)].into_iter().collect()]),
        seams: MultiLineString(vec![[(0.5, -1.0), (0.5, 2.0)].into_iter().collect()]),
        grounds: vec![Ground { name, places: vec![[0.5, 0.9], [0.5, 0.1]] }],
        towns: vec![Town { name, place: [0.5, 0.5], rank: Rank::Chief }],
        cut: Some(name),
        key: Some(Key {
            plan: Plan::new([900.0, 600.0], pieces),
            title: name,
            sentence: name,
            credit: name,
        }),
        ..Picture::default()
    }
}

/// The texts of a document, by a reader that is not ours; fails where it is not well-formed.
fn texts(svg: &str) -> Result<Vec<String>, String> {
    let mut reader = Reader::from_str(svg);
    let (mut depth, mut texts, mut current) = (0_i32, Vec::new(), String::new());
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(start) => {
                depth += 1;
                current.clear();
                for attribute in start.attributes() {
                    attribute.map_err(|error| error.to_string())?;
                }
            }
            Event::End(_) => {
                depth -= 1;
                if !current.is_empty() {
                    texts.push(std::mem::take(&mut current));
                }
            }
            Event::Text(text) => current.push_str(&text.xml10_content()),
            Event::GeneralRef(name) => {
                let name: &str = &name;
                current.push_str(match name {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    "#39" => "'",
                    other => return Err(format!("&{other};")),
                });
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if depth == 0 { Ok(texts) } else { Err(format!("{depth} elements are open")) }
}

#[test]
fn hostile_names_are_text() {
    let name = "</text><script>alert('1' & \"2\")</script>";
    let frame = Frame::around([0.0, 0.0, 1.0, 1.0], [648.0, 600.0]);
    let svg = draw(&sample(name, 2), &frame, Coat::Whole);
    assert!(!svg.contains("<script"), "{svg}");
    let texts = texts(&svg).unwrap();
    assert!(texts.iter().any(|text| text == name), "{texts:?}");
}

#[test]
fn every_piece_has_a_pattern_and_the_key_names_the_first() {
    let frame = Frame::around([0.0, 0.0, 1.0, 1.0], [600.0, 400.0]);
    let svg = draw(&sample("Ganges", 10), &frame, Coat::Whole);
    for number in 0..MOST_PIECES - 1 {
        let used = svg.matches(&format!("url(#p{number})")).count();
        assert!(number == 2 || used > 0, "pattern {number} is not used");
    }
    let texts = texts(&svg).unwrap();
    assert!(texts.iter().any(|text| text == "Ganges 0"), "{texts:?}");
    assert!(!texts.iter().any(|text| text == "Ganges 9"), "{texts:?}");
}

#[test]
fn a_point_and_the_whole_earth_have_a_map() {
    for bounds in [[2.0, 48.0, 2.0, 48.0], [-180.0, -90.0, 180.0, 90.0]] {
        let frame = Frame::around(bounds, [300.0, 300.0]);
        let svg = draw(&sample("x", 1), &frame, Coat::Whole);
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
        texts(&svg).unwrap();
    }
}

#[test]
fn the_scale_bar_is_round_and_true() {
    let frame = Frame::around([3.0, 43.0, 4.0, 44.0], [700.0, 500.0]);
    let bar = frame.scale_bar();
    assert_eq!(bar.label, "20 km");
    assert!((bar.length * frame.metres() - 20_000.0).abs() < 1e-6);
    let [one, two] = [[3.0, 43.5], [3.0, 43.6]].map(|place| frame.place(place));
    assert!(((one[1] - two[1]) * frame.metres() - 11_119.5).abs() < 1.0);
}

proptest! {
    #[test]
    fn names_never_touch(
        towns in prop::collection::vec(("[A-Za-zéÎ -]{1,24}", 0.0..600.0_f64, 0.0..400.0_f64), 0..80),
        size in 9.0..18.0_f64,
    ) {
        let mut placer = Placer::new([600.0, 400.0]);
        let mut names = 0;
        for (name, x, y) in &towns {
            names += usize::from(placer.town(name, [*x, *y], size, 2.4, false).is_some());
        }
        let taken = placer.taken();
        // Each name takes room for its words and for its dot.
        prop_assert_eq!(taken.len(), names * 2);
        for (place, one) in taken.iter().enumerate() {
            for (other_place, other) in taken.iter().enumerate().skip(place + 1) {
                let same = place / 2 == other_place / 2;
                prop_assert!(same || !one.touches(other), "{:?} {:?}", one, other);
            }
        }
    }

    #[test]
    fn every_map_is_well_formed(name in "\\PC{0,40}", pieces in 0..12_usize) {
        let frame = Frame::around([0.0, 0.0, 1.0, 1.0], [340.0, 340.0]);
        let svg = draw(&sample(&name, pieces), &frame, Coat::Whole);
        prop_assert!(texts(&svg).is_ok(), "{:?}", texts(&svg));
    }
}
