//! Which programmes cover a territory, in what order, and what a border changes.

use atlas::Page;
use funding::{Applicant, Extent, Question, State};
use territory::Language;

use crate::support::{World, programme, question};

fn world() -> World {
    let programmes = [
        programme("partout", "themes = [\"culture\"]\napplicants = [\"association\"]"),
        programme("ouest", "perimeter = [\"departement:01\"]\nthemes = [\"petite-enfance\"]"),
        programme("ouest-aussi", "perimeter = [\"departement:01\"]"),
        programme("est", "perimeter = [\"departement:02\"]"),
        programme("les-deux", "perimeter = [\"departement:02\", \"departement:01\"]"),
        programme("parc", "perimeter = [\"pnr:P1\"]"),
        programme("sans-l-est", "perimeter = [\"france\"]\nexcept = [\"departement:02\"]"),
        programme("ailleurs", "perimeter = [\"departement:99\"]"),
        programme("lointain", "perimeter = [\"outre-mer\"]"),
    ];
    World::new(&programmes.concat())
}

#[test]
fn a_commune_of_the_west_may_ask_what_covers_it() {
    let world = world();
    let found = world.slugs("commune:10002", &question());
    for slug in ["partout", "ouest", "ouest-aussi", "les-deux", "sans-l-est"] {
        assert!(found.contains(&slug), "{slug} in {found:?}");
    }
    for slug in ["est", "ailleurs", "lointain"] {
        assert!(!found.contains(&slug), "{slug} in {found:?}");
    }
    assert_eq!(world.programmes.unknown(), [crate::country::id("departement:99")]);
}

#[test]
fn whole_comes_before_part_and_near_before_far() {
    let world = world();
    let answer = world.ask("epci:100000002", &question());
    let extents: Vec<Extent> = answer.programmes.iter().map(|p| p.coverage.relation).collect();
    assert!(extents.is_sorted());
    let whole: Vec<&str> = answer
        .programmes
        .iter()
        .filter(|p| p.coverage.relation == Extent::Whole)
        .map(|p| p.slug)
        .collect();
    assert_eq!(whole, ["partout", "les-deux"], "equal ground: the order of the files");
}

#[test]
fn a_part_says_its_communes_shares_and_pieces() {
    let world = world();
    let answer = world.ask("epci:100000002", &question());
    let west = answer.programmes.iter().find(|p| p.slug == "ouest").unwrap();
    assert_eq!(west.coverage.relation, Extent::Part);
    assert_eq!(west.coverage.communes.as_deref().unwrap(), ["10002", "10008", "10014", "10020"]);
    assert_eq!(&*west.coverage.pieces, ["departement:01"]);
    // 300 + 900 + 1500 + 2100 people in column 2; 100 more in each commune of column 3.
    assert_eq!(west.coverage.population_share, Some(0.48));
    let both = answer.programmes.iter().find(|p| p.slug == "les-deux").unwrap();
    assert_eq!(&*both.coverage.pieces, ["departement:01", "departement:02"]);
    assert_eq!(both.coverage.communes, None);
}

#[test]
fn a_border_shows_two_sources_of_money() {
    let world = world();
    let answer = world.ask("epci:100000002", &question());
    let border = answer.border.iter().find(|b| b.kind.as_str() == "departement").unwrap();
    assert_eq!(
        &*border.sentence.fr,
        "Une limite de département change les aides : 4 communes peuvent demander 2 aides côté \
         Ouest, les 4 autres 1 aide côté Est."
    );
    assert_eq!(
        &*border.sentence.en,
        "A border between départements changes the aids: 4 communes may ask for 2 aids on the \
         side of Ouest, the other 4 for 1 aid on the side of Est."
    );
    assert_eq!(border.sides.len(), 2);
    let slugs: Vec<&str> = border.sides[0].programmes.iter().map(|one| one.slug).collect();
    assert_eq!(slugs, ["ouest", "ouest-aussi"]);
}

#[test]
fn what_is_not_cut_has_no_border() {
    let world = world();
    assert!(world.ask("commune:10005", &question()).border.is_empty());
    assert!(
        world.ask("departement:02", &question()).border.iter().all(|b| b.kind.as_str() == "pnr")
    );
}

#[test]
fn one_side_alone_says_that_nothing_is_known_of_the_other() {
    let west = programme("ouest", "perimeter = [\"departement:01\"]");
    let world = World::new(&west);
    let answer = world.ask("epci:100000002", &question());
    assert_eq!(
        &*answer.border[0].sentence.fr,
        "Une limite de département change les aides : 4 communes peuvent demander 1 aide côté \
         Ouest, aucune n’est connue ici pour les 4 autres."
    );
}

#[test]
fn a_polygon_covers_itself_and_a_part_of_its_neighbours() {
    let world = world();
    let park = |id: &str| {
        let answer = world.ask(id, &question());
        answer.programmes.iter().find(|p| p.slug == "parc").map(|p| p.coverage.relation)
    };
    assert_eq!(park("pnr:P1"), Some(Extent::Whole));
    assert_eq!(park("region:11"), Some(Extent::Part));
}

