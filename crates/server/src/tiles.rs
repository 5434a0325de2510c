//! Tiles of a snapshot: layers prepared when first asked for, tiles drawn once and kept for a while.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use atlas::{Atlas, QuestionError, TerritoryIndex, Year};
use axum::body::Bytes;
use maps::{Canvas, Feature, FeatureGround, TileAddress, TileLayer};
use territory::{Kind, Vintage};

use crate::encoding::{Effort, Encoding};

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

/// Which tile.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct TileKey {
    pub(crate) kind: Kind,
    pub(crate) vintage: Vintage,
    pub(crate) address: TileAddress,
}

/// A tile, as drawn and as compressed.
#[derive(Debug)]
pub(crate) struct Tile {
    plain: Bytes,
    packed: OnceLock<Option<Bytes>>,
}

/// Tiles in two generations: when the young are too heavy they become the old, and the old that
/// nobody asked for meanwhile are forgotten.
#[derive(Debug, Default)]
struct Kept {
    young: HashMap<TileKey, Arc<Tile>>,
    old: HashMap<TileKey, Arc<Tile>>,
    /// Bytes of the young.
    weight: usize,
}

/// Bytes at which a generation is full. Two generations of plain and compressed tiles stay below
/// 40 MB.
const GENERATION: usize = 12 << 20;

impl Tile {
    /// The bytes to send, and how they are compressed. Map clients all take gzip; Brotli would
    /// gain little on tiles.
    pub(crate) fn bytes(&self, encoding: Encoding) -> (Bytes, Encoding) {
        if encoding == Encoding::Identity {
            return (self.plain.clone(), Encoding::Identity);
        }
        let pack = || Encoding::Gzip.compress(&self.plain, Effort::Once).map(Bytes::from);
        match self.packed.get_or_init(pack) {
            Some(packed) => (packed.clone(), Encoding::Gzip),
            None => (self.plain.clone(), Encoding::Identity),
        }
    }
}

impl Kept {
    fn get(&mut self, key: &TileKey) -> Option<Arc<Tile>> {
        if let Some(tile) = self.young.get(key) {
            return Some(Arc::clone(tile));
        }
        let tile = self.old.remove(key)?;
        self.put(key.clone(), Arc::clone(&tile));
        Some(tile)
    }

    fn put(&mut self, key: TileKey, tile: Arc<Tile>) {
        const ENTRY: usize = 200;
        self.weight += tile.plain.len() + ENTRY;
        self.young.insert(key, tile);
        if self.weight > GENERATION {
            self.old = std::mem::take(&mut self.young);
            self.weight = 0;
        }
    }
}

impl Tiles {
    /// A tile that was drawn before.
    pub(crate) fn known(&self, key: &TileKey) -> Option<Arc<Tile>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).get(key)
    }

    /// Draws a tile and keeps it.
    pub(crate) fn draw(
        &self,
        atlas: &Atlas,
        year: &Year,
        key: &TileKey,
    ) -> Result<Arc<Tile>, QuestionError> {
        if let Some(tile) = self.known(key) {
            return Ok(tile);
        }
        let plain = self.with_layer(atlas, year, &key.kind, |layer, canvas| {
            layer.tile(atlas.mesh(), canvas, key.address)
        })?;
        let tile = Arc::new(Tile { plain: Bytes::from(plain), packed: OnceLock::new() });
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.put(key.clone(), Arc::clone(&tile));
        Ok(tile)
    }

    /// Reads a layer, preparing it first where nobody has asked for it yet.
    pub(crate) fn with_layer<T>(
        &self,
        atlas: &Atlas,
        year: &Year,
        kind: &Kind,
        read: impl FnOnce(&TileLayer, &Canvas) -> T,
    ) -> Result<T, QuestionError> {
        if !atlas.kinds().any(|known| known == kind) {
            return Err(QuestionError::UnknownKind(kind.clone()));
        }
        let canvas = self.canvas.get_or_init(|| Canvas::new(atlas.mesh(), atlas.weights()));
        let layer = {
            let mut layers = self.layers.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(layers.entry((kind.clone(), year.vintage)).or_default())
        };
        let prepare = || {
            let present = |index: &TerritoryIndex| {
                year.facts(*index).present && atlas.entry(*index).has_ground()
            };
            let features = atlas.of_kind(kind).filter(present);
            let features = features.map(|index| feature(atlas, year, index));
            TileLayer::new(atlas.mesh(), canvas, kind.as_str(), features)
        };
        Ok(read(layer.get_or_init(prepare), canvas))
    }
}

fn feature<'a>(atlas: &'a Atlas, year: &Year, index: TerritoryIndex) -> Feature<'a> {
    let entry = atlas.entry(index);
    let code = &entry.id.code;
    Feature {
        id: u64::from(index.0),
        code: code.as_str(),
        name: &entry.name,
        population: year.facts(index).people.map(u64::from),
        ground: match entry.shape() {
            Some(shape) => FeatureGround::Shape(shape),
            None => FeatureGround::Faces(atlas.faces(index)),
        },
        anchor: (*entry.kind() == Kind::COMMUNE).then(|| atlas.town_hall(code)).flatten(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(x: u32) -> TileKey {
        TileKey {
            kind: Kind::COMMUNE,
            vintage: Vintage::try_from(2026).unwrap(),
            address: TileAddress::new(14, x, 0).unwrap(),
        }
    }

    fn tile(size: usize) -> Arc<Tile> {
        Arc::new(Tile { plain: vec![0; size].into(), packed: OnceLock::new() })
    }

    #[test]
    fn tiles_nobody_asks_for_are_forgotten_and_the_others_stay() {
        let mut kept = Kept::default();
        for x in 0..100 {
            kept.put(key(x), tile(1 << 20));
            assert!(kept.get(&key(0)).is_some(), "after {x}");
        }
        assert!(kept.get(&key(1)).is_none());
        assert!(kept.get(&key(99)).is_some());
        let weight = |tiles: &HashMap<TileKey, Arc<Tile>>| {
            tiles.values().map(|tile| tile.plain.len()).sum::<usize>()
        };
        assert!(weight(&kept.young) + weight(&kept.old) <= 2 * (GENERATION + (1 << 20)));
    }

    #[test]
    fn a_tile_is_compressed_for_those_who_take_it() {
        let tile = tile(5000);
        assert_eq!(
            tile.bytes(Encoding::Identity),
            (Bytes::from(vec![0; 5000]), Encoding::Identity)
        );
        let (packed, encoding) = tile.bytes(Encoding::Brotli);
        assert!(packed.len() < 100 && encoding == Encoding::Gzip);
    }
}
