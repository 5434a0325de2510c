//! The columns of an export of BANATIC: who the groupement is, its members, and one column a
//! competence, named by its code (layouts since 2025) or by its label (older ones).

use competence::{Answer, Catalogue};
use territory::{Code, words::fold::fold_all};

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Siren,
    Name,
    Nature,
    Seat,
    MemberSiren,
    MemberCommune,
    Competence(Code),
    /// Anything else; a competence that nobody knows, if its cells say yes or no.
    Other,
}

/// Names of columns, folded, as the layouts have had them.
const NAMES: [(Column, &[&str]); 6] = [
    (
        Column::Siren,
        &["n siren", "siren", "numero siren", "n siren du groupement", "siren groupement"],
    ),
    (Column::Name, &["nom du groupement", "nom groupement", "nom", "raison sociale"]),
    (Column::Nature, &["nature juridique", "nature", "nature juridique du groupement"]),
    (
        Column::Seat,
        &["insee siege", "code insee siege", "code insee du siege", "commune siege insee"],
    ),
    (Column::MemberSiren, &["siren membre", "siren du membre", "n siren membre", "siren adherent"]),
    (Column::MemberCommune, &["insee membre", "code insee membre", "insee du membre", "insee"]),
];

/// What the column of a header holds.
pub(super) fn column(header: &str, catalogue: &Catalogue) -> Column {
    let words = folded(header);
    if let Some((column, _)) = NAMES.iter().find(|(_, names)| names.contains(&words.as_str())) {
        return column.clone();
    }
    let known = || catalogue.competences().iter().flat_map(|one| &one.banatic_2025);
    let coded = words.split(' ').map(|word| word.trim_start_matches('c')).find_map(|word| {
        let code = known().find(|code| code.as_str() == word);
        code.filter(|_| word.len() == 4).cloned()
    });
    let labelled = || {
        let mut all = catalogue.competences().iter().filter(|one| !one.banatic_2025.is_empty());
        let one = all.find(|one| {
            folded(&one.name.fr) == words || one.keywords.iter().any(|word| folded(word) == words)
        });
        one.and_then(|one| one.banatic_2025.first().cloned())
    };
    coded.or_else(labelled).map_or(Column::Other, Column::Competence)
}

/// What a cell says; `None` where it is none of the answers.
pub(super) fn answer(cell: &str) -> Option<Answer> {
    let words = folded(cell);
    match words.as_str() {
        "oui" | "1" | "x" | "o" | "vrai" | "true" => Some(Answer::Yes),
        "non" | "0" | "n" | "faux" | "false" => Some(Answer::No),
        _ if words.contains("interet communautaire") || words.contains("interet metropolitain") => {
            Some(if words.starts_with("non") { Answer::No } else { Answer::Interest })
        }
        _ => None,
    }
}

fn folded(text: &str) -> String {
    let words: Vec<String> = fold_all(text).into_iter().map(|word| word.text).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(header: &str, expect: &Column) {
        let catalogue = Catalogue::bundled().unwrap();
        assert_eq!(column(header, &catalogue), *expect, "{header:?}");
    }

    #[test]
    fn columns_are_known_by_code_or_by_label() {
        let water = Column::Competence("1505".parse().unwrap());
        for header in
            ["1505", "C1505", "1505 - Eau", "Eau potable", "EAU POTABLE ", "eau du robinet"]
        {
            check(header, &water);
        }
        check("N° SIREN", &Column::Siren);
        check("Nom du groupement", &Column::Name);
        check("Nature juridique", &Column::Nature);
        check("Date de création", &Column::Other);
        check("9999", &Column::Other);
        check("", &Column::Other);
    }

    #[test]
    fn an_interest_is_a_yes_with_a_boundary() {
        let check =
            |cell: &str, expect: Option<Answer>| assert_eq!(answer(cell), expect, "{cell:?}");
        check("OUI", Some(Answer::Yes));
        check("oui", Some(Answer::Yes));
        check("Non", Some(Answer::No));
        check("OUI (avec intérêt communautaire)", Some(Answer::Interest));
        check("Intérêt communautaire", Some(Answer::Interest));
        check("Peut-être", None);
        check("=HYPERLINK(1)", None);
    }
}
