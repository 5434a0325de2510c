//! The law applied to a group of authorities: who holds a competence, who leads, who may act.

use atlas::{Atlas, Year};
use serde::Serialize;
use territory::{Date, TerritoryId};

use crate::{
    Competence, CompetenceId, KindId, Register, Rule, RuleTitle, Tier,
    catalogue::Way,
    declared::Answer,
    ground::{Ground, Key},
};

/// By which title an authority stands in an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = HolderTitle))]
pub enum Title {
    /// The law alone does not say: `on` says on what it depends.
    Depends,
    /// The law gives it.
    Law,
    /// Its statutes say so.
    Declared,
    /// Its members gave it to a groupement above.
    Transferred,
    /// Several levels act side by side.
    Shared,
    /// Held because nobody nearer holds it.
    Default,
    /// Chef de file.
    Lead,
    /// May take it, and has not said that it did.
    Optional,
}

impl Title {
    /// As answers write it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Depends => "depends",
            Self::Law => "law",
            Self::Declared => "declared",
            Self::Transferred => "transferred",
            Self::Shared => "shared",
            Self::Default => "default",
            Self::Lead => "lead",
            Self::Optional => "optional",
        }
    }
}

/// An authority in an answer, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Held {
    pub(crate) title: Title,
    pub(crate) tier: Tier,
    pub(crate) key: Key,
    /// The rule of law, by its place in the competence.
    pub(crate) rule: Option<u16>,
    /// What was declared, where that is what counts.
    pub(crate) answer: Option<Answer>,
}

/// Who holds, leads and may act on some ground.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Outcome {
    pub(crate) holders: Vec<Held>,
    pub(crate) lead: Vec<Held>,
    pub(crate) may_act: Vec<Held>,
}

/// A competence on a day, asked of groups of authorities.
pub(crate) struct Law<'a> {
    pub(crate) register: &'a Register,
    pub(crate) atlas: &'a Atlas,
    pub(crate) year: &'a Year,
    pub(crate) ground: &'a Ground,
    pub(crate) id: CompetenceId,
    pub(crate) competence: &'a Competence,
    pub(crate) date: Date,
}

/// An authority with the strongest rule that reaches it.
struct Candidate {
    held: Held,
    /// The kind through which the rule reached it.
    via: Option<KindId>,
    /// Whether it holds the competence for certain, so that others may lose it.
    firm: bool,
}

