//! The same list as a table and as places on a map.

use serde::Serialize;
use territory::{Language, Sheet};

use crate::{ActorAnswer, ActorsAnswer, Placed, Where};

/// The list as CSV: UTF-8, commas, and no cell that a spreadsheet takes for a formula.
#[must_use]
pub fn csv(answer: &ActorsAnswer<'_>, language: Language) -> String {
    let french = language == Language::French;
    let header = if french {
        [
            "identifiant",
            "nom",
            "type",
            "thèmes",
            "présence",
            "commune",
            "code commune",
            "longitude",
            "latitude",
            "placé par",
            "adresse",
            "téléphone",
            "courriel",
            "site",
            "horaires",
            "réseau",
            "source",
            "licence",
            "date",
        ]
    } else {
        [
            "id",
            "name",
            "kind",
            "themes",
            "where",
            "commune",
            "commune code",
            "longitude",
            "latitude",
            "placed by",
            "address",
            "phone",
            "mail",
            "site",
            "hours",
            "network",
            "source",
            "licence",
            "date",
        ]
    };
    let mut sheet = Sheet::new(&header);
    for actor in &answer.actors {
        sheet.row(&cells(actor, language));
    }
    sheet.into_text()
}

fn cells(actor: &ActorAnswer<'_>, language: Language) -> [String; 19] {
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let themes: Vec<&str> = actor.themes.iter().map(|theme| theme.name.get(language)).collect();
    let commune = actor.place.commune.as_ref();
    [
        actor.id.clone(),
        actor.name.to_owned(),
        actor.kind_name.get(language).to_owned(),
        themes.join(" ; "),
        stand(actor.r#where, language).to_owned(),
        text(commune.map(|commune| commune.name)),
        text(commune.map(|commune| commune.code)),
        actor.place.lon.to_string(),
        actor.place.lat.to_string(),
        placed(actor.place.placed, language).to_owned(),
        text(actor.contact.address),
        text(actor.contact.phone),
        text(actor.contact.mail),
        text(actor.contact.site),
        text(actor.hours),
        text(actor.network),
        actor.source.to_owned(),
        actor.licence.to_owned(),
        actor.as_of.map(|date| date.to_string()).unwrap_or_default(),
    ]
}

fn stand(stand: Where, language: Language) -> &'static str {
    let [french, english] = match stand {
        Where::Here => ["ici", "here"],
        Where::Acts => ["y agit", "acts here"],
        Where::Near => ["commune voisine", "next door"],
    };
    if language == Language::French { french } else { english }
}

fn placed(placed: Placed, language: Language) -> &'static str {
    let [french, english] = match placed {
        Placed::Coordinates => ["coordonnées", "coordinates"],
        Placed::Commune => ["commune", "commune"],
        Placed::PostalCode => ["code postal et commune", "postal code and commune"],
    };
    if language == Language::French { french } else { english }
}

#[derive(Serialize)]
struct Collection<'a> {
    r#type: &'static str,
    features: Vec<Feature<'a>>,
}

#[derive(Serialize)]
struct Feature<'a> {
    r#type: &'static str,
    geometry: Point,
    properties: Properties<'a>,
}

#[derive(Serialize)]
struct Point {
    r#type: &'static str,
    coordinates: [f64; 2],
}

#[derive(Serialize)]
struct Properties<'a> {
    id: &'a str,
    name: &'a str,
    kind: &'a str,
    themes: Vec<&'a str>,
    r#where: Where,
    placed: Placed,
    commune: Option<&'a str>,
    source: &'a str,
}

/// The list as a GeoJSON FeatureCollection of points.
pub fn geojson(answer: &ActorsAnswer<'_>) -> Result<Vec<u8>, serde_json::Error> {
    let features = answer
        .actors
        .iter()
        .map(|actor| Feature {
            r#type: "Feature",
            geometry: Point { r#type: "Point", coordinates: [actor.place.lon, actor.place.lat] },
            properties: Properties {
                id: &actor.id,
                name: actor.name,
                kind: actor.kind,
                themes: actor.themes.iter().map(|theme| theme.slug).collect(),
                r#where: actor.r#where,
                placed: actor.place.placed,
                commune: actor.place.commune.as_ref().map(|commune| commune.code),
                source: actor.source,
            },
        })
        .collect();
    serde_json::to_vec(&Collection { r#type: "FeatureCollection", features })
}
