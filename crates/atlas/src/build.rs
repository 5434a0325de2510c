//! Building the snapshot from what is loaded.

use std::{collections::HashMap, sync::Arc};

use dataset::{Base, Dataset, Ground, Layer, Territory};
use geometry::{Bounds, CoverIndex, FaceId, FaceLocator, Mesh, ShapeLocator, Weights, face_areas};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use territory::{Code, Kind, TerritoryId, Vintage};

use crate::{
    Atlas, AtlasError, TerritoryIndex, Year,
    build_year::YearBuilder,
    entry::{Cut, Entry},
    search::SearchIndex,
};

/// Something of the dataset that the atlas could not take as it stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Note {
    /// A layer names a commune that no vintage knows.
    UnknownCommune {
        /// The territory.
        territory: TerritoryId,
        /// The code.
        code: Code,
    },
    /// A polygon covers no commune.
    NoGround(TerritoryId),
}

impl Atlas {
    /// Builds the snapshot, and says what could not be taken.
    pub fn new(dataset: Dataset) -> Result<(Self, Vec<Note>), AtlasError> {
        let Dataset { base, layers } = dataset;
        let mut base = base.ok_or(AtlasError::NoBase)?;
        check(&base)?;
        base.successions.sort_by_key(|event| event.vintage);
        let mesh = std::mem::take(&mut base.mesh);
        let areas = face_areas(&mesh);
        let cover = CoverIndex::new(&mesh, &areas);
        let communes = CommuneFaces::new(&base);
        let territories = std::mem::take(&mut base.territories);
        let ways = || rayon::join(|| Weights::new(&mesh), || FaceLocator::new(&mesh));
        let collector = Collector {
            cover: &cover,
            mesh: &mesh,
            areas: &areas,
            boxes: face_boxes(&mesh),
            communes,
            records: Vec::new(),
            notes: Vec::new(),
        };
        let (layer_sources, places) = distinct_sources(&layers);
        let grounds = || collector.collected(territories, &layers, &places);
        let ((records, notes), (weights, locator)) = rayon::join(grounds, ways);
        let mut atlas = Self {
            weights,
            locator,
            cover,
            mesh,
            areas,
            face_keys: base.faces.iter().map(|face| face.key.clone()).collect(),
            years: Vec::new(),
            entries: Vec::with_capacity(records.len()),
            kinds: Vec::new(),
            grounds: Vec::new(),
            shapes: Vec::new(),
            base_sources: std::mem::take(&mut base.sources),
            layer_sources,
            successions: std::mem::take(&mut base.successions),
            postal_codes: postal_codes(&base),
            town_halls: base.places.iter().map(|p| (p.commune.clone(), p.position)).collect(),
            search: SearchIndex::default(),
            searched: Vec::new(),
        };
        atlas.keep(records);
        atlas.years = years(&atlas, &base);
        atlas.name_contexts();
        atlas.index_names();
        Ok((atlas, notes))
    }

    /// Takes the sorted records.
    fn keep(&mut self, records: Vec<Record>) {
        for (mut entry, faces) in records {
            let place = self.entries.len() as u32;
            match self.kinds.last_mut() {
                Some((kind, range)) if kind == entry.kind() => range.end = place + 1,
                _ => self.kinds.push((entry.kind().clone(), place..place + 1)),
            }
            entry.kind_place = (self.kinds.len() - 1).min(u8::MAX as usize) as u8;
            entry.ground = self.grounds.len() as u32..(self.grounds.len() + faces.len()) as u32;
            self.grounds.extend(faces);
            if entry.cut.is_some() {
                self.shapes.push(TerritoryIndex(place));
            }
            self.entries.push(entry);
        }
        self.grounds.shrink_to_fit();
    }

    /// Says where each territory lies: its départements, up to three; for a département its
    /// région; for what spans more, nothing.
    fn name_contexts(&mut self) {
        const MOST: usize = 3;
        let mut shared: HashMap<String, Arc<str>> = HashMap::new();
        for place in 0..self.entries.len() as u32 {
            let index = TerritoryIndex(place);
            let wider = match self.entry(index).kind() {
                kind if *kind == Kind::REGION => continue,
                kind if *kind == Kind::DEPARTEMENT => Kind::REGION,
                _ => Kind::DEPARTEMENT,
            };
            let Some(year) =
                self.years.iter().rev().find(|year| self.entry(index).holds_at(year.vintage))
            else {
                continue;
            };
            let holders = self.holders(year, index, &wider, MOST + 1);
            let text = if self.entry(index).has_ground() {
                if holders.is_empty() || holders.len() > MOST {
                    continue;
                }
                let names = holders.iter().map(|&(holder, _)| &*self.entry(holder).name);
                names.collect::<Vec<_>>().join(", ")
            } else {
                let Some(overseas) = self.overseas_of(index) else { continue };
                self.entry(overseas).name.to_string()
            };
            let context =
                shared.entry(text).or_insert_with_key(|text| text.as_str().into()).clone();
            self.entries[place as usize].context = Some(context);
        }
    }

