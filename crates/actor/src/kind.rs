//! Kinds of actors: a short list kept as data, in the order in which lists show them.

use serde::{Deserialize, Serialize};
use territory::{Bilingual, is_slug};

/// A kind of actor, by its place in [`Kinds`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KindId(u8);

/// A kind of actor.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// Its name in addresses and files.
    pub slug: Box<str>,
    /// Its name for people, for one.
    pub name: Bilingual,
    /// Its name for several.
    pub plural: Bilingual,
    /// What people also call it.
    pub words: Vec<Box<str>>,
}

/// All kinds.
#[derive(Clone, Debug)]
pub struct Kinds(Vec<Kind>);

/// Why a text is not a list of kinds.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KindError {
    /// Not the expected TOML.
    #[error("the list of kinds of actors cannot be read: {0}")]
    Form(String),
    /// Not kebab-case, or there twice.
    #[error("the kind of actor “{0}” is no slug, or comes twice")]
    Slug(Box<str>),
    /// More than a byte can number.
    #[error("there are more than 255 kinds of actors")]
    TooMany,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    kind: Vec<Kind>,
}

impl Kinds {
    /// The kinds of the program, from `data/actors/kinds.toml`.
    pub fn bundled() -> Result<Self, KindError> {
        Self::parse(include_str!("../../../data/actors/kinds.toml"))
    }

    /// Reads kinds from TOML laid out as `data/actors/kinds.toml`.
    pub fn parse(text: &str) -> Result<Self, KindError> {
        let File { kind: kinds } =
            toml::from_str(text).map_err(|error| KindError::Form(error.to_string()))?;
        if kinds.len() > usize::from(u8::MAX) {
            return Err(KindError::TooMany);
        }
        for (place, kind) in kinds.iter().enumerate() {
            if !is_slug(&kind.slug) || kinds.iter().take(place).any(|k| k.slug == kind.slug) {
                return Err(KindError::Slug(kind.slug.clone()));
            }
        }
        Ok(Self(kinds))
    }

    /// The kind of a slug.
    #[must_use]
    pub fn find(&self, slug: &str) -> Option<KindId> {
        self.iter().find(|(_, kind)| &*kind.slug == slug).map(|(id, _)| id)
    }

    /// A kind; an identifier of another list may name none.
    #[must_use]
    pub fn get(&self, id: KindId) -> Option<&Kind> {
        self.0.get(usize::from(id.0))
    }

    /// Every kind, in order.
    pub fn iter(&self) -> impl Iterator<Item = (KindId, &Kind)> {
        (0..).map(KindId).zip(&self.0)
    }
}

impl From<KindId> for usize {
    /// The place of a kind in [`Kinds::iter`].
    fn from(id: KindId) -> Self {
        Self::from(id.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_refused(text: &str, expect: &str) {
        let error = Kinds::parse(text).unwrap_err().to_string();
        assert!(error.contains(expect), "{error}");
    }

    #[test]
    fn the_kinds_of_the_program_are_read() {
        let kinds = Kinds::bundled().unwrap();
        let hall = kinds.find("mairie").unwrap();
        assert_eq!(kinds.get(hall).unwrap().name.en.as_ref(), "town hall");
        assert_eq!(kinds.find("chateau"), None);
    }

    #[test]
    fn wrong_lists_are_refused_with_the_reason() {
        let row = |slug: &str| {
            let name = "{ fr = \"a\", en = \"a\" }";
            format!("[[kind]]\nslug = \"{slug}\"\nname = {name}\nplural = {name}\nwords = []\n")
        };
        check_refused(&(row("club") + &row("club")), "“club”");
        check_refused(&row("Club!"), "“Club!”");
        check_refused("[[kind]]\nslug = 1", "cannot be read");
        check_refused(&row("club").repeat(300), "255");
    }
}
