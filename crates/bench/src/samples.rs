//! The questions of every measure: points, basins, drawn areas and what people type.

use atlas::{Atlas, Subject, TerritoryIndex, Year};
use geometry::Vertex;
use territory::Kind;

use crate::Random;

/// West, south, east and north of a box that holds nothing but mainland communes, in degrees: the
/// same points can be drawn in it by another program.
pub const INLAND: [f64; 4] = [0.0, 44.5, 5.0, 48.5];

/// A closed ring of longitudes and latitudes, in degrees.
pub type Ring = Vec<[f64; 2]>;

/// Points in communes drawn by lot from the whole country, overseas included.
#[must_use]
pub fn land_points(atlas: &Atlas, year: &Year, count: usize) -> Vec<Vertex> {
    const TRIES: usize = 64;
    let communes: Vec<TerritoryIndex> =
        present(atlas, year, &Kind::COMMUNE).filter(|&i| atlas.entry(i).has_ground()).collect();
    let mut random = Random::new(2026);
    let mut points = Vec::with_capacity(count);
    while points.len() < count && !communes.is_empty() {
        let commune = communes[random.place(communes.len())];
        let Some(bounds) = atlas.entry(commune).bounds else { continue };
        let between =
            |random: &mut Random, a: i32, b: i32| random.between(a.into(), b.into()).round() as i32;
        let mut draw = |_| Vertex {
            x: between(&mut random, bounds.low.x, bounds.high.x),
            y: between(&mut random, bounds.low.y, bounds.high.y),
        };
        let holds = |point: &Vertex| {
            atlas.face_at(*point).and_then(|face| year.commune_of(face)) == Some(commune)
        };
        points.extend((0..TRIES).map(&mut draw).find(holds));
    }
    points
}

/// Points anywhere in [`INLAND`], in degrees.
#[must_use]
pub fn inland_points(count: usize) -> Ring {
    let [west, south, east, north] = INLAND;
    let mut random = Random::new(31);
    (0..count).map(|_| [random.between(west, east), random.between(south, north)]).collect()
}

/// The basins of life of a year; those estimated where Insee's are not loaded.
#[must_use]
pub fn basins(atlas: &Atlas, year: &Year) -> Vec<TerritoryIndex> {
    let with_ground = |kind| {
        present(atlas, year, kind)
            .filter(|&index| atlas.entry(index).has_ground())
            .collect::<Vec<_>>()
    };
    let published = with_ground(&Kind::BASSIN_DE_VIE);
    if published.is_empty() { with_ground(&Kind::BASSIN_ESTIME) } else { published }
}

/// The grounds that questions about a territory are timed on.
#[derive(Clone, Debug)]
pub struct Grounds<'a> {
    /// The basins of life.
    pub basins: Vec<Subject<'a>>,
    /// The régions.
    pub regions: Vec<Subject<'a>>,
    /// The région of the most faces.
    pub widest_region: Vec<Subject<'a>>,
}

impl<'a> Grounds<'a> {
    /// The grounds of a year.
    #[must_use]
    pub fn new(atlas: &'a Atlas, year: &Year) -> Self {
        let subjects = |places: Vec<TerritoryIndex>| -> Vec<Subject<'a>> {
            places.into_iter().filter_map(|place| atlas.subject(place, year).ok()).collect()
        };
        let basins = subjects(basins(atlas, year));
        let regions = subjects(present(atlas, year, &Kind::REGION).collect());
        let widest = regions.iter().max_by_key(|region| region.faces().len());
        let widest_region = widest.cloned().into_iter().collect();
        Self { basins, regions, widest_region }
    }
}

/// Areas such as a person draws: 40 corners around a place of [`INLAND`], 300 km².
#[must_use]
pub fn drawn_areas(count: usize) -> Vec<Ring> {
    const CORNERS: usize = 40;
    const KM2: f64 = 300.0;
    const KM_PER_DEGREE: f64 = 111.2;
    let [west, south, east, north] = INLAND;
    let mut random = Random::new(300);
    let mut draw = |_| {
        let centre = [random.between(west, east), random.between(south, north)];
        let phase = random.between(0.0, std::f64::consts::TAU);
        let corner = |place: usize| {
            let angle = std::f64::consts::TAU * place as f64 / CORNERS as f64;
            let reach = 1.0
                + 0.25 * (3.0 * angle + phase).sin()
                + if place.is_multiple_of(2) { 0.05 } else { -0.05 };
            [reach * angle.cos(), reach * angle.sin()]
        };
        let mut ring: Ring = (0..CORNERS).map(corner).collect();
        let scale = (KM2 / area(&ring)).sqrt() / KM_PER_DEGREE;
        let shrink = centre[1].to_radians().cos();
        for point in &mut ring {
            *point = [centre[0] + point[0] * scale / shrink, centre[1] + point[1] * scale];
        }
        ring.push(ring[0]);
        ring
    };
    (0..count).map(&mut draw).collect()
}

/// Everything that is in the box while the texts of the golden searches are typed, letter by
/// letter.
#[must_use]
pub fn keystrokes() -> Vec<String> {
    let golden = include_str!("../../../tests/golden/search.csv");
    let mut rows = csv::Reader::from_reader(golden.as_bytes());
    let mut typed = Vec::new();
    for row in rows.records().flatten() {
        let text = row.get(0).unwrap_or_default();
        let ends = text.char_indices().skip(1).map(|(end, _)| end).chain([text.len()]);
        typed.extend(ends.map(|end| text[..end].to_owned()));
    }
    typed.sort_unstable();
    typed.dedup();
    typed
}

fn present<'a>(
    atlas: &'a Atlas,
    year: &Year,
    kind: &Kind,
) -> impl Iterator<Item = TerritoryIndex> + use<'a> {
    let vintage = year.vintage;
    atlas.of_kind(kind).filter(move |&index| atlas.entry(index).holds_at(vintage))
}

/// The plane area of an open ring.
fn area(ring: &[[f64; 2]]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    let twice: f64 = ring.iter().zip(next).map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum();
    (twice / 2.0).abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawn_areas_have_their_size() {
        for ring in drawn_areas(50) {
            assert_eq!((ring.len(), ring.first()), (41, ring.last()));
            let line = ring.iter().map(|&point| point.into()).collect::<Vec<(f64, f64)>>();
            let polygon = geo_types::Polygon::new(line.into(), Vec::new());
            let shape = geometry::Shape::strict(
                geo_types::MultiPolygon(vec![polygon]),
                geometry::ShapeLimits::DRAWN,
            );
            let km2 = shape.unwrap().area() / 1e6;
            assert!((295.0..305.0).contains(&km2), "{km2} km²");
        }
    }

    #[test]
    fn texts_are_typed_letter_by_letter() {
        let typed = keystrokes();
        for text in ["g", "ga", "gan", "gang", "gange", "ganges", "œ"] {
            assert!(typed.iter().any(|known| known == text), "{text}");
        }
    }

    #[test]
    fn points_lie_in_their_box() {
        let [west, south, east, north] = INLAND;
        let inside = |p: &[f64; 2]| (west..east).contains(&p[0]) && (south..north).contains(&p[1]);
        assert!(inland_points(1000).iter().all(inside));
    }
}
