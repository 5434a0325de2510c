//! Insee's table d'appartenance géographique des communes: the lived basins, as whole communes.
//!
//! Layout as published each year: sheet `COM`, a title, “Géographie au 01/01/2025”, a row of
//! labels, a row of names (`CODGEO`, `LIBGEO`, …, `ZE2020`, `AAV2020`, `BV2022`), one row a
//! commune; sheet `Zones_supra_communales` names the zones (`NIVGEO`, `CODGEO`, `LIBGEO`).
//!
//! Cantons: the table's `CV` (canton-ou-ville) and the base's own are the same groups of whole
//! communes. The base's are better: they say which cantons hold only a part of a town, which
//! `CV` hides. `CV` serves only where asked for, when the base has none.

pub(crate) mod sheet;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    io::{Cursor, Read, Seek},
    path::Path,
};

use dataset::{Ground, Layer, Source, Territory};
use territory::{Code, Kind, TerritoryId, Vintage};

use self::sheet::{SheetRow, Workbook};
use crate::{
    archive::{Zip, open, read_all},
    communes::{CommuneLookup, Resolution},
    errors::{At, Place, Problem, SourceError},
    import::Imported,
    perimeter::features::clean,
    report::{Count, Coverage, ImportReport, Refusal, Resolved},
    text::{Phrase, Text, shown},
};

/// The most the file may take.
const LIMIT: u64 = 256 << 20;
/// The rows among which the names of columns are looked for.
const HEADER_ROWS: usize = 12;
const COMMUNES: &str = "COM";
const ZONES: &str = "Zones_supra_communales";
const A_CODE: Phrase = Phrase::new("un code", "a code");

/// Which columns are read besides basins, employment zones and attraction areas.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InseeOptions {
    /// `ARR`: arrondissements, where the base has none.
    pub arrondissements: bool,
    /// `CV`: cantons-ou-villes, where the base has no cantons.
    pub cantons: bool,
}

/// A column of zones.
struct ZoneColumn {
    /// Its name, such as `BV2022`.
    name: String,
    place: usize,
    kind: Kind,
}

/// Reads the table, as a workbook or in the zip archive Insee publishes; `source` is completed
/// with the vintage the table states.
pub fn read(
    path: &Path,
    source: Source,
    options: InseeOptions,
    communes: &dyn CommuneLookup,
) -> Result<Imported, SourceError> {
    let mut workbook = open_workbook(path)?;
    let rows = workbook.rows(COMMUNES)?;
    let place = workbook.place().entry(COMMUNES);
    let vintage = vintage(&rows, &place)?;
    let (header, body) = split_header(&rows, &place)?;
    let columns = zone_columns(header, options);
    if columns.is_empty() {
        return Err(place
            .at(At::Row(header.number))
            .refuse(Problem::MissingColumn("BV2022, ZE2020, AAV2020".to_owned())));
    }
    let names = zone_names(&mut workbook)?;
    let mut report = ImportReport::default();
    let members = members(body, header, &columns, &place, (vintage, communes), &mut report)?;
    let mut territories = Vec::new();
    for (column, zones) in columns.iter().zip(members) {
        count(column, &zones, vintage, body.len(), &mut report);
        for (code, communes) in zones {
            territories.push(territory(column, code, communes, &names, vintage));
        }
    }
    report.remarks.push(remark(&columns, vintage));
    let source = Source { vintage: Some(vintage), ..source };
    report.sources.push(source.clone());
    Ok(Imported { layer: Layer { key: source.key.clone(), source, territories }, report })
}

/// Whether a file holds a workbook with the sheet of communes.
pub(crate) fn check_layout(path: &Path, sheet: &str) -> Result<(), SourceError> {
    let workbook = open_workbook(path)?;
    if workbook.sheets().iter().any(|name| name == sheet) {
        return Ok(());
    }
    Err(workbook.place().refuse(Problem::MissingEntry(sheet.to_owned())))
}

fn open_workbook(path: &Path) -> Result<Workbook, SourceError> {
    let (file, place) = open(path)?;
    let bytes = read_all(file, LIMIT, &place)?;
    let mut zip = Zip::new(Cursor::new(bytes.as_slice()), place.clone())?;
    match inner_workbook(&mut zip)? {
        Some((bytes, place)) => Workbook::new(bytes, place),
        None => Workbook::new(bytes, place),
    }
}

