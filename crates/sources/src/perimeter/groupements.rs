//! Perimeters told by the groupements that make them: the SIREN of EPCI, EPT or communes. They are
//! taken as the communes of these, and the polygons beside them only say how far they differ.

use std::collections::BTreeSet;

use dataset::Ground;
use geometry::Shape;
use territory::{Code, TerritoryId, Vintage};

use super::features::FeatureFile;
use crate::{
    communes::CommuneLookup,
    errors::{Place, Problem},
    report::{Difference, ImportReport, Refusal},
    text::{Text, shown},
};

/// Fields that list the groupements of a perimeter, in small letters. `siren` alone is the number
/// of the perimeter's own structure, `siren_epci` that of the EPCI in which a commune lies.
const FIELDS: [&str; 5] = [
    "siren_groupement",
    "siren_groupements",
    "sirens_groupements",
    "siren_membres",
    "sirens_membres",
];

/// The field in which a file usually lists groupements, where it has it.
pub(super) fn usual_field(file: &FeatureFile) -> Option<String> {
    let mut names = file.features.iter().flat_map(|feature| &feature.attributes);
    names
        .find(|(name, _)| FIELDS.contains(&name.to_lowercase().as_str()))
        .map(|(name, _)| name.clone())
}

/// What one feature says of its territory.
pub(super) struct Told<'a> {
    pub(super) id: &'a TerritoryId,
    pub(super) name: &'a str,
    pub(super) place: &'a Place,
    pub(super) field: &'a str,
    /// The SIREN, in one text or several.
    pub(super) sirens: &'a [String],
}

/// The ground of a territory as the communes of its groupements, with what the report has to say:
/// numbers that are not known, groupements that are no more, the difference from the polygon.
/// `None`: the polygon is better, or no number is known.
pub(super) fn ground(
    told: &Told<'_>,
    polygon: Option<&Shape>,
    communes: &dyn CommuneLookup,
    vintage: Vintage,
    report: &mut ImportReport,
) -> Option<Ground> {
    let mut members: BTreeSet<Code> = BTreeSet::new();
    let mut unknown = false;
    for text in told.sirens.iter().flat_map(|text| parts(text)) {
        let found = siren(text).and_then(|siren| Some((communes.members(&siren, vintage)?, siren)));
        let Some((found, siren)) = found else {
            unknown = true;
            let problem =
                Problem::UnknownReference { field: shown(told.field), value: shown(text) };
            report.refused.push(Refusal::new(told.name, told.place.clone(), &problem));
            continue;
        };
        if let Some(until) = found.until {
            report.remarks.push(no_more(told, &siren, &found.name, until));
        }
        members.extend(found.communes);
    }
    if unknown && polygon.is_some() {
        // Members are missing: what the file draws is nearer to the truth.
        report.remarks.push(Text::new(
            format!(
                "{} ({}) : pris par son polygone, faute de connaître tous ses membres.",
                told.name, told.id.code
            ),
            format!(
                "{} ({}): taken by its polygon, since not all its members are known.",
                told.name, told.id.code
            ),
        ));
        return None;
    }
    if members.is_empty() {
        return None;
    }
    match polygon {
        Some(polygon) => {
            report.differences.extend(difference(told, polygon, &members, communes, vintage));
        }
        None => report.remarks.push(Text::new(
            format!("{} ({}) : pas de polygone, pris par ses membres.", told.name, told.id.code),
            format!("{} ({}): no polygon, taken by its members.", told.name, told.id.code),
        )),
    }
    Some(Ground::Communes { vintage, codes: members.into_iter().collect() })
}

fn difference(
    told: &Told<'_>,
    polygon: &Shape,
    members: &BTreeSet<Code>,
    communes: &dyn CommuneLookup,
    vintage: Vintage,
) -> Option<Difference> {
    let beside = communes.beside(polygon, members, vintage)?;
    Some(Difference {
        territory: told.id.clone(),
        name: told.name.to_owned(),
        place: told.place.clone(),
        gained: beside.gained,
        lost: beside.lost,
        area: beside.members,
        area_gained: beside.area_gained,
        area_lost: beside.area_lost,
    })
}

fn no_more(told: &Told<'_>, siren: &Code, groupement: &str, until: Vintage) -> Text {
    let Told { name, id, .. } = told;
    Text::new(
        format!(
            "{name} ({}) : {groupement} ({siren}) n’existe plus après {until} ; pris par les communes de son périmètre d’alors.",
            id.code
        ),
        format!(
            "{name} ({}): {groupement} ({siren}) is no more after {until}; taken by the communes on its ground of then.",
            id.code
        ),
    )
}

/// The numbers of a list, whatever parts them.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| matches!(c, ',' | ';' | '|' | '/' | '+') || c.is_whitespace())
        .filter(|part| !part.is_empty())
}

/// A number of nine digits.
fn siren(text: &str) -> Option<Code> {
    let nine = text.len() == 9 && text.bytes().all(|byte| byte.is_ascii_digit());
    nine.then(|| text.parse().ok()).flatten()
}
