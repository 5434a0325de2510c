//! The atlas's latest vintage put into tables, and made sure of: PostGIS must give our answers
//! before its speed is compared with ours.

use std::collections::HashMap;

use atlas::{Atlas, KindFilter, TerritoryIndex, Year};
use bench::{Ring, basins, drawn_areas, inland_points};
use geo_types::{LineString, MultiPolygon, Polygon};
use geometry::{CoverIndex, FaceId, Shape, ShapeLimits, Vertex, outline};
use territory::Kind;

use super::{Cluster, wkb};
use crate::failure::Failure;

/// How many drawn areas are asked about.
const DRAWN: usize = 100;

/// A cluster that knows what the atlas knows.
#[derive(Debug)]
pub(crate) struct Oracle {
    /// The cluster.
    pub(crate) cluster: Cluster,
    /// Which numbers stand for what.
    pub(crate) places: Places,
}

/// Numbers of territories in the tables: those of a kind follow each other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Places {
    /// First and last basin.
    pub(crate) basins: [u32; 2],
    /// First and last région.
    pub(crate) regions: [u32; 2],
    /// Drawn areas, from 1.
    pub(crate) drawn: usize,
}

/// Territories numbered as they stand in the tables.
struct Numbered<'a> {
    atlas: &'a Atlas,
    year: &'a Year,
    territories: Vec<TerritoryIndex>,
}

impl Oracle {
    /// Starts a cluster and fills it.
    pub(crate) fn new(atlas: &Atlas, year: &Year) -> Result<Self, Failure> {
        let cluster = Cluster::start()?;
        cluster.run(include_str!("../../sql/schema.sql"), &[])?;
        let numbered = Numbered::new(atlas, year);
        let places = numbered.places()?;
        numbered.copy_faces(&cluster)?;
        numbered.copy_territories(&cluster)?;
        numbered.copy_membership(&cluster)?;
        numbered.copy_outlines(&cluster)?;
        let drawn: Vec<Polygon<f64>> = drawn_areas(DRAWN).into_iter().map(polygon).collect();
        cluster.copy(include_str!("../../sql/copy_drawn.sql"), |out| {
            for (place, drawn) in drawn.iter().enumerate() {
                writeln!(out, "{}\t{}", place + 1, wkb::polygon(drawn))?;
            }
            Ok(())
        })?;
        cluster.run(include_str!("../../sql/prepare.sql"), &[])?;
        let oracle = Self { cluster, places };
        oracle.check(atlas, year, &drawn)?;
        Ok(oracle)
    }

    /// Compares answers with ours.
    fn check(&self, atlas: &Atlas, year: &Year, drawn: &[Polygon<f64>]) -> Result<(), Failure> {
        let kinds =
            [Kind::COMMUNE, Kind::EPCI, Kind::DEPARTEMENT, Kind::REGION, Kind::BASSIN_DE_VIE];
        let filter = KindFilter::of(atlas, &kinds)?;
        let list = format!("{{{}}}", kinds.each_ref().map(Kind::as_str).join(","));
        self.check_points(atlas, year, &filter, &list)?;

        let basins = basins(atlas, year);
        let (mut count, mut people) = (0.0, 0.0);
        for &basin in &basins {
            let subject = atlas.subject(basin, year)?;
            let overlaps = atlas.overlaps(&subject, &filter, year);
            // The tables list the basin beside what overlaps it, where its kind is asked for.
            let itself = filter.has(atlas.entry(basin).kind_place);
            count += overlaps.len() as f64 + f64::from(u8::from(itself));
            people += overlaps.iter().map(|overlap| overlap.people).sum::<f64>()
                + if itself { subject.people } else { 0.0 };
        }
        let [first, last] = self.places.basins.map(|place| place.to_string());
        let found = self.cluster.run(
            include_str!("../../sql/check_overlaps.sql"),
            &[("first", first), ("last", last), ("kinds", list)],
        )?;
        agree("what overlaps the basins", &found, &[count, people])?;

        let mut ground = 0.0;
        for polygon in drawn {
            let polygons = MultiPolygon(vec![polygon.clone()]);
            let shape = Shape::strict(polygons, ShapeLimits::DRAWN)
                .map_err(|error| Failure::unexpected("a drawn area", error.to_string()))?;
            ground += atlas.polygon(shape, year)?.area;
        }
        let found = self.cluster.run(include_str!("../../sql/check_drawn.sql"), &[])?;
        agree("the ground under drawn areas", &found, &[ground])
    }

    fn check_points(
        &self,
        atlas: &Atlas,
        year: &Year,
        filter: &KindFilter,
        kinds: &str,
    ) -> Result<(), Failure> {
        const POINTS: usize = 2000;
        let points = inland_points(POINTS);
        let mut found = Vec::new();
        let mut count = 0;
        for point in &points {
            let vertex = Vertex::from_degrees(point[0], point[1])
                .map_err(|error| Failure::unexpected("a point", error.to_string()))?;
            atlas.locate(vertex, year, &mut found);
            count += found.iter().filter(|&&i| filter.has(atlas.entry(i).kind_place)).count();
        }
        let column = |axis: usize| {
            let texts: Vec<String> = points.iter().map(|point| point[axis].to_string()).collect();
            format!("{{{}}}", texts.join(","))
        };
        let found = self.cluster.run(
            include_str!("../../sql/check_locate.sql"),
            &[("lons", column(0)), ("lats", column(1)), ("kinds", kinds.to_owned())],
        )?;
        agree("what holds the points", &found, &[count as f64])
    }
}

