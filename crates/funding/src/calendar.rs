//! The deadlines of an answer as a calendar file (iCalendar, RFC 5545).

use territory::{Date, Language};

use crate::{FundingAnswer, ProgrammeAnswer};

/// The most bytes of a line before it is folded (RFC 5545, 3.1).
const LINE: usize = 75;

/// A calendar of all-day events: one for each published opening or deadline that is not past.
#[must_use]
pub fn calendar(answer: &FundingAnswer<'_>, language: Language) -> String {
    let mut out = Lines::default();
    out.line("BEGIN:VCALENDAR");
    out.line("VERSION:2.0");
    out.line("PRODID:-//Echelle//Funding//FR");
    out.line("CALSCALE:GREGORIAN");
    out.line("METHOD:PUBLISH");
    let title = match language {
        Language::French => format!("Aides : {}", answer.subject.name),
        Language::English => format!("Funding: {}", answer.subject.name),
    };
    out.property("X-WR-CALNAME", &title);
    for programme in &answer.programmes {
        if let Some(opens) = programme.opens.filter(|&day| day >= answer.date) {
            event(&mut out, answer.date, programme, (opens, "opens"), language);
        }
        if let Some(deadline) = programme.deadline.filter(|&day| day >= answer.date) {
            event(&mut out, answer.date, programme, (deadline, "deadline"), language);
        }
    }
    out.line("END:VCALENDAR");
    out.0
}

fn event(
    out: &mut Lines,
    written: Date,
    programme: &ProgrammeAnswer<'_>,
    (day, what): (Date, &str),
    language: Language,
) {
    let name = programme.name.get(language);
    let summary = match (language, what) {
        (Language::French, "opens") => format!("Ouverture : {name}"),
        (Language::French, _) => format!("Date limite : {name}"),
        (Language::English, "opens") => format!("Opens: {name}"),
        (Language::English, _) => format!("Deadline: {name}"),
    };
    let description = [
        Some(programme.funder.name.get(language)),
        Some(programme.summary.get(language)),
        programme.condition.map(|condition| condition.get(language)),
    ];
    let description: Vec<&str> = description.into_iter().flatten().collect();
    out.line("BEGIN:VEVENT");
    // The same event keeps its UID when its day moves, so that calendars move it too.
    out.line(&format!("UID:{}-{what}@echelle", programme.slug));
    out.line(&format!("DTSTAMP:{}T000000Z", basic(written)));
    out.line(&format!("DTSTART;VALUE=DATE:{}", basic(day)));
    if let Ok(next) = Date::from_days(day.days() + 1) {
        out.line(&format!("DTEND;VALUE=DATE:{}", basic(next)));
    }
    out.property("SUMMARY", &summary);
    out.property("DESCRIPTION", &description.join("\n"));
    if let Some(link) = programme.link {
        out.line(&format!("URL:{link}"));
    }
    out.line("TRANSP:TRANSPARENT");
    out.line("END:VEVENT");
}

/// A day in the basic form of ISO 8601.
fn basic(day: Date) -> String {
    day.to_string().replace('-', "")
}

/// Lines that end with CRLF and are folded where they are long.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn property(&mut self, name: &str, text: &str) {
        self.line(&format!("{name}:{}", escaped(text)));
    }

    /// Writes a line, folded between characters so that no part is longer than [`LINE`].
    fn line(&mut self, text: &str) {
        let mut length = 0;
        for character in text.chars().filter(|c| !c.is_control()) {
            if length + character.len_utf8() > LINE {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(character);
            length += character.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// A text value (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            _ => out.push(character),
        }
    }
    out
}
