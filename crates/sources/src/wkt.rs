//! Well-Known Text of coordinate systems, as a tree: `KEYWORD["name", number, CHILD[…]]`.

/// A node of the tree.
#[derive(Debug, PartialEq)]
pub(crate) struct Node {
    pub(crate) keyword: String,
    values: Vec<Value>,
}

#[derive(Debug, PartialEq)]
enum Value {
    Text(String),
    Number(f64),
    /// A bare word, such as `EAST`.
    Word,
    Node(Node),
}

/// The deepest nesting read; real texts nest five or six deep.
const DEPTH: usize = 16;

/// The tree of a text, or what is wrong with it.
pub(crate) fn parse(text: &str) -> Result<Node, &'static str> {
    let mut parser = Parser { rest: text.trim_start_matches('\u{feff}') };
    let value = parser.value(DEPTH)?;
    match value {
        Value::Node(node) if parser.rest.trim().is_empty() => Ok(node),
        _ => Err("not WKT"),
    }
}

impl Node {
    /// The first text: the name.
    pub(crate) fn name(&self) -> Option<&str> {
        self.values.iter().find_map(|value| match value {
            Value::Text(text) => Some(text.as_str()),
            _ => None,
        })
    }

    /// The number at a place, from 0, of the values.
    pub(crate) fn number(&self, place: usize) -> Option<f64> {
        match self.values.get(place) {
            Some(Value::Number(number)) => Some(*number),
            Some(Value::Text(text)) => text.parse().ok(),
            _ => None,
        }
    }

    fn children(&self) -> impl DoubleEndedIterator<Item = &Self> {
        self.values.iter().filter_map(|value| match value {
            Value::Node(node) => Some(node),
            _ => None,
        })
    }

    /// The last child with one of the keywords: a projected system's own unit follows that of
    /// the geographic one inside it.
    pub(crate) fn child(&self, keywords: &[&str]) -> Option<&Self> {
        let is = |node: &&Self| keywords.iter().any(|k| node.keyword.eq_ignore_ascii_case(k));
        self.children().rev().find(is)
    }

    /// The EPSG number of this node itself.
    pub(crate) fn epsg(&self) -> Option<u32> {
        let node = self.child(&["AUTHORITY", "ID"])?;
        if !node.name()?.eq_ignore_ascii_case("EPSG") {
            return None;
        }
        let number = match node.values.get(1)? {
            Value::Text(text) => text.parse().ok()?,
            Value::Number(number) => *number,
            _ => return None,
        };
        (number.fract() == 0.0 && (1.0..1e6).contains(&number)).then_some(number as u32)
    }

    /// Name and value of each projection parameter, however deep.
    pub(crate) fn parameters(&self) -> Vec<(&str, f64)> {
        let mut found = Vec::new();
        for node in self.children() {
            if node.keyword.eq_ignore_ascii_case("PARAMETER") {
                found.extend(node.name().zip(node.number(1)));
            } else {
                found.extend(node.parameters());
            }
        }
        found
    }
}

struct Parser<'a> {
    rest: &'a str,
}

impl Parser<'_> {
    fn skip(&mut self, byte: char) -> bool {
        let rest = self.rest.trim_start();
        self.rest = rest.strip_prefix(byte).unwrap_or(rest);
        self.rest.len() < rest.len()
    }

    fn value(&mut self, depth: usize) -> Result<Value, &'static str> {
        if self.skip('"') {
            let (text, rest) = self.rest.split_once('"').ok_or("a quote is not closed")?;
            self.rest = rest;
            return Ok(Value::Text(text.to_owned()));
        }
        let end = self.rest.find(['[', ']', '(', ')', ',', '"']).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        let word = word.trim();
        if self.skip('[') || self.skip('(') {
            let depth = depth.checked_sub(1).ok_or("it nests too deep")?;
            return Ok(Value::Node(Node { keyword: word.to_owned(), values: self.values(depth)? }));
        }
        match word.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Value::Number(number)),
            _ if word.is_empty() => Err("a value is missing"),
            _ => Ok(Value::Word),
        }
    }

    fn values(&mut self, depth: usize) -> Result<Vec<Value>, &'static str> {
        let mut values = Vec::new();
        loop {
            values.push(self.value(depth)?);
            if self.skip(',') {
                continue;
            }
            return if self.skip(']') || self.skip(')') {
                Ok(values)
            } else {
                Err("a bracket is not closed")
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_tree_is_read() {
        let node = parse("A[\"n\", B[\"p\", 3.5], UNIT[\"x\", 1], AXIS[\"E\", EAST]]").unwrap();
        assert_eq!(node.name(), Some("n"));
        assert_eq!(node.child(&["UNIT"]).and_then(|unit| unit.number(1)), Some(1.0));
        assert!(parse(&"A[".repeat(50)).is_err());
    }

    proptest! {
        #[test]
        fn no_text_makes_the_parser_panic(text in "[A-Z\\[\\]\",0-9. é(]{0,60}") {
            let _ = parse(&text);
        }
    }
}
