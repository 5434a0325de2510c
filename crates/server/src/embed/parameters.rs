//! What the page of a frame is asked.

use atlas::Atlas;
use axum::http::StatusCode;
use territory::Kind;

use crate::{
    parameters::{Allowed, Parameter, Query},
    problem::Problem,
    site::Snapshot,
};

/// How a map in a frame looks and behaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EmbedParameters {
    pub(crate) colour: Colour,
    pub(crate) theme: Theme,
    /// Whether it can be moved.
    pub(crate) interactive: bool,
    /// Whether overseas régions and Corsica stand beside it.
    pub(crate) insets: bool,
}

/// What the ground is coloured by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Colour {
    /// The borders that cut it.
    #[default]
    Cut,
    /// People on each square kilometre.
    People,
    /// Who holds a competence, by its slug.
    Holders(String),
    /// Who works on a theme, by its slug.
    Actors(String),
}

/// Its colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Theme {
    /// As the reader's system wants.
    #[default]
    Auto,
    Light,
    Dark,
}

/// The most layers of one map, as in tiles.
const MOST_LAYERS: usize = 8;

impl Theme {
    /// Its name, as addresses and style sheets write it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

impl Colour {
    /// As addresses write it.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Cut => "cut".to_owned(),
            Self::People => "people".to_owned(),
            Self::Holders(slug) => format!("holders:{slug}"),
            Self::Actors(slug) => format!("actors:{slug}"),
        }
    }
}

impl Parameter for Theme {
    const EXPECTED: [&'static str; 2] = ["auto, light ou dark", "auto, light or dark"];

    fn parse(text: &str) -> Option<Self> {
        [Self::Auto, Self::Light, Self::Dark].into_iter().find(|theme| theme.name() == text)
    }
}

impl Parameter for Colour {
    const EXPECTED: [&'static str; 2] = [
        "cut, people, holders: et une compétence, ou actors: et un thème",
        "cut, people, holders: and a competence, or actors: and a theme",
    ];

    fn parse(text: &str) -> Option<Self> {
        let slug = |text: &str| {
            let known =
                |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
            (!text.is_empty() && text.len() <= 80 && text.bytes().all(known))
                .then(|| text.to_owned())
        };
        match text.split_once(':') {
            None if text == "cut" => Some(Self::Cut),
            None if text == "people" => Some(Self::People),
            Some(("holders", competence)) => slug(competence).map(Self::Holders),
            Some(("actors", theme)) => slug(theme).map(Self::Actors),
            _ => None,
        }
    }
}

impl EmbedParameters {
    /// Reads them; layers must be loaded, each once, and what colours the ground must be known.
    pub(crate) fn read(query: &Query<'_>, snapshot: &Snapshot) -> Result<Self, Problem> {
        check_layers(query, snapshot.atlas())?;
        let colour = query.optional("colour")?.unwrap_or_default();
        check_colour(&colour, snapshot)?;
        Ok(Self {
            colour,
            theme: query.optional("theme")?.unwrap_or_default(),
            interactive: query.optional::<Allowed>("interactive")?.is_none_or(|allowed| allowed.0),
            insets: query.flag("insets")?,
        })
    }
}

fn check_colour(colour: &Colour, snapshot: &Snapshot) -> Result<(), Problem> {
    let (slug, known, list) = match colour {
        Colour::Cut | Colour::People => return Ok(()),
        Colour::Holders(slug) => {
            let register = snapshot.competences();
            let known = register.is_some_and(|register| register.catalogue().find(slug).is_some());
            (slug, known, "/api/competences")
        }
        Colour::Actors(slug) => {
            let themes = &snapshot.funding().catalogue().themes;
            (slug, themes.find(slug).is_some(), "/api/themes")
        }
    };
    if known {
        return Ok(());
    }
    Err(Problem::new(
        StatusCode::BAD_REQUEST,
        format!("« {slug} » n’est pas connu ; {list} donne ce qui peut colorer la carte."),
        format!("“{slug}” is not known; {list} lists what can colour the map."),
    )
    .at("colour"))
}

fn check_layers(query: &Query<'_>, atlas: &Atlas) -> Result<(), Problem> {
    let layers: Vec<&str> = query
        .text("layers")
        .map(|text| text.split(',').filter(|layer| !layer.is_empty()).collect())
        .unwrap_or_default();
    for (place, layer) in layers.iter().enumerate() {
        let loaded = layer.parse::<Kind>().is_ok_and(|kind| atlas.of_kind(&kind).next().is_some());
        if !loaded || place >= MOST_LAYERS || layers[..place].contains(layer) {
            let shown = crate::parameters::shortened(layer);
            return Err(Problem::new(
                StatusCode::BAD_REQUEST,
                format!(
                    "La couche « {shown} » ne peut pas être montrée : huit couches chargées au \
                         plus, chacune une fois."
                ),
                format!(
                    "The layer “{shown}” cannot be shown: eight loaded layers at most, each once."
                ),
            )
            .at("layers"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Option<Colour>) {
        assert_eq!(Colour::parse(text), expect, "{text}");
        if let Some(colour) = expect {
            assert_eq!(colour.name(), text);
        }
    }

    #[test]
    fn colours_are_read_as_they_are_written() {
        check("cut", Some(Colour::Cut));
        check("people", Some(Colour::People));
        check("holders:eau", Some(Colour::Holders("eau".to_owned())));
        check("actors:petite-enfance", Some(Colour::Actors("petite-enfance".to_owned())));
        for text in ["", "red", "holders:", "holders:<b>", "actors:É", "people:x"] {
            check(text, None);
        }
    }
}
