//! An import that is killed at any moment leaves the old data or the new, whole.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
    thread::sleep,
    time::Duration,
};

use program_tests::{prepared, run_on, sources, store};

/// What the store answers, byte by byte.
fn answers(store: &Path) -> String {
    let stats = run_on(store, &["stats", "--json"]);
    assert_eq!(stats.code, Some(0), "{}", stats.err);
    let overlaps = run_on(store, &["overlaps", "epci:243400736", "--json"]);
    assert_eq!(overlaps.code, Some(0), "{}", overlaps.err);
    stats.out + &overlaps.out
}

/// Imports the base into a store, killed so long after the step named on standard error.
fn kill(store: &Path, step: &str, after: Duration) {
    let mut import = Command::new(prepared("ECHELLE_BINARY"))
        .args(["import", "base", "--from", sources().to_str().unwrap()])
        .env("ECHELLE_STORE", store)
        .env("ECHELLE_LANG", "en")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut steps = BufReader::new(import.stderr.take().unwrap()).lines();
    assert!(steps.any(|line| line.unwrap().contains(step)), "no step {step}");
    sleep(after);
    import.kill().unwrap();
    import.wait().unwrap();
}

/// The import brings the data the store has already: whether it was killed before or after its
/// end, the answers are the same to the byte, and any half of it would change them.
#[test]
fn a_store_written_over_answers_as_before() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.gpkg");
    fs::copy(store(), &path).unwrap();
    let old = answers(&path);
    for (step, milliseconds) in
        [("reading the packages", 300), ("writing", 20), ("writing", 900), ("writing", 2_500)]
    {
        kill(&path, step, Duration::from_millis(milliseconds));
        let now = answers(&path);
        assert!(now == old, "killed {milliseconds} ms into {step}: the store answers otherwise");
        let said = run_on(&path, &["search", "ganges"]);
        assert_eq!(said.code, Some(0), "{}", said.err);
    }
}

#[test]
fn a_first_import_that_is_killed_leaves_nothing_that_answers_by_half() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("first.gpkg");
    kill(&path, "writing", Duration::from_millis(700));
    let said = run_on(&path, &["stats", "--json"]);
    match said.code {
        Some(0) => assert!(said.out.contains("34875"), "{}", said.out),
        _ => assert!(!said.err.contains("panicked") && !said.err.is_empty(), "{}", said.err),
    }
}
