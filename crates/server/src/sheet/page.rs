//! The sheet and its problems as HTML: every text from outside is escaped by construction.

use axum::http::StatusCode;
use maps::picture::{MOST_PIECES, swatch};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use territory::{Family, Language};

use crate::embed::Card;

use super::{
    address::{Reach, code},
    contents::{Contents, More, Themed},
    map::Drawn,
    tables::{Room, actors, borders, capital, contacts, programmes, seats},
    words::{cut, day, grouped, nameless, others, say},
};

/// The whole page of a sheet.
pub(crate) fn sheet(contents: &Contents<'_>) -> String {
    let language = contents.language;
    let name = name(contents);
    let told = (name.clone(), contents.straddle.sentence.get(language).to_owned());
    let Reach { origin, place, .. } = &contents.reach;
    let card = Card::new(origin.clone(), language, told, (place, contents.straddle.subject.name));
    document(
        language,
        &name,
        &card.tags(),
        &html! {
            nav.tools aria-label=(say(language, "Outils", "Tools")) {
                a href=(contents.reach.page(language)) {
                    (say(language, "Voir sur la carte", "See on the map"))
                }
                @let other = other(language);
                a href=(contents.reach.sheet(other)) lang=(tag(other)) hreflang=(tag(other)) {
                    (say(other, "Français", "English"))
                }
                button #print type="button" hidden { (say(language, "Imprimer", "Print")) }
            }
            script src="/fiche.js" defer {}
            main {
                div.leaf { (first_page(contents, &name)) }
                div.leaf.flows[matches!(contents.more, More::Contacts(_))] { (second_page(contents)) }
            }
        },
    )
}

/// A refusal, in the user's words.
pub(crate) fn problem(status: StatusCode, title: &str, detail: &str, language: Language) -> String {
    document(
        language,
        title,
        &Markup::default(),
        &html! {
            main {
                div.leaf.problem {
                    p.kicker { "Échelle · " (status.as_u16()) }
                    h1 { (title) }
                    p.lead { (detail) }
                    p { a href="/" { (say(language, "Chercher un territoire", "Look for a territory")) } }
                }
            }
        },
    )
}

fn document(language: Language, title: &str, tags: &Markup, body: &Markup) -> String {
    html! {
        (DOCTYPE)
        html lang=(tag(language)) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · Échelle" }
                (tags)
                link rel="stylesheet" href="/fiche.css";
                link rel="icon" href="/favicon.svg";
            }
            body { (body) }
        }
    }
    .into_string()
}

fn name(contents: &Contents<'_>) -> String {
    let subject = &contents.straddle.subject;
    if !subject.name.is_empty() {
        return subject.name.to_owned();
    }
    nameless(contents.communes, contents.language)
}

fn first_page(contents: &Contents<'_>, name: &str) -> Markup {
    let language = contents.language;
    html! {
        header {
            div {
                p.kicker { (kicker(contents)) }
                h1 { (cut(name, 90)) }
                @if let More::Theme(themed) = &contents.more {
                    p.theme {
                        (say(language, "Thème : ", "Theme: "))
                        b { (themed.table.theme.name.get(language)) }
                    }
                }
                p.facts { (facts(contents)) }
            }
            (qr(contents))
        }
        p.lead { (cut(contents.straddle.sentence.get(language), 420)) }
        figure {
            div.wide { (PreEscaped(&contents.maps[0].svg)) }
            div.narrow { (PreEscaped(&contents.maps[1].svg)) }
            figcaption { (key(&contents.maps[0], language)) }
        }
        (borders(&contents.straddle, language))
    }
}

fn kicker(contents: &Contents<'_>) -> String {
    let (language, subject) = (contents.language, &contents.straddle.subject);
    let family = match subject.family {
        Family::Administrative => {
            say(language, "Territoire administratif", "Administrative territory")
        }
        Family::Lived => say(language, "Territoire vécu", "Lived territory"),
        Family::Decided => say(language, "Territoire décidé", "Decided territory"),
        Family::Geographic => say(language, "Territoire géographique", "Geographic territory"),
    };
    let kind = subject.kind.label(language, false);
    let context = subject.context.map_or_else(String::new, |context| format!(" · {context}"));
    if subject.id.is_none() {
        return say(language, "Votre périmètre", "Your own area").to_owned();
    }
    format!("{family} · {kind}{}", cut(&context, 60))
}

