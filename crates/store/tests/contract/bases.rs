//! The base comes back as it was, and layers outlive it.

use dataset::{Base, Dataset, Territory};
use geometry::{Mesh, Vertex};
use proptest::{prelude::*, test_runner::TestRunner};
use store::{Change, StoreError};
use territory::{Code, Span};

use super::Open;
use crate::support::{
    self, assert_same, basins, code, dataset, faces, fill, layer, mixture, small_base, territory,
    vintage,
};

pub(crate) fn an_empty_store_holds_nothing(fresh: &dyn Fn() -> Open) {
    let open = fresh();
    assert_same(&open().load().unwrap().dataset, &Dataset::default());
}

pub(crate) fn a_dataset_comes_back_as_it_was(fresh: &dyn Fn() -> Open) {
    let open = fresh();
    fill(&mut *open(), &dataset());
    assert_same(&open().load().unwrap().dataset, &dataset());
}

/// Names, natures, spans and seats as anyone may write them.
fn records() -> impl Strategy<Value = Vec<Territory>> {
    let kind = prop::sample::select(vec!["commune", "epci", "pnr", "order", "select", "arc"]);
    let span = prop::option::of((1790_u16..2200, 1790_u16..2200));
    let record = (kind, "[A-Za-z0-9._-]{1,40}", any::<String>(), span, any::<Option<String>>())
        .prop_map(|(kind, code, name, span, nature)| {
            let mut record = territory(&format!("{kind}:{code}"), &name, faces([3]));
            record.span = span.map(|(one, other)| Span::new(vintage(one), vintage(other)));
            record.seat = nature.is_some().then(|| code.parse::<Code>().unwrap());
            record.nature = nature;
            record
        });
    prop::collection::vec(record, 0..8)
}

pub(crate) fn records_of_any_content_come_back(fresh: &dyn Fn() -> Open) {
    let open = fresh();
    let mut runner = TestRunner::new(ProptestConfig::with_cases(24));
    let outcome = runner.run(&(records(), records()), |(of_base, of_layer)| {
        let mut base = small_base();
        base.territories = of_base;
        let expect = Dataset { base: Some(base), layers: vec![layer("x", of_layer)] };
        fill(&mut *open(), &expect);
        assert_same(&open().load().unwrap().dataset, &expect);
        Ok(())
    });
    outcome.unwrap();
}

pub(crate) fn a_layer_needs_no_base(fresh: &dyn Fn() -> Open) {
    let open = fresh();
    let expect = Dataset { base: None, layers: vec![basins()] };
    fill(&mut *open(), &expect);
    assert_same(&open().load().unwrap().dataset, &expect);
}

pub(crate) fn another_base_leaves_the_layers(fresh: &dyn Fn() -> Open) {
    let open = fresh();
    fill(&mut *open(), &dataset());
    let mut base = small_base();
    base.territories.truncate(5);
    base.populations.clear();
    base.successions.clear();
    open().replace_base(&base, &mut |_| {}).unwrap();
    let expect = Dataset { base: Some(base), ..dataset() };
    assert_same(&open().load().unwrap().dataset, &expect);
}

/// The small base with its faces numbered the other way round.
fn turned_round() -> Base {
    let mut base = small_base();
    let last = base.faces.len() as u32 - 1;
    let turn = |face: geometry::FaceId| geometry::FaceId(last - face.0);
    let arcs = base.mesh.arcs().map(|arc| {
        let [left, right] = base.mesh.sides(arc).map(|side| side.map(turn));
        geometry::Arc { left, right, vertices: base.mesh.vertices(arc).to_vec() }
    });
    base.mesh = Mesh::from_arcs(last + 1, arcs.collect::<Vec<_>>()).unwrap();
    base.faces.reverse();
    base.territories.clear();
    base
}

pub(crate) fn grounds_said_in_faces_follow_their_keys_to_another_base(fresh: &dyn Fn() -> Open) {
    let open = fresh();
    fill(&mut *open(), &dataset());
    open().replace_base(&turned_round(), &mut |_| {}).unwrap();
    let mut moved = mixture();
    moved.territories[1].ground = faces([7, 10]); // 1 and 4, of twelve
    moved.territories[2].ground = faces([9]);
    let expect = Dataset { base: Some(turned_round()), layers: vec![basins(), moved] };
    assert_same(&open().load().unwrap().dataset, &expect);
}

pub(crate) fn a_base_that_lacks_a_face_of_a_layer_is_refused(fresh: &dyn Fn() -> Open) {
    let open = fresh();
    fill(&mut *open(), &dataset());
    let mut base = small_base();
    base.faces[4].key = code("elsewhere");
    let error = open().replace_base(&base, &mut |_| {}).unwrap_err();
    assert!(
        matches!(&error, StoreError::Refused { reason, .. } if reason.contains("00004")),
        "{error}"
    );
    assert_same(&open().load().unwrap().dataset, &dataset());

    // With the layer replaced in the same write there is nothing to follow.
    let key = mixture().key;
    let changes = [Change::Base(&base), Change::RemoveLayer(&key)];
    open().write(&changes, &mut |_| {}).unwrap();
    let expect = Dataset { base: Some(base.clone()), layers: vec![basins()] };
    assert_same(&open().load().unwrap().dataset, &expect);
}

pub(crate) fn a_base_that_contradicts_itself_is_refused(fresh: &dyn Fn() -> Open) {
    let spoil: [fn(&mut Base); 6] = [
        |base| drop(base.faces.pop()),
        |base| base.vintages.reverse(),
        |base| base.vintages.clear(),
        |base| base.territories[0].ground = faces([12]),
        |base| base.territories[0].ground = faces([2, 1]),
        |base| base.places[0].position = Vertex { x: i32::MAX, y: 0 },
    ];
    for spoil in spoil {
        let open = fresh();
        fill(&mut *open(), &dataset());
        let mut base = support::small_base();
        spoil(&mut base);
        let error = open().replace_base(&base, &mut |_| {}).unwrap_err();
        assert!(matches!(error, StoreError::Refused { .. }), "{error}");
        assert_same(&open().load().unwrap().dataset, &dataset());
    }
}
