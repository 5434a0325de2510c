//! Archives from outside, read with a limit on what they may unpack to.

use std::{
    fs::File,
    io::{self, BufReader, Read, Seek},
    path::Path,
};

use flate2::read::GzDecoder;
use liblzma::{read::XzDecoder, stream::Stream};
use zip::{ZipArchive, result::ZipError};

use crate::{
    errors::{BYTES, PastLimit, Place, Problem, SourceError},
    text::Phrase,
};

/// The most memory an xz stream may ask for, in bytes; xz's highest preset asks for 65 MiB.
const XZ_MEMORY: u64 = 128 << 20;

/// The most an entry of a tarball may unpack to where only its presence is asked.
const TARBALL_ENTRY: u64 = 256 << 20;

/// What a zip archive is called in messages.
const A_ZIP: Phrase = Phrase::new("une archive zip", "a zip archive");

/// A reader that fails with [`PastLimit`] once more than `limit` bytes came out.
pub(crate) struct Limited<R> {
    inner: R,
    left: u64,
    limit: u64,
}

impl<R: Read> Limited<R> {
    /// A reader of at most `limit` bytes.
    pub(crate) fn new(inner: R, limit: u64) -> Self {
        Self { inner, left: limit, limit }
    }
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.inner.read(buffer)?;
        match self.left.checked_sub(got as u64) {
            Some(left) => {
                self.left = left;
                Ok(got)
            }
            None => Err(io::Error::other(PastLimit { limit: self.limit })),
        }
    }
}

/// A zip archive and its name for messages.
pub(crate) struct Zip<R> {
    archive: ZipArchive<R>,
    place: Place,
}

/// Opens a file for reading.
pub(crate) fn open(path: &Path) -> Result<(BufReader<File>, Place), SourceError> {
    let place = Place::file(path);
    let file = File::open(path).map_err(|error| place.io(&error))?;
    let is_file = file.metadata().map_err(|error| place.io(&error))?.is_file();
    if !is_file {
        return Err(place.refuse(Problem::NotThis(Phrase::new("un fichier", "a file"))));
    }
    Ok((BufReader::new(file), place))
}

/// Everything a reader gives, up to a limit in bytes.
pub(crate) fn read_all(
    reader: impl Read,
    limit: u64,
    place: &Place,
) -> Result<Vec<u8>, SourceError> {
    let mut bytes = Vec::new();
    Limited::new(reader, limit).read_to_end(&mut bytes).map_err(|error| place.io(&error))?;
    Ok(bytes)
}

impl Zip<BufReader<File>> {
    /// Opens a zip archive.
    pub(crate) fn open(path: &Path) -> Result<Self, SourceError> {
        let (file, place) = open(path)?;
        Self::new(file, place)
    }
}

impl<R: Read + Seek> Zip<R> {
    /// The archive that `reader` gives.
    pub(crate) fn new(reader: R, place: Place) -> Result<Self, SourceError> {
        let archive = ZipArchive::new(reader).map_err(|error| zip_error(&place, &error))?;
        Ok(Self { archive, place })
    }

    /// The names of the entries that are files, in the archive's order.
    pub(crate) fn names(&self) -> Vec<String> {
        let names = self.archive.file_names().flatten();
        names.filter(|name| !name.ends_with('/')).map(std::borrow::Cow::into_owned).collect()
    }

    /// The archive's own place.
    pub(crate) fn place(&self) -> &Place {
        &self.place
    }

    /// One entry, at most `limit` bytes once decompressed.
    pub(crate) fn read(&mut self, name: &str, limit: u64) -> Result<Vec<u8>, SourceError> {
        let place = self.place.entry(name);
        let entry = self.archive.by_name(name).map_err(|error| match error {
            ZipError::FileNotFound => self.place.refuse(Problem::MissingEntry(name.to_owned())),
            other => zip_error(&place, &other),
        })?;
        if entry.size() > limit {
            return Err(place.refuse(Problem::TooLarge { what: BYTES, limit }));
        }
        // The stated size is only a claim: the limit holds while reading as well.
        read_all(entry, limit, &place)
    }
}

/// The error of a zip archive.
fn zip_error(place: &Place, error: &ZipError) -> SourceError {
    match error {
        ZipError::Io(error) => place.io(error),
        ZipError::InvalidArchive(_) => place.refuse(Problem::NotThis(A_ZIP)),
        other => place.refuse(Problem::Corrupt(other.to_string())),
    }
}

/// What an xz stream decompresses to, at most `limit` bytes.
pub(crate) fn xz<'a>(
    compressed: &'a [u8],
    limit: u64,
    place: &Place,
) -> Result<impl Read + use<'a>, SourceError> {
    let stream = Stream::new_stream_decoder(XZ_MEMORY, 0)
        .map_err(|error| place.refuse(Problem::Corrupt(error.to_string())))?;
    Ok(Limited::new(XzDecoder::new_stream(compressed, stream), limit))
}

/// The wanted entries of a gzipped tarball, in the order of `wanted`; each at most `limit` bytes.
pub(crate) fn tarball(
    path: &Path,
    wanted: &[&str],
    limit: u64,
) -> Result<Vec<Vec<u8>>, SourceError> {
    let (file, place) = open(path)?;
    // Everything before the last wanted entry is decompressed too: it is limited as a whole.
    let whole = Limited::new(GzDecoder::new(file), limit.saturating_mul(wanted.len() as u64 + 1));
    let mut archive = tar::Archive::new(whole);
    let mut found: Vec<Option<Vec<u8>>> = vec![None; wanted.len()];
    for entry in archive.entries().map_err(|error| tar_error(&place, &error))? {
        let entry = entry.map_err(|error| tar_error(&place, &error))?;
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let Some(slot) = wanted.iter().position(|&want| want == name) else { continue };
        if entry.header().entry_type().is_file() {
            let place = place.entry(&name);
            found[slot] = Some(read_all(entry, limit, &place)?);
        }
    }
    let missing = |name: &str| place.refuse(Problem::MissingEntry(name.to_owned()));
    found.into_iter().zip(wanted).map(|(bytes, name)| bytes.ok_or_else(|| missing(name))).collect()
}

/// Whether a gzipped tarball is whole and has an entry.
pub(crate) fn tarball_has(path: &Path, wanted: &str) -> Result<(), SourceError> {
    tarball(path, &[wanted], TARBALL_ENTRY).map(drop)
}

/// The error of a gzipped tarball: flate2 reports a wrong header as invalid input.
fn tar_error(place: &Place, error: &io::Error) -> SourceError {
    match Problem::from_io(error) {
        Problem::Corrupt(cause) if cause.contains("header") => {
            place.refuse(Problem::NotThis(Phrase::new("une archive tar.gz", "a gzipped tarball")))
        }
        problem => place.refuse(problem),
    }
}
