//! oEmbed 1.0 (oembed.com): an address of this server becomes a frame on another site.

use axum::http::{StatusCode, Uri};
use maud::{PreEscaped, html};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Card, card::IMAGE};
use crate::{parameters::Query, problem::Problem};

/// The answer, of the type `rich`.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Oembed {
    /// Always 1.0.
    version: &'static str,
    /// Always `rich`.
    r#type: &'static str,
    /// The name of the territory.
    title: String,
    /// Échelle.
    provider_name: &'static str,
    /// This server.
    provider_url: String,
    /// Seconds for which it may be kept.
    cache_age: u32,
    /// Its image.
    thumbnail_url: String,
    /// In pixels.
    thumbnail_width: u16,
    /// In pixels.
    thumbnail_height: u16,
    /// The frame.
    html: String,
    /// In pixels.
    width: u16,
    /// In pixels.
    height: u16,
}

/// The largest frame a site takes, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) width: u16,
    pub(crate) height: u16,
}

/// What an address of this server is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    /// `kind:code`; `None`: ground that the query tells.
    pub(crate) id: Option<String>,
    /// The query of the frame.
    pub(crate) query: String,
}

const USUAL: Size = Size { width: 700, height: 480 };
const DAY: u32 = 86_400;

impl Size {
    /// The usual frame, no larger than asked.
    pub(crate) fn within(width: Option<u16>, height: Option<u16>) -> Self {
        Self {
            width: width.map_or(USUAL.width, |most| most.min(USUAL.width)),
            height: height.map_or(USUAL.height, |most| most.min(USUAL.height)),
        }
    }
}

impl Target {
    /// Reads an address; `None`: it is not one of a territory on this server.
    pub(crate) fn of(address: &str, origin: &str) -> Option<Self> {
        const KEPT: [&str; 9] = [
            "communes",
            "polygon",
            "name",
            "layers",
            "colour",
            "lang",
            "vintage",
            "interactive",
            "insets",
        ];
        let (_, host) = origin.split_once("://")?;
        // A page reached by http may be told by https, and the other way round.
        let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
        let rest = rest.strip_prefix(host)?;
        let uri: Uri = rest.split('#').next()?.parse().ok()?;
        if !rest.starts_with('/') {
            return None;
        }
        let query = Query::of(&uri);
        let id = match uri.path() {
            "/" | "/index.html" => query
                .text("territory")
                .map(str::to_owned)
                .or_else(|| query.text("place").map(|code| format!("commune:{code}"))),
            "/embed" | "/fiche" => None,
            path => {
                let named =
                    path.strip_prefix("/embed/").or_else(|| path.strip_prefix("/fiche/"))?;
                Some(named.replace("%3A", ":").replace("%3a", ":"))
            }
        };
        let ground = query.text("communes").or_else(|| query.text("polygon")).is_some();
        if id.is_none() && !ground {
            return None;
        }
        let mut kept = form_urlencoded::Serializer::new(String::new());
        for name in KEPT {
            let told = id.is_some() && matches!(name, "communes" | "polygon" | "name");
            if let Some(value) = query.text(name).filter(|_| !told) {
                kept.append_pair(name, value);
            }
        }
        // On the page this word is of projects; in a frame it is the colours.
        if let Some(theme) = query.text("theme").filter(|_| uri.path().starts_with("/embed")) {
            kept.append_pair("theme", theme);
        }
        Some(Self { id, query: kept.finish() })
    }

    /// The path of the frame.
    pub(crate) fn frame(&self) -> String {
        let Self { id, query } = self;
        let path = id.as_ref().map_or_else(|| "/embed".to_owned(), |id| format!("/embed/{id}"));
        if query.is_empty() { path } else { format!("{path}?{query}") }
    }
}

impl Oembed {
    pub(crate) fn new(card: &Card, target: &Target, Size { width, height }: Size) -> Self {
        let source = format!("{}{}", card.origin, target.frame());
        let frame = html! {
            iframe src=(source) title=(card.title) width=(width) height=(height) loading="lazy"
                frameborder="0" {}
        };
        Self {
            version: "1.0",
            r#type: "rich",
            title: card.title.clone(),
            provider_name: "Échelle",
            provider_url: card.origin.clone(),
            cache_age: DAY,
            thumbnail_url: card.image(),
            thumbnail_width: IMAGE[0],
            thumbnail_height: IMAGE[1],
            html: frame.into_string(),
            width,
            height,
        }
    }

    /// The same as XML.
    pub(crate) fn xml(&self) -> String {
        html! {
            (PreEscaped("<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>"))
            oembed {
                version { (self.version) }
                type { (self.r#type) }
                title { (self.title) }
                provider_name { (self.provider_name) }
                provider_url { (self.provider_url) }
                cache_age { (self.cache_age) }
                thumbnail_url { (self.thumbnail_url) }
                thumbnail_width { (self.thumbnail_width) }
                thumbnail_height { (self.thumbnail_height) }
                html { (self.html) }
                width { (self.width) }
                height { (self.height) }
            }
        }
        .into_string()
    }
}

/// Nothing of this server is at an address.
pub(crate) fn foreign() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "Cette adresse n’est pas celle d’un territoire sur ce serveur.",
        "This is not the address of a territory on this server.",
    )
    .at("url")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORIGIN: &str = "https://carte.example";

    fn check(address: &str, expect: Option<&str>) {
        let target = Target::of(address, ORIGIN);
        assert_eq!(target.as_ref().map(Target::frame).as_deref(), expect, "{address}");
    }

    #[test]
    fn addresses_of_territories_become_frames() {
        check("https://carte.example/?territory=epci:1&step=cuts", Some("/embed/epci:1"));
        check("http://carte.example/?place=34111", Some("/embed/commune:34111"));
        check("https://carte.example/?territory=epci:1&theme=culture", Some("/embed/epci:1"));
        check("https://carte.example/fiche/pnr:FR1?lang=en#x", Some("/embed/pnr:FR1?lang=en"));
        check(
            "https://carte.example/embed/epci%3A1?colour=people&theme=dark",
            Some("/embed/epci:1?colour=people&theme=dark"),
        );
        check(
            "https://carte.example/?communes=34111,30325&name=A%26B",
            Some("/embed?communes=34111%2C30325&name=A%26B"),
        );
    }

    #[test]
    fn others_do_not() {
        for address in [
            "https://carte.example/",
            "https://carte.example.evil.example/?territory=epci:1",
            "https://carte.example@evil.example/?territory=epci:1",
            "https://autre.example/?territory=epci:1",
            "https://carte.example/api/stats",
            "javascript:alert(1)",
            "//carte.example/?territory=epci:1",
            "",
        ] {
            check(address, None);
        }
    }
}
