//! Estimated basins of life: an attraction model over town halls, population and borders.
//!
//! For where no official lived basin is loaded. `docs/estimated-basins.md` gives the model in
//! plain words, what was measured against Insee's basins and what the model cannot know.

mod agreement;
mod attraction;
mod country;
#[cfg(test)]
mod fixture;
mod poles;

pub use agreement::{Agreement, agreement};

use std::collections::BTreeMap;

use dataset::{Base, Ground, Layer, Source, Territory};
use territory::{Code, Kind, TerritoryId, Vintage};

use country::{Town, TownIndex};

/// Shares out every commune of the latest vintage that has ground among estimated basins, each
/// around its pole. The same base always gives the same basins.
///
/// A basin's code, name and seat are those of its pole. The layer is empty where the base has no
/// commune with ground.
#[must_use]
pub fn basins(base: &Base) -> Layer {
    let vintage = base.vintages.last().copied();
    let towns = vintage.map(|vintage| country::towns(base, vintage)).unwrap_or_default();
    let poles = poles::find(&towns);
    let pole_of = attraction::share_out(&towns, &poles);
    let territories = vintage.map(|vintage| territories(&towns, &pole_of, vintage));
    Layer {
        key: literal("bassins-estimes"),
        source: source(base, vintage),
        territories: territories.unwrap_or_default(),
    }
}

/// The basins as territories, by ascending code.
fn territories(towns: &[Town], pole_of: &[TownIndex], vintage: Vintage) -> Vec<Territory> {
    let mut members: BTreeMap<TownIndex, Vec<Code>> = BTreeMap::new();
    for (town, &pole) in towns.iter().zip(pole_of) {
        members.entry(pole).or_default().push(town.code.clone());
    }
    members
        .into_iter()
        .map(|(pole, codes)| {
            let pole = &towns[pole];
            Territory {
                id: TerritoryId::new(Kind::BASSIN_ESTIME, pole.code.clone()),
                name: pole.name.clone(),
                span: None,
                nature: None,
                seat: Some(pole.code.clone()),
                ground: Ground::Communes { vintage, codes },
            }
        })
        .collect()
}

/// The estimate says what it is wherever its source is shown, and credits the data it is made of.
fn source(base: &Base, vintage: Option<Vintage>) -> Source {
    let mut credits: Vec<&str> =
        base.sources.iter().map(|source| source.attribution.as_str()).collect();
    credits.sort_unstable();
    credits.dedup();
    let made_of = match credits.as_slice() {
        [] => String::new(),
        credits => format!(" d’après {}", credits.join(" ; ")),
    };
    Source {
        key: literal("echelle-bassins-estimes"),
        name: "Bassins estimés par Échelle (modèle d’attraction sur la population, les mairies et \
               les limites communales) : ce ne sont pas les bassins de vie de l’Insee"
            .to_owned(),
        licence: "Licence Ouverte 2.0".to_owned(),
        attribution: format!("Estimation Échelle{made_of}"),
        url: None,
        vintage,
        estimated: true,
    }
}

/// The code that a literal of this module writes.
#[expect(clippy::expect_used, reason = "the literals of this module are codes, as a test shows")]
fn literal(text: &'static str) -> Code {
    text.parse().expect("a literal of this module")
}

#[cfg(test)]
mod tests;
