//! Many points at once: one row of codes a point, one column a kind.

use geometry::Vertex;

use crate::{Atlas, KindFilter, TerritoryIndex, Year};

/// Locates points one after the other and writes what holds them, by kind. It keeps its buffers,
/// so a row costs no allocation.
#[derive(Debug)]
pub struct Batch<'a> {
    atlas: &'a Atlas,
    year: &'a Year,
    kinds: Vec<u8>,
    found: Vec<TerritoryIndex>,
}

impl<'a> Batch<'a> {
    /// Locates among the chosen kinds at a year.
    #[must_use]
    pub fn new(atlas: &'a Atlas, kinds: &KindFilter, year: &'a Year) -> Self {
        let kinds = (0..atlas.kinds().len().min(u8::MAX as usize) as u8)
            .filter(|&place| kinds.has(place))
            .collect();
        Self { atlas, year, kinds, found: Vec::with_capacity(32) }
    }

    /// The kinds of the columns.
    pub fn columns(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.kinds.iter().map(|&place| self.atlas.kinds[place as usize].0.as_str())
    }

    /// The territories that hold a point, column by column: for each kind, their codes.
    pub fn locate(
        &mut self,
        point: Vertex,
        mut each: impl FnMut(&'a str, &mut dyn Iterator<Item = &'a str>),
    ) {
        self.atlas.locate(point, self.year, &mut self.found);
        // Found and columns both follow the order of kinds.
        let mut rest = self.found.as_slice();
        for &place in &self.kinds {
            let kind = |index: TerritoryIndex| self.atlas.entry(index).kind_place;
            let before = rest.iter().take_while(|&&index| kind(index) < place).count();
            rest = &rest[before..];
            let here = rest.iter().take_while(|&&index| kind(index) == place).count();
            let (of_kind, after) = rest.split_at(here);
            let mut codes = of_kind.iter().map(|&index| self.atlas.entry(index).id.code.as_str());
            each(self.atlas.kinds[place as usize].0.as_str(), &mut codes);
            rest = after;
        }
    }

    /// Writes a comma and the codes for each column, as in a CSV row; several territories of one
    /// kind are parted by a space. Codes need no quotes.
    pub fn write_csv(&mut self, point: Vertex, row: &mut Vec<u8>) {
        self.locate(point, |_, codes| {
            row.push(b',');
            for (place, code) in codes.enumerate() {
                if place > 0 {
                    row.push(b' ');
                }
                row.extend_from_slice(code.as_bytes());
            }
        });
    }
}
