//! Kinds of territory and the four families among which a project lead chooses.

use std::{borrow::Cow, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::code::shortened;

/// A kind of territory: a slug such as `commune`, `bassin-de-vie` or `pnr`.
///
/// The kinds of the field are constants with a [`KindProfile`]; an import may bring others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, example = "bassin-de-vie"))]
pub struct Kind(Cow<'static, str>);

/// The four ways a territory comes to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Family {
    /// Made by law: communes, EPCI, départements, régions.
    Administrative,
    /// Made by how people live: bassins de vie, zones d'emploi.
    Lived,
    /// Made by a decision: parks, pays, SCoT, a project's perimeter.
    Decided,
    /// Made by the ground: massifs, river basins.
    Geographic,
}

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Language {
    /// French, the first language.
    #[serde(rename = "fr")]
    French,
    /// English.
    #[serde(rename = "en")]
    English,
}

/// What is known of a kind of the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KindProfile {
    /// The slug.
    pub slug: &'static str,
    /// Its family.
    pub family: Family,
    /// French name, singular then plural.
    pub french: [&'static str; 2],
    /// English name, singular then plural; nouns of the field stay French.
    pub english: [&'static str; 2],
    /// Whether its territories share out the country (every face in at most one).
    pub partition: bool,
}

/// Why a text is not a kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is not a kind: 2 to 40 small letters without accent, digits or “-”, such as bassin-de-vie"
)]
pub struct KindError(String);

use Family::{Administrative, Decided, Geographic, Lived};

