//! INPN's parks: Lambert-93, told by their fields, mended rings in the report.

use dataset::Ground;
use sources::{Catalogue, Imported, NoBase, PerimeterOptions, SourceError, read_layer};
use territory::Kind;

use crate::builders::{Folder, LAMBERT_93, Record, WGS84, shapefile, square, zip};

const FIELDS: &[&str] = &["id_mnhn", "nom_site"];

fn archive(records: &[Record<'_>], prj: Option<&str>) -> Vec<u8> {
    let (shp, dbf) = shapefile(FIELDS, records);
    let mut entries: Vec<(&str, &[u8])> =
        vec![("N_PNR.shp", &shp), ("N_PNR.dbf", &dbf), ("N_PNR.cpg", b"UTF-8")];
    entries.extend(prj.map(|prj| ("N_PNR.prj", prj.as_bytes())));
    zip(&entries)
}

fn read(records: &[Record<'_>], prj: Option<&str>) -> Result<Imported, SourceError> {
    let folder = Folder::new();
    let path = folder.write("pnr.zip", archive(records, prj));
    let catalogue = Catalogue::bundled().unwrap();
    read_layer(&path, PerimeterOptions::default(), &catalogue, &NoBase)
}

/// One square kilometre near Ganges, in Lambert-93.
const X: f64 = 752_000.0;
const Y: f64 = 6_315_000.0;

#[test]
fn parks_are_told_by_their_fields_and_projected() {
    let record = (vec![square(X, Y, 1_000.0)], vec!["FR8000099", "Forêt D'Été <i>"]);
    let imported = read(&[record], Some(LAMBERT_93)).unwrap();
    let park = &imported.layer.territories[0];
    assert_eq!(
        (park.id.to_string().as_str(), park.name.as_str()),
        ("pnr:FR8000099", "Forêt D'Été <i>")
    );
    assert_eq!(imported.layer.key.as_str(), "inpn-pnr");
    let Ground::Shape(shape) = &park.ground else { panic!("{park:?}") };
    // Lambert-93 lengthens by up to 0.1 %, so a square of 1 km² is one to 0.3 %.
    assert!((shape.area() / 1e6 - 1.0).abs() < 0.003, "{}", shape.area());
    assert!(imported.report.repaired.is_empty());
    assert_eq!(imported.report.counts[0].kind, Kind::PNR);
}

#[test]
fn rings_without_area_or_that_touch_themselves_are_mended_and_told() {
    let spike = vec![
        (X, Y),
        (X + 500.0, Y + 300.0),
        (X + 900.0, Y - 200.0),
        (X + 500.0, Y + 300.0),
        (X, Y),
    ];
    // Two squares in one ring, which meet at a corner.
    let touching = vec![
        (X, Y),
        (X, Y + 100.0),
        (X + 100.0, Y + 100.0),
        (X + 100.0, Y + 200.0),
        (X + 200.0, Y + 200.0),
        (X + 200.0, Y + 100.0),
        (X + 100.0, Y + 100.0),
        (X + 100.0, Y),
        (X, Y),
    ];
    let bow_tie = vec![(X, Y), (X + 100.0, Y + 100.0), (X + 100.0, Y), (X, Y + 150.0), (X, Y)];
    let records = [
        (vec![square(X, Y + 5_000.0, 900.0), spike], vec!["FR1", "Aiguille"]),
        (vec![touching], vec!["FR2", "Coin"]),
        (vec![bow_tie], vec!["FR3", "Nœud"]),
    ];
    let imported = read(&records, Some(LAMBERT_93)).unwrap();
    assert_eq!(imported.layer.territories.len(), 3);
    let told: Vec<(&str, bool)> = imported
        .report
        .repaired
        .iter()
        .map(|note| (note.name.as_str(), note.area_change.is_some_and(|area| area.abs() > 1.0)))
        .collect();
    assert_eq!(told, [("Aiguille", false), ("Coin", false), ("Nœud", true)]);
    let text = imported.report.to_string();
    assert!(text.contains("pnr.zip > N_PNR.shp, objet n° 2"), "{text}");
}

#[test]
fn holes_stay_holes_and_lost_holes_become_ground() {
    let mut hole = square(X + 200.0, Y + 200.0, 100.0);
    hole.reverse();
    let mut island = square(X + 5_000.0, Y, 100.0);
    island.reverse();
    let record = (vec![square(X, Y, 1_000.0), hole, island], vec!["FR1", "Troué"]);
    let imported = read(&[record], Some(LAMBERT_93)).unwrap();
    let Ground::Shape(shape) = &imported.layer.territories[0].ground else { panic!() };
    // 1 km² less a hole of 0.01 km², and an island wound the wrong way of 0.01 km².
    assert!((shape.area() / 1e6 - 1.0).abs() < 0.003, "{}", shape.area());
    assert_eq!(shape.rings().count(), 3);
}

fn check(prj: Option<&str>, expect: &str) {
    let record = (vec![square(X, Y, 1_000.0)], vec!["FR1", "Parc"]);
    let error = read(&[record], prj).unwrap_err().to_string();
    assert!(error.contains(expect), "{expect:?} is not in {error:?}");
}

#[test]
fn other_systems_of_coordinates_are_refused() {
    check(None, "coordinate system");
    check(Some(&LAMBERT_93.replace("700000.0", "600000.0")), "RGF_1993_Lambert_93");
    check(Some("not wkt"), "pnr.zip > N_PNR.prj");
    // Metres called degrees are off the Earth.
    check(Some(WGS84), "not on Earth");
}

#[test]
fn coordinates_that_are_not_numbers_are_refused_with_their_feature() {
    let good = (vec![square(X, Y, 1_000.0)], vec!["FR1", "Bon"]);
    let mut ring = square(X, Y, 1_000.0);
    ring[2].0 = f64::NAN;
    let imported = read(&[good, (vec![ring], vec!["FR2", "Mauvais"])], Some(LAMBERT_93)).unwrap();
    let refused = &imported.report.refused[0];
    assert_eq!(refused.what, "Mauvais");
    assert!(refused.reason.en.contains("finite"), "{}", refused.reason.en);
    assert_eq!(imported.layer.territories.len(), 1);
}
