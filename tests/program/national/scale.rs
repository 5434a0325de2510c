//! Which scale to choose, at real places: right answers written by hand, each with its reason.

use program_tests::{ask, get, list, text};
use serde_json::Value;

/// A place, a level, and what is right there.
struct Case {
    /// Why it is right.
    reason: &'static str,
    /// A territory, or communes parted by commas.
    place: &'static str,
    level: &'static str,
    cut: bool,
    /// The sides, the most people first; “-” where no territory is.
    sides: &'static [&'static str],
    /// Who governs at this rank, where it is asked.
    governed_by: &'static [&'static str],
}

const PLACES: [Case; 18] = [
    Case {
        reason: "Ganges is in Hérault; five communes of its basin are in Gard",
        place: "bassin-de-vie:34111",
        level: "departement",
        cut: true,
        sides: &["departement:34", "departement:30"],
        governed_by: &["departement:34", "departement:30"],
    },
    Case {
        reason: "both départements are in Occitanie",
        place: "bassin-de-vie:34111",
        level: "region",
        cut: false,
        sides: &["region:76"],
        governed_by: &["region:76"],
    },
    Case {
        reason: "Le Vigan's basin stays in Gard, a sous-préfecture of its own",
        place: "bassin-de-vie:30350",
        level: "departement",
        cut: false,
        sides: &["departement:30"],
        governed_by: &["departement:30"],
    },
    Case {
        reason: "three communes of Le Vigan's basin are with Causses Aigoual Cévennes",
        place: "bassin-de-vie:30350",
        level: "epci",
        cut: true,
        sides: &["epci:243000270", "epci:200034601"],
        governed_by: &[],
    },
    Case {
        reason: "the Bresle is the border: Gamaches in Somme, Hauts-de-France, the rest in Normandie",
        place: "bassin-de-vie:80373",
        level: "region",
        cut: true,
        sides: &["region:32", "region:28"],
        governed_by: &["region:32", "region:28"],
    },
    Case {
        reason: "the Aubrac park is shared by Aveyron, Lozère and Cantal",
        place: "pnr:FR8000054",
        level: "departement",
        cut: true,
        sides: &["departement:12", "departement:48", "departement:15"],
        governed_by: &["departement:12", "departement:48", "departement:15"],
    },
    Case {
        reason: "Cantal is in Auvergne-Rhône-Alpes, the two others in Occitanie",
        place: "pnr:FR8000054",
        level: "region",
        cut: true,
        sides: &["region:76", "region:84"],
        governed_by: &["region:76", "region:84"],
    },
    Case {
        reason: "CGCT L3611-1: in Lyon the Métropole is the département (69M)",
        place: "commune:69123",
        level: "departement",
        cut: false,
        sides: &["departement:69"],
        governed_by: &["metropole-de-lyon"],
    },
    Case {
        reason: "Villefranche is in the Rhône of the département's council (69D), Lyon in 69M",
        place: "69123,69264",
        level: "departement",
        cut: false,
        sides: &["departement:69"],
        governed_by: &["metropole-de-lyon", "departement-du-rhone"],
    },
    Case {
        reason: "CGCT L4421-1: one authority for the région and both départements",
        place: "region:94",
        level: "departement",
        cut: false,
        sides: &["departement:2B", "departement:2A"],
        governed_by: &["collectivite-de-corse"],
    },
    Case {
        reason: "Ouessant is one of the four island communes in no EPCI",
        place: "commune:29155",
        level: "epci",
        cut: false,
        sides: &["-"],
        governed_by: &[],
    },
    Case {
        reason: "LO 2025-793: Mayotte is one Département-Région",
        place: "commune:97608",
        level: "region",
        cut: false,
        sides: &["region:06"],
        governed_by: &["departement-region-de-mayotte"],
    },
    Case {
        reason: "LO 2025-793: Mayotte is one Département-Région, at the other rank too",
        place: "commune:97608",
        level: "departement",
        cut: false,
        sides: &["departement:976"],
        governed_by: &["departement-region-de-mayotte"],
    },
    Case {
        reason: "Orée d'Anjou took a new code in 2025 and stayed whole, in Mauges Communauté",
        place: "commune:49126",
        level: "epci",
        cut: false,
        sides: &["epci:200060010"],
        governed_by: &[],
    },
    Case {
        reason: "an old code stands for its commune of today: Liré is in Orée d'Anjou",
        place: "49177",
        level: "departement",
        cut: false,
        sides: &["departement:49"],
        governed_by: &["departement:49"],
    },
    Case {
        reason: "Toulouse is shared by eleven cantons, for which the town itself stands",
        place: "commune:31555",
        level: "canton",
        cut: false,
        sides: &["canton:3199"],
        governed_by: &[],
    },
    Case {
        reason: "CGCT L3431-1: Sélestat is in Bas-Rhin, Colmar in Haut-Rhin, one collectivity",
        place: "67462,68066",
        level: "departement",
        cut: true,
        sides: &["departement:68", "departement:67"],
        governed_by: &["collectivite-europeenne-d-alsace"],
    },
    Case {
        reason: "CGCT L2512-1: Paris is commune and département",
        place: "commune:75056",
        level: "departement",
        cut: false,
        sides: &["departement:75"],
        governed_by: &["ville-de-paris"],
    },
];

