//! Who the members of groupements are, down to communes through groupements in between.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    path::Path,
};

use territory::Code;

use super::columns::{Column, column};
use crate::{
    errors::{Place, Problem, SourceError},
    rows::{self, RawRow},
};

/// What a reader of declarations asks of the territories already loaded.
pub trait Territories {
    /// The communes of an EPCI or EPT, by its SIREN; `None` where it is not known.
    fn communes_of(&self, siren: &Code) -> Option<Vec<Code>>;

    /// Whether a commune has had the code at any vintage.
    fn has_commune(&self, code: &Code) -> bool;
}

/// A member of a groupement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Member {
    Commune(Code),
    Groupement(Code),
}

/// The members of groupements, by SIREN.
#[derive(Debug, Default)]
pub(super) struct Members(BTreeMap<Code, BTreeSet<Member>>);

impl Members {
    pub(super) fn add(&mut self, siren: &Code, member: Member) {
        self.0.entry(siren.clone()).or_default().insert(member);
    }

    /// Adds the rows of a file of members: a groupement and one member a row.
    pub(super) fn read(
        &mut self,
        path: &Path,
        catalogue: &competence::Catalogue,
    ) -> Result<(), SourceError> {
        let header = rows::header(path)?;
        let columns: Vec<Column> = header.iter().map(|name| column(name, catalogue)).collect();
        let find = |wanted: &Column| columns.iter().position(|column| column == wanted);
        let missing =
            |name: &str| Place::file(path).refuse(Problem::MissingColumn(name.to_owned()));
        let siren = find(&Column::Siren).ok_or_else(|| missing("N° SIREN"))?;
        let [commune, groupement] = [find(&Column::MemberCommune), find(&Column::MemberSiren)];
        if commune.is_none() && groupement.is_none() {
            return Err(missing("INSEE membre"));
        }
        let names: Vec<&str> = header.iter().map(String::as_str).collect();
        rows::read(path, &names, &mut |row: RawRow| {
            let code = |at: Option<usize>| row.cells.get(at?)?.as_deref()?.parse::<Code>().ok();
            let Some(of) = code(Some(siren)) else { return Ok(()) };
            if let Some(member) = member(code(commune), code(groupement)) {
                self.add(&of, member);
            }
            Ok(())
        })?;
        Ok(())
    }

    /// The communes of a groupement, through the groupements that are its members.
    pub(super) fn communes(&self, siren: &Code, territories: &dyn Territories) -> BTreeSet<Code> {
        let mut communes = BTreeSet::new();
        let mut seen: HashSet<&Code> = HashSet::new();
        let mut ahead = vec![siren];
        while let Some(siren) = ahead.pop() {
            if !seen.insert(siren) {
                continue;
            }
            for member in self.0.get(siren).into_iter().flatten() {
                match member {
                    Member::Commune(code) => {
                        communes.insert(code.clone());
                    }
                    Member::Groupement(siren) => match territories.communes_of(siren) {
                        Some(codes) => communes.extend(codes),
                        None => ahead.push(siren),
                    },
                }
            }
        }
        communes
    }
}

/// The member of a row: a commune by its code, else a groupement by its SIREN.
pub(super) fn member(commune: Option<Code>, groupement: Option<Code>) -> Option<Member> {
    commune.map(Member::Commune).or_else(|| groupement.map(Member::Groupement))
}
