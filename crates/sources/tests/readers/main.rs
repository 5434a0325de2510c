//! The readers on small files in the official layouts, whole, wrong and cut short.

mod base;
mod builders;
mod codes;
mod fetch;
mod geojson;
mod geopackage;
mod hostile;
mod insee;
mod lookup;
mod park;
mod shapefile;
