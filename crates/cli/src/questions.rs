//! The questions of the command line: the same answers as HTTP, as tables or as JSON.

use atlas::{Brief, KindFilter, OverlapAnswer};
use geojson::{Feature, Geometry, JsonObject};
use territory::{Language, TerritoryId};

use crate::{
    arguments::{
        Common, OutlineFormat, OutlineOptions, OverlapsOptions, ResolveOptions, SearchOptions,
    },
    basket::subject,
    failure::Failure,
    library::{open, scope},
    output::{grouped, json, line, percent, say, table},
};

/// `echelle stats`.
pub(crate) fn stats(common: &Common) -> Result<(), Failure> {
    let (atlas, _) = open(common)?;
    let stats = atlas.stats();
    if common.json {
        return json(&stats);
    }
    let language = common.language();
    let label = |slug: &str| match slug.parse::<territory::Kind>() {
        Ok(kind) => kind.label(language, true).to_owned(),
        Err(_) => slug.to_owned(),
    };
    let kinds: Vec<&str> = atlas.kinds().map(territory::Kind::as_str).collect();
    let years: Vec<String> = stats.vintages.iter().map(ToString::to_string).collect();
    let header: Vec<&str> = [""].into_iter().chain(years.iter().map(String::as_str)).collect();
    let rows = kinds.iter().map(|kind| {
        let counts = stats.counts.values().map(|counts| {
            counts.get(kind).map_or_else(|| "–".to_owned(), |&count| grouped(count.into()))
        });
        [label(kind)].into_iter().chain(counts).collect()
    });
    table(&header, &(1..header.len()).collect::<Vec<_>>(), rows)?;
    for (kind, borders) in &stats.cut_by {
        let cuts: Vec<String> = borders
            .iter()
            .map(|(border, &count)| format!("{} {}", grouped(count.into()), label(border)))
            .collect();
        let cut = say(language, "coupés par les limites des", "cut by the borders of");
        line(&format!("{} {cut} : {}", label(kind), cuts.join(" · ")))?;
    }
    Ok(())
}

/// `echelle search`.
pub(crate) fn search(common: &Common, options: &SearchOptions) -> Result<(), Failure> {
    let (atlas, _) = open(common)?;
    let (year, kinds) = scope(&atlas, common, &options.kinds)?;
    let answer = atlas.answer_search(&options.words.join(" "), options.limit, &kinds, year);
    if common.json {
        return json(&answer);
    }
    let territories: Vec<Brief<'_>> = answer.results.iter().map(|found| found.territory).collect();
    briefs(common.language(), &territories)
}

/// `echelle territory`.
pub(crate) fn territory(common: &Common, id: &TerritoryId) -> Result<(), Failure> {
    let (atlas, _) = open(common)?;
    let year = atlas.year(common.vintage)?;
    let answer = atlas.answer_territory(atlas.find(id, year)?, year);
    if common.json {
        return json(&answer);
    }
    let language = common.language();
    briefs(language, &[answer.territory])?;
    if answer.communes > 1 {
        line(&format!("{} communes", grouped(answer.communes.into())))?;
    }
    let postal: Vec<String> = answer.postal_codes.iter().map(ToString::to_string).collect();
    if !postal.is_empty() {
        line(&format!(
            "{} : {}",
            say(language, "Codes postaux", "Postal codes"),
            postal.join(", ")
        ))?;
    }
    Ok(())
}

/// `echelle overlaps`.
pub(crate) fn overlaps(common: &Common, options: &OverlapsOptions) -> Result<(), Failure> {
    let (atlas, _) = open(common)?;
    let (year, kinds) = scope(&atlas, common, &options.kinds)?;
    let subject = subject(&atlas, &options.subject, year)?;
    let mut overlaps = atlas.overlaps(&subject, &kinds, year);
    if options.touching {
        overlaps.extend(atlas.touching(&subject, &kinds, year));
    }
    let answer = atlas.answer_overlaps(&subject, "", &overlaps, options.with_communes, year);
    if common.json {
        return json(&answer);
    }
    let language = common.language();
    line(say(language, &answer.summary.fr, &answer.summary.en))?;
    let header = [
        say(language, "type", "kind"),
        say(language, "territoire", "territory"),
        "id",
        say(language, "relation", "relation"),
        say(language, "habitants", "people"),
        "km²",
        "communes",
        say(language, "part d’ici", "share of mine"),
        say(language, "part de là-bas", "share of theirs"),
    ];
    let row = |overlap: &OverlapAnswer<'_>| {
        let mark = if overlap.shared.exact { "" } else { "≈ " };
        vec![
            overlap.territory.kind.label(language, false).to_owned(),
            overlap.territory.name.to_owned(),
            overlap.territory.id.unwrap_or_default().to_owned(),
            relation(language, overlap.relation).to_owned(),
            format!("{mark}{}", grouped(overlap.shared.population.into())),
            format!("{:.1}", overlap.shared.area_km2),
            grouped(overlap.shared.communes.into()),
            percent(overlap.share_of_subject.population, language),
            percent(overlap.share_of_territory.population, language),
        ]
    };
    table(&header, &[4, 5, 6, 7, 8], answer.overlaps.iter().map(row))
}

