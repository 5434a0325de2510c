//! BANATIC: what groupements of communes declare, one row a groupement (or one a member of it).

mod columns;
mod members;

use std::{collections::BTreeMap, path::Path};

use competence::{Answer, Catalogue, Declarations, Declared, Groupement};
use dataset::{Records, Source};
use territory::Code;

use crate::{
    errors::{Place, Problem, SourceError},
    report::{ImportReport, Refusal},
    rows::{self, RawRow},
    text::{Phrase, Text},
};

pub use members::Territories;

use columns::{Column, answer, column};
use members::{Members, member};

/// Declarations as read, and the report of their reading.
#[derive(Clone, Debug)]
pub struct ImportedDeclarations {
    /// What was read.
    pub records: Records,
    /// What the reader has to say of it.
    pub report: ImportReport,
}

const A_SIREN: Phrase = Phrase::new("un numéro SIREN de neuf chiffres", "a SIREN of nine digits");
const AN_ANSWER: Phrase =
    Phrase::new("OUI, NON ou l’intérêt communautaire", "OUI, NON or a community interest");

/// The most lines of one sort that a report lists; the rest is counted.
const LISTED: usize = 1_000;

/// Natures of groupements that the base knows: an unknown SIREN among them is worth telling.
const OF_THE_BASE: [&str; 6] = ["CC", "CA", "CU", "METRO", "MET69", "EPT"];

/// Reads declarations, with the members of groupements from the file itself and from another.
pub fn read(
    path: &Path,
    members_path: Option<&Path>,
    source: Source,
    territories: &dyn Territories,
) -> Result<ImportedDeclarations, SourceError> {
    let file = Place::file(path);
    let inside = |error: &dyn std::fmt::Display| file.refuse(Problem::corrupt(error.to_string()));
    let catalogue = Catalogue::bundled().map_err(|error| inside(&error))?;
    let header = rows::header(path)?;
    let mut table = Table::new(&header, &catalogue, &file)?;
    if let Some(members) = members_path {
        table.members.read(members, &catalogue)?;
    }
    let names: Vec<&str> = header.iter().map(String::as_str).collect();
    let reading = rows::read(path, &names, &mut |row| {
        table.take(&row);
        Ok(())
    })?;
    if table.groupements.is_empty() {
        return Err(match table.refused.first() {
            Some(first) => file.refuse(Problem::AllRefused(first.reason.clone())),
            None => file.refuse(Problem::Empty),
        });
    }
    if reading.latin1 {
        table.remarks.push(Text::new(
            "Le fichier n’est pas en UTF-8 : lu comme du Latin-1.",
            "The file is no UTF-8: it was read as Latin-1.",
        ));
    }
    table.finish(&header, source, territories).map_err(|error| inside(&error))
}

/// A table being read.
struct Table {
    columns: Vec<Column>,
    members: Members,
    groupements: BTreeMap<Code, Groupement>,
    refused: Vec<Refusal>,
    refused_count: usize,
    remarks: Vec<Text>,
    /// For each column that is none we know: cells that answer, and cells that do not.
    others: Vec<[usize; 2]>,
}

impl Table {
    fn new(header: &[String], catalogue: &Catalogue, file: &Place) -> Result<Self, SourceError> {
        let columns: Vec<Column> = header.iter().map(|name| column(name, catalogue)).collect();
        let missing = |name: &str| file.refuse(Problem::MissingColumn(name.to_owned()));
        if !columns.contains(&Column::Siren) {
            return Err(missing("N° SIREN"));
        }
        if !columns.iter().any(|column| matches!(column, Column::Competence(_))) {
            return Err(missing("1505 (Eau potable)…"));
        }
        Ok(Self {
            others: vec![[0, 0]; columns.len()],
            columns,
            members: Members::default(),
            groupements: BTreeMap::new(),
            refused: Vec::new(),
            refused_count: 0,
            remarks: Vec::new(),
        })
    }

    /// Takes a row: a groupement, or a further member of one.
    fn take(&mut self, row: &RawRow) {
        let text = |wanted: &Column| {
            let at = self.columns.iter().position(|column| column == wanted)?;
            row.cells.get(at)?.as_deref()
        };
        let told = text(&Column::Siren).unwrap_or_default();
        let digits = told.len() == 9 && told.bytes().all(|byte| byte.is_ascii_digit());
        let Some(siren) = told.parse::<Code>().ok().filter(|_| digits) else {
            self.refuse("N° SIREN", told, A_SIREN, &row.place);
            return;
        };
        let code = |wanted: &Column| text(wanted)?.parse::<Code>().ok();
        let member = member(code(&Column::MemberCommune), code(&Column::MemberSiren));
        let groupement = Groupement {
            siren: siren.clone(),
            name: text(&Column::Name).unwrap_or(told).into(),
            nature: text(&Column::Nature).unwrap_or_default().into(),
            seat: code(&Column::Seat),
            communes: Vec::new(),
            declared: Vec::new(),
        };
        let further = self.groupements.contains_key(&siren);
        if further && member.is_none() {
            self.refused_count += 1;
            if self.refused.len() < LISTED {
                let twice = Problem::Duplicate(told.to_owned());
                self.refused.push(Refusal::new(told, row.place.clone(), &twice));
            }
            return;
        }
        if let Some(member) = member {
            self.members.add(&siren, member);
        }
        if !further {
            let declared = self.declared(row);
            self.groupements.insert(siren, Groupement { declared, ..groupement });
        }
    }

