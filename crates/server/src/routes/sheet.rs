//! The paper sheet of a territory or of ground of one's own.

use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, Uri, header},
    response::{IntoResponse, Response},
    routing::get,
};
use territory::Language;
use utoipa::IntoParams;

use super::{
    Aim,
    forms::Lang,
    pages::protect,
    scale::{DayParameters, rooms},
};
use crate::{
    asking::AskingToday,
    ground::Ground,
    parameters::{self, Parameters, Query},
    problem::Problem,
    router::Door,
    sheet::{self, Contents, Place, Question, Reach},
};

const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");
const CSS: HeaderValue = HeaderValue::from_static("text/css; charset=utf-8");
const SCRIPT: HeaderValue = HeaderValue::from_static("text/javascript; charset=utf-8");

/// What the pages of sheets are dressed with.
pub(crate) fn router() -> Router<Door> {
    Router::new()
        .route("/fiche.css", get(|| async { file(sheet::STYLE.as_str(), CSS) }))
        .route("/fiche.js", get(|| async { file(sheet::SCRIPT, SCRIPT) }))
}

fn file(text: &'static str, media: HeaderValue) -> Response {
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, media);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

/// What a sheet is asked besides its ground.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the description of parameters that are read one by one")]
pub(crate) struct SheetParameters {
    /// The theme whose authorities, actors and funders to print.
    #[param(example = "petite-enfance")]
    theme: Option<String>,
    /// The language: French, unless it is `en`.
    #[param(inline)]
    lang: Option<Lang>,
}

/// What a sheet of ground of one's own is about: one of the two.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the description of parameters that are read one by one")]
pub(super) struct GroundParameters {
    /// Codes of communes, parted by commas.
    #[param(example = "34111,30325")]
    communes: Option<String>,
    /// A ring, as an encoded polyline.
    polygon: Option<String>,
    /// What its author calls it.
    name: Option<String>,
}

/// The sheet of a territory, to be printed: a page of HTML, two of paper at most.
#[utoipa::path(
    get,
    path = "/fiche/{id}",
    tag = "sheets",
    operation_id = "sheet",
    params(super::TerritoryPath, SheetParameters, DayParameters),
    responses((status = 200, content_type = "text/html", body = String))
)]
pub(crate) async fn of_territory(
    today: AskingToday,
    State(door): State<Door>,
    Path(id): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let aim = Aim::at(id.clone());
    answer(today, door, (aim, Place::Territory(id)), &uri, &headers).await
}

/// The sheet of a drawn area or a basket of communes, as the page writes them into addresses.
#[utoipa::path(
    get,
    path = "/fiche",
    tag = "sheets",
    operation_id = "sheetOfGround",
    params(GroundParameters, SheetParameters, DayParameters),
    responses((status = 200, content_type = "text/html", body = String))
)]
pub(crate) async fn of_ground(
    today: AskingToday,
    State(door): State<Door>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (ground, place) =
        Ground::of_query(&Query::of(&uri)).map_err(|problem| problem.into_page(spoken(&uri)))?;
    answer(today, door, (Aim::Ground(ground), place), &uri, &headers).await
}

async fn answer(
    today: AskingToday,
    door: Door,
    (aim, place): (Aim, Place),
    uri: &Uri,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    // As on the page: French unless the address says English, so that a link reads the same for all.
    let language = spoken(uri);
    let origin = sheet::origin(door.options.public_url.as_deref(), headers);
    let query = Query::of(uri);
    let read = || Ok((DayParameters::read(&query)?, query.text("theme").map(str::to_owned)));
    let (day, theme) = read().map_err(|problem: Problem| problem.into_page(language))?;
    let texts = ["theme", "vintage", "date"];
    let parameters =
        texts.into_iter().filter_map(|name| Some((name, query.text(name)?.to_owned()))).collect();
    let reach = Reach { origin, place, parameters };
    let written = door.workers.run(move || {
        let page = write(&today, &aim, &day, theme.as_deref(), language, reach)?;
        let mut response = today.asking.bytes(page, HTML);
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_LANGUAGE,
            HeaderValue::from_static(match language {
                Language::French => "fr",
                Language::English => "en",
            }),
        );
        // The address on the sheet is the one it was asked at.
        let vary = HeaderValue::from_static("accept-encoding, host");
        headers.insert(header::VARY, vary);
        protect(headers);
        Ok(response)
    });
    written.await.map_err(|problem| problem.into_page(language))
}

fn write(
    today: &AskingToday,
    aim: &Aim,
    day: &DayParameters,
    theme: Option<&str>,
    language: Language,
    reach: Reach,
) -> Result<String, Problem> {
    let rooms = rooms(today, day)?;
    let theme = super::themes(rooms.themes, theme)?.first().copied();
    let subject = aim.subject(&today.asking.snapshot, rooms.year)?;
    let question = Question { theme, language, reach };
    let contents = Contents::gather(&rooms, (&subject, aim.name()), question);
    Ok(sheet::sheet(&contents))
}

pub(crate) fn spoken(uri: &Uri) -> Language {
    parameters::language(uri, &HeaderMap::new())
}
