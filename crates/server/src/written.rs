//! The hot answers, written by hand: `locate` and `overlaps` say exactly what the atlas's own
//! answers say, from parts written once for each snapshot.

use std::sync::OnceLock;

use atlas::{Atlas, Overlap, Subject, TerritoryIndex, Year};
use geometry::{FaceId, Vertex};
use serde::Serialize;
use territory::Vintage;

use crate::number::{push_decimal, push_integer, push_rounded};

/// Parts of answers as JSON: every territory of the latest vintage in brief, and every source.
#[derive(Debug)]
pub(crate) struct Written {
    vintage: Option<Vintage>,
    /// The briefs end to end, and where each ends, by record; records of other years are empty.
    briefs: Vec<u8>,
    ends: Vec<u32>,
    /// For each group of faces, once asked for, the briefs of the territories it shares, with
    /// commas between: about 12 MB for all of them.
    groups: Box<[OnceLock<Box<[u8]>>]>,
    /// The sources of the base with commas between, and that of each layer.
    base_sources: Vec<u8>,
    layer_sources: Vec<Vec<u8>>,
}

/// A writer of answers about one year.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Writer<'a> {
    pub(crate) atlas: &'a Atlas,
    pub(crate) year: &'a Year,
    pub(crate) written: &'a Written,
}

impl Written {
    /// Writes the parts. Takes some tens of milliseconds for the country.
    pub(crate) fn new(atlas: &Atlas) -> Self {
        let year = atlas.year(None).ok();
        let mut briefs = Vec::new();
        let mut ends = Vec::new();
        for index in atlas.indices() {
            if let Some(year) = year.filter(|year| year.facts(index).present) {
                push_json(&mut briefs, &atlas.brief(index, year));
            }
            ends.push(briefs.len() as u32);
        }
        briefs.shrink_to_fit();
        let base = atlas.sources_of([]);
        let mut base_sources = Vec::new();
        for (place, source) in base.iter().enumerate() {
            push_comma(&mut base_sources, place);
            push_json(&mut base_sources, source);
        }
        let layer_sources = atlas.sources().skip(base.len()).map(|source| {
            let mut bytes = Vec::new();
            push_json(&mut bytes, source);
            bytes
        });
        let layer_sources = layer_sources.collect();
        let vintage = year.map(|year| year.vintage);
        let groups = year.map_or(0, Year::group_count);
        let groups = std::iter::repeat_with(OnceLock::new).take(groups).collect();
        Self { vintage, briefs, ends, groups, base_sources, layer_sources }
    }

    /// A territory in brief, where it was written.
    fn brief(&self, index: TerritoryIndex) -> &[u8] {
        let place = index.0 as usize;
        let start = place.checked_sub(1).and_then(|before| self.ends.get(before));
        let end = self.ends.get(place).copied().unwrap_or_default();
        let start = start.copied().unwrap_or_default();
        self.briefs.get(start as usize..end as usize).unwrap_or_default()
    }
}

