//! Long answers in pages: which page is asked for, and the links to those around it.

use atlas::Page;
use axum::{
    http::{HeaderValue, Uri, header},
    response::Response,
};
use utoipa::IntoParams;

use crate::{
    parameters::{Limit, Parameter, Query},
    problem::Problem,
};

/// Which page of a list.
#[derive(Clone, Copy, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Paging {
    /// The page of the list, from 1.
    #[param(value_type = Option<u32>, minimum = 1)]
    page: PageNumber,
    /// How many a page has, from 1 to 100; 50 by default.
    #[param(value_type = Option<u8>, minimum = 1, maximum = 100)]
    limit: Option<Limit>,
}

/// The number of a page, from 1.
#[derive(Clone, Copy)]
struct PageNumber(u32);

impl Parameter for PageNumber {
    const EXPECTED: [&'static str; 2] =
        ["un numéro de page, à partir de 1,", "the number of a page, from 1,"];

    fn parse(text: &str) -> Option<Self> {
        text.parse().ok().filter(|&page| page > 0).map(Self)
    }
}

impl Paging {
    pub(crate) fn read(query: &Query<'_>) -> Result<Self, Problem> {
        Ok(Self {
            page: query.optional("page")?.unwrap_or(PageNumber(1)),
            limit: query.optional("limit")?,
        })
    }

    /// The part of the list.
    pub(crate) fn page(self) -> Page {
        Page::number(self.page.0, self.limit.map_or(Page::USUAL, |limit| limit.0))
    }

    /// An answer with links to the pages of a list of some length.
    pub(crate) fn linked(self, mut response: Response, uri: &Uri, total: usize) -> Response {
        let links = links(uri, self.page.0, self.page().count, total);
        if let Some(links) = links.and_then(|links| HeaderValue::try_from(links).ok()) {
            response.headers_mut().insert(header::LINK, links);
        }
        response
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