fn facts(contents: &Contents<'_>) -> String {
    let (language, subject) = (contents.language, &contents.straddle.subject);
    let mut facts = Vec::new();
    if contents.communes > 1 {
        facts.push(format!("{} communes", grouped(u64::from(contents.communes), language)));
    }
    if let Some(people) = subject.population {
        let number = grouped(u64::from(people), language);
        let about = if contents.straddle.exact { "" } else { say(language, "environ ", "about ") };
        facts.push(format!("{about}{number} {}", say(language, "habitants", "people")));
    }
    if let Some(area) = subject.area_km2 {
        facts.push(format!("{} km²", grouped(area.round().max(1.0) as u64, language)));
    }
    let vintage = say(language, "limites de", "borders of");
    facts.push(format!("{vintage} {}", contents.straddle.vintage));
    facts.push(day(contents.date, language));
    facts.join(" · ")
}

fn qr(contents: &Contents<'_>) -> Markup {
    let language = contents.language;
    let address = contents.reach.page(language);
    html! {
        @if let Some(code) = code(&address) {
            a.qr href=(address) {
                (PreEscaped(code))
                span { (say(language, "Cette page en ligne", "This page online")) }
            }
        }
    }
}

fn key(map: &Drawn, language: Language) -> Markup {
    let rest = others(map.pieces.len().saturating_sub(MOST_PIECES), language);
    html! {
        ul.key {
            @if map.pieces.len() > 1 {
                @for (place, (label, unheld)) in map.pieces.iter().take(MOST_PIECES).enumerate() {
                    li {
                        (PreEscaped(swatch(place, *unheld, map.hue, &format!("k{place}"))))
                        (cut(label, 64))
                    }
                }
                @if let Some(rest) = rest { li { (rest) } }
            }
            @if let Some(cut) = &map.cut {
                li { span.dash {} (cut) }
            }
        }
    }
}

fn second_page(contents: &Contents<'_>) -> Markup {
    let language = contents.language;
    html! {
        @match &contents.more {
            More::Theme(themed) => {
                @let room = room(themed);
                (seats(&themed.table, room, language))
                @if let Some(found) = &themed.actors { (actors(found, room, language)) }
                @if let Some(found) = &themed.funding { (programmes(found, room, language)) }
            }
            More::Contacts(authorities) => { (contacts(authorities, language)) }
        }
        (foot(contents))
    }
}

fn room(themed: &Themed<'_>) -> Room {
    let actors = themed.actors.as_ref().map_or(0, |found| found.actors.len());
    let programmes = themed.funding.as_ref().map_or(0, |found| found.programmes.len());
    Room::share(themed.table.seats.len(), actors, programmes)
}

fn foot(contents: &Contents<'_>) -> Markup {
    let language = contents.language;
    let credits = credits(contents);
    let address = contents.reach.page(language);
    html! {
        footer {
            p {
                b { (say(language, "Sources. ", "Sources. ")) }
                (cut(&credits.join(" · "), 420)) ". "
                (capital(say(language,
                    "le droit cité et les dates sont à vérifier avant toute décision.",
                    "law and dates are to be checked before any decision.")))
            }
            p.address { (cut(&address, 160)) }
        }
    }
}

/// Whom the figures come from, each once.
fn credits<'c>(contents: &'c Contents<'_>) -> Vec<&'c str> {
    let mut sources: Vec<&atlas::SourceAnswer<'_>> = contents.straddle.sources.iter().collect();
    if let More::Theme(themed) = &contents.more {
        sources.extend(&themed.table.sources);
        sources.extend(themed.actors.iter().flat_map(|actors| &actors.sources));
        sources.extend(themed.funding.iter().flat_map(|funding| &funding.sources));
    }
    let mut credits: Vec<&str> = Vec::new();
    for source in sources {
        let credit = source.0.attribution.as_str();
        if !credit.is_empty() && !credits.contains(&credit) {
            credits.push(credit);
        }
    }
    credits
}

const fn tag(language: Language) -> &'static str {
    match language {
        Language::French => "fr",
        Language::English => "en",
    }
}

const fn other(language: Language) -> Language {
    match language {
        Language::French => Language::English,
        Language::English => Language::French,
    }
}
