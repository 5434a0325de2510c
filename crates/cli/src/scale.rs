//! `echelle straddle`, `compare` and `round-table`: which scale to choose, as tables, a paragraph to
//! copy, or JSON.

use atlas::Atlas;
use clap::{Args, ValueEnum};
use funding::Applicant;
use scale::{
    CompareAnswer, CompareQuestion, Logbook, Money, Rooms, RoundTableAnswer, StraddleAnswer,
    TableQuestion, Tables, Weights,
};
use server::today;
use territory::{Date, Language};

use crate::{
    arguments::{Common, SubjectOptions},
    basket::subject,
    failure::Failure,
    funding::themes_meant,
    library::open,
    output::{grouped, json, line, percent, say, table, text},
};

/// What cuts what.
#[derive(Debug, Args)]
pub(crate) struct StraddleOptions {
    #[command(flatten)]
    subject: SubjectOptions,
    #[command(flatten)]
    how: HowOptions,
}

/// Which scales to compare.
#[derive(Debug, Args)]
pub(crate) struct CompareOptions {
    #[command(flatten)]
    subject: SubjectOptions,
    /// Le thème : petite-enfance, ou des mots (« crèche »)
    #[arg(long)]
    theme: Option<String>,
    /// Ce que compte chaque critère : coverage:3,tightness:2,authorities:2,actors:1,programmes:1,borders:1
    #[arg(long, default_value = "")]
    weights: Weights,
    #[command(flatten)]
    how: HowOptions,
}

/// Whom to bring round one table.
#[derive(Debug, Args)]
pub(crate) struct RoundTableOptions {
    #[command(flatten)]
    subject: SubjectOptions,
    /// Le thème : petite-enfance, ou des mots (« crèche »)
    #[arg(long)]
    theme: String,
    /// L’argent qu’il faut à la table : de chaque niveau (levels), d’où qu’il vienne (any), aucun (none)
    #[arg(long, default_value = "levels", value_parser = money)]
    money: Money,
    /// Qui demanderait : commune, groupement, association…
    #[arg(long, value_parser = applicant)]
    applicant: Option<Applicant>,
    #[command(flatten)]
    how: HowOptions,
}

