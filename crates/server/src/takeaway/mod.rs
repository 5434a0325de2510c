//! What is shown as files to take away: the territory, its pieces, what overlaps it; with sources
//! and licences inside, under a name that a person understands.

mod shapefile;
mod tables;

use atlas::{Atlas, KindFilter, Subject, Topology, Year};
use geo_types::MultiPolygon;
use serde_json::{Map, Value, json};
use store::{PackageField, PackageLayer, PackageValue};
use territory::{Kind, words};

pub(crate) use shapefile::{Projection, ShapefileError};

use crate::outline::push_feature;

/// The territory, and the pieces into which the borders of a kind cut it.
pub(crate) struct TakeAway {
    /// What the file is called, without its ending.
    pub(crate) name: String,
    layers: Vec<PackageLayer>,
    /// Sources and licences, a line each.
    notes: Vec<String>,
    /// What overlaps the territory, as a table.
    csv: String,
}

const TERRITORY: &[PackageField] = &[
    PackageField { name: "id", decimals: None },
    PackageField { name: "nom", decimals: None },
    PackageField { name: "type", decimals: None },
    PackageField { name: "millesime", decimals: Some(0) },
    PackageField { name: "habitants", decimals: Some(0) },
    PackageField { name: "surf_km2", decimals: Some(2) },
];

const PIECES: &[PackageField] = &[
    PackageField { name: "id", decimals: None },
    PackageField { name: "nom", decimals: None },
    PackageField { name: "type", decimals: None },
    PackageField { name: "part", decimals: Some(6) },
];

impl TakeAway {
    /// What is taken away of a subject; `called` is what ground sent with the question is called.
    pub(crate) fn new(
        atlas: &Atlas,
        year: &Year,
        subject: &Subject<'_>,
        called: &str,
        cut_by: Option<&Kind>,
    ) -> Self {
        let brief = subject.territory.map(|index| atlas.brief(index, year));
        let name = brief.as_ref().map_or(called, |brief| brief.name);
        let id = brief.as_ref().and_then(|brief| brief.id);
        let kind = brief.as_ref().map_or(&Kind::PERIMETRE, |brief| brief.kind);
        let title = if name.is_empty() { "Périmètre" } else { name };
        let row = vec![
            id.map_or(PackageValue::Missing, text),
            text(title),
            text(kind.as_str()),
            PackageValue::Number(f64::from(year.vintage.year())),
            PackageValue::Number(subject.people.round()),
            PackageValue::Number((subject.area / 1e4).round() / 100.0),
        ];
        let mut layers = vec![PackageLayer {
            name: "territoire",
            title: title.to_owned(),
            fields: TERRITORY,
            rows: vec![(row, atlas.outline(subject, None))],
        }];
        layers.extend(cut_by.map(|kind| pieces(atlas, year, subject, title, kind)));
        let file = words::slug(&format!("{} {title}", kind.as_str()));
        let file = file.as_ref().map_or("territoire", |slug| slug.as_str());
        Self {
            name: format!("echelle-{file}-{}", year.vintage),
            layers,
            notes: notes(atlas, year, subject),
            csv: tables::overlaps(atlas, year, subject),
        }
    }

    /// The outline as a topology, sources inside.
    pub(crate) fn topology(&self, topology: &Topology<'_>) -> Result<Vec<u8>, serde_json::Error> {
        let mut written = serde_json::to_value(topology)?;
        // Members of its own are allowed by the specification (TopoJSON 2.1, section 2).
        written["sources"] = json!(self.notes);
        serde_json::to_vec(&written)
    }

    /// As a GeoPackage, in WGS84.
    pub(crate) fn geopackage(&self) -> Result<Vec<u8>, store::PackageError> {
        store::package(&self.layers, &self.notes)
    }

    /// As zipped shapefiles.
    pub(crate) fn shapefiles(&self, projection: Projection) -> Result<Vec<u8>, ShapefileError> {
        shapefile::zipped(&self.layers, &self.notes, projection)
    }

    /// What overlaps the territory, as CSV.
    pub(crate) fn csv(&self) -> String {
        self.csv.clone()
    }

    /// As one GeoJSON collection; what is to be known of it in `sources`.
    pub(crate) fn geojson(&self) -> Vec<u8> {
        let head = json!({"type": "FeatureCollection", "name": self.name, "sources": self.notes});
        let mut out = head.to_string().into_bytes();
        // The members go on where the object would end.
        out.pop();
        out.extend_from_slice(br#","features":["#);
        let mut first = true;
        for layer in &self.layers {
            for (values, ground) in &layer.rows {
                if !std::mem::take(&mut first) {
                    out.push(b',');
                }
                push_feature(&mut out, properties(layer, values).to_string().as_bytes(), ground);
            }
        }
        out.extend_from_slice(b"]}");
        out
    }
}

fn pieces(
    atlas: &Atlas,
    year: &Year,
    subject: &Subject<'_>,
    title: &str,
    kind: &Kind,
) -> PackageLayer {
    let pieces = atlas.pieces(subject, kind, year, None);
    let row = |piece: atlas::Piece| -> (Vec<PackageValue>, MultiPolygon<f64>) {
        let entry = piece.territory.map(|index| atlas.entry(index));
        let share = (piece.share * 1e6).round() / 1e6;
        let values = vec![
            entry.map_or(PackageValue::Missing, |entry| text(&entry.id_text)),
            entry.map_or(PackageValue::Missing, |entry| text(&entry.name)),
            text(kind.as_str()),
            if share.is_finite() { PackageValue::Number(share) } else { PackageValue::Missing },
        ];
        (values, piece.ground)
    };
    PackageLayer {
        name: "morceaux",
        title: format!("{title} : {}", kind.as_str()),
        fields: PIECES,
        rows: pieces.pieces.into_iter().map(row).collect(),
    }
}

/// Sources and licences, a line each, and what the file is.
fn notes(atlas: &Atlas, year: &Year, subject: &Subject<'_>) -> Vec<String> {
    let all = KindFilter::all(atlas);
    let answer = atlas.overlaps(subject, &all, year);
    let records = subject.territory.into_iter().chain(answer.iter().map(|one| one.territory));
    let mut notes = vec![format!("Échelle, millésime {}", year.vintage)];
    for source in atlas.sources_of(records) {
        let url = source.url.as_deref().map_or_else(String::new, |url| format!(" — {url}"));
        notes.push(format!("{} — {} — {}{url}", source.attribution, source.name, source.licence));
    }
    notes
}

fn properties(layer: &PackageLayer, values: &[PackageValue]) -> Value {
    let mut members = Map::new();
    members.insert("couche".to_owned(), layer.name.into());
    for (field, value) in layer.fields.iter().zip(values) {
        let value = match value {
            PackageValue::Text(text) => text.as_str().into(),
            PackageValue::Number(number) => json!(number),
            PackageValue::Missing => Value::Null,
        };
        members.insert(field.name.to_owned(), value);
    }
    Value::Object(members)
}

fn text(text: &str) -> PackageValue {
    PackageValue::Text(text.to_owned())
}
