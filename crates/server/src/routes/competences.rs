//! The list of competences, and what an authority holds.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use competence::{Asked as Put, AuthorityCompetencesAnswer, CompetencesAnswer, Register};
use territory::{Date, Vintage};
use utoipa::IntoParams;

use super::forms::Lang;
use crate::{
    asking::{Asking, AskingToday},
    parameters::{self, Asked, Parameters, Query, shortened},
    problem::Problem,
    router::Door,
    site::Snapshot,
};

/// Which competences to list.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListParameters {
    /// Words as one types them; every competence without.
    #[param(value_type = Option<String>, example = "petite enfance")]
    q: String,
    /// The slug of a theme; all by default.
    theme: Option<String>,
    /// The language of names, French by default.
    #[param(inline, value_type = Option<Lang>)]
    lang: Lang,
}

impl Parameters for ListParameters {
    fn read(query: &Query<'_>) -> Result<Self, Problem> {
        Ok(Self {
            q: query.text("q").unwrap_or_default().to_owned(),
            theme: query.text("theme").map(str::to_owned),
            lang: query.optional("lang")?.unwrap_or_default(),
        })
    }
}

/// When to answer, and in which language.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct WhenParameters {
    /// The vintage of the territories; by default the one in force on the day asked for, else the
    /// latest.
    #[param(value_type = Option<u16>, minimum = 1790, maximum = 2199, example = 2026)]
    vintage: Option<Vintage>,
    /// The day at which rules hold; today by default.
    #[param(value_type = Option<String>, format = Date)]
    date: Option<Date>,
    /// The language of the answer, French by default.
    #[param(inline, value_type = Option<Lang>)]
    lang: Lang,
}

impl WhenParameters {
    /// The question over a snapshot.
    pub(super) fn put<'a>(&self, snapshot: &'a Snapshot, today: Date) -> Result<Put<'a>, Problem> {
        Ok(Put {
            atlas: snapshot.atlas(),
            year: parameters::year_on(snapshot, self.vintage, self.date)?,
            date: self.date.unwrap_or(today),
            language: self.lang.language(),
        })
    }
}

impl Parameters for WhenParameters {
    fn read(query: &Query<'_>) -> Result<Self, Problem> {
        Ok(Self {
            vintage: query.optional("vintage")?,
            date: query.optional("date")?,
            lang: query.optional("lang")?.unwrap_or_default(),
        })
    }
}

/// What names an authority in a path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[allow(dead_code, reason = "only described here: the path is read as text")]
pub(crate) struct AuthorityPath {
    /// The identifier of its territory, `groupement:` and a SIREN, or the slug that answers give.
    #[param(example = "epci:243400736")]
    authority: String,
}

/// Competences that typed words may mean, the likeliest first, with all the themes.
#[utoipa::path(
    get,
    path = "/api/competences",
    tag = "competences",
    operation_id = "competences",
    params(ListParameters),
    responses((status = 200, body = CompetencesAnswer))
)]
pub(crate) async fn list(
    asking: Asking,
    Asked(parameters): Asked<ListParameters>,
) -> Result<Response, Problem> {
    let register = register(&asking)?;
    let theme = parameters.theme.as_deref().map(|slug| theme(register, slug)).transpose()?;
    asking.json(&register.competences(&parameters.q, theme, parameters.lang.language()))
}

/// What an authority holds, leads or may take, and where.
#[utoipa::path(
    get,
    path = "/api/authorities/{authority}/competences",
    tag = "competences",
    operation_id = "competencesOfAuthority",
    params(AuthorityPath, WhenParameters),
    responses((status = 200, body = AuthorityCompetencesAnswer))
)]
pub(crate) async fn of_authority(
    AskingToday { asking, today }: AskingToday,
    State(door): State<Door>,
    Path(authority): Path<String>,
    Asked(when): Asked<WhenParameters>,
) -> Result<Response, Problem> {
    door.workers
        .run(move || {
            let register = register(&asking)?;
            let put = when.put(&asking.snapshot, today)?;
            let found = register.find_authority(&authority, put.atlas, put.year);
            let found = found.ok_or_else(|| unknown_authority(&authority))?;
            asking.json(&register.competences_of(found, put))
        })
        .await
}

/// The register, unless the catalogue built into the program could not be read.
pub(super) fn register(asking: &Asking) -> Result<&Register, Problem> {
    asking.snapshot.competences().ok_or_else(|| {
        Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "Le catalogue des compétences n’a pas pu être lu ; la cause est dans le journal.",
            "The catalogue of competences could not be read; the cause is in the log.",
        )
    })
}

fn theme(register: &Register, slug: &str) -> Result<u8, Problem> {
    register.catalogue().theme(slug).ok_or_else(|| {
        let shown = shortened(slug);
        Problem::new(
            StatusCode::BAD_REQUEST,
            format!("Aucun thème ne s’appelle « {shown} » ; /api/competences en donne la liste."),
            format!("No theme is called “{shown}”; /api/competences lists them."),
        )
        .at("theme")
    })
}

fn unknown_authority(text: &str) -> Problem {
    let shown = shortened(text);
    Problem::new(
        StatusCode::NOT_FOUND,
        format!(
            "« {shown} » n’est pas une autorité : commune, intercommunalité, département ou \
             région par l’identifiant de son territoire, ou un nom que donnent les réponses."
        ),
        format!(
            "“{shown}” is no authority: a commune, groupement, département or région by the \
             identifier of its territory, or a name that answers give."
        ),
    )
    .at("authority")
}
