//! The one error of the API: a problem (RFC 9457) with a sentence in each language.

use std::{borrow::Cow, fmt::Display};

use atlas::QuestionError;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use territory::Language;
use utoipa::ToSchema;

use crate::sheet;

/// Why a request has no answer. The guard writes it in the language of the request.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    status: StatusCode,
    /// The parameter or member of the body that is wrong.
    field: Option<&'static str>,
    french: Cow<'static, str>,
    english: Cow<'static, str>,
    /// The language of the page that a person reads it as; `None`: a program reads it.
    page: Option<Language>,
}

/// A problem as it is written (RFC 9457).
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct ProblemAnswer<'a> {
    /// Always `about:blank`: the status says the kind of problem.
    r#type: &'static str,
    /// The status in words.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// A sentence for the user.
    detail: &'a str,
    /// The parameter or member of the body that is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'static str>,
}

impl Problem {
    /// A problem with its sentences, complete with capital and full stop.
    pub(crate) fn new(
        status: StatusCode,
        french: impl Into<Cow<'static, str>>,
        english: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self { status, field: None, french: french.into(), english: english.into(), page: None }
    }

    /// The same, written as a page in a language.
    pub(crate) fn into_page(mut self, language: Language) -> Self {
        self.page = Some(language);
        self
    }

    /// The language of the page it is written as, where it is one.
    pub(crate) fn page(&self) -> Option<Language> {
        self.page
    }

    /// The same, naming what is wrong.
    pub(crate) fn at(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }

    /// What is said where there is only a status: unknown address, wrong method, panic.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        let (french, english) = match status {
            StatusCode::NOT_FOUND => ("Rien à cette adresse.", "Nothing at this address."),
            StatusCode::METHOD_NOT_ALLOWED => {
                ("Cette adresse ne prend pas cette méthode.", "This address takes no such method.")
            }
            StatusCode::INTERNAL_SERVER_ERROR => (
                "Le serveur n’a pas pu répondre ; la cause est dans son journal.",
                "The server could not answer; the cause is in its log.",
            ),
            _ => ("La requête est refusée.", "The request is refused."),
        };
        Self::new(status, french, english)
    }

    /// A failure of the program itself: the cause goes to the log, never to the client.
    pub(crate) fn internal(cause: &dyn Display) -> Self {
        tracing::error!(%cause, "a request failed");
        Self::of_status(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// A question the atlas refused because of a parameter or member `field`.
    pub(crate) fn question(error: &QuestionError, field: &'static str) -> Self {
        let status = match error {
            QuestionError::UnknownTerritory(_)
            | QuestionError::NotAtVintage { .. }
            | QuestionError::NoShape(_) => StatusCode::NOT_FOUND,
            QuestionError::UnknownVintage { .. } | QuestionError::UnknownKind(_) => {
                StatusCode::BAD_REQUEST
            }
            QuestionError::UnknownCommune(_)
            | QuestionError::UnknownName(_)
            | QuestionError::NoCommune
            | QuestionError::Shape(_)
            | QuestionError::Outside => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let field = match error {
            QuestionError::UnknownVintage { .. } => "vintage",
            _ => field,
        };
        Self::new(status, error.french(), sentence(&error.to_string())).at(field)
    }

    /// The same with another status.
    pub(crate) fn with_status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// The same with a further sentence.
    pub(crate) fn and(mut self, french: &str, english: &str) -> Self {
        self.french = format!("{} {french}", self.french).into();
        self.english = format!("{} {english}", self.english).into();
        self
    }

    pub(crate) fn status(&self) -> StatusCode {
        self.status
    }

    /// The body in a language: a page, or JSON.
    pub(crate) fn body(&self, language: Language) -> Vec<u8> {
        if self.page.is_some() {
            let detail = match language {
                Language::French => &self.french,
                Language::English => &self.english,
            };
            let title = title(self.status, language);
            return sheet::problem(self.status, title, detail, language).into_bytes();
        }
        let answer = ProblemAnswer {
            r#type: "about:blank",
            title: title(self.status, language),
            status: self.status.as_u16(),
            detail: match language {
                Language::French => &self.french,
                Language::English => &self.english,
            },
            field: self.field,
        };
        serde_json::to_vec(&answer).unwrap_or_default()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

fn title(status: StatusCode, language: Language) -> &'static str {
    if language == Language::English {
        return status.canonical_reason().unwrap_or("Error");
    }
    match status {
        StatusCode::BAD_REQUEST => "Requête incorrecte",
        StatusCode::UNAUTHORIZED => "Clé nécessaire",
        StatusCode::FORBIDDEN => "Interdit",
        StatusCode::NOT_FOUND => "Introuvable",
        StatusCode::METHOD_NOT_ALLOWED => "Méthode refusée",
        StatusCode::REQUEST_TIMEOUT => "Trop lent",
        StatusCode::PAYLOAD_TOO_LARGE => "Contenu trop volumineux",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "Type de contenu refusé",
        StatusCode::UNPROCESSABLE_ENTITY => "Contenu inutilisable",
        StatusCode::SERVICE_UNAVAILABLE => "Serveur occupé",
        StatusCode::INSUFFICIENT_STORAGE => "Plus de place",
        _ => "Erreur",
    }
}

/// A message as a sentence: capital first, full stop last.
pub(crate) fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    let mut sentence: String = first.chain(letters).collect();
    if !sentence.ends_with(['.', '!', '?']) {
        sentence.push('.');
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_become_sentences() {
        assert_eq!(sentence("the list is empty"), "The list is empty.");
        assert_eq!(sentence("“a” is unknown."), "“a” is unknown.");
        assert_eq!(sentence(""), ".");
    }

    #[test]
    fn a_problem_speaks_the_language_asked_for() {
        let problem = Problem::of_status(StatusCode::NOT_FOUND).at("lat");
        let french = String::from_utf8(problem.body(Language::French)).unwrap();
        assert_eq!(
            french,
            r#"{"type":"about:blank","title":"Introuvable","status":404,"detail":"Rien à cette adresse.","field":"lat"}"#
        );
        let english = String::from_utf8(problem.body(Language::English)).unwrap();
        assert!(english.contains("Nothing at this address."), "{english}");
    }
}
