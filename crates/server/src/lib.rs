//! HTTP: routes, errors and the page, over the snapshot that is current when a request comes in.

mod asking;
mod assets;
mod clock;
mod embed;
mod encoding;
mod generations;
mod ground;
mod guard;
mod images;
mod keeper;
mod kept;
mod listen;
mod number;
mod openapi;
mod outline;
mod paging;
mod parameters;
mod patient;
mod points;
mod polyline;
mod problem;
mod reference;
mod router;
mod routes;
mod rows;
mod sheet;
mod site;
mod style;
mod takeaway;
mod tile_set;
mod tiles;
mod work;
mod written;

use std::{sync::Arc, time::Duration};

pub use clock::today;
pub use keeper::Keeper;
pub use listen::{ServerError, serve};
pub use router::router;
pub use site::{KindAdvice, Loaded, Site, Snapshot};
pub use tile_set::TileSet;

/// What the server allows itself and its clients.
#[derive(Clone, Debug)]
pub struct Options {
    /// How people reach this server, such as `https://carte.example`; where it is not said, what
    /// a sheet shows is the host that its request named.
    pub public_url: Option<String>,
    /// Which sites may show a map in a frame, as the directive `frame-ancestors` writes them.
    pub frame_ancestors: String,
    /// Draws images as pixels.
    pub images: Arc<dyn raster::Engine>,
    /// Keeps territories of people's own; `None`: this server only answers.
    pub keeper: Option<Keeper>,
    /// The largest request body, in bytes; streams of points have no limit.
    pub body: usize,
    /// How many connections are served at a time; the others wait in the listener's queue.
    pub connections: usize,
    /// How many costly questions (outlines, pieces, tiles) are worked on at a time.
    pub workers: usize,
    /// How long a client may take to send the head of a request, which is also how long a
    /// connection stays open with nothing asked.
    pub head_timeout: Duration,
    /// How long a client may take to send a body, to send the next part of a stream, or to take
    /// the next part of an answer.
    pub body_timeout: Duration,
    /// How long requests under way may take to finish once the server is asked to stop.
    pub stop_timeout: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            public_url: None,
            frame_ancestors: "*".to_owned(),
            images: Arc::new(raster::Skia::default()),
            keeper: None,
            body: 2 << 20,
            connections: 1024,
            workers: std::thread::available_parallelism().map_or(2, usize::from),
            head_timeout: Duration::from_secs(5),
            body_timeout: Duration::from_secs(20),
            stop_timeout: Duration::from_secs(10),
        }
    }
}
