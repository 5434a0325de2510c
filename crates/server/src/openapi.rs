//! The description of the API: what no single route says of itself.

use utoipa::{
    OpenApi, PartialSchema, ToSchema,
    openapi::{self, ContentBuilder, Ref, Response, ResponseBuilder, path::PathItem},
};

use crate::problem::ProblemAnswer;

/// The head of the description, before routes add themselves.
pub(crate) fn head() -> openapi::OpenApi {
    #[derive(OpenApi)]
    #[openapi(
        info(
            title = "Échelle",
            description = "Territories of France: what holds a point, what overlaps a territory, \
                           and by how much. Every answer states its vintage and its sources. \
                           Territories are named `kind:code`. Errors are problems (RFC 9457) in \
                           French, or in English with `lang=en` or Accept-Language.",
            license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
        ),
        tags(
            (name = "territories", description = "Territories by name, code and history."),
            (name = "points", description = "The territories that hold points."),
            (name = "overlaps", description = "What overlaps a territory, a polygon or a basket."),
            (name = "outlines", description = "Outlines and pieces, for maps."),
            (name = "competences", description = "Who holds which competence, and whom to call."),
            (name = "actors", description = "Who works here, or next door."),
            (name = "funding", description = "Who could fund a project, and themes."),
            (name = "scale", description = "What cuts a territory, scales compared, round tables."),
            (name = "own", description = "Territories that people keep here under a name of their own."),
            (name = "sheets", description = "A territory on paper, and its map as an image."),
            (name = "embeds", description = "Maps in frames of other sites, and oEmbed."),
            (name = "tiles", description = "Vector tiles."),
            (name = "service", description = "What is loaded, and the server itself.")
        )
    )]
    struct Head;
    Head::openapi()
}

/// Says of every operation that its refusals are problems.
pub(crate) fn add_problems(description: &mut openapi::OpenApi) {
    let name = ProblemAnswer::name().into_owned();
    for item in description.paths.paths.values_mut() {
        let PathItem { get, post, patch, delete, .. } = item;
        for operation in [get, post, patch, delete].into_iter().flatten() {
            operation.responses.responses.insert("default".to_owned(), problem(&name).into());
        }
    }
    let components = description.components.get_or_insert_default();
    components.schemas.insert(name, ProblemAnswer::schema());
}

fn problem(schema: &str) -> Response {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(schema))).build();
    ResponseBuilder::new()
        .description("A refusal, in words.")
        .content("application/problem+json", content)
        .build()
}
