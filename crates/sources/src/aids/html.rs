//! HTML from outside, read as text: tags go, entities become their characters.

/// The longest entity looked at, in characters after `&`.
const LONGEST_ENTITY: usize = 10;

/// Tags after which a new word begins.
const BREAKS: [&str; 12] = ["br", "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "tr", "td"];

/// The text of a fragment of HTML, on one line. What looks like no tag stays as it is.
pub(super) fn text(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(place) = rest.find(['<', '&']) {
        let (before, from) = rest.split_at(place);
        out.push_str(before);
        rest = if from.starts_with('<') { tag(&mut out, from) } else { entity(&mut out, from) };
    }
    out.push_str(rest);
    let visible: String = out.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Passes over a tag, a comment, or a whole script or style; answers what follows.
fn tag<'h>(out: &mut String, from: &'h str) -> &'h str {
    if let Some(comment) = from.strip_prefix("<!--") {
        return comment.split_once("-->").map_or("", |(_, rest)| rest);
    }
    let inside = from.get(1..).unwrap_or_default();
    let opens =
        inside.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
    let Some(end) = inside.find('>').filter(|_| opens) else {
        out.push('<');
        return inside;
    };
    let (tag, after) = inside.split_at(end);
    let after = after.get(1..).unwrap_or_default();
    let name = tag.trim_start_matches('/');
    let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let name = name.to_ascii_lowercase();
    if BREAKS.contains(&name.as_str()) {
        out.push(' ');
    }
    if matches!(name.as_str(), "script" | "style") && !tag.starts_with('/') {
        let close = format!("</{name}");
        let lower = after.to_ascii_lowercase();
        let end = lower.find(&close).and_then(|at| after.get(at..));
        return end.and_then(|end| end.split_once('>')).map_or("", |(_, rest)| rest);
    }
    after
}

/// Reads an entity; answers what follows.
fn entity<'h>(out: &mut String, from: &'h str) -> &'h str {
    let inside = from.get(1..).unwrap_or_default();
    let end = inside.char_indices().take(LONGEST_ENTITY).find(|(_, c)| *c == ';');
    let known = end.and_then(|(end, _)| Some((character(inside.get(..end)?)?, end)));
    if let Some((character, end)) = known {
        out.push(character);
        inside.get(end + 1..).unwrap_or_default()
    } else {
        out.push('&');
        inside
    }
}

fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hexadecimal = number.strip_prefix(['x', 'X']);
        let code = match hexadecimal {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        return char::from_u32(code.ok()?);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" | "rsquo" | "lsquo" => '’',
        "nbsp" => '\u{a0}',
        "eacute" => 'é',
        "Eacute" => 'É',
        "egrave" => 'è',
        "ecirc" => 'ê',
        "euml" => 'ë',
        "agrave" => 'à',
        "acirc" => 'â',
        "ccedil" => 'ç',
        "icirc" => 'î',
        "iuml" => 'ï',
        "ocirc" => 'ô',
        "ugrave" => 'ù',
        "ucirc" => 'û',
        "oelig" => 'œ',
        "euro" => '€',
        "laquo" => '«',
        "raquo" => '»',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(html: &str, expect: &str) {
        assert_eq!(text(html), expect, "{html:?}");
    }

    #[test]
    fn tags_go_and_words_stay_apart() {
        check("<p>Aide aux <b>communes</b></p><p>rurales</p>", "Aide aux communes rurales");
        check("<ul><li>un</li><li>deux</li></ul>", "un deux");
        check("a<br/>b", "a b");
        check("<P CLASS=\"x\">a</P>", "a");
    }

    #[test]
    fn scripts_styles_and_comments_say_nothing() {
        check("a<script>alert('<b>')</script>b", "ab");
        check("a<STYLE>p{}</STYLE >b", "ab");
        check("a<!-- <b> -->b", "ab");
        check("a<script>never closed", "a");
    }

    #[test]
    fn entities_become_characters() {
        check("&eacute;t&eacute; &amp; hiver&nbsp;: 5&nbsp;&euro;", "été & hiver : 5 €");
        check("&#233;&#xE9;&lt;b&gt;", "éé<b>");
        check("R&D &inconnu; &", "R&D &inconnu; &");
    }

    #[test]
    fn what_is_no_tag_stays() {
        check("a < b et c > d", "a < b et c > d");
        check("<3", "<3");
        check("fin <b", "fin <b");
    }

    proptest! {
        #[test]
        fn any_text_is_read(html in "[<>&;!/a-z#x0-9é -]{0,80}") {
            let read = text(&html);
            prop_assert!(!read.contains('\n'));
        }
    }
}
