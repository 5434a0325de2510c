//! Whether two datasets are the same, field by field: written apart from the store's own digests.

use std::fmt::Debug;

use dataset::{Base, Dataset, Ground, Territory};
use geometry::Mesh;

/// Panics with the first difference.
pub(crate) fn assert_same(got: &Dataset, expect: &Dataset) {
    match (&got.base, &expect.base) {
        (Some(got), Some(expect)) => same_base(got, expect),
        (got, expect) => assert_eq!(got.is_some(), expect.is_some(), "base"),
    }
    let keys = |dataset: &Dataset| dataset.layers.iter().map(|l| l.key.clone()).collect::<Vec<_>>();
    assert_eq!(keys(got), keys(expect), "layers");
    for (got, expect) in got.layers.iter().zip(&expect.layers) {
        assert_eq!(got.source, expect.source);
        same_territories(&got.territories, &expect.territories);
    }
}

fn same_base(got: &Base, expect: &Base) {
    let Base {
        sources,
        vintages,
        mesh,
        faces,
        territories,
        communes,
        populations,
        places,
        successions,
    } = got;
    same_list(sources, &expect.sources, "source");
    same_list(vintages, &expect.vintages, "vintage");
    same_mesh(mesh, &expect.mesh);
    same_list(faces, &expect.faces, "face");
    same_territories(territories, &expect.territories);
    same_list(communes, &expect.communes, "commune");
    same_list(populations, &expect.populations, "population");
    same_list(places, &expect.places, "place");
    same_list(successions, &expect.successions, "succession");
}

fn same_mesh(got: &Mesh, expect: &Mesh) {
    assert_eq!(got.face_count(), expect.face_count(), "faces");
    assert_eq!(got.arc_count(), expect.arc_count(), "arcs");
    for arc in expect.arcs() {
        assert_eq!(got.sides(arc), expect.sides(arc), "sides of {arc:?}");
        assert_eq!(got.vertices(arc), expect.vertices(arc), "vertices of {arc:?}");
    }
}

fn same_territories(got: &[Territory], expect: &[Territory]) {
    assert_eq!(got.len(), expect.len(), "territories");
    for (got, expect) in got.iter().zip(expect) {
        let Territory { id, name, span, nature, seat, ground } = got;
        assert_eq!(
            (id, name, span, nature, seat),
            (&expect.id, &expect.name, &expect.span, &expect.nature, &expect.seat)
        );
        same_ground(ground, &expect.ground);
    }
}

fn same_ground(got: &Ground, expect: &Ground) {
    match (got, expect) {
        (Ground::Missing, Ground::Missing) => {}
        (Ground::Faces(got), Ground::Faces(expect)) => assert_eq!(got, expect),
        (Ground::Shape(got), Ground::Shape(expect)) => assert_eq!(got, expect),
        (
            Ground::Communes { vintage, codes },
            Ground::Communes { vintage: expected_vintage, codes: expected_codes },
        ) => assert_eq!((vintage, codes), (expected_vintage, expected_codes)),
        _ => panic!("{got:?} is not {expect:?}"),
    }
}

fn same_list<T: PartialEq + Debug>(got: &[T], expect: &[T], what: &str) {
    assert_eq!(got.len(), expect.len(), "number of {what}");
    for (place, (got, expect)) in got.iter().zip(expect).enumerate() {
        assert_eq!(got, expect, "{what} {place}");
    }
}
