//! Who works here, or next door?

use actor::{ActorsAnswer, Directory, Filter, KindId, Page, Sort, Where};
use axum::{
    extract::{Path, State},
    http::{HeaderValue, StatusCode, Uri, header},
    response::Response,
};
use territory::Vintage;
use utoipa::{IntoParams, ToSchema};

use super::forms::{Format, Lang};
use crate::{
    asking::{Asking, CSV, GEOJSON},
    parameters::{self, Asked, Limit, Parameter, Parameters, Query},
    problem::Problem,
    router::Door,
};

/// The most actors in a table or on a map.
const MOST_ROWS: usize = 100_000;
/// How many actors a page has, where the request does not say.
const ROWS: usize = 50;

/// Which actors, in which order, and how to write them.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ActorsParameters {
    /// The vintage to answer at; the latest by default.
    #[param(value_type = Option<u16>, minimum = 1790, maximum = 2199, example = 2026)]
    vintage: Option<Vintage>,
    /// A theme, by its slug or in words; all by default.
    #[param(example = "inclusion-numerique")]
    theme: Option<String>,
    /// Free words: accents and typos are forgiven.
    #[param(example = "médiathèque")]
    q: Option<String>,
    /// A kind of actor, by its slug; all by default.
    #[param(example = "france-services")]
    kind: Option<String>,
    /// Only those who sit here, act here from elsewhere, or sit one commune outside.
    #[param(inline, value_type = Option<Where>)]
    r#where: Option<Where>,
    /// The order: by name, by distance from the middle, or by kind.
    #[param(inline, value_type = Option<Order>)]
    sort: Order,
    /// The page of the list, from 1.
    #[param(value_type = Option<u32>, minimum = 1)]
    page: PageNumber,
    /// How many a page has, from 1 to 100; 50 by default.
    #[param(value_type = Option<u8>, minimum = 1, maximum = 100)]
    limit: Option<Limit>,
    /// JSON by default; the whole list as a table or as points on a map.
    #[param(inline, value_type = Option<Format>)]
    format: Format,
    /// The language of tables, French by default; JSON has both.
    #[param(inline, value_type = Option<Lang>)]
    lang: Lang,
}

/// The order of a list.
#[derive(Clone, Copy, Default, ToSchema)]
#[schema(rename_all = "lowercase")]
pub(crate) enum Order {
    #[default]
    Name,
    Distance,
    Kind,
}

/// The number of a page, from 1.
#[derive(Clone, Copy)]
pub(crate) struct PageNumber(u32);

