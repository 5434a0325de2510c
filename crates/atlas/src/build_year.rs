//! Building one vintage: people by face, and the inverted index from faces to territories.

use std::collections::HashMap;

use dataset::Population;
use geometry::FaceId;
use territory::{Code, Kind, Vintage};

use crate::{
    Atlas, TerritoryIndex,
    year::{FaceRow, Facts, Item, NONE, Partial, Year},
};

/// A territory of more faces than this is listed with groups of faces, not with each face.
const OWN: usize = 2;

/// Builds the year of a vintage. Years are settled in ascending order.
pub(crate) struct YearBuilder<'a> {
    atlas: &'a Atlas,
    year: Year,
}

impl<'a> YearBuilder<'a> {
    /// Begins the year of a vintage with its communes and who lives where, after that of the
    /// vintage before.
    pub(crate) fn settled(
        atlas: &'a Atlas,
        vintage: Vintage,
        before: Option<&Self>,
        populations: &[Population],
    ) -> Self {
        let mut builder = Self { atlas, year: empty(atlas, vintage) };
        for (facts, entry) in builder.year.facts.iter_mut().zip(&atlas.entries) {
            facts.present = entry.holds_at(vintage);
            facts.area = entry.area;
            facts.faces = entry.ground.len() as u32;
            facts.kind_place = entry.kind_place;
            facts.shaped = entry.cut.is_some();
        }
        builder.number_communes();
        let before = before.map(|before| &before.year);
        builder.date_populations(before, populations);
        builder.settle(before, populations);
        builder
    }

    /// The year, whole.
    pub(crate) fn finish(mut self, populations: &[Population]) -> Year {
        self.invert();
        self.measure();
        self.count_overseas(populations);
        self.year
    }

    fn present(&self, kind: &Kind) -> impl Iterator<Item = TerritoryIndex> + use<'_, 'a> {
        self.atlas.of_kind(kind).filter(|&index| self.year.facts(index).present)
    }

    fn number_communes(&mut self) {
        let communes: Vec<_> = self
            .present(&Kind::COMMUNE)
            .filter(|&index| self.atlas.entry(index).has_ground())
            .collect();
        for (number, &index) in communes.iter().enumerate() {
            let faces = self.atlas.faces(index);
            for face in faces {
                self.year.rows[face.0 as usize].commune = number as u32;
            }
            self.year.commune_faces.push(faces.len() as u32);
        }
        self.year.commune_entries = communes;
    }

    /// A list whose units all have the people they had in the year before repeats that year's.
    fn date_populations(&mut self, before: Option<&Year>, populations: &[Population]) {
        let Some(before) = before else { return };
        let of = |vintage: Vintage| -> HashMap<&Code, u32> {
            let of_year = populations.iter().filter(|unit| unit.vintage == vintage);
            of_year.map(|unit| (&unit.unit, unit.people)).collect()
        };
        let (then, now) = (of(before.vintage), of(self.year.vintage));
        if !now.is_empty() && now == then {
            self.year.population_vintage = before.population_vintage;
        }
    }

    /// Puts people on faces, unit by unit.
    fn settle(&mut self, before: Option<&Year>, populations: &[Population]) {
        let mut units: HashMap<&Code, TerritoryIndex> = HashMap::new();
        for kind in [Kind::ARRONDISSEMENT_MUNICIPAL, Kind::COMMUNE] {
            for index in self.present(&kind) {
                units.insert(&self.atlas.entry(index).id.code, index);
            }
        }
        let of_year = populations.iter().filter(|unit| unit.vintage == self.year.vintage);
        for (number, unit) in of_year.enumerate() {
            let Some(&index) = units.get(&unit.unit) else { continue };
            let faces = self.atlas.faces(index);
            let shares = share_out(unit.people, &self.shares(before, faces));
            for (face, people) in faces.iter().zip(shares) {
                self.year.rows[face.0 as usize].people = people;
                self.year.unit[face.0 as usize] = number as u32;
            }
        }
    }

