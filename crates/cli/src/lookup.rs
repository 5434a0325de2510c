//! What readers ask about commune codes, answered from the base.

use std::collections::HashMap;

use dataset::{Base, Succession};
use sources::{CommuneLookup, Resolution};
use territory::{Code, Kind, Span, Vintage};

/// The communes of a base by code.
pub(crate) struct BaseLookup<'a> {
    vintages: &'a [Vintage],
    communes: HashMap<&'a Code, Vec<(Span, &'a str)>>,
    ended: HashMap<&'a Code, &'a Succession>,
}

impl<'a> BaseLookup<'a> {
    /// Indexes the communes of a base.
    pub(crate) fn new(base: &'a Base) -> Self {
        let mut communes: HashMap<&Code, Vec<(Span, &str)>> = HashMap::new();
        for territory in base.territories.iter().filter(|t| t.id.kind == Kind::COMMUNE) {
            if let Some(span) = territory.span {
                communes.entry(&territory.id.code).or_default().push((span, &territory.name));
            }
        }
        let ended = base.successions.iter().map(|event| (&event.old, event)).collect();
        Self { vintages: &base.vintages, communes, ended }
    }

    /// A vintage that is not loaded is read as the nearest one that is.
    fn nearest(&self, vintage: Vintage) -> Option<Vintage> {
        self.vintages.iter().copied().min_by_key(|known| known.year().abs_diff(vintage.year()))
    }
}

impl CommuneLookup for BaseLookup<'_> {
    fn resolve(&self, code: &Code, vintage: Vintage) -> Resolution {
        let Some(vintage) = self.nearest(vintage) else { return Resolution::Unchecked };
        let versions = self.communes.get(code);
        if versions.is_some_and(|versions| versions.iter().any(|(span, _)| span.contains(vintage)))
        {
            return Resolution::Current;
        }
        let name = versions.and_then(|versions| versions.last()).map(|&(_, name)| name.to_owned());
        match self.ended.get(code) {
            Some(event) => {
                let name =
                    name.or_else(|| (!event.old_name.is_empty()).then(|| event.old_name.clone()));
                Resolution::Old { name, communes: event.new.clone() }
            }
            None if name.is_some() => Resolution::Old { name, communes: vec![code.clone()] },
            None => Resolution::Unknown,
        }
    }

    fn latest(&self) -> Option<Vintage> {
        self.vintages.last().copied()
    }

    fn count(&self, vintage: Vintage) -> Option<usize> {
        let holds =
            |versions: &&Vec<(Span, &str)>| versions.iter().any(|(span, _)| span.contains(vintage));
        self.vintages.contains(&vintage).then(|| self.communes.values().filter(holds).count())
    }
}
