//! Articles of law: the forms in which a rule may say what it rests on.

use std::{fmt, str::FromStr};

use serde::Serialize;

/// An article of a code (`CGCT L5216-5`, `C. éduc. L213-2`) or an act by its number
/// (`loi 2025-327`, `décret 2018-460`).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, example = "CGCT L5216-5"))]
pub struct Article(Box<str>);

/// Why a text is not an article.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is not an article: expected the name of a code and a number such as CGCT L5216-5, or an act such as loi 2025-327"
)]
pub struct ArticleError(String);

/// The codes, as they are cited.
const CODES: [&str; 22] = [
    "CGCT",
    "CASF",
    "CCH",
    "CCP",
    "CG3P",
    "CRPM",
    "CSI",
    "CSP",
    "C. civ.",
    "C. éduc.",
    "C. énergie",
    "C. env.",
    "C. patr.",
    "C. séc. soc.",
    "C. sport",
    "C. tourisme",
    "C. transports",
    "C. trav.",
    "C. urb.",
    "C. voirie",
    "C. com.",
    "C. rural",
];

/// Acts that are cited by their number.
const ACTS: [&str; 4] = ["loi", "LO", "ordonnance", "décret"];

impl Article {
    /// The article as it is cited.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Article {
    type Err = ArticleError;

    fn from_str(text: &str) -> Result<Self, ArticleError> {
        let known = text.rsplit_once(' ').is_some_and(|(title, number)| {
            (CODES.contains(&title) && is_of_code(number))
                || (ACTS.contains(&title) && is_of_act(number))
        });
        if known {
            Ok(Self(text.into()))
        } else {
            Err(ArticleError(text.chars().take(60).collect()))
        }
    }
}

/// `L5216-5`, `R3111-24`, `LO6111-1`: the part of the code, then at least three digits.
fn is_of_code(number: &str) -> bool {
    let digits = ["LO", "L", "R", "D", "A"].iter().find_map(|part| number.strip_prefix(part));
    let mut parts = digits.unwrap_or_default().split('-');
    let first = parts.next().unwrap_or_default();
    (3..=4).contains(&first.len())
        && is_number(first)
        && parts.all(|part| is_number(part) && part.len() <= 3)
}

/// `2025-327`, or `92-125` for what is older than 2000.
fn is_of_act(number: &str) -> bool {
    number.split_once('-').is_some_and(|(year, rank)| {
        matches!(year.len(), 2 | 4) && is_number(year) && is_number(rank) && rank.len() <= 4
    })
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && !text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit())
}

impl fmt::Display for Article {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, accepted: bool) {
        assert_eq!(text.parse::<Article>().is_ok(), accepted, "{text:?}");
    }

    #[test]
    fn articles_are_cited_in_the_usual_forms() {
        for text in [
            "CGCT L5216-5",
            "CGCT L5211-17-2",
            "C. éduc. L213-2",
            "C. transports L1231-1-1",
            "C. transports R3111-24",
            "CG3P L3113-1",
            "loi 2025-327",
            "loi 92-125",
            "LO 2025-793",
            "décret 2018-460",
        ] {
            check(text, true);
        }
    }

    #[test]
    fn forms_that_do_not_exist_are_refused() {
        for text in [
            "",
            "L5216-5",
            "CGCT",
            "CGCT 5216-5",
            "CGCT L.5216-5",
            "CGCT L5216-",
            "CGCT L5216-5 II",
            "CGCT X5216-5",
            "CGCT L12",
            "Code inconnu L123-1",
            "loi 327",
            "loi NOTRe",
            "loi 2025-0",
            "arrêté 2025-3",
        ] {
            check(text, false);
        }
    }
}
