//! Projections: Lambert-93 to and from WGS84 degrees, and the square of web maps.

use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use proj4rs::Proj;
use proj4rs::transform::transform;

/// EPSG:2154. RGF93 and WGS84 are the same to the centimetre, so no datum shift is applied,
/// as in EPSG's own operation 1671 between the two.
const LAMBERT_93: &str = "+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 \
     +y_0=6600000 +ellps=GRS80 +units=m +no_defs";
const DEGREES: &str = "+proj=longlat +ellps=GRS80 +no_defs";

/// The projection of the official French maps, Lambert-93 (EPSG:2154).
#[derive(Debug)]
pub struct Lambert93 {
    metres: Proj,
    degrees: Proj,
}

/// Why a position cannot be projected.
#[derive(Debug, thiserror::Error)]
pub enum ProjectionError {
    /// The position is not where Lambert-93 is used: most often the file is in another
    /// projection, or already in degrees.
    #[error(
        "the position ({x}, {y}) is not in metropolitan France in Lambert-93 metres: \
         is the file in another projection?"
    )]
    OutsideLambert93 {
        /// Easting in metres.
        x: f64,
        /// Northing in metres.
        y: f64,
    },
    /// The projection library refused.
    #[error("projection: {0}")]
    Library(#[from] proj4rs::errors::Error),
}

impl Lambert93 {
    /// Eastings accepted, in metres: the area of use of EPSG:2154 (longitudes −9.86 to 10.38),
    /// rounded outwards.
    pub const EASTINGS: std::ops::RangeInclusive<f64> = -400_000.0..=1_400_000.0;

    /// Northings accepted, in metres: latitudes 41.15 to 51.56, rounded outwards.
    pub const NORTHINGS: std::ops::RangeInclusive<f64> = 6_000_000.0..=7_300_000.0;

    /// Prepares the projection.
    pub fn new() -> Result<Self, ProjectionError> {
        Ok(Self {
            metres: Proj::from_proj_string(LAMBERT_93)?,
            degrees: Proj::from_proj_string(DEGREES)?,
        })
    }

    /// Longitude and latitude in degrees of a position in Lambert-93 metres.
    pub fn to_degrees(&self, x: f64, y: f64) -> Result<(f64, f64), ProjectionError> {
        // A NaN or an infinity is in no range.
        if !Self::EASTINGS.contains(&x) || !Self::NORTHINGS.contains(&y) {
            return Err(ProjectionError::OutsideLambert93 { x, y });
        }
        let mut point = (x, y, 0.0);
        transform(&self.metres, &self.degrees, &mut point)?;
        Ok((point.0.to_degrees(), point.1.to_degrees()))
    }

    /// Easting and northing in metres of a position in degrees.
    pub fn to_metres(&self, longitude: f64, latitude: f64) -> Result<(f64, f64), ProjectionError> {
        let mut point = (longitude.to_radians(), latitude.to_radians(), 0.0);
        transform(&self.degrees, &self.metres, &mut point)?;
        let (x, y, _) = point;
        if !Self::EASTINGS.contains(&x) || !Self::NORTHINGS.contains(&y) {
            return Err(ProjectionError::OutsideLambert93 { x, y });
        }
        Ok((x, y))
    }

    /// Polygons in Lambert-93 metres, turned into degrees vertex by vertex.
    pub fn polygons_to_degrees(
        &self,
        polygons: &MultiPolygon<f64>,
    ) -> Result<MultiPolygon<f64>, ProjectionError> {
        let ring = |ring: &LineString<f64>| -> Result<LineString<f64>, ProjectionError> {
            ring.0
                .iter()
                .map(|point| self.to_degrees(point.x, point.y).map(|(x, y)| Coord { x, y }))
                .collect()
        };
        let polygon = |polygon: &Polygon<f64>| -> Result<Polygon<f64>, ProjectionError> {
            let holes = polygon.interiors().iter().map(ring).collect::<Result<_, _>>()?;
            Ok(Polygon::new(ring(polygon.exterior())?, holes))
        };
        polygons.iter().map(polygon).collect()
    }
}

/// The square of web maps (EPSG:3857 scaled to 0..1), in which tiles are cut.
pub mod mercator {
    use std::f64::consts::PI;

    /// The latitude at the top of the square; its opposite is at the bottom.
    pub const LATITUDE_LIMIT: f64 = 85.051_128_779_806_59;

    /// Place in the square of a position in degrees: x from 0 in the west to 1 in the east,
    /// y from 0 in the north to 1 in the south. Latitudes beyond the square are brought to its
    /// edge.
    #[must_use]
    pub fn from_degrees(longitude: f64, latitude: f64) -> (f64, f64) {
        let latitude = latitude.clamp(-LATITUDE_LIMIT, LATITUDE_LIMIT).to_radians();
        let y = 0.5 - latitude.sin().atanh() / (2.0 * PI);
        (longitude / 360.0 + 0.5, y.clamp(0.0, 1.0))
    }

