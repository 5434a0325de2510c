//! Reports of the command line: what the base brought, and how good the estimated basins are.

use std::{collections::BTreeMap, path::Path};

use dataset::{Base, Dataset, Ground};
use geometry::{Flaw, Mend};
use sources::{
    Count, ImportReport, Place, RepairNote, Text,
    base::Assembly,
    estimate::{self, agreement as compare},
};
use store::{GeoPackageStore, Store};
use territory::{Kind, TerritoryId, Vintage};

use crate::{arguments::Common, failure::Failure, output};

/// The report of a base.
pub(crate) fn of_base(base: &Base, assembly: &Assembly, shapes: &Path) -> ImportReport {
    let mut counts: BTreeMap<(usize, &Kind, Vintage), [usize; 2]> = BTreeMap::new();
    for territory in &base.territories {
        let kind = &territory.id.kind;
        let bare = matches!(territory.ground, Ground::Missing);
        for &vintage in &base.vintages {
            if territory.span.is_none_or(|span| span.contains(vintage)) {
                counts.entry((kind.rank(), kind, vintage)).or_default()[usize::from(bare)] += 1;
            }
        }
    }
    let with_shape =
        counts.iter().filter(|(_, count)| count[0] > 0).map(|((_, kind, vintage), count)| Count {
            kind: (*kind).clone(),
            vintage: Some(*vintage),
            count: count[0],
        });
    let latest = base.vintages.last();
    let bare = counts
        .iter()
        .filter(|((_, _, vintage), count)| count[1] > 0 && Some(vintage) == latest)
        .map(|((_, kind, _), count)| {
            Text::new(
                format!(
                    "{} sans contour : {} en {}",
                    kind,
                    count[1],
                    latest.map_or(0, |v| v.year())
                ),
                format!(
                    "{} without shape: {} in {}",
                    kind,
                    count[1],
                    latest.map_or(0, |v| v.year())
                ),
            )
        });
    let lost = assembly.without_ground.iter().map(|(vintage, code, name)| {
        Text::new(
            format!("{name} ({code}, {vintage}) : aucune face ne lui correspond"),
            format!("{name} ({code}, {vintage}): no face stands for it"),
        )
    });
    let halls = assembly.misplaced_town_halls.iter().map(|code| {
        Text::new(
            format!("mairie de {code} placée loin de sa commune : position ignorée"),
            format!("town hall of {code} placed far from its commune: position left out"),
        )
    });
    ImportReport {
        sources: base.sources.clone(),
        counts: with_shape.collect(),
        repaired: assembly.mends.iter().filter_map(|mend| note(base, mend, shapes)).collect(),
        remarks: bare.chain(lost).chain(halls).collect(),
        ..ImportReport::default()
    }
}

/// One mended border.
fn note(base: &Base, mend: &Mend, shapes: &Path) -> Option<RepairNote> {
    let key =
        |face: &geometry::FaceId| base.faces.get(face.0 as usize).map(|face| face.key.as_str());
    let keys: Vec<&str> = mend.faces.iter().filter_map(key).collect();
    let commune = keys.first()?.split('.').next()?;
    let (area, at) = (mend.area.round(), mend.at);
    let others = keys.join(", ");
    let done = match mend.flaw {
        Flaw::MissingVertex => Text::new(
            format!("sommet du voisin ajouté en {at}"),
            format!("vertex of the neighbour added at {at}"),
        ),
        Flaw::Gap => Text::new(
            format!("vide de {area} m² fermé entre {others} en {at}"),
            format!("gap of {area} m² closed between {others} at {at}"),
        ),
        Flaw::Overlap => Text::new(
            format!("{area} m² tenus deux fois par {others}, laissés au premier, en {at}"),
            format!("{area} m² held twice by {others}, left to the first, at {at}"),
        ),
    };
    Some(RepairNote {
        territory: TerritoryId::new(Kind::COMMUNE, commune.parse().ok()?),
        name: commune.to_owned(),
        place: Place::file(shapes),
        done,
        area_change: (mend.area > 0.0).then_some(mend.area),
    })
}

/// `echelle agreement`: the estimated basins against Insee's.
pub(crate) fn agreement(common: &Common) -> Result<(), Failure> {
    let store = GeoPackageStore::open_read_only(&common.store)?;
    let Dataset { base, layers } = store.load()?.dataset;
    let base = base.ok_or(atlas::AtlasError::NoBase)?;
    let yardstick = layers
        .into_iter()
        .find(|layer| layer.kinds().contains(&Kind::BASSIN_DE_VIE))
        .map(|mut layer| {
            layer.territories.retain(|territory| territory.id.kind == Kind::BASSIN_DE_VIE);
            layer
        })
        .ok_or_else(|| Failure::Value {
            french: "Les bassins de vie de l’Insee ne sont pas chargés : rien à quoi comparer."
                .to_owned(),
            english: "Insee’s basins of life are not loaded: nothing to compare with.".to_owned(),
        })?;
    let found =
        compare(&estimate::basins(&base), &yardstick, &base).ok_or_else(|| Failure::Value {
            french: "Aucune commune en commun.".to_owned(),
            english: "No commune in common.".to_owned(),
        })?;
    output::line(&format!(
        "same pole: {:.1} % of {} communes · adjusted Rand index {:.3} · poles {} estimated, {} published, {} in common",
        100.0 * found.share_same_pole,
        found.communes,
        found.adjusted_rand_index,
        found.poles,
        found.yardstick_poles,
        found.common_poles,
    ))
}
