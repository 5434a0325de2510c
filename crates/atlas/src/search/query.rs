//! What was typed, read in the ways it may be meant.

use super::{fold, forms, keys};

/// The most words looked at; what follows is ignored. No official name has as many.
const MOST_WORDS: usize = 24;

/// What was typed, as folded words.
pub(super) struct Query {
    words: Vec<String>,
}

/// One way to read what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// The words; the last may be unfinished.
    pub(super) words: Vec<String>,
    /// The words without separators.
    pub(super) text: String,
    /// Where words begin, as in keys.
    pub(super) starts: u32,
}

impl Query {
    pub(super) fn new(text: &str) -> Self {
        Self { words: fold::fold(text).into_iter().take(MOST_WORDS).map(|w| w.text).collect() }
    }

    /// The readings to try: abbreviations written out, and first, where the last word looks like
    /// an abbreviation, that word as it stands: "st" may become "strasbourg".
    pub(super) fn readings(&self) -> Vec<Reading> {
        let Some((last, complete)) = self.words.split_last() else { return Vec::new() };
        let mut words: Vec<String> = complete.iter().map(|word| written_out(word)).collect();
        words.push(last.clone());
        let mut readings = vec![Reading::new(words.clone())];
        if let (Some(long), Some(last)) = (forms::written_out(last), words.last_mut()) {
            long.clone_into(last);
            readings.push(Reading::new(words));
        }
        readings
    }

    /// The reading of words glued to "st": "stdenis".
    pub(super) fn unglued(&self) -> Option<Reading> {
        let glued = |word: &str| word.strip_prefix("st").is_some_and(|rest| rest.len() > 1);
        self.words.iter().any(|word| glued(word)).then(|| {
            let written = self.words.iter().map(|word| match word.strip_prefix("st") {
                Some(rest) if glued(word) => format!("saint{rest}"),
                _ => written_out(word),
            });
            Reading::new(written.collect())
        })
    }
}

impl Reading {
    fn new(words: Vec<String>) -> Self {
        let (text, starts) = keys::joined(words.iter().map(String::as_str));
        Self { words, text, starts }
    }

    /// The words to look for one by one: links count only where they may be unfinished words.
    pub(super) fn terms(&self) -> impl Iterator<Item = &str> {
        let last = self.words.len().saturating_sub(1);
        let counts = move |place: usize, word: &str| place == last || !forms::is_link(word);
        let words = self.words.iter().enumerate();
        words.filter(move |(place, word)| counts(*place, word)).map(|(_, word)| word.as_str())
    }
}

fn written_out(word: &str) -> String {
    forms::written_out(word).unwrap_or(word).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let readings = Query::new(text).readings();
        let readings: Vec<String> = readings.iter().map(|r| r.words.join(" ")).collect();
        assert_eq!(readings, expect, "{text:?}");
    }

    #[test]
    fn abbreviations_are_written_out() {
        check("St-Denis", &["saint denis"]);
        check("st", &["st", "saint"]);
        check("Villeneuve lez", &["villeneuve lez", "villeneuve les"]);
        check("Paris 11ème", &["paris 11eme", "paris 11"]);
        check("", &[]);
    }

    #[test]
    fn glued_saints_come_apart() {
        let text = |query: &str| Query::new(query).unglued().map(|reading| reading.text);
        assert_eq!(text("stdenis"), Some("saintdenis".to_owned()));
        assert_eq!(text("la rochelle"), None);
    }

    #[test]
    fn links_are_left_out_of_the_terms() {
        let query = Query::new("Châlons en Champagne de");
        let terms: Vec<String> =
            query.readings().first().unwrap().terms().map(str::to_owned).collect();
        assert_eq!(terms, ["chalons", "champagne", "de"]);
    }

    #[test]
    fn queries_are_cut() {
        let readings = Query::new(&"a ".repeat(1_000)).readings();
        assert_eq!(readings.first().unwrap().words.len(), MOST_WORDS);
    }
}
