//! Ground sent with a question: a GeoJSON polygon or a list of commune codes.

use std::time::Duration;

use atlas::{Subject, Year};
use axum::{
    body::{Body, Bytes, HttpBody as _},
    extract::{FromRequest, Request},
    http::{HeaderMap, StatusCode, header},
};
use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use geojson::{GeoJson, GeometryValue, Position};
use geometry::{Shape, ShapeLimits};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::Deserialize;
use territory::Code;
use utoipa::ToSchema;

use crate::{
    parameters::{Query, shortened},
    polyline,
    problem::Problem,
    router::Door,
    sheet::Place,
    site::Snapshot,
};

/// The ground a question is about, checked for form only.
#[derive(Debug)]
pub(crate) struct Ground {
    /// What the user calls it; empty where it has no name.
    pub(crate) name: String,
    form: Form,
}

#[derive(Debug)]
enum Form {
    Polygon(MultiPolygon<f64>),
    Communes(Vec<Code>),
}

/// Ground as it is sent: either a polygon or communes.
#[derive(Deserialize, ToSchema)]
#[schema(as = Ground, example = json!({"communes": ["34111", "30140"], "name": "Mon projet"}))]
pub(crate) struct Sent {
    /// A GeoJSON Polygon, MultiPolygon or Feature of one, in WGS84 degrees, of at most 20,000
    /// vertices.
    #[schema(value_type = Option<Object>)]
    polygon: Option<GeoJson>,
    /// Codes of communes; codes of other vintages stand for the communes on their ground.
    communes: Option<Vec<String>>,
    /// What the user calls it.
    name: Option<String>,
}

/// The longest name kept, in characters.
const LONGEST_NAME: usize = 120;

/// The most communes an address may carry.
const MOST_COMMUNES: usize = 4000;

impl FromRequest<Door> for Ground {
    type Rejection = Problem;

    async fn from_request(request: Request, door: &Door) -> Result<Self, Problem> {
        Self::read(&json_body(request, door).await?)
    }
}

/// The whole body of a request that says it is JSON.
pub(crate) async fn json_body(request: Request, door: &Door) -> Result<Bytes, Problem> {
    if !is_json(request.headers()) {
        return Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "Le corps doit être en JSON (Content-Type: application/json).",
            "The body must be JSON (Content-Type: application/json).",
        ));
    }
    collect(request.into_body(), door.options.body, door.options.body_timeout).await
}

