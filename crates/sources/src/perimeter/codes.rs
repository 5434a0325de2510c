//! Territories as lists of commune codes: a CSV with one commune a row.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    path::Path,
};

use csv::StringRecord;
use dataset::{Ground, Territory};
use encoding_rs::WINDOWS_1252;
use territory::{Code, Kind, TerritoryId, Vintage, words::slug};

use super::{features::clean, options::PerimeterOptions};
use crate::{
    archive::{open, read_all},
    communes::{CommuneLookup, Resolution},
    errors::{At, Place, Problem, SourceError},
    report::{Count, Coverage, ImportReport, Refusal, Resolved},
    table::csv_error,
    text::{Phrase, Text, shown},
};

/// The most such a file may take: all communes of France fit a hundred times.
const LIMIT: u64 = 64 << 20;

/// Names of the column of commune codes, in small letters and digits only.
const COMMUNE: [&str; 13] = [
    "codecommune",
    "insee",
    "codgeo",
    "codeinsee",
    "inseecom",
    "communeinsee",
    "codeinseecommune",
    "codecommuneinsee",
    "codeinseedelacommune",
    "depcom",
    "codecom",
    "codegeo",
    "com",
];
/// Names of the column that says which territory a commune belongs to.
const TERRITORY: [&str; 6] =
    ["territoire", "codeterritoire", "idterritoire", "code", "codeterr", "territoirecode"];
/// Names of the column of territory names.
const NAME: [&str; 7] =
    ["nomterritoire", "libelleterritoire", "territoirenom", "nom", "libelle", "name", "lib"];

const A_CODE: Phrase =
    Phrase::new("un code de commune, comme 34111 ou 2A004", "a commune code, as 34111 or 2A004");

/// The columns in use.
struct Columns {
    commune: usize,
    territory: Option<usize>,
    name: Option<usize>,
}

/// A territory in the making.
#[derive(Default)]
struct Draft {
    /// What the territory column says.
    label: String,
    names: BTreeSet<String>,
    communes: BTreeSet<Code>,
}

/// Reads the territories of the file.
pub(super) fn read(
    path: &Path,
    kind: &Kind,
    options: &PerimeterOptions,
    communes: &dyn CommuneLookup,
) -> Result<(Vec<Territory>, ImportReport), SourceError> {
    let (file, place) = open(path)?;
    let text = decoded(read_all(file, LIMIT, &place)?, &place)?;
    let vintage = options.vintage.or_else(|| communes.latest()).ok_or_else(|| {
        let expected = Phrase::new(
            "dites de quelle année sont les codes des communes",
            "say of which year the commune codes are",
        );
        place.refuse(Problem::Option { name: "vintage", expected, found: Vec::new() })
    })?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(&text))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let headers = reader.headers().map_err(|error| csv_error(&place, &error))?.clone();
    let columns = columns(&headers, options, &place)?;
    let mut report = ImportReport::default();
    let mut drafts: BTreeMap<String, Draft> = BTreeMap::new();
    let mut padded = 0_usize;
    for record in reader.records() {
        let record = record.map_err(|error| csv_error(&place, &error))?;
        let line = place.at(At::Line(record.position().map_or(0, csv::Position::line)));
        let value = record.get(columns.commune).unwrap_or_default();
        let Some(code) = commune_code(value, &mut padded) else {
            let problem = Problem::BadValue {
                field: headers.get(columns.commune).map(shown).unwrap_or_default(),
                value: shown(value),
                expected: A_CODE,
            };
            report.refused.push(Refusal::new(shown(value), line, &problem));
            continue;
        };
        if known(&code, vintage, communes, &line, &mut report) {
            let of = |column: Option<usize>| column.and_then(|c| record.get(c)).unwrap_or_default();
            let draft = drafts.entry(of(columns.territory).to_owned()).or_default();
            of(columns.territory).clone_into(&mut draft.label);
            draft.names.insert(clean(of(columns.name)));
            draft.communes.insert(code);
        }
    }
    if padded > 0 {
        report.remarks.push(Text::new(
            format!("{padded} codes de commune à quatre chiffres ont retrouvé leur zéro initial."),
            format!("{padded} commune codes of four digits were given their leading zero back."),
        ));
    }
    let territories = territories(drafts, kind, options, vintage, &place, &mut report)?;
    count(&territories, kind, vintage, communes, &mut report);
    Ok((territories, report))
}

/// UTF-8, or the Latin-1 of Windows where it is not.
fn decoded(bytes: Vec<u8>, place: &Place) -> Result<String, SourceError> {
    if bytes.contains(&0) {
        let expected = Phrase::new("un fichier d’un format connu", "a file of a known format");
        return Err(place.refuse(Problem::NotThis(expected)));
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => WINDOWS_1252.decode_without_bom_handling(error.as_bytes()).0.into_owned(),
    };
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// The separator that comes most often in the header.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |byte: u8| header.bytes().filter(|&b| b == byte).count();
    // On a tie the comma, which comes last, wins.
    [b'\t', b';', b','].into_iter().max_by_key(|&byte| count(byte)).unwrap_or(b',')
}

