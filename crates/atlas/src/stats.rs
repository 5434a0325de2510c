//! What is loaded, and how many territories are cut by which borders.

use std::collections::BTreeMap;

use dataset::Source;
use serde::Serialize;
use territory::{Family, Kind, Relation, Vintage};

use crate::{Atlas, KindFilter, TerritoryIndex, Year, summary::is_building_block};

/// Counts over the whole snapshot.
#[derive(Clone, Debug, Serialize)]
pub struct Stats<'a> {
    /// The vintages loaded.
    pub vintages: Vec<Vintage>,
    /// Territories with ground, by vintage and kind.
    pub counts: BTreeMap<u16, BTreeMap<&'a str, u32>>,
    /// Territories known by name only, by vintage and kind.
    pub without_shape: BTreeMap<u16, BTreeMap<&'a str, u32>>,
    /// For each lived or decided kind, how many are cut by a border of each administrative kind
    /// at the latest vintage.
    pub cut_by: BTreeMap<&'a str, BTreeMap<&'a str, u32>>,
    /// The kinds of the field, loaded or not, and those brought by imports.
    pub layers: Vec<KindStatus<'a>>,
    /// Sources.
    pub sources: Vec<&'a Source>,
}

/// A kind and whether any territory of it is loaded.
#[derive(Clone, Debug, Serialize)]
pub struct KindStatus<'a> {
    /// The kind.
    pub kind: Kind,
    /// Its family.
    pub family: Family,
    /// Territories of the latest vintage.
    pub count: u32,
    /// Where they come from, unless from the base.
    pub source: Option<&'a Source>,
    /// Whether they are an estimate.
    pub estimated: bool,
}

impl Atlas {
    /// Counts everything. Takes some milliseconds: keep the answer.
    #[must_use]
    pub fn stats(&self) -> Stats<'_> {
        let mut counts = BTreeMap::new();
        let mut without_shape = BTreeMap::new();
        for year in &self.years {
            counts.insert(year.vintage.year(), self.count(year, true));
            without_shape.insert(year.vintage.year(), self.count(year, false));
        }
        Stats {
            vintages: self.vintages().collect(),
            counts,
            without_shape,
            cut_by: self.years.last().map(|year| self.cut_by(year)).unwrap_or_default(),
            layers: self.years.last().map(|year| self.layers(year)).unwrap_or_default(),
            sources: self.sources().collect(),
        }
    }

    fn count(&self, year: &Year, with_ground: bool) -> BTreeMap<&str, u32> {
        let mut counts = BTreeMap::new();
        for (kind, range) in &self.kinds {
            let count = range
                .clone()
                .map(TerritoryIndex)
                .filter(|&index| {
                    year.facts(index).present && self.entry(index).has_ground() == with_ground
                })
                .count();
            if count > 0 {
                counts.insert(kind.as_str(), count as u32);
            }
        }
        counts
    }

    fn cut_by(&self, year: &Year) -> BTreeMap<&str, BTreeMap<&str, u32>> {
        let borders: Vec<Kind> = self
            .kinds()
            .filter(|kind| kind.family() == Family::Administrative && !is_building_block(kind))
            .cloned()
            .collect();
        let Ok(filter) = KindFilter::of(self, &borders) else { return BTreeMap::new() };
        let mut table = BTreeMap::new();
        for (kind, range) in &self.kinds {
            if kind.family() == Family::Administrative {
                continue;
            }
            let row: &mut BTreeMap<&str, u32> = table.entry(kind.as_str()).or_default();
            for place in range.clone() {
                let Ok(subject) = self.subject(TerritoryIndex(place), year) else { continue };
                for same in self.overlaps(&subject, &filter, year).chunk_by(|a, b| {
                    self.entry(a.territory).kind_place == self.entry(b.territory).kind_place
                }) {
                    let reaching = same.iter().filter(|o| o.relation != Relation::Touches).count();
                    let border =
                        self.kinds[self.entry(same[0].territory).kind_place as usize].0.as_str();
                    *row.entry(border).or_default() += u32::from(reaching > 1);
                }
            }
        }
        table
    }

    fn layers(&self, year: &Year) -> Vec<KindStatus<'_>> {
        let known = Kind::profiles().iter().filter_map(|profile| profile.slug.parse().ok());
        let brought = self.kinds().filter(|kind| kind.profile().is_none()).cloned();
        known
            .chain(brought)
            .map(|kind: Kind| {
                let present: Vec<TerritoryIndex> =
                    self.of_kind(&kind).filter(|&index| year.facts(index).present).collect();
                let first = present.first().map(|&index| self.entry(index));
                KindStatus {
                    family: kind.family(),
                    count: present.len() as u32,
                    source: first
                        .and_then(|entry| entry.source)
                        .map(|place| &self.layer_sources[place as usize]),
                    estimated: first.is_some_and(|entry| entry.estimated),
                    kind,
                }
            })
            .collect()
    }
}
