//! Answers compared with PostGIS on the raw polygons of 2024: shares, outlines, points, a circle.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    fs,
};

use program_tests::{ask, get, list, number, post, run, sql, text};
use serde_json::{Value, json};

/// Hair-thin gaps are mended by the program and stay in the raw polygons, in km².
const GRAIN: f64 = 0.01;

fn near(ours: f64, theirs: f64) -> bool {
    (ours - theirs).abs() <= GRAIN + theirs * 1e-4
}

/// The lived basins that are loaded: Insee's, else the estimated ones.
fn basin_kind() -> &'static str {
    let stats = ask(&["stats"]);
    if stats["counts"]["2024"]["bassin-de-vie"].is_number() {
        "bassin-de-vie"
    } else {
        "bassin-estime"
    }
}

/// At least thirty basins from every side of the country, that of Ganges among them, each with
/// its communes of 2024.
fn sample() -> BTreeMap<String, Vec<String>> {
    let kind = basin_kind();
    let mut basins = BTreeSet::from([format!("{kind}:34111")]);
    for departement in ["30", "35", "15", "67", "2A", "974", "59", "64"] {
        let path = format!(
            "/api/territories/departement:{departement}/overlaps?kinds={kind}&vintage=2024"
        );
        let answer = get(&path).json();
        let near = list(&answer, "/overlaps").iter().rev().take(5);
        basins.extend(near.map(|overlap| text(overlap, "/territory/id").to_owned()));
    }
    assert!(basins.len() >= 30, "{} basins", basins.len());
    let communes = |basin: &String| {
        let path = format!("/api/territories/{basin}/overlaps?kinds=commune&vintage=2024");
        let answer = get(&path).json();
        let codes = list(&answer, "/overlaps").iter();
        codes.map(|overlap| text(overlap, "/territory/code").to_owned()).collect()
    };
    basins.iter().map(|basin| (basin.clone(), communes(basin))).collect()
}

/// A temporary table `basin (id, geom)`: the union of the raw polygons of each one's communes.
fn basins_in_sql(sample: &BTreeMap<String, Vec<String>>) -> String {
    let mut script = String::from("CREATE TEMP TABLE member (id text, code text);\n");
    for (basin, codes) in sample {
        for code in codes {
            writeln!(script, "INSERT INTO member VALUES ('{basin}', '{code}');").unwrap();
        }
    }
    script.push_str(
        "CREATE TEMP TABLE basin AS
           SELECT id, ST_Union(geom) AS geom FROM member JOIN commune USING (code) GROUP BY id;\n",
    );
    script
}

/// What cuts each basin of the sample, by intersecting unions: basin, territory, km², people.
fn of_postgis(sample: &BTreeMap<String, Vec<String>>, kind: &str) -> Vec<Vec<String>> {
    let script = format!(
        "{}
         CREATE TEMP TABLE near AS SELECT DISTINCT {kind} AS code FROM commune JOIN basin
           ON ST_Intersects(commune.geom, basin.geom) WHERE {kind} <> '';
         CREATE TEMP TABLE whole AS
           SELECT {kind} AS code, ST_Union(geom) AS geom FROM commune
           WHERE {kind} IN (SELECT code FROM near) GROUP BY 1;
         CREATE TEMP TABLE people AS
           SELECT id, {kind} AS code, sum(people) AS people FROM member JOIN commune USING (code)
           GROUP BY 1, 2;
         SELECT basin.id, '{kind}:' || whole.code,
           ST_Area(ST_Intersection(basin.geom, whole.geom)::geography) / 1e6,
           coalesce(people.people, 0)
         FROM basin JOIN whole ON ST_Intersects(basin.geom, whole.geom)
         LEFT JOIN people ON people.id = basin.id AND people.code = whole.code;",
        basins_in_sql(sample)
    );
    sql(&script)
}

