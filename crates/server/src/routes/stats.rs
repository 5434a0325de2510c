//! What is loaded, what is missing and how to get it.

use std::collections::BTreeMap;

use atlas::{KindStatus, Stats};
use axum::{extract::State, response::Response};
use dataset::Source;
use serde::Serialize;
use territory::{Family, Kind, Language, Vintage};
use utoipa::ToSchema;

use crate::{
    Site,
    asking::{Asking, JSON},
    problem::Problem,
    router::Door,
};

/// The counts of the atlas, with what a page says of each kind.
#[derive(Serialize, ToSchema)]
pub(crate) struct StatsAnswer<'a> {
    /// The vintages loaded, ascending.
    vintages: &'a [Vintage],
    /// Territories with ground, by vintage and kind.
    counts: &'a BTreeMap<u16, BTreeMap<&'a str, u32>>,
    /// Territories known by name only, by vintage and kind.
    without_shape: &'a BTreeMap<u16, BTreeMap<&'a str, u32>>,
    /// For each kind that is not administrative, how many are cut by each administrative kind.
    cut_by: &'a BTreeMap<&'a str, BTreeMap<&'a str, u32>>,
    /// The kinds, loaded or not.
    layers: Vec<LayerAnswer<'a>>,
    /// Sources.
    sources: &'a [&'a Source],
}

/// One kind and whether it is loaded.
#[derive(Serialize, ToSchema)]
pub(crate) struct LayerAnswer<'a> {
    /// The kind.
    kind: &'a Kind,
    /// Its family.
    family: Family,
    /// Its name, singular then plural.
    label: Label<'a>,
    /// Whether any territory of it is loaded.
    status: LayerState,
    /// Territories of the latest vintage.
    count: u32,
    /// Where they come from; `null`: the base.
    source: Option<&'a Source>,
    /// Whether they are an estimate.
    estimated: bool,
    /// How to load the kind where it is missing.
    advice: Option<Advice<'a>>,
}

/// Singular and plural.
#[derive(Serialize, ToSchema)]
pub(crate) struct Label<'a> {
    fr: [&'a str; 2],
    en: [&'a str; 2],
}

/// How to load a kind.
#[derive(Serialize, ToSchema)]
pub(crate) struct Advice<'a> {
    fr: &'a str,
    en: &'a str,
}

/// Whether a kind is loaded.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LayerState {
    Loaded,
    Missing,
}

/// What is loaded: counts by vintage and kind, what cuts what, and the state of each kind.
#[utoipa::path(
    get,
    path = "/api/stats",
    tag = "service",
    operation_id = "stats",
    responses((status = 200, body = StatsAnswer))
)]
pub(crate) async fn all(asking: Asking, State(door): State<Door>) -> Result<Response, Problem> {
    door.workers
        .run(move || {
            let bytes = asking.snapshot.stats(|stats| written(stats, &door.site))?;
            Ok(asking.bytes(bytes, JSON))
        })
        .await
}

fn written(stats: &Stats<'_>, site: &Site) -> Result<Vec<u8>, Problem> {
    let answer = StatsAnswer {
        vintages: &stats.vintages,
        counts: &stats.counts,
        without_shape: &stats.without_shape,
        cut_by: &stats.cut_by,
        layers: stats.layers.iter().map(|layer| layer_answer(layer, site)).collect(),
        sources: &stats.sources,
    };
    serde_json::to_vec(&answer).map_err(|error| Problem::internal(&error))
}

fn layer_answer<'a>(layer: &'a KindStatus<'a>, site: &'a Site) -> LayerAnswer<'a> {
    let missing = layer.count == 0;
    let label = |language| [false, true].map(|plural| layer.kind.label(language, plural));
    LayerAnswer {
        kind: &layer.kind,
        family: layer.family,
        label: Label { fr: label(Language::French), en: label(Language::English) },
        status: if missing { LayerState::Missing } else { LayerState::Loaded },
        count: layer.count,
        source: layer.source,
        estimated: layer.estimated,
        advice: missing
            .then(|| site.advice(&layer.kind))
            .flatten()
            .map(|advice| Advice { fr: &advice.fr, en: &advice.en }),
    }
}
