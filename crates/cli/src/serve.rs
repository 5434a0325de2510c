//! `echelle serve`: the page and the API, over a snapshot that follows the store.

use std::{path::Path, sync::Arc, time::Duration};

use atlas::Atlas;
use dataset::Collection;
use raster::Engine;
use server::{Keeper, KindAdvice, Loaded, Options, Site};
use sources::{Catalogue, Role};
use store::{GeoPackageStore, Store, Version};
use territory::Language;
use tokio::{net::TcpListener, signal};

use crate::{
    arguments::{Common, ImageEngine, ServeOptions},
    failure::Failure,
    library::open,
    output::{complain, say},
};

/// How often the store is asked whether it changed.
const WATCH: Duration = Duration::from_secs(1);

/// How long the allocator keeps memory that was given back, in milliseconds, under the name it reads.
const KEEP_MEMORY: (&str, &str) = ("MIMALLOC_PURGE_DELAY", "1");

/// `echelle serve`.
pub(crate) fn run(common: &Common, options: &ServeOptions) -> Result<(), Failure> {
    start_frugal();
    let (atlas, version) = open(common)?;
    let store = GeoPackageStore::open_read_only(&common.store)?;
    let loaded = Loaded { atlas, records: records(&store)? };
    let site = Site::new(loaded, &version.to_string(), advice()?);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::Serve(error.to_string()))?;
    runtime.block_on(async {
        let listener =
            TcpListener::bind(options.bind).await.map_err(|error| taken(options, &error))?;
        let address = listener.local_addr().map_err(|error| Failure::Serve(error.to_string()))?;
        complain(&format!(
            "{} http://{address}",
            say(common.language(), "Échelle est sur", "Échelle is on")
        ));
        let keeper = (!options.read_only).then(|| keeper(&common.store));
        let watch =
            tokio::spawn(follow(site.clone(), common.store.clone(), version, keeper.clone()));
        let public_url = options.public_url.clone();
        let images = engine(common, options.image_engine);
        let usual = Options::default();
        let frame_ancestors = options.frame_ancestors.clone().unwrap_or(usual.frame_ancestors);
        let chosen = Options { public_url, frame_ancestors, images, keeper, ..Options::default() };
        let served = server::serve(listener, site, chosen, stop()).await;
        watch.abort();
        served.map_err(|error| Failure::Serve(error.to_string()))
    })
}

/// The engine that was asked for; where it cannot start, that is said, and the usual one draws.
fn engine(common: &Common, asked: ImageEngine) -> Arc<dyn Engine> {
    let usual = || Arc::new(raster::Skia::default());
    match asked {
        ImageEngine::TinySkia => usual(),
        #[cfg(feature = "maplibre")]
        ImageEngine::MapLibre => match raster::MapLibre::start() {
            Ok(engine) => Arc::new(engine),
            Err(error) => {
                let told = say(
                    common.language(),
                    "maplibre ne peut pas dessiner ici (il lui faut un pilote Vulkan : paquets \
                     libvulkan1 et mesa-vulkan-drivers) ; tiny-skia dessine à sa place",
                    "maplibre cannot draw here (it needs a Vulkan driver: packages libvulkan1 and \
                     mesa-vulkan-drivers); tiny-skia draws in its place",
                );
                complain(&format!("{told}. {error}"));
                usual()
            }
        },
        #[cfg(not(feature = "maplibre"))]
        ImageEngine::MapLibre => {
            complain(say(
                common.language(),
                "Ce programme a été construit sans maplibre (cargo build --features \
                 cli/maplibre) ; tiny-skia dessine à sa place.",
                "This program was built without maplibre (cargo build --features cli/maplibre); \
                 tiny-skia draws in its place.",
            ));
            usual()
        }
    }
}

