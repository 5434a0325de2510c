//! Why a measure could not be taken.

use std::{io, path::PathBuf};

use bench::CountryError;

/// Why a measure could not be taken.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The national data.
    #[error(transparent)]
    Country(#[from] CountryError),
    /// A store that is read or written.
    #[error(transparent)]
    Store(#[from] store::StoreError),
    /// A question that has no answer.
    #[error(transparent)]
    Question(#[from] atlas::QuestionError),
    /// A dataset that makes no atlas.
    #[error(transparent)]
    Atlas(#[from] atlas::AtlasError),
    /// Faces that make no mesh.
    #[error(transparent)]
    Mesh(#[from] geometry::MeshError),
    /// A file or a process.
    #[error("{what}: {error}")]
    System {
        /// What was being done.
        what: String,
        /// What the system answers.
        error: io::Error,
    },
    /// A program that ended badly.
    #[error("{program} failed: {said}")]
    Program {
        /// Which.
        program: String,
        /// What it said.
        said: String,
    },
    /// Something printed, read or answered that is not what was expected.
    #[error("{what} is not as expected: {found}")]
    Unexpected {
        /// What.
        what: String,
        /// What it is.
        found: String,
    },
    /// A file that must be there first.
    #[error("{path} is missing: {advice}")]
    Missing {
        /// The file.
        path: PathBuf,
        /// How to get it.
        advice: &'static str,
    },
}

impl Failure {
    /// Names what was being done when the system refused.
    pub(crate) fn of(what: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let what = what.into();
        move |error| Self::System { what, error }
    }

    /// Something is not what was expected.
    pub(crate) fn unexpected(what: impl Into<String>, found: impl Into<String>) -> Self {
        Self::Unexpected { what: what.into(), found: found.into() }
    }
}
