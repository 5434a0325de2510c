//! `echelle own`: the territories that people keep in the store, as its operator sees them.

use std::path::PathBuf;

use atlas::Atlas;
use clap::{Args, Subcommand};
use dataset::{Ground, Nature, OwnName, OwnTerritory};
use serde::Serialize;
use store::{By, GeoPackageStore, NewTerritory, OwnError, OwnTerritories};
use territory::{Code, Date, Language, TerritoryId};

use crate::{
    arguments::Common,
    basket,
    failure::Failure,
    library::open,
    output::{json, line, say, table},
};

/// The commands about territories of people's own.
#[derive(Debug, Subcommand)]
pub(crate) enum OwnCommand {
    /// Garde des communes ou un polygone sous un nom
    Add(AddOptions),
    /// Les territoires gardés
    List,
    /// Comment un territoire a été fait, et ce que ses communes sont devenues
    Show {
        /// L’identifiant, par exemple territoire-vecu:vallee-k7f3q2
        id: TerritoryId,
    },
    /// Donne un autre nom ; l’adresse reste
    Rename {
        /// L’identifiant
        id: TerritoryId,
        /// Le nouveau nom
        name: String,
    },
    /// Retire un territoire pour de bon
    Remove {
        /// L’identifiant
        id: TerritoryId,
    },
}

/// What to keep.
#[derive(Debug, Args)]
pub(crate) struct AddOptions {
    /// Le nom
    name: String,
    /// Sa nature : vecu ou decide
    #[arg(long, default_value = "decide")]
    nature: Nature,
    #[command(flatten)]
    ground: GroundOptions,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct GroundOptions {
    /// Des codes de communes du millésime de la question, séparés par des virgules
    #[arg(long, value_delimiter = ',')]
    communes: Vec<Code>,
    /// Un fichier GeoJSON avec un polygone
    #[arg(long)]
    polygon: Option<PathBuf>,
}

/// A territory as `--json` writes it: never with what tells its key.
#[derive(Serialize)]
struct Row<'a> {
    id: &'a TerritoryId,
    name: &'a str,
    nature: Nature,
    made_on: Date,
    changed_on: Option<Date>,
    communes: Option<&'a dataset::OwnCommunes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    edit_key: Option<&'a str>,
}

/// `echelle own …`.
pub(crate) fn run(common: &Common, command: &OwnCommand) -> Result<(), Failure> {
    match command {
        OwnCommand::Add(options) => add(common, options),
        OwnCommand::List => list(common),
        OwnCommand::Show { id } => show(common, id),
        OwnCommand::Rename { id, name } => rename(common, id, name),
        OwnCommand::Remove { id } => remove(common, id),
    }
}

fn add(common: &Common, options: &AddOptions) -> Result<(), Failure> {
    let name = named(&options.name)?;
    let (atlas, _) = open(common)?;
    let ground = ground(&atlas, common, &options.ground)?;
    let mut store = GeoPackageStore::open(&common.store)?;
    let new = NewTerritory { name, nature: options.nature, ground, made_on: server::today()? };
    let kept = OwnTerritories::new(&mut store).keep(new)?;
    let key = kept.key.as_str();
    if common.json {
        return json(&Row { edit_key: Some(key), ..row(&kept.territory) });
    }
    line(&kept.territory.id.to_string())?;
    let sentence = say(
        common.language(),
        "clé de modification, dite cette seule fois :",
        "edit key, told this once:",
    );
    line(&format!("{sentence} {key}"))
}

fn ground(atlas: &Atlas, common: &Common, options: &GroundOptions) -> Result<Ground, Failure> {
    let year = atlas.year(common.vintage)?;
    if let Some(path) = &options.polygon {
        let shape = basket::shape(path)?;
        // What lies outside the loaded country cannot be asked about.
        atlas.polygon(shape.clone(), year)?;
        return Ok(Ground::Shape(shape));
    }
    atlas.basket(&options.communes, year)?;
    let codes = atlas.communes_of_codes(&options.communes, year)?;
    Ok(Ground::Communes { vintage: year.vintage, codes })
}