impl Writer<'_> {
    /// The answer to “where is this point?”, as [`Atlas::answer_locate`] gives it.
    pub(crate) fn located(
        &self,
        point: Vertex,
        face: Option<FaceId>,
        found: &[TerritoryIndex],
    ) -> Vec<u8> {
        let mut out = Vec::with_capacity(1024 + 300 * found.len());
        out.extend_from_slice(br#"{"point":{"lon":"#);
        push_decimal::<7>(&mut out, i64::from(point.x));
        out.extend_from_slice(br#","lat":"#);
        push_decimal::<7>(&mut out, i64::from(point.y));
        out.extend_from_slice(br#"},"vintage":"#);
        push_integer(&mut out, u32::from(self.year.vintage.year()));
        out.extend_from_slice(br#","territories":["#);
        self.push_found(&mut out, face, found);
        out.push(b']');
        self.push_sources(&mut out, found.iter().copied());
        out.push(b'}');
        out
    }

    /// The answer to “what overlaps this?”, as [`Atlas::answer_overlaps`] gives it.
    pub(crate) fn overlapping(
        &self,
        subject: &Subject<'_>,
        name: &str,
        overlaps: &[Overlap],
        with_communes: bool,
    ) -> Vec<u8> {
        let mut out = Vec::with_capacity(2048 + 560 * overlaps.len());
        out.extend_from_slice(br#"{"subject":"#);
        match subject.territory {
            Some(index) => self.push_brief(&mut out, index),
            None => push_json(&mut out, &self.atlas.subject_brief(subject, name, self.year)),
        }
        out.extend_from_slice(br#","vintage":"#);
        push_integer(&mut out, u32::from(self.year.vintage.year()));
        out.extend_from_slice(br#","overlaps":["#);
        for (place, overlap) in overlaps.iter().enumerate() {
            push_comma(&mut out, place);
            self.push_overlap(&mut out, subject, overlap, with_communes);
        }
        out.extend_from_slice(br#"],"cut":{"#);
        let cut = self.atlas.cut(overlaps);
        for (place, (kind, count)) in cut.iter().enumerate() {
            push_comma(&mut out, place);
            out.push(b'"');
            out.extend_from_slice(kind.as_str().as_bytes());
            out.extend_from_slice(br#"":"#);
            push_integer(&mut out, *count);
        }
        out.extend_from_slice(br#"},"summary":"#);
        push_json(&mut out, &self.atlas.summary(subject, &cut));
        let records = overlaps.iter().map(|overlap| overlap.territory).chain(subject.territory);
        self.push_sources(&mut out, records);
        out.push(b'}');
        out
    }

    fn push_overlap(
        &self,
        out: &mut Vec<u8>,
        subject: &Subject<'_>,
        overlap: &Overlap,
        with_communes: bool,
    ) {
        let index = overlap.territory;
        out.extend_from_slice(br#"{"territory":"#);
        self.push_brief(out, index);
        out.extend_from_slice(br#","relation":"#);
        push_json(out, &overlap.relation);
        out.extend_from_slice(br#","shared":{"population":"#);
        push_integer(out, overlap.people.round() as u32);
        out.extend_from_slice(br#","area_km2":"#);
        push_rounded::<4>(out, overlap.area / 1e6);
        out.extend_from_slice(br#","communes":"#);
        push_integer(out, overlap.communes);
        let exact: &[u8] = if overlap.exact { br#","exact":true}"# } else { br#","exact":false}"# };
        out.extend_from_slice(exact);
        out.extend_from_slice(br#","share_of_subject":{"population":"#);
        push_share(out, overlap.people, subject.people);
        out.extend_from_slice(br#","area":"#);
        push_share(out, overlap.area, subject.area);
        out.extend_from_slice(br#"},"share_of_territory":{"population":"#);
        let people = self.year.facts(index).people.unwrap_or(0);
        push_share(out, overlap.people, f64::from(people));
        out.extend_from_slice(br#","area":"#);
        push_share(out, overlap.area, self.atlas.entry(index).area);
        out.push(b'}');
        if with_communes {
            out.extend_from_slice(br#","communes":"#);
            push_json(out, &self.atlas.communes_in_common(subject, index, self.year));
        }
        out.push(b'}');
    }

    /// The briefs of what holds a point. Most of them are the same for every point of the face's
    /// group: those were written end to end.
    fn push_found(&self, out: &mut Vec<u8>, face: Option<FaceId>, found: &[TerritoryIndex]) {
        let group = face.map(|face| self.year.group_of(face));
        let kept = group.filter(|_| Some(self.year.vintage) == self.written.vintage);
        let shared = kept.map(|group| self.year.shared(group)).unwrap_or_default();
        let (own, text) = match found.strip_suffix(shared) {
            Some(own) if !shared.is_empty() => {
                let text = kept.and_then(|group| self.written.groups.get(group as usize));
                (own, text.map(|text| text.get_or_init(|| self.briefs(shared))))
            }
            _ => (found, None),
        };
        self.push_briefs(out, own);
        if let Some(text) = text {
            push_comma(out, own.len());
            out.extend_from_slice(text);
        }
    }

    fn briefs(&self, territories: &[TerritoryIndex]) -> Box<[u8]> {
        let mut out = Vec::new();
        self.push_briefs(&mut out, territories);
        out.into_boxed_slice()
    }

    fn push_briefs(&self, out: &mut Vec<u8>, territories: &[TerritoryIndex]) {
        for (place, &index) in territories.iter().enumerate() {
            push_comma(out, place);
            self.push_brief(out, index);
        }
    }

    fn push_brief(&self, out: &mut Vec<u8>, index: TerritoryIndex) {
        if Some(self.year.vintage) == self.written.vintage {
            let written = self.written.brief(index);
            if !written.is_empty() {
                out.extend_from_slice(written);
                return;
            }
        }
        push_json(out, &self.atlas.brief(index, self.year));
    }

    /// The sources behind records: those of the base, and of the layers they came with.
    fn push_sources(&self, out: &mut Vec<u8>, records: impl Iterator<Item = TerritoryIndex>) {
        out.extend_from_slice(br#","sources":["#);
        out.extend_from_slice(&self.written.base_sources);
        let mut layers: Vec<u16> =
            records.filter_map(|index| self.atlas.entry(index).source).collect();
        layers.sort_unstable();
        layers.dedup();
        for layer in layers {
            if let Some(source) = self.written.layer_sources.get(usize::from(layer)) {
                push_comma(out, usize::from(out.last() != Some(&b'[')));
                out.extend_from_slice(source);
            }
        }
        out.push(b']');
    }
}

fn push_comma(out: &mut Vec<u8>, place: usize) {
    if place > 0 {
        out.push(b',');
    }
}

/// Appends what serializes to JSON. The types written here always do.
fn push_json(out: &mut Vec<u8>, value: &impl Serialize) {
    let start = out.len();
    if let Err(error) = serde_json::to_writer(&mut *out, value) {
        tracing::error!(%error, "a part of an answer could not be written");
        out.truncate(start);
        out.extend_from_slice(b"null");
    }
}

/// Appends a share from 0 to 1; `null` where the whole is nothing.
fn push_share(out: &mut Vec<u8>, part: f64, whole: f64) {
    if whole > 0.0 {
        push_rounded::<6>(out, (part / whole).min(1.0));
    } else {
        out.extend_from_slice(b"null");
    }
}
