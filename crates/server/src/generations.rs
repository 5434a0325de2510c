//! What was costly to make, kept within bounds and made once however many ask at a time.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};

/// Things by key in two generations: when the young are too heavy they become the old, and the old
/// that nobody asked for meanwhile are forgotten.
#[derive(Debug)]
pub(crate) struct Generations<K, V> {
    /// Bytes at which a generation is full.
    full: usize,
    kept: Mutex<Kept<K, V>>,
}

/// A thing that is being made by whoever asked first, or is ready; the others wait.
type Making<V> = Arc<OnceLock<V>>;

#[derive(Debug)]
struct Kept<K, V> {
    young: HashMap<K, Making<V>>,
    old: HashMap<K, Making<V>>,
    /// Bytes of the young.
    weight: usize,
}

/// What has a weight.
pub(crate) trait Weigh {
    /// About how many bytes it takes.
    fn weight(&self) -> usize;
}

impl<K: Clone + Eq + Hash, V: Weigh> Generations<K, V> {
    /// Room for two generations of so many bytes each.
    pub(crate) fn new(full: usize) -> Self {
        let kept = Kept { young: HashMap::new(), old: HashMap::new(), weight: 0 };
        Self { full, kept: Mutex::new(kept) }
    }

    /// Reads what was made before.
    pub(crate) fn known<T>(&self, key: &K, read: impl FnOnce(&V) -> T) -> Option<T> {
        let place = {
            let kept = self.kept();
            kept.young.get(key).or_else(|| kept.old.get(key)).cloned()?
        };
        Some(read(place.get()?))
    }

    /// Reads what a key stands for; made first where nobody has asked for it yet.
    pub(crate) fn with<T>(
        &self,
        key: &K,
        make: impl FnOnce() -> V,
        read: impl FnOnce(&V) -> T,
    ) -> T {
        let place = self.kept().place(key, self.full);
        let mut mine = false;
        let made = place.get_or_init(|| {
            mine = true;
            make()
        });
        if mine {
            self.kept().weigh(made.weight(), self.full);
        }
        read(made)
    }

    /// Forgets what a key stands for: it is made anew when next asked for.
    pub(crate) fn forget(&self, key: &K) {
        let mut kept = self.kept();
        kept.young.remove(key);
        kept.old.remove(key);
    }

    fn kept(&self) -> MutexGuard<'_, Kept<K, V>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: Clone + Eq + Hash, V: Weigh> Kept<K, V> {
    /// The place of a thing, empty where it is yet to be made.
    fn place(&mut self, key: &K, full: usize) -> Making<V> {
        if let Some(made) = self.young.get(key) {
            return Arc::clone(made);
        }
        let made = self.old.remove(key).unwrap_or_default();
        self.young.insert(key.clone(), Arc::clone(&made));
        // One that moves from the old to the young weighs again.
        self.weigh(made.get().map_or(0, V::weight), full);
        made
    }

    fn weigh(&mut self, bytes: usize, full: usize) {
        const ENTRY: usize = 200;
        self.weight += bytes + ENTRY;
        if self.weight > full {
            self.old = std::mem::take(&mut self.young);
            self.weight = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Heavy(usize);

    impl Weigh for Heavy {
        fn weight(&self) -> usize {
            self.0
        }
    }

    #[test]
    fn what_nobody_asks_for_is_forgotten_and_the_rest_stays() {
        let full = 10 << 20;
        let kept: Generations<u32, Heavy> = Generations::new(full);
        for key in 0..100 {
            kept.with(&key, || Heavy(1 << 20), |_| ());
            kept.with(&0, || Heavy(1 << 20), |_| ());
            assert!(kept.known(&0, |_| ()).is_some(), "after {key}");
        }
        assert!(kept.known(&1, |_| ()).is_none());
        assert!(kept.known(&99, |_| ()).is_some());
        let held = (0..100).filter_map(|key| kept.known(&key, Weigh::weight)).sum::<usize>();
        assert!(held <= 2 * (full + (1 << 20)), "{held}");
        kept.forget(&99);
        assert!(kept.known(&99, |_| ()).is_none());
    }

    #[test]
    fn one_makes_and_the_others_wait() {
        let kept: Generations<u32, Heavy> = Generations::new(1 << 20);
        let made = std::sync::atomic::AtomicU32::new(0);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let make = || {
                        made.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                        std::thread::sleep(std::time::Duration::from_millis(20));
                        Heavy(1)
                    };
                    kept.with(&1, make, |_| ());
                });
            }
        });
        assert_eq!(made.into_inner(), 1);
    }
}
