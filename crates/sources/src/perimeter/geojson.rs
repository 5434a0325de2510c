//! GeoJSON (RFC 7946): a collection, a feature or a bare geometry.
//!
//! Features are parsed one by one, so that one that is wrong is refused by its number and the
//! others are read.

use std::{fmt, path::Path};

use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, SeqAccess, Visitor},
};
use serde_json::{Map, Value, value::RawValue};

use super::features::{FEATURES, FeatureFile, NO_GEOMETRY, RawFeature};
use crate::{
    archive::{open, read_all},
    crs::Crs,
    errors::{At, Place, Problem, SourceError},
    text::{Phrase, Text, shown_long},
};

/// The most a GeoJSON file may take.
const LIMIT: u64 = 512 << 20;

const A_GEOJSON: Phrase = Phrase::new(
    "du GeoJSON (FeatureCollection, Feature, Polygon ou MultiPolygon)",
    "GeoJSON (FeatureCollection, Feature, Polygon or MultiPolygon)",
);

#[derive(Deserialize)]
struct Root<'a> {
    #[serde(rename = "type")]
    kind: Option<String>,
    #[serde(borrow, default)]
    features: Option<Vec<&'a RawValue>>,
    #[serde(default)]
    crs: Option<Value>,
}

#[derive(Deserialize)]
struct Feature<'a> {
    #[serde(borrow, default)]
    geometry: Option<Geometry<'a>>,
    #[serde(default)]
    properties: Option<Map<String, Value>>,
    #[serde(default)]
    id: Option<Value>,
}

#[derive(Deserialize)]
struct Geometry<'a> {
    #[serde(rename = "type")]
    kind: String,
    #[serde(borrow, default)]
    coordinates: Option<&'a RawValue>,
    #[serde(borrow, default)]
    geometries: Option<Vec<Geometry<'a>>>,
}

/// The first two numbers of a position; heights are dropped.
struct Position(Coord<f64>);

/// Reads a GeoJSON file.
pub(crate) fn read(path: &Path, epsg: Option<u32>) -> Result<FeatureFile, SourceError> {
    let (file, place) = open(path)?;
    let bytes = read_all(file, LIMIT, &place)?;
    parse(&bytes, epsg, place)
}

/// The features of a GeoJSON text.
pub(crate) fn parse(
    bytes: &[u8],
    epsg: Option<u32>,
    place: Place,
) -> Result<FeatureFile, SourceError> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let root: Root<'_> =
        serde_json::from_slice(bytes).map_err(|error| json_error(&place, &error))?;
    let crs = crs(&root, epsg).map_err(|problem| place.refuse(problem))?;
    let kind = root.kind.as_deref().unwrap_or_default();
    let features = match (kind, root.features) {
        ("FeatureCollection", Some(features)) if features.len() > FEATURES => {
            let what = Phrase::new("objets", "features");
            return Err(place.refuse(Problem::TooLarge { what, limit: FEATURES as u64 }));
        }
        ("FeatureCollection", Some(features)) => {
            let numbered = features.iter().enumerate();
            numbered
                .map(|(n, json)| feature(json.get(), place.at(At::Feature(n as u64 + 1))))
                .collect()
        }
        ("Feature", _) => {
            let text = utf8(bytes, &place)?;
            vec![feature(text, place.at(At::Feature(1)))]
        }
        ("Polygon" | "MultiPolygon" | "GeometryCollection", _) => {
            let geometry: Geometry<'_> =
                serde_json::from_slice(bytes).map_err(|error| json_error(&place, &error))?;
            let polygons = polygons(&geometry);
            vec![RawFeature { place: place.at(At::Feature(1)), attributes: Vec::new(), polygons }]
        }
        _ => return Err(place.refuse(Problem::NotThis(A_GEOJSON))),
    };
    Ok(FeatureFile { place, crs, features })
}

fn utf8<'a>(bytes: &'a [u8], place: &Place) -> Result<&'a str, SourceError> {
    std::str::from_utf8(bytes).map_err(|error| {
        let place = place.at(At::Byte(error.valid_up_to() as u64));
        place.refuse(Problem::corrupt("UTF-8".to_owned()))
    })
}

