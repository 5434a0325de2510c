//! Maps on other sites: the frame, oEmbed, and the card in the head of the page itself.

use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use territory::{Kind, Language, TerritoryId};
use utoipa::IntoParams;

use super::{
    Aim, pages,
    pages::protect,
    scale::{DayParameters, rooms},
    sheet::{GroundParameters, spoken},
};
use crate::{
    asking::{AskingToday, JSON},
    assets::asset,
    embed::{self, Card, EmbedParameters, Oembed, Shown, Size, Target, foreign},
    encoding::Encoding,
    ground::Ground,
    parameters::{Parameter, Parameters, Query},
    problem::Problem,
    router::Door,
    sheet::{self, Place, nameless},
};

const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");
const XML: HeaderValue = HeaderValue::from_static("text/xml; charset=utf-8");
/// Overseas régions and Corsica, in the order of their codes.
const FAR: [&str; 6] = ["01", "02", "03", "04", "06", "94"];

/// How a map in a frame looks.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the description of parameters that are read one by one")]
pub(crate) struct FrameParameters {
    /// Kinds whose borders are drawn, parted by commas; eight at most.
    #[param(example = "epci,departement")]
    layers: Option<String>,
    /// What the ground is coloured by: `cut` (the borders that cut it), `people`, `holders:` and a
    /// competence, or `actors:` and a theme.
    #[param(example = "holders:eau")]
    colour: Option<String>,
    /// Its colours: `auto` (as the reader's system wants), `light` or `dark`.
    theme: Option<String>,
    /// Whether it can be moved; it can, unless `false`.
    interactive: Option<bool>,
    /// Whether overseas régions and Corsica stand beside it.
    insets: Option<bool>,
}

/// A territory's map for a frame of another site: a page of HTML without cookies, which any site may
/// frame unless the operator lists some.
#[utoipa::path(
    get,
    path = "/embed/{id}",
    tag = "embeds",
    operation_id = "frame",
    params(super::TerritoryPath, FrameParameters, DayParameters),
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
    frame(today, door, Some((aim, Place::Territory(id))), &uri, &headers).await
}

/// The same for ground that the address tells; without any, for the whole country.
#[utoipa::path(
    get,
    path = "/embed",
    tag = "embeds",
    operation_id = "frameOfGround",
    params(GroundParameters, FrameParameters, DayParameters),
    responses((status = 200, content_type = "text/html", body = String))
)]
pub(crate) async fn of_ground(
    today: AskingToday,
    State(door): State<Door>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let query = Query::of(&uri);
    let told = query.text("communes").or_else(|| query.text("polygon")).is_some();
    let aim = if told {
        let (ground, place) =
            Ground::of_address(&query).map_err(|problem| problem.into_page(spoken(&uri)))?;
        Some((Aim::Ground(ground), place))
    } else {
        None
    };
    frame(today, door, aim, &uri, &headers).await
}

async fn frame(
    today: AskingToday,
    door: Door,
    aim: Option<(Aim, Place)>,
    uri: &Uri,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let language = spoken(uri);
    let origin = sheet::origin(door.options.public_url.as_deref(), headers);
    let policy = embed::policy(&door.options.frame_ancestors);
    let uri = uri.clone();
    let work = move || {
        let query = Query::of(&uri);
        let atlas = today.asking.snapshot.atlas();
        let asked = EmbedParameters::read(&query, &today.asking.snapshot)?;
        let day = DayParameters::read(&query)?;
        let page = with_card(&today, (origin, language), aim.as_ref(), &day, |told| {
            let Told { card, id, straddle } = told;
            let credits = match straddle {
                Some(straddle) => straddle.sources.iter().map(|one| &*one.0.attribution).collect(),
                None => atlas.sources().map(|source| &*source.attribution).collect(),
            };
            let insets = if asked.insets { insets(&today) } else { Vec::new() };
            embed::page(&Shown { card, asked: &asked, id, straddle, credits, insets })
        })?;
        let Some(page) = page else {
            return Ok(pages::without_page());
        };
        let mut response = today.asking.bytes(page, HTML);
        protect(response.headers_mut());
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding, host"));
        Ok(response)
    };
    door.workers.run(work).await.map_err(|problem| problem.into_page(language))
}

/// What is told of a place.
struct Told<'a> {
    card: &'a Card,
    id: Option<&'a str>,
    straddle: Option<&'a ::scale::StraddleAnswer<'a>>,
}

