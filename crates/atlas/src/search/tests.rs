//! Searching a small list that has the traps of the national one.

use proptest::prelude::*;
use territory::PostalCode;

use super::{Entry, Matched, SearchIndex, fold::fold, forms};

/// Name, code, postal codes, contexts, rank of the kind, people.
type Row = (&'static str, &'static str, &'static [&'static str], &'static [&'static str], u8, u32);

const PARIS: &[&str] =
    &["75001", "75002", "75003", "75004", "75011", "75012", "75013", "75018", "75019", "75020"];
const MARSEILLE: &[&str] =
    &["13001", "13002", "13003", "13004", "13005", "13006", "13007", "13008", "13009", "13010"];

const COMMUNES: &[Row] = &[
    ("Paris", "75056", PARIS, &["75", "Paris"], 0, 2_103_778),
    ("Parisot", "81202", &["81310"], &["81", "Tarn"], 0, 1_033),
    ("Lyon", "69123", &["69001", "69003"], &["69", "Rhône"], 0, 519_127),
    ("Le Lion-d'Angers", "49176", &["49220"], &["49", "Maine-et-Loire"], 0, 5_390),
    ("Saint-Denis", "97411", &["97400", "97417"], &["974", "La Réunion"], 0, 155_634),
    ("Saint-Denis", "93066", &["93200", "93210"], &["93", "Seine-Saint-Denis"], 0, 149_077),
    ("Saint-Denis", "30247", &["30500"], &["30", "Gard"], 0, 296),
    ("Saint-Étienne", "42218", &["42000"], &["42", "Loire"], 0, 173_136),
    ("Sainte-Foy", "85214", &["85150"], &["85", "Vendée"], 0, 2_717),
    ("Saint-Malo", "35288", &["35400"], &["35", "Ille-et-Vilaine"], 0, 47_439),
    ("Malons-et-Elze", "30153", &["30450"], &["30", "Gard"], 0, 110),
    ("Strasbourg", "67482", &["67000"], &["67", "Bas-Rhin"], 0, 293_771),
    ("Ganges", "34111", &["34190"], &["34", "Hérault", "commune"], 0, 3_724),
    ("Laroque", "34128", &["34190"], &["34", "Hérault", "commune"], 0, 1_668),
    ("Le Pouget", "34210", &["34230"], &["34", "Hérault", "commune"], 0, 2_040),
    ("Montpellier", "34172", &["34000", "34070"], &["34", "Hérault"], 0, 310_240),
    ("Montélier", "26197", &["26120"], &["26", "Drôme"], 0, 4_323),
    ("Marseille", "13055", MARSEILLE, &["13", "Bouches-du-Rhône"], 0, 886_040),
    ("Aix-en-Provence", "13001", &["13100"], &["13", "Bouches-du-Rhône"], 0, 149_695),
    ("Aix-les-Bains", "73008", &["73100"], &["73", "Savoie"], 0, 32_406),
    ("Thonon-les-Bains", "74281", &["74200"], &["74", "Haute-Savoie"], 0, 36_384),
    ("Aix", "19002", &["19200"], &["19", "Corrèze"], 0, 352),
    ("Le Mans", "72181", &["72000"], &["72", "Sarthe"], 0, 146_249),
    ("Mansac", "19124", &["19520"], &["19", "Corrèze"], 0, 1_554),
    ("La Rochelle", "17300", &["17000"], &["17", "Charente-Maritime"], 0, 79_851),
    ("L'Haÿ-les-Roses", "94038", &["94240"], &["94", "Val-de-Marne"], 0, 31_188),
    ("Les Abymes", "97101", &["97139"], &["971", "Guadeloupe"], 0, 51_055),
    ("Chalon-sur-Saône", "71076", &["71100"], &["71", "Saône-et-Loire"], 0, 45_102),
    ("Villeneuve-d'Ascq", "59009", &["59491"], &["59", "Nord"], 0, 62_868),
    ("Villeneuve-lès-Avignon", "30351", &["30400"], &["30", "Gard"], 0, 12_200),
    ("Œuilly", "51410", &["51480"], &["51", "Marne"], 0, 564),
    ("Nîmes", "30189", &["30000", "30900"], &["30", "Gard"], 0, 151_839),
    ("Béziers", "34032", &["34500"], &["34", "Hérault"], 0, 81_545),
    ("Grenoble", "38185", &["38000"], &["38", "Isère"], 0, 156_140),
    ("Ajaccio", "2A004", &["20000"], &["2A", "Corse-du-Sud"], 0, 76_320),
    ("La Réunion", "47222", &["47700"], &["47", "Lot-et-Garonne"], 0, 524),
];

