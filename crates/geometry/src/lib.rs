//! Arcs and faces, and what is computed on them: union, area, simplification, cover, validity.

mod area;
mod build;
mod clip;
mod cover;
mod crossing;
mod dissolve;
mod edges;
mod locate;
mod mend;
mod mesh;
mod projection;
mod shape;
mod simplify;
mod vertex;

pub use area::{arc_areas, face_areas, signed_area};
pub use build::{MeshBuilder, Tolerance};
pub use clip::clip_line;
pub use cover::{Cover, CoverIndex, area_in_face};
pub use dissolve::{FaceSet, Step, nest, outline, rings, vertices_of};
pub use locate::FaceLocator;
pub use mend::{Flaw, Mend};
pub use mesh::{Arc, ArcId, FaceId, Mesh, MeshError};
pub use projection::{Lambert93, ProjectionError, mercator};
pub use shape::{Bounds, Repair, Shape, ShapeError, ShapeLimits, ShapeLocator};
pub use simplify::{Simplification, Weights, effective_areas};
pub use vertex::{PositionError, Vertex};
