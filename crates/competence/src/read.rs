//! From the files of the catalogue to types that cannot be wrong.

use std::collections::{HashMap, HashSet};

use territory::{Bilingual, Code, Date, Kind, TerritoryId, words::Phrasebook};
use toml::value::Datetime;

use crate::{
    Article, AuthorityKind, Catalogue, CatalogueError, Competence, Flaw, KindId, Rule, RuleTitle,
    Seat, Special, SpecialGround, Theme, Tier,
    catalogue::{BASE_KINDS, GROUPEMENTS, Way, place_of_kind},
    files::{AUTHORITIES, File, THEMES},
    raw::{AuthoritiesFile, RawAuthority, RawCompetence, RawKind, RawRule, ThemeFile},
};

impl Catalogue {
    /// The catalogue built into the program.
    pub fn bundled() -> Result<Self, CatalogueError> {
        Self::read(AUTHORITIES, THEMES)
    }

    /// Reads the kinds and authorities, and one file a theme by name and text.
    pub fn read(authorities: &str, themes: &[File<'_>]) -> Result<Self, CatalogueError> {
        let file: AuthoritiesFile = parse("authorities", authorities)?;
        let kinds = kinds(&file.kind)?;
        let mut catalogue = Self {
            specials: Vec::new(),
            seats: HashMap::new(),
            themes: Vec::new(),
            competences: Vec::new(),
            words: Phrasebook::default(),
            kinds,
        };
        for row in file.authority {
            let entry = row.slug.clone();
            let special = special(row, &catalogue.kinds);
            catalogue.specials.push(special.map_err(at("authorities", &entry))?);
        }
        for row in file.seat {
            let in_entry = at("authorities", &row.territory);
            let id = scope("territory", &row.territory).map_err(&in_entry)?;
            let commune = code("commune", &row.commune).map_err(&in_entry)?;
            let seat = Seat { commune, site: site(row.site).map_err(&in_entry)? };
            if catalogue.seats.insert(id, seat).is_some() {
                return Err(in_entry(Flaw::Twice(row.territory.clone())));
            }
        }
        for (name, text) in themes {
            catalogue.add_theme(name, text)?;
        }
        let slugs = catalogue.competences.iter().map(|one| &one.slug);
        if let Some(twice) = repeated(slugs) {
            return Err(at("authorities", "competences")(Flaw::Twice(twice)));
        }
        catalogue.index_words();
        Ok(catalogue)
    }

    fn add_theme(&mut self, name: &str, text: &str) -> Result<(), CatalogueError> {
        let file: ThemeFile = parse(name, text)?;
        if file.theme.slug != name {
            return Err(at(name, "theme")(Flaw::FileName(file.theme.slug)));
        }
        let theme = self.themes.len() as u8;
        self.themes.push(Theme { slug: name.into(), name: file.theme.name });
        for row in file.competence {
            let entry = row.slug.clone();
            let competence = self.read_competence(row, theme).map_err(at(name, &entry))?;
            self.competences.push(competence);
        }
        Ok(())
    }

    fn read_competence(&self, row: RawCompetence, theme: u8) -> Result<Competence, Flaw> {
        slug(&row.slug)?;
        told("name", &row.name)?;
        told("summary", &row.summary)?;
        if row.keywords.is_empty() || row.keywords.iter().any(|word| word.trim().is_empty()) {
            return Err(Flaw::Empty("keywords"));
        }
        let codes: Result<Vec<Code>, Flaw> =
            row.banatic_2025.iter().map(|text| code("banatic-2025", text)).collect();
        let rules: Result<Vec<Rule>, Flaw> =
            row.rule.into_iter().map(|rule| read_rule(rule, &self.kinds)).collect();
        let rules = rules?;
        let none = named_kinds("none", &row.none, &self.kinds)?;
        check_cover(&rules, &none, &self.kinds)?;
        Ok(Competence {
            ways: (0..self.kinds.len()).map(|kind| ways(&self.kinds, kind, &rules)).collect(),
            slug: row.slug.into(),
            name: row.name,
            summary: row.summary,
            theme,
            keywords: row.keywords,
            banatic_2025: codes?,
            rules,
        })
    }

    /// Names weigh nothing, then keywords, then the theme, then the sentence.
    fn index_words(&mut self) {
        for (one, place) in self.competences.iter().zip(0..) {
            for text in [&one.name.fr, &one.name.en] {
                self.words.add(place, 0, text);
            }
            for keyword in &one.keywords {
                self.words.add(place, 1, keyword);
            }
            if let Some(theme) = self.themes.get(usize::from(one.theme)) {
                for text in [&theme.name.fr, &theme.name.en] {
                    self.words.add(place, 4, text);
                }
            }
            for text in [&one.summary.fr, &one.summary.en] {
                self.words.add(place, 6, text);
            }
        }
    }
}

fn parse<T: serde::de::DeserializeOwned>(name: &str, text: &str) -> Result<T, CatalogueError> {
    toml::from_str(text).map_err(|error| at(name, "TOML")(Flaw::Form(error.to_string())))
}

/// Says where a flaw was found.
fn at(file: &str, entry: &str) -> impl Fn(Flaw) -> CatalogueError {
    move |flaw| CatalogueError { file: file.to_owned(), entry: entry.to_owned(), flaw }
}

fn kinds(rows: &[RawKind]) -> Result<Vec<AuthorityKind>, CatalogueError> {
    let mut kinds = Vec::with_capacity(rows.len());
    for row in rows {
        let in_entry = at("authorities", &row.slug);
        slug(&row.slug).map_err(&in_entry)?;
        told("name", &row.name).map_err(&in_entry)?;
        let article: Article =
            row.article.parse().map_err(|error| in_entry(Flaw::Article(error)))?;
        let tier = tier(&row.tier).map_err(&in_entry)?;
        let acts_as = named_kinds("acts_as", &row.acts_as, &kinds).map_err(&in_entry)?;
        let (slug, name) = (row.slug.as_str().into(), row.name.clone());
        kinds.push(AuthorityKind { slug, name, article, tier, acts_as });
    }
    if let Some(twice) = repeated(kinds.iter().map(|kind| &kind.slug)) {
        return Err(at("authorities", "kinds")(Flaw::Twice(twice)));
    }
    if let Some(base) = BASE_KINDS.iter().find(|slug| place_of_kind(&kinds, slug).is_none()) {
        let flaw = Flaw::Kind { field: "kind", kind: (*base).to_owned() };
        return Err(at("authorities", "kinds")(flaw));
    }
    Ok(kinds)
}

fn special(row: RawAuthority, kinds: &[AuthorityKind]) -> Result<Special, Flaw> {
    slug(&row.slug)?;
    let scopes = |field: &'static str, texts: &[String]| -> Result<Vec<TerritoryId>, Flaw> {
        texts.iter().map(|text| scope(field, text)).collect()
    };
    let ground = match row.ground.as_slice() {
        [all] if all == "france" => SpecialGround::France,
        [] => return Err(Flaw::Empty("ground")),
        ids => SpecialGround::Territories(scopes("ground", ids)?),
    };
    let kind = place_of_kind(kinds, &row.kind)
        .ok_or_else(|| Flaw::Kind { field: "kind", kind: row.kind.clone() })?;
    Ok(Special {
        kind,
        ground,
        replaces: scopes("replaces", &row.replaces)?,
        less: scopes("less", &row.less)?,
        siren: row.siren.map(|text| code("siren", &text)).transpose()?,
        seat: code("seat", &row.seat)?,
        site: site(row.site)?,
        article: row.article.parse()?,
        from: date("from", row.from)?,
        slug: row.slug.into(),
        name: row.name,
    })
}