#[test]
fn themes_applicants_and_words_choose() {
    let world = world();
    let themes = &world.programmes.catalogue().themes;
    let theme = |text| Question { themes: themes.search(text), ..question() };
    assert_eq!(world.slugs("commune:10002", &theme("petite enfance")), ["ouest"]);
    assert_eq!(world.slugs("commune:10002", &theme("creches")), ["ouest"]);
    assert_eq!(world.slugs("commune:10002", &theme("culture")), ["partout"]);
    let school = Question { applicant: Some(Applicant::School), ..question() };
    let found = world.slugs("commune:10002", &school);
    assert!(!found.contains(&"partout"), "only associations may ask");
    assert!(found.contains(&"ouest"), "who may ask is not known: not left out");
    let words = Question { words: Some("auosi ouest".to_owned()), ..question() };
    assert_eq!(world.slugs("commune:10002", &words)[0], "ouest-aussi");
}

#[test]
fn states_follow_the_day() {
    let programmes = [
        programme("clos", "deadline = 2026-11-01\nrecurrence = \"recurring\""),
        programme("tard", "deadline = 2026-12-31\nrecurrence = \"recurring\""),
        programme("bientot", "opens = 2027-01-01\ndeadline = 2027-02-01"),
        programme("tot", "deadline = 2026-12-01"),
        programme("toujours", "recurrence = \"ongoing\""),
        programme("qui-sait", "recurrence = \"recurring\"\nusual_months = { from = 10, to = 1 }"),
    ];
    let world = World::new(&programmes.concat());
    let answer = world.ask("commune:10002", &question());
    let found: Vec<(&str, State)> = answer.programmes.iter().map(|p| (p.slug, p.state)).collect();
    let expect = [
        ("tot", State::Open),
        ("tard", State::Open),
        ("bientot", State::Opening),
        ("toujours", State::Ongoing),
        ("qui-sait", State::Unknown),
        ("clos", State::Closed),
    ];
    assert_eq!(found, expect);
    let usually = answer.programmes[4].usually.as_ref().unwrap();
    assert_eq!(&*usually.fr, "Ouvert d’habitude d’octobre à janvier.");
    let open = Question { open_only: true, ..question() };
    assert_eq!(world.slugs("commune:10002", &open), ["tot", "tard", "toujours", "qui-sait"]);
    let later = Question { date: "2027-01-15".parse().unwrap(), ..open };
    assert_eq!(world.slugs("commune:10002", &later), ["bientot", "toujours", "qui-sait"]);
}

#[track_caller]
fn check_sentence(programmes: &str, fr: &str, en: &str) {
    let world = World::new(programmes);
    let answer = world.ask("epci:100000002", &question());
    assert_eq!((&*answer.sentence.fr, &*answer.sentence.en), (fr, en));
}

#[test]
fn the_sentence_counts_and_says_none_in_words() {
    let ongoing = programme("une", "recurrence = \"ongoing\"");
    check_sentence(
        &ongoing,
        "Cette intercommunalité : 1 aide connue ici, 1 pour tout le territoire et aucune pour une \
         partie ; 1 à demander toute l’année, aucune avec une date limite publiée.",
        "This intercommunality (EPCI): 1 aid known here, 1 for all of it and none for a part; 1 to ask \
         for all year round, none with a published deadline.",
    );
    let west = programme("ouest", "perimeter = [\"departement:01\"]\ndeadline = 2026-12-01");
    check_sentence(
        &(west + &programme("est", "perimeter = [\"departement:02\"]")),
        "Cette intercommunalité : 2 aides connues ici, aucune pour tout le territoire et 2 pour une \
         partie ; aucune à demander toute l’année, 1 avec une date limite publiée.",
        "This intercommunality (EPCI): 2 aids known here, none for all of it and 2 for a part; none to \
         ask for all year round, 1 with a published deadline.",
    );
    let nothing = Question { words: Some("zzzzzzzz".to_owned()), ..question() };
    let world = world();
    let answer = world.ask("epci:100000002", &nothing);
    assert!(answer.sentence.fr.contains("aucune aide connue ici"), "{}", answer.sentence.fr);
}

#[test]
fn texts_in_french_only_are_said_to_be() {
    let french = programme("une", "")
        .replace("en = \"Aid une\"", "en = \"Aide une\"")
        .replace("en = \"For all.\"", "en = \"Pour tout.\"");
    let world = World::new(&(french.clone() + &programme("deux", "")));
    let answer = world.ask("epci:100000002", &question());
    let languages: Vec<_> = answer.programmes.iter().map(|p| (p.slug, p.lang)).collect();
    assert_eq!(languages, [("une", Some(Language::French)), ("deux", None)]);
    assert!(answer.sentence.en.ends_with(" 1 of them is described in French only."));
    let world = World::new(&french);
    let answer = world.ask("epci:100000002", &question());
    assert!(answer.sentence.en.ends_with(" Described in French only."));
    assert!(!answer.sentence.fr.contains("français"));
}

#[test]
fn a_page_is_a_part_of_the_list_and_says_how_long_it_is() {
    let world = world();
    let whole = world.ask("epci:100000002", &question());
    let slugs: Vec<&str> = whole.programmes.iter().map(|p| p.slug).collect();
    let second = whole.clone().at(Page::number(2, 2));
    let paged: Vec<&str> = second.programmes.iter().map(|p| p.slug).collect();
    assert_eq!((paged.as_slice(), second.total), (&slugs[2..4], slugs.len()));
    assert_eq!(second.sentence, whole.sentence);
    assert!(whole.at(Page::number(9, 50)).programmes.is_empty());
}
