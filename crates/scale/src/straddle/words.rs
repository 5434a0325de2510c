//! The straddle report in sentences.

use atlas::Subject;
use competence::Register;
use territory::{Bilingual, Kind, Language};

use super::{Level, Side};
use crate::{
    Rooms,
    rooms::Rank,
    words::{
        both, communes, first_few, grouped, is_feminine, none_of, of_kind, people, percent, plural,
        say, share, single, this, this_inside,
    },
};

/// How many sides a sentence names.
const NAMED: usize = 4;

/// A level in one or two sentences.
pub(super) fn level(rooms: &Rooms<'_>, subject: &Subject<'_>, level: &Level<'_>) -> Bilingual {
    both(|language| {
        let governing = governing(rooms, subject, level, language);
        // Of a whole territory there is nothing to say but who governs it.
        let whole = matches!(level.sides.as_slice(), [only] if only.territory.is_some()
            && only.territory == subject.territory);
        let border =
            Some(border(rooms, subject, level, language)).filter(|_| !whole || governing.is_none());
        border.into_iter().chain(governing).collect::<Vec<_>>().join(" ")
    })
}

/// The whole in words: over what the subject is spread, then the border that matters most.
pub(super) fn whole(rooms: &Rooms<'_>, subject: &Subject<'_>, levels: &[Level<'_>]) -> Bilingual {
    let spread: Vec<(&Kind, u32)> = levels
        .iter()
        .map(|level| {
            let sides = level.sides.iter().filter(|side| side.territory.is_some());
            (level.kind, sides.count() as u32, level)
        })
        .filter(|(_, sides, level)| level.cut || (*sides == 1 && level.sides[0].reaches_beyond))
        .map(|(kind, sides, _)| (kind, sides))
        .collect();
    let summary = rooms.atlas.summary(subject, &spread);
    let of = |kind: &Kind| levels.iter().find(|level| level.kind == kind);
    // The département's border parts most of what a project needs; a région's is one of them.
    let order = [Kind::DEPARTEMENT, Kind::REGION, Kind::EPCI, Kind::ARRONDISSEMENT, Kind::CANTON];
    let cutting = order
        .iter()
        .filter_map(of)
        .find(|level| level.cut || (level.ranks.len() > 1 && level.sides.len() == 1));
    both(|language| {
        let first = say(language, &summary.fr, &summary.en);
        let more = cutting.map(|cutting| super::words::level(rooms, subject, cutting));
        let alone = of(&Kind::EPCI).filter(|epci| {
            epci.sides.iter().all(|side| side.territory.is_none()) && !epci.sides.is_empty()
        });
        let alone = alone.map(|epci| border(rooms, subject, epci, language));
        let more = more.map(|more| more.get(language).to_owned());
        // Nothing cuts it, yet its département's council is not the one of that name.
        let more = more.or_else(|| governing(rooms, subject, of(&Kind::DEPARTEMENT)?, language));
        [Some(first.to_owned()), alone, more].into_iter().flatten().collect::<Vec<_>>().join(" ")
    })
}

/// What the borders of a level do.
fn border(
    rooms: &Rooms<'_>,
    subject: &Subject<'_>,
    level: &Level<'_>,
    language: Language,
) -> String {
    let here = this(rooms.atlas, subject, language);
    let kind = level.kind;
    let e = if here.starts_with("Cette") { "e" } else { "" };
    match level.sides.as_slice() {
        [] => String::new(),
        [only] => match only.territory.map(|index| &*rooms.atlas.entry(index).name) {
            Some(_) if only.territory == subject.territory => match language {
                Language::French => format!("{here} est à ce niveau un territoire entier."),
                Language::English => format!("{here} is at this level a whole territory."),
            },
            Some(_) if is_split_town(rooms, only) => match language {
                Language::French => {
                    format!(
                        "{here} est partagé{e} entre des cantons dont le tracé n’est pas chargé."
                    )
                }
                Language::English => {
                    format!("{here} is shared between cantons whose outlines are not loaded.")
                }
            },
            Some(name) => match language {
                Language::French => {
                    format!("{here} tient dans {} : {name}.", single(kind, language))
                }
                Language::English => {
                    format!("{here} lies within {}: {name}.", single(kind, language))
                }
            },
            None => match language {
                Language::French => {
                    format!("{here} n’appartient à {}.", none_of(kind, language))
                }
                Language::English => format!("{here} belongs to {}.", none_of(kind, language)),
            },
        },
        sides if !level.cut => whole_ones(sides, kind, &here, language),
        [main, minor] => two(rooms, subject, (main, minor), kind, language),
        sides => several(rooms, subject, sides, kind, language),
    }
}

/// “Ce département réunit 3 arrondissements entiers.”
fn whole_ones(sides: &[Side], kind: &Kind, here: &str, language: Language) -> String {
    let whole = sides.iter().filter(|side| side.territory.is_some());
    let count = whole.count() as u64;
    let label = kind.label(language, count > 1);
    let (number, s) = (grouped(count, language), plural(count, language));
    let rest = sides.iter().any(|side| side.territory.is_none());
    match (language, is_feminine(kind), rest) {
        (Language::French, true, _) => format!("{here} réunit {number} {label} entière{s}."),
        (Language::French, false, false) => format!("{here} réunit {number} {label} entier{s}."),
        (Language::French, false, true) => {
            format!("{here} réunit {number} {label} entier{s}, et du terrain hors de là.")
        }
        (Language::English, _, false) => format!("{here} is made of {number} whole {label}."),
        (Language::English, _, true) => {
            format!("{here} is made of {number} whole {label}, and ground outside of them.")
        }
    }
}

/// “La limite de département laisse 10 communes sur 26, soit 2 076 habitants (11 %), côté Gard ; …”
fn two(
    rooms: &Rooms<'_>,
    subject: &Subject<'_>,
    (main, minor): (&Side, &Side),
    kind: &Kind,
    language: Language,
) -> String {
    let left = minor.communes.len() as u64;
    let all = u64::from(subject.communes);
    let left = match language {
        Language::French => format!("{} sur {}", communes(left, language), grouped(all, language)),
        Language::English => {
            format!("{} of {} communes", grouped(left, language), grouped(all, language))
        }
    };
    let part = part(subject, minor);
    let amount = if subject.people > 0.0 {
        let count = people(minor.people.round() as u64, language);
        format!("{count} ({})", percent(part, language))
    } else {
        say(language, "{} de la surface", "{} of the area").replace("{}", &percent(part, language))
    };
    let (main, minor) = (side_name(rooms, main, kind), side_name(rooms, minor, kind));
    let about = if subject.cuts_units { say(language, " environ", " about") } else { "" };
    match language {
        Language::French => format!(
            "La limite {} laisse {left}, soit{about} {amount}, côté {} ; le reste est côté {}.",
            of_kind(kind),
            minor.fr,
            main.fr
        ),
        Language::English => format!(
            "The border between {} leaves {left}, that is{about} {amount}, on the side of {}; the rest is \
             on the side of {}.",
            kind.label(language, true),
            minor.en,
            main.en
        ),
    }
}

/// “3 intercommunalités se partagent ce bassin : A (65 % des habitants), B (33 %) et C (1,9 %).”
fn several(
    rooms: &Rooms<'_>,
    subject: &Subject<'_>,
    sides: &[Side],
    kind: &Kind,
    language: Language,
) -> String {
    let here = this_inside(rooms.atlas, subject, language);
    let held = sides.iter().filter(|side| side.territory.is_some()).count() as u64;
    let of = if subject.people > 0.0 {
        say(language, " des habitants", " of the people")
    } else {
        say(language, " de la surface", " of the area")
    };
    let one = |(place, side): (usize, &Side)| {
        let name = side_name(rooms, side, kind);
        let unit = if place == 0 { of } else { "" };
        format!("{} ({}{unit})", name.get(language), percent(part(subject, side), language))
    };
    let names = sides.iter().enumerate().map(one).collect();
    let list = first_few(names, NAMED, language);
    let (count, label) = (grouped(held, language), kind.label(language, held > 1));
    let beyond = sides.iter().filter(|side| side.reaches_beyond).count() as u64;
    let beyond = if beyond == held { String::new() } else { beyond_words(beyond, kind, language) };
    match language {
        Language::French => format!("{count} {label} se partagent {here} : {list}{beyond}."),
        Language::English => format!("{count} {label} share {here}: {list}{beyond}."),
    }
}

/// “ ; 4 d’entre elles en débordent”.
fn beyond_words(count: u64, kind: &Kind, language: Language) -> String {
    let number = grouped(count, language);
    let (one, them) = if is_feminine(kind) { ("une", "elles") } else { ("un", "eux") };
    match (language, count) {
        (Language::French, 1) => {
            format!(" ; {one} seul{} en déborde", if one == "une" { "e" } else { "" })
        }
        (Language::French, _) => format!(" ; {number} d’entre {them} en débordent"),
        (Language::English, 1) => "; one of them reaches beyond".to_owned(),
        (Language::English, _) => format!("; {number} of them reach beyond"),
    }
}

/// Share of a subject's people, or of its area where nobody lives there.
fn part(subject: &Subject<'_>, side: &Side) -> f64 {
    share(side.people, subject.people).or_else(|| share(side.area, subject.area)).unwrap_or(0.0)
}

fn side_name(rooms: &Rooms<'_>, side: &Side, kind: &Kind) -> Bilingual {
    match side.territory {
        Some(index) => {
            let name = &rooms.atlas.entry(index).name;
            if is_split_town(rooms, side) {
                return Bilingual::new(
                    format!("{name}, ville partagée entre cantons"),
                    format!("{name}, a town shared between cantons"),
                );
            }
            Bilingual::new(name.clone(), name.clone())
        }
        None if *kind == Kind::CANTON => {
            Bilingual::new("villes partagées entre cantons", "towns shared between cantons")
        }
        None => both(|language| match language {
            Language::French => format!("hors {}", kind.label(language, true)),
            Language::English => format!("outside {}", kind.label(language, true)),
        }),
    }
}

/// Whether a side is a town that several cantons share: it stands in for them, whose outlines are
/// not loaded.
fn is_split_town(rooms: &Rooms<'_>, side: &Side) -> bool {
    side.territory
        .is_some_and(|index| rooms.atlas.entry(index).nature.as_deref() == Some("canton-ou-ville"))
}

/// Where who governs is not what the borders say: one authority over several départements, or
/// several over one.
fn governing(
    rooms: &Rooms<'_>,
    subject: &Subject<'_>,
    level: &Level<'_>,
    language: Language,
) -> Option<String> {
    let register: &Register = rooms.register?;
    let name = |rank: &Rank| register.authority_answer(rank.authority, rooms.asked()).name;
    let sides = level.sides.iter().filter(|side| side.territory.is_some()).count();
    let rank = match language {
        Language::French => of_kind(level.kind),
        Language::English => level.kind.label(language, false).to_owned(),
    };
    let elsewhere = |rank: &Rank| {
        let id = register.authority_answer(rank.authority, rooms.asked()).id;
        level
            .sides
            .iter()
            .all(|side| side.territory.is_none_or(|index| *rooms.atlas.entry(index).id_text != *id))
    };
    match (level.ranks.as_slice(), sides) {
        ([only], 1) if elsewhere(only) => Some(match language {
            Language::French => format!("Au rang {rank} gouverne : {}.", name(only)),
            Language::English => format!("Governing at the rank of {rank}: {}.", name(only)),
        }),
        ([only], 2..) => Some(match language {
            Language::French => {
                format!("Une seule collectivité gouverne pourtant au rang {rank} : {}.", name(only))
            }
            Language::English => {
                format!("Yet one authority alone governs at the rank of {rank}: {}.", name(only))
            }
        }),
        (ranks @ [_, _, ..], 1) => {
            let one = |rank: &Rank| {
                let part = share(rank.people, subject.people)
                    .or_else(|| share(rank.area, subject.area))
                    .unwrap_or(0.0);
                format!("{} ({})", name(rank), percent(part, language))
            };
            let list = first_few(ranks.iter().map(one).collect(), NAMED, language);
            let count = ranks.len();
            Some(match language {
                Language::French => {
                    format!("{count} collectivités se partagent le rang {rank} : {list}.")
                }
                Language::English => {
                    format!("{count} authorities share the rank of {rank}: {list}.")
                }
            })
        }
        _ => None,
    }
}
