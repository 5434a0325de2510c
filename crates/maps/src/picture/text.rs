//! Words in an image: made harmless, measured, shortened.

use std::fmt::{self, Write};

/// A text whose signs mean nothing to a reader of XML; characters that XML does not know are left
/// out.
pub(super) struct Escaped<'a>(pub(super) &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for letter in self.0.chars() {
            match letter {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                '\u{fffe}' | '\u{ffff}' => {}
                letter if letter.is_control() => f.write_char(' ')?,
                letter => f.write_char(letter)?,
            }
        }
        Ok(())
    }
}

/// The width of a text, in units, a little more than it takes in the typeface of the page.
pub(super) fn width(text: &str, size: f64, bold: bool) -> f64 {
    let ems: f64 = text.chars().map(em).sum();
    ems * size * if bold { 1.08 } else { 1.0 }
}

/// The advance of a letter, in sizes of the type.
fn em(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | '.' | ',' | ';' | ':' | '\'' | '’' | '!' | '|' | ' ' | 'î' | 'ï' => {
            0.32
        }
        'f' | 'r' | 't' | '-' | '(' | ')' | '[' | ']' | 'I' => 0.43,
        'm' | 'w' | 'M' | 'W' | 'œ' | 'Œ' | 'æ' | 'Æ' | '%' | '@' | '—' | '…' => 0.95,
        letter if letter.is_uppercase() => 0.72,
        // Letters of other scripts may be as wide as high.
        letter if letter > '\u{2e80}' => 1.05,
        _ => 0.61,
    }
}

/// A text that is no wider than some room: cut with an ellipsis where it would be.
pub(super) fn fitting(text: &str, size: f64, room: f64) -> String {
    if width(text, size, false) <= room {
        return text.to_owned();
    }
    let mut taken = em('…') * size;
    let fits = |letter: &char| {
        taken += em(*letter) * size;
        taken <= room
    };
    let kept: String = text.chars().take_while(fits).collect();
    format!("{}…", kept.trim_end())
}

/// A text in lines no wider than some room, parted at its spaces; the last of `most` lines is cut
/// where more follows.
pub(super) fn wrapped(text: &str, size: f64, room: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_ascii_whitespace() {
        let last = lines.len() == most;
        if let Some(line) = lines.last_mut()
            && (last || lines_end(line, word, size) <= room)
        {
            line.push(' ');
            line.push_str(word);
            continue;
        }
        lines.push(word.to_owned());
    }
    for line in &mut lines {
        *line = fitting(line, size, room);
    }
    lines
}

fn lines_end(line: &str, word: &str, size: f64) -> f64 {
    width(line, size, false) + width(word, size, false) + em(' ') * size
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_letters() {
        let hostile = "<script>alert(\"a\" & 'b')</script>\u{0}\u{ffff}";
        assert_eq!(
            Escaped(hostile).to_string(),
            "&lt;script&gt;alert(&quot;a&quot; &amp; &#39;b&#39;)&lt;/script&gt; "
        );
    }

    #[test]
    fn long_texts_are_cut_to_their_room() {
        assert_eq!(fitting("Ganges", 10.0, 100.0), "Ganges");
        let cut = fitting("Saint-Bauzille-de-Putois", 10.0, 60.0);
        assert!(cut.ends_with('…') && width(&cut, 10.0, false) <= 60.0, "{cut}");
    }

    #[test]
    fn lines_break_between_words() {
        let text = "coupé entre deux départements et deux régions";
        let lines = wrapped(text, 10.0, 130.0, 9);
        assert!(lines.len() > 1 && lines.iter().all(|line| width(line, 10.0, false) <= 130.0));
        assert_eq!(lines.join(" "), text);
        let cut = wrapped(text, 10.0, 130.0, 1);
        assert!(cut.len() == 1 && cut[0].ends_with('…'), "{cut:?}");
        assert!(wrapped("", 10.0, 130.0, 3).is_empty());
    }
}
