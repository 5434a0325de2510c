//! What readers ask about communes and groupements, answered from the base.

use std::{
    cell::OnceCell,
    collections::{BTreeMap, BTreeSet, HashMap},
};

use dataset::{Base, Ground, Succession, Territory};
use geometry::{CoverIndex, FaceId, Shape, face_areas};
use territory::{Code, Kind, Span, Vintage};

use crate::communes::{Beside, CommuneLookup, Members, Resolution};

/// The communes and groupements of a base, by code and by SIREN.
pub struct BaseLookup<'a> {
    base: &'a Base,
    communes: HashMap<&'a Code, Vec<(Span, &'a str)>>,
    ended: HashMap<&'a Code, &'a Succession>,
    /// EPCI, EPT and communes by SIREN, in the order of vintages.
    authorities: HashMap<&'a Code, Vec<&'a Territory>>,
    grid: OnceCell<Grid>,
}

/// What laying polygons over the faces takes; made for the first of them.
struct Grid {
    areas: Vec<f64>,
    index: CoverIndex,
}

impl<'a> BaseLookup<'a> {
    /// Indexes the communes and groupements of a base.
    #[must_use]
    pub fn new(base: &'a Base) -> Self {
        let mut communes: HashMap<&Code, Vec<(Span, &str)>> = HashMap::new();
        let mut authorities: HashMap<&Code, Vec<&Territory>> = HashMap::new();
        let mut by_code: HashMap<&Code, Vec<&Territory>> = HashMap::new();
        for territory in &base.territories {
            let (kind, code) = (&territory.id.kind, &territory.id.code);
            if *kind == Kind::COMMUNE {
                by_code.entry(code).or_default().push(territory);
                if let Some(span) = territory.span {
                    communes.entry(code).or_default().push((span, &territory.name));
                }
            } else if *kind == Kind::EPCI || *kind == Kind::EPT {
                authorities.entry(code).or_default().push(territory);
            }
        }
        for commune in &base.communes {
            let Some(siren) = &commune.siren else { continue };
            let versions = by_code.get(&commune.code).into_iter().flatten();
            let of_vintage = versions
                .filter(|version| version.span.is_none_or(|span| span.contains(commune.vintage)));
            let known = authorities.entry(siren).or_default();
            for version in of_vintage {
                if !known.iter().any(|other| std::ptr::eq(*other, *version)) {
                    known.push(version);
                }
            }
        }
        let ended = base.successions.iter().map(|event| (&event.old, event)).collect();
        Self { base, communes, ended, authorities, grid: OnceCell::new() }
    }

    /// A vintage that is not loaded is read as the nearest one that is.
    fn nearest(&self, vintage: Vintage) -> Option<Vintage> {
        let vintages = self.base.vintages.iter().copied();
        vintages.min_by_key(|known| known.year().abs_diff(vintage.year()))
    }

    fn grid(&self) -> &Grid {
        self.grid.get_or_init(|| {
            let areas = face_areas(&self.base.mesh);
            let index = CoverIndex::new(&self.base.mesh, &areas);
            Grid { areas, index }
        })
    }

    /// The communes of a vintage, each with its faces.
    fn of_vintage(&self, vintage: Vintage) -> impl Iterator<Item = (&'a Code, &'a [FaceId])> {
        self.base.territories.iter().filter_map(move |territory| match &territory.ground {
            Ground::Faces(faces)
                if territory.id.kind == Kind::COMMUNE && holds(territory, vintage) =>
            {
                Some((&territory.id.code, faces.as_slice()))
            }
            _ => None,
        })
    }
}

fn holds(territory: &Territory, vintage: Vintage) -> bool {
    territory.span.is_none_or(|span| span.contains(vintage))
}

impl CommuneLookup for BaseLookup<'_> {
    fn resolve(&self, code: &Code, vintage: Vintage) -> Resolution {
        let Some(vintage) = self.nearest(vintage) else { return Resolution::Unchecked };
        let versions = self.communes.get(code);
        if versions.is_some_and(|versions| versions.iter().any(|(span, _)| span.contains(vintage)))
        {
            return Resolution::Current;
        }
        let name = versions.and_then(|versions| versions.last()).map(|&(_, name)| name.to_owned());
        match self.ended.get(code) {
            Some(event) => {
                let name =
                    name.or_else(|| (!event.old_name.is_empty()).then(|| event.old_name.clone()));
                Resolution::Old { name, communes: event.new.clone() }
            }
            None if name.is_some() => Resolution::Old { name, communes: vec![code.clone()] },
            None => Resolution::Unknown,
        }
    }

    fn latest(&self) -> Option<Vintage> {
        self.base.vintages.last().copied()
    }

    fn count(&self, vintage: Vintage) -> Option<usize> {
        let counted =
            |versions: &&Vec<(Span, &str)>| versions.iter().any(|(span, _)| span.contains(vintage));
        let known = self.base.vintages.contains(&vintage);
        known.then(|| self.communes.values().filter(counted).count())
    }

    fn members(&self, siren: &Code, vintage: Vintage) -> Option<Members> {
        let vintage = self.nearest(vintage)?;
        let versions = self.authorities.get(siren)?;
        let now = versions.iter().find(|version| holds(version, vintage));
        let version = now.or(versions.last())?;
        let Ground::Faces(faces) = &version.ground else { return None };
        let until = match now {
            Some(_) => None,
            None => version.span.map(|span| span.last),
        };
        let touched = |of: &[FaceId]| of.iter().any(|face| faces.binary_search(face).is_ok());
        let communes: Vec<Code> = self
            .of_vintage(vintage)
            .filter(|(_, of)| touched(of))
            .map(|(code, _)| code.clone())
            .collect();
        (!communes.is_empty()).then(|| Members { name: version.name.clone(), communes, until })
    }

    fn beside(&self, shape: &Shape, members: &BTreeSet<Code>, vintage: Vintage) -> Option<Beside> {
        let vintage = self.nearest(vintage)?;
        let Grid { areas, index } = self.grid();
        let covered: BTreeMap<FaceId, f64> = index
            .cover(&self.base.mesh, shape)
            .into_iter()
            .map(|cover| (cover.face, cover.area))
            .collect();
        let mut beside = Beside { polygon: shape.area(), ..Beside::default() };
        let mut inside = 0.0;
        for (code, faces) in self.of_vintage(vintage) {
            let of = |face: &FaceId| areas.get(face.0 as usize).copied().unwrap_or_default();
            let whole: f64 = faces.iter().map(of).sum();
            let under: f64 = faces.iter().filter_map(|face| covered.get(face)).sum();
            let mostly = under * 2.0 >= whole;
            if members.contains(code) {
                beside.members += whole;
                inside += under;
                if !mostly {
                    beside.gained.push(code.clone());
                }
            } else if mostly {
                beside.lost.push(code.clone());
            }
        }
        beside.area_gained = (beside.members - inside).max(0.0);
        beside.area_lost = (beside.polygon - inside).max(0.0);
        Some(beside)
    }
}