fn list(common: &Common) -> Result<(), Failure> {
    let mut store = GeoPackageStore::open_read_only(&common.store)?;
    let all = OwnTerritories::new(&mut store).all()?;
    if common.json {
        return json(&all.iter().map(row).collect::<Vec<_>>());
    }
    let header = match common.language() {
        Language::French => ["identifiant", "nom", "fait le", "communes", "millésime"],
        Language::English => ["identifier", "name", "made on", "communes", "vintage"],
    };
    let rows = all.iter().map(|territory| {
        let communes = territory.communes.as_ref();
        vec![
            territory.id.to_string(),
            territory.name.to_string(),
            territory.made_on.to_string(),
            communes.map_or_else(|| "–".to_owned(), |communes| communes.codes.len().to_string()),
            communes.map_or_else(|| "–".to_owned(), |c| c.vintage.year().to_string()),
        ]
    });
    table(&header, &[3, 4], rows)
}

fn show(common: &Common, id: &TerritoryId) -> Result<(), Failure> {
    let (atlas, _) = open(common)?;
    let year = atlas.year(common.vintage)?;
    let mut store = GeoPackageStore::open_read_only(&common.store)?;
    let all = OwnTerritories::new(&mut store).all()?;
    let found = all.iter().find(|territory| territory.id == *id);
    let territory = found.ok_or_else(|| OwnError::Unknown(id.clone()))?;
    let codes = territory.communes.iter().flat_map(|communes| &communes.codes);
    let since = territory.communes.as_ref().map(|communes| communes.vintage);
    let fates = codes.filter_map(|code| atlas.fate(code, since, year).ok());
    let changes: Vec<_> = fates.filter(|fate| !fate.kept || !fate.events.is_empty()).collect();
    if common.json {
        return json(&serde_json::json!({
            "territory": row(territory), "at": year.vintage, "changes": changes
        }));
    }
    let french = common.language() == Language::French;
    line(&format!("{} · {}", territory.id, territory.name))?;
    if changes.is_empty() {
        return line(if french {
            "Ses communes sont celles d’alors."
        } else {
            "Its communes are what they were."
        });
    }
    for change in &changes {
        let now: Vec<&str> = change.communes.iter().map(|now| now.name).collect();
        let old = change.events.first().map_or("", |event| event.old_name);
        line(&format!("{} {old} → {}", change.code, now.join(", ")))?;
    }
    Ok(())
}

fn rename(common: &Common, id: &TerritoryId, name: &str) -> Result<(), Failure> {
    let name = named(name)?;
    let mut store = GeoPackageStore::open(&common.store)?;
    let mut own = OwnTerritories::new(&mut store);
    let renamed = own.rename(id, name, server::today()?, By::Operator)?;
    if common.json {
        return json(&row(&renamed));
    }
    line(&format!("{} · {}", renamed.id, renamed.name))
}

fn remove(common: &Common, id: &TerritoryId) -> Result<(), Failure> {
    let mut store = GeoPackageStore::open(&common.store)?;
    let gone = OwnTerritories::new(&mut store).remove(id, By::Operator)?;
    if common.json {
        return json(&row(&gone));
    }
    let sentence = say(common.language(), "retiré :", "removed:");
    line(&format!("{sentence} {} · {}", gone.id, gone.name))
}

fn named(text: &str) -> Result<OwnName, Failure> {
    text.parse().map_err(|error| Failure::Own(OwnError::Name(error)))
}

fn row(territory: &OwnTerritory) -> Row<'_> {
    Row {
        id: &territory.id,
        name: territory.name.as_str(),
        nature: Nature::of(&territory.id.kind),
        made_on: territory.made_on,
        changed_on: territory.changed_on,
        communes: territory.communes.as_ref(),
        edit_key: None,
    }
}

/// What is said of an error, in French.
pub(crate) fn french(error: &OwnError) -> String {
    match error {
        OwnError::Unknown(id) => format!("{id} n’est pas un territoire gardé ici par son auteur."),
        OwnError::WrongKey(id) => format!("Ce n’est pas la clé de modification de {id}."),
        OwnError::Full => "Le magasin garde déjà autant de territoires qu’il peut.".to_owned(),
        OwnError::Name(error) => error.french(),
        OwnError::Random(_) | OwnError::Unreadable(_) | OwnError::Store(_) => {
            format!("Le territoire n’a pas pu être gardé : {error}.")
        }
    }
}