fn straddle(place: &str) -> Value {
    if place.contains(':') {
        ask(&["straddle", place, "--date", "2026-11-23"])
    } else {
        ask(&["straddle", "--communes", place, "--date", "2026-11-23"])
    }
}

fn wrong(place: &Case) -> Option<String> {
    let answer = straddle(place.place);
    let level = list(&answer, "/levels").iter().find(|level| level["kind"] == place.level);
    let Some(level) = level else { return Some(format!("{}: no such level", place.reason)) };
    let id = |side: &Value| side["territory"]["id"].as_str().unwrap_or("-").to_owned();
    let sides: Vec<String> = list(level, "/sides").iter().map(id).collect();
    let governing = level["governed_by"].as_array().map_or(&[][..], Vec::as_slice);
    let governing: Vec<&str> = governing.iter().map(|one| text(one, "/id")).collect();
    let right = level["cut"] == place.cut && sides == place.sides && governing == place.governed_by;
    (!right).then(|| {
        format!("{}: cut {}, {sides:?}, governed by {governing:?}", place.reason, level["cut"])
    })
}

#[test]
fn real_places_are_cut_as_they_are() {
    let wrong: Vec<String> = PLACES.iter().filter_map(wrong).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_communes_on_the_wrong_side_of_the_basin_of_ganges() {
    let answer = straddle("bassin-de-vie:34111");
    let level = list(&answer, "/levels").iter().find(|l| l["kind"] == "departement").unwrap();
    let wrong = list(level, "/sides/1/wrong_side");
    let codes: Vec<&str> = wrong.iter().map(|commune| text(commune, "/code")).collect();
    assert_eq!(codes, ["30272", "30280", "30283", "30296", "30325"]);
    // Saint-Laurent-le-Minier alone is with the Pays Viganais.
    let epci: Vec<&str> = wrong.iter().map(|commune| text(commune, "/epci/id")).collect();
    assert_eq!(epci.iter().filter(|id| **id == "epci:243000270").count(), 1);
    assert_eq!(level["sides"][1]["population"], 2_080);
}

#[test]
fn a_competence_of_communes_needs_every_commune() {
    // C. éduc. L212-1: each commune has charge of its schools.
    let path = "/api/territories/bassin-de-vie:34111/round-table?theme=ecoles&money=none\
                &date=2026-11-23";
    let answer = get(path).json();
    assert_eq!(list(&answer, "/seats").len(), 26);
    assert_eq!(answer["proof"]["smallest"], true);
    assert_eq!(answer["proof"]["work"], 0);
    assert!(list(&answer, "/seats").iter().all(|seat| seat["indispensable"] == true));
    assert!(list(&answer, "/uncovered").is_empty());
}

#[test]
fn what_every_level_shares_needs_one_seat() {
    // CGCT L1111-4: culture is shared, and the région covers both départements.
    let answer =
        ask(&["round-table", "bassin-de-vie:34111", "--theme", "culture", "--money", "none"]);
    assert_eq!(list(&answer, "/seats").len(), 1);
    assert_eq!(text(&answer, "/seats/0/id"), "region:76");
    assert_eq!(answer["seats"][0]["indispensable"], false);
}

#[test]
fn a_member_of_two_departements_needs_both_councils() {
    // CSP L2112-1: maternal and child health is the départements'.
    let answer = ask(&["round-table", "bassin-de-vie:34111", "--theme", "petite-enfance"]);
    let ids: Vec<&str> = list(&answer, "/seats").iter().map(|seat| text(seat, "/id")).collect();
    for id in ["departement:34", "departement:30", "commune:34111"] {
        assert!(ids.contains(&id), "{ids:?}");
    }
    assert_eq!(answer["proof"]["smallest"], true);
}

#[test]
fn no_scale_fits_where_each_commune_decides_for_itself() {
    let path = "/api/compare?territory=bassin-de-vie:34111&theme=ecoles&date=2026-11-23";
    let answer = get(path).json();
    assert_eq!(answer["fits"], Value::Null);
    assert!(text(&answer, "/sentence/fr").contains("aucune échelle ne convient"));
    assert_eq!(answer["scales"][0]["is_start"], true);
    assert_eq!(answer["scales"][0]["authorities"]["to_convene"], 26);
}

#[test]
fn both_doors_compare_alike() {
    let path = "/api/compare?territory=commune:34111&theme=mobilite&date=2026-11-23";
    let line = ["compare", "commune:34111", "--theme", "mobilite", "--date", "2026-11-23"];
    assert_eq!(get(path).json(), ask(&line));
}
