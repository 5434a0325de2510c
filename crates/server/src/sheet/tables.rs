//! The tables of a sheet, each with as many rows as two pages bear.

use actor::{ActorAnswer, ActorsAnswer, Where};
use competence::AuthorityAnswer;
use funding::{FundingAnswer, ProgrammeAnswer};
use maud::{Markup, html};
use scale::{LevelAnswer, NeedKind, RoundTableAnswer, SeatAnswer, SideAnswer, StraddleAnswer};
use territory::{Contact, Kind, Language};

use super::words::{cut, day, others, percent, say};

/// The most rows of each table.
const SIDES: usize = 4;
const CONTACTS: usize = 14;
const ACTORS: usize = 8;
const PROGRAMMES: usize = 7;
/// Rows of two lines that the second page bears besides its titles, notes and sources.
const ROWS: usize = 20;
/// The longest texts that stand on two lines of a cell.
const NAME: usize = 76;
const ROLE: usize = 120;

/// How many rows each table of the second page has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Room {
    seats: usize,
    actors: usize,
    programmes: usize,
}

impl Room {
    /// Shares the second page out among so many of each: programmes and actors have their part,
    /// the table has the rest, and what it leaves goes to programmes.
    pub(super) fn share(seats: usize, actors: usize, programmes: usize) -> Self {
        let actors = actors.min(ACTORS);
        let left = ROWS - actors.div_ceil(2);
        let programmes = programmes.min(PROGRAMMES.max(left.saturating_sub(seats)));
        Self { seats: seats.min(left - programmes), actors, programmes }
    }
}

/// A borders table: what each level makes of the subject.
pub(super) fn borders(straddle: &StraddleAnswer<'_>, language: Language) -> Markup {
    let (cutting, whole): (Vec<_>, Vec<_>) = straddle
        .levels
        .iter()
        // Of the subject itself there is nothing to say.
        .filter(|level| !level.sides.iter().any(|side| is_subject(side, straddle)))
        .partition(|level| level.cut);
    let title = if cutting.is_empty() {
        say(language, "Dans quoi il tient", "What it lies within")
    } else {
        say(language, "Les limites qui coupent", "The borders that cut")
    };
    html! {
        section {
            h2 { (title) }
            dl.borders {
                @for level in cutting.into_iter().chain(whole) { (border(level, language)) }
            }
        }
    }
}

fn is_subject(side: &SideAnswer<'_>, straddle: &StraddleAnswer<'_>) -> bool {
    straddle.subject.id.is_some() && side.territory.and_then(|one| one.id) == straddle.subject.id
}

fn border(level: &LevelAnswer<'_>, language: Language) -> Markup {
    let name = level.kind.label(language, level.sides.len() > 1);
    let rest = others(level.sides.len().saturating_sub(SIDES), language);
    html! {
        dt class=[level.cut.then_some("cut")] { (capital(name)) }
        dd {
            @for (place, side) in level.sides.iter().take(SIDES).enumerate() {
                @if place > 0 { " · " }
                (cut(side_name(level.kind, side, language), 60)) " "
                b { (share(side, language)) }
            }
            @if let Some(rest) = rest { " · " (rest) }
        }
    }
}

fn side_name<'a>(kind: &Kind, side: &SideAnswer<'a>, language: Language) -> &'a str {
    match (side.territory, language) {
        (Some(territory), _) => territory.name,
        (None, Language::French) if *kind == Kind::EPCI => "dans aucune",
        (None, Language::French) => "dans aucun",
        (None, Language::English) => "in none",
    }
}

fn share(side: &SideAnswer<'_>, language: Language) -> String {
    let share = side.share.population.or(side.share.area);
    share.map_or_else(String::new, |share| percent(share, language))
}

