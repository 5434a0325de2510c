//! The two tables of the round table: the competences that themes need, the rules of joint funding.

use std::collections::BTreeMap;

use competence::Article;
use serde::{Deserialize, Serialize};
use territory::{Bilingual, Date, ThemeId, Themes};
use toml::value::Datetime;

/// Both tables.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// By slug of theme or part.
    competences: BTreeMap<Box<str>, Vec<Box<str>>>,
    /// The rules of joint funding.
    pub rules: Vec<FundingRule>,
}

/// A rule that touches several authorities paying for one project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FundingRule {
    /// Its name in addresses.
    pub slug: Box<str>,
    /// Where it is told: anywhere one of these is so.
    pub when: Vec<When>,
    /// What it rests on.
    pub article: Article,
    /// Since when it holds.
    pub from: Date,
    /// In few words.
    pub name: Bilingual,
    /// What it means for the table.
    pub text: Bilingual,
    /// Whether the article or its reading is to be checked against the consolidated text.
    pub verify: bool,
}

/// Where a rule is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = RuleWhen))]
pub enum When {
    /// Everywhere.
    Always,
    /// Two or more public authorities sit at the table.
    SeveralAuthorities,
    /// A département and a région do.
    DepartementAndRegion,
    /// A competence of the theme has a chef de file.
    ChefDeFile,
    /// A commune and a groupement do.
    CommuneAndEpci,
    /// A département does.
    Departement,
    /// A région does.
    Region,
    /// The State or one of its agencies has a programme.
    State,
    /// Europe has.
    Europe,
    /// The one who asks is an association.
    Association,
}

