//! Files cut short or with bytes changed: a typed error or the right answer, never a panic.

use std::path::Path;

use proptest::prelude::*;
use sources::{Catalogue, Imported, NoBase, PerimeterOptions, SourceError, read_layer};
use territory::Kind;

use crate::builders::{Folder, LAMBERT_93, fixture, shapefile, square, workbook, zip};

fn import(path: &Path) -> Result<Imported, SourceError> {
    let options = PerimeterOptions {
        kind: Some(Kind::PERIMETRE),
        vintage: 2025.try_into().ok(),
        ..PerimeterOptions::default()
    };
    read_layer(path, options, &Catalogue::bundled().unwrap(), &NoBase)
}

fn shapes() -> (Vec<u8>, Vec<u8>) {
    let record = (vec![square(752_000.0, 6_315_000.0, 1_000.0)], vec!["A", "Été"]);
    shapefile(&["code", "nom"], &[record])
}

fn zipped_shapefile() -> Vec<u8> {
    let (shp, dbf) = shapes();
    zip(&[("a.shp", &shp), ("a.dbf", &dbf), ("a.prj", LAMBERT_93.as_bytes())])
}

fn table() -> Vec<u8> {
    let com: &[&[&str]] =
        &[&["Géographie au 01/01/2025"], &["CODGEO", "BV2022"], &["34111", "34111"]];
    let zones: &[&[&str]] = &[&["NIVGEO", "CODGEO", "LIBGEO"], &["BV2022", "34111", "Ganges"]];
    workbook(&[("COM", com), ("Zones_supra_communales", zones)])
}

/// Whether a file cut at a length is refused with an error that names it.
fn refused(folder: &Folder, name: &str, bytes: &[u8]) -> bool {
    let path = folder.write(name, bytes);
    import(&path).is_err_and(|error| error.place().file == name)
}

#[test]
fn every_truncation_of_a_small_archive_is_a_typed_error() {
    let whole = zipped_shapefile();
    let folder = Folder::new();
    assert!(import(&folder.write("whole.zip", &whole)).is_ok());
    for length in 0..whole.len() {
        assert!(refused(&folder, "cut.zip", &whole[..length]), "cut at {length}");
    }
}

#[test]
fn every_truncation_of_shapes_and_attributes_is_a_typed_error() {
    let (shp, dbf) = shapes();
    for length in 0..shp.len() {
        let folder = Folder::new();
        folder.write("a.dbf", &dbf);
        folder.write("a.prj", LAMBERT_93);
        // Cut inside the first four bytes, the file is no longer told to be a shapefile.
        assert!(refused(&folder, "a.shp", &shp[..length]), "shp cut at {length}");
    }
    let folder = Folder::new();
    let path = folder.write("a.shp", &shp);
    folder.write("a.prj", LAMBERT_93);
    let records = dbf.len() - usize::from(dbf.last() == Some(&0x1a));
    for length in 0..records {
        folder.write("a.dbf", &dbf[..length]);
        assert!(import(&path).is_err(), "dbf cut at {length}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn truncated_workbooks_are_refused(part in 0.0_f64..1.0) {
        let whole = table();
        let folder = Folder::new();
        let cut = (whole.len() as f64 * part) as usize;
        prop_assert!(refused(&folder, "cut.xlsx", &whole[..cut]));
    }

    #[test]
    fn changed_bytes_never_panic(
        which in 0_usize..5,
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let folder = Folder::new();
        let (name, mut bytes) = match which {
            0 => ("a.zip", zipped_shapefile()),
            1 => ("a.xlsx", table()),
            2 => ("a.geojson", fixture("perimeters/projet.geojson").into_bytes()),
            3 => ("a.csv", fixture("perimeters/pays.csv").into_bytes()),
            _ => ("a.shp", shapes().0),
        };
        folder.write("a.dbf", shapes().1);
        folder.write("a.prj", LAMBERT_93);
        for (index, byte) in &changes {
            let at = index.index(bytes.len());
            bytes[at] = *byte;
        }
        let _ = import(&folder.write(name, &bytes));
    }

    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let folder = Folder::new();
        let _ = import(&folder.write("anything", &bytes));
    }
}
