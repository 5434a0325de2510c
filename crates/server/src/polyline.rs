//! A ring as short text, as the page writes drawn areas into addresses.

use geo_types::{Coord, LineString};

/// The most positions read, far above what a person draws.
const MOST: usize = 5000;
/// Five decimals of a degree, about a metre.
const PRECISION: f64 = 1e5;

/// Reads Google's encoded polyline, latitude first; `None` where the text is none, leaves the globe
/// or has too many positions.
pub(crate) fn decode(text: &str) -> Option<LineString<f64>> {
    let mut numbers = numbers(text)?.into_iter();
    let (mut latitude, mut longitude) = (0_i64, 0_i64);
    let mut positions = Vec::new();
    while let Some(north) = numbers.next() {
        latitude += north;
        longitude += numbers.next()?;
        let position = Coord { x: longitude as f64 / PRECISION, y: latitude as f64 / PRECISION };
        if position.y.abs() > 90.0 || position.x.abs() > 180.0 || positions.len() >= MOST {
            return None;
        }
        positions.push(position);
    }
    (positions.len() >= 3).then_some(LineString(positions))
}

/// The numbers of a text; `None` where it is cut short or holds a foreign character.
fn numbers(text: &str) -> Option<Vec<i64>> {
    let mut numbers = Vec::new();
    let (mut value, mut shift) = (0_i64, 0_u32);
    for byte in text.bytes() {
        let bits = byte.checked_sub(63).filter(|bits| *bits <= 0x3f)?;
        if shift > 30 {
            return None;
        }
        value |= i64::from(bits & 0x1f) << shift;
        shift += 5;
        if bits < 0x20 {
            numbers.push(if value & 1 == 1 { !(value >> 1) } else { value >> 1 });
            (value, shift) = (0, 0);
        }
    }
    (shift == 0).then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Option<&[(f64, f64)]>) {
        let expect = expect.map(|points| points.iter().copied().collect::<LineString<f64>>());
        assert_eq!(decode(text), expect, "{text:?}");
    }

    #[test]
    fn the_example_of_the_format_is_read() {
        let points = [(-120.2, 38.5), (-120.95, 40.7), (-126.453, 43.252)];
        check("_p~iF~ps|U_ulLnnqC_mqNvxq`@", Some(&points));
    }

    #[test]
    fn what_is_no_ring_is_refused() {
        for text in
            ["", "_p~iF~ps|U", "_p~iF~ps|U_ulLnnqC_mqNvxq`", "é", "_p~iF ps|U", "~~~~~~~~~~~~~~"]
        {
            check(text, None);
        }
        check(&"?".repeat(2 * MOST + 2), None);
    }
}
