//! Actors of two sources that may be one: proposed in the report, never merged.

use std::collections::HashMap;

use actor::Actor;
use dataset::{Collection, Records};
use geometry::Vertex;
use territory::words::fold::fold_all;

use super::{Read, gazetteer::Gazetteer};
use crate::text::{Text, shown};

/// Two of the same name are taken for one within so many metres.
const NEAR: f64 = 300.0;

/// What may be the same as an actor of another source.
pub(super) fn proposed(
    read: &[Read],
    others: &[Records],
    own: &territory::Code,
    gazetteer: &Gazetteer<'_>,
) -> Vec<Text> {
    let others: Vec<&Records> = others
        .iter()
        .filter(|set| set.collection == Collection::Actors && set.source.key != *own)
        .collect();
    if others.is_empty() {
        return Vec::new();
    }
    let mut by_name: HashMap<String, Vec<&Read>> = HashMap::new();
    let mut by_number: HashMap<(&str, &str), Vec<&Read>> = HashMap::new();
    for one in read {
        by_name.entry(key(&one.actor.name)).or_default().push(one);
        if let (Some(commune), Some(siret)) = (&one.actor.commune, &one.actor.siret) {
            by_number.entry((commune.as_str(), siret)).or_default().push(one);
        }
    }
    let mut texts = Vec::new();
    for set in others {
        for row in &set.rows {
            // What another import left unreadable is the business of the directory's notes.
            let Ok(other) = serde_json::from_str::<Actor>(row) else { continue };
            let point = point(&other, gazetteer);
            let same_name = by_name.get(&key(&other.name)).into_iter().flatten();
            let near = same_name.filter(|one| match (self::point(&one.actor, gazetteer), point) {
                (Some(a), Some(b)) => metres(a, b) <= NEAR,
                _ => false,
            });
            let number = other.commune.as_ref().zip(other.siret.as_deref());
            let same_number = number
                .and_then(|(commune, siret)| by_number.get(&(commune.as_str(), siret)))
                .into_iter()
                .flatten();
            let mut same: Vec<&&Read> = near.chain(same_number).collect();
            same.sort_by_key(|one| &one.actor.id);
            same.dedup_by_key(|one| &one.actor.id);
            texts.extend(same.into_iter().map(|one| proposal(one, &other, &set.source.name)));
        }
    }
    texts
}

fn proposal(one: &Read, other: &Actor, source: &str) -> Text {
    let (name, other) = (shown(&one.actor.name), shown(&other.name));
    let place = |language| one.place.text(language);
    Text::new(
        format!(
            "Doublon possible : « {name} » ({}) et « {other} » ({source})",
            place(territory::Language::French)
        ),
        format!(
            "Possible duplicate: “{name}” ({}) and “{other}” ({source})",
            place(territory::Language::English)
        ),
    )
}

fn key(name: &str) -> String {
    let words: Vec<String> = fold_all(name).into_iter().map(|word| word.text).collect();
    words.join(" ")
}

fn point(actor: &Actor, gazetteer: &Gazetteer<'_>) -> Option<Vertex> {
    match actor.at {
        Some([lon, lat]) => Vertex::from_degrees(lon, lat).ok(),
        None => gazetteer.hall(actor.commune.as_ref()?),
    }
}

/// Metres between two points that are near each other.
fn metres(a: Vertex, b: Vertex) -> f64 {
    const METRES: f64 = 111_194.9;
    let dx = (a.longitude() - b.longitude()) * a.latitude().to_radians().cos();
    let dy = a.latitude() - b.latitude();
    dx.hypot(dy) * METRES
}
