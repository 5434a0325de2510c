//! `echelle tiles export`: the whole pyramid of tiles as one PMTiles file, which any static host
//! serves.

use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
};

use clap::{Args, Subcommand};
use flate2::{Compression as Level, write::GzEncoder};
use maps::TileAddress;
use pmtiles::{Compression, PmTilesWriter, TileCoord, TileId, TileType};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde_json::json;
use server::TileSet;
use territory::Kind;

use crate::{
    arguments::Common,
    failure::Failure,
    library::open,
    output::{complain, grouped},
};

/// The commands about tiles.
#[derive(Debug, Subcommand)]
pub(crate) enum TilesCommand {
    /// Écrit les tuiles de couches dans un fichier PMTiles
    Export(ExportOptions),
}

/// What to write.
#[derive(Debug, Args)]
pub(crate) struct ExportOptions {
    /// Le fichier à écrire ; il est remplacé s’il existe
    file: PathBuf,
    /// Les couches : des types, séparés par des virgules
    #[arg(long, value_delimiter = ',', default_value = "commune,epci,departement,region")]
    layers: Vec<Kind>,
    /// Le zoom le plus profond ; une carte étire ses tuiles au-delà
    #[arg(long, default_value_t = 12, value_parser = clap::value_parser!(u8).range(0..=14))]
    max_zoom: u8,
}

/// Tiles that are drawn side by side before they are written in their order.
const BATCH: usize = 512;

/// `echelle tiles …`.
pub(crate) fn run(common: &Common, command: &TilesCommand) -> Result<(), Failure> {
    match command {
        TilesCommand::Export(options) => export(common, options),
    }
}

fn export(common: &Common, options: &ExportOptions) -> Result<(), Failure> {
    let (atlas, _) = open(common)?;
    let year = atlas.year(common.vintage)?;
    let set = TileSet::new(&atlas, year, &options.layers)?;
    // Beside the file it becomes: whoever reads that one never sees half of it.
    let beside = beside(&options.file);
    let written = write(&set, options, &beside)
        .and_then(|count| fs::rename(&beside, &options.file).map(|()| count));
    let tiles = written.map_err(|error| {
        // What was begun is of no use; that it cannot be removed is not what went wrong.
        let _ = fs::remove_file(&beside);
        Failure::Input { path: options.file.clone(), error }
    })?;
    let tiles = grouped(tiles as u64);
    complain(&match common.language() {
        territory::Language::French => format!("{tiles} tuiles dans {}", options.file.display()),
        territory::Language::English => format!("{tiles} tiles in {}", options.file.display()),
    });
    Ok(())
}

fn beside(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".part");
    name.into()
}

/// Writes the tiles zoom by zoom, in the order of the format. Below a tile without anything there
/// is nothing.
fn write(set: &TileSet<'_>, options: &ExportOptions, file: &Path) -> std::io::Result<usize> {
    let writer = PmTilesWriter::new(TileType::Mvt)
        .precompressed(Compression::Gzip)
        .min_zoom(0)
        .max_zoom(options.max_zoom);
    let described = set.tile_json();
    let writer = match described.as_ref().and_then(|described| described.bounds) {
        Some([west, south, east, north]) => writer.bounds(west, south, east, north),
        None => writer,
    };
    let metadata = described.map(|described| {
        json!({
            "name": described.name,
            "attribution": described.attribution,
            "vector_layers": described.vector_layers,
        })
    });
    let metadata = metadata.unwrap_or_else(|| json!({"vector_layers": []})).to_string();
    let mut archive =
        writer.metadata(metadata).create(File::create(file)?).map_err(std::io::Error::other)?;
    let mut count = 0;
    let mut parents: Vec<(u32, u32)> = Vec::new();
    for zoom in 0..=options.max_zoom {
        let mut addresses = addresses(zoom, &parents)?;
        addresses.sort_unstable_by_key(|&(id, _)| id);
        parents.clear();
        for batch in addresses.chunks(BATCH) {
            let drawn: Vec<_> = batch.par_iter().map(|&(_, at)| (at, set.tile(at))).collect();
            let full: Vec<_> = drawn.into_iter().filter(|(_, tile)| !tile.is_empty()).collect();
            let packed: Vec<_> = full.par_iter().map(|(_, tile)| gzip(tile)).collect();
            for ((at, _), tile) in full.iter().zip(packed) {
                let place = TileCoord::new(zoom, at.x(), at.y()).map_err(std::io::Error::other)?;
                archive.add_tile(place, &tile?).map_err(std::io::Error::other)?;
                parents.push((at.x(), at.y()));
                count += 1;
            }
        }
    }
    archive.finalize().map_err(std::io::Error::other)?;
    Ok(count)
}

/// The tiles of a zoom under those of the zoom above that hold something.
fn addresses(zoom: u8, parents: &[(u32, u32)]) -> std::io::Result<Vec<(TileId, TileAddress)>> {
    let places: Vec<(u32, u32)> = if zoom == 0 {
        vec![(0, 0)]
    } else {
        let four = |&(x, y): &(u32, u32)| {
            [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(right, down)| (2 * x + right, 2 * y + down))
        };
        parents.iter().flat_map(four).collect()
    };
    let place = |(x, y): (u32, u32)| {
        let coordinate = TileCoord::new(zoom, x, y).map_err(std::io::Error::other)?;
        let address = TileAddress::new(zoom.into(), x, y).map_err(std::io::Error::other)?;
        Ok((TileId::from(coordinate), address))
    };
    places.into_iter().map(place).collect()
}

fn gzip(tile: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(tile.len() / 2), Level::default());
    encoder.write_all(tile)?;
    encoder.finish()
}
