//! What a sheet says: the answers of every room about one subject, gathered once.

use actor::{ActorsAnswer, Filter, Where};
use atlas::{Page, Subject, Year};
use competence::{Asked, AuthorityAnswer};
use funding::FundingAnswer;
use maps::picture::Look;
use scale::{Rooms, RoundTableAnswer, StraddleAnswer, TableQuestion};
use territory::{Date, Kind, Language, ThemeId};

use super::{
    Reach,
    map::{Drawing, Drawn, drawing},
};

/// What is asked besides the subject.
pub(crate) struct Question {
    pub(crate) theme: Option<ThemeId>,
    pub(crate) language: Language,
    pub(crate) reach: Reach,
}

/// All that a sheet says.
pub(crate) struct Contents<'a> {
    pub(crate) language: Language,
    pub(crate) reach: Reach,
    pub(crate) date: Date,
    pub(crate) communes: u32,
    pub(crate) straddle: StraddleAnswer<'a>,
    /// The map for paper and wide screens, then for phones.
    pub(crate) maps: [Drawn; 2],
    /// What a theme adds; without one, whom to call first.
    pub(crate) more: More<'a>,
}

/// What stands below the borders.
pub(crate) enum More<'a> {
    /// For a theme: whom to convene, who acts, who pays.
    Theme(Box<Themed<'a>>),
    /// Without one: the authorities of the place.
    Contacts(Vec<AuthorityAnswer<'a>>),
}

pub(crate) struct Themed<'a> {
    pub(crate) table: RoundTableAnswer<'a>,
    pub(crate) actors: Option<ActorsAnswer<'a>>,
    pub(crate) funding: Option<FundingAnswer<'a>>,
}

const WIDE: Drawing = on_paper([690.0, 470.0], "w");
const NARROW: Drawing = on_paper([340.0, 340.0], "n");

const fn on_paper(size: [f64; 2], prefix: &'static str) -> Drawing {
    Drawing { size, prefix, with_key: false, look: Look::Light, scale: 1.0 }
}

/// More than a sheet lists, so that those who sit here come before those next door.
const ACTORS: usize = 60;

impl<'a> Contents<'a> {
    pub(crate) fn gather(
        rooms: &Rooms<'a>,
        (subject, name): (&Subject<'_>, &'a str),
        question: Question,
    ) -> Self {
        let Question { theme, language, reach } = question;
        let Rooms { atlas, year, date, .. } = *rooms;
        let straddle = scale::straddle(rooms, (subject, name));
        let draw = |how| drawing((atlas, year), subject, &straddle, language, how);
        let maps = [draw(WIDE), draw(NARROW)];
        let table = theme.and_then(|theme| {
            let table = scale::round_table(rooms, (subject, name), &TableQuestion::new(theme))?;
            Some((theme, table))
        });
        let more = match table {
            Some((theme, table)) => {
                let actors = rooms.directory.map(|directory| {
                    let page = Page::number(1, ACTORS);
                    let filter = Filter { themes: vec![theme], page, ..Filter::default() };
                    let mut found = directory.answer(atlas, subject, name, year, &filter);
                    found.actors.sort_by_key(|actor| match actor.r#where {
                        Where::Here => 0,
                        Where::Acts => 1,
                        Where::Near => 2,
                    });
                    found
                });
                let funding = rooms.programmes.map(|programmes| {
                    let question = funding::Question {
                        themes: vec![theme],
                        applicant: None,
                        date,
                        open_only: true,
                        words: None,
                    };
                    programmes.ask(atlas, (subject, name), &question, year)
                });
                More::Theme(Box::new(Themed { table, actors, funding }))
            }
            None => More::Contacts(contacts(rooms, subject, year, language)),
        };
        let communes = subject.communes;
        Self { language, reach, date, communes, straddle, maps, more }
    }
}

/// Whom to call about a place where nothing more is known of the project: the groupements and the
/// larger communes on its ground, then département and région.
fn contacts<'a>(
    rooms: &Rooms<'a>,
    subject: &Subject<'_>,
    year: &'a Year,
    language: Language,
) -> Vec<AuthorityAnswer<'a>> {
    const COMMUNES: usize = 5;
    const EACH: usize = 4;
    let atlas = rooms.atlas;
    let Some(register) = rooms.register else { return Vec::new() };
    let mut chosen = Vec::new();
    for kind in [Kind::EPCI, Kind::COMMUNE, Kind::DEPARTEMENT, Kind::REGION] {
        let mut people: std::collections::HashMap<_, f64> = std::collections::HashMap::new();
        for (place, &face) in subject.faces().iter().enumerate() {
            if let Some(index) = atlas.holder(year, face, &kind) {
                let here = f64::from(year.people_on(face)) * subject.fraction(place);
                *people.entry(index).or_default() += here;
            }
        }
        let mut found: Vec<_> = people.into_iter().collect();
        found.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        let most = if kind == Kind::COMMUNE { COMMUNES } else { EACH };
        chosen.extend(found.into_iter().take(most).map(|(index, _)| index));
    }
    let asked = Asked { atlas, year, date: rooms.date, language };
    let mut authorities: Vec<AuthorityAnswer<'a>> = Vec::new();
    for index in chosen {
        let Some(authority) = register.governing(&atlas.entry(index).id, atlas, year) else {
            continue;
        };
        let answer = register.authority_answer(authority, asked);
        if !authorities.iter().any(|known| known.id == answer.id) {
            authorities.push(answer);
        }
    }
    authorities
}
