//! `echelle import FILE --kind banatic`: what groupements declare.

use atlas::{Atlas, Year};
use dataset::Source;
use sources::{
    ImportReport,
    banatic::{Territories, read},
};
use store::{GeoPackageStore, Store};
use territory::{Code, Kind, TerritoryId};

use crate::{
    arguments::{Common, ImportOptions},
    failure::Failure,
    library::open,
};

/// Reads declarations and puts them in the place of those of the same source.
pub(crate) fn import(common: &Common, options: &ImportOptions) -> Result<ImportReport, Failure> {
    let (atlas, _) = open(common)?;
    let loaded = Loaded { year: atlas.year(None)?, atlas: &atlas };
    let told =
        |text: &Option<String>, known: &str| text.clone().unwrap_or_else(|| known.to_owned());
    let usual = || {
        "banatic".parse::<Code>().map_err(|error| Failure::Value {
            french: error.to_string(),
            english: error.to_string(),
        })
    };
    let source = Source {
        key: options.key.clone().map_or_else(usual, Ok)?,
        name: told(&options.source, "BANATIC"),
        licence: told(&options.licence, "Licence Ouverte 2.0"),
        attribution: told(&options.source, "DGCL, BANATIC"),
        url: Some(told(&options.url, "https://www.banatic.interieur.gouv.fr")),
        vintage: common.vintage,
        estimated: false,
    };
    let imported = read(&options.what, options.members.as_deref(), source, &loaded)?;
    GeoPackageStore::open(&common.store)?.replace_records(&imported.records)?;
    Ok(imported.report)
}

/// The territories of the store.
struct Loaded<'a> {
    atlas: &'a Atlas,
    year: &'a Year,
}

impl Territories for Loaded<'_> {
    fn communes_of(&self, siren: &Code) -> Option<Vec<Code>> {
        let index = [Kind::EPCI, Kind::EPT].into_iter().find_map(|kind| {
            self.atlas.find(&TerritoryId::new(kind, siren.clone()), self.year).ok()
        })?;
        let faces = self.atlas.faces(index).iter();
        let mut communes: Vec<_> = faces.filter_map(|&face| self.year.commune_of(face)).collect();
        communes.sort_unstable();
        communes.dedup();
        Some(communes.iter().map(|&index| self.atlas.entry(index).id.code.clone()).collect())
    }

    fn has_commune(&self, code: &Code) -> bool {
        self.atlas.communes_of_code(code, None, self.year).is_ok()
    }
}
