//! Where communes are, for rows to be placed: by point, by code, by postal code and name.

use std::collections::HashMap;

use dataset::{Base, Ground};
use geometry::{FaceLocator, Vertex};
use territory::{Code, Kind, PostalCode, words::fold::fold};

/// The communes of the latest vintage of a base.
#[derive(Debug)]
pub struct Gazetteer<'b> {
    locator: FaceLocator,
    /// The commune that holds each face.
    by_face: Vec<Option<&'b Code>>,
    names: HashMap<&'b Code, &'b str>,
    /// The communes of municipal arrondissements.
    wholes: HashMap<&'b Code, &'b Code>,
    by_postal_code: HashMap<PostalCode, Vec<&'b Code>>,
    /// What became of codes that ended.
    ended: HashMap<&'b Code, &'b [Code]>,
    halls: HashMap<&'b Code, Vertex>,
}

impl<'b> Gazetteer<'b> {
    /// Indexes a base.
    #[must_use]
    pub fn new(base: &'b Base) -> Self {
        let latest = base.vintages.last().copied();
        let mut by_face = vec![None; base.mesh.face_count()];
        let (mut names, mut wholes) = (HashMap::new(), HashMap::new());
        for territory in &base.territories {
            let is_piece = territory.id.kind == Kind::ARRONDISSEMENT_MUNICIPAL;
            if !is_piece && territory.id.kind != Kind::COMMUNE {
                continue;
            }
            let holds = |vintage| territory.span.is_none_or(|span| span.contains(vintage));
            if !latest.is_some_and(holds) {
                continue;
            }
            names.insert(&territory.id.code, &*territory.name);
            if let Some(whole) = territory.seat.as_ref().filter(|_| is_piece) {
                wholes.insert(&territory.id.code, whole);
            }
            if let (Ground::Faces(faces), false) = (&territory.ground, is_piece) {
                for face in faces {
                    if let Some(slot) = by_face.get_mut(face.0 as usize) {
                        *slot = Some(&territory.id.code);
                    }
                }
            }
        }
        let mut by_postal_code: HashMap<PostalCode, Vec<&Code>> = HashMap::new();
        for commune in base.communes.iter().filter(|c| Some(c.vintage) == latest) {
            for &postal in &commune.postal_codes {
                by_postal_code.entry(postal).or_default().push(&commune.code);
            }
        }
        let ended = base.successions.iter().map(|event| (&event.old, &*event.new)).collect();
        let halls = base.places.iter().map(|place| (&place.commune, place.position)).collect();
        let locator = FaceLocator::new(&base.mesh);
        Self { locator, by_face, names, wholes, by_postal_code, ended, halls }
    }

    /// The commune that holds a point.
    pub(super) fn at(&self, point: Vertex) -> Option<&'b Code> {
        let face = self.locator.locate(point)?;
        self.by_face.get(face.0 as usize).copied().flatten()
    }

    /// The code of a commune of today for a code of any vintage.
    pub(super) fn of_code(&self, code: &Code) -> Option<&'b Code> {
        if let Some((code, _)) = self.names.get_key_value(code) {
            return Some(code);
        }
        let heir = self.ended.get(code)?.first()?;
        self.names.get_key_value(heir).map(|(code, _)| *code)
    }

    /// The commune of a postal code and a name; without a name, or where none of them has it, the
    /// only commune of the postal code.
    pub(super) fn of_postal_code(
        &self,
        postal: PostalCode,
        name: Option<&str>,
    ) -> Option<&'b Code> {
        let communes = self.by_postal_code.get(&postal)?;
        let wanted = name.map(spelt);
        let named = communes.iter().find(|code| {
            let known = self.names.get(**code).map(|name| spelt(name));
            known.is_some() && known == wanted
        });
        match (named, communes.as_slice()) {
            (Some(code), _) => Some(code),
            (None, [only]) => Some(only),
            _ => None,
        }
    }

    /// The commune of a municipal arrondissement, and itself for a commune.
    pub(super) fn whole<'c>(&'c self, code: &'c Code) -> &'c Code {
        self.wholes.get(code).copied().unwrap_or(code)
    }

    /// The name of a commune of today.
    pub(super) fn name(&self, code: &Code) -> &'b str {
        self.names.get(code).copied().unwrap_or_default()
    }

    /// The town hall of a commune of today.
    pub(super) fn hall(&self, code: &Code) -> Option<Vertex> {
        self.halls.get(code).copied()
    }
}

/// A name as it may be compared: folded, "St" and "Ste" written out, without what postal services
/// add for districts.
fn spelt(name: &str) -> String {
    let mut words: Vec<String> = fold(name)
        .into_iter()
        .map(|word| match word.text.as_str() {
            "st" => "saint".to_owned(),
            "ste" => "sainte".to_owned(),
            _ => word.text,
        })
        .collect();
    while words
        .last()
        .is_some_and(|word| word == "cedex" || word.bytes().all(|b| b.is_ascii_digit()))
    {
        words.pop();
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expect: &str) {
        assert_eq!(spelt(name), expect);
    }

    #[test]
    fn names_are_compared_as_postal_services_write_them() {
        check("ST HIPPOLYTE DU FORT", "saint hippolyte du fort");
        check("Saint-Hippolyte-du-Fort", "saint hippolyte du fort");
        check("MARSEILLE 11", "marseille");
        check("GANGES CEDEX 2", "ganges");
    }
}
