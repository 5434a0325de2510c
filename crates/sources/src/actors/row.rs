//! One row of a table, made an actor.

use std::collections::HashSet;

use actor::{Actor, Intervention, Kinds};
use territory::{Language, TerritoryId, Themes};

use super::{
    Findings, Read, dates,
    gazetteer::Gazetteer,
    mapping::{Field, Mapping, look_up},
    place::{Said, place},
};
use crate::{
    errors::{Place, Problem},
    rows::RawRow,
    text::{Phrase, Text, shown},
};

/// What makes actors of rows.
pub(super) struct RowReader<'a> {
    pub(super) mapping: &'a Mapping,
    pub(super) columns: &'a [&'a str],
    pub(super) gazetteer: &'a Gazetteer<'a>,
    pub(super) themes: Themes,
    pub(super) kinds: Kinds,
}

const A_NAME: Phrase = Phrase::new("un nom", "a name");
const A_PLACE: Phrase = Phrase::new(
    "des coordonnées, un code de commune, ou un code postal et un nom",
    "coordinates, a commune code, or a postal code and a name",
);
const AN_AREA: Phrase = Phrase::new(
    "des territoires (« epci:243400470 »), un rayon (« 20 km ») ou « France »",
    "territories (“epci:243400470”), a radius (“20 km”) or “France”",
);
const A_DATE: Phrase = Phrase::new("une date", "a date");
const A_SITE: Phrase = Phrase::new("une adresse web", "a web address");

impl RowReader<'_> {
    /// Reads a row into the findings.
    pub(super) fn read(&self, row: &RawRow, findings: &mut Findings, ids: &mut HashSet<String>) {
        let value = |column: &str| {
            let place = self.columns.binary_search(&column).ok()?;
            row.cells.get(place)?.as_deref()
        };
        let wanted = |(column, values): (&String, &Vec<String>)| {
            value(column).is_some_and(|value| values.iter().any(|wanted| wanted == value))
        };
        if !self.mapping.only.iter().all(wanted) {
            findings.left_out += 1;
            return;
        }
        let text = |field: Field| self.mapping.columns.get(&field)?.text(value);
        let Some(name) = text(Field::Name) else {
            let field = "name".to_owned();
            let problem = Problem::BadValue { field, value: String::new(), expected: A_NAME };
            return findings.refuse("", &row.place, &problem);
        };
        let number =
            || row.place.text(Language::English).rsplit(' ').next().unwrap_or_default().to_owned();
        let id = text(Field::Id).unwrap_or_else(number);
        if !ids.insert(id.clone()) {
            return findings.refuse(&name, &row.place, &Problem::Duplicate(shown(&id)));
        }
        let Some(spot) = self.spot(row, &text, &name, findings) else {
            let field = "place".to_owned();
            let problem = Problem::BadValue { field, value: String::new(), expected: A_PLACE };
            return findings.refuse(&name, &row.place, &problem);
        };
        let boxed = |text: Option<String>| text.map(String::into_boxed_str);
        let constants = &self.mapping.constants;
        let actor = Actor {
            id: id.into(),
            kind: self.kind(text(Field::Kind), findings).into(),
            themes: self.themes(text(Field::Themes).as_deref(), findings),
            about: boxed(text(Field::About)),
            at: spot.point.map(|point| [point.longitude(), point.latitude()]),
            commune: Some(spot.commune),
            placed: spot.placed,
            acts: self.area(text(Field::Intervention), &row.place, findings),
            address: boxed(text(Field::Address)),
            phone: boxed(text(Field::Phone)),
            mail: boxed(text(Field::Mail)),
            site: boxed(text(Field::Site).and_then(|site| web(&site, &row.place, findings))),
            hours: boxed(text(Field::Hours)),
            network: boxed(text(Field::Network).or_else(|| constants.network.clone())),
            parent: boxed(text(Field::Parent)),
            siret: boxed(text(Field::Siret).and_then(|text| siret(&text))),
            as_of: text(Field::Date)
                .and_then(|text| date(&text, &row.place, findings))
                .or(constants.date),
            name: name.into(),
        };
        findings.read.push(Read { actor, place: row.place.clone() });
    }

    fn spot(
        &self,
        row: &RawRow,
        text: &dyn Fn(Field) -> Option<String>,
        name: &str,
        findings: &mut Findings,
    ) -> Option<super::place::Spot> {
        let fields = [
            Field::Lon,
            Field::Lat,
            Field::X,
            Field::Y,
            Field::Commune,
            Field::PostalCode,
            Field::CommuneName,
        ];
        let [lon, lat, x, y, commune, postal_code, commune_name] = fields.map(text);
        let said = Said {
            lon: lon.as_deref(),
            lat: lat.as_deref(),
            x: x.as_deref(),
            y: y.as_deref(),
            point: row.point,
            commune: commune.as_deref(),
            postal_code: postal_code.as_deref(),
            commune_name: commune_name.as_deref(),
        };
        let mut doubts = Vec::new();
        let spot = place(&said, self.gazetteer, &mut doubts);
        for doubt in doubts {
            let found = spot.as_ref().map(|spot| self.gazetteer.name(&spot.commune));
            let code = commune.as_deref().map(shown).unwrap_or_default();
            let which = format!("{} ({code} → {})", shown(name), found.unwrap_or_default());
            findings.doubts.entry(doubt).or_default().push((row.place.clone(), which));
        }
        spot
    }

    fn kind(&self, value: Option<String>, findings: &mut Findings) -> String {
        let known = value.as_deref().and_then(|value| {
            let mapped = look_up(&self.mapping.kinds, value).cloned();
            mapped.or_else(|| self.kinds.find(value).map(|_| value.to_owned()))
        });
        if known.is_none()
            && let Some(value) = value
        {
            *findings.unknown.entry(shown(&value)).or_default() += 1;
        }
        let constant = || self.mapping.constants.kind.clone();
        known.or_else(constant).unwrap_or_else(|| "autre".to_owned())
    }

    /// The themes of a cell and the constant ones, each once.
    fn themes(&self, value: Option<&str>, findings: &mut Findings) -> Vec<Box<str>> {
        let mut slugs: Vec<Box<str>> =
            self.mapping.constants.themes.iter().map(|slug| slug.as_str().into()).collect();
        for part in value.iter().flat_map(|value| value.split(&self.mapping.separator)) {
            let part = part.trim();
            if let Some(mapped) = look_up(&self.mapping.themes, part) {
                slugs.extend(mapped.iter().map(|slug| slug.as_str().into()));
            } else if self.themes.find(part).is_some() {
                slugs.push(part.into());
            } else if !part.is_empty() {
                *findings.unknown.entry(shown(part)).or_default() += 1;
            }
        }
        slugs.sort_unstable();
        slugs.dedup();
        slugs
    }

    fn area(
        &self,
        value: Option<String>,
        place: &Place,
        findings: &mut Findings,
    ) -> Option<Intervention> {
        let constant = &self.mapping.constants.intervention;
        let Some(text) = value else {
            return (!constant.is_empty()).then(|| Intervention::Territories(constant.clone()));
        };
        let read = area(&text, &self.mapping.separator);
        if read.is_none() {
            findings.remark(unused("intervention", &text, AN_AREA, place));
        }
        read
    }
}