impl Ground {
    /// Reads a body.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Problem> {
        let sent: Sent = serde_json::from_slice(bytes).map_err(|error| malformed(&error))?;
        let form = match (sent.polygon, sent.communes) {
            (Some(polygon), None) => Form::Polygon(polygons(polygon)?),
            (None, Some(communes)) => Form::Communes(codes(&communes)?),
            _ => {
                return Err(unusable(
                    "Le corps doit avoir soit « polygon » (GeoJSON), soit « communes » (codes).",
                    "The body must have either “polygon” (GeoJSON) or “communes” (codes).",
                ));
            }
        };
        let name = sent.name.unwrap_or_default().trim().chars().take(LONGEST_NAME).collect();
        Ok(Self { name, form })
    }

    /// The same from an address that other sites write down: proxies refuse longer ones, and ground
    /// of more communes is better kept under a name of its own.
    pub(crate) fn of_address(query: &Query<'_>) -> Result<(Self, Place), Problem> {
        const MOST: usize = 1000;
        let communes = query.text("communes").map_or(0, |text| text.split(',').count());
        if communes > MOST {
            return Err(Problem::new(
                StatusCode::BAD_REQUEST,
                format!(
                    "L’adresse porte {communes} communes, et {MOST} au plus sont prises ici : \
                     gardez ce territoire sous un nom, puis donnez son identifiant."
                ),
                format!(
                    "The address carries {communes} communes, and {MOST} at most are taken here: \
                     keep this territory under a name, then give its identifier."
                ),
            )
            .at("communes"));
        }
        Self::of_query(query)
    }

    /// Reads the ground an address carries, as the page writes it: `communes`, codes parted by
    /// commas, or `polygon`, a ring as an encoded polyline; and what addresses call it.
    pub(crate) fn of_query(query: &Query<'_>) -> Result<(Self, Place), Problem> {
        let name = query.text("name").unwrap_or_default().chars().take(LONGEST_NAME).collect();
        let (form, place) = match (query.text("polygon"), query.text("communes")) {
            (Some(text), _) => {
                let ring = polyline::decode(text).ok_or_else(|| {
                    unusable(
                        "Le périmètre dessiné que porte l’adresse ne peut pas être lu.",
                        "The drawn area that the address carries cannot be read.",
                    )
                    .at("polygon")
                })?;
                let polygon = MultiPolygon(vec![Polygon::new(ring, Vec::new())]);
                (Form::Polygon(polygon), Place::Polygon(text.to_owned()))
            }
            (None, Some(text)) => {
                let texts: Vec<String> =
                    text.split(',').take(MOST_COMMUNES + 1).map(str::to_owned).collect();
                if texts.len() > MOST_COMMUNES {
                    return Err(unusable(
                        "L’adresse porte plus de 4000 communes.",
                        "The address carries more than 4000 communes.",
                    )
                    .at("communes"));
                }
                (Form::Communes(codes(&texts)?), Place::Communes(text.to_owned()))
            }
            (None, None) => {
                return Err(Problem::new(
                    StatusCode::BAD_REQUEST,
                    "L’adresse ne dit pas quel territoire : /fiche/type:code, /fiche?communes=… \
                     ou /fiche?polygon=….",
                    "The address does not say which territory: /fiche/kind:code, \
                     /fiche?communes=… or /fiche?polygon=….",
                ));
            }
        };
        Ok((Self { name, form }, place))
    }

    /// The ground as it is kept: the communes of a year that it means, or the polygon; in either
    /// case ground that questions can be asked about.
    pub(crate) fn to_keep(
        &self,
        snapshot: &Snapshot,
        year: &Year,
    ) -> Result<dataset::Ground, Problem> {
        let subject = self.subject(snapshot, year)?;
        match (&self.form, subject.shape()) {
            (_, Some(shape)) => Ok(dataset::Ground::Shape(shape.clone())),
            (Form::Communes(codes), None) => snapshot
                .atlas()
                .communes_of_codes(codes, year)
                .map(|codes| dataset::Ground::Communes { vintage: year.vintage, codes })
                .map_err(|error| Problem::question(&error, "communes")),
            (Form::Polygon(_), None) => {
                Err(unusable("Ce périmètre ne peut pas être gardé.", "This area cannot be kept."))
            }
        }
    }

    /// The ground as a subject of questions.
    pub(crate) fn subject<'a>(
        &self,
        snapshot: &'a Snapshot,
        year: &Year,
    ) -> Result<Subject<'a>, Problem> {
        match &self.form {
            Form::Communes(codes) => snapshot
                .atlas()
                .basket(codes, year)
                .map_err(|error| Problem::question(&error, "communes")),
            Form::Polygon(polygons) => Shape::strict(polygons.clone(), ShapeLimits::DRAWN)
                .map_err(Into::into)
                .and_then(|shape| snapshot.atlas().polygon(shape, year))
                .map_err(|error| Problem::question(&error, "polygon")),
        }
    }
}

/// Takes a whole body, up to a limit of size and of time. One that announces more than the limit is
/// refused before any of it is asked for.
async fn collect(body: Body, limit: usize, patience: Duration) -> Result<Bytes, Problem> {
    if body.size_hint().lower() > limit as u64 {
        return Err(too_large(limit));
    }
    let collecting = Limited::new(body, limit).collect();
    match tokio::time::timeout(patience, collecting).await {
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(too_large(limit)),
        Ok(Err(_)) => Err(Problem::new(
            StatusCode::BAD_REQUEST,
            "Le corps n’est pas arrivé en entier.",
            "The body did not arrive whole.",
        )),
        Err(_) => Err(Problem::new(
            StatusCode::REQUEST_TIMEOUT,
            format!("Le corps n’est pas arrivé en {} secondes.", patience.as_secs()),
            format!("The body did not arrive within {} seconds.", patience.as_secs()),
        )),
    }
}

