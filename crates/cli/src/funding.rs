//! `echelle funding` and `echelle themes`: who could fund a project, as a table, a file or JSON.

use atlas::Atlas;
use clap::{Args, ValueEnum};
use dataset::{Collection, Source};
use funding::{Applicant, Catalogue, Extent, ProgrammeAnswer, Programmes, Question};
use server::today;
use sources::{
    ImportReport,
    aids::{self, AidPlaces},
};
use store::{GeoPackageStore, Store};
use territory::{Date, Language, ThemeId, Themes};

use crate::{
    arguments::{Common, ImportOptions, SubjectOptions},
    basket::subject,
    failure::Failure,
    library::open,
    output::{complain, json, line, percent, say, table, text},
};

/// Who could fund what where.
#[derive(Debug, Args)]
pub(crate) struct FundingOptions {
    #[command(flatten)]
    subject: SubjectOptions,
    /// Le thème : petite-enfance, ou des mots (« crèche »)
    #[arg(long)]
    theme: Option<String>,
    /// Qui demanderait : commune, groupement, association…
    #[arg(long, value_parser = applicant)]
    applicant: Option<Applicant>,
    /// Le jour de la réponse, et des limites si --vintage ne les choisit pas ; aujourd’hui par défaut
    #[arg(long)]
    on: Option<Date>,
    /// Laisse de côté ce qui, ce jour-là, est clos ou pas encore ouvert
    #[arg(long)]
    open: bool,
    /// Des mots libres
    #[arg(long)]
    words: Option<String>,
    /// Un tableau pour tableur, ou le calendrier des dates limites
    #[arg(long, value_enum)]
    format: Option<Format>,
}

/// Which themes to list.
#[derive(Debug, Args)]
pub(crate) struct ThemesOptions {
    /// Les mots cherchés ; tous les thèmes par défaut
    words: Vec<String>,
}

/// The source of aids, where none is named: importing again replaces it.
const AIDS: &str = "aides";

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Csv,
    Ics,
}

fn applicant(text: &str) -> Result<Applicant, String> {
    let known = || Applicant::ALL.iter().map(|known| known.as_str()).collect::<Vec<_>>().join(", ");
    Applicant::of(text).ok_or_else(known)
}

/// `echelle funding`.
pub(crate) fn funding(common: &Common, options: &FundingOptions) -> Result<(), Failure> {
    let (atlas, _) = open(common)?;
    let programmes = programmes(common, &atlas)?;
    let language = common.language();
    let year = atlas.year_on(common.vintage, options.on)?;
    let subject = subject(&atlas, &options.subject, year)?;
    let question = Question {
        themes: themes_meant(&programmes.catalogue().themes, options.theme.as_deref())?,
        applicant: options.applicant,
        date: options.on.map_or_else(today, Ok)?,
        open_only: options.open,
        words: options.words.clone(),
    };
    let answer = programmes.ask(&atlas, (&subject, ""), &question, year);
    match options.format {
        Some(Format::Csv) => return text(&::funding::table(&answer, language)),
        Some(Format::Ics) => return text(&::funding::calendar(&answer, language)),
        None if common.json => return json(&answer),
        None => {}
    }
    line(answer.sentence.get(language))?;
    for border in &answer.border {
        line(border.sentence.get(language))?;
    }
    let header = [
        say(language, "aide", "aid"),
        say(language, "financeur", "funder"),
        say(language, "couvre", "covers"),
        say(language, "donne", "gives"),
        say(language, "état", "state"),
        say(language, "date limite", "deadline"),
        say(language, "relu le", "reviewed on"),
    ];
    table(&header, &[2], answer.programmes.iter().map(|programme| row(programme, language)))
}

fn row(programme: &ProgrammeAnswer<'_>, language: Language) -> Vec<String> {
    let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
    let covers = match programme.coverage.relation {
        Extent::Whole => say(language, "tout", "all").to_owned(),
        Extent::Part => percent(programme.coverage.population_share, language),
    };
    let gives: Vec<&str> = programme.r#type.iter().map(|kind| kind.label(language)).collect();
    vec![
        programme.name.get(language).to_owned(),
        programme.funder.name.get(language).to_owned(),
        covers,
        gives.join(", "),
        programme.state.label(language).to_owned(),
        day(programme.deadline),
        day(programme.checked),
    ]
}

