//! The subject of a question, as the command line names it.

use std::{fs, path::Path};

use atlas::{Atlas, Subject, Year};
use geo_types::MultiPolygon;
use geojson::GeoJson;
use geometry::{Shape, ShapeLimits};

use crate::{arguments::SubjectOptions, failure::Failure};

/// The most vertices a polygon from a file may have.
const LIMITS: ShapeLimits = ShapeLimits { vertices: 20_000 };

/// The subject that the options name.
pub(crate) fn subject<'a>(
    atlas: &'a Atlas,
    options: &SubjectOptions,
    year: &Year,
) -> Result<Subject<'a>, Failure> {
    if let Some(id) = &options.id {
        return Ok(atlas.subject(atlas.find(id, year)?, year)?);
    }
    let Some(path) = &options.polygon else {
        return Ok(atlas.basket(&options.communes, year)?);
    };
    Ok(atlas.polygon(shape(path)?, year)?)
}

/// The polygons of a GeoJSON file.
pub(crate) fn shape(path: &Path) -> Result<Shape, Failure> {
    let text = fs::read_to_string(path)
        .map_err(|error| Failure::Input { path: path.to_owned(), error })?;
    let refuse = |french: String, english: String| Failure::Content {
        path: path.to_owned(),
        french,
        english,
    };
    let document: GeoJson = text.parse().map_err(|error: geojson::Error| {
        refuse(format!("ce n’est pas un GeoJSON ({error})"), format!("not GeoJSON ({error})"))
    })?;
    let polygons = polygons(document).ok_or_else(|| {
        refuse(
            "aucun polygone dans ce GeoJSON".to_owned(),
            "there is no polygon in this GeoJSON".to_owned(),
        )
    })?;
    Ok(Shape::strict(polygons, LIMITS).map_err(atlas::QuestionError::from)?)
}

/// All polygons of a document.
fn polygons(document: GeoJson) -> Option<MultiPolygon<f64>> {
    let geometries: Vec<geojson::Geometry> = match document {
        GeoJson::Geometry(geometry) => vec![geometry],
        GeoJson::Feature(feature) => feature.geometry.into_iter().collect(),
        GeoJson::FeatureCollection(collection) => {
            collection.features.into_iter().filter_map(|feature| feature.geometry).collect()
        }
    };
    let mut all = Vec::new();
    for geometry in geometries {
        match geo_types::Geometry::<f64>::try_from(geometry).ok()? {
            geo_types::Geometry::Polygon(polygon) => all.push(polygon),
            geo_types::Geometry::MultiPolygon(polygons) => all.extend(polygons),
            _ => {}
        }
    }
    (!all.is_empty()).then_some(MultiPolygon(all))
}
