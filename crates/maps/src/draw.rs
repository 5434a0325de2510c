//! Drawing of one tile from outlines.

use crate::{
    TileAddress,
    clip::Ring,
    encode::{LayerWriter, Value},
    layer::Subject,
    lines::{Step, Strokes},
    outlines::Outlines,
    plane::{Point, Spot, Window},
    pole::pole,
};

/// Attributes of polygons, in order.
const POLYGON_KEYS: &[&str] = &["code", "name"];

/// Attributes of names, in order.
const LABEL_KEYS: &[&str] = &["code", "name", "population"];

/// Outlines and the lines they are made of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Drawing<'a> {
    pub(crate) strokes: Strokes<'a>,
    pub(crate) outlines: &'a Outlines,
}

impl Drawing<'_> {
    /// A tile with a layer of polygons and one of names. `subject_of` tells whose outline each is.
    pub(crate) fn tile<'s>(
        &self,
        address: TileAddress,
        names: [&'s str; 2],
        subject_of: impl Fn(usize) -> Subject<'s>,
    ) -> Vec<u8> {
        let window = Window::new(address);
        let mut polygons = LayerWriter::new(names[0], POLYGON_KEYS);
        let mut labels = LayerWriter::new(names[1], LABEL_KEYS);
        let mut ring = Ring::default();
        for place in self.outlines.in_window(&window) {
            let place = place as usize;
            let subject = subject_of(place);
            let named = window.zoom >= subject.name_zoom && window.owns(subject.place);
            let label = named.then(|| window.spot(subject.place));
            let Some(drawn) = self.draw(&window, place, label, &mut ring, &mut polygons) else {
                continue;
            };
            let (code, name) = (Value::Unique(subject.code), Value::Text(subject.name));
            polygons.polygon(subject.id, &[code, name]);
            if let Some(label) = label {
                let label = if drawn.holds_label {
                    label
                } else {
                    self.pole(&window, place, &mut ring).unwrap_or(label)
                };
                let all = [code, name, Value::Number(subject.population.unwrap_or(0))];
                let known = if subject.population.is_some() { &all[..] } else { &all[..2] };
                labels.point(label, subject.id, known);
            }
        }
        let mut tile = Vec::new();
        polygons.finish(&mut tile);
        labels.finish(&mut tile);
        tile
    }

    /// Draws a subject; `None` where nothing of it is in the window.
    fn draw(
        &self,
        window: &Window,
        subject: usize,
        label: Option<Spot>,
        ring: &mut Ring,
        polygons: &mut LayerWriter<'_>,
    ) -> Option<Drawn> {
        let mut holds_label = false;
        let mut visit = |spots: &[Spot]| {
            polygons.ring(spots);
            holds_label ^= label.is_some_and(|label| surrounds(spots, label));
        };
        let found = self.rings(window, subject, window.zoom, ring, &mut visit)
            // One that simplification left without area is drawn with all its points.
            || (window.extent.holds(self.outlines.extent(subject))
                && self.rings(window, subject, u8::MAX, ring, &mut visit));
        found.then_some(Drawn { holds_label })
    }

    /// Visits the rings of a subject in a window, with the details of a zoom: outer ones
    /// clockwise, each before its holes. Tells whether there was any.
    fn rings(
        &self,
        window: &Window,
        subject: usize,
        zoom: u8,
        ring: &mut Ring,
        visit: &mut impl FnMut(&[Spot]),
    ) -> bool {
        let mut found = false;
        let mut in_polygon = false;
        for outline in self.outlines.rings(subject) {
            if outline.hole && !in_polygon {
                continue;
            }
            self.trace(window, zoom, outline.steps, ring);
            let (spots, area) = ring.finish();
            if !outline.hole {
                in_polygon = area > 0;
            }
            // Where rounding turned a ring inside out, nothing is left of it.
            if (area > 0 && !outline.hole) || (area < 0 && outline.hole) {
                visit(spots);
                found = true;
            }
        }
        found
    }

    /// Walks along a ring.
    fn trace(&self, window: &Window, zoom: u8, steps: &[Step], ring: &mut Ring) {
        ring.clear();
        for &step in steps {
            let line = self.strokes.line(step.line());
            if line.extent.meets(window.extent) {
                line.walk(step.forward(), zoom, |point| ring.push(window.spot(point)));
            } else {
                // A line beyond one side may as well run straight to its end.
                ring.push(window.spot(line.end(step.forward())));
            }
        }
    }

    /// A place for a name that lies outside its polygon once this is simplified.
    fn pole(&self, window: &Window, subject: usize, ring: &mut Ring) -> Option<Spot> {
        let mut rings = Vec::new();
        let place = |spot: &Spot| (f64::from(spot.x), f64::from(spot.y));
        self.rings(window, subject, window.zoom, ring, &mut |spots| {
            rings.push(spots.iter().map(place).collect());
        });
        let (x, y) = pole(&rings)?;
        Some(Spot { x: x.round() as i32, y: y.round() as i32 })
    }
}

/// What was drawn of a subject.
struct Drawn {
    /// Whether the place of its name lies inside.
    holds_label: bool,
}

/// Whether a closed ring goes around a spot.
fn surrounds(ring: &[Spot], spot: Spot) -> bool {
    let point = |spot: Spot| Point { x: spot.x, y: spot.y };
    let before = ring.iter().cycle().skip(ring.len().saturating_sub(1));
    let crossings = before
        .zip(ring)
        .filter(|&(&from, &to)| crate::outlines::crosses(point(from), point(to), point(spot)));
    crossings.count() % 2 == 1
}