/// The first workbook of a zip archive that is not one itself.
fn inner_workbook<R: Read + Seek>(
    zip: &mut Zip<R>,
) -> Result<Option<(Vec<u8>, Place)>, SourceError> {
    let inside = zip.names().into_iter().find(|name| is_workbook(name));
    let Some(name) = inside else { return Ok(None) };
    Ok(Some((zip.read(&name, LIMIT)?, zip.place().entry(&name))))
}

/// Whether an entry of an archive is a workbook.
pub(crate) fn is_workbook(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx"))
}

/// The year of “Géographie au 01/01/2025”, in the first rows.
fn vintage(rows: &[SheetRow], place: &Place) -> Result<Vintage, SourceError> {
    let title = rows.iter().take(HEADER_ROWS).flat_map(|row| &row.cells);
    let years = title.filter_map(|cell| {
        let (_, after) = cell.split_once("01/01/")?;
        after.get(..4)?.parse().ok()
    });
    let expected = Phrase::new("« Géographie au 01/01/… »", "“Géographie au 01/01/…”");
    years.into_iter().next().ok_or_else(|| place.at(At::Row(2)).bad_value("titre", "", expected))
}

/// The row of column names, and the rows below it.
fn split_header<'a>(
    rows: &'a [SheetRow],
    place: &Place,
) -> Result<(&'a SheetRow, &'a [SheetRow]), SourceError> {
    let header =
        rows.iter().take(HEADER_ROWS).position(|row| row.cells.iter().any(|c| c == "CODGEO"));
    let found = header.and_then(|at| Some((rows.get(at)?, rows.get(at + 1..)?)));
    match found {
        Some((_, [])) => Err(place.refuse(Problem::Empty)),
        Some(found) => Ok(found),
        None => Err(place.refuse(Problem::MissingColumn("CODGEO".to_owned()))),
    }
}

/// The columns that are read: of each prefix, the latest year.
fn zone_columns(header: &SheetRow, options: InseeOptions) -> Vec<ZoneColumn> {
    let dated =
        [("BV", Kind::BASSIN_DE_VIE), ("ZE", Kind::ZONE_EMPLOI), ("AAV", Kind::AIRE_ATTRACTION)];
    let year =
        |name: &str, prefix: &str| -> Option<Vintage> { name.strip_prefix(prefix)?.parse().ok() };
    let mut columns = Vec::new();
    for (prefix, kind) in dated {
        let of_prefix = header.cells.iter().enumerate();
        let latest = of_prefix
            .filter_map(|(place, name)| Some((year(name, prefix)?, place, name)))
            .max_by_key(|&(year, ..)| year);
        columns.extend(latest.map(|(_, place, name)| ZoneColumn {
            name: name.clone(),
            place,
            kind,
        }));
    }
    let plain = [
        ("ARR", Kind::ARRONDISSEMENT, options.arrondissements),
        ("CV", Kind::CANTON, options.cantons),
    ];
    for (name, kind, _) in plain.into_iter().filter(|&(.., wanted)| wanted) {
        let place = header.cells.iter().position(|cell| cell == name);
        columns.extend(place.map(|place| ZoneColumn { name: name.to_owned(), place, kind }));
    }
    columns
}

/// The names of zones, by column and code.
fn zone_names(workbook: &mut Workbook) -> Result<HashMap<(String, String), String>, SourceError> {
    let rows = workbook.rows(ZONES)?;
    let place = workbook.place().entry(ZONES);
    let (header, body) = split_header(&rows, &place)?;
    let column = |name: &str| {
        let found = header.cells.iter().position(|cell| cell == name);
        found.ok_or_else(|| place.refuse(Problem::MissingColumn(name.to_owned())))
    };
    let [level, code, name] = [column("NIVGEO")?, column("CODGEO")?, column("LIBGEO")?];
    let cell = |row: &SheetRow, place: usize| row.cells.get(place).cloned().unwrap_or_default();
    Ok(body
        .iter()
        .map(|row| ((cell(row, level), cell(row, code)), clean(&cell(row, name))))
        .collect())
}

