//! Territories of people's own: kept, renamed and removed by whoever has the edit key.

use std::time::Duration;

use atlas::{ResolveAnswer, Year};
use axum::{
    extract::{Path, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use dataset::{Nature, OwnName, OwnTerritory};
use serde::{Deserialize, Serialize};
use store::{By, NewTerritory, OwnError};
use territory::{Date, TerritoryId, Vintage};
use utoipa::ToSchema;

use super::territories::VintageParameter;
use crate::{
    asking::Asking,
    clock,
    ground::{self, Ground, Sent},
    keeper::{edit_key, keeper, refusal},
    paging::Paging,
    parameters::{self, Asked, Parameters, Query, shortened},
    problem::Problem,
    router::Door,
    site::Snapshot,
};

/// How long an answer waits until the territory can be asked about. The write has been made by
/// then: a client that is told 202 need only come back.
const PATIENCE: Duration = Duration::from_mins(1);

/// What a territory to keep has besides its ground.
#[derive(Deserialize, ToSchema)]
#[schema(as = NameAndNature)]
pub(crate) struct New {
    /// What its author calls it: 1 to 120 characters.
    name: Option<String>,
    /// `lived` (people live it as one) or `decided` (a project's perimeter).
    nature: Option<String>,
}

/// A territory to keep: its name and nature, and its ground as everywhere.
#[derive(ToSchema)]
#[schema(as = NewOwnTerritory, example = json!({"name": "Mon projet", "nature": "lived", "communes": ["34111", "30140"]}))]
#[expect(dead_code, reason = "the description of a body that is read part by part")]
pub(crate) struct NewOwn {
    #[schema(inline)]
    #[serde(flatten)]
    words: New,
    #[schema(inline)]
    #[serde(flatten)]
    ground: Sent,
}

/// Another name.
#[derive(Deserialize, ToSchema)]
#[schema(as = NewName)]
pub(crate) struct Renamed {
    /// What its author calls it from now on.
    name: Option<String>,
}

/// A territory that is kept here by its author.
#[derive(Serialize, ToSchema)]
#[schema(as = OwnTerritory)]
pub(crate) struct OwnAnswer<'a> {
    /// Its identifier: it is asked about like any other territory.
    #[schema(value_type = String, example = "territoire-vecu:vallee-k7f3q2")]
    id: &'a TerritoryId,
    name: &'a str,
    nature: Nature,
    /// The day it was made.
    made_on: Date,
    /// The day it was last renamed.
    #[serde(skip_serializing_if = "Option::is_none")]
    changed_on: Option<Date>,
    /// The vintage of its communes; none where it was drawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    vintage: Option<Vintage>,
    /// How many communes its author chose; none where it was drawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    communes: Option<usize>,
}

/// A territory just kept.
#[derive(Serialize, ToSchema)]
#[schema(as = KeptTerritory)]
pub(crate) struct KeptAnswer<'a> {
    #[serde(flatten)]
    territory: OwnAnswer<'a>,
    /// What renames or removes it, as `Authorization: Bearer …`. It is told this once.
    edit_key: &'a str,
}

/// The territories kept here.
#[derive(Serialize, ToSchema)]
#[schema(as = OwnTerritories)]
pub(crate) struct ListAnswer<'a> {
    total: usize,
    territories: Vec<OwnAnswer<'a>>,
}

/// A territory kept here, and what became of its communes since.
#[derive(Serialize, ToSchema)]
#[schema(as = OwnTerritoryInFull)]
pub(crate) struct FullAnswer<'a> {
    #[serde(flatten)]
    territory: OwnAnswer<'a>,
    /// The vintage of the answer.
    at: Vintage,
    /// The communes that are no longer what they were, in the order of their codes.
    changes: Vec<ResolveAnswer<'a>>,
}

