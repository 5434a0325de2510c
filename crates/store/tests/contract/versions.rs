//! Versions name the content, whatever way led to it.

use std::collections::BTreeSet;

use dataset::Dataset;
use store::Change;

use super::Open;
use crate::support::{basins, code, dataset, fill, layer, mixture, small_base};

pub(crate) fn the_same_data_has_the_same_version(fresh: &dyn Fn() -> Open) {
    let open = fresh();
    let mut at_once = open();
    fill(&mut *at_once, &dataset());
    let version = at_once.version().unwrap();

    let open = fresh();
    let mut bit_by_bit = open();
    bit_by_bit.replace_layer(&layer("mixture", vec![])).unwrap();
    bit_by_bit.replace_base(&small_base(), &mut |_| {}).unwrap();
    bit_by_bit.replace_layer(&mixture()).unwrap();
    assert_ne!(bit_by_bit.version().unwrap(), version);
    bit_by_bit.replace_layer(&basins()).unwrap();
    assert_eq!(bit_by_bit.version().unwrap(), version);

    bit_by_bit.replace_base(&small_base(), &mut |_| {}).unwrap();
    assert_eq!(bit_by_bit.version().unwrap(), version, "the same import again changes nothing");
    bit_by_bit.remove_layer(&code("basins")).unwrap();
    bit_by_bit.replace_layer(&basins()).unwrap();
    assert_eq!(bit_by_bit.version().unwrap(), version, "there and back");
}

pub(crate) fn different_data_has_another_version(fresh: &dyn Fn() -> Open) {
    let change: [fn(&mut Dataset); 13] = [
        |_| {},
        |d| d.layers.clear(),
        |d| d.layers[0].key = code("basins2"),
        |d| d.layers[0].source.url = None,
        |d| d.layers[0].source.estimated = true,
        |d| drop(d.layers[0].territories.pop()),
        |d| d.layers[1].territories.swap(0, 1),
        |d| d.layers[1].territories[0].name.push('!'),
        |d| d.base.as_mut().unwrap().populations[5].people += 1,
        |d| d.base.as_mut().unwrap().places[0].position.x += 1,
        |d| d.base.as_mut().unwrap().communes[0].postal_codes.clear(),
        |d| d.base.as_mut().unwrap().communes[1].siren = None,
        |d| d.base.as_mut().unwrap().faces[11].key = code("z"),
    ];
    let empty = fresh();
    let mut versions = BTreeSet::from([empty().version().unwrap()]);
    for change in change {
        let mut dataset = dataset();
        change(&mut dataset);
        let open = fresh();
        let mut store = open();
        fill(&mut *store, &dataset);
        assert!(versions.insert(store.version().unwrap()), "two datasets have one version");
    }
}

pub(crate) fn the_version_comes_with_the_data(fresh: &dyn Fn() -> Open) {
    let open = fresh();
    let mut store = open();
    assert_eq!(store.load().unwrap().version, store.version().unwrap());
    let dataset = dataset();
    let changes: Vec<Change> = dataset.base.iter().map(Change::Base).collect();
    let answered = store.write(&changes, &mut |_| {}).unwrap();
    assert_eq!(answered, store.version().unwrap());
    assert_eq!(answered, open().load().unwrap().version);
    assert_eq!(answered.to_string().len(), 16);
}

/// The bytes that go into versions and digests are part of the schema: where this fails, either
/// undo the change or give the schema a new version.
pub(crate) fn the_version_of_known_data_is_known(fresh: &dyn Fn() -> Open) {
    let open = fresh();
    let mut store = open();
    let empty = store.version().unwrap();
    let with_layer = store.replace_layer(&basins()).unwrap();
    let with_base = store.replace_base(&small_base(), &mut |_| {}).unwrap();
    // As stores were written before they kept the numbers of authorities.
    let mut unnumbered = small_base();
    unnumbered.communes.iter_mut().for_each(|commune| commune.siren = None);
    let without = store.replace_base(&unnumbered, &mut |_| {}).unwrap();
    let versions = [empty, with_layer, with_base, without].map(|version| version.to_string());
    assert_eq!(
        versions,
        ["e3b0c44298fc1c14", "72d5dcad3a4fa7ce", "e6da1dee7cb8349b", "0c680698d4a93ab8"]
    );
}
