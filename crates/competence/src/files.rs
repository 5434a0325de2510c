//! The files of the catalogue, built into the program.

/// A file of the catalogue: its name without folder or ending, and its text.
pub(crate) type File<'a> = (&'a str, &'a str);

macro_rules! files {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../../data/competences/", $name, ".toml")))),*]
    };
}

/// Kinds of authority and the authorities that are rows of their own.
pub(crate) const AUTHORITIES: &str = include_str!("../../../data/competences/authorities.toml");

/// One file a theme, in the order of their names.
pub(crate) const THEMES: &[File<'static>] = files! {
    "accueil-et-hebergement"
    "action-sociale"
    "agriculture-alimentation"
    "amelioration-du-logement"
    "appui-aux-territoires"
    "autonomie"
    "culture"
    "dechets"
    "eau"
    "ecole"
    "economie"
    "energie-climat"
    "enfance-protegee-et-jeunes-en-difficulte"
    "environnement"
    "habitat"
    "insertion-et-revenus"
    "jeunesse-formation"
    "milieux-aquatiques"
    "mobilite"
    "numerique"
    "petite-enfance-et-familles"
    "sante"
    "securite-et-secours"
    "services-au-public"
    "sport-et-vie-associative"
    "tourisme"
    "urbanisme"
    "voirie"
};

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use super::*;

    #[test]
    fn every_file_of_the_folder_is_built_in() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/competences");
        let there: BTreeSet<String> = fs::read_dir(folder)
            .unwrap()
            .filter_map(|file| {
                file.unwrap().file_name().to_str()?.strip_suffix(".toml").map(str::to_owned)
            })
            .filter(|name| name != "authorities")
            .collect();
        let built: BTreeSet<String> = THEMES.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(built, there);
    }
}
