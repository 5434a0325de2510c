//! The catalogue: competences, their rules of law by kind of authority, and the authorities that
//! are not simply a commune, an EPCI, a département or a région.

use std::collections::HashMap;

use territory::{Bilingual, Code, Date, TerritoryId, words::Phrasebook};

use crate::Article;

/// A kind of authority, by its place in [`Catalogue::kinds`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KindId(pub(crate) u8);

/// A competence, by its place in [`Catalogue::competences`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CompetenceId(pub(crate) u16);

/// The level at which a kind of authority stands, from the nearest to the widest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// Communes.
    Commune,
    /// Groupements of communes.
    Groupement,
    /// Départements.
    Departement,
    /// Régions.
    Region,
    /// The State.
    Etat,
}

/// A kind of authority.
#[derive(Clone, Debug)]
pub struct AuthorityKind {
    /// Its slug, such as `communaute-de-communes`.
    pub slug: Box<str>,
    /// Its name.
    pub name: Bilingual,
    /// What makes it.
    pub article: Article,
    /// Its level.
    pub tier: Tier,
    /// The base kinds whose rules it follows, where no rule names it.
    pub acts_as: Vec<KindId>,
}

/// The ground of a special authority.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpecialGround {
    /// The whole country.
    France,
    /// The union of territories.
    Territories(Vec<TerritoryId>),
}

/// An authority that is a row of its own.
#[derive(Clone, Debug)]
pub struct Special {
    /// Its slug, also its identifier.
    pub slug: Box<str>,
    /// Its kind.
    pub kind: KindId,
    /// Its name.
    pub name: Box<str>,
    /// Its SIREN, where sure.
    pub siren: Option<Code>,
    /// Its ground.
    pub ground: SpecialGround,
    /// Ordinary authorities that do not exist on its ground.
    pub replaces: Vec<TerritoryId>,
    /// What is cut out of the ground.
    pub less: Vec<TerritoryId>,
    /// The commune where it sits.
    pub seat: Code,
    /// Its web site, where sure.
    pub site: Option<Box<str>>,
    /// What makes it.
    pub article: Article,
    /// Since when it exists.
    pub from: Date,
}

/// Where an ordinary département or région sits.
#[derive(Clone, Debug)]
pub struct Seat {
    /// The commune.
    pub commune: Code,
    /// The authority's web site, where sure.
    pub site: Option<Box<str>>,
}

/// A theme of the catalogue: one file.
#[derive(Clone, Debug)]
pub struct Theme {
    /// Its slug.
    pub slug: Box<str>,
    /// Its name.
    pub name: Bilingual,
}

/// A competence and what the law says of it.
#[derive(Clone, Debug)]
pub struct Competence {
    /// Its slug.
    pub slug: Box<str>,
    /// Its name.
    pub name: Bilingual,
    /// What it is, in a sentence.
    pub summary: Bilingual,
    /// Its theme, by place in [`Catalogue::themes`].
    pub theme: u8,
    /// What people type when they mean it.
    pub keywords: Vec<Box<str>>,
    /// Its codes in BANATIC's nomenclature of 2025.
    pub banatic_2025: Vec<Code>,
    /// Its rules.
    pub rules: Vec<Rule>,
    /// For each kind of authority, the rules that may reach it.
    pub(crate) ways: Vec<Vec<Way>>,
}

/// A rule that reaches a kind of authority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Way {
    /// The rule, by its place in [`Competence::rules`].
    pub(crate) rule: u16,
    /// The kind that the rule names: the authority's own, or one it acts as.
    pub(crate) via: KindId,
    /// Whether the rule names the authority's own kind.
    pub(crate) own: bool,
}

/// What a rule of law gives, from the strongest to the weakest; `Lead` stands beside the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RuleTitle {
    /// Must be exercised.
    Obligatory,
    /// The law alone does not say.
    Depends,
    /// Several levels may act side by side.
    Shared,
    /// Held where none nearer holds it.
    Default,
    /// A commune's general clause: no duty.
    General,
    /// May be taken; held by nobody until then.
    Optional,
    /// Chef de file.
    Lead,
}

