//! The answer as a table and as a calendar, read back by strict readers.

use territory::Language;

use crate::support::{World, programme, question};

fn world() -> World {
    let long = "Très longue aide, avec virgule ; point-virgule et barre \\ oblique ".repeat(4);
    let programmes = [
        programme("sans-date", ""),
        programme("limite", "opens = 2026-12-01\ndeadline = 2027-01-31\nlink = \"https://a.fr\""),
        programme("passee", "deadline = 2026-01-31"),
        programme("longue", "deadline = 2027-12-31")
            .replace("Aide longue", &long.replace('\\', "\\\\")),
        programme("formule", "").replace("Aide formule", "=HYPERLINK(1)"),
    ];
    World::new(&programmes.concat())
}

/// Unfolds a calendar and checks what RFC 5545 asks of every line.
fn lines(text: &str) -> Vec<(String, String)> {
    assert!(text.ends_with("\r\n"));
    for line in text.split_terminator("\r\n") {
        assert!(!line.contains(['\r', '\n']), "a bare line break in {line:?}");
        assert!(line.len() <= 75, "{} bytes: {line}", line.len());
    }
    let unfolded = text.replace("\r\n ", "");
    let lines = unfolded.split_terminator("\r\n").map(|line| {
        let (name, value) = line.split_once(':').expect("a name, a colon, a value");
        let plain = |c: char| c.is_ascii_uppercase() || matches!(c, '-' | ';' | '=');
        assert!(name.chars().all(plain), "{name}");
        (name.to_owned(), value.to_owned())
    });
    lines.collect()
}

/// A text value as it was before it was escaped; what is not escaped as it must be fails.
fn text(value: &str) -> String {
    let mut out = String::new();
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('n') => out.push('\n'),
                Some(escaped @ ('\\' | ';' | ',')) => out.push(escaped),
                other => panic!("\\{other:?} in {value}"),
            },
            ';' | ',' => panic!("{character} stands bare in {value}"),
            _ => out.push(character),
        }
    }
    out
}

#[test]
fn the_calendar_holds_what_is_ahead() {
    let world = world();
    let answer = world.ask("commune:10002", &question());
    let lines = lines(&funding::calendar(&answer, Language::French));
    let of = |name: &str| {
        let same = lines.iter().filter(|(known, _)| known == name);
        same.map(|(_, value)| value.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(lines[0], ("BEGIN".to_owned(), "VCALENDAR".to_owned()));
    assert_eq!(lines.last().unwrap(), &("END".to_owned(), "VCALENDAR".to_owned()));
    assert_eq!(of("VERSION"), ["2.0"]);
    assert_eq!(of("PRODID").len(), 1);
    assert_eq!(of("BEGIN").len(), of("END").len());
    let mut uids = of("UID");
    uids.sort_unstable();
    assert_eq!(
        uids,
        ["limite-deadline@echelle", "limite-opens@echelle", "longue-deadline@echelle"]
    );
    assert_eq!(of("DTSTAMP"), ["20261123T000000Z"; 3]);
    let starts = of("DTSTART;VALUE=DATE");
    assert!(starts.contains(&"20270131") && starts.contains(&"20261201"), "{starts:?}");
    let ends = of("DTEND;VALUE=DATE");
    assert!(ends.contains(&"20270201") && ends.contains(&"20280101"), "{ends:?}");
    let summaries: Vec<String> = of("SUMMARY").into_iter().map(text).collect();
    assert!(summaries.contains(&"Date limite : Aide limite".to_owned()), "{summaries:?}");
    assert!(summaries.iter().any(|s| s.contains("barre \\ oblique ")), "{summaries:?}");
    of("DESCRIPTION").into_iter().map(text).for_each(drop);
    assert_eq!(of("URL"), ["https://a.fr"; 2]);
}

#[test]
fn the_table_has_a_line_for_each_and_no_formula() {
    let world = world();
    let answer = world.ask("commune:10002", &question());
    let table = funding::table(&answer, Language::French);
    assert!(table.starts_with("aide,nom,financeur,couverture,"));
    assert_eq!(table.matches("\r\n").count(), 1 + answer.programmes.len());
    assert!(table.contains("\"'=HYPERLINK(1)\""), "{table}");
    let english = funding::table(&answer, Language::English);
    assert!(english.starts_with("aid,name,funder,coverage,"));
}
