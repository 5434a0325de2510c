//! What writes territories of people's own to the store: who may, and why it did not.

use std::{fmt, sync::Arc};

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use store::{OwnError, OwnTerritories, Store, StoreError};
use tokio::sync::Notify;

use crate::{
    problem::{Problem, sentence},
    router::Door,
};

/// Opens the store to write.
type Open = dyn Fn() -> Result<Box<dyn Store>, StoreError> + Send + Sync;

/// The way to the store. Cloning shares it.
#[derive(Clone)]
pub struct Keeper(Arc<Shared>);

struct Shared {
    open: Box<Open>,
    written: Notify,
}

impl fmt::Debug for Keeper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keeper")
    }
}

impl Keeper {
    /// A keeper that opens the store for each write, so that a store replaced meanwhile is the one
    /// written to. The store lets one writer in at a time.
    pub fn new(
        open: impl Fn() -> Result<Box<dyn Store>, StoreError> + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(Shared { open: Box::new(open), written: Notify::new() }))
    }

    /// Waits for the next write: whoever follows the store need not wait for its next look.
    pub async fn written(&self) {
        self.0.written.notified().await;
    }

    /// Changes the territories. What it answers has come to last.
    pub(crate) fn write<T>(
        &self,
        change: impl FnOnce(&mut OwnTerritories<'_>) -> Result<T, OwnError>,
    ) -> Result<T, OwnError> {
        let mut store = (self.0.open)()?;
        let done = change(&mut OwnTerritories::new(&mut *store))?;
        self.0.written.notify_one();
        Ok(done)
    }
}

/// The way to the store, for a request that may write. A page of another site may not: the visitor
/// of that page has not asked for it.
pub(crate) fn keeper(door: &Door, headers: &HeaderMap) -> Result<Keeper, Problem> {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let own = |origin: &str| {
        let public = door.options.public_url.as_deref();
        let host = origin.split_once("://").map(|(_, host)| host);
        public.is_some_and(|public| public == origin || public.starts_with(&format!("{origin}/")))
            || (host.is_some() && host == text(header::HOST))
    };
    if text(header::ORIGIN).is_some_and(|origin| !own(origin)) {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "Une page d’un autre site ne peut rien enregistrer ici.",
            "A page of another site cannot keep anything here.",
        ));
    }
    door.options.keeper.clone().ok_or_else(|| {
        Problem::new(
            StatusCode::FORBIDDEN,
            "Ce serveur répond mais n’enregistre rien ; le lien de la page suffit à porter le \
             territoire.",
            "This server answers but keeps nothing; the link of the page carries the territory \
             by itself.",
        )
    })
}

/// The edit key that a request brings.
pub(crate) fn edit_key(headers: &HeaderMap) -> Result<String, Problem> {
    let sent = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let key = sent.and_then(|text| text.strip_prefix("Bearer ")).map(str::trim);
    key.filter(|key| !key.is_empty()).map(str::to_owned).ok_or_else(|| {
        Problem::new(
            StatusCode::UNAUTHORIZED,
            "Il faut la clé de modification du territoire (Authorization: Bearer …).",
            "The edit key of the territory is needed (Authorization: Bearer …).",
        )
    })
}

/// Why it was not written, in the user's words.
pub(crate) fn refusal(error: &OwnError) -> Problem {
    let (status, french, field) = match error {
        OwnError::Unknown(id) => (
            StatusCode::NOT_FOUND,
            format!("{id} n’est pas un territoire gardé ici par son auteur."),
            Some("id"),
        ),
        OwnError::WrongKey(id) => {
            (StatusCode::FORBIDDEN, format!("Ce n’est pas la clé de modification de {id}."), None)
        }
        OwnError::Full => (
            StatusCode::INSUFFICIENT_STORAGE,
            "Ce serveur garde déjà autant de territoires qu’il peut ; le lien de la page suffit à \
             porter le vôtre."
                .to_owned(),
            None,
        ),
        OwnError::Name(error) => (StatusCode::UNPROCESSABLE_ENTITY, error.french(), Some("name")),
        OwnError::Store(StoreError::Locked { .. }) => (
            StatusCode::SERVICE_UNAVAILABLE,
            "Un import est en cours ; réessayez dans quelques secondes.".to_owned(),
            None,
        ),
        OwnError::Store(StoreError::DiskFull { .. } | StoreError::ReadOnly { .. }) => (
            StatusCode::INSUFFICIENT_STORAGE,
            "Le serveur ne peut plus rien enregistrer.".to_owned(),
            None,
        ),
        OwnError::Random(_) | OwnError::Unreadable(_) | OwnError::Store(_) => {
            return Problem::internal(error);
        }
    };
    let english = match error {
        // The file is the operator's business.
        OwnError::Store(StoreError::Locked { .. }) => {
            "An import is under way; try again in some seconds.".to_owned()
        }
        OwnError::Store(_) => "The server can keep nothing more.".to_owned(),
        other => sentence(&other.to_string()),
    };
    let problem = Problem::new(status, french, english);
    match field {
        Some(field) => problem.at(field),
        None => problem,
    }
}
