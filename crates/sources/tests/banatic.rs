//! Declarations of groupements in both layouts, and every accident.

#![allow(clippy::unwrap_used, reason = "tests panic when something is wrong")]

use std::{fs, path::PathBuf};

use competence::{Answer, Declarations, Groupement};
use dataset::Source;
use rust_xlsxwriter::Workbook;
use sources::{
    SourceError,
    banatic::{ImportedDeclarations, Territories, read},
};
use tempfile::TempDir;
use territory::{Code, Language};

/// A base with one EPCI, 243400736, of two communes, and communes 34000 to 34999.
struct Base;

impl Territories for Base {
    fn communes_of(&self, siren: &Code) -> Option<Vec<Code>> {
        (siren.as_str() == "243400736").then(|| vec![code("34111"), code("34243")])
    }

    fn has_commune(&self, code: &Code) -> bool {
        code.as_str().starts_with("34") && code.as_str().len() == 5
    }
}

fn code(text: &str) -> Code {
    text.parse().unwrap()
}

fn source() -> Source {
    Source {
        key: code("banatic"),
        name: "BANATIC".to_owned(),
        licence: "Licence Ouverte 2.0".to_owned(),
        attribution: "DGCL".to_owned(),
        url: None,
        vintage: None,
        estimated: false,
    }
}

/// A folder with the files of a test.
struct Files(TempDir);

impl Files {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    fn workbook(&self, rows: &[&[&str]]) -> PathBuf {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        for (row, cells) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(*cells) {
                sheet.write_string(row, column, *cell).unwrap();
            }
        }
        let path = self.0.path().join("export.xlsx");
        workbook.save(&path).unwrap();
        path
    }
}

fn import(text: &str) -> Result<ImportedDeclarations, SourceError> {
    let files = Files::new();
    read(&files.write("export.csv", text), None, source(), &Base)
}

fn groupements(imported: &ImportedDeclarations) -> Vec<Groupement> {
    let (declarations, other) = Declarations::read(&imported.records);
    assert_eq!(other, 0);
    declarations.groupements
}

fn told(imported: &ImportedDeclarations) -> String {
    imported.report.text(Language::English)
}

fn answers(groupement: &Groupement) -> Vec<(&str, Answer)> {
    groupement.declared.iter().map(|one| (one.code.as_str(), one.answer)).collect()
}

#[test]
fn the_layout_with_codes_is_read() {
    let files = Files::new();
    let path = files.workbook(&[
        &["N° SIREN", "Nom du groupement", "Nature juridique", "1505", "C6000", "4505 - Autre"],
        &["243400736", "CC des Cévennes", "CC", "OUI", "NON", ""],
    ]);
    let imported = read(&path, None, source(), &Base).unwrap();
    let list = groupements(&imported);
    assert_eq!(list.len(), 1);
    assert_eq!(&*list[0].name, "CC des Cévennes");
    assert_eq!(answers(&list[0]), [("1505", Answer::Yes), ("6000", Answer::No)]);
    // The base knows its ground.
    assert!(list[0].communes.is_empty());
}

#[test]
fn the_layout_with_labels_is_read() {
    let imported = import(
        "N° SIREN;Nom du groupement;Nature juridique;Date de création;Eau potable;Promotion du tourisme et offices\n\
         243400736;CC;CC;01/01/2001;OUI;Oui, avec intérêt communautaire\n",
    )
    .unwrap();
    let list = groupements(&imported);
    let said: Vec<Answer> = list[0].declared.iter().map(|one| one.answer).collect();
    assert_eq!(said, [Answer::Yes, Answer::Interest]);
}

#[test]
fn members_are_followed_down_to_communes() {
    let files = Files::new();
    let export = files.write(
        "export.csv",
        "siren;nom;nature;1505\n200000001;Syndicat du haut;SMF;OUI\n200000002;Syndicat du bas;SIVU;OUI\n",
    );
    let members = files.write(
        "members.csv",
        "siren;siren membre;insee membre\n\
         200000001;200000002;\n200000001;243400736;\n200000002;;34001\n200000002;200000001;\n\
         200000002;;99999\n",
    );
    let imported = read(&export, Some(&members), source(), &Base).unwrap();
    let list = groupements(&imported);
    let communes =
        |place: usize| -> Vec<&str> { list[place].communes.iter().map(Code::as_str).collect() };
    // They are members of each other: both act for all.
    assert_eq!(communes(0), ["34001", "34111", "34243"]);
    assert_eq!(communes(1), ["34001", "34111", "34243"]);
    assert!(told(&imported).contains("99999"), "{}", told(&imported));
}

