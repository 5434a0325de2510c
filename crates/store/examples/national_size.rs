//! How long a store of national size takes: a made country of 37,000 communes, or, with the path
//! of a store that holds the real one, a copy of it.
//!
//! `cargo run --release -p store --example national_size [STORE]`

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::panic, reason = "a bench")]

#[path = "../tests/support/mod.rs"]
mod support;

use std::time::Instant;

use dataset::{Dataset, Ground};
use store::{Change, GeoPackageStore, Progress, Store};
use support::{Country, base, communes, layer, territory};

/// A made country and a layer like Insee's: three partitions said in communes.
fn made() -> Dataset {
    let base = base(&Country { columns: 193, rows: 192, inner_vertices: 4 });
    let count = base.faces.len();
    let codes: Vec<String> = (0..count).map(|face| format!("{face:05}")).collect();
    let mut territories = Vec::new();
    for (kind, size) in [("bassin-de-vie", 22), ("zone-emploi", 120), ("aire-attraction", 53)] {
        for (number, block) in codes.chunks(size).enumerate() {
            let ground = communes(2024, block.iter().map(String::as_str));
            territories.push(territory(&format!("{kind}:{number}"), "Bassin", ground));
        }
    }
    Dataset { base: Some(base), layers: vec![layer("insee", territories)] }
}

/// Prints how long the work takes, and how much of it is this thread's own: on a machine that has
/// other work the second figure is the one to compare.
fn seconds<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let (started, busy) = (Instant::now(), processor_seconds());
    let result = work();
    let (elapsed, busy) = (started.elapsed().as_secs_f64(), processor_seconds() - busy);
    println!("{what}: {elapsed:.3} s, {busy:.3} s of processor");
    result
}

/// What Linux counts for the only thread; 0 elsewhere.
fn processor_seconds() -> f64 {
    let counted = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let nanoseconds = counted.split(' ').next().and_then(|first| first.parse().ok());
    nanoseconds.unwrap_or(0.0) / 1e9
}

fn main() {
    let dataset = match std::env::args_os().nth(1) {
        Some(path) => GeoPackageStore::open_read_only(path).unwrap().load().unwrap().dataset,
        None => made(),
    };
    let base = dataset.base.as_ref().unwrap();
    let in_faces: usize = base
        .territories
        .iter()
        .map(|territory| if let Ground::Faces(faces) = &territory.ground { faces.len() } else { 0 })
        .sum();
    println!(
        "{} faces, {} arcs, {} vertices, {} territories on {in_faces} faces, {} layers",
        base.mesh.face_count(),
        base.mesh.arc_count(),
        base.mesh.vertex_count(),
        base.territories.len(),
        dataset.layers.len()
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.gpkg");
    let mut store = GeoPackageStore::create(&path).unwrap();
    let started = Instant::now();
    let mut step = None;
    let mut steps = |now: Progress| {
        if step != Some(now.step) {
            step = Some(now.step);
            println!("  {:.3} s: {:?}", started.elapsed().as_secs_f64(), now.step);
        }
    };
    seconds("write the base", || store.replace_base(base, &mut steps).unwrap());
    for layer in &dataset.layers {
        seconds(&format!("write layer {}", layer.key), || store.replace_layer(layer).unwrap());
    }
    let mut changes = vec![Change::Base(base)];
    changes.extend(dataset.layers.iter().map(Change::Layer));
    seconds("write all again", || store.write(&changes, &mut |_| {}).unwrap());
    println!("{} MB", std::fs::metadata(&path).unwrap().len() / 1_000_000);
    for _ in 0..3 {
        let reader = GeoPackageStore::open_read_only(&path).unwrap();
        seconds("load", || reader.load().unwrap());
    }
    seconds("1,000 versions", || (0..1000).map(|_| store.version().unwrap()).max());
}
