//! Writing of vector tiles, version 2.1 of the Mapbox Vector Tile specification.
//!
//! Bytes are written straight from the rings, in one pass. The `mvt` crate (0.15) was tried: of a
//! ring that starts where the one before ended it writes no beginning, so a hole that touches its
//! outer ring breaks the geometry; it drops spots along the sides, where neighbours keep them; and
//! it builds a tree of strings and lists first.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

use crate::plane::{EXTENT, Spot};

/// The version of the specification that layers state.
const VERSION: u64 = 2;

/// One layer of a tile being written.
#[derive(Debug)]
pub(crate) struct LayerWriter<'a> {
    name: &'a str,
    /// Keys of attributes; features name them by place.
    keys: &'static [&'static str],
    features: Vec<u8>,
    values: Vec<u8>,
    texts: HashMap<&'a str, u64, QuickHash>,
    numbers: HashMap<u64, u64, QuickHash>,
    count: u64,
    /// Of the feature being written.
    tags: Vec<u8>,
    geometry: Geometry,
}

/// The value of an attribute.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Value<'a> {
    Text(&'a str),
    /// A text that no other feature of the layer has.
    Unique(&'a str),
    Number(u64),
}

/// Finds values again: a few thousand names in a tile, hashed twice each, so quickness counts.
type QuickHash = BuildHasherDefault<QuickHasher>;

/// Multiplies by the golden ratio (Knuth's multiplicative hashing), eight bytes at a time.
#[derive(Default)]
struct QuickHasher(u64);

impl Hasher for QuickHasher {
    fn write(&mut self, bytes: &[u8]) {
        for word in bytes.chunks(8) {
            let mut whole = [0; 8];
            whole[..word.len()].copy_from_slice(word);
            self.write_u64(u64::from_le_bytes(whole));
        }
    }

    fn write_u8(&mut self, number: u8) {
        self.write_u64(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        // The low bits choose the place in the table: bring the high ones down.
        let mixed = (self.0 ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = mixed ^ mixed >> 32;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Commands that draw one feature.
#[derive(Debug, Default)]
struct Geometry {
    bytes: Vec<u8>,
    pen: Spot,
}

#[derive(Clone, Copy)]
enum Shape {
    Point = 1,
    Polygon = 3,
}

impl<'a> LayerWriter<'a> {
    /// An empty layer whose features may have the given attributes.
    pub(crate) fn new(name: &'a str, keys: &'static [&'static str]) -> Self {
        Self {
            name,
            keys,
            features: Vec::new(),
            values: Vec::new(),
            texts: HashMap::default(),
            numbers: HashMap::default(),
            count: 0,
            tags: Vec::new(),
            geometry: Geometry::default(),
        }
    }

    /// Adds a ring to the feature being written: an outer one clockwise as seen, then its holes
    /// the other way. It must have three spots or more, the first not repeated.
    pub(crate) fn ring(&mut self, spots: &[Spot]) {
        self.geometry.ring(spots);
    }

    /// Ends the feature whose rings were added. The values go with the layer's keys, in order.
    pub(crate) fn polygon(&mut self, id: u64, values: &[Value<'a>]) {
        self.feature(Shape::Polygon, id, values);
    }

    /// Writes a feature that is a point.
    pub(crate) fn point(&mut self, spot: Spot, id: u64, values: &[Value<'a>]) {
        self.geometry.move_to(spot);
        self.feature(Shape::Point, id, values);
    }

    /// Appends the layer to a tile, unless it has no feature.
    pub(crate) fn finish(self, tile: &mut Vec<u8>) {
        if self.features.is_empty() {
            return;
        }
        let mut head = Vec::with_capacity(64);
        number(&mut head, 15, VERSION);
        bytes(&mut head, 1, self.name.as_bytes());
        for key in self.keys {
            bytes(&mut head, 3, key.as_bytes());
        }
        number(&mut head, 5, EXTENT as u64);
        varint(tile, 3 << 3 | 2);
        varint(tile, (head.len() + self.features.len() + self.values.len()) as u64);
        tile.extend_from_slice(&head);
        tile.extend_from_slice(&self.features);
        tile.extend_from_slice(&self.values);
    }

    fn feature(&mut self, shape: Shape, id: u64, values: &[Value<'a>]) {
        self.tags.clear();
        for (key, &value) in values.iter().enumerate() {
            let place = self.place_of(value);
            varint(&mut self.tags, key as u64);
            varint(&mut self.tags, place);
        }
        let geometry = &self.geometry.bytes;
        let length = field_length(1, id)
            + 2
            + field_length(1, self.tags.len() as u64)
            + self.tags.len()
            + field_length(1, geometry.len() as u64)
            + geometry.len();
        varint(&mut self.features, 2 << 3 | 2);
        varint(&mut self.features, length as u64);
        number(&mut self.features, 1, id);
        bytes(&mut self.features, 2, &self.tags);
        number(&mut self.features, 3, shape as u64);
        bytes(&mut self.features, 4, geometry);
        self.geometry.clear();
    }

    /// The place of a value in the layer's list, where each is written once.
    fn place_of(&mut self, value: Value<'a>) -> u64 {
        let next = self.count;
        let place = match value {
            Value::Unique(_) => next,
            Value::Text(text) => *self.texts.entry(text).or_insert(next),
            Value::Number(number) => *self.numbers.entry(number).or_insert(next),
        };
        if place == next {
            self.count += 1;
            varint(&mut self.values, 4 << 3 | 2);
            match value {
                Value::Text(text) | Value::Unique(text) => {
                    let length = text.len();
                    varint(&mut self.values, (field_length(1, length as u64) + length) as u64);
                    bytes(&mut self.values, 1, text.as_bytes());
                }
                Value::Number(value) => {
                    varint(&mut self.values, field_length(1, value) as u64);
                    number(&mut self.values, 5, value);
                }
            }
        }
        place
    }
}

impl Geometry {
    fn clear(&mut self) {
        self.bytes.clear();
        self.pen = Spot::default();
    }

    fn move_to(&mut self, spot: Spot) {
        varint(&mut self.bytes, 1 << 3 | 1);
        self.go(spot);
    }

    fn ring(&mut self, spots: &[Spot]) {
        let [first, others @ ..] = spots else { return };
        self.move_to(*first);
        varint(&mut self.bytes, (others.len() as u64) << 3 | 2);
        for &spot in others {
            self.go(spot);
        }
        varint(&mut self.bytes, 1 << 3 | 7);
    }

    fn go(&mut self, spot: Spot) {
        for delta in [spot.x - self.pen.x, spot.y - self.pen.y] {
            // Small numbers of either sign become small ones without sign.
            varint(&mut self.bytes, u64::from((delta << 1 ^ delta >> 31) as u32));
        }
        self.pen = spot;
    }
}

/// Writes a number in seven-bit groups, the lowest first.
fn varint(into: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        into.push(number as u8 | 0x80);
        number >>= 7;
    }
    into.push(number as u8);
}

/// Writes a field that is a number.
fn number(into: &mut Vec<u8>, field: u64, value: u64) {
    varint(into, field << 3);
    varint(into, value);
}

/// Writes a field that is bytes: text, a message or packed numbers.
fn bytes(into: &mut Vec<u8>, field: u64, value: &[u8]) {
    varint(into, field << 3 | 2);
    varint(into, value.len() as u64);
    into.extend_from_slice(value);
}

/// The bytes that `tags` bytes of tag and a number take.
fn field_length(tag: usize, number: u64) -> usize {
    let bits = 64 - (number | 1).leading_zeros() as usize;
    tag + bits.div_ceil(7)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the commands of rings, as numbers.
    fn check(rings: &[&[(i32, i32)]], expect: &[u8]) {
        let mut geometry = Geometry::default();
        for ring in rings {
            let spots: Vec<Spot> = ring.iter().map(|&(x, y)| Spot { x, y }).collect();
            geometry.ring(&spots);
        }
        assert_eq!(geometry.bytes, expect);
    }

    #[test]
    fn the_examples_of_the_specification() {
        // Section 4.3.5.
        check(&[&[(3, 6), (8, 12), (20, 34)]], &[9, 6, 12, 18, 10, 12, 24, 44, 15]);
        check(
            &[
                &[(0, 0), (10, 0), (10, 10), (0, 10)],
                &[(11, 11), (20, 11), (20, 20), (11, 20)],
                &[(13, 13), (13, 17), (17, 17), (17, 13)],
            ],
            &[
                9, 0, 0, 26, 20, 0, 0, 20, 19, 0, 15, 9, 22, 2, 26, 18, 0, 0, 18, 17, 0, 15, 9, 4,
                13, 26, 0, 8, 8, 0, 0, 7, 15,
            ],
        );
    }

    #[test]
    fn a_ring_may_start_where_the_one_before_ended() {
        check(
            &[&[(0, 0), (9, 0), (9, 9)], &[(9, 9), (5, 5), (8, 5)]],
            &[9, 0, 0, 18, 18, 0, 0, 18, 15, 9, 0, 0, 18, 7, 7, 6, 0, 15],
        );
    }

    #[test]
    fn numbers_take_as_many_bytes_as_foreseen() {
        for value in [0, 1, 127, 128, 16_383, 16_384, u64::from(u32::MAX), u64::MAX] {
            let mut written = Vec::new();
            number(&mut written, 1, value);
            assert_eq!(written.len(), field_length(1, value), "{value}");
        }
    }

    #[test]
    fn a_layer_without_features_is_not_written() {
        let mut tile = Vec::new();
        LayerWriter::new("commune", &["code"]).finish(&mut tile);
        assert!(tile.is_empty());
    }
}
