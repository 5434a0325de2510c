//! The words of the command line.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};
use territory::{Code, Kind, Language, TerritoryId, Vintage};

use crate::actors::ActorsOptions;

use crate::{
    competences::{CompetencesOptions, HeldOptions, HoldersOptions},
    funding::{FundingOptions, ThemesOptions},
    own::OwnCommand,
    scale::{CompareOptions, RoundTableOptions, StraddleOptions},
    tiles::TilesCommand,
};

/// Échelle : à quelle échelle porter un projet, et qui y est compétent.
#[derive(Debug, Parser)]
#[command(name = "echelle", version, about, long_about = None, propagate_version = true)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) common: Common,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// Le GeoPackage où les données sont gardées
    #[arg(long, global = true, env = "ECHELLE_STORE", default_value = "var/echelle.gpkg")]
    pub(crate) store: PathBuf,
    /// Le millésime de la question (le dernier chargé par défaut)
    #[arg(long, global = true)]
    pub(crate) vintage: Option<Vintage>,
    /// Réponse en JSON, pour les programmes
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Langue des réponses
    #[arg(long, global = true, env = "ECHELLE_LANG", value_enum, default_value = "fr")]
    lang: Lang,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Lang {
    Fr,
    En,
}

impl Common {
    pub(crate) fn language(&self) -> Language {
        match self.lang {
            Lang::Fr => Language::French,
            Lang::En => Language::English,
        }
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Va chercher les données (paquets, sites officiels, miroir) dans un dossier
    Fetch(FetchOptions),
    /// Importe la base (`import base`) ou un fichier (`import parc.zip --kind pnr`)
    Import(Box<ImportOptions>),
    /// Ce qui est chargé, et ce qui est coupé par quelles limites
    Stats,
    /// Les territoires qui contiennent un point, ou chaque point d’un fichier
    Locate(LocateOptions),
    /// Cherche un territoire par son nom, son code ou un code postal
    Search(SearchOptions),
    /// Ce qu’on sait d’un territoire
    Territory {
        /// L’identifiant, par exemple commune:34111
        id: TerritoryId,
    },
    /// Ce qui recouvre un territoire, une liste de communes ou un polygone
    Overlaps(OverlapsOptions),
    /// Le contour d’un territoire ou d’une liste de communes
    Outline(OutlineOptions),
    /// Ce qu’est devenu un ancien code ou un ancien nom de commune
    Resolve(ResolveOptions),
    /// Qui pourrait financer un projet sur un territoire
    Funding(FundingOptions),
    /// Les thèmes, ou ceux que des mots désignent
    Themes(ThemesOptions),
    /// Compare les bassins estimés aux bassins de vie de l’Insee
    Agreement,
    /// Les compétences, ou celles que des mots désignent
    Competences(CompetencesOptions),
    /// Qui exerce une compétence sur un territoire, à quel titre, et qui appeler
    Holders(HoldersOptions),
    /// Ce qu’exerce une autorité, et où
    Held(HeldOptions),
    /// Qui est là, qui y agit depuis ailleurs, qui est juste à côté
    Actors(ActorsOptions),
    /// Ce qui coupe un territoire à chaque niveau, et les communes du mauvais côté
    Straddle(StraddleOptions),
    /// Les échelles autour d’un départ, côte à côte
    Compare(CompareOptions),
    /// Le plus petit tour de table d’autorités et de financeurs pour un thème
    RoundTable(RoundTableOptions),
    /// Les territoires gardés ici par leurs auteurs
    #[command(subcommand)]
    Own(OwnCommand),
    /// Les tuiles de la carte, en un seul fichier
    #[command(subcommand)]
    Tiles(TilesCommand),
    /// Sert la page et l’API
    Serve(ServeOptions),
}

#[derive(Debug, Args)]
pub(crate) struct FetchOptions {
    /// Le dossier où ranger les fichiers
    #[arg(long, default_value = "var/sources")]
    pub(crate) into: PathBuf,
    /// Un dossier regardé avant tout autre
    #[arg(long, env = "ECHELLE_MIRROR")]
    pub(crate) mirror: Option<PathBuf>,
    /// Un autre catalogue de sources que celui du programme
    #[arg(long)]
    pub(crate) catalogue: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ImportOptions {
    /// « base », ou un fichier : GeoJSON, shapefile (zippé ou non), GeoPackage, CSV de codes de
    /// communes, table d’appartenance de l’Insee
    pub(crate) what: PathBuf,
    /// Le dossier des fichiers de la base
    #[arg(long, default_value = "var/sources")]
    pub(crate) from: PathBuf,
    /// Le type des territoires du fichier (pnr, pays, perimetre…)
    #[arg(long)]
    pub(crate) kind: Option<Kind>,
    /// Le nom du territoire, si le fichier n’en décrit qu’un
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// Son code ; tiré du nom par défaut
    #[arg(long)]
    pub(crate) code: Option<Code>,
    /// Le champ ou la colonne des noms
    #[arg(long)]
    pub(crate) name_field: Option<String>,
    /// Le champ ou la colonne des codes
    #[arg(long)]
    pub(crate) code_field: Option<String>,
    /// Le champ des SIREN des groupements ou communes qui composent chaque territoire : il est
    /// alors pris par ses membres, au millésime dit par --vintage, et non par son polygone
    #[arg(long)]
    pub(crate) siren_field: Option<String>,
    /// La couche à lire, si le fichier en contient plusieurs
    #[arg(long)]
    pub(crate) layer: Option<String>,
    /// Le système de coordonnées, si le fichier ne le dit pas : 4326 ou 2154
    #[arg(long)]
    pub(crate) epsg: Option<u32>,
    /// Qui a produit les données
    #[arg(long)]
    pub(crate) source: Option<String>,
    /// Sous quelle licence
    #[arg(long)]
    pub(crate) licence: Option<String>,
    /// Où elles sont publiées
    #[arg(long)]
    pub(crate) url: Option<String>,
    /// La clé de la couche ; réimporter la même clé la remplace
    #[arg(long)]
    pub(crate) key: Option<Code>,
    /// Pour « --kind actors » : le fichier TOML qui dit quelle colonne contient quoi
    #[arg(long)]
    pub(crate) mapping: Option<PathBuf>,
    /// Pour « --kind banatic » : la table des membres des groupements, si elle est à part
    #[arg(long)]
    pub(crate) members: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(allow_negative_numbers = true)]
pub(crate) struct LocateOptions {
    /// Longitude, en degrés
    #[arg(required_unless_present = "batch", requires = "latitude")]
    pub(crate) longitude: Option<f64>,
    /// Latitude, en degrés
    pub(crate) latitude: Option<f64>,
    /// Un CSV dont les colonnes lon et lat donnent les points (« - » : l’entrée standard)
    #[arg(long, conflicts_with = "longitude")]
    pub(crate) batch: Option<PathBuf>,
    /// Seulement ces types, séparés par des virgules
    #[arg(long, value_delimiter = ',')]
    pub(crate) kinds: Vec<Kind>,
}

#[derive(Debug, Args)]
pub(crate) struct SearchOptions {
    /// Les mots cherchés
    #[arg(required = true)]
    pub(crate) words: Vec<String>,
    /// Nombre de réponses
    #[arg(long, default_value_t = 10)]
    pub(crate) limit: usize,
    /// Seulement ces types, séparés par des virgules
    #[arg(long, value_delimiter = ',')]
    pub(crate) kinds: Vec<Kind>,
}

/// What a question is about.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct SubjectOptions {
    /// Un territoire, par exemple bassin-de-vie:34111
    pub(crate) id: Option<TerritoryId>,
    /// Des codes de communes, séparés par des virgules
    #[arg(long, value_delimiter = ',')]
    pub(crate) communes: Vec<Code>,
    /// Un fichier GeoJSON avec un polygone
    #[arg(long)]
    pub(crate) polygon: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct OverlapsOptions {
    #[command(flatten)]
    pub(crate) subject: SubjectOptions,
    /// Seulement ces types, séparés par des virgules
    #[arg(long, value_delimiter = ',')]
    pub(crate) kinds: Vec<Kind>,
    /// Donne aussi les communes en commun
    #[arg(long = "with-communes")]
    pub(crate) with_communes: bool,
    /// Donne aussi les territoires qui ne partagent qu’une limite
    #[arg(long)]
    pub(crate) touching: bool,
}

#[derive(Debug, Args)]
pub(crate) struct OutlineOptions {
    #[command(flatten)]
    pub(crate) subject: SubjectOptions,
    /// Simplifie les détails plus petits que tant de mètres (0 : contour exact)
    #[arg(long, default_value_t = 0.0)]
    pub(crate) simplify: f64,
    /// GeoJSON ou TopoJSON
    #[arg(long, value_enum, default_value = "geojson")]
    pub(crate) format: OutlineFormat,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum OutlineFormat {
    Geojson,
    Topojson,
}

#[derive(Debug, Args)]
pub(crate) struct ResolveOptions {
    /// Le code, ou le nom
    pub(crate) code: String,
    /// Le millésime où ce code avait cours
    #[arg(long)]
    pub(crate) at: Option<Vintage>,
}

#[derive(Debug, Args)]
pub(crate) struct ServeOptions {
    /// L’adresse d’écoute
    #[arg(long, env = "ECHELLE_BIND", default_value = "127.0.0.1:8080")]
    pub(crate) bind: SocketAddr,
    /// L’adresse publique du serveur, imprimée sur les fiches (par défaut, l’hôte demandé)
    #[arg(long, env = "ECHELLE_PUBLIC_URL", value_parser = public_url)]
    pub(crate) public_url: Option<String>,
    /// Répond sans rien enregistrer : personne ne peut garder de territoire
    #[arg(long, env = "ECHELLE_READ_ONLY")]
    pub(crate) read_only: bool,
    /// Les sites qui peuvent montrer une carte dans un cadre, séparés par des espaces (tous par
    /// défaut)
    #[arg(long, env = "ECHELLE_FRAME_ANCESTORS", value_parser = frame_ancestors)]
    pub(crate) frame_ancestors: Option<String>,
    /// Ce qui dessine les images : tiny-skia, ou maplibre (par Vulkan, si le programme le contient)
    #[arg(long, env = "ECHELLE_IMAGE_ENGINE", value_enum, default_value_t)]
    pub(crate) image_engine: ImageEngine,
}

/// What draws images.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ImageEngine {
    /// On the processor; always there.
    #[default]
    TinySkia,
    /// maplibre-rs for the ground, through Vulkan.
    #[value(name = "maplibre")]
    MapLibre,
}

/// Sites in the words of the directive `frame-ancestors`; this server itself is always one of them.
fn frame_ancestors(text: &str) -> Result<String, String> {
    let sound = |site: &&str| {
        let known = |byte: u8| byte.is_ascii_alphanumeric() || b".-:/*[]".contains(&byte);
        let host = site.strip_prefix("https://").or_else(|| site.strip_prefix("http://"));
        *site == "*" || host.is_some_and(|host| !host.is_empty() && host.bytes().all(known))
    };
    let sites: Vec<&str> = text.split_ascii_whitespace().collect();
    if sites.is_empty() || !sites.iter().all(sound) {
        return Err("des adresses telles que https://parc.example sont attendues".to_owned());
    }
    Ok(format!("'self' {}", sites.join(" ")))
}

/// An address that starts a link: http or https, and a host.
fn public_url(text: &str) -> Result<String, String> {
    let text = text.trim().trim_end_matches('/');
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let sound = |host: &str| {
        let known = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]/_~".contains(&byte);
        !host.is_empty() && !host.starts_with('/') && host.bytes().all(known)
    };
    match host.filter(|host| sound(host)) {
        Some(_) => Ok(text.to_owned()),
        None => Err("une adresse telle que https://carte.example est attendue".to_owned()),
    }
}
