//! Names the sources that shape answers, so that a browser never keeps an answer of another build.

use std::{
    collections::hash_map::DefaultHasher,
    fs,
    hash::{Hash, Hasher},
    path::Path,
};

/// The crates whose code decides what an answer says.
const ROOMS: [&str; 7] = ["territory", "geometry", "dataset", "atlas", "maps", "raster", "server"];

fn main() {
    let mut hasher = DefaultHasher::new();
    for room in ROOMS {
        let sources = Path::new("..").join(room).join("src");
        println!("cargo:rerun-if-changed={}", sources.display());
        hash_folder(&sources, &mut hasher);
    }
    println!("cargo:rustc-env=ECHELLE_SOURCES={:016x}", hasher.finish());
}

/// Adds the names and contents of the files of a folder, in the order of names. What cannot be
/// read is left out: the compiler will say so better.
fn hash_folder(folder: &Path, hasher: &mut DefaultHasher) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            hash_folder(&path, hasher);
        } else if let Ok(bytes) = fs::read(&path) {
            path.hash(hasher);
            bytes.hash(hasher);
        }
    }
}
