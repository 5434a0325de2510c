//! Themes: what projects are about, in two levels, found by the words people use.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::{
    Bilingual,
    code::shortened,
    words::{Phrasebook, fold::fold},
};

/// A theme, or a part of one, by its place in [`Themes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ThemeId(u16);

/// A theme or a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Its name in addresses and files, kebab-case; unique over themes and parts.
    pub slug: Box<str>,
    /// Its name for people.
    pub name: Bilingual,
    /// What people also call it, mostly in French.
    pub words: Vec<Box<str>>,
    /// The theme it is a part of; `None` for a theme.
    pub parent: Option<ThemeId>,
}

/// The vocabulary: themes, each followed by its parts.
#[derive(Clone, Debug, Default)]
pub struct Themes {
    all: Vec<Theme>,
    places: HashMap<Box<str>, ThemeId>,
    book: Phrasebook,
}

/// Why a text is not a vocabulary of themes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ThemeError {
    /// Not the expected TOML.
    #[error("the list of themes cannot be read: {0}")]
    Form(String),
    /// Not kebab-case ASCII of 2 to 60 letters.
    #[error("“{0}” is not a slug: small letters without accent, digits and single hyphens")]
    Slug(String),
    /// Two themes or parts have the same slug.
    #[error("the theme “{0}” comes twice")]
    Twice(String),
    /// More than can be numbered.
    #[error("there are too many themes")]
    TooMany,
}

/// A theme with its parts, as answers list them.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Theme))]
pub struct ThemeAnswer<'a> {
    /// Its name in addresses.
    pub slug: &'a str,
    /// Its name for people.
    pub name: &'a Bilingual,
    /// What people also call it.
    pub words: Vec<&'a str>,
    /// Its parts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    pub parts: Vec<ThemeAnswer<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    theme: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    slug: String,
    name: Bilingual,
    words: Vec<Box<str>>,
    #[serde(default)]
    part: Vec<PartRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PartRow {
    slug: String,
    name: Bilingual,
    words: Vec<Box<str>>,
}

/// How many meanings of words are looked at.
const MOST_MEANT: usize = 3;

/// Whether a text is a slug: kebab-case ASCII, 2 to 60 characters.
#[must_use]
pub fn is_slug(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    (2..=60).contains(&text.len())
        && text.bytes().all(allowed)
        && !text.starts_with('-')
        && !text.ends_with('-')
        && !text.contains("--")
}

impl Themes {
    /// The vocabulary of the program, from `data/themes.toml`.
    pub fn bundled() -> Result<Self, ThemeError> {
        Self::parse(include_str!("../../../data/themes.toml"))
    }

    /// Reads a vocabulary from TOML laid out as `data/themes.toml`.
    pub fn parse(text: &str) -> Result<Self, ThemeError> {
        let file: File = toml::from_str(text).map_err(|e| ThemeError::Form(e.to_string()))?;
        let mut themes = Self::default();
        for row in file.theme {
            let parent = themes.add(row.slug, row.name, row.words, None)?;
            for part in row.part {
                themes.add(part.slug, part.name, part.words, Some(parent))?;
            }
        }
        Ok(themes)
    }

    fn add(
        &mut self,
        slug: String,
        name: Bilingual,
        words: Vec<Box<str>>,
        parent: Option<ThemeId>,
    ) -> Result<ThemeId, ThemeError> {
        if !is_slug(&slug) {
            return Err(ThemeError::Slug(shortened(&slug)));
        }
        let id = ThemeId(u16::try_from(self.all.len()).map_err(|_| ThemeError::TooMany)?);
        let slug: Box<str> = slug.into();
        if self.places.insert(slug.clone(), id).is_some() {
            return Err(ThemeError::Twice(slug.into()));
        }
        for (weight, phrase) in [(0, &*name.fr), (1, &*name.en), (1, &*slug)] {
            self.book.add(u32::from(id.0), weight, phrase);
        }
        for word in &words {
            self.book.add(u32::from(id.0), 1, word);
        }
        self.all.push(Theme { slug, name, words, parent });
        Ok(id)
    }

    /// How many themes and parts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is no theme.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// A theme or part; identifiers of another vocabulary may name none.
    #[must_use]
    pub fn get(&self, id: ThemeId) -> Option<&Theme> {
        self.all.get(usize::from(id.0))
    }

    /// Every theme, each followed by its parts.
    pub fn iter(&self) -> impl Iterator<Item = (ThemeId, &Theme)> {
        self.all.iter().zip(0..).map(|(theme, place)| (ThemeId(place), theme))
    }

    /// The theme or part of a slug.
    #[must_use]
    pub fn find(&self, slug: &str) -> Option<ThemeId> {
        self.places.get(slug).copied()
    }

    /// The themes and parts that a typed text may mean, the likeliest first: a slug means itself,
    /// other texts are read as words, with accents and typos forgiven.
    #[must_use]
    pub fn search(&self, text: &str) -> Vec<ThemeId> {
        if let Some(id) = self.find(text.trim()) {
            return vec![id];
        }
        self.book.search(text).into_iter().map(|place| ThemeId(place as u16)).collect()
    }

