//! Tiles of a snapshot: layers prepared when first asked for, tiles drawn once and kept for a while.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use atlas::{Atlas, QuestionError, Year};
use axum::body::Bytes;
use maps::{Canvas, TileAddress, TileLayer};
use territory::{Kind, Vintage};

use crate::{
    encoding::{Effort, Encoding},
    generations::{Generations, Weigh},
    tile_set,
};

/// The layers and tiles of one snapshot.
#[derive(Debug)]
pub(crate) struct Tiles {
    canvas: OnceLock<Canvas>,
    /// One a kind and vintage; prepared by the first who asks, the others wait.
    layers: Mutex<HashMap<(Kind, Vintage), Preparing>>,
    kept: Generations<TileKey, Tile>,
}

/// A layer that is being prepared, or is ready.
type Preparing = Arc<OnceLock<TileLayer>>;

/// Which tile.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct TileKey {
    /// The layers in it, each once.
    pub(crate) kinds: Vec<Kind>,
    pub(crate) vintage: Vintage,
    pub(crate) address: TileAddress,
}

/// A tile, as drawn and as packed for those who asked.
#[derive(Debug)]
struct Tile {
    plain: Bytes,
    gzip: OnceLock<Option<Bytes>>,
    brotli: OnceLock<Option<Bytes>>,
}

/// Bytes of plain tiles at which a generation is full. Packed twice, a tile weighs as much again
/// at most: two generations stay below 40 MB.
const GENERATION: usize = 10 << 20;

impl Tile {
    fn new(plain: Vec<u8>) -> Self {
        Self { plain: plain.into(), gzip: OnceLock::new(), brotli: OnceLock::new() }
    }

    /// The bytes to send, and how they are compressed. Packed once for each way of packing.
    fn bytes(&self, encoding: Encoding) -> (Bytes, Encoding) {
        let slot = match encoding {
            Encoding::Identity => return (self.plain.clone(), Encoding::Identity),
            Encoding::Gzip => &self.gzip,
            Encoding::Brotli => &self.brotli,
        };
        let pack = || encoding.compress(&self.plain, Effort::Once).map(Bytes::from);
        match slot.get_or_init(pack) {
            Some(packed) => (packed.clone(), encoding),
            None => (self.plain.clone(), Encoding::Identity),
        }
    }
}

impl Weigh for Tile {
    fn weight(&self) -> usize {
        self.plain.len()
    }
}

impl Default for Tiles {
    fn default() -> Self {
        Self {
            canvas: OnceLock::new(),
            layers: Mutex::default(),
            kept: Generations::new(GENERATION),
        }
    }
}

impl Tiles {
    /// A tile that was drawn before, as packed for a client.
    pub(crate) fn known(&self, key: &TileKey, encoding: Encoding) -> Option<(Bytes, Encoding)> {
        self.kept.known(key, |tile| tile.bytes(encoding))
    }

    /// A tile, drawn by the first who asks, as packed for a client.
    pub(crate) fn tile(
        &self,
        atlas: &Atlas,
        year: &Year,
        key: &TileKey,
        encoding: Encoding,
    ) -> Result<(Bytes, Encoding), QuestionError> {
        for kind in &key.kinds {
            tile_set::known(atlas, kind)?;
        }
        Ok(self.with_tile(atlas, year, key, |tile| tile.bytes(encoding)))
    }

    /// Reads the tile of a key whose kinds are known; drawn first where nobody has asked for it yet.
    fn with_tile<T>(
        &self,
        atlas: &Atlas,
        year: &Year,
        key: &TileKey,
        read: impl FnOnce(&Tile) -> T,
    ) -> T {
        self.kept.with(key, || Tile::new(self.draw(atlas, year, key)), read)
    }

    fn draw(&self, atlas: &Atlas, year: &Year, key: &TileKey) -> Vec<u8> {
        if let [kind] = &*key.kinds {
            let canvas = self.canvas(atlas);
            let layer = self.layer(year, kind);
            let layer = layer.get_or_init(|| tile_set::layer(atlas, year, kind, canvas));
            return layer.tile(atlas.mesh(), canvas, key.address);
        }
        // A tile is a list of layers: tiles end to end are one tile with the layers of all.
        let mut together = Vec::new();
        for kind in &key.kinds {
            let (vintage, address) = (key.vintage, key.address);
            let alone = TileKey { kinds: vec![kind.clone()], vintage, address };
            self.with_tile(atlas, year, &alone, |tile| together.extend_from_slice(&tile.plain));
        }
        together
    }

    /// Reads a layer, preparing it first where nobody has asked for it yet.
    pub(crate) fn with_layer<T>(
        &self,
        atlas: &Atlas,
        year: &Year,
        kind: &Kind,
        read: impl FnOnce(&TileLayer) -> T,
    ) -> Result<T, QuestionError> {
        tile_set::known(atlas, kind)?;
        let prepare = || tile_set::layer(atlas, year, kind, self.canvas(atlas));
        Ok(read(self.layer(year, kind).get_or_init(prepare)))
    }

    fn layer(&self, year: &Year, kind: &Kind) -> Preparing {
        let mut layers = self.layers.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(layers.entry((kind.clone(), year.vintage)).or_default())
    }

    fn canvas(&self, atlas: &Atlas) -> &Canvas {
        self.canvas.get_or_init(|| Canvas::new(atlas.mesh(), atlas.weights()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tile_is_packed_as_its_client_takes_it() {
        let tile = Tile::new(vec![0; 5000]);
        let plain = (Bytes::from(vec![0; 5000]), Encoding::Identity);
        assert_eq!(tile.bytes(Encoding::Identity), plain);
        for encoding in [Encoding::Gzip, Encoding::Brotli] {
            let (packed, given) = tile.bytes(encoding);
            assert!(packed.len() < 100 && given == encoding);
            assert_eq!(tile.bytes(encoding).0.as_ptr(), packed.as_ptr(), "packed once");
        }
        assert_eq!(Tile::new(vec![7; 9]).bytes(Encoding::Gzip).1, Encoding::Identity);
    }
}
