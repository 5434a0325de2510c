//! What a border cuts a territory into, for the map.

use atlas::{Pieces, Subject, Year};
use axum::{
    extract::{Path, State},
    response::Response,
};
use geometry::Simplification;
use serde_json::json;
use territory::{Kind, Vintage};
use utoipa::IntoParams;

use crate::{
    asking::{Asking, GEOJSON},
    ground::{Ground, Sent},
    outline::{push_feature, push_lines},
    parameters::{self, Asked, Metres, Parameters, Query},
    problem::Problem,
    router::Door,
};

/// Whose borders to cut along, and how much to show.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PiecesParameters {
    /// The vintage to answer at; the latest by default.
    #[param(value_type = Option<u16>, minimum = 1790, maximum = 2199, example = 2026)]
    vintage: Option<Vintage>,
    /// The kind whose borders cut.
    #[param(value_type = String, example = "departement")]
    kind: Kind,
    /// Whether to show what the cutting territories hold beyond the subject.
    #[param(value_type = Option<bool>)]
    beyond: bool,
    /// Details smaller than this many metres are left out; none by default.
    #[param(value_type = Option<f64>, minimum = 0, maximum = 100_000, example = 100)]
    simplify: Option<Metres>,
}

/// Details smaller than this, in metres, are left out of what lies beyond the subject: it is
/// background.
const BACKGROUND: f64 = 200.0;

impl Parameters for PiecesParameters {
    fn read(query: &Query<'_>) -> Result<Self, Problem> {
        Ok(Self {
            vintage: query.optional("vintage")?,
            kind: query.required("kind")?,
            beyond: query.flag("beyond")?,
            simplify: query.optional("simplify")?,
        })
    }
}

/// The pieces into which the borders of a kind cut a territory, as a GeoJSON collection.
///
/// Features have a `role`: `piece` (with `id`, `name`, `share` and `order`), `cut`, `outline` and,
/// on request, `beyond`.
#[utoipa::path(
    get,
    path = "/api/territories/{id}/pieces",
    tag = "outlines",
    operation_id = "pieces",
    params(super::TerritoryPath, PiecesParameters),
    responses((status = 200, content_type = "application/geo+json", body = Object))
)]
pub(crate) async fn of_territory(
    asking: Asking,
    State(door): State<Door>,
    Path(id): Path<String>,
    Asked(parameters): Asked<PiecesParameters>,
) -> Result<Response, Problem> {
    door.workers
        .run(move || {
            let year = parameters::year(&asking.snapshot, parameters.vintage)?;
            let subject = super::subject(asking.snapshot.atlas(), &id, year)?;
            answer(&asking, &parameters, &subject, year)
        })
        .await
}

/// The pieces into which the borders of a kind cut a polygon or a basket of communes.
#[utoipa::path(
    post,
    path = "/api/pieces",
    tag = "outlines",
    operation_id = "piecesOfGround",
    params(PiecesParameters),
    request_body = Sent,
    responses((status = 200, content_type = "application/geo+json", body = Object))
)]
pub(crate) async fn of_ground(
    asking: Asking,
    State(door): State<Door>,
    Asked(parameters): Asked<PiecesParameters>,
    ground: Ground,
) -> Result<Response, Problem> {
    door.workers
        .run(move || {
            let year = parameters::year(&asking.snapshot, parameters.vintage)?;
            let subject = ground.subject(&asking.snapshot, year)?;
            answer(&asking, &parameters, &subject, year)
        })
        .await
}

fn answer(
    asking: &Asking,
    parameters: &PiecesParameters,
    subject: &Subject<'_>,
    year: &Year,
) -> Result<Response, Problem> {
    let atlas = asking.snapshot.atlas();
    // Only to refuse a kind nobody has heard of.
    atlas::KindFilter::of(atlas, std::slice::from_ref(&parameters.kind))
        .map_err(|error| Problem::question(&error, "kind"))?;
    let simplification = parameters.simplify.map(|metres| atlas.weights().at(metres.0));
    let pieces = atlas.pieces(subject, &parameters.kind, year, simplification.as_ref());
    let mut collection = Collection::default();
    collection.push_pieces(asking, &pieces);
    if parameters.beyond {
        let least = parameters.simplify.map_or(BACKGROUND, |metres| metres.0.max(BACKGROUND));
        collection.push_beyond(asking, subject, &pieces, &atlas.weights().at(least));
    }
    Ok(asking.bytes(collection.finish(), GEOJSON))
}

/// A GeoJSON FeatureCollection under way.
#[derive(Default)]
struct Collection(Vec<u8>);

impl Collection {
    fn push_pieces(&mut self, asking: &Asking, pieces: &Pieces) {
        let atlas = asking.snapshot.atlas();
        for (order, piece) in pieces.pieces.iter().enumerate() {
            let entry = piece.territory.map(|index| atlas.entry(index));
            let share = (piece.share * 1e6).round() / 1e6;
            let properties = json!({
                "role": "piece",
                "id": entry.map(|entry| &entry.id_text),
                "name": entry.map(|entry| &entry.name),
                "share": if share.is_finite() { Some(share) } else { None },
                "order": order,
            });
            push_feature(self.next(), properties.to_string().as_bytes(), &piece.ground);
        }
        let out = self.next();
        out.extend_from_slice(br#"{"type":"Feature","properties":{"role":"cut"},"geometry":"#);
        push_lines(out, &pieces.cuts);
        out.push(b'}');
        let outline = geo_types::MultiLineString(
            pieces
                .outline
                .iter()
                .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
                .cloned()
                .collect(),
        );
        let out = self.next();
        out.extend_from_slice(br#"{"type":"Feature","properties":{"role":"outline"},"geometry":"#);
        push_lines(out, &outline);
        out.push(b'}');
    }

    fn push_beyond(
        &mut self,
        asking: &Asking,
        subject: &Subject<'_>,
        pieces: &Pieces,
        simplification: &Simplification<'_>,
    ) {
        let atlas = asking.snapshot.atlas();
        for piece in pieces.pieces.iter().filter(|piece| piece.reaches_beyond) {
            let Some(index) = piece.territory else { continue };
            let beyond = atlas.beyond(subject, index, Some(simplification));
            if beyond.0.is_empty() {
                continue;
            }
            let entry = atlas.entry(index);
            let properties = json!({"role": "beyond", "id": entry.id_text, "name": entry.name});
            push_feature(self.next(), properties.to_string().as_bytes(), &beyond);
        }
    }

    /// The place of the next feature.
    fn next(&mut self) -> &mut Vec<u8> {
        let start: &[u8] =
            if self.0.is_empty() { br#"{"type":"FeatureCollection","features":["# } else { b"," };
        self.0.extend_from_slice(start);
        &mut self.0
    }

    fn finish(mut self) -> Vec<u8> {
        self.0.extend_from_slice(b"]}");
        self.0
    }
}
