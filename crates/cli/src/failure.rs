//! Why a command failed, in the user's language.

use std::{io, path::PathBuf, process::ExitCode};

use atlas::{AtlasError, QuestionError};
use sources::{SourceError, base::AssemblyError};
use store::{OwnError, StoreError};
use territory::Language;

use crate::{own, store_words};

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The answer could not be written.
    #[error("cannot write the answer: {0}")]
    Output(io::Error),
    /// A file of the user cannot be read.
    #[error("cannot read {}: {error}", path.display())]
    Input {
        /// The file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A file of the user is not what the command expects.
    #[error("{}: {english}", path.display())]
    Content {
        /// The file.
        path: PathBuf,
        /// In French.
        french: String,
        /// In English.
        english: String,
    },
    /// A value of the command line is wrong.
    #[error("{english}")]
    Value {
        /// In French.
        french: String,
        /// In English.
        english: String,
    },
    /// A source cannot be used.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The packages do not fit together.
    #[error(transparent)]
    Assembly(#[from] AssemblyError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Nothing to answer from.
    #[error(transparent)]
    Atlas(#[from] AtlasError),
    /// The question has no answer.
    #[error(transparent)]
    Question(#[from] QuestionError),
    /// The catalogue of competences.
    #[error(transparent)]
    Competences(#[from] competence::CatalogueError),
    /// The catalogue of funders and programmes.
    #[error(transparent)]
    Programmes(#[from] funding::CatalogueError),
    /// The clock.
    #[error("the clock tells no day: {0}")]
    Clock(#[from] territory::DateError),
    /// A territory of somebody's own.
    #[error(transparent)]
    Own(#[from] store::OwnError),
    /// The server.
    #[error("{0}")]
    Serve(String),
}

impl Failure {
    /// The sentence for the user.
    pub(crate) fn message(&self, language: Language) -> String {
        match (self, language) {
            (Self::Source(error), _) => error.message(language),
            (Self::Question(error), Language::French) => error.french(),
            (Self::Store(error) | Self::Own(OwnError::Store(error)), Language::French) => {
                store_words::french(error)
            }
            (Self::Own(error), Language::French) => own::french(error),
            (Self::Atlas(AtlasError::NoBase), Language::French) => {
                "Aucune base n’est chargée : lancez d’abord « echelle fetch » puis « echelle import base »."
                    .to_owned()
            }
            (Self::Content { path, french, .. }, Language::French) => {
                format!("{} : {french}", path.display())
            }
            (Self::Value { french, .. }, Language::French) => french.clone(),
            (Self::Input { path, error }, Language::French) => {
                format!("{} : lecture impossible ({error})", path.display())
            }
            _ => self.to_string(),
        }
    }

    /// 2 for what the user can put right on the command line, 1 for the rest.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Value { .. } | Self::Question(_) | Self::Own(OwnError::Unknown(_)) => {
                ExitCode::from(2)
            }
            _ => ExitCode::FAILURE,
        }
    }
}
