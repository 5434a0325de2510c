//! What a question is about: a territory, a basket of communes or a drawn polygon.

use std::borrow::Cow;

use geometry::{FaceId, Shape};
use territory::Code;

use crate::{Atlas, QuestionError, TerritoryIndex, Year};

/// Ground to ask about, at a vintage.
#[derive(Clone, Debug)]
pub struct Subject<'a> {
    /// The territory record, where it is one.
    pub territory: Option<TerritoryIndex>,
    /// Land area in m².
    pub area: f64,
    /// People.
    pub people: f64,
    /// Communes of which it holds ground.
    pub communes: u32,
    /// Whether its people are an estimate.
    pub cuts_units: bool,
    /// Whether it cuts communes.
    pub cuts_communes: bool,
    pub(crate) faces: Cow<'a, [FaceId]>,
    /// How much of each face; `None`: all of each.
    pub(crate) fractions: Option<Cow<'a, [f64]>>,
    pub(crate) shape: Option<Cow<'a, Shape>>,
}

impl Subject<'_> {
    /// Its faces, ascending.
    #[must_use]
    pub fn faces(&self) -> &[FaceId] {
        &self.faces
    }

    /// Its polygon, where it is one.
    #[must_use]
    pub fn shape(&self) -> Option<&Shape> {
        self.shape.as_deref()
    }

    /// How much it holds of the face at a place of [`Subject::faces`], above 0 to 1.
    #[must_use]
    pub fn fraction(&self, place: usize) -> f64 {
        self.fractions.as_ref().and_then(|fractions| fractions.get(place)).copied().unwrap_or(1.0)
    }
}

impl Atlas {
    /// A territory as a subject; an error where no shape is loaded for it.
    pub fn subject(
        &self,
        index: TerritoryIndex,
        year: &Year,
    ) -> Result<Subject<'_>, QuestionError> {
        let entry = self.entry(index);
        if !entry.has_ground() {
            return Err(QuestionError::NoShape(entry.id.clone()));
        }
        let facts = year.facts(index);
        let cut = entry.cut.as_deref();
        Ok(Subject {
            territory: Some(index),
            area: entry.area,
            people: f64::from(facts.people.unwrap_or(0)),
            communes: facts.communes,
            cuts_units: facts.cuts_units,
            cuts_communes: facts.cuts_communes,
            faces: Cow::Borrowed(self.faces(index)),
            fractions: cut.map(|cut| Cow::Borrowed(&*cut.fractions)),
            shape: cut.map(|cut| Cow::Borrowed(&cut.shape)),
        })
    }

    /// A basket of communes as a subject. Codes of other vintages are taken for the communes that
    /// hold their ground.
    pub fn basket(&self, codes: &[Code], year: &Year) -> Result<Subject<'_>, QuestionError> {
        if codes.is_empty() {
            return Err(QuestionError::NoCommune);
        }
        let mut faces = Vec::new();
        for code in codes {
            for index in self.communes_of_code(code, None, year)? {
                faces.extend_from_slice(self.faces(index));
            }
        }
        faces.sort_unstable();
        faces.dedup();
        if faces.is_empty() {
            return Err(QuestionError::NoCommune);
        }
        let (communes, cuts_communes) = year.communes_of(&faces);
        Ok(Subject {
            territory: None,
            area: faces.iter().map(|&face| self.face_area(face)).sum(),
            people: faces.iter().map(|&face| f64::from(year.people_on(face))).sum(),
            communes,
            cuts_units: cuts_communes,
            cuts_communes,
            faces: Cow::Owned(faces),
            fractions: None,
            shape: None,
        })
    }

    /// The communes of a year that hold the ground of some codes: what the codes of a basket mean.
    pub fn communes_of_codes(
        &self,
        codes: &[Code],
        year: &Year,
    ) -> Result<Vec<Code>, QuestionError> {
        let mut communes = Vec::with_capacity(codes.len());
        for code in codes {
            let holders = self.communes_of_code(code, None, year)?;
            communes.extend(holders.into_iter().map(|index| self.entry(index).id.code.clone()));
        }
        communes.sort_unstable();
        communes.dedup();
        Ok(communes)
    }

    /// A drawn polygon as a subject.
    pub fn polygon(&self, shape: Shape, year: &Year) -> Result<Subject<'_>, QuestionError> {
        let covers = self.cover.cover(&self.mesh, &shape);
        if covers.is_empty() {
            return Err(QuestionError::Outside);
        }
        let faces: Vec<FaceId> = covers.iter().map(|cover| cover.face).collect();
        let (communes, cuts) = year.communes_of(&faces);
        let whole = covers.iter().all(|cover| cover.fraction >= 1.0);
        let people_on =
            |cover: &geometry::Cover| f64::from(year.people_on(cover.face)) * cover.fraction;
        Ok(Subject {
            territory: None,
            area: covers.iter().map(|cover| cover.area).sum(),
            people: covers.iter().map(people_on).sum(),
            communes,
            cuts_units: cuts || !whole,
            cuts_communes: cuts || !whole,
            fractions: Some(covers.iter().map(|cover| cover.fraction).collect()),
            faces: Cow::Owned(faces),
            shape: Some(Cow::Owned(shape)),
        })
    }
}
