//! The names, codes and postal codes under which territories are searched.

use std::collections::HashMap;

use territory::{Code, Kind, Language};

use crate::{
    Atlas, KindFilter, Matched, TerritoryIndex, Year,
    search::{Entry, SearchIndex},
};

/// How likely a kind is meant by a name alone; each step halves the weight of the population.
/// Tuned on `tests/golden/search.csv`.
fn likelihood(kind: &Kind) -> u8 {
    match kind.as_str() {
        "commune" => 0,
        "arrondissement-municipal" => 1,
        "commune-deleguee" | "commune-associee" => 2,
        "collectivite-outre-mer" | "pnr" => 3,
        "departement" => 5,
        "region" | "bassin-de-vie" => 6,
        "zone-emploi" | "aire-attraction" | "bassin-estime" => 7,
        // What people make themselves counts less than what is published.
        "canton" | "territoire-vecu" | "perimetre" => 8,
        "arrondissement" => 9,
        // EPCI, EPT, and what else imports bring.
        _ => 4,
    }
}

impl Atlas {
    /// The territories of the year that a typed text may mean, the likeliest first.
    #[must_use]
    pub fn search(
        &self,
        query: &str,
        limit: usize,
        kinds: &KindFilter,
        year: &Year,
    ) -> Vec<(TerritoryIndex, Matched)> {
        let at_year = |place: u32| {
            let latest = self.searched[place as usize];
            let entry = self.entry(latest);
            if !kinds.has(entry.kind_place) {
                return None;
            }
            if year.facts(latest).present {
                return Some(latest);
            }
            self.find(&entry.id, year).ok()
        };
        self.search
            .search(query, limit, |place| at_year(place).is_some())
            .into_iter()
            .filter_map(|hit| Some((at_year(hit.entry)?, hit.matched)))
            .collect()
    }

    /// The commune, of any vintage, that a search for a name finds first.
    pub(crate) fn searched_commune(&self, text: &str) -> Option<&Code> {
        let kinds = KindFilter::of(self, &[Kind::COMMUNE]).ok()?;
        self.years.iter().rev().find_map(|year| {
            let (index, _) = *self.search(text, 1, &kinds, year).first()?;
            Some(&self.entry(index).id.code)
        })
    }

    /// Indexes the latest record of every identifier, with the names it and its parts had before.
    pub(crate) fn index_names(&mut self) {
        let mut former: HashMap<&Code, Vec<&str>> = HashMap::new();
        for event in self.successions.iter().filter(|event| !event.old_name.is_empty()) {
            for new in &event.new {
                former.entry(new).or_default().push(&event.old_name);
            }
        }
        let departement_codes: HashMap<&str, &str> = self
            .of_kind(&Kind::DEPARTEMENT)
            .map(|index| self.entry(index))
            .map(|entry| (&*entry.name, entry.id.code.as_str()))
            .collect();
        let mut builder = SearchIndex::builder();
        let mut searched = Vec::new();
        for (place, entry) in self.entries.iter().enumerate() {
            let index = TerritoryIndex(place as u32);
            let is_latest = self.entries.get(place + 1).is_none_or(|next| next.id != entry.id);
            if !is_latest {
                continue;
            }
            let is_commune = *entry.kind() == Kind::COMMUNE;
            let mut names: Vec<&str> = self
                .versions(&entry.id)
                .map(|version| &*self.entry(TerritoryIndex(version)).name)
                .chain(
                    is_commune
                        .then(|| former.get(&entry.id.code))
                        .flatten()
                        .into_iter()
                        .flatten()
                        .copied(),
                )
                .filter(|name| *name != &*entry.name)
                .collect();
            names.sort_unstable();
            names.dedup();
            let mut context = vec![entry.kind().label(Language::French, false)];
            for name in entry.context.iter().flat_map(|context| context.split(", ")) {
                context.push(name);
                context.extend(departement_codes.get(name));
            }
            let people = self.years.iter().rev().find_map(|year| year.facts(index).people);
            builder.push(&Entry {
                name: &entry.name,
                former_names: &names,
                code: entry.id.code.as_str(),
                postal_codes: self.postal_codes_of(index),
                context: &context,
                kind_rank: likelihood(entry.kind()),
                population: people.unwrap_or(0),
            });
            searched.push(index);
        }
        let search = builder.finish();
        self.search = search;
        self.searched = searched;
    }
}
