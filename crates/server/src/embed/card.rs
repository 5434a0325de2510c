//! The card of a link: what networks, messengers and editors show of a page of a territory.

use maud::{Markup, html};
use territory::Language;

use crate::sheet::{Place, say};

/// The image of ground of one's own.
const OWN_IMAGE: &str = "/static/ground.png";

/// What is told of a page.
#[derive(Clone, Debug)]
pub(crate) struct Card {
    /// Scheme and host of this server, as people reach it.
    pub(crate) origin: String,
    pub(crate) language: Language,
    pub(crate) title: String,
    pub(crate) sentence: String,
    /// The path of the page.
    pub(crate) path: String,
    /// The path of its image, without its query.
    pub(crate) image: String,
    /// The query that tells its ground, where it is not in the paths; with its `?`.
    pub(crate) ground: String,
}

/// Width and height of the image of a card.
pub(crate) const IMAGE: [u16; 2] = [1200, 630];

impl Card {
    /// The card of a place; `name`: what the address calls ground of one's own.
    pub(crate) fn new(
        origin: String,
        language: Language,
        (title, sentence): (String, String),
        (place, name): (&Place, &str),
    ) -> Self {
        let written = |name: &str, value: &str| {
            let value: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
            // Legal in a query, and shorter as they are.
            format!("{name}={}", value.replace("%3A", ":").replace("%2C", ","))
        };
        let (asked, image) = match place {
            Place::Territory(id) => (written("territory", id), format!("/static/{id}.png")),
            Place::Communes(codes) => (written("communes", codes), OWN_IMAGE.to_owned()),
            Place::Polygon(ring) => (written("polygon", ring), OWN_IMAGE.to_owned()),
        };
        let called =
            if name.is_empty() { String::new() } else { format!("&{}", written("name", name)) };
        let english = if language == Language::English { "&lang=en" } else { "" };
        let ground = match place {
            Place::Territory(_) => String::new(),
            _ => format!("?{asked}{called}"),
        };
        let path = format!("/?{asked}{called}{english}");
        Self { origin, language, title, sentence, path, image, ground }
    }

    /// The card of the whole country.
    pub(crate) fn of_all(origin: String, language: Language) -> Self {
        let title = say(language, "Territoires de France", "Territories of France").to_owned();
        let english = if language == Language::English { "?lang=en" } else { "" };
        let path = format!("/{english}");
        let nothing = String::new;
        Self {
            origin,
            language,
            title,
            sentence: nothing(),
            path,
            image: nothing(),
            ground: nothing(),
        }
    }

    /// The address of the image.
    pub(crate) fn image(&self) -> String {
        let Self { origin, image, ground, .. } = self;
        let english = match (self.language, ground.is_empty()) {
            (Language::French, _) => "",
            (Language::English, true) => "?lang=en",
            (Language::English, false) => "&lang=en",
        };
        format!("{origin}{image}{ground}{english}")
    }

    /// The tags of a page's head.
    pub(crate) fn tags(&self) -> Markup {
        let page = format!("{}{}", self.origin, self.path);
        let encoded: String = form_urlencoded::byte_serialize(page.as_bytes()).collect();
        let oembed = |format: &str| format!("{}/oembed?url={encoded}&format={format}", self.origin);
        let [width, height] = IMAGE;
        html! {
            meta name="description" content=(self.sentence);
            meta property="og:type" content="website";
            meta property="og:site_name" content="Échelle";
            meta property="og:title" content=(self.title);
            meta property="og:description" content=(self.sentence);
            meta property="og:url" content=(page);
            meta property="og:locale" content=(match self.language {
                Language::French => "fr_FR",
                Language::English => "en_GB",
            });
            @if !self.image.is_empty() {
                meta property="og:image" content=(self.image());
                meta property="og:image:type" content="image/png";
                meta property="og:image:width" content=(width);
                meta property="og:image:height" content=(height);
                meta property="og:image:alt" content=(self.title);
                meta name="twitter:card" content="summary_large_image";
                link rel="alternate" type="application/json+oembed" href=(oembed("json")) title=(self.title);
                link rel="alternate" type="text/xml+oembed" href=(oembed("xml")) title=(self.title);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_escaped_and_absolute() {
        let card = Card {
            origin: "https://carte.example".to_owned(),
            language: Language::English,
            title: "\"><script>".to_owned(),
            sentence: "Cut & torn".to_owned(),
            path: "/?territory=epci:1&lang=en".to_owned(),
            image: "/static/epci:1.png".to_owned(),
            ground: String::new(),
        };
        let tags = card.tags().into_string();
        assert!(!tags.contains("<script>") && tags.contains("Cut &amp; torn"), "{tags}");
        assert!(
            tags.contains("content=\"https://carte.example/static/epci:1.png?lang=en\""),
            "{tags}"
        );
        assert!(tags.contains("oembed?url=https%3A%2F%2Fcarte.example%2F%3Fterritory%3Depci%3A1"));
    }
}
