//! The register: the catalogue laid over an atlas, so that each face knows its authorities.

use std::{collections::HashMap, sync::Arc};

use atlas::{Atlas, Year};
use dataset::{Collection, Records};
use territory::Kind;

use crate::{
    Catalogue, CatalogueError, CompetenceId, Declarations, KindId, TownHalls,
    catalogue::GROUPEMENTS,
    declared::{Answer, Declarants},
    ground::{Ground, Key},
};

/// Who may hold what, on each face of an atlas at each of its vintages.
#[derive(Clone, Debug)]
pub struct Register {
    pub(crate) catalogue: Arc<Catalogue>,
    pub(crate) declarants: Declarants,
    /// The kind of authority of each territory record; `None`: it is no authority.
    kinds: Vec<Option<KindId>>,
    /// What each authority declared goes by declarant, where it is one.
    declarant_of: HashMap<Key, u32>,
    pub(crate) grounds: Vec<Ground>,
    pub(crate) commune: KindId,
    pub(crate) groupements: Vec<KindId>,
    pub(crate) town_halls: TownHalls,
}

impl Register {
    /// The built-in catalogue over an atlas, with what is loaded of declarations and town halls, and
    /// how many rows of declarations are none. Fails where the catalogue cannot be read.
    pub fn of_records(atlas: &Atlas, records: &[Records]) -> Result<(Self, usize), CatalogueError> {
        let catalogue = Catalogue::bundled()?;
        let declared = records.iter().filter(|set| set.collection == Collection::Declarations);
        let (declarations, unread): (Vec<Declarations>, Vec<usize>) =
            declared.map(Declarations::read).unzip();
        let halls = records.iter().map(TownHalls::read).fold(TownHalls::default(), TownHalls::and);
        let register = Self::new(Arc::new(catalogue), atlas, declarations).with_town_halls(halls);
        Ok((register, unread.iter().sum()))
    }

    /// Lays a catalogue and what groupements declared over an atlas.
    #[must_use]
    pub fn new(catalogue: Arc<Catalogue>, atlas: &Atlas, declarations: Vec<Declarations>) -> Self {
        let kind = |slug: &str| catalogue.kind_of_slug(slug);
        let kinds: Vec<Option<KindId>> = atlas
            .indices()
            .map(|index| {
                let entry = atlas.entry(index);
                kind_slug(entry.kind(), entry.nature.as_deref()).and_then(kind)
            })
            .collect();
        let declarants = Declarants::new(&catalogue, declarations);
        let years = atlas.vintages().filter_map(|vintage| atlas.year(Some(vintage)).ok());
        let grounds = years.map(|year| Ground::new(&catalogue, &declarants, atlas, year)).collect();
        Self {
            declarant_of: declarant_of(&catalogue, &declarants, atlas),
            // The catalogue is refused without its base kinds.
            commune: kind("commune").unwrap_or(KindId(0)),
            groupements: GROUPEMENTS.iter().filter_map(|slug| kind(slug)).collect(),
            kinds,
            declarants,
            grounds,
            catalogue,
            town_halls: TownHalls::default(),
        }
    }

    /// The same, knowing how to reach the town halls.
    #[must_use]
    pub fn with_town_halls(self, town_halls: TownHalls) -> Self {
        Self { town_halls, ..self }
    }

    /// The catalogue.
    #[must_use]
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    pub(crate) fn ground(&self, year: &Year) -> Option<&Ground> {
        self.grounds.iter().find(|ground| ground.vintage == year.vintage)
    }

    /// The kind of an authority.
    pub(crate) fn kind_of(&self, key: Key) -> Option<KindId> {
        match key {
            Key::Territory(index) => self.kinds.get(index.0 as usize).copied().flatten(),
            Key::Special(number) => {
                self.catalogue.specials().get(usize::from(number)).map(|special| special.kind)
            }
            Key::Declarant(_) => None,
        }
    }

    /// What an authority declared of a competence.
    pub(crate) fn declared(&self, key: Key, competence: CompetenceId) -> Option<Answer> {
        let declarant = match key {
            Key::Declarant(number) => number,
            _ if self.declarant_of.is_empty() => return None,
            _ => *self.declarant_of.get(&key)?,
        };
        self.declarants.answer(declarant, competence)
    }

    /// The declarant that an authority is.
    pub(crate) fn declarant(&self, key: Key) -> Option<u32> {
        match key {
            Key::Declarant(number) => Some(number),
            _ => self.declarant_of.get(&key).copied(),
        }
    }
}

/// The slug of the kind of authority that governs a territory.
fn kind_slug(kind: &Kind, nature: Option<&str>) -> Option<&'static str> {
    Some(match kind.as_str() {
        "commune" => "commune",
        "departement" => "departement",
        "region" => "region",
        "ept" => "etablissement-public-territorial",
        "epci" => match nature? {
            "CC" => "communaute-de-communes",
            "CA" => "communaute-d-agglomeration",
            "CU" => "communaute-urbaine",
            // Lyon is a row of its own; before it was, it was an ordinary groupement.
            "METRO" | "MET69" => "metropole",
            _ => return None,
        },
        _ => return None,
    })
}

fn declarant_of(
    catalogue: &Catalogue,
    declarants: &Declarants,
    atlas: &Atlas,
) -> HashMap<Key, u32> {
    let groupements = [Kind::EPCI, Kind::EPT].into_iter().flat_map(|kind| atlas.of_kind(&kind));
    let ordinary = groupements.filter_map(|index| {
        let number = declarants.of_siren(atlas.entry(index).id.code.as_str())?;
        Some((Key::Territory(index), number))
    });
    let specials = catalogue.specials().iter().zip(0..).filter_map(|(special, place)| {
        let number = declarants.of_siren(special.siren.as_ref()?.as_str())?;
        Some((Key::Special(place), number))
    });
    ordinary.chain(specials).collect()
}