impl Parameter for Where {
    const EXPECTED: [&'static str; 2] =
        ["« here », « acts » ou « near »", "“here”, “acts” or “near”"];

    fn parse(text: &str) -> Option<Self> {
        match text {
            "here" => Some(Self::Here),
            "acts" => Some(Self::Acts),
            "near" => Some(Self::Near),
            _ => None,
        }
    }
}

impl Parameter for Order {
    const EXPECTED: [&'static str; 2] =
        ["« name », « distance » ou « kind »", "“name”, “distance” or “kind”"];

    fn parse(text: &str) -> Option<Self> {
        match text {
            "name" => Some(Self::Name),
            "distance" => Some(Self::Distance),
            "kind" => Some(Self::Kind),
            _ => None,
        }
    }
}

impl Parameter for PageNumber {
    const EXPECTED: [&'static str; 2] =
        ["un numéro de page, à partir de 1,", "the number of a page, from 1,"];

    fn parse(text: &str) -> Option<Self> {
        text.parse().ok().filter(|&page| page > 0).map(Self)
    }
}

impl Parameters for ActorsParameters {
    fn read(query: &Query<'_>) -> Result<Self, Problem> {
        let text = |field| query.text(field).map(str::to_owned);
        Ok(Self {
            vintage: query.optional("vintage")?,
            theme: text("theme"),
            q: text("q"),
            kind: text("kind"),
            r#where: query.optional("where")?,
            sort: query.optional("sort")?.unwrap_or_default(),
            page: query.optional("page")?.unwrap_or(PageNumber(1)),
            limit: query.optional("limit")?,
            format: query.optional("format")?.unwrap_or_default(),
            lang: query.optional("lang")?.unwrap_or_default(),
        })
    }
}

impl ActorsParameters {
    fn filter(&self, directory: &Directory) -> Result<Filter, Problem> {
        let page = match self.format {
            Format::Json => {
                let count = self.limit.map_or(ROWS, |limit| limit.0);
                Page { first: (self.page.0 as usize - 1).saturating_mul(count), count }
            }
            Format::Csv | Format::GeoJson => Page { first: 0, count: MOST_ROWS },
        };
        Ok(Filter {
            themes: super::themes(directory.themes(), self.theme.as_deref())?,
            kinds: self.kind.as_deref().map_or(Ok(Vec::new()), |slug| kinds(directory, slug))?,
            words: self.q.clone().unwrap_or_default(),
            stand: self.r#where,
            sort: match self.sort {
                Order::Name => Sort::Name,
                Order::Distance => Sort::Distance,
                Order::Kind => Sort::Kind,
            },
            page,
        })
    }
}

fn kinds(directory: &Directory, slug: &str) -> Result<Vec<KindId>, Problem> {
    directory.kinds().find(slug).map(|kind| vec![kind]).ok_or_else(|| {
        let known: Vec<&str> = directory.kinds().iter().map(|(_, kind)| &*kind.slug).collect();
        let (shown, known) = (parameters::shortened(slug), known.join(", "));
        Problem::new(
            StatusCode::BAD_REQUEST,
            format!("« {shown} » n’est pas un type d’acteur ; il y a : {known}."),
            format!("“{shown}” is no kind of actor; there are: {known}."),
        )
        .at("kind")
    })
}

/// Who sits here, who acts here though they sit elsewhere, who sits one commune outside.
#[utoipa::path(
    get,
    path = "/api/territories/{id}/actors",
    tag = "actors",
    operation_id = "actors",
    params(super::TerritoryPath, ActorsParameters),
    responses((
        status = 200,
        headers(("Link" = String, description = "The pages around this one, and the first and last.")),
        content(
            (ActorsAnswer = "application/json"),
            (String = "text/csv"),
            (Object = "application/geo+json")
        )
    ))
)]
pub(crate) async fn of_territory(
    asking: Asking,
    State(door): State<Door>,
    uri: Uri,
    Path(id): Path<String>,
    Asked(parameters): Asked<ActorsParameters>,
) -> Result<Response, Problem> {
    // A région among millions of actors, or a table of all of them, takes milliseconds.
    door.workers.run(move || answer(&asking, &uri, &id, &parameters)).await
}

fn answer(
    asking: &Asking,
    uri: &Uri,
    id: &str,
    parameters: &ActorsParameters,
) -> Result<Response, Problem> {
    let atlas = asking.snapshot.atlas();
    let unread = || Problem::internal(&"the list of actors could not be built");
    let directory = asking.snapshot.actors().ok_or_else(unread)?;
    let year = parameters::year(&asking.snapshot, parameters.vintage)?;
    let subject = super::subject(atlas, id, year)?;
    let filter = parameters.filter(directory)?;
    let answer = directory.answer(atlas, &subject, "", year, &filter);
    match parameters.format {
        Format::Json => {
            let mut response = asking.json(&answer)?;
            let links = links(uri, parameters.page.0, filter.page.count, answer.total);
            if let Some(links) = links.and_then(|links| HeaderValue::try_from(links).ok()) {
                response.headers_mut().insert(header::LINK, links);
            }
            Ok(response)
        }
        Format::Csv => Ok(asking.bytes(actor::csv(&answer, parameters.lang.language()), CSV)),
        Format::GeoJson => {
            let map = actor::geojson(&answer).map_err(|error| Problem::internal(&error))?;
            Ok(asking.bytes(map, GEOJSON))
        }
    }
}

/// The pages around one, and the first and last (RFC 8288); none where all is on one page.
fn links(uri: &Uri, page: u32, count: usize, total: usize) -> Option<String> {
    let last = u32::try_from(total.div_ceil(count.max(1))).ok()?.max(1);
    if last == 1 {
        return None;
    }
    let others = uri.query().unwrap_or_default().split('&');
    let others: Vec<&str> =
        others.filter(|pair| !pair.is_empty() && !pair.starts_with("page=")).collect();
    let link = |page: u32, relation: &str| {
        let mut query = others.join("&");
        if !query.is_empty() {
            query.push('&');
        }
        format!("<{}?{query}page={page}>; rel=\"{relation}\"", uri.path())
    };
    let before = (page > 1).then(|| link((page - 1).min(last), "prev"));
    let after = (page < last).then(|| link(page + 1, "next"));
    let ends = [link(1, "first"), link(last, "last")];
    let all: Vec<String> = before.into_iter().chain(after).chain(ends).collect();
    Some(all.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(address: &str, page: u32, total: usize, expect: Option<&str>) {
        let uri: Uri = address.parse().unwrap();
        assert_eq!(links(&uri, page, 50, total).as_deref(), expect, "{address}");
    }

    #[test]
    fn pages_are_linked() {
        check("/a?q=b", 1, 50, None);
        check("/a", 1, 0, None);
        let first = "</a?q=b%20c&page=2>; rel=\"next\", </a?q=b%20c&page=1>; rel=\"first\", </a?q=b%20c&page=3>; rel=\"last\"";
        check("/a?q=b%20c", 1, 101, Some(first));
        let last =
            "</a?page=1>; rel=\"prev\", </a?page=1>; rel=\"first\", </a?page=2>; rel=\"last\"";
        check("/a?page=2", 2, 51, Some(last));
        check(
            "/a?page=9",
            9,
            51,
            Some(
                "</a?page=2>; rel=\"prev\", </a?page=1>; rel=\"first\", </a?page=2>; rel=\"last\"",
            ),
        );
    }
}
