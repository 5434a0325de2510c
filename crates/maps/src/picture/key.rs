//! The key beside or under a map: its title, what each pattern is, whom to credit.

use super::{
    Area, MOST_PIECES, Picture,
    pen::{DASHES, Fill, Pen},
    text,
};

/// How an image is shared by its map and its key.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    size: [f64; 2],
    side: Side,
}

/// The words of a key.
#[derive(Clone, Debug)]
pub struct Key<'a> {
    /// Where it stands.
    pub plan: Plan,
    /// What the map shows.
    pub title: &'a str,
    /// The answer in a sentence, shown where there is room.
    pub sentence: &'a str,
    /// Who is to be credited.
    pub credit: &'a str,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Side {
    /// A column at the right, so wide.
    Right(f64),
    /// A strip below, so high.
    Below(f64),
    /// The credit alone, in a strip below.
    Credit,
}

const LINE: f64 = 20.0;
const MARGIN: f64 = 14.0;
const SWATCH: f64 = 24.0;
/// Height of the strip that bears the credit alone.
const STRIP: f64 = 18.0;
const CREDIT: f64 = 10.0;
const TITLE: f64 = 17.0;

impl Plan {
    /// Shares an image of some width and height, in units, with a key of so many entries.
    #[must_use]
    pub fn new(size: [f64; 2], entries: usize) -> Self {
        let [width, height] = size;
        let below = 2.0 * MARGIN + 8.0 + (entries.min(MOST_PIECES) + 2) as f64 * LINE + 2.0 * 13.0;
        let side = if width >= 700.0 && height >= 300.0 && width >= height * 1.25 {
            Side::Right((width * 0.28).clamp(230.0, 380.0).round())
        } else if width >= 260.0 && below <= height * 0.45 {
            Side::Below(below)
        } else {
            Side::Credit
        };
        Self { size, side }
    }

    /// Width and height of the whole image.
    #[must_use]
    pub fn size(&self) -> [f64; 2] {
        self.size
    }

    /// Width and height of the map.
    #[must_use]
    pub fn map(&self) -> [f64; 2] {
        let [width, height] = self.size;
        match self.side {
            Side::Right(column) => [width - column, height],
            Side::Below(strip) => [width, height - strip],
            Side::Credit => [width, (height - STRIP).max(1.0)],
        }
    }

    /// The rectangle of the key: west, north, width, height.
    #[must_use]
    pub fn panel(&self) -> [f64; 4] {
        let ([width, height], [map_width, map_height]) = (self.size, self.map());
        match self.side {
            Side::Right(column) => [map_width, 0.0, column, height],
            Side::Below(_) | Side::Credit => [0.0, map_height, width, height - map_height],
        }
    }
}

/// Writes the key of a picture.
pub(super) fn write(pen: &mut Pen<'_>, picture: &Picture<'_>, key: &Key<'_>) {
    let panel = key.plan.panel();
    pen.sheet("m-paper", pen.palette.paper, panel);
    let [x, y, width, height] = panel;
    let room = width - 2.0 * MARGIN;
    let credit_lines = match key.plan.side {
        Side::Credit => {
            let credit = text::fitting(key.credit, CREDIT, width - 12.0);
            return pen.words(&credit, [x + 6.0, y + 13.0], CREDIT, 400);
        }
        Side::Right(_) => text::wrapped(key.credit, CREDIT, room, 9),
        Side::Below(_) => text::wrapped(key.credit, CREDIT, room, 2),
    };
    let foot = y + height - MARGIN - 13.0 * (credit_lines.len().saturating_sub(1)) as f64;
    for (place, line) in credit_lines.iter().enumerate() {
        pen.words(line, [x + MARGIN, foot + 13.0 * place as f64], CREDIT, 400);
    }
    let mut y = y + MARGIN + 12.0;
    if let Side::Right(_) = key.plan.side {
        for line in text::wrapped(key.title, 22.0, room / 1.08, 3) {
            y += 8.0;
            pen.words(&line, [x + MARGIN, y], 22.0, 700);
            y += LINE;
        }
        y += 2.0;
        for line in text::wrapped(key.sentence, 13.5, room, 7) {
            pen.words(&line, [x + MARGIN, y], 13.5, 400);
            y += 18.0;
        }
        y += 10.0;
    } else {
        pen.words(&text::fitting(key.title, TITLE, room / 1.08), [x + MARGIN, y], TITLE, 700);
        y += LINE + 6.0;
    }
    entries(pen, picture, [x + MARGIN, y, room, foot - 16.0]);
}

/// Piece by piece, what its pattern is, then the dashed line; down to `bottom`.
fn entries(pen: &mut Pen<'_>, picture: &Picture<'_>, [x, mut y, room, bottom]: [f64; 4]) {
    let words = x + SWATCH + 10.0;
    let room = room - SWATCH - 10.0;
    for (place, piece) in pieces(picture) {
        if y > bottom {
            return;
        }
        let swatch = format!("M{x} {:.1}h{SWATCH}v14h-{SWATCH}z", y - 11.0);
        let fill = Fill::of(place, piece.unheld);
        pen.mark(fill, &swatch);
        pen.line("m-outline", pen.tones.strong, 0.8, "", &swatch);
        for line in text::wrapped(&piece.label, 13.0, room, 2) {
            pen.words(&line, [words, y], 13.0, 400);
            y += 16.0;
        }
        y += LINE - 16.0;
    }
    if let Some(cut) = picture.cut.filter(|_| y <= bottom) {
        let line = format!("M{x} {:.1}h{SWATCH}", y - 4.0);
        pen.line("m-cut", pen.palette.cut, 2.8, DASHES, &line);
        pen.words(&text::fitting(cut, 13.0, room), [words, y], 13.0, 400);
    }
}

/// The pieces that have a pattern of their own.
fn pieces<'p>(picture: &'p Picture<'_>) -> impl Iterator<Item = (usize, &'p Area<'p>)> {
    picture.pieces.iter().enumerate().take(MOST_PIECES)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(size: [f64; 2], entries: usize, map: [f64; 2]) {
        let plan = Plan::new(size, entries);
        let units = |sides: [f64; 2]| sides.map(|side| side.round() as i64);
        assert_eq!(units(plan.map()), units(map), "{size:?} with {entries}");
        let [x, y, width, height] = plan.panel();
        let shared = width * height + map[0] * map[1];
        assert!((shared - size[0] * size[1]).abs() < 1e-6, "they share the image");
        assert!(x + width <= size[0] && y + height <= size[1]);
    }

    #[test]
    fn the_key_stands_where_it_leaves_a_map() {
        check([1200.0, 630.0], 3, [864.0, 630.0]);
        check([900.0, 600.0], 30, [648.0, 600.0]);
        check([600.0, 800.0], 2, [600.0, 658.0]);
        check([200.0, 200.0], 2, [200.0, 182.0]);
        check([600.0, 300.0], 7, [600.0, 282.0]);
    }
}
