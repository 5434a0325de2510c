//! The question: who is here, acts here, or is next door; filtered, counted, sorted, paged.

use atlas::{Atlas, Page, Subject, Year};
use geometry::Vertex;
use territory::ThemeId;

use crate::{
    ActorIndex, Directory, KindId, Where,
    areas::Plane,
    directory::Row,
    gather::Gathered,
    networks::Network,
    words::{Bits, Term},
};

/// Which actors are meant.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Of one of these themes, or of a part or the whole of one; empty: all.
    pub themes: Vec<ThemeId>,
    /// Of one of these kinds; empty: all.
    pub kinds: Vec<KindId>,
    /// With these words in name, description, kind or themes; accents and case do not matter, and
    /// typos do not where nothing is found without them.
    pub words: String,
    /// How the listed ones stand; counts are of all.
    pub stand: Option<Where>,
    /// The order of the list.
    pub sort: Sort,
    /// The part of the list.
    pub page: Page,
}

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// By name.
    #[default]
    Name,
    /// The nearest to the middle of the subject first.
    Distance,
    /// By kind, then name.
    Kind,
}

/// An actor found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// The actor.
    pub actor: ActorIndex,
    /// How it stands to the subject.
    pub stand: Where,
}

/// What is found.
#[derive(Clone, Debug)]
pub struct Found {
    /// How many sit here.
    pub here: usize,
    /// How many act here though they sit elsewhere.
    pub acts: usize,
    /// How many sit one commune outside.
    pub near: usize,
    /// How many of each kind, whichever kinds are asked for.
    pub by_kind: Vec<(KindId, u32)>,
    /// How many of each theme, whichever themes are asked for; a part counts for its theme too.
    pub by_theme: Vec<(ThemeId, u32)>,
    /// The length of the whole list.
    pub total: usize,
    /// The part of it that is asked for.
    pub hits: Vec<Hit>,
    /// Those who belong together across a border.
    pub networks: Vec<Network>,
    /// Whether words were found only with typos forgiven.
    pub typos_forgiven: bool,
}

/// The words of a question, and who has each of them.
struct Spoken {
    terms: Vec<SpokenTerm>,
}

struct SpokenTerm {
    actors: Bits,
    kinds: Vec<bool>,
    theme_sets: Vec<bool>,
}

/// What is counted while all actors in question are looked at.
struct Tally {
    by_kind: Vec<u32>,
    by_theme_set: Vec<u32>,
    hits: Vec<Hit>,
}

impl Directory {
    /// The actors of a subject that a filter lets through.
    #[must_use]
    pub fn ask(&self, atlas: &Atlas, subject: &Subject<'_>, year: &Year, filter: &Filter) -> Found {
        let gathered = self.gather(atlas, subject, year);
        let terms = Term::all(&filter.words);
        let mut tally = self.tally(&gathered, filter, &self.spoken(&gathered, &terms, false));
        let typos_forgiven = tally.is_empty() && !terms.is_empty();
        if typos_forgiven {
            tally = self.tally(&gathered, filter, &self.spoken(&gathered, &terms, true));
        }
        let Tally { by_kind, by_theme_set, mut hits } = tally;
        let count = |stand| hits.iter().filter(|hit| hit.stand == stand).count();
        let [here, acts, near] = [Where::Here, Where::Acts, Where::Near].map(count);
        let networks = self.networks(atlas, year, &hits);
        if let Some(stand) = filter.stand {
            hits.retain(|hit| hit.stand == stand);
        }
        Found {
            here,
            acts,
            near,
            by_kind: self.kinds.iter().map(|(id, _)| id).zip(by_kind).filter(|c| c.1 > 0).collect(),
            by_theme: self.by_theme(&by_theme_set),
            total: hits.len(),
            hits: self.page(hits, filter, middle(atlas, subject)),
            networks,
            typos_forgiven: typos_forgiven && here + acts + near > 0,
        }
    }

    fn spoken(&self, gathered: &Gathered, terms: &[Term], forgiving: bool) -> Spoken {
        let spans = if terms.is_empty() { Vec::new() } else { gathered.spans() };
        let of_term = |term: &Term| {
            let mut actors = Bits::new(self.len());
            self.words.mark(term, forgiving, &spans, &mut actors);
            let said = |words: &Vec<String>| words.iter().any(|word| term.is(word, forgiving));
            let themes: Vec<bool> = self.theme_words.iter().map(said).collect();
            let of_set = |set: &Vec<ThemeId>| {
                set.iter().any(|&theme| themes.get(usize::from(theme)).copied().unwrap_or(false))
            };
            SpokenTerm {
                actors,
                kinds: self.kind_words.iter().map(said).collect(),
                theme_sets: self.theme_sets.iter().map(of_set).collect(),
            }
        };
        Spoken { terms: terms.iter().map(of_term).collect() }
    }