/// A zone and its communes.
type Zones = BTreeMap<Code, BTreeSet<Code>>;

/// The communes of each zone of each column.
fn members(
    body: &[SheetRow],
    header: &SheetRow,
    columns: &[ZoneColumn],
    place: &Place,
    (vintage, communes): (Vintage, &dyn CommuneLookup),
    report: &mut ImportReport,
) -> Result<Vec<Zones>, SourceError> {
    let code_at = header.cells.iter().position(|cell| cell == "CODGEO").unwrap_or(0);
    let mut seen = BTreeSet::new();
    let mut members = vec![Zones::new(); columns.len()];
    for row in body {
        let place = place.at(At::Row(row.number));
        let cell = |at: usize| row.cells.get(at).map_or("", String::as_str);
        let code = |field: &str, text: &str| {
            text.parse::<Code>().map_err(|_| place.bad_value(field, text, A_CODE))
        };
        let commune = code("CODGEO", cell(code_at))?;
        if !seen.insert(commune.clone()) {
            return Err(place.refuse(Problem::Duplicate(commune.to_string())));
        }
        if !known(&commune, vintage, communes, &place, report) {
            continue;
        }
        for (column, zones) in columns.iter().zip(&mut members) {
            let zone = cell(column.place);
            if !outside(&column.kind, zone) {
                zones.entry(code(&column.name, zone)?).or_default().insert(commune.clone());
            }
        }
    }
    Ok(members)
}

/// Whether a code says “in none”: empty, `ZZZZ`, or `000` for attraction areas.
fn outside(kind: &Kind, zone: &str) -> bool {
    zone.bytes().all(|byte| byte == b'Z') || (*kind == Kind::AIRE_ATTRACTION && zone == "000")
}

/// Whether the base knows a commune; the report says the rest.
fn known(
    code: &Code,
    vintage: Vintage,
    communes: &dyn CommuneLookup,
    place: &Place,
    report: &mut ImportReport,
) -> bool {
    match communes.resolve(code, vintage) {
        Resolution::Current | Resolution::Unchecked => true,
        Resolution::Old { name, communes } => {
            let (code, place) = (code.clone(), place.clone());
            report.resolved.push(Resolved { code, name, communes, place });
            true
        }
        Resolution::Unknown => {
            let problem = Problem::BadValue {
                field: format!("commune {vintage}"),
                value: shown(code.as_str()),
                expected: Phrase::new("un code de commune existant", "an existing commune code"),
            };
            report.refused.push(Refusal::new(code.as_str(), place.clone(), &problem));
            false
        }
    }
}

fn territory(
    column: &ZoneColumn,
    code: Code,
    communes: BTreeSet<Code>,
    names: &HashMap<(String, String), String>,
    vintage: Vintage,
) -> Territory {
    let key = (column.name.clone(), code.as_str().to_owned());
    let name = names.get(&key).filter(|name| !name.is_empty());
    let name = name.cloned().unwrap_or_else(|| code.to_string());
    // A bassin de vie bears the code of its pole's commune.
    let seat =
        (column.kind == Kind::BASSIN_DE_VIE && communes.contains(&code)).then(|| code.clone());
    let codes = communes.into_iter().collect();
    Territory {
        id: TerritoryId::new(column.kind.clone(), code),
        name,
        span: None,
        nature: None,
        seat,
        ground: Ground::Communes { vintage, codes },
    }
}

fn count(
    column: &ZoneColumn,
    zones: &Zones,
    vintage: Vintage,
    rows: usize,
    report: &mut ImportReport,
) {
    report.counts.push(Count { kind: column.kind.clone(), vintage: None, count: zones.len() });
    report.coverage.push(Coverage {
        kind: column.kind.clone(),
        vintage,
        communes: zones.values().map(BTreeSet::len).sum(),
        of: Some(rows),
    });
}

fn remark(columns: &[ZoneColumn], vintage: Vintage) -> Text {
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    let names = names.join(", ");
    Text::new(
        format!("Colonnes lues : {names} ; communes au 1er janvier {vintage}."),
        format!("Columns read: {names}; communes on 1 January {vintage}."),
    )
}
