//! Territories of people's own: kept with their ground, changed by their key alone, never lost.

use dataset::{Ground, Nature, OwnName};
use store::{By, Kept, NewTerritory, OwnError, OwnTerritories, Store};
use territory::Date;

use super::Open;
use crate::support::{code, dataset, fill, small_base, territory};

fn name(text: &str) -> OwnName {
    text.parse().unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn keep(store: &mut dyn Store, called: &str) -> Kept {
    let vintage = 2024.try_into().unwrap();
    let ground = Ground::Communes { vintage, codes: vec![code("00000"), code("00001")] };
    let new = NewTerritory {
        name: name(called),
        nature: Nature::Lived,
        ground,
        made_on: day("2026-11-24"),
    };
    OwnTerritories::new(store).keep(new).unwrap()
}

/// The names that the layers of a store give to territories of people's own.
fn named(store: &dyn Store) -> Vec<String> {
    let layers = store.load().unwrap().dataset.layers;
    let own = layers.into_iter().filter(|layer| layer.key.as_str().starts_with("own."));
    own.flat_map(|layer| layer.territories).map(|territory| territory.name).collect()
}

pub(crate) fn own_territories_are_kept_with_their_ground(fresh: &dyn Fn() -> Open) {
    let open = fresh();
    fill(&mut *open(), &dataset());
    let first = keep(&mut *open(), "Vallée");
    let second = keep(&mut *open(), "Vallée");
    assert_ne!(first.territory.id, second.territory.id, "two may have one name");
    assert_ne!(first.key.as_str(), second.key.as_str());
    assert!(!first.territory.key.contains(first.key.as_str()), "the key itself is not kept");
    let mut expect = vec![first.territory, second.territory];
    expect.sort_by(|a, b| a.id.cmp(&b.id));
    assert_eq!(OwnTerritories::new(&mut *open()).all().unwrap(), expect);
    assert_eq!(named(&*open()), ["Vallée", "Vallée"]);
    assert_eq!(expect[0].communes.as_ref().unwrap().codes, [code("00000"), code("00001")]);
}

pub(crate) fn own_territories_are_changed_by_their_key_alone(fresh: &dyn Fn() -> Open) {
    let open = fresh();
    fill(&mut *open(), &dataset());
    let kept = keep(&mut *open(), "Vallée");
    let other = keep(&mut *open(), "Autre");
    let id = &kept.territory.id;
    let today = day("2026-11-25");
    let before = open().version().unwrap();
    for wrong in ["", "x", other.key.as_str(), &kept.territory.key] {
        let mut store = open();
        let mut own = OwnTerritories::new(&mut *store);
        let refused = own.rename(id, name("Vol"), today, By::Key(wrong)).unwrap_err();
        assert!(matches!(refused, OwnError::WrongKey(_)), "{wrong:?}");
        assert!(matches!(own.remove(id, By::Key(wrong)), Err(OwnError::WrongKey(_))), "{wrong:?}");
    }
    assert_eq!(open().version().unwrap(), before);

    let by = By::Key(kept.key.as_str());
    let renamed = OwnTerritories::new(&mut *open()).rename(id, name("Val"), today, by).unwrap();
    assert_eq!((&renamed.id, renamed.changed_on), (id, Some(today)));
    let mut names = named(&*open());
    names.sort();
    assert_eq!(names, ["Autre", "Val"]);
    OwnTerritories::new(&mut *open()).remove(id, by).unwrap();
    assert_eq!(named(&*open()), ["Autre"]);
    let gone = OwnTerritories::new(&mut *open()).remove(id, By::Operator).unwrap_err();
    assert!(matches!(gone, OwnError::Unknown(_)));
}

pub(crate) fn own_territories_outlive_the_base(fresh: &dyn Fn() -> Open) {
    let open = fresh();
    fill(&mut *open(), &dataset());
    let kept = keep(&mut *open(), "Vallée");
    let mut base = small_base();
    base.territories.push(territory("region:99", "Nouvelle", Ground::Missing));
    open().replace_base(&base, &mut |_| {}).unwrap();
    assert_eq!(OwnTerritories::new(&mut *open()).all().unwrap(), [kept.territory]);
    assert_eq!(named(&*open()), ["Vallée"]);
}
