//! A base of a few communes, for readers that ask about codes.

use sources::{CommuneLookup, Resolution};
use territory::{Code, Vintage};

/// Knows 34111, 34174 and 30339 of 2026, and 34093, which merged into 34111.
pub(crate) struct FewCommunes;

impl CommuneLookup for FewCommunes {
    fn resolve(&self, code: &Code, _: Vintage) -> Resolution {
        match code.as_str() {
            "34111" | "34174" | "30339" => Resolution::Current,
            "34093" => Resolution::Old {
                name: Some("Ancienne".to_owned()),
                communes: vec!["34111".parse().unwrap()],
            },
            _ => Resolution::Unknown,
        }
    }

    fn latest(&self) -> Option<Vintage> {
        Vintage::try_from(2026).ok()
    }

    fn count(&self, _: Vintage) -> Option<usize> {
        Some(3)
    }
}
