//! The smallest cover against brute force, and instances whose answer is known.

use proptest::prelude::*;

use super::*;

fn instance(costs: &[u64], elements: &[&[u32]]) -> Instance {
    Instance {
        costs: costs.to_vec(),
        elements: elements.iter().map(|element| element.to_vec()).collect(),
    }
}

#[track_caller]
fn check(costs: &[u64], elements: &[&[u32]], expect: &[u32]) {
    let found = smallest(&instance(costs, elements), 1_000);
    assert_eq!(found.chosen, expect);
    assert!(found.is_minimum());
}

#[test]
fn small_tables() {
    check(&[1, 1, 1], &[], &[]);
    check(&[1, 1, 1], &[&[]], &[]);
    check(&[1, 1, 1], &[&[1], &[]], &[1]);
    // One that covers all beats three that cover one each.
    check(&[1, 1, 1, 1], &[&[0, 3], &[1, 3], &[2, 3]], &[3]);
    check(&[1, 1, 1, 4], &[&[0, 3], &[1, 3], &[2, 3]], &[0, 1, 2]);
    // Of two alike the first.
    check(&[1, 1], &[&[0, 1]], &[0]);
}

#[test]
fn greedy_alone_would_be_wrong() {
    // The one that covers most is not in the smallest cover.
    check(&[1, 1, 1], &[&[0, 1], &[0, 1], &[0, 2], &[0, 2], &[1], &[2]], &[1, 2]);
    check(
        &[1, 1, 1, 1, 1],
        &[&[0, 3], &[0, 3], &[1, 3], &[1, 4], &[2, 4], &[2, 4], &[0, 4], &[3, 2]],
        &[3, 4],
    );
}

#[test]
fn a_search_cut_short_says_so() {
    // Every pair of 24 candidates: any 23 of them, and no bound proves it at once.
    let pairs: Vec<Vec<u32>> = (0..24_u32).flat_map(|a| (0..a).map(move |b| vec![b, a])).collect();
    let whole = Instance { costs: vec![1; 24], elements: pairs };
    let found = smallest(&whole, 5);
    assert_eq!(found.cost, 23);
    assert!(!found.is_minimum() && found.bound >= 12, "{found:?}");
    assert!(found.work <= 6);
    let found = smallest(&whole, 1_000_000);
    assert_eq!((found.cost, found.bound), (23, 23));
}

#[test]
fn a_part_for_every_commune_needs_no_search() {
    // 4,000 communes each sole at home, 200 groupements over twenty of them each.
    let mut elements: Vec<Vec<u32>> = (0..4_000).map(|commune| vec![commune]).collect();
    elements.extend((0..4_000).map(|commune| vec![commune, 4_000 + commune / 20]));
    let found = smallest(&Instance { costs: vec![1; 4_200], elements }, 10);
    assert_eq!((found.chosen.len(), found.work), (4_000, 0));
}

/// The cheapest cover, by looking at all of them.
fn brute(instance: &Instance) -> u64 {
    let asked: Vec<u32> = instance
        .elements
        .iter()
        .filter(|element| !element.is_empty())
        .map(|element| element.iter().map(|&one| 1 << one).sum())
        .collect();
    let cost = |set: u32| -> u64 {
        let in_set = |one: &usize| set & (1 << one) != 0;
        (0..instance.costs.len()).filter(in_set).map(|one| instance.costs[one]).sum()
    };
    let all = (0..1_u32 << instance.costs.len())
        .filter(|set| asked.iter().all(|element| element & set != 0));
    all.map(cost).min().unwrap_or(0)
}

fn instances() -> impl Strategy<Value = Instance> {
    (1_usize..11).prop_flat_map(|count| {
        let element = prop::collection::btree_set(0..count as u32, 0..count.min(5) + 1);
        let costs = prop::collection::vec(1_u64..4, count);
        (costs, prop::collection::vec(element, 0..14)).prop_map(|(costs, elements)| Instance {
            costs: costs.into_iter().map(|cost| 1_000 + cost).collect(),
            elements: elements.into_iter().map(|one| one.into_iter().collect()).collect(),
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn no_cover_is_cheaper(instance in instances()) {
        let found = smallest(&instance, 1_000_000);
        prop_assert!(found.is_minimum());
        prop_assert_eq!(found.cost, brute(&instance));
        for element in instance.elements.iter().filter(|element| !element.is_empty()) {
            prop_assert!(element.iter().any(|one| found.chosen.contains(one)));
        }
        let sum: u64 = found.chosen.iter().map(|&one| instance.costs[one as usize]).sum();
        prop_assert_eq!(sum, found.cost);
    }

    #[test]
    fn a_bound_is_never_above_the_minimum(instance in instances(), work in 0_u64..4) {
        let found = smallest(&instance, work);
        let minimum = brute(&instance);
        prop_assert!(found.bound <= minimum && minimum <= found.cost);
        for element in instance.elements.iter().filter(|element| !element.is_empty()) {
            prop_assert!(element.iter().any(|one| found.chosen.contains(one)));
        }
    }
}
