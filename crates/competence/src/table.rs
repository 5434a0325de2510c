//! The answer as a table: one row an authority of a zone.

use territory::{Language, Sheet};

use crate::{HolderAnswer, HoldersAnswer, ZoneAnswer};

/// Writes an answer as CSV: zone by zone, holders, then chefs de file, then who may act.
#[must_use]
pub fn table(answer: &HoldersAnswer<'_>, language: Language) -> String {
    let mut sheet = Sheet::new(match language {
        Language::French => &[
            "zone",
            "rôle",
            "titre",
            "autorité",
            "nom",
            "type",
            "fondement",
            "dépend de",
            "précision",
            "source",
            "depuis",
            "habitants",
            "part des habitants",
            "km²",
            "communes",
            "siège",
            "adresse",
            "téléphone",
            "site",
        ],
        Language::English => &[
            "zone",
            "role",
            "title",
            "authority",
            "name",
            "kind",
            "basis",
            "depends on",
            "note",
            "source",
            "since",
            "people",
            "share of people",
            "km²",
            "communes",
            "seat",
            "address",
            "phone",
            "site",
        ],
    });
    for (zone, number) in answer.zones.iter().zip(1_u32..) {
        let roles = [("holder", &zone.holders), ("lead", &zone.lead), ("may-act", &zone.may_act)];
        for (role, list) in roles {
            for holder in list {
                sheet.row(&row(number, role, zone, holder));
            }
        }
        if zone.holders.is_empty() {
            let mut cells = vec![String::new(); 19];
            for (cell, text) in cells.iter_mut().zip([number.to_string(), "unknown".to_owned()]) {
                *cell = text;
            }
            sheet.row(&cells);
        }
    }
    sheet.into_text()
}

fn row(number: u32, role: &str, zone: &ZoneAnswer<'_>, holder: &HolderAnswer<'_>) -> Vec<String> {
    let HolderAnswer { authority, .. } = holder;
    let contact = &authority.contact;
    let share = zone.share.population.map(|share| (share * 1e6).round() / 1e6);
    let optional = |text: Option<&str>| text.unwrap_or_default().to_owned();
    vec![
        number.to_string(),
        role.to_owned(),
        holder.title.as_str().to_owned(),
        authority.id.to_owned(),
        authority.name.to_owned(),
        authority.kind_name.to_owned(),
        holder.basis.to_string(),
        optional(holder.on),
        optional(holder.note),
        holder.source.to_owned(),
        optional(holder.as_of.as_deref()),
        zone.population.to_string(),
        share.map(|share| share.to_string()).unwrap_or_default(),
        zone.area_km2.to_string(),
        zone.commune_codes.join(" "),
        optional(contact.seat),
        optional(contact.address),
        optional(contact.phone),
        optional(contact.site),
    ]
}