    /// What a row says of each competence.
    fn declared(&mut self, row: &RawRow) -> Vec<Declared> {
        let mut declared = Vec::new();
        for place in 0..self.columns.len() {
            let Some(cell) = row.cells.get(place).and_then(Option::as_deref) else { continue };
            let said = answer(cell);
            match (self.columns.get(place), said) {
                (Some(Column::Competence(code)), Some(answer)) => {
                    declared.push(Declared { code: code.clone(), answer });
                }
                (Some(Column::Competence(code)), None) => {
                    let field = code.to_string();
                    self.refuse(&field, cell, AN_ANSWER, &row.place);
                }
                (Some(Column::Other), said) => {
                    if let Some(counts) = self.others.get_mut(place) {
                        counts[usize::from(said.is_none())] += 1;
                    }
                }
                _ => {}
            }
        }
        declared
    }

    fn refuse(&mut self, field: &str, value: &str, expected: Phrase, place: &Place) {
        self.refused_count += 1;
        if self.refused.len() < LISTED {
            let problem = Problem::BadValue {
                field: field.to_owned(),
                value: value.chars().take(60).collect(),
                expected,
            };
            self.refused.push(Refusal::new(field, place.clone(), &problem));
        }
    }

    fn finish(
        mut self,
        header: &[String],
        source: Source,
        territories: &dyn Territories,
    ) -> Result<ImportedDeclarations, serde_json::Error> {
        let mut found = Found::default();
        let mut groupements = std::mem::take(&mut self.groupements);
        for groupement in groupements.values_mut() {
            let holds = |said: &&Declared| said.answer != Answer::No;
            found.held += groupement.declared.iter().filter(holds).count();
            found.settle(groupement, &self.members, territories);
        }
        self.remark(groupements.len(), &found, header);
        let declarations = Declarations {
            source: source.clone(),
            groupements: groupements.into_values().collect(),
        };
        let report = ImportReport {
            sources: vec![source],
            refused: self.refused,
            remarks: self.remarks,
            ..ImportReport::default()
        };
        Ok(ImportedDeclarations { records: declarations.records()?, report })
    }

    /// Says what a reader of the report should know: how much was read, and what leads nowhere.
    fn remark(&mut self, count: usize, found: &Found, header: &[String]) {
        let held = found.held;
        self.remarks.push(Text::new(
            format!("{count} groupements, {held} compétences déclarées."),
            format!("{count} groupements, {held} competences declared."),
        ));
        let unknown: Vec<&str> = header
            .iter()
            .zip(&self.others)
            .filter(|(_, [answers, other])| *answers > 0 && *other == 0)
            .map(|(name, _)| name.as_str())
            .collect();
        self.list(
            &unknown,
            ["colonnes de compétences inconnues", "columns of competences nobody knows"],
        );
        self.list(
            &found.nowhere,
            ["groupements sans commune connue", "groupements with no known commune"],
        );
        self.list(
            &found.strangers,
            [
                "SIREN d’intercommunalités que la base ne connaît pas",
                "SIREN of EPCI that the base does not know",
            ],
        );
        self.list(&found.unknown, ["communes membres inconnues", "unknown communes among members"]);
        if self.refused_count > self.refused.len() {
            let more = self.refused_count - self.refused.len();
            self.remarks.push(Text::new(
                format!("{more} autres lignes ou cellules refusées."),
                format!("{more} more rows or cells refused."),
            ));
        }
    }

    /// Adds a list to the remarks, if there is anything in it.
    fn list(&mut self, items: &[impl AsRef<str>], [french, english]: [&str; 2]) {
        let count = items.len();
        if count == 0 {
            return;
        }
        let shown: Vec<&str> = items.iter().take(LISTED).map(AsRef::as_ref).collect();
        let shown = shown.join(", ");
        self.remarks.push(Text::new(
            format!("{count} {french} : {shown}"),
            format!("{count} {english}: {shown}"),
        ));
    }
}

/// What a reading has found worth telling.
#[derive(Default)]
struct Found {
    /// Answers that are no “no”.
    held: usize,
    /// Communes among members that nobody knows.
    unknown: Vec<String>,
    /// Groupements that the base should know.
    strangers: Vec<String>,
    /// Groupements without any commune.
    nowhere: Vec<String>,
}

impl Found {
    /// Gives a groupement its communes, unless the base knows its ground.
    fn settle(&mut self, groupement: &mut Groupement, members: &Members, base: &dyn Territories) {
        let siren = &groupement.siren;
        if base.communes_of(siren).is_some() {
            return;
        }
        let communes = members.communes(siren, base).into_iter();
        let (known, unknown): (Vec<Code>, Vec<Code>) =
            communes.partition(|code| base.has_commune(code));
        self.unknown.extend(unknown.iter().map(|code| format!("{code} ({siren})")));
        let named = format!("{} ({siren})", groupement.name);
        if OF_THE_BASE.contains(&&*groupement.nature) {
            self.strangers.push(named);
        } else if known.is_empty() {
            self.nowhere.push(named);
        }
        groupement.communes = known;
    }
}
