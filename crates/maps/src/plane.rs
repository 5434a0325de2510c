//! The plane of web maps: points of the world in fixed point, and the window a tile opens on it.

use geometry::{Vertex, mercator};

use crate::TileAddress;

/// Units along each side of a tile.
pub(crate) const EXTENT: i32 = 4096;

/// Units drawn beyond each side, so that lines along the side are not cut: 8 pixels of 512.
pub(crate) const BUFFER: i32 = 64;

/// The world's side is 2 to this power: 31 bits leave 5 below the finest tile's unit.
const WORLD_BITS: u32 = 31;

/// Pixels along each side of a tile as maps show it are 2 to this power.
const PIXEL_BITS: u32 = 9;

/// A place in the world square, x to the east and y to the south.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Point {
    pub(crate) x: i32,
    pub(crate) y: i32,
}

/// A place in a tile, in its units, x to the east and y to the south.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Spot {
    pub(crate) x: i32,
    pub(crate) y: i32,
}

/// A box in the world square; its border belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Extent {
    pub(crate) low: Point,
    pub(crate) high: Point,
}

/// What a tile sees of the world: itself and the buffer around it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window {
    pub(crate) zoom: u8,
    /// North-west corner, in the units of the zoom.
    corner: Spot,
    /// Tile and buffer.
    pub(crate) extent: Extent,
}

/// Side of a pixel of 512-pixel tiles, in units of the world.
pub(crate) fn pixel(zoom: u8) -> f64 {
    f64::from(1_u32 << (WORLD_BITS - PIXEL_BITS - u32::from(zoom)))
}

/// The column or row of the tile that holds a coordinate.
pub(crate) fn tile_of(coordinate: i32, zoom: u8) -> u32 {
    (coordinate.max(0) as u32) >> (WORLD_BITS - u32::from(zoom))
}

/// The buffer around tiles of a zoom, in units of the world.
pub(crate) fn buffer(zoom: u8) -> i32 {
    BUFFER << unit_bits(zoom)
}

/// A unit of a zoom's tiles is 2 to this power units of the world.
fn unit_bits(zoom: u8) -> u32 {
    WORLD_BITS - EXTENT.ilog2() - u32::from(zoom)
}

impl Point {
    /// The place of a vertex. Latitudes beyond the square are brought to its edge.
    pub(crate) fn of(vertex: Vertex) -> Self {
        let (x, y) = mercator::from_degrees(vertex.longitude(), vertex.latitude());
        // The cast brings the eastern and southern edges, which are just outside, inside.
        let fixed = |share: f64| (share * f64::from(1_u32 << WORLD_BITS)).round() as i32;
        Self { x: fixed(x), y: fixed(y) }
    }

    /// Longitude and latitude in degrees.
    pub(crate) fn degrees(self) -> (f64, f64) {
        let share = |fixed: i32| f64::from(fixed) / f64::from(1_u32 << WORLD_BITS);
        mercator::to_degrees(share(self.x), share(self.y))
    }

    /// Area of a triangle.
    pub(crate) fn triangle(a: Self, b: Self, c: Self) -> f64 {
        let side = |p: Self| (f64::from(p.x) - f64::from(b.x), f64::from(p.y) - f64::from(b.y));
        let (u, v) = (side(a), side(c));
        (u.0 * v.1 - u.1 * v.0).abs() / 2.0
    }

    pub(crate) fn distance(self, other: Self) -> f64 {
        (f64::from(self.x) - f64::from(other.x)).hypot(f64::from(self.y) - f64::from(other.y))
    }
}

impl Extent {
    /// A box that holds nothing.
    pub(crate) const EMPTY: Self =
        Self { low: Point { x: i32::MAX, y: i32::MAX }, high: Point { x: i32::MIN, y: i32::MIN } };

    pub(crate) fn around(points: impl IntoIterator<Item = Point>) -> Self {
        points.into_iter().fold(Self::EMPTY, |extent, point| extent.joined(Self::at(point)))
    }

    pub(crate) fn at(point: Point) -> Self {
        Self { low: point, high: point }
    }

    pub(crate) fn joined(self, other: Self) -> Self {
        Self {
            low: Point { x: self.low.x.min(other.low.x), y: self.low.y.min(other.low.y) },
            high: Point { x: self.high.x.max(other.high.x), y: self.high.y.max(other.high.y) },
        }
    }