    /// The overseas collectivity of a commune without shape: the one whose code begins its own.
    fn overseas_of(&self, index: TerritoryIndex) -> Option<TerritoryIndex> {
        let code = self.entry(index).id.code.as_str();
        self.of_kind(&Kind::COLLECTIVITE_OUTRE_MER).find(|&overseas| {
            let prefix = self.entry(overseas).id.code.as_str();
            overseas != index && code.starts_with(prefix)
        })
    }
}

/// The years, each settled after the one before and then, side by side, turned into its index.
fn years(atlas: &Atlas, base: &Base) -> Vec<Year> {
    let mut settled: Vec<YearBuilder<'_>> = Vec::with_capacity(base.vintages.len());
    for &vintage in &base.vintages {
        let year = YearBuilder::settled(atlas, vintage, settled.last(), &base.populations);
        settled.push(year);
    }
    settled.into_par_iter().map(|year| year.finish(&base.populations)).collect()
}

/// The sources of layers, each once, and which is that of each layer: territories of people's own
/// are a layer each, of one source.
fn distinct_sources(layers: &[Layer]) -> (Vec<dataset::Source>, Vec<u16>) {
    let mut sources: Vec<dataset::Source> = Vec::new();
    let place = |layer: &Layer| {
        let known = sources.iter().position(|source| *source == layer.source);
        let place = known.unwrap_or_else(|| {
            sources.push(layer.source.clone());
            sources.len() - 1
        });
        place.min(usize::from(u16::MAX)) as u16
    };
    let places = layers.iter().map(place).collect();
    (sources, places)
}

fn check(base: &Base) -> Result<(), AtlasError> {
    let faces = base.mesh.face_count();
    if base.faces.len() != faces {
        return Err(AtlasError::FaceCount { keys: base.faces.len(), faces });
    }
    for territory in &base.territories {
        if let Ground::Faces(ground) = &territory.ground
            && let Some(last) = ground.iter().find(|face| face.0 as usize >= faces)
        {
            let territory = territory.id.clone();
            return Err(AtlasError::UnknownFace { territory, face: last.0, faces });
        }
    }
    Ok(())
}

/// Postal codes by commune, each commune by the latest vintage that has it.
fn postal_codes(base: &Base) -> Vec<(Code, Vec<territory::PostalCode>)> {
    let mut latest: HashMap<&Code, (Vintage, &[territory::PostalCode])> = HashMap::new();
    for commune in &base.communes {
        let known = latest.entry(&commune.code).or_insert((commune.vintage, &[]));
        if commune.vintage >= known.0 {
            *known = (commune.vintage, &commune.postal_codes);
        }
    }
    let mut codes: Vec<_> =
        latest.into_iter().map(|(code, (_, postal))| (code.clone(), postal.to_vec())).collect();
    codes.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    codes
}

fn face_boxes(mesh: &Mesh) -> Vec<Bounds> {
    let mut boxes = vec![Bounds::EMPTY; mesh.face_count()];
    for arc in mesh.arcs() {
        let bounds = Bounds::around(mesh.vertices(arc).iter().copied());
        for face in mesh.sides(arc).into_iter().flatten() {
            let known = &mut boxes[face.0 as usize];
            *known = known.joined(bounds);
        }
    }
    boxes
}

/// The faces of communes by vintage and code, for layers that come as lists of communes.
struct CommuneFaces {
    vintages: Vec<Vintage>,
    faces: HashMap<Code, Vec<(territory::Span, Vec<FaceId>)>>,
    /// Where ended codes went.
    heirs: HashMap<Code, Vec<Code>>,
}

impl CommuneFaces {
    fn new(base: &Base) -> Self {
        let mut faces: HashMap<Code, Vec<_>> = HashMap::new();
        for territory in base.territories.iter().filter(|t| t.id.kind == Kind::COMMUNE) {
            if let (Some(span), Ground::Faces(ground)) = (territory.span, &territory.ground) {
                faces.entry(territory.id.code.clone()).or_default().push((span, ground.clone()));
            }
        }
        let heirs =
            base.successions.iter().map(|event| (event.old.clone(), event.new.clone())).collect();
        Self { vintages: base.vintages.clone(), faces, heirs }
    }

