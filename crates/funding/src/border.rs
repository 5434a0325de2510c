//! What a border changes: programmes that only one side of the subject may ask.

use std::collections::BTreeMap;

use atlas::{Atlas, Subject, TerritoryIndex, Year};
use territory::{Bilingual, Kind, Language};

use crate::{
    BorderAnswer, Extent, ProgrammeAnswer, ProgrammeBrief, Programmes, SideAnswer, ground::Named,
    question::share,
};

/// How many sides a sentence names.
const SAID: usize = 3;

/// One side of a border, while it is looked at.
struct Side<'a> {
    index: TerritoryIndex,
    communes: Vec<TerritoryIndex>,
    people: f64,
    programmes: Vec<ProgrammeBrief<'a>>,
}

/// The borders that part the subject among the territories of its programmes, from the widest kind.
pub(crate) fn borders<'a>(
    programmes: &'a Programmes,
    atlas: &'a Atlas,
    subject: &Subject<'_>,
    found: &[ProgrammeAnswer<'a>],
    year: &Year,
) -> Vec<BorderAnswer<'a>> {
    let mut asked: BTreeMap<&str, Vec<ProgrammeBrief<'a>>> = BTreeMap::new();
    for programme in found.iter().filter(|p| p.coverage.relation == Extent::Part) {
        for piece in programme.coverage.pieces.iter() {
            let brief =
                ProgrammeBrief { slug: programme.slug, name: programme.name, lang: programme.lang };
            asked.entry(piece).or_default().push(brief);
        }
    }
    let mut kinds: BTreeMap<(std::cmp::Reverse<usize>, &'a Kind), Vec<Side<'a>>> = BTreeMap::new();
    for named in &programmes.grounds.named {
        let Some(briefs) = asked.remove(&*atlas.entry(named.territory).id_text) else { continue };
        if let Some(side) = side(named, atlas, subject, briefs, year) {
            let kind = atlas.entry(named.territory).kind();
            kinds.entry((std::cmp::Reverse(kind.rank()), kind)).or_default().push(side);
        }
    }
    let border = |((_, kind), mut sides): ((_, &'a Kind), Vec<Side<'a>>)| {
        sides.sort_by(|a, b| (b.communes.len(), a.index).cmp(&(a.communes.len(), b.index)));
        let sentence = sentence(atlas, subject, kind, &sides);
        let answer = |side: Side<'a>| SideAnswer {
            perimeter: atlas.brief(side.index, year),
            communes: side.communes.len() as u32,
            population_share: share(side.people, subject.people),
            programmes: side.programmes,
        };
        BorderAnswer { kind, sentence, sides: sides.into_iter().map(answer).collect() }
    };
    kinds.into_iter().map(border).collect()
}

/// A side, unless the territory holds all of the subject.
fn side<'a>(
    named: &Named,
    atlas: &Atlas,
    subject: &Subject<'_>,
    programmes: Vec<ProgrammeBrief<'a>>,
    year: &Year,
) -> Option<Side<'a>> {
    let meeting = named.ground.meet(atlas, subject, year).filter(|meeting| !meeting.whole)?;
    let communes = named.ground.communes(subject, year);
    Some(Side { index: named.territory, communes, people: meeting.people, programmes })
}

fn sentence(atlas: &Atlas, subject: &Subject<'_>, kind: &Kind, sides: &[Side<'_>]) -> Bilingual {
    let said: usize = sides.iter().map(|side| side.communes.len()).sum();
    let all = subject.communes as usize;
    // Where a border cuts communes, a commune is on two sides, and there are no “others”.
    let parted = said <= all;
    let rest = all.saturating_sub(said);
    let name = |side: &Side<'_>| atlas.entry(side.index).name.clone();
    let count = |side: &Side<'_>| side.communes.len();
    let say = |language: Language| {
        let mut parts: Vec<String> = Vec::new();
        for (place, side) in sides.iter().take(SAID).enumerate() {
            let other = place == 1 && sides.len() == 2 && parted && rest == 0;
            let who = who(language, count(side), other);
            let aids = side.programmes.len();
            parts.push(match (language, place) {
                (Language::French, 0) => {
                    let verb = if count(side) > 1 { "peuvent" } else { "peut" };
                    format!("{who} {verb} demander {} côté {}", aides(aids), name(side))
                }
                (Language::French, _) => format!("{who} {} côté {}", aides(aids), name(side)),
                (Language::English, 0) => {
                    format!("{who} may ask for {} on the side of {}", plural(aids), name(side))
                }
                (Language::English, _) => {
                    format!("{who} for {} on the side of {}", plural(aids), name(side))
                }
            });
        }
        parts.extend(more(language, sides.len().saturating_sub(SAID)));
        if parted {
            parts.extend(none_known(language, rest));
        }
        parts.join(", ")
    };
    let label = |language| kind.label(language, false);
    Bilingual::new(
        format!(
            "Une limite de {} change les aides : {}.",
            label(Language::French),
            say(Language::French)
        ),
        format!(
            "A border between {} changes the aids: {}.",
            kind.label(Language::English, true),
            say(Language::English)
        ),
    )
}

/// “16 communes”, “les 9 autres”, “l’autre”.
fn who(language: Language, count: usize, other: bool) -> String {
    match (language, other, count) {
        (Language::French, true, 1) => "l’autre".to_owned(),
        (Language::French, true, _) => format!("les {count} autres"),
        (Language::English, true, 1) => "the other one".to_owned(),
        (Language::English, true, _) => format!("the other {count}"),
        (_, false, 1) => "1 commune".to_owned(),
        (_, false, _) => format!("{count} communes"),
    }
}

fn aides(count: usize) -> String {
    format!("{count} aide{}", if count > 1 { "s" } else { "" })
}

fn plural(count: usize) -> String {
    format!("{count} aid{}", if count > 1 { "s" } else { "" })
}

/// The sides that are not named.
fn more(language: Language, count: usize) -> Option<String> {
    match (language, count) {
        (_, 0) => None,
        (Language::French, 1) => Some("et un autre côté encore".to_owned()),
        (Language::French, _) => Some(format!("et {count} autres côtés encore")),
        (Language::English, 1) => Some("and one more side".to_owned()),
        (Language::English, _) => Some(format!("and {count} more sides")),
    }
}

/// The communes on no named side.
fn none_known(language: Language, count: usize) -> Option<String> {
    match (language, count) {
        (_, 0) => None,
        (Language::French, 1) => Some("aucune n’est connue ici pour l’autre".to_owned()),
        (Language::French, _) => Some(format!("aucune n’est connue ici pour les {count} autres")),
        (Language::English, 1) => Some("none is known here for the other one".to_owned()),
        (Language::English, _) => Some(format!("none is known here for the other {count}")),
    }
}
