//! Faces from shapes: a commune without pieces is one face; one with pieces is its pieces and
//! whatever they leave of it.

use std::collections::{BTreeMap, HashMap};

use geo_types::{LineString, MultiPolygon};
use geometry::{FaceId, Mend, Mesh, MeshBuilder, Tolerance, Vertex};
use territory::Code;

use super::AssemblyError;
use crate::base::{RawShape, UnitKind};

/// Gaps between neighbours below this mean width are closed. Hair-thin ones measure 10 µm to
/// 10 m; the genuine hole of the country, Llívia, is some 3 km wide.
const WIDTH: f64 = 20.0;

/// Which faces stand for which unit, in the vintage of the shapes.
#[derive(Debug, Default)]
pub(super) struct FaceGround {
    /// The key of each face.
    pub(super) keys: Vec<Code>,
    /// The faces of each commune, ascending.
    pub(super) communes: HashMap<Code, Vec<FaceId>>,
    /// The face of each piece of a commune.
    pub(super) pieces: HashMap<(UnitKind, Code), FaceId>,
}

impl FaceGround {
    /// The face of a piece by its code, whatever it was called.
    pub(super) fn piece(&self, kind: UnitKind, code: &Code) -> Option<FaceId> {
        let other = [
            UnitKind::CommuneDeleguee,
            UnitKind::CommuneAssociee,
            UnitKind::ArrondissementMunicipal,
        ];
        [kind]
            .iter()
            .chain(&other)
            .find_map(|&kind| self.pieces.get(&(kind, code.clone())).copied())
    }
}

/// Builds the mesh of all communes and pieces.
pub(super) fn build(shapes: &[RawShape]) -> Result<(Mesh, FaceGround, Vec<Mend>), AssemblyError> {
    let mut pieces: HashMap<&Code, Vec<&RawShape>> = HashMap::new();
    for shape in shapes {
        if let Some(parent) = &shape.parent {
            pieces.entry(parent).or_default().push(shape);
        }
    }
    // In the order of codes, so that faces keep their numbers from one import to the next.
    let communes: BTreeMap<&Code, &RawShape> = shapes
        .iter()
        .filter(|shape| shape.kind == UnitKind::Commune)
        .map(|shape| (&shape.code, shape))
        .collect();
    let mut builder = MeshBuilder::default();
    let mut ground = FaceGround::default();
    for (&code, &commune) in &communes {
        let whole = rings(commune)?;
        let mut faces = Vec::new();
        if let Some(parts) = pieces.get_mut(code) {
            parts.sort_by(|a, b| a.code.cmp(&b.code));
            let mut rings_of_parts = Vec::new();
            for part in parts.iter() {
                let rings = rings(part)?;
                let face = builder.add_face(rings.iter().map(Vec::as_slice));
                ground.pieces.insert((part.kind, part.code.clone()), face);
                ground.keys.push(joined(code, part.code.as_str()));
                faces.push(face);
                rings_of_parts.extend(rings);
            }
            let remainder = builder.add_remainder(
                whole.iter().map(Vec::as_slice),
                rings_of_parts.iter().map(Vec::as_slice),
            );
            if let Some(face) = remainder {
                ground.keys.push(joined(code, "0"));
                faces.push(face);
            }
        } else {
            faces.push(builder.add_face(whole.iter().map(Vec::as_slice)));
            ground.keys.push(code.clone());
        }
        ground.communes.insert(code.clone(), faces);
    }
    let (mesh, mends) = builder.build(Tolerance { width: WIDTH })?;
    Ok((mesh, ground, mends))
}

/// `49060` and `49046` → `49060.49046`.
fn joined(commune: &Code, piece: &str) -> Code {
    // Codes of communes are five letters long; two and a dot are always a code.
    format!("{commune}.{piece}").parse().unwrap_or_else(|_| commune.clone())
}

/// The rings of a shape in fixed point, its inside on their left.
fn rings(shape: &RawShape) -> Result<Vec<Vec<Vertex>>, AssemblyError> {
    let MultiPolygon(polygons) = &shape.polygons;
    let mut rings = Vec::with_capacity(polygons.len());
    for polygon in polygons {
        rings.push(ring(shape, polygon.exterior(), true)?);
        for hole in polygon.interiors() {
            rings.push(ring(shape, hole, false)?);
        }
    }
    Ok(rings)
}

fn ring(
    shape: &RawShape,
    line: &LineString<f64>,
    counter_clockwise: bool,
) -> Result<Vec<Vertex>, AssemblyError> {
    let mut vertices = Vec::with_capacity(line.0.len());
    for position in &line.0 {
        let vertex = Vertex::from_degrees(position.x, position.y)
            .map_err(|error| AssemblyError::Position { code: shape.code.clone(), error })?;
        vertices.push(vertex);
    }
    let twice_area: i128 = (0..vertices.len())
        .map(|place| (vertices[place], vertices[(place + 1) % vertices.len()]))
        .map(|(a, b)| i128::from(a.x) * i128::from(b.y) - i128::from(b.x) * i128::from(a.y))
        .sum();
    if (twice_area > 0) != counter_clockwise {
        vertices.reverse();
    }
    Ok(vertices)
}
