//! PostGIS on the same data: a private cluster, the same questions in SQL, and what each costs.

mod cluster;
mod load;
mod pgbench;
mod wkb;

pub(crate) use cluster::Cluster;
pub(crate) use load::Oracle;
