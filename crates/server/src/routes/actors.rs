//! Who works here, or next door?

use actor::{ActorsAnswer, Directory, Filter, KindId, Sort, Where};
use atlas::Page;
use axum::{
    extract::{Path, State},
    http::{StatusCode, Uri},
    response::Response,
};
use territory::Vintage;
use utoipa::{IntoParams, ToSchema};

use super::{
    Aim,
    forms::{Format, Lang},
};
use crate::{
    asking::{Asking, CSV, GEOJSON},
    ground::{Ground, Sent},
    paging::Paging,
    parameters::{self, Asked, Parameter, Parameters, Query},
    problem::Problem,
    router::Door,
};

/// The most actors in a table or on a map.
const MOST_ROWS: usize = 100_000;

/// Which actors, in which order, and how to write them.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ActorsParameters {
    /// The vintage to answer at; the latest by default.
    #[param(value_type = Option<u16>, minimum = 1790, maximum = 2199, example = 2026)]
    vintage: Option<Vintage>,
    /// A theme, by its slug or in words; all by default.
    #[param(example = "inclusion-numerique")]
    theme: Option<String>,
    /// Free words: accents and typos are forgiven.
    #[param(example = "médiathèque")]
    q: Option<String>,
    /// A kind of actor, by its slug; all by default.
    #[param(example = "france-services")]
    kind: Option<String>,
    /// Only those who sit here, act here from elsewhere, or sit one commune outside.
    #[param(inline, value_type = Option<Where>)]
    r#where: Option<Where>,
    /// The order: by name, by distance from the middle, or by kind.
    #[param(inline, value_type = Option<Order>)]
    sort: Order,
    #[param(ignore)]
    paging: Paging,
    /// JSON by default; the whole list as a table or as points on a map.
    #[param(inline, value_type = Option<Format>)]
    format: Format,
    /// The language of tables, French by default; JSON has both.
    #[param(inline, value_type = Option<Lang>)]
    lang: Lang,
}

/// The order of a list.
#[derive(Clone, Copy, Default, ToSchema)]
#[schema(rename_all = "lowercase")]
pub(crate) enum Order {
    #[default]
    Name,
    Distance,
    Kind,
}

