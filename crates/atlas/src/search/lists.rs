//! Flat lists of lists of numbers: one allocation for the items, one for the ends.

use std::ops::Range;

/// A list of lists of numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists {
    ends: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    /// Adds a list after the others.
    pub(super) fn push(&mut self, list: impl IntoIterator<Item = u32>) {
        self.items.extend(list);
        self.ends.push(self.items.len() as u32);
    }

    /// The list at a place; empty past the end.
    pub(super) fn get(&self, place: u32) -> &[u32] {
        self.items.get(self.start(place)..self.start(place + 1)).unwrap_or_default()
    }

    /// The items of the lists of a range of places, one list after the other.
    pub(super) fn of_all(&self, places: &Range<u32>) -> &[u32] {
        self.items.get(self.start(places.start)..self.start(places.end)).unwrap_or_default()
    }

    /// The reverse lists: for each item below `length`, the ascending places of the lists that
    /// hold it.
    pub(super) fn reversed(&self, length: usize) -> Self {
        let mut pairs: Vec<(u32, u32)> = Vec::with_capacity(self.items.len());
        for place in 0..self.ends.len() as u32 {
            pairs.extend(self.get(place).iter().map(|&item| (item, place)));
        }
        pairs.sort_unstable();
        pairs.dedup();
        let mut reversed = Self::default();
        let mut rest = pairs.as_slice();
        for item in 0..length as u32 {
            let (own, next) = rest.split_at(rest.partition_point(|pair| pair.0 <= item));
            reversed.push(own.iter().map(|pair| pair.1));
            rest = next;
        }
        reversed.shrink();
        reversed
    }

    /// Gives back the memory that growing left over.
    pub(super) fn shrink(&mut self) {
        self.ends.shrink_to_fit();
        self.items.shrink_to_fit();
    }

    fn start(&self, place: u32) -> usize {
        match place.checked_sub(1) {
            None => 0,
            Some(before) => {
                self.ends.get(before as usize).map_or(self.items.len(), |&end| end as usize)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_come_back_and_reverse() {
        let mut lists = Lists::default();
        lists.push([2, 0]);
        lists.push([]);
        lists.push([2, 2]);
        assert_eq!(lists.get(0), [2, 0]);
        assert_eq!(lists.get(1), [0_u32; 0]);
        assert_eq!(lists.get(9), [0_u32; 0]);
        assert_eq!(lists.of_all(&(1..3)), [2, 2]);
        let reversed = lists.reversed(3);
        assert_eq!([reversed.get(0), reversed.get(1), reversed.get(2)], [&[0][..], &[], &[0, 2]]);
    }
}
