//! Layers are replaced and removed one by one, all or nothing.

use dataset::Dataset;
use store::{Change, StoreError};

use super::Open;
use crate::support::{
    assert_same, basins, code, communes, dataset, faces, fill, layer, mixture, small_base,
    territory,
};

pub(crate) fn a_layer_takes_the_place_of_the_one_with_its_key(fresh: &dyn Fn() -> Open) {
    let open = fresh();
    fill(&mut *open(), &dataset());
    let mut other = layer("basins", vec![territory("bassin-de-vie:1", "Un seul", faces([0]))]);
    other.source.estimated = true;
    open().replace_layer(&other).unwrap();
    let expect = Dataset { layers: vec![other, mixture()], ..dataset() };
    assert_same(&open().load().unwrap().dataset, &expect);
}

pub(crate) fn a_removed_layer_is_gone_and_only_that_one(fresh: &dyn Fn() -> Open) {
    let open = fresh();
    fill(&mut *open(), &dataset());
    assert!(open().remove_layer(&code("basins")).unwrap());
    let expect = Dataset { layers: vec![mixture()], ..dataset() };
    assert_same(&open().load().unwrap().dataset, &expect);
    assert!(!open().remove_layer(&code("basins")).unwrap());
    assert_same(&open().load().unwrap().dataset, &expect);
}

pub(crate) fn a_layer_that_breaks_its_promises_is_refused(fresh: &dyn Fn() -> Open) {
    let open = fresh();
    fill(&mut *open(), &dataset());
    for ground in [
        faces([3, 1]),
        faces([1, 1]),
        faces([12]),
        communes(2026, ["00002", "00001"]),
        communes(2026, ["00002", "00002"]),
    ] {
        let wrong = layer("basins", vec![territory("perimetre:p", "P", ground)]);
        let error = open().replace_layer(&wrong).unwrap_err();
        assert!(matches!(error, StoreError::Refused { .. }), "{error}");
    }
    assert_same(&open().load().unwrap().dataset, &dataset());
}

pub(crate) fn the_last_change_of_a_part_wins(fresh: &dyn Fn() -> Open) {
    let open = fresh();
    let (base, first) = (small_base(), basins());
    let second = layer("basins", vec![]);
    let (gone, key) = (mixture(), code("mixture"));
    let changes = [
        Change::Layer(&first),
        Change::Layer(&gone),
        Change::Base(&base),
        Change::Layer(&second),
        Change::RemoveLayer(&key),
    ];
    open().write(&changes, &mut |_| {}).unwrap();
    let expect = Dataset { base: Some(base.clone()), layers: vec![second.clone()] };
    assert_same(&open().load().unwrap().dataset, &expect);
}

pub(crate) fn one_refused_change_undoes_all(fresh: &dyn Fn() -> Open) {
    let open = fresh();
    fill(&mut *open(), &dataset());
    let before = open().version().unwrap();
    let (good, key) = (layer("another", vec![]), code("basins"));
    let wrong = layer("wrong", vec![territory("perimetre:p", "P", faces([3, 1]))]);
    let changes = [Change::Layer(&good), Change::RemoveLayer(&key), Change::Layer(&wrong)];
    open().write(&changes, &mut |_| {}).unwrap_err();
    assert_same(&open().load().unwrap().dataset, &dataset());
    assert_eq!(open().version().unwrap(), before);
}