/// The round table: whom to convene, what for, and how.
pub(super) fn seats(table: &RoundTableAnswer<'_>, room: Room, language: Language) -> Markup {
    let rest = others(table.seats.len().saturating_sub(room.seats), language);
    html! {
        section {
            h2 { (say(language, "Qui réunir", "Whom to convene")) }
            @if table.seats.is_empty() {
                p { (cut(table.sentence.get(language), 300)) }
            } @else {
                table {
                    thead { tr {
                        th scope="col" { (say(language, "Autorité ou financeur", "Authority or funder")) }
                        th scope="col" { (say(language, "Pour quoi", "What for")) }
                        th scope="col" { (say(language, "Contact", "Contact")) }
                    } }
                    tbody {
                        @for seat in table.seats.iter().take(room.seats) {
                            tr {
                                th scope="row" {
                                    (cut(seat.name.get(language), NAME)) " " span.kind { (cut(seat.kind_name.get(language), 44)) }
                                    @if seat.indispensable { span.star { " •" } }
                                }
                                td { (cut(&role(seat, table, language), ROLE)) }
                                td { (contact(&seat.contact)) }
                            }
                        }
                    }
                }
                p.note {
                    @if let Some(rest) = rest { (capital(&rest)) ". " }
                    @if table.seats.iter().take(room.seats).any(|seat| seat.indispensable) {
                        (say(language, "• indispensable : personne d’autre ne le peut, au moins quelque part.",
                            "• indispensable: nobody else can, at least somewhere."))
                    }
                }
            }
        }
    }
}

fn role(seat: &SeatAnswer<'_>, table: &RoundTableAnswer<'_>, language: Language) -> String {
    let need = |slug: &str| {
        table.needs.iter().find(|need| need.slug == slug).map(|need| need.name.get(language))
    };
    let mut words: Vec<String> = Vec::new();
    let decides: Vec<&str> = seat
        .roles
        .iter()
        .filter(|role| role.kind == NeedKind::Decide)
        .filter_map(|role| need(role.need))
        .collect();
    if !decides.is_empty() {
        let head = say(language, "décide : ", "decides: ");
        words.push(format!("{head}{}", decides.join(", ")));
    }
    let funds = seat.roles.iter().filter(|role| role.kind == NeedKind::Fund);
    let programmes: Vec<&str> =
        funds.flat_map(|role| &role.programmes).map(|one| one.name.get(language)).collect();
    if let Some((first, more)) = programmes.split_first() {
        let head = say(language, "finance : ", "funds: ");
        let more = if more.is_empty() { String::new() } else { format!(" (+ {})", more.len()) };
        words.push(format!("{head}{}{more}", cut(first, 70)));
    }
    let widest = seat.roles.iter().filter_map(|role| role.share.population.or(role.share.area));
    let widest = widest.fold(0.0, f64::max);
    if widest > 0.0 && widest < 0.9995 {
        let of = say(language, "des habitants", "of the people");
        words.insert(0, format!("{} {of}", percent(widest, language)));
    }
    capital(&words.join(say(language, " ; ", "; ")))
}

fn contact(contact: &Contact<'_>) -> Markup {
    html! {
        @if let Some(phone) = contact.phone {
            span.phone { (cut(phone, 24)) }
        }
        @if let Some(mail) = contact.mail {
            @if contact.phone.is_some() { br; }
            (cut(mail, 40))
        } @else if let Some(site) = contact.site {
            @if contact.phone.is_some() { br; }
            (cut(bare(site), 40))
        } @else if contact.phone.is_none() {
            @if let Some(seat) = contact.seat { (cut(seat, 40)) } @else { "–" }
        }
    }
}

/// A site without what every address starts with.
fn bare(site: &str) -> &str {
    let bare = site.trim_start_matches("https://").trim_start_matches("http://");
    bare.trim_start_matches("www.").trim_end_matches('/')
}

/// Who is already there.
pub(super) fn actors(found: &ActorsAnswer<'_>, room: Room, language: Language) -> Markup {
    let rest = others(found.total.saturating_sub(found.actors.len().min(room.actors)), language);
    html! {
        section {
            h2 { (say(language, "Qui agit déjà", "Who is already there")) }
            p.note { (found.sentence.get(language)) }
            @if !found.actors.is_empty() {
                ul.actors {
                    @for actor in found.actors.iter().take(room.actors) { (actor_line(actor, language)) }
                }
            }
            @if let Some(rest) = rest { p.note { (capital(&rest)) "." } }
        }
    }
}

