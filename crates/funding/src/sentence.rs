//! The answer in words.

use atlas::{Atlas, Subject};
use territory::{Bilingual, Language};

use crate::{Extent, ProgrammeAnswer, State};

/// How many programmes there are, for how much of the subject, and when to ask.
pub(crate) fn sentence(
    atlas: &Atlas,
    subject: &Subject<'_>,
    programmes: &[ProgrammeAnswer<'_>],
) -> Bilingual {
    let kind = subject.territory.map(|index| atlas.entry(index).kind());
    let [ici, here] =
        [Language::French, Language::English].map(|language| atlas::subject_words(language, kind));
    let all = programmes.len();
    if all == 0 {
        return Bilingual::new(
            format!("{ici} : aucune aide connue ici ne répond à la demande."),
            format!("{here}: no aid known here answers the question."),
        );
    }
    let count = |test: fn(&&ProgrammeAnswer<'_>) -> bool| programmes.iter().filter(test).count();
    let whole = count(|p| p.coverage.relation == Extent::Whole);
    let part = all - whole;
    let ongoing = count(|p| p.state == State::Ongoing);
    let dated = count(|p| p.state <= State::Opening && p.deadline.is_some());
    let french = count(|p| p.lang == Some(Language::French));
    let s = if all > 1 { "s" } else { "" };
    let aucune = |count| or_none(count, "aucune");
    let none = |count| or_none(count, "none");
    Bilingual::new(
        format!(
            "{ici} : {all} aide{s} connue{s} ici, {} pour tout le territoire et {} pour une \
             partie ; {} à demander toute l’année, {} avec une date limite publiée.",
            aucune(whole),
            aucune(part),
            aucune(ongoing),
            aucune(dated),
        ),
        format!(
            "{here}: {all} aid{s} known here, {} for all of it and {} for a part; {} to ask for \
             all year round, {} with a published deadline.{}",
            none(whole),
            none(part),
            none(ongoing),
            none(dated),
            only_in_french(french, all),
        ),
    )
}

fn or_none(count: usize, none: &str) -> String {
    if count == 0 { none.to_owned() } else { count.to_string() }
}

/// What an English reader must know of aids whose source writes in French.
fn only_in_french(count: usize, all: usize) -> String {
    match count {
        0 => String::new(),
        _ if count == all => " Described in French only.".to_owned(),
        1 => " 1 of them is described in French only.".to_owned(),
        _ => format!(" {count} of them are described in French only."),
    }
}
