//! One aid of a platform, as its members say it, made a row of the catalogue.

use std::collections::BTreeMap;

use funding::{AidType, Applicant, ProgrammeRow, Rate, Recurrence};
use serde_json::{Map, Value};
use territory::{Bilingual, Date, Themes, words::slug};

use super::{
    html,
    places::{AidPlaces, Unplaced, folded},
};
use crate::{
    actors::dates,
    errors::Problem,
    text::{Phrase, Text, shown},
};

/// The longest text kept of a description, in characters.
const LONGEST_TEXT: usize = 700;
/// The longest name kept.
const LONGEST_NAME: usize = 250;

/// Reads aids, and counts the values it has no word for.
pub(super) struct RowReader<'a> {
    pub(super) places: &'a AidPlaces,
    pub(super) themes: Themes,
    pub(super) unknown: BTreeMap<(&'static str, String), usize>,
}

impl RowReader<'_> {
    /// The row of an aid, or why it is left out.
    pub(super) fn read(&mut self, aid: &Map<String, Value>) -> Result<ProgrammeRow, Problem> {
        let id = text(aid, "id").ok_or_else(|| Problem::MissingColumn("id".to_owned()))?;
        let name = ["name", "name_initial", "short_title"].iter().find_map(|key| text(aid, key));
        let name = name.ok_or_else(|| Problem::MissingColumn("name".to_owned()))?;
        let name = both(&cut(&name, LONGEST_NAME));
        let place = self.place(aid)?;
        let (opens, deadline) = (day(aid, "start_date")?, day(aid, "submission_deadline")?);
        if let (Some(opens), Some(deadline)) = (opens, deadline)
            && deadline < opens
        {
            let expected = Phrase::new("un jour après l’ouverture", "a day after the opening");
            return Err(bad("submission_deadline", &deadline.to_string(), expected));
        }
        let funders = list(aid, "financers");
        let funder =
            if funders.is_empty() { "Non précisé".to_owned() } else { funders.join(", ") };
        let described = ["description", "short_description"].iter().find_map(|key| prose(aid, key));
        Ok(ProgrammeRow {
            slug: slug_of(&id),
            funder: slug(&funder).map_or_else(|| "inconnu".to_owned(), |s| s.to_string()),
            funder_name: Some(both(&cut(&funder, LONGEST_NAME))),
            summary: described.map_or_else(|| name.clone(), |text| both(&text)),
            name,
            perimeter: vec![place],
            except: Vec::new(),
            condition: prose(aid, "eligibility").map(|text| both(&text)),
            themes: self.themes_of(aid),
            applicants: self.known(aid, "targeted_audiences", applicant),
            types: self.known(aid, "aid_types", aid_type),
            rate: rate(aid),
            recurrence: text(aid, "recurrence").and_then(|word| recurrence(&word)),
            opens,
            deadline,
            usual_months: None,
            link: ["origin_url", "application_url"].iter().find_map(|key| link(aid, key)),
            checked: text(aid, "date_updated").and_then(|day| dates::read(&day)),
        })
    }

    fn place(&self, aid: &Map<String, Value>) -> Result<funding::Place, Problem> {
        let name =
            text(aid, "perimeter").ok_or_else(|| Problem::MissingColumn("perimeter".to_owned()))?;
        let scale = text(aid, "perimeter_scale");
        self.places.find(&name, scale.as_deref()).map_err(|why| {
            let expected = match why {
                Unplaced::Unknown => Phrase::new(
                    "un territoire connu : aide non placée",
                    "a known territory: aid not placed",
                ),
                Unplaced::Ambiguous(_) => Phrase::new(
                    "un seul territoire de ce nom : aide non placée",
                    "a single territory of that name: aid not placed",
                ),
                Unplaced::Scale => Phrase::new(
                    "une région, un département, un EPCI ou une commune : aide non placée",
                    "a région, département, EPCI or commune: aid not placed",
                ),
            };
            let of = scale.map_or_else(String::new, |scale| format!(" ({scale})"));
            bad("perimeter", &format!("{name}{of}"), expected)
        })
    }

    /// Categories, as “theme / category”, by the vocabulary of the program.
    fn themes_of(&mut self, aid: &Map<String, Value>) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for category in list(aid, "categories") {
            let words = category.rsplit(['/', '|']).next().unwrap_or(&category);
            match self.themes.search(words).first().and_then(|&id| self.themes.get(id)) {
                Some(theme) if found.iter().any(|known| *known == *theme.slug) => {}
                Some(theme) => found.push(theme.slug.to_string()),
                None => self.count("categories", words),
            }
        }
        found
    }

    fn known<T: PartialEq>(
        &mut self,
        aid: &Map<String, Value>,
        field: &'static str,
        of: fn(&str) -> Option<T>,
    ) -> Vec<T> {
        let mut found = Vec::new();
        for value in list(aid, field) {
            match of(&folded(&value)) {
                Some(known) if found.contains(&known) => {}
                Some(known) => found.push(known),
                None => self.count(field, &value),
            }
        }
        found
    }

    fn count(&mut self, field: &'static str, value: &str) {
        *self.unknown.entry((field, shown(value.trim()))).or_default() += 1;
    }
}

