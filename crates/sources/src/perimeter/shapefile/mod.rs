//! Shapefiles: `.shp` with its siblings, or all of them in a zip archive.

mod dbf;
mod shp;

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
};

use super::features::{FeatureFile, RawFeature};
use crate::{
    archive::{Zip, open, read_all},
    crs::Crs,
    errors::{At, Place, Problem, SourceError},
    text::{Phrase, Text, shown},
};

/// The most a file of a shapefile may take, unpacked.
pub(crate) const LIMIT: u64 = 1 << 30;

/// The most a `.prj` or `.cpg` may take.
const LABEL_LIMIT: u64 = 64 << 10;

/// The files of a shapefile, each with its place.
pub(crate) struct Bundle {
    shp: (Vec<u8>, Place),
    dbf: Option<(Vec<u8>, Place)>,
    prj: Option<(String, Place)>,
    cpg: Option<String>,
}

/// Reads a `.shp` file with its siblings.
pub(crate) fn read_file(path: &Path, epsg: Option<u32>) -> Result<FeatureFile, SourceError> {
    let siblings = siblings(path);
    let read = |extension: &str, limit: u64| -> Result<Option<(Vec<u8>, Place)>, SourceError> {
        let is =
            |path: &&PathBuf| path.extension().is_some_and(|e| e.eq_ignore_ascii_case(extension));
        let Some(path) = siblings.iter().find(is) else { return Ok(None) };
        let (file, place) = open(path)?;
        Ok(Some((read_all(file, limit, &place)?, place)))
    };
    let (file, place) = open(path)?;
    let bundle = Bundle {
        shp: (read_all(file, LIMIT, &place)?, place),
        dbf: read("dbf", LIMIT)?,
        prj: read("prj", LABEL_LIMIT)?.map(|(bytes, place)| (label(&bytes), place)),
        cpg: read("cpg", LABEL_LIMIT)?.map(|(bytes, _)| label(&bytes)),
    };
    bundle.features(epsg)
}

/// The files of a folder that bear the name of a shapefile, whatever their extension.
fn siblings(path: &Path) -> Vec<PathBuf> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let Ok(entries) = fs::read_dir(folder.unwrap_or(Path::new("."))) else { return Vec::new() };
    let stem = path.file_stem().map(OsStr::to_ascii_lowercase);
    let mut siblings: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.file_stem().map(OsStr::to_ascii_lowercase) == stem)
        .collect();
    siblings.sort();
    siblings
}

/// Whether an archive holds a shapefile.
pub(crate) fn is_in(names: &[String]) -> bool {
    names.iter().any(|name| is_shapefile(name))
}

fn is_shapefile(name: &str) -> bool {
    // Archives made on macOS carry a shadow of each file, which is no shapefile.
    has_extension(name, "shp") && !name.starts_with("__MACOSX/")
}

fn has_extension(name: &str, extension: &str) -> bool {
    Path::new(name).extension().is_some_and(|found| found.eq_ignore_ascii_case(extension))
}

/// Reads the only shapefile of a zip archive, or the one called `layer`.
pub(crate) fn read_zip(
    path: &Path,
    layer: Option<&str>,
    epsg: Option<u32>,
) -> Result<FeatureFile, SourceError> {
    let mut zip = Zip::open(path)?;
    let names = zip.names();
    let stem = |name: &str| Path::new(name).file_stem().map(OsStr::to_ascii_lowercase);
    let wanted = layer.map(|layer| OsStr::new(layer).to_ascii_lowercase());
    let found: Vec<&String> = names
        .iter()
        .filter(|name| is_shapefile(name) && (wanted.is_none() || stem(name) == wanted))
        .collect();
    let shp = match found.as_slice() {
        [only] => *only,
        [] => {
            return Err(zip.place().refuse(Problem::MissingEntry(layer.unwrap_or("*.shp").into())));
        }
        several => {
            let found = several.iter().map(|&name| shown(name)).collect();
            return Err(zip.place().refuse(Problem::Option {
                name: "layer",
                expected: ONE_OF,
                found,
            }));
        }
    };
    let of_stem = |extension: &str| {
        let stem = shp.get(..shp.len() - 4).unwrap_or_default();
        let is = |name: &&String| {
            has_extension(name, extension)
                && name
                    .get(..name.len() - extension.len() - 1)
                    .is_some_and(|other| other.eq_ignore_ascii_case(stem))
        };
        names.iter().find(is)
    };
    let mut read = |name: Option<&String>, limit: u64| match name {
        Some(name) => Ok(Some((zip.read(name, limit)?, zip.place().entry(name)))),
        None => Ok(None),
    };
    let Some(shp_file) = read(Some(shp), LIMIT)? else {
        return Err(Place::file(path).refuse(Problem::Empty));
    };
    let bundle = Bundle {
        shp: shp_file,
        dbf: read(of_stem("dbf"), LIMIT)?,
        prj: read(of_stem("prj"), LABEL_LIMIT)?.map(|(bytes, place)| (label(&bytes), place)),
        cpg: read(of_stem("cpg"), LABEL_LIMIT)?.map(|(bytes, _)| label(&bytes)),
    };
    bundle.features(epsg)
}

const ONE_OF: Phrase = Phrase::new(
    "dites lequel des shapefiles de l’archive",
    "say which of the archive’s shapefiles",
);

/// A `.prj` or `.cpg` is ASCII; other bytes only ever stand in names.
fn label(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

impl Bundle {
    /// The records with their attributes, in the file's coordinates.
    fn features(self, epsg: Option<u32>) -> Result<FeatureFile, SourceError> {
        let (shp, place) = &self.shp;
        let crs = match (epsg, &self.prj) {
            (Some(number), _) => Crs::from_epsg(number).map_err(|problem| place.refuse(problem))?,
            (None, Some((text, place))) => {
                Crs::from_wkt(text).map_err(|problem| place.refuse(problem))?
            }
            (None, None) => {
                return Err(place.refuse(Problem::Projection("?, .prj".to_owned())));
            }
        };
        let shapes = shp::read(shp, place)?;
        let attributes = match &self.dbf {
            Some((bytes, place)) => Some(dbf::read(bytes, self.cpg.as_deref(), place)?),
            None => None,
        };
        let (fields, records) = match attributes {
            Some(attributes) if attributes.records.len() == shapes.len() => {
                (attributes.fields, attributes.records)
            }
            Some(attributes) => {
                let (shapes, records) = (shapes.len(), attributes.records.len());
                let cause = Text::new(
                    format!("{shapes} formes, {records} enregistrements"),
                    format!("{shapes} shapes, {records} records"),
                );
                return Err(place.refuse(Problem::corrupt(cause)));
            }
            None => (Vec::new(), vec![Some(Vec::new()); shapes.len()]),
        };
        let mut features = Vec::with_capacity(shapes.len());
        for (number, (shape, record)) in shapes.into_iter().zip(records).enumerate() {
            let (Some(values), Some(rings)) = (record, shape) else { continue };
            features.push(RawFeature {
                place: place.at(At::Feature(number as u64 + 1)),
                attributes: fields.iter().cloned().zip(values).collect(),
                polygons: rings.polygons(),
            });
        }
        Ok(FeatureFile { place: place.clone(), crs, features })
    }
}
