//! What a walk over faces sums, one row a territory: found through a table that fits the walk, so
//! that a small walk stays in the processor's nearest cache.

use crate::TerritoryIndex;

/// What is summed for one territory.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sum {
    pub(crate) territory: TerritoryIndex,
    pub(crate) faces: u32,
    pub(crate) communes: u32,
    /// Whether some face was shared in part only.
    pub(crate) partial: bool,
    pub(crate) people: f64,
    pub(crate) area: f64,
}

/// The sums of one walk; kept from walk to walk for their memory.
#[derive(Debug, Default)]
pub(crate) struct Sums {
    /// Places in `rows`, from 1; 0 is free. Open addressing, at most half full.
    table: Vec<u32>,
    /// How far a hash is shifted to become a place of the table.
    shift: u32,
    rows: Vec<Sum>,
    walk: u32,
    /// The walk in which a commune was last met, by its number in the year.
    communes: Vec<u32>,
}

impl Sums {
    /// Empties the sums for a walk that will meet at most so many territories, in a year of so
    /// many communes.
    pub(crate) fn start(&mut self, territories: usize, communes: usize) {
        let capacity = (2 * territories).next_power_of_two().max(64);
        self.table.clear();
        self.table.resize(capacity, 0);
        self.shift = u32::BITS - capacity.trailing_zeros();
        self.rows.clear();
        if self.communes.len() < communes || self.walk == u32::MAX {
            self.communes = vec![0; communes];
            self.walk = 0;
        }
        self.walk += 1;
    }

    /// The row of a territory, a new one where it was not met before.
    pub(crate) fn of(&mut self, territory: TerritoryIndex) -> &mut Sum {
        // Fibonacci hashing: neighbours in the list of territories land far apart.
        let mut place = (territory.0.wrapping_mul(0x9E37_79B1) >> self.shift) as usize;
        let row = loop {
            let row = self.table[place];
            if row == 0 {
                self.rows.push(Sum {
                    territory,
                    faces: 0,
                    communes: 0,
                    partial: false,
                    people: 0.0,
                    area: 0.0,
                });
                self.table[place] = self.rows.len() as u32;
                break self.rows.len() - 1;
            }
            let row = row as usize - 1;
            if self.rows[row].territory == territory {
                break row;
            }
            place = (place + 1) & (self.table.len() - 1);
        };
        &mut self.rows[row]
    }

    /// 1 the first time a commune is met in this walk, then 0.
    pub(crate) fn first_meeting(&mut self, commune: u32) -> u32 {
        match self.communes.get_mut(commune as usize) {
            Some(last) if *last != self.walk => {
                *last = self.walk;
                1
            }
            _ => 0,
        }
    }

    /// The rows, in the order in which their territories were met.
    pub(crate) fn rows(&self) -> &[Sum] {
        &self.rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(territories: &[u32]) {
        let mut sums = Sums::default();
        for walk in 0..3 {
            sums.start(territories.len(), 4);
            for &territory in territories {
                sums.of(TerritoryIndex(territory)).faces += 1;
            }
            let mut expect: Vec<u32> = Vec::new();
            for &territory in territories {
                if !expect.contains(&territory) {
                    expect.push(territory);
                }
            }
            let found: Vec<u32> = sums.rows().iter().map(|sum| sum.territory.0).collect();
            assert_eq!(found, expect, "walk {walk}");
            let faces: u32 = sums.rows().iter().map(|sum| sum.faces).sum();
            assert_eq!(faces as usize, territories.len());
        }
    }

    #[test]
    fn each_territory_has_one_row() {
        check(&[]);
        check(&[7, 7, 0, 41_912, 7]);
        check(&(0..3000).map(|place| place % 900).collect::<Vec<_>>());
        // Multiples that hash to the same places.
        check(&(0..300).map(|place| place << 20).collect::<Vec<_>>());
    }

    #[test]
    fn a_commune_is_met_for_the_first_time_once_a_walk() {
        let mut sums = Sums::default();
        for _ in 0..2 {
            sums.start(1, 2);
            assert_eq!([0, 1, 0, 9].map(|commune| sums.first_meeting(commune)), [1, 1, 0, 0]);
        }
    }
}
