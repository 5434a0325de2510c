//! Whether a file is the one a source promises: its checksum where known, its layout always.

use std::{fmt::Write as _, io::Read, path::Path};

use sha2::{Digest, Sha256};

use crate::{
    archive::{Zip, open, tarball_has},
    catalogue::{KnownSource, Layout},
    errors::{Problem, SourceError},
    insee,
    perimeter::shapefile,
};

/// Checks the file of a source.
pub(super) fn check(source: &KnownSource, path: &Path) -> Result<(), SourceError> {
    match &source.sha256 {
        Some(expected) => {
            let got = sha256(path)?;
            if got != *expected {
                let (_, place) = open(path)?;
                return Err(place.refuse(Problem::Checksum { expected: expected.clone(), got }));
            }
            // A file that is right to the bit has the right layout.
            Ok(())
        }
        None => layout(&source.layout, path),
    }
}

/// Checks the layout of a file.
pub(super) fn layout(layout: &Layout, path: &Path) -> Result<(), SourceError> {
    match layout {
        Layout::Zip { entry } => {
            let zip = Zip::open(path)?;
            if zip.names().contains(entry) {
                Ok(())
            } else {
                Err(zip.place().refuse(Problem::MissingEntry(entry.clone())))
            }
        }
        Layout::Tarball { entry } => tarball_has(path, entry),
        Layout::Workbook { entry } => insee::check_layout(path, entry),
        Layout::Shapefile {} => {
            let zip = Zip::open(path)?;
            if shapefile::is_in(&zip.names()) {
                Ok(())
            } else {
                Err(zip.place().refuse(Problem::MissingEntry("*.shp".to_owned())))
            }
        }
    }
}

/// The SHA-256 of a file, in hexadecimal.
fn sha256(path: &Path) -> Result<String, SourceError> {
    let (mut file, place) = open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let got = file.read(&mut buffer).map_err(|error| place.io(&error))?;
        if got == 0 {
            break;
        }
        hasher.update(buffer.get(..got).unwrap_or_default());
    }
    let mut hex = String::with_capacity(64);
    for byte in hasher.finalize() {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    Ok(hex)
}