const OTHERS: &[Row] = &[
    ("Paris 1er Arrondissement", "75101", &["75001"], &["75", "Paris"], 1, 15_114),
    ("Paris 11e Arrondissement", "75111", &["75011"], &["75", "Paris"], 1, 138_170),
    ("Paris 18e Arrondissement", "75118", &["75018"], &["75", "Paris"], 1, 183_127),
    ("Marseille 1er Arrondissement", "13201", &["13001"], &["13"], 1, 37_599),
    ("CC du Pays Viganais", "243000270", &[], &["30", "Gard", "intercommunalité"], 4, 10_171),
    ("Métropole de Lyon", "200046977", &[], &["69", "Rhône"], 4, 1_436_354),
    ("Métropole Nice Côte d'Azur", "200030195", &[], &["06"], 4, 574_287),
    ("CA de Nîmes Métropole", "243000643", &[], &["30", "Gard"], 4, 264_025),
    ("Paris", "75", &[], &["département"], 5, 2_103_778),
    ("Gard", "30", &[], &["département"], 5, 770_940),
    ("Hérault", "34", &[], &["département"], 5, 1_230_289),
    ("Aude", "11", &[], &["département"], 5, 379_648),
    ("Ain", "01", &[], &["département"], 5, 679_344),
    ("La Réunion", "974", &[], &["département"], 5, 889_679),
    ("Île-de-France", "11", &[], &["région"], 6, 12_463_067),
    ("Ganges", "34111", &[], &["bassin de vie"], 7, 12_000),
    ("Parc naturel régional des Grands Causses", "FR8000008", &[], &["pnr"], 3, 80_000),
];

fn index() -> (SearchIndex, Vec<Row>) {
    let rows = [COMMUNES, OTHERS].concat();
    let mut builder = SearchIndex::builder();
    for (name, code, postal_codes, context, kind_rank, population) in &rows {
        let postal_codes: Vec<PostalCode> =
            postal_codes.iter().map(|code| code.parse().unwrap()).collect();
        let former: &[&str] = if *code == "34128" { &["Vieux-Laroque"] } else { &[] };
        builder.push(&Entry {
            name,
            former_names: former,
            code,
            postal_codes: &postal_codes,
            context,
            kind_rank: *kind_rank,
            population: *population,
        });
    }
    (builder.finish(), rows)
}

/// The first answers must have these codes, in this order.
fn check(query: &str, expect: &[&str]) {
    let (index, rows) = index();
    let hits = index.search(query, expect.len(), |_| true);
    let codes: Vec<&str> = hits.iter().map(|hit| rows[hit.entry as usize].1).collect();
    assert_eq!(codes, expect, "{query:?}");
}

fn check_matched(query: &str, expect: Option<Matched>) {
    let found = index().0.search(query, 10, |_| true).first().map(|hit| hit.matched);
    assert_eq!(found, expect, "{query:?}");
}

#[test]
fn spelling_does_not_matter() {
    for query in ["l'haÿ-les-roses", "L’HAY LES ROSES", "lhay les roses", "l hay-les"] {
        check(query, &["94038"]);
    }
    for query in ["Œuilly", "oeuilly", "ŒUIL"] {
        check(query, &["51410"]);
    }
    for query in ["nimes", "NÎMES", "ni\u{302}mes"] {
        check(query, &["30189"]);
    }
}

#[test]
fn saints_and_other_abbreviations_are_written_out() {
    for query in ["st etienne", "St-Étienne", "saintetienne", "stetienne"] {
        check(query, &["42218"]);
    }
    check("ste foy", &["85214"]);
    check("st", &["42218", "97411", "93066", "67482"]);
    check("Chalon s/ Saône", &["71076"]);
    for query in ["villeneuve lez avignon", "villeneuve-lès-avignon", "villeneuve avignon"] {
        check(query, &["30351"]);
    }
}

#[test]
fn articles_links_and_legal_forms_may_be_left_out() {
    check("rochelle", &["17300"]);
    check("mans", &["72181", "19124"]);
    check("abymes", &["97101"]);
    check("chalon saone", &["71076"]);
    check("villeneuve dascq", &["59009"]);
    check("pays viganais", &["243000270"]);
    check("communauté de communes du pays viganais", &["243000270"]);
    check("pnr causses", &["FR8000008"]);
    check("nice cote dazur", &["200030195"]);
}

#[test]
fn words_come_in_any_order() {
    check("lyon metropole", &["200046977"]);
    check("metropole lyon", &["200046977"]);
    check("provence aix", &["13001"]);
}

#[test]
fn what_people_mean_comes_first() {
    check("paris", &["75056", "75"]);
    check("pari", &["75056"]);
    check("aix", &["19002", "13001", "73008"]);
    check("malo", &["35288", "30153"]);
    check("denis", &["97411", "93066", "30247"]);
    check("ain", &["01"]);
    check("la reunion", &["974", "47222"]);
    check("ganges", &["34111", "34111"]);
}

#[test]
fn codes_and_postal_codes_are_found() {
    check("34190", &["34111", "34128"]);
    check("341", &["34111"]);
    check("34", &["34", "34172"]);
    check("11", &["11", "11"]);
    check("75011", &["75111", "75056"]);
    check("13001", &["13201", "13001", "13055"]);
    check("2a004", &["2A004"]);
    check("2A 004", &["2A004"]);
    check("2430", &["243000643", "243000270"]);
    check("fr8000008", &["FR8000008"]);
}

