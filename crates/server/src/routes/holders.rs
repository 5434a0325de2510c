//! Who is competent here: on a territory, in a polygon, in a basket of communes.

use atlas::Subject;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use competence::{Asked as Put, CompetenceId, HoldersAnswer, Register};
use serde_json::json;
use territory::TerritoryId;
use utoipa::IntoParams;

use super::{
    Aim,
    competences::{WhenParameters, register},
    forms::Format,
};
use crate::{
    asking::{AskingToday, CSV, GEOJSON},
    ground::{Ground, Sent},
    outline::push_feature,
    parameters::{Asked, Metres, Parameter, Parameters, Query, shortened},
    problem::Problem,
    router::Door,
};

/// How to write the answer.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct HoldersParameters {
    #[param(ignore)]
    when: WhenParameters,
    /// JSON by default; the zones as features, or a table.
    #[param(inline, value_type = Option<Format>)]
    format: Format,
    /// For features: details smaller than this many metres are left out; none by default.
    #[param(value_type = Option<f64>, minimum = 0, maximum = 100_000, example = 100)]
    simplify: Option<Metres>,
}

impl Parameters for HoldersParameters {
    fn read(query: &Query<'_>) -> Result<Self, Problem> {
        Ok(Self {
            when: WhenParameters::read(query)?,
            format: query.optional("format")?.unwrap_or_default(),
            simplify: query.optional("simplify")?,
        })
    }
}

/// The territory that a question names among its parameters.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Where {
    /// `kind:code`.
    #[param(value_type = String, example = "bassin-de-vie:34111")]
    territory: TerritoryId,
    #[param(ignore)]
    how: HoldersParameters,
}

impl Parameters for Where {
    fn read(query: &Query<'_>) -> Result<Self, Problem> {
        Ok(Self { territory: query.required("territory")?, how: HoldersParameters::read(query)? })
    }
}

/// The competence that a question names among its parameters.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct What {
    /// The competence: a slug, or a code such as `banatic-2025:6005`.
    #[param(value_type = String, example = "eau-potable")]
    competence: Slug,
    #[param(ignore)]
    how: HoldersParameters,
}

impl Parameters for What {
    fn read(query: &Query<'_>) -> Result<Self, Problem> {
        Ok(Self { competence: query.required("competence")?, how: HoldersParameters::read(query)? })
    }
}

/// What names a competence.
struct Slug(String);

impl Parameter for Slug {
    const EXPECTED: [&'static str; 2] = [
        "une compétence, telle que eau-potable ou banatic-2025:1505,",
        "a competence, such as eau-potable or banatic-2025:1505,",
    ];

    fn parse(text: &str) -> Option<Self> {
        Some(Self(text.to_owned()))
    }
}

/// What names a competence in a path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[allow(dead_code, reason = "only described here: the path is read as text")]
pub(crate) struct CompetencePath {
    /// A slug, or a code such as `banatic-2025:6005`.
    #[param(example = "eau-potable")]
    competence: String,
}

/// Who holds a competence on a territory, zone by zone, by which title, and whom to call.
#[utoipa::path(
    get,
    path = "/api/competences/{competence}/holders",
    tag = "competences",
    operation_id = "holders",
    params(CompetencePath, Where, HoldersParameters, WhenParameters),
    responses((status = 200, content(
        (HoldersAnswer = "application/json"),
        (Object = "application/geo+json"),
        (String = "text/csv")
    )))
)]
pub(crate) async fn of_parameter(
    today: AskingToday,
    State(door): State<Door>,
    Path(competence): Path<String>,
    Asked(Where { territory, how }): Asked<Where>,
) -> Result<Response, Problem> {
    let aim = Aim::Territory { id: territory.to_string(), field: "territory" };
    door.workers.run(move || answer(&today, &competence, &aim, &how)).await
}

