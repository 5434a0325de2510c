//! What overlaps a territory, as a table.

use atlas::{Atlas, KindFilter, Subject, Year};
use territory::{Relation, Sheet};

/// A row for each territory that shares ground with the subject.
pub(super) fn overlaps(atlas: &Atlas, year: &Year, subject: &Subject<'_>) -> String {
    let mut sheet = Sheet::new(&[
        "id",
        "nom",
        "type",
        "relation",
        "habitants en commun",
        "km² en commun",
        "part des habitants du territoire",
        "part de sa surface",
        "compte exact",
    ]);
    let share = |part: f64, whole: f64| {
        if whole > 0.0 { format!("{:.6}", part / whole) } else { String::new() }
    };
    for overlap in atlas.overlaps(subject, &KindFilter::all(atlas), year) {
        if overlap.relation == Relation::Touches {
            continue;
        }
        let entry = atlas.entry(overlap.territory);
        sheet.row(&[
            &*entry.id_text,
            &*entry.name,
            entry.kind().as_str(),
            relation(overlap.relation),
            &format!("{:.0}", overlap.people),
            &format!("{:.4}", overlap.area / 1e6),
            &share(overlap.people, subject.people),
            &share(overlap.area, subject.area),
            if overlap.exact { "oui" } else { "estimé" },
        ]);
    }
    sheet.into_text()
}

fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Equal => "même territoire",
        Relation::Within => "le territoire est dedans",
        Relation::Contains => "est dans le territoire",
        Relation::Overlaps => "se recouvrent en partie",
        Relation::Touches => "se touchent",
        Relation::Disjoint => "rien en commun",
    }
}
