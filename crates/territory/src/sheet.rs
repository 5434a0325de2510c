//! Tables as CSV (RFC 4180), with cells that no spreadsheet takes for a formula.

use std::{borrow::Cow, fmt};

/// A table being written: UTF-8, commas, lines that end with CRLF.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet(String);

impl Sheet {
    /// A table with its header.
    #[must_use]
    pub fn new(header: &[&str]) -> Self {
        let mut sheet = Self::default();
        sheet.row(header);
        sheet
    }

    /// Adds a row.
    pub fn row<S: AsRef<str>>(&mut self, cells: &[S]) {
        for (place, cell) in cells.iter().enumerate() {
            if place > 0 {
                self.0.push(',');
            }
            let cell = safe(cell.as_ref());
            if cell.contains(['"', ',', '\r', '\n']) || cell.starts_with([' ', '\'']) {
                self.0.push('"');
                self.0.push_str(&cell.replace('"', "\"\""));
                self.0.push('"');
            } else {
                self.0.push_str(&cell);
            }
        }
        self.0.push_str("\r\n");
    }

    /// The text.
    #[must_use]
    pub fn into_text(self) -> String {
        self.0
    }
}

impl fmt::Display for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A cell as it may be opened: one that begins as a formula does gets an apostrophe before it,
/// unless it is a plain number. Control characters other than line breaks are left out.
fn safe(cell: &str) -> Cow<'_, str> {
    let unseen = |c: char| c.is_control() && c != '\n';
    let kept: Cow<'_, str> = if cell.contains(unseen) {
        cell.chars().filter(|&c| !unseen(c)).collect::<String>().into()
    } else {
        cell.into()
    };
    let formula = kept.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t']);
    let number = kept.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'.'))
        && kept.parse::<f64>().is_ok();
    if formula && !number { format!("'{kept}").into() } else { kept }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cell: &str, expect: &str) {
        let mut sheet = Sheet::default();
        sheet.row(&[cell, "b"]);
        assert_eq!(sheet.into_text(), format!("{expect},b\r\n"));
    }

    #[test]
    fn cells_are_quoted_where_they_must() {
        check("Ganges", "Ganges");
        check("a,b", "\"a,b\"");
        check("dit \"le Vieux\"", "\"dit \"\"le Vieux\"\"\"");
        check("a\r\nb", "\"a\nb\"");
        check("", "");
    }

    #[test]
    fn formulas_are_text_and_numbers_stay_numbers() {
        check("=1+1", "\"'=1+1\"");
        check("+33 4", "\"'+33 4\"");
        check("@SUM(A1)", "\"'@SUM(A1)\"");
        check(" =cmd|'/c calc'!A1", "\"' =cmd|'/c calc'!A1\"");
        check("\t=1", "\"'=1\"");
        check("-4.5", "-4.5");
        check("-1+cmd", "\"'-1+cmd\"");
        check("--1", "\"'--1\"");
    }
}