    /// The faces of a commune at a vintage; else at the nearest vintage that knows the code; else
    /// of the communes that hold its ground now.
    fn of(&self, code: &Code, vintage: Vintage) -> Option<Vec<FaceId>> {
        let (first, last) = (*self.vintages.first()?, *self.vintages.last()?);
        let vintage = vintage.clamp(first, last);
        if let Some(versions) = self.faces.get(code) {
            let distance = |span: &territory::Span| {
                let years = [span.first, span.last].map(|v| v.year().abs_diff(vintage.year()));
                if span.contains(vintage) { 0 } else { years[0].min(years[1]) }
            };
            return versions.iter().min_by_key(|(span, _)| distance(span)).map(|(_, f)| f.clone());
        }
        let heirs = self.heirs.get(code)?;
        let faces = heirs.iter().filter_map(|heir| Some(&self.faces.get(heir)?.last()?.1));
        Some(faces.flatten().copied().collect())
    }
}

/// An entry and its faces.
type Record = (Entry, Vec<FaceId>);

/// Turns territories into entries with their ground.
struct Collector<'a> {
    cover: &'a CoverIndex,
    mesh: &'a Mesh,
    areas: &'a [f64],
    boxes: Vec<Bounds>,
    communes: CommuneFaces,
    records: Vec<Record>,
    notes: Vec<Note>,
}

impl Collector<'_> {
    /// All territories, in the order of kinds, codes and vintages.
    fn collected(
        mut self,
        base: Vec<Territory>,
        layers: &[Layer],
        sources: &[u16],
    ) -> (Vec<Record>, Vec<Note>) {
        for territory in base {
            self.add(&territory, None, false);
        }
        for (layer, &source) in layers.iter().zip(sources) {
            for territory in &layer.territories {
                self.add(territory, Some(source), layer.source.estimated);
            }
        }
        self.records.sort_by(|(a, _), (b, _)| {
            let key = |entry: &Entry| (entry.kind().rank(), entry.span.map(|span| span.first));
            let ((a_rank, a_first), (b_rank, b_first)) = (key(a), key(b));
            (a_rank, &a.id, a_first).cmp(&(b_rank, &b.id, b_first))
        });
        (self.records, self.notes)
    }

    fn add(&mut self, territory: &Territory, source: Option<u16>, estimated: bool) {
        let (faces, cut) = self.ground(territory);
        let whole_area = || faces.iter().map(|face| self.areas[face.0 as usize]).sum();
        let area = cut.as_ref().map_or_else(whole_area, |(_, area)| *area);
        let bounds = match &cut {
            Some((cut, _)) => Some(cut.shape.bounds()),
            None => faces.iter().map(|face| self.boxes[face.0 as usize]).reduce(Bounds::joined),
        };
        let entry = Entry {
            id_text: territory.id.to_string().into(),
            name: territory.name.as_str().into(),
            family: territory.id.kind.family(),
            id: territory.id.clone(),
            span: territory.span,
            nature: territory.nature.as_deref().map(Into::into),
            seat: territory.seat.clone(),
            context: None,
            estimated,
            source,
            area,
            bounds,
            kind_place: 0,
            ground: 0..0,
            cut: cut.map(|(cut, _)| Box::new(cut)),
        };
        self.records.push((entry, faces));
    }

    /// The faces of a territory and, for a polygon, how much of each, with the area covered.
    fn ground(&mut self, territory: &Territory) -> (Vec<FaceId>, Option<(Cut, f64)>) {
        match &territory.ground {
            Ground::Missing => (Vec::new(), None),
            Ground::Faces(faces) => (faces.clone(), None),
            Ground::Communes { vintage, codes } => {
                let mut faces = Vec::new();
                for code in codes {
                    if let Some(found) = self.communes.of(code, *vintage) {
                        faces.extend(found);
                    } else {
                        let territory = territory.id.clone();
                        self.notes.push(Note::UnknownCommune { territory, code: code.clone() });
                    }
                }
                faces.sort_unstable();
                faces.dedup();
                (faces, None)
            }
            Ground::Shape(shape) => {
                let covers = self.cover.cover(self.mesh, shape);
                if covers.is_empty() {
                    self.notes.push(Note::NoGround(territory.id.clone()));
                }
                let area = covers.iter().map(|cover| cover.area).sum();
                let cut = Cut {
                    fractions: covers.iter().map(|cover| cover.fraction).collect(),
                    locator: ShapeLocator::new(shape),
                    shape: shape.clone(),
                };
                (covers.iter().map(|cover| cover.face).collect(), Some((cut, area)))
            }
        }
    }
}
