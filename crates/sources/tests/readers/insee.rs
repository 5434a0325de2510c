//! Insee's table: columns by name, zones as communes, codes against the base.

use dataset::{Ground, Source};
use sources::{
    CommuneLookup, Imported, NoBase, SourceError,
    insee::{self, InseeOptions},
};
use territory::{Code, Kind, Vintage};

use crate::{
    builders::{Folder, workbook, zip},
    lookup::FewCommunes,
};

const TITLE: &[&str] = &["Table d'appartenance géographique des communes"];
const YEAR: &[&str] = &["Géographie au 01/01/2025"];
const SOURCE: &[&str] = &["Source : Insee"];
const HEADER: &[&str] =
    &["CODGEO", "LIBGEO", "ARR", "CV", "ZE2010", "ZE2020", "AAV2020", "BV2012", "BV2022"];
const GANGES: &[&str] = &["34111", "Ganges", "343", "3410", "0001", "7608", "000", "1", "34111"];
const MOULES: &[&str] = &["34174", "Moulès", "343", "3410", "0001", "7608", "012", "1", "34111"];
const VIGAN: &[&str] = &["30339", "Le Vigan", "ZZZZ", "3020", "0001", "9109", "012", "1", "30339"];
const ZONES: &[&[&str]] = &[
    &["Zones supra-communales"],
    YEAR,
    &[],
    SOURCE,
    &["Niveau géographique", "Code géographique", "Libellé géographique"],
    &["NIVGEO", "CODGEO", "LIBGEO"],
    &["BV2022", "34111", "Ganges <script>"],
    &["BV2022", "30339", "Le  Vigan"],
    &["ZE2020", "7608", "Montpellier"],
    &["AAV2020", "000", "Commune hors attraction des villes"],
    &["AAV2020", "012", "Montpellier"],
    &["CV", "3410", "Lodève"],
];

