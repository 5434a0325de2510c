//! Sets of names, by their places, as bits.

/// A set of places.
#[derive(Clone, Debug)]
pub(super) struct Places(Vec<u64>);

impl Places {
    /// No place, of `length` places.
    pub(super) fn none(length: usize) -> Self {
        Self(vec![0; length.div_ceil(64)])
    }

    /// Adds places.
    pub(super) fn insert(&mut self, places: &[u32]) {
        for &place in places {
            if let Some(bits) = self.0.get_mut(place as usize / 64) {
                *bits |= 1 << (place % 64);
            }
        }
    }

    /// Adds the places of another set.
    pub(super) fn unite(&mut self, other: &Self) {
        for (bits, other) in self.0.iter_mut().zip(&other.0) {
            *bits |= other;
        }
    }

    /// Keeps the places that are in both.
    pub(super) fn intersect(&mut self, other: &Self) {
        for (bits, other) in self.0.iter_mut().zip(&other.0) {
            *bits &= other;
        }
    }

    /// The places, ascending.
    pub(super) fn iter(&self) -> impl Iterator<Item = u32> {
        self.0.iter().enumerate().flat_map(|(nth, &bits)| {
            let rests = std::iter::successors(Some(bits), |rest| {
                rest.checked_sub(1).map(|less| rest & less)
            });
            let rests = rests.take_while(|rest| *rest != 0);
            rests.map(move |rest| nth as u32 * 64 + rest.trailing_zeros())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_keep_what_is_in_both() {
        let mut places = Places::none(200);
        places.insert(&[0, 63, 64, 199, 64]);
        assert_eq!(places.iter().collect::<Vec<_>>(), [0, 63, 64, 199]);
        let mut others = Places::none(200);
        others.insert(&[63, 199, 100]);
        places.intersect(&others);
        assert_eq!(places.iter().collect::<Vec<_>>(), [63, 199]);
        places.unite(&others);
        assert_eq!(places.iter().collect::<Vec<_>>(), [63, 100, 199]);
    }
}