/// Keeps ground under a name, for good: it becomes a territory like any other.
#[utoipa::path(
    post,
    path = "/api/own-territories",
    tag = "own",
    operation_id = "keep_territory",
    params(VintageParameter),
    request_body = NewOwn,
    responses(
        (status = 201, description = "It answers", body = KeptAnswer),
        (status = 202, description = "It is kept, and will answer in some seconds", body = KeptAnswer)
    )
)]
pub(crate) async fn keep(
    State(door): State<Door>,
    Asked(parameters): Asked<VintageParameter>,
    request: Request,
) -> Result<Response, Problem> {
    let keeper = keeper(&door, request.headers())?;
    let bytes = ground::json_body(request, &door).await?;
    let sent: New = serde_json::from_slice(&bytes).map_err(|error| ground::malformed(&error))?;
    let (name, nature) = (name(sent.name.as_deref())?, nature(sent.nature.as_deref())?);
    let ground = Ground::read(&bytes)?;
    let made_on = clock::today().map_err(|error| Problem::internal(&error))?;
    let snapshot = door.site.snapshot();
    let keeping = move || {
        let year = parameters::year(&snapshot, parameters.vintage)?;
        let ground = ground.to_keep(&snapshot, year)?;
        let new = NewTerritory { name, nature, ground, made_on };
        keeper.write(|own| own.keep(new)).map_err(|error| refusal(&error))
    };
    let kept = door.workers.run(keeping).await?;
    let id = &kept.territory.id;
    let answers = door.site.becomes(PATIENCE, |snapshot| find(snapshot, id).is_some()).await;
    let status = if answers { StatusCode::CREATED } else { StatusCode::ACCEPTED };
    let answer =
        KeptAnswer { territory: OwnAnswer::of(&kept.territory), edit_key: kept.key.as_str() };
    let mut response = written(status, &answer)?;
    if let Ok(place) = HeaderValue::try_from(format!("/api/own-territories/{id}")) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    Ok(response)
}

/// Gives a territory another name. Its address stays.
#[utoipa::path(
    patch,
    path = "/api/own-territories/{id}",
    tag = "own",
    operation_id = "rename_territory",
    params(super::TerritoryPath),
    request_body = Renamed,
    responses((status = 200, body = OwnAnswer))
)]
pub(crate) async fn rename(
    State(door): State<Door>,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let keeper = keeper(&door, request.headers())?;
    let id: TerritoryId = parameters::parse(&id, "id")?;
    let key = edit_key(request.headers())?;
    let bytes = ground::json_body(request, &door).await?;
    let sent: Renamed =
        serde_json::from_slice(&bytes).map_err(|error| ground::malformed(&error))?;
    let name = name(sent.name.as_deref())?;
    let today = clock::today().map_err(|error| Problem::internal(&error))?;
    let renaming = move || {
        keeper
            .write(|own| own.rename(&id, name, today, By::Key(&key)))
            .map_err(|error| refusal(&error))
    };
    let renamed = door.workers.run(renaming).await?;
    let seen = |snapshot: &Snapshot| find(snapshot, &renamed.id) == Some(&renamed);
    door.site.becomes(PATIENCE, seen).await;
    written(StatusCode::OK, &OwnAnswer::of(&renamed))
}

/// Removes a territory for good: its address leads nowhere from then on.
#[utoipa::path(
    delete,
    path = "/api/own-territories/{id}",
    tag = "own",
    operation_id = "remove_territory",
    params(super::TerritoryPath),
    responses((status = 204, description = "It is gone"))
)]
pub(crate) async fn remove(
    State(door): State<Door>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let keeper = keeper(&door, &headers)?;
    let id: TerritoryId = parameters::parse(&id, "id")?;
    let key = edit_key(&headers)?;
    let removing =
        move || keeper.write(|own| own.remove(&id, By::Key(&key))).map_err(|error| refusal(&error));
    let gone = door.workers.run(removing).await?;
    door.site.becomes(PATIENCE, |snapshot| find(snapshot, &gone.id).is_none()).await;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Which page of the list.
pub(crate) struct ListParameters(Paging);

impl Parameters for ListParameters {
    fn read(query: &Query<'_>) -> Result<Self, Problem> {
        Ok(Self(Paging::read(query)?))
    }
}

/// The territories that people keep here, by identifier.
#[utoipa::path(
    get,
    path = "/api/own-territories",
    tag = "own",
    operation_id = "own_territories",
    params(Paging),
    responses((status = 200, body = ListAnswer))
)]
pub(crate) async fn list(
    asking: Asking,
    uri: Uri,
    Asked(ListParameters(paging)): Asked<ListParameters>,
) -> Result<Response, Problem> {
    let own = asking.snapshot.own();
    let page = paging.page();
    let territories = own.iter().skip(page.first).take(page.count).map(OwnAnswer::of).collect();
    let answer = ListAnswer { total: own.len(), territories };
    Ok(paging.linked(asking.json(&answer)?, &uri, own.len()))
}

