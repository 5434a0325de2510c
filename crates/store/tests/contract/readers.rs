//! Readers see whole datasets, the old or the new, and writers say how far they are.

use std::collections::BTreeMap;

use dataset::Dataset;
use store::{Progress, Step};

use super::Open;
use crate::support::{Country, assert_same, base, dataset, fill, small_base};

pub(crate) fn a_reader_sees_the_old_data_until_the_write_is_done(fresh: &dyn Fn() -> Open) {
    let open = fresh();
    fill(&mut *open(), &dataset());
    let (reader, mut writer) = (open(), open());
    let mut base = small_base();
    base.populations.clear();
    let mut looked = 0;
    let mut look = |progress: Progress| {
        let finished = progress == Progress { step: Step::Commit, done: 1, total: 1 };
        if !finished {
            assert_same(&reader.load().unwrap().dataset, &dataset());
            looked += 1;
        }
    };
    writer.replace_base(&base, &mut look).unwrap();
    assert!(looked > 4, "only {looked} looks during the write");
    let expect = Dataset { base: Some(base), ..dataset() };
    assert_same(&reader.load().unwrap().dataset, &expect);
}

pub(crate) fn a_write_is_seen_by_every_open_store(fresh: &dyn Fn() -> Open) {
    let open = fresh();
    let (mut one, mut other) = (open(), open());
    fill(&mut *one, &Dataset { layers: vec![], ..dataset() });
    for layer in &dataset().layers {
        other.replace_layer(layer).unwrap();
        assert_eq!(one.version().unwrap(), other.version().unwrap());
    }
    assert_same(&one.load().unwrap().dataset, &dataset());
}

pub(crate) fn a_store_moves_to_another_thread(fresh: &dyn Fn() -> Open) {
    let open = fresh();
    let mut store = open();
    fill(&mut *store, &dataset());
    let loaded = std::thread::spawn(move || store.load().unwrap().dataset).join().unwrap();
    assert_same(&loaded, &dataset());
}

pub(crate) fn progress_counts_each_step_to_its_end(fresh: &dyn Fn() -> Open) {
    let base = base(&Country { columns: 40, rows: 40, inner_vertices: 0 });
    let mut last: BTreeMap<String, Progress> = BTreeMap::new();
    let mut reports = 0;
    let mut listen = |now: Progress| {
        reports += 1;
        let before = last.insert(format!("{:?}", now.step), now);
        assert!(now.done <= now.total, "{now:?}");
        assert!(before.is_none_or(|before| before.done <= now.done), "{now:?}");
    };
    let open = fresh();
    open().replace_base(&base, &mut listen).unwrap();
    assert_eq!(last.len(), 4, "{last:?}");
    assert!(last.values().all(|progress| progress.done == progress.total), "{last:?}");
    assert!((12..200).contains(&reports), "{reports} reports");
}