    /// The themes that a question is about, the likeliest first: a slug or a name means itself, other
    /// words their likeliest few. None: no theme answers to the text.
    #[must_use]
    pub fn meant(&self, text: &str) -> Vec<ThemeId> {
        let mut found = self.search(text);
        let words = |text: &str| fold(text).into_iter().map(|word| word.text).collect::<Vec<_>>();
        let named = |theme: &Theme| [&theme.name.fr, &theme.name.en].map(|name| words(name));
        let first = found.first().and_then(|&id| self.get(id));
        let is_name = first.is_some_and(|theme| named(theme).contains(&words(text)));
        found.truncate(if is_name { 1 } else { MOST_MEANT });
        found
    }

    /// Whether what is about one theme concerns the other: they are the same, or one is a part of
    /// the other.
    #[must_use]
    pub fn meet(&self, one: ThemeId, other: ThemeId) -> bool {
        let parent = |id| self.get(id).and_then(|theme| theme.parent);
        one == other || parent(one) == Some(other) || parent(other) == Some(one)
    }

    /// The vocabulary as answers list it.
    #[must_use]
    pub fn answer(&self) -> Vec<ThemeAnswer<'_>> {
        let mut answers: Vec<ThemeAnswer<'_>> = Vec::new();
        for theme in &self.all {
            let words = theme.words.iter().map(|word| &**word).collect();
            let answer =
                ThemeAnswer { slug: &theme.slug, name: &theme.name, words, parts: Vec::new() };
            match answers.last_mut() {
                Some(parent) if theme.parent.is_some() => parent.parts.push(answer),
                _ => answers.push(answer),
            }
        }
        answers
    }
}

impl From<ThemeId> for usize {
    /// The place of a theme in [`Themes::iter`].
    fn from(id: ThemeId) -> Self {
        Self::from(id.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &str) {
        let themes = Themes::bundled().unwrap();
        let found = themes.search(text);
        let first = found.first().and_then(|id| themes.get(*id)).map(|theme| &*theme.slug);
        assert_eq!(first, Some(expect), "{text:?} gives {found:?}");
    }

    #[test]
    fn themes_are_found_by_what_people_type() {
        check("petite enfance", "petite-enfance");
        check("Petite enfnace", "petite-enfance");
        check("CRECHES", "accueil-du-jeune-enfant");
        check("parentalité", "parentalite");
        check("inclusion numerique", "inclusion-numerique");
        check("conseiller numérique", "mediation-numerique");
        check("covoiturrage", "covoiturage-autopartage");
        check("cantine bio", "restauration-collective");
        check("éducation à l’environnement", "education-environnement");
        check("accueil-individuel", "accueil-individuel");
    }

    #[test]
    fn every_theme_is_found_first_by_its_own_name() {
        let themes = Themes::bundled().unwrap();
        assert!(themes.len() > 100, "{}", themes.len());
        for (id, theme) in themes.iter() {
            assert_eq!(themes.search(&theme.name.fr).first(), Some(&id), "{}", theme.name.fr);
        }
    }

    #[track_caller]
    fn check_meant(text: &str, expect: &[&str]) {
        let themes = Themes::bundled().unwrap();
        let meant = themes.meant(text);
        let slugs: Vec<&str> =
            meant.iter().filter_map(|&id| Some(&*themes.get(id)?.slug)).collect();
        assert_eq!(slugs, expect, "{text:?}");
    }

    #[test]
    fn a_slug_or_a_name_means_itself_and_words_their_likeliest_few() {
        check_meant("accueil-individuel", &["accueil-individuel"]);
        check_meant("petite enfance", &["petite-enfance"]);
        check_meant("Early childhood", &["petite-enfance"]);
        check_meant("zzzz", &[]);
        assert_eq!(Themes::bundled().unwrap().meant("accompagnement").len(), MOST_MEANT);
    }

    #[test]
    fn a_part_and_its_theme_meet() {
        let themes = Themes::bundled().unwrap();
        let id = |slug| themes.find(slug).unwrap();
        assert!(themes.meet(id("petite-enfance"), id("accueil-individuel")));
        assert!(themes.meet(id("accueil-individuel"), id("petite-enfance")));
        assert!(!themes.meet(id("accueil-individuel"), id("relais-petite-enfance")));
        assert!(!themes.meet(id("culture"), id("petite-enfance")));
    }

    #[test]
    fn answers_nest_parts_under_their_theme() {
        let themes = Themes::bundled().unwrap();
        let answer = themes.answer();
        assert_eq!(
            answer.len() + answer.iter().map(|t| t.parts.len()).sum::<usize>(),
            themes.len()
        );
        assert!(answer.iter().all(|theme| !theme.parts.is_empty()));
    }

    #[track_caller]
    fn check_refused(text: &str, expect: &str) {
        let error = Themes::parse(text).map(|_| ()).unwrap_err().to_string();
        assert!(error.contains(expect), "{error}");
    }

    #[test]
    fn wrong_vocabularies_are_refused_with_the_reason() {
        let row = |slug: &str| {
            format!(
                "[[theme]]\nslug = \"{slug}\"\nname = {{ fr = \"a\", en = \"a\" }}\nwords = []\n"
            )
        };
        check_refused(&(row("eau") + &row("eau")), "“eau” comes twice");
        check_refused(&row("Éau"), "“Éau” is not a slug");
        check_refused(&row("eau--vive"), "is not a slug");
        check_refused("[[theme]]\nslug = 1", "cannot be read");
        check_refused(&(row("eau") + "mots = []"), "unknown field");
    }
}
