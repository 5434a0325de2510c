//! Digests of records: they tell damage from data, and make the version of the content.
//!
//! Each part of a dataset (the base, each layer) is fed to SHA-256 field by field, texts and lists
//! preceded by their length, so that different records never give the same bytes. The encoding is
//! part of the schema: changing it means a new schema version.

use std::fmt;

use dataset::{Base, Event, Ground, Layer, Records, Source, Territory};
use geometry::{FaceId, Mesh, Vertex};
use sha2::{Digest as _, Sha256};
use territory::{Code, Span, Vintage};

/// Names the content of a store: the same data has the same version, on every machine.
///
/// Written as 16 hexadecimal digits, fit for an `ETag`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version(u64);

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl Version {
    /// The version written as 16 hexadecimal digits.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        (text.len() == 16).then(|| u64::from_str_radix(text, 16).ok().map(Self)).flatten()
    }

    /// The version made of the digests of the parts: the base, the layers by key, then other rows.
    pub(crate) fn of_parts<'a>(parts: impl Iterator<Item = (Option<&'a str>, &'a str)>) -> Self {
        let mut feed = Feed::default();
        for (key, digest) in parts {
            feed.optional(key, Feed::text);
            feed.text(digest);
        }
        let bytes = feed.0.finalize();
        Self(bytes.iter().take(8).fold(0, |version, &byte| version << 8 | u64::from(byte)))
    }
}

/// The digest of a base, in hexadecimal.
pub(crate) fn of_base(base: &Base) -> String {
    let mut feed = Feed::default();
    feed.list(&base.sources, Feed::source);
    feed.list(&base.vintages, |feed, vintage| feed.vintage(*vintage));
    feed.mesh(&base.mesh);
    feed.list(&base.faces, |feed, face| feed.text(face.key.as_str()));
    feed.list(&base.territories, Feed::territory);
    feed.list(&base.communes, |feed, commune| {
        feed.vintage(commune.vintage);
        feed.text(commune.code.as_str());
        feed.list(&commune.postal_codes, |feed, code| feed.text(&code.to_string()));
    });
    // Apart, and only where there are some: bases stored before these numbers keep their digest.
    let numbered = || base.communes.iter().enumerate().filter(|(_, c)| c.siren.is_some());
    if numbered().next().is_some() {
        let numbers: Vec<_> = numbered().collect();
        feed.list(&numbers, |feed, (place, commune)| {
            feed.number(u32::try_from(*place).unwrap_or(u32::MAX));
            feed.optional(commune.siren.as_ref().map(Code::as_str), Feed::text);
        });
    }
    feed.list(&base.populations, |feed, population| {
        feed.vintage(population.vintage);
        feed.text(population.unit.as_str());
        feed.number(population.people);
    });
    feed.list(&base.places, |feed, place| {
        feed.text(place.commune.as_str());
        feed.vertex(place.position);
    });
    feed.list(&base.successions, |feed, succession| {
        feed.vintage(succession.vintage);
        feed.text(succession.old.as_str());
        feed.text(&succession.old_name);
        feed.list(&succession.new, |feed, code| feed.text(code.as_str()));
        feed.text(event_name(succession.event));
        feed.text(&succession.reason);
    });
    feed.finish()
}

/// The digest of a layer, in hexadecimal.
pub(crate) fn of_layer(layer: &Layer) -> String {
    let mut feed = Feed::default();
    feed.text(layer.key.as_str());
    feed.source(&layer.source);
    feed.list(&layer.territories, Feed::territory);
    feed.finish()
}

/// The digest of the rows of a source, in hexadecimal.
pub(crate) fn of_records(records: &Records) -> String {
    let mut feed = Feed::default();
    feed.text(records.collection.as_str());
    feed.source(&records.source);
    feed.list(&records.rows, |feed, row| feed.text(row));
    feed.finish()
}

/// The name of an event in the store.
pub(crate) const fn event_name(event: Event) -> &'static str {
    match event {
        Event::Merged => "merged",
        Event::ChiefTownChanged => "chief-town-changed",
        Event::Split => "split",
        Event::Renamed => "renamed",
    }
}

/// The event of a name.
pub(crate) fn event_named(name: &str) -> Option<Event> {
    [Event::Merged, Event::ChiefTownChanged, Event::Split, Event::Renamed]
        .into_iter()
        .find(|event| event_name(*event) == name)
}

#[derive(Default)]
struct Feed(Sha256);

impl Feed {
    fn finish(self) -> String {
        let mut text = String::with_capacity(64);
        for byte in self.0.finalize() {
            for half in [byte >> 4, byte & 15] {
                text.extend(char::from_digit(u32::from(half), 16));
            }
        }
        text
    }

    fn number(&mut self, number: u32) {
        self.0.update(number.to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u32);
        self.0.update(text);
    }

    fn optional<T: Copy>(&mut self, value: Option<T>, feed: impl Fn(&mut Self, T)) {
        self.number(u32::from(value.is_some()));
        if let Some(value) = value {
            feed(self, value);
        }
    }

    fn list<T>(&mut self, items: &[T], feed: impl Fn(&mut Self, &T)) {
        self.number(items.len() as u32);
        for item in items {
            feed(self, item);
        }
    }

    fn vintage(&mut self, vintage: Vintage) {
        self.number(u32::from(vintage.year()));
    }

    fn span(&mut self, span: Span) {
        self.vintage(span.first);
        self.vintage(span.last);
    }

    fn vertex(&mut self, vertex: Vertex) {
        self.0.update(vertex.x.to_le_bytes());
        self.0.update(vertex.y.to_le_bytes());
    }

    fn face(&mut self, face: FaceId) {
        self.number(face.0);
    }

    fn source(&mut self, source: &Source) {
        self.text(source.key.as_str());
        self.text(&source.name);
        self.text(&source.licence);
        self.text(&source.attribution);
        self.optional(source.url.as_deref(), Self::text);
        self.optional(source.vintage, Self::vintage);
        self.number(u32::from(source.estimated));
    }

    fn mesh(&mut self, mesh: &Mesh) {
        self.number(mesh.face_count() as u32);
        self.number(mesh.arc_count() as u32);
        for arc in mesh.arcs() {
            for side in mesh.sides(arc) {
                self.optional(side, Self::face);
            }
            self.list(mesh.vertices(arc), |feed, vertex| feed.vertex(*vertex));
        }
    }

    fn territory(&mut self, territory: &Territory) {
        self.text(territory.id.kind.as_str());
        self.text(territory.id.code.as_str());
        self.text(&territory.name);
        self.optional(territory.span, Self::span);
        self.optional(territory.nature.as_deref(), Self::text);
        self.optional(territory.seat.as_ref(), |feed, seat| feed.text(seat.as_str()));
        self.ground(&territory.ground);
    }

    fn ground(&mut self, ground: &Ground) {
        match ground {
            Ground::Missing => self.number(0),
            Ground::Faces(faces) => {
                self.number(1);
                self.list(faces, |feed, face| feed.face(*face));
            }
            Ground::Communes { vintage, codes } => {
                self.number(2);
                self.vintage(*vintage);
                self.list(codes, |feed, code| feed.text(code.as_str()));
            }
            Ground::Shape(shape) => {
                self.number(3);
                // How a ring winds says whether it is a hole of the one before.
                self.number(shape.rings().count() as u32);
                for ring in shape.rings() {
                    self.list(ring, |feed, vertex| feed.vertex(*vertex));
                }
            }
        }
    }
}
