//! Outlines for maps: the faces of each territory of the latest vintage, dissolved.

use std::collections::HashMap;

use dataset::{Base, Ground, Territory};
use geo_types::MultiPolygon;
use geometry::FaceId;
use territory::{Code, Kind, Vintage};

/// Draws territories over a base.
pub(super) struct Outliner<'b> {
    base: Option<&'b Base>,
    latest: Option<Vintage>,
    /// The communes of every vintage, by code.
    communes: HashMap<&'b Code, Vec<&'b Territory>>,
}

impl<'b> Outliner<'b> {
    pub(super) fn new(base: Option<&'b Base>, latest: Option<Vintage>) -> Self {
        let mut communes: HashMap<_, Vec<_>> = HashMap::new();
        let territories = base.map_or(&[][..], |base| &base.territories);
        for territory in territories.iter().filter(|t| t.id.kind == Kind::COMMUNE) {
            communes.entry(&territory.id.code).or_default().push(territory);
        }
        Self { base, latest, communes }
    }

    /// Whether a territory holds at the latest vintage.
    pub(super) fn holds(&self, territory: &Territory) -> bool {
        match (territory.span, self.latest) {
            (Some(span), Some(latest)) => span.contains(latest),
            _ => true,
        }
    }

    /// The outline of a territory. `None` where no shape is loaded for it, or where the base does
    /// not know one of its communes: no outline rather than a part of it.
    pub(super) fn outline(&self, territory: &Territory) -> Option<MultiPolygon> {
        match &territory.ground {
            Ground::Missing => None,
            Ground::Shape(shape) => Some(shape.polygons()),
            Ground::Faces(faces) => self.dissolve(faces),
            Ground::Communes { vintage, codes } => self.dissolve(&self.faces(*vintage, codes)?),
        }
    }

    fn dissolve(&self, faces: &[FaceId]) -> Option<MultiPolygon> {
        let polygons = geometry::outline(&self.base?.mesh, faces, None);
        (!polygons.0.is_empty()).then_some(polygons)
    }

    /// The faces of communes; a commune that has no shape has none.
    fn faces(&self, vintage: Vintage, codes: &[Code]) -> Option<Vec<FaceId>> {
        let mut all = Vec::new();
        for code in codes {
            let holds =
                |commune: &&&Territory| commune.span.is_none_or(|span| span.contains(vintage));
            match &self.communes.get(code)?.iter().find(holds)?.ground {
                Ground::Faces(faces) => all.extend(faces),
                Ground::Missing => {}
                Ground::Communes { .. } | Ground::Shape(_) => return None,
            }
        }
        all.sort_unstable();
        all.dedup();
        Some(all)
    }
}
