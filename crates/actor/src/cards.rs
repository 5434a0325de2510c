//! The texts of all actors in one string: no allocation an actor, one number to find its card.

/// The texts of an actor. Empty: not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Card<'a> {
    pub(crate) id: &'a str,
    pub(crate) name: &'a str,
    pub(crate) about: &'a str,
    pub(crate) address: &'a str,
    pub(crate) phone: &'a str,
    pub(crate) mail: &'a str,
    pub(crate) site: &'a str,
    pub(crate) hours: &'a str,
    pub(crate) network: &'a str,
    pub(crate) parent: &'a str,
}

/// Where a card stands: its start, then its length in the low bits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span(u64);

/// All cards.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cards {
    text: String,
}

/// Stands between the fields of a card, and in none of them.
const SEPARATOR: char = '\u{1f}';
/// The bits of a length; fields are cut long before it is reached.
const LENGTH_BITS: u32 = 20;
/// The longest field kept, in bytes.
const LONGEST: usize = 4_000;

impl Cards {
    pub(crate) fn push(&mut self, card: &Card<'_>) -> Span {
        let start = self.text.len();
        let fields = [
            card.id,
            card.name,
            card.about,
            card.address,
            card.phone,
            card.mail,
            card.site,
            card.hours,
            card.network,
            card.parent,
        ];
        for (place, field) in fields.into_iter().enumerate() {
            if place > 0 {
                self.text.push(SEPARATOR);
            }
            let field = beginning(field, LONGEST);
            if field.contains(SEPARATOR) {
                self.text.extend(field.chars().filter(|&letter| letter != SEPARATOR));
            } else {
                self.text.push_str(field);
            }
        }
        Span((start as u64) << LENGTH_BITS | (self.text.len() - start) as u64)
    }

    pub(crate) fn get(&self, span: Span) -> Card<'_> {
        let start = (span.0 >> LENGTH_BITS) as usize;
        let end = start + (span.0 & ((1 << LENGTH_BITS) - 1)) as usize;
        let mut fields = self.text.get(start..end).unwrap_or_default().split(SEPARATOR);
        let mut next = || fields.next().unwrap_or_default();
        Card {
            id: next(),
            name: next(),
            about: next(),
            address: next(),
            phone: next(),
            mail: next(),
            site: next(),
            hours: next(),
            network: next(),
            parent: next(),
        }
    }

    pub(crate) fn shrink(&mut self) {
        self.text.shrink_to_fit();
    }

    /// Bytes held.
    pub(crate) fn size(&self) -> usize {
        self.text.capacity()
    }
}

/// The beginning of a text, at most so many bytes long, between two characters.
pub(crate) fn beginning(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|&end| text.is_char_boundary(end));
    text.get(..end.unwrap_or(0)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_come_back_field_by_field() {
        let mut cards = Cards::default();
        let first = Card { name: "L’Étang", hours: "lu–ve", parent: "p", ..Card::default() };
        let second = Card { id: "2", name: "a\u{1f}b", ..Card::default() };
        let spans = [cards.push(&first), cards.push(&second)];
        assert_eq!(cards.get(spans[0]), first);
        assert_eq!(cards.get(spans[1]), Card { name: "ab", ..second });
    }

    #[test]
    fn long_fields_are_cut_between_characters() {
        let mut cards = Cards::default();
        let long = "é".repeat(LONGEST);
        let span = cards.push(&Card { name: &long, ..Card::default() });
        assert_eq!(cards.get(span).name.len(), LONGEST);
        assert_eq!(beginning("aé", 2), "a");
    }
}
