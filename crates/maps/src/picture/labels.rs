//! Where names stand: greedily, the ones that matter most first, none touching another.

use super::text;

/// A rectangle of the image, in units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rectangle {
    from: [f64; 2],
    to: [f64; 2],
}

/// A name that has found its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Label {
    pub(super) text: String,
    /// Where its baseline starts, has its middle, or ends.
    pub(super) at: [f64; 2],
    pub(super) anchor: Anchor,
    pub(super) size: f64,
    /// The dot it belongs to.
    pub(super) dot: [f64; 2],
}

/// Which part of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// The names placed so far.
#[derive(Clone, Debug)]
pub(super) struct Placer {
    size: [f64; 2],
    taken: Vec<Rectangle>,
}

/// The least distance between names.
const AIR: f64 = 2.5;
/// Height of capitals above the baseline and of tails below it, in sizes of the type.
const ABOVE: f64 = 0.78;
const BELOW: f64 = 0.24;

impl Rectangle {
    pub(super) fn new(from: [f64; 2], to: [f64; 2]) -> Self {
        Self { from, to }
    }

    pub(super) fn touches(&self, other: &Self) -> bool {
        (0..2).all(|axis| self.from[axis] < other.to[axis] && other.from[axis] < self.to[axis])
    }

    fn grown(&self, by: f64) -> Self {
        Self { from: self.from.map(|edge| edge - by), to: self.to.map(|edge| edge + by) }
    }
}

impl Placer {
    pub(super) fn new(size: [f64; 2]) -> Self {
        Self { size, taken: Vec::new() }
    }

    /// Keeps names off a part of the image.
    pub(super) fn reserve(&mut self, rectangle: Rectangle) {
        self.taken.push(rectangle);
    }

    /// What is taken so far.
    #[cfg(test)]
    pub(super) fn taken(&self) -> &[Rectangle] {
        &self.taken
    }

    /// Places a town's name beside its dot, on the first side with room.
    pub(super) fn town(
        &mut self,
        name: &str,
        dot: [f64; 2],
        size: f64,
        radius: f64,
        bold: bool,
    ) -> Option<Label> {
        let width = text::width(name, size, bold);
        let [x, y] = dot;
        let (gap, rise) = (radius + 3.0, size * 0.34);
        let (up, down) = (y - radius - 4.0, y + radius + size * ABOVE + 2.0);
        let spots = [
            ([x + gap, y + rise], Anchor::Start),
            ([x - gap, y + rise], Anchor::End),
            ([x, up], Anchor::Middle),
            ([x, down], Anchor::Middle),
            ([x + gap * 0.5, up], Anchor::Start),
            ([x + gap * 0.5, down], Anchor::Start),
            ([x - gap * 0.5, up], Anchor::End),
            ([x - gap * 0.5, down], Anchor::End),
        ];
        let around = Rectangle::new(dot, dot).grown(radius);
        if !self.is_free(&around) {
            return None;
        }
        let (at, anchor, rectangle) = spots.into_iter().find_map(|(at, anchor)| {
            let rectangle = words(at, anchor, width, size);
            self.is_free(&rectangle).then_some((at, anchor, rectangle))
        })?;
        self.taken.extend([rectangle, around]);
        Some(Label { text: name.to_owned(), at, anchor, size, dot })
    }

    /// Places the name of a ground in wide capitals, at the first of its places with room.
    pub(super) fn ground(
        &mut self,
        name: &str,
        places: impl Iterator<Item = [f64; 2]>,
        size: f64,
    ) -> Option<Label> {
        let capitals = name.to_uppercase();
        let spacing = GROUND_SPACING * size * capitals.chars().count() as f64;
        let width = text::width(&capitals, size, true) + spacing;
        for [x, y] in places {
            let at = [x, y + size * 0.34];
            let rectangle = words(at, Anchor::Middle, width, size);
            if self.is_free(&rectangle.grown(3.0)) {
                self.taken.push(rectangle);
                return Some(Label { text: capitals, at, anchor: Anchor::Middle, size, dot: at });
            }
        }
        None
    }

    fn is_free(&self, rectangle: &Rectangle) -> bool {
        let inside = (0..2)
            .all(|axis| rectangle.from[axis] >= 3.0 && rectangle.to[axis] <= self.size[axis] - 3.0);
        let room = rectangle.grown(AIR);
        inside && !self.taken.iter().any(|taken| taken.touches(&room))
    }
}

/// Space between the capitals of a ground's name, in sizes of the type.
pub(super) const GROUND_SPACING: f64 = 0.18;

fn words([x, y]: [f64; 2], anchor: Anchor, width: f64, size: f64) -> Rectangle {
    let left = match anchor {
        Anchor::Start => x,
        Anchor::Middle => x - width / 2.0,
        Anchor::End => x - width,
    };
    Rectangle::new([left, y - size * ABOVE], [left + width, y + size * BELOW])
}
