//! `echelle competences`, `holders` and `held`: who is competent where, as tables or as JSON.

use atlas::Atlas;
use clap::Args;
use competence::{Asked, HolderAnswer, Register, Title, ZoneAnswer};
use dataset::Collection;
use server::today;
use store::{GeoPackageStore, Store};
use territory::{Date, Language};

use crate::{
    arguments::{Common, SubjectOptions},
    basket::subject,
    failure::Failure,
    library::open,
    output::{grouped, json, line, percent, say, table},
};

/// Which competences to list.
#[derive(Debug, Args)]
pub(crate) struct CompetencesOptions {
    /// Les mots cherchés ; toutes les compétences par défaut
    words: Vec<String>,
    /// Un thème (eau, mobilite…)
    #[arg(long)]
    theme: Option<String>,
}

/// Who holds what where.
#[derive(Debug, Args)]
pub(crate) struct HoldersOptions {
    /// La compétence : eau-potable, banatic-2025:1505, ou des mots (« eau du robinet »)
    competence: String,
    #[command(flatten)]
    subject: SubjectOptions,
    /// Le jour de la réponse, et des limites si --vintage ne les choisit pas ; aujourd’hui par défaut
    #[arg(long)]
    date: Option<Date>,
}

/// What an authority holds.
#[derive(Debug, Args)]
pub(crate) struct HeldOptions {
    /// L’autorité : epci:243400736, departement:34, metropole-de-lyon…
    authority: String,
    /// Le jour de la réponse, et des limites si --vintage ne les choisit pas ; aujourd’hui par défaut
    #[arg(long)]
    date: Option<Date>,
}

/// `echelle competences`.
pub(crate) fn competences(common: &Common, options: &CompetencesOptions) -> Result<(), Failure> {
    let (atlas, _) = open(common)?;
    let register = register(common, &atlas)?;
    let language = common.language();
    let slug = options.theme.as_deref();
    let theme = slug.map(|slug| theme(&register, slug)).transpose()?;
    let answer = register.competences(&options.words.join(" "), theme, language);
    if common.json {
        return json(&answer);
    }
    let header =
        [say(language, "compétence", "competence"), say(language, "nom", "name"), "thème", ""];
    let rows = answer
        .competences
        .iter()
        .map(|one| [one.slug, one.name, one.theme, one.summary].map(str::to_owned).to_vec());
    table(&header, &[], rows)
}

/// `echelle holders`.
pub(crate) fn holders(common: &Common, options: &HoldersOptions) -> Result<(), Failure> {
    let (atlas, _) = open(common)?;
    let register = register(common, &atlas)?;
    let language = common.language();
    let year = atlas.year_on(common.vintage, options.date)?;
    let subject = subject(&atlas, &options.subject, year)?;
    let catalogue = register.catalogue();
    let id = catalogue
        .find(&options.competence)
        .or_else(|| catalogue.search(&options.competence).first().copied())
        .ok_or_else(|| unknown_competence(&options.competence))?;
    let date = options.date.map_or_else(today, Ok)?;
    let asked = Asked { atlas: &atlas, year, date, language };
    let answer = register.holders(id, &subject, "", asked);
    if common.json {
        return json(&answer);
    }
    line(&answer.sentence)?;
    let header = [
        "",
        say(language, "habitants", "people"),
        say(language, "part", "share"),
        "communes",
        say(language, "autorité", "authority"),
        "id",
        say(language, "titre", "title"),
        say(language, "fondement", "basis"),
        "contact",
    ];
    let rows = answer.zones.iter().zip(1_u32..).flat_map(|(zone, number)| {
        let all = zone.holders.iter().chain(&zone.lead).chain(&zone.may_act);
        let mut rows: Vec<_> = all.map(|holder| row(zone, holder, number, language)).collect();
        if zone.holders.is_empty() {
            rows.insert(0, nobody(zone, number, language));
        }
        rows
    });
    table(&header, &[1, 2, 3], rows)
}

