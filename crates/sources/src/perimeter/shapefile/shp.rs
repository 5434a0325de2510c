//! The shapes of a shapefile: polygons by record, bounds-checked to the byte.
//!
//! Esri, “ESRI Shapefile Technical Description”, July 1998. Outer rings run clockwise there and
//! holes the other way; a hole that lies in no outer ring is taken for an outer one that is
//! wound the wrong way, so that no ground is lost.

use geo::{BoundingRect, Contains, Winding};
use geo_types::{Coord, LineString, MultiPolygon, Point, Polygon};

use crate::{
    errors::{At, BYTES, Place, Problem, SourceError},
    text::Phrase,
};

/// The record of a shapefile that holds no shape.
const NULL: i32 = 0;
/// Polygon, polygon with heights, polygon with measures.
const POLYGONS: [i32; 3] = [5, 15, 25];
/// The most vertices in one record.
pub(crate) const VERTICES: usize = geometry::ShapeLimits::FILE.vertices;
/// The most pairs of an outer ring and a hole that are compared in one record.
const PAIRS: usize = 20_000_000;

const A_SHAPEFILE: Phrase = Phrase::new("un shapefile (.shp)", "a shapefile (.shp)");
const OF_POLYGONS: Phrase = Phrase::new("un shapefile de polygones", "a shapefile of polygons");

const TOO_MANY: Phrase =
    Phrase::new("plus de sommets annoncés que d’octets", "more vertices announced than bytes");
const OUT_OF_ORDER: Phrase = Phrase::new("anneaux en désordre", "rings out of order");
const NEGATIVE: Phrase = Phrase::new("nombre négatif", "a negative count");
const NOT_FINITE: Phrase =
    Phrase::new("une coordonnée n’est pas un nombre fini", "a coordinate is not a finite number");
const TOO_MANY_RINGS: Phrase = Phrase::new(
    "trop d’anneaux pour distinguer trous et îles",
    "too many rings to tell holes from islands",
);

/// The polygons of each record, `None` where a record is empty.
pub(crate) fn read(bytes: &[u8], place: &Place) -> Result<Vec<Option<Rings>>, SourceError> {
    let header: &[u8; 100] =
        bytes.first_chunk().ok_or_else(|| place.refuse(Problem::NotThis(A_SHAPEFILE)))?;
    if header.first_chunk() != Some(&9994_i32.to_be_bytes()) {
        return Err(place.refuse(Problem::NotThis(A_SHAPEFILE)));
    }
    let mut file = Bytes { all: bytes, at: 24, place };
    let words = file.big()?;
    if words as usize * 2 > bytes.len() {
        return Err(file.refuse(Problem::Truncated));
    }
    file.at = 32;
    if !POLYGONS.contains(&file.little()?) {
        return Err(place.refuse(Problem::NotThis(OF_POLYGONS)));
    }
    file.at = 100;
    let mut records = Vec::new();
    while file.at < words as usize * 2 {
        records.push(record(&mut file)?);
    }
    Ok(records)
}

/// The rings of a record, as they are in the file.
#[derive(Debug, PartialEq)]
pub(crate) struct Rings(Vec<LineString<f64>>);

/// One record: number, length in words, type, bounds, counts, ring starts, positions.
fn record(file: &mut Bytes<'_>) -> Result<Option<Rings>, SourceError> {
    let _number = file.big()?;
    let length = file.big()? as usize * 2;
    let end = file.at.saturating_add(length);
    if end > file.all.len() {
        return Err(file.refuse(Problem::Truncated));
    }
    let kind = file.little()?;
    if kind == NULL {
        file.at = end.max(file.at);
        return Ok(None);
    }
    if !POLYGONS.contains(&kind) {
        return Err(file.refuse(Problem::NotThis(OF_POLYGONS)));
    }
    file.at += 32;
    let (parts, points) = (file.count()?, file.count()?);
    if points > VERTICES {
        let what = Phrase::new("sommets dans un objet", "vertices in one feature");
        return Err(file.refuse(Problem::TooLarge { what, limit: VERTICES as u64 }));
    }
    if parts.saturating_mul(4).saturating_add(points.saturating_mul(16))
        > end.saturating_sub(file.at)
    {
        return Err(file.refuse(Problem::corrupt(TOO_MANY)));
    }
    let mut starts = Vec::with_capacity(parts + 1);
    for _ in 0..parts {
        starts.push(file.count()?);
    }
    starts.push(points);
    let mut positions = Vec::with_capacity(points);
    for _ in 0..points {
        positions.push(Coord { x: file.double()?, y: file.double()? });
    }
    let mut rings = Vec::with_capacity(parts);
    for bounds in starts.windows(2) {
        let [from, to] = [bounds[0], bounds[1]];
        match positions.get(from..to) {
            Some(ring) => rings.push(LineString(ring.to_vec())),
            None => return Err(file.refuse(Problem::corrupt(OUT_OF_ORDER))),
        }
    }
    file.at = end;
    Ok(Some(Rings(rings)))
}

