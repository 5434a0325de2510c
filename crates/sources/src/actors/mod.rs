//! Actors from tables: any CSV, workbook, GeoJSON or JSON, read through a saved column mapping.

pub(crate) mod dates;
mod duplicates;
mod gazetteer;
mod mapping;
mod place;
mod row;

use std::{
    collections::{BTreeMap, HashSet},
    path::Path,
};

use actor::{Actor, Kinds, Placed};
use dataset::{Collection, Records};
use territory::Themes;

use crate::{
    errors::{Place, Problem, SourceError},
    report::{ImportReport, Refusal},
    rows,
    text::{Text, counted},
};

pub use gazetteer::Gazetteer;
pub use mapping::Mapping;
use place::Doubt;
use row::RowReader;

/// Actors as read, and the report of their reading.
#[derive(Clone, Debug)]
pub struct ImportedActors {
    /// What was read.
    pub records: Records,
    /// What the reader has to say of it.
    pub report: ImportReport,
}

/// An actor and its place in the file.
pub(super) struct Read {
    actor: Actor,
    place: Place,
}

/// What a whole reading has found.
#[derive(Default)]
struct Findings {
    read: Vec<Read>,
    refused: Vec<Refusal>,
    refused_count: usize,
    left_out: usize,
    doubts: BTreeMap<Doubt, Vec<(Place, String)>>,
    remarks: Vec<Text>,
    /// Values of themes or kinds that the mapping does not know, with how many rows have them.
    unknown: BTreeMap<String, usize>,
}

/// The most lines of one sort that a report lists; the rest is counted.
const LISTED: usize = 1_000;

/// Reads actors from a file, by a mapping or by the shipped one whose layout it has. `others` are
/// the actors already loaded, among which duplicates are looked for.
pub fn read(
    path: &Path,
    mapping: Option<Mapping>,
    gazetteer: &Gazetteer<'_>,
    others: &[Records],
) -> Result<ImportedActors, SourceError> {
    let file = Place::file(path);
    let mapping = match mapping {
        Some(mapping) => mapping,
        None => Mapping::recognise(&rows::header(path)?, &file)?,
    };
    let inside = |error: &dyn std::fmt::Display| file.refuse(Problem::corrupt(error.to_string()));
    let themes = Themes::bundled().map_err(|error| inside(&error))?;
    let kinds = Kinds::bundled().map_err(|error| inside(&error))?;
    let columns = mapping.columns();
    let reader = RowReader { mapping: &mapping, columns: &columns, gazetteer, themes, kinds };
    let mut findings = Findings::default();
    let mut ids = HashSet::new();
    let reading = rows::read(path, &columns, &mut |row| {
        reader.read(&row, &mut findings, &mut ids);
        Ok(())
    })?;
    if reading.latin1 {
        findings.remarks.push(Text::new(
            "Le fichier n’est pas en UTF-8 : lu comme du Latin-1 (Windows-1252).",
            "The file is not UTF-8: read as Latin-1 (Windows-1252).",
        ));
    }
    finish(&file, &mapping, gazetteer, others, findings)
}

fn finish(
    file: &Place,
    mapping: &Mapping,
    gazetteer: &Gazetteer<'_>,
    others: &[Records],
    findings: Findings,
) -> Result<ImportedActors, SourceError> {
    if findings.read.is_empty() {
        return Err(file.refuse(match findings.refused.into_iter().next() {
            Some(first) => Problem::AllRefused(first.reason),
            None => Problem::Empty,
        }));
    }
    let source = mapping.source();
    let mut report = ImportReport { sources: vec![source.clone()], ..ImportReport::default() };
    report.remarks.push(summed(&findings));
    report.remarks.extend(findings.remarks);
    if findings.left_out > 0 {
        let count = findings.left_out;
        report.remarks.push(Text::new(
            format!(
                "{} de côté, comme le demande la correspondance.",
                counted(count, "", ["ligne laissée", "lignes laissées"])
            ),
            format!("{} left aside, as the mapping asks.", counted(count, "", ["row", "rows"])),
        ));
    }
    for (doubt, rows) in &findings.doubts {
        report.remarks.extend(doubted(*doubt, rows));
    }
    if !findings.unknown.is_empty() {
        let values = findings.unknown.iter().take(LISTED);
        let values: Vec<String> = values.map(|(value, n)| format!("« {value} » ({n})")).collect();
        report.remarks.push(Text::new(
            format!("Valeurs sans correspondance : {}", values.join(", ")),
            format!("Values without a mapping: {}", values.join(", ")),
        ));
    }
    let mut same = duplicates::proposed(&findings.read, others, &source.key, gazetteer);
    if !same.is_empty() {
        let count = same.len();
        report.remarks.push(Text::new(
            format!(
                "{} avec d’autres sources ; rien n’est fusionné.",
                counted(count, "", ["doublon possible", "doublons possibles"])
            ),
            format!(
                "{} with other sources; nothing is merged.",
                counted(count, "", ["possible duplicate", "possible duplicates"])
            ),
        ));
        same.truncate(LISTED);
        report.remarks.extend(same);
    }
    report.refused = findings.refused;
    let rows = findings.read.iter().map(|read| serde_json::to_string(&read.actor));
    let rows: Result<Vec<Box<str>>, _> = rows.map(|row| row.map(Into::into)).collect();
    let rows = rows.map_err(|error| file.refuse(Problem::corrupt(error.to_string())))?;
    let records = Records { collection: Collection::Actors, source, rows };
    Ok(ImportedActors { records, report })
}

/// How many were read, and by what they were placed.
fn summed(findings: &Findings) -> Text {
    let by = |placed| findings.read.iter().filter(|read| read.actor.placed == placed).count();
    let [point, code, postal] = [Placed::Coordinates, Placed::Commune, Placed::PostalCode].map(by);
    let (all, refused) = (findings.read.len(), findings.refused_count);
    Text::new(
        format!(
            "{all} acteurs lus : {point} placés par leurs coordonnées, {code} à la mairie de leur \
             commune par son code, {postal} par code postal et nom ; {refused} refusés."
        ),
        format!(
            "{all} actors read: {point} placed by their coordinates, {code} at the town hall of \
             their commune by its code, {postal} by postal code and name; {refused} refused."
        ),
    )
}

/// What does not agree, counted, then row by row.
fn doubted(doubt: Doubt, rows: &[(Place, String)]) -> Vec<Text> {
    use territory::Language::{English, French};
    let what = doubt.text();
    let mut texts = vec![Text::new(
        format!("{} lignes : {}", rows.len(), what.fr),
        format!("{} rows: {}", rows.len(), what.en),
    )];
    texts.extend(rows.iter().take(LISTED).map(|(place, name)| {
        Text::new(
            format!("{}, « {name} » : {}", place.text(French), what.fr),
            format!("{}, “{name}”: {}", place.text(English), what.en),
        )
    }));
    texts
}

impl Findings {
    fn refuse(&mut self, what: &str, place: &Place, problem: &Problem) {
        self.refused_count += 1;
        if self.refused.len() < LISTED {
            self.refused.push(Refusal::new(crate::text::shown(what), place.clone(), problem));
        }
    }

    fn remark(&mut self, text: Text) {
        if self.remarks.len() < LISTED {
            self.remarks.push(text);
        }
    }
}
