//! Writing answers: tables for people, JSON for programs.

use std::io::{self, Write};

use comfy_table::{CellAlignment, Table, presets};
use serde::Serialize;
use territory::Language;

use crate::failure::Failure;

/// Writes an answer as JSON, indented, with a line end.
pub(crate) fn json(answer: &impl Serialize) -> Result<(), Failure> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    serde_json::to_writer_pretty(&mut out, answer)
        .map_err(|error| Failure::Output(error.into()))?;
    out.write_all(b"\n").and_then(|()| out.flush()).map_err(Failure::Output)
}

/// Writes a line for people.
pub(crate) fn line(text: &str) -> Result<(), Failure> {
    writeln!(io::stdout().lock(), "{text}").map_err(Failure::Output)
}

/// Writes a text as it is.
pub(crate) fn text(text: &str) -> Result<(), Failure> {
    io::stdout().lock().write_all(text.as_bytes()).map_err(Failure::Output)
}

/// Writes a table; the columns named in `numbers` are set to the right.
pub(crate) fn table(
    header: &[&str],
    numbers: &[usize],
    rows: impl Iterator<Item = Vec<String>>,
) -> Result<(), Failure> {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_header(header.to_vec()).add_rows(rows);
    for &column in numbers {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    line(&table.to_string())
}

/// Says what went wrong, or how far a long command is, beside the answer.
pub(crate) fn complain(text: &str) {
    // Without a standard error there is nobody to tell.
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// A whole number with spaces between thousands, as in print.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

/// A share as a percentage with one decimal.
pub(crate) fn percent(share: Option<f64>, language: Language) -> String {
    let Some(share) = share else { return "–".to_owned() };
    let text = format!("{:.1}", share * 100.0);
    match language {
        Language::French => format!("{}\u{202f}%", text.replace('.', ",")),
        Language::English => format!("{text}%"),
    }
}

/// The sentence of a language.
pub(crate) fn say<'a>(language: Language, french: &'a str, english: &'a str) -> &'a str {
    match language {
        Language::French => french,
        Language::English => english,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(number: u64, expect: &str) {
        assert_eq!(grouped(number).replace('\u{202f}', " "), expect);
    }

    #[test]
    fn thousands_are_parted() {
        check(0, "0");
        check(999, "999");
        check(19_408, "19 408");
        check(1_234_567, "1 234 567");
    }

    #[test]
    fn shares_are_written_as_in_print() {
        assert_eq!(percent(Some(0.107), Language::French), "10,7\u{202f}%");
        assert_eq!(percent(Some(0.107), Language::English), "10.7%");
        assert_eq!(percent(None, Language::English), "–");
    }
}
