//! The answer as a table for spreadsheets.

use territory::{Date, Language, Sheet};

use crate::{Extent, FundingAnswer, ProgrammeAnswer};

const FRENCH: [&str; 17] = [
    "aide",
    "nom",
    "financeur",
    "couverture",
    "part_habitants",
    "part_surface",
    "communes",
    "type",
    "taux",
    "demandeurs",
    "themes",
    "etat",
    "ouverture",
    "date_limite",
    "condition",
    "lien",
    "relu_le",
];
const ENGLISH: [&str; 17] = [
    "aid",
    "name",
    "funder",
    "coverage",
    "population_share",
    "area_share",
    "communes",
    "type",
    "rate",
    "applicants",
    "themes",
    "state",
    "opens",
    "deadline",
    "condition",
    "link",
    "reviewed_on",
];

/// One line a programme, in the order of the answer; words in a language.
#[must_use]
pub fn table(answer: &FundingAnswer<'_>, language: Language) -> String {
    let mut sheet = Sheet::new(match language {
        Language::French => &FRENCH,
        Language::English => &ENGLISH,
    });
    for programme in &answer.programmes {
        sheet.row(&row(programme, language));
    }
    sheet.into_text()
}

fn row(programme: &ProgrammeAnswer<'_>, language: Language) -> [String; 17] {
    let coverage = &programme.coverage;
    let french = language == Language::French;
    let relation = match (coverage.relation, french) {
        (Extent::Whole, true) => "tout",
        (Extent::Whole, false) => "whole",
        (Extent::Part, true) => "partie",
        (Extent::Part, false) => "part",
    };
    let share = |share: Option<f64>| share.map_or_else(String::new, |share| share.to_string());
    let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
    let rate = programme.rate.map_or_else(String::new, |rate| {
        let (low, high) = (rate.at_least.unwrap_or(0), rate.at_most.unwrap_or(100));
        format!("{low}–{high} %")
    });
    let types: Vec<&str> = programme.r#type.iter().map(|t| t.label(language)).collect();
    let applicants: Vec<&str> = programme.applicants.iter().map(|a| a.label(language)).collect();
    [
        programme.slug.to_owned(),
        programme.name.get(language).to_owned(),
        programme.funder.name.get(language).to_owned(),
        relation.to_owned(),
        share(coverage.population_share),
        share(coverage.area_share),
        coverage.communes.as_deref().unwrap_or_default().join(" "),
        types.join(", "),
        rate,
        applicants.join(", "),
        programme.themes.join(", "),
        programme.state.label(language).to_owned(),
        day(programme.opens),
        day(programme.deadline),
        programme.condition.map_or_else(String::new, |c| c.get(language).to_owned()),
        programme.link.unwrap_or_default().to_owned(),
        day(programme.checked),
    ]
}
