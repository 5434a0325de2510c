//! Who is competent here, what an authority holds, and the list of competences.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use competence::{
    Asked as Put, AuthorityCompetencesAnswer, CompetenceId, CompetencesAnswer, HoldersAnswer,
    Register,
};
use serde_json::json;
use territory::{Date, TerritoryId, Vintage};
use utoipa::IntoParams;

use super::forms::{Format, Lang};
use crate::{
    asking::{Asking, AskingToday, CSV, GEOJSON},
    outline::push_feature,
    parameters::{self, Asked, Metres, Parameter, Parameters, Query, shortened},
    problem::Problem,
    router::Door,
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
    /// The vintage of the territories; the latest by default.
    #[param(value_type = Option<u16>, minimum = 1790, maximum = 2199, example = 2026)]
    vintage: Option<Vintage>,
    /// The day at which rules hold; today by default.
    #[param(value_type = Option<String>, format = Date)]
    date: Option<Date>,
    /// The language of the answer, French by default.
    #[param(inline, value_type = Option<Lang>)]
    lang: Lang,
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
pub(crate) async fn holders(
    today: AskingToday,
    State(door): State<Door>,
    Path(competence): Path<String>,
    Asked(Where { territory, how }): Asked<Where>,
) -> Result<Response, Problem> {
    door.workers
        .run(move || answer(&today, &competence, (&territory.to_string(), "territory"), &how))
        .await
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
    door.workers.run(move || answer(&today, &competence.0, (&id, "id"), &how)).await
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
            let atlas = asking.snapshot.atlas();
            let year = parameters::year(&asking.snapshot, when.vintage)?;
            let found = register.find_authority(&authority, atlas, year);
            let found = found.ok_or_else(|| unknown_authority(&authority))?;
            let date = when.date.unwrap_or(today);
            let put = Put { atlas, year, date, language: when.lang.language() };
            asking.json(&register.competences_of(found, put))
        })
        .await
}

fn answer(
    AskingToday { asking, today }: &AskingToday,
    competence: &str,
    (territory, field): (&str, &'static str),
    how: &HoldersParameters,
) -> Result<Response, Problem> {
    let register = register(asking)?;
    let atlas = asking.snapshot.atlas();
    let year = parameters::year(&asking.snapshot, how.when.vintage)?;
    let id = self::competence(register, competence)?;
    let subject = super::subject(atlas, territory, year).map_err(|problem| problem.at(field))?;
    let language = how.when.lang.language();
    let put = Put { atlas, year, date: how.when.date.unwrap_or(*today), language };
    Ok(match how.format {
        Format::Json => asking.json(&register.holders(id, &subject, "", put))?,
        Format::Csv => {
            let answer = register.holders(id, &subject, "", put);
            asking.bytes(competence::table(&answer, language), CSV)
        }
        Format::GeoJson => {
            let simplification = how.simplify.map(|metres| atlas.weights().at(metres.0));
            let zones = register.zones(id, &subject, put);
            let rule = register.catalogue().competence(id);
            let mut out = br#"{"type":"FeatureCollection","features":["#.to_vec();
            for (order, zone) in zones.iter().enumerate() {
                if order > 0 {
                    out.push(b',');
                }
                let told = register.zone_answer(rule, zone, &subject, put);
                let outline = atlas.outline_of(&subject, &zone.faces, simplification.as_ref());
                let properties = properties(order, &told);
                push_feature(&mut out, properties.to_string().as_bytes(), &outline);
            }
            out.extend_from_slice(b"]}");
            asking.bytes(out, GEOJSON)
        }
    })
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

/// The register, unless the catalogue built into the program could not be read.
fn register(asking: &Asking) -> Result<&Register, Problem> {
    asking.snapshot.competences().ok_or_else(|| {
        Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "Le catalogue des compétences n’a pas pu être lu ; la cause est dans le journal.",
            "The catalogue of competences could not be read; the cause is in the log.",
        )
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