impl Rings {
    /// Whether every coordinate is a finite number; nothing else may be asked before.
    fn finite(&self) -> bool {
        self.0.iter().flat_map(|ring| &ring.0).all(|c| c.x.is_finite() && c.y.is_finite())
    }

    /// The polygons these rings make.
    pub(crate) fn polygons(self) -> Result<MultiPolygon<f64>, Problem> {
        if !self.finite() {
            return Err(Problem::geometry(NOT_FINITE));
        }
        let (mut outer, mut holes) = (Vec::new(), Vec::new());
        for ring in self.0.into_iter().filter(|ring| ring.0.len() >= 3) {
            // A ring whose turns cancel out has no sense: it is left to the repair of shapes.
            if ring.is_ccw() { holes.push(ring) } else { outer.push(Polygon::new(ring, vec![])) }
        }
        if outer.len().saturating_mul(holes.len()) > PAIRS {
            return Err(Problem::geometry(TOO_MANY_RINGS));
        }
        let homes: Vec<Option<usize>> = holes.iter().map(|hole| home(hole, &outer)).collect();
        for (hole, home) in holes.into_iter().zip(homes) {
            match home.and_then(|home| outer.get_mut(home)) {
                Some(polygon) => polygon.interiors_push(hole),
                None => outer.push(Polygon::new(hole, vec![])),
            }
        }
        Ok(MultiPolygon(outer))
    }
}

/// Which of the polygons, still without holes, a hole lies in.
fn home(hole: &LineString<f64>, outer: &[Polygon<f64>]) -> Option<usize> {
    let bounds = hole.bounding_rect()?;
    // A hole may touch its outer ring at some vertices, which are then not inside: a few are tried.
    let tried = hole.0.iter().step_by(hole.0.len() / 8 + 1);
    let inside = |polygon: &Polygon<f64>| {
        polygon.bounding_rect().is_some_and(|outer| outer.contains(&bounds) || outer == bounds)
            && tried.clone().any(|&position| polygon.contains(&Point(position)))
    };
    outer.iter().position(inside)
}

/// Bytes and how far they are read.
struct Bytes<'a> {
    all: &'a [u8],
    at: usize,
    place: &'a Place,
}

impl Bytes<'_> {
    fn refuse(&self, problem: Problem) -> SourceError {
        self.place.at(At::Byte(self.at as u64)).refuse(problem)
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], SourceError> {
        let taken = self.all.get(self.at..).and_then(|rest| rest.first_chunk::<N>());
        let taken = *taken.ok_or_else(|| self.refuse(Problem::Truncated))?;
        self.at += N;
        Ok(taken)
    }

    /// A length or number in the order of the headers.
    fn big(&mut self) -> Result<u32, SourceError> {
        let value = i32::from_be_bytes(self.take()?);
        u32::try_from(value)
            .map_err(|_| self.refuse(Problem::TooLarge { what: BYTES, limit: 4 << 30 }))
    }

    fn little(&mut self) -> Result<i32, SourceError> {
        Ok(i32::from_le_bytes(self.take()?))
    }

    fn count(&mut self) -> Result<usize, SourceError> {
        let count = self.little()?;
        usize::try_from(count).map_err(|_| self.refuse(Problem::corrupt(NEGATIVE)))
    }

    fn double(&mut self) -> Result<f64, SourceError> {
        Ok(f64::from_le_bytes(self.take()?))
    }
}
