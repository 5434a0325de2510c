//! The typeface that the program carries: Atkinson Hyperlegible Next, under the SIL Open Font
//! License, which stands beside the files.

/// The family.
pub(crate) const FAMILY: &str = "Atkinson Hyperlegible Next";

/// The licence of the typeface.
pub const FONT_LICENCE: &str = include_str!("../fonts/LICENSE");

/// A weight of the typeface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// 400.
    Regular,
    /// 700.
    Bold,
}

impl Weight {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Regular, Self::Bold];

    /// The name of the font, as styles of maps ask for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Regular => "Atkinson Hyperlegible Next Regular",
            Self::Bold => "Atkinson Hyperlegible Next Bold",
        }
    }

    /// The font of a stack that is here: the first, by name.
    #[must_use]
    pub fn of_stack(stack: &str) -> Option<Self> {
        let named = |name: &str| Self::ALL.into_iter().find(|weight| weight.name() == name);
        stack.split(',').find_map(|name| named(name.trim()))
    }

    /// The file.
    pub(crate) const fn file(self) -> &'static [u8] {
        match self {
            Self::Regular => include_bytes!("../fonts/AtkinsonHyperlegibleNext-Regular.ttf"),
            Self::Bold => include_bytes!("../fonts/AtkinsonHyperlegibleNext-Bold.ttf"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_font_of_a_stack_that_is_here_is_taken() {
        let check = |stack, expect| assert_eq!(Weight::of_stack(stack), expect, "{stack}");
        check("Atkinson Hyperlegible Next Bold", Some(Weight::Bold));
        check("Noto Sans,Atkinson Hyperlegible Next Regular", Some(Weight::Regular));
        check("Noto Sans", None);
        check("", None);
    }
}
