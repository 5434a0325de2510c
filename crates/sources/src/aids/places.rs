//! Perimeters of aids, as platforms name them, matched with territories.

use std::collections::HashMap;

use dataset::{Base, Territory};
use funding::Place;
use territory::{Kind, TerritoryId, words::fold::fold};

/// The territories that an aid may name.
#[derive(Debug)]
pub struct AidPlaces {
    names: HashMap<(Kind, String), Vec<TerritoryId>>,
    codes: HashMap<(Kind, String), TerritoryId>,
}

/// Why a perimeter is no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unplaced {
    /// Nothing has that name at that scale.
    Unknown,
    /// Several territories have it.
    Ambiguous(usize),
    /// A scale that no kind stands for, such as a hand-made list of communes.
    Scale,
}

/// The kinds that perimeters may be of.
const KINDS: [Kind; 4] = [Kind::COMMUNE, Kind::EPCI, Kind::DEPARTEMENT, Kind::REGION];

impl AidPlaces {
    /// The territories of a base in its latest vintage.
    #[must_use]
    pub fn new(base: &Base) -> Self {
        let latest = base.vintages.last().copied();
        let holds = |territory: &&Territory| {
            territory.span.is_none_or(|span| latest.is_some_and(|latest| span.contains(latest)))
        };
        let mut places = Self { names: HashMap::new(), codes: HashMap::new() };
        for territory in base.territories.iter().filter(holds) {
            let id = &territory.id;
            if KINDS.contains(&id.kind) {
                let name = (id.kind.clone(), folded(&territory.name));
                places.names.entry(name).or_default().push(id.clone());
                places.codes.insert((id.kind.clone(), id.code.as_str().to_owned()), id.clone());
            }
        }
        places
    }

    /// The place of a perimeter: a name, at a scale where one is said. A name may be a code, or
    /// end with a code in parentheses: “Gard (30)”.
    pub(super) fn find(&self, name: &str, scale: Option<&str>) -> Result<Place, Unplaced> {
        let words = folded(name);
        match words.as_str() {
            "france" | "france entiere" | "europe" | "union europeenne" => {
                return Ok(Place::France);
            }
            "france metropolitaine" | "france hexagonale" | "metropole" => {
                return Ok(Place::Metropole);
            }
            "outre mer" | "france d outre mer" | "regions d outre mer" => {
                return Ok(Place::OutreMer);
            }
            _ => {}
        }
        let kinds: &[Kind] = match scale.map(folded).as_deref() {
            None => &[Kind::REGION, Kind::DEPARTEMENT, Kind::EPCI],
            Some("region") => &[Kind::REGION],
            Some("departement") => &[Kind::DEPARTEMENT],
            Some("epci" | "intercommunalite") => &[Kind::EPCI],
            Some("commune") => &[Kind::COMMUNE],
            Some("pays" | "country" | "continent") => return Err(Unplaced::Unknown),
            Some(_) => return Err(Unplaced::Scale),
        };
        for kind in kinds {
            if let Some(found) = self.of_kind(kind, name, &words) {
                return found;
            }
        }
        Err(Unplaced::Unknown)
    }

    fn of_kind(&self, kind: &Kind, name: &str, words: &str) -> Option<Result<Place, Unplaced>> {
        let by_code = |code: &str| {
            let id = self.codes.get(&(kind.clone(), code.trim().to_ascii_uppercase()));
            id.map(|id| Ok(Place::Territory(id.clone())))
        };
        if let Some((_, code)) =
            name.trim().strip_suffix(')').and_then(|name| name.rsplit_once('('))
            && let Some(found) = by_code(code)
        {
            return Some(found);
        }
        if let Some(found) = by_code(name) {
            return Some(found);
        }
        match self.names.get(&(kind.clone(), words.to_owned())).map(Vec::as_slice)? {
            [only] => Some(Ok(Place::Territory(only.clone()))),
            several => Some(Err(Unplaced::Ambiguous(several.len()))),
        }
    }
}

/// A name as its folded words.
pub(super) fn folded(name: &str) -> String {
    let words: Vec<String> = fold(name).into_iter().map(|word| word.text).collect();
    words.join(" ")
}