fn too_large(limit: usize) -> Problem {
    Problem::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        format!("Le corps dépasse {limit} octets : simplifiez le polygone d’abord."),
        format!("The body is over {limit} bytes: simplify the polygon first."),
    )
}

fn is_json(headers: &HeaderMap) -> bool {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = content_type.and_then(|value| value.split(';').next()).unwrap_or("").trim();
    essence.eq_ignore_ascii_case("application/json") || essence.ends_with("+json")
}

fn polygons(geojson: GeoJson) -> Result<MultiPolygon<f64>, Problem> {
    let geometry = match geojson {
        GeoJson::Geometry(geometry) => Some(geometry),
        GeoJson::Feature(feature) => feature.geometry,
        GeoJson::FeatureCollection(collection) => {
            let mut features = collection.features.into_iter();
            let (first, second) = (features.next(), features.next());
            if second.is_some() {
                return Err(unusable(
                    "Une seule entité est attendue : réunissez-les en un MultiPolygon.",
                    "One feature is expected: join them into a MultiPolygon.",
                )
                .at("polygon"));
            }
            first.and_then(|feature| feature.geometry)
        }
    };
    let value = geometry.map(|geometry| geometry.value);
    let converted = match &value {
        Some(GeometryValue::Polygon { coordinates }) => {
            polygon(coordinates).map(|polygon| MultiPolygon(vec![polygon]))
        }
        Some(GeometryValue::MultiPolygon { coordinates }) => {
            coordinates.iter().map(|rings| polygon(rings)).collect()
        }
        other => {
            let got = other.as_ref().map_or("rien", GeometryValue::type_name);
            let got_english = other.as_ref().map_or("nothing", GeometryValue::type_name);
            return Err(unusable(
                format!("Un Polygon ou un MultiPolygon est attendu ; reçu : {got}."),
                format!("A Polygon or a MultiPolygon is expected; got {got_english}."),
            )
            .at("polygon"));
        }
    };
    converted.ok_or_else(|| {
        unusable(
            "Une position du polygone n’a pas ses deux nombres, longitude puis latitude.",
            "A position of the polygon lacks its two numbers, longitude then latitude.",
        )
        .at("polygon")
    })
}

/// A polygon from its rings. The conversion of `geojson` panics on a position of one number.
fn polygon(rings: &[Vec<Position>]) -> Option<Polygon<f64>> {
    let position = |position: &Position| match position.as_slice() {
        &[x, y, ..] => Some(Coord { x, y }),
        _ => None,
    };
    let ring = |ring: &Vec<Position>| ring.iter().map(position).collect::<Option<LineString<_>>>();
    let mut rings = rings.iter().map(ring).collect::<Option<Vec<_>>>()?.into_iter();
    let outer = rings.next().unwrap_or_else(|| LineString(Vec::new()));
    Some(Polygon::new(outer, rings.collect()))
}

fn codes(texts: &[String]) -> Result<Vec<Code>, Problem> {
    let code = |text: &String| {
        text.trim().parse().map_err(|_| {
            let shown = shortened(text);
            unusable(
                format!("« {shown} » n’est pas un code de commune, tel que 34111."),
                format!("“{shown}” is not a commune's code, such as 34111."),
            )
            .at("communes")
        })
    };
    texts.iter().map(code).collect()
}

fn unusable(french: impl Into<String>, english: impl Into<String>) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, french.into(), english.into())
}

/// JSON that is none, or that is not what is expected.
pub(crate) fn malformed(error: &serde_json::Error) -> Problem {
    let (line, column) = (error.line(), error.column());
    if error.is_data() {
        return unusable(
            format!(
                "Le JSON n’est pas ce qui est attendu (ligne {line}, colonne {column}) : \
                 {{\"polygon\": GeoJSON}} ou {{\"communes\": [\"34111\", …]}}."
            ),
            format!(
                "The JSON is not what is expected (line {line}, column {column}): \
                 {{\"polygon\": GeoJSON}} or {{\"communes\": [\"34111\", …]}}."
            ),
        );
    }
    Problem::new(
        StatusCode::BAD_REQUEST,
        format!("Le corps n’est pas du JSON (ligne {line}, colonne {column})."),
        format!("The body is not JSON (line {line}, column {column})."),
    )
}