    fn tally(&self, gathered: &Gathered, filter: &Filter, spoken: &Spoken) -> Tally {
        let wanted_kinds: Vec<bool> = self
            .kinds
            .iter()
            .map(|(kind, _)| filter.kinds.is_empty() || filter.kinds.contains(&kind))
            .collect();
        let meets = |set: &Vec<ThemeId>| {
            let pairs =
                set.iter().flat_map(|&of| filter.themes.iter().map(move |&asked| (of, asked)));
            filter.themes.is_empty()
                || pairs.into_iter().any(|(of, asked)| self.themes.meet(of, asked))
        };
        let wanted_sets: Vec<bool> = self.theme_sets.iter().map(meets).collect();
        let mut tally = Tally {
            by_kind: vec![0; wanted_kinds.len()],
            by_theme_set: vec![0; wanted_sets.len()],
            hits: Vec::new(),
        };
        gathered.each(|actor, stand| {
            let Some(row) = self.row(actor) else { return };
            if !spoken.by(actor, row) {
                return;
            }
            let (kind, set) = (usize::from(row.kind), row.theme_set as usize);
            let of_kind = wanted_kinds.get(kind).copied().unwrap_or(false);
            let of_theme = wanted_sets.get(set).copied().unwrap_or(false);
            if of_theme && let Some(count) = tally.by_kind.get_mut(kind) {
                *count += 1;
            }
            if of_kind && let Some(count) = tally.by_theme_set.get_mut(set) {
                *count += 1;
            }
            if of_kind && of_theme {
                tally.hits.push(Hit { actor, stand });
            }
        });
        tally
    }

    /// Counts of themes from counts of combinations.
    fn by_theme(&self, by_set: &[u32]) -> Vec<(ThemeId, u32)> {
        let mut counts = vec![0_u32; self.themes.len()];
        for (set, &count) in self.theme_sets.iter().zip(by_set).filter(|(_, count)| **count > 0) {
            let parent = |&id: &ThemeId| self.themes.get(id).and_then(|theme| theme.parent);
            let mut themes: Vec<ThemeId> =
                set.iter().copied().chain(set.iter().filter_map(parent)).collect();
            themes.sort_unstable();
            themes.dedup();
            for theme in themes {
                if let Some(sum) = counts.get_mut(usize::from(theme)) {
                    *sum += count;
                }
            }
        }
        let ids = self.themes.iter().map(|(id, _)| id);
        ids.zip(counts).filter(|(_, count)| *count > 0).collect()
    }

    /// The part of the list asked for, in order; the rest is never sorted.
    fn page(&self, hits: Vec<Hit>, filter: &Filter, middle: Vertex) -> Vec<Hit> {
        let plane = Plane::at(middle);
        let key = |hit: &Hit| {
            let name = u64::from(self.name_rank(hit.actor));
            match (filter.sort, self.row(hit.actor)) {
                (Sort::Distance, Some(row)) => plane.distance(row.place, row.place).to_bits(),
                (Sort::Kind, Some(row)) => (usize::from(row.kind) as u64) << 32 | name,
                _ => name,
            }
        };
        let mut keyed: Vec<(u64, Hit)> = hits.into_iter().map(|hit| (key(&hit), hit)).collect();
        let Page { first, count } = filter.page;
        let end = first.saturating_add(count);
        if first >= keyed.len() {
            return Vec::new();
        }
        if end < keyed.len() {
            keyed.select_nth_unstable(end);
            keyed.truncate(end);
        }
        keyed.sort_unstable();
        keyed.into_iter().skip(first).map(|(_, hit)| hit).collect()
    }
}

impl Spoken {
    /// Whether an actor has every word.
    fn by(&self, actor: ActorIndex, row: &Row) -> bool {
        let flag = |flags: &[bool], place: usize| flags.get(place).copied().unwrap_or(false);
        self.terms.iter().all(|term| {
            term.actors.has(actor.0)
                || flag(&term.theme_sets, row.theme_set as usize)
                || flag(&term.kinds, usize::from(row.kind))
        })
    }
}

impl Tally {
    fn is_empty(&self) -> bool {
        self.hits.is_empty() && self.by_kind.iter().all(|&count| count == 0)
    }
}

/// The middle of a subject: the town hall of a commune, the middle of the box of its faces
/// otherwise.
pub(crate) fn middle(atlas: &Atlas, subject: &Subject<'_>) -> Vertex {
    let centre = subject.territory.and_then(|index| atlas.centre(index));
    let known = centre.and_then(|[lon, lat]| Vertex::from_degrees(lon, lat).ok());
    known.unwrap_or_else(|| {
        let first = |&face: &geometry::FaceId| {
            let arc = atlas.mesh().arcs_of(face).first().copied()?;
            atlas.mesh().vertices(arc).first().copied()
        };
        let places: Vec<Vertex> = subject.faces().iter().filter_map(first).collect();
        let mean = |of: fn(&Vertex) -> i32| {
            let sum: i64 = places.iter().map(|place| i64::from(of(place))).sum();
            (sum / (places.len().max(1) as i64)) as i32
        };
        Vertex { x: mean(|v| v.x), y: mean(|v| v.y) }
    })
}
