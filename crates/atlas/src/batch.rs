//! Many points at once: the codes of what holds each, one column a kind.

use geometry::{FaceId, Vertex};

use crate::{Atlas, KindFilter, TerritoryIndex, Year};

/// How the codes of a point are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowForm {
    /// For each column a delimiter and its codes, parted by a space; codes need no quotes.
    Csv {
        /// What parts the columns.
        delimiter: u8,
    },
    /// An object that gives each kind a list of codes.
    Json,
}

/// Locates points one after the other and writes what holds them, by kind.
///
/// What it writes for a face it keeps, so that the next point there costs the finding of its face
/// and one copy: for all faces of the country about 5 MB as CSV, 15 MB as JSON.
#[derive(Debug)]
pub struct Batch<'a> {
    atlas: &'a Atlas,
    year: &'a Year,
    kinds: Vec<u8>,
    form: RowForm,
    found: Vec<TerritoryIndex>,
    /// Rows by face.
    known: Vec<Known>,
    /// The rows that are kept, end to end.
    kept: Vec<u8>,
}

/// What is known of the row of a face.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Known {
    #[default]
    Nothing,
    /// Polygons cut the face: each of its points has a row of its own.
    Cut,
    /// Where it lies in `kept`.
    Row(u32, u32),
}

impl<'a> Batch<'a> {
    /// Locates among the chosen kinds at a year.
    #[must_use]
    pub fn new(atlas: &'a Atlas, kinds: &KindFilter, year: &'a Year, form: RowForm) -> Self {
        let kinds = (0..atlas.kinds().len().min(u8::MAX as usize) as u8)
            .filter(|&place| kinds.has(place))
            .collect();
        let known = vec![Known::Nothing; year.rows.len()];
        let (found, kept) = (Vec::with_capacity(32), Vec::new());
        Self { atlas, year, kinds, form, found, known, kept }
    }

    /// The kinds of the columns.
    pub fn columns(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.kinds.iter().map(|&place| self.atlas.kinds[place as usize].0.as_str())
    }

    /// Writes the codes of the territories that hold a point.
    pub fn write(&mut self, point: Vertex, out: &mut Vec<u8>) {
        let Some(face) = self.atlas.face_at(point) else { return self.write_anew(point, out) };
        match self.known[face.0 as usize] {
            Known::Row(start, end) => {
                out.extend_from_slice(&self.kept[start as usize..end as usize]);
            }
            Known::Cut => self.write_anew(point, out),
            Known::Nothing => {
                let written = out.len();
                self.write_anew(point, out);
                self.keep(face, &out[written..]);
            }
        }
    }

    fn keep(&mut self, face: FaceId, row: &[u8]) {
        let own = self.year.own(&self.year.rows[face.0 as usize]);
        let known = if own.iter().any(|item| item.get().is_err()) {
            Known::Cut
        } else {
            let start = self.kept.len();
            self.kept.extend_from_slice(row);
            Known::Row(start as u32, self.kept.len() as u32)
        };
        self.known[face.0 as usize] = known;
    }

    fn write_anew(&mut self, point: Vertex, out: &mut Vec<u8>) {
        self.atlas.locate(point, self.year, &mut self.found);
        if self.form == RowForm::Json {
            out.push(b'{');
        }
        // Found and columns both follow the order of kinds.
        let mut rest = self.found.as_slice();
        for (column, &place) in self.kinds.iter().enumerate() {
            let kind = |index: TerritoryIndex| self.atlas.entry(index).kind_place;
            let before = rest.iter().take_while(|&&index| kind(index) < place).count();
            rest = &rest[before..];
            let here = rest.iter().take_while(|&&index| kind(index) == place).count();
            let (of_kind, after) = rest.split_at(here);
            let codes = of_kind.iter().map(|&index| self.atlas.entry(index).id.code.as_str());
            match self.form {
                RowForm::Csv { delimiter } => {
                    out.push(delimiter);
                    push_list(out, codes, b' ', b"");
                }
                RowForm::Json => {
                    if column > 0 {
                        out.push(b',');
                    }
                    // Neither a slug nor a code needs escaping.
                    let name = self.atlas.kinds[place as usize].0.as_str();
                    push_list(out, std::iter::once(name), b',', b"\"");
                    out.extend_from_slice(b":[");
                    push_list(out, codes, b',', b"\"");
                    out.push(b']');
                }
            }
            rest = after;
        }
        if self.form == RowForm::Json {
            out.push(b'}');
        }
    }
}

fn push_list<'a>(
    out: &mut Vec<u8>,
    items: impl Iterator<Item = &'a str>,
    between: u8,
    quote: &[u8],
) {
    for (place, item) in items.enumerate() {
        if place > 0 {
            out.push(between);
        }
        out.extend_from_slice(quote);
        out.extend_from_slice(item.as_bytes());
        out.extend_from_slice(quote);
    }
}
