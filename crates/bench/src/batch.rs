//! A stream of points through the whole server: a million rows of CSV in, as many out.

use std::{
    io::{BufWriter, Read, Write},
    net::Shutdown,
    thread,
};

use bench::inland_points;

use crate::{
    failure::Failure,
    lines::{Figure, Line, Target},
    server::{Server, connect},
};

const POINTS: usize = 1_000_000;

/// Points answered in a second of one core's time.
pub(crate) fn line(server: &Server) -> Result<Line, Failure> {
    let mut body = b"lon,lat\n".to_vec();
    for [longitude, latitude] in inland_points(POINTS) {
        // A vector takes all that is written to it.
        let _ = writeln!(body, "{longitude:.6},{latitude:.6}");
    }
    let before = server.process.time()?;
    let rows = send(server.port, &body).map_err(Failure::of("sending a million points"))?;
    let spent = server.process.time()?.saturating_sub(before);
    if rows < POINTS {
        return Err(Failure::unexpected("the answer to a million points", format!("{rows} rows")));
    }
    let rate = Figure::PerSecond(POINTS as f64 / spent.as_secs_f64());
    Ok(Line::own("HTTP: batch of a million points, for one core's time", rate, Target::None))
}

/// Sends the body while the answer is read; the number of lines that came back.
fn send(port: u16, body: &[u8]) -> std::io::Result<usize> {
    let stream = connect(port)?;
    let mut reader = stream.try_clone()?;
    thread::scope(|scope| {
        let counting = scope.spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            let mut lines = 0;
            loop {
                match reader.read(&mut buffer)? {
                    0 => return Ok::<_, std::io::Error>(lines),
                    count => lines += buffer[..count].split(|&byte| byte == b'\n').count() - 1,
                }
            }
        });
        let mut writer = BufWriter::with_capacity(1 << 16, &stream);
        write!(
            writer,
            "POST /api/locate HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
             Content-Type: text/csv\r\nContent-Length: {}\r\n\r\n",
            body.len()
        )?;
        writer.write_all(body)?;
        writer.flush()?;
        let lines = counting.join().unwrap_or_else(|_| Err(std::io::ErrorKind::Other.into()));
        stream.shutdown(Shutdown::Both).ok();
        lines
    })
}
