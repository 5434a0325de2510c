//! Geometry as GeoPackageBinary: the header of OGC 12-128 §2.1.3 before well-known binary.
//!
//! All numbers are little-endian IEEE 754. Degrees written for a [`Vertex`] give the same vertex
//! when read: a ten-millionth of a degree is a million times coarser than a double.

use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use geometry::Vertex;

/// EPSG:4326.
const WGS84: i32 = 4326;

const MAGIC: [u8; 2] = *b"GP";
const LITTLE_ENDIAN: u8 = 1;
const ENVELOPE_XY: u8 = 1 << 1;
const EMPTY: u8 = 1 << 4;

const POINT: u32 = 1;
const LINE_STRING: u32 = 2;
const POLYGON: u32 = 3;
const MULTI_POLYGON: u32 = 6;

/// The smallest box around a geometry, in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Envelope {
    pub(crate) west: f64,
    pub(crate) east: f64,
    pub(crate) south: f64,
    pub(crate) north: f64,
}

/// A POINT.
pub(crate) fn point(position: Vertex) -> Vec<u8> {
    let mut bytes = header(0, None);
    number(&mut bytes, POINT);
    coordinates(&mut bytes, position.into());
    bytes
}

/// A LINESTRING.
pub(crate) fn line(vertices: &[Vertex]) -> Vec<u8> {
    let mut bytes = header(0, None);
    bytes.reserve(9 + 16 * vertices.len());
    number(&mut bytes, LINE_STRING);
    bytes.extend((vertices.len() as u32).to_le_bytes());
    for vertex in vertices {
        coordinates(&mut bytes, (*vertex).into());
    }
    bytes
}

/// A MULTIPOLYGON, with its envelope in the header where it is not empty.
pub(crate) fn polygons(polygons: &MultiPolygon<f64>) -> Vec<u8> {
    let envelope = envelope(polygons);
    let flags = if envelope.is_some() { ENVELOPE_XY } else { EMPTY };
    let mut bytes = header(flags, envelope);
    number(&mut bytes, MULTI_POLYGON);
    bytes.extend((polygons.0.len() as u32).to_le_bytes());
    for polygon in polygons {
        number(&mut bytes, POLYGON);
        bytes.extend((polygon.interiors().len() as u32 + 1).to_le_bytes());
        for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
            bytes.extend((ring.0.len() as u32).to_le_bytes());
            bytes.reserve(16 * ring.0.len());
            for position in ring.coords() {
                coordinates(&mut bytes, *position);
            }
        }
    }
    bytes
}

/// The vertex of a POINT; `None` where the bytes are not one.
pub(crate) fn read_point(bytes: &[u8]) -> Option<Vertex> {
    let mut reader = body(bytes)?;
    reader.expect(POINT)?;
    let vertex = vertex(reader.coordinates()?)?;
    reader.end(vertex)
}

/// The vertices of a LINESTRING; `None` where the bytes are not one.
pub(crate) fn read_line(bytes: &[u8]) -> Option<Vec<Vertex>> {
    let mut reader = body(bytes)?;
    reader.expect(LINE_STRING)?;
    let count = reader.count(16)?;
    let vertices = (0..count).map(|_| vertex(reader.coordinates()?)).collect::<Option<_>>()?;
    reader.end(vertices)
}

/// The polygons of a MULTIPOLYGON; `None` where the bytes are not one.
pub(crate) fn read_polygons(bytes: &[u8]) -> Option<MultiPolygon<f64>> {
    let mut reader = body(bytes)?;
    reader.expect(MULTI_POLYGON)?;
    let polygons = (0..reader.count(9)?).map(|_| reader.polygon()).collect::<Option<_>>()?;
    reader.end(MultiPolygon(polygons))
}

/// What a header says of the extent of its geometry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Extent {
    /// There is nothing in it.
    Empty,
    /// It lies in this box.
    Within(Envelope),
}

/// What the header says of the extent; `None` where it says nothing or is no header.
pub(crate) fn read_extent(bytes: &[u8]) -> Option<Extent> {
    let (flags, mut reader) = split(bytes)?;
    if flags & EMPTY != 0 {
        return Some(Extent::Empty);
    }
    let [west, east, south, north] = [(); 4].map(|()| reader.double());
    let envelope = Envelope { west: west?, east: east?, south: south?, north: north? };
    (flags >> 1 & 0b111 != 0).then_some(Extent::Within(envelope))
}

fn header(flags: u8, envelope: Option<Envelope>) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(64);
    bytes.extend(MAGIC);
    bytes.extend([0, flags | LITTLE_ENDIAN]);
    bytes.extend(WGS84.to_le_bytes());
    if let Some(Envelope { west, east, south, north }) = envelope {
        bytes.extend([west, east, south, north].iter().flat_map(|side| side.to_le_bytes()));
    }
    bytes
}

/// The byte order and the type that start each geometry of well-known binary.
fn number(bytes: &mut Vec<u8>, kind: u32) {
    bytes.push(LITTLE_ENDIAN);
    bytes.extend(kind.to_le_bytes());
}

fn coordinates(bytes: &mut Vec<u8>, position: Coord<f64>) {
    bytes.extend(position.x.to_le_bytes());
    bytes.extend(position.y.to_le_bytes());
}