fn columns(
    headers: &StringRecord,
    options: &PerimeterOptions,
    place: &Place,
) -> Result<Columns, SourceError> {
    let folded: Vec<String> = headers
        .iter()
        .map(|name| {
            slug(name).map(|code| code.as_str().replace(['-', '.'], "")).unwrap_or_default()
        })
        .collect();
    let usual = |names: &[&str]| {
        names.iter().find_map(|name| folded.iter().position(|header| header == name))
    };
    let exact = |field: &Option<String>| {
        let Some(field) = field else { return Ok(None) };
        let found = headers.iter().position(|name| name.eq_ignore_ascii_case(field));
        found.map(Some).ok_or_else(|| place.refuse(Problem::MissingColumn(shown(field))))
    };
    let Some(commune) = usual(&COMMUNE) else {
        return Err(place
            .at(At::Line(1))
            .refuse(Problem::MissingColumn("code_commune".to_owned())));
    };
    // A name given by the caller means that the whole file is one territory.
    let territory = match exact(&options.code_field)? {
        None if options.name.is_none() => usual(&TERRITORY),
        given => given,
    };
    let name = match exact(&options.name_field)? {
        None if options.name.is_none() => usual(&NAME),
        given => given,
    };
    Ok(Columns { commune, territory, name: name.filter(|&name| name != commune) })
}

/// A commune code; a spreadsheet that took it for a number lost its leading zero.
fn commune_code(value: &str, padded: &mut usize) -> Option<Code> {
    let value = value.trim().to_ascii_uppercase();
    let digits = value.bytes().all(|byte| byte.is_ascii_digit());
    if digits && value.len() == 4 {
        *padded += 1;
        return format!("0{value}").parse().ok();
    }
    let corsican = matches!(value.get(..2), Some("2A" | "2B"))
        && value.bytes().skip(2).all(|byte| byte.is_ascii_digit());
    (value.len() == 5 && (digits || corsican)).then(|| value.parse().ok()).flatten()
}

/// Whether a code names a commune, of this vintage or an earlier one; the report says the rest.
fn known(
    code: &Code,
    vintage: Vintage,
    communes: &dyn CommuneLookup,
    line: &Place,
    report: &mut ImportReport,
) -> bool {
    match communes.resolve(code, vintage) {
        Resolution::Current | Resolution::Unchecked => true,
        Resolution::Old { name, communes } => {
            let resolved = Resolved { code: code.clone(), name, communes, place: line.clone() };
            report.resolved.push(resolved);
            true
        }
        Resolution::Unknown => {
            let expected = Phrase::new("un code de commune existant", "an existing commune code");
            let problem = Problem::BadValue {
                field: format!("commune {vintage}"),
                value: code.to_string(),
                expected,
            };
            report.refused.push(Refusal::new(code.as_str(), line.clone(), &problem));
            false
        }
    }
}

fn territories(
    drafts: BTreeMap<String, Draft>,
    kind: &Kind,
    options: &PerimeterOptions,
    vintage: Vintage,
    place: &Place,
    report: &mut ImportReport,
) -> Result<Vec<Territory>, SourceError> {
    let alone = drafts.len() == 1;
    // A name that changes inside one territory is that of its communes, in the whole file.
    let named = drafts.values().all(|draft| draft.names.len() == 1 && !draft.label.is_empty());
    let mut territories: Vec<Territory> = Vec::new();
    let mut taken = HashSet::new();
    for draft in drafts.into_values() {
        let label = clean(&draft.label);
        let own = draft.names.first().filter(|_| named);
        let name = match (&options.name, own) {
            (Some(name), _) if alone => clean(name),
            (_, Some(name)) if !name.is_empty() => name.clone(),
            _ => label.clone(),
        };
        let given = options.code.clone().filter(|_| alone);
        let code =
            given.or_else(|| label.parse().ok()).or_else(|| slug(&label)).or_else(|| slug(&name));
        let (Some(code), false) = (code, name.is_empty()) else {
            let expected = Phrase::new(
                "donnez un nom, ou une colonne « territoire »",
                "give a name, or a column “territoire”",
            );
            return Err(place.refuse(Problem::Option {
                name: "name",
                expected,
                found: Vec::new(),
            }));
        };
        let id = TerritoryId::new(kind.clone(), code);
        if !taken.insert(id.code.clone()) {
            let problem = Problem::Duplicate(id.code.to_string());
            report.refused.push(Refusal::new(name, place.clone(), &problem));
            continue;
        }
        let codes = draft.communes.into_iter().collect();
        let ground = Ground::Communes { vintage, codes };
        territories.push(Territory { id, name, span: None, nature: None, seat: None, ground });
    }
    if territories.is_empty() {
        return Err(place.refuse(Problem::Empty));
    }
    territories.sort_by(|a, b| a.id.code.cmp(&b.id.code));
    Ok(territories)
}

/// Counts and coverage.
fn count(
    territories: &[Territory],
    kind: &Kind,
    vintage: Vintage,
    communes: &dyn CommuneLookup,
    report: &mut ImportReport,
) {
    let covered: HashSet<&Code> = territories
        .iter()
        .filter_map(|territory| match &territory.ground {
            Ground::Communes { codes, .. } => Some(codes),
            _ => None,
        })
        .flatten()
        .collect();
    report.counts.push(Count { kind: kind.clone(), vintage: None, count: territories.len() });
    report.coverage.push(Coverage {
        kind: kind.clone(),
        vintage,
        communes: covered.len(),
        of: communes.count(vintage),
    });
}
