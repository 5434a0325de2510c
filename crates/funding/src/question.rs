//! The question: territory, theme, applicant and date give programmes.

use std::{cmp::Reverse, collections::HashMap, sync::Arc};

use atlas::{Atlas, SourceAnswer, Subject, Year};
use territory::{Date, Language, ThemeId, words::Phrasebook};

use crate::{
    Applicant, Catalogue, Coverage, Extent, FunderAnswer, FundingAnswer, Programme,
    ProgrammeAnswer, State, border,
    ground::{Grounds, Meeting},
    sentence::sentence,
};

/// What is asked besides the territory.
#[derive(Clone, Debug)]
pub struct Question {
    /// Themes, the likeliest first; none asks for all.
    pub themes: Vec<ThemeId>,
    /// Who would apply.
    pub applicant: Option<Applicant>,
    /// The day at which states hold.
    pub date: Date,
    /// Whether to leave out what is known to be closed, or not yet open, on that day.
    pub open_only: bool,
    /// Free words.
    pub words: Option<String>,
}

/// Programmes over an atlas, ready to be asked.
#[derive(Clone, Debug)]
pub struct Programmes {
    catalogue: Catalogue,
    pub(crate) grounds: Grounds,
    book: Phrasebook,
}

/// What a perimeter has in common with the subject, and what answers say of it.
pub(crate) struct Met<'a> {
    meeting: Meeting,
    communes: Option<Arc<[&'a str]>>,
    pieces: Arc<[&'a str]>,
}

/// How well a programme fits, the best first.
type Fit = (Extent, Reverse<u64>, usize, usize, State, i32, u64);

impl Programmes {
    /// Makes ground of the perimeters, once.
    #[must_use]
    pub fn new(atlas: &Atlas, catalogue: Catalogue) -> Self {
        let grounds = Grounds::new(atlas, &catalogue.programmes);
        let mut book = Phrasebook::default();
        for (programme, entry) in catalogue.programmes.iter().zip(0..) {
            describe(&mut book, entry, programme, &catalogue);
        }
        Self { catalogue, grounds, book }
    }

    /// What is known of funders and programmes.
    #[must_use]
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// Territories that programmes name and the atlas has no ground of.
    #[must_use]
    pub fn unknown(&self) -> &[territory::TerritoryId] {
        &self.grounds.unknown
    }

    /// How many distinct perimeters there are.
    #[must_use]
    pub fn perimeters(&self) -> usize {
        self.grounds.perimeters.len()
    }

    /// Who could fund a project here. `name` is that of a drawn area or basket.
    #[must_use]
    pub fn ask<'a>(
        &'a self,
        atlas: &'a Atlas,
        (subject, name): (&Subject<'_>, &'a str),
        question: &Question,
        year: &Year,
    ) -> FundingAnswer<'a> {
        let ranks = self.ranks(question);
        let mut met: HashMap<u32, Option<Met<'a>>> = HashMap::new();
        let mut found: Vec<(Fit, usize)> = Vec::new();
        for (place, programme) in self.catalogue.programmes.iter().enumerate() {
            let Some(theme) = self.theme_rank(programme, question) else { continue };
            let Some(rank) = ranks.as_ref().map_or(Some(0), |r| r.get(&(place as u32)).copied())
            else {
                continue;
            };
            let Some(&perimeter) = self.grounds.of.get(place) else { continue };
            let state = programme.calendar.state(question.date);
            if !accepts(programme, question) || (question.open_only && !state.may_be_open()) {
                continue;
            }
            let met =
                met.entry(perimeter).or_insert_with(|| self.meet(perimeter, atlas, subject, year));
            if let Some(met) = met {
                let area = self.area(perimeter);
                found.push((fit(met, subject, theme, rank, programme, state, area), place));
            }
        }
        found.sort_unstable();
        let programmes: Vec<ProgrammeAnswer<'a>> = found
            .iter()
            .filter_map(|&(_, place)| self.answer(place, &met, subject, question.date))
            .collect();
        let border = border::borders(self, atlas, subject, &programmes, year);
        let sentence = sentence(atlas, subject, &programmes);
        let records = subject.territory;
        let mut sources: Vec<SourceAnswer<'a>> =
            atlas.sources_of(records).into_iter().map(SourceAnswer).collect();
        sources.extend(self.catalogue.sources.iter().map(SourceAnswer));
        FundingAnswer {
            subject: atlas.subject_brief(subject, name, year),
            vintage: year.vintage,
            date: question.date,
            total: programmes.len(),
            programmes,
            border,
            sentence,
            sources,
        }
    }

    /// The programmes that the words mean, with their rank; `None` where no word is asked for.
    fn ranks(&self, question: &Question) -> Option<HashMap<u32, usize>> {
        let words = question.words.as_deref().filter(|words| !words.trim().is_empty())?;
        Some(self.book.search(words).into_iter().zip(0..).collect())
    }

    /// How directly a programme is about the themes asked for; `None`: not at all.
    fn theme_rank(&self, programme: &Programme, question: &Question) -> Option<usize> {
        let themes = &self.catalogue.themes;
        if question.themes.is_empty() {
            return Some(0);
        }
        let rank = |asked: ThemeId, of: ThemeId| {
            let theirs = |id| themes.get(id).and_then(|theme| theme.parent);
            if asked == of {
                Some(0)
            } else if theirs(of) == Some(asked) {
                Some(1)
            } else {
                (theirs(asked) == Some(of)).then_some(2)
            }
        };
        let ranks = question.themes.iter().enumerate().flat_map(|(place, &asked)| {
            programme.themes.iter().filter_map(move |&of| rank(asked, of).map(|r| 3 * place + r))
        });
        ranks.min()
    }

    fn area(&self, perimeter: u32) -> f64 {
        self.grounds.perimeters.get(perimeter as usize).map_or(0.0, |resolved| resolved.ground.area)
    }

    fn meet<'a>(
        &'a self,
        perimeter: u32,
        atlas: &'a Atlas,
        subject: &Subject<'_>,
        year: &Year,
    ) -> Option<Met<'a>> {
        let resolved = self.grounds.perimeters.get(perimeter as usize)?;
        let meeting = resolved.meet(&self.grounds, (atlas, subject, year))?;
        let named = resolved.named.iter().filter_map(|&at| self.grounds.named.get(at as usize));
        let pieces = named
            .filter(|named| named.ground.meet(atlas, subject, year).is_some())
            .map(|named| &*atlas.entry(named.territory).id_text)
            .collect();
        let communes = (!meeting.whole).then(|| {
            let held = resolved.ground.communes(subject, year);
            held.into_iter().map(|commune| atlas.entry(commune).id.code.as_str()).collect()
        });
        Some(Met { meeting, communes, pieces })
    }

    fn answer<'a>(
        &'a self,
        place: usize,
        met: &HashMap<u32, Option<Met<'a>>>,
        subject: &Subject<'_>,
        date: Date,
    ) -> Option<ProgrammeAnswer<'a>> {
        let programme = self.catalogue.programmes.get(place)?;
        let met = met.get(self.grounds.of.get(place)?)?.as_ref()?;
        let funder = self.catalogue.funders.get(programme.funder)?;
        let calendar = programme.calendar;
        let theme = |id| self.catalogue.themes.get(id).map(|theme| &*theme.slug);
        let source = programme.source.and_then(|source| self.catalogue.sources.get(source));
        Some(ProgrammeAnswer {
            slug: &programme.slug,
            name: &programme.name,
            funder: FunderAnswer {
                slug: &funder.slug,
                name: &funder.name,
                kind: funder.kind,
                site: funder.site.as_deref(),
            },
            summary: &programme.summary,
            coverage: Coverage {
                relation: if met.meeting.whole { Extent::Whole } else { Extent::Part },
                population_share: share(met.meeting.people, subject.people),
                area_share: share(met.meeting.area, subject.area),
                communes: met.communes.clone(),
                pieces: met.pieces.clone(),
            },
            condition: programme.condition.as_ref(),
            r#type: &programme.types,
            rate: programme.rate,
            applicants: &programme.applicants,
            themes: programme.themes.iter().filter_map(|&id| theme(id)).collect(),
            recurrence: calendar.recurrence,
            state: calendar.state(date),
            opens: calendar.opens,
            deadline: calendar.deadline,
            usual_months: calendar.usual,
            usually: calendar.usual.map(crate::Months::sentence),
            link: programme.link.as_deref(),
            checked: programme.checked,
            source: source.map(|source| source.key.as_str()),
            lang: programme.language(),
        })
    }
}

