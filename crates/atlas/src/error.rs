//! Why a snapshot cannot be built or a question cannot be answered.

use geometry::ShapeError;
use territory::{Code, Kind, Span, TerritoryId, Vintage};

/// Why a dataset makes no atlas.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AtlasError {
    /// Nothing was imported yet.
    #[error("no administrative base is loaded: run `echelle import base` first")]
    NoBase,
    /// A territory of the base names a face the mesh lacks.
    #[error("{territory} names face {face}, but the mesh has {faces}")]
    UnknownFace {
        /// The territory.
        territory: TerritoryId,
        /// The face.
        face: u32,
        /// How many there are.
        faces: usize,
    },
    /// The list of faces does not go with the mesh.
    #[error("{keys} faces are named, the mesh has {faces}")]
    FaceCount {
        /// Names.
        keys: usize,
        /// Faces.
        faces: usize,
    },
}

/// Why a question has no answer. `Display` speaks English; [`QuestionError::french`] French.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum QuestionError {
    /// The vintage is not loaded.
    #[error("the vintage {} is not loaded; loaded: {}", or_none(*asked), list(loaded))]
    UnknownVintage {
        /// What was asked for.
        asked: Option<Vintage>,
        /// What there is.
        loaded: Vec<Vintage>,
    },
    /// No territory of this kind is loaded.
    #[error("no territory of kind “{0}” is loaded")]
    UnknownKind(Kind),
    /// The kind is loaded, the code is not in it.
    #[error("no territory “{0}” is known")]
    UnknownTerritory(TerritoryId),
    /// The territory exists in other vintages.
    #[error("“{id}” does not exist at vintage {vintage}; it does in {}", spans_text(spans))]
    NotAtVintage {
        /// The territory.
        id: TerritoryId,
        /// The vintage.
        vintage: Vintage,
        /// When it exists.
        spans: Vec<Span>,
    },
    /// No commune of any vintage has the code.
    #[error("no commune has the code “{0}”")]
    UnknownCommune(Code),
    /// No commune, of any vintage, has this name or code.
    #[error("no commune, present or former, is called “{0}”")]
    UnknownName(String),
    /// A basket without commune.
    #[error("the list of communes is empty")]
    NoCommune,
    /// Known by name only.
    #[error("no shape is loaded for “{0}”")]
    NoShape(TerritoryId),
    /// A drawn polygon is not usable.
    #[error(transparent)]
    Shape(#[from] ShapeError),
    /// A drawn polygon covers no commune.
    #[error("the polygon covers no loaded commune (longitude comes first, then latitude)")]
    Outside,
}

fn or_none(vintage: Option<Vintage>) -> String {
    vintage.map_or_else(|| "asked for".to_owned(), |vintage| vintage.to_string())
}

fn list(vintages: &[Vintage]) -> String {
    vintages.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn spans_text(spans: &[Span]) -> String {
    let one = |span: &Span| {
        if span.first == span.last {
            span.first.to_string()
        } else {
            format!("{}–{}", span.first, span.last)
        }
    };
    spans.iter().map(one).collect::<Vec<_>>().join(", ")
}

impl QuestionError {
    /// The same sentence in French.
    #[must_use]
    pub fn french(&self) -> String {
        match self {
            Self::UnknownVintage { asked, loaded } => {
                let asked = asked.map_or_else(|| "demandé".to_owned(), |v| v.to_string());
                format!("Le millésime {asked} n’est pas chargé ; sont chargés : {}.", list(loaded))
            }
            Self::UnknownKind(kind) => {
                format!("Aucun territoire du type « {kind} » n’est chargé.")
            }
            Self::UnknownTerritory(id) => format!("Aucun territoire « {id} » n’est connu."),
            Self::NotAtVintage { id, vintage, spans } => format!(
                "« {id} » n’existe pas au millésime {vintage} ; il existe en {}.",
                spans_text(spans)
            ),
            Self::UnknownCommune(code) => format!("Aucune commune n’a le code « {code} »."),
            Self::UnknownName(name) => {
                format!("Aucune commune, actuelle ou ancienne, ne s’appelle « {name} ».")
            }
            Self::NoCommune => "La liste de communes est vide.".to_owned(),
            Self::NoShape(id) => format!("Aucun contour n’est chargé pour « {id} »."),
            Self::Shape(error) => french_shape(error),
            Self::Outside => "Le polygone ne couvre aucune commune chargée (la longitude vient \
                              d’abord, puis la latitude)."
                .to_owned(),
        }
    }
}

fn french_shape(error: &ShapeError) -> String {
    match error {
        ShapeError::Position { place, error } => {
            let reason = match error {
                geometry::PositionError::NotFinite(..) => "n’est pas un nombre fini",
                geometry::PositionError::OutOfRange(..) => {
                    "n’est pas sur Terre : longitude de −180 à 180 puis latitude de −90 à 90"
                }
            };
            format!("Le sommet {place} du polygone {reason}.")
        }
        ShapeError::TooManyVertices { got, limit } => format!(
            "Le polygone a {got} sommets ; {limit} au plus sont acceptés : simplifiez-le d’abord."
        ),
        ShapeError::MisplacedRing { longitude, latitude } => format!(
            "Un anneau du polygone est mal placé près de {longitude:.5}, {latitude:.5} : un trou \
             doit être dans son contour, et les contours séparés."
        ),
        ShapeError::TooIntricate => {
            "Le contour du polygone se croise trop souvent pour être réparé.".to_owned()
        }
        ShapeError::Empty => "Le polygone n’a pas de surface.".to_owned(),
        ShapeError::SelfCrossing { longitude, latitude } => format!(
            "Le contour du polygone se croise lui-même près de {longitude:.5}, {latitude:.5}."
        ),
    }
}
