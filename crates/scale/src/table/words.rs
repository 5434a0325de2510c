//! The round table in sentences.

use territory::{Bilingual, Language, Theme};

use super::{
    NeedKind, ProofAnswer, RuleAnswer, SeatAnswer, UncoveredAnswer, needs::NeedOf, seats::Seats,
};
use crate::words::{both, communes, first_few, grouped, people, plural, say, this_inside};

/// How many seats a sentence names.
const NAMED: usize = 6;

/// The answer, sentence by sentence: the table, who is indispensable, what stays uncovered.
pub(super) fn sentences(
    seats: &Seats<'_, '_>,
    theme: &Theme,
    table: &[SeatAnswer<'_>],
    proof: ProofAnswer,
    uncovered: &[UncoveredAnswer<'_>],
) -> Vec<Bilingual> {
    let mut told = vec![both(|language| the_table(seats, theme, table, proof, language))];
    if !table.is_empty() {
        told.push(both(|language| indispensable(table, language)));
    }
    if seats.needs.all.iter().any(|need| matches!(need.of, NeedOf::Fund(_))) {
        told.push(both(|language| paying(seats, table, language)));
    }
    let checked = table
        .iter()
        .filter(|seat| seat.roles.iter().any(|role| role.verify && role.title.is_some()));
    let checked: Vec<&SeatAnswer<'_>> = checked.collect();
    if !checked.is_empty() {
        told.push(both(|language| to_check(&checked, language)));
    }
    told.extend(uncovered.iter().map(|one| one.sentence.clone()));
    told
}

/// One text of several.
pub(super) fn joined(sentences: &[Bilingual]) -> Bilingual {
    both(|language| sentences.iter().map(|one| one.get(language)).collect::<Vec<_>>().join(" "))
}

/// Rules, for the logbook.
pub(super) fn rules(rules: &[RuleAnswer<'_>]) -> Vec<Bilingual> {
    let one = |rule: &RuleAnswer<'_>| {
        both(|language| {
            let verify =
                if rule.verify { say(language, ", à vérifier", ", to check") } else { "" };
            let colon = say(language, " : ", ": ");
            let (name, text) = (rule.name.get(language), rule.text.get(language));
            format!("{name}{colon}{text} ({}{verify})", rule.article)
        })
    };
    rules.iter().map(one).collect()
}

fn the_table(
    seats: &Seats<'_, '_>,
    theme: &Theme,
    table: &[SeatAnswer<'_>],
    proof: ProofAnswer,
    language: Language,
) -> String {
    let here = this_inside(seats.rooms.atlas, seats.subject, language);
    let about = theme.name.get(language);
    let count = grouped(table.len() as u64, language);
    let names = names(table, language);
    let least = grouped(proof.at_least.into(), language);
    match (language, table.len(), proof.smallest) {
        (Language::French, 0, _) => {
            format!("Pour « {about} » sur {here}, rien de ce qui est chargé ne dit qui inviter.")
        }
        (Language::English, 0, _) => {
            format!("For “{about}” on {here}, nothing that is loaded says whom to invite.")
        }
        (Language::French, 1, _) => {
            format!("Pour « {about} » sur {here}, un seul siège suffit : {names}.")
        }
        (Language::English, 1, _) => {
            format!("For “{about}” on {here}, a single seat is enough: {names}.")
        }
        (Language::French, _, true) => format!(
            "Pour « {about} » sur {here}, il faut {count} sièges, et moins ne suffit pas : {names}."
        ),
        (Language::English, _, true) => format!(
            "For “{about}” on {here}, {count} seats are needed, and fewer are not enough: {names}."
        ),
        (Language::French, _, false) => format!(
            "Pour « {about} » sur {here}, {count} sièges suffisent ; la recherche s’est arrêtée \
             avant de prouver qu’il en faut plus de {least} : {names}."
        ),
        (Language::English, _, false) => format!(
            "For “{about}” on {here}, {count} seats are enough; the search ended before it proved \
             that more than {least} are needed: {names}."
        ),
    }
}

/// The seats by name; many communes by their number.
fn names(table: &[SeatAnswer<'_>], language: Language) -> String {
    let is_commune = |seat: &&SeatAnswer<'_>| seat.id.starts_with("commune:");
    let (at_home, others): (Vec<_>, Vec<_>) = table.iter().partition(is_commune);
    let name = |seat: &&SeatAnswer<'_>| seat_name(seat, language);
    if at_home.len() <= 3 {
        return first_few(table.iter().map(|seat| name(&seat)).collect(), NAMED, language);
    }
    let count = communes(at_home.len() as u64, language);
    let mut names = vec![match language {
        Language::French => format!("{count}, chacune chez elle"),
        Language::English => format!("{count}, each at home"),
    }];
    names.extend(others.iter().map(name));
    first_few(names, NAMED, language)
}

/// The name; “Hérault” alone may be the land or its council, so that says which.
fn seat_name(seat: &SeatAnswer<'_>, language: Language) -> String {
    let name = seat.name.get(language);
    let council = seat.id.starts_with("departement:") || seat.id.starts_with("region:");
    if council { format!("{name} ({})", seat.kind_name.get(language)) } else { name.to_owned() }
}

fn indispensable(table: &[SeatAnswer<'_>], language: Language) -> String {
    let needed = table.iter().filter(|seat| seat.indispensable).count();
    let all = table.len();
    let number = grouped(needed as u64, language);
    let s = plural(needed as u64, language);
    match (language, needed) {
        (Language::French, 0) => {
            "Aucun n’est indispensable : chacun peut être remplacé par un autre.".to_owned()
        }
        (Language::English, 0) => {
            "None is indispensable: each may be replaced by another.".to_owned()
        }
        (Language::French, _) if needed == all && all > 1 => {
            "Tous sont indispensables : chacun est, pour une chose et sur un bout de terrain, le \
             seul à pouvoir."
                .to_owned()
        }
        (Language::English, _) if needed == all && all > 1 => {
            "All are indispensable: each is, for something and on some ground, the only one who \
             can."
                .to_owned()
        }
        (Language::French, _) => {
            let verb = if needed > 1 { "sont" } else { "est" };
            let place = if needed > 1 { "leur" } else { "sa" };
            format!("{number} {verb} indispensable{s} : nul autre ne peut à {place} place.")
        }
        (Language::English, _) => {
            let verb = if needed > 1 { "are" } else { "is" };
            let place = if needed > 1 { "their" } else { "its" };
            format!("{number} {verb} indispensable: nobody else can in {place} place.")
        }
    }
}

fn to_check(seats: &[&SeatAnswer<'_>], language: Language) -> String {
    let count = seats.len() as u64;
    let (number, s) = (grouped(count, language), plural(count, language));
    match language {
        Language::French => format!(
            "Pour {number} siège{s}, la loi seule ne dit pas que la compétence y est : demandez-le \
             d’abord."
        ),
        Language::English => format!(
            "For {number} seat{s} the law alone does not say that the competence is there: ask \
             first."
        ),
    }
}

fn paying(seats: &Seats<'_, '_>, table: &[SeatAnswer<'_>], language: Language) -> String {
    let pays = |seat: &&SeatAnswer<'_>| seat.roles.iter().any(|role| role.kind == NeedKind::Fund);
    let names: Vec<String> =
        table.iter().filter(pays).map(|seat| seat_name(seat, language)).collect();
    let decides = |seat: &&SeatAnswer<'_>| {
        pays(seat) && seat.roles.iter().any(|role| role.kind == NeedKind::Decide)
    };
    let double = table.iter().filter(decides).count();
    let count = seats.money.map_or(0, |money| money.programmes.len()) as u64;
    let (s, number) = (plural(count, language), grouped(count, language));
    let list = first_few(names, NAMED, language);
    let double = match (language, double) {
        (_, 0) => "",
        (Language::French, 1) => " L’un d’eux décide aussi.",
        (Language::French, _) => " Plusieurs d’entre eux décident aussi.",
        (Language::English, 1) => " One of them decides as well.",
        (Language::English, _) => " Several of them decide as well.",
    };
    match language {
        Language::French => {
            format!("L’argent, avec {number} aide{s} connue{s} ici, vient de : {list}.{double}")
        }
        Language::English => {
            format!("The money, with {number} aid{s} known here, comes from: {list}.{double}")
        }
    }
}

/// Where nobody known brings something.
pub(super) fn uncovered(seats: &Seats<'_, '_>, of: NeedOf, count: usize, lives: f64) -> Bilingual {
    let name = seats.name(of);
    both(|language| {
        let name = name.get(language);
        let ground = communes(count as u64, language);
        let lives = people(lives.round() as u64, language);
        match (language, of) {
            (Language::French, NeedOf::Decide(_)) => format!(
                "Sur {ground} ({lives}), rien de ce qui est chargé ne dit qui exerce « {name} »."
            ),
            (Language::English, NeedOf::Decide(_)) => {
                format!("On {ground} ({lives}), nothing that is loaded says who holds “{name}”.")
            }
            (Language::French, NeedOf::Fund(_)) => {
                format!("Sur {ground} ({lives}), personne de connu n’apporte {name}.")
            }
            (Language::English, NeedOf::Fund(_)) => {
                format!("On {ground} ({lives}), nobody known brings {name}.")
            }
        }
    })
}
