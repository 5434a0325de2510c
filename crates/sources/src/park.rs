//! The parcs naturels régionaux of INPN: a zipped shapefile in Lambert-93, some rings invalid.

use std::path::Path;

use dataset::{Layer, Source};
use territory::Kind;

use crate::{
    communes::NoBase,
    errors::SourceError,
    import::Imported,
    perimeter::{PerimeterOptions, features, shapefile},
};

/// The field of codes and the field of names, in small letters.
const FIELDS: [&str; 2] = ["id_mnhn", "nom_site"];

/// Whether a zipped shapefile has INPN's fields.
pub(crate) fn is_inpn(file: &features::FeatureFile) -> bool {
    let first = file.features.first();
    FIELDS.iter().all(|field| {
        first.is_some_and(|f| f.attributes.iter().any(|(name, _)| name.eq_ignore_ascii_case(field)))
    })
}

/// Reads the parks; every repaired ring is in the report, with the change of area.
pub fn read(path: &Path, source: Source) -> Result<Imported, SourceError> {
    from_features(shapefile::read_zip(path, None, None)?, source)
}

/// The parks of features already read.
pub(crate) fn from_features(
    file: features::FeatureFile,
    source: Source,
) -> Result<Imported, SourceError> {
    let [code_field, name_field] = FIELDS.map(|field| Some(field.to_owned()));
    let options = PerimeterOptions { name_field, code_field, ..PerimeterOptions::default() };
    let (territories, mut report) = features::territories(file, &Kind::PNR, &options, &NoBase)?;
    report.sources.push(source.clone());
    Ok(Imported { layer: Layer { key: source.key.clone(), source, territories }, report })
}
