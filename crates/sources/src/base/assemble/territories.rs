//! Administrative territories of each vintage as sets of faces.

use std::collections::BTreeMap;

use dataset::Territory;
use geometry::FaceId;
use territory::{Code, Kind, Vintage};

use super::{
    Assembly,
    communes::History,
    faces::FaceGround,
    sorted,
    spans::{Version, Versions},
};
use crate::base::{
    CantonType, Composition, RawBase, RawCanton, RawCommune, RawList, UnitKind, Zone,
};

/// Every territory of every list, kept once for as long as it does not change.
pub(super) fn list(
    raw: &RawBase,
    ground: &FaceGround,
    history: &History,
    assembly: &mut Assembly,
) -> Vec<Territory> {
    let mut versions = Versions::default();
    let mut previous = None;
    for (place, list) in raw.lists.iter().enumerate() {
        let mut year = Year {
            list,
            previous,
            ground,
            first: &history.communes[0],
            communes: &history.communes[place],
            versions: &mut versions,
        };
        year.add_units(assembly);
        year.add_groups();
        year.add_departements_and_regions();
        year.add_cantons(&raw.cantons);
        previous = Some(list.vintage);
    }
    versions.territories()
}

/// One vintage being listed.
struct Year<'a> {
    list: &'a RawList,
    previous: Option<Vintage>,
    ground: &'a FaceGround,
    /// The faces of the communes of the first list.
    first: &'a std::collections::HashMap<Code, Vec<FaceId>>,
    /// The faces of the communes of this list.
    communes: &'a std::collections::HashMap<Code, Vec<FaceId>>,
    versions: &'a mut Versions,
}

impl Year<'_> {
    fn add(&mut self, kind: Kind, code: &Code, version: Version) {
        self.versions.add(kind, code.clone(), self.list.vintage, self.previous, version);
    }

    /// Communes and their pieces.
    fn add_units(&mut self, assembly: &mut Assembly) {
        for unit in &self.list.communes {
            let (kind, faces) = match unit.kind {
                UnitKind::Commune => (Kind::COMMUNE, self.communes.get(&unit.code).cloned()),
                UnitKind::CommuneDeleguee => (Kind::COMMUNE_DELEGUEE, self.piece(unit)),
                UnitKind::CommuneAssociee => (Kind::COMMUNE_ASSOCIEE, self.piece(unit)),
                UnitKind::ArrondissementMunicipal => {
                    (Kind::ARRONDISSEMENT_MUNICIPAL, self.piece(unit))
                }
            };
            if faces.is_none() && unit.zone != Zone::Com {
                let entry = (self.list.vintage, unit.code.clone(), unit.name.clone());
                assembly.without_ground.push(entry);
            }
            let seat = unit.parent.clone();
            self.add(
                kind,
                &unit.code,
                Version { name: unit.name.clone(), nature: None, seat, faces },
            );
        }
    }

    /// The faces of a piece: its own, or those of the commune it was when the shapes were drawn.
    /// They must lie in the commune it is a piece of now.
    fn piece(&self, unit: &RawCommune) -> Option<Vec<FaceId>> {
        let parent = self.communes.get(unit.parent.as_ref()?)?;
        let own = self.ground.piece(unit.kind, &unit.code).map(|face| vec![face]);
        own.or_else(|| self.first.get(&unit.code).cloned())
            .filter(|faces| faces.iter().all(|face| parent.contains(face)))
    }

    /// EPCI and EPT, by their members.
    fn add_groups(&mut self) {
        for epci in &self.list.epci {
            let version = self.union(&epci.name, Some(epci.nature.clone()), None, &epci.members);
            self.add(Kind::EPCI, &epci.siren, version);
        }
        for ept in &self.list.ept {
            let version = self.union(&ept.name, None, None, &ept.members);
            self.add(Kind::EPT, &ept.siren, version);
        }
    }

    /// What the communes say of themselves: arrondissement, département, région. The overseas
    /// collectivities stand among the départements and again among the régions of the lists.
    fn add_departements_and_regions(&mut self) {
        let communes = || {
            self.list
                .communes
                .iter()
                .filter(|unit| unit.kind == UnitKind::Commune && unit.zone != Zone::Com)
        };
        let arrondissements = grouped(communes(), |unit| unit.arrondissement.as_ref());
        let departements = grouped(communes(), |unit| Some(&unit.departement));
        let regions = grouped(communes(), |unit| Some(&unit.region));
        for row in &self.list.arrondissements {
            let members = members(&arrondissements, &row.code);
            let version = self.union(&row.name, None, Some(&row.chef_lieu), members);
            self.add(Kind::ARRONDISSEMENT, &row.code, version);
        }
        for row in &self.list.departements {
            let members = members(&departements, &row.code);
            let version = self.union(&row.name, None, Some(&row.chef_lieu), members);
            let overseas = row.zone == Zone::Com;
            self.add(
                if overseas { Kind::COLLECTIVITE_OUTRE_MER } else { Kind::DEPARTEMENT },
                &row.code,
                version,
            );
        }
        for row in self.list.regions.iter().filter(|row| row.zone != Zone::Com) {
            let members = members(&regions, &row.code);
            let version = self.union(&row.name, None, Some(&row.chef_lieu), members);
            self.add(Kind::REGION, &row.code, version);
        }
    }

    /// Cantons, whose communes are those of the vintage of the shapes. Towns that several cantons
    /// share stand for them, as in Insee's “canton-ou-ville”.
    fn add_cantons(&mut self, cantons: &[RawCanton]) {
        for canton in cantons {
            let nature = match (canton.canton_type, canton.composition) {
                (CantonType::Town | CantonType::NewCommune, _) => "canton-ou-ville",
                (_, Some(Composition::WholeCommunes)) => "canton",
                _ => "canton-partiel",
            };
            let faces: Vec<FaceId> = canton
                .communes
                .iter()
                .filter_map(|code| self.first.get(code))
                .flatten()
                .copied()
                .collect();
            let version = Version {
                name: canton.name.clone(),
                nature: Some(nature.to_owned()),
                seat: canton.seat.clone(),
                faces: (!faces.is_empty()).then(|| sorted(faces)),
            };
            self.add(Kind::CANTON, &canton.code, version);
        }
    }

    /// A territory made of whole communes.
    fn union(
        &self,
        name: &str,
        nature: Option<String>,
        seat: Option<&Code>,
        members: &[Code],
    ) -> Version {
        let faces: Vec<FaceId> =
            members.iter().filter_map(|code| self.communes.get(code)).flatten().copied().collect();
        Version {
            name: name.to_owned(),
            nature,
            seat: seat.cloned(),
            faces: (!faces.is_empty()).then(|| sorted(faces)),
        }
    }
}

fn grouped<'a>(
    communes: impl Iterator<Item = &'a RawCommune>,
    by: impl Fn(&'a RawCommune) -> Option<&'a Code>,
) -> BTreeMap<&'a Code, Vec<Code>> {
    let mut groups: BTreeMap<&Code, Vec<Code>> = BTreeMap::new();
    for commune in communes {
        if let Some(group) = by(commune) {
            groups.entry(group).or_default().push(commune.code.clone());
        }
    }
    groups
}

fn members<'a>(groups: &'a BTreeMap<&Code, Vec<Code>>, code: &Code) -> &'a [Code] {
    groups.get(code).map_or(&[], Vec::as_slice)
}