    /// Longitude and latitude in degrees of a place in the square.
    #[must_use]
    pub fn to_degrees(x: f64, y: f64) -> (f64, f64) {
        let latitude = (PI * (1.0 - 2.0 * y)).sinh().atan();
        ((x - 0.5) * 360.0, latitude.to_degrees())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Degrees and Lambert-93 metres, from `gdaltransform -s_srs EPSG:4326 -t_srs EPSG:2154`
    /// (GDAL 3.6.2, PROJ 9.1.1).
    const KNOWN: [[f64; 4]; 14] = [
        [2.3488, 48.8534, 652_216.625_995_756, 6_861_681.499_969_3],
        [3.7103, 43.9339, 757_035.758_003_399, 6_315_245.011_536_34],
        [-4.4861, 48.3904, 146_632.978_527_516, 6_836_262.326_655_94],
        [7.7521, 48.5734, 1_050_362.695_357_93, 6_840_899.647_188_03],
        [5.3698, 43.2965, 892_390.221_566_368, 6_247_035.256_802_1],
        [-1.5586, 43.4832, 331_261.333_208_915, 6_275_547.917_677_11],
        [9.4501, 42.6973, 1_228_578.724_541_33, 6_199_122.014_438_93],
        [8.7386, 41.9192, 1_176_667.561_440_25, 6_108_273.283_398_61],
        [2.3757, 51.0343, 656_110.098_116_471, 7_104_462.385_326_02],
        [1.9819, 42.4648, 616_143.819_603_268, 6_152_199.824_261_31],
        [3.0, 46.5, 700_000.0, 6_600_000.0],
        [-5.1352, 48.4585, 99_593.551_386_965_6, 6_848_537.290_460_62],
        [7.5, 43.775, 1_062_156.599_150_51, 6_307_653.496_403_01],
        [5.0415, 47.322, 854_184.547_602_23, 6_693_290.461_508_68],
    ];

    fn assert_near(got: (f64, f64), expect: (f64, f64), tolerance: f64) {
        let gap = (got.0 - expect.0).abs().max((got.1 - expect.1).abs());
        assert!(gap < tolerance, "{got:?} is {gap:e} away from {expect:?}");
    }

    #[test]
    fn known_places_agree_with_proj_to_a_hundredth_of_a_millimetre() {
        let lambert = Lambert93::new().unwrap();
        for [longitude, latitude, x, y] in KNOWN {
            assert_near(lambert.to_metres(longitude, latitude).unwrap(), (x, y), 1e-5);
            // 1e-10 degree is a hundredth of a millimetre.
            assert_near(lambert.to_degrees(x, y).unwrap(), (longitude, latitude), 1e-10);
        }
    }

    #[test]
    fn what_is_not_lambert_93_is_refused() {
        let lambert = Lambert93::new().unwrap();
        let check = |x: f64, y: f64| {
            assert!(lambert.to_degrees(x, y).is_err(), "{x} {y}");
        };
        check(3.7, 43.9);
        check(43.9, 3.7);
        check(f64::NAN, 6_600_000.0);
        check(700_000.0, f64::INFINITY);
        check(1e308, 1e308);
        assert!(lambert.to_metres(-61.0, 14.6).is_err(), "Martinique has its own projection");
        assert!(lambert.to_metres(f64::NAN, 45.0).is_err());
        assert!(lambert.to_metres(3.0, 1e308).is_err());
    }

    #[test]
    fn polygons_keep_their_rings() {
        let ring = |x: f64, y: f64, side: f64| {
            LineString::from(vec![(x, y), (x + side, y), (x, y + side), (x, y)])
        };
        let polygon = Polygon::new(ring(7e5, 6.6e6, 1e4), vec![ring(7.01e5, 6.601e6, 1e3)]);
        let got = Lambert93::new()
            .unwrap()
            .polygons_to_degrees(&MultiPolygon::from(vec![polygon]))
            .unwrap();
        let [polygon] = &got.0[..] else { panic!("{got:?}") };
        assert_eq!(polygon.exterior().0.len(), 4);
        assert_eq!(polygon.interiors().len(), 1);
        assert_near(polygon.exterior().0[0].x_y(), (3.0, 46.5), 1e-12);
    }

    #[test]
    fn the_web_square_is_as_tiles_expect_it() {
        assert_near(mercator::from_degrees(-180.0, mercator::LATITUDE_LIMIT), (0.0, 0.0), 1e-12);
        assert_near(mercator::from_degrees(180.0, -90.0), (1.0, 1.0), 1e-12);
        // EPSG:3857 of 3° E 46.5° N by gdaltransform: 333958.472379821 5860839.8299478.
        let world = 2.0 * std::f64::consts::PI * 6_378_137.0;
        let expect = (0.5 + 333_958.472_379_821 / world, 0.5 - 5_860_839.829_947_8 / world);
        assert_near(mercator::from_degrees(3.0, 46.5), expect, 1e-14);
    }

    proptest! {
        #[test]
        fn degrees_to_metres_and_back(longitude in -5.5..9.8_f64, latitude in 41.2..51.5_f64) {
            let lambert = Lambert93::new().unwrap();
            let (x, y) = lambert.to_metres(longitude, latitude).unwrap();
            assert_near(lambert.to_degrees(x, y).unwrap(), (longitude, latitude), 1e-10);
            let (x, y) = mercator::from_degrees(longitude, latitude);
            assert_near(mercator::to_degrees(x, y), (longitude, latitude), 1e-12);
        }
    }
}
