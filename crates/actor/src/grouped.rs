//! Flat lists of lists of numbers, made by counting: two allocations, whatever their length.

/// For each group from 0, its members in the order in which they were given.
#[derive(Clone, Debug, Default)]
pub(crate) struct Grouped {
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Grouped {
    /// Sorts pairs of a group and a member; those of groups past the last are left out.
    pub(crate) fn new(groups: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut starts = vec![0_u32; groups + 1];
        for (group, _) in pairs.clone() {
            if let Some(count) = starts.get_mut(group as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut items = vec![0_u32; sum as usize];
        for (group, item) in pairs.filter(|(group, _)| (*group as usize) < groups) {
            let Some(place) = next.get_mut(group as usize) else { continue };
            if let Some(slot) = items.get_mut(*place as usize) {
                *slot = item;
            }
            *place += 1;
        }
        Self { starts, items }
    }

    /// The members of a group; none past the last.
    pub(crate) fn get(&self, group: u32) -> &[u32] {
        let start = self.starts.get(group as usize).copied().unwrap_or(u32::MAX);
        let end = self.starts.get(group as usize + 1).copied().unwrap_or(u32::MAX);
        self.items.get(start as usize..end as usize).unwrap_or_default()
    }

    /// How many groups there are.
    pub(crate) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Bytes held.
    pub(crate) fn size(&self) -> usize {
        (self.starts.capacity() + self.items.capacity()) * size_of::<u32>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_keep_their_order_and_their_group() {
        let pairs = [(2, 7), (0, 1), (2, 5), (9, 9)];
        let grouped = Grouped::new(3, pairs.into_iter());
        assert_eq!(grouped.len(), 3);
        assert_eq!([grouped.get(0), grouped.get(1), grouped.get(2)], [&[1][..], &[], &[7, 5]]);
        assert_eq!(grouped.get(3), [0_u32; 0]);
        assert_eq!(grouped.get(u32::MAX - 1), [0_u32; 0]);
    }
}