impl Parameter for Where {
    const EXPECTED: [&'static str; 2] =
        ["« here », « acts » ou « near »", "“here”, “acts” or “near”"];

    fn parse(text: &str) -> Option<Self> {
        match text {
            "here" => Some(Self::Here),
            "acts" => Some(Self::Acts),
            "near" => Some(Self::Near),
            _ => None,
        }
    }
}

impl Parameter for Order {
    const EXPECTED: [&'static str; 2] =
        ["« name », « distance » ou « kind »", "“name”, “distance” or “kind”"];

    fn parse(text: &str) -> Option<Self> {
        match text {
            "name" => Some(Self::Name),
            "distance" => Some(Self::Distance),
            "kind" => Some(Self::Kind),
            _ => None,
        }
    }
}

impl Parameters for ActorsParameters {
    fn read(query: &Query<'_>) -> Result<Self, Problem> {
        let text = |field| query.text(field).map(str::to_owned);
        Ok(Self {
            vintage: query.optional("vintage")?,
            theme: text("theme"),
            q: text("q"),
            kind: text("kind"),
            r#where: query.optional("where")?,
            sort: query.optional("sort")?.unwrap_or_default(),
            paging: Paging::read(query)?,
            format: query.optional("format")?.unwrap_or_default(),
            lang: query.optional("lang")?.unwrap_or_default(),
        })
    }
}

impl ActorsParameters {
    fn filter(&self, directory: &Directory) -> Result<Filter, Problem> {
        let page = match self.format {
            Format::Json => self.paging.page(),
            Format::Csv | Format::GeoJson => Page::number(1, MOST_ROWS),
        };
        Ok(Filter {
            themes: super::themes(directory.themes(), self.theme.as_deref())?,
            kinds: self.kind.as_deref().map_or(Ok(Vec::new()), |slug| kinds(directory, slug))?,
            words: self.q.clone().unwrap_or_default(),
            stand: self.r#where,
            sort: match self.sort {
                Order::Name => Sort::Name,
                Order::Distance => Sort::Distance,
                Order::Kind => Sort::Kind,
            },
            page,
        })
    }
}

fn kinds(directory: &Directory, slug: &str) -> Result<Vec<KindId>, Problem> {
    directory.kinds().find(slug).map(|kind| vec![kind]).ok_or_else(|| {
        let known: Vec<&str> = directory.kinds().iter().map(|(_, kind)| &*kind.slug).collect();
        let (shown, known) = (parameters::shortened(slug), known.join(", "));
        Problem::new(
            StatusCode::BAD_REQUEST,
            format!("« {shown} » n’est pas un type d’acteur ; il y a : {known}."),
            format!("“{shown}” is no kind of actor; there are: {known}."),
        )
        .at("kind")
    })
}

/// Who sits here, who acts here though they sit elsewhere, who sits one commune outside.
#[utoipa::path(
    get,
    path = "/api/territories/{id}/actors",
    tag = "actors",
    operation_id = "actors",
    params(super::TerritoryPath, ActorsParameters, Paging),
    responses((
        status = 200,
        headers(("Link" = String, description = "The pages around this one, and the first and last.")),
        content(
            (ActorsAnswer = "application/json"),
            (String = "text/csv"),
            (Object = "application/geo+json")
        )
    ))
)]
pub(crate) async fn of_territory(
    asking: Asking,
    State(door): State<Door>,
    uri: Uri,
    Path(id): Path<String>,
    Asked(parameters): Asked<ActorsParameters>,
) -> Result<Response, Problem> {
    // A région among millions of actors, or a table of all of them, takes milliseconds.
    door.workers.run(move || answer(&asking, &uri, &Aim::at(id), &parameters)).await
}

/// Who sits in a polygon or a basket of communes, acts there, or sits one commune outside.
#[utoipa::path(
    post,
    path = "/api/actors",
    tag = "actors",
    operation_id = "actorsOfGround",
    params(ActorsParameters, Paging),
    request_body = Sent,
    responses((
        status = 200,
        headers(("Link" = String, description = "The pages around this one, and the first and last.")),
        content(
            (ActorsAnswer = "application/json"),
            (String = "text/csv"),
            (Object = "application/geo+json")
        )
    ))
)]
pub(crate) async fn of_ground(
    asking: Asking,
    State(door): State<Door>,
    uri: Uri,
    Asked(parameters): Asked<ActorsParameters>,
    ground: Ground,
) -> Result<Response, Problem> {
    door.workers.run(move || answer(&asking, &uri, &Aim::Ground(ground), &parameters)).await
}

fn answer(
    asking: &Asking,
    uri: &Uri,
    aim: &Aim,
    parameters: &ActorsParameters,
) -> Result<Response, Problem> {
    let atlas = asking.snapshot.atlas();
    let unread = || Problem::internal(&"the list of actors could not be built");
    let directory = asking.snapshot.actors().ok_or_else(unread)?;
    let year = parameters::year(&asking.snapshot, parameters.vintage)?;
    let subject = aim.subject(&asking.snapshot, year)?;
    let filter = parameters.filter(directory)?;
    let answer = directory.answer(atlas, &subject, aim.name(), year, &filter);
    match parameters.format {
        Format::Json => Ok(parameters.paging.linked(asking.json(&answer)?, uri, answer.total)),
        Format::Csv => Ok(asking.bytes(actor::csv(&answer, parameters.lang.language()), CSV)),
        Format::GeoJson => {
            let map = actor::geojson(&answer).map_err(|error| Problem::internal(&error))?;
            Ok(asking.bytes(map, GEOJSON))
        }
    }
}
