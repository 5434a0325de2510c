//! Which kinds a question is about.

use territory::Kind;

use crate::{Atlas, QuestionError};

/// A choice among the kinds of an atlas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindFilter(Vec<bool>);

impl KindFilter {
    /// All kinds.
    #[must_use]
    pub fn all(atlas: &Atlas) -> Self {
        Self(vec![true; atlas.kinds.len()])
    }

    /// The given kinds; one that is of the field but not loaded selects nothing, an unheard-of
    /// one is an error.
    pub fn of(atlas: &Atlas, kinds: &[Kind]) -> Result<Self, QuestionError> {
        let mut chosen = vec![false; atlas.kinds.len()];
        for kind in kinds {
            match atlas.kinds.iter().position(|(known, _)| known == kind) {
                Some(place) => chosen[place] = true,
                None if kind.profile().is_some() => {}
                None => return Err(QuestionError::UnknownKind(kind.clone())),
            }
        }
        Ok(Self(chosen))
    }

    /// Whether the kind at a place of [`Atlas::kinds`] is chosen.
    #[must_use]
    pub fn has(&self, kind_place: u8) -> bool {
        self.0.get(kind_place as usize).is_some_and(|&chosen| chosen)
    }
}
