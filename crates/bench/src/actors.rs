//! Associations that look like those of the national register: names, objects, themes and a
//! commune code, spread over communes as people are.

use actor::{Actor, Placed};
use atlas::{Atlas, Year};
use dataset::{Collection, Records, Source};
use territory::{Code, CodeError, Kind};

use crate::Random;

/// Words of names, the commonest first, and of what associations say of themselves.
const BODIES: [&str; 12] = [
    "ASSOCIATION",
    "COMITE DES FETES",
    "CLUB",
    "AMICALE",
    "LES AMIS",
    "UNION SPORTIVE",
    "FOYER RURAL",
    "COMPAGNIE",
    "COLLECTIF",
    "ECOLE DE MUSIQUE",
    "CERCLE",
    "ATELIER",
];
const SUBJECTS: [&str; 24] = [
    "PATRIMOINE",
    "JARDINS PARTAGES",
    "RANDONNEE",
    "FOOTBALL",
    "THEATRE",
    "LECTURE",
    "PARENTS D'ELEVES",
    "CHASSE",
    "PETANQUE",
    "DANSE",
    "CHORALE",
    "PARENTALITE",
    "NUMERIQUE",
    "JEUNES",
    "SOLIDARITE",
    "ENVIRONNEMENT",
    "ANCIENS COMBATTANTS",
    "YOGA",
    "JUDO",
    "CUISINE",
    "VELO",
    "CINEMA",
    "PECHE",
    "TIERS-LIEU",
];
const DEEDS: [&str; 8] = [
    "organiser des rencontres et des ateliers pour les habitants",
    "promouvoir la pratique pour tous les âges",
    "accueillir les familles et soutenir les parents",
    "animer la vie locale par des fêtes et des spectacles",
    "transmettre des savoir-faire et réparer plutôt que jeter",
    "protéger la nature et faire découvrir la biodiversité",
    "accompagner les personnes dans leurs démarches en ligne",
    "favoriser l'entraide entre voisins et entre générations",
];
const THEMES: [&str; 8] = [
    "vie-associative",
    "sport",
    "culture",
    "parentalite",
    "inclusion-numerique",
    "egalite",
    "eau-biodiversite",
    "education",
];

/// So many associations, the same in every run.
pub fn associations(atlas: &Atlas, year: &Year, count: usize) -> Result<Records, CodeError> {
    // Communes and how many people live in them and those before.
    let mut people = 0_u64;
    let communes: Vec<(u64, &Code, &str)> = atlas
        .of_kind(&Kind::COMMUNE)
        .filter(|&index| year.facts(index).present && atlas.entry(index).has_ground())
        .map(|index| {
            people += u64::from(year.facts(index).people.unwrap_or(0)) + 50;
            (people, &atlas.entry(index).id.code, &*atlas.entry(index).name)
        })
        .collect();
    let mut random = Random::new(42);
    let mut rows = Vec::with_capacity(count);
    for number in 0..count {
        let drawn = random.bits() % people.max(1);
        let place = communes.partition_point(|(sum, ..)| *sum <= drawn);
        let Some(&(_, code, commune)) = communes.get(place) else { continue };
        let actor = association(&mut random, number, code, commune);
        rows.extend(serde_json::to_string(&actor).ok().map(Into::into));
    }
    Ok(Records { collection: Collection::Actors, source: source()?, rows })
}

fn association(random: &mut Random, number: usize, code: &Code, commune: &str) -> Actor {
    let mut pick =
        |list: &'static [&'static str]| list.get(random.place(list.len())).copied().unwrap_or("");
    let (body, subject, other, deed, theme) =
        (pick(&BODIES), pick(&SUBJECTS), pick(&SUBJECTS), pick(&DEEDS), pick(&THEMES));
    // One name in three has a word of its own, so that the words are as many as in the register.
    let own = if number.is_multiple_of(3) { format!(" {}", coined(random)) } else { String::new() };
    Actor {
        id: format!("W{number:09}").into(),
        name: format!("{body} {subject}{own} DE {}", commune.to_uppercase()).into(),
        kind: "association".into(),
        themes: vec![theme.into()],
        about: Some(
            format!("{deed}, autour de {} et {}", subject.to_lowercase(), other.to_lowercase())
                .into(),
        ),
        commune: Some(code.clone()),
        placed: Placed::Commune,
        ..Actor::default()
    }
}

/// A word that nobody else has, as far as chance allows.
fn coined(random: &mut Random) -> String {
    const SYLLABLES: [&str; 16] = [
        "BA", "CO", "DI", "FU", "GA", "LE", "MI", "NO", "PA", "RI", "SO", "TU", "VA", "XE", "ZI",
        "LOU",
    ];
    let count = 3 + random.place(3);
    (0..count).filter_map(|_| SYLLABLES.get(random.place(SYLLABLES.len()))).copied().collect()
}

fn source() -> Result<Source, CodeError> {
    Ok(Source {
        key: "associations".parse()?,
        name: "Made for measuring".to_owned(),
        licence: String::new(),
        attribution: String::new(),
        url: None,
        vintage: None,
        estimated: true,
    })
}