fn check(kind: &str) {
    let sample = sample();
    let expect = of_postgis(&sample, kind);
    let mut wrong = Vec::new();
    for (basin, codes) in &sample {
        let path = format!("/api/territories/{basin}/overlaps?kinds={kind}&vintage=2024");
        let answer = get(&path).json();
        let ours: BTreeMap<&str, &Value> = list(&answer, "/overlaps")
            .iter()
            .map(|overlap| (text(overlap, "/territory/id"), overlap))
            .collect();
        let total: f64 = number(&answer, "/subject/population");
        let theirs = expect.iter().filter(|row| &row[0] == basin);
        let mut known = BTreeSet::new();
        for row in theirs {
            let (id, area): (&str, f64) = (&row[1], row[2].parse().unwrap());
            let people: f64 = row[3].parse().unwrap();
            let Some(overlap) = ours.get(id) else {
                if area > GRAIN {
                    wrong.push(format!("{basin} and {id}: nothing, PostGIS {area} km²"));
                }
                continue;
            };
            known.insert(id);
            let shared = number(overlap, "/shared/area_km2");
            if !near(shared, area) {
                wrong.push(format!("{basin} and {id}: {shared} km², PostGIS {area} km²"));
            }
            let share = number(overlap, "/share_of_subject/population");
            if (share - people / total).abs() > 1e-5 {
                wrong.push(format!("{basin} and {id}: {share}, PostGIS {people} of {total}"));
            }
        }
        for id in ours.keys().filter(|id| !known.contains(**id)) {
            wrong.push(format!("{basin} and {id}: PostGIS nothing ({} communes)", codes.len()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_departements_cut() {
    check("departement");
}

#[test]
fn what_intercommunalities_cut() {
    check("epci");
}

#[test]
fn outlines_are_the_union_of_the_communes() {
    let sample = sample();
    let mut script = basins_in_sql(&sample);
    script.push_str("CREATE TEMP TABLE ours (id text, geom geometry);\n");
    for basin in sample.keys() {
        let outline = get(&format!("/api/territories/{basin}/geometry?vintage=2024")).json();
        let shape = &outline["geometry"];
        writeln!(
            script,
            "INSERT INTO ours VALUES ('{basin}', ST_SetSRID(ST_GeomFromGeoJSON('{shape}'), 4326));"
        )
        .unwrap();
    }
    script.push_str(
        "SELECT id, ST_IsValid(ours.geom),
           ST_Area(ST_SymDifference(ours.geom, basin.geom)::geography) / 1e6,
           ST_Area(basin.geom::geography) / 1e6
         FROM ours JOIN basin USING (id);",
    );
    let rows = sql(&script);
    assert_eq!(rows.len(), sample.len());
    for row in rows {
        assert_eq!(row[1], "t", "{} is not valid", row[0]);
        let (apart, area): (f64, f64) = (row[2].parse().unwrap(), row[3].parse().unwrap());
        assert!(near(area + apart, area), "{}: {apart} of {area} km² differ", row[0]);
    }
}

/// Points spread over the mainland by a fixed linear congruence, so that every run asks the same.
fn points(count: usize) -> Vec<(f64, f64)> {
    let mut state: u64 = 20_260_101;
    let mut next = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        f64::from((state >> 40) as u32) / f64::from(1_u32 << 24)
    };
    (0..count).map(|_| (-4.8 + next() * 13.0, 41.4 + next() * 9.6)).collect()
}

#[test]
fn points_are_in_the_same_communes() {
    let points = points(500);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("points.csv");
    let mut file = String::from("lon,lat\n");
    let mut script = String::from("CREATE TEMP TABLE point (n serial, geom geometry);\n");
    for (longitude, latitude) in &points {
        writeln!(file, "{longitude:.6},{latitude:.6}").unwrap();
        writeln!(script, "INSERT INTO point (geom) VALUES (ST_SetSRID(ST_MakePoint({longitude:.6}, {latitude:.6}), 4326));").unwrap();
    }
    fs::write(&path, file).unwrap();
    script.push_str(
        "SELECT coalesce(code, '') FROM point LEFT JOIN commune
           ON ST_Contains(commune.geom, point.geom) ORDER BY n;",
    );
    let arguments =
        ["locate", "--batch", path.to_str().unwrap(), "--kinds", "commune", "--vintage", "2024"];
    let said = run(&arguments);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let theirs = sql(&script);
    assert_eq!(theirs.len(), points.len());
    let mut inside = 0;
    for (row, theirs) in said.out.lines().skip(1).zip(&theirs) {
        assert_eq!(row.split(',').nth(2).unwrap(), theirs[0], "{row}");
        inside += usize::from(!theirs[0].is_empty());
    }
    assert!(inside > 200, "only {inside} points on land");
}

#[test]
fn a_drawn_circle_covers_as_much_of_each_commune() {
    let ring: Vec<[f64; 2]> = (0..=64)
        .map(|step| {
            let angle = f64::from(step % 64) * std::f64::consts::TAU / 64.0;
            [3.70 + 0.14 * angle.cos(), 43.93 + 0.10 * angle.sin()]
        })
        .collect();
    let polygon = json!({"type": "Polygon", "coordinates": [ring]});
    let body = json!({"polygon": polygon}).to_string();
    let answer = post("/api/overlaps?kinds=commune&vintage=2024", body);
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    let answer = answer.json();
    let ours: BTreeMap<&str, f64> = list(&answer, "/overlaps")
        .iter()
        .map(|o| (text(o, "/territory/code"), number(o, "/shared/area_km2")))
        .collect();
    let rows = sql(&format!(
        "WITH drawn AS (SELECT ST_SetSRID(ST_GeomFromGeoJSON('{polygon}'), 4326) AS geom)
         SELECT code, ST_Area(ST_Intersection(commune.geom, drawn.geom)::geography) / 1e6,
           ST_Area(commune.geom::geography) / 1e6
         FROM commune, drawn WHERE ST_Intersects(commune.geom, drawn.geom);"
    ));
    assert!(rows.len() > 20, "{} communes", rows.len());
    for row in &rows {
        let (area, whole): (f64, f64) = (row[1].parse().unwrap(), row[2].parse().unwrap());
        let found = ours.get(row[0].as_str()).copied();
        // Below a thousandth of the commune, shared ground counts as none.
        let none = found.is_none() && area < whole * 1e-3;
        let found = found.unwrap_or(0.0);
        assert!(none || near(found, area), "{}: {found} km², PostGIS {area} km²", row[0]);
    }
    assert!(ours.len() <= rows.len(), "{ours:?}");
}
