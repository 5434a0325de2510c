//! Any other territory: GeoJSON, shapefile, GeoPackage, or a CSV of commune codes.

mod codes;
pub(crate) mod features;
pub(crate) mod geojson;
mod geopackage;
mod groupements;
mod options;
mod repairs;
pub(crate) mod shapefile;

use std::path::Path;

use dataset::{Layer, Territory};
pub use options::PerimeterOptions;
use territory::Kind;

use self::features::FeatureFile;
use crate::{
    communes::CommuneLookup,
    errors::SourceError,
    import::{Format, Imported},
    report::ImportReport,
};

/// Reads territories from a file of a format, with what the caller says of it.
pub(crate) fn read(
    path: &Path,
    format: Format,
    options: &PerimeterOptions,
    communes: &dyn CommuneLookup,
) -> Result<Imported, SourceError> {
    let kind = options.required_kind(path)?;
    let (layer_name, epsg) = (options.layer.as_deref(), options.epsg);
    let file = match format {
        Format::Codes => {
            let (territories, report) = codes::read(path, &kind, options, communes)?;
            return layer(path, &kind, options, territories, report);
        }
        Format::GeoJson => geojson::read(path, epsg)?,
        Format::GeoPackage => geopackage::read(path, layer_name, epsg)?,
        Format::Shapefile => shapefile::read_file(path, epsg)?,
        Format::ZippedShapefile => shapefile::read_zip(path, layer_name, epsg)?,
    };
    from_features(path, file, options, communes)
}

/// The layer of features already read.
pub(crate) fn from_features(
    path: &Path,
    file: FeatureFile,
    options: &PerimeterOptions,
    communes: &dyn CommuneLookup,
) -> Result<Imported, SourceError> {
    let kind = options.required_kind(path)?;
    let (territories, report) = features::territories(file, &kind, options, communes)?;
    layer(path, &kind, options, territories, report)
}

/// Territories and report, made a layer with its source.
fn layer(
    path: &Path,
    kind: &Kind,
    options: &PerimeterOptions,
    territories: Vec<Territory>,
    mut report: ImportReport,
) -> Result<Imported, SourceError> {
    let key = options.layer_key(path, kind)?;
    let source = options.source_record(key.clone());
    report.sources.push(source.clone());
    Ok(Imported { layer: Layer { key, source, territories }, report })
}
