//! Which scale to choose: what cuts a territory, the scales around it side by side, and whom to
//! bring round one table.

use std::sync::LazyLock;

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use funding::Applicant;
use scale::{
    CompareAnswer, CompareQuestion, Money, Rooms, RoundTableAnswer, StraddleAnswer, TableQuestion,
    Tables, TablesError, Weights,
};
use territory::{Date, TerritoryId, Vintage};
use utoipa::{IntoParams, ToSchema};

use super::Aim;
use crate::{
    asking::AskingToday,
    ground::{Ground, Sent},
    parameters::{self, Asked, Parameter, Parameters, Query},
    problem::Problem,
    router::Door,
};

/// Read once: they are built into the program.
static TABLES: LazyLock<Result<Tables, TablesError>> = LazyLock::new(Tables::bundled);

/// When to answer.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct DayParameters {
    /// The vintage of the territories; by default the one in force on the day asked for, else the
    /// latest.
    #[param(value_type = Option<u16>, minimum = 1790, maximum = 2199, example = 2026)]
    vintage: Option<Vintage>,
    /// The day at which rules and programmes hold; today by default.
    #[param(value_type = Option<String>, format = Date)]
    date: Option<Date>,
}

impl Parameters for DayParameters {
    fn read(query: &Query<'_>) -> Result<Self, Problem> {
        Ok(Self { vintage: query.optional("vintage")?, date: query.optional("date")? })
    }
}

/// How to compare.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct CompareParameters {
    #[param(ignore)]
    day: DayParameters,
    /// A theme, by its slug or in words; without one, who decides, acts and pays is left out.
    #[param(example = "petite-enfance")]
    theme: Option<String>,
    /// What criteria count for, from 0 to 100; those that are not named keep their default.
    #[param(value_type = Option<String>, example = "coverage:3,actors:0")]
    weights: Weights,
}

impl Parameters for CompareParameters {
    fn read(query: &Query<'_>) -> Result<Self, Problem> {
        Ok(Self {
            day: DayParameters::read(query)?,
            theme: query.text("theme").map(str::to_owned),
            weights: query.optional("weights")?.unwrap_or_default(),
        })
    }
}

/// Where to start from.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct From {
    /// `kind:code`.
    #[param(value_type = String, example = "bassin-de-vie:34111")]
    territory: TerritoryId,
    #[param(ignore)]
    how: CompareParameters,
}

impl Parameters for From {
    fn read(query: &Query<'_>) -> Result<Self, Problem> {
        Ok(Self { territory: query.required("territory")?, how: CompareParameters::read(query)? })
    }
}

/// What the table is for.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct TableParameters {
    #[param(ignore)]
    day: DayParameters,
    /// The theme, by its slug or in words.
    #[param(value_type = String, example = "petite-enfance")]
    theme: Words,
    /// Which money must be at the table: some of each level, by default; some; none.
    #[param(inline, value_type = Option<MoneyWord>)]
    money: Money,
    /// Who would apply; anybody by default.
    #[param(inline)]
    applicant: Option<Applicant>,
}

impl Parameters for TableParameters {
    fn read(query: &Query<'_>) -> Result<Self, Problem> {
        Ok(Self {
            day: DayParameters::read(query)?,
            theme: query.required("theme")?,
            money: query.optional("money")?.unwrap_or_default(),
            applicant: query.optional("applicant")?,
        })
    }
}

/// Money, as parameters name it.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
#[allow(dead_code, reason = "only described here")]
enum MoneyWord {
    Levels,
    Any,
    None,
}

impl Parameter for Money {
    const EXPECTED: [&'static str; 2] =
        ["« levels », « any » ou « none »", "“levels”, “any” or “none”"];

    fn parse(text: &str) -> Option<Self> {
        Self::of(text)
    }
}

impl Parameter for Weights {
    const EXPECTED: [&'static str; 2] = [
        "une liste de critères et de nombres de 0 à 100, telle que coverage:3,actors:0,",
        "a list of criteria and numbers from 0 to 100, such as coverage:3,actors:0,",
    ];

    fn parse(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

/// Words that mean a theme.
struct Words(String);

impl Parameter for Words {
    const EXPECTED: [&'static str; 2] =
        ["un thème, tel que petite-enfance,", "a theme, such as petite-enfance,"];

    fn parse(text: &str) -> Option<Self> {
        Some(Self(text.to_owned()))
    }
}

/// What cuts a territory at each administrative level, and the communes on the wrong side.
#[utoipa::path(
    get,
    path = "/api/territories/{id}/straddle",
    tag = "scale",
    operation_id = "straddle",
    params(super::TerritoryPath, DayParameters),
    responses((status = 200, body = StraddleAnswer))
)]
pub(crate) async fn straddle(
    today: AskingToday,
    State(door): State<Door>,
    Path(id): Path<String>,
    Asked(day): Asked<DayParameters>,
) -> Result<Response, Problem> {
    door.workers.run(move || straddled(&today, &Aim::at(id), &day)).await
}

/// What cuts a polygon or a basket of communes.
#[utoipa::path(
    post,
    path = "/api/straddle",
    tag = "scale",
    operation_id = "straddleOfGround",
    params(DayParameters),
    request_body = Sent,
    responses((status = 200, body = StraddleAnswer))
)]
pub(crate) async fn straddle_of_ground(
    today: AskingToday,
    State(door): State<Door>,
    Asked(day): Asked<DayParameters>,
    ground: Ground,
) -> Result<Response, Problem> {
    door.workers.run(move || straddled(&today, &Aim::Ground(ground), &day)).await
}

