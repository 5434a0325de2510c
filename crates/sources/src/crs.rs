//! Coordinate systems: recognised from a number, a name or a `.prj` text, or refused by name.

use geo_types::MultiPolygon;
use geometry::Lambert93;

use crate::{
    causes,
    errors::Problem,
    text::{shown, shown_long},
    wkt::{self, Node},
};

/// The systems of coordinates that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Crs {
    /// Longitude and latitude in degrees: WGS84 and, the same to the centimetre, RGF93 and ETRS89.
    Wgs84,
    /// Lambert-93 metres, EPSG:2154.
    Lambert93,
}

impl Crs {
    /// The system of an EPSG number.
    pub(crate) fn from_epsg(number: u32) -> Result<Self, Problem> {
        match number {
            // WGS84, RGF93 v1, ETRS89, and the RGF93 v2 and v2b of 2021.
            4326 | 4171 | 4258 | 9777 | 9782 => Ok(Self::Wgs84),
            // RGF93 v1, v2 and v2b / Lambert-93 differ by less than a centimetre.
            2154 | 9793 | 9794 => Ok(Self::Lambert93),
            other => Err(Problem::Projection(format!("EPSG:{other}"))),
        }
    }

    /// The system of a name such as `urn:ogc:def:crs:EPSG::2154`, `EPSG:4326` or
    /// `urn:ogc:def:crs:OGC:1.3:CRS84`. Files so named keep longitude first, whatever the
    /// registry says of EPSG:4326.
    pub(crate) fn from_name(name: &str) -> Result<Self, Problem> {
        let refused = || Problem::Projection(shown(name));
        let last = name.rsplit([':', '/', '#']).next().unwrap_or(name);
        if last.eq_ignore_ascii_case("CRS84") {
            return Ok(Self::Wgs84);
        }
        let epsg = name.to_ascii_uppercase().contains("EPSG");
        let number: u32 = last.parse().map_err(|_| refused())?;
        if epsg { Self::from_epsg(number) } else { Err(refused()) }
    }

    /// The system a `.prj` file describes (WKT 1 of Esri or OGC, or WKT 2).
    pub(crate) fn from_wkt(text: &str) -> Result<Self, Problem> {
        let node = wkt::parse(text)
            .map_err(|error| Problem::Projection(format!("{} ({error})", shown(text.trim()))))?;
        let name = || Problem::Projection(node.name().map_or_else(|| shown(text), shown_long));
        // An authority is the word of whoever wrote the file; without one the parameters decide.
        if let Some(number) = node.epsg() {
            return Self::from_epsg(number);
        }
        match node.keyword.to_ascii_uppercase().as_str() {
            "GEOGCS" | "GEOGCRS" | "GEODCRS" if is_wgs84(&node) => Ok(Self::Wgs84),
            "PROJCS" | "PROJCRS" if is_lambert_93(&node) => Ok(Self::Lambert93),
            _ => Err(name()),
        }
    }

    /// Polygons of this system, in WGS84 degrees.
    pub(crate) fn to_degrees(
        self,
        polygons: MultiPolygon<f64>,
    ) -> Result<MultiPolygon<f64>, Problem> {
        match self {
            Self::Wgs84 => Ok(polygons),
            Self::Lambert93 => Lambert93::new()
                .and_then(|projection| projection.polygons_to_degrees(&polygons))
                .map_err(|error| Problem::Geometry(causes::of_projection(&error))),
        }
    }
}

/// Longitude and latitude in degrees from Greenwich on a datum that is WGS84 to the centimetre.
fn is_wgs84(node: &Node) -> bool {
    let datum = node.child(&["DATUM", "ENSEMBLE"]).and_then(Node::name).map(letters);
    let known = ["wgs1984", "wgs84", "rgf1993", "rgf93", "etrs1989", "etrs89", "worldgeodetic"];
    let datum_known = datum.is_some_and(|datum| {
        let datum = datum.strip_prefix('d').unwrap_or(&datum);
        known.iter().any(|name| datum.contains(name))
    });
    let greenwich = node.child(&["PRIMEM"]).and_then(|node| node.number(1)).unwrap_or(0.0) == 0.0;
    let unit = node.child(&["UNIT", "ANGLEUNIT"]).and_then(|node| node.number(1));
    let degrees = unit.is_none_or(|unit| close(unit, std::f64::consts::PI / 180.0, 1e-9));
    datum_known && greenwich && degrees
}

