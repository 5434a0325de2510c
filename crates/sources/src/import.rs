//! A file of any known format, made a layer: what `echelle import FILE` reads.

use std::{io::Read, path::Path};

use dataset::Layer;
use territory::Kind;

use crate::{
    archive::{Zip, open},
    catalogue::Catalogue,
    communes::CommuneLookup,
    errors::{Problem, SourceError},
    insee::{self, InseeOptions},
    park,
    perimeter::{self, PerimeterOptions, features::FeatureFile, shapefile},
    report::ImportReport,
    text::Phrase,
};

/// A layer, and the report of its reading.
#[derive(Clone, Debug)]
pub struct Imported {
    /// What was read.
    pub layer: Layer,
    /// What the reader has to say of it.
    pub report: ImportReport,
}

/// The formats of perimeters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Codes,
    GeoJson,
    GeoPackage,
    Shapefile,
    ZippedShapefile,
}

/// What a file turns out to be.
enum Found {
    Perimeter(Format),
    InseeTable,
}

/// Reads a layer from a file, told by its content and not by its name: Insee's table and INPN's
/// parks by their layout, other territories with what `options` and the sidecar say of them.
pub fn read_layer(
    path: &Path,
    options: PerimeterOptions,
    catalogue: &Catalogue,
    communes: &dyn CommuneLookup,
) -> Result<Imported, SourceError> {
    let options = options.with_sidecar(path)?;
    match find(path)? {
        Found::InseeTable => {
            let source = match catalogue.layer_of(&Kind::BASSIN_DE_VIE) {
                Some(known) => known.record(),
                None => options.source_record(options.layer_key(path, &Kind::BASSIN_DE_VIE)?),
            };
            let wanted = options.kind.clone();
            let extra = InseeOptions {
                arrondissements: wanted == Some(Kind::ARRONDISSEMENT),
                cantons: wanted == Some(Kind::CANTON),
            };
            insee::read(path, source, extra, communes)
        }
        Found::Perimeter(Format::ZippedShapefile) => {
            let file = shapefile::read_zip(path, options.layer.as_deref(), options.epsg)?;
            zipped(path, file, &options, catalogue, communes)
        }
        Found::Perimeter(format) => perimeter::read(path, format, &options, communes),
    }
}

/// Parks by their layout, unless the caller says another kind.
fn zipped(
    path: &Path,
    file: FeatureFile,
    options: &PerimeterOptions,
    catalogue: &Catalogue,
    communes: &dyn CommuneLookup,
) -> Result<Imported, SourceError> {
    let parks = options.kind.as_ref().is_none_or(|kind| *kind == Kind::PNR);
    match catalogue.layer_of(&Kind::PNR) {
        Some(known) if parks && park::is_inpn(&file) => park::from_features(file, known.record()),
        _ => perimeter::from_features(path, file, options, communes),
    }
}

/// The format of a file, by its first bytes and, for an archive, by its entries.
fn find(path: &Path) -> Result<Found, SourceError> {
    let (mut file, place) = open(path)?;
    let mut start = Vec::new();
    file.by_ref().take(64).read_to_end(&mut start).map_err(|error| place.io(&error))?;
    let text = start.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&start).trim_ascii_start();
    Ok(match start.as_slice() {
        [] => return Err(place.refuse(Problem::Empty)),
        [b'P', b'K', ..] => {
            let names = Zip::open(path)?.names();
            if names.iter().any(|name| name == "xl/workbook.xml" || insee::is_workbook(name)) {
                Found::InseeTable
            } else if shapefile::is_in(&names) {
                Found::Perimeter(Format::ZippedShapefile)
            } else {
                let expected = Phrase::new(
                    "une archive qui contient un shapefile ou un classeur",
                    "an archive that holds a shapefile or a workbook",
                );
                return Err(place.refuse(Problem::NotThis(expected)));
            }
        }
        _ if start.starts_with(b"SQLite format 3\0") => Found::Perimeter(Format::GeoPackage),
        [0, 0, 0x27, 0x0a, ..] => Found::Perimeter(Format::Shapefile),
        _ if text.starts_with(b"{") => Found::Perimeter(Format::GeoJson),
        _ => Found::Perimeter(Format::Codes),
    })
}