/// A rule of law.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The kinds it names.
    pub kinds: Vec<KindId>,
    /// What it gives.
    pub title: RuleTitle,
    /// On what it depends, for [`RuleTitle::Depends`] alone.
    pub on: Option<Bilingual>,
    /// What says so.
    pub article: Article,
    /// The day from which it holds.
    pub from: Date,
    /// The day from which it holds no longer.
    pub until: Option<Date>,
    /// The kinds that lose it where this authority holds it; `None`: communes, to a groupement.
    pub instead_of: Option<Vec<KindId>>,
    /// The only territories it holds in; empty: all.
    pub only: Vec<TerritoryId>,
    /// Territories it does not hold in.
    pub except: Vec<TerritoryId>,
    /// The least inhabitants of an authority it holds for.
    pub population_from: u32,
    /// A limit or an exception.
    pub note: Option<Bilingual>,
    /// Whether the article is still to be checked against the consolidated text.
    pub verify: bool,
}

impl Rule {
    /// Whether it is in force on a day.
    #[must_use]
    pub fn holds_on(&self, date: Date) -> bool {
        self.from <= date && self.until.is_none_or(|until| date < until)
    }
}

/// Everything the program knows of who holds what.
#[derive(Clone, Debug)]
pub struct Catalogue {
    pub(crate) kinds: Vec<AuthorityKind>,
    pub(crate) specials: Vec<Special>,
    pub(crate) seats: HashMap<TerritoryId, Seat>,
    pub(crate) themes: Vec<Theme>,
    pub(crate) competences: Vec<Competence>,
    pub(crate) words: Phrasebook,
}

/// The slugs of the eight base kinds, from the nearest to the widest.
pub(crate) const BASE_KINDS: [&str; 8] = [
    "commune",
    "communaute-de-communes",
    "communaute-d-agglomeration",
    "communaute-urbaine",
    "metropole",
    "departement",
    "region",
    "etat",
];

/// The four kinds that `epci` is short for.
pub(crate) const GROUPEMENTS: [&str; 4] =
    ["communaute-de-communes", "communaute-d-agglomeration", "communaute-urbaine", "metropole"];

impl Catalogue {
    /// The kinds of authority.
    #[must_use]
    pub fn kinds(&self) -> &[AuthorityKind] {
        &self.kinds
    }

    /// The authorities that are rows of their own.
    #[must_use]
    pub fn specials(&self) -> &[Special] {
        &self.specials
    }

    /// The themes, in the order of their slugs.
    #[must_use]
    pub fn themes(&self) -> &[Theme] {
        &self.themes
    }

    /// The competences, theme by theme.
    #[must_use]
    pub fn competences(&self) -> &[Competence] {
        &self.competences
    }

    /// A competence.
    #[must_use]
    pub fn competence(&self, id: CompetenceId) -> &Competence {
        &self.competences[usize::from(id.0)]
    }

    /// The competence that a text names: a slug, or a code such as `banatic-2025:6005` (the first
    /// competence with that code).
    #[must_use]
    pub fn find(&self, text: &str) -> Option<CompetenceId> {
        let found = match text.strip_prefix("banatic-2025:") {
            Some(code) => self
                .competences
                .iter()
                .position(|one| one.banatic_2025.iter().any(|known| known.as_str() == code)),
            None => self.competences.iter().position(|one| *one.slug == *text),
        };
        found.map(|place| CompetenceId(place as u16))
    }

    /// The competences that typed words may mean, the likeliest first.
    #[must_use]
    pub fn search(&self, words: &str) -> Vec<CompetenceId> {
        self.words.search(words).into_iter().map(|place| CompetenceId(place as u16)).collect()
    }

    /// The theme of a slug, by its place.
    #[must_use]
    pub fn theme(&self, slug: &str) -> Option<u8> {
        self.themes.iter().position(|theme| *theme.slug == *slug).map(|place| place as u8)
    }

    pub(crate) fn kind(&self, id: KindId) -> &AuthorityKind {
        &self.kinds[usize::from(id.0)]
    }

    pub(crate) fn kind_of_slug(&self, slug: &str) -> Option<KindId> {
        place_of_kind(&self.kinds, slug)
    }
}

pub(crate) fn place_of_kind(kinds: &[AuthorityKind], slug: &str) -> Option<KindId> {
    kinds.iter().position(|kind| *kind.slug == *slug).map(|place| KindId(place as u8))
}
