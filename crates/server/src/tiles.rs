//! Tiles of a snapshot: layers prepared when first asked for, tiles drawn once and kept for a while.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};

use atlas::{Atlas, QuestionError, Year};
use axum::body::Bytes;
use maps::{Canvas, TileAddress, TileLayer};
use territory::{Kind, Vintage};

use crate::{
    encoding::{Effort, Encoding},
    tile_set,
};

/// The layers and tiles of one snapshot.
#[derive(Debug, Default)]
pub(crate) struct Tiles {
    canvas: OnceLock<Canvas>,
    /// One a kind and vintage; prepared by the first who asks, the others wait.
    layers: Mutex<HashMap<(Kind, Vintage), Preparing>>,
    kept: Mutex<Kept>,
}

/// A layer that is being prepared, or is ready.
type Preparing = Arc<OnceLock<TileLayer>>;

/// A tile that is being drawn by whoever asked first, or is ready; the others wait.
type Drawing = Arc<OnceLock<Tile>>;

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

/// Tiles in two generations: when the young are too heavy they become the old, and the old that
/// nobody asked for meanwhile are forgotten.
#[derive(Debug, Default)]
struct Kept {
    young: HashMap<TileKey, Drawing>,
    old: HashMap<TileKey, Drawing>,
    /// Bytes of the young.
    weight: usize,
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

impl Kept {
    /// The place of a tile, empty where it is yet to be drawn.
    fn place(&mut self, key: &TileKey) -> Drawing {
        if let Some(tile) = self.young.get(key) {
            return Arc::clone(tile);
        }
        let tile = self.old.remove(key).unwrap_or_default();
        self.young.insert(key.clone(), Arc::clone(&tile));
        // One that moves from the old to the young weighs again.
        self.weigh(tile.get().map_or(0, |tile| tile.plain.len()));
        tile
    }

    fn weigh(&mut self, bytes: usize) {
        const ENTRY: usize = 200;
        self.weight += bytes + ENTRY;
        if self.weight > GENERATION {
            self.old = std::mem::take(&mut self.young);
            self.weight = 0;
        }
    }
}

impl Tiles {
    /// A tile that was drawn before, as packed for a client.
    pub(crate) fn known(&self, key: &TileKey, encoding: Encoding) -> Option<(Bytes, Encoding)> {
        let place = {
            let kept = self.kept();
            kept.young.get(key).or_else(|| kept.old.get(key)).cloned()?
        };
        Some(place.get()?.bytes(encoding))
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
        let place = self.kept().place(key);
        let mut mine = false;
        let tile = place.get_or_init(|| {
            mine = true;
            Tile::new(self.draw(atlas, year, key))
        });
        if mine {
            self.kept().weigh(tile.plain.len());
        }
        read(tile)
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

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(x: u32) -> TileKey {
        TileKey {
            kinds: vec![Kind::COMMUNE],
            vintage: Vintage::try_from(2026).unwrap(),
            address: TileAddress::new(14, x, 0).unwrap(),
        }
    }

    #[test]
    fn tiles_nobody_asks_for_are_forgotten_and_the_others_stay() {
        let mut kept = Kept::default();
        let put = |kept: &mut Kept, x: u32| {
            let place = kept.place(&key(x));
            place.get_or_init(|| Tile::new(vec![0; 1 << 20]));
            kept.weigh(1 << 20);
        };
        for x in 0..100 {
            put(&mut kept, x);
            assert!(kept.place(&key(0)).get().is_some(), "after {x}");
        }
        assert!(kept.place(&key(1)).get().is_none());
        assert!(kept.place(&key(99)).get().is_some());
        let weight = |tiles: &HashMap<TileKey, Drawing>| {
            let drawn = tiles.values().filter_map(|place| place.get());
            drawn.map(|tile| tile.plain.len()).sum::<usize>()
        };
        assert!(weight(&kept.young) + weight(&kept.old) <= 2 * (GENERATION + (1 << 20)));
    }

    #[test]
    fn one_draws_and_the_others_wait() {
        let kept = Mutex::new(Kept::default());
        let drawn = std::sync::atomic::AtomicU32::new(0);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let place = kept.lock().unwrap().place(&key(1));
                    place.get_or_init(|| {
                        drawn.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                        std::thread::sleep(std::time::Duration::from_millis(20));
                        Tile::new(vec![1])
                    });
                });
            }
        });
        assert_eq!(drawn.into_inner(), 1);
    }

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
