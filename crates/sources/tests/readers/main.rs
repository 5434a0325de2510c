//! The readers on small files in the official layouts, whole, wrong and cut short.
//!
//! Helpers may unwrap as tests do: the lints know them by their `cfg(test)`.

#[cfg(test)]
mod base;
#[cfg(test)]
mod builders;
#[cfg(test)]
mod codes;
#[cfg(test)]
mod fetch;
#[cfg(test)]
mod geojson;
#[cfg(test)]
mod geopackage;
#[cfg(test)]
mod groupements;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod insee;
#[cfg(test)]
mod lookup;
#[cfg(test)]
mod park;
#[cfg(test)]
mod shapefile;
