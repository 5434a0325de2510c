//! The scales around a starting point, and what is measured of each.

use std::collections::HashMap;

use actor::Filter;
use atlas::{Brief, KindFilter, Overlap, Subject, TerritoryIndex};
use competence::{AuthorityRef, CompetenceId, Tier, Title};
use funding::{Extent, Question, State};
use territory::{Kind, Relation, ThemeId};

use super::CompareQuestion;
use crate::{
    Rooms,
    straddle::{self, LevelCut},
};

/// A scale, measured.
#[derive(Debug)]
pub(crate) struct Candidate<'a> {
    pub(super) index: Option<TerritoryIndex>,
    pub(super) brief: Brief<'a>,
    pub(super) is_start: bool,
    pub(super) area: f64,
    pub(super) communes: u32,
    pub(super) coverage: f64,
    pub(super) beyond_people: f64,
    pub(super) beyond_share: f64,
    pub(super) beyond_area: f64,
    pub(super) exact: bool,
    pub(super) holders: Option<Holders<'a>>,
    pub(super) actors: Option<u32>,
    /// Open to all of it, and to a part.
    pub(super) programmes: Option<[u32; 2]>,
    /// The known levels that cut it.
    pub(super) cuts: Vec<LevelCut>,
}

/// Who holds the main competence of the theme.
#[derive(Debug, Default)]
pub(super) struct Holders<'a> {
    pub(super) count: u32,
    pub(super) alone: u32,
    /// Of those, other than the State.
    pub(super) local_alone: u32,
    pub(super) nearest_alone: Option<&'a str>,
    /// Whether the law alone does not say that the nearest does.
    pub(super) verify: bool,
    pub(super) some_unknown: bool,
}

/// How an authority stands over the zones of a scale.
struct Stand {
    zones: u32,
    tier: Tier,
    verify: bool,
}

/// What the start and a scale share.
#[derive(Clone, Copy)]
struct Common {
    people: f64,
    area: f64,
    exact: bool,
}

/// Kinds that are no scale of a project of their own.
const PIECES: [Kind; 4] =
    [Kind::COMMUNE_DELEGUEE, Kind::COMMUNE_ASSOCIEE, Kind::ARRONDISSEMENT_MUNICIPAL, Kind::CANTON];

/// A scale that holds less of the start than this is not one around it.
const LEAST: f64 = 0.05;

/// The start, then for each kind the territory that holds it or best covers it.
pub(super) fn around<'a>(
    rooms: &Rooms<'a>,
    start: &Subject<'_>,
    name: &'a str,
    question: &CompareQuestion,
    competence: Option<CompetenceId>,
) -> Vec<Candidate<'a>> {
    let Rooms { atlas, year, .. } = *rooms;
    let measure = Measure { rooms, start, theme: question.theme, competence };
    let own = Common { people: start.people, area: start.area, exact: !start.cuts_units };
    let mut all = vec![measure.candidate(start, name, own, true)];
    let overlaps = atlas.overlaps(start, &KindFilter::all(atlas), year);
    let basins = atlas.kinds().any(|kind| *kind == Kind::BASSIN_DE_VIE);
    let same_kind = |a: &Overlap, b: &Overlap| {
        atlas.entry(a.territory).kind_place == atlas.entry(b.territory).kind_place
    };
    for of_kind in overlaps.chunk_by(same_kind) {
        // The largest share of the start's people comes first.
        let Some(best) = of_kind.first() else { continue };
        let kind = atlas.entry(best.territory).kind();
        let within = matches!(best.relation, Relation::Within | Relation::Equal);
        let same = start.territory.is_some_and(|index| atlas.entry(index).kind() == kind);
        let needless = match kind {
            kind if *kind == Kind::COMMUNE => !within,
            kind if *kind == Kind::BASSIN_ESTIME => basins,
            kind => PIECES.contains(kind),
        };
        let is_scale = !same && !needless;
        let best =
            of_kind.iter().find(|one| matches!(one.relation, Relation::Within | Relation::Equal));
        let best = best.or(of_kind.first()).filter(|_| is_scale);
        let Some(best) = best.filter(|best| measure.coverage(best.people, best.area) >= LEAST)
        else {
            continue;
        };
        let common = Common { people: best.people, area: best.area, exact: best.exact };
        if let Ok(scale) = atlas.subject(best.territory, year) {
            all.push(measure.candidate(&scale, "", common, false));
        }
        if all.len() >= question.most {
            break;
        }
    }
    all
}