/// What of the values was not understood, with how many aids say each.
pub(super) fn remarks(unknown: &BTreeMap<(&'static str, String), usize>) -> Vec<Text> {
    let one = |((field, value), count): (&(&'static str, String), &usize)| {
        Text::new(
            format!("{field} : « {value} » n’a pas de correspondance ({count})"),
            format!("{field}: “{value}” has no match ({count})"),
        )
    };
    unknown.iter().map(one).collect()
}

fn applicant(words: &str) -> Option<Applicant> {
    let first = words.split(' ').next().unwrap_or_default();
    Some(match first {
        "commune" | "communes" => Applicant::Commune,
        "intercommunalite" | "intercommunalites" | "epci" | "groupement" | "groupements" => {
            Applicant::Groupement
        }
        "departement" | "departements" => Applicant::Departement,
        "region" | "regions" => Applicant::Region,
        "association" | "associations" => Applicant::Association,
        "entreprise" | "entreprises" => Applicant::Enterprise,
        "cooperative" | "cooperatives" => Applicant::Cooperative,
        "etablissement" | "etablissements" | "recherche" => Applicant::PublicBody,
        "ecole" | "ecoles" => Applicant::School,
        "agriculteur" | "agriculteurs" => Applicant::Farmer,
        "particulier" | "particuliers" => Applicant::Person,
        _ => return None,
    })
}

fn aid_type(words: &str) -> Option<AidType> {
    let starts = |with: &str| words.starts_with(with);
    Some(match words {
        _ if starts("subvention") || starts("autre aide financiere") => AidType::Grant,
        _ if starts("ingenierie") || starts("technical") => AidType::Engineering,
        _ if starts("pret") || starts("avance") => AidType::Loan,
        _ if starts("garantie") => AidType::Guarantee,
        _ if starts("avantage fiscal") || starts("exoneration") => AidType::Tax,
        _ if starts("label") => AidType::Label,
        _ if starts("emploi") || starts("aide a l emploi") => AidType::Job,
        _ => return None,
    })
}

fn recurrence(word: &str) -> Option<Recurrence> {
    match folded(word).as_str() {
        "permanente" | "ongoing" => Some(Recurrence::Ongoing),
        "recurrente" | "recurring" => Some(Recurrence::Recurring),
        "ponctuelle" | "oneoff" | "one off" => Some(Recurrence::OneOff),
        _ => None,
    }
}

/// The rate, where its bounds are percents in order.
fn rate(aid: &Map<String, Value>) -> Option<Rate> {
    let bound = |key| text(aid, key).and_then(|bound| bound.parse::<f64>().ok());
    let [low, high] = ["subvention_rate_lower_bound", "subvention_rate_upper_bound"].map(bound);
    let percent = |bound: f64| (0.0..=100.0).contains(&bound).then(|| bound.round() as u8);
    let value = serde_json::json!({
        "at_least": low.and_then(percent), "at_most": high.and_then(percent)
    });
    serde_json::from_value(value).ok()
}

/// A day; a text that is none keeps the aid out, since states are told by it.
fn day(aid: &Map<String, Value>, field: &'static str) -> Result<Option<Date>, Problem> {
    let Some(text) = text(aid, field) else { return Ok(None) };
    let expected = Phrase::new("un jour, tel que 2026-11-23", "a day, such as 2026-11-23");
    dates::read(&text).map(Some).ok_or_else(|| bad(field, &text, expected))
}

fn bad(field: &str, value: &str, expected: Phrase) -> Problem {
    Problem::BadValue { field: field.to_owned(), value: shown(value), expected }
}

/// A web address; anything else is no link.
fn link(aid: &Map<String, Value>, field: &str) -> Option<String> {
    let link = text(aid, field)?;
    let unseen = |c: char| c.is_control() || c.is_whitespace() || matches!(c, '"' | '<' | '>');
    let web = link.starts_with("https://") || link.starts_with("http://");
    (web && !link.contains(unseen)).then_some(link)
}

/// The text of a member: a text or a number that is not empty.
fn text(aid: &Map<String, Value>, field: &str) -> Option<String> {
    let text = match aid.get(field)? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// The texts of a member: a list of texts or of objects with a name, or one text.
fn list(aid: &Map<String, Value>, field: &str) -> Vec<String> {
    let one = |value: &Value| match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Object(object) => text(object, "name"),
        _ => None,
    };
    let texts: Vec<String> = match aid.get(field) {
        Some(Value::Array(values)) => values.iter().filter_map(one).collect(),
        Some(value) => one(value).into_iter().collect(),
        None => Vec::new(),
    };
    texts.into_iter().filter(|text| !text.is_empty()).collect()
}

/// A member that may hold HTML, as text.
fn prose(aid: &Map<String, Value>, field: &str) -> Option<String> {
    let text = html::text(&text(aid, field)?);
    (!text.is_empty()).then(|| cut(&text, LONGEST_TEXT))
}

/// The name in addresses of an aid of a platform.
fn slug_of(id: &str) -> String {
    let slug = slug(id).map_or_else(|| "sans-nom".to_owned(), |code| code.to_string());
    format!("aide-{slug}").to_ascii_lowercase()
}

/// Outside texts are in one language; it stands for both.
fn both(text: &str) -> Bilingual {
    Bilingual::new(text, text)
}

fn cut(text: &str, most: usize) -> String {
    let seen = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let mut kept: String = seen.take(most).collect();
    if text.chars().nth(most).is_some() {
        kept.push('…');
    }
    kept
}
