//! The page inside a frame: a map with its name, its key, its credit and a way to the whole page.
//! Without its script it is the image and the list.

use axum::http::HeaderValue;
use maud::{Markup, html};
use scale::{SideAnswer, StraddleAnswer};
use territory::Language;

use super::{Card, EmbedParameters, parameters::Theme};
use crate::{
    assets::asset,
    encoding::Encoding,
    routes::pages::POLICY,
    sheet::{credits, hue, parting, percent, say},
};

/// What the page of a frame shows.
pub(crate) struct Shown<'a> {
    pub(crate) card: &'a Card,
    pub(crate) asked: &'a EmbedParameters,
    /// `kind:code`; nothing for ground that the address tells.
    pub(crate) id: Option<&'a str>,
    /// `None`: the whole country.
    pub(crate) straddle: Option<&'a StraddleAnswer<'a>>,
    pub(crate) credits: Vec<&'a str>,
    /// Identifiers and names of what stands beside the map.
    pub(crate) insets: Vec<(&'a str, &'a str)>,
}

/// How many sides are listed.
const MOST_SIDES: usize = 7;

/// The page; `None` where the program was built without it.
pub(crate) fn page(shown: &Shown<'_>) -> Option<String> {
    const HEAD: &str = "<!--head-->";
    const BODY: &str = "<!--body-->";
    const ROOT: &str = "<html lang=\"fr\" data-theme=\"auto\">";
    let template = asset("embed.html")?.bytes(Encoding::Identity).0;
    let template = std::str::from_utf8(&template).ok()?;
    let language = shown.card.language;
    let tag = say(language, "fr", "en");
    let root = format!("<html lang=\"{tag}\" data-theme=\"{}\">", shown.asked.theme.name());
    let head = html! {
        title { (shown.card.title) " · Échelle" }
        (shown.card.tags())
    };
    let page = template.replacen(ROOT, &root, 1).replacen(HEAD, &head.into_string(), 1);
    Some(page.replacen(BODY, &body(shown).into_string(), 1))
}

/// What the page may load, and who may frame it.
pub(crate) fn policy(frame_ancestors: &str) -> HeaderValue {
    let usual = POLICY;
    let policy = usual.to_str().unwrap_or("default-src 'self'");
    let open =
        policy.replace("frame-ancestors 'none'", &format!("frame-ancestors {frame_ancestors}"));
    HeaderValue::try_from(open).unwrap_or(POLICY)
}

fn body(shown: &Shown<'_>) -> Markup {
    let Shown { card, asked, id, straddle, .. } = shown;
    let language = card.language;
    let cut = straddle.and_then(|straddle| parting(&straddle.levels));
    let family = straddle.map_or("hue-administrative", |one| hue(one.subject.family).class());
    let home = format!("{}{}", card.origin, card.path);
    html! {
        main #embed class={ (family) " " (family.replace("hue", "shades")) } data-territory=[id] data-kind=[cut.map(|level| level.kind.as_str())]
            data-colour=(asked.colour.name()) data-interactive=(asked.interactive)
            data-title=(card.title) {
            header {
                h1 { a href=(home) target="_blank" rel="noopener" { (card.title) } }
                @if !card.sentence.is_empty() { p.lead { (card.sentence) } }
            }
            div.map-frame {
                @if straddle.is_some() { (still(shown)) }
                div #map.map {}
                div #controls {}
                div #key {}
            }
            @if !shown.insets.is_empty() { (insets(shown)) }
            @if let Some(level) = cut {
                ul.sides { (sides(&level.sides, language)) }
            }
            footer {
                p.credit { (credits(language, &shown.credits)) }
                a href=(home) target="_blank" rel="noopener" {
                    (say(language, "Ouvrir dans Échelle", "Open in Échelle"))
                }
            }
        }
    }
}

/// The image, until the map is there, or in its place.
fn still(shown: &Shown<'_>) -> Markup {
    let Card { image, ground, language, .. } = shown.card;
    let image = image.replace(".png", ".svg");
    let address = |look: &str| {
        let joint = if ground.is_empty() { '?' } else { '&' };
        let english = if *language == Language::English { "&lang=en" } else { "" };
        format!("{image}{ground}{joint}width=900&height=560&key=false&style={look}{english}")
    };
    let first = if shown.asked.theme == Theme::Dark { "dark" } else { "light" };
    html! {
        picture.still {
            @if shown.asked.theme == Theme::Auto {
                source srcset=(address("dark")) media="(prefers-color-scheme: dark)";
            }
            img src=(address(first)) width="900" height="560" alt=(shown.card.sentence);
        }
    }
}

fn sides(sides: &[SideAnswer<'_>], language: Language) -> Markup {
    let nobody = say(language, "hors de tout territoire", "in no territory");
    html! {
        @for (place, side) in sides.iter().take(MOST_SIDES).enumerate() {
            li {
                span.swatch.{ "shade-" (place.min(5)) } aria-hidden="true" {}
                (side.territory.as_ref().map_or(nobody, |territory| territory.name)) " "
                b { (percent(side.share.population.or(side.share.area).unwrap_or(0.0), language)) }
            }
        }
        @if sides.len() > MOST_SIDES {
            li { (say(language, "et ", "and ")) (sides.len() - MOST_SIDES)
                (say(language, " autres", " others")) }
        }
    }
}

fn insets(shown: &Shown<'_>) -> Markup {
    let language = shown.card.language;
    let dark = if shown.asked.theme == Theme::Dark { "&style=dark" } else { "" };
    html! {
        nav.insets aria-label=(say(language, "Outre-mer et Corse", "Overseas and Corsica")) {
            @for (id, name) in &shown.insets {
                a href={ (shown.card.origin) "/?territory=" (id) } target="_blank" rel="noopener" {
                    img src={ "/static/" (id) ".svg?width=96&height=72&key=false" (dark) } width="96"
                        height="72" alt="" loading="lazy";
                    span { (name) }
                }
            }
        }
    }
}
