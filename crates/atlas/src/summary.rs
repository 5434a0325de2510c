//! What cuts a territory, in a sentence of each language.

use serde::Serialize;
use territory::{Family, Kind, Language};

use crate::{Atlas, Overlap, Subject};

/// A sentence in French and in English.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Summary {
    /// French.
    pub fr: String,
    /// English.
    pub en: String,
}

/// Kinds that the sentence speaks of, the widest first.
const SPOKEN: [Kind; 3] = [Kind::REGION, Kind::DEPARTEMENT, Kind::EPCI];

impl Summary {
    /// Says over how many régions, départements and EPCI a territory of a kind is spread.
    #[must_use]
    pub fn new(subject: Option<&Kind>, cut: &[(&Kind, u32)]) -> Self {
        let counts: Vec<(&Kind, u32)> = SPOKEN
            .iter()
            .filter_map(|kind| cut.iter().find(|(known, _)| *known == kind).copied())
            .collect();
        Self {
            fr: sentence(Language::French, subject, &counts),
            en: sentence(Language::English, subject, &counts),
        }
    }
}

impl Atlas {
    /// Says in words what cuts a subject.
    #[must_use]
    pub fn summary(&self, subject: &Subject<'_>, cut: &[(&Kind, u32)]) -> Summary {
        Summary::new(subject.territory.map(|index| self.entry(index).kind()), cut)
    }

    /// Over how many territories of each kind the overlapped ground is spread, for the kinds that
    /// reach beyond the subject. Communes and their pieces are what territories are made of, not
    /// what cuts them: they are left out.
    #[must_use]
    pub fn cut(&self, overlaps: &[Overlap]) -> Vec<(&Kind, u32)> {
        use territory::Relation::{Contains, Touches};
        let mut cut = Vec::new();
        for same in overlaps.chunk_by(|a, b| {
            self.entry(a.territory).kind_place == self.entry(b.territory).kind_place
        }) {
            let kind = self.entry(same[0].territory).kind();
            let sharing = same.iter().filter(|overlap| overlap.relation != Touches);
            let beyond = sharing.clone().any(|overlap| overlap.relation != Contains);
            if beyond && !is_building_block(kind) {
                cut.push((kind, sharing.count() as u32));
            }
        }
        cut
    }
}

/// Kinds that make up other territories.
pub(crate) fn is_building_block(kind: &Kind) -> bool {
    [
        Kind::COMMUNE,
        Kind::COMMUNE_DELEGUEE,
        Kind::COMMUNE_ASSOCIEE,
        Kind::ARRONDISSEMENT_MUNICIPAL,
        Kind::CANTON,
    ]
    .contains(kind)
}

fn sentence(language: Language, subject: Option<&Kind>, counts: &[(&Kind, u32)]) -> String {
    let several: Vec<String> = counts
        .iter()
        .filter(|(_, count)| *count > 1)
        .map(|(kind, count)| format!("{count} {}", kind.label(language, true)))
        .collect();
    let single: Vec<String> = counts
        .iter()
        .filter(|(_, count)| *count == 1)
        .map(|(kind, _)| single(language, kind))
        .collect();
    let who = subject_words(language, subject);
    match (language, several.is_empty(), single.is_empty()) {
        (Language::French, false, false) => format!(
            "{who} est coupé{e} entre {} ; {pronoun} tient dans {}.",
            join(language, &several),
            join(language, &single),
            e = agreement(subject),
            pronoun = if feminine(subject) { "elle" } else { "il" },
        ),
        (Language::French, false, true) => {
            format!("{who} est coupé{} entre {}.", agreement(subject), join(language, &several))
        }
        (Language::French, true, false) => {
            format!("{who} tient dans {}.", join(language, &single))
        }
        (Language::French, true, true) => {
            format!("{who} n’est coupé{} par aucune limite administrative.", agreement(subject))
        }
        (Language::English, false, false) => format!(
            "{who} is cut between {}; it lies within {}.",
            join(language, &several),
            join(language, &single)
        ),
        (Language::English, false, true) => {
            format!("{who} is cut between {}.", join(language, &several))
        }
        (Language::English, true, false) => {
            format!("{who} lies within {}.", join(language, &single))
        }
        (Language::English, true, true) => format!("{who} is cut by no administrative border."),
    }
}