const fn profile(
    slug: &'static str,
    family: Family,
    partition: bool,
    french: [&'static str; 2],
    english: [&'static str; 2],
) -> KindProfile {
    KindProfile { slug, family, french, english, partition }
}

/// The kinds of the field, from the smallest to the widest inside each family.
const PROFILES: &[KindProfile] = &[
    profile("commune", Administrative, true, ["commune", "communes"], ["commune", "communes"]),
    profile(
        "commune-deleguee",
        Administrative,
        true,
        ["commune déléguée", "communes déléguées"],
        ["delegated commune", "delegated communes"],
    ),
    profile(
        "commune-associee",
        Administrative,
        true,
        ["commune associée", "communes associées"],
        ["associated commune", "associated communes"],
    ),
    profile(
        "arrondissement-municipal",
        Administrative,
        true,
        ["arrondissement municipal", "arrondissements municipaux"],
        ["municipal arrondissement", "municipal arrondissements"],
    ),
    profile(
        "epci",
        Administrative,
        true,
        ["intercommunalité", "intercommunalités"],
        ["intercommunality (EPCI)", "intercommunalities (EPCI)"],
    ),
    profile(
        "ept",
        Administrative,
        true,
        ["établissement public territorial", "établissements publics territoriaux"],
        ["Grand Paris territory (EPT)", "Grand Paris territories (EPT)"],
    ),
    profile("canton", Administrative, true, ["canton", "cantons"], ["canton", "cantons"]),
    profile(
        "arrondissement",
        Administrative,
        true,
        ["arrondissement", "arrondissements"],
        ["arrondissement", "arrondissements"],
    ),
    profile(
        "departement",
        Administrative,
        true,
        ["département", "départements"],
        ["département", "départements"],
    ),
    profile("region", Administrative, true, ["région", "régions"], ["région", "régions"]),
    profile(
        "collectivite-outre-mer",
        Administrative,
        true,
        ["collectivité d’outre-mer", "collectivités d’outre-mer"],
        ["overseas collectivity", "overseas collectivities"],
    ),
    profile(
        "bassin-de-vie",
        Lived,
        true,
        ["bassin de vie", "bassins de vie"],
        ["basin of life", "basins of life"],
    ),
    profile(
        "bassin-estime",
        Lived,
        true,
        ["bassin estimé", "bassins estimés"],
        ["estimated basin", "estimated basins"],
    ),
    profile(
        "zone-emploi",
        Lived,
        true,
        ["zone d’emploi", "zones d’emploi"],
        ["employment zone", "employment zones"],
    ),
    profile(
        "aire-attraction",
        Lived,
        true,
        ["aire d’attraction", "aires d’attraction"],
        ["attraction area", "attraction areas"],
    ),
    profile(
        "territoire-vecu",
        Lived,
        false,
        ["territoire vécu", "territoires vécus"],
        ["lived territory", "lived territories"],
    ),
    profile(
        "pnr",
        Decided,
        false,
        ["parc naturel régional", "parcs naturels régionaux"],
        ["regional nature park", "regional nature parks"],
    ),
    profile(
        "pays",
        Decided,
        false,
        ["pays ou PETR", "pays et PETR"],
        ["pays or PETR", "pays and PETR"],
    ),
    profile("scot", Decided, false, ["SCoT", "SCoT"], ["SCoT", "SCoT"]),
    profile("syndicat", Decided, false, ["syndicat", "syndicats"], ["syndicat", "syndicats"]),
    profile(
        "territoire-industrie",
        Decided,
        false,
        ["Territoire d’industrie", "Territoires d’industrie"],
        ["Territoire d’industrie", "Territoires d’industrie"],
    ),
    profile(
        "leader",
        Decided,
        false,
        ["territoire LEADER", "territoires LEADER"],
        ["LEADER area", "LEADER areas"],
    ),
    profile(
        "perimetre",
        Decided,
        false,
        ["périmètre de projet", "périmètres de projet"],
        ["project area", "project areas"],
    ),
    profile("massif", Geographic, false, ["massif", "massifs"], ["massif", "massifs"]),
    profile(
        "bassin-versant",
        Geographic,
        false,
        ["bassin versant", "bassins versants"],
        ["river basin", "river basins"],
    ),
];

macro_rules! kinds {
    ($($name:ident = $slug:literal, $doc:literal;)*) => {
        impl Kind {
            $(#[doc = $doc] pub const $name: Self = Self(Cow::Borrowed($slug));)*
        }
    };
}

kinds! {
    COMMUNE = "commune", "Commune.";
    COMMUNE_DELEGUEE = "commune-deleguee", "Commune déléguée: a former commune inside a commune nouvelle.";
    COMMUNE_ASSOCIEE = "commune-associee", "Commune associée: a former commune merged under the law of 1971.";
    ARRONDISSEMENT_MUNICIPAL = "arrondissement-municipal", "Arrondissement of Paris, Lyon or Marseille.";
    EPCI = "epci", "EPCI à fiscalité propre.";
    EPT = "ept", "Établissement public territorial of the Grand Paris.";
    CANTON = "canton", "Canton, the constituency of the départemental elections.";
    ARRONDISSEMENT = "arrondissement", "Arrondissement, the sub-prefect's ground.";
    DEPARTEMENT = "departement", "Département.";
    REGION = "region", "Région.";
    COLLECTIVITE_OUTRE_MER = "collectivite-outre-mer", "Overseas collectivity that is neither département nor région.";
    BASSIN_DE_VIE = "bassin-de-vie", "Basin of life as published by Insee.";
    BASSIN_ESTIME = "bassin-estime", "Basin of life as estimated by this program.";
    ZONE_EMPLOI = "zone-emploi", "Employment zone as published by Insee.";
    AIRE_ATTRACTION = "aire-attraction", "Attraction area of a town as published by Insee.";
    TERRITOIRE_VECU = "territoire-vecu", "Ground that its author says people live as one.";
    PNR = "pnr", "Parc naturel régional.";
    PERIMETRE = "perimetre", "Perimeter of a project, drawn or picked by a user.";
}

impl Kind {
    /// Every kind of the field, from the smallest to the widest inside each family.
    #[must_use]
    pub const fn profiles() -> &'static [KindProfile] {
        PROFILES
    }

    /// The slug.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What is known of the kind, where it is one of the field.
    #[must_use]
    pub fn profile(&self) -> Option<&'static KindProfile> {
        PROFILES.iter().find(|profile| profile.slug == self.0)
    }

    /// Its family; a kind brought by an import is taken as decided.
    #[must_use]
    pub fn family(&self) -> Family {
        self.profile().map_or(Decided, |profile| profile.family)
    }

    /// Its name, singular or plural, in a language; the slug where it is not a kind of the field.
    #[must_use]
    pub fn label(&self, language: Language, plural: bool) -> &str {
        self.profile().map_or(&self.0, |profile| match language {
            Language::French => profile.french[usize::from(plural)],
            Language::English => profile.english[usize::from(plural)],
        })
    }

    /// Where the kind stands in lists: the order of [`Kind::profiles`], unknown kinds last.
    #[must_use]
    pub fn rank(&self) -> usize {
        PROFILES.iter().position(|profile| profile.slug == self.0).unwrap_or(PROFILES.len())
    }
}

impl FromStr for Kind {
    type Err = KindError;

    fn from_str(text: &str) -> Result<Self, KindError> {
        if let Some(profile) = PROFILES.iter().find(|profile| profile.slug == text) {
            return Ok(Self(Cow::Borrowed(profile.slug)));
        }
        let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        let starts_well = text.as_bytes().first().is_some_and(u8::is_ascii_lowercase);
        if starts_well && (2..=40).contains(&text.len()) && text.bytes().all(allowed) {
            Ok(Self(Cow::Owned(text.to_owned())))
        } else {
            Err(KindError(shortened(text)))
        }
    }
}

impl TryFrom<String> for Kind {
    type Error = KindError;
    fn try_from(text: String) -> Result<Self, KindError> {
        text.parse()
    }
}

impl From<Kind> for String {
    fn from(kind: Kind) -> Self {
        kind.0.into_owned()
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, accepted: bool) {
        assert_eq!(input.parse::<Kind>().is_ok(), accepted, "{input:?}");
    }

    #[test]
    fn slugs_are_accepted_and_other_texts_refused() {
        check("bassin-de-vie", true);
        check("carte-scolaire", true);
        check("EPCI", false);
        check("x", false);
        check("é-pci", false);
        check("-pci", false);
        check("a' or 1=1", false);
    }

    #[test]
    fn every_profile_has_a_well_formed_and_unique_slug() {
        for (place, profile) in PROFILES.iter().enumerate() {
            let kind: Kind = profile.slug.parse().unwrap();
            assert_eq!(kind.rank(), place);
        }
    }

    #[test]
    fn labels_follow_language_and_number() {
        assert_eq!(Kind::EPCI.label(Language::French, true), "intercommunalités");
        assert_eq!(Kind::PNR.label(Language::English, false), "regional nature park");
        assert_eq!(
            "carte-scolaire".parse::<Kind>().unwrap().label(Language::French, false),
            "carte-scolaire"
        );
    }
}
