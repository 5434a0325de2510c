//! The answer as it is written: the same for the library, the command line and HTTP.

use atlas::{Atlas, Brief, CommuneAnswer, SourceAnswer, Subject, Year};
use serde::Serialize;
use territory::{Bilingual, Contact, Date, Vintage};

use crate::{ActorIndex, Directory, Filter, Found, Hit, Network, Placed, Where};

/// Who is here, acts here, or is next door.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActorsAnswer<'a> {
    /// What was asked about.
    pub subject: Brief<'a>,
    /// The vintage.
    pub vintage: Vintage,
    /// The same in words.
    pub sentence: Bilingual,
    /// How many, before the list is narrowed by how they stand.
    pub counts: Counts<'a>,
    /// The part of the list asked for.
    pub actors: Vec<ActorAnswer<'a>>,
    /// Those who belong together across a border.
    pub networks: Vec<NetworkAnswer<'a>>,
    /// The length of the whole list.
    pub total: usize,
    /// Whether the words were found only with typos forgiven.
    pub typos_forgiven: bool,
    /// The sources of the actors shown.
    pub sources: Vec<SourceAnswer<'a>>,
}

/// How many actors.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ActorCounts))]
pub struct Counts<'a> {
    /// Of each kind, whichever kinds were asked for.
    pub by_kind: Vec<CountAnswer<'a>>,
    /// Of each theme, whichever themes were asked for; a part counts for its theme too.
    pub by_theme: Vec<CountAnswer<'a>>,
    /// That sit here.
    pub here: usize,
    /// That act here though they sit elsewhere.
    pub acts: usize,
    /// That sit one commune outside.
    pub near: usize,
}

/// How many of a kind or theme.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ActorCount))]
pub struct CountAnswer<'a> {
    /// Its name in addresses.
    pub slug: &'a str,
    /// Its name for people.
    pub name: &'a Bilingual,
    /// How many.
    pub count: u32,
}

/// An actor.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Actor))]
pub struct ActorAnswer<'a> {
    /// Source and its identifier there.
    pub id: String,
    /// Name, as the source writes it: a text, never markup.
    pub name: &'a str,
    /// The slug of its kind.
    pub kind: &'a str,
    /// The kind for people.
    pub kind_name: &'a Bilingual,
    /// Themes.
    pub themes: Vec<ThemeBrief<'a>>,
    /// What it does and knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<&'a str>,
    /// Where it sits.
    pub place: PlaceAnswer<'a>,
    /// How it stands to the subject.
    pub r#where: Where,
    /// How to reach it.
    pub contact: Contact<'a>,
    /// Opening hours, as the source writes them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<&'a str>,
    /// The network it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network: Option<&'a str>,
    /// The key of its source.
    pub source: &'a str,
    /// The licence of its source.
    pub licence: &'a str,
    /// The day the source vouches for.
    pub as_of: Option<Date>,
}

/// A theme in brief.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ThemeBrief<'a> {
    /// Its name in addresses.
    pub slug: &'a str,
    /// Its name for people.
    pub name: &'a Bilingual,
}

/// Where an actor sits.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ActorPlace))]
pub struct PlaceAnswer<'a> {
    /// Longitude in degrees.
    pub lon: f64,
    /// Latitude in degrees.
    pub lat: f64,
    /// The commune of the vintage.
    pub commune: Option<CommuneAnswer<'a>>,
    /// How the point is known: where it is the commune only, the point is its town hall.
    pub placed: Placed,
}

/// Actors of one network or parent, on both sides of a border.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ActorNetwork))]
pub struct NetworkAnswer<'a> {
    /// Its name; for a shared parent that has none, the name of its first member.
    pub name: String,
    /// Whether they share a parent rather than a network.
    pub shared_parent: bool,
    /// The kinds of territories that part the members; empty where only the subject's border does.
    pub parted_by: Vec<String>,
    /// How many members there are.
    pub members: usize,
    /// The first of them.
    pub shown: Vec<MemberAnswer<'a>>,
}

/// A member of a network.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ActorMember))]
pub struct MemberAnswer<'a> {
    /// Source and its identifier there.
    pub id: String,
    /// Name.
    pub name: &'a str,
    /// Its commune.
    pub commune: Option<CommuneAnswer<'a>>,
    /// How it stands to the subject.
    pub r#where: Where,
}

/// The most members of a network that are shown.
const SHOWN_MEMBERS: usize = 12;

