//! Damaged files: any byte changed, any end missing. The answer is the data as it was or an error
//! that names the file, never other data and never a panic; so it is with writing.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests panic when something is wrong"
)]

mod support;

use std::{fs, path::Path, sync::OnceLock};

use proptest::prelude::*;
use store::{GeoPackageStore, Store, StoreError};
use support::{assert_same, basins, dataset, fill};

/// The bytes of a small store.
fn whole() -> &'static [u8] {
    static WHOLE: OnceLock<Vec<u8>> = OnceLock::new();
    WHOLE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store.gpkg");
        fill(&mut GeoPackageStore::create(&path).unwrap(), &dataset());
        assert!(!folder.path().join("store.gpkg-wal").exists(), "the log is in the file");
        fs::read(path).unwrap()
    })
}

/// Whether it could be read, in both ways of opening.
fn reads(path: &Path) -> bool {
    let open = [GeoPackageStore::open_read_only(path), GeoPackageStore::open(path)];
    let outcomes = open.map(|store| store.and_then(|store| store.load()));
    let [read_only, writable] = outcomes.map(|outcome| match outcome {
        Ok(snapshot) => {
            assert_same(&snapshot.dataset, &dataset());
            true
        }
        Err(error) => {
            check_error(&error);
            false
        }
    });
    write(path);
    read_only || writable
}

/// A write to what is left succeeds or says which file it could not write.
fn write(path: &Path) {
    let written = GeoPackageStore::open(path).and_then(|mut store| store.replace_layer(&basins()));
    if let Err(error) = written {
        assert!(error.to_string().contains("store.gpkg"), "{error}");
    }
}

fn check_error(error: &StoreError) {
    let text = error.to_string();
    assert!(text.contains("store.gpkg"), "{text}");
    let expected = matches!(
        error,
        StoreError::Damaged { .. }
            | StoreError::NotAStore { .. }
            | StoreError::Blank { .. }
            | StoreError::TooNew { .. }
            | StoreError::TooOld { .. }
            | StoreError::Unreachable { .. }
            | StoreError::ReadOnly { .. }
    );
    assert!(expected, "{error:?}");
}

fn read_bytes(bytes: &[u8]) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.gpkg");
    fs::write(&path, bytes).unwrap();
    reads(&path)
}

#[test]
fn the_whole_file_reads() {
    assert!(read_bytes(whole()));
}

#[test]
fn damage_of_every_page_is_survived() {
    let mut refused = 0;
    let pages = whole().len() / 4096;
    for page in 0..pages {
        let mut bytes = whole().to_vec();
        bytes[page * 4096..(page + 1) * 4096].fill(0xA5);
        refused += usize::from(!read_bytes(&bytes));
    }
    // Pages of outlines, views and free pages matter to maps only.
    assert!(refused > pages / 2, "{refused} of {pages}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn changed_bytes_give_the_data_or_an_error(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut bytes = whole().to_vec();
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        read_bytes(&bytes);
    }

    #[test]
    fn changed_bytes_of_the_header_and_the_schema_too(
        changes in prop::collection::vec((0_usize..24_576, any::<u8>()), 1..6),
    ) {
        let mut bytes = whole().to_vec();
        for (place, byte) in changes {
            bytes[place] = byte;
        }
        read_bytes(&bytes);
    }

    #[test]
    fn a_file_cut_short_is_refused(place in any::<prop::sample::Index>()) {
        let length = place.index(whole().len());
        prop_assert!(!read_bytes(&whole()[..length]));
    }

    #[test]
    fn other_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..5000)) {
        prop_assert!(!read_bytes(&bytes));
    }
}
