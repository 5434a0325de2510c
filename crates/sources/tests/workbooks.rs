//! Workbooks of Excel and LibreOffice: what they hold, and what they only declare.

#![allow(clippy::unwrap_used, reason = "tests panic when something is wrong")]

#[allow(dead_code, reason = "the country is shared; a part of it is used here")]
#[path = "../../atlas/tests/questions/country.rs"]
mod country;

use std::{
    fs,
    io::{Cursor, Write},
    path::Path,
};

use actor::Actor;
use rust_xlsxwriter::{Formula, Workbook};
use sources::{
    At, Place, Problem, SourceError,
    actors::{Gazetteer, Mapping, read},
};
use zip::{ZipWriter, write::SimpleFileOptions};

const MAPPING: &str = "[source]\nkey='s'\nname='S'\nlicence='L'\nattribution='A'\n[columns]\nname='nom'\ncommune='insee'\ndate='maj'\n";

fn import(name: &str, bytes: &[u8]) -> Result<Vec<Actor>, SourceError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    let base = country::dataset().base.unwrap();
    let mapping = Mapping::parse(MAPPING, &Place::file(Path::new("m.toml"))).unwrap();
    let imported = read(&path, Some(mapping), &Gazetteer::new(&base), &[])?;
    Ok(imported.records.rows.iter().map(|row| serde_json::from_str(row).unwrap()).collect())
}

/// What each actor is called, where it is and of when it is.
#[track_caller]
fn check(name: &str, bytes: &[u8], expect: &[&str]) {
    let brief = |actor: &Actor| {
        let commune = actor.commune.as_ref().map(ToString::to_string).unwrap_or_default();
        let date = actor.as_of.map(|date| date.to_string()).unwrap_or_default();
        format!("{} {commune} {date}", actor.name)
    };
    let found: Vec<String> = import(name, bytes).unwrap().iter().map(brief).collect();
    assert_eq!(found, expect);
}

#[track_caller]
fn refused(name: &str, bytes: &[u8], at: At, expect: impl Fn(&Problem) -> bool) {
    let error = import(name, bytes).unwrap_err();
    assert!(expect(error.problem()), "{error}");
    assert_eq!(error.place().at, at, "{error}");
}

fn too_large(limit: u64) -> impl Fn(&Problem) -> bool {
    move |problem| matches!(problem, Problem::TooLarge { limit: found, .. } if *found == limit)
}

/// A cell of LibreOffice: its attributes and what it shows.
fn cell(attributes: &str, text: &str) -> String {
    format!("<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>")
}

fn row(attributes: &str, cells: &[String]) -> String {
    format!("<table:table-row {attributes}>{}</table:table-row>", cells.concat())
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| cell("office:value-type=\"string\"", text)).collect()
}