/// `echelle outline`.
pub(crate) fn outline(common: &Common, options: &OutlineOptions) -> Result<(), Failure> {
    if !(0.0..=1e6).contains(&options.simplify) {
        return Err(Failure::Value {
            french: "--simplify attend un nombre de mètres entre 0 et 1 000 000".to_owned(),
            english: "--simplify takes a number of metres from 0 to 1,000,000".to_owned(),
        });
    }
    let (atlas, _) = open(common)?;
    let (year, none) = scope(&atlas, common, &[])?;
    let subject = subject(&atlas, &options.subject, year)?;
    let simplification = (options.simplify > 0.0).then(|| atlas.weights().at(options.simplify));
    if let OutlineFormat::Topojson = options.format {
        return json(&atlas.topology(&subject, simplification.as_ref(), year));
    }
    let answer = atlas.answer_overlaps(&subject, "", &[], false, year);
    let _: KindFilter = none;
    let mut properties = JsonObject::new();
    properties.insert("id".to_owned(), answer.subject.id.into());
    properties.insert("name".to_owned(), answer.subject.name.into());
    properties.insert("kind".to_owned(), answer.subject.kind.as_str().into());
    let polygons = atlas.outline(&subject, simplification.as_ref());
    json(&Feature {
        geometry: Some(Geometry::new((&polygons).into())),
        properties: Some(properties),
        ..Feature::default()
    })
}

/// `echelle resolve`.
pub(crate) fn resolve(common: &Common, options: &ResolveOptions) -> Result<(), Failure> {
    let (atlas, _) = open(common)?;
    let year = atlas.year(common.vintage)?;
    let answer = atlas.resolve(&options.code, options.at, year)?;
    if common.json {
        return json(&answer);
    }
    briefs(common.language(), &answer.communes)?;
    for event in &answer.events {
        let new: Vec<&str> = event.new.iter().map(territory::Code::as_str).collect();
        line(&format!(
            "{} : {} {} → {} ({:?} ; {})",
            event.vintage,
            event.old,
            event.old_name,
            new.join(", "),
            event.event,
            event.reason
        ))?;
    }
    Ok(())
}

/// `echelle agreement`.
pub(crate) fn agreement(common: &Common) -> Result<(), Failure> {
    crate::report::agreement(common)
}

/// A table of territories.
pub(crate) fn briefs(language: Language, territories: &[Brief<'_>]) -> Result<(), Failure> {
    let header = [
        say(language, "type", "kind"),
        say(language, "nom", "name"),
        say(language, "où", "where"),
        "id",
        say(language, "habitants", "people"),
        "km²",
    ];
    let row = |brief: &Brief<'_>| {
        let estimated =
            if brief.estimated { say(language, " (estimé)", " (estimated)") } else { "" };
        vec![
            format!("{}{estimated}", brief.kind.label(language, false)),
            brief.name.to_owned(),
            brief.context.unwrap_or_default().to_owned(),
            brief.id.unwrap_or_default().to_owned(),
            brief.population.map_or_else(|| "–".to_owned(), |people| grouped(people.into())),
            brief.area_km2.map_or_else(
                || say(language, "sans contour", "no shape loaded").to_owned(),
                |area| format!("{area:.1}"),
            ),
        ]
    };
    table(&header, &[4, 5], territories.iter().map(row))
}

fn relation(language: Language, relation: territory::Relation) -> &'static str {
    use territory::Relation::{Contains, Disjoint, Equal, Overlaps, Touches, Within};
    match relation {
        Equal => say(language, "est le même", "equals"),
        Within => say(language, "est dans", "is within"),
        Contains => say(language, "contient", "contains"),
        Overlaps => say(language, "chevauche", "overlaps"),
        Touches => say(language, "touche", "touches"),
        Disjoint => say(language, "est à part de", "is apart from"),
    }
}
