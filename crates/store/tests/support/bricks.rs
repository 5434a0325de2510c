//! A country laid like bricks: six neighbours a commune, as real communes have, in any size.

use dataset::{Base, Commune, Event, Face, Ground, Place, Population, Succession, Territory};
use geometry::{Arc, FaceId, Mesh, Vertex};
use territory::Span;

use super::{code, faces, source, territory, vintage};

/// How large a country to lay.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Country {
    pub(crate) columns: u32,
    pub(crate) rows: u32,
    /// Vertices of each arc between its ends.
    pub(crate) inner_vertices: u32,
}

/// The width of half a brick and the height of a brick, in ten-millionths of a degree.
const HALF: i32 = 250_000;
const HEIGHT: i32 = 500_000;

impl Country {
    pub(crate) fn faces(self) -> u32 {
        self.columns * self.rows
    }

    /// The brick that covers the half-column `half` of a row; odd rows are shifted by one half.
    fn brick(self, row: i64, half: i64) -> Option<FaceId> {
        if !(0..i64::from(self.rows)).contains(&row) {
            return None;
        }
        let column = (half - row % 2).div_euclid(2);
        (0..i64::from(self.columns))
            .contains(&column)
            .then(|| FaceId((row * i64::from(self.columns) + column) as u32))
    }

    fn arcs(self) -> Vec<Arc> {
        let mut arcs = Vec::new();
        for row in 0..=i64::from(self.rows) {
            for half in 0..=2 * i64::from(self.columns) + 1 {
                let (above, below) = (self.brick(row, half), self.brick(row - 1, half));
                if above.is_some() || below.is_some() {
                    arcs.push(self.arc((half, row), (half + 1, row), above, below));
                }
                let (west, east) = (self.brick(row, half - 1), self.brick(row, half));
                if west != east {
                    arcs.push(self.arc((half, row), (half, row + 1), west, east));
                }
            }
        }
        arcs
    }

    fn arc(
        self,
        from: (i64, i64),
        to: (i64, i64),
        left: Option<FaceId>,
        right: Option<FaceId>,
    ) -> Arc {
        let corner = |(half, row): (i64, i64)| (half as i32 * HALF, row as i32 * HEIGHT);
        let (start, end) = (corner(from), corner(to));
        let steps = self.inner_vertices as i32 + 1;
        let vertices = (0..=steps)
            .map(|step| {
                // A small zigzag, so that no vertex is superfluous; the ends stay in place.
                let aside = if step % steps == 0 { 0 } else { 700 + 37 * (step % 5) };
                Vertex {
                    x: start.0
                        + (end.0 - start.0) / steps * step
                        + aside
                        + rest(start.0, end.0, steps, step),
                    y: start.1
                        + (end.1 - start.1) / steps * step
                        + aside
                        + rest(start.1, end.1, steps, step),
                }
            })
            .collect();
        Arc { left, right, vertices }
    }
}

/// What division leaves, given to the last step.
fn rest(start: i32, end: i32, steps: i32, step: i32) -> i32 {
    if step == steps { (end - start) % steps } else { 0 }
}

fn commune_code(face: u32) -> String {
    format!("{face:05}")
}

/// A base over the country: a commune a face, three vintages, and in 2025 every fiftieth commune
/// merged into the one before it.
pub(crate) fn base(country: &Country) -> Base {
    let count = country.faces();
    let years = [2024, 2025, 2026];
    let merged = |face: u32| face % 50 == 7;
    let mut territories = commune_records(count, merged);
    territories.extend(groups(country));
    let mut collectivity =
        territory("collectivite-outre-mer:980", "Île sans contour", Ground::Missing);
    collectivity.seat = Some(code("98000"));
    territories.push(collectivity);
    let exists = move |year: u16, face: u32| year == 2024 || !merged(face);
    let each =
        |year: u16| (0..count).filter(move |&face| exists(year, face)).map(move |f| (year, f));
    Base {
        sources: vec![source("ign"), source("insee")],
        vintages: years.map(vintage).to_vec(),
        mesh: Mesh::from_arcs(count, country.arcs()).unwrap(),
        faces: (0..count).map(|face| Face { key: code(&commune_code(face)) }).collect(),
        territories,
        communes: years.into_iter().flat_map(each).map(commune).collect(),
        populations: years.into_iter().flat_map(each).map(population).collect(),
        places: (0..count)
            .filter(|&face| exists(2026, face))
            .map(|face| place(country, face))
            .collect(),
        successions: (0..count).filter(|&face| merged(face)).map(succession).collect(),
    }
}

