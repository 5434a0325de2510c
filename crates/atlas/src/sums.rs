//! What a walk over faces sums, one row a territory or group: found through a table that fits the
//! walk, so that a small walk stays in the processor's nearest cache.

/// What one step of a walk adds.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Part {
    pub(crate) faces: u32,
    pub(crate) communes: u32,
    pub(crate) people: f64,
    pub(crate) area: f64,
    /// Whether some face is shared in part only.
    pub(crate) partial: bool,
}

/// What was summed under one key.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sum {
    /// A territory or a group of faces.
    pub(crate) key: u32,
    pub(crate) part: Part,
}

/// The sums of one walk; kept from walk to walk for their memory.
#[derive(Debug, Default)]
pub(crate) struct Sums {
    /// Places in `rows`, from 1; 0 is free. Open addressing, at most half full.
    table: Vec<u32>,
    rows: Vec<Sum>,
}

/// The communes that a walk has met.
#[derive(Debug, Default)]
pub(crate) struct Meetings {
    walk: u32,
    /// The walk in which a commune was last met, by its number in the year.
    last: Vec<u32>,
}

impl Sum {
    /// Adds a part.
    pub(crate) fn add(&mut self, part: Part) {
        self.part.faces += part.faces;
        self.part.communes += part.communes;
        self.part.people += part.people;
        self.part.area += part.area;
        self.part.partial |= part.partial;
    }
}

impl Sums {
    /// Room for a small walk: the table grows with what is met.
    const ROOM: usize = 128;

    /// Empties the sums.
    pub(crate) fn start(&mut self) {
        self.table.clear();
        self.table.resize(Self::ROOM, 0);
        self.rows.clear();
    }

    /// The sum under a key, nothing where it was not met before.
    pub(crate) fn of(&mut self, key: u32) -> &mut Sum {
        let place = self.place(key);
        let known = self.table[place];
        if known > 0 {
            return &mut self.rows[known as usize - 1];
        }
        self.rows.push(Sum { key, part: Part::default() });
        self.table[place] = self.rows.len() as u32;
        if 2 * self.rows.len() > self.table.len() {
            self.grow();
        }
        let last = self.rows.len() - 1;
        &mut self.rows[last]
    }

    /// The sums, in the order in which their keys were met.
    pub(crate) fn rows(&self) -> &[Sum] {
        &self.rows
    }

    /// Where a key stands in the table, or may be put.
    fn place(&self, key: u32) -> usize {
        let mask = self.table.len() - 1;
        // Fibonacci hashing: neighbours in the list of territories land far apart.
        let hash = key.wrapping_mul(0x9E37_79B1);
        let mut place = (hash >> (u32::BITS - mask.count_ones())) as usize;
        loop {
            let row = self.table[place];
            if row == 0 || self.rows[row as usize - 1].key == key {
                return place;
            }
            place = (place + 1) & mask;
        }
    }

    fn grow(&mut self) {
        let room = 4 * self.table.len();
        self.table.clear();
        self.table.resize(room, 0);
        for row in 0..self.rows.len() {
            let place = self.place(self.rows[row].key);
            self.table[place] = row as u32 + 1;
        }
    }
}

impl Meetings {
    /// Forgets all meetings, in a year of so many communes.
    pub(crate) fn start(&mut self, communes: usize) {
        if self.last.len() < communes || self.walk == u32::MAX {
            self.last = vec![0; communes];
            self.walk = 0;
        }
        self.walk += 1;
    }

    /// 1 the first time a commune is met in this walk, then 0.
    pub(crate) fn first(&mut self, commune: u32) -> u32 {
        match self.last.get_mut(commune as usize) {
            Some(last) if *last != self.walk => {
                *last = self.walk;
                1
            }
            _ => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(keys: &[u32]) {
        let mut sums = Sums::default();
        for walk in 0..3 {
            sums.start();
            for &key in keys {
                sums.of(key).add(Part { faces: 1, ..Part::default() });
            }
            let mut expect: Vec<u32> = Vec::new();
            for &key in keys {
                if !expect.contains(&key) {
                    expect.push(key);
                }
            }
            let found: Vec<u32> = sums.rows().iter().map(|sum| sum.key).collect();
            assert_eq!(found, expect, "walk {walk}");
            let faces: u32 = sums.rows().iter().map(|sum| sum.part.faces).sum();
            assert_eq!(faces as usize, keys.len());
        }
    }

    #[test]
    fn each_key_has_one_row() {
        check(&[]);
        check(&[7, 7, 0, 41_912, 7]);
        check(&(0..3000).map(|place| place % 900).collect::<Vec<_>>());
        // Multiples that hash to the same places.
        check(&(0..300).map(|place| place << 20).collect::<Vec<_>>());
    }

    #[test]
    fn a_commune_is_met_for_the_first_time_once_a_walk() {
        let mut communes = Meetings::default();
        for _ in 0..2 {
            communes.start(2);
            assert_eq!([0, 1, 0, 9].map(|commune| communes.first(commune)), [1, 1, 0, 0]);
        }
    }
}
