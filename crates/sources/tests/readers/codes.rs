//! Lists of commune codes: columns, separators, encodings, old and unknown codes.

use dataset::Ground;
use sources::{
    Catalogue, CommuneLookup, Imported, NoBase, PerimeterOptions, SourceError, read_layer,
};
use territory::{Code, Kind, Language};

use crate::{
    builders::{Folder, fixture},
    lookup::FewCommunes,
};

fn read_with(
    bytes: impl AsRef<[u8]>,
    options: PerimeterOptions,
    communes: &dyn CommuneLookup,
) -> Result<Imported, SourceError> {
    let folder = Folder::new();
    let path = folder.write("pays.csv", bytes);
    let options = PerimeterOptions { kind: Some("pays".parse().unwrap()), ..options };
    read_layer(&path, options, &Catalogue::bundled().unwrap(), communes)
}

fn read(bytes: impl AsRef<[u8]>, name: Option<&str>) -> Result<Imported, SourceError> {
    let options = PerimeterOptions { name: name.map(str::to_owned), ..PerimeterOptions::default() };
    read_with(bytes, options, &FewCommunes)
}

/// Each territory as `code name [communes]`.
fn brief(imported: &Imported) -> Vec<String> {
    let line = |t: &dataset::Territory| {
        let Ground::Communes { codes, .. } = &t.ground else { panic!("{t:?}") };
        let codes: Vec<&str> = codes.iter().map(Code::as_str).collect();
        format!("{} {} [{}]", t.id.code, t.name, codes.join(" "))
    };
    imported.layer.territories.iter().map(line).collect()
}

#[test]
fn several_territories_come_from_one_file() {
    let imported = read(fixture("perimeters/pays.csv"), None).unwrap();
    assert_eq!(brief(&imported), ["P1 Pays de Ganges [34111 34174]", "P2 Pays Viganais [30339]"]);
    assert_eq!(imported.report.coverage[0].communes, 3);
    assert_eq!(imported.report.coverage[0].of, Some(3));
    assert_eq!(imported.layer.kinds(), ["pays".parse::<Kind>().unwrap()]);
}

fn check(text: impl AsRef<[u8]>, name: Option<&str>, expect: &[&str]) {
    assert_eq!(brief(&read(text, name).unwrap()), expect);
}

#[test]
fn separators_encodings_and_headers_are_told_apart() {
    let one: &[&str] = &["projet Projet [30339 34111]"];
    let name = Some("Projet");
    check("insee\n34111\n30339\n34111\n", name, one);
    check("\u{feff}Code INSEE;Commune\r\n34111;Ganges\r\n30339;Le Vigan\r\n", name, one);
    check("nom\tCODGEO\nGanges\t34111\nLe Vigan\t30339\n", name, one);
    check("code_commune,nom\n34111,\"Ganges, Hérault\"\n30339,Le Vigan\n", name, one);
    // Names of communes do not name territories.
    let by_territory: &[&str] = &["Est Est [30339]", "Ouest Ouest [34111 34174]"];
    let latin =
        b"insee;nom;territoire\n34111;Ganges;Ouest\n34174;Moul\xe8s;Ouest\n30339;Vigan;Est\n";
    check(latin, None, by_territory);
    check("insee,territoire\n34111,Cœur d’Été\n", None, &["coeur-d-ete Cœur d’Été [34111]"]);
}

#[test]
fn a_lost_leading_zero_is_given_back_and_told() {
    let options = PerimeterOptions {
        name: Some("Ain".into()),
        vintage: 2025.try_into().ok(),
        ..PerimeterOptions::default()
    };
    let imported = read_with("insee\n1004\n2a004\n", options, &NoBase).unwrap();
    assert_eq!(brief(&imported), ["ain Ain [01004 2A004]"]);
    assert!(imported.report.remarks[0].en.contains("leading zero"));
}

#[test]
fn old_unknown_and_wrong_codes_are_told_with_their_line() {
    let imported = read("insee\n34111\n34093\n99999\nGanges\n\n", Some("P")).unwrap();
    assert_eq!(brief(&imported), ["p P [34093 34111]"]);
    let resolved = &imported.report.resolved[0];
    assert_eq!(resolved.place.text(Language::French), "pays.csv, ligne 3");
    assert_eq!((resolved.code.as_str(), resolved.communes[0].as_str()), ("34093", "34111"));
    let refused: Vec<String> =
        imported.report.refused.iter().map(|r| r.place.text(Language::English)).collect();
    assert_eq!(refused, ["pays.csv, line 4", "pays.csv, line 5"]);
    let text = imported.report.to_string();
    assert!(text.contains("34093 (Ancienne) → 34111, pays.csv, ligne 3"), "{text}");
    assert!(imported.report.text(Language::English).contains("Refused (2)"));
}

fn refuse(text: impl AsRef<[u8]>, name: Option<&str>, expect: &str) {
    let error = read(text, name).unwrap_err().to_string();
    assert!(error.contains(expect), "{expect:?} is not in {error:?}");
}

#[test]
fn wrong_files_are_refused() {
    refuse("ville\nGanges\n", Some("P"), "pays.csv, line 1: the column “code_commune” is missing");
    refuse("insee\n99999\n", Some("P"), "nothing usable");
    refuse("insee\n34111\n", None, "“name”");
    refuse(b"insee\0\n", Some("P"), "not a file of a known format");
    refuse("", Some("P"), "nothing usable");
    let options = PerimeterOptions { name: Some("P".into()), ..PerimeterOptions::default() };
    let error = read_with("insee\n34111\n", options, &NoBase).unwrap_err().to_string();
    assert!(error.contains("“vintage”"), "{error}");
}

#[test]
fn long_lists_are_cut_for_people_and_whole_as_json() {
    let unknown: Vec<String> = (0..50).map(|code| (60_000 + code).to_string()).collect();
    let text = format!("insee\n34111\n{}\n", unknown.join("\n"));
    let report = read(text, Some("P")).unwrap().report;
    let shown = report.to_string();
    assert_eq!(shown.matches("pays.csv, ligne").count(), 20);
    assert!(shown.contains("… et 30 autres"), "{shown}");
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["refused"].as_array().unwrap().len(), 50);
    assert_eq!(json["refused"][0]["place"]["at"], "line");
    assert_eq!(json["refused"][0]["place"]["number"], 3);
}
