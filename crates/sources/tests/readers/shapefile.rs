//! Shapefiles with their siblings: encodings, fields, deleted and empty records.

use std::{fs, path::Path};

use sources::{Catalogue, Imported, NoBase, PerimeterOptions, SourceError, read_layer};
use territory::Kind;

use crate::builders::{Folder, Record, WGS84, shapefile, square, zip};

fn options() -> PerimeterOptions {
    PerimeterOptions { kind: Some(Kind::PERIMETRE), ..PerimeterOptions::default() }
}

fn import(path: &Path, options: PerimeterOptions) -> Result<Imported, SourceError> {
    read_layer(path, options, &Catalogue::bundled().unwrap(), &NoBase)
}

fn two() -> [Record<'static>; 2] {
    [
        (vec![square(3.0, 44.0, 0.1)], vec!["A-1", "Ardèche"]),
        (vec![square(3.2, 44.0, 0.1)], vec!["B-1", "Bléone"]),
    ]
}

fn ids(imported: &Imported) -> Vec<String> {
    imported.layer.territories.iter().map(|t| format!("{} {}", t.id.code, t.name)).collect()
}

/// A shapefile in a folder; the `.dbf` bytes may be changed first.
fn written(
    folder: &Folder,
    cpg: Option<&str>,
    change: impl Fn(&mut Vec<u8>),
) -> std::path::PathBuf {
    let (shp, mut dbf) = shapefile(&["code", "nom"], &two());
    change(&mut dbf);
    folder.write("Zones.DBF", dbf);
    folder.write("zones.prj", WGS84);
    if let Some(cpg) = cpg {
        folder.write("zones.cpg", cpg);
    }
    folder.write("zones.shp", shp)
}

#[test]
fn siblings_are_found_whatever_their_case() {
    let folder = Folder::new();
    let imported = import(&written(&folder, Some("UTF-8"), |_| {}), options()).unwrap();
    assert_eq!(ids(&imported), ["A-1 Ardèche", "B-1 Bléone"]);
    assert_eq!(imported.layer.key.as_str(), "perimetre-zones");
    assert_eq!(imported.layer.source.licence, "licence non précisée");
}

/// `Ardèche` in the Latin-1 of Windows.
fn latin(dbf: &mut Vec<u8>) {
    let at = dbf.windows(8).position(|w| w == "Ardèche".as_bytes()).unwrap();
    dbf.splice(at..at + 8, *b"Ard\xe8che ");
}

#[test]
fn encodings_are_named_or_guessed() {
    for (cpg, change) in [
        (Some("ISO-8859-1"), true),
        (Some("88591"), true),
        (Some("ANSI 1252"), true),
        (None, true),
        (None, false),
        (Some("65001"), false),
    ] {
        let folder = Folder::new();
        let path = written(&folder, cpg, |dbf| {
            if change {
                latin(dbf);
            }
        });
        let names = ids(&import(&path, options()).unwrap());
        assert_eq!(names[0], "A-1 Ardèche", "{cpg:?}");
    }
    let folder = Folder::new();
    let error = import(&written(&folder, Some("klingon"), |_| {}), options()).unwrap_err();
    assert!(error.to_string().contains("klingon"), "{error}");
}

#[test]
fn deleted_records_are_left_out() {
    let folder = Folder::new();
    let path = written(&folder, None, |dbf| {
        let start = usize::from(u16::from_le_bytes([dbf[8], dbf[9]]));
        dbf[start] = b'*';
    });
    assert_eq!(ids(&import(&path, options()).unwrap()), ["B-1 Bléone"]);
}

#[test]
fn a_file_may_be_one_territory_named_by_the_caller() {
    let folder = Folder::new();
    let path = written(&folder, None, |_| {});
    let options = PerimeterOptions { name: Some("Mon projet".into()), ..options() };
    let imported = import(&path, options).unwrap();
    assert_eq!(ids(&imported), ["mon-projet Mon projet"]);
    assert_eq!(imported.layer.key.as_str(), "perimetre-mon-projet");
    assert!(imported.report.remarks[0].fr.contains("2 objets"), "{:?}", imported.report.remarks);
}

#[test]
fn the_sidecar_completes_the_command_line() {
    let folder = Folder::new();
    let path = written(&folder, None, |_| {});
    folder.write(
        "zones.shp.echelle.toml",
        "kind = \"pays\"\nsource = \"Le pays\"\nlicence = \"ODbL\"\nvintage = 2025\nname_field = \"CODE\"\n",
    );
    let imported = import(&path, PerimeterOptions::default()).unwrap();
    assert_eq!(imported.layer.territories[0].id.to_string(), "pays:A-1");
    assert_eq!(imported.layer.territories[0].name, "A-1");
    let source = &imported.layer.source;
    assert_eq!((source.name.as_str(), source.licence.as_str()), ("Le pays", "ODbL"));
    // The command line comes first.
    let imported = import(&path, options()).unwrap();
    assert_eq!(imported.layer.territories[0].id.kind, Kind::PERIMETRE);
    folder.write("zones.shp.echelle.toml", "kind = \"pays\"\ncolour = 3\n");
    let error = import(&path, options()).unwrap_err().to_string();
    assert!(error.contains("zones.shp.echelle.toml, line 2"), "{error}");
}

fn check(change: impl Fn(&Folder), options: PerimeterOptions, expect: &str) {
    let folder = Folder::new();
    let path = written(&folder, None, |_| {});
    change(&folder);
    let error = import(&path, options).unwrap_err().to_string();
    assert!(error.contains(expect), "{expect:?} is not in {error:?}");
}

#[test]
fn what_is_missing_is_asked_for() {
    let none = PerimeterOptions::default;
    check(|_| {}, none(), "“kind”");
    let field = PerimeterOptions { name_field: Some("label".into()), ..options() };
    check(|_| {}, field, "the column “label” is missing");
    let delete = |name: &'static str| {
        move |folder: &Folder| fs::remove_file(folder.path().join(name)).unwrap()
    };
    check(delete("zones.prj"), options(), "coordinate system");
    check(delete("Zones.DBF"), options(), "“name”");
    let other = |folder: &Folder| {
        let (_, dbf) = shapefile(&["code"], &[(vec![square(3.0, 44.0, 0.1)], vec!["A"])]);
        folder.write("Zones.DBF", dbf);
    };
    check(other, options(), "2 shapes, 1 records");
}

#[test]
fn an_archive_of_several_shapefiles_needs_a_choice() {
    let (shp, dbf) = shapefile(&["code", "nom"], &two());
    let folder = Folder::new();
    let archive = zip(&[
        ("x/one.shp", &shp),
        ("x/one.dbf", &dbf),
        ("x/one.PRJ", WGS84.as_bytes()),
        ("two.shp", &shp),
        ("__MACOSX/._one.shp", b"shadow"),
    ]);
    let path = folder.write("several.zip", archive);
    let error = import(&path, options()).unwrap_err().to_string();
    assert!(error.contains("x/one.shp, two.shp"), "{error}");
    let one = PerimeterOptions { layer: Some("ONE".into()), ..options() };
    assert_eq!(ids(&import(&path, one).unwrap()).len(), 2);
    let three = PerimeterOptions { layer: Some("three".into()), ..options() };
    let error = import(&path, three).unwrap_err().to_string();
    assert!(error.contains("“three” is missing"), "{error}");
}
