//! The question: a competence, a subject and a day, and the ground cut into zones by who holds it.

use std::borrow::Cow;

use atlas::{Atlas, Share, Subject, TerritoryIndex, Year};
use geometry::FaceId;
use rustc_hash::FxHashMap;
use territory::{Date, Language};

use crate::{
    Competence, CompetenceId, HolderAnswer, HoldersAnswer, Register, ZoneAnswer,
    law::{Held, Law, Outcome},
};

/// Whom a question is put to and in which words it is answered.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The territories.
    pub atlas: &'a Atlas,
    /// Their vintage.
    pub year: &'a Year,
    /// The day.
    pub date: Date,
    /// The language of the answer.
    pub language: Language,
}

/// Ground of a subject on which the same authorities hold, lead and may act.
#[derive(Clone, Debug, Default)]
pub struct Zone {
    pub(crate) outcome: Outcome,
    /// Its faces, ascending.
    pub faces: Vec<FaceId>,
    /// People.
    pub people: f64,
    /// Area in m².
    pub area: f64,
    /// Its communes, ascending.
    pub communes: Vec<TerritoryIndex>,
}

impl Register {
    /// Cuts a subject into zones, the most people (then the largest) first.
    #[must_use]
    pub fn zones(&self, id: CompetenceId, subject: &Subject<'_>, asked: Asked<'_>) -> Vec<Zone> {
        let Asked { atlas, year, date, .. } = asked;
        let Some(ground) = self.ground(year) else { return Vec::new() };
        let competence = self.catalogue.competence(id);
        let law = Law { register: self, atlas, year, ground, id, competence, date };
        let mut zones: Vec<Zone> = Vec::new();
        let mut by_outcome: FxHashMap<Outcome, usize> = FxHashMap::default();
        let mut by_group: FxHashMap<u32, usize> = FxHashMap::default();
        for (place, &face) in subject.faces().iter().enumerate() {
            let zone = *by_group.entry(ground.group(face)).or_insert_with_key(|&group| {
                *by_outcome.entry(law.outcome(group)).or_insert_with(|| {
                    zones.push(Zone::default());
                    zones.len() - 1
                })
            });
            let Some(zone) = zones.get_mut(zone) else { continue };
            let fraction = subject.fraction(place);
            zone.faces.push(face);
            zone.people += f64::from(year.people_on(face)) * fraction;
            zone.area += atlas.face_area(face) * fraction;
            // Faces of a commune follow each other but for mergers.
            let commune = year.commune_of(face).filter(|c| zone.communes.last() != Some(c));
            zone.communes.extend(commune);
        }
        for (outcome, place) in by_outcome {
            if let Some(zone) = zones.get_mut(place) {
                zone.outcome = outcome;
            }
        }
        for zone in &mut zones {
            zone.communes.sort_unstable();
            zone.communes.dedup();
        }
        zones.sort_by(|a, b| b.people.total_cmp(&a.people).then(b.area.total_cmp(&a.area)));
        zones
    }

    /// Answers the question in full. `name` is that of a drawn area or basket.
    #[must_use]
    pub fn holders<'a>(
        &'a self,
        id: CompetenceId,
        subject: &Subject<'_>,
        name: &'a str,
        asked: Asked<'a>,
    ) -> HoldersAnswer<'a> {
        let zones = self.zones(id, subject, asked);
        let Asked { atlas, year, date, language } = asked;
        let competence = self.catalogue.competence(id);
        HoldersAnswer {
            competence: self.competence_answer(id, language),
            subject: atlas.subject_brief(subject, name, year),
            vintage: year.vintage,
            date,
            declared: self.declared_answer(),
            sentence: self.sentence(competence, &zones, subject, asked),
            zones: zones
                .iter()
                .map(|zone| self.zone_answer(competence, zone, subject, asked))
                .collect(),
        }
    }

    /// A zone as answers write it.
    #[must_use]
    pub fn zone_answer<'a>(
        &'a self,
        competence: &'a Competence,
        zone: &Zone,
        subject: &Subject<'_>,
        asked: Asked<'a>,
    ) -> ZoneAnswer<'a> {
        let atlas = asked.atlas;
        let answers = |list: &[Held]| {
            list.iter().map(|held| self.holder_answer(competence, held, asked)).collect()
        };
        let codes = zone.communes.iter().map(|&commune| atlas.entry(commune).id.code.as_str());
        ZoneAnswer {
            share: share(zone.people, zone.area, subject.people, subject.area),
            population: zone.people.round() as u32,
            area_km2: (zone.area / 100.0).round() / 1e4,
            communes: zone.communes.len() as u32,
            commune_codes: codes.collect(),
            holders: answers(&zone.outcome.holders),
            lead: answers(&zone.outcome.lead),
            may_act: answers(&zone.outcome.may_act),
        }
    }

    fn holder_answer<'a>(
        &'a self,
        competence: &'a Competence,
        held: &Held,
        asked: Asked<'a>,
    ) -> HolderAnswer<'a> {
        let why = self.reason(competence, held, asked.language);
        HolderAnswer {
            authority: self.authority(held.key, asked),
            title: held.title,
            basis: why.basis,
            on: why.on,
            note: why.note,
            verify: why.verify,
            source: why.source,
            as_of: why.as_of,
        }
    }

    /// The article or statutes behind a place in an answer.
    pub(crate) fn reason<'a>(
        &'a self,
        competence: &'a Competence,
        held: &Held,
        language: Language,
    ) -> Reason<'a> {
        let rule = held.rule.and_then(|rule| competence.rules.get(usize::from(rule)));
        if let Some(answer) = held.answer {
            let source = self.declarant(held.key).and_then(|number| {
                self.declarants.sources.get(usize::from(self.declarants.get(number).source))
            });
            return Reason {
                basis: Cow::Borrowed(crate::sentence::statutes(language)),
                on: None,
                note: crate::sentence::interest(answer, language),
                verify: false,
                source: source.map_or("", |source| source.name.as_str()),
                as_of: source
                    .and_then(|source| source.vintage)
                    .map(|vintage| Cow::Owned(vintage.to_string())),
            };
        }
        let text =
            |text: &'a Option<territory::Bilingual>| text.as_ref().map(|text| text.get(language));
        Reason {
            basis: rule.map_or(Cow::Borrowed(""), |rule| Cow::Borrowed(rule.article.as_str())),
            on: rule.and_then(|rule| text(&rule.on)),
            note: rule.and_then(|rule| text(&rule.note)),
            verify: rule.is_some_and(|rule| rule.verify),
            source: crate::sentence::law(language),
            as_of: rule.map(|rule| Cow::Owned(rule.from.to_string())),
        }
    }
}

/// Why an authority stands in an answer.
pub(crate) struct Reason<'a> {
    pub(crate) basis: Cow<'a, str>,
    pub(crate) on: Option<&'a str>,
    pub(crate) note: Option<&'a str>,
    pub(crate) verify: bool,
    pub(crate) source: &'a str,
    pub(crate) as_of: Option<Cow<'a, str>>,
}

/// Shares of people and of area.
pub(crate) fn share(people: f64, area: f64, all_people: f64, all_area: f64) -> Share {
    let of = |part: f64, whole: f64| (whole > 0.0).then(|| (part / whole).min(1.0));
    Share { population: of(people, all_people), area: of(area, all_area) }
}