/// Figures printed by psql against ours, to a thousandth.
fn agree(what: &str, printed: &str, ours: &[f64]) -> Result<(), Failure> {
    let theirs: Vec<f64> =
        printed.trim().split('|').filter_map(|figure| figure.parse().ok()).collect();
    let close = |(theirs, ours): (&f64, &f64)| (theirs - ours).abs() <= 1e-3 * ours.abs();
    if theirs.len() == ours.len() && theirs.iter().zip(ours).all(close) {
        return Ok(());
    }
    let found = format!("PostGIS finds {}, the library {ours:?}", printed.trim());
    Err(Failure::unexpected(what, found))
}

impl<'a> Numbered<'a> {
    fn new(atlas: &'a Atlas, year: &'a Year) -> Self {
        let territories = atlas
            .kinds()
            .flat_map(|kind| atlas.of_kind(kind))
            .filter(|&index| {
                let entry = atlas.entry(index);
                entry.holds_at(year.vintage) && entry.has_ground()
            })
            .collect();
        Self { atlas, year, territories }
    }

    fn places(&self) -> Result<Places, Failure> {
        let range = |wanted: &Kind| {
            let is = |index: &TerritoryIndex| self.atlas.entry(*index).kind() == wanted;
            let first = self.territories.iter().position(is)?;
            let last = self.territories.iter().rposition(is)?;
            Some([first as u32, last as u32])
        };
        let basins = range(&Kind::BASSIN_DE_VIE).or_else(|| range(&Kind::BASSIN_ESTIME));
        let (Some(basins), Some(regions)) = (basins, range(&Kind::REGION)) else {
            return Err(Failure::unexpected("the store", "it has no basin or no région"));
        };
        Ok(Places { basins, regions, drawn: DRAWN })
    }

    fn copy_faces(&self, cluster: &Cluster) -> Result<(), Failure> {
        cluster.copy(include_str!("../../sql/copy_faces.sql"), |out| {
            for face in self.atlas.mesh().faces() {
                let people = self.year.people_on(face);
                let area = self.atlas.face_area(face);
                let polygons = outline(self.atlas.mesh(), &[face], None);
                let text = wkb::multi_polygon(&polygons);
                writeln!(out, "{}\t{people}\t{area}\t{text}", face.0)?;
            }
            Ok(())
        })
    }

    fn copy_territories(&self, cluster: &Cluster) -> Result<(), Failure> {
        cluster.copy(include_str!("../../sql/copy_territories.sql"), |out| {
            for (number, &index) in self.territories.iter().enumerate() {
                let entry = self.atlas.entry(index);
                let (kind, code, name) = (entry.kind(), &entry.id.code, &entry.name);
                let context = entry.context.as_deref().unwrap_or("\\N");
                let people = self.year.facts(index).people.unwrap_or(0);
                let area = entry.area;
                writeln!(out, "{number}\t{kind}\t{code}\t{name}\t{context}\t{people}\t{area}")?;
            }
            Ok(())
        })
    }

    fn copy_membership(&self, cluster: &Cluster) -> Result<(), Failure> {
        let areas: Vec<f64> =
            self.atlas.mesh().faces().map(|face| self.atlas.face_area(face)).collect();
        let index = CoverIndex::new(self.atlas.mesh(), &areas);
        cluster.copy(include_str!("../../sql/copy_membership.sql"), |out| {
            for (number, &territory) in self.territories.iter().enumerate() {
                let fractions: HashMap<FaceId, f64> = match self.atlas.entry(territory).shape() {
                    None => HashMap::new(),
                    Some(shape) => index
                        .cover(self.atlas.mesh(), shape)
                        .into_iter()
                        .map(|cover| (cover.face, cover.fraction))
                        .collect(),
                };
                for face in self.atlas.faces(territory) {
                    let fraction = fractions.get(face).copied().unwrap_or(1.0);
                    let people = f64::from(self.year.people_on(*face)) * fraction;
                    let area = self.atlas.face_area(*face) * fraction;
                    writeln!(out, "{number}\t{}\t{fraction}\t{people}\t{area}", face.0)?;
                }
            }
            Ok(())
        })
    }

    fn copy_outlines(&self, cluster: &Cluster) -> Result<(), Failure> {
        cluster.copy(include_str!("../../sql/copy_outlines.sql"), |out| {
            for (number, &index) in self.territories.iter().enumerate() {
                let Ok(subject) = self.atlas.subject(index, self.year) else { continue };
                let polygons = self.atlas.outline(&subject, None);
                writeln!(out, "{number}\t{}", wkb::multi_polygon(&polygons))?;
            }
            Ok(())
        })
    }
}

fn polygon(ring: Ring) -> Polygon<f64> {
    let line: LineString<f64> = ring.into_iter().map(<(f64, f64)>::from).collect();
    Polygon::new(line, Vec::new())
}
