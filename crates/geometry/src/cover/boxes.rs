//! Boxes in a packed tree: found fast, kept small, never changed.

use crate::Bounds;

/// Children of a node.
const FAN: usize = 16;

/// Boxes by number, packed by sorting them in tiles (Leutenegger, Lopez and Edgington, "STR: a
/// simple and efficient algorithm for R-tree packing", 1997). 21 bytes a box.
#[derive(Clone, Debug)]
pub(crate) struct Boxes {
    /// The number of each box, in the order of the tiles.
    numbers: Vec<u32>,
    /// First the boxes themselves; each next level has one box around every `FAN` of the level
    /// before. The last level has at most `FAN`.
    levels: Vec<Vec<Bounds>>,
}

impl Boxes {
    /// Packs boxes; each goes by its place in the list.
    pub(crate) fn new(boxes: &[Bounds]) -> Self {
        let mut numbers: Vec<u32> = (0..boxes.len() as u32).collect();
        let middle = |low: i32, high: i32| i64::from(low) + i64::from(high);
        numbers.sort_by_cached_key(|&n| {
            let bounds = &boxes[n as usize];
            middle(bounds.low.x, bounds.high.x)
        });
        let leaves = boxes.len().div_ceil(FAN);
        let slice = FAN * (leaves as f64).sqrt().ceil().max(1.0) as usize;
        for column in numbers.chunks_mut(slice) {
            column.sort_by_cached_key(|&n| {
                let bounds = &boxes[n as usize];
                middle(bounds.low.y, bounds.high.y)
            });
        }
        let mut levels: Vec<Vec<Bounds>> =
            vec![numbers.iter().map(|&number| boxes[number as usize]).collect()];
        while let Some(last) = levels.last()
            && last.len() > FAN
        {
            let joined =
                |group: &[Bounds]| group.iter().copied().fold(Bounds::EMPTY, Bounds::joined);
            levels.push(last.chunks(FAN).map(joined).collect());
        }
        Self { numbers, levels }
    }

    /// Calls `visit` with the number and the bounds of each box that meets the given one.
    pub(crate) fn meeting(&self, bounds: &Bounds, visit: &mut impl FnMut(u32, &Bounds)) {
        let top = self.levels.len() - 1;
        self.descend(top, 0..self.levels[top].len(), bounds, visit);
    }

    fn descend(
        &self,
        level: usize,
        places: std::ops::Range<usize>,
        bounds: &Bounds,
        visit: &mut impl FnMut(u32, &Bounds),
    ) {
        for place in places {
            let found = &self.levels[level][place];
            if !found.meets(bounds) {
                continue;
            }
            if level == 0 {
                visit(self.numbers[place], found);
            } else {
                let children = place * FAN..((place + 1) * FAN).min(self.levels[level - 1].len());
                self.descend(level - 1, children, bounds, visit);
            }
        }
    }

    /// How many bytes the tree takes.
    pub(crate) fn size(&self) -> usize {
        let bounds: usize = self.levels.iter().map(|level| size_of_val(level.as_slice())).sum();
        bounds + size_of_val(self.numbers.as_slice())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Vertex;
    use proptest::prelude::*;

    fn check(boxes: &[Bounds], around: Bounds) {
        let mut found = Vec::new();
        Boxes::new(boxes).meeting(&around, &mut |number, bounds| found.push((number, *bounds)));
        found.sort_unstable_by_key(|&(number, _)| number);
        let expect: Vec<_> =
            (0..).zip(boxes.iter().copied()).filter(|(_, bounds)| bounds.meets(&around)).collect();
        assert_eq!(found, expect);
    }

    fn any_box(reach: i32, side: i32) -> impl Strategy<Value = Bounds> {
        (-reach..reach, -reach..reach, 0..side, 0..side).prop_map(|(x, y, width, height)| {
            Bounds::around([Vertex { x, y }, Vertex { x: x + width, y: y + height }])
        })
    }

    #[test]
    fn nothing_is_found_among_no_boxes() {
        check(&[], Bounds::around([Vertex { x: 0, y: 0 }]));
    }

    proptest! {
        #[test]
        fn all_boxes_that_meet_are_found(boxes in prop::collection::vec(any_box(100, 20), 0..600),
                around in any_box(100, 100)) {
            check(&boxes, around);
        }
    }
}