#[test]
fn context_narrows() {
    check("saint-denis 93", &["93066"]);
    check("saint denis gard", &["30247"]);
    check("ganges 34", &["34111"]);
    check("34190 ganges", &["34111"]);
    check("commune de ganges", &["34111"]);
    check("departement du gard", &["30"]);
    check("bassin de vie de ganges", &["34111"]);
}

#[test]
fn arrondissements_go_by_their_number() {
    check("paris 11", &["75111"]);
    check("Paris 11ème", &["75111"]);
    check("paris 1", &["75101"]);
    check("11e arrondissement paris", &["75111"]);
}

#[test]
fn typos_are_forgiven() {
    for (query, code) in [
        ("montpelier", "34172"),
        ("monpelier", "34172"),
        ("montpellierr", "34172"),
        ("grenobel", "38185"),
        ("grneoble", "38185"),
        ("strasbourgh", "67482"),
        ("marseile", "13055"),
        ("narseille", "13055"),
        ("gangs", "34111"),
        ("la rochele", "17300"),
        ("saint etiene", "42218"),
        ("aix les bians", "73008"),
        ("chalon sr saone", "71076"),
        ("gangs 34", "34111"),
    ] {
        check(query, &[code]);
    }
}

#[test]
fn answers_say_what_they_were_found_by() {
    check_matched("ganges", Some(Matched::Name));
    check_matched("viganais", Some(Matched::Name));
    check_matched("34190", Some(Matched::PostalCode));
    check_matched("34111", Some(Matched::Code));
    check_matched("vieux laroque", Some(Matched::FormerName));
    check_matched("gangess", Some(Matched::Typo));
    check_matched("zzzz", None);
    check_matched("", None);
    check_matched("🗺️ ---", None);
}

#[test]
fn only_accepted_entries_are_given() {
    let (index, rows) = index();
    let epci = |entry: u32| rows[entry as usize].4 == 4;
    let hits = index.search("lyon", 10, epci);
    assert_eq!(
        hits.iter().map(|hit| rows[hit.entry as usize].1).collect::<Vec<_>>(),
        ["200046977"]
    );
    assert!(index.search("lyon", 10, |_| false).is_empty());
    assert!(index.search("lyon", 0, |_| true).is_empty());
}

#[test]
fn an_empty_index_finds_nothing() {
    let empty = SearchIndex::builder().finish();
    for query in ["", "a", "paris", "saint denis", "34190"] {
        assert!(empty.search(query, 10, |_| true).is_empty());
    }
    assert!(SearchIndex::default().search("paris 75", 10, |_| true).is_empty());
}

/// The words of a name, as the search reads them.
fn reading(name: &str) -> Vec<String> {
    let words = fold(name).into_iter().map(|word| word.text);
    words.map(|word| forms::written_out(&word).map_or(word.clone(), str::to_owned)).collect()
}

#[test]
fn every_name_in_any_spelling_comes_first_or_a_homonym_does() {
    let (index, rows) = index();
    for (name, ..) in &rows {
        let bare: String = fold(name).iter().map(|word| word.text.clone() + " ").collect();
        let spellings = [
            (*name).to_owned(),
            name.to_lowercase(),
            name.to_uppercase(),
            name.replace(['-', '\''], " "),
            name.replace("Saint", "St"),
            name.replace(' ', "-"),
            bare,
        ];
        for spelling in spellings {
            let first = *index.search(&spelling, 1, |_| true).first().unwrap();
            assert_eq!(reading(rows[first.entry as usize].0), reading(name), "{spelling:?}");
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_a_valid_query(query in any::<String>(), limit in 0_usize..200) {
        let (index, rows) = index();
        let hits = index.search(&query, limit, |_| true);
        prop_assert!(hits.len() <= limit.min(SearchIndex::MOST_HITS));
        let mut entries: Vec<u32> = hits.iter().map(|hit| hit.entry).collect();
        prop_assert!(entries.iter().all(|entry| (*entry as usize) < rows.len()));
        entries.sort_unstable();
        entries.dedup();
        prop_assert_eq!(entries.len(), hits.len());
    }

    #[test]
    fn long_queries_are_cut_and_answered(word in "[a-z ]{1,12}", times in 1_usize..1_000) {
        let (index, _) = index();
        let hits = index.search(&word.repeat(times), 10, |_| true);
        prop_assert!(hits.len() <= 10);
    }

    #[test]
    fn a_smaller_limit_gives_the_beginning_of_the_list(query in "(st |paris |[a-z]{1,3}|3[0-9]{0,4})") {
        let (index, _) = index();
        let all = index.search(&query, 100, |_| true);
        let some = index.search(&query, 3, |_| true);
        let found: Vec<_> = all.iter().filter(|hit| hit.matched != Matched::Typo).take(3).collect();
        prop_assert!(found.iter().zip(&some).all(|(one, other)| *one == other));
    }
}