/// The parameters of EPSG:2154, whatever the names its writer gave them.
fn is_lambert_93(node: &Node) -> bool {
    let mut parallels = Vec::new();
    let mut right = [false; 4];
    for (name, value) in node.parameters() {
        let name = letters(name);
        let slot = if name.contains("parallel") {
            parallels.push(value);
            continue;
        } else if name.contains("easting") {
            Some((0, 700_000.0))
        } else if name.contains("northing") {
            Some((1, 6_600_000.0))
        } else if name.contains("meridian") || name.contains("longitude") {
            Some((2, 3.0))
        } else if name.contains("latitude") {
            Some((3, 46.5))
        } else {
            None
        };
        match slot {
            Some((slot, expected)) => right[slot] = close(value, expected, 1e-6),
            // A scale factor other than one would be another projection.
            None if name.contains("scale") && !close(value, 1.0, 1e-9) => return false,
            None => {}
        }
    }
    parallels.sort_by(f64::total_cmp);
    let unit = node.child(&["UNIT", "LENGTHUNIT"]).and_then(|node| node.number(1)).unwrap_or(1.0);
    parallels == [44.0, 49.0] && right == [true; 4] && close(unit, 1.0, 1e-9)
}

fn close(a: f64, b: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance
}

/// The letters and digits of a name, in small letters.
fn letters(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(got: Result<Crs, Problem>, expect: Option<Crs>) {
        match (got, expect) {
            (Ok(got), Some(expect)) => assert_eq!(got, expect),
            (Err(Problem::Projection(_)), None) => {}
            (got, expect) => panic!("{got:?}, not {expect:?}"),
        }
    }

    const ESRI: &str = r#"PROJCS["RGF_1993_Lambert_93",GEOGCS["GCS_RGF_1993",DATUM["D_RGF_1993",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Lambert_Conformal_Conic"],PARAMETER["False_Easting",700000.0],PARAMETER["False_Northing",6600000.0],PARAMETER["Central_Meridian",3.0],PARAMETER["Standard_Parallel_1",49.0],PARAMETER["Standard_Parallel_2",44.0],PARAMETER["Latitude_Of_Origin",46.5],UNIT["Meter",1.0]]"#;
    const WGS: &str = r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;

    #[test]
    fn prj_texts_are_recognised_by_their_parameters() {
        check(Crs::from_wkt(ESRI), Some(Crs::Lambert93));
        check(Crs::from_wkt(WGS), Some(Crs::Wgs84));
        check(Crs::from_wkt(&ESRI.replace("49.0", "48.0")), None);
        check(Crs::from_wkt(&ESRI.replace("700000.0", "600000.0")), None);
        check(Crs::from_wkt(&WGS.replace("D_WGS_1984", "D_NTF")), None);
        check(Crs::from_wkt(&WGS.replace("0.0174532925199433", "0.01570796326794897")), None);
        check(Crs::from_wkt("PROJCS[\"x\""), None);
        check(Crs::from_wkt(""), None);
    }

    #[test]
    fn an_authority_decides_before_parameters() {
        let with = |number| {
            ESRI.replace(
                "UNIT[\"Meter\",1.0]]",
                &format!("UNIT[\"Meter\",1.0],AUTHORITY[\"EPSG\",\"{number}\"]]"),
            )
        };
        check(Crs::from_wkt(&with(2154)), Some(Crs::Lambert93));
        check(Crs::from_wkt(&with(27572)), None);
        check(Crs::from_wkt("GEOGCRS[\"WGS 84\",ID[\"EPSG\",4326]]"), Some(Crs::Wgs84));
    }

    #[test]
    fn names_of_geojson_are_recognised() {
        check(Crs::from_name("urn:ogc:def:crs:OGC:1.3:CRS84"), Some(Crs::Wgs84));
        check(Crs::from_name("urn:ogc:def:crs:EPSG::4326"), Some(Crs::Wgs84));
        check(Crs::from_name("EPSG:2154"), Some(Crs::Lambert93));
        check(Crs::from_name("http://www.opengis.net/def/crs/EPSG/0/2154"), Some(Crs::Lambert93));
        check(Crs::from_name("EPSG:3857"), None);
        check(Crs::from_name("2154"), None);
        check(Crs::from_name(""), None);
    }
}
