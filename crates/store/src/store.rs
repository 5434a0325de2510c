//! The trait that every store fulfils, and the words of its methods.

use dataset::{Base, Collection, Dataset, Layer, LayerKey, Records};

use crate::{StoreError, Version};

/// Where a dataset lasts. Several stores may be open on the same data, in one or many processes:
/// readers see the last committed write and never wait for a writer; a second writer waits for
/// the first.
pub trait Store: Send {
    /// Everything that is loaded, as of one instant. Layers come in the order of their keys.
    fn load(&self) -> Result<Snapshot, StoreError>;

    /// The version of what is loaded, without loading it: cheap enough to be asked each second.
    fn version(&self) -> Result<Version, StoreError>;

    /// Makes all the changes, in order, or none of them. Answers the version they lead to.
    ///
    /// Layers that no change names stay, also under another base: grounds said in faces follow
    /// the keys of the faces, and the write is refused where the new base lacks one of them.
    fn write(
        &mut self,
        changes: &[Change<'_>],
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Version, StoreError>;

    /// Puts the rows of a source in the place of those that have the same collection and source
    /// key, in one transaction; no rows at all remove them. Answers the version it leads to.
    fn replace_records(&mut self, records: &Records) -> Result<Version, StoreError> {
        self.write(&[Change::Records(records)], &mut |_| {})
    }

    /// The rows of a collection, source by source, in the order of their keys.
    fn records(&self, collection: Collection) -> Result<Vec<Records>, StoreError>;

    /// Replaces the base.
    fn replace_base(
        &mut self,
        base: &Base,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Version, StoreError> {
        self.write(&[Change::Base(base)], progress)
    }

    /// Adds a layer, in place of the one that has the same key.
    fn replace_layer(&mut self, layer: &Layer) -> Result<Version, StoreError> {
        self.write(&[Change::Layer(layer)], &mut |_| {})
    }

    /// Removes a layer; answers whether there was one.
    fn remove_layer(&mut self, key: &LayerKey) -> Result<bool, StoreError> {
        let before = self.version()?;
        let after = self.write(&[Change::RemoveLayer(key)], &mut |_| {})?;
        Ok(before != after)
    }
}

/// What is loaded, and what names it.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Made of the content: the same data has the same version in every store.
    pub version: Version,
    /// The data.
    pub dataset: Dataset,
}

/// One change of a write.
#[derive(Clone, Copy, Debug)]
pub enum Change<'a> {
    /// Replace the base.
    Base(&'a Base),
    /// Add a layer, in place of the one that has the same key.
    Layer(&'a Layer),
    /// Remove the layer with this key, if there is one.
    RemoveLayer(&'a LayerKey),
    /// Put these rows in the place of those of the same collection and source key.
    Records(&'a Records),
}

/// How far a write has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub step: Step,
    /// How many records of the step are done.
    pub done: usize,
    /// How many there are.
    pub total: usize,
}

/// The steps of a write, in order. The first two come once for each change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Writing faces and arcs, and what is counted on communes.
    Base,
    /// Writing territories.
    Territories,
    /// Dissolving and writing outlines for maps.
    Outlines,
    /// Making the write last.
    Commit,
}