/// An area of intervention: territories, a radius, or the country.
fn area(text: &str, separator: &str) -> Option<Intervention> {
    let small = text.to_lowercase();
    if let Some(km) = small.strip_suffix("km") {
        let km: f64 = km.trim().replace(',', ".").parse().ok()?;
        return (0.0..=Intervention::MOST_KM).contains(&km).then_some(Intervention::Km(km));
    }
    if matches!(small.trim(), "france" | "national" | "france entière") {
        return Some(Intervention::Country);
    }
    let parts = text.split(|c: char| c == ',' || c.is_whitespace() || separator.contains(c));
    let ids: Option<Vec<TerritoryId>> = parts
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok())
        .collect();
    ids.filter(|ids| !ids.is_empty()).map(Intervention::Territories)
}

fn date(text: &str, place: &Place, findings: &mut Findings) -> Option<territory::Date> {
    let read = dates::read(text);
    if read.is_none() {
        findings.remark(unused("date", text, A_DATE, place));
    }
    read
}

/// A web address that a page may link to: http or https, nothing that could run.
fn web(text: &str, place: &Place, findings: &mut Findings) -> Option<String> {
    let bare = !text.contains(':') && text.contains('.');
    let clean = !text
        .contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"'));
    let small = text.to_ascii_lowercase();
    if clean && (small.starts_with("https://") || small.starts_with("http://")) {
        return Some(text.to_owned());
    }
    if clean && bare {
        return Some(format!("https://{text}"));
    }
    findings.remark(unused("site", text, A_SITE, place));
    None
}

/// Fourteen digits that are not all zero.
fn siret(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let known = digits.len() == 14
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && digits.bytes().any(|byte| byte != b'0');
    known.then_some(digits)
}

fn unused(field: &str, value: &str, expected: Phrase, place: &Place) -> Text {
    let problem = Problem::BadValue { field: field.to_owned(), value: shown(value), expected };
    let text =
        |language, colon| format!("{}{colon} {}", place.text(language), problem.text(language));
    Text::new(text(Language::French, "\u{a0}:"), text(Language::English, ":"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_are_read_as_people_write_them() {
        let check = |text: &str, expect: Option<Intervention>| {
            assert_eq!(area(text, ";"), expect, "{text}");
        };
        let ids = |list: &[&str]| {
            Some(Intervention::Territories(list.iter().map(|id| id.parse().unwrap()).collect()))
        };
        check("epci:243400470", ids(&["epci:243400470"]));
        check("commune:34111 ; commune:30350", ids(&["commune:34111", "commune:30350"]));
        check("20 km", Some(Intervention::Km(20.0)));
        check("7,5km", Some(Intervention::Km(7.5)));
        check("France", Some(Intervention::Country));
        check("partout", None);
        check("-3 km", None);
        check("9999 km", None);
    }

    #[test]
    fn only_web_addresses_are_kept() {
        let mut findings = Findings::default();
        let place = Place::file(std::path::Path::new("a.csv"));
        let mut check = |text: &str, expect: Option<&str>| {
            assert_eq!(web(text, &place, &mut findings).as_deref(), expect, "{text}");
        };
        check("https://a.fr/?b=c", Some("https://a.fr/?b=c"));
        check("www.a.fr", Some("https://www.a.fr"));
        check("javascript:alert(1)", None);
        check("JAVASCRIPT://a.fr", None);
        check("https://a.fr/\"><script>", None);
        check("voir plus bas", None);
        assert_eq!(findings.remarks.len(), 4);
    }

    #[test]
    fn numbers_that_are_no_siret_are_left_out() {
        assert_eq!(siret("775 560 261 00015").as_deref(), Some("77556026100015"));
        assert_eq!(siret("00000000000000"), None);
        assert_eq!(siret("7755"), None);
    }
}