/// WGS84, unless the `crs` member of the 2008 specification says otherwise.
fn crs(root: &Root<'_>, epsg: Option<u32>) -> Result<Crs, Problem> {
    match (epsg, &root.crs) {
        (Some(number), _) => Crs::from_epsg(number),
        (None, None | Some(Value::Null)) => Ok(Crs::Wgs84),
        (None, Some(crs)) => match crs.pointer("/properties/name").and_then(Value::as_str) {
            Some(name) => Crs::from_name(name),
            None => Err(Problem::Projection(shown_long(&crs.to_string()))),
        },
    }
}

fn feature(json: &str, place: Place) -> RawFeature {
    let feature: Feature<'_> = match serde_json::from_str(json) {
        Ok(feature) => feature,
        Err(error) => {
            let problem = Problem::corrupt(shown_long(&error.to_string()));
            return RawFeature { place, attributes: Vec::new(), polygons: Err(problem) };
        }
    };
    let mut attributes: Vec<(String, String)> = Vec::new();
    for (name, value) in feature.properties.unwrap_or_default() {
        attributes.extend(text(value).map(|value| (name, value)));
    }
    if let Some(id) = feature.id.and_then(text)
        && !attributes.iter().any(|(name, _)| name.eq_ignore_ascii_case("id"))
    {
        attributes.push(("id".to_owned(), id));
    }
    let polygons = match &feature.geometry {
        Some(geometry) => polygons(geometry),
        None => Err(Problem::geometry(NO_GEOMETRY)),
    };
    RawFeature { place, attributes, polygons }
}

/// A simple value as text.
fn text(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The polygons of a geometry; points and lines of a collection have no ground.
fn polygons(geometry: &Geometry<'_>) -> Result<MultiPolygon<f64>, Problem> {
    let mut found = Vec::new();
    gather(geometry, &mut found)?;
    if found.is_empty() {
        let kind = shown_long(&geometry.kind);
        return Err(Problem::geometry(Text::new(
            format!("{kind} : pas de polygone"),
            format!("{kind}: no polygon"),
        )));
    }
    Ok(MultiPolygon(found))
}

fn gather(geometry: &Geometry<'_>, into: &mut Vec<Polygon<f64>>) -> Result<(), Problem> {
    match (geometry.kind.as_str(), geometry.coordinates, &geometry.geometries) {
        ("Polygon", Some(json), _) => into.push(polygon(coordinates(json)?)),
        ("MultiPolygon", Some(json), _) => {
            let parts: Vec<Vec<Vec<Position>>> = coordinates(json)?;
            into.extend(parts.into_iter().map(polygon));
        }
        ("GeometryCollection", _, Some(parts)) => {
            for part in parts {
                gather(part, into)?;
            }
        }
        ("Polygon" | "MultiPolygon" | "GeometryCollection", ..) => {
            return Err(Problem::geometry(Phrase::new("pas de coordonnées", "no coordinates")));
        }
        _ => {}
    }
    Ok(())
}

fn coordinates<'a, T: Deserialize<'a>>(json: &'a RawValue) -> Result<T, Problem> {
    serde_json::from_str(json.get())
        .map_err(|error| Problem::geometry(shown_long(&error.to_string())))
}

fn polygon(rings: Vec<Vec<Position>>) -> Polygon<f64> {
    let ring =
        |ring: Vec<Position>| LineString(ring.into_iter().map(|position| position.0).collect());
    let mut rings = rings.into_iter().map(ring);
    let exterior = rings.next().unwrap_or_else(|| LineString(Vec::new()));
    Polygon::new(exterior, rings.collect())
}

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Numbers;
        impl<'de> Visitor<'de> for Numbers {
            type Value = Position;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a position of two numbers or more")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Position, A::Error> {
                let short = |length| serde::de::Error::invalid_length(length, &self);
                let x = seq.next_element()?.ok_or_else(|| short(0))?;
                let y = seq.next_element()?.ok_or_else(|| short(1))?;
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Position(Coord { x, y }))
            }
        }
        deserializer.deserialize_seq(Numbers)
    }
}

/// The error of a JSON text, with its line.
fn json_error(place: &Place, error: &serde_json::Error) -> SourceError {
    let place = place.at(At::Line(error.line() as u64));
    if error.is_eof() {
        return place.refuse(Problem::Truncated);
    }
    place.refuse(Problem::corrupt(shown_long(&error.to_string())))
}
