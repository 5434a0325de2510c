//! The whole server from outside: its doors, the server that answers nothing, and PostGIS asked
//! the same questions.

use std::time::Duration;

use atlas::{Atlas, Year};
use bench::{basins, drawn_areas, inland_points};
use tempfile::TempDir;

use crate::{
    failure::Failure,
    lines::{Figure, Line, Target, median},
    postgis::Oracle,
    server::Server,
    wrk::{Load, Requests},
};

/// Each door is opened for this long, this many times, in turn with the others, so that whatever
/// else the machine does meanwhile weighs on all of them.
const TURN: Duration = Duration::from_secs(2);
const TURNS: usize = 5;

/// The questions, as requests.
struct Questions {
    locate: Requests,
    overlaps: Requests,
    drawn: Requests,
}

/// A door beside the server that answers nothing to the same requests.
#[derive(Default)]
struct Turns {
    ours: Vec<Load>,
    empty: Vec<Load>,
}

/// The lines of the doors.
pub(crate) fn lines(
    atlas: &Atlas,
    year: &Year,
    echelle: &Server,
    oracle: &Oracle,
) -> Result<Vec<Line>, Failure> {
    let folder = tempfile::tempdir().map_err(Failure::of("making a folder for requests"))?;
    let questions = Questions::new(&folder, atlas, year)?;
    let empty = Server::empty()?;
    let (mut locate, mut overlaps) = (Turns::default(), Turns::default());
    let mut drawn = Vec::new();
    for _ in 0..TURNS {
        locate.take(&questions.locate, echelle, &empty)?;
        overlaps.take(&questions.overlaps, echelle, &empty)?;
        drawn.push(questions.drawn.send(&echelle.process, echelle.port, TURN)?.cost);
    }
    let asked = |sql: &str| -> Result<Figure, Failure> {
        let costs = (0..3).map(|_| oracle.cost(sql, TURN)).collect::<Result<Vec<_>, _>>()?;
        Ok(Figure::Seconds(median(costs)))
    };
    let point = asked(include_str!("../sql/locate.sql"))?;
    let areas = asked(include_str!("../sql/overlaps_areas.sql"))?;
    let membership = asked(include_str!("../sql/overlaps_membership.sql"))?;
    let areas_drawn = asked(include_str!("../sql/drawn.sql"))?;
    let drawn = Figure::Seconds(median(drawn));
    let mut lines = Vec::new();
    lines.extend(locate.lines("point → all kinds", 0.75));
    lines.push(Line::against(
        "HTTP: point → all kinds, processor time, against PostGIS with membership tables",
        locate.cost(),
        point,
        Target::Times(9.0),
    ));
    lines.extend(overlaps.lines("basin → all kinds", 0.5));
    let basin = |against: &str, other, times| {
        let work = format!("HTTP: basin → all kinds, processor time, against PostGIS {against}");
        Line::against(work, overlaps.cost(), other, Target::Times(times))
    };
    lines.push(basin("intersecting areas", areas, 400.0));
    lines.push(basin("with membership tables", membership, 4.0));
    let at_most = Target::AtMost(Figure::Seconds(0.3e-3));
    lines.push(Line::own("HTTP: drawn area of 300 km², processor time", drawn, at_most));
    lines.push(Line::against(
        "HTTP: the same against PostGIS cutting only the faces on its border",
        drawn,
        areas_drawn,
        Target::Times(10.0),
    ));
    Ok(lines)
}

impl Questions {
    fn new(folder: &TempDir, atlas: &Atlas, year: &Year) -> Result<Self, Failure> {
        const POINTS: usize = 20_000;
        const DRAWN: usize = 100;
        let points = inland_points(POINTS).into_iter();
        let locate = points.map(|[lon, lat]| format!("/api/locate?lat={lat:.6}&lon={lon:.6}"));
        let basins = basins(atlas, year);
        let overlaps = basins.iter().map(|&basin| {
            let entry = atlas.entry(basin);
            format!("/api/territories/{}/overlaps", entry.id_text)
        });
        let bodies = drawn_areas(DRAWN).into_iter().map(|ring| {
            serde_json::json!({ "polygon": { "type": "Polygon", "coordinates": [ring] } })
                .to_string()
        });
        Ok(Self {
            locate: Requests::get(folder, "locate", locate)?,
            overlaps: Requests::get(folder, "overlaps", overlaps)?,
            drawn: Requests::post(folder, "drawn", "/api/overlaps", bodies)?,
        })
    }
}

impl Turns {
    fn take(&mut self, asked: &Requests, ours: &Server, empty: &Server) -> Result<(), Failure> {
        self.empty.push(asked.send(&empty.process, empty.port, TURN)?);
        self.ours.push(asked.send(&ours.process, ours.port, TURN)?);
        Ok(())
    }

    /// Requests in a second, as a share of what the empty server answers just before; and what
    /// one costs beside an empty one.
    fn lines(&self, work: &str, share: f64) -> [Line; 2] {
        let rate = |loads: &[Load]| loads.iter().map(|load| load.per_second).collect();
        let pairs = self.ours.iter().zip(&self.empty);
        let shares = pairs.map(|(ours, empty)| ours.per_second / empty.per_second).collect();
        // The median of the shares, not the share of the medians: both belong to one moment.
        let empty = median(rate(&self.empty));
        let ours = Figure::PerSecond(median(shares) * empty);
        let costs = self.empty.iter().map(|load| load.cost).collect();
        [
            Line::against(
                format!("HTTP: {work}, requests on one core, against an empty axum handler"),
                ours,
                Figure::PerSecond(empty),
                Target::Times(share),
            ),
            Line::against(
                format!("HTTP: {work}, processor time, against an empty axum handler"),
                self.cost(),
                Figure::Seconds(median(costs)),
                Target::None,
            ),
        ]
    }

    fn cost(&self) -> Figure {
        Figure::Seconds(median(self.ours.iter().map(|load| load.cost).collect()))
    }
}