/// What measures scales.
struct Measure<'a, 'b> {
    rooms: &'b Rooms<'a>,
    start: &'b Subject<'b>,
    theme: Option<ThemeId>,
    competence: Option<CompetenceId>,
}

impl<'a> Measure<'a, '_> {
    /// Share of the start's people; of its area, where nobody lives there.
    fn coverage(&self, people: f64, area: f64) -> f64 {
        let (part, whole) = if self.start.people > 0.0 {
            (people, self.start.people)
        } else {
            (area, self.start.area)
        };
        if whole > 0.0 { (part / whole).clamp(0.0, 1.0) } else { 0.0 }
    }

    fn candidate(
        &self,
        scale: &Subject<'_>,
        name: &'a str,
        common: Common,
        is_start: bool,
    ) -> Candidate<'a> {
        let Rooms { atlas, year, .. } = *self.rooms;
        let beyond_people = (scale.people - common.people).max(0.0);
        let beyond_area = (scale.area - common.area).max(0.0);
        let share = if scale.people > 0.0 {
            beyond_people / scale.people
        } else {
            beyond_area / scale.area.max(f64::MIN_POSITIVE)
        };
        Candidate {
            index: scale.territory,
            brief: atlas.subject_brief(scale, name, year),
            is_start,
            area: scale.area,
            communes: scale.communes,
            coverage: self.coverage(common.people, common.area),
            beyond_people,
            beyond_share: share,
            beyond_area,
            exact: common.exact,
            holders: self.competence.and_then(|id| self.holders(id, scale)),
            actors: self.theme.and_then(|theme| self.actors(theme, scale)),
            programmes: self.theme.and_then(|theme| self.programmes(theme, scale)),
            cuts: straddle::cuts(self.rooms, scale),
        }
    }

    fn holders(&self, id: CompetenceId, scale: &Subject<'_>) -> Option<Holders<'a>> {
        let register = self.rooms.register?;
        let asked = self.rooms.asked();
        let zones = register.zones(id, scale, asked);
        let mut standing: HashMap<AuthorityRef, Stand> = HashMap::new();
        let mut found = Holders::default();
        for zone in &zones {
            let depends = zone.holders().any(|holder| holder.title == Title::Depends);
            let mut any = false;
            for holder in zone.holders() {
                let new = Stand { zones: 0, tier: holder.tier, verify: false };
                let stand = standing.entry(holder.authority).or_insert(new);
                // Who holds it by default does not where a nearer one has taken it.
                stand.zones += u32::from(!(depends && holder.title == Title::Default));
                stand.verify |= depends;
                any = true;
            }
            found.some_unknown |= !any;
        }
        found.count = standing.len() as u32;
        let everywhere = zones.len() as u32;
        let mut alone: Vec<(Tier, AuthorityRef, bool)> = standing
            .iter()
            .filter(|(_, stand)| stand.zones == everywhere)
            .map(|(&authority, stand)| (stand.tier, authority, stand.verify))
            .collect();
        alone.sort_unstable();
        found.alone = alone.len() as u32;
        found.local_alone = alone.iter().filter(|(tier, ..)| *tier != Tier::Etat).count() as u32;
        let nearest = alone.first().map(|&(_, authority, _)| authority);
        found.verify = alone.first().is_some_and(|&(_, _, verify)| verify);
        found.nearest_alone =
            nearest.map(|authority| register.authority_answer(authority, asked).name);
        Some(found)
    }

    fn actors(&self, theme: ThemeId, scale: &Subject<'_>) -> Option<u32> {
        let Rooms { atlas, year, .. } = *self.rooms;
        let filter = Filter { themes: vec![theme], ..Filter::default() };
        let found = self.rooms.directory?.ask(atlas, scale, year, &filter);
        Some((found.here + found.acts) as u32)
    }

    fn programmes(&self, theme: ThemeId, scale: &Subject<'_>) -> Option<[u32; 2]> {
        let Rooms { atlas, year, date, .. } = *self.rooms;
        let question =
            Question { themes: vec![theme], applicant: None, date, open_only: false, words: None };
        let answer = self.rooms.programmes?.ask(atlas, (scale, ""), &question, year);
        let mut counts = [0, 0];
        for programme in answer.programmes.iter().filter(|one| one.state != State::Closed) {
            counts[usize::from(programme.coverage.relation == Extent::Part)] += 1;
        }
        Some(counts)
    }
}
