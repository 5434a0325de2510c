//! Building the index: every name, code and context is folded once, then put in order.

use std::{cmp::Reverse, collections::HashMap};

use super::{
    Entry, Name, SearchIndex,
    contexts::ContextDrafts,
    fold::{Word, fold},
    forms,
    keys::{Draft, Form, Keys, joined, texts},
    lexicon::Lexicon,
    lists::Lists,
    ranking,
};

/// An index being filled, entry by entry.
#[derive(Debug, Default)]
pub struct SearchIndexBuilder {
    names: Vec<Name>,
    /// For each name, its words as places of `vocabulary`.
    words: Lists,
    vocabulary: HashMap<String, u32>,
    keys: Vec<Draft>,
    contexts: ContextDrafts,
    postal_codes: Vec<u8>,
    entries: u32,
}

impl SearchIndexBuilder {
    /// Adds an entry; its place is the number of entries added before it.
    pub fn push(&mut self, entry: &Entry<'_>) {
        let weight = ranking::weight(entry.population, entry.kind_rank);
        self.push_name(entry.name, weight, false);
        for name in entry.former_names {
            self.push_name(name, weight, true);
        }
        let (text, _) = joined(texts(&fold(entry.code)));
        self.push_code(text, Form::Code, ranking::code_weight(weight, entry.kind_rank));
        for postal in entry.postal_codes {
            self.push_code(postal.to_string(), Form::PostalCode, weight);
        }
        self.postal_codes.push(u8::try_from(entry.postal_codes.len()).unwrap_or(u8::MAX));
        self.contexts.push(entry.context);
        self.entries += 1;
    }

    /// The finished index.
    #[must_use]
    pub fn finish(self) -> SearchIndex {
        let mut order: Vec<u32> = (0..self.names.len() as u32).collect();
        let name_at = |place: &u32| self.names.get(*place as usize).copied();
        order.sort_by_key(|place| name_at(place).map(|name| (Reverse(name.weight), name.former)));
        let names: Vec<Name> = order.iter().filter_map(name_at).collect();

        let mut sorted: Vec<(&str, u32)> =
            self.vocabulary.iter().map(|(word, place)| (word.as_str(), *place)).collect();
        sorted.sort_unstable();
        let mut places = vec![0; sorted.len()];
        for (place, (_, before)) in sorted.iter().enumerate() {
            if let Some(found) = places.get_mut(*before as usize) {
                *found = place as u32;
            }
        }
        let place_of = |before: &u32| places.get(*before as usize).copied();
        let mut words = Lists::default();
        for place in &order {
            words.push(self.words.get(*place).iter().filter_map(place_of));
        }
        words.shrink();

        let mut current = vec![0; self.entries as usize];
        for (place, name) in names.iter().enumerate().filter(|(_, name)| !name.former) {
            if let Some(current) = current.get_mut(name.entry as usize) {
                *current = place as u32;
            }
        }
        SearchIndex {
            postings: words.reversed(sorted.len()),
            lexicon: Lexicon::new(sorted.iter().map(|(word, _)| *word)),
            keys: Keys::new(self.keys),
            contexts: self.contexts.finish(&names),
            names,
            words,
            current,
            postal_codes: self.postal_codes,
        }
    }

    fn push_name(&mut self, name: &str, weight: i16, former: bool) {
        let words = written_out(fold(name));
        let whole = Some((Form::Name, words.as_slice()));
        let alone = forms::said_alone(&words).map(|words| (Form::SaidAlone, words));
        let entry = self.entries;
        for (form, words) in whole.into_iter().chain(alone) {
            let form = if former { Form::FormerName } else { form };
            let (text, starts) = joined(texts(words));
            self.push_key(Draft { text, starts, form, entry, weight });
        }
        let mut places = Vec::with_capacity(words.len() + 2);
        for word in all_words(&words) {
            let next = self.vocabulary.len() as u32;
            places.push(*self.vocabulary.entry(word).or_insert(next));
        }
        self.words.push(places);
        let telling = words.iter().filter(|word| !forms::is_link(&word.text)).count();
        let words = u8::try_from(telling).unwrap_or(u8::MAX);
        self.names.push(Name { entry, weight, former, words });
    }

    fn push_code(&mut self, text: String, form: Form, weight: i16) {
        self.push_key(Draft { text, starts: 1, form, entry: self.entries, weight });
    }

    fn push_key(&mut self, draft: Draft) {
        if !draft.text.is_empty() {
            self.keys.push(draft);
        }
    }
}

fn written_out(mut words: Vec<Word>) -> Vec<Word> {
    for word in &mut words {
        if let Some(long) = forms::written_out(&word.text) {
            word.text = long.to_owned();
        }
    }
    words
}

/// The words of a name, then those under which people also look for it.
fn all_words(words: &[Word]) -> impl Iterator<Item = String> {
    let own = words.iter().map(|word| word.text.clone());
    let glued = words.windows(2).filter_map(|pair| match pair {
        [elided, next] if elided.elided => Some(format!("{}{}", elided.text, next.text)),
        _ => None,
    });
    let other = forms::other_writing(words).into_iter().map(str::to_owned);
    own.chain(glued).chain(other)
}
