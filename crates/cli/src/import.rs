//! `echelle import`: the base from its packages, or any other layer from a file.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

use dataset::{Base, Layer};
use sources::{
    Catalogue, ImportReport, Imported, KnownSource, PerimeterOptions, Role, Text,
    base::{self, BaseFiles, ListFile},
    estimate, read_layer,
};
use store::{Change, GeoPackageStore, Store};
use territory::Language;

use crate::{
    arguments::{Common, ImportOptions},
    failure::Failure,
    lookup::BaseLookup,
    output::{complain, json, line, say},
    report,
};

/// `echelle import base` and `echelle import FILE`.
pub(crate) fn run(common: &Common, options: &ImportOptions) -> Result<(), Failure> {
    let steps = Steps { language: common.language(), start: Instant::now() };
    let report = if options.what.as_os_str() == "base" && !options.what.is_file() {
        import_base(common, &options.from, &steps)?
    } else {
        import_file(common, options)?
    };
    steps.say("fini", "done");
    if common.json { json(&report) } else { line(report.text(common.language()).trim_end()) }
}

/// Says how far a long import is.
struct Steps {
    language: Language,
    start: Instant,
}

impl Steps {
    fn say(&self, french: &str, english: &str) {
        let text = say(self.language, french, english);
        complain(&format!("[{:>5.1} s] {text}", self.start.elapsed().as_secs_f64()));
    }
}

/// The base, the known layers whose files are there, and the estimated basins: all in one write.
fn import_base(common: &Common, folder: &Path, steps: &Steps) -> Result<ImportReport, Failure> {
    let catalogue = Catalogue::bundled()?;
    let files = base_files(&catalogue, folder)?;
    steps.say("lecture des paquets", "reading the packages");
    let raw = base::read(&files, &mut |_| {})?;
    steps.say("assemblage des communes", "assembling the communes");
    let known = catalogue.sources.iter().filter(|source| source.role != Role::Layer);
    let (base, assembly) = base::assemble(&raw, known.map(KnownSource::record).collect())?;
    let mut report = report::of_base(&base, &assembly, &files.shapes);
    let mut layers: Vec<Layer> = Vec::new();
    let lookup = BaseLookup::new(&base);
    for source in catalogue.sources.iter().filter(|source| source.role == Role::Layer) {
        let Some(path) = find(source, folder) else {
            report.remarks.push(missing(source));
            continue;
        };
        steps.say(&format!("lecture : {}", source.name), &format!("reading: {}", source.name));
        let Imported { layer, report: of_layer } =
            read_layer(&path, PerimeterOptions::default(), &catalogue, &lookup)?;
        report.extend(of_layer);
        layers.push(layer);
    }
    steps.say("estimation des bassins", "estimating basins");
    layers.push(estimate::basins(&base));
    steps.say("écriture", "writing");
    write(&common.store, &base, &layers)?;
    Ok(report)
}

fn write(store: &Path, base: &Base, layers: &[Layer]) -> Result<(), Failure> {
    if let Some(folder) = store.parent() {
        fs::create_dir_all(folder)
            .map_err(|error| Failure::Input { path: folder.to_owned(), error })?;
    }
    let changes: Vec<Change<'_>> =
        [Change::Base(base)].into_iter().chain(layers.iter().map(Change::Layer)).collect();
    GeoPackageStore::create(store)?.write(&changes, &mut |_| {})?;
    Ok(())
}

/// One file over the base that is already there.
fn import_file(common: &Common, options: &ImportOptions) -> Result<ImportReport, Failure> {
    let catalogue = Catalogue::bundled()?;
    let mut store = GeoPackageStore::open(&common.store)?;
    let base = store.load()?.dataset.base.ok_or(atlas::AtlasError::NoBase)?;
    let perimeter = PerimeterOptions {
        kind: options.kind.clone(),
        name: options.name.clone(),
        code: options.code.clone(),
        name_field: options.name_field.clone(),
        code_field: options.code_field.clone(),
        layer: options.layer.clone(),
        epsg: options.epsg,
        source: options.source.clone(),
        licence: options.licence.clone(),
        attribution: None,
        url: options.url.clone(),
        vintage: common.vintage,
        key: options.key.clone(),
    };
    let lookup = BaseLookup::new(&base);
    let Imported { layer, report } = read_layer(&options.what, perimeter, &catalogue, &lookup)?;
    store.replace_layer(&layer)?;
    Ok(report)
}

/// The files of the base in a folder; all of them must be there.
fn base_files(catalogue: &Catalogue, folder: &Path) -> Result<BaseFiles, Failure> {
    let path = |source: &KnownSource| find(source, folder).ok_or_else(|| absent(source, folder));
    let of_role = |role: Role| catalogue.sources.iter().filter(move |source| source.role == role);
    let one = |role: Role| {
        of_role(role).next().ok_or_else(|| Failure::Value {
            french: "le catalogue des sources ne nomme pas toute la base".to_owned(),
            english: "the catalogue of sources does not name the whole base".to_owned(),
        })
    };
    let shapes = one(Role::BaseShapes)?;
    let vintage = |source: &KnownSource| {
        source.vintage.ok_or_else(|| Failure::Value {
            french: format!("la source {} n’a pas de millésime", source.key),
            english: format!("the source {} has no vintage", source.key),
        })
    };
    let lists = of_role(Role::BaseList)
        .map(|source| Ok(ListFile { vintage: vintage(source)?, path: path(source)? }))
        .collect::<Result<_, Failure>>()?;
    Ok(BaseFiles {
        shapes: path(shapes)?,
        shapes_vintage: vintage(shapes)?,
        town_halls: path(one(Role::BaseTownHalls)?)?,
        lists,
    })
}

/// The file of a source in a folder, under any of its names.
fn find(source: &KnownSource, folder: &Path) -> Option<PathBuf> {
    source.files.iter().map(|file| folder.join(file)).find(|path| path.is_file())
}

fn absent(source: &KnownSource, folder: &Path) -> Failure {
    let advice = |language| source.advice.get(language).to_owned();
    Failure::Value {
        french: format!(
            "{} n’est pas dans {} : lancez « echelle fetch ». {}",
            source.name,
            folder.display(),
            advice(Language::French)
        ),
        english: format!(
            "{} is not in {}: run `echelle fetch`. {}",
            source.name,
            folder.display(),
            advice(Language::English)
        ),
    }
}

/// A layer that is not there: what will be missing, and how to add it.
fn missing(source: &KnownSource) -> Text {
    Text::new(
        format!(
            "Non chargé : {} ({}). {}",
            source.name,
            source.gives.get(Language::French),
            source.advice.get(Language::French)
        ),
        format!(
            "Not loaded: {} ({}). {}",
            source.name,
            source.gives.get(Language::English),
            source.advice.get(Language::English)
        ),
    )
}
