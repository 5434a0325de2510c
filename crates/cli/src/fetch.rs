//! `echelle fetch`: gets the sources into a folder.

use sources::{Catalogue, Role, fetch};

use crate::{
    arguments::{Common, FetchOptions},
    failure::Failure,
    output::{complain, json, line},
};

/// `echelle fetch`. Being offline is a normal state: only a missing piece of the base is a
/// failure, and only when everything that can be had was got.
pub(crate) fn run(common: &Common, options: &FetchOptions) -> Result<(), Failure> {
    let catalogue = match &options.catalogue {
        Some(path) => Catalogue::read(path)?,
        None => Catalogue::bundled()?,
    };
    let language = common.language();
    let how = fetch::FetchOptions {
        mirror: options.mirror.clone(),
        ..fetch::FetchOptions::new(&options.into)
    };
    let report = fetch::fetch(&catalogue, &how, &mut |step| {
        complain(&format!("{} : {}", step.source.name, step.doing.get(language)));
    })?;
    if common.json {
        json(&report)?;
    } else {
        line(report.text(language).trim_end())?;
    }
    let base_is_missing = report.missing().any(|missing| {
        catalogue.get(missing.key.as_str()).is_some_and(|known| known.role != Role::Layer)
    });
    if base_is_missing {
        return Err(Failure::Value {
            french: "La base n’est pas complète : suivez les conseils ci-dessus.".to_owned(),
            english: "The base is not complete: follow the advice above.".to_owned(),
        });
    }
    Ok(())
}
