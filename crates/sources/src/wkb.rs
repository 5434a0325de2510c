//! Well-Known Binary, the geometry of databases: bounds-checked, two dimensions kept.
//!
//! OGC 06-103r4 § 8, with the two ways in use of saying that a third dimension follows (the high
//! bits of PostGIS, the thousands of ISO 19125). Further dimensions are read and dropped.

use geo_types::{Coord, LineString, MultiPolygon, Point, Polygon};

use crate::text::{Phrase, Text};

/// Why bytes are not a geometry: the byte, and what is wrong there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WkbError {
    pub(crate) byte: usize,
    pub(crate) reason: Phrase,
}

impl WkbError {
    /// The byte and what is wrong there, in both languages.
    pub(crate) fn text(&self) -> Text {
        let Self { byte, reason } = self;
        Text::new(format!("octet {byte} : {}", reason.fr), format!("byte {byte}: {}", reason.en))
    }
}

/// How deep geometry collections may nest.
const DEPTH: usize = 4;

/// The polygons of a polygon, multipolygon, or collection of these.
pub(crate) fn polygons(bytes: &[u8]) -> Result<MultiPolygon<f64>, WkbError> {
    let mut reader = Reader { bytes, at: 0, big_endian: false };
    let mut polygons = Vec::new();
    reader.polygons_into(&mut polygons, DEPTH)?;
    reader.end()?;
    Ok(MultiPolygon(polygons))
}

/// A point; `None` for the empty point, which WKB writes as two NaN.
pub(crate) fn point(bytes: &[u8]) -> Result<Option<Point<f64>>, WkbError> {
    let mut reader = Reader { bytes, at: 0, big_endian: false };
    let header = reader.header()?;
    if header.kind != POINT {
        return Err(reader.error(Phrase::new("pas un point", "not a point")));
    }
    let position = reader.position(header.dimensions)?;
    reader.end()?;
    let empty = position.x.is_nan() && position.y.is_nan();
    Ok((!empty).then_some(position.into()))
}

/// Decodes hexadecimal digits into `bytes`, which is emptied first.
pub(crate) fn from_hex(digits: &[u8], bytes: &mut Vec<u8>) -> Result<(), WkbError> {
    bytes.clear();
    bytes.reserve(digits.len() / 2);
    let (pairs, rest) = digits.as_chunks::<2>();
    for &[high, low] in pairs {
        let (high, low) = (HEX[usize::from(high)], HEX[usize::from(low)]);
        if (high | low) > 15 {
            return Err(WkbError {
                byte: bytes.len(),
                reason: Phrase::new("pas un chiffre hexadécimal", "not a hexadecimal digit"),
            });
        }
        bytes.push(high << 4 | low);
    }
    if rest.is_empty() {
        Ok(())
    } else {
        Err(WkbError {
            byte: bytes.len(),
            reason: Phrase::new("un demi-octet de trop", "half a byte is left over"),
        })
    }
}

/// The value of each hexadecimal digit, 255 for other characters.
const HEX: [u8; 256] = {
    let mut values = [255; 256];
    let mut value = 0;
    while value < 16 {
        values[b"0123456789abcdef"[value] as usize] = value as u8;
        values[b"0123456789ABCDEF"[value] as usize] = value as u8;
        value += 1;
    }
    values
};

const POINT: u32 = 1;
const POLYGON: u32 = 3;
const MULTI_POLYGON: u32 = 6;
const COLLECTION: u32 = 7;

struct Header {
    kind: u32,
    dimensions: usize,
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    big_endian: bool,
}

