//! Dates of the calendar, day by day: when a rule holds, when a call closes.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::code::shortened;

/// A day of the Gregorian calendar, from 1 January 1790 to 31 December 2199, written `2026-11-23`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date(Parts);

/// Year, month from 1, day from 1: in the order in which days follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Parts {
    year: u16,
    month: u8,
    day: u8,
}

/// Why a text or numbers are not a date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a date: a day such as 2026-11-23 is expected, from 1790 to 2199")]
pub struct DateError(String);

impl Date {
    /// The day of a year, month (1 to 12) and day of the month (from 1).
    pub fn new(year: u16, month: u8, day: u8) -> Result<Self, DateError> {
        let known = (1790..2200).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in(year, month)).contains(&day);
        if known {
            Ok(Self(Parts { year, month, day }))
        } else {
            Err(DateError(format!("{year:04}-{month:02}-{day:02}")))
        }
    }

    /// The day that is `days` after 1 January 1970.
    ///
    /// Algorithm: Howard Hinnant, "chrono-compatible low-level date algorithms", `civil_from_days`.
    pub fn from_days(days: i32) -> Result<Self, DateError> {
        let since_march_of_year_0 = i64::from(days) + 719_468;
        let era = since_march_of_year_0.div_euclid(146_097);
        let day_of_era = since_march_of_year_0.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        // Years begin in March, so that the leap day comes last.
        let march_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * march_month + 2) / 5 + 1;
        let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        let refused = || DateError(format!("day {days} since 1970"));
        let year = u16::try_from(year).map_err(|_| refused())?;
        Self::new(year, month as u8, day as u8).map_err(|_| refused())
    }

    /// Days since 1 January 1970, negative before.
    ///
    /// Algorithm: Howard Hinnant, as above, `days_from_civil`.
    #[must_use]
    pub const fn days(self) -> i32 {
        let (month, day) = (self.0.month as i32, self.0.day as i32);
        let year = self.0.year as i32 - (month <= 2) as i32;
        let (era, year_of_era) = (year / 400, year % 400);
        let march_month = if month > 2 { month - 3 } else { month + 9 };
        let day_of_year = (153 * march_month + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.0.year
    }

    /// The month, from 1.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.0.month
    }

    /// The day of the month, from 1.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.0.day
    }
}

const fn days_in(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

impl FromStr for Date {
    type Err = DateError;

    /// Reads the ISO form only, all ten characters of it.
    fn from_str(text: &str) -> Result<Self, DateError> {
        let refused = || DateError(shortened(text));
        let number = |from: usize, to: usize| {
            let digits = text.get(from..to).filter(|part| part.bytes().all(|b| b.is_ascii_digit()));
            digits.and_then(|part| part.parse::<u16>().ok()).ok_or_else(refused)
        };
        if text.len() != 10 || text.get(4..5) != Some("-") || text.get(7..8) != Some("-") {
            return Err(refused());
        }
        Self::new(number(0, 4)?, number(5, 7)? as u8, number(8, 10)? as u8).map_err(|_| refused())
    }
}

impl TryFrom<String> for Date {
    type Error = DateError;
    fn try_from(text: String) -> Result<Self, DateError> {
        text.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year, self.0.month, self.0.day)
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Date {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        use utoipa::openapi::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)))
            .examples(["2026-11-23"])
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Date {}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, accepted: bool) {
        let parsed = input.parse::<Date>();
        assert_eq!(parsed.is_ok(), accepted, "{input:?}");
        if let Ok(date) = parsed {
            assert_eq!(date.to_string(), input);
        }
    }

    #[test]
    fn only_days_of_the_calendar_are_dates() {
        for day in ["2026-11-23", "2024-02-29", "2000-02-29", "1790-01-01", "2199-12-31"] {
            check(day, true);
        }
        for text in [
            "2026-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-04-31",
            "1789-12-31",
            "2200-01-01",
            "26-11-23",
            "2026-1-23",
            "23/11/2026",
            "2026-11-23 ",
            "+026-11-23",
            "20é6-11-2",
            "",
        ] {
            check(text, false);
        }
    }

    #[test]
    fn days_since_1970_go_both_ways() {
        let known =
            [("1970-01-01", 0), ("1969-12-31", -1), ("2000-03-01", 11_017), ("2026-11-23", 20_780)];
        for (text, days) in known {
            let date: Date = text.parse().unwrap();
            assert_eq!(date.days(), days, "{text}");
        }
        for days in -65_743..=84_005 {
            assert_eq!(Date::from_days(days).map(Date::days), Ok(days));
        }
        assert!(Date::from_days(-65_744).is_err());
        assert!(Date::from_days(84_006).is_err());
        assert!(Date::from_days(i32::MIN).is_err());
    }

    #[test]
    fn dates_are_in_the_order_of_days() {
        let days: Vec<Date> = (20_000..20_800).map(|day| Date::from_days(day).unwrap()).collect();
        assert!(days.is_sorted());
    }
}