    /// In what proportion a unit's people live on its faces: as in the vintage before where faces
    /// were units of their own, else by area.
    fn shares(&self, before: Option<&Year>, faces: &[FaceId]) -> Vec<f64> {
        if let Some(before) = before {
            let people: Vec<f64> =
                faces.iter().map(|&face| f64::from(before.people_on(face))).collect();
            if people.iter().sum::<f64>() > 0.0 {
                return people;
            }
        }
        faces.iter().map(|&face| self.atlas.face_area(face)).collect()
    }

    /// Lists the territories of each face (counting sort by face).
    fn invert(&mut self) {
        let faces = self.atlas.mesh.face_count();
        let mut starts = vec![0_u32; faces + 1];
        let present: Vec<TerritoryIndex> = (0..self.atlas.entries.len() as u32)
            .map(TerritoryIndex)
            .filter(|&index| self.year.facts(index).present)
            .collect();
        for &index in &present {
            for face in self.atlas.faces(index) {
                starts[face.0 as usize + 1] += 1;
            }
        }
        for face in 0..faces {
            starts[face + 1] += starts[face];
        }
        let mut next = starts.clone();
        let mut items = vec![Item::whole(TerritoryIndex(0)); starts[faces] as usize];
        for &index in &present {
            let cut = self.atlas.entry(index).cut.as_deref();
            for (place, face) in self.atlas.faces(index).iter().enumerate() {
                let fraction = cut.map_or(1.0, |cut| cut.fractions[place]);
                let item = if fraction < 1.0 {
                    self.year.partials.push(Partial { territory: index, fraction });
                    Item::partial(self.year.partials.len() as u32 - 1)
                } else {
                    Item::whole(index)
                };
                let slot = &mut next[face.0 as usize];
                items[*slot as usize] = item;
                *slot += 1;
            }
        }
        self.group(&items, &starts);
    }

    /// Parts the territories of each face into its own and those it shares with many faces, and
    /// lists the latter once for all the faces that lie in the same.
    fn group(&mut self, items: &[Item], starts: &[u32]) {
        let mut groups: HashMap<Vec<TerritoryIndex>, u32> = HashMap::new();
        let Year { rows, own, shared, groups: ranges, .. } = &mut self.year;
        for (row, bounds) in rows.iter_mut().zip(starts.windows(2)) {
            let start = own.len() as u32;
            let mut wide = Vec::with_capacity(16);
            for &item in &items[bounds[0] as usize..bounds[1] as usize] {
                match item.get() {
                    Ok(index) if self.atlas.faces(index).len() > OWN => wide.push(index),
                    _ => own.push(item),
                }
            }
            row.own = [start, own.len() as u32];
            row.group = *groups.entry(wide).or_insert_with_key(|wide| {
                let start = shared.len() as u32;
                shared.extend_from_slice(wide);
                ranges.push([start, shared.len() as u32]);
                ranges.len() as u32 - 1
            });
        }
    }

    /// Counts people and communes of every territory present.
    fn measure(&mut self) {
        let units = self.year.unit.iter().filter(|&&unit| unit != NONE).max();
        let mut unit_faces = vec![0_u32; units.map_or(0, |&last| last as usize + 1)];
        for &unit in self.year.unit.iter().filter(|&&unit| unit != NONE) {
            unit_faces[unit as usize] += 1;
        }
        for place in 0..self.atlas.entries.len() {
            let index = TerritoryIndex(place as u32);
            if !self.year.facts[place].present || !self.atlas.entry(index).has_ground() {
                continue;
            }
            let faces = self.atlas.faces(index);
            let fractions = self.atlas.entry(index).cut.as_deref().map(|cut| &*cut.fractions);
            let people: f64 = faces
                .iter()
                .enumerate()
                .map(|(place, &face)| {
                    let fraction = fractions.map_or(1.0, |fractions| fractions[place]);
                    f64::from(self.year.people_on(face)) * fraction
                })
                .sum();
            let whole = || fractions.is_none_or(|f| f.iter().all(|&fraction| fraction >= 1.0));
            let (_, cuts_units) =
                pieces(faces, |face| self.year.unit[face.0 as usize], &unit_faces);
            let (communes, cuts_communes) = self.year.communes_of(faces);
            let facts = &mut self.year.facts[place];
            facts.people = Some(people.round() as u32);
            facts.communes = communes;
            facts.cuts_units = cuts_units || !whole();
            facts.cuts_communes = cuts_communes || !whole();
        }
    }

