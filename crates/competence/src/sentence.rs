//! The answer in a sentence of each language.

use std::collections::BTreeMap;

use atlas::{Subject, join, subject_words};
use territory::Language;

use crate::{Asked, Competence, Register, Tier, Title, Zone, declared::Answer, ground::Key};

/// How many holders the sentence names before it only counts them.
const NAMED: usize = 3;

/// A holder over all zones.
struct Holder {
    key: Key,
    tier: Tier,
    people: f64,
    area: f64,
}

impl Register {
    /// “Sur ce bassin, 3 autorités se partagent « Eau potable » : …”
    pub(crate) fn sentence(
        &self,
        competence: &Competence,
        zones: &[Zone],
        subject: &Subject<'_>,
        asked: Asked<'_>,
    ) -> String {
        let language = asked.language;
        let kind = subject.territory.map(|index| asked.atlas.entry(index).kind());
        let place = lowered(&subject_words(language, kind));
        let name = competence.name.get(language);
        let holders = holders(zones);
        let names: Vec<String> = named(self, &holders, subject, asked);
        let mut text = match (language, holders.len()) {
            (Language::French, 0) => {
                format!("Sur {place}, rien de ce qui est chargé ne dit qui exerce « {name} ».")
            }
            (Language::English, 0) => {
                format!("On {place}, nothing that is loaded says who holds “{name}”.")
            }
            (Language::French, 1) => {
                format!("Sur {place}, « {name} » revient à {}.", join(language, &names))
            }
            (Language::English, 1) => {
                format!("On {place}, “{name}” belongs to {}.", join(language, &names))
            }
            (Language::French, count) => format!(
                "Sur {place}, {count} autorités se partagent « {name} » : {}.",
                join(language, &names)
            ),
            (Language::English, count) => format!(
                "On {place}, {count} authorities share “{name}”: {}.",
                join(language, &names)
            ),
        };
        if let Some(on) = on(competence, zones, language) {
            let decides = match language {
                Language::French => " La loi seule ne le dit pas. Ce qui en décide : ",
                Language::English => " The law alone does not say. What decides: ",
            };
            text.extend([decides, on, "."]);
        }
        if self.declarants.sources.is_empty() {
            text.push_str(match language {
                Language::French => " Réponse tirée de la loi seule : aucune déclaration de groupement n’est chargée.",
                Language::English => " This rests on law alone: no declaration of groupements is loaded.",
            });
        }
        text
    }
}

/// Every holder once, the most people first.
fn holders(zones: &[Zone]) -> Vec<Holder> {
    let mut sums: BTreeMap<Key, Holder> = BTreeMap::new();
    for zone in zones {
        for held in &zone.outcome.holders {
            let empty = Holder { key: held.key, tier: held.tier, people: 0.0, area: 0.0 };
            let sum = sums.entry(held.key).or_insert(empty);
            sum.people += zone.people;
            sum.area += zone.area;
        }
    }
    let mut holders: Vec<Holder> = sums.into_values().collect();
    holders.sort_by(|a, b| b.people.total_cmp(&a.people).then(b.area.total_cmp(&a.area)));
    holders
}

/// The holders in words: the first by name and share, many communes by their number.
fn named(
    register: &Register,
    holders: &[Holder],
    subject: &Subject<'_>,
    asked: Asked<'_>,
) -> Vec<String> {
    let language = asked.language;
    let (communes, others): (Vec<&Holder>, Vec<&Holder>) =
        holders.iter().partition(|holder| holder.tier == Tier::Commune);
    let gathered = communes.len() > NAMED;
    let mut listed: Vec<&Holder> = if gathered { others } else { holders.iter().collect() };
    let rest = listed.len().saturating_sub(NAMED + 1);
    if rest > 0 {
        listed.truncate(NAMED);
    }
    let alone = holders.len() == 1;
    let one = |holder: &&Holder| {
        let name = register.authority(holder.key, asked).name;
        let share = if subject.people > 0.0 {
            holder.people / subject.people
        } else {
            holder.area / subject.area
        };
        if alone && share > 0.9995 {
            name.to_owned()
        } else {
            format!("{name} ({})", percent(share, language))
        }
    };
    let mut names: Vec<String> = listed.iter().map(one).collect();
    if rest > 0 {
        let rest = rest + 1;
        names.push(match language {
            Language::French => format!("{rest} autres"),
            Language::English => format!("{rest} others"),
        });
    }
    if gathered {
        let count = communes.len();
        let text = match language {
            Language::French => format!("{count} communes, chacune chez elle"),
            Language::English => format!("{count} communes, each at home"),
        };
        names.insert(0, text);
    }
    names
}

/// On what the largest zone that depends does.
fn on<'a>(competence: &'a Competence, zones: &[Zone], language: Language) -> Option<&'a str> {
    let depending = zones
        .iter()
        .flat_map(|zone| &zone.outcome.holders)
        .find(|held| held.title == Title::Depends)?;
    let rule = competence.rules.get(usize::from(depending.rule?))?;
    rule.on.as_ref().map(|on| on.get(language))
}

/// A share as a percentage, with a decimal where it would else be nothing.
fn percent(share: f64, language: Language) -> String {
    let hundredths = share * 100.0;
    let text = match hundredths {
        ..0.05 => "0.1".to_owned(),
        ..1.0 => format!("{hundredths:.1}"),
        _ => format!("{hundredths:.0}"),
    };
    let fewer = hundredths < 0.05;
    match language {
        Language::French => {
            let fewer = if fewer { "moins de " } else { "" };
            format!("{fewer}{}\u{202f}% des habitants", text.replace('.', ","))
        }
        Language::English => {
            let fewer = if fewer { "less than " } else { "" };
            format!("{fewer}{text}% of people")
        }
    }
}

fn lowered(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}

/// What a declaration rests on.
pub(crate) fn statutes(language: Language) -> &'static str {
    match language {
        Language::French => "statuts déclarés",
        Language::English => "declared statutes",
    }
}

/// Where rules of law come from.
pub(crate) fn law(language: Language) -> &'static str {
    match language {
        Language::French => "loi (catalogue d’Échelle)",
        Language::English => "law (Échelle’s catalogue)",
    }
}

/// The boundary of a declared yes.
pub(crate) fn interest(answer: Answer, language: Language) -> Option<&'static str> {
    (answer == Answer::Interest).then_some(match language {
        Language::French => {
            "Pour ce qui est reconnu d’intérêt communautaire ; la commune garde le reste."
        }
        Language::English => {
            "For what is recognised as being of community interest; the commune keeps the rest."
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(share: f64, fr: &str, en: &str) {
        assert_eq!(percent(share, Language::French), fr);
        assert_eq!(percent(share, Language::English), en);
    }

    #[test]
    fn small_shares_are_no_nothing() {
        check(0.91, "91\u{202f}% des habitants", "91% of people");
        check(0.005, "0,5\u{202f}% des habitants", "0.5% of people");
        check(0.0001, "moins de 0,1\u{202f}% des habitants", "less than 0.1% of people");
        check(0.0, "moins de 0,1\u{202f}% des habitants", "less than 0.1% of people");
    }
}
