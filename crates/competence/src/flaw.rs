//! What is wrong in a catalogue: the file, the entry and the field are named.

use territory::{Date, DateError};

use crate::ArticleError;

/// Why a catalogue cannot be read.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{file}.toml, {entry}: {flaw}")]
pub struct CatalogueError {
    /// The file, without its ending.
    pub file: String,
    /// The competence, authority or kind.
    pub entry: String,
    /// What is wrong with it.
    pub flaw: Flaw,
}

/// What may be wrong in an entry.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Flaw {
    /// Not TOML, or a field that is missing, unknown or of another type.
    #[error("{0}")]
    Form(String),
    /// A slug that is empty or not made of small letters, digits and hyphens.
    #[error("“{0}” is no slug")]
    Slug(String),
    /// A slug that another entry has.
    #[error("the slug “{0}” stands twice")]
    Twice(String),
    /// The slug of a theme is the name of its file.
    #[error("the theme is called “{0}”, the file is not")]
    FileName(String),
    /// A text that is empty, in one language at least.
    #[error("`{0}` is empty")]
    Empty(&'static str),
    /// A kind that `authorities.toml` does not list.
    #[error("`{field}` names the kind “{kind}”, which is none")]
    Kind {
        /// The field.
        field: &'static str,
        /// The text.
        kind: String,
    },
    /// A title or tier that is none.
    #[error("“{0}” is no title of a rule, nor a tier of authorities")]
    Title(String),
    /// An article in a form that does not exist.
    #[error(transparent)]
    Article(#[from] ArticleError),
    /// A day that is none.
    #[error("`{field}`: {error}")]
    Date {
        /// The field.
        field: &'static str,
        /// What is wrong.
        error: DateError,
    },
    /// A rule that ends before it begins.
    #[error("a rule from {from} ends on {until}")]
    Order {
        /// Its first day.
        from: Date,
        /// The day after its last.
        until: Date,
    },
    /// `on` stands with `depends`, and with nothing else.
    #[error("`on` goes with the title `depends`, and with it alone")]
    On,
    /// An identifier that names no territory a rule may be limited to.
    #[error("`{field}`: “{text}” names no commune, epci, ept, departement or region")]
    Territory {
        /// The field.
        field: &'static str,
        /// The text.
        text: String,
    },
    /// A code that is none.
    #[error("`{field}`: “{text}” is no code")]
    Code {
        /// The field.
        field: &'static str,
        /// The text.
        text: String,
    },
    /// A base kind without a rule in force, and not said to have none.
    #[error("no rule in force says what the kind “{0}” holds, and `none` does not name it")]
    Uncovered(String),
    /// A base kind with a rule in force that `none` names.
    #[error("`none` names the kind “{0}”, which has a rule in force")]
    Contradicted(String),
    /// A web address that is none.
    #[error("“{0}” is no web address")]
    Site(String),
}