/// Who holds a competence in a polygon or a basket of communes, zone by zone.
#[utoipa::path(
    post,
    path = "/api/competences/{competence}/holders",
    tag = "competences",
    operation_id = "holdersOfGround",
    params(CompetencePath, HoldersParameters, WhenParameters),
    request_body = Sent,
    responses((status = 200, content(
        (HoldersAnswer = "application/json"),
        (Object = "application/geo+json"),
        (String = "text/csv")
    )))
)]
pub(crate) async fn of_ground(
    today: AskingToday,
    State(door): State<Door>,
    Path(competence): Path<String>,
    Asked(how): Asked<HoldersParameters>,
    ground: Ground,
) -> Result<Response, Problem> {
    door.workers.run(move || answer(&today, &competence, &Aim::Ground(ground), &how)).await
}

/// The same question, put to a territory.
#[utoipa::path(
    get,
    path = "/api/territories/{id}/competences",
    tag = "competences",
    operation_id = "holdersOfTerritory",
    params(super::TerritoryPath, What, HoldersParameters, WhenParameters),
    responses((status = 200, content(
        (HoldersAnswer = "application/json"),
        (Object = "application/geo+json"),
        (String = "text/csv")
    )))
)]
pub(crate) async fn of_territory(
    today: AskingToday,
    State(door): State<Door>,
    Path(id): Path<String>,
    Asked(What { competence, how }): Asked<What>,
) -> Result<Response, Problem> {
    door.workers.run(move || answer(&today, &competence.0, &Aim::at(id), &how)).await
}

fn answer(
    AskingToday { asking, today }: &AskingToday,
    competence: &str,
    aim: &Aim,
    how: &HoldersParameters,
) -> Result<Response, Problem> {
    let register = register(asking)?;
    let put = how.when.put(&asking.snapshot, *today)?;
    let id = self::competence(register, competence)?;
    let subject = aim.subject(&asking.snapshot, put.year)?;
    Ok(match how.format {
        Format::Json => asking.json(&register.holders(id, &subject, aim.name(), put))?,
        Format::Csv => {
            let answer = register.holders(id, &subject, aim.name(), put);
            asking.bytes(competence::table(&answer, put.language), CSV)
        }
        Format::GeoJson => {
            asking.bytes(features(register, id, &subject, put, how.simplify), GEOJSON)
        }
    })
}

/// The zones as a GeoJSON FeatureCollection.
fn features(
    register: &Register,
    id: CompetenceId,
    subject: &Subject<'_>,
    put: Put<'_>,
    simplify: Option<Metres>,
) -> Vec<u8> {
    let simplification = simplify.map(|metres| put.atlas.weights().at(metres.0));
    let rule = register.catalogue().competence(id);
    let mut out = br#"{"type":"FeatureCollection","features":["#.to_vec();
    for (order, zone) in register.zones(id, subject, put).iter().enumerate() {
        if order > 0 {
            out.push(b',');
        }
        let told = register.zone_answer(rule, zone, subject, put);
        let outline = put.atlas.outline_of(subject, &zone.faces, simplification.as_ref());
        push_feature(&mut out, properties(order, &told).to_string().as_bytes(), &outline);
    }
    out.extend_from_slice(b"]}");
    out
}

/// A zone in few words: who holds it names its colour.
fn properties(order: usize, zone: &competence::ZoneAnswer<'_>) -> serde_json::Value {
    let holders: Vec<_> = zone
        .holders
        .iter()
        .map(|holder| {
            json!({
                "id": holder.authority.id,
                "name": holder.authority.name,
                "kind": holder.authority.kind,
                "title": holder.title,
            })
        })
        .collect();
    let ids: Vec<&str> = zone.holders.iter().map(|holder| holder.authority.id).collect();
    let names: Vec<&str> = zone.holders.iter().map(|holder| holder.authority.name).collect();
    json!({
        "order": order,
        "holder": ids.join("+"),
        "name": names.join(" + "),
        "title": zone.holders.first().map(|holder| holder.title),
        "share": zone.share,
        "population": zone.population,
        "communes": zone.communes,
        "holders": holders,
    })
}

fn competence(register: &Register, text: &str) -> Result<CompetenceId, Problem> {
    register.catalogue().find(text).ok_or_else(|| {
        let shown = shortened(text);
        Problem::new(
            StatusCode::NOT_FOUND,
            format!(
                "Aucune compétence ne s’appelle « {shown} » ; /api/competences en donne la liste."
            ),
            format!("No competence is called “{shown}”; /api/competences lists them."),
        )
        .at("competence")
    })
}
