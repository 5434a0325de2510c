//! `echelle import`: the base from its packages, or any other layer from a file.

use std::{fs, path::Path, time::Instant};

use dataset::{Base, Layer, Records};
use sources::{
    BaseLookup, Catalogue, ImportReport, Imported, KnownSource, PerimeterOptions, Role, Text, base,
    estimate,
    fetch::{self, BaseFilesError},
    read_layer,
};
use store::{Change, GeoPackageStore, Store};
use territory::{Kind, Language};

use crate::{
    actors,
    arguments::{Common, ImportOptions},
    banatic,
    failure::Failure,
    funding,
    output::{complain, json, line, say},
    report,
};

/// `echelle import base` and `echelle import FILE`.
pub(crate) fn run(common: &Common, options: &ImportOptions) -> Result<(), Failure> {
    let steps = Steps { language: common.language(), start: Instant::now() };
    let report = if options.what.as_os_str() == "base" && !options.what.is_file() {
        import_base(common, &options.from, &steps)?
    } else {
        match options.kind.as_ref().map(Kind::as_str) {
            Some("actors") => actors::import(common, options)?,
            Some("aids") => funding::import(common, options)?,
            Some("banatic") => banatic::import(common, options)?,
            _ => import_file(common, options)?,
        }
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
    let files = fetch::base_files(&catalogue, folder).map_err(|error| match error {
        BaseFilesError::Missing(missing) => absent(&missing, folder),
        BaseFilesError::Damaged(error) => error.into(),
    })?;
    steps.say("lecture des paquets", "reading the packages");
    let raw = base::read(&files, &mut |_| {})?;
    steps.say("assemblage des communes", "assembling the communes");
    let known = catalogue.sources.iter().filter(|source| source.role != Role::Layer);
    let (base, assembly) = base::assemble(&raw, known.map(KnownSource::record).collect())?;
    let mut report = report::of_base(&base, &assembly, &files.shapes);
    let mut layers: Vec<Layer> = Vec::new();
    let lookup = BaseLookup::new(&base);
    for source in catalogue.sources.iter().filter(|source| source.role == Role::Layer) {
        let Some(path) = fetch::present(source, folder)? else {
            // First, since long lists of remarks are cut for people.
            report.remarks.insert(0, missing(source));
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
    let halls = catalogue.sources.iter().find(|source| source.role == Role::BaseTownHalls);
    let halls =
        halls.map(|s| actors::town_halls(&base, &raw.town_halls, s.record())).transpose()?;
    write(&common.store, &base, &layers, halls.as_ref())?;
    Ok(report)
}

fn write(
    store: &Path,
    base: &Base,
    layers: &[Layer],
    halls: Option<&Records>,
) -> Result<(), Failure> {
    if let Some(folder) = store.parent() {
        fs::create_dir_all(folder)
            .map_err(|error| Failure::Input { path: folder.to_owned(), error })?;
    }
    let changes: Vec<Change<'_>> = [Change::Base(base)]
        .into_iter()
        .chain(layers.iter().map(Change::Layer))
        .chain(halls.map(Change::Records))
        .collect();
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
        siren_field: options.siren_field.clone(),
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

/// What to say of pieces of the base that are not in the folder.
fn absent(missing: &[KnownSource], folder: &Path) -> Failure {
    let sentence = |language, is_not, run| {
        let one = |source: &KnownSource| {
            format!(
                "{} {is_not} {} {run} {}",
                source.name,
                folder.display(),
                source.advice.get(language)
            )
        };
        missing.iter().map(one).collect::<Vec<_>>().join("\n")
    };
    Failure::Value {
        french: sentence(Language::French, "n’est pas dans", ": lancez « echelle fetch »."),
        english: sentence(Language::English, "is not in", ": run `echelle fetch`."),
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
