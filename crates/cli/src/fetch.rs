//! `echelle fetch`: gets the sources into a folder.

use crate::{
    arguments::{Common, FetchOptions},
    failure::Failure,
};

pub(crate) fn run(_common: &Common, _options: &FetchOptions) -> Result<(), Failure> {
    Err(Failure::Serve("fetch".to_owned()))
}
