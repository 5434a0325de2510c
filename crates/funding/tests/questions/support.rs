//! A catalogue of a few programmes over the small country, and the question in one call.

use atlas::{Atlas, Subject, Year};
use funding::{Catalogue, FundingAnswer, Programmes, Question};
use territory::Themes;

use crate::country;

pub(crate) const FUNDERS: &str = r#"
[[funder]]
slug = "etat"
name = { fr = "État", en = "State" }
kind = "state"
site = "https://example.org"
"#;

/// A programme with what a test says of it.
pub(crate) fn programme(slug: &str, fields: &str) -> String {
    let has = |key: &str| fields.lines().any(|line| line.trim_start().starts_with(key));
    let mut text = format!(
        "[[programme]]\nslug = \"{slug}\"\nfunder = \"etat\"\n\
         name = {{ fr = \"Aide {slug}\", en = \"Aid {slug}\" }}\n\
         summary = {{ fr = \"Pour tout.\", en = \"For all.\" }}\n"
    );
    if !has("perimeter") {
        text += "perimeter = [\"france\"]\n";
    }
    text + fields + "\n"
}

pub(crate) fn catalogue(programmes: &str) -> Catalogue {
    let files = [("test.toml", programmes)];
    Catalogue::parse(Themes::bundled().unwrap(), FUNDERS, &files).unwrap()
}

/// A question about nothing in particular, on 23 November 2026.
pub(crate) fn question() -> Question {
    Question {
        themes: Vec::new(),
        applicant: None,
        date: "2026-11-23".parse().unwrap(),
        open_only: false,
        words: None,
    }
}

pub(crate) struct World {
    pub(crate) atlas: Atlas,
    pub(crate) programmes: Programmes,
}

impl World {
    pub(crate) fn new(programmes: &str) -> Self {
        let atlas = country::atlas();
        let programmes = Programmes::new(&atlas, catalogue(programmes));
        Self { atlas, programmes }
    }

    pub(crate) fn year(&self) -> &Year {
        self.atlas.year(None).unwrap()
    }

    pub(crate) fn subject(&self, id: &str) -> Subject<'_> {
        let index = self.atlas.find(&country::id(id), self.year()).unwrap();
        self.atlas.subject(index, self.year()).unwrap()
    }

    pub(crate) fn ask(&self, id: &str, question: &Question) -> FundingAnswer<'_> {
        self.programmes.ask(&self.atlas, (&self.subject(id), ""), question, self.year())
    }

    /// The slugs of an answer, in order.
    pub(crate) fn slugs(&self, id: &str, question: &Question) -> Vec<&str> {
        self.ask(id, question).programmes.iter().map(|found| found.slug).collect()
    }
}
