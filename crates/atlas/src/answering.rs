//! Turning what the atlas knows into answers.

use geometry::{Bounds, Vertex};
use territory::{Accuracy, Kind};

use crate::{
    Atlas, Brief, KindFilter, Located, Matched, Overlap, OverlapAnswer, OverlapsAnswer,
    PopulationAnswer, SearchAnswer, SearchResult, ShapeForm, Share, Shared, SourceAnswer, Subject,
    TerritoryAnswer, TerritoryIndex, Year,
    answer::{CommuneAnswer, Point},
};

fn share(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| (part / whole).min(1.0))
}

fn degrees(bounds: Bounds) -> [f64; 4] {
    let (low, high) = (bounds.low, bounds.high);
    [low.longitude(), low.latitude(), high.longitude(), high.latitude()]
}

impl Atlas {
    /// A territory in brief.
    #[must_use]
    pub fn brief(&self, index: TerritoryIndex, year: &Year) -> Brief<'_> {
        let entry = self.entry(index);
        Brief {
            id: Some(&entry.id_text),
            kind: &entry.id.kind,
            code: entry.id.code.as_str(),
            name: &entry.name,
            family: entry.family,
            population: year.facts(index).people,
            area_km2: entry.has_ground().then_some(entry.area / 1e6),
            context: entry.context.as_deref(),
            estimated: entry.estimated,
        }
    }

    /// The territories that hold a point.
    #[must_use]
    pub fn answer_locate(&self, point: Vertex, kinds: &KindFilter, year: &Year) -> Located<'_> {
        let mut found = Vec::with_capacity(16);
        self.locate(point, year, &mut found);
        found.retain(|&index| kinds.has(self.entry(index).kind_place));
        Located {
            point: Point { lon: point.longitude(), lat: point.latitude() },
            vintage: year.vintage,
            territories: found.iter().map(|&index| self.brief(index, year)).collect(),
            sources: self.credits(found.iter().copied()),
        }
    }

    /// What overlaps a subject. `name` is that of a drawn area or basket.
    #[must_use]
    pub fn answer_overlaps<'a>(
        &'a self,
        subject: &Subject<'_>,
        name: &'a str,
        overlaps: &[Overlap],
        with_communes: bool,
        year: &Year,
    ) -> OverlapsAnswer<'a> {
        let one = |overlap: &Overlap| self.overlap_answer(subject, overlap, with_communes, year);
        let cut = self.cut(overlaps);
        let records = overlaps.iter().map(|overlap| overlap.territory).chain(subject.territory);
        OverlapsAnswer {
            subject: self.subject_brief(subject, name, year),
            vintage: year.vintage,
            overlaps: overlaps.iter().map(one).collect(),
            summary: self.summary(subject, &cut),
            sources: self.credits(records),
            cut: cut.into_iter().map(|(kind, count)| (kind.as_str(), count)).collect(),
        }
    }

    /// A subject in brief, also where it is no territory.
    #[must_use]
    pub fn subject_brief<'a>(
        &'a self,
        subject: &Subject<'_>,
        name: &'a str,
        year: &Year,
    ) -> Brief<'a> {
        if let Some(index) = subject.territory {
            return self.brief(index, year);
        }
        Brief {
            id: None,
            kind: &Kind::PERIMETRE,
            code: "",
            name,
            family: Kind::PERIMETRE.family(),
            population: Some(subject.people.round() as u32),
            area_km2: Some(subject.area / 1e6),
            context: None,
            estimated: false,
        }
    }

    fn overlap_answer(
        &self,
        subject: &Subject<'_>,
        overlap: &Overlap,
        with_communes: bool,
        year: &Year,
    ) -> OverlapAnswer<'_> {
        let index = overlap.territory;
        let people = f64::from(year.facts(index).people.unwrap_or(0));
        OverlapAnswer {
            territory: self.brief(index, year),
            relation: overlap.relation,
            shared: Shared {
                population: overlap.people.round() as u32,
                area_km2: overlap.area / 1e6,
                communes: overlap.communes,
                exact: overlap.exact,
            },
            share_of_subject: Share {
                population: share(overlap.people, subject.people),
                area: share(overlap.area, subject.area),
            },
            share_of_territory: Share {
                population: share(overlap.people, people),
                area: share(overlap.area, self.entry(index).area),
            },
            communes: with_communes.then(|| self.communes_in_common(subject, index, year)),
        }
    }

    /// The communes that hold ground common to the subject and a territory, as answers list them.
    #[must_use]
    pub fn communes_in_common(
        &self,
        subject: &Subject<'_>,
        index: TerritoryIndex,
        year: &Year,
    ) -> Vec<CommuneAnswer<'_>> {
        self.common_communes(subject, index, year)
            .iter()
            .map(|&commune| self.entry(commune))
            .map(|entry| CommuneAnswer { code: entry.id.code.as_str(), name: &entry.name })
            .collect()
    }

    /// A territory in full.
    #[must_use]
    pub fn answer_territory(&self, index: TerritoryIndex, year: &Year) -> TerritoryAnswer<'_> {
        let entry = self.entry(index);
        let facts = year.facts(index);
        let accuracy = if facts.cuts_units { Accuracy::Estimated } else { Accuracy::Exact };
        let seat = entry.seat.as_ref().and_then(|code| {
            let id = territory::TerritoryId::new(Kind::COMMUNE, code.clone());
            self.find(&id, year).ok()
        });
        TerritoryAnswer {
            territory: self.brief(index, year),
            vintage: year.vintage,
            span: entry.span,
            nature: entry.nature.as_deref(),
            centre: self.centre(index),
            bbox: entry.bounds.map(degrees),
            communes: facts.communes,
            population: facts.people.map(|people| PopulationAnswer {
                people,
                year: year.population_vintage.year(),
                accuracy,
            }),
            area_km2: entry.has_ground().then_some(entry.area / 1e6),
            postal_codes: self.postal_codes_of(index),
            seat: seat.map(|seat| self.brief(seat, year)),
            shape: match (&entry.cut, entry.has_ground()) {
                (Some(_), _) => ShapeForm::Polygon,
                (None, true) => ShapeForm::Faces,
                (None, false) => ShapeForm::Missing,
            },
            sources: self.credits([index]),
        }
    }

    /// What a typed text may mean.
    #[must_use]
    pub fn answer_search(
        &self,
        query: &str,
        limit: usize,
        kinds: &KindFilter,
        year: &Year,
    ) -> SearchAnswer<'_> {
        let hits = self.search(query, limit, kinds, year);
        let result = |&(index, matched): &(TerritoryIndex, Matched)| {
            let entry = self.entry(index);
            SearchResult {
                territory: self.brief(index, year),
                centre: self.centre(index),
                bbox: entry.bounds.map(degrees),
                matched,
                postal_codes: self.postal_codes_of(index),
            }
        };
        SearchAnswer {
            query: query.to_owned(),
            vintage: year.vintage,
            results: hits.iter().map(result).collect(),
        }
    }

    /// A point to centre a map on.
    #[must_use]
    pub fn centre(&self, index: TerritoryIndex) -> Option<[f64; 2]> {
        let entry = self.entry(index);
        let hall = (*entry.kind() == Kind::COMMUNE)
            .then(|| self.town_hall(&entry.id.code))
            .flatten()
            .map(|hall| [hall.longitude(), hall.latitude()]);
        let middle = || {
            let [west, south, east, north] = degrees(entry.bounds?);
            Some([f64::midpoint(west, east), f64::midpoint(south, north)])
        };
        hall.or_else(middle)
    }

    pub(crate) fn credits(
        &self,
        records: impl IntoIterator<Item = TerritoryIndex>,
    ) -> Vec<SourceAnswer<'_>> {
        self.sources_of(records).into_iter().map(SourceAnswer).collect()
    }
}