fn single(language: Language, kind: &Kind) -> String {
    let label = kind.label(language, false);
    match (language, *kind == Kind::DEPARTEMENT) {
        (Language::French, true) => format!("un seul {label}"),
        (Language::French, false) => format!("une seule {label}"),
        (Language::English, _) => format!("a single {label}"),
    }
}

fn feminine(subject: Option<&Kind>) -> bool {
    const FEMININE: [&str; 9] = [
        "commune",
        "commune-deleguee",
        "commune-associee",
        "epci",
        "region",
        "collectivite-outre-mer",
        "zone-emploi",
        "aire-attraction",
        "zone",
    ];
    subject.is_some_and(|kind| FEMININE.contains(&kind.as_str()))
}

fn agreement(subject: Option<&Kind>) -> &'static str {
    if feminine(subject) { "e" } else { "" }
}

/// “Ce bassin”, “Cette intercommunalité”, “This park”; “Ce périmètre” for what is no territory.
#[must_use]
pub fn subject_words(language: Language, subject: Option<&Kind>) -> String {
    let Some(kind) = subject.filter(|kind| kind.profile().is_some()) else {
        return match language {
            Language::French => "Ce périmètre".to_owned(),
            Language::English => "This area".to_owned(),
        };
    };
    let short = match (language, kind.as_str()) {
        (Language::French, "bassin-de-vie" | "bassin-estime") => "bassin",
        (Language::French, "pnr") => "parc",
        (Language::English, "bassin-de-vie" | "bassin-estime") => "basin",
        (Language::English, "pnr") => "park",
        _ => kind.label(language, false),
    };
    let vowel = short.starts_with(['a', 'e', 'i', 'o', 'u', 'é', 'î', 'œ']);
    match language {
        Language::French if feminine(subject) => format!("Cette {short}"),
        Language::French if vowel && kind.family() == Family::Administrative => {
            format!("Cet {short}")
        }
        Language::French => format!("Ce {short}"),
        Language::English => format!("This {short}"),
    }
}

/// “a”, “a et b”, “a, b et c”.
#[must_use]
pub fn join(language: Language, words: &[String]) -> String {
    let and = match language {
        Language::French => "et",
        Language::English => "and",
    };
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {and} {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::needless_pass_by_value, reason = "the tables below read better so")]
    fn check(kind: Option<Kind>, counts: [u32; 3], french: &str, english: &str) {
        let kinds = [Kind::EPCI, Kind::DEPARTEMENT, Kind::REGION];
        let cut: Vec<(&Kind, u32)> =
            kinds.iter().zip(counts).filter(|(_, count)| *count > 0).collect();
        let summary = Summary::new(kind.as_ref(), &cut);
        assert_eq!(summary, Summary { fr: french.to_owned(), en: english.to_owned() });
    }

    #[test]
    fn a_basin_over_two_departements() {
        check(
            Some(Kind::BASSIN_DE_VIE),
            [3, 2, 1],
            "Ce bassin est coupé entre 2 départements et 3 intercommunalités ; il tient dans une \
             seule région.",
            "This basin is cut between 2 départements and 3 intercommunalities (EPCI); it lies \
             within a single région.",
        );
    }

    #[test]
    fn everything_cut_and_nothing_cut() {
        check(
            Some(Kind::PNR),
            [9, 3, 2],
            "Ce parc est coupé entre 2 régions, 3 départements et 9 intercommunalités.",
            "This park is cut between 2 régions, 3 départements and 9 intercommunalities (EPCI).",
        );
        check(
            Some(Kind::COMMUNE),
            [1, 1, 1],
            "Cette commune tient dans une seule région, un seul département et une seule \
             intercommunalité.",
            "This commune lies within a single région, a single département and a single \
             intercommunality (EPCI).",
        );
        check(
            Some(Kind::ARRONDISSEMENT),
            [4, 0, 0],
            "Cet arrondissement est coupé entre 4 intercommunalités.",
            "This arrondissement is cut between 4 intercommunalities (EPCI).",
        );
    }

    #[test]
    fn drawn_areas_and_islands_without_epci() {
        check(
            None,
            [0, 2, 0],
            "Ce périmètre est coupé entre 2 départements.",
            "This area is cut between 2 départements.",
        );
        check(
            Some(Kind::REGION),
            [0, 0, 0],
            "Cette région n’est coupée par aucune limite administrative.",
            "This région is cut by no administrative border.",
        );
    }
}
