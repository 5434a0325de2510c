//! Cutting a stream of bytes into rows, in constant memory.

/// Rows of a stream that arrives in chunks of any size.
#[derive(Debug)]
pub(crate) struct Rows {
    /// What was fed and not yet given out as rows.
    pending: Vec<u8>,
    /// Where the next row starts in `pending`.
    start: usize,
    /// How far `pending` was looked through, and whether that place lies between quotes.
    looked: usize,
    quoted: bool,
    /// Whether a line break between quotes belongs to the row, as in CSV.
    quotes: bool,
    /// Line breaks passed, and the line on which the row under way starts.
    lines: u64,
    line: u64,
    /// Whether the rest of a row that was too long is being passed over.
    skipping: bool,
}

/// A row, or that it was too long to be one.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Row<'a> {
    /// The line it starts on, from 1.
    pub(crate) line: u64,
    /// Its bytes without the line break; `None` where there are more than [`Rows::LONGEST`].
    pub(crate) bytes: Option<&'a [u8]>,
}

impl Rows {
    /// The most bytes a row may have.
    pub(crate) const LONGEST: usize = 16 << 10;

    /// Rows of CSV, where a quoted cell may hold line breaks.
    pub(crate) fn csv() -> Self {
        Self::new(true)
    }

    /// Rows that each are a line.
    pub(crate) fn lines() -> Self {
        Self::new(false)
    }

    fn new(quotes: bool) -> Self {
        let pending = Vec::with_capacity(4 * Self::LONGEST);
        let (start, looked, quoted, lines, line, skipping) = (0, 0, false, 0, 1, false);
        Self { pending, start, looked, quoted, quotes, lines, line, skipping }
    }

    /// Takes the next chunk.
    pub(crate) fn feed(&mut self, chunk: &[u8]) {
        self.pending.drain(..self.start);
        self.looked -= self.start;
        self.start = 0;
        self.pending.extend_from_slice(chunk);
    }

    /// The next whole row; `None` until more is fed.
    pub(crate) fn next(&mut self) -> Option<Row<'_>> {
        loop {
            let Some(end) = self.line_break() else {
                if self.skipping {
                    self.start = self.looked;
                } else if self.looked - self.start > Self::LONGEST {
                    // Nothing of this row is kept, and a quote left open is forgotten.
                    self.skipping = true;
                    self.quoted = false;
                    self.start = self.looked;
                    return Some(Row { line: self.line, bytes: None });
                }
                return None;
            };
            let start = std::mem::replace(&mut self.start, end + 1);
            let line = std::mem::replace(&mut self.line, self.lines + 1);
            if std::mem::take(&mut self.skipping) {
                continue;
            }
            let row = &self.pending[start..end];
            let row = row.strip_suffix(b"\r").unwrap_or(row);
            return Some(Row { line, bytes: (row.len() <= Self::LONGEST).then_some(row) });
        }
    }

    /// The last row of a stream that has ended, where no line break follows it.
    pub(crate) fn last(&mut self) -> Option<Row<'_>> {
        let rest = std::mem::replace(&mut self.start, self.pending.len());
        let row = &self.pending[rest..];
        (!row.is_empty() && !self.skipping)
            .then_some(Row { line: self.lines + 1, bytes: Some(row) })
    }

    /// The next line break that ends a row.
    fn line_break(&mut self) -> Option<usize> {
        let from = self.looked;
        for (place, &byte) in self.pending[from..].iter().enumerate() {
            match byte {
                b'"' if self.quotes && !self.skipping => self.quoted = !self.quoted,
                b'\n' => {
                    self.lines += 1;
                    if !self.quoted {
                        self.looked = from + place + 1;
                        return Some(from + place);
                    }
                }
                _ => {}
            }
        }
        self.looked = self.pending.len();
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cuts a text fed in chunks of a size; a row too long is shown as `…`.
    fn rows(mut rows: Rows, text: &str, size: usize) -> Vec<(u64, String)> {
        let mut found = Vec::new();
        let mut push = |row: Row<'_>| {
            let text = row.bytes.map_or("…".into(), String::from_utf8_lossy);
            found.push((row.line, text.into_owned()));
        };
        for chunk in text.as_bytes().chunks(size) {
            rows.feed(chunk);
            while let Some(row) = rows.next() {
                push(row);
            }
        }
        if let Some(row) = rows.last() {
            push(row);
        }
        found
    }

    fn check(make: fn() -> Rows, text: &str, expect: &[(u64, &str)]) {
        for size in [1, 2, 7, 1000, 100_000] {
            let found = rows(make(), text, size);
            let found: Vec<(u64, &str)> = found.iter().map(|(l, t)| (*l, t.as_str())).collect();
            assert_eq!(found, expect, "in chunks of {size}");
        }
    }

    #[test]
    fn rows_end_at_line_breaks_and_at_the_end() {
        check(Rows::csv, "a,b\r\n1,2\n\n3,4", &[(1, "a,b"), (2, "1,2"), (3, ""), (4, "3,4")]);
        check(Rows::csv, "a\n", &[(1, "a")]);
        check(Rows::csv, "", &[]);
    }

    #[test]
    fn a_line_break_between_quotes_belongs_to_a_csv_row() {
        check(Rows::csv, "\"a\nb\",1\n2\n", &[(1, "\"a\nb\",1"), (3, "2")]);
        check(Rows::lines, "\"a\nb\n", &[(1, "\"a"), (2, "b")]);
    }

    #[test]
    fn a_row_too_long_is_passed_over() {
        let text = format!("1\n{}\n2\n", "x".repeat(60_000));
        check(Rows::lines, &text, &[(1, "1"), (2, "…"), (3, "2")]);
    }

    #[test]
    fn an_open_quote_costs_what_follows_it_and_no_more() {
        let text = format!("\"1\n{}", "2,3\n".repeat(10_000));
        let found = rows(Rows::csv(), &text, 1000);
        assert_eq!(found[0], (1, "…".to_owned()));
        assert!(found.len() > 5_000 && found[1].1 == "2,3", "{}", found.len());
    }
}
