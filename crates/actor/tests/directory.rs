//! Questions to a directory over the small country of the atlas's own tests.

#![allow(clippy::unwrap_used, reason = "tests panic when something is wrong")]

#[allow(dead_code, reason = "the country is shared; a part of it is used here")]
#[path = "../../atlas/tests/questions/country.rs"]
mod country;

use std::sync::Arc;

use actor::{
    Actor, Directory, DirectoryBuilder, Filter, Found, Intervention, Kinds, Note, Placed, Sort,
    Where, csv, geojson, town_hall,
};
use atlas::{Atlas, Page};
use country::{atlas, code, id, middle, source};
use dataset::{Collection, Records};
use proptest::prelude::*;
use territory::{Language, Themes};

/// An actor in the middle of a commune, named after its place.
fn at(name: &str, column: u32, row: u32) -> Actor {
    let place = middle(column, row);
    Actor {
        id: name.into(),
        name: name.into(),
        kind: "association".into(),
        at: Some([place.longitude(), place.latitude()]),
        ..Actor::default()
    }
}

fn records(key: &str, actors: &[Actor]) -> Records {
    let rows = actors.iter().map(|actor| serde_json::to_string(actor).unwrap().into()).collect();
    Records { collection: Collection::Actors, source: source(key, false), rows }
}

fn directory(atlas: &Atlas, actors: &[Actor]) -> (Directory, Vec<Note>) {
    let year = atlas.year(None).unwrap();
    let themes = Arc::new(Themes::bundled().unwrap());
    let mut builder = DirectoryBuilder::new(atlas, year, themes, Kinds::bundled().unwrap());
    builder.add(&records("list", actors));
    builder.add_town_halls();
    builder.finish()
}

fn ask(atlas: &Atlas, directory: &Directory, territory: &str, filter: &Filter) -> Found {
    let year = atlas.year(None).unwrap();
    let index = atlas.find(&id(territory), year).unwrap();
    directory.ask(atlas, &atlas.subject(index, year).unwrap(), year, filter)
}

