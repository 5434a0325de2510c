//! The built-in catalogue: whole, searchable, and answering everywhere.

use std::{
    collections::{BTreeSet, HashSet},
    sync::Arc,
};

use competence::{Asked, Catalogue, Register, table};
use territory::{Date, Language};

use crate::support::atlas;

#[test]
fn the_catalogue_has_no_flaw() {
    let catalogue = Catalogue::bundled().unwrap();
    assert!(catalogue.competences().len() > 150);
    assert!(catalogue.themes().len() > 20);
    let codes: HashSet<&str> = catalogue
        .competences()
        .iter()
        .flat_map(|competence| &competence.banatic_2025)
        .map(territory::Code::as_str)
        .collect();
    assert_eq!(codes.len(), 118);
}

#[track_caller]
fn check_words(words: &str, expect: &str) {
    let catalogue = Catalogue::bundled().unwrap();
    let found = catalogue.search(words);
    let slugs: Vec<&str> = found.iter().map(|&id| &*catalogue.competence(id).slug).collect();
    assert!(slugs.iter().take(3).any(|slug| *slug == expect), "{words:?}: {slugs:?}");
}

#[test]
fn competences_are_found_by_the_words_of_people() {
    check_words("petite enfance", "petite-enfance");
    check_words("parentalite", "parentalite");
    check_words("eau du robinet", "eau-potable");
    check_words("ramassage scolaire", "transport-scolaire");
    check_words("RSA", "rsa");
    check_words("tiers lieu", "tiers-lieux");
    check_words("créche", "creches");
    check_words("collège", "colleges");
}

#[test]
fn a_competence_goes_by_its_slug_or_its_code() {
    let catalogue = Catalogue::bundled().unwrap();
    let found = |text: &str| catalogue.find(text).map(|id| &*catalogue.competence(id).slug);
    assert_eq!(found("eau-potable"), Some("eau-potable"));
    assert_eq!(found("banatic-2025:1505"), Some("eau-potable"));
    assert_eq!(found("banatic-2021:1505"), None);
    assert_eq!(found("1505"), None);
}

#[test]
fn every_competence_answers_and_its_zones_add_up() {
    let atlas = atlas();
    let register = Register::new(Arc::new(Catalogue::bundled().unwrap()), &atlas, Vec::new());
    let date: Date = "2026-11-23".parse().unwrap();
    for vintage in atlas.vintages() {
        let year = atlas.year(Some(vintage)).unwrap();
        for territory in ["region:11", "bassin-de-vie:10001", "pnr:P1", "commune:10023"] {
            let index = atlas.find(&territory.parse().unwrap(), year).unwrap();
            let subject = atlas.subject(index, year).unwrap();
            for competence in register.catalogue().competences() {
                let id = register.catalogue().find(&competence.slug).unwrap();
                let asked = Asked { atlas: &atlas, year, date, language: Language::French };
                let zones = register.zones(id, &subject, asked);
                let mut faces: Vec<_> = zones.iter().flat_map(|zone| &zone.faces).collect();
                faces.sort_unstable();
                assert!(faces.into_iter().eq(subject.faces()), "{territory} {}", competence.slug);
                let people: f64 = zones.iter().map(|zone| zone.people).sum();
                assert!((people - subject.people).abs() <= 0.5, "{territory} {}", competence.slug);
                let answer = register.holders(id, &subject, "", asked);
                let shares: f64 = answer.zones.iter().filter_map(|zone| zone.share.area).sum();
                assert!((shares - 1.0).abs() < 1e-9, "{territory} {}", competence.slug);
                assert!(answer.sentence.contains(&*competence.name.fr));
                assert!(table(&answer, Language::English).lines().count() > 1);
            }
        }
    }
}

/// Checks, competence by competence, that an authority holds something in just the communes where
/// the question about a territory names it.
fn check_reverse(name: &str, ground: &str) {
    let atlas = atlas();
    let register = Register::new(Arc::new(Catalogue::bundled().unwrap()), &atlas, Vec::new());
    let year = atlas.year(None).unwrap();
    let date: Date = "2026-11-23".parse().unwrap();
    let asked = Asked { atlas: &atlas, year, date, language: Language::English };
    let authority = register.find_authority(name, &atlas, year).unwrap();
    let answer = register.competences_of(authority, asked);
    assert_eq!(answer.authority.id, name);
    let index = atlas.find(&ground.parse().unwrap(), year).unwrap();
    let subject = atlas.subject(index, year).unwrap();
    for competence in register.catalogue().competences() {
        let id = register.catalogue().find(&competence.slug).unwrap();
        let direct = register.holders(id, &subject, "", asked);
        let zones = direct.zones.iter().filter(|zone| {
            let mut all = zone.holders.iter().chain(&zone.lead).chain(&zone.may_act);
            all.any(|holder| holder.authority.id == name)
        });
        let communes: BTreeSet<&str> =
            zones.flat_map(|zone| &zone.commune_codes).copied().collect();
        let lines = answer.competences.iter().filter(|line| *line.slug == *competence.slug);
        let everywhere: Vec<&str> =
            direct.zones.iter().flat_map(|zone| &zone.commune_codes).copied().collect();
        let listed: BTreeSet<&str> = lines
            .flat_map(|line| line.commune_codes.as_ref().unwrap_or(&everywhere))
            .copied()
            .collect();
        let listed = listed.intersection(&everywhere.iter().copied().collect()).copied().collect();
        assert_eq!(communes, listed, "{name} {}", competence.slug);
    }
}

#[test]
fn the_reverse_says_what_the_question_says() {
    check_reverse("departement:01", "departement:01");
    check_reverse("region:11", "region:11");
    check_reverse("etat", "region:11");
    check_reverse("epci:100000002", "epci:100000002");
    check_reverse("commune:10000", "commune:10000");
}

#[test]
fn what_governs_nothing_is_no_authority() {
    let atlas = atlas();
    let register = Register::new(Arc::new(Catalogue::bundled().unwrap()), &atlas, Vec::new());
    let year = atlas.year(None).unwrap();
    assert_eq!(register.find_authority("pnr:P1", &atlas, year), None);
    assert_eq!(register.find_authority("nowhere", &atlas, year), None);
}