/// The starting set and what was imported; rows of the store that are none are complained of.
pub(crate) fn programmes(common: &Common, atlas: &Atlas) -> Result<Programmes, Failure> {
    let mut catalogue = Catalogue::bundled()?;
    let records = GeoPackageStore::open_read_only(&common.store)?.records(Collection::Aids)?;
    for left_out in catalogue.extend(&records) {
        complain(&format!("{} {} : {}", left_out.source, left_out.row, left_out.reason));
    }
    Ok(Programmes::new(atlas, catalogue))
}

/// `echelle import FILE --kind aids`.
pub(crate) fn import(common: &Common, options: &ImportOptions) -> Result<ImportReport, Failure> {
    let mut store = GeoPackageStore::open(&common.store)?;
    let base = store.load()?.dataset.base.ok_or(atlas::AtlasError::NoBase)?;
    let name = options.source.clone().unwrap_or_else(|| AIDS.to_owned());
    let source = Source {
        key: options
            .key
            .clone()
            .map_or_else(|| AIDS.parse(), Ok)
            .map_err(|error| no_key(&error))?,
        licence: options.licence.clone().unwrap_or_else(|| "licence non précisée".to_owned()),
        attribution: name.clone(),
        name,
        url: options.url.clone(),
        vintage: common.vintage,
        estimated: false,
    };
    let imported = aids::read(&options.what, source, &AidPlaces::new(&base))?;
    store.replace_records(&imported.records)?;
    Ok(imported.report)
}

fn no_key(error: &territory::CodeError) -> Failure {
    Failure::Value { french: error.to_string(), english: error.to_string() }
}

/// The themes that a question is about; none: all.
pub(crate) fn themes_meant(themes: &Themes, text: Option<&str>) -> Result<Vec<ThemeId>, Failure> {
    let meant = text.map(|text| themes.meant(text)).unwrap_or_default();
    match text.filter(|_| meant.is_empty()) {
        None => Ok(meant),
        Some(text) => Err(unknown_theme(text)),
    }
}

fn unknown_theme(text: &str) -> Failure {
    Failure::Value {
        french: format!(
            "Aucun thème ne répond à « {text} » ; « echelle themes » en donne la liste."
        ),
        english: format!("No theme answers to “{text}”; `echelle themes` lists them."),
    }
}

/// `echelle themes`.
pub(crate) fn themes(common: &Common, options: &ThemesOptions) -> Result<(), Failure> {
    let themes = Themes::bundled().map_err(::funding::CatalogueError::from)?;
    let words = options.words.join(" ");
    if words.is_empty() && common.json {
        return json(&serde_json::json!({ "themes": themes.answer() }));
    }
    let found: Vec<ThemeId> = if words.is_empty() {
        themes.iter().map(|(id, _)| id).collect()
    } else {
        themes.search(&words)
    };
    if found.is_empty() {
        return Err(unknown_theme(&words));
    }
    let language = common.language();
    let found = found.iter().filter_map(|&id| themes.get(id));
    if common.json {
        let one = |theme: &territory::Theme| {
            let parent = theme.parent.and_then(|id| themes.get(id)).map(|parent| &parent.slug);
            serde_json::json!({ "slug": theme.slug, "name": theme.name, "part_of": parent })
        };
        return json(&serde_json::json!({ "themes": found.map(one).collect::<Vec<_>>() }));
    }
    let header = [say(language, "thème", "theme"), say(language, "nom", "name")];
    let row = |theme: &territory::Theme| {
        let indent = if theme.parent.is_some() && words.is_empty() { "  " } else { "" };
        vec![format!("{indent}{}", theme.slug), theme.name.get(language).to_owned()]
    };
    table(&header, &[], found.map(row))
}
