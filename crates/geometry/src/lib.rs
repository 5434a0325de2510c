//! Arcs and faces, and what is computed on them: union, area, simplification, cover, validity.

mod build;
mod crossing;
mod edges;
mod mend;
mod mesh;
mod projection;
mod shape;
mod vertex;

pub use build::{MeshBuilder, Tolerance};
pub use mend::{Flaw, Mend};
pub use mesh::{Arc, ArcId, FaceId, Mesh, MeshError};
pub use projection::{Lambert93, ProjectionError, mercator};
pub use shape::{Repair, Shape, ShapeError, ShapeLimits};
pub use vertex::{PositionError, Vertex};
