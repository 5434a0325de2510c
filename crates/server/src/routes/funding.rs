//! Who could fund a project here, and the vocabulary of themes.

use axum::{
    extract::{Path, State},
    http::{HeaderValue, Uri},
    response::Response,
};
use funding::{Applicant, FundingAnswer, Programmes, Question};
use serde::Serialize;
use territory::{Date, ThemeAnswer, Vintage};
use utoipa::{IntoParams, ToSchema};

use super::{Aim, forms::Lang};
use crate::{
    asking::{Asking, AskingToday, CSV},
    ground::{Ground, Sent},
    paging::Paging,
    parameters::{self, Asked, Parameter, Parameters, Query},
    problem::Problem,
    router::Door,
};

/// A calendar.
const CALENDAR: HeaderValue = HeaderValue::from_static("text/calendar; charset=utf-8");

/// What to ask.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FundingParameters {
    /// The vintage to answer at; by default the one in force on the day asked for, else the latest.
    #[param(value_type = Option<u16>, minimum = 1790, maximum = 2199, example = 2026)]
    vintage: Option<Vintage>,
    /// A theme, by its slug or in words; all by default.
    #[param(example = "petite-enfance")]
    theme: Option<String>,
    /// Who would apply; anybody by default.
    #[param(inline)]
    applicant: Option<Applicant>,
    /// The day at which states hold; today by default.
    #[param(value_type = Option<String>, format = Date)]
    date: Option<Date>,
    /// The same, leaving out what is known not to be open on that day.
    #[param(value_type = Option<String>, format = Date)]
    open_on: Option<Date>,
    /// Free words: accents and typos are forgiven.
    q: Option<String>,
    #[param(ignore)]
    paging: Paging,
    /// JSON by default; the whole list as a table, or the deadlines as a calendar.
    #[param(inline, value_type = Option<Format>)]
    format: Format,
    /// The language of tables and calendars, French by default; JSON has both.
    #[param(inline, value_type = Option<Lang>)]
    lang: Lang,
}

/// How to write the answer.
#[derive(Clone, Copy, Default, ToSchema)]
#[schema(rename_all = "lowercase")]
pub(crate) enum Format {
    #[default]
    Json,
    Csv,
    Ics,
}

/// The vocabulary of themes.
#[derive(Serialize, ToSchema)]
pub(crate) struct ThemesAnswer<'a> {
    /// Themes, each with its parts.
    themes: Vec<ThemeAnswer<'a>>,
}

impl Parameter for Format {
    const EXPECTED: [&'static str; 2] = ["« json », « csv » ou « ics »", "“json”, “csv” or “ics”"];

    fn parse(text: &str) -> Option<Self> {
        match text {
            "json" => Some(Self::Json),
            "csv" => Some(Self::Csv),
            "ics" => Some(Self::Ics),
            _ => None,
        }
    }
}

impl Parameter for Applicant {
    const EXPECTED: [&'static str; 2] = [
        "un demandeur, tel que commune, groupement ou association,",
        "an applicant, such as commune, groupement or association,",
    ];

    fn parse(text: &str) -> Option<Self> {
        Self::of(text)
    }
}

impl Parameters for FundingParameters {
    fn read(query: &Query<'_>) -> Result<Self, Problem> {
        let text = |field| query.text(field).map(str::to_owned);
        Ok(Self {
            vintage: query.optional("vintage")?,
            theme: text("theme"),
            applicant: query.optional("applicant")?,
            date: query.optional("date")?,
            open_on: query.optional("open_on")?,
            q: text("q"),
            paging: Paging::read(query)?,
            format: query.optional("format")?.unwrap_or_default(),
            lang: query.optional("lang")?.unwrap_or_default(),
        })
    }
}

impl FundingParameters {
    /// The day asked for.
    fn day(&self) -> Option<Date> {
        self.open_on.or(self.date)
    }

    fn question(&self, programmes: &Programmes, today: Date) -> Result<Question, Problem> {
        Ok(Question {
            themes: super::themes(&programmes.catalogue().themes, self.theme.as_deref())?,
            applicant: self.applicant,
            date: self.day().unwrap_or(today),
            open_only: self.open_on.is_some(),
            words: self.q.clone(),
        })
    }
}

/// Who could fund a project here: programmes that cover all or a part of a territory.
#[utoipa::path(
    get,
    path = "/api/territories/{id}/funding",
    tag = "funding",
    operation_id = "funding",
    params(super::TerritoryPath, FundingParameters, Paging),
    responses((
        status = 200,
        headers(("Link" = String, description = "The pages around this one, and the first and last.")),
        content(
            (FundingAnswer = "application/json"),
            (String = "text/csv"),
            (String = "text/calendar")
        )
    ))
)]
pub(crate) async fn of_territory(
    today: AskingToday,
    State(door): State<Door>,
    uri: Uri,
    Path(id): Path<String>,
    Asked(parameters): Asked<FundingParameters>,
) -> Result<Response, Problem> {
    door.workers.run(move || answer(&today, &uri, &Aim::at(id), &parameters)).await
}

/// Who could fund a project in a polygon or a basket of communes.
#[utoipa::path(
    post,
    path = "/api/funding",
    tag = "funding",
    operation_id = "fundingOfGround",
    params(FundingParameters, Paging),
    request_body = Sent,
    responses((
        status = 200,
        headers(("Link" = String, description = "The pages around this one, and the first and last.")),
        content(
            (FundingAnswer = "application/json"),
            (String = "text/csv"),
            (String = "text/calendar")
        )
    ))
)]
pub(crate) async fn of_ground(
    today: AskingToday,
    State(door): State<Door>,
    uri: Uri,
    Asked(parameters): Asked<FundingParameters>,
    ground: Ground,
) -> Result<Response, Problem> {
    door.workers.run(move || answer(&today, &uri, &Aim::Ground(ground), &parameters)).await
}

fn answer(
    AskingToday { asking, today }: &AskingToday,
    uri: &Uri,
    aim: &Aim,
    parameters: &FundingParameters,
) -> Result<Response, Problem> {
    let atlas = asking.snapshot.atlas();
    let programmes = asking.snapshot.funding();
    let year = parameters::year_on(&asking.snapshot, parameters.vintage, parameters.day())?;
    let subject = aim.subject(&asking.snapshot, year)?;
    let question = parameters.question(programmes, *today)?;
    let answer = programmes.ask(atlas, (&subject, aim.name()), &question, year);
    let language = parameters.lang.language();
    Ok(match parameters.format {
        Format::Json => {
            let page = answer.at(parameters.paging.page());
            parameters.paging.linked(asking.json(&page)?, uri, page.total)
        }
        Format::Csv => asking.bytes(funding::table(&answer, language), CSV),
        Format::Ics => asking.bytes(funding::calendar(&answer, language), CALENDAR),
    })
}

/// The themes that actors, programmes and questions refer to, each with its parts.
#[utoipa::path(
    get,
    path = "/api/themes",
    tag = "funding",
    operation_id = "themes",
    responses((status = 200, body = ThemesAnswer))
)]
pub(crate) async fn themes_list(asking: Asking) -> Result<Response, Problem> {
    let themes = asking.snapshot.funding().catalogue().themes.answer();
    asking.json(&ThemesAnswer { themes })
}
