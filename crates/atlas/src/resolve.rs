//! From an old code or name to the communes that hold its ground today.

use dataset::Event as Happened;
use serde::Serialize;
use territory::{Code, Kind, TerritoryId, Vintage};

use crate::{Atlas, Brief, QuestionError, TerritoryIndex, Year};

/// What became of a code.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResolveAnswer<'a> {
    /// The code asked for, or found by its name.
    pub code: &'a Code,
    /// The vintage at which it was asked for.
    pub at: Option<Vintage>,
    /// The vintage of the answer.
    pub vintage: Vintage,
    /// Whether the code still names a commune with the same ground.
    pub kept: bool,
    /// The communes that hold its ground.
    pub communes: Vec<Brief<'a>>,
    /// What happened, in order.
    pub events: Vec<Event<'a>>,
}

/// One thing that happened to a commune.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Event<'a> {
    /// The vintage from which it holds.
    pub vintage: Vintage,
    /// What happened.
    pub event: Happened,
    /// The code before.
    pub old: &'a Code,
    /// The name before.
    pub old_name: &'a str,
    /// The communes after.
    pub new: &'a [Code],
    /// How it is known.
    pub reason: &'a str,
}

impl Atlas {
    /// The communes of a year that hold the ground of a commune's code. The code is first looked
    /// for at vintage `at`, then in the year itself, then in the nearest vintage, then among
    /// former codes.
    pub fn communes_of_code(
        &self,
        code: &Code,
        at: Option<Vintage>,
        year: &Year,
    ) -> Result<Vec<TerritoryIndex>, QuestionError> {
        if let Some(index) = self.commune_record(code, at, year) {
            if year.facts(index).present {
                return Ok(vec![index]);
            }
            return Ok(self.communes_on(index, year));
        }
        let mut heirs: Vec<TerritoryIndex> = self
            .successions
            .iter()
            .filter(|event| event.old == *code)
            .flat_map(|event| &event.new)
            .filter_map(|new| self.commune_record(new, None, year))
            .flat_map(|index| self.communes_on(index, year))
            .collect();
        heirs.sort_unstable();
        heirs.dedup();
        if heirs.is_empty() {
            return Err(QuestionError::UnknownCommune(code.clone()));
        }
        Ok(heirs)
    }

    /// What became of a code, or of the commune that had a name.
    pub fn resolve(
        &self,
        text: &str,
        at: Option<Vintage>,
        year: &Year,
    ) -> Result<ResolveAnswer<'_>, QuestionError> {
        self.fate(self.known_code(text)?, at, year)
    }

    /// What became of a commune's code.
    pub fn fate<'a>(
        &'a self,
        code: &'a Code,
        at: Option<Vintage>,
        year: &Year,
    ) -> Result<ResolveAnswer<'a>, QuestionError> {
        let communes = self.communes_of_code(code, at, year)?;
        let before = self.commune_record(code, at, year);
        let kept = match (before, communes.as_slice()) {
            (Some(before), [now]) => {
                self.entry(*now).id.code == *code && self.faces(before) == self.faces(*now)
            }
            _ => false,
        };
        let since = at.filter(|at| self.vintages().any(|known| known == *at));
        let mut codes: Vec<&Code> = vec![code];
        let mut events = Vec::new();
        for event in &self.successions {
            let after = since.is_none_or(|at| event.vintage > at);
            if after && event.vintage <= year.vintage && codes.contains(&&event.old) {
                codes.extend(&event.new);
                events.push(Event {
                    vintage: event.vintage,
                    event: event.event,
                    old: &event.old,
                    old_name: &event.old_name,
                    new: &event.new,
                    reason: &event.reason,
                });
            }
        }
        let communes = communes.iter().map(|&index| self.brief(index, year)).collect();
        Ok(ResolveAnswer { code, at, vintage: year.vintage, kept, communes, events })
    }

    /// The code behind a text: itself where it is one, else that of the commune so named.
    fn known_code(&self, text: &str) -> Result<&Code, QuestionError> {
        let text = text.trim();
        let records = self
            .of_kind(&Kind::COMMUNE)
            .map(|index| (&self.entry(index).id.code, &*self.entry(index).name));
        let former = self.successions.iter().map(|event| (&event.old, event.old_name.as_str()));
        let named: Vec<(&Code, &str)> = records.chain(former).collect();
        let by_code = named.iter().find(|(code, _)| code.as_str() == text);
        let same = |name: &str| name.to_lowercase() == text.to_lowercase();
        by_code
            .or_else(|| named.iter().find(|(_, name)| same(name)))
            .map(|&(code, _)| code)
            .or_else(|| self.searched_commune(text))
            .ok_or_else(|| match text.parse() {
                Ok(code) if text.len() == 5 => QuestionError::UnknownCommune(code),
                _ => QuestionError::UnknownName(text.chars().take(80).collect()),
            })
    }

    /// The record of a commune's code at a vintage, in the year, or the latest there is.
    fn commune_record(
        &self,
        code: &Code,
        at: Option<Vintage>,
        year: &Year,
    ) -> Option<TerritoryIndex> {
        let id = TerritoryId::new(Kind::COMMUNE, code.clone());
        let mut versions = self.versions(&id).map(TerritoryIndex);
        let wanted = at.unwrap_or(year.vintage);
        versions
            .clone()
            .find(|&index| self.entry(index).holds_at(wanted))
            .or_else(|| versions.next_back())
    }

    /// The communes of a year on the ground of a record.
    fn communes_on(&self, index: TerritoryIndex, year: &Year) -> Vec<TerritoryIndex> {
        let mut communes: Vec<TerritoryIndex> =
            self.faces(index).iter().filter_map(|&face| year.commune_of(face)).collect();
        communes.sort_unstable();
        communes.dedup();
        communes
    }
}
