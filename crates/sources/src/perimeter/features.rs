//! Features of any format, made territories: names, codes, projection, repair.

use std::collections::{BTreeMap, HashMap, HashSet};

use dataset::{Ground, Territory};
use geo_types::MultiPolygon;
use geometry::{Shape, ShapeLimits};
use territory::{Code, Kind, TerritoryId, Vintage, words::slug};

use super::{
    groupements::{self, Told},
    options::PerimeterOptions,
    repairs::Rings,
};
use crate::{
    causes,
    communes::CommuneLookup,
    crs::Crs,
    errors::{Place, Problem, SourceError},
    report::{Count, ImportReport, Refusal},
    text::{Phrase, Text, shown},
};

/// The most features in one file.
pub(crate) const FEATURES: usize = 200_000;

pub(crate) const NO_GEOMETRY: Phrase = Phrase::new("pas de géométrie", "no geometry");

/// The features of a file.
#[derive(Debug)]
pub(crate) struct FeatureFile {
    pub(crate) place: Place,
    pub(crate) crs: Crs,
    pub(crate) features: Vec<RawFeature>,
}

/// One feature, its polygons in the file's coordinates.
#[derive(Debug)]
pub(crate) struct RawFeature {
    pub(crate) place: Place,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) polygons: Result<MultiPolygon<f64>, Problem>,
}

/// Fields that usually hold a name, the surest first.
const NAME_FIELDS: [&str; 14] = [
    "nom",
    "nom_site",
    "name",
    "nom_officiel",
    "libelle",
    "libelle_fr",
    "libgeo",
    "lib",
    "intitule",
    "label",
    "nom_com",
    "title",
    "titre",
    "raison_sociale",
];

/// Fields that usually hold a code.
const CODE_FIELDS: [&str; 12] = [
    "code",
    "id_mnhn",
    "codgeo",
    "code_insee",
    "insee",
    "insee_com",
    "siren",
    "code_siren",
    "identifiant",
    "ref",
    "id",
    "gid",
];

/// A name longer than this is cut: it is a paragraph in the wrong field.
const NAME_LENGTH: usize = 200;

/// What is made of the features: one territory a code, or all of them together.
struct Draft {
    code: Code,
    name: String,
    /// Polygons, none where the territory is told by its groupements alone.
    parts: Vec<(Place, MultiPolygon<f64>)>,
    /// The SIREN of the groupements that make it, where the file lists them.
    sirens: Vec<String>,
}

/// How groupements are read: the field that lists them, who knows them, at which vintage.
struct Groupements<'a> {
    field: String,
    communes: &'a dyn CommuneLookup,
    vintage: Vintage,
}

impl<'a> Groupements<'a> {
    /// Where the file lists groupements and a base is loaded.
    fn of(
        file: &FeatureFile,
        options: &PerimeterOptions,
        communes: &'a dyn CommuneLookup,
    ) -> Result<Option<Self>, SourceError> {
        let field = match &options.siren_field {
            Some(given) => Some(known_field(file, given)?),
            None => groupements::usual_field(file),
        };
        let latest = communes.latest();
        Ok(field.zip(latest).map(|(field, latest)| Self {
            field,
            communes,
            vintage: options.vintage.unwrap_or(latest),
        }))
    }
}

/// The territories of a file, and what the report says of them.
pub(crate) fn territories(
    file: FeatureFile,
    kind: &Kind,
    options: &PerimeterOptions,
    communes: &dyn CommuneLookup,
) -> Result<(Vec<Territory>, ImportReport), SourceError> {
    let place = file.place.clone();
    if file.features.is_empty() {
        return Err(place.refuse(Problem::Empty));
    }
    let mut report = ImportReport::default();
    let naming = Naming::of(&file, options)?;
    let groupements = Groupements::of(&file, options, communes)?;
    let drafts = drafts(file, &naming, groupements.as_ref(), &mut report);
    let mut territories = Vec::with_capacity(drafts.len());
    for draft in drafts {
        territories.extend(territory(draft, kind, groupements.as_ref(), &mut report));
    }
    if territories.is_empty() {
        // The first reason says more than “nothing usable”.
        return Err(match report.refused.into_iter().next() {
            Some(Refusal { place, reason, .. }) => place.refuse(Problem::AllRefused(reason)),
            None => place.refuse(Problem::Empty),
        });
    }
    territories.sort_by(|a, b| a.id.code.cmp(&b.id.code));
    report.differences.sort_by(|one, other| {
        let ((communes, ground), (others, other_ground)) = (one.weight(), other.weight());
        others.cmp(&communes).then(other_ground.total_cmp(&ground))
    });
    report.counts.push(Count { kind: kind.clone(), vintage: None, count: territories.len() });
    Ok((territories, report))
}

