//! The handlers: each reads its parameters, asks the atlas and answers.

pub(crate) mod actors;
pub(crate) mod batch;
pub(crate) mod competences;
pub(crate) mod docs;
pub(crate) mod download;
pub(crate) mod embed;
mod forms;
pub(crate) mod funding;
pub(crate) mod geometry;
pub(crate) mod health;
pub(crate) mod holders;
pub(crate) mod image;
pub(crate) mod locate;
pub(crate) mod overlaps;
pub(crate) mod own;
pub(crate) mod pages;
pub(crate) mod pieces;
pub(crate) mod resolve;
pub(crate) mod scale;
pub(crate) mod sheet;
pub(crate) mod stats;
pub(crate) mod styles;
pub(crate) mod territories;
pub(crate) mod tiles;

use atlas::{Atlas, Subject, TerritoryIndex, Year};
use axum::http::StatusCode;
use territory::{Kind, TerritoryId, ThemeId, Themes};
use utoipa::IntoParams;

use crate::{ground::Ground, parameters, problem::Problem, site::Snapshot};

/// The identifier in a path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[allow(dead_code, reason = "only described here: the path is read as text")]
struct TerritoryPath {
    /// `kind:code`.
    #[param(example = "bassin-de-vie:34111")]
    id: String,
}

/// What a question is about.
enum Aim {
    /// A territory, by its identifier, and the parameter that names it.
    Territory { id: String, field: &'static str },
    /// Ground sent with the question.
    Ground(Ground),
}

impl Aim {
    /// The territory that a path names.
    fn at(id: String) -> Self {
        Self::Territory { id, field: "id" }
    }

    /// What ground sent with the question is called; nothing for a territory, which has a name.
    fn name(&self) -> &str {
        match self {
            Self::Territory { .. } => "",
            Self::Ground(ground) => &ground.name,
        }
    }

    fn subject<'a>(&self, snapshot: &'a Snapshot, year: &Year) -> Result<Subject<'a>, Problem> {
        match self {
            Self::Territory { id, field } => {
                subject(snapshot.atlas(), id, year).map_err(|problem| problem.at(field))
            }
            Self::Ground(ground) => ground.subject(snapshot, year),
        }
    }
}

/// The territory that a path names.
fn territory(atlas: &Atlas, id: &str, year: &Year) -> Result<TerritoryIndex, Problem> {
    let id: TerritoryId = parameters::parse(id, "id")?;
    atlas.find(&id, year).map_err(|error| {
        let problem = Problem::question(&error, "id").with_status(StatusCode::NOT_FOUND);
        match heirs(atlas, &id, year) {
            Some(heirs) => problem.and(
                &format!("Son territoire est aujourd’hui dans {heirs}."),
                &format!("Its ground is now in {heirs}."),
            ),
            None => problem,
        }
    })
}

/// The communes that hold the ground of a commune's former code, in words.
fn heirs(atlas: &Atlas, id: &TerritoryId, year: &Year) -> Option<String> {
    if id.kind != Kind::COMMUNE {
        return None;
    }
    let communes = atlas.communes_of_code(&id.code, None, year).ok()?;
    let named = communes.iter().map(|&index| {
        let entry = atlas.entry(index);
        format!("{} ({})", entry.name, entry.id_text)
    });
    Some(named.collect::<Vec<_>>().join(", "))
}

/// The themes that a question is about; none: all.
fn themes(themes: &Themes, text: Option<&str>) -> Result<Vec<ThemeId>, Problem> {
    let meant = text.map(|text| themes.meant(text)).unwrap_or_default();
    match text.filter(|_| meant.is_empty()) {
        None => Ok(meant),
        Some(text) => {
            let shown = parameters::shortened(text);
            Err(Problem::new(
                StatusCode::BAD_REQUEST,
                format!("Aucun thème ne répond à « {shown} » ; /api/themes en donne la liste."),
                format!("No theme answers to “{shown}”; /api/themes lists them."),
            )
            .at("theme"))
        }
    }
}

/// The territory that a path names, as a subject of questions.
fn subject<'a>(atlas: &'a Atlas, id: &str, year: &Year) -> Result<Subject<'a>, Problem> {
    let index = territory(atlas, id, year)?;
    atlas.subject(index, year).map_err(|error| Problem::question(&error, "id"))
}
