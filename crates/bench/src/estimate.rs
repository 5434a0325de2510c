//! How far the estimated basins agree with Insee's.

use std::path::Path;

use sources::estimate;
use store::{GeoPackageStore, Store};
use territory::Kind;

use crate::{
    failure::Failure,
    lines::{Figure, Line, Target},
};

/// The share of mainland communes put with Insee's own pole; nothing where Insee's basins are not
/// loaded.
pub(crate) fn line(store: &Path) -> Result<Option<Line>, Failure> {
    let dataset = GeoPackageStore::open_read_only(store)?.load()?.dataset;
    let Some(base) = dataset.base else { return Ok(None) };
    let published = dataset.layers.into_iter().find_map(|mut layer| {
        layer.territories.retain(|territory| territory.id.kind == Kind::BASSIN_DE_VIE);
        (!layer.territories.is_empty()).then_some(layer)
    });
    let Some(published) = published else { return Ok(None) };
    let agreement = estimate::agreement(&estimate::basins(&base), &published, &base);
    Ok(agreement.map(|agreement| {
        Line::own(
            "estimated basins: communes put with Insee's own pole",
            Figure::Share(agreement.share_same_pole),
            Target::AtLeast(Figure::Share(0.68)),
        )
    }))
}
