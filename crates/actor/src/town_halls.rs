//! Town halls as actors: they come with the base, one a commune.

use atlas::{Atlas, Year};
use dataset::{Source, TOWN_HALLS};
use territory::{Code, Kind};

use crate::record::{Actor, Placed};

/// The town hall of a commune, without contact. It is placed by its commune: a few town halls
/// stand, by mistake or not, across the border.
#[must_use]
pub fn town_hall(code: &Code, commune: &str) -> Actor {
    Actor {
        id: code.as_str().into(),
        name: name(commune).into(),
        kind: "mairie".into(),
        themes: vec!["services-publics".into()],
        commune: Some(code.clone()),
        placed: Placed::Commune,
        ..Actor::default()
    }
}

/// The town halls of a year's communes.
pub(crate) fn of(atlas: &Atlas, year: &Year) -> Vec<Actor> {
    let communes = atlas.of_kind(&Kind::COMMUNE).filter(|&index| year.facts(index).present);
    let entries = communes.map(|index| atlas.entry(index));
    entries
        .filter(|entry| atlas.town_hall(&entry.id.code).is_some())
        .map(|entry| town_hall(&entry.id.code, &entry.name))
        .collect()
}

/// The source to credit for them: that of their positions, else whichever the base names last.
pub(crate) fn source(atlas: &Atlas) -> Option<&Source> {
    let own = atlas.sources().find(|source| source.key.as_str() == TOWN_HALLS);
    own.or_else(|| atlas.sources().last())
}

/// "Mairie" and the commune's name, joined as French does.
fn name(commune: &str) -> String {
    for (article, joined) in [("Le ", "du "), ("Les ", "des ")] {
        if let Some(rest) = commune.strip_prefix(article) {
            return format!("Mairie {joined}{rest}");
        }
    }
    let first = territory::words::fold::fold(commune).into_iter().next();
    let vowel = first.is_some_and(|word| word.text.starts_with(['a', 'e', 'i', 'o', 'u']));
    let silent =
        commune.starts_with('Y') && commune.get(1..2).is_some_and(|next| !"aeiou".contains(next));
    if vowel || silent { format!("Mairie d’{commune}") } else { format!("Mairie de {commune}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(commune: &str, expect: &str) {
        assert_eq!(name(commune), expect);
    }

    #[test]
    fn names_are_joined_as_people_say_them() {
        check("Ganges", "Mairie de Ganges");
        check("Le Vigan", "Mairie du Vigan");
        check("Les Matelles", "Mairie des Matelles");
        check("La Rochelle", "Mairie de La Rochelle");
        check("L’Haÿ-les-Roses", "Mairie de L’Haÿ-les-Roses");
        check("Aniane", "Mairie d’Aniane");
        check("Évreux", "Mairie d’Évreux");
        check("Ys", "Mairie d’Ys");
        check("Yerres", "Mairie de Yerres");
        check("Œuilly", "Mairie d’Œuilly");
    }
}