/// A workbook of LibreOffice with a first sheet that is empty, and a header on the second.
fn ods(rows: &[String]) -> Vec<u8> {
    let header = row("", &texts(&["nom", "insee", "maj"]));
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content \
         xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body>\
         <office:spreadsheet><table:table table:name=\"Vide\"><table:table-row><table:table-cell/>\
         </table:table-row></table:table><table:table table:name=\"Feuille1\">{header}{}\
         </table:table><table:table table:name=\"Autre\">{}</table:table></office:spreadsheet>\
         </office:body></office:document-content>",
        rows.concat(),
        row("", &texts(&["autre feuille"])),
    );
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in
        [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)]
    {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The rows that LibreOffice adds up to the end of a sheet.
const TO_THE_END: &str = "<table:table-row table:number-rows-repeated=\"1048574\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";

#[test]
fn a_sheet_of_libreoffice_is_read_as_it_is_meant() {
    let rows = [
        row(
            "",
            &[
                cell(
                    "office:value-type=\"string\" table:formula=\"of:=A1\"",
                    "Jardins &amp; <text:span>lac</text:span> &#233;tang<office:annotation><text:p>note</text:p></office:annotation>",
                ),
                cell("office:value-type=\"float\" office:value=\"10002\"", "10 002"),
                cell("office:value-type=\"date\" office:date-value=\"2022-12-31\"", "31/12/22"),
            ],
        ),
        // An empty row in between, and one that comes twice.
        row("table:number-rows-repeated=\"3\"", &["<table:table-cell/>".to_owned()]),
        row("table:number-rows-repeated=\"2\"", &texts(&["Deux fois", "10007", "2022-01-02"])),
        row("", &texts(&["", "10007"])),
        TO_THE_END.to_owned(),
    ];
    check(
        "a.ods",
        &ods(&rows),
        &[
            "Jardins & lac étang 10002 2022-12-31",
            "Deux fois 10007 2022-01-02",
            "Deux fois 10007 2022-01-02",
        ],
    );
}

#[test]
fn what_libreoffice_only_declares_takes_no_memory() {
    let many =
        |attribute: &str, count: u64| format!("table:number-{attribute}-repeated=\"{count}\"");
    let whole = texts(&["A", "10002"]);
    let rows = |count| ods(&[row(&many("rows", count), &whole)]);
    assert_eq!(import("a.ods", &rows(1_000)).unwrap().len(), 1_000);
    refused("a.ods", &rows(1_001), At::Row(2), too_large(1_000));
    refused("a.ods", &rows(u64::MAX), At::Row(2), too_large(1_000));
    let columns = |count: u64| {
        let wide = cell(&many("columns", count), "x");
        ods(&[row("", &whole), row("", &[wide])])
    };
    refused("a.ods", &columns(16_384), At::Row(3), too_large(256));
    refused("a.ods", &columns(u64::MAX), At::Row(3), too_large(256));
    let wrong = ods(&[row("table:number-rows-repeated=\"beaucoup\"", &whole)]);
    refused("a.ods", &wrong, At::Row(1), |problem| matches!(problem, Problem::BadValue { .. }));
}

#[test]
fn a_text_without_end_is_refused_where_it_stands() {
    let long = "x".repeat(3 << 20);
    let rows = ods(&[row("", &texts(&["A", "10002"])), row("", &texts(&[&long, "10002"]))]);
    refused("a.ods", &rows, At::Row(3), too_large(2 << 20));
    // In many small pieces.
    let pieces = format!("{}<text:s/>", "x".repeat(1_000)).repeat(2_000);
    let rows = ods(&[row("", &texts(&[&pieces, "10002"]))]);
    refused("a.ods", &rows, At::Row(2), too_large(1 << 20));
    let unknown = ods(&[row("", &texts(&["&lol;", "10002"]))]);
    refused("a.ods", &unknown, At::Row(2), |problem| matches!(problem, Problem::Corrupt(_)));
}

#[test]
fn every_truncation_of_a_workbook_is_an_error() {
    let whole = ods(&[row("", &texts(&["A", "10002"]))]);
    for length in (0..whole.len()).step_by(7) {
        assert!(import("a.ods", &whole[..length]).is_err(), "{length}");
    }
}

#[test]
fn formulas_of_excel_count_for_what_they_were() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, text) in (0..).zip(["nom", "insee", "maj"]) {
        sheet.write_string(0, column, text).unwrap();
    }
    sheet.write_formula(1, 0, Formula::new("=\"A\"&\"B\"").set_result("AB")).unwrap();
    sheet.write_number(1, 1, 10_002).unwrap();
    sheet.write_string(1, 2, "31/12/2022").unwrap();
    check("a.xlsx", &workbook.save_to_buffer().unwrap(), &["AB 10002 2022-12-31"]);
}

/// A workbook of Excel whose sheet is the XML given, over one shared text.
fn xlsx(shared: &str, sheet: &str) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let parts = [
        ("[Content_Types].xml", format!("<Types xmlns=\"{package}/content-types\"/>")),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"a\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"F\" sheetId=\"1\" r:id=\"b\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"b\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"c\" Type=\"{office}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/sharedStrings.xml",
            format!(
                "<sst xmlns=\"{main}\"><si><t>{shared}</t></si><si><t>nom</t></si><si><t>insee</t></si><si><t>maj</t></si></sst>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(
                "<worksheet xmlns=\"{main}\"><dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"B1\" t=\"s\"><v>2</v></c><c r=\"C1\" t=\"s\"><v>3</v></c></row>{sheet}</sheetData></worksheet>"
            ),
        ),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn what_excel_only_declares_takes_no_memory() {
    let cell = |row: u32| {
        format!(
            "<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c><c r=\"B{row}\"><v>10002</v></c></row>"
        )
    };
    // A sheet that says it is as large as sheets can be, and a cell in its last row.
    check("a.xlsx", &xlsx("A", &(cell(2) + &cell(1_048_576))), &["A 10002 ", "A 10002 "]);
    let long = "x".repeat((1 << 20) + 1);
    refused("a.xlsx", &xlsx(&long, &cell(2)), At::Row(2), too_large(1 << 20));
    // One text of half a megabyte, shown seven hundred times.
    let half = "x".repeat(1 << 19);
    let shown: String = (2..702).map(cell).collect();
    refused("a.xlsx", &xlsx(&half, &shown), At::Row(513), too_large(256 << 20));
}
