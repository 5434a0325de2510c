//! How to reach the communes: their town halls, as they come with the base.

use std::collections::HashMap;

use atlas::TerritoryIndex;
use dataset::{Records, TOWN_HALLS};
use serde::Deserialize;
use territory::{Code, Contact};

use crate::{Register, question::Asked};

/// Address, telephone and site of town halls, by commune.
#[derive(Clone, Debug, Default)]
pub struct TownHalls(HashMap<Code, TownHall>);

#[derive(Clone, Debug, Deserialize)]
struct TownHall {
    commune: Code,
    #[serde(default)]
    address: Option<Box<str>>,
    #[serde(default)]
    phone: Option<Box<str>>,
    #[serde(default)]
    site: Option<Box<str>>,
}

impl TownHalls {
    /// Takes the town halls of a set of actors; none where the set is another. Rows without a
    /// commune are passed over.
    #[must_use]
    pub fn read(records: &Records) -> Self {
        if records.source.key.as_str() != TOWN_HALLS {
            return Self::default();
        }
        let rows = records.rows.iter().filter_map(|row| serde_json::from_str::<TownHall>(row).ok());
        Self(rows.map(|hall| (hall.commune.clone(), hall)).collect())
    }

    /// Those of both.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }
}

impl Register {
    /// How to reach a commune.
    pub(crate) fn town_hall<'a>(
        &'a self,
        commune: TerritoryIndex,
        asked: Asked<'a>,
    ) -> Contact<'a> {
        let entry = asked.atlas.entry(commune);
        let hall = self.town_halls.0.get(&entry.id.code);
        Contact {
            seat: Some(&*entry.name),
            address: hall.and_then(|hall| hall.address.as_deref()),
            phone: hall.and_then(|hall| hall.phone.as_deref()),
            mail: None,
            site: hall.and_then(|hall| hall.site.as_deref()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(row: &str, expect: Option<[&str; 2]>) {
        let hall = serde_json::from_str::<TownHall>(row).ok();
        let got = hall
            .as_ref()
            .map(|hall| [hall.commune.as_str(), hall.phone.as_deref().unwrap_or_default()]);
        assert_eq!(got, expect, "{row}");
    }

    #[test]
    fn rows_of_town_halls_are_read() {
        check(
            r#"{"id":"34111","name":"Mairie","commune":"34111","phone":"04 67 73 85 03"}"#,
            Some(["34111", "04 67 73 85 03"]),
        );
        check(r#"{"commune":"34111"}"#, Some(["34111", ""]));
        check(r#"{"name":"Mairie"}"#, None);
        check("not JSON", None);
    }
}