/// How features get their name and code.
enum Naming {
    /// All features are one territory, named by the caller.
    Together { name: String, code: Code },
    /// Each feature is named by a field, and coded by another or by its name.
    Fields { name: String, code: Option<String> },
}

impl Naming {
    fn of(file: &FeatureFile, options: &PerimeterOptions) -> Result<Self, SourceError> {
        let known: BTreeMap<String, &str> = file
            .features
            .iter()
            .flat_map(|feature| &feature.attributes)
            .map(|(name, _)| (name.to_lowercase(), name.as_str()))
            .collect();
        let exact = |field: &String| known_field(file, field);
        let usual = |fields: &[&str]| fields.iter().find_map(|&field| known.get(field).copied());
        let code_field = options.code_field.as_ref().map(exact).transpose()?;
        let name_field = options.name_field.as_ref().map(exact).transpose()?;
        if let (Some(name), None, None) = (&options.name, &name_field, &code_field) {
            let code = options.code.clone().or_else(|| slug(name));
            let code = code.ok_or_else(|| file.place.refuse(no_code()))?;
            return Ok(Self::Together { name: clean(name), code });
        }
        let pair = programme_fields(&known);
        let usual_name = || usual(&NAME_FIELDS).or(pair.map(|(_, name)| name)).map(str::to_owned);
        let Some(name) = name_field.or_else(usual_name) else {
            let found = known.values().map(|name| shown(name)).collect();
            let expected = Phrase::new(
                "donnez un nom (name) ou le champ qui le contient (name_field)",
                "give a name, or the field that holds it (name_field)",
            );
            return Err(file.place.refuse(Problem::Option { name: "name", expected, found }));
        };
        let code = code_field.or_else(|| {
            let field = usual(&CODE_FIELDS).or(pair.map(|(code, _)| code))?.to_owned();
            usable_codes(file, &field).then_some(field)
        });
        Ok(Self::Fields { name, code })
    }
}

/// The field of this name as the file writes it, in small or capital letters.
fn known_field(file: &FeatureFile, field: &str) -> Result<String, SourceError> {
    let wanted = field.to_lowercase();
    let mut names = file.features.iter().flat_map(|feature| &feature.attributes);
    let found = names.find(|(name, _)| name.to_lowercase() == wanted).map(|(name, _)| name.clone());
    found.ok_or_else(|| file.place.refuse(Problem::MissingColumn(shown(field))))
}

/// The fields of code and name as ANCT calls them, after the programme: `id_ti` and `lib_ti`,
/// `id_crte` and `lib_crte`.
fn programme_fields<'a>(known: &BTreeMap<String, &'a str>) -> Option<(&'a str, &'a str)> {
    known.iter().find_map(|(folded, code)| {
        let programme = folded.strip_prefix("id_")?;
        Some((*code, *known.get(&format!("lib_{programme}"))?))
    })
}

/// Whether a field that merely looks like a code holds one, its own, in every feature.
fn usable_codes(file: &FeatureFile, field: &str) -> bool {
    let mut seen = HashSet::new();
    file.features.iter().all(|feature| {
        value(feature, field)
            .and_then(|text| text.parse::<Code>().ok())
            .is_some_and(|code| seen.insert(code))
    })
}

fn no_code() -> Problem {
    let expected = Phrase::new(
        "de 1 à 40 lettres sans accent, chiffres, « . », « _ » ou « - »",
        "1 to 40 letters without accent, digits, “.”, “_” or “-”",
    );
    Problem::Option { name: "code", expected, found: Vec::new() }
}

fn value<'a>(feature: &'a RawFeature, field: &str) -> Option<&'a str> {
    let found = feature.attributes.iter().find(|(name, _)| name == field);
    found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
}

/// A name on one line, without control characters; markup stays the text it is.
pub(crate) fn clean(name: &str) -> String {
    let spaced: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words: Vec<&str> = spaced.split_whitespace().collect();
    words.join(" ").chars().take(NAME_LENGTH).collect()
}