/// Makes the card of a place, or of the whole country, and shows it.
fn with_card<T>(
    today: &AskingToday,
    (origin, language): (String, Language),
    aim: Option<&(Aim, Place)>,
    day: &DayParameters,
    show: impl FnOnce(Told<'_>) -> T,
) -> Result<T, Problem> {
    let Some((aim, place)) = aim else {
        let card = Card::of_all(origin, language);
        return Ok(show(Told { card: &card, id: None, straddle: None }));
    };
    let rooms = rooms(today, day)?;
    let subject = aim.subject(&today.asking.snapshot, rooms.year)?;
    let straddle = ::scale::straddle(&rooms, (&subject, aim.name()));
    let name = match straddle.subject.name {
        "" => nameless(subject.communes, language),
        name => name.to_owned(),
    };
    let told = (name, straddle.sentence.get(language).to_owned());
    let card = Card::new(origin, language, told, (place, aim.name()));
    let id = match place {
        Place::Territory(id) => Some(id.as_str()),
        Place::Communes(_) | Place::Polygon(_) => None,
    };
    Ok(show(Told { card: &card, id, straddle: Some(&straddle) }))
}

/// Identifiers and names of what lies far away, where it is loaded.
fn insets(today: &AskingToday) -> Vec<(&str, &str)> {
    let atlas = today.asking.snapshot.atlas();
    let regions: Vec<_> = atlas.of_kind(&Kind::REGION).map(|index| atlas.entry(index)).collect();
    let far =
        FAR.iter().filter_map(|code| regions.iter().rfind(|one| one.id.code.as_str() == *code));
    far.map(|entry| (&*entry.id_text, &*entry.name)).collect()
}

/// A size in pixels that another site takes at most.
struct Most(u16);

impl Parameter for Most {
    const EXPECTED: [&'static str; 2] = ["un nombre entier positif", "a positive whole number"];

    fn parse(text: &str) -> Option<Self> {
        text.parse().ok().filter(|&most| most > 0).map(Self)
    }
}

/// What oEmbed is asked.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the description of parameters that are read one by one")]
pub(crate) struct OembedParameters {
    /// The address of a territory on this server.
    #[param(example = "https://carte.example/?territory=epci:243400736")]
    url: String,
    /// `json`, which is the default, or `xml`.
    format: Option<String>,
    /// The widest frame that fits, in pixels.
    #[param(minimum = 1)]
    maxwidth: Option<u16>,
    /// The highest frame that fits, in pixels.
    #[param(minimum = 1)]
    maxheight: Option<u16>,
}

/// oEmbed 1.0: the frame of an address of this server.
#[utoipa::path(
    get,
    path = "/oembed",
    tag = "embeds",
    operation_id = "oembed",
    params(OembedParameters),
    responses((status = 200, content((Oembed = "application/json"), (String = "text/xml"))))
)]
pub(crate) async fn oembed(
    today: AskingToday,
    State(door): State<Door>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let origin = sheet::origin(door.options.public_url.as_deref(), &headers);
    let work = move || {
        let query = Query::of(&uri);
        let xml = match query.text("format") {
            None | Some("json") => false,
            Some("xml") => true,
            Some(_) => return Err(unknown_format()),
        };
        let most = |field| -> Result<Option<u16>, Problem> {
            Ok(query.optional::<Most>(field)?.map(|most| most.0))
        };
        let size = Size::within(most("maxwidth")?, most("maxheight")?);
        let target = query.text("url").and_then(|address| Target::of(address, &origin));
        let target = target.ok_or_else(foreign)?;
        let asked: Uri = target.frame().parse().map_err(|_| foreign())?;
        let asked = Query::of(&asked);
        let language = match asked.text("lang") {
            Some("en") => Language::English,
            _ => Language::French,
        };
        let aim = aim_of(target.id.as_deref(), &asked)?;
        let day = DayParameters::read(&asked)?;
        let answer = with_card(&today, (origin, language), Some(&aim), &day, |told| {
            Oembed::new(told.card, &target, size)
        })?;
        let mut response = if xml {
            today.asking.bytes(answer.xml(), XML)
        } else {
            let mut response = today.asking.json(&answer)?;
            response.headers_mut().insert(header::CONTENT_TYPE, JSON);
            response
        };
        // The addresses in it are those it was asked at.
        let vary = HeaderValue::from_static("accept-encoding, host");
        response.headers_mut().insert(header::VARY, vary);
        Ok(response)
    };
    door.workers.run(work).await
}

fn unknown_format() -> Problem {
    Problem::new(
        StatusCode::NOT_IMPLEMENTED,
        "Ce format n’est pas proposé : json ou xml.",
        "This format is not offered: json or xml.",
    )
    .at("format")
}

fn aim_of(id: Option<&str>, query: &Query<'_>) -> Result<(Aim, Place), Problem> {
    match id {
        Some(id) => Ok((Aim::at(id.to_owned()), Place::Territory(id.to_owned()))),
        None => Ground::of_address(query).map(|(ground, place)| (Aim::Ground(ground), place)),
    }
}

/// The page; at the address of a territory, with its card in the head, so that the link shows well
/// where it is pasted.
pub(crate) async fn home(
    State(door): State<Door>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    match carded(&door, &uri, &headers).await {
        Some(page) => {
            let mut response = page.into_response();
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_TYPE, HTML);
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
            protect(headers);
            response
        }
        None => pages::file(method, uri, headers).await,
    }
}

/// The page with its card; `None` where the address is of no territory, or of one unknown here: the
/// page says so itself.
async fn carded(door: &Door, uri: &Uri, headers: &HeaderMap) -> Option<String> {
    const HEAD_END: &str = "</head>";
    let query = Query::of(uri);
    let commune = || query.text("place").map(|code| format!("commune:{code}"));
    let id = query.text("territory").map(str::to_owned).or_else(commune);
    let aim = if let Some(id) = &id {
        id.parse::<TerritoryId>().ok().map(|_| aim_of(Some(id), &query))?
    } else {
        query.text("communes").or_else(|| query.text("polygon"))?;
        aim_of(None, &query)
    };
    let (aim, day) = (aim.ok()?, DayParameters::read(&query).ok()?);
    let told = (sheet::origin(door.options.public_url.as_deref(), headers), spoken(uri));
    let asking = AskingToday::now(door).ok()?;
    let work = move || {
        with_card(&asking, told, Some(&aim), &day, |told| {
            maud::html! { (told.card.tags()) }.into_string()
        })
    };
    let tags = door.workers.run(work).await.ok()?;
    let (page, _) = asset("index.html")?.bytes(Encoding::Identity);
    let page = std::str::from_utf8(&page).ok()?;
    // The tags have a description of their own.
    let plain = page.lines().filter(|line| !line.contains("name=\"description\""));
    Some(plain.collect::<Vec<_>>().join("\n").replacen(HEAD_END, &format!("{tags}</head>"), 1))
}