fn rows<'a>(body: &[&'a [&'a str]]) -> Vec<&'a [&'a str]> {
    let mut rows: Vec<&[&str]> = vec![TITLE, YEAR, &[], SOURCE, &["Code géographique"], HEADER];
    rows.extend(body);
    rows
}

fn table() -> Vec<u8> {
    workbook(&[("COM", &rows(&[GANGES, MOULES, VIGAN])), ("Zones_supra_communales", ZONES)])
}

fn source() -> Source {
    Source {
        key: "insee".parse().unwrap(),
        name: "Insee".into(),
        licence: "Licence Ouverte".into(),
        attribution: "Insee".into(),
        url: None,
        vintage: None,
        estimated: false,
    }
}

fn read_with(
    bytes: &[u8],
    options: InseeOptions,
    communes: &dyn CommuneLookup,
) -> Result<Imported, SourceError> {
    let folder = Folder::new();
    insee::read(&folder.write("table.xlsx", bytes), source(), options, communes)
}

fn read(bytes: &[u8]) -> Result<Imported, SourceError> {
    read_with(bytes, InseeOptions::default(), &NoBase)
}

/// Each territory as `kind:code name seat [communes]`.
fn brief(imported: &Imported) -> Vec<String> {
    let line = |t: &dataset::Territory| {
        let Ground::Communes { vintage, codes } = &t.ground else { panic!("{t:?}") };
        let codes: Vec<&str> = codes.iter().map(Code::as_str).collect();
        let seat = t.seat.as_ref().map_or("-", Code::as_str);
        format!("{} {} {seat} {vintage} [{}]", t.id, t.name, codes.join(" "))
    };
    imported.layer.territories.iter().map(line).collect()
}

#[test]
fn zones_of_the_latest_year_are_read_as_whole_communes() {
    let imported = read(&table()).unwrap();
    assert_eq!(
        brief(&imported),
        [
            "bassin-de-vie:30339 Le Vigan 30339 2025 [30339]",
            "bassin-de-vie:34111 Ganges <script> 34111 2025 [34111 34174]",
            "zone-emploi:7608 Montpellier - 2025 [34111 34174]",
            // A zone without a name in the second sheet keeps its code.
            "zone-emploi:9109 9109 - 2025 [30339]",
            // 000 is outside every attraction area.
            "aire-attraction:012 Montpellier - 2025 [30339 34174]",
        ]
    );
    assert_eq!(imported.layer.source.vintage.map(Vintage::year), Some(2025));
    let cover: Vec<_> = imported.report.coverage.iter().map(|c| (c.communes, c.of)).collect();
    assert_eq!(cover, [(3, Some(3)), (3, Some(3)), (2, Some(3))]);
}

#[test]
fn arrondissements_and_cantons_come_where_asked_for() {
    let options = InseeOptions { arrondissements: true, cantons: true };
    let imported = read_with(&table(), options, &NoBase).unwrap();
    let lines = brief(&imported);
    assert!(lines.contains(&"canton:3410 Lodève - 2025 [34111 34174]".to_owned()), "{lines:?}");
    // ZZZZ is no arrondissement.
    assert_eq!(lines.iter().filter(|line| line.starts_with("arrondissement:")).count(), 1);
}

#[test]
fn codes_are_checked_against_the_base() {
    let mut old = MOULES.to_vec();
    old[0] = "34093";
    let mut unknown = VIGAN.to_vec();
    unknown[0] = "99999";
    let bytes =
        workbook(&[("COM", &rows(&[GANGES, &old, &unknown])), ("Zones_supra_communales", ZONES)]);
    let imported = read_with(&bytes, InseeOptions::default(), &FewCommunes).unwrap();
    let resolved = &imported.report.resolved[0];
    assert_eq!((resolved.code.as_str(), resolved.communes[0].as_str()), ("34093", "34111"));
    assert_eq!(resolved.place.text(territory::Language::English), "table.xlsx > COM, row 8");
    assert_eq!(imported.report.refused[0].what, "99999");
    assert!(brief(&imported).iter().all(|line| !line.contains("99999")));
}

#[test]
fn the_zip_that_insee_publishes_is_read_too() {
    let published = zip(&[("lisez-moi.txt", b"..."), ("table-2025.xlsx", &table())]);
    assert_eq!(brief(&read(&published).unwrap()), brief(&read(&table()).unwrap()));
}

fn check(com: &[&[&str]], zones: Option<&[&[&str]]>, expect: &str) {
    let bytes = match zones {
        Some(zones) => workbook(&[("COM", com), ("Zones_supra_communales", zones)]),
        None => workbook(&[("COM", com)]),
    };
    let error = read(&bytes).unwrap_err().to_string();
    assert!(error.contains(expect), "{expect:?} is not in {error:?}");
}

#[test]
fn wrong_tables_are_refused_with_their_place() {
    let zones = Some(ZONES);
    check(
        &[TITLE, YEAR, &["DEP", "REG"], &["01", "84"]],
        zones,
        "table.xlsx > COM: the column “CODGEO”",
    );
    check(
        &[TITLE, YEAR, &["CODGEO", "REG"], &["01001", "84"]],
        zones,
        "COM, row 3: the column “BV2022",
    );
    check(&[TITLE, HEADER, GANGES], zones, "Géographie au 01/01/");
    check(&rows(&[]), zones, "COM: nothing usable");
    check(&rows(&[GANGES, GANGES]), zones, "COM, row 8: “34111” comes twice");
    let mut bad = GANGES.to_vec();
    bad[8] = "34 111";
    check(&rows(&[MOULES, &bad]), zones, "COM, row 8: BV2022 is “34 111”");
    check(&rows(&[GANGES]), None, "“Zones_supra_communales” is missing");
    check(&rows(&[GANGES]), Some(&[&["CODGEO", "LIBGEO"], &["a", "b"]]), "“NIVGEO” is missing");
    let error = read(&zip(&[("a.txt", b"a")])).unwrap_err().to_string();
    assert!(error.contains("not an Excel workbook"), "{error}");
}

#[test]
fn the_layer_lists_its_kinds_in_order() {
    let imported = read(&table()).unwrap();
    assert_eq!(
        imported.layer.kinds(),
        [Kind::BASSIN_DE_VIE, Kind::ZONE_EMPLOI, Kind::AIRE_ATTRACTION]
    );
}