/// Features gathered by code, in WGS84 degrees; those that cannot be are refused in the report.
fn drafts(
    file: FeatureFile,
    naming: &Naming,
    groupements: Option<&Groupements<'_>>,
    report: &mut ImportReport,
) -> Vec<Draft> {
    let crs = file.crs;
    let count = file.features.len();
    let mut drafts: Vec<Draft> = Vec::new();
    let mut by_code: HashMap<Code, usize> = HashMap::new();
    for feature in file.features {
        let (name, code) = match identity(&feature, naming) {
            Ok(identity) => identity,
            Err((what, problem)) => {
                report.refused.push(Refusal::new(what, feature.place, &problem));
                continue;
            }
        };
        let siren = groupements.and_then(|g| value(&feature, &g.field)).map(str::to_owned);
        let polygons = feature.polygons.and_then(|polygons| crs.to_degrees(polygons));
        let polygons = match polygons {
            Ok(polygons) => polygons,
            Err(_) if siren.is_some() => MultiPolygon(Vec::new()),
            Err(problem) => {
                report.refused.push(Refusal::new(name, feature.place, &problem));
                continue;
            }
        };
        let next = drafts.len();
        let at = *by_code.entry(code.clone()).or_insert(next);
        match drafts.get_mut(at) {
            // Several records of one territory are its parts.
            Some(draft) if draft.name == name => {
                draft.parts.push((feature.place, polygons));
                draft.sirens.extend(siren);
            }
            Some(draft) => {
                let both = format!("{code} ({}, {name})", draft.name);
                let problem = Problem::Duplicate(both);
                report.refused.push(Refusal::new(name, feature.place, &problem));
            }
            None => {
                let (parts, sirens) = (vec![(feature.place, polygons)], Vec::from_iter(siren));
                drafts.push(Draft { code, name, parts, sirens });
            }
        }
    }
    if drafts.len() < count - report.refused.len().min(count) {
        report.remarks.push(Text::new(
            format!("{count} objets du fichier font {} territoires.", drafts.len()),
            format!("{count} features of the file make {} territories.", drafts.len()),
        ));
    }
    drafts
}

/// Name and code of a feature, or what it may be called and why it has none.
fn identity(feature: &RawFeature, naming: &Naming) -> Result<(String, Code), (String, Problem)> {
    let (name_field, code_field) = match naming {
        Naming::Together { name, code } => return Ok((name.clone(), code.clone())),
        Naming::Fields { name, code } => (name, code.as_ref()),
    };
    let bad = |field: &str, value: &str, expected| Problem::BadValue {
        field: shown(field),
        value: shown(value),
        expected,
    };
    let name = clean(value(feature, name_field).unwrap_or_default());
    if name.is_empty() {
        let problem = bad(name_field, "", Phrase::new("un nom", "a name"));
        return Err(("?".to_owned(), problem));
    }
    let code = match code_field {
        Some(field) => {
            let text = value(feature, field).unwrap_or_default();
            let expected = Phrase::new("un code", "a code");
            text.parse().map_err(|_| bad(field, text, expected))
        }
        None => slug(&name).ok_or_else(no_code),
    };
    match code {
        Ok(code) => Ok((name, code)),
        Err(problem) => Err((name, problem)),
    }
}

/// A draft made a territory: of its groupements where they are known, else of its polygons,
/// checked and mended.
fn territory(
    draft: Draft,
    kind: &Kind,
    groupements: Option<&Groupements<'_>>,
    report: &mut ImportReport,
) -> Option<Territory> {
    let Draft { code, name, parts, sirens } = draft;
    let id = TerritoryId::new(kind.clone(), code);
    let place = parts.first().map(|(place, _)| place.clone())?;
    let polygons = MultiPolygon(parts.into_iter().flat_map(|(_, part)| part.0).collect());
    let drawn = (!polygons.0.is_empty() || sirens.is_empty()).then_some(polygons);
    let shape = drawn.map(|polygons| {
        let rings = Rings::count(&polygons);
        Shape::check(polygons, ShapeLimits::FILE).map(|(shape, repairs)| {
            let notes = rings.notes(&shape, &repairs, &id, &name, &place);
            (shape, notes)
        })
    });
    if let Some(Groupements { field, communes, vintage }) = groupements
        && !sirens.is_empty()
    {
        let told = Told { id: &id, name: &name, place: &place, field, sirens: &sirens };
        let polygon = shape.as_ref().and_then(|shape| shape.as_ref().ok()).map(|(shape, _)| shape);
        if let Some(ground) = groupements::ground(&told, polygon, *communes, *vintage, report) {
            return Some(Territory { id, name, span: None, nature: None, seat: None, ground });
        }
    }
    let problem = match shape {
        Some(Ok((shape, notes))) => {
            report.repaired.extend(notes);
            let ground = Ground::Shape(shape);
            return Some(Territory { id, name, span: None, nature: None, seat: None, ground });
        }
        Some(Err(error)) => Problem::Geometry(causes::of_shape(&error)),
        None => Problem::geometry(NO_GEOMETRY),
    };
    report.refused.push(Refusal::new(name, place, &problem));
    None
}