/// How a territory was made, and what became of its communes since.
#[utoipa::path(
    get,
    path = "/api/own-territories/{id}",
    tag = "own",
    operation_id = "own_territory",
    params(super::TerritoryPath, VintageParameter),
    responses((status = 200, body = FullAnswer))
)]
pub(crate) async fn one(
    asking: Asking,
    Path(id): Path<String>,
    Asked(parameters): Asked<VintageParameter>,
) -> Result<Response, Problem> {
    let id: TerritoryId = parameters::parse(&id, "id")?;
    let year = parameters::year(&asking.snapshot, parameters.vintage)?;
    let territory = find(&asking.snapshot, &id).ok_or_else(|| refusal(&OwnError::Unknown(id)))?;
    let changes = changes(&asking.snapshot, territory, year);
    asking.json(&FullAnswer { territory: OwnAnswer::of(territory), at: year.vintage, changes })
}

impl<'a> OwnAnswer<'a> {
    fn of(territory: &'a OwnTerritory) -> Self {
        let communes = territory.communes.as_ref();
        Self {
            id: &territory.id,
            name: territory.name.as_str(),
            nature: Nature::of(&territory.id.kind),
            made_on: territory.made_on,
            changed_on: territory.changed_on,
            vintage: communes.map(|communes| communes.vintage),
            communes: communes.map(|communes| communes.codes.len()),
        }
    }
}

/// What became of the communes that are not what they were when they were chosen.
fn changes<'a>(
    snapshot: &'a Snapshot,
    territory: &'a OwnTerritory,
    year: &Year,
) -> Vec<ResolveAnswer<'a>> {
    let Some(communes) = &territory.communes else { return Vec::new() };
    let fates = communes
        .codes
        .iter()
        .filter_map(|code| snapshot.atlas().fate(code, Some(communes.vintage), year).ok());
    fates.filter(|fate| !fate.kept || !fate.events.is_empty()).collect()
}

fn find<'a>(snapshot: &'a Snapshot, id: &TerritoryId) -> Option<&'a OwnTerritory> {
    let own = snapshot.own();
    own.binary_search_by(|known| known.id.cmp(id)).ok().map(|place| &own[place])
}

fn name(text: Option<&str>) -> Result<OwnName, Problem> {
    text.unwrap_or_default().parse().map_err(|error| refusal(&OwnError::Name(error)))
}

fn nature(text: Option<&str>) -> Result<Nature, Problem> {
    let text = text.unwrap_or_default();
    text.parse().map_err(|_| {
        let shown = shortened(text);
        Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            format!("« {shown} » n’est pas une nature : « lived » (vécu) ou « decided » (décidé)."),
            format!("“{shown}” is no nature: “lived” or “decided”."),
        )
        .at("nature")
    })
}

/// An answer that nobody may keep: it follows a write, and the first holds a secret.
fn written(status: StatusCode, answer: &impl Serialize) -> Result<Response, Problem> {
    let bytes = serde_json::to_vec(answer).map_err(|error| Problem::internal(&error))?;
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    Ok((status, headers, bytes).into_response())
}
