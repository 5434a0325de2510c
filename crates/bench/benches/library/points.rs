//! A point → every territory that holds it; alone, and as a row of a batch.

use std::{hint::black_box, io::Write};

use atlas::{Batch, RowForm};
use bench::{Country, CountryError, land_points};
use criterion::{Criterion, Throughput};
use geometry::Vertex;

use crate::ProcessorTime;

/// So many that neither the points nor the ground around them stay in the processor's caches.
const POINTS: usize = 1 << 18;
/// Rows of a batch.
const ROWS: usize = 1 << 16;

pub(crate) fn measure(
    criterion: &mut Criterion<ProcessorTime>,
    country: &Country,
) -> Result<(), CountryError> {
    let year = country.year()?;
    let points = land_points(&country.atlas, year, POINTS);
    let mut group = criterion.benchmark_group("locate");
    let mut found = Vec::with_capacity(32);
    let mut turn = points.iter().cycle();
    group.bench_function("point", |bencher| {
        bencher.iter(|| {
            if let Some(&point) = turn.next() {
                country.atlas.locate(black_box(point), year, &mut found);
            }
            found.len()
        });
    });

    let kinds = country.kinds();
    let mut batch = Batch::new(&country.atlas, &kinds, year, RowForm::Csv { delimiter: b',' });
    let text = rows(&points[..ROWS.min(points.len())]);
    let mut out = Vec::with_capacity(16 << 20);
    group.throughput(Throughput::Elements(ROWS as u64)).sample_size(20);
    group.bench_function("rows", |bencher| {
        bencher.iter(|| {
            out.clear();
            for row in text.split_inclusive(|&byte| byte == b'\n') {
                answer(&mut batch, black_box(row), &mut out);
            }
            out.len()
        });
    });
    group.finish();
    Ok(())
}

/// A CSV of points, without its header.
fn rows(points: &[Vertex]) -> Vec<u8> {
    let mut text = Vec::with_capacity(points.len() * 24);
    for point in points {
        // A vector takes all that is written to it.
        let _ = writeln!(text, "{:.6},{:.6}", point.longitude(), point.latitude());
    }
    text
}

/// Reads a row and writes it back with the codes found, as the doors do.
fn answer(batch: &mut Batch<'_>, row: &[u8], out: &mut Vec<u8>) {
    let row = row.trim_ascii_end();
    let number = |bytes: &[u8]| std::str::from_utf8(bytes).ok()?.parse::<f64>().ok();
    let mut cells = row.split(|&byte| byte == b',').map(number);
    let (Some(Some(longitude)), Some(Some(latitude))) = (cells.next(), cells.next()) else {
        return;
    };
    let Ok(point) = Vertex::from_degrees(longitude, latitude) else { return };
    out.extend_from_slice(row);
    batch.write(point, out);
    out.extend_from_slice(b"\r\n");
}
