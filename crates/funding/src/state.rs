//! Whether one may ask at a date.

use serde::Serialize;
use territory::{Bilingual, Date, Language};

use crate::{Calendar, Months, Recurrence};

/// Whether one may ask at a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ProgrammeState))]
pub enum State {
    /// Open, by published dates.
    Open,
    /// Not yet open; the opening is published.
    Opening,
    /// One may ask all year round.
    Ongoing,
    /// No date is published: it may or may not be open.
    Unknown,
    /// The published deadline is past.
    Closed,
}

impl State {
    /// Its name for people.
    #[must_use]
    pub const fn label(self, language: Language) -> &'static str {
        match (language, self) {
            (Language::French, Self::Open) => "ouvert",
            (Language::French, Self::Opening) => "ouvre bientôt",
            (Language::French, Self::Ongoing) => "toute l’année",
            (Language::French, Self::Unknown) => "dates à vérifier",
            (Language::French, Self::Closed) => "clos",
            (Language::English, Self::Open) => "open",
            (Language::English, Self::Opening) => "opening",
            (Language::English, Self::Ongoing) => "all year round",
            (Language::English, Self::Unknown) => "dates to check",
            (Language::English, Self::Closed) => "closed",
        }
    }

    /// Whether one may ask, as far as is known: open, ongoing, or without a published date.
    #[must_use]
    pub const fn may_be_open(self) -> bool {
        matches!(self, Self::Open | Self::Ongoing | Self::Unknown)
    }
}

impl Calendar {
    /// The state at a date, from published dates alone: usual months promise nothing.
    #[must_use]
    pub fn state(&self, date: Date) -> State {
        match (self.opens, self.deadline) {
            (_, Some(deadline)) if deadline < date => State::Closed,
            (Some(opens), _) if date < opens => State::Opening,
            (_, Some(_)) => State::Open,
            (opens, None) => match self.recurrence {
                Some(Recurrence::Ongoing) => State::Ongoing,
                // Of a call that comes back, an opening of more than a year ago says nothing.
                _ if opens.is_some_and(|opens| date.days() - opens.days() <= 366) => State::Open,
                _ => State::Unknown,
            },
        }
    }
}

impl Months {
    /// “Ouvert d’habitude d’octobre à décembre.”
    #[must_use]
    pub fn sentence(self) -> Bilingual {
        let name = |names: [&'static str; 12], month: u8| {
            names.get(usize::from(month).saturating_sub(1)).copied().unwrap_or_default()
        };
        let (from, to) = (self.from(), self.to());
        let [de, fin] = [name(FRENCH, from), name(FRENCH, to)];
        let [first, last] = [name(ENGLISH, from), name(ENGLISH, to)];
        if from == to {
            return Bilingual::new(
                format!("Ouvert d’habitude en {de}."),
                format!("Usually open in {first}."),
            );
        }
        let de = if de.starts_with(['a', 'o']) { format!("d’{de}") } else { format!("de {de}") };
        Bilingual::new(
            format!("Ouvert d’habitude {de} à {fin}."),
            format!("Usually open from {first} to {last}."),
        )
    }
}

const FRENCH: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<Date> {
        (!text.is_empty()).then(|| text.parse().unwrap())
    }

    /// The state on 23 November 2026.
    #[track_caller]
    fn check(recurrence: Option<Recurrence>, opens: &str, deadline: &str, expect: State) {
        let calendar =
            Calendar { recurrence, opens: day(opens), deadline: day(deadline), usual: None };
        assert_eq!(calendar.state("2026-11-23".parse().unwrap()), expect);
    }

    #[test]
    fn published_dates_decide() {
        let recurring = Some(Recurrence::Recurring);
        check(recurring, "", "2026-11-23", State::Open);
        check(recurring, "", "2026-11-22", State::Closed);
        check(recurring, "2026-11-23", "2026-12-01", State::Open);
        check(recurring, "2026-11-24", "2026-12-01", State::Opening);
        check(recurring, "2026-11-24", "", State::Opening);
        check(recurring, "2026-10-01", "", State::Open);
        check(recurring, "2024-10-01", "", State::Unknown);
        check(Some(Recurrence::OneOff), "2026-01-01", "2026-02-01", State::Closed);
    }

    #[test]
    fn without_dates_only_what_is_ongoing_is_known() {
        check(Some(Recurrence::Ongoing), "", "", State::Ongoing);
        check(Some(Recurrence::Ongoing), "2020-01-01", "", State::Ongoing);
        check(Some(Recurrence::Ongoing), "", "2026-11-01", State::Closed);
        check(Some(Recurrence::Recurring), "", "", State::Unknown);
        check(Some(Recurrence::OneOff), "", "", State::Unknown);
        check(None, "", "", State::Unknown);
    }

    #[test]
    fn usual_months_run_over_the_new_year() {
        let months = Months::new(12, 3).unwrap();
        let held: Vec<u8> = (1..=12).filter(|&month| months.hold(month)).collect();
        assert_eq!(held, [1, 2, 3, 12]);
        assert!(Months::new(0, 3).is_err() && Months::new(1, 13).is_err());
    }

    #[test]
    fn usual_months_are_said_as_a_habit() {
        let said = Months::new(10, 12).unwrap().sentence();
        assert_eq!(&*said.fr, "Ouvert d’habitude d’octobre à décembre.");
        assert_eq!(&*said.en, "Usually open from October to December.");
        let said = Months::new(3, 3).unwrap().sentence();
        assert_eq!(&*said.fr, "Ouvert d’habitude en mars.");
    }
}
