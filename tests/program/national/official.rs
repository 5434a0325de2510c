//! Checks on layers that only official sites carry: `scripts/test` runs them where they are loaded,
//! and says which ran and which had no data.

mod basins {
    use program_tests::{ask, get, list, number, text};

    #[test]
    fn counts_of_what_is_loaded() {
        let stats = ask(&["stats"]);
        assert_eq!(stats["counts"]["2026"]["bassin-de-vie"], 1_707);
        assert_eq!(stats["counts"]["2026"]["zone-emploi"], 306);
    }

    #[test]
    fn counts_of_what_borders_cut() {
        let stats = ask(&["stats"]);
        let cut = &stats["cut_by"]["bassin-de-vie"];
        assert_eq!(cut["departement"], 572);
        assert_eq!(cut["region"], 182);
        assert_eq!(cut["epci"], 1_260);
    }

    /// The shares of people of the basin of Ganges, widest first, rounded to a thousandth.
    fn check(kind: &str, expect: &[(&str, f64)]) {
        let answer = ask(&["overlaps", "bassin-de-vie:34111", "--kinds", kind]);
        let overlaps = list(&answer, "/overlaps");
        assert_eq!(overlaps.len(), expect.len(), "{answer}");
        for (overlap, &(id, share)) in overlaps.iter().zip(expect) {
            assert_eq!(text(overlap, "/territory/id"), id);
            let found = number(overlap, "/share_of_subject/population");
            assert!((found - share).abs() < 0.000_5, "{id}: {found}");
            assert_eq!(overlap["shared"]["exact"], true, "{id}");
        }
    }

    #[test]
    fn the_basin_of_ganges_and_what_cuts_it() {
        check("departement", &[("departement:34", 0.893), ("departement:30", 0.107)]);
        check(
            "epci",
            &[("epci:243400736", 0.648), ("epci:200022986", 0.333), ("epci:243000270", 0.019)],
        );
        check("region", &[("region:76", 1.0)]);
    }

    #[test]
    fn the_people_of_the_basin_of_ganges() {
        let told = ask(&["territory", "bassin-de-vie:34111"]);
        assert_eq!(told["communes"], 26);
        assert_eq!(told["population"]["people"], 19_408);
        let communes = get("/api/territories/bassin-de-vie:34111/overlaps?kinds=commune").json();
        assert_eq!(list(&communes, "/overlaps").len(), 26);
    }

    #[test]
    fn the_sentence_says_what_cuts_the_basin() {
        let answer = ask(&["overlaps", "bassin-de-vie:34111"]);
        let sentence = text(&answer, "/summary/fr");
        assert!(sentence.contains("2 départements"), "{sentence}");
        assert!(sentence.contains("3 intercommunalités"), "{sentence}");
        let sentence = text(&answer, "/summary/en");
        assert!(sentence.contains("2 départements"), "{sentence}");
    }
}

mod parks {
    use std::collections::BTreeMap;

    use program_tests::{get, list, number, sql, text};

    /// Overlaps smaller than this are the grain of the two readers, not ground, in km².
    const GRAIN: f64 = 0.05;

    /// Shared area of every park and département, as PostGIS has it from the file GDAL read.
    fn of_postgis() -> BTreeMap<(String, String), f64> {
        let rows = sql(
            "CREATE TEMP TABLE valid AS
               SELECT id_mnhn AS park, ST_MakeValid(ST_Union(ST_MakeValid(geom))) AS geom
               FROM park GROUP BY id_mnhn;
             SELECT park, departement, sum(ST_Area(ST_Intersection(valid.geom, commune.geom)::geography)) / 1e6
             FROM valid JOIN commune ON ST_Intersects(valid.geom, commune.geom)
             GROUP BY 1, 2;",
        );
        rows.into_iter()
            .map(|row| ((row[0].clone(), row[1].clone()), row[2].parse().unwrap()))
            .collect()
    }

    #[test]
    fn what_parks_share_with_departements() {
        let expect = of_postgis();
        let mut parks: Vec<&String> = expect.keys().map(|(park, _)| park).collect();
        parks.dedup();
        assert!(parks.len() >= 50, "{} parks", parks.len());
        let mut wrong = Vec::new();
        for park in parks {
            let path =
                format!("/api/territories/pnr:{park}/overlaps?kinds=departement&vintage=2024");
            let answer = get(&path).json();
            let found: BTreeMap<String, f64> = list(&answer, "/overlaps")
                .iter()
                .map(|o| (text(o, "/territory/code").to_owned(), number(o, "/shared/area_km2")))
                .collect();
            let whole = number(&answer, "/subject/area_km2");
            let theirs = expect.iter().filter(|((id, _), _)| id == park);
            for ((_, departement), &area) in theirs {
                let ours = found.get(departement).copied();
                // Below a thousandth of the park, shared ground counts as none.
                let none = ours.is_none() && area < whole * 1e-3;
                let ours = ours.unwrap_or(0.0);
                if !none && (ours - area).abs() > GRAIN + area * 1e-3 {
                    wrong.push(format!("{park} and {departement}: {ours} km², PostGIS {area} km²"));
                }
            }
            for (departement, &ours) in &found {
                if ours > GRAIN && !expect.contains_key(&(park.clone(), departement.clone())) {
                    wrong.push(format!("{park} and {departement}: {ours} km², PostGIS nothing"));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn people_of_a_park_that_cuts_communes_are_an_estimate() {
        let answer = get("/api/territories/pnr:FR8000001/overlaps?kinds=departement").json();
        assert!(list(&answer, "/overlaps").iter().any(|o| o["shared"]["exact"] == false));
    }
}
