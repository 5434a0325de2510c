//! Ground and lines as the data of SVG paths: whole tenths of a unit, each relative to the last.

use std::fmt::Write;

use geo_types::{LineString, MultiLineString, MultiPolygon};

use super::Frame;

/// Rings of polygons; filled by the even-odd rule.
pub(super) fn polygons(frame: &Frame, polygons: &MultiPolygon<f64>) -> String {
    let mut path = String::new();
    for polygon in polygons {
        for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
            push(&mut path, frame, ring, true);
        }
    }
    path
}

/// Open lines.
pub(super) fn lines(frame: &Frame, lines: &MultiLineString<f64>) -> String {
    let mut path = String::new();
    for line in lines {
        push(&mut path, frame, line, false);
    }
    path
}

fn push(path: &mut String, frame: &Frame, line: &LineString<f64>, closed: bool) {
    let mut points = line.0.iter().map(|point| {
        let place = frame.place([point.x, point.y]);
        place.map(|unit| (unit * 10.0).round() as i64)
    });
    let Some(first) = points.next() else { return };
    let start = path.len();
    let (mut last, mut drawn) = (first, 0_u32);
    for point in points {
        let step = [point[0] - last[0], point[1] - last[1]];
        if step == [0, 0] || (closed && point == first) {
            continue;
        }
        if drawn == 0 {
            path.push('M');
            number(path, first[0], false);
            number(path, first[1], true);
            path.push('l');
        }
        number(path, step[0], drawn > 0);
        number(path, step[1], true);
        last = point;
        drawn += 1;
    }
    // What is smaller than the pen has no place in the image, unless it is a whole island.
    if drawn == 0 || (closed && drawn < 2) {
        path.truncate(start);
    } else if closed {
        path.push('z');
    }
}

/// A number of tenths, parted from the one before unless its sign does.
fn number(path: &mut String, tenths: i64, follows: bool) {
    if follows && tenths >= 0 {
        path.push(' ');
    }
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, tenth) = (tenths.abs() / 10, tenths.abs() % 10);
    // Writing to a String does not fail.
    let _ = match (whole, tenth) {
        (_, 0) => write!(path, "{sign}{whole}"),
        (0, _) => write!(path, "{sign}.{tenth}"),
        _ => write!(path, "{sign}{whole}.{tenth}"),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(tenths: [i64; 3], expect: &str) {
        let mut path = String::new();
        for (place, tenths) in tenths.into_iter().enumerate() {
            number(&mut path, tenths, place > 0);
        }
        assert_eq!(path, expect);
    }

    #[test]
    fn numbers_are_short_and_parted() {
        check([10, 20, 35], "1 2 3.5");
        check([-10, -5, 5], "-1-.5 .5");
        check([0, -123, 0], "0-12.3 0");
    }

    #[test]
    fn a_ring_closes_and_what_no_pen_can_draw_is_left_out() {
        let frame = Frame::around([0.0, 0.0, 1.0, 1.0], [100.0, 100.0]);
        let ring = |size: f64| {
            let corners = [(0.0, 0.0), (size, 0.0), (size, size), (0.0, 0.0)];
            let line: LineString<f64> = corners.into_iter().collect();
            MultiPolygon(vec![geo_types::Polygon::new(line, Vec::new())])
        };
        assert_eq!(polygons(&frame, &ring(1e-6)), "");
        let drawn = polygons(&frame, &ring(1.0));
        assert!(drawn.starts_with("M5 95l90 0 0-90"), "{drawn}");
        assert!(drawn.ends_with('z') && drawn.matches('M').count() == 1, "{drawn}");
    }
}
