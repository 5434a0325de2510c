//! Tiles and images of the whole server: beside martin on PostGIS holding the same communes, and
//! beside a handler that returns the same bytes.

use std::{
    collections::BTreeSet,
    f64::consts::PI,
    fs,
    io::{Read, Write},
    path::Path,
    time::Duration,
};

use atlas::{Atlas, Year};
use bench::inland_points;
use tempfile::TempDir;
use territory::Kind;

use crate::{
    failure::Failure,
    lines::{Figure, Line, Target, median},
    postgis::Oracle,
    server::{Cores, Server, connect},
    wrk::{Load, Requests},
};

const TURN: Duration = Duration::from_secs(2);
const TURNS: usize = 5;
/// The zooms measured; how many times martin's tiles, drawn anew and kept, ours must be.
const ZOOMS: [Zoom; 3] = [
    Zoom { level: 5, anew: None, kept: None },
    Zoom { level: 8, anew: Some(12.0), kept: Some(1.4) },
    Zoom { level: 11, anew: Some(12.0), kept: Some(1.8) },
];
/// What a kept tile must reach of a handler that returns the same bytes.
const OF_BYTES: f64 = 0.9;
/// Tiles of a zoom that are asked for.
const MOST_TILES: usize = 2000;

#[derive(Clone, Copy)]
struct Zoom {
    level: u8,
    anew: Option<f64>,
    kept: Option<f64>,
}

/// A tile: column and row.
type Place = (u32, u32);

/// The lines of tiles.
pub(crate) fn lines(store: &Path, oracle: &Oracle) -> Result<Vec<Line>, Failure> {
    let folder = tempfile::tempdir().map_err(Failure::of("making a folder for requests"))?;
    oracle.cluster.run(include_str!("../sql/tiles.sql"), &[])?;
    let mut lines = Vec::new();
    for zoom in ZOOMS {
        lines.push(anew(store, oracle, &folder, zoom)?);
        lines.extend(kept(store, oracle, &folder, zoom)?);
    }
    Ok(lines)
}

/// Tiles that nobody has asked for yet: a fresh server draws each once; martin keeps none.
fn anew(
    store: &Path,
    oracle: &Oracle,
    folder: &TempDir,
    Zoom { level: zoom, anew, .. }: Zoom,
) -> Result<Line, Failure> {
    let places = places(zoom);
    let echelle = Server::echelle(store, Cores::One)?;
    // The layer is prepared once, by whoever asks first for any of its tiles.
    ask(echelle.port, std::iter::once("/tiles/commune/0/0/0.mvt".to_owned()))?;
    let before = echelle.process.time()?;
    ask(echelle.port, places.iter().map(|&place| ours(zoom, place)))?;
    let spent = echelle.process.time()?.saturating_sub(before).as_secs_f64();
    drop(echelle);
    let martin = Server::martin(oracle.cluster.folder(), 0)?;
    let name = format!("martin-{zoom}");
    let asked = Requests::get(folder, &name, places.iter().map(|&place| theirs(zoom, place)))?;
    let loads = (0..TURNS).map(|_| asked.send(&martin.process, martin.port, TURN));
    let rates = loads.map(|load| load.map(|load| load.per_second)).collect::<Result<_, _>>()?;
    Ok(Line::against(
        format!(
            "HTTP: tiles of communes at z {zoom}, drawn anew, for one core's time, against martin"
        ),
        Figure::PerSecond(places.len() as f64 / spent),
        Figure::PerSecond(median(rates)),
        anew.map_or(Target::None, Target::Times),
    ))
}

/// One tile that is kept, against martin keeping its own and a handler that returns the same bytes.
fn kept(
    store: &Path,
    oracle: &Oracle,
    folder: &TempDir,
    Zoom { level: zoom, kept, .. }: Zoom,
) -> Result<[Line; 2], Failure> {
    const CACHE_MB: u32 = 512;
    let echelle = Server::echelle(store, Cores::One)?;
    let (place, bytes) = middling(&echelle, zoom)?;
    let file = folder.path().join(format!("{zoom}.mvt"));
    fs::write(&file, &bytes).map_err(Failure::of("writing a tile"))?;
    let constant = Server::bytes(&file)?;
    let martin = Server::martin(oracle.cluster.folder(), CACHE_MB)?;
    let request = |who: &str, path: String| {
        Requests::get(folder, &format!("{who}-kept-{zoom}"), std::iter::once(path))
    };
    let mine = request("ours", ours(zoom, place))?;
    let other = request("martin", theirs(zoom, place))?;
    let (mut own, mut same, mut martins) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..TURNS {
        let send = |asked: &Requests, server: &Server| -> Result<Load, Failure> {
            asked.send(&server.process, server.port, TURN)
        };
        same.push(send(&mine, &constant)?.per_second);
        own.push(send(&mine, &echelle)?.per_second);
        martins.push(send(&other, &martin)?.per_second);
    }
    let shares = own.iter().zip(&same).map(|(own, same)| own / same).collect();
    let same = median(same);
    let of_bytes = Figure::PerSecond(median(shares) * same);
    let what = format!("HTTP: a kept tile of communes at z {zoom} ({} kB)", bytes.len() / 1000);
    Ok([
        Line::against(
            format!("{what}, against a handler that returns the same bytes"),
            of_bytes,
            Figure::PerSecond(same),
            Target::Times(OF_BYTES),
        ),
        Line::against(
            format!("{what}, against martin keeping its own"),
            Figure::PerSecond(median(own)),
            Figure::PerSecond(median(martins)),
            kept.map_or(Target::None, Target::Times),
        ),
    ])
}

