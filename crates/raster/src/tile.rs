//! The opaque ground of a picture as one vector tile, which is what maplibre-rs paints.

use geo_types::{LineString, MultiPolygon};
use maps::picture::{Frame, Picture, flats};
use mvt::{GeomEncoder, GeomType, Tile};

/// Units along a tile's side; fixed in maplibre-rs.
const EXTENT: f64 = 4096.0;

/// A layer of one colour.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Layer {
    pub(crate) name: String,
    /// As CSS writes it.
    pub(crate) colour: &'static str,
}

/// A tile and its layers, from the bottom up. The map's window stands at its top left corner, so
/// many pixels of `side` wide and high.
pub(crate) fn encode(
    picture: &Picture<'_>,
    frame: &Frame,
    scale: f32,
    side: u32,
) -> Result<(Vec<u8>, Vec<Layer>), mvt::Error> {
    let mut tile = Tile::new(EXTENT as u32);
    let mut layers = Vec::new();
    // A headless map has no background: the sea is a layer like another.
    let sheet =
        vec![(0, 0), (EXTENT as i32, 0), (EXTENT as i32, EXTENT as i32), (0, EXTENT as i32)];
    let sea = (picture.look.palette().sea, vec![vec![sheet]]);
    let units = EXTENT * f64::from(scale) / f64::from(side);
    let place = |ground: &MultiPolygon<f64>| polygons(ground, frame, units);
    let ground = flats(picture).map(|flat| (flat.colour, place(flat.ground)));
    for (colour, polygons) in std::iter::once(sea).chain(ground) {
        let name = format!("ground-{}", layers.len());
        let mut layer = tile.create_layer(&name);
        for rings in &polygons {
            let data = geometry(rings)?;
            if !data.is_empty() {
                layer = layer.into_feature(data).into_layer();
            }
        }
        tile.add_layer(layer)?;
        layers.push(Layer { name, colour });
    }
    Ok((tile.to_bytes()?, layers))
}

type Ring = Vec<(i32, i32)>;

/// Polygons in units of the tile, each with its shell first.
fn polygons(ground: &MultiPolygon<f64>, frame: &Frame, units: f64) -> Vec<Vec<Ring>> {
    let placed = |line: &LineString<f64>, shell: bool| ring(line, frame, units, shell);
    let whole = ground.iter().filter_map(|polygon| {
        let shell = placed(polygon.exterior(), true)?;
        let holes = polygon.interiors().iter().filter_map(|hole| placed(hole, false));
        Some(std::iter::once(shell).chain(holes).collect())
    });
    whole.collect()
}

/// A ring with the winding that a tile wants: maplibre-rs panics on another.
fn ring(line: &LineString<f64>, frame: &Frame, units: f64, shell: bool) -> Option<Ring> {
    let place = |point: &geo_types::Coord<f64>| {
        let [x, y] = frame.place([point.x, point.y]);
        // Far outside the window the numbers need not be true, only on their side.
        let unit = |value: f64| (value * units).round().clamp(-EXTENT, 2.0 * EXTENT) as i32;
        (unit(x), unit(y))
    };
    let mut points: Ring = line.0.iter().map(place).collect();
    points.dedup();
    if points.len() > 1 && points.first() == points.last() {
        points.pop();
    }
    let next = points.iter().cycle().skip(1);
    let cross = |(a, b): (&(i32, i32), &(i32, i32))| {
        i64::from(a.0) * i64::from(b.1) - i64::from(b.0) * i64::from(a.1)
    };
    let area: i64 = points.iter().zip(next).map(cross).sum();
    if points.len() < 3 || area == 0 {
        return None;
    }
    if (area > 0) != shell {
        points.reverse();
    }
    Some(points)
}

fn geometry(rings: &[Ring]) -> Result<mvt::GeomData, mvt::Error> {
    let mut encoder = GeomEncoder::new(GeomType::Polygon);
    for ring in rings {
        for &(x, y) in ring {
            encoder = encoder.point(f64::from(x), f64::from(y))?;
        }
        encoder.complete_geom()?;
    }
    encoder.encode()
}
