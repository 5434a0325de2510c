//! A register over the small country, and questions in one line.

use std::sync::Arc;

use atlas::Atlas;
use competence::{Asked, Catalogue, Declarations, HoldersAnswer, Register};
use territory::Language;

use crate::country;

/// The eight base kinds, the State, and a small Lyon: one authority that is both
/// groupement and département on the two first columns, from 2015.
pub(crate) const AUTHORITIES: &str = r#"
kind = [
    { slug = "commune", name = { fr = "commune", en = "commune" }, article = "CGCT L2111-1", tier = "commune" },
    { slug = "communaute-de-communes", name = { fr = "c", en = "c" }, article = "CGCT L5214-1", tier = "groupement" },
    { slug = "communaute-d-agglomeration", name = { fr = "c", en = "c" }, article = "CGCT L5216-1", tier = "groupement" },
    { slug = "communaute-urbaine", name = { fr = "c", en = "c" }, article = "CGCT L5215-1", tier = "groupement" },
    { slug = "metropole", name = { fr = "m", en = "m" }, article = "CGCT L5217-1", tier = "groupement" },
    { slug = "departement", name = { fr = "d", en = "d" }, article = "CGCT L3111-1", tier = "departement" },
    { slug = "region", name = { fr = "r", en = "r" }, article = "CGCT L4111-1", tier = "region" },
    { slug = "etat", name = { fr = "É", en = "S" }, article = "loi 92-125", tier = "etat" },
    { slug = "petit-lyon", name = { fr = "m", en = "m" }, article = "CGCT L3611-1", tier = "groupement", acts_as = ["metropole", "departement"] },
]
authority = [
    { slug = "etat", kind = "etat", name = "État", ground = ["france"], seat = "10002", article = "loi 92-125", from = 1992-02-08 },
    { slug = "lyon", kind = "petit-lyon", name = "Petit Lyon", siren = "100000001", ground = ["epci:100000001"], replaces = ["epci:100000001", "departement:01"], seat = "10002", site = "https://lyon.example", article = "CGCT L3611-1", from = 2015-01-01 },
]
seat = [{ territory = "departement:02", commune = "10003", site = "https://est.example" }]
"#;

/// A theme file with one competence, its rules written out.
pub(crate) fn theme(none: &str, rules: &str) -> String {
    format!(
        r#"
theme = {{ slug = "eau", name = {{ fr = "Eau", en = "Water" }} }}
[[competence]]
slug = "eau-potable"
name = {{ fr = "Eau potable", en = "Drinking water" }}
summary = {{ fr = "L’eau du robinet.", en = "Tap water." }}
keywords = ["robinet"]
banatic-2025 = ["1505"]
none = [{none}]
{rules}
"#
    )
}

/// The small country, its EPCI given natures: an agglomération in the middle, else communautés de
/// communes.
pub(crate) fn atlas() -> Atlas {
    let mut dataset = country::dataset();
    for territory in &mut dataset.base.as_mut().unwrap().territories {
        territory.nature = match territory.id.code.as_str() {
            "100000002" => Some("CA".to_owned()),
            code if code.starts_with("1000000") => Some("CC".to_owned()),
            _ => None,
        };
    }
    Atlas::new(dataset).unwrap().0
}

/// Who holds on each zone, in one text: `epci:1 (law), commune:2 (shared) + region:11`, then the
/// number of communes; zones parted by ` | `.
pub(crate) fn told(answer: &HoldersAnswer<'_>) -> String {
    let zone = |zone: &competence::ZoneAnswer<'_>| {
        let list = |holders: &[competence::HolderAnswer<'_>]| {
            let one = holders.iter().map(|h| format!("{} ({})", h.authority.id, h.title.as_str()));
            one.collect::<Vec<_>>().join(", ")
        };
        let lead =
            if zone.lead.is_empty() { String::new() } else { format!(" + {}", list(&zone.lead)) };
        format!("{}{lead} in {}", list(&zone.holders), zone.communes)
    };
    answer.zones.iter().map(zone).collect::<Vec<_>>().join(" | ")
}

/// Asks about the one competence of a catalogue.
pub(crate) fn ask(
    catalogue: Catalogue,
    declared: Vec<Declarations>,
    territory: &str,
    date: &str,
) -> String {
    let atlas = atlas();
    let register = Register::new(Arc::new(catalogue), &atlas, declared);
    let year = atlas.year(None).unwrap();
    let index = atlas.find(&territory.parse().unwrap(), year).unwrap();
    let subject = atlas.subject(index, year).unwrap();
    let asked =
        Asked { atlas: &atlas, year, date: date.parse().unwrap(), language: Language::English };
    let id = register.catalogue().find("eau-potable").unwrap();
    told(&register.holders(id, &subject, "", asked))
}

/// The catalogue of one competence with these rules.
pub(crate) fn catalogue(none: &str, rules: &str) -> Catalogue {
    Catalogue::read(AUTHORITIES, &[("eau", &theme(none, rules))]).unwrap()
}

/// A rule in one line.
pub(crate) fn rule(kinds: &str, title: &str, rest: &str) -> String {
    let kinds: Vec<String> = kinds.split(' ').map(|kind| format!("\"{kind}\"")).collect();
    let on = if title == "depends" { "on = { fr = \"x\", en = \"x\" }\n" } else { "" };
    let from = if rest.starts_with("from =") { "" } else { "from = 2000-01-01\n" };
    format!(
        "[[competence.rule]]\nkinds = [{}]\ntitle = \"{title}\"\n{on}article = \"CGCT L1111-4\"\n{from}{rest}\n",
        kinds.join(", ")
    )
}