fn actor_line(actor: &ActorAnswer<'_>, language: Language) -> Markup {
    let stand = match actor.r#where {
        Where::Here => None,
        Where::Acts => Some(say(language, "agit ici depuis ailleurs", "acts here from elsewhere")),
        Where::Near => Some(say(language, "commune voisine", "next commune")),
    };
    let commune = actor.place.commune.map(|commune| commune.name);
    let details = [Some(actor.kind_name.get(language)), commune, stand, actor.contact.phone];
    let details = details.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    html! {
        li { b { (cut(actor.name, 52)) } br; (cut(&details, 78)) }
    }
}

/// Who pays, and until when one may ask.
pub(super) fn programmes(found: &FundingAnswer<'_>, room: Room, language: Language) -> Markup {
    let rest = others(found.total.saturating_sub(room.programmes), language);
    html! {
        section {
            h2 { (say(language, "Qui finance", "Who funds")) }
            @if found.programmes.is_empty() {
                p { (cut(found.sentence.get(language), 240)) }
            } @else {
                table {
                    thead { tr {
                        th scope="col" { (say(language, "Programme", "Programme")) }
                        th scope="col" { (say(language, "Financeur", "Funder")) }
                        th scope="col" { (say(language, "Échéance", "Deadline")) }
                    } }
                    tbody {
                        @for programme in found.programmes.iter().take(room.programmes) {
                            tr {
                                th scope="row" { (cut(programme.name.get(language), NAME)) }
                                td { (cut(programme.funder.name.get(language), NAME)) }
                                td { (deadline(programme, language)) }
                            }
                        }
                    }
                }
                @if let Some(rest) = rest { p.note { (capital(&rest)) "." } }
            }
        }
    }
}

fn deadline(programme: &ProgrammeAnswer<'_>, language: Language) -> String {
    match (programme.deadline, programme.usually.as_ref()) {
        (Some(deadline), _) => day(deadline, language),
        (None, Some(usually)) => usually.get(language).trim_end_matches('.').to_owned(),
        (None, None) => capital(programme.state.label(language)),
    }
}

/// Whom to call, where no theme says whom to convene.
pub(super) fn contacts(authorities: &[AuthorityAnswer<'_>], language: Language) -> Markup {
    html! {
        section {
            h2 { (say(language, "Qui appeler", "Whom to call")) }
            table {
                thead { tr {
                    th scope="col" { (say(language, "Autorité", "Authority")) }
                    th scope="col" { (say(language, "Type", "Kind")) }
                    th scope="col" { (say(language, "Contact", "Contact")) }
                } }
                tbody {
                    @for authority in authorities.iter().take(CONTACTS) {
                        tr {
                            th scope="row" { (cut(authority.name, NAME)) }
                            td { (cut(authority.kind_name, 60)) }
                            td { (contact(&authority.contact)) }
                        }
                    }
                }
            }
            p.note {
                (say(language,
                    "Choisissez un thème sur la page (petite enfance, culture, eau…) : la fiche dira \
                     qui réunir, qui agit et qui finance.",
                    "Choose a theme on the page (early childhood, culture, water…): the sheet will \
                     say whom to convene, who acts and who funds."))
            }
        }
    }
}

/// A text with a capital first.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(found: [usize; 3], expect: [usize; 3]) {
        let [seats, actors, programmes] = found;
        let Room { seats, actors, programmes } = Room::share(seats, actors, programmes);
        assert_eq!([seats, actors, programmes], expect, "{found:?}");
        assert!(seats + actors.div_ceil(2) + programmes <= ROWS, "{found:?}");
    }

    #[test]
    fn the_second_page_is_shared_out() {
        check([0, 0, 0], [0, 0, 0]);
        check([30, 0, 7], [13, 0, 7]);
        check([300, 60, 90], [9, 8, 7]);
        check([3, 1, 40], [3, 1, 16]);
    }

    #[test]
    fn sites_are_shown_bare() {
        assert_eq!(bare("https://www.herault.fr/"), "herault.fr");
        assert_eq!(bare("http://ganges.fr"), "ganges.fr");
    }
}