impl Directory {
    /// Asks, and writes the answer. `name` is that of a drawn area or basket.
    #[must_use]
    pub fn answer<'a>(
        &'a self,
        atlas: &'a Atlas,
        subject: &Subject<'_>,
        name: &'a str,
        year: &Year,
        filter: &Filter,
    ) -> ActorsAnswer<'a> {
        let found = self.ask(atlas, subject, year, filter);
        let mut sources: Vec<u16> =
            found.hits.iter().filter_map(|hit| Some(self.row(hit.actor)?.source)).collect();
        sources.sort_unstable();
        sources.dedup();
        let source = |number: u16| self.sources.get(usize::from(number)).map(SourceAnswer);
        ActorsAnswer {
            subject: atlas.subject_brief(subject, name, year),
            vintage: year.vintage,
            sentence: sentence(&found),
            counts: self.counts(&found),
            actors: found
                .hits
                .iter()
                .filter_map(|&hit| self.actor_answer(atlas, year, hit))
                .collect(),
            networks: found.networks.iter().map(|n| self.network_answer(atlas, year, n)).collect(),
            total: found.total,
            typos_forgiven: found.typos_forgiven,
            sources: sources.into_iter().filter_map(source).collect(),
        }
    }

    /// One actor in full.
    #[must_use]
    pub fn actor_answer<'a>(
        &'a self,
        atlas: &'a Atlas,
        year: &Year,
        hit: Hit,
    ) -> Option<ActorAnswer<'a>> {
        let row = self.row(hit.actor)?;
        let card = self.card(row);
        let kind = self.kinds.get(row.kind)?;
        let source = self.sources.get(usize::from(row.source))?;
        let known = |text: &'a str| Some(text).filter(|text| !text.is_empty());
        let theme = |&id| {
            let theme = self.themes.get(id)?;
            Some(ThemeBrief { slug: &theme.slug, name: &theme.name })
        };
        Some(ActorAnswer {
            id: format!("{}:{}", source.key, card.id),
            name: card.name,
            kind: &kind.slug,
            kind_name: &kind.name,
            themes: self.themes_of(row).iter().filter_map(theme).collect(),
            about: known(card.about),
            place: PlaceAnswer {
                lon: row.place.longitude(),
                lat: row.place.latitude(),
                commune: self.commune_of(atlas, year, hit.actor),
                placed: row.placed,
            },
            r#where: hit.stand,
            contact: Contact {
                address: known(card.address),
                phone: known(card.phone),
                mail: known(card.mail),
                seat: None,
                // Whatever the source says, nothing else becomes a link.
                site: known(card.site).filter(|site| is_web(site)),
            },
            hours: known(card.hours),
            network: known(card.network),
            source: source.key.as_str(),
            licence: &source.licence,
            as_of: row.as_of,
        })
    }

    fn commune_of<'a>(
        &self,
        atlas: &'a Atlas,
        year: &Year,
        actor: ActorIndex,
    ) -> Option<CommuneAnswer<'a>> {
        let commune = atlas.entry(year.commune_of(self.face_of(actor))?);
        Some(CommuneAnswer { code: commune.id.code.as_str(), name: &commune.name })
    }

    fn counts(&self, found: &Found) -> Counts<'_> {
        let of_kind = |&(id, count)| {
            let kind = self.kinds.get(id)?;
            Some(CountAnswer { slug: &kind.slug, name: &kind.name, count })
        };
        let of_theme = |&(id, count)| {
            let theme = self.themes.get(id)?;
            Some(CountAnswer { slug: &theme.slug, name: &theme.name, count })
        };
        Counts {
            by_kind: found.by_kind.iter().filter_map(of_kind).collect(),
            by_theme: found.by_theme.iter().filter_map(of_theme).collect(),
            here: found.here,
            acts: found.acts,
            near: found.near,
        }
    }

    fn network_answer<'a>(
        &'a self,
        atlas: &'a Atlas,
        year: &Year,
        network: &Network,
    ) -> NetworkAnswer<'a> {
        let member = |hit: &Hit| {
            let row = self.row(hit.actor)?;
            let card = self.card(row);
            let source = self.sources.get(usize::from(row.source))?;
            Some(MemberAnswer {
                id: format!("{}:{}", source.key, card.id),
                name: card.name,
                commune: self.commune_of(atlas, year, hit.actor),
                r#where: hit.stand,
            })
        };
        let shown: Vec<MemberAnswer<'_>> =
            network.members.iter().take(SHOWN_MEMBERS).filter_map(member).collect();
        // A parent is often an identifier that tells people nothing.
        let opaque = network.is_parent && network.name.bytes().any(|byte| byte.is_ascii_digit());
        let name = shown.first().filter(|_| opaque).map_or(&*network.name, |first| first.name);
        NetworkAnswer {
            name: name.to_owned(),
            shared_parent: network.is_parent,
            parted_by: network.parted_by.iter().map(|kind| kind.as_str().to_owned()).collect(),
            members: network.members.len(),
            shown,
        }
    }
}

fn is_web(site: &str) -> bool {
    site.starts_with("https://") || site.starts_with("http://")
}

fn sentence(found: &Found) -> Bilingual {
    let Found { here, acts, near, .. } = *found;
    if here + acts + near == 0 {
        return Bilingual::new(
            "Aucun acteur connu ici, ni dans les communes voisines.",
            "No actor is known here, nor in neighbouring communes.",
        );
    }
    let say = |count: usize, [none, one, many]: [&str; 3]| match count {
        0 => none.to_owned(),
        1 => format!("1 {one}"),
        _ => format!("{count} {many}"),
    };
    Bilingual::new(
        format!(
            "{} ici, {} depuis un autre territoire, {} dans les communes voisines.",
            say(here, ["Aucun acteur", "acteur", "acteurs"]),
            say(acts, ["aucun n’y agit", "y agit", "y agissent"]),
            say(near, ["aucun", "se trouve", "se trouvent"]),
        ),
        format!(
            "{} here, {} here from elsewhere, {} in neighbouring communes.",
            say(here, ["No actor", "actor", "actors"]),
            say(acts, ["none acts", "acts", "act"]),
            say(near, ["none", "is", "are"]),
        ),
    )
}