fn read_rule(row: RawRule, kinds: &[AuthorityKind]) -> Result<Rule, Flaw> {
    let scopes = |field: &'static str, texts: &[String]| -> Result<Vec<TerritoryId>, Flaw> {
        texts.iter().map(|text| scope(field, text)).collect()
    };
    let title = title(&row.title)?;
    if (title == RuleTitle::Depends) != row.on.is_some() {
        return Err(Flaw::On);
    }
    for (field, text) in [("on", &row.on), ("note", &row.note)] {
        text.as_ref().map_or(Ok(()), |text| told(field, text))?;
    }
    let from = date("from", row.from)?;
    let until = row.until.map(|until| date("until", until)).transpose()?;
    if let Some(until) = until.filter(|until| *until <= from) {
        return Err(Flaw::Order { from, until });
    }
    let named = named_kinds("kinds", &row.kinds, kinds)?;
    if named.is_empty() {
        return Err(Flaw::Empty("kinds"));
    }
    let instead_of =
        row.instead_of.map(|slugs| named_kinds("instead_of", &slugs, kinds)).transpose()?;
    Ok(Rule {
        kinds: named,
        title,
        on: row.on,
        article: row.article.parse()?,
        from,
        until,
        instead_of,
        only: scopes("only", &row.only)?,
        except: scopes("except", &row.except)?,
        population_from: row.population_from,
        note: row.note,
        verify: row.verify,
    })
}

