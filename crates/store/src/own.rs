//! Territories of people's own in a store: each is a layer of one and a row that remembers how it
//! was made, written together.

use std::fmt;

use dataset::{
    Collection, Ground, Layer, NameError, Nature, OwnCommunes, OwnName, OwnTerritory, Records,
};
use sha2::{Digest as _, Sha256};
use territory::{Date, TerritoryId};

use crate::{Change, Store, StoreError};

/// The most that one store keeps: each is read again by every snapshot.
const MOST: usize = 2000;

/// A territory to keep.
#[derive(Clone, Debug)]
pub struct NewTerritory {
    /// What its author calls it.
    pub name: OwnName,
    /// Lived or decided.
    pub nature: Nature,
    /// Communes of one vintage, or a polygon.
    pub ground: Ground,
    /// Today.
    pub made_on: Date,
}

/// A territory just kept, and the key that is told this once.
#[derive(Clone, Debug)]
pub struct Kept {
    /// What is remembered of it.
    pub territory: OwnTerritory,
    /// With it, its author renames or removes it.
    pub key: EditKey,
}

/// The secret of an author: 32 hexadecimal digits, of which the store has the digest only.
#[derive(Clone, PartialEq, Eq)]
pub struct EditKey(String);

/// By what right a territory is changed.
#[derive(Clone, Copy, Debug)]
pub enum By<'a> {
    /// The store's own operator.
    Operator,
    /// Whoever has its edit key.
    Key(&'a str),
}

/// Why a territory of one's own could not be kept or changed.
#[derive(Debug, thiserror::Error)]
pub enum OwnError {
    /// None has this identifier.
    #[error("{0} is no territory kept here by its author")]
    Unknown(TerritoryId),
    /// The key is that of no or another territory.
    #[error("this is not the edit key of {0}")]
    WrongKey(TerritoryId),
    /// The store has as many as it takes.
    #[error("{MOST} territories are kept here already, and no more are taken")]
    Full,
    /// A name that cannot be one.
    #[error(transparent)]
    Name(#[from] NameError),
    /// The machine gives no random numbers.
    #[error("no random numbers: {0}")]
    Random(#[from] getrandom::Error),
    /// A row that is not what this program writes.
    #[error("what is kept of a territory cannot be read: {0}")]
    Unreadable(#[from] serde_json::Error),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The territories of people's own in a store.
pub struct OwnTerritories<'s>(&'s mut dyn Store);

impl fmt::Debug for OwnTerritories<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OwnTerritories")
    }
}

/// What is remembered of each, among the rows of a store, by identifier.
pub fn own_territories(records: &[Records]) -> Result<Vec<OwnTerritory>, serde_json::Error> {
    let of_own = |set: &&Records| set.collection == Collection::OwnTerritories;
    let rows = records.iter().filter(of_own).flat_map(|set| &set.rows);
    let mut all = rows.map(|row| serde_json::from_str(row)).collect::<Result<Vec<_>, _>>()?;
    all.sort_by(|a: &OwnTerritory, b| a.id.cmp(&b.id));
    Ok(all)
}

impl<'s> OwnTerritories<'s> {
    /// Those of a store.
    pub fn new(store: &'s mut dyn Store) -> Self {
        Self(store)
    }

    /// All of them, by identifier.
    pub fn all(&self) -> Result<Vec<OwnTerritory>, OwnError> {
        Ok(own_territories(&self.0.records(Collection::OwnTerritories)?)?)
    }

    /// Keeps one more.
    pub fn keep(&mut self, new: NewTerritory) -> Result<Kept, OwnError> {
        let there = self.all()?;
        if there.len() >= MOST {
            return Err(OwnError::Full);
        }
        let key = EditKey::random()?;
        let id = loop {
            let code = new.name.code(&letters()?).ok_or(NameError::Empty)?;
            let id = TerritoryId::new(new.nature.kind(), code);
            if there.iter().all(|known| known.id.code != id.code) {
                break id;
            }
        };
        let communes = match &new.ground {
            Ground::Communes { vintage, codes } => {
                Some(OwnCommunes { vintage: *vintage, codes: codes.clone() })
            }
            _ => None,
        };
        let territory = OwnTerritory {
            id,
            name: new.name,
            made_on: new.made_on,
            changed_on: None,
            communes,
            key: digest(&key.0),
        };
        self.write(&territory, new.ground)?;
        Ok(Kept { territory, key })
    }

    /// Gives one another name; its address stays.
    pub fn rename(
        &mut self,
        id: &TerritoryId,
        name: OwnName,
        today: Date,
        by: By<'_>,
    ) -> Result<OwnTerritory, OwnError> {
        let mut territory = self.allowed(id, by)?;
        territory.name = name;
        territory.changed_on = Some(today);
        let key = territory.layer_key();
        let layers = self.0.load()?.dataset.layers;
        let layer = layers.into_iter().find(|layer| Some(&layer.key) == key.as_ref());
        let ground = layer.and_then(|Layer { mut territories, .. }| territories.pop());
        let ground = ground.ok_or_else(|| OwnError::Unknown(id.clone()))?.ground;
        self.write(&territory, ground)?;
        Ok(territory)
    }

    /// Removes one for good.
    pub fn remove(&mut self, id: &TerritoryId, by: By<'_>) -> Result<OwnTerritory, OwnError> {
        let territory = self.allowed(id, by)?;
        let forgotten = territory.records(None);
        let key = territory.layer_key();
        let mut changes = vec![Change::Records(&forgotten)];
        changes.extend(key.as_ref().map(Change::RemoveLayer));
        self.0.write(&changes, &mut |_| {})?;
        Ok(territory)
    }

    /// The territory, where it may be changed.
    fn allowed(&self, id: &TerritoryId, by: By<'_>) -> Result<OwnTerritory, OwnError> {
        let found = self.all()?.into_iter().find(|territory| territory.id == *id);
        let territory = found.ok_or_else(|| OwnError::Unknown(id.clone()))?;
        match by {
            // What is compared are digests: how long it takes says nothing about the key.
            By::Key(key) if digest(key) != territory.key => Err(OwnError::WrongKey(id.clone())),
            By::Operator | By::Key(_) => Ok(territory),
        }
    }

    /// Ground and row in one transaction: killed at any moment, the store has both or neither.
    fn write(&mut self, territory: &OwnTerritory, ground: Ground) -> Result<(), OwnError> {
        let key = territory.layer_key().ok_or_else(|| OwnError::Unknown(territory.id.clone()))?;
        let layer = territory.layer(key, ground);
        let records = territory.records(Some(serde_json::to_string(territory)?));
        self.0.write(&[Change::Layer(&layer), Change::Records(&records)], &mut |_| {})?;
        Ok(())
    }
}

impl EditKey {
    fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes)?;
        Ok(Self(hexadecimal(&bytes)))
    }

    /// The key as its author is told it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for EditKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EditKey(…)")
    }
}

/// Six letters and digits that are not taken for one another.
fn letters() -> Result<String, getrandom::Error> {
    const ALPHABET: &[u8; 32] = b"23456789abcdefghijkmnpqrstuvwxyz";
    let mut bytes = [0; 6];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect())
}

fn digest(key: &str) -> String {
    hexadecimal(&Sha256::digest(key))
}

fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |four: u8| char::from(DIGITS[usize::from(four)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