/// When, and in which form.
#[derive(Debug, Args)]
struct HowOptions {
    /// Le jour de la réponse, et des limites si --vintage ne les choisit pas ; aujourd’hui par défaut
    #[arg(long)]
    date: Option<Date>,
    /// Un paragraphe daté et sourcé, à copier dans un compte rendu
    #[arg(long, value_enum)]
    logbook: Option<LogbookForm>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LogbookForm {
    Text,
    Markdown,
}

fn money(text: &str) -> Result<Money, String> {
    Money::of(text).ok_or_else(|| Money::ALL.map(Money::as_str).join(", "))
}

fn applicant(text: &str) -> Result<Applicant, String> {
    let known = || Applicant::ALL.iter().map(|known| known.as_str()).collect::<Vec<_>>().join(", ");
    Applicant::of(text).ok_or_else(known)
}

/// `echelle straddle`.
pub(crate) fn straddle(common: &Common, options: &StraddleOptions) -> Result<(), Failure> {
    with_rooms(common, &options.how, |atlas, rooms| {
        let subject = subject(atlas, &options.subject, rooms.year)?;
        let answer = scale::straddle(rooms, (&subject, ""));
        written(common, &options.how, &answer, &answer.logbook, straddle_table)
    })
}

/// `echelle compare`.
pub(crate) fn compare(common: &Common, options: &CompareOptions) -> Result<(), Failure> {
    with_rooms(common, &options.how, |atlas, rooms| {
        let subject = subject(atlas, &options.subject, rooms.year)?;
        let theme = themes_meant(rooms.themes, options.theme.as_deref())?.first().copied();
        let question = CompareQuestion { weights: options.weights, ..CompareQuestion::new(theme) };
        let answer = scale::compare(rooms, (&subject, ""), &question);
        written(common, &options.how, &answer, &answer.logbook, compare_table)
    })
}

/// `echelle round-table`.
pub(crate) fn round_table(common: &Common, options: &RoundTableOptions) -> Result<(), Failure> {
    with_rooms(common, &options.how, |atlas, rooms| {
        let subject = subject(atlas, &options.subject, rooms.year)?;
        let meant = themes_meant(rooms.themes, Some(&options.theme))?;
        let Some(&theme) = meant.first() else { return Ok(()) };
        let question = TableQuestion {
            money: options.money,
            applicant: options.applicant,
            ..TableQuestion::new(theme)
        };
        match scale::round_table(rooms, (&subject, ""), &question) {
            Some(answer) => {
                written(common, &options.how, &answer, &answer.logbook, round_table_table)
            }
            None => Ok(()),
        }
    })
}

/// Opens what is loaded and asks a question of it.
fn with_rooms(
    common: &Common,
    how: &HowOptions,
    ask: impl FnOnce(&Atlas, &Rooms<'_>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let (atlas, _) = open(common)?;
    let year = atlas.year_on(common.vintage, how.date)?;
    let register = crate::competences::register(common, &atlas)?;
    let programmes = crate::funding::programmes(common, &atlas)?;
    let directory = crate::actors::directory(common, &atlas, atlas.year(None)?)?;
    let tables = Tables::bundled().map_err(|error| Failure::Value {
        french: error.to_string(),
        english: error.to_string(),
    })?;
    let rooms = Rooms {
        atlas: &atlas,
        year,
        date: how.date.map_or_else(today, Ok)?,
        register: Some(&register),
        directory: Some(&directory),
        programmes: Some(&programmes),
        themes: &programmes.catalogue().themes,
        tables: &tables,
    };
    ask(&atlas, &rooms)
}

fn written<A: serde::Serialize>(
    common: &Common,
    how: &HowOptions,
    answer: &A,
    logbook: &Logbook,
    shown: fn(&A, Language) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let language = common.language();
    match how.logbook {
        Some(LogbookForm::Text) => line(logbook.text.get(language)),
        Some(LogbookForm::Markdown) => text(logbook.markdown.get(language)),
        None if common.json => json(answer),
        None => shown(answer, language),
    }
}

fn straddle_table(answer: &StraddleAnswer<'_>, language: Language) -> Result<(), Failure> {
    line(answer.sentence.get(language))?;
    let header = [
        say(language, "limite", "border"),
        say(language, "côté", "side"),
        say(language, "habitants", "people"),
        say(language, "part", "share"),
        "km²",
        "communes",
        say(
            language,
            "communes du mauvais côté (intercommunalité)",
            "communes on the wrong side (EPCI)",
        ),
    ];
    let rows = answer.levels.iter().flat_map(|level| {
        level.sides.iter().map(|side| {
            let wrong = side.wrong_side.iter().flatten().map(|commune| {
                let epci = commune.epci.map_or("–", |epci| epci.name);
                format!("{} ({epci})", commune.name)
            });
            vec![
                level.kind.label(language, false).to_owned(),
                side.territory.map_or("–", |territory| territory.name).to_owned(),
                grouped(side.population.into()),
                percent(side.share.population, language),
                format!("{:.1}", side.area_km2),
                grouped(side.communes.into()),
                few(wrong, language),
            ]
        })
    });
    table(&header, &[2, 3, 4, 5], rows)
}

fn compare_table(answer: &CompareAnswer<'_>, language: Language) -> Result<(), Failure> {
    line(answer.sentence.get(language))?;
    let header = [
        say(language, "rang", "rank"),
        say(language, "type", "kind"),
        say(language, "échelle", "scale"),
        say(language, "habitants", "people"),
        "communes",
        say(language, "du départ", "of the start"),
        say(language, "au-delà", "beyond"),
        say(language, "autorités (seules)", "authorities (alone)"),
        say(language, "acteurs", "actors"),
        say(language, "aides", "aids"),
        say(language, "moyenne", "mean"),
        say(language, "convient", "fits"),
    ];
    let rows = answer.scales.iter().map(|scale| {
        let authorities = scale.authorities.as_ref();
        vec![
            scale.rank.to_string(),
            scale.territory.kind.label(language, false).to_owned(),
            scale.territory.name.to_owned(),
            grouped(scale.territory.population.unwrap_or(0).into()),
            grouped(scale.communes.into()),
            percent(Some(scale.inside.coverage), language),
            percent(Some(scale.inside.beyond_share), language),
            authorities.map_or_else(String::new, |a| format!("{} ({})", a.to_convene, a.alone)),
            scale.actors.map_or_else(String::new, |count| grouped(count.into())),
            scale.programmes.map_or_else(String::new, |p| format!("{} + {}", p.whole, p.part)),
            format!("{:.2}", scale.mean),
            if scale.fits { say(language, "oui", "yes") } else { "" }.to_owned(),
        ]
    });
    table(&header, &[0, 3, 4, 5, 6, 7, 8, 9, 10], rows)?;
    answer.scales.iter().try_for_each(|scale| line(scale.reason.get(language)))
}

fn round_table_table(answer: &RoundTableAnswer<'_>, language: Language) -> Result<(), Failure> {
    line(answer.sentence.get(language))?;
    let header = [
        say(language, "siège", "seat"),
        say(language, "quoi", "what"),
        say(language, "apporte", "brings"),
        say(language, "part", "share"),
        "communes",
        say(language, "indispensable", "indispensable"),
        "contact",
    ];
    let rows = answer.seats.iter().flat_map(|seat| {
        seat.roles.iter().enumerate().map(|(place, role)| {
            let first = |text: &str| if place == 0 { text.to_owned() } else { String::new() };
            let contact = &seat.contact;
            let contact = [contact.phone, contact.site, contact.address, contact.seat];
            let verify = if role.verify { " ?" } else { "" };
            let basis = role.article.map_or_else(String::new, |article| format!(" ({article})"));
            vec![
                first(seat.name.get(language)),
                first(seat.kind_name.get(language)),
                format!("{}{basis}{verify}", role.need),
                percent(role.share.population, language),
                grouped(role.communes.into()),
                if seat.indispensable { first(say(language, "oui", "yes")) } else { String::new() },
                first(contact.into_iter().flatten().next().unwrap_or_default()),
            ]
        })
    });
    table(&header, &[3, 4], rows)?;
    for rule in &answer.rules {
        let verify = if rule.verify { say(language, ", à vérifier", ", to check") } else { "" };
        let (name, told) = (rule.name.get(language), rule.text.get(language));
        line(&format!("• {name} ({}{verify}) : {told}", rule.article))?;
    }
    Ok(())
}

/// The first of many names.
fn few(names: impl Iterator<Item = String>, language: Language) -> String {
    const SHOWN: usize = 8;
    let names: Vec<String> = names.collect();
    let rest = names.len().saturating_sub(SHOWN);
    let shown = names.into_iter().take(SHOWN).collect::<Vec<_>>().join(", ");
    match rest {
        0 => shown,
        _ => format!("{shown}{} {rest}", say(language, " … et encore", " … and more:")),
    }
}
