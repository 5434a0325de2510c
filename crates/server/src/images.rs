//! Images of a snapshot, drawn once and kept for a while.

use axum::body::Bytes;

use crate::{
    generations::{Generations, Weigh},
    problem::Problem,
};

/// The images of one snapshot, by all that was asked of them.
#[derive(Debug)]
pub(crate) struct Images(Generations<String, Image>);

/// An image; `None` where it could not be drawn.
#[derive(Debug)]
struct Image(Option<Bytes>);

/// Bytes of images at which a generation is full: some two hundred of a usual size.
const GENERATION: usize = 16 << 20;

impl Weigh for Image {
    fn weight(&self) -> usize {
        self.0.as_ref().map_or(0, Bytes::len)
    }
}

impl Default for Images {
    fn default() -> Self {
        Self(Generations::new(GENERATION))
    }
}

impl Images {
    /// An image, drawn by the first who asks. One that cannot be drawn is not kept.
    pub(crate) fn image(
        &self,
        key: &String,
        draw: impl FnOnce() -> Result<Vec<u8>, Problem>,
    ) -> Result<Bytes, Problem> {
        let mut refused = None;
        let make =
            || Image(draw().map(Bytes::from).map_err(|problem| refused = Some(problem)).ok());
        let drawn = self.0.with(key, make, |image| image.0.clone());
        drawn.ok_or_else(|| {
            self.0.forget(key);
            refused.unwrap_or_else(|| Problem::internal(&"an image asked by another failed"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_drawn_is_not_kept() {
        let images = Images::default();
        let key = "x".to_owned();
        let failed =
            images.image(&key, || Err(Problem::of_status(axum::http::StatusCode::CONFLICT)));
        assert_eq!(failed.unwrap_err().status(), axum::http::StatusCode::CONFLICT);
        assert_eq!(images.image(&key, || Ok(vec![1])).unwrap(), vec![1]);
        let kept = images.image(&key, || Ok(vec![2])).unwrap();
        assert_eq!(kept, vec![1]);
    }
}