/// Each base kind has a rule without end, or is said to have none; never both.
fn check_cover(rules: &[Rule], none: &[KindId], kinds: &[AuthorityKind]) -> Result<(), Flaw> {
    for base in BASE_KINDS {
        let Some(kind) = place_of_kind(kinds, base) else { continue };
        let ruled = rules.iter().any(|rule| rule.until.is_none() && rule.kinds.contains(&kind));
        match (ruled, none.contains(&kind)) {
            (false, false) => return Err(Flaw::Uncovered(base.to_owned())),
            (true, true) => return Err(Flaw::Contradicted(base.to_owned())),
            _ => {}
        }
    }
    Ok(())
}

/// The rules that name a kind, then those that name a kind it acts as.
fn ways(kinds: &[AuthorityKind], kind: usize, rules: &[Rule]) -> Vec<Way> {
    let own = KindId(kind as u8);
    let acts_as = kinds.get(kind).map_or(&[][..], |kind| &kind.acts_as);
    let mut ways = Vec::new();
    for (rule, place) in rules.iter().zip(0..) {
        if rule.kinds.contains(&own) {
            ways.push(Way { rule: place, via: own, own: true });
        } else {
            let via = acts_as.iter().filter(|via| rule.kinds.contains(via));
            ways.extend(via.map(|&via| Way { rule: place, via, own: false }));
        }
    }
    ways
}

/// The kinds that slugs name; `epci` is short for the four kinds of groupement.
fn named_kinds(
    field: &'static str,
    slugs: &[String],
    kinds: &[AuthorityKind],
) -> Result<Vec<KindId>, Flaw> {
    let mut named = Vec::new();
    for slug in slugs {
        let slugs: &[&str] = if slug == "epci" { &GROUPEMENTS } else { &[slug] };
        for slug in slugs {
            let unknown = || Flaw::Kind { field, kind: (*slug).to_owned() };
            named.push(place_of_kind(kinds, slug).ok_or_else(unknown)?);
        }
    }
    named.sort_unstable();
    named.dedup();
    Ok(named)
}

fn title(text: &str) -> Result<RuleTitle, Flaw> {
    Ok(match text {
        "obligatory" => RuleTitle::Obligatory,
        "depends" => RuleTitle::Depends,
        "shared" => RuleTitle::Shared,
        "default" => RuleTitle::Default,
        "general" => RuleTitle::General,
        "optional" => RuleTitle::Optional,
        "lead" => RuleTitle::Lead,
        _ => return Err(Flaw::Title(text.to_owned())),
    })
}

fn tier(text: &str) -> Result<Tier, Flaw> {
    Ok(match text {
        "commune" => Tier::Commune,
        "groupement" => Tier::Groupement,
        "departement" => Tier::Departement,
        "region" => Tier::Region,
        "etat" => Tier::Etat,
        _ => return Err(Flaw::Title(text.to_owned())),
    })
}

/// A territory to which ground may be limited: one that each place belongs to at most once.
fn scope(field: &'static str, text: &str) -> Result<TerritoryId, Flaw> {
    const KINDS: [Kind; 5] =
        [Kind::COMMUNE, Kind::EPCI, Kind::EPT, Kind::DEPARTEMENT, Kind::REGION];
    let id = text.parse::<TerritoryId>().ok().filter(|id| KINDS.contains(&id.kind));
    id.ok_or_else(|| Flaw::Territory { field, text: text.to_owned() })
}

fn code(field: &'static str, text: &str) -> Result<Code, Flaw> {
    text.parse().map_err(|_| Flaw::Code { field, text: text.to_owned() })
}

fn date(field: &'static str, value: Datetime) -> Result<Date, Flaw> {
    let Some(day) = value.date.filter(|_| value.time.is_none() && value.offset.is_none()) else {
        return Err(Flaw::Form(format!("`{field}`: “{value}” is no day")));
    };
    Date::new(day.year, day.month, day.day).map_err(|error| Flaw::Date { field, error })
}

fn site(text: Option<Box<str>>) -> Result<Option<Box<str>>, Flaw> {
    match text {
        Some(site) if !site.starts_with("https://") => Err(Flaw::Site(site.into())),
        site => Ok(site),
    }
}

fn slug(text: &str) -> Result<(), Flaw> {
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    let known = (2..=60).contains(&text.len()) && text.bytes().all(allowed);
    if known { Ok(()) } else { Err(Flaw::Slug(text.chars().take(60).collect())) }
}

fn told(field: &'static str, text: &Bilingual) -> Result<(), Flaw> {
    let empty = text.fr.trim().is_empty() || text.en.trim().is_empty();
    if empty { Err(Flaw::Empty(field)) } else { Ok(()) }
}

fn repeated<'a>(slugs: impl Iterator<Item = &'a Box<str>>) -> Option<String> {
    let mut known = HashSet::new();
    slugs.into_iter().find(|slug| !known.insert(*slug)).map(ToString::to_string)
}
