//! `echelle actors`, and the import of actors.

use std::{collections::HashMap, path::PathBuf, sync::Arc};

use actor::{Actor, ActorsAnswer, Directory, DirectoryBuilder, Filter, KindId, Kinds, Sort, Where};
use atlas::{Atlas, Page, Year};
use clap::{Args, ValueEnum};
use dataset::{Base, Collection, Records, Source};
use sources::{
    ImportReport,
    actors::{Gazetteer, Mapping, read},
    base::{TownHall, UnitKind},
};
use store::{GeoPackageStore, Store};
use territory::{Code, Kind, Language, Themes};

use crate::{
    arguments::{Common, ImportOptions, SubjectOptions},
    basket::subject,
    failure::Failure,
    funding::themes_meant,
    library::open,
    output::{grouped, json, line, say, table},
};

/// Who sits here, acts here, or is next door.
#[derive(Debug, Args)]
pub(crate) struct ActorsOptions {
    #[command(flatten)]
    subject: SubjectOptions,
    /// Un thème, par son identifiant ou par des mots (« petite enfance »)
    #[arg(long)]
    theme: Option<String>,
    /// Des mots libres ; accents et fautes de frappe sont pardonnés
    #[arg(long)]
    q: Option<String>,
    /// Un type d’acteur (mairie, association, france-services…)
    #[arg(long)]
    kind: Option<String>,
    /// Seulement ceux d’ici, ceux qui y agissent d’ailleurs, ou ceux des communes voisines
    #[arg(long = "where", value_enum)]
    stand: Option<Stand>,
    /// L’ordre de la liste
    #[arg(long, value_enum, default_value = "name")]
    sort: Order,
    /// La page, à partir de 1
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    page: u32,
    /// Nombre d’acteurs par page
    #[arg(long, default_value_t = 50)]
    limit: usize,
    /// La forme de la réponse ; --json donne du JSON
    #[arg(long, value_enum, default_value = "table")]
    format: Form,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Stand {
    Here,
    Acts,
    Near,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Order {
    Name,
    Distance,
    Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    Table,
    Csv,
    Geojson,
}

/// `echelle actors`.
pub(crate) fn actors(common: &Common, options: &ActorsOptions) -> Result<(), Failure> {
    let (atlas, _) = open(common)?;
    let year = atlas.year(common.vintage)?;
    let subject = subject(&atlas, &options.subject, year)?;
    let directory = directory(common, &atlas, atlas.year(None)?)?;
    let filter = filter(&directory, options)?;
    let answer = directory.answer(&atlas, &subject, "", year, &filter);
    if common.json {
        return json(&answer);
    }
    match options.format {
        Form::Table => shown(&answer, common.language()),
        Form::Csv => line(actor::csv(&answer, common.language()).trim_end()),
        Form::Geojson => {
            let map = actor::geojson(&answer)
                .map_err(|error| Failure::Output(std::io::Error::other(error)))?;
            line(&String::from_utf8_lossy(&map))
        }
    }
}

/// `echelle import FILE --kind actors`.
pub(crate) fn import(common: &Common, options: &ImportOptions) -> Result<ImportReport, Failure> {
    let mapping: Option<&PathBuf> = options.mapping.as_ref();
    let mapping = mapping.map(|path| Mapping::read(path)).transpose()?;
    let mut store = GeoPackageStore::open(&common.store)?;
    let base = store.load()?.dataset.base.ok_or(atlas::AtlasError::NoBase)?;
    let others = store.records(Collection::Actors)?;
    let imported = read(&options.what, mapping, &Gazetteer::new(&base), &others)?;
    store.replace_records(&imported.records)?;
    Ok(imported.report)
}

/// The town halls with how to reach them: the base itself holds their places only.
pub(crate) fn town_halls(
    base: &Base,
    halls: &[TownHall],
    source: Source,
) -> Result<Records, Failure> {
    let latest = base.vintages.last().copied();
    let is_now = |territory: &&dataset::Territory| {
        let holds = |vintage| territory.span.is_none_or(|span| span.contains(vintage));
        territory.id.kind == Kind::COMMUNE && latest.is_some_and(holds)
    };
    let communes = base.territories.iter().filter(is_now);
    let names: HashMap<&Code, &str> = communes.map(|t| (&t.id.code, &*t.name)).collect();
    let boxed = |text: &Option<String>| text.as_deref().map(Box::from);
    let rows = halls
        .iter()
        .filter(|hall| hall.kind == UnitKind::Commune)
        .filter_map(|hall| {
            let name = names.get(&hall.code)?;
            let address = hall.address.as_deref().map(|lines| lines.replace('\n', ", ").into());
            let (phone, site) = (boxed(&hall.phone), boxed(&hall.site));
            Some(Actor { address, phone, site, ..actor::town_hall(&hall.code, name) })
        })
        .map(|hall| serde_json::to_string(&hall).map(Into::into))
        .collect::<Result<Vec<Box<str>>, _>>()
        .map_err(|error| Failure::Output(std::io::Error::other(error)))?;
    Ok(Records { collection: Collection::Actors, source, rows })
}

/// Everything that is known of actors, placed on a year.
pub(crate) fn directory(common: &Common, atlas: &Atlas, year: &Year) -> Result<Directory, Failure> {
    let built_in = |error: &dyn std::fmt::Display| Failure::Value {
        french: format!("Les listes du programme sont abîmées : {error}"),
        english: format!("the lists of the program are damaged: {error}"),
    };
    let themes = Themes::bundled().map_err(|error| built_in(&error))?;
    let kinds = Kinds::bundled().map_err(|error| built_in(&error))?;
    let mut builder = DirectoryBuilder::new(atlas, year, Arc::new(themes), kinds);
    let store = GeoPackageStore::open_read_only(&common.store)?;
    for records in store.records(Collection::Actors)? {
        builder.add(&records);
    }
    builder.add_town_halls();
    let (directory, notes) = builder.finish();
    for note in notes {
        tracing::info!(?note, "part of the actors is left out");
    }
    Ok(directory)
}

fn filter(directory: &Directory, options: &ActorsOptions) -> Result<Filter, Failure> {
    let all = options.format != Form::Table;
    let page = if all { Page::WHOLE } else { Page::number(options.page, options.limit.max(1)) };
    Ok(Filter {
        themes: themes_meant(directory.themes(), options.theme.as_deref())?,
        kinds: options.kind.as_deref().map_or(Ok(Vec::new()), |slug| kinds(directory, slug))?,
        words: options.q.clone().unwrap_or_default(),
        stand: options.stand.map(|stand| match stand {
            Stand::Here => Where::Here,
            Stand::Acts => Where::Acts,
            Stand::Near => Where::Near,
        }),
        sort: match options.sort {
            Order::Name => Sort::Name,
            Order::Distance => Sort::Distance,
            Order::Kind => Sort::Kind,
        },
        page,
    })
}

fn kinds(directory: &Directory, slug: &str) -> Result<Vec<KindId>, Failure> {
    directory.kinds().find(slug).map(|kind| vec![kind]).ok_or_else(|| {
        let known: Vec<&str> = directory.kinds().iter().map(|(_, kind)| &*kind.slug).collect();
        let known = known.join(", ");
        Failure::Value {
            french: format!("« {slug} » n’est pas un type d’acteur ; il y a : {known}."),
            english: format!("“{slug}” is no kind of actor; there are: {known}"),
        }
    })
}

fn shown(answer: &ActorsAnswer<'_>, language: Language) -> Result<(), Failure> {
    line(answer.sentence.get(language))?;
    let header = match language {
        Language::French => ["nom", "type", "commune", "où", "téléphone", "site"],
        Language::English => ["name", "kind", "commune", "where", "phone", "site"],
    };
    let stand = |stand| match stand {
        Where::Here => say(language, "ici", "here"),
        Where::Acts => say(language, "y agit", "acts here"),
        Where::Near => say(language, "à côté", "next door"),
    };
    let rows = answer.actors.iter().map(|actor| {
        vec![
            actor.name.to_owned(),
            actor.kind_name.get(language).to_owned(),
            actor.place.commune.map_or_else(String::new, |commune| commune.name.to_owned()),
            stand(actor.r#where).to_owned(),
            actor.contact.phone.unwrap_or_default().to_owned(),
            actor.contact.site.unwrap_or_default().to_owned(),
        ]
    });
    table(&header, &[], rows)?;
    let total = grouped(answer.total as u64);
    if answer.actors.len() < answer.total {
        let more =
            say(language, "en tout (--page donne la suite)", "in all (--page gives the rest)");
        line(&format!("{total} {more}"))?;
    }
    for network in &answer.networks {
        let together =
            say(language, "Réseau que des limites séparent", "Network parted by borders");
        line(&format!("{together} : {} ({})", network.name, network.members))?;
    }
    Ok(())
}
