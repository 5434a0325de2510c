//! Small made-up countries for tests: a grid of square communes in text, `~` for the sea.

use dataset::{Base, Commune, Face, Ground, Place, Population, Source, Territory};
use geometry::{Arc, FaceId, Mesh, Vertex};
use territory::{Code, Kind, PostalCode, TerritoryId, Vintage};

pub(super) const YEAR: u16 = 2026;

pub(super) fn code(text: &str) -> Code {
    text.parse().unwrap()
}

pub(super) fn vintage(year: u16) -> Vintage {
    Vintage::try_from(year).unwrap()
}

/// A country from the people of its communes, north at the top, each a square of `km` by `km`
/// with its town hall in the middle. The commune of row 2 and column 3 is `02003`; none has a
/// postal code.
pub(super) fn country(km: f64, people: &str) -> Base {
    let rows: Vec<Vec<&str>> = people
        .lines()
        .map(|line| line.split_whitespace().collect())
        .filter(|row: &Vec<&str>| !row.is_empty())
        .collect();
    let grid = Grid::new(km, &rows);
    let year = vintage(YEAR);
    let mut base = Base {
        sources: vec![source()],
        vintages: vec![year],
        mesh: grid.mesh(),
        faces: Vec::new(),
        territories: Vec::new(),
        communes: Vec::new(),
        populations: Vec::new(),
        places: Vec::new(),
        successions: Vec::new(),
    };
    for (face, &(row, column)) in grid.cells.iter().enumerate() {
        let commune = code(&format!("{:02}{:03}", row + 1, column + 1));
        base.faces.push(Face { key: commune.clone() });
        base.territories.push(unit(Kind::COMMUNE, commune.as_str(), vec![FaceId(face as u32)]));
        let people = rows[row][column].parse().unwrap();
        base.populations.push(Population { vintage: year, unit: commune.clone(), people });
        base.places
            .push(Place { commune, position: grid.vertex(row as f64 + 0.5, column as f64 + 0.5) });
    }
    base
}

/// A territory of every vintage.
pub(super) fn unit(kind: Kind, name: &str, faces: Vec<FaceId>) -> Territory {
    Territory {
        id: TerritoryId::new(kind, code(name)),
        name: format!("Ville {name}"),
        span: None,
        nature: None,
        seat: None,
        ground: Ground::Faces(faces),
    }
}

/// Gives communes of a made-up country the same postal code.
pub(super) fn share_post(base: &mut Base, postal_code: &str, communes: &[&str]) {
    let postal_code: PostalCode = postal_code.parse().unwrap();
    base.communes.extend(communes.iter().map(|commune| Commune {
        vintage: vintage(YEAR),
        code: code(commune),
        postal_codes: vec![postal_code],
        siren: None,
    }));
}

fn source() -> Source {
    Source {
        key: code("essai"),
        name: "Pays d’essai".to_owned(),
        licence: "CC0".to_owned(),
        attribution: "Nous".to_owned(),
        url: None,
        vintage: Some(vintage(YEAR)),
        estimated: false,
    }
}

/// Where the squares are: `cells` are the row and column of each face.
struct Grid {
    km: f64,
    cells: Vec<(usize, usize)>,
    faces: Vec<Vec<Option<FaceId>>>,
}

impl Grid {
    fn new(km: f64, rows: &[Vec<&str>]) -> Self {
        let mut cells = Vec::new();
        let mut faces = Vec::new();
        for (row, texts) in rows.iter().enumerate() {
            let face = |(column, text): (usize, &&str)| {
                (*text != "~").then(|| {
                    cells.push((row, column));
                    FaceId(cells.len() as u32 - 1)
                })
            };
            faces.push(texts.iter().enumerate().map(face).collect());
        }
        Self { km, cells, faces }
    }

    fn face(&self, row: usize, column: usize) -> Option<FaceId> {
        *self.faces.get(row)?.get(column)?
    }

    /// A point of the grid, from its north-western corner at 46° N, 2° E.
    fn vertex(&self, row: f64, column: f64) -> Vertex {
        const KM_PER_DEGREE: f64 = 111.2;
        let east = column * self.km / KM_PER_DEGREE / 46_f64.to_radians().cos();
        Vertex::from_degrees(2.0 + east, 46.0 - row * self.km / KM_PER_DEGREE).unwrap()
    }

    fn mesh(&self) -> Mesh {
        let columns = self.faces.iter().map(Vec::len).max().unwrap_or(0);
        let mut arcs = Vec::new();
        let mut add = |left: Option<FaceId>, right: Option<FaceId>, from: Vertex, to: Vertex| {
            if left.is_some() || right.is_some() {
                arcs.push(Arc { left, right, vertices: vec![from, to] });
            }
        };
        for row in 0..=self.faces.len() {
            for column in 0..=columns {
                let corner =
                    |down: f64, right: f64| self.vertex(row as f64 + down, column as f64 + right);
                let here = self.face(row, column);
                let above = row.checked_sub(1).and_then(|row| self.face(row, column));
                let before = column.checked_sub(1).and_then(|column| self.face(row, column));
                add(above, here, corner(0.0, 0.0), corner(0.0, 1.0));
                add(here, before, corner(0.0, 0.0), corner(1.0, 0.0));
            }
        }
        Mesh::from_arcs(self.cells.len() as u32, arcs).unwrap()
    }
}