impl Law<'_> {
    /// Applies the law to a group.
    pub(crate) fn outcome(&self, group: u32) -> Outcome {
        let members = self.ground.members(group);
        let mut outcome = Outcome::default();
        let mut candidates = Vec::with_capacity(members.len());
        for &key in members.iter().filter(|&&key| self.exists(key, members)) {
            let lead =
                self.reaching(key, members).find(|(rule, _, _)| rule.title == RuleTitle::Lead);
            if let Some((_, way, tier)) = lead {
                outcome.lead.push(held(Title::Lead, tier, key, Some(way.rule), None));
            }
            candidates.extend(self.candidate(key, members));
        }
        let lost = self.lost(&candidates);
        candidates.retain(|one| !one.via.is_some_and(|via| lost.contains(&via)));
        // A transfer to a groupement above takes it from the EPCI below too, which keeps no rule.
        let firm = candidates.iter().any(|one| one.firm);
        for Candidate { held, .. } in candidates {
            match held.title {
                Title::Default if firm => {}
                Title::Optional => outcome.may_act.push(held),
                _ => outcome.holders.push(held),
            }
        }
        outcome.holders.sort_unstable();
        outcome
    }

    /// Whether an authority exists on the day, and is not replaced by a special one that does.
    fn exists(&self, key: Key, members: &[Key]) -> bool {
        let since = |number: u16| {
            self.register.catalogue.specials().get(usize::from(number)).map(|special| special.from)
        };
        let on_the_day = |number: u16| since(number).is_some_and(|from| from <= self.date);
        match key {
            Key::Special(number) => on_the_day(number),
            Key::Declarant(_) => true,
            Key::Territory(index) => !members.iter().any(|&other| match other {
                Key::Special(number) => {
                    let facts = self.ground.specials.get(usize::from(number));
                    on_the_day(number) && facts.is_some_and(|f| f.replaces.contains(&index))
                }
                _ => false,
            }),
        }
    }

    /// The rules in force that reach an authority on this ground. A rule that names its own kind
    /// replaces those of the kinds it acts as.
    fn reaching<'b>(
        &'b self,
        key: Key,
        members: &'b [Key],
    ) -> impl Iterator<Item = (&'b Rule, Way, Tier)> + 'b {
        let kind = self.register.kind_of(key);
        let ways = kind.and_then(|kind| self.competence.ways.get(usize::from(kind.0)));
        let ways = ways.map_or(&[][..], Vec::as_slice);
        let in_force = |way: &Way| self.rule(*way).filter(|rule| rule.holds_on(self.date));
        let own = ways.iter().any(|way| way.own && in_force(way).is_some());
        ways.iter().filter(move |way| way.own || !own).filter_map(move |way| {
            let rule = in_force(way)?;
            let tier = self.register.catalogue.kind(kind?).tier;
            self.applies(rule, key, members).then_some((rule, *way, tier))
        })
    }

    fn rule(&self, way: Way) -> Option<&Rule> {
        self.competence.rules.get(usize::from(way.rule))
    }

    fn applies(&self, rule: &Rule, key: Key, members: &[Key]) -> bool {
        let within = |id: &TerritoryId| {
            members.iter().any(|&member| match member {
                Key::Territory(index) => self.atlas.entry(index).id == *id,
                _ => false,
            })
        };
        (rule.only.is_empty() || rule.only.iter().any(within))
            && !rule.except.iter().any(within)
            && (rule.population_from == 0 || self.people(key) >= rule.population_from)
    }

    fn people(&self, key: Key) -> u32 {
        match key {
            Key::Territory(index) => self.year.facts(index).people.unwrap_or(0),
            Key::Special(number) => {
                self.ground.specials.get(usize::from(number)).map_or(0, |facts| facts.people)
            }
            Key::Declarant(_) => 0,
        }
    }

    /// The strongest rule of an authority, unless its declaration says better.
    fn candidate(&self, key: Key, members: &[Key]) -> Option<Candidate> {
        let answer = self.register.declared(key, self.id);
        if let Key::Declarant(_) = key {
            let given = answer.filter(|answer| *answer != Answer::No)?;
            let held = held(Title::Transferred, Tier::Groupement, key, None, Some(given));
            return Some(Candidate { held, via: None, firm: true });
        }
        let reaching =
            self.reaching(key, members).filter(|(rule, ..)| rule.title != RuleTitle::Lead);
        let strongest = reaching.min_by_key(|(rule, way, _)| (rule.title, way.rule));
        let Some((rule, way, tier)) = strongest else {
            // The law gives nothing to its kind, its statutes may.
            let given = answer.filter(|answer| *answer != Answer::No)?;
            let kind = self.register.kind_of(key)?;
            let tier = self.register.catalogue.kind(kind).tier;
            let held = held(Title::Declared, tier, key, None, Some(given));
            return Some(Candidate { held, via: Some(kind), firm: true });
        };
        let open = matches!(rule.title, RuleTitle::Depends | RuleTitle::Optional);
        let (title, answer) = match (rule.title, answer) {
            (RuleTitle::Depends | RuleTitle::Optional, Some(Answer::No)) => return None,
            (RuleTitle::Depends | RuleTitle::Optional, Some(given)) => {
                (Title::Declared, Some(given))
            }
            (RuleTitle::Obligatory | RuleTitle::General, _) => (Title::Law, None),
            (RuleTitle::Depends, None) => (Title::Depends, None),
            (RuleTitle::Shared, _) => (Title::Shared, None),
            (RuleTitle::Default, _) => (Title::Default, None),
            (RuleTitle::Optional | RuleTitle::Lead, _) => (Title::Optional, None),
        };
        let firm = rule.title == RuleTitle::Obligatory || (open && title == Title::Declared);
        let held = held(title, tier, key, Some(way.rule), answer);
        Some(Candidate { held, via: Some(way.via), firm })
    }

    /// The kinds that lose the competence on this ground to those who hold it for certain.
    fn lost(&self, candidates: &[Candidate]) -> Vec<KindId> {
        let mut lost = Vec::new();
        for Candidate { held, via, firm } in candidates {
            let rule = held.rule.and_then(|rule| self.competence.rules.get(usize::from(rule)));
            // Its communes keep what is not of community interest.
            let whole = held.answer != Some(Answer::Interest);
            let named = rule.and_then(|rule| rule.instead_of.as_ref());
            let stands = matches!(held.title, Title::Depends | Title::Optional);
            match (named, via) {
                (Some(named), _) if !stands && whole => lost.extend_from_slice(named),
                (None, Some(via))
                    if *firm
                        && whole
                        && self.register.catalogue.kind(*via).tier == Tier::Groupement =>
                {
                    lost.push(self.register.commune);
                }
                (None, None) if whole => {
                    lost.push(self.register.commune);
                    lost.extend_from_slice(&self.register.groupements);
                }
                _ => {}
            }
        }
        lost
    }
}

fn held(title: Title, tier: Tier, key: Key, rule: Option<u16>, answer: Option<Answer>) -> Held {
    Held { title, tier, key, rule, answer }
}
