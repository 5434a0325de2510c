//! What the timings of the library and the measures from outside share: the national atlas and
//! the questions put to it.

mod actors;
mod clock;
mod country;
mod random;
mod samples;

pub use actors::associations;
pub use clock::processor_time;
pub use country::{Country, CountryError, store_path};
pub use random::Random;
pub use samples::{
    Grounds, INLAND, Ring, basins, drawn_areas, inland_points, keystrokes, land_points,
};

/// That of the program, so that the library is timed as the program runs it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