/// `echelle held`.
pub(crate) fn held(common: &Common, options: &HeldOptions) -> Result<(), Failure> {
    let (atlas, _) = open(common)?;
    let register = register(common, &atlas)?;
    let language = common.language();
    let year = atlas.year_on(common.vintage, options.date)?;
    let authority = register.find_authority(&options.authority, &atlas, year);
    let authority = authority.ok_or_else(|| unknown_authority(&options.authority))?;
    let date = options.date.map_or_else(today, Ok)?;
    let asked = Asked { atlas: &atlas, year, date, language };
    let answer = register.competences_of(authority, asked);
    if common.json {
        return json(&answer);
    }
    line(&format!("{} ({})", answer.authority.name, answer.authority.kind_name))?;
    let header = [
        say(language, "compétence", "competence"),
        say(language, "titre", "title"),
        say(language, "fondement", "basis"),
        say(language, "part", "share"),
        "communes",
    ];
    let rows = answer.competences.iter().map(|one| {
        vec![
            one.name.to_owned(),
            title(one.title, language).to_owned(),
            one.basis.to_string(),
            percent(one.share.population, language),
            grouped(one.communes.into()),
        ]
    });
    table(&header, &[3, 4], rows)
}

/// The catalogue, with what groupements declared, over an atlas.
pub(crate) fn register(common: &Common, atlas: &Atlas) -> Result<Register, Failure> {
    let store = GeoPackageStore::open_read_only(&common.store)?;
    let mut records = store.records(Collection::Declarations)?;
    records.extend(store.records(Collection::Actors)?);
    let (register, unread) = Register::of_records(atlas, &records)?;
    if unread > 0 {
        tracing::warn!(unread, "rows that are no declaration are left out");
    }
    Ok(register)
}

fn row(
    zone: &ZoneAnswer<'_>,
    holder: &HolderAnswer<'_>,
    number: u32,
    language: Language,
) -> Vec<String> {
    let contact = &holder.authority.contact;
    let contact = [contact.phone, contact.site, contact.address, contact.seat];
    vec![
        number.to_string(),
        grouped(zone.population.into()),
        percent(zone.share.population, language),
        grouped(zone.communes.into()),
        holder.authority.name.to_owned(),
        holder.authority.id.to_owned(),
        title(holder.title, language).to_owned(),
        holder.basis.to_string(),
        contact.into_iter().flatten().next().unwrap_or_default().to_owned(),
    ]
}

fn nobody(zone: &ZoneAnswer<'_>, number: u32, language: Language) -> Vec<String> {
    vec![
        number.to_string(),
        grouped(zone.population.into()),
        percent(zone.share.population, language),
        grouped(zone.communes.into()),
        say(language, "rien de chargé ne le dit", "nothing loaded says").to_owned(),
    ]
}

fn title(title: Title, language: Language) -> &'static str {
    match title {
        Title::Depends => say(language, "cela dépend", "it depends"),
        Title::Law => say(language, "loi", "law"),
        Title::Declared => say(language, "déclarée", "declared"),
        Title::Transferred => say(language, "transférée", "transferred"),
        Title::Shared => say(language, "partagée", "shared"),
        Title::Default => say(language, "par défaut", "by default"),
        Title::Lead => say(language, "chef de file", "chef de file"),
        Title::Optional => say(language, "peut l’exercer", "may act"),
    }
}

fn theme(register: &Register, slug: &str) -> Result<u8, Failure> {
    register.catalogue().theme(slug).ok_or_else(|| {
        let slugs: Vec<&str> =
            register.catalogue().themes().iter().map(|theme| &*theme.slug).collect();
        let slugs = slugs.join(", ");
        Failure::Value {
            french: format!("« {slug} » n’est pas un thème. Les thèmes : {slugs}"),
            english: format!("“{slug}” is no theme. Themes: {slugs}"),
        }
    })
}

fn unknown_competence(text: &str) -> Failure {
    Failure::Value {
        french: format!("aucune compétence ne répond à « {text} » : voir « echelle competences »"),
        english: format!("no competence answers to “{text}”: see `echelle competences`"),
    }
}

fn unknown_authority(text: &str) -> Failure {
    Failure::Value {
        french: format!("« {text} » n’est pas une autorité (exemples : epci:243400736, etat)"),
        english: format!("“{text}” is no authority (examples: epci:243400736, etat)"),
    }
}
