//! `echelle serve`.

use crate::{
    arguments::{Common, ServeOptions},
    failure::Failure,
};

pub(crate) fn run(_common: &Common, _options: &ServeOptions) -> Result<(), Failure> {
    Err(Failure::Serve("serve".to_owned()))
}