/// Names found, in order, each with how it stands.
fn names(atlas: &Atlas, directory: &Directory, found: &Found) -> Vec<String> {
    let year = atlas.year(None).unwrap();
    let name = |&hit| {
        let answer = directory.actor_answer(atlas, year, hit).unwrap();
        format!("{} {:?}", answer.name, answer.r#where)
    };
    found.hits.iter().map(name).collect()
}

#[track_caller]
fn check(actors: &[Actor], territory: &str, filter: &Filter, expect: &[&str]) {
    let atlas = atlas();
    let (directory, notes) = directory(&atlas, actors);
    assert_eq!(notes, []);
    let found = ask(&atlas, &directory, territory, filter);
    assert_eq!(names(&atlas, &directory, &found), expect, "{territory} {filter:?}");
}

fn words(text: &str) -> Filter {
    Filter { words: text.to_owned(), ..Filter::default() }
}

#[test]
fn those_here_and_those_next_door_are_told_apart() {
    let actors = [at("A", 0, 0), at("B", 2, 1), at("C", 5, 3), at("D", 4, 1)];
    check(
        &actors,
        "epci:100000001",
        &Filter::default(),
        &["A Here", "B Near", "Mairie de Lieu 10002 Near"],
    );
    check(&actors, "epci:100000003", &Filter::default(), &["C Near", "D Here"]);
    let here = Filter { stand: Some(Where::Here), ..Filter::default() };
    check(&actors, "epci:100000001", &here, &["A Here"]);
}

#[test]
fn town_halls_come_with_the_base() {
    check(&[], "commune:10002", &Filter::default(), &["Mairie de Lieu 10002 Here"]);
    check(&[], "commune:10002", &words("hôtel de ville"), &["Mairie de Lieu 10002 Here"]);
}

#[test]
fn town_halls_with_contacts_take_the_place_of_those_without() {
    let atlas = atlas();
    let year = atlas.year(None).unwrap();
    let themes = Arc::new(Themes::bundled().unwrap());
    let mut builder = DirectoryBuilder::new(&atlas, year, themes, Kinds::bundled().unwrap());
    let known = Actor { phone: Some("04 67".into()), ..town_hall(&code("10002"), "Lieu") };
    // The last source of the base stands for that of town halls here.
    let last = atlas.sources().last().unwrap().key.clone();
    builder.add(&records(last.as_str(), &[known]));
    builder.add_town_halls();
    let (directory, _) = builder.finish();
    let found = ask(&atlas, &directory, "commune:10002", &Filter::default());
    assert_eq!(names(&atlas, &directory, &found), ["Mairie de Lieu Here"]);
    let answer = directory.actor_answer(&atlas, year, found.hits[0]).unwrap();
    assert_eq!(answer.contact.phone, Some("04 67"));
}

#[test]
fn those_who_act_here_from_elsewhere_are_found() {
    let act = |name, acts| Actor { acts: Some(acts), ..at(name, 5, 3) };
    let actors = [
        act("Département", Intervention::Territories(vec![id("departement:01")])),
        act("Liste", Intervention::Territories(vec![id("commune:10023"), id("commune:10006")])),
        act("Pays", Intervention::Country),
        act("Près", Intervention::Km(3.0)),
        at("Muet", 5, 3),
    ];
    check(
        &actors,
        "commune:10006",
        &Filter::default(),
        &["Département Acts", "Liste Acts", "Pays Acts"],
    );
    // The middle of a commune is about 3.9 km from its sides, across them 8 km wide and 11 km high.
    check(
        &actors,
        "commune:10022",
        &Filter::default(),
        &["Département Near", "Liste Near", "Muet Near", "Pays Acts", "Près Near"],
    );
    let wider = [act("Près", Intervention::Km(4.5))];
    check(&wider, "commune:10022", &Filter::default(), &["Près Acts"]);
    check(&wider, "commune:10017", &Filter::default(), &["Près Near"]);
}

#[test]
fn areas_that_are_not_loaded_are_said() {
    let acts = Some(Intervention::Territories(vec![id("departement:99")]));
    let (_, notes) = directory(&atlas(), &[Actor { acts, ..at("A", 0, 0) }]);
    assert_eq!(notes, [Note::UnknownArea(id("departement:99"))]);
}

#[test]
fn actors_without_coordinates_stand_in_their_commune_of_today() {
    let by_code = |name: &str, text: &str| Actor {
        at: None,
        commune: Some(code(text)),
        placed: Placed::Commune,
        ..at(name, 0, 0)
    };
    // 10001 merged into 10000.
    let actors = [by_code("Ancien", "10001"), by_code("Deux", "10002")];
    check(&actors, "commune:10000", &words("ancien deux"), &[]);
    check(&actors, "commune:10000", &words("ancien"), &["Ancien Here"]);
    check(&actors, "commune:10002", &words("deux"), &["Deux Here"]);
    let (_, notes) = directory(&atlas(), &[by_code("Loin", "98000"), by_code("Deux", "10002")]);
    assert_eq!(notes, [Note::Unplaced { source: code("list"), count: 1 }]);
}

#[test]
fn a_perimeter_that_cuts_communes_takes_those_inside_it() {
    let near_corner = |name: &str, column: f64, row: f64| {
        let place = country::at(column, row);
        Actor { at: Some([place.longitude(), place.latitude()]), ..at(name, 0, 0) }
    };
    // The park covers columns 0.5 to 2.5 and rows 0.5 to 1.5.
    let actors = [near_corner("Dedans", 0.75, 0.75), near_corner("Dehors", 0.25, 0.25)];
    check(&actors, "pnr:P1", &words("ded"), &["Dedans Here"]);
    check(&actors, "pnr:P1", &words("deh"), &["Dehors Near"]);
}

#[test]
fn words_are_found_with_accents_and_typos_forgiven() {
    let about = Actor {
        about: Some("Prêt de jeux et soirées ludiques".into()),
        themes: vec!["lecture-publique".into()],
        ..at("Médiathèque L’Étang", 0, 0)
    };
    let actors = [about, at("Rugby", 0, 0)];
    for typed in
        ["mediatheque", "ETANG", "jeux pret", "mediateque", "bibliothèque étang", "ludiqeus"]
    {
        check(&actors, "commune:10000", &words(typed), &["Médiathèque L’Étang Here"]);
    }
    check(&actors, "commune:10000", &words("piscine"), &[]);
    check(
        &actors,
        "commune:10000",
        &words("associations"),
        &["Médiathèque L’Étang Here", "Rugby Here"],
    );
}

#[test]
fn themes_and_kinds_filter_and_are_counted() {
    let with = |name, slug: &str| Actor { themes: vec![slug.into()], ..at(name, 0, 0) };
    let actors = [
        with("Crèche", "accueil-du-jeune-enfant"),
        with("Tout", "petite-enfance"),
        with("Sport", "sport"),
    ];
    let atlas = atlas();
    let (directory, _) = directory(&atlas, &actors);
    let theme = directory.themes().find("petite-enfance").unwrap();
    let filter = Filter { themes: vec![theme], ..Filter::default() };
    let found = ask(&atlas, &directory, "commune:10000", &filter);
    assert_eq!(names(&atlas, &directory, &found), ["Crèche Here", "Tout Here"]);
    let count = |slug| {
        let id = directory.themes().find(slug).unwrap();
        found.by_theme.iter().find(|(theme, _)| *theme == id).map(|(_, count)| *count)
    };
    assert_eq!(
        [count("petite-enfance"), count("accueil-du-jeune-enfant"), count("sport")],
        [Some(2), Some(1), Some(1)]
    );
    let hall = directory.kinds().find("mairie").unwrap();
    let filter = Filter { kinds: vec![hall], ..Filter::default() };
    let found = ask(&atlas, &directory, "departement:01", &filter);
    assert_eq!((found.total, found.by_kind.len()), (1, 2), "counts of kinds are of all kinds");
}

#[test]
fn lists_are_sorted_and_paged() {
    let actors = [at("b", 0, 3), at("É", 1, 0), at("a", 5, 0), at("d", 2, 1)];
    let sorted = |sort, first, count| {
        let page = Page { first, count };
        Filter {
            sort,
            page,
            kinds: vec![Kinds::bundled().unwrap().find("association").unwrap()],
            ..Filter::default()
        }
    };
    check(
        &actors,
        "region:11",
        &sorted(Sort::Name, 0, 9),
        &["a Here", "b Here", "d Here", "É Here"],
    );
    check(&actors, "region:11", &sorted(Sort::Name, 1, 2), &["b Here", "d Here"]);
    check(&actors, "region:11", &sorted(Sort::Name, 4, 2), &[]);
    check(&actors, "region:11", &sorted(Sort::Distance, 0, 1), &["d Here"]);
    let all = Filter { sort: Sort::Kind, ..Filter::default() };
    check(&[at("A", 2, 0)], "commune:10002", &all, &["Mairie de Lieu 10002 Here", "A Here"]);
}

#[test]
fn networks_that_a_border_parts_are_shown_together() {
    let of = |name, column, row, network: &str| Actor {
        network: Some(network.into()),
        ..at(name, column, row)
    };
    let actors = [
        of("A", 2, 0, "Les Réseaux"),
        of("B", 3, 0, "les reseaux"),
        of("C", 2, 1, "Seul"),
        of("D", 2, 1, "Seul"),
    ];
    let atlas = atlas();
    let (directory, _) = directory(&atlas, &actors);
    let found = ask(&atlas, &directory, "epci:100000002", &Filter::default());
    let [network] = found.networks.as_slice() else { unreachable!("{:?}", found.networks) };
    assert_eq!((&*network.name, network.members.len()), ("Les Réseaux", 2));
    assert_eq!(network.parted_by, [territory::Kind::DEPARTEMENT]);
    let found = ask(&atlas, &directory, "departement:01", &Filter::default());
    let [network] = found.networks.as_slice() else { unreachable!("{:?}", found.networks) };
    assert_eq!(
        network.members.iter().map(|hit| hit.stand).collect::<Vec<_>>(),
        [Where::Here, Where::Near]
    );
}

#[test]
fn text_from_outside_stays_text() {
    let bad = Actor { site: Some("javascript:alert(1)".into()), ..at("=cmd|'/c calc'!A1", 0, 0) };
    let html = at("<script>alert(1)</script>", 0, 0);
    let atlas = atlas();
    let (directory, _) = directory(&atlas, &[bad, html]);
    let year = atlas.year(None).unwrap();
    let index = atlas.find(&id("commune:10000"), year).unwrap();
    let subject = atlas.subject(index, year).unwrap();
    let answer = directory.answer(&atlas, &subject, "", year, &words("association"));
    let table = csv(&answer, Language::French);
    assert!(table.contains(",\"'=cmd|'/c calc'!A1\","), "{table}");
    assert!(!table.contains("javascript:"), "{table}");
    let map: serde_json::Value = serde_json::from_slice(&geojson(&answer).unwrap()).unwrap();
    assert_eq!(map["features"][0]["properties"]["name"], "=cmd|'/c calc'!A1");
    assert_eq!(map["features"][1]["properties"]["name"], "<script>alert(1)</script>");
}

#[test]
fn rows_that_are_no_actor_are_said_and_the_others_kept() {
    let atlas = atlas();
    let year = atlas.year(None).unwrap();
    let themes = Arc::new(Themes::bundled().unwrap());
    let mut builder = DirectoryBuilder::new(&atlas, year, themes, Kinds::bundled().unwrap());
    let mut records = records("list", &[at("A", 0, 0)]);
    records.rows.insert(0, "{\"name\":1}".into());
    builder.add(&records);
    let (directory, notes) = builder.finish();
    assert_eq!(directory.len(), 1);
    assert!(matches!(notes.as_slice(), [Note::Unreadable { row: 1, .. }]), "{notes:?}");
}

proptest! {
    #[test]
    fn each_actor_is_here_exactly_where_its_commune_is(places in proptest::collection::vec((0_u32..6, 0_u32..4), 0..40)) {
        let atlas = atlas();
        let actors: Vec<Actor> = places.iter().enumerate().map(|(n, &(c, r))| at(&format!("n{n}"), c, r)).collect();
        let (directory, _) = directory(&atlas, &actors);
        let year = atlas.year(None).unwrap();
        let here = Filter { stand: Some(Where::Here), ..words("") };
        for territory in ["departement:01", "epci:100000002", "bassin-de-vie:10001", "commune:10007"] {
            let index = atlas.find(&id(territory), year).unwrap();
            let inside = |&&(c, r): &&(u32, u32)| {
                let held = atlas.face_at(middle(c, r)).unwrap();
                atlas.faces(index).contains(&held)
            };
            let expect = places.iter().filter(inside).count();
            let halls = usize::from(atlas.faces(index).contains(&atlas.face_at(middle(2, 0)).unwrap()));
            prop_assert_eq!(ask(&atlas, &directory, territory, &here).total, expect + halls);
        }
    }
}
