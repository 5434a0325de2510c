//! Dates as tables write them: 2022-05-09, 09/05/2022, 20220509, or a workbook's count of days.

use territory::Date;

/// The days between 30 December 1899, from which workbooks count, and 1 January 1970.
const WORKBOOK: i32 = 25_569;

/// The day of a text; what follows the day, such as a time, is left out.
pub(crate) fn read(text: &str) -> Option<Date> {
    let text = text.trim();
    let day = text.split(['T', ' ']).next()?;
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    let number = |part: &str| part.parse::<u16>().ok();
    let small = |part: &str| part.parse::<u8>().ok().filter(|_| part.len() <= 2);
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 => {
            Date::new(number(year)?, small(month)?, small(day)?).ok()
        }
        [day, month, year] if year.len() == 4 => {
            Date::new(number(year)?, small(month)?, small(day)?).ok()
        }
        [digits] if digits.len() == 8 && digits.is_ascii() => Date::new(
            number(digits.get(..4)?)?,
            small(digits.get(4..6)?)?,
            small(digits.get(6..)?)?,
        )
        .ok(),
        // Days from 1927 to 2119: a lone small number is no date.
        [days] | [days, _] => {
            let days: i32 = days.parse().ok()?;
            (10_000..80_000).contains(&days).then(|| Date::from_days(days - WORKBOOK).ok())?
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Option<&str>) {
        assert_eq!(read(text).map(|date| date.to_string()).as_deref(), expect, "{text:?}");
    }

    #[test]
    fn days_are_read_as_people_and_programs_write_them() {
        check("2022-05-09", Some("2022-05-09"));
        check("2022-05-09T10:11:12Z", Some("2022-05-09"));
        check("2022-05-09 10:11", Some("2022-05-09"));
        check("09/05/2022", Some("2022-05-09"));
        check("9.5.2022", Some("2022-05-09"));
        check("20220509", Some("2022-05-09"));
        check("44690", Some("2022-05-09"));
        check("44690.5", Some("2022-05-09"));
    }

    #[test]
    fn other_texts_are_no_dates() {
        for text in ["", "mai 2022", "2022-13-01", "31/02/2022", "05/09/22", "12", "é0220509"] {
            check(text, None);
        }
    }
}