/// Images of some four hundred communes, each drawn once, 1200 by 630 with their names.
pub(crate) fn image_line(atlas: &Atlas, year: &Year, echelle: &Server) -> Result<Line, Failure> {
    const COMMUNES: std::ops::RangeInclusive<u32> = 350..=450;
    let some = |kind: &Kind| {
        let all = atlas.of_kind(kind).filter(|&index| year.facts(index).present);
        let sized = all.filter(|&index| {
            atlas.subject(index, year).is_ok_and(|subject| COMMUNES.contains(&subject.communes))
        });
        sized.map(|index| format!("/static/{}.png", atlas.entry(index).id_text)).collect::<Vec<_>>()
    };
    let paths = some(&Kind::DEPARTEMENT);
    let before = echelle.process.time()?;
    ask(echelle.port, paths.iter().cloned())?;
    let spent = echelle.process.time()?.saturating_sub(before).as_secs_f64();
    Ok(Line::own(
        format!("HTTP: image of some 400 communes with names, mean of {}", paths.len()),
        Figure::Seconds(spent / paths.len().max(1) as f64),
        Target::AtMost(Figure::Seconds(0.1)),
    ))
}

fn ours(zoom: u8, (x, y): Place) -> String {
    format!("/tiles/commune/{zoom}/{x}/{y}.mvt")
}

fn theirs(zoom: u8, (x, y): Place) -> String {
    format!("/commune/{zoom}/{x}/{y}")
}

/// Tiles with ground in them, each once.
fn places(zoom: u8) -> Vec<Place> {
    const POINTS: usize = 20_000;
    let side = f64::from(1_u32 << zoom);
    let place = |[longitude, latitude]: [f64; 2]| {
        let angle = latitude.to_radians();
        let x = (longitude + 180.0) / 360.0 * side;
        let y = (1.0 - angle.tan().asinh() / PI) / 2.0 * side;
        (x as u32, y as u32)
    };
    let all: BTreeSet<Place> = inland_points(POINTS).into_iter().map(place).collect();
    all.into_iter().take(MOST_TILES).collect()
}

/// The tile whose weight is in the middle, and its bytes.
fn middling(server: &Server, zoom: u8) -> Result<(Place, Vec<u8>), Failure> {
    const LOOKED_AT: usize = 101;
    let places = places(zoom);
    let step = (places.len() / LOOKED_AT).max(1);
    let mut weighed = Vec::new();
    for &place in places.iter().step_by(step) {
        let bytes = ask(server.port, std::iter::once(ours(zoom, place)))?;
        weighed.push((bytes.len(), place, bytes));
    }
    weighed.sort_unstable_by_key(|(weight, place, _)| (*weight, *place));
    let middle = weighed.len() / 2;
    let found = weighed.into_iter().nth(middle).map(|(_, place, bytes)| (place, bytes));
    found.ok_or_else(|| Failure::unexpected("the tiles", "there are none"))
}

/// Asks for paths in turn on one connection; the body of the last answer.
fn ask(port: u16, paths: impl Iterator<Item = String>) -> Result<Vec<u8>, Failure> {
    let failed = || Failure::of(format!("asking 127.0.0.1:{port}"));
    let mut stream = connect(port).map_err(failed())?;
    let mut body = Vec::new();
    for path in paths {
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n").map_err(failed())?;
        body = answer(&mut stream).map_err(failed())?;
    }
    Ok(body)
}

/// Reads one answer that tells its length.
fn answer(stream: &mut impl Read) -> std::io::Result<Vec<u8>> {
    let wrong = |what: &str| std::io::Error::other(what.to_owned());
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte)?;
        head.extend(byte);
    }
    let head = String::from_utf8_lossy(&head).to_ascii_lowercase();
    if !head.starts_with("http/1.1 200") {
        return Err(wrong(head.lines().next().unwrap_or("")));
    }
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
    let length = length.and_then(|length| length.trim().parse().ok());
    let mut body = vec![0; length.ok_or_else(|| wrong("an answer without its length"))?];
    stream.read_exact(&mut body)?;
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_cover_the_country_and_are_asked_for_once() {
        let counts = [5, 8, 11].map(|zoom| places(zoom).len());
        assert!(counts[0] < counts[1] && counts[1] < counts[2], "{counts:?}");
        assert!(counts[0] >= 1 && counts[2] <= MOST_TILES, "{counts:?}");
        assert!(places(5).contains(&(16, 11)), "{:?}", places(5));
    }

    #[test]
    fn an_answer_is_read_to_its_end_and_a_refusal_is_told() {
        let mut sound: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcHTTP";
        assert_eq!(answer(&mut sound).unwrap(), b"abc");
        assert_eq!(sound, b"HTTP");
        let mut refused: &[u8] = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
        assert!(answer(&mut refused).unwrap_err().to_string().contains("404"));
    }
}