/// Why a table cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TablesError {
    /// Not the expected TOML.
    #[error("{file} cannot be read: {cause}")]
    Form {
        /// The file.
        file: &'static str,
        /// Why.
        cause: String,
    },
    /// A value of a rule is none.
    #[error("the rule “{rule}” of joint funding: {cause}")]
    Rule {
        /// Its slug.
        rule: Box<str>,
        /// Why.
        cause: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RulesFile {
    rule: Vec<RuleRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleRow {
    slug: Box<str>,
    when: Vec<When>,
    article: String,
    from: Datetime,
    name: Bilingual,
    text: Bilingual,
    #[serde(default)]
    verify: bool,
}

impl Tables {
    /// The tables of the program, from `data/scale`.
    pub fn bundled() -> Result<Self, TablesError> {
        Self::read(
            include_str!("../../../data/scale/competences.toml"),
            include_str!("../../../data/scale/joint-funding.toml"),
        )
    }

    /// Reads tables laid out as those of `data/scale`.
    pub fn read(competences: &str, rules: &str) -> Result<Self, TablesError> {
        let form =
            |file, error: toml::de::Error| TablesError::Form { file, cause: error.to_string() };
        let competences =
            toml::from_str(competences).map_err(|error| form("competences.toml", error))?;
        let file: RulesFile =
            toml::from_str(rules).map_err(|error| form("joint-funding.toml", error))?;
        let rules = file.rule.into_iter().map(FundingRule::try_from).collect::<Result<_, _>>()?;
        Ok(Self { competences, rules })
    }

    /// The slugs of the competences that a theme needs, the main one first; those of its theme for
    /// a part that has none of its own.
    #[must_use]
    pub fn competences(&self, themes: &Themes, theme: ThemeId) -> &[Box<str>] {
        let Some(known) = themes.get(theme) else { return &[] };
        let own = self.competences.get(&known.slug);
        let parent = known.parent.and_then(|parent| themes.get(parent));
        own.or_else(|| self.competences.get(&parent?.slug)).map_or(&[], Vec::as_slice)
    }
}

impl FundingRule {
    /// Whether it is in force on a day, and told where some conditions are so.
    #[must_use]
    pub fn is_told(&self, so: &[When], date: Date) -> bool {
        self.from <= date && self.when.iter().any(|when| so.contains(when))
    }
}

impl TryFrom<RuleRow> for FundingRule {
    type Error = TablesError;

    fn try_from(row: RuleRow) -> Result<Self, TablesError> {
        let flaw = |cause: String| TablesError::Rule { rule: row.slug.clone(), cause };
        if !territory::is_slug(&row.slug) || row.when.is_empty() {
            return Err(flaw("a slug and at least one `when` are needed".to_owned()));
        }
        Ok(Self {
            article: row
                .article
                .parse()
                .map_err(|e: competence::ArticleError| flaw(e.to_string()))?,
            from: row
                .from
                .to_string()
                .parse()
                .map_err(|e: territory::DateError| flaw(e.to_string()))?,
            slug: row.slug,
            when: row.when,
            name: row.name,
            text: row.text,
            verify: row.verify,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_theme_needs_competences_that_exist() {
        let (tables, themes) = (Tables::bundled().unwrap(), Themes::bundled().unwrap());
        let catalogue = competence::Catalogue::bundled().unwrap();
        for (slug, competences) in &tables.competences {
            let theme = themes.find(slug).unwrap_or_else(|| panic!("{slug} is no theme"));
            assert!((1..=3).contains(&competences.len()), "{slug}");
            for competence in competences {
                assert!(catalogue.find(competence).is_some(), "{slug} needs {competence}");
            }
            let distinct: HashSet<_> = competences.iter().collect();
            assert_eq!(distinct.len(), competences.len(), "{slug}");
            let parent = themes.get(theme).unwrap().parent.and_then(|id| themes.get(id));
            let theirs = parent.and_then(|parent| tables.competences.get(&parent.slug));
            assert_ne!(theirs, Some(competences), "{slug} repeats its theme");
        }
        for (id, theme) in themes.iter() {
            assert!(!tables.competences(&themes, id).is_empty(), "{}", theme.slug);
        }
    }

    #[test]
    fn rules_are_told_where_they_touch() {
        let tables = Tables::bundled().unwrap();
        let told = |so: &[When]| -> Vec<String> {
            let date = "2026-11-23".parse().unwrap();
            let rules = tables.rules.iter().filter(|rule| rule.is_told(so, date));
            rules.map(|rule| rule.slug.to_string()).collect()
        };
        assert_eq!(told(&[]), [] as [&str; 0]);
        assert_eq!(told(&[When::Always]), ["part-du-maitre-d-ouvrage"]);
        assert!(told(&[When::Departement]).contains(&"etat-recapitulatif".to_owned()));
        let slugs: HashSet<&str> = tables.rules.iter().map(|rule| &*rule.slug).collect();
        assert_eq!(slugs.len(), tables.rules.len());
        let before = "2009-01-01".parse().unwrap();
        assert!(!tables.rules.iter().any(|rule| rule.is_told(&[When::Always], before)));
    }

    #[track_caller]
    fn check_refused(rule: &str, expect: &str) {
        let error = Tables::read("", rule).unwrap_err().to_string();
        assert!(error.contains(expect), "{error}");
    }

    #[test]
    fn wrong_rules_are_refused_with_the_reason() {
        let rule = |article: &str, when: &str| {
            format!(
                "[[rule]]\nslug = \"r\"\nwhen = [{when}]\narticle = \"{article}\"\n\
                 from = 2000-01-01\nname = {{ fr = \"a\", en = \"a\" }}\n\
                 text = {{ fr = \"a\", en = \"a\" }}\n"
            )
        };
        let rule = |article, when| rule(article, when).replace("\"r\"", "\"rule\"");
        check_refused(&rule("the law", "\"always\""), "is not an article");
        check_refused(&rule("CGCT L1111-10", ""), "at least one");
        check_refused(&rule("CGCT L1111-10", "\"sometimes\""), "joint-funding.toml cannot be read");
    }
}
