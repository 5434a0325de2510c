//! Addresses of tiles: zoom, column from the west, row from the north.

/// A tile that exists: zoom 0 to [`TileAddress::MAX_ZOOM`], column and row inside the zoom's grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TileAddress {
    zoom: u8,
    x: u32,
    y: u32,
}

/// Why numbers are not the address of a tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Deeper than tiles are made.
    #[error("zoom {0} is beyond {max}: tiles of zoom {max} hold all details", max = TileAddress::MAX_ZOOM)]
    TooDeep(u32),
    /// The zoom has no such column or row.
    #[error("zoom {zoom} has no tile {x}/{y}: columns and rows go from 0 to {last}")]
    OutsideGrid {
        /// The zoom.
        zoom: u8,
        /// The column asked for.
        x: u32,
        /// The row asked for.
        y: u32,
        /// The last column and row of the zoom.
        last: u32,
    },
}

impl TileAddress {
    /// The deepest zoom. Its tiles hold every vertex; maps stretch them further in.
    pub const MAX_ZOOM: u8 = 14;

    /// Checks an address.
    pub fn new(zoom: u32, x: u32, y: u32) -> Result<Self, AddressError> {
        let zoom = match u8::try_from(zoom) {
            Ok(small) if small <= Self::MAX_ZOOM => small,
            _ => return Err(AddressError::TooDeep(zoom)),
        };
        let last = (1 << zoom) - 1;
        if x > last || y > last {
            return Err(AddressError::OutsideGrid { zoom, x, y, last });
        }
        Ok(Self { zoom, x, y })
    }

    /// The zoom.
    #[must_use]
    pub fn zoom(self) -> u8 {
        self.zoom
    }

    /// The column, from the west.
    #[must_use]
    pub fn x(self) -> u32 {
        self.x
    }

    /// The row, from the north.
    #[must_use]
    pub fn y(self) -> u32 {
        self.y
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(zoom: u32, x: u32, y: u32, accepted: bool) {
        assert_eq!(TileAddress::new(zoom, x, y).is_ok(), accepted, "{zoom}/{x}/{y}");
    }

    #[test]
    fn only_tiles_of_the_grid_have_an_address() {
        check(0, 0, 0, true);
        check(14, 16_383, 16_383, true);
        check(8, 255, 255, true);
        check(0, 1, 0, false);
        check(8, 256, 0, false);
        check(8, 0, u32::MAX, false);
        check(15, 0, 0, false);
        check(264, 0, 0, false);
        check(u32::MAX, 0, 0, false);
    }
}
