//! Rows besides territories: kept source by source, replaced whole, counted in the version.

use dataset::{Collection, Records};

use super::Open;
use crate::support::{assert_same, dataset, fill, small_base, source};

fn rows(collection: Collection, key: &str, rows: &[&str]) -> Records {
    Records { collection, source: source(key), rows: rows.iter().map(|&row| row.into()).collect() }
}

pub(crate) fn rows_come_back_source_by_source(fresh: &dyn Fn() -> Open) {
    let open = fresh();
    assert_eq!(open().records(Collection::Actors).unwrap(), []);
    let second = rows(Collection::Actors, "rna", &[r#"{"n":"L’Étang"}"#, "", "'; drop table x;--"]);
    let first = rows(Collection::Actors, "places", &["b", "a", "b"]);
    let aids = rows(Collection::Aids, "places", &["c"]);
    for records in [&second, &aids, &first] {
        open().replace_records(records).unwrap();
    }
    assert_eq!(open().records(Collection::Actors).unwrap(), [first, second]);
    assert_eq!(open().records(Collection::Aids).unwrap(), [aids]);
    assert_eq!(open().records(Collection::Declarations).unwrap(), []);
}

pub(crate) fn rows_of_a_source_take_the_place_of_those_before(fresh: &dyn Fn() -> Open) {
    let open = fresh();
    let other = rows(Collection::Actors, "other", &["x"]);
    open().replace_records(&other).unwrap();
    open().replace_records(&rows(Collection::Actors, "rna", &["a", "b", "c"])).unwrap();
    let mut after = rows(Collection::Actors, "rna", &["d"]);
    "ODbL".clone_into(&mut after.source.licence);
    open().replace_records(&after).unwrap();
    assert_eq!(open().records(Collection::Actors).unwrap(), [other.clone(), after]);
    open().replace_records(&rows(Collection::Actors, "rna", &[])).unwrap();
    assert_eq!(open().records(Collection::Actors).unwrap(), [other]);
}

pub(crate) fn rows_and_territories_leave_each_other(fresh: &dyn Fn() -> Open) {
    let open = fresh();
    fill(&mut *open(), &dataset());
    let plain = open().version().unwrap();
    let actors = rows(Collection::Actors, "rna", &["a", "b"]);
    let version = open().replace_records(&actors).unwrap();
    assert_ne!(version, plain, "rows count in the version");
    assert_eq!(version, open().version().unwrap());
    let snapshot = open().load().unwrap();
    assert_eq!(snapshot.version, version);
    assert_same(&snapshot.dataset, &dataset());

    let again = open().replace_base(&small_base(), &mut |_| {}).unwrap();
    assert_eq!(again, version, "the same base again changes nothing");
    assert_eq!(open().records(Collection::Actors).unwrap(), [actors]);
    let gone = open().replace_records(&rows(Collection::Actors, "rna", &[])).unwrap();
    assert_eq!(gone, plain, "there and back");
}