    pub(crate) fn is_empty(self) -> bool {
        self.low.x > self.high.x
    }

    pub(crate) fn meets(self, other: Self) -> bool {
        self.low.x <= other.high.x
            && other.low.x <= self.high.x
            && self.low.y <= other.high.y
            && other.low.y <= self.high.y
    }

    pub(crate) fn holds(self, other: Self) -> bool {
        self.low.x <= other.low.x
            && other.high.x <= self.high.x
            && self.low.y <= other.low.y
            && other.high.y <= self.high.y
    }
}

impl Window {
    pub(crate) fn new(tile: TileAddress) -> Self {
        let zoom = tile.zoom();
        let corner = Spot { x: tile.x() as i32 * EXTENT, y: tile.y() as i32 * EXTENT };
        let bits = unit_bits(zoom);
        let low = |corner: i32| (corner << bits) - buffer(zoom);
        // The last tile ends where 32 bits end.
        let high = |corner: i32| {
            ((i64::from(corner) + i64::from(EXTENT + BUFFER)) << bits).min(i64::from(i32::MAX))
        };
        Self {
            zoom,
            corner,
            extent: Extent {
                low: Point { x: low(corner.x), y: low(corner.y) },
                high: Point { x: high(corner.x) as i32, y: high(corner.y) as i32 },
            },
        }
    }

    /// The place of a point in the tile. It is rounded on the grid of the whole zoom, so that
    /// tiles side by side agree.
    pub(crate) fn spot(&self, point: Point) -> Spot {
        let bits = unit_bits(self.zoom) - 1;
        let unit = |coordinate: i32| ((coordinate >> bits) + 1) >> 1;
        Spot { x: unit(point.x) - self.corner.x, y: unit(point.y) - self.corner.y }
    }

    /// The column and row of the tile.
    pub(crate) fn tile(&self) -> (u32, u32) {
        ((self.corner.x / EXTENT) as u32, (self.corner.y / EXTENT) as u32)
    }

    /// Whether the tile itself, without buffer, holds a point. Every point is in one tile of each
    /// zoom.
    pub(crate) fn owns(&self, point: Point) -> bool {
        (tile_of(point.x, self.zoom), tile_of(point.y, self.zoom)) == self.tile()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(zoom: u32, x: u32, y: u32) -> Window {
        Window::new(TileAddress::new(zoom, x, y).unwrap())
    }

    /// Checks where a position in degrees lies in a tile.
    fn check(tile: (u32, u32, u32), longitude: f64, latitude: f64, expect: (i32, i32)) {
        let point = Point::of(Vertex::from_degrees(longitude, latitude).unwrap());
        let spot = window(tile.0, tile.1, tile.2).spot(point);
        assert_eq!((spot.x, spot.y), expect, "{tile:?} {longitude} {latitude}");
    }

    #[test]
    fn positions_fall_where_web_maps_expect_them() {
        check((0, 0, 0), -180.0, 85.2, (0, 0));
        check((0, 0, 0), 180.0, -90.0, (4096, 4096));
        check((0, 0, 0), 0.0, 0.0, (2048, 2048));
        check((1, 1, 0), 0.0, 0.0, (0, 4096));
        check((14, 16_383, 16_383), 180.0, -90.0, (4096, 4096));
        // The slippy map's formula puts this at column 8299.05124 and row 5636.56136.
        check((14, 8_299, 5_636), 2.3522, 48.8566, (210, 2_299));
    }

    #[test]
    fn each_point_is_in_one_tile() {
        let point = Point::of(Vertex::from_degrees(0.0, 0.0).unwrap());
        let owners = [(0, 0), (0, 1), (1, 0), (1, 1)].map(|(x, y)| window(1, x, y).owns(point));
        assert_eq!(owners, [false, false, false, true]);
        let corner = Point::of(Vertex::from_degrees(180.0, -90.0).unwrap());
        assert!(window(14, 16_383, 16_383).owns(corner));
    }

    #[test]
    fn degrees_come_back() {
        for (longitude, latitude) in [(2.3522, 48.8566), (-61.5, 16.2), (55.5, -21.1)] {
            let point = Point::of(Vertex::from_degrees(longitude, latitude).unwrap());
            let (east, north) = point.degrees();
            assert!((east - longitude).abs() < 1e-6 && (north - latitude).abs() < 1e-6);
        }
    }
}