#[test]
fn one_row_a_member_is_read_too() {
    let imported = import(
        "siren,nom,nature,insee membre,1505\n200000001,Syndicat,SIVU,34001,OUI\n200000001,Syndicat,SIVU,34002,OUI\n",
    )
    .unwrap();
    let list = groupements(&imported);
    assert_eq!(list.len(), 1);
    assert_eq!(list[0].communes, [code("34001"), code("34002")]);
}

#[test]
fn what_leads_nowhere_is_told_and_kept() {
    let imported = import(
        "siren;nom;nature;1505;Hydraulique\n\
         200000001;Sans commune;SIVU;OUI;OUI\n\
         200000009;Inconnue;CC;OUI;NON\n",
    )
    .unwrap();
    assert_eq!(groupements(&imported).len(), 2);
    let told = told(&imported);
    for part in ["Sans commune (200000001)", "Inconnue (200000009)", "Hydraulique"] {
        assert!(told.contains(part), "{part}: {told}");
    }
}

#[test]
fn rows_and_cells_that_are_none_are_refused_with_their_line() {
    let imported = import(
        "siren;nom;nature;1505\n\
         24340073;Trop court;CC;OUI\n\
         243400736;CC;CC;=1+1\n\
         243400736;CC encore;CC;OUI\n",
    )
    .unwrap();
    assert_eq!(groupements(&imported).len(), 1);
    let places: Vec<_> =
        imported.report.refused.iter().map(|one| format!("{:?}", one.place.at)).collect();
    assert_eq!(places, ["Line(2)", "Line(3)", "Line(4)"]);
    assert!(groupements(&imported)[0].declared.is_empty());
}

#[test]
fn latin_1_is_read_and_said() {
    let files = Files::new();
    let text = "siren;nom;nature;1505\n243400736;CC des C\u{e9}vennes;CC;OUI\n";
    let bytes: Vec<u8> = text.chars().map(|c| c as u8).collect();
    let imported = read(&files.write("export.csv", bytes), None, source(), &Base).unwrap();
    assert_eq!(&*groupements(&imported)[0].name, "CC des Cévennes");
    assert!(told(&imported).contains("Latin-1"));
}

#[track_caller]
fn refused(text: &str, fragment: &str) {
    let error = import(text).unwrap_err().message(Language::English);
    assert!(error.contains(fragment), "{error}");
}

#[test]
fn files_that_are_no_export_are_refused_whole() {
    refused("", "");
    refused("nom;1505\nCC;OUI\n", "N° SIREN");
    refused("siren;nom\n243400736;CC\n", "1505");
    refused("siren;1505\n", "");
    refused("siren;1505\nabc;OUI\n", "SIREN");
    let huge = format!("siren;nom;1505\n243400736;{};OUI\n", "x".repeat(2 << 20));
    refused(&huge, "");
}

#[test]
fn formulas_count_for_what_they_show_and_markup_for_text() {
    let files = Files::new();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, title) in (0..).zip(["N° SIREN", "Nom du groupement", "Nature juridique", "1505"])
    {
        sheet.write_string(0, column, title).unwrap();
    }
    sheet.write_number(1, 0, 243_400_736.0).unwrap();
    sheet.write_string(1, 1, "<script>alert(1)</script> CC").unwrap();
    sheet.write_string(1, 2, "CC").unwrap();
    let formula = rust_xlsxwriter::Formula::new("=CONCAT(\"O\",\"UI\")").set_result("OUI");
    sheet.write_formula(1, 3, formula).unwrap();
    let path = files.0.path().join("export.xlsx");
    workbook.save(&path).unwrap();
    let list = groupements(&read(&path, None, source(), &Base).unwrap());
    assert_eq!(&*list[0].name, "<script>alert(1)</script> CC");
    assert_eq!(answers(&list[0]), [("1505", Answer::Yes)]);
}
