//! The official lists of `@etalab/decoupage-administratif`: one package version a vintage.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    path::Path,
};

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, Error as _},
};
use territory::{Code, PostalCode, Vintage};

use super::{
    Steps,
    model::{
        RawArrondissement, RawCommune, RawDepartement, RawEpci, RawEpt, RawList, RawRegion,
        UnitKind, Zone,
    },
};
use crate::{
    archive::tarball,
    errors::{Place, Problem, SourceError},
    text::Phrase,
};

/// The most one list may unpack to: communes take 9 MB.
const LIMIT: u64 = 128 << 20;

const FILES: [&str; 6] = [
    "package/data/communes.json",
    "package/data/epci.json",
    "package/data/ept.json",
    "package/data/departements.json",
    "package/data/regions.json",
    "package/data/arrondissements.json",
];

const LISTS: Phrase = Phrase::new("listes officielles", "official lists");

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum CommuneType {
    CommuneActuelle,
    CommuneDeleguee,
    CommuneAssociee,
    ArrondissementMunicipal,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CommuneRow {
    code: Code,
    nom: String,
    #[serde(rename = "type")]
    kind: CommuneType,
    chef_lieu: Option<Code>,
    commune: Option<Code>,
    departement: Code,
    region: Code,
    #[serde(default, deserialize_with = "empty_as_none")]
    arrondissement: Option<Code>,
    #[serde(default, deserialize_with = "empty_as_none")]
    siren: Option<Code>,
    #[serde(default)]
    codes_postaux: Vec<PostalCode>,
    population: Option<u32>,
    #[serde(default)]
    anciens_codes: Vec<Code>,
    zone: Zone,
}

/// Communes of overseas départements without arrondissement carry an empty text.
fn empty_as_none<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Code>, D::Error> {
    let text: Option<Cow<'de, str>> = Option::deserialize(deserializer)?;
    let text = text.filter(|text| !text.is_empty());
    text.map(|text| text.parse().map_err(D::Error::custom)).transpose()
}

#[derive(Deserialize)]
struct Member {
    code: Code,
}

#[derive(Deserialize)]
struct GroupRow {
    code: Code,
    nom: String,
    #[serde(rename = "type")]
    nature: String,
    membres: Vec<Member>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AreaRow {
    code: Code,
    nom: String,
    chef_lieu: Code,
    departement: Option<Code>,
    region: Option<Code>,
    zone: Option<Zone>,
}

/// Reads and checks the lists of a vintage.
pub(super) fn read(path: &Path, vintage: Vintage, steps: &Steps) -> Result<RawList, SourceError> {
    let place = Place::file(path);
    let [communes, epci, ept, departements, regions, arrondissements]: [Vec<u8>; 6] =
        tarball(path, &FILES, LIMIT)?.try_into().map_err(|_| place.refuse(Problem::Empty))?;
    let at = |file: usize| place.entry(FILES.get(file).copied().unwrap_or_default());
    let list = RawList {
        vintage,
        communes: rows::<CommuneRow>(&communes, &at(0))?
            .into_iter()
            .map(|row| commune(row, &at(0)))
            .collect::<Result<_, _>>()?,
        epci: rows(&epci, &at(1))?.into_iter().map(epci_of).collect(),
        ept: rows(&ept, &at(2))?.into_iter().map(ept_of).collect(),
        departements: areas(&departements, &at(3), departement)?,
        regions: areas(&regions, &at(4), region)?,
        arrondissements: areas(&arrondissements, &at(5), arrondissement)?,
    };
    check(&list, &at)?;
    steps.say(LISTS, 0);
    Ok(list)
}

fn rows<T: DeserializeOwned>(json: &[u8], place: &Place) -> Result<Vec<T>, SourceError> {
    let rows: Vec<T> = serde_json::from_slice(json).map_err(|error| json_error(place, &error))?;
    if rows.is_empty() {
        return Err(place.refuse(Problem::Empty));
    }
    Ok(rows)
}

/// The error of a JSON reader, with its line.
fn json_error(place: &Place, error: &serde_json::Error) -> SourceError {
    let place = place.at(crate::At::Line(error.line() as u64));
    if error.is_eof() {
        return place.refuse(Problem::Truncated);
    }
    place.refuse(Problem::corrupt(crate::text::shown_long(&error.to_string())))
}

fn commune(row: CommuneRow, place: &Place) -> Result<RawCommune, SourceError> {
    let (kind, parent) = match row.kind {
        CommuneType::CommuneActuelle => (UnitKind::Commune, None),
        CommuneType::CommuneDeleguee => (UnitKind::CommuneDeleguee, Some(row.chef_lieu)),
        CommuneType::CommuneAssociee => (UnitKind::CommuneAssociee, Some(row.chef_lieu)),
        CommuneType::ArrondissementMunicipal => {
            (UnitKind::ArrondissementMunicipal, Some(row.commune))
        }
    };
    let expected = Phrase::new("la commune dont elle est une partie", "the commune it is part of");
    let parent = match parent {
        Some(None) => return Err(place.bad_value(row.code.as_str(), "", expected)),
        Some(parent) => parent,
        None => None,
    };
    Ok(RawCommune {
        kind,
        code: row.code,
        name: row.nom,
        parent,
        departement: row.departement,
        region: row.region,
        arrondissement: row.arrondissement,
        siren: row.siren,
        postal_codes: row.codes_postaux,
        population: row.population,
        former_codes: row.anciens_codes,
        zone: row.zone,
    })
}

fn epci_of(row: GroupRow) -> RawEpci {
    RawEpci { siren: row.code, name: row.nom, nature: row.nature, members: members(row.membres) }
}

fn ept_of(row: GroupRow) -> RawEpt {
    RawEpt { siren: row.code, name: row.nom, members: members(row.membres) }
}

fn members(members: Vec<Member>) -> Vec<Code> {
    let mut codes: Vec<Code> = members.into_iter().map(|member| member.code).collect();
    codes.sort();
    codes
}

fn areas<T>(
    json: &[u8],
    place: &Place,
    make: fn(AreaRow) -> Option<T>,
) -> Result<Vec<T>, SourceError> {
    let expected = Phrase::new("région, département et zone", "région, département and zone");
    let made = |row: AreaRow| {
        let code = row.code.clone();
        make(row).ok_or_else(|| place.bad_value(code.as_str(), "", expected))
    };
    rows::<AreaRow>(json, place)?.into_iter().map(made).collect()
}

fn departement(row: AreaRow) -> Option<RawDepartement> {
    let AreaRow { code, nom: name, chef_lieu, region, zone, .. } = row;
    Some(RawDepartement { code, name, region: region?, chef_lieu, zone: zone? })
}

fn region(row: AreaRow) -> Option<RawRegion> {
    let AreaRow { code, nom: name, chef_lieu, zone, .. } = row;
    Some(RawRegion { code, name, chef_lieu, zone: zone? })
}

fn arrondissement(row: AreaRow) -> Option<RawArrondissement> {
    let AreaRow { code, nom: name, chef_lieu, departement, .. } = row;
    Some(RawArrondissement { code, name, departement: departement?, chef_lieu })
}

/// Everything a list refers to exists in it, and nothing comes twice.
fn check(list: &RawList, at: &dyn Fn(usize) -> Place) -> Result<(), SourceError> {
    let communes = unique(list.communes.iter().map(|c| ((c.kind, &c.code), &c.code)), &at(0))?;
    let current = |code: &Code| communes.contains(&(UnitKind::Commune, code));
    let departements = unique(list.departements.iter().map(|d| (&d.code, &d.code)), &at(3))?;
    let regions = unique(list.regions.iter().map(|r| (&r.code, &r.code)), &at(4))?;
    let arrondissements = unique(list.arrondissements.iter().map(|a| (&a.code, &a.code)), &at(5))?;
    for commune in &list.communes {
        let place = at(0);
        refer(&place, "commune", commune.parent.as_ref(), current)?;
        refer(&place, "departement", Some(&commune.departement), |c| departements.contains(c))?;
        refer(&place, "region", Some(&commune.region), |c| regions.contains(c))?;
        refer(&place, "arrondissement", commune.arrondissement.as_ref(), |c| {
            arrondissements.contains(c)
        })?;
    }
    for area in &list.departements {
        refer(&at(3), "region", Some(&area.region), |c| regions.contains(c))?;
        refer(&at(3), "chefLieu", Some(&area.chef_lieu), current)?;
    }
    for area in &list.arrondissements {
        refer(&at(5), "departement", Some(&area.departement), |c| departements.contains(c))?;
        refer(&at(5), "chefLieu", Some(&area.chef_lieu), current)?;
    }
    for area in &list.regions {
        refer(&at(4), "chefLieu", Some(&area.chef_lieu), current)?;
    }
    let epci = list.epci.iter().map(|group| (&group.siren, &group.members));
    check_groups(epci, &at(1), current)?;
    let ept = list.ept.iter().map(|group| (&group.siren, &group.members));
    check_groups(ept, &at(2), current)
}

/// Members exist, and each commune is in one group at most.
fn check_groups<'a>(
    groups: impl Iterator<Item = (&'a Code, &'a Vec<Code>)>,
    place: &Place,
    current: impl Fn(&Code) -> bool,
) -> Result<(), SourceError> {
    let mut group_of: HashMap<&Code, &Code> = HashMap::new();
    let mut seen = HashSet::new();
    for (siren, members) in groups {
        if !seen.insert(siren) {
            return Err(place.refuse(Problem::Duplicate(siren.to_string())));
        }
        for member in members {
            refer(place, "membres", Some(member), &current)?;
            if let Some(other) = group_of.insert(member, siren) {
                let both = format!("{member} ({other}, {siren})");
                return Err(place.refuse(Problem::Duplicate(both)));
            }
        }
    }
    Ok(())
}

fn unique<'a, K: std::hash::Hash + Eq>(
    keys: impl Iterator<Item = (K, &'a Code)>,
    place: &Place,
) -> Result<HashSet<K>, SourceError> {
    let mut set = HashSet::new();
    for (key, code) in keys {
        if !set.insert(key) {
            return Err(place.refuse(Problem::Duplicate(code.to_string())));
        }
    }
    Ok(set)
}

fn refer(
    place: &Place,
    field: &str,
    code: Option<&Code>,
    exists: impl Fn(&Code) -> bool,
) -> Result<(), SourceError> {
    match code {
        Some(code) if !exists(code) => Err(place.refuse(Problem::UnknownReference {
            field: field.to_owned(),
            value: code.to_string(),
        })),
        _ => Ok(()),
    }
}
