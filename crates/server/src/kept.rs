//! Answers kept for as long as their snapshot: the plain question about a territory is asked again
//! and again, by a page that opens and by every page that embeds it.

use std::sync::{
    OnceLock,
    atomic::{AtomicUsize, Ordering},
};

use atlas::TerritoryIndex;
use axum::body::Bytes;

/// Bytes that the answers of a snapshot may take together; beyond it they are written each time.
const BUDGET: usize = 32 << 20;

/// One answer a territory.
#[derive(Debug)]
pub(crate) struct Kept {
    answers: Box<[OnceLock<Bytes>]>,
    held: AtomicUsize,
}

impl Kept {
    /// Room for so many territories.
    pub(crate) fn new(territories: usize) -> Self {
        let answers = std::iter::repeat_with(OnceLock::new).take(territories).collect();
        Self { answers, held: AtomicUsize::new(0) }
    }

    /// The answer about a territory, written the first time and while there is no room to keep it.
    pub(crate) fn answer(&self, index: TerritoryIndex, write: impl FnOnce() -> Vec<u8>) -> Bytes {
        let slot = self.answers.get(index.0 as usize);
        if let Some(answer) = slot.and_then(OnceLock::get) {
            return answer.clone();
        }
        let mut written = write();
        written.shrink_to_fit();
        let written = Bytes::from(written);
        // Two threads may write the same answer at once: it then counts twice, which only keeps
        // fewer.
        let held = self.held.fetch_add(written.len(), Ordering::Relaxed) + written.len();
        match slot {
            Some(slot) if held <= BUDGET => slot.get_or_init(|| written).clone(),
            _ => {
                self.held.fetch_sub(written.len(), Ordering::Relaxed);
                written
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kept: &Kept, index: u32, size: usize, expect_kept: bool) {
        let index = TerritoryIndex(index);
        let first = kept.answer(index, || vec![1; size]);
        assert_eq!(first, vec![1; size]);
        let mut written = false;
        let again = kept.answer(index, || {
            written = true;
            vec![1; size]
        });
        assert_eq!(again, first);
        assert_eq!(written, !expect_kept, "{index:?}");
    }

    #[test]
    fn answers_are_kept_while_there_is_room() {
        let kept = Kept::new(4);
        check(&kept, 0, 10, true);
        check(&kept, 1, BUDGET, false);
        check(&kept, 2, 10, true);
        // No room was made for this one.
        check(&kept, 9, 10, false);
        check(&kept, 0, 10, true);
    }
}