impl Reader<'_> {
    fn error(&self, reason: Phrase) -> WkbError {
        WkbError { byte: self.at, reason }
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], WkbError> {
        let taken = self.bytes.get(self.at..).and_then(|rest| rest.first_chunk::<N>());
        let taken = *taken.ok_or_else(|| {
            self.error(Phrase::new("la géométrie s’arrête trop tôt", "the geometry ends too early"))
        })?;
        self.at += N;
        Ok(taken)
    }

    fn u32(&mut self) -> Result<u32, WkbError> {
        let bytes = self.take()?;
        Ok(if self.big_endian { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) })
    }

    fn f64(&mut self) -> Result<f64, WkbError> {
        let bytes = self.take()?;
        Ok(if self.big_endian { f64::from_be_bytes(bytes) } else { f64::from_le_bytes(bytes) })
    }

    fn header(&mut self) -> Result<Header, WkbError> {
        self.big_endian = match self.take::<1>()? {
            [0] => true,
            [1] => false,
            _ => return Err(self.error(Phrase::new("pas un ordre d’octets", "not a byte order"))),
        };
        let code = self.u32()?;
        if code & 0x2000_0000 != 0 {
            self.u32()?; // the SRID of PostGIS; the caller knows the system already
        }
        let high = usize::from(code & 0x8000_0000 != 0) + usize::from(code & 0x4000_0000 != 0);
        let kind = code & 0x0fff_ffff;
        let thousands = match kind / 1000 {
            0 => 0,
            1 | 2 => 1,
            3 => 2,
            _ => {
                return Err(
                    self.error(Phrase::new("pas un type de géométrie", "not a geometry type"))
                );
            }
        };
        Ok(Header { kind: kind % 1000, dimensions: 2 + high.max(thousands) })
    }

    /// A count of parts, each of which takes at least `least` bytes of those that are left.
    fn count(&mut self, least: usize) -> Result<usize, WkbError> {
        let count = self.u32()? as usize;
        let left = self.bytes.len().saturating_sub(self.at);
        if count.saturating_mul(least) > left {
            return Err(self.error(Phrase::new(
                "plus de parties annoncées que d’octets restants",
                "more parts are announced than bytes are left",
            )));
        }
        Ok(count)
    }

    fn position(&mut self, dimensions: usize) -> Result<Coord<f64>, WkbError> {
        let position = Coord { x: self.f64()?, y: self.f64()? };
        for _ in 2..dimensions {
            self.f64()?;
        }
        Ok(position)
    }

    fn polygon(&mut self, dimensions: usize) -> Result<Polygon<f64>, WkbError> {
        let rings = self.count(4)?;
        let mut exterior = None;
        let mut holes = Vec::new();
        for _ in 0..rings {
            let vertices = self.count(8 * dimensions)?;
            let mut ring = Vec::with_capacity(vertices);
            for _ in 0..vertices {
                ring.push(self.position(dimensions)?);
            }
            let ring = LineString(ring);
            match exterior {
                None => exterior = Some(ring),
                Some(_) => holes.push(ring),
            }
        }
        Ok(Polygon::new(exterior.unwrap_or_else(|| LineString(Vec::new())), holes))
    }

    fn polygons_into(
        &mut self,
        into: &mut Vec<Polygon<f64>>,
        depth: usize,
    ) -> Result<(), WkbError> {
        let header = self.header()?;
        match header.kind {
            POLYGON => into.push(self.polygon(header.dimensions)?),
            MULTI_POLYGON | COLLECTION if depth > 0 => {
                for _ in 0..self.count(9)? {
                    self.polygons_into(into, depth - 1)?;
                }
            }
            MULTI_POLYGON | COLLECTION => {
                return Err(self.error(Phrase::new(
                    "collections trop imbriquées",
                    "collections nest too deep",
                )));
            }
            _ => return Err(self.error(Phrase::new("pas un polygone", "not a polygon"))),
        }
        Ok(())
    }

    fn end(&self) -> Result<(), WkbError> {
        if self.at == self.bytes.len() {
            Ok(())
        } else {
            Err(self.error(Phrase::new(
                "des octets restent après la géométrie",
                "bytes are left after the geometry",
            )))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// POLYGON((0 0, 2 0, 0 2, 0 0)) in little endian.
    fn triangle(dimensions: usize, code: u32) -> Vec<u8> {
        let mut bytes = vec![1];
        bytes.extend(code.to_le_bytes());
        bytes.extend(1_u32.to_le_bytes());
        bytes.extend(4_u32.to_le_bytes());
        for (x, y) in [(0.0, 0.0), (2.0, 0.0), (0.0, 2.0), (0.0, 0.0)] {
            for value in [x, y, 7.0, 7.0].into_iter().take(dimensions) {
                bytes.extend(f64::to_le_bytes(value));
            }
        }
        bytes
    }

    fn check(bytes: &[u8], expect: Result<usize, &str>) {
        let got = polygons(bytes).map(|polygons| polygons.0.len()).map_err(|error| error.reason.en);
        assert_eq!(got, expect);
    }

    #[test]
    fn polygons_of_any_dimension_are_read() {
        for (dimensions, code) in [(2, 3), (3, 1003), (3, 2003), (4, 3003), (3, 0x8000_0003)] {
            check(&triangle(dimensions, code), Ok(1));
        }
    }

    #[test]
    fn hostile_counts_are_refused_before_memory_is_asked_for() {
        let mut bytes = triangle(2, 3);
        bytes[5..9].copy_from_slice(&u32::MAX.to_le_bytes());
        check(&bytes, Err("more parts are announced than bytes are left"));
        let nested: Vec<u8> = [1, 7, 0, 0, 0, 1, 0, 0, 0].repeat(60);
        check(&nested, Err("collections nest too deep"));
    }

    #[test]
    fn other_bytes_are_refused() {
        check(&[], Err("the geometry ends too early"));
        check(&[9, 0, 0, 0, 0], Err("not a byte order"));
        check(&[1, 1, 0, 0, 0], Err("not a polygon"));
        let mut longer = triangle(2, 3);
        longer.push(0);
        check(&longer, Err("bytes are left after the geometry"));
    }

    #[test]
    fn hexadecimal_digits_are_decoded_or_refused() {
        let mut bytes = Vec::new();
        assert!(from_hex(b"00fFA9", &mut bytes).is_ok());
        assert_eq!(bytes, [0, 255, 0xa9]);
        assert!(from_hex(b"0g", &mut bytes).is_err());
        assert!(from_hex(b"012", &mut bytes).is_err());
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = polygons(&bytes);
            let _ = point(&bytes);
        }

        #[test]
        fn every_truncation_is_refused(cut in 0_usize..77) {
            prop_assert!(polygons(&triangle(2, 3)[..cut]).is_err());
        }
    }
}
