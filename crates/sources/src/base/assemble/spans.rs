//! The same territory in several vintages: kept once for as long as nothing of it changes.

use std::collections::BTreeMap;

use dataset::{Ground, Territory};
use geometry::FaceId;
use territory::{Code, Kind, Span, TerritoryId, Vintage};

/// A territory as one list has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Version {
    pub(super) name: String,
    pub(super) nature: Option<String>,
    pub(super) seat: Option<Code>,
    /// `None`: known by name only.
    pub(super) faces: Option<Vec<FaceId>>,
}

/// Collects versions vintage by vintage, in ascending order.
#[derive(Debug, Default)]
pub(super) struct Versions {
    known: BTreeMap<(usize, Kind, Code), Vec<(Span, Version)>>,
}

impl Versions {
    /// Adds what a vintage says; `previous` is the vintage before it, if any.
    pub(super) fn add(
        &mut self,
        kind: Kind,
        code: Code,
        vintage: Vintage,
        previous: Option<Vintage>,
        version: Version,
    ) {
        let versions = self.known.entry((kind.rank(), kind, code)).or_default();
        match versions.last_mut() {
            Some((span, last)) if Some(span.last) == previous && *last == version => {
                span.last = vintage;
            }
            _ => versions.push((Span::new(vintage, vintage), version)),
        }
    }

    /// Every version as a territory, by kind and code.
    pub(super) fn territories(self) -> Vec<Territory> {
        let mut territories = Vec::new();
        for ((_, kind, code), versions) in self.known {
            for (span, version) in versions {
                territories.push(Territory {
                    id: TerritoryId::new(kind.clone(), code.clone()),
                    name: version.name,
                    span: Some(span),
                    nature: version.nature,
                    seat: version.seat,
                    ground: version.faces.map_or(Ground::Missing, Ground::Faces),
                });
            }
        }
        territories
    }
}