/// Starts the program again, as the same process, with an allocator that gives memory back soon:
/// loading takes 50 MB more than answering. The allocator reads its settings before `main`, so they
/// cannot be made here. Where the program cannot be started again it goes on as it is.
fn start_frugal() {
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;

        let (name, value) = KEEP_MEMORY;
        if std::env::var_os(name).is_some() {
            return;
        }
        let Ok(program) = std::env::current_exe() else { return };
        let arguments = std::env::args_os().skip(1);
        let error = std::process::Command::new(program).args(arguments).env(name, value).exec();
        tracing::warn!(%error, "memory is given back late: the program cannot be started again");
    }
}

/// How to add each kind that a known source carries, shown where it is not loaded.
fn advice() -> Result<Vec<KindAdvice>, Failure> {
    let catalogue = Catalogue::bundled()?;
    let layers = catalogue.sources.iter().filter(|source| source.role == Role::Layer);
    Ok(layers
        .flat_map(|source| {
            source.kinds.iter().map(|kind| KindAdvice {
                kind: kind.clone(),
                fr: source.advice.get(Language::French).to_owned(),
                en: source.advice.get(Language::English).to_owned(),
            })
        })
        .collect())
}

/// The way for territories of people's own into the store.
fn keeper(store: &Path) -> Keeper {
    let path = store.to_owned();
    Keeper::new(move || Ok(Box::new(GeoPackageStore::open(&path)?)))
}

/// Swaps in the next snapshot when this or another process has changed the store.
async fn follow(site: Site, path: std::path::PathBuf, mut known: Version, keeper: Option<Keeper>) {
    loop {
        let next_look = tokio::time::sleep(WATCH);
        match &keeper {
            Some(keeper) => tokio::select! { () = next_look => {}, () = keeper.written() => {} },
            None => next_look.await,
        }
        let (path, site) = (path.clone(), site.clone());
        let look = move || {
            let news = changed(&path, known)?;
            // Building the snapshot takes seconds where millions of actors are loaded.
            Ok::<_, Failure>(news.map(|(loaded, version)| {
                site.swap(loaded, &version.to_string());
                version
            }))
        };
        match tokio::task::spawn_blocking(look).await {
            Ok(Ok(Some(version))) => known = version,
            Ok(Ok(None)) => {}
            // The snapshot in memory goes on answering; the next look may succeed.
            Ok(Err(failure)) => tracing::warn!(%failure, "the store cannot be read again"),
            Err(panic) => tracing::error!(%panic, "reading the store again failed"),
        }
    }
}

/// The content of the store, if it is no longer the known version.
fn changed(path: &Path, known: Version) -> Result<Option<(Loaded, Version)>, Failure> {
    let store = GeoPackageStore::open_read_only(path)?;
    if store.version()? == known {
        return Ok(None);
    }
    let snapshot = store.load()?;
    let (atlas, _) = Atlas::new(snapshot.dataset)?;
    Ok(Some((Loaded { atlas, records: records(&store)? }, snapshot.version)))
}

/// What is loaded besides territories. A write between this and the reading of territories shows
/// in the version, so the next look reads both again.
fn records(store: &GeoPackageStore) -> Result<Vec<dataset::Records>, Failure> {
    let mut all = Vec::new();
    for collection in Collection::ALL {
        all.extend(store.records(collection)?);
    }
    Ok(all)
}

fn taken(options: &ServeOptions, error: &std::io::Error) -> Failure {
    Failure::Value {
        french: format!(
            "{} ne peut pas être écouté : {error} (--bind choisit une autre adresse)",
            options.bind
        ),
        english: format!(
            "cannot listen on {}: {error} (--bind chooses another address)",
            options.bind
        ),
    }
}

/// Resolves when the process is asked to stop.
async fn stop() {
    let interrupt = signal::ctrl_c();
    #[cfg(unix)]
    {
        let Ok(mut terminate) = signal::unix::signal(signal::unix::SignalKind::terminate()) else {
            let _ = interrupt.await;
            return;
        };
        tokio::select! {
            _ = interrupt => {}
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    let _ = interrupt.await;
}
