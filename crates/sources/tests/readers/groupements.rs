//! Perimeters told by the SIREN of their groupements, over a small base in the official layouts.

use std::collections::BTreeMap;

use dataset::{Base, Ground};
use sources::{
    BaseLookup, Catalogue, Imported, PerimeterOptions,
    base::{self, BaseFiles, ListFile},
    read_layer,
};
use territory::{Code, Kind, Language, Vintage};

use crate::builders::{Folder, fixture, lists, wheel};

fn base() -> Base {
    let folder = Folder::new();
    let vintage: Vintage = 2024.try_into().unwrap();
    let wheel = folder.write("df.whl", wheel(None));
    let list = ListFile { vintage, path: folder.write("a.tgz", lists(None)) };
    let files = BaseFiles {
        shapes: wheel.clone(),
        shapes_vintage: vintage,
        town_halls: wheel,
        lists: vec![list],
    };
    base::assemble(&base::read(&files, &mut |_| {}).unwrap(), Vec::new()).unwrap().0
}

fn read(text: &str, options: PerimeterOptions) -> Imported {
    let folder = Folder::new();
    let path = folder.write("territoires-industrie.geojson", text);
    let kind = Some("territoire-industrie".parse::<Kind>().unwrap());
    let options = PerimeterOptions { kind, ..options };
    read_layer(&path, options, &Catalogue::bundled().unwrap(), &BaseLookup::new(&base())).unwrap()
}

fn whole() -> Imported {
    read(&fixture("perimeters/territoires-industrie.geojson"), PerimeterOptions::default())
}

/// Each territory by its code: its communes, or `polygon`.
fn grounds(imported: &Imported) -> BTreeMap<&str, String> {
    let ground = |ground: &Ground| match ground {
        Ground::Communes { vintage, codes } => {
            format!("{vintage}: {}", codes.iter().map(Code::as_str).collect::<Vec<_>>().join(" "))
        }
        Ground::Shape(_) => "polygon".to_owned(),
        _ => "?".to_owned(),
    };
    let territories = imported.layer.territories.iter();
    territories.map(|t| (t.id.code.as_str(), ground(&t.ground))).collect()
}

#[test]
fn groupements_and_communes_are_taken_by_their_members() {
    let imported = whole();
    let grounds = grounds(&imported);
    let expect = [
        // An EPCI and a commune of its own.
        ("ti-0101", "2024: 01001 01002 75056"),
        // A commune, that the file draws as a point.
        ("ti-0102", "2024: 01002"),
        // A number is unknown: the polygon is nearer to the truth than the other members.
        ("ti-0103", "polygon"),
        // An EPT.
        ("ti-0105", "2024: 75056"),
        // No number at all.
        ("ti-0106", "polygon"),
    ];
    assert_eq!(grounds, expect.map(|(code, ground)| (code, ground.to_owned())).into());
    let names: Vec<&str> = imported.layer.territories.iter().map(|t| t.name.as_str()).collect();
    assert_eq!(names[0], "Val d'Abergement");
}

#[test]
fn unknown_numbers_are_reported_with_their_place() {
    let refused: Vec<String> = whole()
        .report
        .refused
        .iter()
        .map(|r| format!("{}, {}: {}", r.what, r.place.text(Language::English), r.reason.en))
        .collect();
    let file = "territoires-industrie.geojson";
    assert_eq!(
        refused,
        [
            format!(
                "Inconnu dessiné, {file}, feature 3: siren_groupement refers to “200999999”, which does not exist"
            ),
            format!(
                "Inconnu, {file}, feature 4: siren_groupement refers to “20099999X”, which does not exist"
            ),
            format!("Inconnu, {file}, feature 4: the geometry cannot be used (no geometry)"),
        ]
    );
}

#[test]
fn the_difference_from_the_polygon_is_reported() {
    let report = whole().report;
    let codes = |codes: &[Code]| codes.iter().map(ToString::to_string).collect::<Vec<_>>();
    let [first, second] = report.differences.as_slice() else { panic!("{:?}", report.differences) };
    assert_eq!(first.territory.to_string(), "territoire-industrie:ti-0101");
    assert_eq!(codes(&first.gained), ["01002", "75056"]);
    assert!(first.lost.is_empty());
    assert!(first.area_lost < 1.0, "{}", first.area_lost);
    assert!((first.area - first.area_gained) / first.area > 0.2);
    // The square of Paris is drawn as it is, to the vertex.
    assert_eq!(second.territory.code.as_str(), "ti-0105");
    assert!(second.gained.is_empty() && second.lost.is_empty());
    assert!(second.area_gained + second.area_lost < 10.0, "{second:?}");
    let text = report.text(Language::English);
    assert!(text.contains("2 communes more (01002, 75056); +"), "{text}");
}

#[test]
fn any_field_may_list_the_groupements() {
    let text = fixture("perimeters/territoires-industrie.geojson")
        .replace("siren_groupement", "Membres")
        .replace("200000172, 217500016", "200000172;217500016");
    let by_polygon = read(&text, PerimeterOptions::default());
    assert_eq!(grounds(&by_polygon)["ti-0101"], "polygon");
    assert!(by_polygon.report.differences.is_empty());
    let options =
        PerimeterOptions { siren_field: Some("membres".into()), ..PerimeterOptions::default() };
    assert_eq!(grounds(&read(&text, options))["ti-0101"], "2024: 01001 01002 75056");
}