/// The scales around a territory, side by side.
#[utoipa::path(
    get,
    path = "/api/compare",
    tag = "scale",
    operation_id = "compare",
    params(From, CompareParameters, DayParameters),
    responses((status = 200, body = CompareAnswer))
)]
pub(crate) async fn compare(
    today: AskingToday,
    State(door): State<Door>,
    Asked(From { territory, how }): Asked<From>,
) -> Result<Response, Problem> {
    let aim = Aim::Territory { id: territory.to_string(), field: "territory" };
    door.workers.run(move || compared(&today, &aim, &how)).await
}

/// The scales around a polygon or a basket of communes, side by side.
#[utoipa::path(
    post,
    path = "/api/compare",
    tag = "scale",
    operation_id = "compareGround",
    params(CompareParameters, DayParameters),
    request_body = Sent,
    responses((status = 200, body = CompareAnswer))
)]
pub(crate) async fn compare_ground(
    today: AskingToday,
    State(door): State<Door>,
    Asked(how): Asked<CompareParameters>,
    ground: Ground,
) -> Result<Response, Problem> {
    door.workers.run(move || compared(&today, &Aim::Ground(ground), &how)).await
}

/// The smallest set of authorities and funders that together cover a territory for a theme.
#[utoipa::path(
    get,
    path = "/api/territories/{id}/round-table",
    tag = "scale",
    operation_id = "roundTable",
    params(super::TerritoryPath, TableParameters, DayParameters),
    responses((status = 200, body = RoundTableAnswer))
)]
pub(crate) async fn round_table(
    today: AskingToday,
    State(door): State<Door>,
    Path(id): Path<String>,
    Asked(how): Asked<TableParameters>,
) -> Result<Response, Problem> {
    door.workers.run(move || seated(&today, &Aim::at(id), &how)).await
}

/// The smallest round table for a polygon or a basket of communes.
#[utoipa::path(
    post,
    path = "/api/round-table",
    tag = "scale",
    operation_id = "roundTableOfGround",
    params(TableParameters, DayParameters),
    request_body = Sent,
    responses((status = 200, body = RoundTableAnswer))
)]
pub(crate) async fn round_table_of_ground(
    today: AskingToday,
    State(door): State<Door>,
    Asked(how): Asked<TableParameters>,
    ground: Ground,
) -> Result<Response, Problem> {
    door.workers.run(move || seated(&today, &Aim::Ground(ground), &how)).await
}

fn straddled(today: &AskingToday, aim: &Aim, day: &DayParameters) -> Result<Response, Problem> {
    let rooms = rooms(today, day)?;
    let subject = aim.subject(&today.asking.snapshot, rooms.year)?;
    today.asking.json(&scale::straddle(&rooms, (&subject, aim.name())))
}

fn compared(today: &AskingToday, aim: &Aim, how: &CompareParameters) -> Result<Response, Problem> {
    let rooms = rooms(today, &how.day)?;
    let theme = super::themes(rooms.themes, how.theme.as_deref())?.first().copied();
    let subject = aim.subject(&today.asking.snapshot, rooms.year)?;
    let question = CompareQuestion { weights: how.weights, ..CompareQuestion::new(theme) };
    today.asking.json(&scale::compare(&rooms, (&subject, aim.name()), &question))
}

fn seated(today: &AskingToday, aim: &Aim, how: &TableParameters) -> Result<Response, Problem> {
    let rooms = rooms(today, &how.day)?;
    let themes = super::themes(rooms.themes, Some(&how.theme.0))?;
    let subject = aim.subject(&today.asking.snapshot, rooms.year)?;
    let question = themes.first().map(|&theme| TableQuestion {
        money: how.money,
        applicant: how.applicant,
        ..TableQuestion::new(theme)
    });
    let answer =
        question.and_then(|question| scale::round_table(&rooms, (&subject, aim.name()), &question));
    // The theme was found in the vocabulary that the question reads.
    answer.map_or_else(|| Err(unread()), |answer| today.asking.json(&answer))
}

/// The rooms of a snapshot.
pub(super) fn rooms<'a>(today: &'a AskingToday, day: &DayParameters) -> Result<Rooms<'a>, Problem> {
    let snapshot = &today.asking.snapshot;
    let tables = TABLES.as_ref().map_err(|error| {
        tracing::error!(%error, "the tables of the round table cannot be read");
        unread()
    })?;
    Ok(Rooms {
        atlas: snapshot.atlas(),
        year: parameters::year_on(snapshot, day.vintage, day.date)?,
        date: day.date.unwrap_or(today.today),
        register: snapshot.competences(),
        directory: snapshot.actors(),
        programmes: Some(snapshot.funding()),
        themes: &snapshot.funding().catalogue().themes,
        tables,
    })
}

fn unread() -> Problem {
    Problem::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "Les tables du tour de table n’ont pas pu être lues ; la cause est dans le journal.",
        "The tables of the round table could not be read; the cause is in the log.",
    )
}
