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
        let mut bytes = Vec::new();
        self.entry(name, limit)?.read_to_end(&mut bytes).map_err(|error| place.io(&error))?;
        Ok(bytes)
    }

    /// One entry as a stream, at most `limit` bytes once decompressed.
    pub(crate) fn entry(&mut self, name: &str, limit: u64) -> Result<impl Read, SourceError> {
        let place = self.place.entry(name);
        let entry = self.archive.by_name(name).map_err(|error| match error {
            ZipError::FileNotFound => self.place.refuse(Problem::MissingEntry(name.to_owned())),
            other => zip_error(&place, &other),
        })?;
        if entry.size() > limit {
            return Err(place.refuse(Problem::TooLarge { what: BYTES, limit }));
        }
        // The stated size is only a claim: the limit holds while reading as well.
        Ok(Limited::new(entry, limit))
    }
}

/// The error of a zip archive.
fn zip_error(place: &Place, error: &ZipError) -> SourceError {
    match error {
        ZipError::Io(error) => place.io(error),
        ZipError::InvalidArchive(_) => place.refuse(Problem::NotThis(A_ZIP)),
        other => place.refuse(Problem::corrupt(other.to_string())),
    }
}

/// What an xz stream decompresses to, at most `limit` bytes.
pub(crate) fn xz<'a>(
    compressed: &'a [u8],
    limit: u64,
    place: &Place,
) -> Result<impl Read + use<'a>, SourceError> {
    let stream = Stream::new_stream_decoder(XZ_MEMORY, 0)
        .map_err(|error| place.refuse(Problem::corrupt(error.to_string())))?;
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
        Problem::Corrupt(cause) if cause.en.contains("header") => {
            place.refuse(Problem::NotThis(Phrase::new("une archive tar.gz", "a gzipped tarball")))
        }
        problem => place.refuse(problem),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    fn place() -> Place {
        Place::file(Path::new("bomb"))
    }

    /// A megabyte of zeros, which every format packs into about a kilobyte.
    fn zeros() -> Vec<u8> {
        vec![0; 1 << 20]
    }

    fn check(got: Result<usize, SourceError>, limit: u64) {
        match got.map_err(|error| error.problem().clone()) {
            Ok(length) => assert!(length as u64 <= limit, "{length} for {limit}"),
            Err(problem) => assert_eq!(problem, Problem::TooLarge { what: BYTES, limit }),
        }
    }

    #[test]
    fn zip_entries_are_unpacked_up_to_their_limit() {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file("a", SimpleFileOptions::default()).unwrap();
        writer.write_all(&zeros()).unwrap();
        let honest = writer.finish().unwrap().into_inner();
        // The size stated in the central directory, made a lie: 16 bytes.
        let mut liar = honest.clone();
        let stated = (1_u32 << 20).to_le_bytes();
        let places: Vec<usize> =
            (0..liar.len() - 4).filter(|&at| liar[at..at + 4] == stated).collect();
        for at in places {
            liar[at..at + 4].copy_from_slice(&16_u32.to_le_bytes());
        }
        for bytes in [&honest, &liar] {
            for limit in [100, (1 << 20) - 1, 1 << 20] {
                let mut zip = Zip::new(Cursor::new(bytes.as_slice()), place()).unwrap();
                let got = zip.read("a", limit);
                // Whoever lies about the size may also be told by the checksum.
                let lie = got
                    .as_ref()
                    .is_err_and(|error| !matches!(error.problem(), Problem::TooLarge { .. }));
                if !lie {
                    check(got.map(|bytes| bytes.len()), limit);
                }
            }
        }
    }

    #[test]
    fn xz_streams_are_unpacked_up_to_their_limit() {
        let mut writer = liblzma::write::XzEncoder::new(Vec::new(), 1);
        writer.write_all(&zeros()).unwrap();
        let packed = writer.finish().unwrap();
        let unpack = |limit| {
            let mut bytes = Vec::new();
            let mut reader = xz(&packed, limit, &place()).unwrap();
            reader.read_to_end(&mut bytes).map(|_| bytes.len()).map_err(|e| place().io(&e))
        };
        check(unpack(1000), 1000);
        assert_eq!(unpack(1 << 20), Ok(1 << 20));
        let cut = xz(&packed[..packed.len() / 2], 1 << 20, &place()).unwrap();
        let error = read_all(cut, 1 << 20, &place()).unwrap_err();
        assert_eq!(*error.problem(), Problem::Truncated);
    }

    #[test]
    fn tarballs_are_unpacked_up_to_their_limit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bomb.tgz");
        let packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        let mut builder = tar::Builder::new(packer);
        let mut header = tar::Header::new_ustar();
        header.set_size(1 << 20);
        builder.append_data(&mut header, "a", zeros().as_slice()).unwrap();
        let packed = builder.into_inner().unwrap().finish().unwrap();
        std::fs::write(&path, &packed).unwrap();
        check(tarball(&path, &["a"], 1000).map(|files| files[0].len()), 1000);
        assert_eq!(tarball(&path, &["a"], 1 << 20).unwrap()[0].len(), 1 << 20);
        // A wanted entry that hides behind a large one costs no more than the limit either.
        let hidden = tarball(&path, &["b"], 1000).unwrap_err();
        assert_eq!(*hidden.problem(), Problem::TooLarge { what: BYTES, limit: 2000 });
        std::fs::write(&path, &packed[..packed.len() / 2]).unwrap();
        assert_eq!(*tarball(&path, &["a"], 1 << 20).unwrap_err().problem(), Problem::Truncated);
    }
}