    /// People of communes without shape, and of the overseas collectivities they make up.
    fn count_overseas(&mut self, populations: &[Population]) {
        let of_year: HashMap<&Code, u32> = populations
            .iter()
            .filter(|unit| unit.vintage == self.year.vintage)
            .map(|unit| (&unit.unit, unit.people))
            .collect();
        let bare: Vec<_> = [Kind::COMMUNE, Kind::COLLECTIVITE_OUTRE_MER]
            .iter()
            .flat_map(|kind| self.present(kind).collect::<Vec<_>>())
            .filter(|&index| !self.atlas.entry(index).has_ground())
            .collect();
        for index in bare {
            let entry = self.atlas.entry(index);
            let code = &entry.id.code;
            let members = || {
                of_year.iter().filter(|(unit, _)| {
                    unit.as_str() == code.as_str()
                        || *entry.kind() == Kind::COLLECTIVITE_OUTRE_MER
                            && unit.as_str().starts_with(code.as_str())
                })
            };
            let facts = &mut self.year.facts[index.0 as usize];
            if members().next().is_some() {
                facts.people = Some(members().map(|(_, &people)| people).sum());
            }
        }
    }
}

impl Year {
    /// How many communes the faces belong to, and whether any of them has faces besides.
    pub(crate) fn communes_of(&self, faces: &[FaceId]) -> (u32, bool) {
        pieces(faces, |face| self.rows[face.0 as usize].commune, &self.commune_faces)
    }
}

/// A year of which nothing is known yet.
fn empty(atlas: &Atlas, vintage: Vintage) -> Year {
    let faces = atlas.mesh.face_count();
    let row = |&area: &f64| FaceRow { area, people: 0, commune: NONE, own: [0, 0], group: 0 };
    Year {
        vintage,
        population_vintage: vintage,
        rows: atlas.areas.iter().map(row).collect(),
        unit: vec![NONE; faces],
        commune_faces: Vec::new(),
        commune_entries: Vec::new(),
        own: Vec::new(),
        shared: Vec::new(),
        groups: Vec::new(),
        partials: Vec::new(),
        facts: vec![Facts::default(); atlas.entries.len()],
    }
}

/// How many groups the faces belong to, and whether any group has faces besides.
fn pieces(faces: &[FaceId], group: impl Fn(FaceId) -> u32, sizes: &[u32]) -> (u32, bool) {
    let mut found: Vec<u32> = faces.iter().map(|&face| group(face)).collect();
    found.sort_unstable();
    let mut count = 0;
    let mut cuts = false;
    for group in found.chunk_by(|a, b| a == b) {
        if let Some(&size) = sizes.get(group[0] as usize) {
            count += 1;
            cuts |= group.len() < size as usize;
        }
    }
    (count, cuts)
}

/// Shares a whole number out in proportion, in whole numbers that add up to it: the largest
/// remainders are rounded up.
fn share_out(whole: u32, shares: &[f64]) -> Vec<u32> {
    let sum: f64 = shares.iter().sum();
    let exact: Vec<f64> = shares
        .iter()
        .map(|share| {
            f64::from(whole) * if sum > 0.0 { share / sum } else { 1.0 / shares.len() as f64 }
        })
        .collect();
    let mut parts: Vec<u32> = exact.iter().map(|part| part.floor() as u32).collect();
    let missing = whole.saturating_sub(parts.iter().sum());
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by(|&a, &b| exact[b].fract().total_cmp(&exact[a].fract()).then(a.cmp(&b)));
    for &place in order.iter().cycle().take(missing as usize) {
        parts[place] += 1;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(whole: u32, shares: &[f64], expect: &[u32]) {
        assert_eq!(share_out(whole, shares), expect);
    }

    #[test]
    fn shares_add_up_to_the_whole() {
        check(10, &[1.0], &[10]);
        check(10, &[1.0, 1.0, 1.0], &[4, 3, 3]);
        check(7, &[3.0, 1.0], &[5, 2]);
        check(1, &[0.0, 0.0], &[1, 0]);
        check(0, &[1.0, 2.0], &[0, 0]);
    }
}