pub(crate) fn envelope(polygons: &MultiPolygon<f64>) -> Option<Envelope> {
    let mut positions = polygons.iter().flat_map(|polygon| polygon.exterior().coords());
    let first = positions.next()?;
    let point = Envelope { west: first.x, east: first.x, south: first.y, north: first.y };
    Some(positions.fold(point, |around, position| Envelope {
        west: around.west.min(position.x),
        east: around.east.max(position.x),
        south: around.south.min(position.y),
        north: around.north.max(position.y),
    }))
}

fn vertex(position: Coord<f64>) -> Option<Vertex> {
    Vertex::from_degrees(position.x, position.y).ok()
}

/// The flags of the header, and what follows its fixed part.
fn split(bytes: &[u8]) -> Option<(u8, Reader<'_>)> {
    let (fixed, rest) = bytes.split_first_chunk::<8>()?;
    let [b'G', b'P', 0, flags, ..] = *fixed else { return None };
    (flags & LITTLE_ENDIAN != 0).then_some((flags, Reader(rest)))
}

/// The well-known binary after the header.
fn body(bytes: &[u8]) -> Option<Reader<'_>> {
    let (flags, reader) = split(bytes)?;
    let envelope = match flags >> 1 & 0b111 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        _ => return None,
    };
    reader.0.get(envelope..).map(Reader)
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*taken)
    }

    fn double(&mut self) -> Option<f64> {
        self.take().map(f64::from_le_bytes)
    }

    fn coordinates(&mut self) -> Option<Coord<f64>> {
        Some(Coord { x: self.double()?, y: self.double()? })
    }

    /// The start of a geometry of this type.
    fn expect(&mut self, kind: u32) -> Option<()> {
        let [order] = self.take()?;
        let found = u32::from_le_bytes(self.take()?);
        (order == LITTLE_ENDIAN && found == kind).then_some(())
    }

    /// How many items follow, each of `size` bytes at least: never more than there is room for.
    fn count(&mut self, size: usize) -> Option<usize> {
        let count = u32::from_le_bytes(self.take()?) as usize;
        (count <= self.0.len() / size).then_some(count)
    }

    fn polygon(&mut self) -> Option<Polygon<f64>> {
        self.expect(POLYGON)?;
        let rings = self.count(4)?;
        let exterior = self.ring()?;
        let interiors = (1..rings).map(|_| self.ring()).collect::<Option<_>>()?;
        Some(Polygon::new(exterior, interiors))
    }

    fn ring(&mut self) -> Option<LineString<f64>> {
        let count = self.count(16)?;
        (0..count).map(|_| self.coordinates()).collect::<Option<_>>().map(LineString)
    }

    /// The value, provided that nothing is left.
    fn end<T>(self, value: T) -> Option<T> {
        self.0.is_empty().then_some(value)
    }
}

#[cfg(test)]
mod tests {
    use geo_types::{line_string, polygon};
    use proptest::prelude::*;

    use super::*;

    fn vertices() -> impl Strategy<Value = Vertex> {
        (-1_800_000_000..=1_800_000_000, -900_000_000..=900_000_000)
            .prop_map(|(x, y)| Vertex { x, y })
    }

    proptest! {
        #[test]
        fn every_vertex_comes_back_to_the_bit(chain in prop::collection::vec(vertices(), 0..40)) {
            prop_assert_eq!(read_line(&line(&chain)), Some(chain.clone()));
            for vertex in chain {
                prop_assert_eq!(read_point(&point(vertex)), Some(vertex));
            }
        }

        #[test]
        fn other_bytes_are_refused_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            let _ = (read_point(&bytes), read_line(&bytes), read_polygons(&bytes));
            let _ = read_extent(&bytes);
        }

        #[test]
        fn a_changed_byte_never_panics(place in 0_usize..300, byte in any::<u8>()) {
            let mut bytes = polygons(&two_islands());
            let place = place % bytes.len();
            bytes[place] = byte;
            let _ = (read_polygons(&bytes), read_extent(&bytes));
            prop_assert_eq!(read_polygons(&bytes[..place]), None);
        }
    }

    fn two_islands() -> MultiPolygon<f64> {
        MultiPolygon(vec![
            polygon!(
                exterior: [(x: 0., y: 0.), (x: 3., y: 0.), (x: 3., y: 3.), (x: 0., y: 0.)],
                interiors: [[(x: 1., y: 0.5), (x: 2., y: 1.), (x: 2., y: 0.5), (x: 1., y: 0.5)]],
            ),
            Polygon::new(line_string![(x: -5., y: 7.), (x: -4., y: 7.), (x: -4., y: 8.)], vec![]),
        ])
    }

    #[test]
    fn polygons_come_back_with_their_holes_and_their_envelope() {
        let bytes = polygons(&two_islands());
        assert_eq!(read_polygons(&bytes), Some(two_islands()));
        let envelope = Envelope { west: -5., east: 3., south: 0., north: 8. };
        assert_eq!(read_extent(&bytes), Some(Extent::Within(envelope)));
    }

    #[test]
    fn an_empty_multipolygon_says_so_and_has_no_envelope() {
        let bytes = polygons(&MultiPolygon(vec![]));
        assert_eq!(read_polygons(&bytes), Some(MultiPolygon(vec![])));
        assert_eq!(read_extent(&bytes), Some(Extent::Empty));
    }

    #[test]
    fn a_count_larger_than_the_bytes_is_refused_before_anything_is_allocated() {
        let mut bytes = line(&[Vertex::default(); 2]);
        bytes[13..17].copy_from_slice(&u32::MAX.to_le_bytes());
        assert_eq!(read_line(&bytes), None);
    }
}
