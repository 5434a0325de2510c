//! What groupements declared: the competences of their statutes, and the communes they act for.

use std::collections::HashMap;

use atlas::{Atlas, TerritoryIndex, Year};
use serde::{Deserialize, Serialize};
use territory::{Code, Kind, TerritoryId};

use crate::{Catalogue, CompetenceId};

/// A groupement as its declaration tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Groupement {
    /// Its SIREN.
    pub siren: Code,
    /// Its name.
    pub name: Box<str>,
    /// Its legal nature, as declared (`CC`, `SIVU`, `SMO`…).
    pub nature: Box<str>,
    /// The commune where it sits, where told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seat: Option<Code>,
    /// The communes it acts for, also through groupements that are its members. Empty for one
    /// whose ground the base knows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub communes: Vec<Code>,
    /// What it said of each competence it said anything of.
    pub declared: Vec<Declared>,
}

/// What a groupement said of one competence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declared {
    /// The code in the nomenclature of 2025.
    pub code: Code,
    /// What it said.
    pub answer: Answer,
}

/// Yes, no, or yes within a boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// It holds it.
    Yes,
    /// It holds what is of community interest; its communes keep the rest.
    Interest,
    /// It does not.
    No,
}

/// A source of declarations, with its rows.
#[derive(Clone, Debug)]
pub struct Declarations {
    /// Where they come from.
    pub source: dataset::Source,
    /// The groupements.
    pub groupements: Vec<Groupement>,
}

impl Declarations {
    /// Reads declarations as the store keeps them: one groupement a row. Rows that are none are
    /// counted beside.
    #[must_use]
    pub fn read(records: &dataset::Records) -> (Self, usize) {
        let rows = records.rows.iter().map(|row| serde_json::from_str(row));
        let (read, other): (Vec<_>, Vec<_>) = rows.partition(Result::is_ok);
        let groupements = read.into_iter().flatten().collect();
        (Self { source: records.source.clone(), groupements }, other.len())
    }

    /// Writes declarations as the store keeps them.
    pub fn records(&self) -> Result<dataset::Records, serde_json::Error> {
        let rows = self.groupements.iter();
        let rows: Result<Vec<Box<str>>, _> =
            rows.map(|one| serde_json::to_string(one).map(Into::into)).collect();
        Ok(dataset::Records {
            collection: dataset::Collection::Declarations,
            source: self.source.clone(),
            rows: rows?,
        })
    }
}

/// Declarations ready to be asked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Declarants {
    pub(crate) sources: Vec<dataset::Source>,
    pub(crate) list: Vec<Declarant>,
    by_siren: HashMap<Code, u32>,
    answers: HashMap<(u32, CompetenceId), Answer>,
}

/// A groupement that declared something.
#[derive(Clone, Debug)]
pub(crate) struct Declarant {
    pub(crate) id: Box<str>,
    pub(crate) source: u16,
    pub(crate) groupement: Groupement,
}

impl Declarants {
    /// Takes the declarations; where two sources tell of one groupement the later one counts.
    pub(crate) fn new(catalogue: &Catalogue, declarations: Vec<Declarations>) -> Self {
        let mut all = Self::default();
        let mut coded: HashMap<&Code, Vec<CompetenceId>> = HashMap::new();
        for (competence, place) in catalogue.competences().iter().zip(0..) {
            for code in &competence.banatic_2025 {
                coded.entry(code).or_default().push(CompetenceId(place));
            }
        }
        for declaration in declarations {
            let source = all.sources.len() as u16;
            all.sources.push(declaration.source);
            for groupement in declaration.groupements {
                let number = all.list.len() as u32;
                for said in &groupement.declared {
                    for &competence in coded.get(&said.code).into_iter().flatten() {
                        all.add(number, competence, said.answer);
                    }
                }
                all.by_siren.insert(groupement.siren.clone(), number);
                let id = format!("groupement:{}", groupement.siren).into();
                all.list.push(Declarant { id, source, groupement });
            }
        }
        all
    }

    /// Several codes may stand for one competence of the catalogue: a yes to one of them is a yes.
    fn add(&mut self, number: u32, competence: CompetenceId, answer: Answer) {
        let known = self.answers.entry((number, competence)).or_insert(answer);
        *known = match (*known, answer) {
            (Answer::Yes, _) | (_, Answer::Yes) => Answer::Yes,
            (Answer::Interest, _) | (_, Answer::Interest) => Answer::Interest,
            _ => Answer::No,
        };
    }

    /// The declarant of a SIREN.
    pub(crate) fn of_siren(&self, siren: &str) -> Option<u32> {
        self.by_siren.get(siren).copied()
    }

    /// What a declarant said.
    pub(crate) fn answer(&self, declarant: u32, competence: CompetenceId) -> Option<Answer> {
        self.answers.get(&(declarant, competence)).copied()
    }

    /// A declarant.
    pub(crate) fn get(&self, declarant: u32) -> &Declarant {
        &self.list[declarant as usize]
    }

    /// The declarants that the base does not know as an EPCI or EPT, with their communes' faces.
    pub(crate) fn beyond_base<'a>(
        &'a self,
        atlas: &'a Atlas,
        year: &'a Year,
    ) -> impl Iterator<Item = (u32, Vec<TerritoryIndex>)> + 'a {
        self.by_siren.values().filter_map(move |&number| {
            let groupement = &self.get(number).groupement;
            let in_base = [Kind::EPCI, Kind::EPT].into_iter().any(|kind| {
                !atlas.versions(&TerritoryId::new(kind, groupement.siren.clone())).is_empty()
            });
            let communes = || {
                let found = groupement.communes.iter();
                found.filter_map(|code| atlas.communes_of_code(code, None, year).ok()).flatten()
            };
            (!in_base).then(|| (number, communes().collect()))
        })
    }
}
