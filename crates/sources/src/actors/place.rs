//! Placing a row: by coordinates, else by commune code, else by postal code and name. What does
//! not agree is said, never mended in silence.

use actor::Placed;
use geometry::{Lambert93, Vertex};
use territory::{Code, PostalCode};

use super::gazetteer::Gazetteer;
use crate::text::Text;

/// What a row says of its place.
#[derive(Debug, Default)]
pub(super) struct Said<'r> {
    pub(super) lon: Option<&'r str>,
    pub(super) lat: Option<&'r str>,
    pub(super) x: Option<&'r str>,
    pub(super) y: Option<&'r str>,
    /// Longitude and latitude of the format's own geometry.
    pub(super) point: Option<[f64; 2]>,
    pub(super) commune: Option<&'r str>,
    pub(super) postal_code: Option<&'r str>,
    pub(super) commune_name: Option<&'r str>,
}

/// Where a row is.
#[derive(Debug, PartialEq)]
pub(super) struct Spot {
    /// Its point; none where only its commune is known.
    pub(super) point: Option<Vertex>,
    pub(super) commune: Code,
    pub(super) placed: Placed,
}

/// What does not agree in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Doubt {
    /// Not numbers, or not on Earth.
    Unreadable,
    /// Longitude and latitude stood in each other's place.
    Swapped,
    /// The point lies in no commune.
    Outside,
    /// The point lies in another commune than the code says.
    Contradicted,
    /// No commune has the code.
    UnknownCode,
}

impl Doubt {
    /// What was found and what was done, in words.
    pub(super) fn text(self) -> Text {
        let [french, english] = match self {
            Self::Unreadable => [
                "coordonnées illisibles, placé par sa commune",
                "coordinates that cannot be read, placed by its commune",
            ],
            Self::Swapped => [
                "latitude et longitude inversées, remises dans l’ordre",
                "latitude and longitude were swapped, put in order",
            ],
            Self::Outside => [
                "coordonnées hors de toute commune, placé par sa commune",
                "coordinates outside every commune, placed by its commune",
            ],
            Self::Contradicted => [
                "coordonnées dans une autre commune que celle du code, placé par ses coordonnées",
                "coordinates in another commune than its code says, placed by its coordinates",
            ],
            Self::UnknownCode => ["code de commune inconnu", "unknown commune code"],
        };
        Text::new(french, english)
    }
}

/// Places a row; `None` where nothing says where it is.
pub(super) fn place(
    said: &Said<'_>,
    gazetteer: &Gazetteer<'_>,
    doubts: &mut Vec<Doubt>,
) -> Option<Spot> {
    let by_code = said.commune.and_then(|text| {
        let found = code(text).and_then(|code| gazetteer.of_code(&code));
        if found.is_none() {
            doubts.push(Doubt::UnknownCode);
        }
        found
    });
    if let Some([lon, lat]) = point(said, doubts) {
        let whole = by_code.map(|code| gazetteer.whole(code));
        let found = located(lon, lat, gazetteer);
        let swapped = || located(lat, lon, gazetteer);
        if let Some((point, commune)) = found {
            return Some(by_point(point, commune, whole, doubts));
        }
        // Nothing of France is where its longitude and latitude are swapped.
        if let Some((point, commune)) = swapped() {
            doubts.push(Doubt::Swapped);
            return Some(by_point(point, commune, whole, doubts));
        }
        doubts.push(Doubt::Outside);
    }
    if let Some(commune) = by_code {
        return Some(Spot { point: None, commune: commune.clone(), placed: Placed::Commune });
    }
    let postal: PostalCode = padded(said.postal_code?)?.parse().ok()?;
    let commune = gazetteer.of_postal_code(postal, said.commune_name)?;
    Some(Spot { point: None, commune: commune.clone(), placed: Placed::PostalCode })
}

fn by_point(
    point: Vertex,
    commune: &Code,
    by_code: Option<&Code>,
    doubts: &mut Vec<Doubt>,
) -> Spot {
    if by_code.is_some_and(|code| code != commune) {
        doubts.push(Doubt::Contradicted);
    }
    Spot { point: Some(point), commune: commune.clone(), placed: Placed::Coordinates }
}

/// A point and its commune.
fn located<'b>(lon: f64, lat: f64, gazetteer: &Gazetteer<'b>) -> Option<(Vertex, &'b Code)> {
    let point = Vertex::from_degrees(lon, lat).ok()?;
    gazetteer.at(point).map(|commune| (point, commune))
}

/// Longitude and latitude, as far as they can be read.
fn point(said: &Said<'_>, doubts: &mut Vec<Doubt>) -> Option<[f64; 2]> {
    let mut pair = |a: Option<&str>, b: Option<&str>| {
        let (a, b) = (a?, b?);
        let read = number(a).zip(number(b));
        if read.is_none() {
            doubts.push(Doubt::Unreadable);
        }
        read
    };
    // 0, 0 is what an empty geocoding leaves.
    let known = |(a, b): &(f64, f64)| *a != 0.0 || *b != 0.0;
    if let Some((lon, lat)) = pair(said.lon, said.lat).filter(known) {
        return Some([lon, lat]);
    }
    if let Some((x, y)) = pair(said.x, said.y).filter(known) {
        let degrees = Lambert93::new().and_then(|lambert| lambert.to_degrees(x, y));
        if let Ok((lon, lat)) = degrees {
            return Some([lon, lat]);
        }
        doubts.push(Doubt::Unreadable);
    }
    said.point
}

/// A number with a point or a comma.
fn number(text: &str) -> Option<f64> {
    let number: f64 = text.replace(',', ".").parse().ok()?;
    number.is_finite().then_some(number)
}

/// A commune code, given back the zero that spreadsheets take from it.
fn code(text: &str) -> Option<Code> {
    padded(text)?.parse().ok()
}

fn padded(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches(".0");
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    match text.len() {
        4 if digits => Some(format!("0{text}")),
        5 => Some(text.to_ascii_uppercase()),
        _ => None,
    }
}