/// Whether the asker may apply; a programme that does not say who may is not left out.
fn accepts(programme: &Programme, question: &Question) -> bool {
    let applicants = &programme.applicants;
    question.applicant.is_none_or(|asker| applicants.is_empty() || applicants.contains(&asker))
}

/// The order of answers: what covers all of the subject, then the largest share of people; the
/// nearest theme and words; what is open and closes first; the smallest perimeter.
fn fit(
    met: &Met<'_>,
    subject: &Subject<'_>,
    theme: usize,
    rank: usize,
    programme: &Programme,
    state: State,
    area: f64,
) -> Fit {
    let extent = if met.meeting.whole { Extent::Whole } else { Extent::Part };
    // In thousandths, so that near equals are ordered by what follows.
    let covered = share(met.meeting.people, subject.people)
        .or_else(|| share(met.meeting.area, subject.area))
        .map_or(0, |share| (share * 1e3).round() as u64);
    let deadline = programme.calendar.deadline.map_or(i32::MAX, Date::days);
    (extent, Reverse(covered), theme, rank, state, deadline, area as u64)
}

/// A share from 0 to 1, with six decimals; `None` where the whole is nothing.
pub(crate) fn share(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| ((part / whole).min(1.0) * 1e6).round() / 1e6)
}

/// The words by which a programme is found.
fn describe(book: &mut Phrasebook, entry: u32, programme: &Programme, catalogue: &Catalogue) {
    for language in [Language::French, Language::English] {
        book.add(entry, 0, programme.name.get(language));
        book.add(entry, 3, programme.summary.get(language));
        if let Some(funder) = catalogue.funders.get(programme.funder) {
            book.add(entry, 1, funder.name.get(language));
        }
    }
    book.add(entry, 1, &programme.slug);
    for theme in programme.themes.iter().filter_map(|&id| catalogue.themes.get(id)) {
        book.add(entry, 2, &theme.name.fr);
        theme.words.iter().for_each(|word| book.add(entry, 2, word));
    }
}
