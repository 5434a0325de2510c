//! Why a geometry cannot be used, in both languages: the words for the errors of `geometry`.

use geometry::{PositionError, ProjectionError, ShapeError};

use crate::text::Text;

/// Why a shape is refused. English is the error's own sentence.
pub(crate) fn of_shape(error: &ShapeError) -> Text {
    let french = match error {
        ShapeError::Position { place, error } => {
            format!("sommet {place} : {}", french_position(*error))
        }
        ShapeError::TooManyVertices { got, limit } => {
            format!("{got} sommets ; au plus {limit} sont acceptés : simplifiez le contour")
        }
        ShapeError::Empty => "le polygone n’a pas de surface".to_owned(),
        ShapeError::SelfCrossing { longitude, latitude } => {
            format!("le contour se croise vers {longitude:.5}, {latitude:.5}")
        }
        ShapeError::MisplacedRing { longitude, latitude } => format!(
            "vers {longitude:.5}, {latitude:.5}, un trou est hors de son polygone ou un polygone \
             dans un autre"
        ),
        ShapeError::TooIntricate => {
            "le polygone est trop compliqué pour être vérifié : simplifiez-le".to_owned()
        }
    };
    Text::new(french, error.to_string())
}

/// Why a position is refused.
pub(crate) fn of_position(error: PositionError) -> Text {
    Text::new(french_position(error), error.to_string())
}

/// Why a position cannot be projected.
pub(crate) fn of_projection(error: &ProjectionError) -> Text {
    let french = match error {
        ProjectionError::OutsideLambert93 { x, y } => format!(
            "la position ({x}, {y}) n’est pas en France métropolitaine en mètres Lambert-93 : le \
             fichier est-il dans une autre projection ?"
        ),
        ProjectionError::Library(cause) => format!("projection : {cause}"),
    };
    Text::new(french, error.to_string())
}

fn french_position(error: PositionError) -> String {
    match error {
        PositionError::NotFinite(x, y) => {
            format!("la position ({x}, {y}) n’est pas un nombre fini")
        }
        PositionError::OutOfRange(x, y) => format!(
            "la position ({x}, {y}) n’est pas sur Terre : longitude de −180 à 180, latitude de \
             −90 à 90 (dans cet ordre)"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_say_the_same_place() {
        let error = ShapeError::Position { place: 7, error: PositionError::OutOfRange(300.0, 4.0) };
        let text = of_shape(&error);
        assert!(text.fr.starts_with("sommet 7 : la position (300, 4)"), "{}", text.fr);
        assert!(text.en.starts_with("vertex 7: the position (300, 4)"), "{}", text.en);
    }
}