fn commune_records(count: u32, merged: impl Fn(u32) -> bool) -> Vec<Territory> {
    let mut records = Vec::new();
    let mut record = |face: u32, list: Vec<u32>, span: Option<(u16, u16)>| {
        let id = format!("commune:{}", commune_code(face));
        let mut record = territory(&id, &format!("Brique-sur-l'Œuf n° {face}"), faces(list));
        record.span = span.map(|(first, last)| Span::new(vintage(first), vintage(last)));
        records.push(record);
    };
    for face in 0..count {
        match (merged(face), face + 1 < count && merged(face + 1)) {
            (true, _) => record(face, vec![face], Some((2024, 2024))),
            (false, true) => {
                record(face, vec![face], Some((2024, 2024)));
                record(face, vec![face, face + 1], Some((2025, 2026)));
            }
            (false, false) => record(face, vec![face], None),
        }
    }
    records.push(territory("commune:98000", "Sans contour", Ground::Missing));
    records
}

/// Administrative territories that share out the country, in blocks of growing size.
fn groups(country: &Country) -> Vec<Territory> {
    let mut all = Vec::new();
    for (kind, size, versions) in [
        ("canton", 19, 1),
        ("epci", 28, 3),
        ("arrondissement", 110, 2),
        ("departement", 370, 1),
        ("region", 2000, 1),
    ] {
        for (number, first) in (0..country.faces()).step_by(size).enumerate() {
            let last = country.faces().min(first + size as u32);
            for version in 0..versions {
                // From one vintage to the next the block loses its first face.
                let ground = faces(first + version.min(last - first - 1)..last);
                let mut group =
                    territory(&format!("{kind}:{number:04}"), &format!("{kind} {number}"), ground);
                group.nature = (kind == "epci").then(|| "CC".to_owned());
                group.seat = Some(code(&commune_code(first)));
                group.span = (versions > 1).then(|| {
                    let end = if version + 1 == versions { 2026 } else { 2024 + version as u16 };
                    Span::new(vintage(2024 + version as u16), vintage(end))
                });
                all.push(group);
            }
        }
    }
    all
}

fn commune((year, face): (u16, u32)) -> Commune {
    let postal = |number: u32| format!("{:05}", number % 100_000).parse().unwrap();
    let mut postal_codes = vec![postal(face * 10)];
    if face.is_multiple_of(20) {
        // Not ascending: the order of the list is kept.
        postal_codes.insert(0, postal(face * 10 + 5));
    }
    if face == 3 {
        postal_codes.clear();
    }
    let siren = (face % 3 != 0).then(|| code(&format!("21{face:07}")));
    Commune { vintage: vintage(year), code: code(&commune_code(face)), postal_codes, siren }
}

fn population((year, face): (u16, u32)) -> Population {
    let people = face * 7919 % 5000 + u32::from(year - 2024);
    Population { vintage: vintage(year), unit: code(&commune_code(face)), people }
}

fn place(country: &Country, face: u32) -> Place {
    let (row, column) = (face / country.columns, face % country.columns);
    let half = 2 * column + row % 2 + 1;
    let position = Vertex { x: half as i32 * HALF + 13, y: row as i32 * HEIGHT + HEIGHT / 2 + 7 };
    Place { commune: code(&commune_code(face)), position }
}

fn succession(face: u32) -> Succession {
    Succession {
        vintage: vintage(2025),
        old: code(&commune_code(face)),
        old_name: format!("Brique-sur-l'Œuf n° {face}"),
        new: vec![code(&commune_code(face.saturating_sub(1)))],
        event: Event::Merged,
        reason: "chefLieu de la liste 2026".to_owned(),
    }
}
