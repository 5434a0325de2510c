//! Words that narrow a search without finding anything alone: where and what a territory is.

use std::collections::HashMap;

use super::{Name, fold::fold, lists::Lists, places::Places};

/// Contexts being gathered, each text once, and those of each entry.
#[derive(Debug, Default)]
pub(super) struct ContextDrafts {
    places: HashMap<Box<str>, u32>,
    words: Vec<(Box<str>, u32)>,
    of_entries: Lists,
}

/// The contexts and the names they hold for.
#[derive(Clone, Debug, Default)]
pub(super) struct Contexts {
    /// The folded words of all contexts, beside the context.
    words: Vec<(Box<str>, u32)>,
    /// For each context, its names.
    names: Vec<Places>,
}

impl ContextDrafts {
    /// Adds the contexts of the next entry.
    pub(super) fn push(&mut self, texts: &[&str]) {
        let places: Vec<u32> = texts.iter().map(|text| self.place(text)).collect();
        self.of_entries.push(places);
    }

    /// The contexts of names.
    pub(super) fn finish(self, names: &[Name]) -> Contexts {
        let mut of_contexts = vec![Places::none(names.len()); self.places.len()];
        for (place, name) in names.iter().enumerate() {
            for context in self.of_entries.get(name.entry) {
                if let Some(names) = of_contexts.get_mut(*context as usize) {
                    names.insert(&[place as u32]);
                }
            }
        }
        Contexts { words: self.words, names: of_contexts }
    }

    fn place(&mut self, text: &str) -> u32 {
        if let Some(place) = self.places.get(text) {
            return *place;
        }
        let place = self.places.len() as u32;
        self.places.insert(text.into(), place);
        self.words.extend(fold(text).into_iter().map(|word| (word.text.into(), place)));
        place
    }
}

impl Contexts {
    /// The names for which some word of a context begins so, by context.
    pub(super) fn told(&self, text: &str) -> impl Iterator<Item = &Places> {
        let told = self.words.iter().filter(move |(word, _)| word.starts_with(text));
        told.filter_map(|(_, context)| self.names.get(*context as usize))
    }
}
