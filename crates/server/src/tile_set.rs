//! The tiles of several kinds together, for whoever takes them all away.

use atlas::{Atlas, QuestionError, TerritoryIndex, Year};
use maps::{Canvas, Feature, FeatureGround, TileAddress, TileJson, TileLayer};
use territory::Kind;

/// Layers at one vintage, ready to be drawn.
#[derive(Debug)]
pub struct TileSet<'a> {
    atlas: &'a Atlas,
    canvas: Canvas,
    layers: Vec<TileLayer>,
    attributions: Vec<String>,
}

impl<'a> TileSet<'a> {
    /// Prepares layers; a layer is a kind that is loaded.
    pub fn new(atlas: &'a Atlas, year: &Year, kinds: &[Kind]) -> Result<Self, QuestionError> {
        let canvas = Canvas::new(atlas.mesh(), atlas.weights());
        let layers = kinds.iter().map(|kind| {
            known(atlas, kind)?;
            Ok(layer(atlas, year, kind, &canvas))
        });
        let layers = layers.collect::<Result<_, QuestionError>>()?;
        let attributions = kinds.iter().map(|kind| attribution(atlas, year, kind)).collect();
        Ok(Self { atlas, canvas, layers, attributions })
    }

    /// One tile with all the layers; empty where there is nothing.
    #[must_use]
    pub fn tile(&self, address: TileAddress) -> Vec<u8> {
        // A tile is a list of layers: two tiles end to end are one tile with the layers of both.
        let draw = |layer: &TileLayer| layer.tile(self.atlas.mesh(), &self.canvas, address);
        self.layers.iter().flat_map(draw).collect()
    }

    /// What the tiles hold.
    #[must_use]
    pub fn tile_json(&self) -> Option<TileJson> {
        let described = self.layers.iter().zip(&self.attributions);
        let described =
            described.map(|(layer, credit)| layer.tile_json(String::new(), credit.clone()));
        TileJson::joined(described)
    }
}

/// Refuses a kind that is not loaded.
pub(crate) fn known(atlas: &Atlas, kind: &Kind) -> Result<(), QuestionError> {
    if atlas.kinds().any(|known| known == kind) {
        Ok(())
    } else {
        Err(QuestionError::UnknownKind(kind.clone()))
    }
}

/// Prepares the layer of a kind.
pub(crate) fn layer(atlas: &Atlas, year: &Year, kind: &Kind, canvas: &Canvas) -> TileLayer {
    let present =
        |index: &TerritoryIndex| year.facts(*index).present && atlas.entry(*index).has_ground();
    let features = atlas.of_kind(kind).filter(present);
    let features = features.map(|index| feature(atlas, year, index));
    TileLayer::new(atlas.mesh(), canvas, kind.as_str(), features)
}

/// The credits of a kind's sources, each once.
pub(crate) fn attribution(atlas: &Atlas, year: &Year, kind: &Kind) -> String {
    let present = atlas.of_kind(kind).filter(|&index| year.facts(index).present);
    let mut credits: Vec<&str> = Vec::new();
    for source in atlas.sources_of(present) {
        if !credits.contains(&source.attribution.as_str()) {
            credits.push(&source.attribution);
        }
    }
    credits.join(maps::BETWEEN_CREDITS)
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
