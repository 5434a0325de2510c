//! A process killed while it writes leaves the old data or the new, whole.
//!
//! The test starts itself as a child that writes two datasets in turn, kills it (SIGKILL) at
//! moments spread over a write, and reads what is there.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests panic when something is wrong"
)]

mod support;

use std::{
    env,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use dataset::Dataset;
use rusqlite::Connection;
use store::{GeoPackageStore, Store, Version};
use support::{Country, base, basins, fill, mixture};

/// Makes this program the child: it writes to the file that follows.
const WRITE_TO: &str = "--write-to";

/// How often the child is killed.
const KILLS: u32 = 30;

fn main() {
    let mut arguments = env::args_os().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == WRITE_TO {
            write_for_ever(&PathBuf::from(arguments.next().unwrap()));
        }
    }
    old_or_new_after_each_kill();
    the_file_that_a_kill_left_unmade_can_be_made();
    println!("test result: ok. killed {KILLS} times while writing");
}

/// Two datasets that differ in every table.
fn datasets() -> [Dataset; 2] {
    let country = |columns, rows| base(&Country { columns, rows, inner_vertices: 8 });
    [
        Dataset { base: Some(country(40, 30)), layers: vec![basins()] },
        Dataset { base: Some(country(25, 31)), layers: vec![basins(), mixture()] },
    ]
}

fn write(store: &mut GeoPackageStore, dataset: &Dataset) {
    let gone = mixture().key;
    let mut changes = vec![store::Change::RemoveLayer(&gone)];
    changes.extend(dataset.base.iter().map(store::Change::Base));
    changes.extend(dataset.layers.iter().map(store::Change::Layer));
    store.write(&changes, &mut |_| {}).unwrap();
}

/// The child: says when each write is done, until it is killed.
fn write_for_ever(path: &Path) -> ! {
    let datasets = datasets();
    let mut store = GeoPackageStore::create(path).unwrap();
    loop {
        for dataset in &datasets {
            write(&mut store, dataset);
            println!("written");
        }
    }
}

fn start_child(path: &Path) -> std::process::Child {
    Command::new(env::current_exe().unwrap())
        .arg(WRITE_TO)
        .arg(path)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// The version that each dataset has, in a store of its own.
fn versions(datasets: &[Dataset; 2]) -> [Version; 2] {
    datasets.each_ref().map(|dataset| {
        let folder = tempfile::tempdir().unwrap();
        let mut store = GeoPackageStore::create(folder.path().join("store.gpkg")).unwrap();
        fill(&mut store, dataset);
        store.version().unwrap()
    })
}

fn old_or_new_after_each_kill() {
    let datasets = datasets();
    let versions = versions(&datasets);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.gpkg");
    write(&mut GeoPackageStore::create(&path).unwrap(), &datasets[0]);
    let started = Instant::now();
    write(&mut GeoPackageStore::open(&path).unwrap(), &datasets[0]);
    let one_write = started.elapsed();
    let mut found = [0, 0];
    for kill in 0..KILLS {
        let mut child = start_child(&path);
        // After the first or the second write, at moments spread over the one that follows.
        let mut said = BufReader::new(child.stdout.as_mut().unwrap()).lines();
        assert!(said.nth(kill as usize % 2).is_some_and(|line| line.is_ok()));
        thread::sleep(one_write * kill / KILLS);
        child.kill().unwrap();
        child.wait().unwrap();
        let which = check(&path, &datasets, versions, kill);
        found[which] += 1;
    }
    assert!(found.iter().all(|&times| times > 0), "only one dataset was ever found: {found:?}");
}

/// Which of the datasets the file holds. It must be one of them, to the last record.
fn check(path: &Path, datasets: &[Dataset; 2], versions: [Version; 2], kill: u32) -> usize {
    let snapshot = GeoPackageStore::open(path).unwrap().load().unwrap();
    let which = versions.iter().position(|version| *version == snapshot.version);
    let which = which.unwrap_or_else(|| panic!("kill {kill}: neither the old data nor the new"));
    support::assert_same(&snapshot.dataset, &datasets[which]);
    let connection = Connection::open(path).unwrap();
    let count = |sql| connection.query_row(sql, [], |row| row.get::<_, u32>(0)).unwrap();
    let integrity: String =
        connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(integrity, "ok", "kill {kill}");
    // What is made for maps is of the same write.
    let communes = count("SELECT count(*) FROM commune WHERE geom IS NOT NULL");
    let parks = count("SELECT count(*) FROM echelle_kind WHERE kind = 'pnr'");
    let expected = datasets[which].base.as_ref().unwrap();
    let latest = *expected.vintages.last().unwrap();
    let holding = expected.populations.iter().filter(|p| p.vintage == latest).count();
    assert_eq!((communes as usize, parks as usize), (holding, which), "kill {kill}");
    which
}

/// A process may die between making the file and making the tables, too.
fn the_file_that_a_kill_left_unmade_can_be_made() {
    for delay in 0..10 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store.gpkg");
        let mut child = start_child(&path);
        thread::sleep(Duration::from_millis(delay * 3));
        child.kill().unwrap();
        child.wait().unwrap();
        let mut store = GeoPackageStore::create(&path).unwrap();
        store.load().unwrap();
        write(&mut store, &datasets()[1]);
        support::assert_same(&store.load().unwrap().dataset, &datasets()[1]);
    }
}
